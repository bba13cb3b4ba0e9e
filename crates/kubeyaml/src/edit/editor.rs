//! The walk over a document beside its target.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::{CollectionStyle, Document, NodeId, NodeKind, NodeRef, Value};

use super::EditError;
use super::changes::Edit;
use super::doubt;
use super::equal;
use super::layout::Layout;
use super::lines::Lines;
use super::options::{Options, Path};
use super::plan::{Part, Plan};
use super::render::BlockWriter;

/// Where a node stands, as far as putting another value there is concerned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    /// It is the root.
    Root,
    /// It follows the `:` that ends at `after`, of a key in `column`.
    Value { after: usize, column: usize },
    /// It follows the `-` that ends at `after` and stands in `column`.
    Item { after: usize, column: usize },
    /// It is in brackets.
    Flow,
}

/// What an anchored node stands for once the edits are made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchored<'t> {
    Value(&'t Value),
    Gone,
}

/// Collects the edits that turn a document into its target.
pub(super) struct Editor<'d, 't, 'o> {
    pub(super) document: &'d Document<'d>,
    pub(super) lines: Lines<'d>,
    pub(super) options: &'o Options<'o>,
    /// Nodes to be written anew if they are reached.
    pub(super) forced: &'o HashSet<NodeId>,
    pub(super) edits: Vec<Edit>,
    /// Whether something was done that the text around it could spoil, so that the result has to be read back.
    pub(super) doubtful: bool,
    pub(super) has_anchors: bool,
    pub(super) anchored: HashMap<NodeId, Anchored<'t>>,
    /// For lists that change: the old index of every new item that has one.
    pub(super) aligned: HashMap<NodeId, Vec<Option<usize>>>,
    layout: OnceCell<Layout>,
}

/// Whether a line break that hardly anything but YAML 1.1 knows stands before the document, so that its first column is not where
/// the line seems to start.
fn begins_within_a_line(document: &Document<'_>) -> bool {
    let start = document.range().start;
    start > 0 && document.text().as_bytes().get(start - 1) != Some(&b'\n')
}

impl<'d, 't, 'o> Editor<'d, 't, 'o> {
    pub(super) fn new(document: &'d Document<'d>, options: &'o Options<'o>, forced: &'o HashSet<NodeId>) -> Self {
        let range = document.range();
        let has_anchors = has_anchors(document);
        Self {
            document,
            lines: Lines {
                text: document.text(),
                start: range.start,
                end: range.end,
            },
            options,
            forced,
            edits: Vec::new(),
            doubtful: has_anchors || begins_within_a_line(document) || doubt::is_unusual(document.source()),
            has_anchors,
            anchored: HashMap::new(),
            aligned: HashMap::new(),
            layout: OnceCell::new(),
        }
    }

    pub(super) fn layout(&self) -> Layout {
        *self.layout.get_or_init(|| Layout::of(self.document))
    }

    /// The writer for lines above the line start `at`: where blank lines with spaces follow, a block scalar would swallow
    /// them.
    pub(super) fn writer_above(&self, at: usize) -> BlockWriter {
        BlockWriter {
            layout: self.layout(),
            literals: !self.lines.blanks(at).1,
        }
    }

    /// The writer for what follows a `:` or `-` in `column` in place of something that ends at `end`: where comments follow
    /// that are indented further, a block scalar would swallow them too.
    pub(super) fn writer_in_place(&self, end: usize, column: usize) -> BlockWriter {
        let next = self.lines.next(end);
        let mut writer = self.writer_above(next);
        writer.literals &= self.lines.tail(end, column) == next;
        writer
    }

    pub(super) fn push(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit {
            range,
            text: text.into(),
        });
    }

    /// Adds the edits that make `node` into `target`.
    pub(super) fn walk(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        path: &Path<'_>,
    ) -> Result<(), EditError> {
        if self.forced.contains(&node.id()) {
            return self.replace(node, slot, target);
        }
        match (node.kind(), target) {
            (NodeKind::Alias, _) => {
                if !self.alias_gives(node, target, path)? {
                    self.replace(node, slot, target)?;
                }
                return Ok(());
            }
            (NodeKind::Mapping, Value::Mapping(_)) => self.mapping(node, slot, target, path)?,
            (NodeKind::Sequence, Value::Sequence(items)) => self.sequence(node, slot, target, items, path)?,
            (NodeKind::Scalar, Value::String(text)) if node.as_str() == Some(text.as_str()) => {}
            _ => return self.scalar(node, slot, target, path),
        }
        self.note_anchor(node, target);
        Ok(())
    }

    /// Adds the edits for a scalar, or for a node that becomes another kind of node.
    #[inline(never)]
    fn scalar(&mut self, node: NodeRef<'d>, slot: Slot, target: &'t Value, path: &Path<'_>) -> Result<(), EditError> {
        let original = node.to_value()?;
        if equal::same_scalar(&original, target) {
            self.note_anchor(node, target);
        } else if !(self.options.same)(path, &original, target) {
            self.replace(node, slot, target)?;
        }
        Ok(())
    }

    /// Remembers what an anchored node will stand for.
    pub(super) fn note_anchor(&mut self, node: NodeRef<'d>, target: &'t Value) {
        if self.has_anchors && node.anchor_span().is_some() {
            self.anchored.insert(node.id(), Anchored::Value(target));
        }
    }

    /// Remembers that the anchors in and on `node` go away.
    pub(super) fn forget_anchors(&mut self, node: NodeRef<'d>) {
        if !self.has_anchors {
            return;
        }
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if node.anchor_span().is_some() {
                self.anchored.insert(node.id(), Anchored::Gone);
            }
            open.extend(node.children());
        }
    }

    fn alias_gives(&self, alias: NodeRef<'d>, target: &Value, path: &Path<'_>) -> Result<bool, EditError> {
        let anchor = alias.resolved();
        Ok(match self.anchored.get(&anchor.id()) {
            Some(Anchored::Value(value)) => equal::equal(value, target, self.options, path),
            Some(Anchored::Gone) => false,
            None => equal::equal(&anchor.to_value()?, target, self.options, path),
        })
    }

    /// Whether `node` as it stands gives `target`.
    pub(super) fn gives(&self, node: NodeRef<'d>, target: &Value, path: &Path<'_>) -> bool {
        let node = node.resolved();
        match (node.kind(), target) {
            (NodeKind::Scalar, Value::String(text)) if node.as_str() == Some(text.as_str()) => true,
            (NodeKind::Sequence, Value::Sequence(items)) => {
                node.len() == items.len()
                    && node
                        .items()
                        .zip(items)
                        .enumerate()
                        .all(|(i, (item, target))| self.gives(item, target, &path.index(i)))
            }
            (NodeKind::Mapping, Value::Mapping(mapping)) if !self.has_anchors => {
                let mut known = 0;
                for entry in node.entries() {
                    let Ok(name) = entry.key.key_text() else { return false };
                    if entry.key.is_merge_key() {
                        return self.gives_slowly(node, target, path);
                    }
                    let renamed = (self.options.rename)(path, &name);
                    let name = renamed.as_deref().unwrap_or(&name);
                    match mapping.get(name) {
                        Some(target) if self.gives(entry.value, target, &path.key(name)) => known += 1,
                        Some(_) => return false,
                        // Of a key that is there twice, the last value would have to be looked at.
                        None if node.len() > mapping.len() => return self.gives_slowly(node, target, path),
                        None => {
                            let keep = |value: &Value| (self.options.keep)(&path.key(name), value);
                            if !entry.value.to_value().is_ok_and(|value| keep(&value)) {
                                return false;
                            }
                        }
                    }
                }
                known == mapping.len()
            }
            _ => self.gives_slowly(node, target, path),
        }
    }

    fn gives_slowly(&self, node: NodeRef<'d>, target: &Value, path: &Path<'_>) -> bool {
        node.to_value()
            .is_ok_and(|value| equal::equal(&value, target, self.options, path))
    }

    /// Does what `plan` says with the entries or items of a collection.
    pub(super) fn carry_out(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        parts: &[Part],
        plan: Plan<'t>,
    ) -> Result<(), EditError> {
        if plan.is_empty() && parts.is_empty() == is_empty(target) {
            return Ok(());
        }
        if plan.deleted.iter().all(|deleted| *deleted) {
            return self.replace(node, slot, target);
        }
        match node.collection_style() {
            Some(CollectionStyle::Flow) => self.carry_out_in_flow(node, slot, target, parts, plan),
            _ => self.carry_out_in_block(node, parts, plan),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Mapping(mapping) => mapping.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        _ => true,
    }
}

fn has_anchors(document: &Document<'_>) -> bool {
    document.properties.iter().any(|properties| properties.anchor.is_some())
}

/// The name of a key under which the target has it.
pub(super) fn target_name<'a>(options: &Options<'_>, path: &Path<'_>, name: Cow<'a, str>) -> (Cow<'a, str>, bool) {
    match (options.rename)(path, &name) {
        Some(renamed) if renamed != name => (Cow::Owned(renamed), true),
        _ => (name, false),
    }
}

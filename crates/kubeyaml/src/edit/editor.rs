//! The walk over a document beside its target.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::{CollectionStyle, Document, NodeId, NodeKind, NodeRef, Value};

use super::EditError;
use super::align::{self, Lists, Names};
use super::changes::Edit;
use super::equal;
use super::layout::Layout;
use super::lines::Lines;
use super::options::{Options, Path};
use super::plan::{New, Part, Place, Plan};
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
            doubtful: has_anchors,
            has_anchors,
            anchored: HashMap::new(),
            aligned: HashMap::new(),
            layout: OnceCell::new(),
        }
    }

    pub(super) fn layout(&self) -> Layout {
        *self.layout.get_or_init(|| Layout::of(self.document))
    }

    pub(super) fn writer(&self) -> BlockWriter {
        BlockWriter {
            layout: self.layout(),
            literals: true,
        }
    }

    /// The writer for what follows a `:` or `-` in `column` in place of something that ends at `end`: where comments follow
    /// that are indented further, a block scalar would swallow them.
    pub(super) fn writer_before_comments(&self, end: usize, column: usize) -> BlockWriter {
        BlockWriter {
            layout: self.layout(),
            literals: self.lines.tail(end, column) == self.lines.next(end),
        }
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
            _ => {
                let original = node.to_value()?;
                if equal::same_scalar(&original, target) || both_empty(&original, target) {
                    // It stands for the target already.
                } else if (self.options.same)(path, &original, target) {
                    return Ok(());
                } else {
                    return self.replace(node, slot, target);
                }
            }
        }
        self.note_anchor(node, target);
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
    fn gives(&self, node: NodeRef<'d>, target: &Value, path: &Path<'_>) -> bool {
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
                        None => return self.gives_slowly(node, target, path),
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

    /// Adds the edits that make a list into another one.
    fn sequence(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        new: &'t [Value],
        path: &Path<'_>,
    ) -> Result<(), EditError> {
        let old: Vec<NodeRef<'d>> = node.items().collect();
        let pairs = align::align(&mut Items {
            editor: self,
            old: &old,
            new,
            path,
        });
        let mut to_new = vec![None; old.len()];
        for (j, pair) in pairs.iter().enumerate() {
            if let Some(pair) = pair {
                to_new[pair.old] = Some((j, pair.stays));
            }
        }
        let parts: Vec<Part> = self.items(node).collect();
        let mut plan = Plan::new(parts.len());
        let mut moved: HashMap<usize, Vec<Edit>> = HashMap::new();
        for (i, item) in old.iter().enumerate() {
            let Some((j, stays)) = to_new[i] else {
                plan.deleted[i] = true;
                self.forget_anchors(*item);
                continue;
            };
            let slot = self.item_slot(node, &parts[i]);
            if stays {
                self.walk(*item, slot, &new[j], &path.index(j))?;
            } else {
                plan.deleted[i] = true;
                let outer = std::mem::take(&mut self.edits);
                let walked = self.walk(*item, slot, &new[j], &path.index(j));
                moved.insert(i, std::mem::replace(&mut self.edits, outer));
                walked?;
            }
        }
        let mut place = pairs
            .iter()
            .flatten()
            .find(|pair| pair.stays)
            .map(|pair| Place::Before(pair.old));
        for (j, pair) in pairs.iter().enumerate() {
            let new = match pair {
                Some(pair) if pair.stays => {
                    place = Some(Place::After(pair.old));
                    continue;
                }
                Some(pair) => New::Moved {
                    old: pair.old,
                    edits: moved.remove(&pair.old).unwrap_or_default(),
                },
                None => New::Item(&new[j]),
            };
            plan.insertions.extend(place.map(|place| (place, new)));
        }
        if !plan.is_empty() {
            let old = pairs.iter().map(|pair| pair.map(|pair| pair.old)).collect();
            self.aligned.insert(node.id(), old);
        }
        self.carry_out(node, slot, target, &parts, plan)
    }

    /// Where the items of a list stand.
    fn items(&self, node: NodeRef<'d>) -> impl Iterator<Item = Part> {
        let block = node.collection_style() == Some(CollectionStyle::Block);
        let first = node.span().start;
        let column = self.lines.column(first);
        node.items().enumerate().map(move |(i, item)| {
            let span = item.full_span();
            let start = match (block, i) {
                (true, 0) => first,
                (true, _) => self.dash_of(&item, column),
                (false, _) => span.start,
            };
            Part { start, end: span.end }
        })
    }

    /// Where the `-` of an item stands, given the column of all of them.
    fn dash_of(&self, item: &NodeRef<'d>, column: usize) -> usize {
        let start = item.full_span().start;
        if item.is_omitted() {
            return start.saturating_sub(1);
        }
        let mut line = self.lines.start_of(start);
        loop {
            let dash = line + column;
            if dash < start && self.lines.is_first(dash) && self.lines.text.as_bytes()[dash] == b'-' {
                return dash;
            }
            if line <= self.lines.start {
                return start;
            }
            line = self.lines.start_of(line - 1);
        }
    }

    fn item_slot(&self, node: NodeRef<'d>, part: &Part) -> Slot {
        if node.collection_style() == Some(CollectionStyle::Flow) {
            return Slot::Flow;
        }
        Slot::Item {
            after: part.start + 1,
            column: self.lines.column(part.start),
        }
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

fn both_empty(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Mapping(a), Value::Mapping(b)) => a.is_empty() && b.is_empty(),
        (Value::Sequence(a), Value::Sequence(b)) => a.is_empty() && b.is_empty(),
        _ => false,
    }
}

fn has_anchors(document: &Document<'_>) -> bool {
    document.properties.iter().any(|properties| properties.anchor.is_some())
}

/// The items of a list and of its target.
struct Items<'e, 'd, 't, 'o> {
    editor: &'e Editor<'d, 't, 'o>,
    old: &'e [NodeRef<'d>],
    new: &'t [Value],
    path: &'e Path<'e>,
}

impl Lists for Items<'_, '_, '_, '_> {
    fn old_len(&self) -> usize {
        self.old.len()
    }

    fn new_len(&self) -> usize {
        self.new.len()
    }

    fn equal(&mut self, old: usize, new: usize) -> bool {
        self.editor.gives(self.old[old], &self.new[new], &self.path.index(new))
    }

    fn alike(&mut self, old: usize, new: usize) -> bool {
        match (self.old[old].resolved().kind(), &self.new[new]) {
            (NodeKind::Mapping, Value::Mapping(_)) | (NodeKind::Sequence, Value::Sequence(_)) => true,
            (NodeKind::Scalar, value) => !matches!(value, Value::Mapping(_) | Value::Sequence(_)),
            _ => false,
        }
    }

    fn names(&mut self, old: Range<usize>, new: Range<usize>) -> Names {
        let mut best = Names::default();
        let mut named = 0;
        for key in (self.editor.options.identity)(self.path) {
            let names = Names {
                old: self.old[old.clone()]
                    .iter()
                    .map(|item| name_of(&item.get(key)?.to_value().ok()?))
                    .collect(),
                new: self.new[new.clone()]
                    .iter()
                    .map(|item| name_of(item.get(key)?))
                    .collect(),
            };
            let count = |names: &[Option<String>]| names.iter().flatten().count();
            let found = count(&names.old).min(count(&names.new));
            if found > named && is_unique(&names.old) && is_unique(&names.new) {
                named = count(&names.old) + count(&names.new);
                best = names;
                if named == old.len() + new.len() {
                    break;
                }
            }
        }
        best
    }
}

fn is_unique(names: &[Option<String>]) -> bool {
    let mut seen = HashSet::new();
    names.iter().flatten().all(|name| seen.insert(name))
}

/// A scalar as a name; kinds are kept apart.
fn name_of(value: &Value) -> Option<String> {
    Some(match value {
        Value::String(text) => format!("s{text}"),
        Value::Number(number) => format!("n{}", number.as_f64()),
        Value::Bool(value) => format!("b{value}"),
        _ => return None,
    })
}

/// The name of a key under which the target has it.
pub(super) fn target_name<'a>(options: &Options<'_>, path: &Path<'_>, name: Cow<'a, str>) -> (Cow<'a, str>, bool) {
    match (options.rename)(path, &name) {
        Some(renamed) if renamed != name => (Cow::Owned(renamed), true),
        _ => (name, false),
    }
}

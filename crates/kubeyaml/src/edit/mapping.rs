//! Mappings: which entries stay, go and come; merge keys.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::{CollectionStyle, Entry, Mapping, NodeKind, NodeRef, Value};

use super::EditError;
use super::editor::{Anchored, Editor, Slot, target_name};
use super::equal;
use super::flow_style::FlowStyle;
use super::options::{Path, Placement};
use super::plan::{New, Part, Place, Plan};
use super::scalar;

/// An entry with the name that the target has for it.
struct Named<'d> {
    entry: Entry<'d>,
    /// `None` for `<<`.
    name: Option<Cow<'d, str>>,
    renamed: bool,
}

impl<'d, 't> Editor<'d, 't, '_> {
    /// Adds the edits that make a mapping into another one.
    pub(super) fn mapping(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        path: &Path<'_>,
    ) -> Result<(), EditError> {
        let Value::Mapping(wanted) = target else { return Ok(()) };
        let mut entries = Vec::with_capacity(node.len());
        let mut merges = false;
        for entry in node.entries() {
            let (name, renamed) = if entry.key.is_merge_key() {
                merges = true;
                (None, false)
            } else {
                let (name, renamed) = target_name(self.options, path, entry.key.key_text()?);
                (Some(name), renamed)
            };
            entries.push(Named { entry, name, renamed });
        }
        let parts: Vec<Part> = entries.iter().map(|named| self.part_of(&named.entry)).collect();
        let mut plan = Plan::new(parts.len());
        let merged = if merges {
            self.merged(&entries, wanted, path)?
        } else {
            Merged::default()
        };
        let repeated = repeated(&entries);
        let mut known = 0;
        for (i, named) in entries.iter().enumerate() {
            let Entry { key, value } = named.entry;
            let Some(name) = named.name.as_deref() else {
                if merged.expand {
                    plan.deleted[i] = true;
                    self.forget_anchors(value);
                }
                continue;
            };
            let overwritten = merged.from > i && merged.names.contains(name);
            let below = path.key(name);
            match wanted.get(name) {
                Some(_) if overwritten => {
                    // What the merge key gives stands over it; a second key of this name would be a duplicate.
                    if merged.expand || merged.changed.contains(name) {
                        plan.deleted[i] = true;
                        self.forget_anchors(value);
                    }
                }
                Some(_) if repeated.contains(&i) => {}
                Some(wanted_value) => {
                    known += 1;
                    if named.renamed {
                        self.rename(node, key, name);
                    }
                    let slot = self.value_slot(node, &named.entry, &parts[i]);
                    self.walk(value, slot, wanted_value, &below)?;
                }
                None if (self.options.keep)(&below, &value.to_value()?) => {}
                None => {
                    plan.deleted[i] = true;
                    self.forget_anchors(key);
                    self.forget_anchors(value);
                }
            }
        }
        if known < wanted.len() {
            let there: HashSet<&str> = entries
                .iter()
                .zip(&plan.deleted)
                .filter(|(_, deleted)| !**deleted)
                .filter_map(|(named, _)| named.name.as_deref())
                .collect();
            let new: Vec<(&'t str, &'t Value)> = wanted
                .iter()
                .filter(|(key, _)| !there.contains(key))
                .filter(|(key, _)| merged.expand || !merged.names.contains(*key) || merged.changed.contains(*key))
                .collect();
            self.place(&entries, &mut plan, new);
        }
        self.carry_out(node, slot, target, &parts, plan)
    }

    fn place(&self, entries: &[Named<'d>], plan: &mut Plan<'t>, mut new: Vec<(&'t str, &'t Value)>) {
        let staying = || (0..entries.len()).filter(|i| !plan.deleted[*i]);
        let (Some(first), Some(last)) = (staying().next(), staying().next_back()) else {
            return;
        };
        let mut insertions = Vec::with_capacity(new.len());
        match self.options.placement {
            Placement::Last => {
                let all = new
                    .drain(..)
                    .map(|(key, value)| (Place::After(last), New::Entry(key, value)));
                insertions.extend(all);
            }
            Placement::Alphabetical => {
                new.sort_by_key(|(key, _)| *key);
                for (key, value) in new {
                    let neighbour = staying()
                        .filter(|i| entries[*i].name.as_deref().is_some_and(|name| name < key))
                        .max_by_key(|i| (entries[*i].name.as_deref(), *i));
                    let after_merge = staying().rfind(|i| entries[*i].name.is_none());
                    let place = neighbour.max(after_merge).map_or(Place::Before(first), Place::After);
                    insertions.push((place, New::Entry(key, value)));
                }
            }
        }
        plan.insertions = insertions;
    }

    /// Where an entry stands.
    fn part_of(&mut self, entry: &Entry<'d>) -> Part {
        let span = entry.span();
        let before = self.lines.text[..span.start].trim_end_matches([' ', '\t']);
        let explicit = before
            .strip_suffix('?')
            .filter(|rest| rest.is_empty() || rest.ends_with([' ', '\t', '\n', '\r', '{', '[', ',', '\u{feff}']));
        self.doubtful |= explicit.is_some();
        Part {
            start: explicit.map_or(span.start, str::len),
            end: span.end,
        }
    }

    fn value_slot(&self, node: NodeRef<'d>, entry: &Entry<'d>, part: &Part) -> Slot {
        if node.collection_style() == Some(CollectionStyle::Flow) {
            return Slot::Flow;
        }
        let key_end = entry.key.full_span().end;
        let value_start = entry.value.full_span().start;
        let gap = self.lines.text.get(key_end..value_start).unwrap_or_default();
        // Between an explicit key and its value there may be comments.
        let colon = if gap.contains(['#', '\n']) && !gap.trim_start().starts_with(':') {
            gap.rfind(':')
        } else {
            gap.find(':')
        };
        Slot::Value {
            after: colon.map_or(value_start, |at| key_end + at + 1),
            column: self.lines.column(part.start),
        }
    }

    fn rename(&mut self, node: NodeRef<'d>, key: NodeRef<'d>, name: &str) {
        let text = if node.collection_style() == Some(CollectionStyle::Flow) {
            FlowStyle::around(node, &self.lines, self.layout().newline).key(name)
        } else {
            scalar::key_like(name, key.scalar_style())
        };
        self.push(key.full_span(), text);
    }

    /// What the merge keys of a mapping come to once the edits before them are made.
    fn merged(&self, entries: &[Named<'d>], wanted: &Mapping, path: &Path<'_>) -> Result<Merged, EditError> {
        let mut merged = Merged::default();
        let mut values = Mapping::new();
        for (i, named) in entries.iter().enumerate() {
            match named.name.as_deref() {
                Some(name) => {
                    // A key after the merge key stands over what that gives.
                    values.remove(name);
                }
                None => {
                    merged.from = i;
                    let sources: Vec<NodeRef<'d>> = match named.entry.value.kind() {
                        NodeKind::Sequence => named.entry.value.items().rev().collect(),
                        _ => vec![named.entry.value],
                    };
                    for source in sources {
                        let node = source.resolved();
                        let now = match self.anchored.get(&node.id()) {
                            Some(Anchored::Value(value)) => Cow::Borrowed(*value),
                            Some(Anchored::Gone) => {
                                merged.expand = true;
                                Cow::Owned(node.to_value()?)
                            }
                            None => Cow::Owned(node.to_value()?),
                        };
                        let Some(now) = now.as_mapping() else {
                            merged.expand = true;
                            continue;
                        };
                        for (key, value) in now.iter() {
                            values.insert(key, value.clone());
                        }
                    }
                }
            }
        }
        for (key, value) in values.iter() {
            match wanted.get(key) {
                None => merged.expand = true,
                Some(wanted) if !equal::equal(value, wanted, self.options, &path.key(key)) => {
                    merged.changed.insert(key.to_owned());
                }
                Some(_) => {}
            }
            merged.names.insert(key.to_owned());
        }
        Ok(merged)
    }
}

/// The indexes of entries whose key comes again further down: the last one counts.
fn repeated(entries: &[Named<'_>]) -> Vec<usize> {
    const FEW: usize = 16;
    let mut later: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (i, named) in entries.iter().enumerate().rev() {
        let Some(name) = named.name.as_deref() else { continue };
        let again = if entries.len() <= FEW {
            entries[i + 1..].iter().any(|later| later.name.as_deref() == Some(name))
        } else {
            !later.insert(name)
        };
        if again {
            found.push(i);
        }
    }
    found
}

/// What merge keys come to.
#[derive(Default)]
struct Merged {
    /// The keys that they give and that no later entry overrides.
    names: HashSet<String>,
    /// Those of them for which the target has another value.
    changed: HashSet<String>,
    /// Whether they have to go, because they give a key that the target lacks.
    expand: bool,
    /// The index of the last of them.
    from: usize,
}

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

/// Up to so many entries are looked through one by one.
const FEW: usize = 16;

/// A mapping while it is gone through.
struct State<'d, 't> {
    entries: Vec<Named<'d>>,
    parts: Vec<Part>,
    plan: Plan<'t>,
    merged: Merged,
    /// Entries that a later one of the same name overrides.
    repeated: Vec<usize>,
    /// How many keys of the target there are.
    known: usize,
}

impl<'d, 't> Editor<'d, 't, '_> {
    /// Adds the edits that make a mapping into another one. Little is kept on the stack from one level to the next.
    pub(super) fn mapping(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        path: &Path<'_>,
    ) -> Result<(), EditError> {
        let Value::Mapping(wanted) = target else { return Ok(()) };
        let mut state = self.read_entries(node, wanted, path)?;
        for i in 0..state.entries.len() {
            if let Some((value, slot, wanted_value)) = self.judge_entry(node, &mut state, i, wanted, path)? {
                let name = state.entries[i].name.as_deref().unwrap_or_default();
                self.walk(value, slot, wanted_value, &path.key(name))?;
            }
        }
        self.place_new_keys(&mut state, wanted);
        let State { parts, plan, .. } = *state;
        self.carry_out(node, slot, target, &parts, plan)
    }

    #[inline(never)]
    fn read_entries(
        &mut self,
        node: NodeRef<'d>,
        wanted: &Mapping,
        path: &Path<'_>,
    ) -> Result<Box<State<'d, 't>>, EditError> {
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
        let merged = if merges {
            self.merged(&entries, wanted, path)?
        } else {
            Merged::default()
        };
        Ok(Box::new(State {
            parts: entries.iter().map(|named| self.part_of(&named.entry)).collect(),
            plan: Plan::new(entries.len()),
            repeated: repeated(&entries),
            merged,
            known: 0,
            entries,
        }))
    }

    /// What becomes of an entry; what is needed to go on with its value if it stays for the target.
    #[inline(never)]
    fn judge_entry(
        &mut self,
        node: NodeRef<'d>,
        state: &mut State<'d, 't>,
        i: usize,
        wanted: &'t Mapping,
        path: &Path<'_>,
    ) -> Result<Option<(NodeRef<'d>, Slot, &'t Value)>, EditError> {
        let named = &state.entries[i];
        let merged = &state.merged;
        let Entry { key, value } = named.entry;
        let Some(name) = named.name.as_deref() else {
            if merged.expand {
                state.plan.deleted[i] = true;
                self.forget_anchors(value);
            }
            return Ok(None);
        };
        let overwritten = merged.from > i && merged.names.contains(name);
        match wanted.get(name) {
            // What the merge key gives stands over it; a second key of this name would be a duplicate.
            Some(_) if overwritten && !(merged.expand || merged.changed.contains(name)) => {}
            Some(_) if overwritten => {
                state.plan.deleted[i] = true;
                self.forget_anchors(value);
            }
            Some(_) if state.repeated.contains(&i) => {}
            Some(wanted_value) => {
                if named.renamed {
                    self.rename(node, key, name);
                }
                state.known += 1;
                let slot = self.value_slot(node, &named.entry, &state.parts[i]);
                return Ok(Some((value, slot, wanted_value)));
            }
            None if (self.options.keep)(&path.key(name), &value.to_value()?) => {}
            None => {
                state.plan.deleted[i] = true;
                self.forget_anchors(key);
                self.forget_anchors(value);
            }
        }
        Ok(None)
    }

    #[inline(never)]
    fn place_new_keys(&self, state: &mut State<'d, 't>, wanted: &'t Mapping) {
        if state.known == wanted.len() {
            return;
        }
        let merged = &state.merged;
        let staying = || {
            let entries = state.entries.iter().zip(&state.plan.deleted);
            entries
                .filter(|(_, deleted)| !**deleted)
                .filter_map(|(named, _)| named.name.as_deref())
        };
        let many: HashSet<&str> = if state.entries.len() > FEW {
            staying().collect()
        } else {
            HashSet::new()
        };
        let is_there = |key: &str| {
            if state.entries.len() > FEW {
                many.contains(key)
            } else {
                staying().any(|name| name == key)
            }
        };
        let new: Vec<(&'t str, &'t Value)> = wanted
            .iter()
            .filter(|(key, _)| !is_there(key))
            .filter(|(key, _)| merged.expand || !merged.names.contains(*key) || merged.changed.contains(*key))
            .collect();
        self.place(&state.entries, &mut state.plan, new);
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
        // A `?` may also stand on a line above.
        self.doubtful |= explicit.is_some() || before.trim_end().ends_with('?');
        Part {
            start: explicit.map_or(span.start, str::len),
            end: span.end,
            is_open: self.is_open(entry.key, span.end) || self.is_open(entry.value, span.end),
        }
    }

    fn value_slot(&mut self, node: NodeRef<'d>, entry: &Entry<'d>, part: &Part) -> Slot {
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
        // An explicit key may do without a `:`, as far as its value is left out.
        self.doubtful |= colon.is_none();
        Slot::Value {
            after: colon.map_or(value_start, |at| key_end + at + 1),
            column: self.lines.column(part.start),
        }
    }

    fn rename(&mut self, node: NodeRef<'d>, key: NodeRef<'d>, name: &str) {
        let after = &self.lines.text[key.full_span().end..];
        let needs_quotes = after.starts_with(':') && !after[1..].starts_with([' ', '\t', '\n', '\r']);
        let text = if needs_quotes {
            scalar::double_quoted(name)
        } else if node.collection_style() == Some(CollectionStyle::Flow) {
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

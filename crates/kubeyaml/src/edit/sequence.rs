//! Lists: which items stay, move, go and come.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::{CollectionStyle, NodeKind, NodeRef, Value};

use super::EditError;
use super::align::{self, Lists, Names, Pair};
use super::changes::Edit;
use super::editor::{Editor, Slot};
use super::options::Path;
use super::plan::{New, Part, Place, Plan};

/// A list while it is gone through.
struct State<'d, 't> {
    old: Vec<NodeRef<'d>>,
    parts: Vec<Part>,
    plan: Plan<'t>,
    /// For every new item the old one that it is made from.
    pairs: Vec<Option<Pair>>,
    /// For every old item the new one that is made from it, and whether it stays in its place.
    to_new: Vec<Option<(usize, bool)>>,
    /// The edits inside old items that move.
    moved: HashMap<usize, Vec<Edit>>,
}

impl<'d, 't> Editor<'d, 't, '_> {
    /// Adds the edits that make a list into another one. Little is kept on the stack from one level to the next.
    pub(super) fn sequence(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        new: &'t [Value],
        path: &Path<'_>,
    ) -> Result<(), EditError> {
        let mut state = self.align_items(node, new, path);
        for i in 0..state.old.len() {
            let Some((j, stays)) = state.to_new[i] else {
                state.plan.deleted[i] = true;
                self.forget_anchors(state.old[i]);
                continue;
            };
            let slot = self.item_slot(node, &state.parts[i]);
            if stays {
                self.walk(state.old[i], slot, &new[j], &path.index(j))?;
            } else {
                // The edits inside an item that moves are made to the text that moves.
                state.plan.deleted[i] = true;
                let outer = std::mem::take(&mut self.edits);
                let walked = self.walk(state.old[i], slot, &new[j], &path.index(j));
                state.moved.insert(i, std::mem::replace(&mut self.edits, outer));
                walked?;
            }
        }
        self.place_new_items(node, &mut state, new);
        let State { parts, plan, .. } = *state;
        self.carry_out(node, slot, target, &parts, plan)
    }

    #[inline(never)]
    fn align_items(&self, node: NodeRef<'d>, new: &'t [Value], path: &Path<'_>) -> Box<State<'d, 't>> {
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
        Box::new(State {
            parts: self.items(node).collect(),
            plan: Plan::new(old.len()),
            moved: HashMap::new(),
            old,
            pairs,
            to_new,
        })
    }

    #[inline(never)]
    fn place_new_items(&mut self, node: NodeRef<'d>, state: &mut State<'d, 't>, new: &'t [Value]) {
        let mut stays = state.pairs.iter().flatten().filter(|pair| pair.stays);
        let mut place = stays.next().map(|pair| Place::Before(pair.old));
        for (j, pair) in state.pairs.iter().enumerate() {
            let new = match pair {
                Some(pair) if pair.stays => {
                    place = Some(Place::After(pair.old));
                    continue;
                }
                Some(pair) => New::Moved {
                    old: pair.old,
                    edits: state.moved.remove(&pair.old).unwrap_or_default(),
                },
                None => New::Item(&new[j]),
            };
            state.plan.insertions.extend(place.map(|place| (place, new)));
        }
        if !state.plan.is_empty() {
            let old = state.pairs.iter().map(|pair| pair.map(|pair| pair.old)).collect();
            self.aligned.insert(node.id(), old);
        }
    }

    /// Where the items of a list stand.
    fn items(&self, node: NodeRef<'d>) -> impl Iterator<Item = Part> {
        let block = node.collection_style() == Some(CollectionStyle::Block);
        let first = node.span().start;
        let column = if block { self.lines.column(first) } else { 0 };
        node.items().enumerate().map(move |(i, item)| {
            let span = item.full_span();
            let start = match (block, i) {
                (true, 0) => first,
                (true, _) => self.dash_of(&item, column),
                (false, _) => span.start,
            };
            let last = item.entries().next_back();
            Part {
                start,
                end: span.end,
                is_open: self.is_open(last.map_or(item, |entry| entry.value), span.end),
            }
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
            if dash < start && self.lines.text.as_bytes()[dash] == b'-' && self.lines.is_first(dash) {
                return dash;
            }
            if line <= self.lines.start {
                // After a line break that only YAML 1.1 knows, columns are not what they seem.
                let before = self.lines.text[..start].trim_end();
                return before.strip_suffix('-').map_or(start, str::len);
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

    fn akin(&mut self, old: usize, new: usize) -> bool {
        let path = self.path.index(new);
        let old = self.old[old];
        match (old.resolved().kind(), &self.new[new]) {
            (NodeKind::Mapping, Value::Mapping(mapping)) => mapping.iter().any(|(key, value)| {
                let there = old.get(key);
                there.is_some_and(|there| self.editor.gives(there, value, &path.key(key)))
            }),
            (NodeKind::Sequence, Value::Sequence(items)) => {
                let same = |(item, value)| self.editor.gives(item, value, &path.index(0));
                old.resolved().items().zip(items).any(same)
            }
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

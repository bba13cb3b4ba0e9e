//! Strategic merge patch on lists: merging by key, as sets of scalars, and the order of the result.

use std::collections::{HashMap, VecDeque};

use kubeyaml::{Mapping, Number, Value};

use super::{DIRECTIVE, FieldShape, Merger, SET_ELEMENT_ORDER, Shape, unknown_directive, without_directives};
use crate::error::{Failure, Operand, Problem};

/// Lists with fewer items are searched item by item.
const SMALL: usize = 24;

impl Merger {
    /// Merges the patch's list for a field into the tree's; `deletion` if the patch lists what to delete from it.
    pub(super) fn list(
        self,
        tree: &mut Vec<Value>,
        patch: Vec<Value>,
        field: FieldShape,
        deletion: bool,
        depth: usize,
    ) -> Result<(), Failure> {
        if !field.merges() && !deletion {
            *tree = patch;
            return Ok(());
        }
        if tree.is_empty() && patch.is_empty() {
            return Ok(());
        }
        match item_type(tree, &patch)? {
            ItemType::Mapping => {
                let key = field.merge_key().ok_or(Problem::NoMergeKeyDeclared)?;
                self.mappings(tree, patch, key, field.shape, depth)
            }
            _ if deletion => {
                let gone = Index::new(&patch, None);
                tree.retain(|item| gone.find(&patch, item).is_none());
                Ok(())
            }
            _ if field.merge_key().is_some() => {
                let found = tree.iter().chain(&patch).next().map_or("nothing", Value::kind_name);
                Err(Problem::WrongType {
                    expected: "a list of mappings",
                    found,
                }
                .into())
            }
            _ => {
                scalars(tree, patch);
                Ok(())
            }
        }
    }

    fn mappings(
        self,
        tree: &mut Vec<Value>,
        patch: Vec<Value>,
        key: &'static str,
        shape: Shape,
        depth: usize,
    ) -> Result<(), Failure> {
        let mut replace = false;
        let mut plain = Vec::with_capacity(patch.len());
        for (index, item) in patch.into_iter().enumerate() {
            match item.get(DIRECTIVE) {
                None => plain.push((index, item)),
                Some(directive) => match directive.as_str() {
                    Some("replace") => replace = true,
                    Some("delete") => {
                        let gone = scalar_key(&item, key).map_err(|p| Failure::from(p).at_index(index))?;
                        tree.retain(|old| old.get(key) != Some(gone));
                    }
                    Some("merge") => return Err(Failure::from(Problem::MergeInList).at_index(index)),
                    _ => return Err(Failure::from(unknown_directive(directive)).at_index(index)),
                },
            }
        }
        if replace {
            *tree = plain.into_iter().map(|(_, item)| item).collect();
            plain = Vec::new();
        }
        let old_length = tree.len();
        let mut index = Index::new(tree, Some(key));
        // For each item of the result, the first place in the patch that speaks of it.
        let mut patched: Vec<Option<usize>> = vec![None; old_length];
        for (order, (at, item)) in plain.into_iter().enumerate() {
            let wanted = scalar_key(&item, key).map_err(|p| Failure::from(p).at_index(at))?;
            match index.find(tree, wanted) {
                Some(place) => {
                    patched[place].get_or_insert(order);
                    if let (Value::Mapping(old), Value::Mapping(new)) = (&mut tree[place], item) {
                        self.map(old, new, shape, depth + 1).map_err(|e| e.at_index(at))?;
                    }
                }
                None => {
                    index.added(wanted, tree.len());
                    tree.push(item);
                    patched.push(Some(order));
                }
            }
        }
        Ok(arrange(tree, old_length, key, &patched)?)
    }

    /// Follows every `$setElementOrder/FIELD` of a patch: merges that field's list, then puts it in the order given. The directive and the
    /// list leave the patch.
    pub(super) fn set_element_orders(
        self,
        tree: &mut Mapping,
        patch: &mut Mapping,
        around: Shape,
        depth: usize,
    ) -> Result<(), Failure> {
        let directives: Vec<String> = patch
            .keys()
            .filter(|key| key.starts_with(SET_ELEMENT_ORDER))
            .map(str::to_owned)
            .collect();
        for directive in directives {
            let order = patch.remove(&directive).unwrap_or_default();
            let Value::Sequence(order) = order else {
                return Err(Failure::from(Problem::Form(Operand::SetElementOrder)).under_key(&directive));
            };
            let key = directive
                .strip_prefix(SET_ELEMENT_ORDER)
                .and_then(|rest| rest.strip_prefix('/'));
            let key = key
                .ok_or(Problem::Form(Operand::SetElementOrder))
                .map_err(|p| Failure::from(p).under_key(&directive))?;
            self.set_element_order(tree, patch, key, &order, around, depth)
                .map_err(|e| e.under_key(key))?;
        }
        Ok(())
    }

    fn set_element_order(
        self,
        tree: &mut Mapping,
        patch: &mut Mapping,
        key: &str,
        order: &[Value],
        around: Shape,
        depth: usize,
    ) -> Result<(), Failure> {
        let not_a_list = |value: &Value| Problem::WrongType {
            expected: "a list",
            found: value.kind_name(),
        };
        if let Some(other) = tree.get(key).filter(|v| !matches!(v, Value::Sequence(_))) {
            return Err(not_a_list(other).into());
        }
        let new = match patch.get(key) {
            None => None,
            Some(Value::Sequence(_)) => patch
                .remove(key)
                .and_then(|v| if let Value::Sequence(v) = v { Some(v) } else { None }),
            Some(other) => return Err(not_a_list(other).into()),
        };
        let field = self.field(around, key, true)?;
        let merge_key = field.merge_key();
        check_order(new.as_deref().unwrap_or_default(), order, merge_key)?;
        if new.is_none() && !tree.contains_key(key) {
            return Ok(());
        }
        let mut old_items: Vec<Value> = match tree.get(key) {
            Some(Value::Sequence(old)) => old.iter().map(|item| stub(item, merge_key)).collect(),
            _ => Vec::new(),
        };
        let kind = item_type(&old_items, new.as_deref().unwrap_or_default());
        if let (Some(key), Some(new)) = (merge_key, &new) {
            give_places_of_deleted(&mut old_items, new, key);
        }
        match (tree.get_mut(key), new) {
            (Some(Value::Sequence(old)), Some(new)) => self.list(old, new, field, false, depth + 1)?,
            (None, Some(new)) => {
                let new = without_directives(Value::Sequence(new), depth)?;
                tree.insert(key, new.unwrap_or_default());
            }
            _ => {}
        }
        let Some(Value::Sequence(items)) = tree.get_mut(key) else {
            return Ok(());
        };
        reorder(items, &old_items, order, merge_key, kind?)?;
        Ok(())
    }
}

/// What is needed of an item to compare it later: its merge key, or the scalar.
fn stub(item: &Value, merge_key: Option<&str>) -> Value {
    match item {
        Value::Mapping(map) => {
            let key = merge_key.and_then(|key| Some((key.to_owned(), map.get(key)?.clone())));
            Value::Mapping(key.into_iter().collect())
        }
        Value::Sequence(_) => Value::Sequence(Vec::new()),
        scalar => scalar.clone(),
    }
}

/// Lets the first new items of a patch have the places of the old items that it deletes, at the end of the others: apimachinery
/// appends to the very array that it deleted from, and later takes the old order from there.
fn give_places_of_deleted(old: &mut Vec<Value>, patch: &[Value], key: &str) {
    let (deletions, plain): (Vec<&Value>, Vec<&Value>) = patch.iter().partition(|item| item.get(DIRECTIVE).is_some());
    let gone: Vec<Value> = deletions
        .into_iter()
        .filter(|item| is_deletion(item))
        .map(|item| stub(item, Some(key)))
        .collect();
    if gone.is_empty() {
        return;
    }
    let index = Index::new(&gone, Some(key));
    let before = old.len();
    old.retain(|item| index.find_item(&gone, item).is_none());
    let index = Index::new(old, Some(key));
    let new: Vec<Value> = plain
        .into_iter()
        .filter(|item| index.find_item(old, item).is_none())
        .map(|item| stub(item, Some(key)))
        .collect();
    old.extend(new.into_iter().take(before - old.len()));
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemType {
    Null,
    Bool,
    Int,
    Float,
    String,
    List,
    Mapping,
}

fn type_of(value: &Value) -> ItemType {
    match value {
        Value::Null => ItemType::Null,
        Value::Bool(_) => ItemType::Bool,
        Value::Number(n) if as_integer(*n).is_some() => ItemType::Int,
        Value::Number(_) => ItemType::Float,
        Value::String(_) => ItemType::String,
        Value::Sequence(_) => ItemType::List,
        Value::Mapping(_) => ItemType::Mapping,
    }
}

/// The integer that the number is once it went through JSON, where a float without a fraction reads as an integer.
fn as_integer(n: Number) -> Option<i64> {
    match n {
        Number::Int(v) => Some(v),
        #[allow(clippy::cast_possible_truncation)]
        Number::Float(v) if v.fract() == 0.0 && v.abs() < 9.2e18 => Some(v as i64),
        Number::Uint(_) | Number::Float(_) => None,
    }
}

pub(super) fn same_type(a: &Value, b: &Value) -> bool {
    type_of(a) == type_of(b)
}

/// The one type that the items of both lists have.
fn item_type(a: &[Value], b: &[Value]) -> Result<ItemType, Problem> {
    let mut types = a.iter().chain(b).map(type_of);
    match types.next() {
        None => Err(Problem::NoItems),
        Some(ItemType::List) => Err(Problem::ListOfLists),
        Some(first) if first == ItemType::Null || types.any(|other| other != first) => Err(Problem::MixedList),
        Some(first) => Ok(first),
    }
}

/// The merge key's value in an item of the patch.
fn scalar_key<'v>(item: &'v Value, key: &'static str) -> Result<&'v Value, Problem> {
    match item {
        Value::Mapping(map) => match map.get(key) {
            None => Err(Problem::NoMergeKey { key }),
            Some(Value::Mapping(_) | Value::Sequence(_)) => Err(Problem::MergeKeyNotScalar { key }),
            Some(value) => Ok(value),
        },
        other => Err(Problem::WrongType {
            expected: "a mapping",
            found: other.kind_name(),
        }),
    }
}

/// A scalar that can be hashed: numbers by value.
#[derive(PartialEq, Eq, Hash)]
enum Hashed {
    Null,
    Bool(bool),
    Int(i64),
    Float(u64),
    Text(String),
}

impl Hashed {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => Hashed::Null,
            Value::Bool(b) => Hashed::Bool(*b),
            Value::Number(n) => as_integer(*n).map_or(Hashed::Float(n.as_f64().to_bits()), Hashed::Int),
            Value::String(s) => Hashed::Text(s.clone()),
            Value::Sequence(_) | Value::Mapping(_) => return None,
        })
    }
}

/// Where in a list a key first stands, the key being a field of the items or the items themselves. Short lists are searched each
/// time, long ones hashed once.
struct Index<'k> {
    merge_key: Option<&'k str>,
    hashed: Option<HashMap<Hashed, usize>>,
}

impl<'k> Index<'k> {
    fn new(items: &[Value], merge_key: Option<&'k str>) -> Self {
        let mut index = Index {
            merge_key,
            hashed: None,
        };
        if items.len() > SMALL {
            let mut hashed = HashMap::with_capacity(items.len());
            for (place, item) in items.iter().enumerate() {
                if let Some(key) = index.key(item).and_then(Hashed::of) {
                    hashed.entry(key).or_insert(place);
                }
            }
            index.hashed = Some(hashed);
        }
        index
    }

    fn key<'v>(&self, item: &'v Value) -> Option<&'v Value> {
        match self.merge_key {
            Some(key) => item.get(key),
            None => Some(item),
        }
    }

    /// The first place of a key among the items that the index was made of.
    fn find(&self, items: &[Value], wanted: &Value) -> Option<usize> {
        match &self.hashed {
            Some(hashed) => hashed.get(&Hashed::of(wanted)?).copied(),
            None => items.iter().position(|item| self.key(item) == Some(wanted)),
        }
    }

    /// The first place of the key that an item has.
    fn find_item(&self, items: &[Value], item: &Value) -> Option<usize> {
        self.find(items, self.key(item)?)
    }

    /// Takes note of an item put at the end.
    fn added(&mut self, key: &Value, place: usize) {
        if let (Some(hashed), Some(key)) = (&mut self.hashed, Hashed::of(key)) {
            hashed.entry(key).or_insert(place);
        }
    }
}

/// Whether an item still carries `$patch: delete`, as one does that came with a new item of an outer list. Such items stand last.
fn is_deletion(item: &Value) -> bool {
    item.get(DIRECTIVE).and_then(Value::as_str) == Some("delete")
}

/// Puts merged mappings in order. The first `old_length` items were there before; `patched` has, for the first item of each key, the
/// place in the patch that spoke of it.
fn arrange(
    items: &mut Vec<Value>,
    old_length: usize,
    key: &'static str,
    patched: &[Option<usize>],
) -> Result<(), Problem> {
    let index = Index::new(items, Some(key));
    let mut firsts = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let value = item.get(key).ok_or(Problem::NoMergeKey { key })?;
        firsts.push(index.find(items, value).unwrap_or(place));
    }
    let mut left = Vec::new();
    let mut right = Vec::new();
    for (item, first) in std::mem::take(items).into_iter().zip(firsts) {
        let before = (first < old_length).then_some(first);
        match patched[first] {
            Some(order) => right.push((order, before, item)),
            None => left.push((before, item)),
        }
    }
    left.sort_by_key(|(before, item)| (is_deletion(item), *before));
    right.sort_by_key(|(order, _, item)| (is_deletion(item), *order));
    *items = interleave(
        left,
        right.into_iter().map(|(_, before, item)| (before, item)).collect(),
    );
    Ok(())
}

/// Merges lists of scalars: the patch's in its order, among the old ones.
fn scalars(tree: &mut Vec<Value>, patch: Vec<Value>) {
    let old = std::mem::take(tree);
    let in_old = Index::new(&old, None);
    let in_patch = Index::new(&patch, None);
    let keep_old: Vec<bool> = old
        .iter()
        .enumerate()
        .map(|(place, item)| in_old.find(&old, item) == Some(place) && in_patch.find(&patch, item).is_none())
        .collect();
    let right: Vec<(Option<usize>, Value)> = patch
        .iter()
        .enumerate()
        .filter(|(place, item)| in_patch.find(&patch, item) == Some(*place))
        .map(|(_, item)| (in_old.find(&old, item), item.clone()))
        .collect();
    let left = old
        .into_iter()
        .enumerate()
        .filter(|(place, _)| keep_old[*place])
        .map(|(place, item)| (Some(place), item))
        .collect();
    *tree = interleave(left, right);
}

/// Joins the items that the patch does not speak of (left) and those it does (right), each with its old place: an item of the left goes
/// first only where both have an old place and its own is lower.
fn interleave(left: Vec<(Option<usize>, Value)>, right: Vec<(Option<usize>, Value)>) -> Vec<Value> {
    let mut all = Vec::with_capacity(left.len() + right.len());
    let mut left = left.into_iter().peekable();
    for (right_place, item) in right {
        let goes_first = |left_place: &Option<usize>| matches!((left_place, right_place), (Some(l), Some(r)) if *l < r);
        while let Some((_, earlier)) = left.next_if(|(left_place, _)| goes_first(left_place)) {
            all.push(earlier);
        }
        all.push(item);
    }
    all.extend(left.map(|(_, item)| item));
    all
}

/// Checks that the patch's items come in the order that `$setElementOrder` gives and are all in it.
fn check_order(patch: &[Value], order: &[Value], merge_key: Option<&'static str>) -> Result<(), Problem> {
    if patch.is_empty() || order.is_empty() {
        return Ok(());
    }
    let key_of = |item| match merge_key {
        Some(key) => scalar_key(item, key),
        None => Ok(item),
    };
    let mut order = order.iter();
    for item in patch {
        if merge_key.is_some() && !matches!(item, Value::Mapping(_)) {
            return Err(Problem::WrongType {
                expected: "a mapping",
                found: item.kind_name(),
            });
        }
        if item.get(DIRECTIVE).is_some() {
            continue;
        }
        let mut found = false;
        for wanted in order.by_ref() {
            if key_of(item)? == key_of(wanted)? {
                found = true;
                break;
            }
        }
        if !found {
            return Err(Problem::Order);
        }
    }
    Ok(())
}

/// Puts the items that `order` lists in that order, among the others, which keep the order they had in `old`.
fn reorder(
    items: &mut Vec<Value>,
    old: &[Value],
    order: &[Value],
    merge_key: Option<&'static str>,
    kind: ItemType,
) -> Result<(), Problem> {
    match (merge_key, kind == ItemType::Mapping) {
        (None, true)
            if items
                .iter()
                .chain(old)
                .chain(order)
                .any(|item| matches!(item, Value::Mapping(_))) =>
        {
            return Err(Problem::NoMergeKeyDeclared);
        }
        (Some(_), false) => {
            return Err(Problem::WrongType {
                expected: "a list of mappings",
                found: "a list of scalars",
            });
        }
        (Some(key), true) => {
            for item in items.iter().chain(old).chain(order) {
                scalar_key(item, key)?;
            }
        }
        (None, _) => {}
    }
    let in_order = Index::new(order, merge_key);
    let in_old = Index::new(old, merge_key);
    let mut left = Vec::new();
    let mut right = Vec::new();
    for item in std::mem::take(items) {
        let before = in_old.find_item(old, &item);
        match in_order.find_item(order, &item) {
            Some(place) => right.push((place, before, item)),
            None => left.push((before, item)),
        }
    }
    right.sort_by_key(|(place, _, item)| (is_deletion(item), *place));
    sort_by_old_place(&mut left);
    left.sort_by_key(|(_, item)| is_deletion(item));
    *items = interleave(
        left,
        right.into_iter().map(|(_, before, item)| (before, item)).collect(),
    );
    Ok(())
}

/// Sorts by the old place. Items without one are new and only get here past an empty `$setElementOrder`; apimachinery's order calls each of
/// them less than any other, so that insertion moves it to the front.
fn sort_by_old_place(items: &mut Vec<(Option<usize>, Value)>) {
    if items.iter().all(|(place, _)| place.is_some()) {
        items.sort_by_key(|(place, _)| *place);
        return;
    }
    let mut sorted: VecDeque<(Option<usize>, Value)> = VecDeque::with_capacity(items.len());
    for (place, item) in items.drain(..) {
        // Where this item stops on its way to the front: behind the last one that it is not less than.
        let stop = match place {
            None => 0,
            Some(place) => sorted
                .iter()
                .rposition(|(other, _)| other.is_some_and(|other| place >= other))
                .map_or(0, |at| at + 1),
        };
        sorted.insert(stop, (place, item));
    }
    *items = sorted.into();
}

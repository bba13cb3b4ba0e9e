//! From nodes to plain data: aliases, merge keys, keys as text, duplicates.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::document::Document;
use crate::limits::DuplicateKeys;
use crate::node::{DuplicateKey, Entry, NodeId, NodeKind, NodeRef};
use crate::resolve::{CORE, Scalar, float_text_32};
use crate::{Error, Mapping, Number, Reason, Value};

pub(crate) fn to_value(node: NodeRef<'_>, duplicates: DuplicateKeys) -> Result<Value, Error> {
    let document = node.document();
    let mut decoder = Decoder {
        document,
        duplicates,
        steps: 1,
        steps_in_aliases: 0,
        open_aliases: Vec::new(),
        depth: 0,
        max_depth: document.limits.depth(),
    };
    decoder.value(node)
}

struct Decoder<'d> {
    document: &'d Document<'d>,
    duplicates: DuplicateKeys,
    /// Nodes visited, the document itself counted as one, and how many of them below an alias.
    steps: usize,
    steps_in_aliases: usize,
    open_aliases: Vec<NodeRef<'d>>,
    depth: usize,
    max_depth: usize,
}

impl<'d> Decoder<'d> {
    fn error(&self, reason: Reason, node: NodeRef<'_>, message: impl Into<String>) -> Error {
        self.document.error(reason, node.full_span().start, message)
    }

    /// Counts a visited node and stops when aliases make up too much of the work.
    #[inline]
    fn step(&mut self, node: NodeRef<'d>) -> Result<(), Error> {
        self.steps += 1;
        if self.open_aliases.is_empty() {
            return Ok(());
        }
        self.step_in_alias(node)
    }

    fn step_in_alias(&mut self, node: NodeRef<'d>) -> Result<(), Error> {
        self.steps_in_aliases += 1;
        let too_many = self.steps_in_aliases > 100
            && self.steps > 1000
            && self.steps_in_aliases as f64 / self.steps as f64 > allowed_alias_share(self.steps);
        if too_many || self.steps > self.document.limits.max_expanded_nodes {
            let message = "the document's aliases would expand to far more than the document holds";
            let place = self.open_aliases.first().copied().unwrap_or(node);
            return Err(self.error(Reason::AliasExpansion, place, message));
        }
        Ok(())
    }

    fn value(&mut self, node: NodeRef<'d>) -> Result<Value, Error> {
        self.step(node)?;
        if let Some(text) = node.plainly_text() {
            return Ok(Value::String(text.to_owned()));
        }
        match node.kind() {
            NodeKind::Scalar => scalar_value(node),
            NodeKind::Alias => self.through_alias(node, Self::value),
            NodeKind::Sequence => self.nested(node, |decoder| {
                let mut items = Vec::with_capacity(node.len());
                for item in node.items() {
                    items.push(decoder.value(item)?);
                }
                Ok(Value::Sequence(items))
            }),
            NodeKind::Mapping => {
                let mut mapping = Mapping::with_capacity(node.len());
                self.entries_into(node, &mut mapping)?;
                Ok(Value::Mapping(mapping))
            }
        }
    }

    fn nested<T>(&mut self, node: NodeRef<'d>, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth >= self.max_depth {
            let message = format!("nested deeper than {} levels once aliases are applied", self.max_depth);
            return Err(self.error(Reason::Depth, node, message));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn through_alias<T>(
        &mut self,
        alias: NodeRef<'d>,
        read: impl FnOnce(&mut Self, NodeRef<'d>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Some(target) = alias.alias_target() else {
            return read(self, alias);
        };
        if self.open_aliases.contains(&alias) {
            let name = target.anchor().unwrap_or_default();
            let message = format!("the value of the anchor &{name} contains itself through this alias");
            return Err(self.error(Reason::RecursiveAlias, alias, message));
        }
        if self.open_aliases.len() >= self.max_depth {
            let message = format!("aliases lead from one to the next more than {} times", self.max_depth);
            return Err(self.error(Reason::Depth, alias, message));
        }
        self.open_aliases.push(alias);
        let result = read(self, target);
        self.open_aliases.pop();
        result
    }

    /// Adds the entries of a mapping; `<<` puts its entries in at its place, over what is there.
    fn entries_into(&mut self, node: NodeRef<'d>, into: &mut Mapping) -> Result<(), Error> {
        if self.duplicates == DuplicateKeys::Reject
            && let Some(duplicate) = first_duplicate(node)
        {
            return Err(duplicate_error(&duplicate));
        }
        self.nested(node, |decoder| {
            for Entry { key, value } in node.entries() {
                if let Some(text) = key.plainly_text() {
                    decoder.step(key)?;
                    let value = decoder.value(value)?;
                    into.insert(text, value);
                    continue;
                }
                if is_merge_key(key) {
                    decoder.merge(value, into)?;
                    continue;
                }
                decoder.step(key)?;
                // The key may be an alias; what it refers to is a step of its own.
                let text = match key.kind() {
                    NodeKind::Alias => decoder.through_alias(key, |decoder, target| {
                        decoder.step(target)?;
                        key_text(target)
                    })?,
                    _ => key_text(key)?,
                };
                let value = decoder.value(value)?;
                into.insert(text, value);
            }
            Ok(())
        })
    }

    fn merge(&mut self, value: NodeRef<'d>, into: &mut Mapping) -> Result<(), Error> {
        match value.kind() {
            NodeKind::Sequence => {
                // Earlier ones win, so they come last.
                for item in value.items().rev() {
                    self.merge_one(item, into)?;
                }
                Ok(())
            }
            _ => self.merge_one(value, into),
        }
    }

    fn merge_one(&mut self, value: NodeRef<'d>, into: &mut Mapping) -> Result<(), Error> {
        if value.resolved().kind() != NodeKind::Mapping {
            return Err(self.error(Reason::Merge, value, "`<<` takes a mapping or a list of mappings"));
        }
        self.step(value)?;
        match value.kind() {
            NodeKind::Alias => self.through_alias(value, |decoder, target| {
                decoder.step(target)?;
                decoder.entries_into(target, into)
            }),
            _ => self.entries_into(value, into),
        }
    }
}

/// The share of visited nodes that may come from aliases.
fn allowed_alias_share(steps: usize) -> f64 {
    const LOW: f64 = 400_000.0;
    const HIGH: f64 = 4_000_000.0;
    let along = ((steps as f64 - LOW) / (HIGH - LOW)).clamp(0.0, 1.0);
    0.99 - 0.89 * along
}

fn scalar_value(node: NodeRef<'_>) -> Result<Value, Error> {
    match node.scalar() {
        None => Ok(Value::Null),
        Some(scalar) => Ok(match scalar? {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Number(value) => Value::Number(value),
            Scalar::String(text) => Value::String(text.into_owned()),
        }),
    }
}

pub(crate) fn is_merge_key(key: NodeRef<'_>) -> bool {
    if key.as_text() != Some("<<") {
        return false;
    }
    match key.tag() {
        None => key.scalar_style() == Some(crate::ScalarStyle::Plain),
        Some(tag) => tag == "!" || tag.strip_prefix(CORE) == Some("merge"),
    }
}

/// The JSON key for a key node, which may be an alias: text as it is, integers in decimal, floats in 32 bits as Go prints them,
/// booleans by name.
pub(crate) fn key_text(key: NodeRef<'_>) -> Result<Cow<'_, str>, Error> {
    let node = key.resolved();
    let reject = |what: &str| {
        let message = format!("{what} cannot be a mapping key");
        key.document().error(Reason::KeyType, key.full_span().start, message)
    };
    let scalar = match node.kind() {
        NodeKind::Sequence => return Err(reject("a list")),
        NodeKind::Mapping => return Err(reject("a mapping")),
        NodeKind::Alias => return Err(reject("an alias of an alias")),
        NodeKind::Scalar => node.scalar().ok_or_else(|| reject("this"))??,
    };
    Ok(match scalar {
        Scalar::Null => return Err(reject("null")),
        Scalar::Bool(true) => Cow::Borrowed("true"),
        Scalar::Bool(false) => Cow::Borrowed("false"),
        Scalar::Number(Number::Int(value)) => Cow::Owned(value.to_string()),
        Scalar::Number(Number::Uint(_)) => return Err(reject("an integer above 9223372036854775807")),
        Scalar::Number(Number::Float(value)) => Cow::Owned(float_text_32(value)),
        Scalar::String(text) => text,
    })
}

/// Whether a key node gives the JSON key `wanted`. Cheap for the usual key.
pub(crate) fn key_is(key: NodeRef<'_>, wanted: &str) -> bool {
    let node = key.resolved();
    let same_text = node.as_text() == Some(wanted);
    // A text other than its own comes only from booleans, numbers and tags.
    let other_text =
        matches!(wanted.as_bytes(), [b'0'..=b'9' | b'-' | b'.', ..] | b"true" | b"false") || node.tag().is_some();
    (same_text || other_text) && key_text(key).is_ok_and(|text| text == wanted)
}

/// The last entry of a mapping whose key gives `key`.
pub(crate) fn find_entry<'d>(mapping: NodeRef<'d>, key: &str) -> Option<Entry<'d>> {
    match mapping.key_index() {
        Some(index) => mapping.entry_at(index.last(mapping, key)? as usize),
        None => mapping
            .entries()
            .rev()
            .find(|entry| !is_merge_key(entry.key) && key_is(entry.key, key)),
    }
}

/// The value under `key`, in the order in which [`Decoder::entries_into`] would overwrite.
pub(crate) fn lookup<'d>(mapping: NodeRef<'d>, key: &str) -> Option<NodeRef<'d>> {
    lookup_within(mapping, key, &mut HashSet::new(), mapping.document().limits.depth())
}

/// `searched` has the merged mappings that do not have the key: none is looked into twice, however many ways lead to it.
fn lookup_within<'d>(
    mapping: NodeRef<'d>,
    key: &str,
    searched: &mut HashSet<NodeId>,
    depth: usize,
) -> Option<NodeRef<'d>> {
    let mut merged = |value: NodeRef<'d>| {
        let mut look_into = |source: NodeRef<'d>| {
            let source = source.resolved();
            if depth == 0 || !searched.insert(source.id()) {
                return None;
            }
            lookup_within(source, key, searched, depth - 1)
        };
        match value.kind() {
            NodeKind::Sequence => value.items().find_map(look_into),
            _ => look_into(value),
        }
    };
    let Some(index) = mapping.key_index() else {
        return mapping.entries().rev().find_map(|entry| {
            if is_merge_key(entry.key) {
                merged(entry.value)
            } else {
                key_is(entry.key, key).then_some(entry.value)
            }
        });
    };
    let own = index.last(mapping, key);
    let later_merges = index
        .merges
        .iter()
        .rev()
        .filter(|&&position| own.is_none_or(|own| position > own));
    let from_merge = later_merges
        .filter_map(|&position| mapping.entry_at(position as usize))
        .find_map(|entry| merged(entry.value));
    from_merge.or_else(|| mapping.entry_at(own? as usize).map(|entry| entry.value))
}

fn duplicate_error(duplicate: &DuplicateKey<'_>) -> Error {
    let first = duplicate.first.position();
    let message = format!("the key {:?} is already set on line {}", duplicate.key, first.line);
    let document = duplicate.again.document();
    let first_offset = duplicate.first.full_span().start;
    document
        .error(Reason::DuplicateKey, duplicate.again.full_span().start, message)
        .with_first(first_offset, document.position(first_offset))
}

pub(crate) fn duplicate_keys(node: NodeRef<'_>) -> Vec<DuplicateKey<'_>> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.kind() == NodeKind::Mapping {
            duplicates_of(node, &mut |duplicate| {
                found.push(duplicate);
                true
            });
        }
        open.extend(node.children().filter(|child| child.kind() != NodeKind::Scalar));
    }
    found.sort_by_key(|duplicate| duplicate.again.id());
    found
}

fn first_duplicate(mapping: NodeRef<'_>) -> Option<DuplicateKey<'_>> {
    let mut found: Option<DuplicateKey<'_>> = None;
    duplicates_of(mapping, &mut |duplicate| {
        if found.as_ref().is_none_or(|best| duplicate.again.id() < best.again.id()) {
            found = Some(duplicate);
        }
        true
    });
    found
}

/// Up to this many keys comparing each with each is quicker than sorting them.
const FEW_KEYS: usize = 12;

/// Whether all keys are plainly texts, and no two of them the same.
fn all_different(mapping: NodeRef<'_>) -> bool {
    let mut seen = [""; FEW_KEYS];
    for (place, entry) in mapping.entries().enumerate() {
        let (Some(text), Some((before, [slot, ..]))) = (entry.key.plainly_text(), seen.split_at_mut_checked(place))
        else {
            return false;
        };
        if before.contains(&text) {
            return false;
        }
        *slot = text;
    }
    true
}

/// Gives every key of one mapping that came before in it. Keys without a text (an error elsewhere) are passed over.
fn duplicates_of<'d>(mapping: NodeRef<'d>, report: &mut dyn FnMut(DuplicateKey<'d>) -> bool) {
    if mapping.len() <= FEW_KEYS && all_different(mapping) {
        return;
    }
    let mut keys: Vec<(Cow<'d, str>, NodeRef<'d>)> = mapping
        .entries()
        .filter(|entry| !is_merge_key(entry.key))
        .filter_map(|entry| Some((key_text(entry.key).ok()?, entry.key)))
        .collect();
    // Stable: equal keys stay in the order of the text.
    keys.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut first = 0;
    for at in 1..keys.len() {
        if keys[at].0 != keys[first].0 {
            first = at;
            continue;
        }
        let duplicate = DuplicateKey {
            key: keys[at].0.clone().into_owned(),
            first: keys[first].1,
            again: keys[at].1,
        };
        if !report(duplicate) {
            return;
        }
    }
}

//! What values have to do with each other: items of sets and of lists with keys, and embedded resources.

use std::collections::HashSet;

use kubeyaml::{Mapping, Value, json};

use super::metadata;
use super::node::{ListType, Node};
use super::path::At;
use super::report::Report;
use super::structure::{Walk, shown};
use super::violation::ViolationKind;

/// Checks lists whose items must differ.
pub(super) fn check_lists(walk: Walk, node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
    visit(walk, node, value, at, &mut |node, value, at| {
        let (Value::Sequence(items), Some(list_type)) = (value, &node.list_type) else {
            return;
        };
        match list_type {
            ListType::Atomic => {}
            ListType::Set => {
                for index in repeated(items.iter().map(identity)) {
                    let message = format!("{} is in the list already", shown(&items[index]));
                    report.add(at.index(index), ViolationKind::Duplicate, message);
                }
            }
            ListType::Map(keys) => keyed_list(items, keys, at, report),
        }
    });
}

fn keyed_list(items: &[Value], keys: &[String], at: At<'_>, report: &mut Report) {
    if let Some(index) = items
        .iter()
        .position(|item| !matches!(item, Value::Mapping(_) | Value::Null))
    {
        let message = format!("must be an object, not {}", items[index].kind_name());
        report.add(at.index(index), ViolationKind::Invalid, message);
        return;
    }
    let values = |item: &Value| {
        let of: Mapping = keys
            .iter()
            .filter_map(|key| item.get(key).map(|value| (key.clone(), value.clone())))
            .collect();
        of
    };
    for index in repeated(items.iter().map(|item| identity(&Value::Mapping(values(item))))) {
        let named: Vec<String> = values(&items[index])
            .iter()
            .map(|(key, value)| format!("{key} {}", shown(value)))
            .collect();
        let message = if named.is_empty() {
            format!("another item has no {} either", keys.join(" and "))
        } else {
            format!("another item has {} already", named.join(" and "))
        };
        report.add(at.index(index), ViolationKind::Duplicate, message);
    }
}

/// Text that two values have in common only if they are equal.
fn identity(value: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Mapping(map) => {
                let mut entries: Vec<(String, Value)> = map.iter().map(|(k, v)| (k.to_owned(), sorted(v))).collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Mapping(entries.into_iter().collect())
            }
            Value::Sequence(items) => Value::Sequence(items.iter().map(sorted).collect()),
            other => other.clone(),
        }
    }
    json::to_string(&sorted(value)).unwrap_or_default()
}

/// The second occurrence of each repeated text.
fn repeated(identities: impl Iterator<Item = String>) -> Vec<usize> {
    let mut once = HashSet::new();
    let mut twice = HashSet::new();
    identities
        .enumerate()
        .filter_map(|(index, identity)| {
            if once.contains(&identity) {
                return twice.insert(identity).then_some(index);
            }
            once.insert(identity);
            None
        })
        .collect()
}

/// Checks embedded resources below the root: type and metadata.
pub(super) fn check_embedded(walk: Walk, node: &Node, value: &Value, at: At<'_>, report: &mut Report) {
    visit(walk, node, value, at, &mut |node, value, at| {
        let (true, Value::Mapping(map)) = (node.embedded && !at.is_root(), value) else {
            return;
        };
        for field in ["apiVersion", "kind"] {
            match map.get(field) {
                None => report.add(at.field(field), ViolationKind::Required, "is required".to_owned()),
                Some(Value::String(text)) if text.is_empty() => {
                    report.add(at.field(field), ViolationKind::Invalid, "must not be empty");
                }
                Some(Value::String(text)) => {
                    let right = match field {
                        "kind" => metadata::is_dns_label(&text.to_lowercase()),
                        _ => text.matches('/').count() <= 1,
                    };
                    if !right {
                        let message = format!("{text:?} is no {field}");
                        report.add(at.field(field), ViolationKind::Invalid, message);
                    }
                }
                Some(other) => {
                    let message = format!("must be a string, not {}", other.kind_name());
                    report.add(at.field(field), ViolationKind::Invalid, message);
                }
            }
        }
        if let Some(value) = map.get("metadata") {
            metadata::check_embedded(value, at, report);
        }
    });
}

/// Calls `act` for every value that leads to relations, parents first.
fn visit(walk: Walk, node: &Node, value: &Value, at: At<'_>, act: &mut dyn FnMut(&Node, &Value, At<'_>)) {
    if !node.leads_to_relations {
        return;
    }
    act(node, value, at);
    match value {
        Value::Sequence(items) => {
            if let Some(item_node) = &node.items {
                for (index, item) in items.iter().enumerate() {
                    visit(walk, item_node, item, at.index(index), act);
                }
            }
        }
        Value::Mapping(map) => {
            for (key, value) in map.iter() {
                if walk.skips(&at, key) {
                    continue;
                }
                if let Some((child, named)) = node.child(key) {
                    let at = if named { at.field(key) } else { at.key(key) };
                    visit(walk, child, value, at, act);
                }
            }
        }
        _ => {}
    }
}

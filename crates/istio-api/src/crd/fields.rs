//! What the API server does to an object before it looks at it: it drops fields that the schema does not have, drops nulls that
//! stand for nothing, and fills in defaults.

use std::borrow::Cow;

use kubeyaml::{Mapping, Value};

use super::metadata;
use super::node::{Additional, Node, Type};
use super::path::{At, Segment};
use super::violation::UnknownField;
use crate::suggestion;

/// Fields of every resource, which a schema need not name.
const RESOURCE_FIELDS: [&str; 3] = ["apiVersion", "kind", "metadata"];

/// What is known of a field's value.
enum Known<'n> {
    /// Nothing: the schema does not have it.
    Unknown,
    /// It is what the user likes.
    Anything,
    /// By this schema; the flag says that the schema names it.
    By(&'n Node, bool),
}

fn known<'n>(node: &'n Node, key: &str) -> Known<'n> {
    if node.embedded && RESOURCE_FIELDS.contains(&key) {
        return Known::Anything;
    }
    match node.child(key) {
        Some((child, named)) => Known::By(child, named),
        None if node.preserves_unknown || matches!(node.additional, Some(Additional::Any)) => Known::Anything,
        None => Known::Unknown,
    }
}

/// The fields of an object that its schema does not have, in the object's order. `root` is the schema of a resource.
pub(super) fn unknown(root: &Node, object: &Value) -> Vec<UnknownField> {
    let mut found = Vec::new();
    if let Some(metadata) = object.get("metadata") {
        for (name, suggestion) in metadata::unknown_fields(metadata) {
            let mut path = super::Path::of_fields(&["metadata"]);
            path.push(Segment::Field(name.to_owned()));
            found.push(UnknownField {
                path,
                suggestion: suggestion.map(str::to_owned),
            });
        }
    }
    collect_unknown(root, object, At::default(), &mut found);
    found
}

fn collect_unknown(node: &Node, value: &Value, at: At<'_>, found: &mut Vec<UnknownField>) {
    match value {
        // A mapping where there should be none is wrong as a whole.
        Value::Mapping(_) if node.kind.is_some_and(|kind| kind != Type::Object) => {}
        Value::Mapping(map) => {
            for (key, value) in map.iter() {
                match known(node, key) {
                    Known::Anything => {}
                    Known::By(child, true) => collect_unknown(child, value, at.field(key), found),
                    Known::By(child, false) => collect_unknown(child, value, at.key(key), found),
                    Known::Unknown => {
                        let candidates = node
                            .properties
                            .keys()
                            .map(String::as_str)
                            .filter(|name| !map.contains_key(name));
                        found.push(UnknownField {
                            path: at.field(key).path(),
                            suggestion: suggestion::nearest(key, candidates).map(str::to_owned),
                        });
                    }
                }
            }
        }
        Value::Sequence(items) => {
            if let Some(item_node) = &node.items {
                for (index, item) in items.iter().enumerate() {
                    collect_unknown(item_node, item, at.index(index), found);
                }
            }
        }
        _ => {}
    }
}

/// The object as the API server looks at it.
pub(super) fn prepared<'v>(root: &Node, object: &'v Value) -> Cow<'v, Value> {
    if is_prepared(root, object) {
        return Cow::Borrowed(object);
    }
    let mut object = object.clone();
    prepare(root, &mut object);
    Cow::Owned(object)
}

/// Whether a null means that the field is not there.
fn is_void(node: &Node, value: &Value) -> bool {
    value.is_null() && !node.nullable
}

fn is_prepared(node: &Node, value: &Value) -> bool {
    match value {
        Value::Mapping(map) => {
            let fields = map.iter().all(|(key, value)| match known(node, key) {
                Known::Unknown => false,
                Known::Anything => true,
                Known::By(child, _) => !is_void(child, value) && is_prepared(child, value),
            });
            fields && !(node.leads_to_defaults && lacks_defaults(node, map))
        }
        Value::Sequence(items) => node.items.as_ref().is_none_or(|item_node| {
            let defaulted = |item: &Value| item_node.default.is_some() && is_void(item_node, item);
            items
                .iter()
                .all(|item| !defaulted(item) && is_prepared(item_node, item))
        }),
        _ => true,
    }
}

fn lacks_defaults(node: &Node, map: &Mapping) -> bool {
    node.properties
        .iter()
        .any(|(name, child)| child.default.is_some() && !map.contains_key(name))
}

fn prepare(node: &Node, value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            map.retain(|key, value| match known(node, key) {
                Known::Unknown => false,
                Known::Anything => true,
                Known::By(child, _) => {
                    if is_void(child, value) {
                        match &child.default {
                            Some(default) => *value = default.clone(),
                            None => return false,
                        }
                    }
                    prepare(child, value);
                    true
                }
            });
            for (name, child) in &node.properties {
                if let Some(default) = child.default.as_ref().filter(|_| !map.contains_key(name)) {
                    let mut default = default.clone();
                    prepare(child, &mut default);
                    map.insert(name.as_str(), default);
                }
            }
        }
        Value::Sequence(items) => {
            if let Some(item_node) = &node.items {
                for item in items {
                    if let Some(default) = item_node.default.as_ref().filter(|_| is_void(item_node, item)) {
                        *item = default.clone();
                    }
                    prepare(item_node, item);
                }
            }
        }
        _ => {}
    }
}

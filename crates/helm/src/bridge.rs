//! Between the data tree of YAML and JSON and the values of templates.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gotemplate::{FloatKind, Kind, List, Map, Value};
use kubeyaml::{Mapping, Number, Value as Tree};

use crate::objects;

/// The template value of a tree: integers are `int64`, floats `float64`.
pub(crate) fn to_template(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Nil,
        Tree::Bool(b) => Value::Bool(*b),
        Tree::Number(Number::Int(n)) => Value::int64(*n),
        Tree::Number(Number::Uint(n)) => Value::Uint(*n, gotemplate::UintKind::Uint64),
        Tree::Number(Number::Float(n)) => Value::float(*n),
        Tree::String(s) => Value::from(s.as_str()),
        Tree::Sequence(items) => Value::List(items.iter().map(to_template).collect::<List>()),
        Tree::Mapping(map) => Value::Map(map_to_template(map)),
    }
}

pub(crate) fn map_to_template(map: &Mapping) -> Map {
    map.iter().map(|(key, value)| (key, to_template(value))).collect()
}

/// How deep values are followed; a map that contains itself is deeper.
const DEPTH: usize = 500;
/// How many values one tree may have; lists that share their parts can stand for far more than is in memory.
const MAX_NODES: usize = 2_000_000;

/// The tree that a value's JSON form has; `None` when it has none (NaN, functions, complex numbers, maps in circles).
pub(crate) fn to_tree(value: &Value) -> Option<Tree> {
    within(value, DEPTH, &mut { MAX_NODES })
}

fn within(value: &Value, depth: usize, left: &mut usize) -> Option<Tree> {
    let depth = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    Some(match value {
        Value::Nil => Tree::Null,
        Value::Bool(b) => Tree::Bool(*b),
        Value::Int(v, _) => Tree::from(*v),
        Value::Uint(v, _) => Tree::Number(i64::try_from(*v).map_or(Number::Uint(*v), Number::Int)),
        Value::Float(v, kind) => Tree::Number(number(*v, *kind)?),
        Value::Complex(..) | Value::Func(_) => return None,
        Value::String(s) => Tree::String(s.to_str_lossy().into_owned()),
        Value::List(list) if list.is_nil() => Tree::Null,
        Value::List(list) if list.kind() == Kind::Slice && list.elem_type().kind() == Kind::Uint8 => {
            Tree::String(BASE64_STANDARD.encode(list.to_bytes().unwrap_or_default()))
        }
        Value::List(list) => Tree::Sequence(
            list.iter()
                .map(|item| within(item, depth, left))
                .collect::<Option<_>>()?,
        ),
        Value::Map(map) if map.is_nil() => Tree::Null,
        Value::Map(map) => {
            let kind = map.key_type().kind();
            if kind != Kind::String && !kind.is_int() && !kind.is_uint() {
                return None;
            }
            let entries = map.entries();
            let mut tree = Mapping::with_capacity(entries.len());
            for (key, item) in entries {
                let key = match key {
                    Value::String(s) => s.to_str_lossy().into_owned(),
                    other => gotemplate::format::display(&other),
                };
                tree.insert(key, within(&item, depth, left)?);
            }
            Tree::Mapping(tree)
        }
        Value::Object(object) => match objects::json_fields(value) {
            Some(fields) => {
                let mut tree = Mapping::new();
                for (name, field) in fields {
                    tree.insert(name, within(&field, depth, left)?);
                }
                Tree::Mapping(tree)
            }
            None => within(&object.plain().or_else(|| object.underlying())?, depth, left)?,
        },
    })
}

/// Whether one of Helm's structs is in the value, whose JSON form has an order of its own. What is too much to look through counts
/// as having one: [`to_tree`] will say so.
pub(crate) fn has_struct(value: &Value) -> bool {
    struct_within(value, DEPTH, &mut { MAX_NODES })
}

fn struct_within(value: &Value, depth: usize, left: &mut usize) -> bool {
    let (Some(depth), Some(fewer)) = (depth.checked_sub(1), left.checked_sub(1)) else {
        return true;
    };
    *left = fewer;
    match value {
        Value::Object(object) => {
            objects::json_fields(value).is_some()
                || matches!(object.underlying(), Some(inner @ Value::Map(_)) if struct_within(&inner, depth, left))
        }
        Value::List(list) if list.elem_type().kind() != Kind::Uint8 => {
            list.iter().any(|item| struct_within(item, depth, left))
        }
        Value::Map(map) => map.entries().iter().any(|(_, item)| struct_within(item, depth, left)),
        _ => false,
    }
}

/// A tree as JSON on one line, keys in the order of the tree; `None` for numbers that JSON does not have.
pub(crate) fn json_in_order(out: &mut String, tree: &Tree) -> Option<()> {
    match tree {
        Tree::Null => out.push_str("null"),
        Tree::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Tree::Number(n) => out.push_str(&kubeyaml::json::number_text(*n).ok()?),
        Tree::String(s) => kubeyaml::json::write_string(out, s, true),
        Tree::Sequence(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                json_in_order(out, item)?;
            }
            out.push(']');
        }
        Tree::Mapping(map) => {
            out.push('{');
            for (i, (key, item)) in map.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                kubeyaml::json::write_string(out, key, true);
                out.push(':');
                json_in_order(out, item)?;
            }
            out.push('}');
        }
    }
    Some(())
}

/// A float as JSON and then YAML read it: one without a fraction is an integer.
fn number(v: f64, kind: FloatKind) -> Option<Number> {
    if !v.is_finite() {
        return None;
    }
    if kind == FloatKind::Float32 {
        // The digits that JSON gives a float32 are those of the shorter type.
        return (v as f32).to_string().parse().ok().map(Number::Float);
    }
    Some(Number::Float(v))
}

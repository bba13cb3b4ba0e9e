//! Between the data tree of YAML and JSON and the values of templates.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use gotemplate::{FloatKind, Kind, List, Map, Value};
use kubeyaml::{Mapping, Number, Value as Tree};

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

/// The tree that a value's JSON form has; `None` when it has none (NaN, functions, complex numbers, maps in circles).
pub(crate) fn to_tree(value: &Value) -> Option<Tree> {
    within(value, DEPTH)
}

fn within(value: &Value, depth: usize) -> Option<Tree> {
    let depth = depth.checked_sub(1)?;
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
        Value::List(list) => Tree::Sequence(list.iter().map(|item| within(item, depth)).collect::<Option<_>>()?),
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
                tree.insert(key, within(&item, depth)?);
            }
            Tree::Mapping(tree)
        }
        Value::Object(object) => within(&object.plain().or_else(|| object.underlying())?, depth)?,
    })
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

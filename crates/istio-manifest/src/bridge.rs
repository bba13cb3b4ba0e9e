//! Between the data tree of YAML and JSON and the values of templates.

use gotemplate::{Kind, List, Map, Str, Value, Watch};
use kubeyaml::{Mapping, Number, Value as Tree};

/// The value that `encoding/json` gives to an `any`: every number is a `float64`. This is how injection values, read through
/// `sigs.k8s.io/yaml`, reach a template.
#[must_use]
pub fn from_json(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Nil,
        Tree::Bool(b) => Value::Bool(*b),
        Tree::Number(n) => Value::float(n.as_f64()),
        Tree::String(s) => Value::from(s.as_str()),
        Tree::Sequence(items) => Value::List(items.iter().map(from_json).collect::<List>()),
        Tree::Mapping(map) => Value::Map(map.iter().map(|(k, v)| (k, from_json(v))).collect::<Map>()),
    }
}

/// As [`from_json`], with all maps under a watch, which begins when they are filled.
#[must_use]
pub fn from_json_watched(tree: &Tree, watch: &Watch) -> Value {
    let value = fill_watched(tree, watch);
    watch.begin();
    value
}

fn fill_watched(tree: &Tree, watch: &Watch) -> Value {
    match tree {
        Tree::Sequence(items) => Value::List(items.iter().map(|item| fill_watched(item, watch)).collect::<List>()),
        Tree::Mapping(map) => {
            let watched = Map::watched(watch);
            for (key, item) in map.iter() {
                watched.insert(key, fill_watched(item, watch));
            }
            Value::Map(watched)
        }
        scalar => from_json(scalar),
    }
}

/// How deep values are followed; a map that contains itself ends there.
const DEPTH: usize = 500;

/// The value as plain data, as `encoding/json` would write it: objects by their JSON form, maps sorted by key.
#[must_use]
pub fn plain(value: &Value) -> Tree {
    plain_within(value, DEPTH)
}

fn plain_within(value: &Value, depth: usize) -> Tree {
    if depth == 0 {
        return Tree::Null;
    }
    match value {
        Value::Nil | Value::Func(_) => Tree::Null,
        Value::Bool(b) => Tree::Bool(*b),
        Value::Int(v, _) => Tree::from(*v),
        Value::Uint(v, _) => Tree::Number(i64::try_from(*v).map_or(Number::Uint(*v), Number::Int)),
        Value::Float(v, _) => Tree::Number(json_number(*v)),
        Value::Complex(..) => Tree::Null,
        Value::String(s) => Tree::String(s.to_str_lossy().into_owned()),
        Value::List(list) if list.is_nil() => Tree::Null,
        Value::List(list) if list.elem_type().kind() == Kind::Uint8 => {
            Tree::String(base64(&list.to_bytes().unwrap_or_default()))
        }
        Value::List(list) => Tree::Sequence(list.iter().map(|item| plain_within(item, depth - 1)).collect()),
        Value::Map(map) if map.is_nil() => Tree::Null,
        Value::Map(map) => {
            let mut plain = Mapping::new();
            for (key, item) in map.entries() {
                plain.insert(key_text(&key), plain_within(&item, depth - 1));
            }
            plain.into()
        }
        Value::Object(object) => {
            if let Some(kube) = value.downcast::<crate::inject::template::KubeObject>() {
                return kube.json();
            }
            match object.plain().or_else(|| object.underlying()) {
                Some(inner) => plain_within(&inner, depth - 1),
                None => Tree::Null,
            }
        }
    }
}

/// A tree as `json.Marshal` writes a struct: on one line, `<`, `>` and `&` escaped, keys in the order of the tree. A number that JSON
/// does not have becomes null.
#[must_use]
pub fn json_text(tree: &Tree) -> String {
    let mut out = String::new();
    write_json(&mut out, tree);
    out
}

fn write_json(out: &mut String, tree: &Tree) {
    let separate = |out: &mut String, i: usize| {
        if i > 0 {
            out.push(',');
        }
    };
    match tree {
        Tree::Null => out.push_str("null"),
        Tree::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Tree::Number(n) => out.push_str(kubeyaml::json::number_text(*n).as_deref().unwrap_or("null")),
        Tree::String(s) => kubeyaml::json::write_string(out, s, true),
        Tree::Sequence(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                separate(out, i);
                write_json(out, item);
            }
            out.push(']');
        }
        Tree::Mapping(map) => {
            out.push('{');
            for (i, (key, value)) in map.iter().enumerate() {
                separate(out, i);
                kubeyaml::json::write_string(out, key, true);
                out.push(':');
                write_json(out, value);
            }
            out.push('}');
        }
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(s) => s.to_str_lossy().into_owned(),
        other => gotemplate::format::display(other),
    }
}

/// A whole float is written without a fraction, so it reads back as an integer.
fn json_number(v: f64) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // Within 2^53 every whole float is an i64.
    if v.fract() == 0.0 && v.abs() <= EXACT {
        Number::Int(v as i64)
    } else {
        Number::Float(v)
    }
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let sextet = (group >> (18 - 6 * i)) & 63;
            text.push(if i <= chunk.len() {
                char::from(ALPHABET[sextet as usize])
            } else {
                '='
            });
        }
    }
    text
}

/// Text as a template value.
#[must_use]
pub fn text(s: &str) -> Value {
    Value::String(Str::from(s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn numbers_are_floats_in_templates_and_whole_again_in_yaml() {
        let value = from_json(&Tree::from(15020_i64));
        assert!(matches!(value, Value::Float(v, _) if v == 15020.0));
        assert_eq!(plain(&value), Tree::from(15020_i64));
        assert_eq!(plain(&Value::float(0.5)), Tree::from(0.5));
    }
}

//! Values as rules see them.

use std::collections::HashMap;

use cel::common::types::{
    CelBool, CelBytes, CelDouble, CelInt, CelList, CelMap, CelMapKey, CelNull, CelString, CelUInt,
};
use cel::common::value::Val;
use kubeyaml::{Mapping, Number, Value};

use super::library::{Duration, Timestamp};
use super::projection::Projection;
use crate::crd::format::{self, Format};
use crate::crd::node::{Node, Type};
use crate::crd::path::At;
use crate::crd::structure::Walk;

/// How deep a value without a schema may nest.
const MAX_DEPTH: usize = 100;
/// Words that an expression cannot have as a name; a field of that name is read as `__word__`.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

type Boxed<'v> = Box<dyn Val + 'v>;

/// Turns data into values of CEL.
#[derive(Clone, Copy, Debug)]
pub(super) struct Converter {
    pub(super) walk: Walk,
}

impl Converter {
    /// The value for the parts that are read. Texts are borrowed.
    pub(super) fn convert<'v>(
        self,
        value: &'v Value,
        node: &Node,
        reads: &Projection,
        at: At<'_>,
    ) -> Result<Boxed<'v>, String> {
        if reads.is_presence() {
            return Ok(Box::new(CelNull));
        }
        Ok(match value {
            Value::Null => Box::new(CelNull),
            Value::Bool(b) => Box::new(CelBool::from(*b)),
            Value::Number(number) => self.number(*number, node),
            Value::String(text) => self.text(text, node)?,
            Value::Sequence(items) => {
                let mut list: Vec<Boxed<'v>> = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    list.push(match &node.items {
                        // Places in a list are not told apart.
                        Some(node) => self.convert(item, node, &Projection::whole(), at.index(index))?,
                        None => plain(item, 0)?,
                    });
                }
                Box::new(CelList::from(list))
            }
            Value::Mapping(map) => self.mapping(map, node, reads, at)?,
        })
    }

    fn mapping<'v>(self, map: &'v Mapping, node: &Node, reads: &Projection, at: At<'_>) -> Result<Boxed<'v>, String> {
        let mut entries: HashMap<CelMapKey<'v>, Boxed<'v>> = HashMap::new();
        // A resource's type and name are there whether the schema has them or not.
        let resource = node.embedded;
        for (key, value) in map.iter() {
            if self.walk.skips(&at, key) {
                continue;
            }
            let named = node.properties.get(key);
            if resource && matches!(key, "apiVersion" | "kind" | "metadata") {
                if let Some(reads) = reads.field(key) {
                    let value = if key == "metadata" {
                        names_of(value, reads)
                    } else {
                        plain(value, 0)?
                    };
                    entries.insert(CelMapKey::String(CelString::from(key)), value);
                }
                continue;
            }
            match named {
                Some(child) => {
                    let Some(name) = escaped(key) else { continue };
                    let Some(reads) = reads.field(&name) else { continue };
                    let value = self.convert(value, child, reads, at.field(key))?;
                    entries.insert(CelMapKey::String(CelString::from(name)), value);
                }
                // An object's other fields cannot be read; a map's keys are as they are.
                None if !node.properties.is_empty() => {}
                None => {
                    let Some(reads) = reads.field(key) else { continue };
                    let value = match node.child(key) {
                        Some((child, _)) => self.convert(value, child, reads, at.key(key))?,
                        None => plain(value, 0)?,
                    };
                    entries.insert(CelMapKey::String(CelString::from(key)), value);
                }
            }
        }
        Ok(Box::new(CelMap::from(entries)))
    }

    fn number<'v>(self, number: Number, node: &Node) -> Boxed<'v> {
        match (number, node.kind) {
            (number, Some(Type::Number)) => Box::new(CelDouble::from(number.as_f64())),
            (Number::Int(integer), _) => Box::new(CelInt::from(integer)),
            // A float that passed for an integer has no fraction.
            (Number::Float(float), Some(Type::Integer)) => Box::new(CelInt::from(float as i64)),
            (Number::Float(float), _) => Box::new(CelDouble::from(float)),
            (Number::Uint(integer), _) => Box::new(CelUInt::from(integer)),
        }
    }

    fn text<'v>(self, text: &'v str, node: &Node) -> Result<Boxed<'v>, String> {
        let wrong = || format!("{text:?} does not have the format that the schema says");
        Ok(match node.format {
            Some(Format::Byte) => Box::new(CelBytes::from(format::decode_base64(text).ok_or_else(wrong)?)),
            Some(Format::Duration) => Box::new(Duration(format::parse_duration(text).ok_or_else(wrong)?)),
            Some(Format::DateTime) => Box::new(Timestamp(format::parse_date_time(text).ok_or_else(wrong)?)),
            Some(Format::Date) => {
                let start = format!("{text}T00:00:00Z");
                Box::new(Timestamp(format::parse_date_time(&start).ok_or_else(wrong)?))
            }
            _ => Box::new(CelString::from(text)),
        })
    }
}

/// `metadata`, of which rules see the names only.
fn names_of<'v>(metadata: &'v Value, reads: &Projection) -> Boxed<'v> {
    let mut entries: HashMap<CelMapKey<'v>, Boxed<'v>> = HashMap::new();
    for field in ["name", "generateName"] {
        if let (Some(Value::String(text)), Some(_)) = (metadata.get(field), reads.field(field)) {
            entries.insert(
                CelMapKey::String(CelString::from(field)),
                Box::new(CelString::from(text.as_str())),
            );
        }
    }
    Box::new(CelMap::from(entries))
}

/// A value that no schema describes.
fn plain(value: &Value, depth: usize) -> Result<Boxed<'_>, String> {
    if depth > MAX_DEPTH {
        return Err(format!("it nests more than {MAX_DEPTH} levels, too deep for rules"));
    }
    Ok(match value {
        Value::Null => Box::new(CelNull),
        Value::Bool(b) => Box::new(CelBool::from(*b)),
        Value::Number(Number::Int(integer)) => Box::new(CelInt::from(*integer)),
        Value::Number(Number::Uint(integer)) => Box::new(CelUInt::from(*integer)),
        Value::Number(Number::Float(float)) => Box::new(CelDouble::from(*float)),
        Value::String(text) => Box::new(CelString::from(text.as_str())),
        Value::Sequence(items) => {
            let list: Result<Vec<Boxed<'_>>, String> = items.iter().map(|item| plain(item, depth + 1)).collect();
            Box::new(CelList::from(list?))
        }
        Value::Mapping(map) => {
            let mut entries: HashMap<CelMapKey<'_>, Boxed<'_>> = HashMap::new();
            for (key, value) in map.iter() {
                entries.insert(CelMapKey::String(CelString::from(key)), plain(value, depth + 1)?);
            }
            Box::new(CelMap::from(entries))
        }
    })
}

/// The name under which a rule reads a field. `None` for a name that no expression can have.
fn escaped(name: &str) -> Option<std::borrow::Cow<'_, str>> {
    if RESERVED.contains(&name) {
        return Some(format!("__{name}__").into());
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        return None;
    }
    if name.chars().all(plain) && !name.contains("__") {
        return Some(name.into());
    }
    let mut out = String::with_capacity(name.len() + 8);
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("__") {
            out.push_str("__underscores__");
            rest = after;
            continue;
        }
        match c {
            '.' => out.push_str("__dot__"),
            '-' => out.push_str("__dash__"),
            '/' => out.push_str("__slash__"),
            c if plain(c) => out.push(c),
            _ => return None,
        }
        rest = &rest[c.len_utf8()..];
    }
    Some(out.into())
}

/// How much there is to look at in a value: its parts, and its text in pieces of 16 bytes.
pub(super) fn weight(value: &Value) -> u64 {
    1 + match value {
        Value::String(text) => text.len() as u64 / 16,
        Value::Sequence(items) => items.iter().map(weight).sum(),
        Value::Mapping(map) => map
            .iter()
            .map(|(key, value)| key.len() as u64 / 16 + weight(value))
            .sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    /// The table in Kubernetes' documentation of validation rules.
    #[test]
    fn names_are_escaped() {
        for (name, expected) in [
            ("host", Some("host")),
            ("a_b", Some("a_b")),
            ("namespace", Some("__namespace__")),
            ("x-prop", Some("x__dash__prop")),
            ("redact__d", Some("redact__underscores__d")),
            ("a.b/c", Some("a__dot__b__slash__c")),
            ("1a", None),
            ("a b", None),
        ] {
            assert_eq!(escaped(name).as_deref(), expected, "{name}");
        }
    }
}

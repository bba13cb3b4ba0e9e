//! YAML as `sigs.k8s.io/yaml` unmarshals it into `map[string]interface {}` and small structs, with the texts of its errors.

use gotemplate::format::quote;
use kubeyaml::{Document, Limits, Mapping, Number, Position, Stream, Strictness, Value};

use crate::go_yaml_text::go_text;

/// A text that cannot be read, with the words of Go's library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct YamlError {
    pub(crate) message: String,
    pub(crate) position: Option<Position>,
}

impl YamlError {
    fn typed(kind: &str, target: &str) -> Self {
        YamlError {
            message: format!(
                "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {kind} into Go {target}"
            ),
            position: None,
        }
    }

    fn into_value(value: &Value, target: &str) -> Self {
        YamlError::typed(json_kind(value), &format!("value of type {target}"))
    }
}

/// What `encoding/json` calls a value.
pub(crate) fn json_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
    }
}

/// The first document of a text; numbers as YAML has them.
pub(crate) fn parse(text: &[u8]) -> Result<Value, YamlError> {
    let failed = |error: &kubeyaml::Error, document: Option<&Document<'_>>| YamlError {
        message: format!("error converting YAML to JSON: {}", go_text(text, error, document)),
        position: error.position(),
    };
    let stream = Stream::parse_with(text, &Limits::default(), Strictness::Go).map_err(|error| failed(&error, None))?;
    let Some(document) = stream.documents().next() else {
        return Ok(Value::Null);
    };
    let document = document.map_err(|error| failed(&error, None))?;
    let value = document.to_value().map_err(|error| failed(&error, Some(&document)))?;
    match not_finite(&value) {
        None => Ok(value),
        Some(number) => Err(YamlError {
            message: format!("error converting YAML to JSON: json: unsupported value: {number}"),
            position: None,
        }),
    }
}

/// The first number, by keys, that JSON has no form for.
fn not_finite(value: &Value) -> Option<&'static str> {
    match value {
        Value::Number(Number::Float(n)) if n.is_nan() => Some("NaN"),
        Value::Number(Number::Float(n)) if *n == f64::INFINITY => Some("+Inf"),
        Value::Number(Number::Float(n)) if n.is_infinite() => Some("-Inf"),
        Value::Sequence(items) => items.iter().find_map(not_finite),
        Value::Mapping(map) => map.values().find_map(not_finite),
        _ => None,
    }
}

/// As [`parse`], with the numbers of JSON: every one is a float.
pub(crate) fn parse_json_numbers(text: &[u8]) -> Result<Value, YamlError> {
    parse(text).map(numbers_as_floats)
}

/// A mapping for a `map[string]interface {}`; nothing at all and null are an empty one.
pub(crate) fn parse_map(text: &[u8]) -> Result<Mapping, YamlError> {
    match parse_json_numbers(text)? {
        Value::Mapping(map) => Ok(map),
        Value::Null => Ok(Mapping::new()),
        other => Err(YamlError::into_value(&other, "map[string]interface {}")),
    }
}

/// A list for a `[]interface {}`.
pub(crate) fn parse_list(text: &[u8]) -> Result<Vec<Value>, YamlError> {
    match parse_json_numbers(text)? {
        Value::Sequence(items) => Ok(items),
        Value::Null => Ok(Vec::new()),
        other => Err(YamlError::into_value(&other, "[]interface {}")),
    }
}

/// A mapping for a struct.
pub(crate) fn parse_struct(text: &[u8], target: &str) -> Result<Mapping, YamlError> {
    match parse(text)? {
        Value::Mapping(map) => Ok(map),
        Value::Null => Ok(Mapping::new()),
        other => Err(YamlError::typed(json_kind(&other), target)),
    }
}

/// Turns every number into the float that `encoding/json` gives to an `interface {}`.
pub(crate) fn numbers_as_floats(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(Number::Float(number.as_f64())),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(numbers_as_floats).collect()),
        Value::Mapping(map) => Value::Mapping(
            map.into_iter()
                .map(|(key, value)| (key, numbers_as_floats(value)))
                .collect(),
        ),
        other => other,
    }
}

/// Fields of a Go struct read from a mapping.
///
/// Names match without regard to case and the last match counts, as in `encoding/json`; scalars become text where text is wanted.
pub(crate) struct Fields<'m> {
    map: &'m Mapping,
    /// The struct's name without its package.
    structure: &'static str,
    /// The path of fields that leads to the struct, with a dot at the end.
    path: &'static str,
}

impl<'m> Fields<'m> {
    pub(crate) fn new(map: &'m Mapping, structure: &'static str, path: &'static str) -> Self {
        Fields { map, structure, path }
    }

    fn get(&self, name: &str) -> Option<&'m Value> {
        if let (Some(value), 1) = (
            self.map.get(name),
            self.map.keys().filter(|key| key.eq_ignore_ascii_case(name)).count(),
        ) {
            return Some(value).filter(|value| !value.is_null());
        }
        let mut found: Vec<_> = self
            .map
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .collect();
        found.sort_by_key(|(key, _)| *key);
        found
            .into_iter()
            .map(|(_, value)| value)
            .rfind(|value| !value.is_null())
    }

    fn mismatch(&self, name: &str, value: &Value, target: &str) -> YamlError {
        YamlError::typed(
            json_kind(value),
            &format!("struct field {}.{}{name} of type {target}", self.structure, self.path),
        )
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, YamlError> {
        match self.get(name) {
            None => Ok(String::new()),
            Some(value) => as_text(value).ok_or_else(|| self.mismatch(name, value, "string")),
        }
    }

    pub(crate) fn bool(&self, name: &str) -> Result<bool, YamlError> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(b)) => Ok(*b),
            Some(value) => Err(self.mismatch(name, value, "bool")),
        }
    }

    /// `None` where the field is not there.
    pub(crate) fn list(&self, name: &str, target: &str) -> Result<Option<&'m [Value]>, YamlError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Sequence(items)) => Ok(Some(items)),
            Some(value) => Err(self.mismatch(name, value, target)),
        }
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, YamlError> {
        let items = self.list(name, "[]string")?.unwrap_or_default();
        items
            .iter()
            .map(|item| match item {
                Value::Null => Ok(String::new()),
                item => as_text(item).ok_or_else(|| self.mismatch(name, item, "string")),
            })
            .collect()
    }

    pub(crate) fn text_map(&self, name: &str) -> Result<Option<Vec<(String, String)>>, YamlError> {
        let map = match self.get(name) {
            None => return Ok(None),
            Some(Value::Mapping(map)) => map,
            Some(value) => return Err(self.mismatch(name, value, "map[string]string")),
        };
        let mut entries = Vec::new();
        for (key, value) in map.iter() {
            let text = match value {
                Value::Null => String::new(),
                value => as_text(value).ok_or_else(|| self.mismatch(name, value, "string"))?,
            };
            entries.push((key.to_owned(), text));
        }
        entries.sort();
        Ok(Some(entries))
    }

    pub(crate) fn map(&self, name: &str, target: &str) -> Result<Option<&'m Mapping>, YamlError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Mapping(map)) => Ok(Some(map)),
            Some(value) => Err(self.mismatch(name, value, target)),
        }
    }

    /// The struct of one item of a list of structs; `None` for null.
    pub(crate) fn item<'i>(&self, name: &str, item: &'i Value, target: &str) -> Result<Option<&'i Mapping>, YamlError> {
        match item {
            Value::Mapping(map) => Ok(Some(map)),
            Value::Null => Ok(None),
            other => Err(self.mismatch(name, other, target)),
        }
    }
}

/// A scalar as the text that Go's YAML reader makes of it for a string field.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Number(Number::Int(n)) => Some(n.to_string()),
        Value::Number(Number::Uint(n)) => Some(n.to_string()),
        Value::Number(Number::Float(_)) => Some(kubeyaml::to_string(value).trim_end().to_owned()),
        _ => None,
    }
}

/// A text in Go's double quotes.
pub(crate) fn quoted(text: &str) -> String {
    quote(text.as_bytes())
}

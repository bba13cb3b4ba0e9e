//! Fields of a protobuf message that is written as JSON.
//!
//! Envoy writes the names of the proto files (`load_assignment`), Go's tools write JSON names (`loadAssignment`); readers of protobuf
//! take both, and so do these functions. A field that is missing or null has its default.

use std::borrow::Cow;

use kubeyaml::{Number, Value};

/// The JSON name of a field: `load_assignment` is `loadAssignment`.
pub(crate) fn json_name(name: &str) -> Cow<'_, str> {
    if !name.contains('_') {
        return Cow::Borrowed(name);
    }
    let mut camel = String::with_capacity(name.len());
    let mut raise = false;
    for c in name.chars() {
        match c {
            '_' => raise = true,
            c if raise => {
                camel.push(c.to_ascii_uppercase());
                raise = false;
            }
            c => camel.push(c),
        }
    }
    Cow::Owned(camel)
}

/// A field, under either of its names.
pub(crate) fn field<'v>(message: &'v Value, name: &str) -> Option<&'v Value> {
    let fields = message.as_mapping()?;
    let found = fields.get(name).or_else(|| fields.get(&json_name(name)));
    found.filter(|value| !value.is_null())
}

/// A field of a field and so on.
pub(crate) fn path<'v>(message: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().try_fold(message, |message, name| field(message, name))
}

/// A text field.
pub(crate) fn text<'v>(message: &'v Value, name: &str) -> &'v str {
    field(message, name).and_then(Value::as_str).unwrap_or_default()
}

/// A text field of a field and so on.
pub(crate) fn text_at<'v>(message: &'v Value, names: &[&str]) -> &'v str {
    path(message, names).and_then(Value::as_str).unwrap_or_default()
}

/// A repeated field.
pub(crate) fn list<'v>(message: &'v Value, name: &str) -> &'v [Value] {
    field(message, name).and_then(Value::as_sequence).unwrap_or_default()
}

/// The texts of a repeated field.
pub(crate) fn texts<'v>(message: &'v Value, name: &str) -> Vec<&'v str> {
    list(message, name).iter().filter_map(Value::as_str).collect()
}

/// A boolean field.
pub(crate) fn flag(message: &Value, name: &str) -> bool {
    field(message, name).and_then(Value::as_bool).unwrap_or_default()
}

/// A field of an unsigned type; 64 bits wide ones are text in JSON.
pub(crate) fn unsigned(message: &Value, name: &str) -> u64 {
    field(message, name).and_then(number).unwrap_or_default()
}

/// A number, or the text of one.
pub(crate) fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Number(Number::Int(number)) => u64::try_from(*number).ok(),
        Value::Number(Number::Uint(number)) => Some(*number),
        Value::Number(Number::Float(number)) if number.fract() == 0.0 && (0.0..9e15).contains(number) => {
            // Whole and in range, as just seen.
            Some(*number as u64)
        }
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// An enum field: its name, also where JSON has the number.
pub(crate) fn enum_name<'v>(message: &'v Value, name: &str, names: &[&'static str]) -> Cow<'v, str> {
    let default = names.first().copied().unwrap_or_default();
    match field(message, name) {
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(other) => {
            let known = number(other).and_then(|at| names.get(usize::try_from(at).ok()?).copied());
            known.map_or_else(
                || Cow::Owned(number(other).unwrap_or_default().to_string()),
                Cow::Borrowed,
            )
        }
        None => Cow::Borrowed(default),
    }
}

/// What an `Any` holds: its type's name.
pub(crate) fn type_name(any: &Value) -> &str {
    let url = any.get("@type").and_then(Value::as_str).unwrap_or_default();
    url.strip_prefix("type.googleapis.com/").unwrap_or(url)
}

/// Whether a text occurs in any text of a message.
pub(crate) fn mentions(message: &Value, wanted: &str) -> bool {
    match message {
        Value::String(text) => text.contains(wanted),
        Value::Sequence(items) => items.iter().any(|item| mentions(item, wanted)),
        Value::Mapping(fields) => fields
            .iter()
            .any(|(name, value)| name != "@type" && (name.contains(wanted) || mentions(value, wanted))),
        _ => false,
    }
}

/// The message in an `Any`, without the name of its type.
pub(crate) fn unpacked(any: &Value) -> Value {
    let mut message = any.clone();
    if let Some(fields) = message.as_mapping_mut() {
        fields.remove("@type");
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_two_names() {
        let message = kubeyaml::from_str("{load_assignment: 1, connectTimeout: 2, gone: null}").expect("YAML");
        assert_eq!(unsigned(&message, "load_assignment"), 1);
        assert_eq!(unsigned(&message, "connect_timeout"), 2);
        assert_eq!(field(&message, "gone"), None);
        assert_eq!(json_name("a_b2_c"), "aB2C");
    }

    #[test]
    fn enums_are_names_or_numbers() {
        let message = kubeyaml::from_str("{a: EDS, b: 1, c: 9}").expect("YAML");
        let names = ["STATIC", "STRICT_DNS"];
        assert_eq!(enum_name(&message, "a", &names), "EDS");
        assert_eq!(enum_name(&message, "b", &names), "STRICT_DNS");
        assert_eq!(enum_name(&message, "c", &names), "9");
        assert_eq!(enum_name(&message, "d", &names), "STATIC");
    }

    #[test]
    fn a_type_s_name_is_no_mention() {
        let message = kubeyaml::from_str("{'@type': x/Black, a: [{b: a Hole}]}").expect("YAML");
        assert!(mentions(&message, "Hole"));
        assert!(!mentions(&message, "Black"));
    }
}

//! Values as text.

use gotemplate::{Str, Value, format};

/// `%v` of a value. A map that holds itself, on which Go would exhaust its stack, has no text and shows as `...`.
pub(crate) fn verbatim(value: &Value) -> Str {
    if let Value::String(text) = value {
        return text.clone();
    }
    let mut out = Vec::new();
    match format::append(&mut out, value) {
        Ok(()) => Str::from(out),
        Err(_) => Str::literal("..."),
    }
}

/// A value as sprig turns it into a string: bytes are text, errors and stringers say what they are, the rest is `%v`.
pub(crate) fn text(value: &Value) -> Str {
    match value {
        Value::String(text) => text.clone(),
        Value::List(list) if *list.list_type() == gotemplate::Type::BYTES => {
            Str::from(list.to_bytes().unwrap_or_default())
        }
        Value::Object(object) => object.display().unwrap_or_else(|| verbatim(value)),
        other => verbatim(other),
    }
}

/// The text in double quotes, escaped as Go's `%q` does.
pub(crate) fn quoted(text: &[u8]) -> String {
    format::quote(text)
}

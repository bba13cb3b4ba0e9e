//! Values that are no messages.

use kubeyaml::{Number, Value};

use super::table::{Kind, Table};

/// Whether a value is of a kind that is no message; the error says what it should be.
pub(super) fn check(kind: &Kind, value: &Value) -> Result<(), String> {
    match (kind, value) {
        (Kind::Bool, Value::Bool(_)) | (Kind::Text, Value::String(_)) | (Kind::Float, Value::Number(_)) => Ok(()),
        (Kind::Bytes, Value::String(text)) if is_base64(text) => Ok(()),
        (Kind::Float, Value::String(text)) if text.parse::<f64>().is_ok() => Ok(()),
        (Kind::Integer(least, most), value) => match integer(value) {
            Some(number) if (*least..=*most).contains(&number) => Ok(()),
            Some(number) => Err(format!("{number} is not in the range {least} to {most}")),
            None => wrong("an integer", value),
        },
        (Kind::Enum(name), Value::String(text)) if Table::get().has_value(name, text) => Ok(()),
        (Kind::Enum(name), Value::String(text)) => Err(format!("{text:?} is not a value of the enum {name}")),
        (Kind::Enum(_), value) if integer(value).is_some_and(|number| i32::try_from(number).is_ok()) => Ok(()),
        (Kind::Bool, value) => wrong("a boolean", value),
        (Kind::Text, value) => wrong("a string", value),
        (Kind::Bytes, value) => wrong("base64", value),
        (Kind::Float, value) => wrong("a number", value),
        (Kind::Enum(_), value) => wrong("the name of an enum's value", value),
        (Kind::Message(_), _) => Ok(()),
    }
}

fn wrong(expected: &str, found: &Value) -> Result<(), String> {
    Err(format!("{expected} is expected, not {}", show(found)))
}

/// A value for a message: text in quotes, of anything else what it is.
pub(super) fn show(value: &Value) -> String {
    match value {
        Value::String(text) => format!("the string {text:?}"),
        other => other.kind_name().to_owned(),
    }
}

/// An integer, also as text or as a float without a fraction.
fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Number(Number::Int(n)) => Some((*n).into()),
        Value::Number(Number::Uint(n)) => Some((*n).into()),
        // From here on Go writes a float with an exponent, which is no integer to it.
        Value::Number(Number::Float(n)) => (n.fract() == 0.0 && n.abs() < 1e21).then_some(*n as i128),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Base64 with padding.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    text.len().is_multiple_of(4) && padding < 3 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/".contains(&b))
}

//! Scalars as text.

use crate::resolve::{self, Scalar};
use crate::{Number, Value};

/// Where a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Block,
    Flow,
}

/// A mapping key in block style.
pub(super) fn key(text: &str) -> String {
    string(text)
}

pub(super) fn string(text: &str) -> String {
    let safe = !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b))
        && !text.starts_with('-')
        && text != "<<"
        && matches!(resolve::resolve(text, true, None), Ok(Scalar::String(_)));
    if safe { text.to_owned() } else { double_quoted(text) }
}

/// A value on one line; collections as empty ones.
pub(super) fn inline(value: &Value, _place: Place) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(v) => v.to_string(),
        Value::Number(Number::Int(v)) => v.to_string(),
        Value::Number(Number::Uint(v)) => v.to_string(),
        Value::Number(Number::Float(v)) => resolve::float_text(*v),
        Value::String(text) => string(text),
        Value::Sequence(_) => "[]".to_owned(),
        Value::Mapping(_) => "{}".to_owned(),
    }
}

/// Text in double quotes, as both YAML and JSON read it.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 || (0x7f..0xa0).contains(&(c as u32)) || "\u{2028}\u{2029}\u{feff}".contains(c) => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text in single quotes; `None` if those cannot hold it on one line.
pub(super) fn single_quoted(text: &str) -> Option<String> {
    text.chars()
        .all(|c| c == ' ' || !(c.is_control() || c.is_whitespace() || c == '\u{feff}'))
        .then(|| format!("'{}'", text.replace('\'', "''")))
}

/// Text of several lines as a block scalar: the header and the lines.
pub(super) fn literal(text: &str, _indent: usize) -> Option<(String, Vec<&str>)> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let fits = body.contains('\n') || text.ends_with('\n');
    let odd = body.is_empty()
        || body.ends_with('\n')
        || body.starts_with([' ', '\n', '\t'])
        || text.lines().any(|line| line.ends_with([' ', '\t']))
        || text
            .chars()
            .any(|c| (c.is_control() && c != '\n') || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c));
    if !fits || odd {
        return None;
    }
    let header = if text.ends_with('\n') { "|" } else { "|-" };
    Some((header.to_owned(), body.split('\n').collect()))
}

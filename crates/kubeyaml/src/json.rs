//! JSON as Go's `encoding/json` writes it, and a strict reader for it.

mod read;

use std::fmt::Write as _;

use crate::resolve::positional;
use crate::{Error, Number, Reason, Value};

pub use read::from_str;

/// How to write JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// Write `<`, `>` and `&` as `\u003c`, `\u003e` and `\u0026`, as Go does unless told otherwise.
    pub escape_html: bool,
    /// One element a line, indented by this for each level (`json.MarshalIndent` with an empty prefix); `None` for one line.
    pub indent: Option<String>,
}

impl Default for Format {
    /// What `json.Marshal` does.
    fn default() -> Self {
        Self {
            escape_html: true,
            indent: None,
        }
    }
}

/// Writes a value as `json.Marshal` writes an `any`: on one line, keys sorted by their bytes, `<`, `>` and `&` escaped.
///
/// # Errors
/// [`Reason::Unrepresentable`] for infinities and NaN.
pub fn to_string(value: &Value) -> Result<String, Error> {
    to_string_with(value, &Format::default())
}

/// Writes a value in the given format.
///
/// # Errors
/// [`Reason::Unrepresentable`] for infinities and NaN.
pub fn to_string_with(value: &Value, format: &Format) -> Result<String, Error> {
    let mut out = String::new();
    write(&mut out, value, format, 0)?;
    Ok(out)
}

fn write(out: &mut String, value: &Value, format: &Format, level: usize) -> Result<(), Error> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(*number)?),
        Value::String(text) => write_string(out, text, format.escape_html),
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index, format, level + 1);
                write(out, item, format, level + 1)?;
            }
            close(out, items.is_empty(), format, level);
            out.push(']');
        }
        Value::Mapping(mapping) => {
            let mut entries: Vec<(&str, &Value)> = mapping.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                separate(out, index, format, level + 1);
                write_string(out, key, format.escape_html);
                out.push_str(if format.indent.is_some() { ": " } else { ":" });
                write(out, value, format, level + 1)?;
            }
            close(out, mapping.is_empty(), format, level);
            out.push('}');
        }
    }
    Ok(())
}

fn separate(out: &mut String, index: usize, format: &Format, level: usize) {
    if index > 0 {
        out.push(',');
    }
    new_line(out, format, level);
}

fn close(out: &mut String, empty: bool, format: &Format, level: usize) {
    if !empty {
        new_line(out, format, level);
    }
}

fn new_line(out: &mut String, format: &Format, level: usize) {
    if let Some(indent) = &format.indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(indent.as_str(), level));
    }
}

/// A number as `encoding/json` writes it.
///
/// # Errors
/// [`Reason::Unrepresentable`] for infinities and NaN.
pub fn number_text(number: Number) -> Result<String, Error> {
    match number {
        Number::Int(value) => Ok(value.to_string()),
        Number::Uint(value) => Ok(value.to_string()),
        Number::Float(value) if value.is_finite() => Ok(float_text(value)),
        Number::Float(value) => {
            let name = if value.is_nan() { "NaN" } else { "infinity" };
            Err(Error::without_place(
                Reason::Unrepresentable,
                format!("JSON has no form for {name}"),
            ))
        }
    }
}

/// The shortest digits that read back the same; with an exponent below 1e-6 and from 1e21 on.
pub(crate) fn float_text(value: f64) -> String {
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{mantissa}e{sign}{}", exponent.unsigned_abs())
    } else {
        positional(mantissa, exponent)
    }
}

/// Writes a JSON string, quotes included, as `encoding/json` does.
pub fn write_string(out: &mut String, text: &str, escape_html: bool) {
    out.push('"');
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let plain = match c {
            '"' | '\\' | '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => false,
            '<' | '>' | '&' => !escape_html,
            _ => true,
        };
        if plain {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + c.len_utf8();
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => write!(out, "\\u{:04x}", u32::from(c)).expect("a String takes every write"),
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mapping;

    #[test]
    fn writes_as_go_does() {
        let mut mapping = Mapping::new();
        mapping.insert("b", "<\u{2028}\u{7f}\u{1}\n\"");
        mapping.insert("a10", 1e21);
        mapping.insert("a9", 1e20);
        mapping.insert(
            "A",
            Value::Sequence(vec![
                Value::Null,
                Value::Bool(true),
                1.5e-7.into(),
                (-0.0).into(),
                123_456_789.0.into(),
            ]),
        );
        mapping.insert("e", Value::Sequence(vec![]));
        let value = Value::Mapping(mapping);
        assert_eq!(
            to_string(&value).expect("it has a JSON form"),
            "{\"A\":[null,true,1.5e-7,-0,123456789],\"a10\":1e+21,\"a9\":100000000000000000000,\
             \"b\":\"\\u003c\\u2028\u{7f}\\u0001\\n\\\"\",\"e\":[]}"
        );
        let format = Format {
            escape_html: false,
            indent: Some("  ".into()),
        };
        assert_eq!(
            to_string_with(
                &from_str("{\"a\":[1,{}],\"b\":\"<\"}").expect("it has a JSON form"),
                &format
            )
            .expect("it has a JSON form"),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"<\"\n}"
        );
        assert_eq!(
            to_string(&f64::NAN.into()).expect_err("JSON has no NaN").reason(),
            Reason::Unrepresentable
        );
    }
}

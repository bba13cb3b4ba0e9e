//! Scalars as text: the crate's writer, asked for what an edit needs.

use crate::write::{Place, render_scalar, render_string};
use crate::{ScalarStyle, Value, json};

/// The longest key that a reader takes without `?` before it, quotes included.
const LONGEST_KEY: usize = 1000;

/// A mapping key in block style. One too long for its `:` to follow gets a `?` and ends with the line break and indentation
/// before the `:`.
pub(super) fn key(text: &str, column: usize, newline: &str) -> String {
    let text = render_string(text, key_style(text), &Place::block_key(column));
    if text.len() > LONGEST_KEY {
        format!("? {text}{newline}{}", " ".repeat(column))
    } else {
        text
    }
}

/// A key in the quotes of another one; for block style.
pub(super) fn key_like(text: &str, style: Option<ScalarStyle>) -> String {
    let style = style.filter(|style| matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
    render_string(text, style.or(key_style(text)), &Place::block_key(0))
}

/// Quotes for the one key that would not be one without; Go's writer leaves them out.
fn key_style(text: &str) -> Option<ScalarStyle> {
    (text == "<<").then_some(ScalarStyle::DoubleQuoted)
}

/// A scalar on one line, or an empty collection.
pub(super) fn inline(value: &Value, flow: bool) -> String {
    match value {
        Value::Sequence(_) => "[]".to_owned(),
        Value::Mapping(_) => "{}".to_owned(),
        Value::String(text) if text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) => double_quoted(text),
        _ => render_scalar(value, None, &place(flow)).unwrap_or_default(),
    }
}

/// A key in brackets, in quotes where it has to be.
pub(super) fn flow_key(text: &str) -> String {
    render_string(
        text,
        key_style(text),
        &Place {
            key: true,
            ..Place::in_flow()
        },
    )
}

fn place(flow: bool) -> Place {
    if flow { Place::in_flow() } else { Place::in_block(0, 0) }
}

/// Text in double quotes on one line.
pub(super) fn double_quoted(text: &str) -> String {
    render_string(text, Some(ScalarStyle::DoubleQuoted), &Place::in_flow())
}

/// Text in single quotes, or in double ones if it does not fit into those on one line.
pub(super) fn single_quoted(text: &str) -> String {
    let style = if text.contains(['\n', '\u{2028}', '\u{2029}']) {
        ScalarStyle::DoubleQuoted
    } else {
        ScalarStyle::SingleQuoted
    };
    render_string(text, Some(style), &Place::in_flow())
}

/// Text as a JSON string that is also a YAML one.
pub(super) fn json_string(text: &str) -> String {
    let mut written = String::new();
    json::write_string(&mut written, text, false);
    let mut out = String::with_capacity(written.len());
    for c in written.chars() {
        // JSON lets characters stand that YAML text cannot hold.
        if matches!(c, '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Text of several lines as a block scalar in a collection at `column`, each line indented by `step` more: the header, and the
/// lines below it with the given line break. `None` if it is better written in quotes: text of one line, and text that ends
/// with empty lines, which those of the document after it would add to.
pub(super) fn block(text: &str, column: usize, step: usize, newline: &str) -> Option<(String, String)> {
    if !text.contains('\n') || step > 9 {
        return None;
    }
    let place = Place {
        indent: column + step,
        ..Place::in_block(column, column)
    };
    let written = render_string(text, None, &place);
    let (header, lines) = written.split_once('\n')?;
    if !header.starts_with('|') || header.contains('+') {
        return None;
    }
    let mut below = String::with_capacity(lines.len() + 2);
    for line in lines.split('\n') {
        below.push_str(line);
        below.push_str(newline);
    }
    Some((header.to_owned(), below))
}

//! Scalars as text: the crate's writer, asked for what an edit needs.

use crate::resolve::{Look, look};
use crate::write::{Place, render_scalar, render_string};
use crate::{ScalarStyle, Value, json};

/// The longest key that a reader takes without `?` before it, quotes included.
const LONGEST_KEY: usize = 1000;

/// Whether the text clearly needs no quotes: it has no blanks, starts like a word, a path or an option, and reads as text. A
/// short cut for most of what is written; the writer comes to the same.
fn is_plain(text: &str, flow: bool) -> bool {
    let bytes = text.as_bytes();
    let inner = if flow { &FLOW_SAFE } else { &BLOCK_SAFE };
    let starts = match bytes {
        [b'a'..=b'z' | b'A'..=b'Z' | b'/', ..] => true,
        [b'$' | b'(' | b'_', ..] | [b'-', b'a'..=b'z', ..] | [b'-', b'-', b'a'..=b'z', ..] => !flow,
        _ => false,
    };
    starts
        && bytes.iter().all(|byte| inner[usize::from(*byte)])
        && bytes.last() != Some(&b':')
        && look(text) == Look::Text
}

/// The bytes that mean nothing inside a plain scalar in brackets.
const FLOW_SAFE: [bool; 256] = bytes(b"/.-_");
/// The bytes that mean nothing inside a plain scalar of a block collection, next to no blank.
const BLOCK_SAFE: [bool; 256] = bytes(b"/.-_:=,$()+@*%;");

const fn bytes(signs: &[u8]) -> [bool; 256] {
    let mut safe = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        safe[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut i = 0;
    while i < signs.len() {
        safe[signs[i] as usize] = true;
        i += 1;
    }
    safe
}

/// Writes a mapping key in block style. One too long for its `:` to follow gets a `?` and ends with the line break and
/// indentation before the `:`.
pub(super) fn push_key(out: &mut String, text: &str, column: usize, newline: &str) {
    if is_plain(text, false) && text.len() <= LONGEST_KEY {
        out.push_str(text);
        return;
    }
    let text = render_string(text, key_style(text), &Place::block_key(column));
    if text.len() > LONGEST_KEY {
        out.push_str(&format!("? {text}{newline}{}", " ".repeat(column)));
    } else {
        out.push_str(&text);
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

/// Writes a scalar on one line, or an empty collection.
pub(super) fn push_inline(out: &mut String, value: &Value, flow: bool) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Sequence(_) => out.push_str("[]"),
        Value::Mapping(_) => out.push_str("{}"),
        Value::String(text) if is_plain(text, flow) => out.push_str(text),
        Value::String(text) if has_breaks(text) => out.push_str(&double_quoted(text)),
        _ => out.push_str(&render_scalar(value, None, &place(flow)).unwrap_or_default()),
    }
}

fn has_breaks(text: &str) -> bool {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some()
        || (!text.is_ascii() && text.contains(['\u{85}', '\u{2028}', '\u{2029}']))
}

/// Writes a key in brackets, in quotes where it has to be.
pub(super) fn push_flow_key(out: &mut String, text: &str) {
    let place = Place {
        key: true,
        ..Place::in_flow()
    };
    let text = render_string(text, key_style(text), &place);
    out.push_str(if text.len() > LONGEST_KEY { "? " } else { "" });
    out.push_str(&text);
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

/// Writes text as a JSON string that is also a YAML one.
pub(super) fn push_json_string(out: &mut String, text: &str) {
    let mut written = String::with_capacity(text.len() + 2);
    json::write_string(&mut written, text, false);
    let is_strange = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if written.is_ascii() && !written.contains('\u{7f}') {
        out.push_str(&written);
        return;
    }
    for c in written.chars() {
        // JSON lets characters stand that YAML text cannot hold.
        if is_strange(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
}

/// Text of several lines as a block scalar in a collection at `column`, each line indented by `step` more: the header, and the
/// lines below it with the given line break. `None` if it is better written in quotes: text of one line, and text that ends
/// with empty lines, which those of the document after it would add to.
pub(super) fn block(text: &str, column: usize, step: usize, newline: &str) -> Option<(String, String)> {
    if step > 9 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_agrees_with_the_writer() {
        let words = [
            "name",
            "true",
            "no",
            "Off",
            "y",
            "nullable",
            "a-b",
            "/x/y.z",
            "x_1",
            "O",
            "nan",
            "e1",
            "a--",
            "docker.io/a",
        ];
        for text in words {
            let block = render_string(text, None, &Place::in_block(0, 0)) == text;
            assert_eq!(is_plain(text, false), block, "{text}");
            assert_eq!(
                is_plain(text, true),
                render_string(text, None, &Place::in_flow()) == text,
                "{text}"
            );
        }
        // Every short text of signs that mean something: what the short cut takes, the writer takes.
        let signs = [
            "-", "--", ":", "=", ",", "$", "(", "_", "a", "Z", "0", "/", ".", "+", "@", "*", "%", ";", "no", "é", " ",
        ];
        let mut taken = 0;
        for a in signs {
            for b in signs {
                for c in signs {
                    let text = format!("{a}{b}{c}");
                    for (flow, place) in [
                        (false, Place::in_block(0, 0)),
                        (false, Place::block_key(0)),
                        (true, Place::in_flow()),
                    ] {
                        if is_plain(&text, flow) {
                            taken += 1;
                            assert_eq!(render_string(&text, None, &place), text);
                        }
                    }
                }
            }
        }
        assert!(taken > 1000);
        for text in ["", "-1", "1", "a b", "a:", "é", "a#", ".x", "---"] {
            assert!(!is_plain(text, false), "{text}");
        }
    }
}

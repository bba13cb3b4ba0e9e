//! One scalar: which styles can hold its text, which of them is taken, and how it is written.

use super::Place;
use super::emitter::Pen;
use crate::resolve::{Look, float_text, look};
use crate::{Number, ScalarStyle, Value, json};

/// What the styles make of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitness {
    pub(super) multiline: bool,
    plain_in_flow: bool,
    plain_in_block: bool,
    single_quoted: bool,
    block: bool,
}

/// Whether YAML text can hold the character as it is, in the eyes of Go's emitter: nothing above U+FFFF.
fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Bytes that mean nothing anywhere in a scalar but at its start.
const HARMLESS: [bool; 256] = {
    let mut harmless = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        harmless[byte] =
            (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'/' | b'_' | b'.' | b'-' | b'=' | b'+');
        byte += 1;
    }
    harmless
};

pub(super) fn fitness(text: &str) -> Fitness {
    if text.is_empty() {
        return Fitness {
            multiline: false,
            plain_in_flow: false,
            plain_in_block: true,
            single_quoted: true,
            block: false,
        };
    }
    let first_is_harmless = text
        .as_bytes()
        .first()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_'));
    if first_is_harmless && text.bytes().all(|byte| HARMLESS[byte as usize]) {
        return Fitness {
            multiline: false,
            plain_in_flow: true,
            plain_in_block: true,
            single_quoted: true,
            block: true,
        };
    }
    let marker = text.starts_with("---") || text.starts_with("...");
    let mut flow_indicator = marker;
    let mut block_indicator = marker;
    let mut multiline = false;
    let mut special = false;
    let mut space_after_break = false;
    let mut break_after_space = false;
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let blank_follows = chars.peek().is_none_or(|next| matches!(next, ' ' | '\t'));
        match (before, c) {
            (None, '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`') => {
                flow_indicator = true;
                block_indicator = true;
            }
            (None, '?') | (_, ':') => {
                flow_indicator = true;
                block_indicator |= blank_follows;
            }
            (None, '-') => {
                flow_indicator |= blank_follows;
                block_indicator |= blank_follows;
            }
            (Some(_), ',' | '?' | '[' | ']' | '{' | '}') => flow_indicator = true,
            (Some(before), '#') if matches!(before, ' ' | '\t' | '\0') || is_break(before) => {
                flow_indicator = true;
                block_indicator = true;
            }
            _ => {}
        }
        special |= !is_printable(c);
        multiline |= is_break(c);
        space_after_break |= c == ' ' && before.is_some_and(is_break);
        break_after_space |= is_break(c) && before == Some(' ');
        before = Some(c);
    }
    let loose = |c: Option<char>| c.is_some_and(|c| c == ' ' || is_break(c));
    let loose_ends = loose(text.chars().next()) || loose(before);
    let broken = break_after_space || special;
    let plain = !loose_ends && !multiline && !broken;
    Fitness {
        multiline,
        plain_in_flow: plain && !flow_indicator,
        plain_in_block: plain && !block_indicator,
        single_quoted: !space_after_break && !broken,
        block: !text.ends_with(' ') && !broken,
    }
}

/// Whether the unquoted text would read as something other than a string, now or to a YAML 1.1 reader that knows base 60.
fn reads_as_other(text: &str) -> bool {
    look(text) != Look::Text || is_base_60(text)
}

/// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
fn is_base_60(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let mut parts = whole.split(':');
    let head = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    rest.peek().is_some()
        && head.starts_with(|c: char| c.is_ascii_digit())
        && digits(head)
        && digits(fraction)
        && rest.all(|part| match part.as_bytes() {
            [ones] => ones.is_ascii_digit(),
            [tens, ones] => matches!(tens, b'0'..=b'5') && ones.is_ascii_digit(),
            _ => false,
        })
}

/// The style for a string: the wish if there is one, otherwise Go's choice; made to fit.
pub(super) fn style_for(
    text: &str,
    wish: Option<ScalarStyle>,
    fitness: &Fitness,
    key: bool,
    flow: bool,
) -> ScalarStyle {
    let mut style = match wish {
        Some(ScalarStyle::Plain) if reads_as_other(text) => ScalarStyle::SingleQuoted,
        Some(style) => style,
        None if text.contains('\n') => ScalarStyle::Literal,
        None if reads_as_other(text) => ScalarStyle::DoubleQuoted,
        None => ScalarStyle::Plain,
    };
    if key && fitness.multiline {
        style = ScalarStyle::DoubleQuoted;
    }
    if style == ScalarStyle::Plain
        && !(if flow {
            fitness.plain_in_flow
        } else {
            fitness.plain_in_block
        })
    {
        style = ScalarStyle::SingleQuoted;
    }
    if style == ScalarStyle::SingleQuoted && !fitness.single_quoted {
        style = ScalarStyle::DoubleQuoted;
    }
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && (!fitness.block || flow || key) {
        style = ScalarStyle::DoubleQuoted;
    }
    style
}

/// Null, a boolean or a number as text; `None` for strings and collections.
pub(super) fn literal_word(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(Number::Int(value)) => value.to_string(),
        Value::Number(Number::Uint(value)) => value.to_string(),
        Value::Number(Number::Float(value)) => {
            // Go goes through JSON, where a float without a fraction looks like an integer, and is then read as one.
            let text = if value.is_finite() {
                json::float_text(*value)
            } else {
                return Some(float_text(*value));
            };
            match look(&text) {
                Look::Int(value) => value.to_string(),
                Look::Uint(value) => value.to_string(),
                _ => float_text(*value),
            }
        }
        _ => return None,
    })
}

pub(super) fn render(text: &str, wish: Option<ScalarStyle>, place: &Place) -> String {
    let fitness = fitness(text);
    let mut style = style_for(text, wish, &fitness, place.key, place.flow);
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    // In brackets the text stays on one line; and U+2028 and U+2029 end lines too, so that what follows a block scalar could not
    // tell whether its last line has ended.
    if (place.flow && fitness.multiline) || (block && text.contains(['\u{2028}', '\u{2029}'])) {
        style = ScalarStyle::DoubleQuoted;
    }
    let mut pen = Pen::new(place.width, place.column);
    let step = place.indent.saturating_sub(place.parent_indent).clamp(1, 9);
    write(&mut pen, text, style, !place.key && !place.flow, place.indent, step);
    let mut out = pen.into_text();
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && out.ends_with('\n') {
        out.pop();
    }
    out
}

/// Writes `text` in `style`, which has to fit. Lines that continue it start at `indent`; `step` is what a block scalar's header gives
/// as its indentation if it has to.
pub(super) fn write(pen: &mut Pen, text: &str, style: ScalarStyle, fold: bool, indent: usize, step: usize) {
    match style {
        ScalarStyle::Plain => words(pen, text, fold, indent, false),
        ScalarStyle::SingleQuoted => {
            pen.put('\'');
            words(pen, text, fold, indent, true);
            pen.put('\'');
        }
        ScalarStyle::DoubleQuoted => double_quoted(pen, text, fold, indent),
        ScalarStyle::Literal => {
            block_header(pen, '|', text, step);
            literal_lines(pen, text, indent);
        }
        ScalarStyle::Folded => {
            block_header(pen, '>', text, step);
            folded_lines(pen, text, indent);
        }
    }
}

/// The text of a plain or single-quoted scalar. A single space beyond the width becomes a line break; a line break of the text is
/// doubled, since folding takes one away.
fn words(pen: &mut Pen, text: &str, fold: bool, indent: usize, quoted: bool) {
    let needs_care = text.contains(is_break) || (quoted && text.contains('\''));
    if !needs_care && (!fold || pen.has_room_for(text)) {
        pen.put_word(text);
        return;
    }
    let mut after_space = false;
    let mut after_break = false;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if c == ' ' {
            let inner = !quoted || (at > 0 && !rest.is_empty());
            if fold && !after_space && pen.is_wide() && inner && !rest.starts_with(' ') {
                pen.new_line(indent);
            } else {
                pen.put(' ');
            }
            after_space = true;
        } else if is_break(c) {
            if !after_break && c == '\n' {
                pen.line_break('\n');
            }
            pen.line_break(c);
            after_break = true;
        } else {
            if after_break {
                pen.indent_to(indent);
            }
            if quoted && c == '\'' {
                pen.put('\'');
            }
            pen.put(c);
            after_space = false;
            after_break = false;
        }
    }
}

fn double_quoted(pen: &mut Pen, text: &str, fold: bool, indent: usize) {
    // Go looks for a byte order mark at the start of the text when it means the current character.
    let escape_all = text.starts_with('\u{feff}');
    let mut after_space = false;
    pen.put('"');
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if escape_all || !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
            escape(pen, c);
            after_space = false;
        } else if c == ' ' {
            if fold && !after_space && pen.is_wide() && at > 0 && !rest.is_empty() {
                pen.new_line(indent);
                if rest.starts_with(' ') {
                    pen.put('\\');
                }
            } else {
                pen.put(' ');
            }
            after_space = true;
        } else {
            pen.put(c);
            after_space = false;
        }
    }
    pen.put('"');
}

fn escape(pen: &mut Pen, c: char) {
    let short = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let code = u32::from(c);
            let long = match code {
                0..=0xff => format!("\\x{code:02X}"),
                0x100..=0xffff => format!("\\u{code:04X}"),
                _ => format!("\\U{code:08X}"),
            };
            long.chars().for_each(|c| pen.put(c));
            return;
        }
    };
    pen.put('\\');
    pen.put(short);
}

/// `|` or `>`, the indentation if the text starts with a space or line break, `-` or `+` for what it ends with, and a line break.
fn block_header(pen: &mut Pen, indicator: char, text: &str, step: usize) {
    pen.put(indicator);
    if text.starts_with(|c: char| c == ' ' || is_break(c)) {
        step.to_string().chars().for_each(|c| pen.put(c));
    }
    let mut from_end = text.chars().rev();
    match (from_end.next(), from_end.next()) {
        (Some(last), _) if !is_break(last) => pen.put('-'),
        (None, _) => pen.put('-'),
        (Some(_), None) => pen.put('+'),
        (Some(_), Some(before)) if is_break(before) => pen.put('+'),
        _ => {}
    }
    pen.line_break('\n');
}

fn literal_lines(pen: &mut Pen, text: &str, indent: usize) {
    let mut line_start = true;
    for c in text.chars() {
        if is_break(c) {
            pen.line_break(c);
            line_start = true;
        } else {
            if line_start {
                pen.indent_to(indent);
            }
            pen.put(c);
            line_start = false;
        }
    }
}

/// Lines of a folded scalar: between two lines that do not start with a blank one more break is needed.
fn folded_lines(pen: &mut Pen, text: &str, indent: usize) {
    let mut line_start = true;
    let mut led_blank = true;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if is_break(c) {
            let next = text[at..].trim_start_matches(is_break).chars().next();
            if !line_start && !led_blank && c == '\n' && next.is_some_and(|next| !matches!(next, ' ' | '\t')) {
                pen.line_break('\n');
            }
            pen.line_break(c);
            line_start = true;
        } else {
            if line_start {
                pen.indent_to(indent);
                led_blank = matches!(c, ' ' | '\t');
            }
            let foldable =
                c == ' ' && !line_start && !led_blank && !rest.starts_with([' ', '\t', '\n']) && !rest.is_empty();
            if foldable && pen.is_wide() {
                pen.new_line(indent);
            } else {
                pen.put(c);
            }
            line_start = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_60_is_seen() {
        for text in ["1:2", "12:30:45", "-1:00.5", "+190:20:30.15", "1_0:5", "1:59"] {
            assert!(is_base_60(text), "{text}");
        }
        for text in [
            "1", "a:1", "1:60", "1:", ":1", "1:2:", "1:2.x", "_1:2", "1.5:3", "1:123",
        ] {
            assert!(!is_base_60(text), "{text}");
        }
    }
}

//! Writing YAML as `sigs.k8s.io/yaml` does.

mod emitter;
mod order;
mod scalar;

use crate::{Error, Reason, ScalarStyle, Value, json};

use emitter::Emitter;

pub(crate) use order::natural_order;

/// How a value is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Columns by which a nested collection is indented, 1 to 9.
    pub step: usize,
    /// Whether the `-` of a list below a key stands further in than the key.
    pub indent_lists: bool,
    /// Plain and quoted scalars are folded at the first space after this column; `None` leaves them on one line.
    pub width: Option<usize>,
    /// Whether keys are sorted naturally (`a9` before `a10`) or stay in their order.
    pub sort_keys: bool,
}

impl Layout {
    /// What Go does: 2 columns, lists not indented, 80 columns, keys sorted.
    pub const GO: Layout = Layout {
        step: 2,
        indent_lists: false,
        width: Some(80),
        sort_keys: true,
    };

    /// Sets [`Layout::step`].
    #[must_use]
    pub fn with_step(mut self, step: usize) -> Self {
        self.step = step.clamp(1, 9);
        self
    }

    /// Sets [`Layout::indent_lists`].
    #[must_use]
    pub fn with_indented_lists(mut self, indent_lists: bool) -> Self {
        self.indent_lists = indent_lists;
        self
    }

    /// Sets [`Layout::width`].
    #[must_use]
    pub fn with_width(mut self, width: Option<usize>) -> Self {
        self.width = width;
        self
    }

    /// Sets [`Layout::sort_keys`].
    #[must_use]
    pub fn with_sorted_keys(mut self, sort_keys: bool) -> Self {
        self.sort_keys = sort_keys;
        self
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self::GO
    }
}

/// Where a single scalar is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In brackets, where `,` and the brackets end a plain scalar and block scalars do not exist.
    pub flow: bool,
    /// As a key before `: `, which has to stay on one line.
    pub key: bool,
    /// The column at which the scalar starts, from 0.
    pub column: usize,
    /// The indentation of the lines that continue it, the lines of a block scalar included.
    pub indent: usize,
    /// Indentation of the collection that the scalar is in; a block scalar whose first line starts with a blank says how much deeper
    /// its lines are.
    pub parent_indent: usize,
    /// See [`Layout::width`].
    pub width: Option<usize>,
}

impl Place {
    /// The value of a key or a list item in a block collection at `parent_indent`, starting at `column`, never folded.
    #[must_use]
    pub fn in_block(parent_indent: usize, column: usize) -> Self {
        Self {
            flow: false,
            key: false,
            column,
            indent: parent_indent + 2,
            parent_indent,
            width: None,
        }
    }

    /// A key in a block mapping.
    #[must_use]
    pub fn block_key(indent: usize) -> Self {
        Self {
            flow: false,
            key: true,
            column: indent,
            indent: indent + 2,
            parent_indent: indent,
            width: None,
        }
    }

    /// Anything in brackets, on one line.
    #[must_use]
    pub fn in_flow() -> Self {
        Self {
            flow: true,
            key: false,
            column: 0,
            indent: 0,
            parent_indent: 0,
            width: None,
        }
    }
}

/// Writes a value as `sigs.k8s.io/yaml` v1.6.0 `Marshal` does, byte for byte, with a line break at the end.
///
/// Three kinds of values have no such bytes, since Go fails or changes them: infinities and NaN are written as `.inf`, `-.inf` and
/// `.nan`; U+0085 and the other characters that YAML text cannot hold are escaped.
#[must_use]
pub fn to_string(value: &Value) -> String {
    to_string_with(value, &Layout::GO)
}

/// Writes a value as `sigs.k8s.io/yaml` v1.6.0 `Marshal` does, its failures included, for code that has to show the same outcome.
///
/// `Marshal` turns the value into JSON and reads that as YAML 1.1. So U+0085 in a string counts as a line break and is folded into a
/// space, and text that YAML cannot hold raw is an error, although it could be written escaped.
///
/// # Errors
/// [`Reason::Unrepresentable`] for infinities and NaN, and for keys with U+0085 or of more than 1,024 characters as JSON;
/// [`Reason::ControlCharacter`] for U+007F to U+009F (U+0085 left out), U+FFFE and
/// U+FFFF in strings and keys.
pub fn marshal(value: &Value) -> Result<String, Error> {
    Ok(to_string(&through_go(value)?))
}

fn through_go(value: &Value) -> Result<Value, Error> {
    Ok(match value {
        Value::Number(number) => {
            json::number_text(*number)?;
            value.clone()
        }
        Value::String(text) => Value::String(text_through_go(text)?),
        Value::Sequence(items) => Value::Sequence(items.iter().map(through_go).collect::<Result<_, _>>()?),
        Value::Mapping(mapping) => {
            let entries = mapping
                .iter()
                .map(|(key, value)| Ok((key_through_go(key)?, through_go(value)?)));
            Value::Mapping(entries.collect::<Result<_, Error>>()?)
        }
        other => other.clone(),
    })
}

/// As a key the text has to stay on one line and within the reach of `:`.
fn key_through_go(key: &str) -> Result<String, Error> {
    let mut quoted = String::new();
    json::write_string(&mut quoted, key, true);
    if key.contains('\u{85}') || quoted.chars().count() > LONGEST_KEY {
        let message =
            format!("a key of more than {LONGEST_KEY} characters or with a line break U+0085 is not read back");
        return Err(Error::without_place(Reason::Unrepresentable, message));
    }
    text_through_go(key)
}

/// How far before its `:` a key may begin.
const LONGEST_KEY: usize = 1024;

fn text_through_go(text: &str) -> Result<String, Error> {
    if let Some(c) = text
        .chars()
        .find(|c| matches!(c, '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
    {
        let message = format!("the character U+{:04X} is not allowed in YAML", u32::from(c));
        return Err(Error::without_place(Reason::ControlCharacter, message));
    }
    if !text.contains('\u{85}') {
        return Ok(text.to_owned());
    }
    // Spaces around the breaks go, a single break becomes a space, of several the first goes.
    let mut out = String::new();
    let mut lines = text.split('\u{85}');
    let mut breaks = 0;
    out.push_str(lines.next().unwrap_or_default());
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        if breaks == 0 {
            out.truncate(out.trim_end_matches(' ').len());
        }
        breaks += 1;
        let line = line.trim_start_matches(' ');
        if line.is_empty() && lines.peek().is_some() {
            continue;
        }
        out.push_str(&if breaks == 1 {
            " ".to_owned()
        } else {
            "\n".repeat(breaks - 1)
        });
        out.push_str(line);
        breaks = 0;
    }
    Ok(out)
}

/// Writes a value in the given layout, with a line break at the end.
#[must_use]
pub fn to_string_with(value: &Value, layout: &Layout) -> String {
    let mut emitter = Emitter::new(layout);
    emitter.root(value, None);
    emitter.finish()
}

/// Writes a value as the lines of a block at `indent`, for putting into a text: every line is indented, the first one too, and the
/// last has a line break. An empty collection or a scalar is one such line (or several, if it is long).
#[must_use]
pub fn render_block(value: &Value, indent: usize, layout: &Layout) -> String {
    let mut emitter = Emitter::new(layout);
    emitter.root(value, Some(indent));
    emitter.finish()
}

/// Writes a value on one line in brackets, or as a scalar that can stand in brackets. Without a line break.
#[must_use]
pub fn render_flow(value: &Value) -> String {
    let mut out = String::new();
    flow_into(&mut out, value);
    out
}

fn flow_into(out: &mut String, value: &Value) {
    match value {
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                flow_into(out, item);
            }
            out.push(']');
        }
        Value::Mapping(mapping) => {
            out.push('{');
            for (index, (key, value)) in mapping.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                out.push_str(&render_string(
                    key,
                    None,
                    &Place {
                        key: true,
                        ..Place::in_flow()
                    },
                ));
                out.push_str(": ");
                flow_into(out, value);
            }
            out.push('}');
        }
        scalar => out.push_str(&render_scalar(scalar, None, &Place::in_flow()).unwrap_or_default()),
    }
}

/// Writes a string so that it reads back as that string at that place. Without a line break.
///
/// `style` is a wish: one that cannot hold the text there gives way to the next that can (plain to single quotes to double quotes,
/// block scalars to double quotes). `None` chooses as Go does: literal for text with line breaks, plain where that reads as a
/// string, double quotes otherwise. A literal or folded scalar comes without its last line break, which the line it ends provides.
#[must_use]
pub fn render_string(text: &str, style: Option<ScalarStyle>, place: &Place) -> String {
    scalar::render(text, style, place)
}

/// Writes null, a boolean, a number or a string; `None` for collections. See [`render_string`].
#[must_use]
pub fn render_scalar(value: &Value, style: Option<ScalarStyle>, place: &Place) -> Option<String> {
    match value {
        Value::String(text) => Some(render_string(text, style, place)),
        other => scalar::literal_word(other),
    }
}

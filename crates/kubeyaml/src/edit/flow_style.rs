//! New parts of flow collections, JSON among them, as text.

use crate::{CollectionStyle, Mapping, NodeKind, NodeRef, ScalarStyle, Value};

use super::EditError;
use super::lines::{Lines, is_blank};
use super::render::check_depth;
use super::scalar;

/// How strings are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Where they have to be.
    #[default]
    Needed,
    Single,
    Double,
}

/// How a flow collection with all that it holds is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FlowStyle {
    pub(super) keys: Quotes,
    pub(super) strings: Quotes,
    /// From the end of a key to the start of its value.
    pub(super) colon: String,
    /// From the end of an item to the start of the next one on the same line.
    pub(super) comma: String,
    /// What a line is indented further by than the line of its bracket, if filled collections are spread over lines.
    pub(super) unit: Option<String>,
    pub(super) newline: &'static str,
}

/// How many nodes are looked at.
const SAMPLE: usize = 512;

impl FlowStyle {
    /// The style of the outermost flow collection around `node`, or of `node` itself.
    pub(super) fn around(node: NodeRef<'_>, lines: &Lines<'_>, newline: &'static str) -> Self {
        let mut outermost = node;
        while let Some(parent) = outermost.parent().filter(|parent| is_flow(*parent)) {
            outermost = parent;
        }
        let mut found = Found::default();
        found.look(outermost, lines, &mut 0);
        Self {
            keys: found.keys.or(found.strings).unwrap_or_default(),
            strings: found.strings.or(found.keys).unwrap_or_default(),
            // One without a blank after it goes with the other.
            colon: found
                .colon
                .clone()
                .unwrap_or_else(|| if found.comma.as_deref() == Some(",") { ":" } else { ": " }.to_owned()),
            comma: found
                .comma
                .unwrap_or_else(|| if found.colon.as_deref() == Some(":") { "," } else { ", " }.to_owned()),
            unit: found.unit,
            newline,
        }
    }

    pub(super) fn key(&self, text: &str) -> String {
        let mut out = String::new();
        self.put_key(&mut out, text);
        out
    }

    fn put_key(&self, out: &mut String, text: &str) {
        match self.keys {
            Quotes::Needed => scalar::push_flow_key(out, text),
            Quotes::Single => out.push_str(&scalar::single_quoted(text)),
            Quotes::Double => scalar::push_json_string(out, text),
        }
    }

    /// Writes a key with the `:` after it.
    fn put_key_and_colon(&self, out: &mut String, text: &str) {
        let start = out.len();
        self.put_key(out, text);
        let quoted = out[start..].starts_with(['"', '\'']);
        out.push_str(&self.colon);
        // Without a blank, the `:` would belong to a key without quotes.
        out.push_str(if quoted || self.colon.ends_with(' ') { "" } else { " " });
    }

    /// A scalar or an empty collection.
    fn put_scalar(&self, out: &mut String, value: &Value) {
        match value {
            Value::String(text) if self.strings == Quotes::Double => scalar::push_json_string(out, text),
            Value::String(text) if self.strings == Quotes::Single => out.push_str(&scalar::single_quoted(text)),
            _ => scalar::push_inline(out, value, true),
        }
    }

    /// `value`, spread over lines if `indent`, the indentation of the line that it starts on, is given and the style says so.
    pub(super) fn value(&self, value: &Value, indent: Option<&str>) -> Result<String, EditError> {
        let mut out = String::new();
        self.put(&mut out, value, indent, 0)?;
        Ok(out)
    }

    pub(super) fn entry(&self, key: &str, value: &Value, indent: Option<&str>) -> Result<String, EditError> {
        let mut out = String::new();
        self.put_key_and_colon(&mut out, key);
        self.put(&mut out, value, indent, 0)?;
        Ok(out)
    }

    fn put(&self, out: &mut String, value: &Value, indent: Option<&str>, depth: usize) -> Result<(), EditError> {
        check_depth(depth)?;
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => self.put_mapping(out, mapping, indent, depth),
            Value::Sequence(items) if !items.is_empty() => {
                let inner = self.inner(indent);
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.separate(out, i == 0, inner.as_deref());
                    self.put(out, item, inner.as_deref(), depth + 1)?;
                }
                self.close(out, indent, ']');
                Ok(())
            }
            _ => {
                self.put_scalar(out, value);
                Ok(())
            }
        }
    }

    fn put_mapping(
        &self,
        out: &mut String,
        mapping: &Mapping,
        indent: Option<&str>,
        depth: usize,
    ) -> Result<(), EditError> {
        let inner = self.inner(indent);
        out.push('{');
        for (i, (key, value)) in mapping.iter().enumerate() {
            self.separate(out, i == 0, inner.as_deref());
            self.put_key_and_colon(out, key);
            self.put(out, value, inner.as_deref(), depth + 1)?;
        }
        self.close(out, indent, '}');
        Ok(())
    }

    fn inner(&self, indent: Option<&str>) -> Option<String> {
        Some(format!("{}{}", indent?, self.unit.as_deref()?))
    }

    fn separate(&self, out: &mut String, first: bool, inner: Option<&str>) {
        match inner {
            Some(inner) => {
                out.push_str(if first { "" } else { "," });
                out.push_str(self.newline);
                out.push_str(inner);
            }
            None => out.push_str(if first { "" } else { &self.comma }),
        }
    }

    fn close(&self, out: &mut String, indent: Option<&str>, bracket: char) {
        if let (Some(indent), Some(_)) = (indent, &self.unit) {
            out.push_str(self.newline);
            out.push_str(indent);
        }
        out.push(bracket);
    }
}

pub(super) fn is_flow(node: NodeRef<'_>) -> bool {
    node.collection_style() == Some(CollectionStyle::Flow)
}

/// The first example of each habit.
#[derive(Default)]
struct Found {
    keys: Option<Quotes>,
    strings: Option<Quotes>,
    colon: Option<String>,
    comma: Option<String>,
    unit: Option<String>,
}

impl Found {
    fn look(&mut self, node: NodeRef<'_>, lines: &Lines<'_>, seen: &mut usize) {
        *seen += 1;
        if *seen > SAMPLE {
            return;
        }
        let mut children = node.children();
        if let Some(first) = children.next() {
            self.look_at_unit(node, first, lines);
        }
        match node.kind() {
            NodeKind::Mapping => {
                let mut previous: Option<usize> = None;
                for entry in node.entries() {
                    if self.keys.is_none() {
                        self.keys = quotes_of(entry.key);
                    }
                    let value = entry.value.full_span();
                    let colon = lines
                        .text
                        .get(entry.key.full_span().end..value.start)
                        .unwrap_or_default();
                    if self.colon.is_none() && !entry.value.is_omitted() && separates(colon, b':') {
                        self.colon = Some(colon.to_owned());
                    }
                    self.look_at_comma(previous, entry.span().start, lines);
                    previous = Some(entry.span().end);
                    self.look(entry.value, lines, seen);
                }
            }
            NodeKind::Sequence => {
                let mut previous: Option<usize> = None;
                for item in node.items() {
                    self.look_at_comma(previous, item.full_span().start, lines);
                    previous = Some(item.full_span().end);
                    self.look(item, lines, seen);
                }
            }
            NodeKind::Scalar if self.strings.is_none() && node.as_str().is_some() => self.strings = quotes_of(node),
            _ => {}
        }
    }

    fn look_at_comma(&mut self, previous: Option<usize>, start: usize, lines: &Lines<'_>) {
        let Some(comma) = previous.and_then(|end| lines.text.get(end..start)) else {
            return;
        };
        if self.comma.is_none() && separates(comma, b',') {
            self.comma = Some(comma.to_owned());
        }
    }

    fn look_at_unit(&mut self, node: NodeRef<'_>, first: NodeRef<'_>, lines: &Lines<'_>) {
        let at = first.full_span().start;
        let open = node.span().start;
        if self.unit.is_none() && lines.text[open..at].contains('\n') {
            let inner = &lines.text[lines.start_of(at)..at];
            let outer = lines.indentation(open);
            let unit = inner
                .strip_prefix(outer)
                .filter(|unit| is_blank(unit) && !unit.is_empty());
            self.unit = Some(unit.unwrap_or("  ").to_owned());
        }
    }
}

/// Whether `gap` is the separator with blanks around it and nothing else.
fn separates(gap: &str, separator: u8) -> bool {
    gap.bytes().filter(|byte| *byte == separator).count() == 1
        && gap.bytes().all(|byte| byte == separator || byte == b' ')
}

fn quotes_of(node: NodeRef<'_>) -> Option<Quotes> {
    match node.scalar_style()? {
        ScalarStyle::SingleQuoted => Some(Quotes::Single),
        ScalarStyle::DoubleQuoted => Some(Quotes::Double),
        _ => Some(Quotes::Needed),
    }
}

//! New parts of a document as text.

use crate::{Limits, Mapping, Value};

use super::EditError;
use super::layout::Layout;
use super::scalar;

/// A value written after `key:` or `-`: what goes on the same line, without the blank before it, and the lines below, each with
/// its break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rendered {
    /// How many blanks stand before `inline`.
    pub(super) gap: usize,
    pub(super) inline: String,
    pub(super) below: String,
}

impl Rendered {
    /// Text on one line.
    pub(super) fn inline(text: String) -> Self {
        Self {
            gap: 1,
            inline: text,
            below: String::new(),
        }
    }
}

/// Writes values in block style.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockWriter {
    pub(super) layout: Layout,
    /// Whether text of several lines may become a block scalar.
    pub(super) literals: bool,
}

impl BlockWriter {
    /// `value` for a key in `column`.
    pub(super) fn after_key(&self, value: &Value, column: usize) -> Result<Rendered, EditError> {
        let mut text = String::with_capacity(room_for(value));
        self.put_after_key(&mut text, value, column, 0)?;
        Ok(self.split(&text))
    }

    /// `value` for a `-` in `column`.
    pub(super) fn after_dash(&self, value: &Value, column: usize) -> Result<Rendered, EditError> {
        let mut text = String::with_capacity(room_for(value));
        self.put_after_dash(&mut text, value, column, 0)?;
        Ok(self.split(&text))
    }

    /// The lines of an entry whose key stands in `column`.
    pub(super) fn entry(&self, key: &str, value: &Value, column: usize) -> Result<String, EditError> {
        let mut text = String::with_capacity(room_for(value));
        push_blanks(&mut text, column);
        self.put_entry(&mut text, key, value, column, 0)?;
        Ok(text)
    }

    /// The lines of an item whose `-` stands in `column`.
    pub(super) fn item(&self, value: &Value, column: usize) -> Result<String, EditError> {
        let mut text = String::with_capacity(room_for(value));
        push_blanks(&mut text, column);
        self.put_item(&mut text, value, column, 0)?;
        Ok(text)
    }

    /// The lines of a value that stands by itself.
    pub(super) fn root(&self, value: &Value) -> Result<String, EditError> {
        let mut text = String::with_capacity(room_for(value));
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => self.put_mapping(&mut text, mapping, 0, 0, 0)?,
            Value::Sequence(items) if !items.is_empty() => self.put_items(&mut text, items, 0, 0, 0)?,
            _ => {
                self.put_after_key(&mut text, value, 0, 0)?;
                text.remove(0);
            }
        }
        Ok(text)
    }

    fn split(&self, text: &str) -> Rendered {
        let (inline, below) = text.split_once(self.layout.newline).unwrap_or((text, ""));
        let content = inline.trim_start_matches(' ');
        Rendered {
            gap: inline.len() - content.len(),
            inline: content.to_owned(),
            below: below.to_owned(),
        }
    }

    fn put_entry(
        &self,
        out: &mut String,
        key: &str,
        value: &Value,
        column: usize,
        depth: usize,
    ) -> Result<(), EditError> {
        scalar::push_key(out, key, column, self.layout.newline);
        out.push(':');
        self.put_after_key(out, value, column, depth)
    }

    fn put_item(&self, out: &mut String, value: &Value, column: usize, depth: usize) -> Result<(), EditError> {
        out.push('-');
        self.put_after_dash(out, value, column, depth)
    }

    fn put_after_key(&self, out: &mut String, value: &Value, column: usize, depth: usize) -> Result<(), EditError> {
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => {
                out.push_str(self.layout.newline);
                let inner = column + self.layout.indent;
                self.put_mapping(out, mapping, inner, inner, depth)
            }
            Value::Sequence(items) if !items.is_empty() => {
                out.push_str(self.layout.newline);
                let inner = column + self.layout.list_indent;
                self.put_items(out, items, inner, inner, depth)
            }
            _ => {
                out.push(' ');
                self.put_scalar(out, value, column);
                Ok(())
            }
        }
    }

    fn put_after_dash(&self, out: &mut String, value: &Value, column: usize, depth: usize) -> Result<(), EditError> {
        // A nested collection starts on the line of the `-`.
        let inner = column + self.layout.item_indent;
        let lead = self.layout.item_indent - 1;
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => self.put_mapping(out, mapping, inner, lead, depth),
            Value::Sequence(items) if !items.is_empty() => self.put_items(out, items, inner, lead, depth),
            _ => {
                push_blanks(out, lead);
                self.put_scalar(out, value, column);
                Ok(())
            }
        }
    }

    /// The entries of a mapping in `column`, with `lead` blanks before the first one.
    fn put_mapping(
        &self,
        out: &mut String,
        mapping: &Mapping,
        column: usize,
        lead: usize,
        depth: usize,
    ) -> Result<(), EditError> {
        check_depth(depth)?;
        for (i, (key, value)) in mapping.iter().enumerate() {
            push_blanks(out, if i == 0 { lead } else { column });
            self.put_entry(out, key, value, column, depth + 1)?;
        }
        Ok(())
    }

    fn put_items(
        &self,
        out: &mut String,
        items: &[Value],
        column: usize,
        lead: usize,
        depth: usize,
    ) -> Result<(), EditError> {
        check_depth(depth)?;
        for (i, item) in items.iter().enumerate() {
            push_blanks(out, if i == 0 { lead } else { column });
            self.put_item(out, item, column, depth + 1)?;
        }
        Ok(())
    }

    /// Anything that is no filled collection, with the line break after it.
    fn put_scalar(&self, out: &mut String, value: &Value, column: usize) {
        if self.literals
            && let Value::String(text) = value
            && memchr::memchr(b'\n', text.as_bytes()).is_some()
            && let Some((header, lines)) = scalar::block(text, column, self.layout.indent, self.layout.newline)
        {
            out.push_str(&header);
            out.push_str(self.layout.newline);
            out.push_str(&lines);
            return;
        }
        scalar::push_inline(out, value, false);
        out.push_str(self.layout.newline);
    }
}

/// How much to set aside for a value at first, so that large ones need not grow too often.
fn room_for(value: &Value) -> usize {
    match value {
        Value::Mapping(mapping) => 64 + 128 * mapping.len(),
        Value::Sequence(items) => 64 + 128 * items.len(),
        Value::String(text) => 64 + text.len(),
        _ => 64,
    }
}

fn push_blanks(out: &mut String, count: usize) {
    const BLANKS: &str = "                                                                ";
    let mut left = count;
    while left > 0 {
        let now = left.min(BLANKS.len());
        out.push_str(&BLANKS[..now]);
        left -= now;
    }
}

pub(super) fn check_depth(depth: usize) -> Result<(), EditError> {
    if depth >= Limits::DEEPEST {
        Err(EditError::TooDeep)
    } else {
        Ok(())
    }
}

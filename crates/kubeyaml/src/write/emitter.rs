//! Collections, and the pen that knows its column.

use super::scalar::{Fitness, fitness, literal_word, style_for, write};
use super::{Layout, natural_order};
use crate::{Mapping, ScalarStyle, Value};

/// Text under construction.
pub(super) struct Pen {
    text: String,
    /// Characters written on the current line.
    column: usize,
    width: usize,
}

impl Pen {
    pub(super) fn new(width: Option<usize>, column: usize) -> Self {
        Self {
            text: String::new(),
            column,
            width: width.unwrap_or(usize::MAX),
        }
    }

    pub(super) fn put(&mut self, c: char) {
        self.text.push(c);
        self.column += 1;
    }

    pub(super) fn put_word(&mut self, word: &str) {
        self.text.push_str(word);
        self.column += word.chars().count();
    }

    pub(super) fn line_break(&mut self, c: char) {
        self.text.push(c);
        self.column = 0;
    }

    pub(super) fn indent_to(&mut self, indent: usize) {
        while self.column < indent {
            self.put(' ');
        }
    }

    pub(super) fn new_line(&mut self, indent: usize) {
        self.line_break('\n');
        self.indent_to(indent);
    }

    /// Whether all of `word` fits in the width, so that nothing in it can be folded.
    pub(super) fn has_room_for(&self, word: &str) -> bool {
        self.column.saturating_add(word.len()) <= self.width
    }

    pub(super) fn is_wide(&self) -> bool {
        self.column > self.width
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// The longest key in bytes that is written without `?`.
const LONGEST_PLAIN_KEY: usize = 128;

pub(super) struct Emitter<'l> {
    pen: Pen,
    layout: &'l Layout,
}

/// What stands before a value on its line.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// Nothing.
    Indentation,
    /// `key:`
    Key,
    /// `-`, `?` or `:` on a line that has nothing but such.
    Indicator,
}

impl<'l> Emitter<'l> {
    pub(super) fn new(layout: &'l Layout) -> Self {
        Self {
            pen: Pen::new(layout.width, 0),
            layout,
        }
    }

    pub(super) fn finish(self) -> String {
        self.pen.into_text()
    }

    /// A value that stands alone. With `Some(indent)` its lines start there, and the lines that continue a scalar one step further.
    pub(super) fn root(&mut self, value: &Value, indent: Option<usize>) {
        let base = indent.unwrap_or(0);
        self.pen.indent_to(base);
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => self.mapping(mapping, base),
            Value::Sequence(items) if !items.is_empty() => self.sequence(items, base),
            _ => self.leaf(value, base, After::Indentation),
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        if self.pen.column > 0 {
            self.pen.line_break('\n');
        }
    }

    /// Starts a line at `indent` unless the pen is at the start of one, or there already.
    fn start_line(&mut self, indent: usize) {
        if self.pen.column > indent {
            self.pen.line_break('\n');
        }
        self.pen.indent_to(indent);
    }

    fn mapping(&mut self, mapping: &Mapping, indent: usize) {
        let mut entries: Vec<(&str, &Value)> = mapping.iter().collect();
        if self.layout.sort_keys {
            natural_order(&mut entries);
        }
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.start_line(indent);
            let fitness = fitness(key);
            if fitness.multiline || key.len() > LONGEST_PLAIN_KEY {
                self.pen.put('?');
                self.string(key, &fitness, false, indent + self.layout.step, After::Indicator);
                self.end_line();
                self.start_line(indent);
                self.pen.put(':');
                self.value(value, indent, After::Indicator);
            } else {
                self.string(key, &fitness, true, indent + self.layout.step, After::Indentation);
                self.pen.put(':');
                self.value(value, indent, After::Key);
            }
        }
    }

    fn sequence(&mut self, items: &[Value], indent: usize) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.start_line(indent);
            self.pen.put('-');
            self.value(item, indent, After::Indicator);
        }
    }

    /// A value in a collection at `indent`.
    fn value(&mut self, value: &Value, indent: usize, after: After) {
        let deeper = indent + self.layout.step;
        match value {
            Value::Mapping(mapping) if !mapping.is_empty() => {
                self.lead_in(after, deeper);
                self.mapping(mapping, deeper);
            }
            Value::Sequence(items) if !items.is_empty() => {
                let indent = if after == After::Key && !self.layout.indent_lists {
                    indent
                } else {
                    deeper
                };
                self.lead_in(after, indent);
                self.sequence(items, indent);
            }
            _ => self.leaf(value, indent, after),
        }
    }

    /// Goes to where a nested collection starts: the next line after a key, the same line after an indicator.
    fn lead_in(&mut self, after: After, indent: usize) {
        if after == After::Key {
            self.pen.line_break('\n');
        }
        self.pen.indent_to(indent);
    }

    /// A scalar or an empty collection.
    fn leaf(&mut self, value: &Value, indent: usize, after: After) {
        let word = match value {
            Value::String(text) => {
                return self.string(text, &fitness(text), false, indent + self.layout.step, after);
            }
            Value::Mapping(_) => "{}".to_owned(),
            Value::Sequence(_) => "[]".to_owned(),
            other => literal_word(other).unwrap_or_default(),
        };
        if after != After::Indentation {
            self.pen.put(' ');
        }
        self.pen.put_word(&word);
    }

    fn string(&mut self, text: &str, fitness: &Fitness, key: bool, indent: usize, after: After) {
        let style: ScalarStyle = style_for(text, None, fitness, key, false);
        if after != After::Indentation {
            self.pen.put(' ');
        }
        write(&mut self.pen, text, style, !key, indent, self.layout.step);
    }
}

//! Putting another value where a node stands.

use crate::{CollectionStyle, NodeRef, ScalarStyle, Value};

use super::EditError;
use super::editor::{Editor, Slot};
use super::flow_style::{FlowStyle, is_flow};
use super::lines::is_blank;
use super::render::{BlockWriter, Rendered};
use super::scalar;

impl<'d, 't> Editor<'d, 't, '_> {
    /// Writes `target` in place of the whole of `node`; its anchor stays.
    pub(super) fn replace(&mut self, node: NodeRef<'d>, slot: Slot, target: &'t Value) -> Result<(), EditError> {
        self.forget_anchors(node);
        self.note_anchor(node, target);
        match slot {
            Slot::Flow => self.replace_in_flow(node, target),
            Slot::Root => self.replace_root(node, target),
            Slot::Value { after, column } => {
                let rendered = match requoted(node, target) {
                    Some(inline) => Rendered::inline(inline),
                    None => self
                        .writer_in_place(node.full_span().end, column)
                        .after_key(target, column)?,
                };
                self.replace_after(node, after, column, rendered);
                Ok(())
            }
            Slot::Item { after, column } => {
                let mut rendered = match requoted(node, target) {
                    Some(inline) => Rendered::inline(inline),
                    None => self
                        .writer_in_place(node.full_span().end, column)
                        .after_dash(target, column)?,
                };
                if node.anchor_span().is_some() && is_filled(target) {
                    // On the line of the `-`, the anchor would be that of the first key or item.
                    let inner = " ".repeat(column + rendered.gap + 1);
                    let newline = self.layout().newline;
                    rendered.below = format!("{inner}{}{newline}{}", rendered.inline, rendered.below);
                    rendered.inline.clear();
                }
                self.replace_after(node, after, column, rendered);
                Ok(())
            }
        }
    }

    /// A blank if a comment follows at `at` without one, as it may after a quote or bracket.
    fn blank_before_comment(&self, at: usize) -> &'static str {
        if self.lines.text[at..].starts_with('#') {
            " "
        } else {
            ""
        }
    }

    /// The anchor of a node as it is written, with a blank after it.
    fn anchor_of(&self, node: NodeRef<'d>) -> String {
        let anchor = node.anchor_span().and_then(|span| self.lines.text.get(span));
        anchor.map_or_else(String::new, |anchor| format!("{anchor} "))
    }

    /// Replaces what follows the `:` or `-` that ends at `after`.
    fn replace_after(&mut self, node: NodeRef<'d>, after: usize, column: usize, rendered: Rendered) {
        let full = node.full_span();
        let text = self.lines.text;
        let anchor = self.anchor_of(node);
        let blank = self.blank_before_comment(full.end);
        let inline = format!("{anchor}{}", rendered.inline);
        let inline = inline.trim_end();
        let is_block = node.collection_style() == Some(CollectionStyle::Block);
        let gap = text.get(after..full.start).unwrap_or_default();
        let is_scalar = |style| {
            matches!(
                style,
                ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
            )
        };
        if !is_blank(gap) && node.scalar_style().is_some_and(is_scalar) && rendered.below.is_empty() {
            self.push(full, format!("{inline}{blank}"));
            return;
        }
        if !is_blank(gap) {
            // The value starts on a line of its own, below the key or `-`, whose comment stays.
            self.doubtful = true;
            if !inline.is_empty() {
                self.push(after..after, format!("{}{inline}", " ".repeat(rendered.gap.max(1))));
            }
            let from = self.lines.next(after);
            let to = self.lines.tail(full.end, column);
            self.put_lines(from, to.max(from), rendered.below);
            return;
        }
        // Comments after a block collection are those of its last part.
        let to = if is_block {
            self.before_break(self.lines.tail(full.end, column), full.end)
        } else {
            full.end
        };
        if inline.is_empty() {
            self.push(after..to, blank);
        } else if gap.is_empty() || is_block || (rendered.gap > 1 && !rendered.below.is_empty()) {
            self.push(after..to, format!("{}{inline}{blank}", " ".repeat(rendered.gap.max(1))));
        } else {
            self.push(full.start..to, format!("{inline}{blank}"));
        }
        if !rendered.below.is_empty() {
            let next = self.lines.next(to);
            self.put_lines(next, next, rendered.below);
        }
    }

    /// The end of the last line before `at`, a line start or the end of the text, but not before `floor`.
    fn before_break(&self, at: usize, floor: usize) -> usize {
        let text = &self.lines.text[..at];
        let text = text.strip_suffix('\n').unwrap_or(text);
        text.strip_suffix('\r').unwrap_or(text).len().max(floor)
    }

    /// Puts whole lines in place of `from..to`, where `from` is a line start or the end of a text without a last line break.
    pub(super) fn put_lines(&mut self, from: usize, to: usize, lines: String) {
        if lines.is_empty() || self.lines.breaks_before(from) {
            self.push(from..to, lines);
            return;
        }
        self.doubtful = true;
        let newline = self.layout().newline;
        let lines = lines.strip_suffix(newline).unwrap_or(&lines);
        self.push(from..to, format!("{newline}{lines}"));
    }

    fn replace_in_flow(&mut self, node: NodeRef<'d>, target: &'t Value) -> Result<(), EditError> {
        let full = node.full_span();
        let text = self.lines.text;
        let around = node.parent().unwrap_or(node);
        let style = FlowStyle::around(around, &self.lines, self.layout().newline);
        let spread = is_filled(target) && style.unit.is_some() && self.is_spread(around);
        let value = match requoted(node, target) {
            Some(text) => text,
            None => style.value(target, spread.then(|| self.lines.indentation(full.start)))?,
        };
        let anchor = self.anchor_of(node);
        if node.is_omitted() {
            self.doubtful = true;
            let colon = if text[..full.start].ends_with(':') { " " } else { ": " };
            self.push(full, format!("{colon}{value}"));
        } else {
            let blank = self.blank_before_comment(full.end);
            self.push(full, format!("{anchor}{value}{blank}"));
        }
        Ok(())
    }

    fn replace_root(&mut self, node: NodeRef<'d>, target: &'t Value) -> Result<(), EditError> {
        let full = node.full_span();
        let is_flow = node.collection_style() == Some(CollectionStyle::Flow);
        if is_flow && !full.is_empty() {
            return self.replace_in_flow(node, target);
        }
        self.doubtful = true;
        let lines = self.writer_in_place(full.end, 0).root(target)?;
        let newline = self.layout().newline;
        let anchor = self.anchor_of(node);
        let mut text = lines.strip_suffix(newline).unwrap_or(&lines).to_owned();
        let own_line = self.lines.is_first(full.start);
        if is_filled(target) && !(own_line && anchor.is_empty()) {
            text = format!("{anchor}{newline}{text}");
        } else {
            text = format!("{anchor}{text}");
        }
        // Comments after the root would be taken for a part of what is written now.
        let to = self.before_break(self.lines.tail(full.end, 0), full.end);
        let from = if own_line {
            self.lines.start_of(full.start)
        } else {
            full.start
        };
        self.push(from..to, text);
        Ok(())
    }

    /// Writes `target` in place of the root and of all that comes after it in the document.
    pub(super) fn replace_rest(&mut self, root: NodeRef<'d>, target: &'t Value) -> Result<(), EditError> {
        self.doubtful = true;
        let writer = BlockWriter {
            layout: self.layout(),
            literals: false,
        };
        let lines = writer.root(target)?;
        let start = root.full_span().start;
        let end = self.document.end_marker().map_or(self.lines.end, |marker| marker.start);
        if self.lines.is_first(start) {
            self.push(self.lines.start_of(start)..end, lines);
        } else if is_filled(target) {
            self.push(start..end, format!("{}{lines}", self.layout().newline));
        } else {
            self.push(start..end, lines);
        }
        Ok(())
    }

    /// Puts `target` into a document that has no content.
    pub(super) fn fill(&mut self, target: &'t Value) -> Result<(), EditError> {
        self.doubtful = true;
        let at = self.document.end_marker().map_or(self.lines.end, |marker| marker.start);
        let lines = self.writer_above(at).root(target)?;
        self.put_lines(at, at, lines);
        Ok(())
    }
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Mapping(mapping) => !mapping.is_empty(),
        Value::Sequence(items) => !items.is_empty(),
        _ => false,
    }
}

/// A string in the quotes of the string that it replaces.
fn requoted(node: NodeRef<'_>, target: &Value) -> Option<String> {
    let text = target.as_str()?;
    match node.scalar_style()? {
        ScalarStyle::DoubleQuoted if node.parent().is_some_and(is_flow) => {
            let mut out = String::new();
            scalar::push_json_string(&mut out, text);
            Some(out)
        }
        ScalarStyle::DoubleQuoted => Some(scalar::double_quoted(text)),
        ScalarStyle::SingleQuoted => Some(scalar::single_quoted(text)),
        _ => None,
    }
}

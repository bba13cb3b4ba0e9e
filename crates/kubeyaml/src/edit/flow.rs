//! Taking parts out of flow collections and putting parts in.

use crate::{NodeRef, Value};

use super::EditError;
use super::changes::Edits;
use super::editor::{Editor, Slot};
use super::flow_style::FlowStyle;
use super::lines::is_blank;
use super::plan::{New, Part, Place, Plan};

impl<'d, 't> Editor<'d, 't, '_> {
    pub(super) fn carry_out_in_flow(
        &mut self,
        node: NodeRef<'d>,
        slot: Slot,
        target: &'t Value,
        parts: &[Part],
        plan: Plan<'t>,
    ) -> Result<(), EditError> {
        let text = self.lines.text;
        let span = node.span();
        if !text[span.clone()].starts_with(['{', '[']) {
            // A single pair in a list, without brackets of its own.
            self.edits
                .retain(|edit| edit.range.start < span.start || edit.range.end > span.end);
            return self.replace(node, slot, target);
        }
        // Whether a `:` at the end is a part of the text depends on what comes after it.
        self.doubtful |= parts.iter().any(|part| text[..part.end].ends_with(':'));
        let mut i = 0;
        while i < parts.len() {
            if !plan.deleted[i] {
                i += 1;
                continue;
            }
            let first = i;
            while i < parts.len() && plan.deleted[i] {
                i += 1;
            }
            let (range, blank) = match parts.get(i) {
                Some(next) => (parts[first].start..next.start, ""),
                None => (parts[first - 1].end..parts[i - 1].end, parts[first - 1].blank_after()),
            };
            self.doubtful |= text[range.clone()].contains('#');
            self.push(range, blank);
        }
        if plan.insertions.is_empty() {
            return Ok(());
        }
        let style = FlowStyle::around(node, &self.lines, self.layout().newline);
        let own_lines = self.has_own_lines(span.start, parts);
        let last = parts[parts.len() - 1];
        let spread = own_lines || text[last.start..last.end].contains('\n');
        let indent = if spread { self.lines.indentation(last.start) } else { "" };
        for (place, new) in plan.insertions {
            let spread = spread.then_some(indent);
            let part = match new {
                New::Entry(key, value) => style.entry(key, value, spread)?,
                New::Item(value) => style.value(value, spread)?,
                New::Moved { old, edits } => {
                    let edits = Edits::new(edits).map_err(|_| EditError::Unfaithful)?;
                    let part = edits.apply_range(text, parts[old].start..parts[old].end);
                    format!("{part}{}", parts[old].blank_after())
                }
            };
            let newline = style.newline;
            match place {
                Place::Before(i) if own_lines => self.push(at(parts[i].start), format!("{part},{newline}{indent}")),
                Place::Before(i) => self.push(at(parts[i].start), format!("{part}{}", style.comma)),
                Place::After(i) if own_lines => self.put_line_after(&parts[i], &format!("{newline}{indent}{part}")),
                Place::After(i) => {
                    let blank = parts[i].blank_after();
                    self.push(at(parts[i].end), format!("{blank}{}{part}", style.comma));
                }
            }
        }
        Ok(())
    }

    /// Puts a part on a line of its own after another one, below the comment on its line.
    fn put_line_after(&mut self, part: &Part, line: &str) {
        let (text, end, blank) = (self.lines.text, part.end, part.blank_after());
        let line_end = self.lines.end_of(end);
        let rest = &text[end..line_end];
        let comment = rest.find('#').filter(|comment| {
            let before = rest[..*comment].trim_matches([' ', '\t']);
            before.is_empty() || before == ","
        });
        match comment {
            Some(comment) if rest[..comment].contains(',') => self.push(at(line_end), format!("{line},")),
            Some(_) => {
                self.doubtful = true;
                self.push(at(end), format!("{blank},"));
                self.push(at(line_end), line);
            }
            None => self.push(at(end), format!("{blank},{line}")),
        }
    }

    /// Whether the parts of a flow collection stand on lines of their own.
    fn has_own_lines(&self, open: usize, parts: &[Part]) -> bool {
        let Some(last) = parts.last() else { return false };
        let above = parts.len().checked_sub(2).map_or(open, |i| parts[i].end);
        self.lines.text[above..last.start].contains(['\n', '\r'])
            && is_blank(&self.lines.text[self.lines.start_of(last.start)..last.start])
    }

    /// Whether filled collections in `node` are spread over lines, as its first part has it.
    pub(super) fn is_spread(&self, node: NodeRef<'d>) -> bool {
        let mut children = node.children().map(|child| child.full_span());
        let span = node.span();
        let end = children.nth(2).map_or(span.end, |third| third.start);
        self.lines.text[span.start..end].contains('\n')
    }
}

fn at(offset: usize) -> std::ops::Range<usize> {
    offset..offset
}

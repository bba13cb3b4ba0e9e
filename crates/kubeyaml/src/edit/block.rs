//! Taking lines out of block collections and putting lines in.

use crate::NodeRef;

use super::EditError;
use super::changes::Edits;
use super::editor::Editor;
use super::plan::{New, Part, Place, Plan};

impl<'d, 't> Editor<'d, 't, '_> {
    pub(super) fn carry_out_in_block(
        &mut self,
        node: NodeRef<'d>,
        parts: &[Part],
        plan: Plan<'t>,
    ) -> Result<(), EditError> {
        let Some(stays) = plan.deleted.iter().position(|deleted| !deleted) else {
            return Ok(());
        };
        let column = self.lines.column(parts[0].start);
        let heads: Vec<usize> = (0..parts.len()).map(|i| self.head(parts, i)).collect();
        // The first part may stand behind a `-` on its line.
        let inline = !self.lines.is_first(parts[0].start);
        let mut becomes_inline = inline && stays == 0;
        let mut next = 0;
        if inline && stays > 0 {
            let has_head = heads[stays] < self.lines.start_of(parts[stays].start);
            if has_head {
                let before = self.lines.text[..parts[0].start].trim_end_matches([' ', '\t']).len();
                let line_end = self.lines.text[..heads[stays]].trim_end_matches(['\n', '\r']).len();
                self.doubtful = true;
                self.push(before..line_end, "");
            } else {
                self.push(parts[0].start..parts[stays].start, "");
                becomes_inline = true;
            }
            next = stays;
        }
        for i in next..parts.len() {
            if plan.deleted[i] {
                let to = self.lines.tail(parts[i].end, column);
                self.push(heads[i]..to, "");
                self.doubtful |= to == self.lines.text.len() && !self.lines.breaks_before(to);
                self.doubtful |= i > 0 && self.keeps_blanks(node, i - 1);
            }
        }
        for (place, new) in plan.insertions {
            let mut lines = match &new {
                New::Entry(key, value) => self.writer().entry(key, value, column)?,
                New::Item(value) => self.writer().item(value, column)?,
                New::Moved { old, .. } => {
                    let from = heads[*old];
                    let to = self.lines.tail(parts[*old].end, column);
                    self.moved(new, from, to, column)?
                }
            };
            match place {
                Place::Before(i) if becomes_inline && i == stays => {
                    let newline = self.layout().newline;
                    lines.replace_range(..column.min(lines.len()), "");
                    let lines = lines.strip_suffix(newline).unwrap_or(&lines).to_owned();
                    let at = parts[i].start;
                    self.push(at..at, format!("{lines}{newline}{}", " ".repeat(column)));
                }
                Place::Before(i) => self.put_lines(heads[i], heads[i], lines),
                Place::After(i) => {
                    let at = self.lines.tail(parts[i].end, column);
                    self.put_lines(at, at, lines);
                }
            }
        }
        Ok(())
    }

    /// Where the lines of a part begin.
    fn head(&self, parts: &[Part], i: usize) -> usize {
        let floor = i.checked_sub(1).map_or(self.lines.start, |above| parts[above].end);
        self.lines.head(parts[i].start, floor)
    }

    /// Whether blank lines after the part count as part of its value.
    fn keeps_blanks(&self, node: NodeRef<'d>, i: usize) -> bool {
        let mut last = match node.children().nth(i) {
            Some(_) if node.kind() == crate::NodeKind::Mapping => node.entries().nth(i).map(|entry| entry.value),
            child => child,
        };
        while let Some(node) = last {
            if node.scalar_style().is_some() {
                let header = node.raw().lines().next().unwrap_or_default();
                return header.starts_with(['|', '>']) && header.contains('+');
            }
            last = node.children().next_back();
        }
        false
    }

    /// The lines of a part that moves, changed as it has to be.
    fn moved(&mut self, new: New<'t>, from: usize, to: usize, column: usize) -> Result<String, EditError> {
        let New::Moved { edits, .. } = new else {
            return Ok(String::new());
        };
        self.doubtful = true;
        let edits = Edits::new(edits).map_err(|_| EditError::Unfaithful)?;
        let mut lines = edits.apply_range(self.lines.text, from..to);
        if !self.lines.is_start(from) {
            lines.insert_str(0, &" ".repeat(column));
        }
        let newline = self.layout().newline;
        if !lines.ends_with(['\n', '\r']) {
            lines.push_str(newline);
        }
        Ok(lines)
    }
}

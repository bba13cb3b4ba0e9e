//! Taking lines out of block collections and putting lines in.

use crate::{NodeKind, NodeRef};

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
        let mut above = None;
        for i in next..parts.len() {
            if !plan.deleted[i] {
                above = Some(i);
                continue;
            }
            let mut to = self.lines.tail(parts[i].end, column);
            if let Some(header) = above.and_then(|above| self.last_block_scalar(node, above)) {
                // The blank lines after what goes must not become a part of what stays above.
                let (after_blanks, spaces) = self.lines.blanks(to);
                to = if spaces || header.contains('+') {
                    after_blanks
                } else {
                    to
                };
            }
            self.doubtful |= to == self.lines.text.len() && !self.lines.breaks_before(to);
            self.push(heads[i]..to, "");
        }
        // Several insertions in a row have the same place.
        let mut above_deleted = None;
        let mut last_below = 0;
        for (place, new) in plan.insertions {
            let at = match place {
                Place::Before(i) => heads[i],
                Place::After(i) => self.lines.tail(parts[i].end, column),
            };
            let below = match place {
                Place::Before(_) => at,
                Place::After(i) if above_deleted == Some((i, at)) => last_below,
                Place::After(i) => {
                    let deleted = plan.deleted[i + 1..].iter().take_while(|deleted| **deleted).count();
                    above_deleted = Some((i, at));
                    last_below = self.lines.tail(parts[i + deleted].end, column);
                    last_below
                }
            };
            let mut lines = match &new {
                New::Entry(key, value) => self.writer_above(below).entry(key, value, column)?,
                New::Item(value) => self.writer_above(below).item(value, column)?,
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
                _ => self.put_lines(at, at, lines),
            }
        }
        Ok(())
    }

    /// Where the lines of a part begin.
    fn head(&self, parts: &[Part], i: usize) -> usize {
        let floor = i.checked_sub(1).map_or(self.lines.start, |above| parts[above].end);
        self.lines.head(parts[i].start, floor)
    }

    /// The header of the block scalar that the value of a part ends with, if it does.
    fn last_block_scalar(&self, node: NodeRef<'d>, i: usize) -> Option<&'d str> {
        let mut last = match node.kind() {
            NodeKind::Mapping => node.entries().nth(i)?.value,
            _ => node.items().nth(i)?,
        };
        while let Some(child) = last.children().next_back() {
            last = child;
        }
        let header = last.raw().lines().next()?;
        header.starts_with(['|', '>']).then_some(header)
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

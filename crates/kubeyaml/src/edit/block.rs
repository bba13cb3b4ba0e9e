//! Taking lines out of block collections and putting lines in.

use std::ops::Range;

use crate::{NodeKind, NodeRef};

use super::EditError;
use super::changes::{Edit, Edits};
use super::editor::Editor;
use super::plan::{New, Part, Place, Plan};

/// A block collection of which at least one part stays.
struct Block<'p> {
    parts: &'p [Part],
    /// Where the lines of each part begin, comments above it included.
    heads: Vec<usize>,
    /// The column of all parts.
    column: usize,
    /// The first part that stays.
    stays: usize,
    /// Whether that part stands, or comes to stand, behind the `-` that the collection follows.
    inline: bool,
}

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
        let mut block = Block {
            parts,
            heads: (0..parts.len()).map(|i| self.head(parts, i)).collect(),
            column: self.lines.column(parts[0].start),
            stays,
            inline: !self.lines.is_first(parts[0].start),
        };
        self.delete_parts(node, &mut block, &plan.deleted);
        self.insert_parts(&block, plan)
    }

    fn delete_parts(&mut self, node: NodeRef<'d>, block: &mut Block<'_>, deleted: &[bool]) {
        let (parts, stays) = (block.parts, block.stays);
        let mut next = 0;
        if block.inline && stays > 0 {
            let line = self.lines.start_of(parts[stays].start);
            if block.heads[stays] < line {
                // The comments above the part that stays keep it from moving up.
                let before = self.lines.text[..parts[0].start].trim_end_matches([' ', '\t']).len();
                let line_end = self.lines.text[..block.heads[stays]]
                    .trim_end_matches(['\n', '\r'])
                    .len();
                self.doubtful = true;
                self.push(before..line_end, "");
                block.inline = false;
            } else {
                self.push(parts[0].start..parts[stays].start, "");
            }
            next = stays;
        }
        let mut above = None;
        for i in next..parts.len() {
            if !deleted[i] {
                above = Some(i);
                continue;
            }
            let mut to = self.lines.tail(parts[i].end, block.column);
            if let Some(header) = above.and_then(|above| self.last_block_scalar(node, above)) {
                // The blank lines after what goes must not become a part of what stays above.
                let (after_blanks, spaces) = self.lines.blanks(to);
                if spaces || header.contains('+') {
                    to = after_blanks;
                }
            }
            self.doubtful |= to == self.lines.text.len() && !self.lines.breaks_before(to);
            self.push(block.heads[i]..to, "");
        }
    }

    fn insert_parts(&mut self, block: &Block<'_>, plan: Plan<'t>) -> Result<(), EditError> {
        let (parts, column) = (block.parts, block.column);
        let mut known: Option<(Place, usize, usize)> = None;
        for (place, new) in plan.insertions {
            // Several insertions in a row have the same place: the line that they go above, and the one below all that goes.
            let (at, below) = match (known, place) {
                (Some((same, at, below)), _) if same == place => (at, below),
                (_, Place::Before(i)) => (block.heads[i], block.heads[i]),
                (_, Place::After(i)) => {
                    let gone = plan.deleted[i + 1..].iter().take_while(|deleted| **deleted).count();
                    let tail = |i: usize| self.lines.tail(parts[i].end, column);
                    (tail(i), tail(i + gone))
                }
            };
            known = Some((place, at, below));
            let mut lines = match new {
                New::Entry(key, value) => self.writer_above(below).entry(key, value, column)?,
                New::Item(value) => self.writer_above(below).item(value, column)?,
                New::Moved { old, edits } => {
                    let to = self.lines.tail(parts[old].end, column);
                    self.moved(edits, block.heads[old]..to, column)?
                }
            };
            if block.inline && place == Place::Before(block.stays) {
                let newline = self.layout().newline;
                lines.replace_range(..column.min(lines.len()), "");
                let lines = lines.strip_suffix(newline).unwrap_or(&lines);
                let at = parts[block.stays].start;
                self.push(at..at, format!("{lines}{newline}{}", " ".repeat(column)));
            } else {
                self.put_lines(at, at, lines);
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
    fn moved(&mut self, edits: Vec<Edit>, lines: Range<usize>, column: usize) -> Result<String, EditError> {
        self.doubtful = true;
        let edits = Edits::new(edits).map_err(|_| EditError::Unfaithful)?;
        let starts_line = self.lines.is_start(lines.start);
        let mut text = edits.apply_range(self.lines.text, lines);
        if !starts_line {
            text.insert_str(0, &" ".repeat(column));
        }
        if !text.ends_with(['\n', '\r']) {
            text.push_str(self.layout().newline);
        }
        Ok(text)
    }
}

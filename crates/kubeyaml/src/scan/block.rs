//! Block scalars: `|` and `>`.

use super::{Scan, ScanError, Scanner};
use crate::document::Shape;

#[derive(Clone, Copy, PartialEq)]
enum Chomp {
    /// `-`: no line break at the end.
    Strip,
    /// One.
    Clip,
    /// `+`: all.
    Keep,
}

impl Scanner<'_> {
    pub(super) fn block_scalar(&mut self, shape: Shape) -> Scan<()> {
        self.drop_candidate()?;
        self.key_allowed = true;
        let start = self.at;
        self.at += 1;
        let (chomp, increment) = self.block_header(start)?;
        let mut end = self.at;
        self.blanks();
        if self.peek(0) == b'#' {
            self.at = self.end_of_line();
            end = self.at;
        }
        if !self.is_break_or_end() {
            return Err(ScanError::syntax(
                self.at,
                "the text of a block scalar starts on the line below its `|` or `>`",
            ));
        }
        self.take_break();

        let from = self.cooked.len();
        let mut breaks = std::mem::take(&mut self.scratch.breaks);
        breaks.clear();
        let mut indent = increment.map(|increment| self.indent.max(0) + increment);
        // What the last line ended with, and whether it began with a blank: folding joins only lines that do not.
        let mut last_break = String::new();
        let mut last_led_blank = false;
        let mut last_break_at = self.block_breaks(start, &mut indent, &mut breaks)?;
        let column = indent.unwrap_or(1);
        while self.column() == column && self.at < self.bytes.len() {
            let leads_blank = matches!(self.peek(0), b' ' | b'\t');
            if shape == Shape::Folded && !last_led_blank && !leads_blank && last_break.starts_with('\n') {
                if breaks.is_empty() {
                    self.cooked.push(' ');
                }
            } else {
                self.cooked.push_str(&last_break);
            }
            self.cooked.push_str(&breaks);
            breaks.clear();
            last_break.clear();
            last_led_blank = leads_blank;
            let line = self.at;
            self.at = self.end_of_line();
            self.cooked.push_str(self.text.get(line..self.at).unwrap_or_default());
            end = self.at;
            let break_at = self.at;
            self.read_break(&mut last_break);
            last_break_at = self.block_breaks(start, &mut indent, &mut breaks)?.or(Some(break_at));
        }
        if chomp != Chomp::Strip {
            self.cooked.push_str(&last_break);
        }
        if chomp == Chomp::Keep {
            if !breaks.is_empty() {
                end = last_break_at.unwrap_or(end).max(end);
            }
            self.cooked.push_str(&breaks);
        }
        self.scratch.breaks = breaks;
        self.push_cooked(shape, start, end, from);
        Ok(())
    }

    /// Chomping and indentation indicators, in either order.
    fn block_header(&mut self, start: usize) -> Scan<(Chomp, Option<i64>)> {
        let mut chomp = None;
        let mut increment = None;
        loop {
            match self.peek(0) {
                b'+' if chomp.is_none() => chomp = Some(Chomp::Keep),
                b'-' if chomp.is_none() => chomp = Some(Chomp::Strip),
                b'0' if increment.is_none() => {
                    return Err(ScanError::syntax(
                        start,
                        "the indentation of a block scalar is 1 to 9, not 0",
                    ));
                }
                digit @ b'1'..=b'9' if increment.is_none() => increment = Some(i64::from(digit - b'0')),
                _ => return Ok((chomp.unwrap_or(Chomp::Clip), increment)),
            }
            self.at += 1;
        }
    }

    /// Steps over indentation and blank lines, whose breaks go to `breaks`, and settles the indentation if it is not known: that of the
    /// first line with text, or of a longer blank line before it, but deeper than what the scalar stands in.
    ///
    /// Gives the offset of the last break.
    fn block_breaks(&mut self, start: usize, indent: &mut Option<i64>, breaks: &mut String) -> Scan<Option<usize>> {
        let mut deepest = 0;
        let mut last_break_at = None;
        loop {
            while self.peek(0) == b' ' && indent.is_none_or(|indent| self.column() < indent) {
                self.at += 1;
            }
            deepest = deepest.max(self.column());
            if self.peek(0) == b'\t' && indent.is_none_or(|indent| self.column() < indent) {
                // Where the indentation is not known yet, a tab after enough spaces can only be text.
                let text = self.lenient && indent.is_none() && self.column() > self.indent.max(0);
                if !text {
                    let message = "a tab stands where the indentation of the block scalar continues; use spaces";
                    return Err(ScanError::syntax(if self.lenient { self.at } else { start }, message));
                }
            }
            let at = self.at;
            if !self.read_break(breaks) {
                break;
            }
            last_break_at = Some(at);
        }
        indent.get_or_insert_with(|| deepest.max(self.indent + 1).max(1));
        Ok(last_break_at)
    }
}

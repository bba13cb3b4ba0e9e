//! Scalars without quotes.

use super::marks::break_length;
use super::{Scan, ScanError, Scanner};
use crate::document::Shape;

/// Bytes at which a run of a plain scalar may end: blanks, breaks (or the first byte of one), `:` and the indicators of flow.
const STOPS: [bool; 256] = stops(b" \t\n\r:,?[]{}\xc2\xe2");

/// A table that has true for the bytes in `list`.
pub(super) const fn stops(list: &[u8]) -> [bool; 256] {
    let mut stops = [false; 256];
    let mut index = 0;
    while index < list.len() {
        stops[list[index] as usize] = true;
        index += 1;
    }
    stops
}

impl Scanner<'_> {
    pub(super) fn plain_scalar(&mut self) -> Scan<()> {
        self.note_candidate()?;
        self.key_allowed = false;
        let start = self.at;
        let least_column = self.indent + 1;
        let mut end = start;
        if self.on_one_line(least_column) {
            return Ok(());
        }
        // Where the text is put together, once it goes over lines.
        let mut cooked_from = None;
        // Line breaks have been passed since `end`.
        let mut broken = false;
        loop {
            if (broken && self.at_marker_line()) || (self.at > start && self.peek(0) == b'#') {
                break;
            }
            let run = self.at;
            self.plain_run();
            if self.at == run {
                break;
            }
            if broken {
                if cooked_from.is_none() {
                    cooked_from = Some(self.cooked.len());
                    self.cooked.push_str(self.text.get(start..end).unwrap_or_default());
                }
                fold(&self.scratch.breaks, self.cooked);
                broken = false;
                end = run;
            }
            if cooked_from.is_some() {
                // Blanks between words on one line stay as they are.
                self.cooked.push_str(self.text.get(end..self.at).unwrap_or_default());
            }
            end = self.at;
            self.scratch.breaks.clear();
            loop {
                match self.peek(0) {
                    b' ' => self.at += 1,
                    b'\t' => {
                        if broken && self.column() < least_column {
                            return Err(ScanError::syntax(self.at, "a tab cannot indent; use spaces"));
                        }
                        self.at += 1;
                    }
                    b'\n' | b'\r' | 0xc2 | 0xe2 => {
                        let mut breaks = std::mem::take(&mut self.scratch.breaks);
                        let was_break = self.read_break(&mut breaks);
                        self.scratch.breaks = breaks;
                        if !was_break {
                            break;
                        }
                        broken = true;
                    }
                    _ => break,
                }
            }
            if end == self.at || (!self.in_flow() && self.column() < least_column) {
                break;
            }
        }
        match cooked_from {
            Some(from) => self.push_cooked(Shape::Plain, start, end, from),
            None => self.push_borrowed(Shape::Plain, start, end, start..end),
        }
        if broken {
            self.key_allowed = true;
        }
        Ok(())
    }

    /// Reads the usual scalar: one run of text, with another token right behind it or, outside of brackets, a line break and then a line
    /// that is indented too little to go on with the text. Says false, having read nothing, if it is not so.
    fn on_one_line(&mut self, least_column: i64) -> bool {
        let start = self.at;
        self.plain_run();
        let end = self.at;
        match self.peek(0) {
            b'\n' if !self.in_flow() => {
                let next_line = end + 1;
                let rest = self.bytes.get(next_line..).unwrap_or_default();
                let indent = rest.iter().position(|&byte| byte != b' ').unwrap_or(rest.len());
                let doubtful = matches!(rest.get(indent), Some(b'\t' | b'\n' | b'\r' | 0xc2 | 0xe2));
                if doubtful || indent as i64 >= least_column || end == start {
                    self.at = start;
                    return false;
                }
                self.at = next_line + indent;
                self.line_start = next_line;
                self.key_allowed = true;
            }
            b':' | b',' | b']' | b'}' if end > start => {}
            _ => {
                self.at = start;
                return false;
            }
        }
        self.push_borrowed(Shape::Plain, start, end, start..end);
        true
    }

    /// Moves to the end of a run without blanks.
    fn plain_run(&mut self) {
        let in_flow = self.in_flow();
        loop {
            let rest = self.rest();
            let Some(length) = rest.iter().position(|&byte| STOPS[byte as usize]) else {
                self.at = self.bytes.len();
                return;
            };
            self.at += length;
            let ends = match rest[length] {
                b' ' | b'\t' | b'\n' | b'\r' => true,
                b':' => self.is_blank_or_end(1),
                0xc2 | 0xe2 => break_length(&rest[length..]) > 0,
                _ => in_flow,
            };
            if ends {
                return;
            }
            self.at += 1;
        }
    }
}

/// Folds the breaks between two lines: one becomes a space, of more the first goes. U+2028 and U+2029 stay.
pub(super) fn fold(breaks: &str, into: &mut String) {
    match breaks.strip_prefix('\n') {
        Some("") => into.push(' '),
        Some(more) => into.push_str(more),
        None => into.push_str(breaks),
    }
}

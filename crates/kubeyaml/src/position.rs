//! Lines and columns.

use std::fmt;

use memchr::memchr2_iter;

/// A place in the whole input, both numbers from 1.
///
/// Lines end at LF, CR LF or a lone CR. Columns count characters (Unicode scalar values), not bytes; a byte order mark at the
/// start of the input counts as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Where the lines of a piece of text start, to turn offsets into positions.
#[derive(Clone, Debug)]
pub(crate) struct LineTable {
    first_line: usize,
    /// Offsets in the whole text at which a line begins, ascending; the first is the start of the piece.
    starts: Vec<u32>,
}

impl LineTable {
    /// A table for `text[start..end]`, whose first line is line `first_line` of the input and begins at `start`.
    pub(crate) fn new(text: &str, start: usize, end: usize, first_line: usize) -> Self {
        let mut starts = vec![start as u32];
        let piece = text.get(start..end).unwrap_or_default();
        starts.extend(line_breaks(piece).map(|after| (start + after) as u32));
        Self { first_line, starts }
    }

    /// The position of `offset`, which lies in the piece (or at its end).
    pub(crate) fn position(&self, text: &str, offset: usize) -> Position {
        let index = self
            .starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1);
        let start = self.starts.get(index).map_or(0, |&start| start as usize);
        Position {
            line: self.first_line + index,
            column: column(text, start, offset),
        }
    }
}

/// The offset after each line break of `piece`.
fn line_breaks(piece: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = piece.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes)
        .filter(move |&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1)
}

/// How many lines begin inside `piece` after its first.
pub(crate) fn count_breaks(piece: &str) -> usize {
    line_breaks(piece).count()
}

fn column(text: &str, line_start: usize, offset: usize) -> usize {
    let before = text.get(line_start..offset).unwrap_or_default();
    let before = if line_start == 0 {
        before.strip_prefix('\u{feff}').unwrap_or(before)
    } else {
        before
    };
    1 + before.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways_and_columns_are_characters() {
        let text = "\u{feff}a\r\n\u{e9}b\rc\n";
        let table = LineTable::new(text, 0, text.len(), 1);
        let place = |needle: &str| {
            let position = table.position(text, text.find(needle).expect("it is in there"));
            (position.line, position.column)
        };
        assert_eq!(place("a"), (1, 1));
        assert_eq!(place("b"), (2, 2));
        assert_eq!(place("c"), (3, 1));
        assert_eq!(table.position(text, text.len()), Position { line: 4, column: 1 });
        assert_eq!(count_breaks(text), 3);
        let later = LineTable::new(text, text.find('c').expect("it is in there"), text.len(), 3);
        assert_eq!(later.position(text, text.len() - 1), Position { line: 3, column: 2 });
    }
}

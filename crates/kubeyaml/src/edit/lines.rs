//! Lines of a document's text, and what stands on them besides nodes.

use memchr::{memchr2, memrchr2};

/// The text of a stream, with the end of the document that is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'d> {
    pub(super) text: &'d str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'d> Lines<'d> {
    /// The blanks that the line of `at` starts with.
    pub(super) fn indentation(&self, at: usize) -> &'d str {
        let line = &self.text[self.start_of(at)..at];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The start of the line that `at` is on; a byte order mark at its start counts as part of no line.
    pub(super) fn start_of(&self, at: usize) -> usize {
        let start = memrchr2(b'\n', b'\r', &self.bytes()[..at]).map_or(0, |i| i + 1);
        let mark = self.bytes()[start..at].starts_with(&[0xEF, 0xBB, 0xBF]);
        if mark { start + 3 } else { start }
    }

    /// The end of the line that `at` is on, before its break.
    pub(super) fn end_of(&self, at: usize) -> usize {
        memchr2(b'\n', b'\r', &self.bytes()[at..self.end]).map_or(self.end, |i| at + i)
    }

    /// The start of the line after the one that `at` is on, or the end of the document.
    pub(super) fn next(&self, at: usize) -> usize {
        let end = self.end_of(at);
        let rest = &self.bytes()[end..self.end];
        match rest {
            [b'\r', b'\n', ..] => end + 2,
            [_, ..] => end + 1,
            [] => end,
        }
    }

    /// Whether a line starts at `at`.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.start_of(at) == at
    }

    /// The column of `at`, in bytes from 0.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.start_of(at)
    }

    /// Whether nothing but blanks stands before `at` on its line.
    pub(super) fn is_first(&self, at: usize) -> bool {
        is_blank(&self.text[self.start_of(at)..at])
    }

    /// The column of the comment that makes up the line starting at `line`, if it is one.
    fn comment_column(&self, line: usize) -> Option<usize> {
        let text = &self.text[line..self.end_of(line)];
        let content = text.trim_start_matches([' ', '\t']);
        content.starts_with('#').then(|| text.len() - content.len())
    }

    /// Where the lines that belong to what starts at `at` begin: those of the comments right above it in its own column, as
    /// far up as `floor`. `at` itself if something else stands before it on the line.
    pub(super) fn head(&self, at: usize, floor: usize) -> usize {
        if !self.is_first(at) {
            return at;
        }
        let column = self.column(at);
        let mut head = self.start_of(at);
        while head > floor.max(self.start) {
            let above = self.start_of(self.before_break(head));
            if above < floor || above == head || self.comment_column(above) != Some(column) {
                break;
            }
            head = above;
        }
        head
    }

    /// The end of the line before the one that starts at `start`.
    fn before_break(&self, start: usize) -> usize {
        let before = self.text[..start].strip_suffix('\n').map_or(start, str::len);
        self.text[..before].strip_suffix('\r').map_or(before, str::len)
    }

    /// Where the lines end that belong to what ends at `at` and stands in `column`: after the rest of its line and after the
    /// comments below that are indented further.
    pub(super) fn tail(&self, at: usize, column: usize) -> usize {
        let mut tail = self.next(at);
        let mut line = tail;
        while line < self.end {
            match self.comment_column(line) {
                Some(found) if found > column => {
                    line = self.next(line);
                    tail = line;
                }
                None if is_blank(&self.text[line..self.end_of(line)]) => line = self.next(line),
                _ => break,
            }
        }
        tail
    }

    /// The end of the blank lines from the line start `at` on, and whether any of them has spaces, so that a block scalar above
    /// could take it for text.
    pub(super) fn blanks(&self, at: usize) -> (usize, bool) {
        let mut line = at;
        let mut spaces = false;
        while line < self.end {
            let end = self.end_of(line);
            if !is_blank(&self.text[line..end]) {
                break;
            }
            spaces |= end > line;
            line = self.next(line);
        }
        (line, spaces)
    }

    /// Whether the text up to `at` ends with a line break, or is empty but for a byte order mark.
    pub(super) fn breaks_before(&self, at: usize) -> bool {
        self.is_start(at)
    }
}

/// Whether the text has nothing but spaces and tabs.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

//! Line breaks, blanks, and the markers between documents.

use super::{Scan, ScanError, Scanner};

/// The length of the line break that `bytes` begin with: LF, CR, CR LF, and as YAML 1.1 has it U+0085, U+2028 and U+2029.
#[inline]
pub(super) fn break_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        [b'\r', ..] => 1,
        [0xc2, 0x85, ..] => 2,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

impl<'a> Scanner<'a> {
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Whether a blank, a line break or the end is at `at + ahead`.
    #[inline]
    pub(super) fn is_blank_or_end(&self, ahead: usize) -> bool {
        match self.bytes.get(self.at + ahead..) {
            None | Some([] | [b' ' | b'\t' | b'\n' | b'\r', ..]) => true,
            Some(rest) => break_length(rest) > 0,
        }
    }

    /// Whether a line break or the end is here.
    pub(super) fn is_break_or_end(&self) -> bool {
        self.at >= self.bytes.len() || break_length(self.rest()) > 0
    }

    /// Steps over a line break if there is one.
    #[inline]
    pub(super) fn take_break(&mut self) -> bool {
        let length = break_length(self.rest());
        self.at += length;
        if length > 0 {
            self.line_start = self.at;
        }
        length > 0
    }

    /// Steps over a line break and writes it to `into`: U+2028 and U+2029 as they are, the others as LF.
    pub(super) fn read_break(&mut self, into: &mut String) -> bool {
        let before = self.at;
        let separator = self.peek(0) == 0xe2;
        if !self.take_break() {
            return false;
        }
        if separator {
            into.push_str(self.text.get(before..self.at).unwrap_or_default());
        } else {
            into.push('\n');
        }
        true
    }

    /// The offset of the next line break, or of the end.
    pub(super) fn end_of_line(&self) -> usize {
        let line = memchr::memchr2(b'\n', b'\r', self.rest()).map_or(self.bytes.len(), |length| self.at + length);
        let slice = self.bytes.get(self.at..line).unwrap_or_default();
        if slice.is_ascii() {
            return line;
        }
        memchr::memchr2_iter(0xc2, 0xe2, slice)
            .find(|&at| break_length(&slice[at..]) > 0)
            .map_or(line, |length| self.at + length)
    }

    /// Whether `---` or `...` stands here, alone on its line or before a blank.
    pub(super) fn is_marker(&self, byte: u8) -> bool {
        self.peek(0) == byte && self.peek(1) == byte && self.peek(2) == byte && self.is_blank_or_end(3)
    }

    /// Whether a line begins here with `---` or `...`.
    #[inline]
    pub(super) fn at_marker_line(&self) -> bool {
        self.at == self.line_start && (self.is_marker(b'-') || self.is_marker(b'.'))
    }

    fn has_content(&self) -> bool {
        !self.scratch.tokens.is_empty()
    }

    /// At `---`. Says whether that ends the document rather than starting it.
    pub(super) fn start_marker(&mut self) -> Scan<Option<bool>> {
        if self.has_content() || self.outline.start_marker.is_some() {
            self.outline.end = self.at;
            return Ok(Some(true));
        }
        self.outline.start_marker = Some(self.at);
        self.at += 3;
        self.key_allowed = false;
        Ok(Some(false))
    }

    /// At `...`, which ends the document if there is one.
    pub(super) fn end_marker(&mut self) -> Scan<Option<bool>> {
        if !self.has_content() && self.outline.start_marker.is_none() {
            if !self.lenient || self.handles.any_directive() {
                return Err(ScanError::syntax(self.at, "expected a document before `...`"));
            }
            self.at += 3;
            self.key_allowed = false;
            return Ok(Some(false));
        }
        self.outline.end_marker = Some(self.at);
        if !self.in_flow() {
            self.close_blocks(-1);
        }
        self.drop_candidate()?;
        self.at += 3;
        // The rest of the line belongs to this document, and so does everything up to the end if nothing else comes.
        let after = self.at;
        while matches!(self.peek(0), b' ' | b'\t') {
            self.at += 1;
        }
        if self.peek(0) == b'#' {
            self.at = self.end_of_line();
        }
        self.outline.end = if self.take_break() || self.at >= self.bytes.len() {
            self.at
        } else {
            after
        };
        self.key_allowed = false;
        self.skip_trivia();
        if self.at >= self.bytes.len() {
            self.outline.end = self.at;
        }
        Ok(Some(true))
    }

    /// Passes over blanks, comments, line breaks and further `...`.
    fn skip_trivia(&mut self) {
        loop {
            while matches!(self.peek(0), b' ' | b'\t') {
                self.at += 1;
            }
            if self.peek(0) == b'#' {
                self.at = self.end_of_line();
            } else if self.at == self.line_start && self.is_marker(b'.') {
                self.at += 3;
            }
            if !self.take_break() {
                return;
            }
        }
    }
}

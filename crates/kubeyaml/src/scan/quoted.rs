//! Scalars in single and double quotes.

use super::marks::break_length;
use super::plain::{fold, stops};
use super::{Scan, ScanError, Scanner};
use crate::document::Shape;

/// Bytes at which a run in double quotes may end.
const DOUBLE_STOPS: [bool; 256] = stops(b"\"\\\n\r\xc2\xe2");

/// Bytes at which a run in single quotes may end.
const SINGLE_STOPS: [bool; 256] = stops(b"'\n\r\xc2\xe2");

impl Scanner<'_> {
    pub(super) fn quoted_scalar(&mut self, shape: Shape) -> Scan<()> {
        self.note_candidate()?;
        self.key_allowed = false;
        let start = self.at;
        let quote = self.peek(0);
        self.at += 1;
        let body = self.at;
        // The usual scalar is on one line and has no escapes.
        self.quoted_run(quote);
        if self.peek(0) == quote && !(quote == b'\'' && self.peek(1) == quote) {
            let end = self.at;
            self.at += 1;
            self.push_borrowed(shape, start, self.at, body..end);
            return Ok(());
        }
        let from = self.cooked.len();
        // Where the text ends without the blanks that a line break would take away.
        let mut kept = self.copy_run(body, from);
        loop {
            if self.at >= self.bytes.len() {
                return Err(ScanError::syntax(
                    start,
                    format!("the text in `{}` has no closing quote", char::from(quote)),
                ));
            }
            let byte = self.peek(0);
            if byte == quote {
                self.at += 1;
                if quote == b'"' || self.peek(0) != quote {
                    break;
                }
                self.cooked.push('\'');
                self.at += 1;
            } else if byte == b'\\' {
                self.at += 1;
                if break_length(self.rest()) > 0 {
                    self.take_break();
                    self.fold_lines(start, true)?;
                } else {
                    self.escape()?;
                }
            } else {
                self.cooked.truncate(kept);
                self.fold_lines(start, false)?;
            }
            kept = self.cooked.len();
            let run = self.at;
            self.quoted_run(quote);
            kept = self.copy_run(run, kept);
        }
        self.push_cooked(shape, start, self.at, from);
        Ok(())
    }

    /// Copies the text from `run` to here. Gives the length of the buffer without the blanks at its end, `kept` if there are only blanks.
    fn copy_run(&mut self, run: usize, kept: usize) -> usize {
        let copied = self.text.get(run..self.at).unwrap_or_default();
        self.cooked.push_str(copied);
        let content = copied.trim_end_matches([' ', '\t']).len();
        if content == 0 {
            kept
        } else {
            self.cooked.len() - copied.len() + content
        }
    }

    /// Moves to the next quote, backslash (in double quotes) or line break.
    fn quoted_run(&mut self, quote: u8) {
        let stops = if quote == b'"' { &DOUBLE_STOPS } else { &SINGLE_STOPS };
        loop {
            let rest = self.rest();
            let stop = rest.iter().position(|&byte| stops[byte as usize]);
            let Some(length) = stop else {
                self.at = self.bytes.len();
                return;
            };
            let multibyte = matches!(rest[length], 0xc2 | 0xe2) && break_length(&rest[length..]) == 0;
            self.at += length + usize::from(multibyte);
            if !multibyte {
                return;
            }
        }
    }

    /// At a line break: folds it and the blanks and breaks that follow. An `escaped` one is behind us and leaves nothing itself.
    fn fold_lines(&mut self, start: usize, escaped: bool) -> Scan<()> {
        let mut breaks = std::mem::take(&mut self.scratch.breaks);
        breaks.clear();
        loop {
            while matches!(self.peek(0), b' ' | b'\t') {
                self.at += 1;
            }
            if !self.read_break(&mut breaks) {
                break;
            }
        }
        if escaped {
            self.cooked.push_str(&breaks);
        } else {
            fold(&breaks, self.cooked);
        }
        self.scratch.breaks = breaks;
        if self.at_marker_line() {
            return Err(ScanError::syntax(
                start,
                "a document marker stands in the quoted text that starts here",
            ));
        }
        Ok(())
    }

    /// After a backslash.
    fn escape(&mut self) -> Scan<()> {
        let at = self.at - 1;
        let plain = match self.peek(0) {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b' ' => ' ',
            b'"' => '"',
            b'\'' => '\'',
            b'\\' => '\\',
            b'/' if self.lenient => '/',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.code_escape(at, 2),
            b'u' => return self.code_escape(at, 4),
            b'U' => return self.code_escape(at, 8),
            _ => {
                let shown = self
                    .text
                    .get(self.at..)
                    .and_then(|rest| rest.chars().next())
                    .unwrap_or(' ');
                let message = format!("`\\{shown}` is no escape that YAML knows; write `\\\\` for a backslash");
                return Err(ScanError::syntax(at, message));
            }
        };
        self.at += 1;
        self.cooked.push(plain);
        Ok(())
    }

    fn code_escape(&mut self, at: usize, digits: usize) -> Scan<()> {
        self.at += 1;
        let code = self.hexadecimal(at, digits)?;
        let low_follows = self.peek(0) == b'\\' && self.peek(1) == b'u';
        let code = if self.lenient && digits == 4 && (0xd800..0xdc00).contains(&code) && low_follows {
            // JSON writes characters above U+FFFF as two of these.
            self.at += 2;
            let low = self.hexadecimal(at, 4)?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(ScanError::syntax(at, "half of a surrogate pair stands alone"));
            }
            0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        } else {
            code
        };
        let c = char::from_u32(code).ok_or_else(|| ScanError::syntax(at, format!("U+{code:04X} is no character")))?;
        self.cooked.push(c);
        Ok(())
    }

    fn hexadecimal(&mut self, at: usize, digits: usize) -> Scan<u32> {
        let text = self
            .text
            .get(self.at..self.at + digits)
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = text.and_then(|text| u32::from_str_radix(text, 16).ok());
        self.at += digits;
        code.ok_or_else(|| ScanError::syntax(at, format!("expected {digits} hexadecimal digits in the escape")))
    }
}

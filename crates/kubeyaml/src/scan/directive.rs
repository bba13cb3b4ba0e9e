//! `%YAML` and `%TAG`.

use super::{Scan, ScanError, Scanner, is_word};
use crate::Reason;

/// A directive whose line is well-formed.
enum Directive<'a> {
    Version { major: u32, minor: u32 },
    Tag { handle: &'a str, prefix: String },
    Unknown,
}

impl<'a> Scanner<'a> {
    /// At `%` on the first column: a directive if no content came yet, or else the end of the document.
    pub(super) fn percent(&mut self) -> Scan<Option<bool>> {
        let start = self.at;
        let ends_document = !self.scratch.tokens.is_empty() || self.outline.start_marker.is_some();
        if !self.in_flow() {
            self.close_blocks(-1);
        }
        self.drop_candidate()?;
        self.key_allowed = false;
        let directive = self.directive(start)?;
        if ends_document {
            // A malformed line is an error of this document rather than of one that nobody meant to start.
            self.outline.end = start;
            return Ok(Some(true));
        }
        match directive {
            Directive::Version { major, minor } => {
                let known = if self.lenient {
                    major == 1
                } else {
                    (major, minor) == (1, 1)
                };
                if !known {
                    return Err(directive_error(
                        start,
                        format!("YAML version {major}.{minor} is not read, only 1.x"),
                    ));
                }
                if !self.handles.note_version() {
                    return Err(directive_error(start, "there are two %YAML directives"));
                }
            }
            Directive::Tag { handle, prefix } => {
                if !self.handles.declare(handle, prefix) {
                    return Err(directive_error(
                        start,
                        format!("there are two %TAG directives for {handle}"),
                    ));
                }
            }
            Directive::Unknown => {}
        }
        self.handles.note_directive(start);
        Ok(Some(false))
    }

    /// Reads the directive's line.
    fn directive(&mut self, start: usize) -> Scan<Directive<'a>> {
        self.at += 1;
        let name_length = self.rest().iter().take_while(|&&byte| is_word(byte)).count();
        let name = self.text.get(self.at..self.at + name_length).unwrap_or_default();
        self.at += name_length;
        if name.is_empty() || !self.is_blank_or_end(0) {
            let message = "`%` at the start of a line begins a directive, `%YAML` or `%TAG`; quote the value if it is meant as text";
            return Err(directive_error(start, message));
        }
        let directive = match name {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ if self.lenient => {
                self.at = self.end_of_line();
                Directive::Unknown
            }
            _ => return Err(directive_error(start, format!("the directive %{name} is not known"))),
        };
        self.blanks();
        if self.peek(0) == b'#' {
            self.at = self.end_of_line();
        }
        if !self.is_break_or_end() {
            return Err(directive_error(
                start,
                "expected the end of the line after the directive",
            ));
        }
        self.take_break();
        Ok(directive)
    }

    /// Content right after directives lacks its `---`.
    pub(super) fn need_start_marker(&self) -> Scan<()> {
        if self.outline.start_marker.is_none() && self.handles.any_directive() {
            return Err(directive_error(self.at, "expected `---` after the directives"));
        }
        Ok(())
    }

    pub(super) fn blanks(&mut self) -> usize {
        let count = self
            .rest()
            .iter()
            .take_while(|&&byte| matches!(byte, b' ' | b'\t'))
            .count();
        self.at += count;
        count
    }

    fn version(&mut self, start: usize) -> Scan<Directive<'a>> {
        self.blanks();
        let major = self.version_number(start)?;
        if self.peek(0) != b'.' {
            return Err(directive_error(start, "expected a version such as 1.1 after %YAML"));
        }
        self.at += 1;
        let minor = self.version_number(start)?;
        Ok(Directive::Version { major, minor })
    }

    /// One or two digits.
    fn version_number(&mut self, start: usize) -> Scan<u32> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = self
            .text
            .get(self.at..self.at + digits)
            .filter(|_| digits <= 2)
            .and_then(|text| text.parse().ok());
        self.at += digits;
        number.ok_or_else(|| directive_error(start, "expected a version such as 1.1 after %YAML"))
    }

    fn tag_directive(&mut self, start: usize) -> Scan<Directive<'a>> {
        self.blanks();
        let handle_at = self.at;
        if self.peek(0) != b'!' {
            return Err(directive_error(start, "expected a handle such as `!e!` after %TAG"));
        }
        let word = self.bytes[self.at + 1..]
            .iter()
            .take_while(|&&byte| is_word(byte))
            .count();
        self.at += 1 + word;
        if self.peek(0) == b'!' {
            self.at += 1;
        } else if word > 0 {
            return Err(directive_error(start, "the handle of %TAG has to end with `!`"));
        }
        let handle = self.text.get(handle_at..self.at).unwrap_or_default();
        if self.blanks() == 0 {
            return Err(directive_error(start, "expected a blank after the handle of %TAG"));
        }
        let mut prefix = String::new();
        self.tag_uri(start, &mut prefix)?;
        if prefix.is_empty() || !self.is_blank_or_end(0) {
            return Err(directive_error(start, "expected a tag prefix after the handle of %TAG"));
        }
        Ok(Directive::Tag { handle, prefix })
    }
}

fn directive_error(offset: usize, message: impl Into<String>) -> ScanError {
    ScanError {
        reason: Reason::Directive,
        offset,
        message: message.into(),
    }
}

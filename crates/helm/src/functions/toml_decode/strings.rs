//! Texts in TOML: in double quotes with escapes, in single quotes without.

use super::{Read, Reader};

impl Reader<'_> {
    /// The rest of a text in double quotes.
    pub(super) fn basic(&mut self, multiline: bool) -> Read<String> {
        if multiline {
            let _ = self.take("\r\n") || self.take("\n");
        }
        let mut out = String::new();
        loop {
            if multiline && self.take("\"\"\"") {
                // Up to two quotes may stand right before the three that end it.
                for _ in 0..2 {
                    if self.take("\"") {
                        out.push('"');
                    }
                }
                return Ok(out);
            }
            let Some(c) = self.next_char() else {
                return self.fail(if multiline {
                    "unexpected EOF; expected '\"\"\"'"
                } else {
                    "unexpected EOF; expected '\"'"
                });
            };
            self.at += c.len_utf8();
            match c {
                '"' if !multiline => return Ok(out),
                '\n' if !multiline => {
                    return self.fail("strings cannot contain newlines");
                }
                '\n' => {
                    self.line += 1;
                    out.push('\n');
                }
                '\\' => self.escape(&mut out, multiline)?,
                '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {
                    let code = u32::from(c);
                    return self.fail(format!(
                        "control characters are not allowed inside strings: '0x{code:02x}'"
                    ));
                }
                '\r' if multiline && self.peek() == Some(b'\n') => {}
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self, out: &mut String, multiline: bool) -> Read<()> {
        let Some(c) = self.next_char() else {
            return self.fail("unexpected EOF; expected '\"'");
        };
        self.at += c.len_utf8();
        out.push(match c {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            '"' => '"',
            '\\' => '\\',
            'x' | 'u' | 'U' => {
                let digits = match c {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let text = self.source.get(self.at..self.at + digits).unwrap_or_default();
                let code = u32::from_str_radix(text, 16).ok().filter(|_| !text.starts_with('+'));
                let Some(c) = code.and_then(char::from_u32) else {
                    return self.fail(format!("Escaped character '\\{c}{text}' is not valid UTF-8."));
                };
                self.at += digits;
                c
            }
            // A backslash at the end of a line swallows it with all white space that follows.
            ' ' | '\t' | '\r' | '\n' if multiline => {
                self.at -= 1;
                while let Some(b @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
                    self.line += usize::from(b == b'\n');
                    self.at += 1;
                }
                return Ok(());
            }
            c => return self.fail(format!("invalid escape character '{c}'")),
        });
        Ok(())
    }

    /// The rest of a text in single quotes.
    pub(super) fn literal(&mut self, multiline: bool) -> Read<String> {
        if multiline {
            let _ = self.take("\r\n") || self.take("\n");
        }
        let start = self.at;
        loop {
            if multiline && self.text[self.at..].starts_with(b"'''") {
                let mut end = self.at;
                while self.text.get(end + 3) == Some(&b'\'') {
                    end += 1;
                }
                let out = self.source.get(start..end).unwrap_or_default().replace("\r\n", "\n");
                self.at = end + 3;
                return Ok(out);
            }
            match self.peek() {
                None => {
                    return self.fail(if multiline {
                        "unexpected EOF; expected \"'''\""
                    } else {
                        "unexpected EOF; expected \"'\""
                    });
                }
                Some(b'\'') if !multiline => {
                    let out = self.source.get(start..self.at).unwrap_or_default().to_owned();
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\n') if !multiline => return self.fail("strings cannot contain newlines"),
                Some(b) => {
                    self.line += usize::from(b == b'\n');
                    self.at += 1;
                }
            }
        }
    }
}

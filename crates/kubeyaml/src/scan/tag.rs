//! Tags: `!name`, `!!name`, `!handle!name` and `!<uri>`.

use super::{Kind, Scan, ScanError, Scanner, Token, is_word};
use crate::resolve::CORE;

/// The directives of one document.
#[derive(Debug, Default)]
pub(crate) struct Handles {
    declared: Vec<(Box<str>, Box<str>)>,
    version: bool,
    first_directive: Option<usize>,
}

impl Handles {
    pub(super) fn declare(&mut self, handle: &str, prefix: String) -> bool {
        if self.declared.iter().any(|(known, _)| **known == *handle) {
            return false;
        }
        self.declared.push((handle.into(), prefix.into()));
        true
    }

    pub(super) fn note_version(&mut self) -> bool {
        !std::mem::replace(&mut self.version, true)
    }

    pub(super) fn note_directive(&mut self, offset: usize) {
        self.first_directive.get_or_insert(offset);
    }

    pub(super) fn any_directive(&self) -> bool {
        self.first_directive.is_some()
    }

    fn prefix(&self, handle: &str) -> Option<&str> {
        let declared = self
            .declared
            .iter()
            .find(|(known, _)| **known == *handle)
            .map(|(_, prefix)| &**prefix);
        declared.or(match handle {
            "!" => Some("!"),
            "!!" => Some(CORE),
            _ => None,
        })
    }
}

impl Scanner<'_> {
    pub(super) fn tag(&mut self) -> Scan<()> {
        let start = self.at;
        let mut suffix = String::new();
        let full: Box<str> = if self.peek(1) == b'<' {
            self.at += 2;
            self.tag_uri(start, &mut suffix)?;
            if suffix.is_empty() || self.peek(0) != b'>' {
                return Err(ScanError::syntax(start, "expected a tag in the form `!<tag>`"));
            }
            self.at += 1;
            suffix.into()
        } else {
            let word = self.bytes[self.at + 1..]
                .iter()
                .take_while(|&&byte| is_word(byte))
                .count();
            let handle = if self.peek(1 + word) == b'!' {
                self.at += word + 2;
                self.tag_uri(start, &mut suffix)?;
                if suffix.is_empty() {
                    return Err(ScanError::syntax(start, "expected a name after the tag's handle"));
                }
                self.text.get(start..start + word + 2).unwrap_or_default()
            } else {
                self.at += 1;
                self.tag_uri(start, &mut suffix)?;
                "!"
            };
            if suffix.is_empty() {
                "!".into()
            } else {
                // Nothing for a handle that is not declared, which is an error once the tag is used.
                let prefix = self.handles.prefix(handle);
                prefix
                    .map(|prefix| format!("{prefix}{suffix}"))
                    .unwrap_or_default()
                    .into()
            }
        };
        if !self.is_blank_or_end(0) {
            return Err(ScanError::syntax(self.at, "expected a blank after the tag"));
        }
        let mut token = Token::new(Kind::Tag, start, self.at);
        token.value = self.scratch.tags.len() as u32;
        self.scratch.tags.push(full);
        self.scratch.tokens.push(token);
        Ok(())
    }

    /// Reads the characters of a URI, `%xx` decoded.
    pub(super) fn tag_uri(&mut self, start: usize, into: &mut String) -> Scan<()> {
        loop {
            let byte = self.peek(0);
            if byte == b'%' {
                self.percent_escape(start, into)?;
            } else if is_word(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte) {
                into.push(char::from(byte));
                self.at += 1;
            } else {
                return Ok(());
            }
        }
    }

    /// The `%xx` octets of one character.
    fn percent_escape(&mut self, start: usize, into: &mut String) -> Scan<()> {
        let bad = || ScanError::syntax(start, "the `%` escapes in the tag are not valid UTF-8 in hexadecimal");
        let octet = |at: usize| {
            let pair = self.bytes.get(at..at + 3)?.strip_prefix(b"%")?;
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            u8::try_from(high << 4 | low).ok()
        };
        let first = octet(self.at).ok_or_else(bad)?;
        let width = match first {
            0..0x80 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..0xf8 => 4,
            _ => return Err(bad()),
        };
        let mut octets = vec![first];
        for index in 1..width {
            octets.push(
                octet(self.at + 3 * index)
                    .filter(|octet| octet & 0xc0 == 0x80)
                    .ok_or_else(bad)?,
            );
        }
        self.at += 3 * width;
        into.push_str(&String::from_utf8_lossy(&octets));
        Ok(())
    }
}

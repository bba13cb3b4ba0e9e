//! The one-line form of a [`Record`].
//!
//! `1;HUNK;HUNK;...;CHECK`, where CHECK is the checksum of all before it and HUNK is
//! `SKIP,LINES,LENGTH,CHECKaroundAROUND` and, unless the lines were purely inserted, `,SCRIPT`. A script is a run of `=N` (keep N
//! bytes), `-N` (drop N bytes), `+N:TEXT` (N characters of escaped text that were taken out) and a last `!` when the break of
//! the last line goes away. Checksums are written with six bits a character.

use super::checksum::crc32;
use super::restore::{Hunk, Record, Step};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A text is not an encoded [`Record`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It was written by a version that knows more than this one.
    Version(String),
    /// It was cut short or changed.
    Damaged,
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DecodeError::Version(version) => write!(f, "the record has the unknown format version {version:?}"),
            DecodeError::Damaged => f.write_str("the record is cut short or was changed"),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Record {
    /// The record as one line of printable ASCII without spaces.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::from("1;");
        for hunk in &self.hunks {
            out.push_str(&format!("{},{},{},", hunk.skip, hunk.lines, hunk.len));
            push_bits(&mut out, hunk.check, 6);
            push_bits(&mut out, u32::from(hunk.around[0]), 2);
            push_bits(&mut out, u32::from(hunk.around[1]), 2);
            if !hunk.purely_inserted() {
                out.push(',');
                push_script(&mut out, hunk);
            }
            out.push(';');
        }
        let check = crc32(out.as_bytes());
        push_bits(&mut out, check, 6);
        out
    }

    /// Reads what [`Record::encode`] wrote; white space around it does not matter.
    ///
    /// # Errors
    /// When the text is damaged or of an unknown version.
    pub fn decode(text: &str) -> Result<Self, DecodeError> {
        let text = text.trim();
        let version = text.split(';').next().unwrap_or_default();
        if version != "1" {
            let is_version = !version.is_empty() && version.len() < 8 && version.bytes().all(|b| b.is_ascii_digit());
            return Err(if is_version {
                DecodeError::Version(version.to_owned())
            } else {
                DecodeError::Damaged
            });
        }
        read(text).ok_or(DecodeError::Damaged)
    }
}

impl Hunk {
    fn purely_inserted(&self) -> bool {
        self.drop_break && (self.script == [Step::Drop(self.len)] || (self.len == 0 && self.script.is_empty()))
    }
}

fn push_script(out: &mut String, hunk: &Hunk) {
    for step in &hunk.script {
        match step {
            Step::Keep(n) => out.push_str(&format!("={n}")),
            Step::Drop(n) => out.push_str(&format!("-{n}")),
            Step::Insert(text) => {
                let escaped = escape(text);
                out.push_str(&format!("+{}:{escaped}", escaped.len()));
            }
        }
    }
    if hunk.drop_break {
        out.push('!');
    }
}

fn push_bits(out: &mut String, value: u32, digits: u32) {
    for digit in 0..digits {
        out.push(char::from(DIGITS[(value >> (6 * digit) & 63) as usize]));
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('_'),
            b'_' => out.push_str("~_"),
            b'~' => out.push_str("~~"),
            b'\n' => out.push_str("~n"),
            b'\r' => out.push_str("~r"),
            b'\t' => out.push_str("~t"),
            0x21..=0x7E => out.push(char::from(byte)),
            _ => out.push_str(&format!("~{byte:02X}")),
        }
    }
    out
}

fn unescape(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'_' => b' ',
            b'~' => match bytes.next()? {
                b'_' => b'_',
                b'~' => b'~',
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                high => {
                    let hex = |b: u8| char::from(b).to_digit(16);
                    u8::try_from(hex(high)? * 16 + hex(bytes.next()?)?).ok()?
                }
            },
            byte => byte,
        });
    }
    String::from_utf8(out).ok()
}

fn read(text: &str) -> Option<Record> {
    if !text.is_ascii() {
        return None;
    }
    let body = text.len().checked_sub(6)?;
    let mut check = Reader { rest: &text[body..] };
    if check.bits(6)? != crc32(&text.as_bytes()[..body]) {
        return None;
    }
    let mut reader = Reader {
        rest: text[..body].strip_prefix("1;")?,
    };
    let mut hunks = Vec::new();
    while !reader.rest.is_empty() {
        hunks.push(reader.hunk()?);
    }
    Some(Record { hunks })
}

/// Reads from the front of ASCII text.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn hunk(&mut self) -> Option<Hunk> {
        let skip = self.number()?;
        self.expect(',')?;
        let lines = self.number()?;
        self.expect(',')?;
        let len = self.number()?;
        self.expect(',')?;
        let mut hunk = Hunk {
            skip,
            lines,
            len,
            check: self.bits(6)?,
            around: [u16::try_from(self.bits(2)?).ok()?, u16::try_from(self.bits(2)?).ok()?],
            script: Vec::new(),
            drop_break: false,
        };
        if self.expect(',').is_some() {
            self.script(&mut hunk)?;
        } else {
            hunk.script.extend((len > 0).then_some(Step::Drop(len)));
            hunk.drop_break = true;
        }
        self.expect(';')?;
        Some(hunk)
    }

    fn script(&mut self, hunk: &mut Hunk) -> Option<()> {
        loop {
            let step = if self.expect('=').is_some() {
                Step::Keep(self.number()?)
            } else if self.expect('-').is_some() {
                Step::Drop(self.number()?)
            } else if self.expect('+').is_some() {
                let len = self.number()?;
                self.expect(':')?;
                Step::Insert(unescape(self.take(len)?)?)
            } else {
                hunk.drop_break = self.expect('!').is_some();
                return Some(());
            };
            hunk.script.push(step);
        }
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(wanted)?;
        Some(())
    }

    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        self.take(digits)?.parse().ok()
    }

    fn bits(&mut self, digits: u32) -> Option<u32> {
        let text = self.take(usize::try_from(digits).ok()?)?;
        text.bytes().zip(0..digits).try_fold(0u32, |value, (byte, digit)| {
            let bits = u32::try_from(DIGITS.iter().position(|d| *d == byte)?).ok()?;
            Some(value | bits.checked_shl(6 * digit)?)
        })
    }
}

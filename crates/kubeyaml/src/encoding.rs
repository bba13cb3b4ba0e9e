//! From bytes to text: encodings, byte order marks, and characters that YAML does not allow.

use std::borrow::Cow;

use crate::limits::{Limits, Strictness};
use crate::position::Position;
use crate::stream::Stream;
use crate::{Error, Reason};

/// What the bytes of a stream were encoded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 after a byte order mark.
    Utf8Marked,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
}

impl Encoding {
    /// The bytes of `text` in this encoding, with a byte order mark for all but [`Encoding::Utf8`]. A mark that `text` already
    /// starts with is not doubled.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        let marked = || std::iter::once('\u{feff}').chain(bare.chars());
        let units = || marked().flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec());
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Marked => marked().collect::<String>().into_bytes(),
            Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// The first place that is no text. Everything before it is valid.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) offset: usize,
    pub(crate) reason: Reason,
    pub(crate) message: String,
}

pub(crate) fn open<'s>(bytes: &'s [u8], limits: &Limits, strictness: Strictness) -> Result<Stream<'s>, Error> {
    let start = Position { line: 1, column: 1 };
    let most = limits.max_bytes.min(u32::MAX as usize - 1);
    let too_large = |size: usize| {
        let message = format!("the input has {size} bytes; at most {most} are read");
        Error::new(Reason::Size, 0, start, message)
    };
    if bytes.len() > most {
        return Err(too_large(bytes.len()));
    }
    let (text, encoding, mut fault) = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            return Err(Error::new(
                Reason::Encoding,
                0,
                start,
                "UTF-32 is not read; save the file as UTF-8",
            ));
        }
        [0xff, 0xfe, rest @ ..] => utf16(rest, Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => utf16(rest, Encoding::Utf16Be),
        // Without a mark: no YAML has a NUL, so an ASCII character next to one is a UTF-16 unit.
        [1..0x80, 0, ..] if strictness == Strictness::Lenient => utf16(bytes, Encoding::Utf16Le),
        [0, 1..0x80, ..] if strictness == Strictness::Lenient => utf16(bytes, Encoding::Utf16Be),
        _ => utf8(bytes),
    };
    if text.len() > most {
        return Err(too_large(text.len()));
    }
    let mut text = text;
    if let Some(forbidden) = first_forbidden(&text, strictness) {
        text = match text {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(..forbidden.offset).unwrap_or_default()),
            Cow::Owned(mut all) => {
                all.truncate(forbidden.offset);
                Cow::Owned(all)
            }
        };
        fault = Some(forbidden);
    }
    Ok(Stream {
        text,
        encoding,
        fault,
        limits: limits.clone(),
        strictness,
    })
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, Encoding, Option<Fault>) {
    let (text, fault) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let offset = error.valid_up_to();
            let valid = bytes
                .get(..offset)
                .and_then(|valid| std::str::from_utf8(valid).ok())
                .unwrap_or_default();
            let byte = bytes.get(offset).copied().unwrap_or_default();
            let message = format!("the byte 0x{byte:02x} is not valid UTF-8 here");
            (
                valid,
                Some(Fault {
                    offset,
                    reason: Reason::Encoding,
                    message,
                }),
            )
        }
    };
    let encoding = if text.starts_with('\u{feff}') {
        Encoding::Utf8Marked
    } else {
        Encoding::Utf8
    };
    (Cow::Borrowed(text), encoding, fault)
}

fn utf16(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, Encoding, Option<Fault>) {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == Encoding::Utf16Le {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    };
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 8);
    let mut fault = None;
    for c in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        match c {
            Ok(c) => text.push(c),
            Err(error) => {
                let message = format!("the UTF-16 surrogate 0x{:04x} stands alone", error.unpaired_surrogate());
                fault = Some(Fault {
                    offset: text.len(),
                    reason: Reason::Encoding,
                    message,
                });
                break;
            }
        }
    }
    if fault.is_none() && bytes.len() % 2 == 1 {
        let message = "the UTF-16 text ends in the middle of a character".to_owned();
        fault = Some(Fault {
            offset: text.len(),
            reason: Reason::Encoding,
            message,
        });
    }
    (Cow::Owned(text), encoding, fault)
}

/// The first control character or noncharacter. Allowed are tab, line breaks (LF, CR, U+0085), U+0020 to U+007E and everything
/// from U+00A0 on but U+FFFE and U+FFFF; the lenient reader also takes U+007F, which JSON allows in strings.
fn first_forbidden(text: &str, strictness: Strictness) -> Option<Fault> {
    let bytes = text.as_bytes();
    let suspicious =
        |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || matches!(byte, 0x7f | 0xc2 | 0xef);
    let mut from = 0;
    // Blocks first: without a suspicious byte, and that is the rule, nothing has to be looked at one by one.
    for block in bytes.chunks(256) {
        let any = block.iter().fold(false, |any, &byte| any | suspicious(byte));
        if any {
            for (at, &byte) in block.iter().enumerate() {
                if suspicious(byte)
                    && let Some(c) = forbidden_at(text, from + at, strictness)
                {
                    let message = format!("the character U+{:04X} is not allowed in YAML", u32::from(c));
                    return Some(Fault {
                        offset: from + at,
                        reason: Reason::ControlCharacter,
                        message,
                    });
                }
            }
        }
        from += block.len();
    }
    None
}

fn forbidden_at(text: &str, offset: usize, strictness: Strictness) -> Option<char> {
    let c = text.get(offset..)?.chars().next()?;
    let forbidden = match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{7f}' => strictness == Strictness::Go,
        '\0'..='\u{1f}' | '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    };
    forbidden.then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_lenient(bytes: &[u8]) -> Stream<'_> {
        open(bytes, &Limits::default(), Strictness::Lenient).expect("small and no UTF-32")
    }

    #[test]
    fn encodings_are_found_and_written_back() {
        let text = "a: \u{e9}\u{1f600}\n";
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf8Marked,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
        ] {
            let bytes = encoding.encode(text);
            let stream = open_lenient(&bytes);
            assert_eq!(stream.encoding, encoding);
            assert_eq!(stream.text.trim_start_matches('\u{feff}'), text);
            assert!(stream.fault.is_none());
            assert_eq!(encoding.encode(&stream.text), bytes);
        }
        assert_eq!(open_lenient(b"a\0:\0").encoding, Encoding::Utf16Le);
        assert_eq!(open_lenient(b"\0a\0:").encoding, Encoding::Utf16Be);
    }

    #[test]
    fn what_is_no_text_is_found() {
        let fault = |bytes: &[u8]| open_lenient(bytes).fault.map(|fault| (fault.offset, fault.reason));
        assert_eq!(fault(b"a: \xff"), Some((3, Reason::Encoding)));
        assert_eq!(fault(b"a: \x01 \xff"), Some((3, Reason::ControlCharacter)));
        assert_eq!(fault("a: \u{80}".as_bytes()), Some((3, Reason::ControlCharacter)));
        assert_eq!(fault("a: \u{ffff}".as_bytes()), Some((3, Reason::ControlCharacter)));
        assert_eq!(fault("a: \u{7f}\u{85}\u{a0}\u{fffd}".as_bytes()), None);
        assert_eq!(fault(b"\xff\xfea\0\x00\xd8b\0"), Some((1, Reason::Encoding)));
    }
}

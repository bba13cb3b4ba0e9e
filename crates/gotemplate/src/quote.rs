//! Go's quoting of strings and characters (`strconv`): both ways.

use crate::unicode::is_print;

/// One step through bytes that may not be UTF-8: the character, or `None` for a byte that starts none, and its length.
pub(crate) fn decode(bytes: &[u8]) -> (Option<char>, usize) {
    let Some(&first) = bytes.first() else {
        return (None, 0);
    };
    if first < 0x80 {
        return (Some(first as char), 1);
    }
    let len = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return (None, 1),
    };
    match bytes
        .get(..len)
        .and_then(|b| std::str::from_utf8(b).ok())
        .and_then(|s| s.chars().next())
    {
        Some(c) => (Some(c), len),
        None => (None, 1),
    }
}

/// How many characters Go counts in bytes that may not be UTF-8.
pub(crate) fn count_chars(mut bytes: &[u8]) -> usize {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.chars().count();
    }
    let mut n = 0;
    while !bytes.is_empty() {
        let (_, len) = decode(bytes);
        bytes = bytes.get(len..).unwrap_or_default();
        n += 1;
    }
    n
}

/// `strconv.Quote`.
#[must_use]
pub fn quoted(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    quote_into(&mut out, bytes, false);
    // Whatever is not UTF-8 has become an escape.
    String::from_utf8(out).unwrap_or_default()
}

/// `strconv.AppendQuote`.
pub fn append_quoted(out: &mut Vec<u8>, bytes: &[u8]) {
    quote_into(out, bytes, false);
}

/// `strconv.AppendQuote`, or `AppendQuoteToASCII`.
pub(crate) fn quote_into(out: &mut Vec<u8>, mut bytes: &[u8], ascii: bool) {
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    loop {
        let same = bytes.iter().position(|b| !stays_the_same(*b)).unwrap_or(bytes.len());
        let (before, rest) = bytes.split_at(same);
        out.extend_from_slice(before);
        bytes = rest;
        let Some(&first) = bytes.first() else {
            break;
        };
        let (c, len) = decode(bytes);
        match c {
            Some(c) => escape_char(out, c, '"', ascii),
            None => push_hex(out, "\\x", u32::from(first), 2),
        }
        bytes = bytes.get(len..).unwrap_or_default();
    }
    out.push(b'"');
}

/// Whether the byte is a printable ASCII character that needs no escape inside double quotes.
fn stays_the_same(b: u8) -> bool {
    matches!(b, b' '..=b'~') && b != b'"' && b != b'\\'
}

/// `strconv.AppendQuoteRune`, or `AppendQuoteRuneToASCII`.
pub(crate) fn quote_char_into(out: &mut Vec<u8>, c: char, ascii: bool) {
    out.push(b'\'');
    escape_char(out, c, '\'', ascii);
    out.push(b'\'');
}

fn escape_char(out: &mut Vec<u8>, c: char, quote: char, ascii: bool) {
    if c == quote || c == '\\' {
        out.extend([b'\\', c as u8]);
        return;
    }
    if is_print(c) && (!ascii || c.is_ascii()) {
        out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
        return;
    }
    match c {
        '\x07' => out.extend(b"\\a"),
        '\x08' => out.extend(b"\\b"),
        '\x0c' => out.extend(b"\\f"),
        '\n' => out.extend(b"\\n"),
        '\r' => out.extend(b"\\r"),
        '\t' => out.extend(b"\\t"),
        '\x0b' => out.extend(b"\\v"),
        c if c < ' ' || c == '\x7f' => push_hex(out, "\\x", u32::from(c), 2),
        c if u32::from(c) < 0x10000 => push_hex(out, "\\u", u32::from(c), 4),
        c => push_hex(out, "\\U", u32::from(c), 8),
    }
}

fn push_hex(out: &mut Vec<u8>, prefix: &str, v: u32, digits: usize) {
    out.extend(format!("{prefix}{v:0digits$x}").as_bytes());
}

/// Whether `%#q` may use back quotes.
pub(crate) fn can_backquote(mut bytes: &[u8]) -> bool {
    while !bytes.is_empty() {
        let (c, len) = decode(bytes);
        match c {
            None | Some('\u{feff}' | '`' | '\x7f') => return false,
            Some(c) if c < ' ' && c != '\t' => return false,
            Some(_) => {}
        }
        bytes = bytes.get(len..).unwrap_or_default();
    }
    true
}

/// `strconv.Unquote` for double quoted and raw strings; `None` is Go's `invalid syntax`.
pub(crate) fn unquote(text: &[u8]) -> Option<Vec<u8>> {
    let (first, rest) = text.split_first()?;
    let (last, mut body) = rest.split_last()?;
    if first != last {
        return None;
    }
    match first {
        b'`' => {
            if body.contains(&b'`') {
                return None;
            }
            Some(body.iter().copied().filter(|b| *b != b'\r').collect())
        }
        b'"' => {
            let mut out = Vec::with_capacity(body.len());
            while !body.is_empty() {
                if body.first() == Some(&b'\n') || body.first() == Some(&b'"') {
                    return None;
                }
                let (piece, len) = unquote_char(body, b'"')?;
                match piece {
                    // A byte that is no UTF-8 becomes the replacement character, as Go's Unquote makes it.
                    Piece::Char(c) => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
                    Piece::Byte(b) => out.push(b),
                }
                body = body.get(len..)?;
            }
            Some(out)
        }
        _ => None,
    }
}

/// What an escape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Char(char),
    Byte(u8),
}

/// `strconv.UnquoteChar`: the first character or escape, and how long it is.
pub(crate) fn unquote_char(text: &[u8], quote: u8) -> Option<(Piece, usize)> {
    let first = *text.first()?;
    if first == quote {
        return None;
    }
    if first != b'\\' {
        let (c, len) = decode(text);
        return Some((Piece::Char(c.unwrap_or('\u{fffd}')), len));
    }
    let plain = |b: u8| Some((Piece::Byte(b), 2));
    match *text.get(1)? {
        b'a' => plain(7),
        b'b' => plain(8),
        b'f' => plain(12),
        b'n' => plain(b'\n'),
        b'r' => plain(b'\r'),
        b't' => plain(b'\t'),
        b'v' => plain(11),
        b'\\' => plain(b'\\'),
        q @ (b'\'' | b'"') => (q == quote).then_some((Piece::Byte(q), 2)),
        b'x' => Some((Piece::Byte(digits(text, 2, 2, 16)? as u8), 4)),
        b'u' => Some((Piece::Char(char::from_u32(digits(text, 2, 4, 16)?)?), 6)),
        b'U' => Some((Piece::Char(char::from_u32(digits(text, 2, 8, 16)?)?), 10)),
        b'0'..=b'7' => {
            let v = digits(text, 1, 3, 8)?;
            Some((Piece::Byte(u8::try_from(v).ok()?), 4))
        }
        _ => None,
    }
}

fn digits(text: &[u8], from: usize, count: usize, radix: u32) -> Option<u32> {
    let mut v: u32 = 0;
    for b in text.get(from..from + count)? {
        v = v.checked_mul(radix)?.checked_add((*b as char).to_digit(radix)?)?;
    }
    Some(v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_escapes_what_go_escapes() {
        assert_eq!(
            quoted("a\"b\\\n\t\u{7f}é\u{a0}\u{1F600}".as_bytes()),
            "\"a\\\"b\\\\\\n\\t\\x7fé\\u00a0😀\""
        );
        assert_eq!(quoted(b"\xff\x00"), "\"\\xff\\x00\"");
    }

    #[test]
    fn unquoting_reads_every_escape_and_rejects_bad_ones() {
        assert_eq!(
            unquote(br#""a\x41\101\u00e9\n""#).as_deref(),
            Some("aAA\u{e9}\n".as_bytes())
        );
        assert_eq!(unquote(b"`raw\\n\r`").as_deref(), Some(&b"raw\\n"[..]));
        for bad in [
            &br#""\q""#[..],
            br#""\'""#,
            br#""\400""#,
            br#""\ud800""#,
            br#""\x4""#,
            b"\"a",
            b"\"",
        ] {
            assert_eq!(unquote(bad), None, "{}", String::from_utf8_lossy(bad));
        }
    }
}

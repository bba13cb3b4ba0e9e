//! `html`, `js` and `urlquery`.

use crate::quote::decode;
use crate::unicode::is_print;
use std::io::Write;

/// Text safe inside HTML.
pub(crate) fn html(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for b in text {
        match b {
            0 => out.extend("\u{fffd}".as_bytes()),
            b'"' => out.extend(b"&#34;"),
            b'\'' => out.extend(b"&#39;"),
            b'&' => out.extend(b"&amp;"),
            b'<' => out.extend(b"&lt;"),
            b'>' => out.extend(b"&gt;"),
            other => out.push(*other),
        }
    }
    out
}

/// Text safe inside a JavaScript string.
pub(crate) fn js(mut text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    while let Some(&first) = text.first() {
        let (c, len) = decode(text);
        match first {
            b'\\' => out.extend(b"\\\\"),
            b'\'' => out.extend(b"\\'"),
            b'"' => out.extend(b"\\\""),
            b'<' => out.extend(b"\\u003C"),
            b'>' => out.extend(b"\\u003E"),
            b'&' => out.extend(b"\\u0026"),
            b'=' => out.extend(b"\\u003D"),
            0..b' ' => push_escape(&mut out, u32::from(first)),
            b' '..=0x7f => out.push(first),
            _ => match c {
                Some(c) if is_print(c) => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Some(c) => push_escape(&mut out, u32::from(c)),
                // What is no UTF-8 decodes to U+FFFD, which prints, and so stays as it is.
                None => out.push(first),
            },
        }
        text = text.get(len..).unwrap_or_default();
    }
    out
}

fn push_escape(out: &mut Vec<u8>, c: u32) {
    // Writing to a vector cannot fail.
    let _ = write!(out, "\\u{c:04X}");
}

/// Text safe as a value in a URL's query: a space becomes `+`.
pub(crate) fn url_query(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for b in text {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(*b),
            b' ' => out.push(b'+'),
            other => {
                // Writing to a vector cannot fail.
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

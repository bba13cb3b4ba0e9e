//! PEM: base 64 between lines that say what it is.

use crate::encoding::{base64_decode, base64_encode};
use crate::runes;

/// A block of a PEM text.
#[derive(Debug)]
pub(super) struct Block {
    /// What it is: `CERTIFICATE`, `RSA PRIVATE KEY` and so on.
    pub(super) label: String,
    /// The bytes.
    pub(super) data: Vec<u8>,
}

/// Writes a block in lines of 64 characters.
pub(super) fn encode(label: &str, data: &[u8]) -> String {
    let mut out = format!("-----BEGIN {label}-----\n");
    let digits = base64_encode(data);
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(64));
        out.push_str(line);
        out.push('\n');
        rest = tail;
    }
    out.push_str(&format!("-----END {label}-----\n"));
    out
}

/// The first proper block of a text; what surrounds it does not count.
pub(super) fn decode(text: &[u8]) -> Option<Block> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    let mut rest = text;
    while let Some(at) = runes::find(rest, BEGIN) {
        let line_start = at == 0 || rest.get(at - 1) == Some(&b'\n');
        let after = rest.get(at + BEGIN.len()..)?;
        rest = after;
        if line_start && let Some(block) = block(after) {
            return Some(block);
        }
    }
    None
}

fn block(text: &[u8]) -> Option<Block> {
    let line_end = memchr::memchr(b'\n', text)?;
    let label = text.get(..line_end)?.trim_ascii_end().strip_suffix(b"-----")?;
    let body = text.get(line_end + 1..)?;
    let end_line = [b"-----END ".as_slice(), label, b"-----"].concat();
    let end = runes::find(body, &end_line)?;
    if end != 0 && body.get(end - 1) != Some(&b'\n') {
        return None;
    }
    let digits: Vec<u8> = body
        .get(..end)?
        .split(|b| *b == b'\n')
        .filter(|line| !line.contains(&b':'))
        .flatten()
        .copied()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    Some(Block {
        label: String::from_utf8_lossy(label).into_owned(),
        data: base64_decode(&digits).ok()?,
    })
}

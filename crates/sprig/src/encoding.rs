//! Base 64 and base 32, with Go's treatment of line breaks and its errors.

use gotemplate::{Call, Value};

use crate::Outcome;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A byte of the input that does not belong where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Corrupt {
    base: u8,
    at: usize,
}

impl std::fmt::Display for Corrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "illegal base{} data at input byte {}", self.base, self.at)
    }
}

impl std::error::Error for Corrupt {}

/// Groups of `group` bytes as digits of `bits` bits each, filled up with `=`.
fn encode(data: &[u8], alphabet: &[u8], bits: u32, group: usize) -> String {
    let digits = group * 8 / bits as usize;
    let mut out = String::with_capacity(data.len().div_ceil(group) * digits);
    for chunk in data.chunks(group) {
        let value = (0..group).fold(0u64, |v, i| v << 8 | u64::from(chunk.get(i).copied().unwrap_or(0)));
        let used = (chunk.len() * 8).div_ceil(bits as usize);
        for i in 0..digits {
            let shift = bits as usize * (digits - 1 - i);
            let digit = (value >> shift) as usize & ((1 << bits) - 1);
            out.push(if i < used { char::from(alphabet[digit]) } else { '=' });
        }
    }
    out
}

/// Standard base 64.
pub(crate) fn base64_encode(data: &[u8]) -> String {
    encode(data, BASE64, 6, 3)
}

fn digit(alphabet: &[u8], b: u8) -> Option<u64> {
    alphabet
        .iter()
        .position(|d| *d == b)
        .and_then(|i| u64::try_from(i).ok())
}

fn is_line_break(b: u8) -> bool {
    matches!(b, b'\n' | b'\r')
}

/// Reads standard base 64 with padding. Line breaks may stand anywhere.
pub(crate) fn base64_decode(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let corrupt = |at| Corrupt { base: 64, at };
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut count, mut at) = (0u64, 0usize, 0usize);
    while let Some(&b) = text.get(at) {
        at += 1;
        if is_line_break(b) {
            continue;
        }
        if let Some(value) = digit(BASE64, b) {
            group = group << 6 | value;
            count += 1;
            if count == 4 {
                out.extend_from_slice(&group.to_be_bytes()[5..]);
                (group, count) = (0, 0);
            }
            continue;
        }
        if b != b'=' || count < 2 {
            return Err(corrupt(at - 1));
        }
        let skip = |mut at: usize| {
            while text.get(at).copied().is_some_and(is_line_break) {
                at += 1;
            }
            at
        };
        if count == 2 {
            at = skip(at);
            match text.get(at) {
                None => return Err(corrupt(text.len())),
                Some(b'=') => at += 1,
                Some(_) => return Err(corrupt(at - 1)),
            }
        }
        at = skip(at);
        if at < text.len() {
            return Err(corrupt(at));
        }
        let bytes = (group << (6 * (4 - count))).to_be_bytes();
        out.extend_from_slice(&bytes[5..4 + count]);
        return Ok(out);
    }
    if count > 0 {
        return Err(corrupt(text.len() - count));
    }
    Ok(out)
}

/// Reads standard base 32 with padding, after line breaks are taken out.
fn base32_decode(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let corrupt = |at| Corrupt { base: 32, at };
    let text: Vec<u8> = text.iter().copied().filter(|b| !is_line_break(*b)).collect();
    let mut out = Vec::with_capacity(text.len() / 8 * 5);
    for (i, group) in text.chunks(8).enumerate() {
        let start = i * 8;
        let (mut value, mut count) = (0u64, 0usize);
        for (j, &b) in group.iter().enumerate() {
            let left = text.len() - (start + j + 1);
            if b == b'=' && j >= 2 && left < 8 {
                if left + j < 7 {
                    return Err(corrupt(text.len()));
                }
                let padding = group.get(j + 1..).unwrap_or_default();
                if let Some(k) = padding.iter().position(|b| *b != b'=') {
                    return Err(corrupt(start + j + k));
                }
                if matches!(j, 1 | 3 | 6) {
                    return Err(corrupt(start + j));
                }
                break;
            }
            value = value << 5 | digit(BASE32, b).ok_or(corrupt(start + j))?;
            count += 1;
        }
        if group.len() < 8 {
            return Err(corrupt(text.len() - group.len()));
        }
        value <<= 5 * (8 - count);
        out.extend_from_slice(&value.to_be_bytes()[3..3 + count * 5 / 8]);
        if count < 8 {
            break;
        }
    }
    Ok(out)
}

pub(crate) fn b64enc(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(base64_encode(call.string(0).as_bytes())))
}

/// What cannot be read comes out as the text of the error.
pub(crate) fn b64dec(call: &mut Call<'_>) -> Outcome {
    Ok(match base64_decode(call.string(0).as_bytes()) {
        Ok(data) => Value::string(data),
        Err(error) => Value::string(error.to_string()),
    })
}

pub(crate) fn b32enc(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(encode(call.string(0).as_bytes(), BASE32, 5, 5)))
}

pub(crate) fn b32dec(call: &mut Call<'_>) -> Outcome {
    Ok(match base32_decode(call.string(0).as_bytes()) {
        Ok(data) => Value::string(data),
        Err(error) => Value::string(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrupt_input_is_located_as_in_go() {
        for (text, at) in [
            ("!!!", 0),
            ("aGVsbG8", 4),
            ("_-8=", 0),
            ("aG=x", 2),
            ("aGU=x", 4),
            ("a", 0),
        ] {
            assert_eq!(base64_decode(text.as_bytes()), Err(Corrupt { base: 64, at }), "{text}");
        }
        assert_eq!(base64_decode(b"aGVs\nbG8="), Ok(b"hello".to_vec()));
        assert_eq!(base64_decode(b"/w=="), Ok(vec![255]));
        for (text, at) in [("not base32", 0), ("ME", 0), ("ME=====", 7), ("MEA=====", 3)] {
            assert_eq!(base32_decode(text.as_bytes()), Err(Corrupt { base: 32, at }), "{text}");
        }
        assert_eq!(base32_decode(b"ME======"), Ok(b"a".to_vec()));
    }
}

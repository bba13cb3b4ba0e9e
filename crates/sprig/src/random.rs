//! Random texts and numbers.

use gotemplate::{Call, FuncError, Value};

use crate::environment::Environment;
use crate::limits::text_of_size;
use crate::{Outcome, encoding, runes};

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS: &[u8] = b"0123456789";

/// A text of as many characters of `alphabet` as the first argument says; empty if that is negative.
fn text(environment: &Environment, call: &Call<'_>, alphabet: &[u8]) -> Outcome {
    let count = usize::try_from(call.int(0)).unwrap_or(0);
    let mut out = Vec::with_capacity(text_of_size(Some(count))?);
    // Bytes above the greatest multiple of the alphabet's length would favour its front.
    let size = u8::try_from(alphabet.len()).unwrap_or(u8::MAX);
    let fair = u8::MAX - u8::MAX % size;
    let mut buffer = [0u8; 256];
    while out.len() < count {
        environment.fill(&mut buffer)?;
        let chars = buffer
            .iter()
            .filter(|b| **b < fair)
            .filter_map(|b| alphabet.get(usize::from(b % size)));
        out.extend(chars.take(count - out.len()));
    }
    Ok(Value::string(out))
}

pub(crate) fn alpha(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    text(environment, call, LETTERS)
}

pub(crate) fn numeric(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    text(environment, call, DIGITS)
}

pub(crate) fn alpha_numeric(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    text(environment, call, &[LETTERS, DIGITS].concat())
}

pub(crate) fn ascii(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let printable: Vec<u8> = (b' '..=b'~').collect();
    text(environment, call, &printable)
}

pub(crate) fn bytes(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let count =
        usize::try_from(call.int(0)).map_err(|_| FuncError::new("runtime error: makeslice: len out of range"))?;
    let mut buffer = vec![0; text_of_size(Some(count))?];
    environment.fill(&mut buffer)?;
    Ok(Value::string(encoding::base64_encode(&buffer)))
}

/// From the first argument up to but without the second.
pub(crate) fn int(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let (low, high) = (call.int(0), call.int(1));
    let size = high.wrapping_sub(low);
    let size = u64::try_from(size).ok().filter(|n| *n > 0);
    let Some(size) = size else {
        return Err(FuncError::new("invalid argument to Intn"));
    };
    let number = environment.below(size)?;
    Ok(Value::int(low.wrapping_add_unsigned(number)))
}

pub(crate) fn shuffle(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let text = call.string(0);
    let mut chars: Vec<char> = runes::runes(text.as_bytes()).map(|(c, _)| c).collect();
    for i in (1..chars.len()).rev() {
        let bound = u64::try_from(i + 1).unwrap_or(u64::MAX);
        let other = usize::try_from(environment.below(bound)?).unwrap_or(i);
        chars.swap(i, other.min(i));
    }
    Ok(Value::string(chars.into_iter().collect::<String>()))
}

pub(crate) fn uuid_v4(environment: &Environment, _call: &mut Call<'_>) -> Outcome {
    let mut bytes = [0; 16];
    environment.fill(&mut bytes)?;
    // The version and the variant have fixed places (RFC 9562).
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::with_capacity(36);
    for (i, b) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        out.push_str(&format!("{b:02x}"));
    }
    Ok(Value::string(out))
}

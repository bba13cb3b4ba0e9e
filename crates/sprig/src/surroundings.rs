//! Environment variables and host names.

use gotemplate::{Call, FuncError, Value};

use crate::Outcome;
use crate::environment::Environment;
use crate::limits::text_of_size;

pub(crate) fn env(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let name = call.string(0);
    let value = name.to_str().and_then(|name| environment.variable(name));
    Ok(Value::from(value.unwrap_or("")))
}

/// Replaces `$NAME` and `${NAME}`.
pub(crate) fn expand_env(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let text = call.string(0);
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'$', rest) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        out.extend_from_slice(before);
        if after.is_empty() {
            rest = &rest[at..];
            break;
        }
        let (name, len) = shell_name(after);
        if !name.is_empty() {
            let name = std::str::from_utf8(name).ok();
            let value = name.and_then(|name| environment.variable(name));
            out.extend_from_slice(value.unwrap_or("").as_bytes());
        } else if len == 0 {
            // No name follows: the dollar sign stays.
            out.push(b'$');
        }
        text_of_size(Some(out.len()))?;
        rest = &after[len..];
    }
    out.extend_from_slice(rest);
    Ok(Value::string(out))
}

fn is_special(b: u8) -> bool {
    b.is_ascii_digit() || b"*#$@!?-".contains(&b)
}

/// The name at the front, in braces or not, and how many bytes it takes. Bad syntax takes bytes but gives no name.
fn shell_name(text: &[u8]) -> (&[u8], usize) {
    let in_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    match text {
        [b'{', special, b'}', ..] if is_special(*special) => (&text[1..2], 3),
        [b'{', inner @ ..] => match memchr::memchr(b'}', inner) {
            Some(0) => (b"", 2),
            Some(end) => (&inner[..end], end + 2),
            None => (b"", 1),
        },
        [special, ..] if is_special(*special) => (&text[..1], 1),
        _ => {
            let len = text.iter().take_while(|b| in_name(b)).count();
            (&text[..len], len)
        }
    }
}

pub(crate) fn get_host_by_name(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let name = call.string(0).to_str_lossy().into_owned();
    let addresses = environment.addresses(&name);
    let count = u64::try_from(addresses.len()).unwrap_or(0);
    let index = usize::try_from(environment.below(count)?).unwrap_or(0);
    match addresses.get(index) {
        Some(address) => Ok(Value::from(address.as_str())),
        None => Err(FuncError::new("invalid argument to Intn")),
    }
}

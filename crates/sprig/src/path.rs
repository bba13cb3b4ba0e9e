//! Slash separated paths. On Unix, which is what this follows everywhere, file paths are the same.

use gotemplate::{Call, Value};

use crate::Outcome;

/// The shortest equal path: no `.` or empty parts, `..` taken with what is before it.
fn cleaned(path: &[u8]) -> Vec<u8> {
    let rooted = path.starts_with(b"/");
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match parts.last() {
                Some(last) if *last != b".." => drop(parts.pop()),
                _ if rooted => {}
                _ => parts.push(part),
            },
            part => parts.push(part),
        }
    }
    let joined = parts.join(&b'/');
    match (rooted, joined.is_empty()) {
        (true, _) => [b"/", joined.as_slice()].concat(),
        (false, true) => b".".to_vec(),
        (false, false) => joined,
    }
}

fn after_slash(path: &[u8]) -> usize {
    memchr::memrchr(b'/', path).map_or(0, |at| at + 1)
}

pub(crate) fn base(call: &mut Call<'_>) -> Outcome {
    let path = call.string(0);
    let mut name = path.as_bytes();
    if name.is_empty() {
        return Ok(Value::from("."));
    }
    while let [front @ .., b'/'] = name {
        name = front;
    }
    if name.is_empty() {
        return Ok(Value::from("/"));
    }
    Ok(Value::string(&name[after_slash(name)..]))
}

pub(crate) fn dir(call: &mut Call<'_>) -> Outcome {
    let path = call.string(0);
    let path = path.as_bytes();
    Ok(Value::string(cleaned(&path[..after_slash(path)])))
}

pub(crate) fn clean(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(cleaned(call.string(0).as_bytes())))
}

pub(crate) fn ext(call: &mut Call<'_>) -> Outcome {
    let path = call.string(0);
    let path = path.as_bytes();
    let name = &path[after_slash(path)..];
    let dot = memchr::memrchr(b'.', name).unwrap_or(name.len());
    Ok(Value::string(&name[dot..]))
}

pub(crate) fn is_abs(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Bool(call.string(0).as_bytes().starts_with(b"/")))
}

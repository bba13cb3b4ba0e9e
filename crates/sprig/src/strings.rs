//! Text: cutting, padding, casing, joining and splitting.

use gotemplate::{Call, FuncError, List, Map, Str, Type, Value, format};

use crate::casing::{connected_case, pascal_case};
use crate::limits::{MAX_ITEMS, text_of_size};
use crate::runes;
use crate::{Outcome, show};

pub(crate) fn abbrev(call: &mut Call<'_>) -> Outcome {
    let (width, text) = (call.int(0), call.string(1));
    if width < 4 {
        return Ok(text.into());
    }
    Ok(Value::string(abbreviate(text.as_bytes(), 0, width)))
}

pub(crate) fn abbrev_both(call: &mut Call<'_>) -> Outcome {
    let (left, right, text) = (call.int(0), call.int(1), call.string(2));
    if right < 4 || left > 0 && right < 7 {
        return Ok(text.into());
    }
    Ok(Value::string(abbreviate(text.as_bytes(), left, right)))
}

/// At most `width` bytes of `text` from about `offset` on, with `...` where something is left out. Width is 4 or more,
/// and 7 or more when the offset is above 4; otherwise the text comes out empty.
fn abbreviate(text: &[u8], offset: i64, width: i64) -> Vec<u8> {
    let len = i64::try_from(text.len()).unwrap_or(i64::MAX);
    if len <= width {
        return text.to_vec();
    }
    let kept = width - 3;
    let mut offset = offset.min(len);
    if len.saturating_sub(offset) < kept {
        offset = len - kept;
    }
    let part = |from: i64, to: i64| {
        let bounds = usize::try_from(from).ok().zip(usize::try_from(to).ok());
        bounds.and_then(|(a, b)| text.get(a..b)).unwrap_or(b"")
    };
    if offset <= 4 {
        return [part(0, kept), b"..."].concat();
    }
    if width < 7 {
        return Vec::new();
    }
    if offset + kept < len {
        let inner = abbreviate(part(offset, len), 0, kept);
        return [b"...", inner.as_slice()].concat();
    }
    [b"...", part(len - kept, len)].concat()
}

pub(crate) fn trunc(call: &mut Call<'_>) -> Outcome {
    let (count, text) = (call.int(0), call.string(1));
    let len = i64::try_from(text.len()).unwrap_or(i64::MAX);
    let (start, end) = if count < 0 && len.saturating_add(count) > 0 {
        (len + count, len)
    } else if count >= 0 && len > count {
        (0, count)
    } else {
        (0, len)
    };
    slice(&text, start, end)
}

pub(crate) fn substr(call: &mut Call<'_>) -> Outcome {
    let (start, end, text) = (call.int(0), call.int(1), call.string(2));
    let len = i64::try_from(text.len()).unwrap_or(i64::MAX);
    if start < 0 {
        slice(&text, 0, end)
    } else if end < 0 || end > len {
        slice(&text, start, len)
    } else {
        slice(&text, start, end)
    }
}

/// Go's slice expression on a string, with the panic of bounds that do not fit.
fn slice(text: &Str, start: i64, end: i64) -> Outcome {
    let len = text.len();
    let inside = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    if let Some(part) = inside.and_then(|(a, b)| text.slice(a, b)) {
        return Ok(part.into());
    }
    let what = if end < 0 {
        format!("[:{end}]")
    } else if usize::try_from(end).is_ok_and(|end| end > len) {
        format!("[:{end}] with length {len}")
    } else {
        format!("[{start}:{end}]")
    };
    Err(FuncError::new(format!(
        "runtime error: slice bounds out of range {what}"
    )))
}

pub(crate) fn trim(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(runes::trim(call.string(0).as_bytes())))
}

pub(crate) fn trim_all(call: &mut Call<'_>) -> Outcome {
    let (cut, text) = (call.string(0), call.string(1));
    let cut: Vec<char> = runes::runes(cut.as_bytes()).map(|(c, _)| c).collect();
    let trimmed = runes::trim_matches(text.as_bytes(), |c| cut.contains(&c));
    Ok(Value::string(trimmed))
}

pub(crate) fn trim_prefix(call: &mut Call<'_>) -> Outcome {
    let (prefix, text) = (call.string(0), call.string(1));
    let bytes = text.as_bytes();
    let trimmed = bytes.strip_prefix(prefix.as_bytes()).unwrap_or(bytes);
    Ok(Value::string(trimmed))
}

pub(crate) fn trim_suffix(call: &mut Call<'_>) -> Outcome {
    let (suffix, text) = (call.string(0), call.string(1));
    let bytes = text.as_bytes();
    let trimmed = bytes.strip_suffix(suffix.as_bytes()).unwrap_or(bytes);
    Ok(Value::string(trimmed))
}

pub(crate) fn upper(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(runes::map(call.string(0).as_bytes(), runes::to_upper)))
}

pub(crate) fn lower(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(runes::map(call.string(0).as_bytes(), runes::to_lower)))
}

pub(crate) fn title(call: &mut Call<'_>) -> Outcome {
    let separates = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => false,
        c if c.is_ascii() => true,
        c if runes::is_letter(c) || runes::is_digit(c) => false,
        c => c.is_whitespace(),
    };
    let mut previous = ' ';
    let text = runes::map(call.string(0).as_bytes(), |c| {
        let first = separates(std::mem::replace(&mut previous, c));
        if first { runes::to_title(c) } else { c }
    });
    Ok(Value::string(text))
}

pub(crate) fn untitle(call: &mut Call<'_>) -> Outcome {
    let mut first = true;
    let text = runes::map(call.string(0).as_bytes(), |c| {
        if c.is_whitespace() {
            first = true;
            c
        } else if std::mem::take(&mut first) {
            runes::to_lower(c)
        } else {
            c
        }
    });
    Ok(Value::string(text))
}

pub(crate) fn swap_case(call: &mut Call<'_>) -> Outcome {
    let mut after_space = true;
    let text = runes::map(call.string(0).as_bytes(), |c| {
        let first = after_space;
        after_space = false;
        if runes::is_upper(c) || runes::is_title(c) {
            runes::to_lower(c)
        } else if runes::is_lower(c) {
            if first { runes::to_title(c) } else { runes::to_upper(c) }
        } else {
            after_space = c.is_whitespace();
            c
        }
    });
    Ok(Value::string(text))
}

pub(crate) fn camel_case(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(pascal_case(call.string(0).as_bytes())))
}

pub(crate) fn snake_case(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(connected_case(call.string(0).as_bytes(), '_')))
}

pub(crate) fn kebab_case(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(connected_case(call.string(0).as_bytes(), '-')))
}

/// Go's library takes each byte for a character of Latin-1 here, so that it damages other text; so does this.
fn latin1(text: &[u8]) -> impl Iterator<Item = char> {
    text.iter().map(|b| char::from(*b))
}

pub(crate) fn nospace(call: &mut Call<'_>) -> Outcome {
    let text = call.string(0);
    if !latin1(text.as_bytes()).any(char::is_whitespace) {
        return Ok(text.into());
    }
    let kept: String = latin1(text.as_bytes()).filter(|c| !c.is_whitespace()).collect();
    Ok(Value::string(kept))
}

pub(crate) fn initials(call: &mut Call<'_>) -> Outcome {
    let mut after_gap = true;
    let text = call.string(0);
    let kept: String = latin1(text.as_bytes())
        .filter(|c| {
            let gap = c.is_whitespace();
            std::mem::replace(&mut after_gap, gap) && !gap
        })
        .collect();
    Ok(Value::string(kept))
}

pub(crate) fn repeat(call: &mut Call<'_>) -> Outcome {
    let (count, text) = (call.int(0), call.string(1));
    let count = usize::try_from(count).map_err(|_| FuncError::new("strings: negative Repeat count"))?;
    if text.is_empty() {
        return Ok(Value::string(""));
    }
    text_of_size(text.len().checked_mul(count))?;
    Ok(Value::string(text.as_bytes().repeat(count)))
}

pub(crate) fn indent(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(indented(call.int(0), call.string(1).as_bytes(), b"")?))
}

pub(crate) fn nindent(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(indented(call.int(0), call.string(1).as_bytes(), b"\n")?))
}

fn indented(spaces: i64, text: &[u8], before: &[u8]) -> Result<Vec<u8>, FuncError> {
    let spaces = usize::try_from(spaces).map_err(|_| FuncError::new("strings: negative Repeat count"))?;
    let lines = memchr::memchr_iter(b'\n', text).count() + 1;
    let added = spaces.checked_mul(lines);
    let size = added.and_then(|n| n.checked_add(text.len() + before.len()));
    let mut out = Vec::with_capacity(text_of_size(size)?);
    out.extend_from_slice(before);
    for (i, line) in text.split(|b| *b == b'\n').enumerate() {
        if i > 0 {
            out.push(b'\n');
        }
        out.resize(out.len() + spaces, b' ');
        out.extend_from_slice(line);
    }
    Ok(out)
}

pub(crate) fn wrap(call: &mut Call<'_>) -> Outcome {
    let text = call.string(1);
    let out = wrapped(text.as_bytes(), call.int(0), b"\n", false)?;
    Ok(Value::string(out))
}

pub(crate) fn wrap_with(call: &mut Call<'_>) -> Outcome {
    let (separator, text) = (call.string(1), call.string(2));
    let separator: &[u8] = match separator.as_bytes() {
        b"" => b"\n",
        given => given,
    };
    let out = wrapped(text.as_bytes(), call.int(0), separator, true)?;
    Ok(Value::string(out))
}

/// Breaks lines at spaces so that they have at most `width` bytes, where that can be; longer words only if asked to.
fn wrapped(text: &[u8], width: i64, separator: &[u8], break_words: bool) -> Result<Vec<u8>, FuncError> {
    let width = usize::try_from(width).unwrap_or(1).max(1);
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while rest.len() > width {
        if let [b' ', tail @ ..] = rest {
            rest = tail;
            continue;
        }
        let fitting = memchr::memrchr(b' ', &rest[..=width]);
        let (line, tail) = match fitting {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None if break_words => rest.split_at(width),
            None => match memchr::memchr(b' ', &rest[width..]) {
                Some(at) => (&rest[..width + at], &rest[width + at + 1..]),
                None => break,
            },
        };
        text_of_size(out.len().checked_add(line.len() + separator.len()))?;
        out.extend_from_slice(line);
        out.extend_from_slice(separator);
        rest = tail;
    }
    out.extend_from_slice(rest);
    Ok(out)
}

pub(crate) fn contains(call: &mut Call<'_>) -> Outcome {
    let (part, text) = (call.string(0), call.string(1));
    Ok(Value::Bool(runes::find(text.as_bytes(), part.as_bytes()).is_some()))
}

pub(crate) fn has_prefix(call: &mut Call<'_>) -> Outcome {
    let (prefix, text) = (call.string(0), call.string(1));
    Ok(Value::Bool(text.as_bytes().starts_with(prefix.as_bytes())))
}

pub(crate) fn has_suffix(call: &mut Call<'_>) -> Outcome {
    let (suffix, text) = (call.string(0), call.string(1));
    Ok(Value::Bool(text.as_bytes().ends_with(suffix.as_bytes())))
}

fn present<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a Value> {
    call.args().iter().filter(|v| !matches!(v, Value::Nil))
}

pub(crate) fn quote(call: &mut Call<'_>) -> Outcome {
    let mut quoted = Vec::new();
    for (i, value) in present(call).enumerate() {
        if i > 0 {
            quoted.push(b' ');
        }
        match value {
            Value::String(text) => format::append_quoted(&mut quoted, text.as_bytes()),
            other => format::append_quoted(&mut quoted, show::text(other).as_bytes()),
        }
        text_of_size(Some(quoted.len()))?;
    }
    Ok(Value::string(quoted))
}

pub(crate) fn squote(call: &mut Call<'_>) -> Outcome {
    let quoted: Vec<Vec<u8>> = present(call)
        .map(|v| [b"'", show::verbatim(v).as_bytes(), b"'"].concat())
        .collect();
    Ok(Value::string(quoted.join(&b' ')))
}

pub(crate) fn cat(call: &mut Call<'_>) -> Outcome {
    let texts: Vec<Str> = present(call).map(show::verbatim).collect();
    let texts: Vec<&[u8]> = texts.iter().map(Str::as_bytes).collect();
    Ok(Value::string(texts.join(&b' ')))
}

pub(crate) fn replace(call: &mut Call<'_>) -> Outcome {
    let (old, new, text) = (call.string(0), call.string(1), call.string(2));
    let (old, new, bytes) = (old.as_bytes(), new.as_bytes(), text.as_bytes());
    let mut out = Vec::with_capacity(bytes.len());
    if old.is_empty() {
        out.extend_from_slice(new);
        for (_, c) in runes::runes(bytes) {
            text_of_size(out.len().checked_add(c.len() + new.len()))?;
            out.extend_from_slice(c);
            out.extend_from_slice(new);
        }
        return Ok(Value::string(out));
    }
    let mut end = 0;
    for at in memchr::memmem::find_iter(bytes, old) {
        text_of_size(out.len().checked_add(at - end + new.len()))?;
        out.extend_from_slice(&bytes[end..at]);
        out.extend_from_slice(new);
        end = at + old.len();
    }
    if end == 0 {
        return Ok(text.into());
    }
    out.extend_from_slice(&bytes[end..]);
    Ok(Value::string(out))
}

pub(crate) fn plural(call: &mut Call<'_>) -> Outcome {
    let index = if call.int(2) == 1 { 0 } else { 1 };
    Ok(call.string(index).into())
}

pub(crate) fn to_string(call: &mut Call<'_>) -> Outcome {
    Ok(show::text(call.arg(0)).into())
}

/// The pieces of `text` between separators, at most `limit` of them; an empty separator splits at every character.
fn pieces<'t>(text: &'t [u8], separator: &[u8], limit: usize) -> Result<Vec<&'t [u8]>, FuncError> {
    let mut out = Vec::new();
    let mut rest = text;
    if separator.is_empty() && text.is_empty() || limit == 0 {
        return Ok(out);
    }
    while out.len() + 1 < limit {
        let (piece, after) = if separator.is_empty() {
            match runes::runes(rest).next() {
                Some((_, c)) if c.len() < rest.len() => rest.split_at(c.len()),
                _ => break,
            }
        } else {
            match runes::find(rest, separator) {
                Some(at) => (&rest[..at], &rest[at + separator.len()..]),
                None => break,
            }
        };
        out.push(piece);
        rest = after;
        if out.len() >= MAX_ITEMS {
            return Err(crate::limits::too_many());
        }
    }
    out.push(rest);
    Ok(out)
}

fn numbered(pieces: Vec<&[u8]>) -> Value {
    let map = Map::typed(Type::STRING_MAP);
    for (i, piece) in pieces.into_iter().enumerate() {
        map.insert(format!("_{i}"), Value::string(piece));
    }
    map.into()
}

pub(crate) fn split(call: &mut Call<'_>) -> Outcome {
    let (separator, text) = (call.string(0), call.string(1));
    let found = pieces(text.as_bytes(), separator.as_bytes(), usize::MAX)?;
    Ok(numbered(found))
}

pub(crate) fn splitn(call: &mut Call<'_>) -> Outcome {
    let (separator, limit, text) = (call.string(0), call.int(1), call.string(2));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let found = pieces(text.as_bytes(), separator.as_bytes(), limit)?;
    Ok(numbered(found))
}

pub(crate) fn split_list(call: &mut Call<'_>) -> Outcome {
    let (separator, text) = (call.string(0), call.string(1));
    let found = pieces(text.as_bytes(), separator.as_bytes(), usize::MAX)?;
    Ok(List::strings(found).into())
}

/// A list of texts of any value: the items of a list without the nil ones, nothing of nil, else the value alone.
fn texts(value: &Value) -> Vec<Str> {
    match value.underlying() {
        Value::List(list) => list
            .iter()
            .filter(|item| !matches!(item, Value::Nil))
            .map(show::text)
            .collect(),
        Value::Nil => Vec::new(),
        _ => vec![show::text(value)],
    }
}

pub(crate) fn to_strings(call: &mut Call<'_>) -> Outcome {
    if let Value::List(list) = call.arg(0)
        && *list.list_type() == Type::STRINGS
    {
        return Ok(list.clone().into());
    }
    Ok(List::strings(texts(call.arg(0))).into())
}

pub(crate) fn join(call: &mut Call<'_>) -> Outcome {
    let separator = call.string(0);
    let texts = texts(call.arg(1));
    let size = texts
        .iter()
        .try_fold(0usize, |n, t| n.checked_add(t.len() + separator.len()));
    text_of_size(size)?;
    let texts: Vec<&[u8]> = texts.iter().map(Str::as_bytes).collect();
    Ok(Value::string(texts.join(separator.as_bytes())))
}

pub(crate) fn sort_alpha(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    let mut sorted = match value.underlying() {
        Value::List(_) => texts(value),
        _ => vec![show::text(value)],
    };
    sorted.sort();
    Ok(List::strings(sorted).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(f: fn(&mut Call<'_>) -> Outcome, args: &[Value]) -> String {
        let mut args = args.to_vec();
        match f(&mut Call::new("f", &mut args)) {
            Ok(value) => show::verbatim(&value).to_string(),
            Err(error) => error.message,
        }
    }

    #[test]
    fn cutting_follows_bytes_and_panics_as_go() {
        let hello = Value::from("hello");
        for (start, end, expected) in [
            (1, 3, "el"),
            (-1, 2, "he"),
            (2, -1, "llo"),
            (3, 99, "lo"),
            (9, -1, "runtime error: slice bounds out of range [9:5]"),
            (4, 2, "runtime error: slice bounds out of range [4:2]"),
            (-1, 9, "runtime error: slice bounds out of range [:9] with length 5"),
            (-1, -2, "runtime error: slice bounds out of range [:-2]"),
        ] {
            let args = [Value::int(start), Value::int(end), hello.clone()];
            assert_eq!(run(substr, &args), expected, "{start} {end}");
        }
    }

    #[test]
    fn oversized_results_are_errors() {
        let x = Value::from("x");
        for f in [repeat, indent, nindent] {
            let message = run(f, &[Value::int(1 << 40), x.clone()]);
            assert!(message.contains("too large"), "{message}");
        }
        assert_eq!(run(repeat, &[Value::int(-1), x]), "strings: negative Repeat count");
    }
}

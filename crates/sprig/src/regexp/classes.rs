//! Character classes and escapes.

use super::error::{Parsed, SyntaxError, SyntaxErrorKind, consumed, error};

/// A class that matches nothing.
pub(super) const NOTHING: &str = "[a&&b]";

/// Appends a character in a spelling that means itself both in and out of a class.
pub(super) fn push_char(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
    } else {
        out.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
    }
}

/// Appends a range of code points, leaving out surrogates, which no text holds. Whether anything is left.
pub(super) fn push_range(out: &mut String, low: u32, high: u32) -> bool {
    let low = if (0xd800..0xe000).contains(&low) { 0xe000 } else { low };
    let high = if (0xd800..0xe000).contains(&high) { 0xd7ff } else { high };
    let (Some(low), Some(high)) = (char::from_u32(low), char::from_u32(high)) else {
        return false;
    };
    if low > high {
        return false;
    }
    push_char(out, low);
    if low != high {
        out.push('-');
        push_char(out, high);
    }
    true
}

/// A character inside a class, as a code point (which may be a surrogate).
pub(super) fn class_char<'a>(tail: &'a str, whole: &str) -> Parsed<'a, u32> {
    match tail.chars().next() {
        None => Err(error(SyntaxErrorKind::MissingBracket, whole)),
        Some('\\') => code_escape(tail),
        Some(c) => Ok((u32::from(c), &tail[c.len_utf8()..])),
    }
}

/// `[:alpha:]` or `[:^alpha:]` inside a class.
pub(super) fn posix_class(tail: &str) -> Result<Option<(String, &str)>, SyntaxError> {
    let Some(end) = tail.strip_prefix("[:").and_then(|body| body.find(":]")) else {
        return Ok(None);
    };
    let (name, after) = tail.split_at(end + 4);
    let body = &name[2..end + 2];
    let known = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
        "word", "xdigit",
    ];
    if !known.contains(&body.strip_prefix('^').unwrap_or(body)) {
        return Err(error(SyntaxErrorKind::CharRange, name));
    }
    Ok(Some((name.to_owned(), after)))
}

/// `\d`, `\s`, `\w`, `\pL`, `\p{Greek}` and their negations, in and out of a class.
pub(super) fn class_escape(rest: &str) -> Result<Option<(String, &str)>, SyntaxError> {
    let Some(body) = rest.strip_prefix('\\') else {
        return Ok(None);
    };
    let class = match body.as_bytes().first() {
        Some(b'd') => "[0-9]",
        Some(b'D') => "[^0-9]",
        Some(b's') => r"[\t\n\x0c\r\x20]",
        Some(b'S') => r"[^\t\n\x0c\r\x20]",
        Some(b'w') => "[0-9A-Za-z_]",
        Some(b'W') => "[^0-9A-Za-z_]",
        Some(b'p' | b'P') => return unicode_class(rest),
        _ => return Ok(None),
    };
    Ok(Some((class.to_owned(), &body[1..])))
}

fn unicode_class(rest: &str) -> Result<Option<(String, &str)>, SyntaxError> {
    let mut negated = rest.as_bytes().get(1) == Some(&b'P');
    let body = rest.get(2..).unwrap_or("");
    let Some(first) = body.chars().next() else {
        return Err(error(SyntaxErrorKind::CharRange, rest));
    };
    let len = if first == '{' {
        let end = body.find('}').ok_or_else(|| error(SyntaxErrorKind::CharRange, rest))?;
        end + 1
    } else {
        first.len_utf8()
    };
    let (spelling, after) = body.split_at(len);
    let mut name = spelling.trim_start_matches('{').trim_end_matches('}');
    if let Some(inner) = name.strip_prefix('^') {
        negated = !negated;
        name = inner;
    }
    let class = unicode_name(name).ok_or_else(|| error(SyntaxErrorKind::CharRange, consumed(rest, after)))?;
    let p = if negated { 'P' } else { 'p' };
    Ok(Some((format!("\\{p}{{{class}}}"), after)))
}

/// How the crate `regex` names the category or script that Go knows by `name`.
fn unicode_name(name: &str) -> Option<String> {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if matches!(plain.as_str(), "any" | "ascii" | "assigned") {
        return Some(plain);
    }
    let category = format!("gc={plain}");
    if regex::Regex::new(&format!("\\p{{{category}}}")).is_ok() {
        return Some(category);
    }
    // Scripts also have abbreviations of four letters, which Go does not know.
    if plain.len() == 4 && !is_script_name(&plain) {
        return None;
    }
    let script = format!("sc={plain}");
    regex::Regex::new(&format!("\\p{{{script}}}")).is_ok().then_some(script)
}

/// The scripts whose full name has four letters.
fn is_script_name(plain: &str) -> bool {
    matches!(
        plain,
        "cham" | "lisu" | "miao" | "modi" | "newa" | "thai" | "kawi" | "toto"
    )
}

pub(super) fn char_escape(rest: &str) -> Parsed<'_, Option<char>> {
    let (code, after) = code_escape(rest)?;
    Ok((char::from_u32(code), after))
}

/// An escape that stands for one code point.
fn code_escape(rest: &str) -> Parsed<'_, u32> {
    let body = rest.get(1..).unwrap_or("");
    let Some(c) = body.chars().next() else {
        return Err(error(SyntaxErrorKind::TrailingBackslash, ""));
    };
    let mut tail = &body[c.len_utf8()..];
    let simple = match c {
        'a' => 0x07,
        'f' => 0x0c,
        'n' => 0x0a,
        'r' => 0x0d,
        't' => 0x09,
        'v' => 0x0b,
        '0'..='7' => {
            let digits = 1 + tail.bytes().take(2).take_while(|b| (b'0'..=b'7').contains(b)).count();
            if c == '0' || digits > 1 {
                let code = u32::from_str_radix(&body[..digits], 8).unwrap_or(0);
                return Ok((code, &body[digits..]));
            }
            return Err(error(SyntaxErrorKind::Escape, consumed(rest, tail)));
        }
        'x' => {
            if let Some(code) = hex(&mut tail) {
                return Ok((code, tail));
            }
            return Err(error(SyntaxErrorKind::Escape, consumed(rest, tail)));
        }
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => u32::from(c),
        _ => return Err(error(SyntaxErrorKind::Escape, consumed(rest, tail))),
    };
    Ok((simple, tail))
}

/// Two hexadecimal digits, or any number of them in braces. What has been looked at is taken off `tail` even on failure,
/// because it is part of the error.
fn hex(tail: &mut &str) -> Option<u32> {
    let mut next = || {
        let c = tail.chars().next()?;
        *tail = &tail[c.len_utf8()..];
        Some(c)
    };
    let first = next()?;
    if first != '{' {
        let second = next();
        return Some(first.to_digit(16)? * 16 + second?.to_digit(16)?);
    }
    let (mut code, mut digits) = (0u32, 0);
    loop {
        match next()? {
            '}' => return (digits > 0).then_some(code),
            c => code = code * 16 + c.to_digit(16)?,
        }
        if code > 0x10ffff {
            return None;
        }
        digits += 1;
    }
}

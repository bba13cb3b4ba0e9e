//! Regular expressions as Go's `regexp` has them.

mod classes;
mod error;
mod syntax;

use std::borrow::Cow;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::runes;

pub use error::{SyntaxError, SyntaxErrorKind};

/// A compiled expression.
#[derive(Debug)]
pub struct Regexp {
    regex: Regex,
    names: Vec<String>,
    /// Whether the source is the empty text, which splits otherwise than what means the same.
    empty: bool,
}

/// How much memory a compiled expression may take.
const MAX_COMPILED: usize = 64 << 20;

impl Regexp {
    /// Compiles an expression in Go's syntax.
    ///
    /// # Errors
    /// [`SyntaxError`] with Go's words.
    pub fn new(source: &[u8]) -> Result<Regexp, SyntaxError> {
        let source = std::str::from_utf8(source).map_err(|error| {
            // Go names the rest of the expression from the broken byte on.
            let rest = source.get(error.valid_up_to()..).unwrap_or_default();
            SyntaxError {
                kind: SyntaxErrorKind::Utf8,
                expression: String::from_utf8_lossy(rest).into_owned(),
            }
        })?;
        let translation = syntax::translate(source)?;
        let regex = RegexBuilder::new(&translation.pattern)
            .nest_limit(2000)
            .size_limit(MAX_COMPILED)
            .dfa_size_limit(4 << 20)
            .build()
            // What remains after the translation is only size.
            .map_err(|_| SyntaxError {
                kind: SyntaxErrorKind::Large,
                expression: source.to_owned(),
            })?;
        Ok(Regexp {
            regex,
            names: translation.names,
            empty: source.is_empty(),
        })
    }

    /// Whether it matches anywhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &[u8]) -> bool {
        self.regex.is_match(&Haystack::new(text).text)
    }

    /// The first match.
    #[must_use]
    pub fn find<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let haystack = Haystack::new(text);
        let found = self.regex.find(&haystack.text)?;
        text.get(haystack.range(found.range()))
    }

    /// Where the matches are; at most `limit` of them if it is not negative.
    #[must_use]
    pub fn find_all(&self, text: &[u8], limit: i64) -> Vec<Range<usize>> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let haystack = Haystack::new(text);
        self.regex
            .find_iter(&haystack.text)
            .map(|m| haystack.range(m.range()))
            .take(limit)
            .collect()
    }

    /// Replaces every match; `$1`, `${1}`, `$name` and `${name}` in the replacement stand for groups, `$$` for `$`.
    /// `None` when the result is longer than `limit` bytes.
    #[must_use]
    pub fn replace_all(&self, text: &[u8], replacement: &[u8], limit: usize) -> Option<Vec<u8>> {
        let haystack = Haystack::new(text);
        let mut out = Vec::with_capacity(text.len());
        let mut end = 0;
        for captures in self.regex.captures_iter(&haystack.text) {
            let found = haystack.range(captures.get_match().range());
            out.extend_from_slice(&text[end..found.start]);
            self.expand(&mut out, replacement, |index| {
                let range = haystack.range(captures.get(index)?.range());
                text.get(range)
            });
            end = found.end;
            if out.len() > limit {
                return None;
            }
        }
        out.extend_from_slice(&text[end..]);
        (out.len() <= limit).then_some(out)
    }

    /// Replaces every match with the text as it is. `None` when the result is longer than `limit` bytes.
    #[must_use]
    pub fn replace_all_literal(&self, text: &[u8], replacement: &[u8], limit: usize) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(text.len());
        let mut end = 0;
        for found in self.find_all(text, -1) {
            out.extend_from_slice(&text[end..found.start]);
            out.extend_from_slice(replacement);
            end = found.end;
            if out.len() > limit {
                return None;
            }
        }
        out.extend_from_slice(&text[end..]);
        (out.len() <= limit).then_some(out)
    }

    /// Splits `text` at the matches into at most `limit` pieces, or any number if it is negative; `None` if it is 0.
    #[must_use]
    pub fn split<'t>(&self, text: &'t [u8], limit: i64) -> Option<Vec<&'t [u8]>> {
        if limit == 0 {
            return None;
        }
        if text.is_empty() && !self.empty {
            return Some(vec![text]);
        }
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut pieces = Vec::new();
        let (mut start, mut end) = (0, 0);
        for found in self.find_all(text, limit) {
            if pieces.len() + 1 >= most {
                break;
            }
            end = found.start;
            // An empty match at the very start splits nothing off.
            if found.end != 0 {
                pieces.push(&text[start..end]);
            }
            start = found.end;
        }
        if end != text.len() {
            pieces.push(&text[start..]);
        }
        Some(pieces)
    }

    fn expand<'t>(&self, out: &mut Vec<u8>, mut template: &[u8], group: impl Fn(usize) -> Option<&'t [u8]>) {
        while let Some(at) = template.iter().position(|b| *b == b'$') {
            out.extend_from_slice(&template[..at]);
            template = &template[at + 1..];
            if let [b'$', tail @ ..] = template {
                out.push(b'$');
                template = tail;
                continue;
            }
            let Some((name, tail)) = reference(template) else {
                out.push(b'$');
                continue;
            };
            template = tail;
            if let Some(text) = self.group_index(&name).and_then(&group) {
                out.extend_from_slice(text);
            }
        }
        out.extend_from_slice(template);
    }

    fn group_index(&self, name: &str) -> Option<usize> {
        if is_number(name) {
            return name.parse().ok();
        }
        Some(1 + self.names.iter().position(|n| n == name)?)
    }
}

/// A text to search. Bytes that are not UTF-8 count as U+FFFD, one each, as in Go; where that makes a difference in length, the
/// places in the searched text are translated back.
struct Haystack<'t> {
    text: Cow<'t, str>,
    /// For each byte of the searched text, and its end, the place in the original; empty if they are the same.
    origins: Vec<usize>,
}

impl<'t> Haystack<'t> {
    fn new(original: &'t [u8]) -> Self {
        if let Ok(text) = std::str::from_utf8(original) {
            return Haystack {
                text: Cow::Borrowed(text),
                origins: Vec::new(),
            };
        }
        let (mut text, mut origins, mut at) = (String::new(), Vec::new(), 0);
        for (c, bytes) in runes::runes(original) {
            text.push(c);
            origins.resize(text.len(), at);
            at += bytes.len();
        }
        origins.push(original.len());
        Haystack {
            text: Cow::Owned(text),
            origins,
        }
    }

    fn range(&self, found: Range<usize>) -> Range<usize> {
        let origin = |at: usize| self.origins.get(at).copied().unwrap_or(at);
        origin(found.start)..origin(found.end)
    }
}

/// Digits without a zero in front, and few enough.
fn is_number(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_digit())
        && !(name.len() > 1 && name.starts_with('0'))
        && name.parse::<u64>().is_ok_and(|n| n < 1_000_000_000)
}

/// The name or number after a `$`, in braces or not, and what follows it; `None` if there is no proper one.
fn reference(template: &[u8]) -> Option<(String, &[u8])> {
    let (braced, body) = match template {
        [b'{', body @ ..] => (true, body),
        body => (false, body),
    };
    let valid = body.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let len: usize = valid
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .map(char::len_utf8)
        .sum();
    let (name, tail) = (valid.get(..len)?, body.get(len..)?);
    if name.is_empty() {
        return None;
    }
    let tail = if braced { tail.strip_prefix(b"}")? } else { tail };
    Some((name.to_owned(), tail))
}

/// `text` as an expression that matches just this text.
#[must_use]
pub fn quote_meta(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &b in text {
        if br"\.+*?()|[]{}^$".contains(&b) {
            out.push(b'\\');
        }
        out.push(b);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_refuses_is_refused() {
        for (source, message) in [
            ("(", "missing closing ): `(`"),
            ("a)", "unexpected ): `a)`"),
            ("[", "missing closing ]: `[`"),
            ("[z-a]", "invalid character class range: `z-a`"),
            ("[a--b]", "invalid character class range: `a--`"),
            ("x{1001}", "invalid repeat count: `{1001}`"),
            ("(x{100}){11}", "invalid repeat count: `{11}`"),
            ("a**", "invalid nested repetition operator: `**`"),
            ("*", "missing argument to repetition operator: `*`"),
            ("a|*", "missing argument to repetition operator: `*`"),
            (r"\1", r"invalid escape sequence: `\1`"),
            (r"\Z", r"invalid escape sequence: `\Z`"),
            (r"\x{110000}", r"invalid escape sequence: `\x{110000`"),
            (r"\p{Nope}", r"invalid character class range: `\p{Nope}`"),
            (r"a\", "trailing backslash at end of expression: ``"),
            ("(?<!a)b", "invalid named capture: `(?<!a)b`"),
            ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
            ("(?i", "invalid or unsupported Perl syntax: `(?i`"),
            ("[[:nope:]]", "invalid character class range: `[:nope:]`"),
        ] {
            let error = Regexp::new(source.as_bytes()).expect_err(source);
            assert_eq!(
                error.to_string(),
                format!("error parsing regexp: {message}"),
                "{source}"
            );
        }
    }

    #[test]
    fn replacements_expand_as_in_go() {
        for (source, text, replacement, expected) in [
            ("a(x*)b", "-ab-axxb-", "${1}W", "-W-xxW-"),
            ("a(x*)b", "-ab-axxb-", "$1W", "---"),
            ("a*", "baac", "-", "-b-c-"),
            ("", "ab", "-", "-a-b-"),
            (r"(?P<n>\d+)", "a1", "<$n>", "a<1>"),
            ("a", "a", "$$${", "$${"),
            (r"\d", "٣1", "x", "٣x"),
        ] {
            let regexp = Regexp::new(source.as_bytes()).expect(source);
            let out = regexp
                .replace_all(text.as_bytes(), replacement.as_bytes(), 100)
                .expect("a short text");
            assert_eq!(String::from_utf8_lossy(&out), expected, "{source}");
        }
    }
}

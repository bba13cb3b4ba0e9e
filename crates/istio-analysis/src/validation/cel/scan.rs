//! From text to tokens.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    /// The name of a field in backquotes.
    Quoted,
    Literal,
    Symbol,
}

/// A piece of an expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) offset: usize,
}

impl Token<'_> {
    /// Whether this is a number that may have a sign.
    pub(super) fn is_number(&self) -> bool {
        let digits = self.text.trim_start_matches('.');
        self.kind == Kind::Literal && digits.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The longer ones first.
const SYMBOLS: [&str; 25] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+", "*",
    "/", "%", "in",
];

/// The tokens of an expression, without white space and comments.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    let mut offset = 0;
    while let Some(rest) = text.get(offset..).filter(|rest| !rest.is_empty()) {
        if let Some(blank) = blank(rest) {
            offset += blank;
            continue;
        }
        let (kind, len) = token(rest).ok_or_else(|| {
            let start: String = rest.chars().take(10).collect();
            format!("{start:?} at offset {offset} is not part of the language")
        })?;
        tokens.push(Token {
            kind,
            text: &rest[..len],
            offset,
        });
        offset += len;
    }
    Ok(tokens)
}

/// The length of white space or of a comment.
fn blank(text: &str) -> Option<usize> {
    let spaces = text.len() - text.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']).len();
    match spaces {
        0 if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        0 => None,
        spaces => Some(spaces),
    }
}

fn token(text: &str) -> Option<(Kind, usize)> {
    if let Some(len) = string(text) {
        return Some((Kind::Literal, len));
    }
    if let Some(len) = number(text.as_bytes()) {
        return Some((Kind::Literal, len));
    }
    let name = text
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
        .count();
    if name > 0 && !text.starts_with(|c: char| c.is_ascii_digit()) {
        let kind = match &text[..name] {
            "true" | "false" | "null" => Kind::Literal,
            "in" => Kind::Symbol,
            _ => Kind::Name,
        };
        return Some((kind, name));
    }
    if let Some(rest) = text.strip_prefix('`') {
        let inside = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || b"_.-/ ".contains(b))
            .count();
        return (inside > 0 && rest[inside..].starts_with('`')).then_some((Kind::Quoted, inside + 2));
    }
    let symbol = SYMBOLS.into_iter().find(|symbol| text.starts_with(symbol))?;
    Some((Kind::Symbol, symbol.len()))
}

fn digits(text: &[u8], is_digit: impl Fn(&u8) -> bool) -> usize {
    text.iter().take_while(|b| is_digit(b)).count()
}

/// The length of a number.
fn number(text: &[u8]) -> Option<usize> {
    let unsigned = |len: usize| len + usize::from(matches!(text.get(len), Some(b'u' | b'U')));
    if text.starts_with(b"0x") {
        let hex = digits(&text[2..], u8::is_ascii_hexdigit);
        if hex > 0 {
            return Some(unsigned(2 + hex));
        }
    }
    let whole = digits(text, u8::is_ascii_digit);
    let mut len = whole;
    let is_float = match text.get(len) {
        Some(b'.') => match digits(&text[len + 1..], u8::is_ascii_digit) {
            0 => false,
            fraction => {
                len += 1 + fraction;
                true
            }
        },
        _ => false,
    };
    if len == 0 {
        return None;
    }
    if matches!(text.get(len), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(len + 1), Some(b'+' | b'-')));
        let exponent = digits(text.get(len + 1 + sign..).unwrap_or_default(), u8::is_ascii_digit);
        if exponent > 0 {
            return Some(len + 1 + sign + exponent);
        }
    }
    Some(if is_float { len } else { unsigned(len) })
}

/// The length of a string or of bytes, with prefix and quotes.
fn string(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_bytes = matches!(bytes.first(), Some(b'b' | b'B'));
    let mut start = usize::from(is_bytes);
    let is_raw = matches!(bytes.get(start), Some(b'r' | b'R'));
    start += usize::from(is_raw);
    let quote = *bytes.get(start).filter(|b| matches!(b, b'"' | b'\''))?;
    let triple = [quote; 3];
    let is_triple = bytes[start..].starts_with(&triple);
    if is_triple && let Some(len) = close(bytes, start + 3, &triple, is_raw) {
        return Some(len);
    }
    close(bytes, start + 1, &[quote], is_raw)
}

/// Where a string ends that goes on at `at`, `quote` included.
fn close(bytes: &[u8], mut at: usize, quote: &[u8], is_raw: bool) -> Option<usize> {
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(quote) {
            return Some(at + quote.len());
        }
        match rest.first()? {
            b'\\' if !is_raw => {
                // Which escapes there are is looked at later.
                rest.get(1)?;
                at += 2;
            }
            b'\n' | b'\r' if quote.len() == 1 => return None,
            _ => at += 1,
        }
    }
}

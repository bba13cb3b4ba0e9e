//! Reading JSON, with the errors of Go's scanner.

use std::fmt;

use gotemplate::{Map, Str, Value};

/// Why a text is no JSON. `Display` is Go's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// The text ends too early.
    End,
    /// A byte that does not belong where it stands; what was read there.
    Character(u8, &'static str),
    /// Lists and maps are nested too deeply.
    Depth,
    /// A number that no float can hold.
    Number(String),
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonError::End => f.write_str("unexpected end of JSON input"),
            JsonError::Character(b, context) => {
                let shown = match b {
                    b'\'' => r"'\''".to_owned(),
                    b'"' => "'\"'".to_owned(),
                    b => {
                        let quoted = crate::show::quoted(char::from(*b).to_string().as_bytes());
                        format!("'{}'", quoted.trim_matches('"'))
                    }
                };
                write!(f, "invalid character {shown} {context}")
            }
            JsonError::Depth => f.write_str("exceeded max depth"),
            JsonError::Number(text) => write!(f, "json: cannot unmarshal number {text} into Go value of type float64"),
        }
    }
}

impl std::error::Error for JsonError {}

/// Deeper texts are refused (Go takes ten thousand levels).
const MAX_DEPTH: usize = 500;

/// Reads a text; numbers become `float64`, lists `[]interface {}` and objects `map[string]interface {}`.
///
/// # Errors
/// [`JsonError`] with Go's words.
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    let (value, error) = parse_leniently(text)?;
    error.map_or(Ok(value), Err)
}

/// As [`parse`], but with numbers out of range left nil, beside the error that the first of them is.
pub(super) fn parse_leniently(text: &[u8]) -> Result<(Value, Option<JsonError>), JsonError> {
    let mut reader = Reader {
        text,
        at: 0,
        range_error: None,
    };
    let value = reader.value(0)?;
    reader.skip_space();
    match reader.peek() {
        Some(b) => Err(JsonError::Character(b, "after top-level value")),
        // Go checks the whole syntax before it looks at what numbers amount to.
        None => Ok((value, reader.range_error)),
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    range_error: Option<JsonError>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Result<u8, JsonError> {
        let b = self.peek().ok_or(JsonError::End)?;
        self.at += 1;
        Ok(b)
    }

    /// The next byte within a number, a word or an escape. At the end Go's scanner sees a space there.
    fn inner(&mut self) -> u8 {
        let b = self.peek().unwrap_or(b' ');
        self.at += 1;
        b
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// The next byte that is not white space.
    fn token(&mut self) -> Result<u8, JsonError> {
        self.skip_space();
        self.next()
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        match self.token()? {
            b'{' => self.object(depth + 1),
            b'[' => self.array(depth + 1),
            b'"' => Ok(self.string()?.into()),
            b't' => self.literal("true", Value::Bool(true)),
            b'f' => self.literal("false", Value::Bool(false)),
            b'n' => self.literal("null", Value::Nil),
            b @ (b'-' | b'0'..=b'9') => self.number(b),
            b => Err(JsonError::Character(b, "looking for beginning of value")),
        }
    }

    fn literal(&mut self, word: &'static str, value: Value) -> Result<Value, JsonError> {
        for expected in word.bytes().skip(1) {
            let b = self.inner();
            if b != expected {
                let context = match (word, expected) {
                    ("true", b'r') => "in literal true (expecting 'r')",
                    ("true", b'u') => "in literal true (expecting 'u')",
                    ("true", _) => "in literal true (expecting 'e')",
                    ("false", b'a') => "in literal false (expecting 'a')",
                    ("false", b'l') => "in literal false (expecting 'l')",
                    ("false", b's') => "in literal false (expecting 's')",
                    ("false", _) => "in literal false (expecting 'e')",
                    (_, b'u') => "in literal null (expecting 'u')",
                    _ => "in literal null (expecting 'l')",
                };
                return Err(JsonError::Character(b, context));
            }
        }
        Ok(value)
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn digit(&mut self, context: &'static str) -> Result<u8, JsonError> {
        match self.inner() {
            b @ b'0'..=b'9' => Ok(b),
            b => Err(JsonError::Character(b, context)),
        }
    }

    fn number(&mut self, first: u8) -> Result<Value, JsonError> {
        let start = self.at - 1;
        let first = if first == b'-' {
            self.digit("in numeric literal")?
        } else {
            first
        };
        if first != b'0' {
            self.digits();
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digit("after decimal point in numeric literal")?;
            self.digits();
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digit("in exponent of numeric literal")?;
            self.digits();
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        let text = String::from_utf8_lossy(text);
        let value: f64 = text.parse().unwrap_or(f64::INFINITY);
        if value.is_infinite() {
            let error = JsonError::Number(text.into_owned());
            self.range_error.get_or_insert(error);
            return Ok(Value::Nil);
        }
        Ok(value.into())
    }

    fn string(&mut self) -> Result<Str, JsonError> {
        let mut out = Vec::new();
        loop {
            match self.next()? {
                b'"' => break,
                b'\\' => self.escape(&mut out)?,
                b if b < b' ' => return Err(JsonError::Character(b, "in string literal")),
                b => out.push(b),
            }
        }
        // What is not UTF-8 becomes U+FFFD, each byte of it.
        Ok(match String::from_utf8(out) {
            Ok(text) => text.into(),
            Err(error) => crate::runes::map(error.as_bytes(), |c| c).into(),
        })
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), JsonError> {
        let plain = match self.inner() {
            b @ (b'"' | b'\\' | b'/') => b,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let c = self.unicode_escape()?;
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            b => return Err(JsonError::Character(b, "in string escape code")),
        };
        out.push(plain);
        Ok(())
    }

    /// What follows `\u`: a character, or with a second escape the pair that stands for one; half a pair is U+FFFD.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let start = self.at;
        if self.text.get(self.at..self.at + 2) == Some(b"\\u") {
            self.at += 2;
            let second = self.four_digits()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = start;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn four_digits(&mut self) -> Result<u32, JsonError> {
        let mut code = 0;
        for _ in 0..4 {
            let b = self.inner();
            let digit = char::from(b)
                .to_digit(16)
                .ok_or(JsonError::Character(b, "in \\u hexadecimal character escape"))?;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::Depth);
        }
        let mut items = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value(depth)?);
            match self.token()? {
                b',' => {}
                b']' => return Ok(Value::list(items)),
                b => return Err(JsonError::Character(b, "after array element")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::Depth);
        }
        let map = Map::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(map.into());
        }
        loop {
            match self.token()? {
                b'"' => {}
                b => {
                    let context = "looking for beginning of object key string";
                    return Err(JsonError::Character(b, context));
                }
            }
            let key = self.string()?;
            match self.token()? {
                b':' => {}
                b => return Err(JsonError::Character(b, "after object key")),
            }
            let value = self.value(depth)?;
            map.insert(key, value);
            match self.token()? {
                b',' => {}
                b'}' => return Ok(map.into()),
                b => return Err(JsonError::Character(b, "after object key:value pair")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_go() {
        for (text, message) in [
            ("", "unexpected end of JSON input"),
            ("{", "unexpected end of JSON input"),
            ("{a", "invalid character 'a' looking for beginning of object key string"),
            ("[1 2]", "invalid character '2' after array element"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            ("{\"a\":1 2}", "invalid character '2' after object key:value pair"),
            ("1 x", "invalid character 'x' after top-level value"),
            ("tru", "invalid character ' ' in literal true (expecting 'e')"),
            ("trux", "invalid character 'x' in literal true (expecting 'e')"),
            ("-x", "invalid character 'x' in numeric literal"),
            ("1.x", "invalid character 'x' after decimal point in numeric literal"),
            ("1e", "invalid character ' ' in exponent of numeric literal"),
            ("\"\\q\"", "invalid character 'q' in string escape code"),
            ("\"a\nb\"", "invalid character '\\n' in string literal"),
            ("'", "invalid character '\\'' looking for beginning of value"),
            (
                "1e999",
                "json: cannot unmarshal number 1e999 into Go value of type float64",
            ),
        ] {
            let error = parse(text.as_bytes()).expect_err(text);
            assert_eq!(error.to_string(), message, "{text}");
        }
    }
}

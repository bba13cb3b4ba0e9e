//! A strict JSON reader (RFC 8259), for text that is known to be JSON.

use crate::position::LineTable;
use crate::{Error, Limits, Mapping, Number, Reason, Value};

/// Reads one JSON text. Integers stay integers; a key that is there twice has its last value, a half surrogate pair becomes U+FFFD,
/// both as in Go.
///
/// YAML's reader takes JSON too; this one takes nothing else, and keeps to JSON where YAML 1.1 differs (U+0085 is no line break,
/// keys may be long).
///
/// # Errors
/// [`Reason::Syntax`], [`Reason::Depth`].
pub fn from_str(text: &str) -> Result<Value, Error> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.blanks();
    let value = reader.value()?;
    reader.blanks();
    if reader.at < reader.bytes.len() {
        return Err(reader.error(Reason::Syntax, "expected the end of the JSON text"));
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

/// A collection whose end has not been read; a mapping with the key whose value comes next.
enum Open {
    Sequence(Vec<Value>),
    Mapping(Mapping, String),
}

impl Reader<'_> {
    fn error(&self, reason: Reason, message: &str) -> Error {
        let at = self.at.min(self.text.len());
        let table = LineTable::new(self.text, 0, at, 1);
        Error::new(reason, at, table.position(self.text, at), message)
    }

    fn syntax<T>(&self, message: &str) -> Result<T, Error> {
        Err(self.error(Reason::Syntax, message))
    }

    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Result<Value, Error> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            // A value starts here.
            let mut value = match self.peek() {
                start @ (b'[' | b'{') => {
                    if open.len() >= Limits::DEEPEST {
                        return Err(self.error(Reason::Depth, "nested too deep"));
                    }
                    self.at += 1;
                    self.blanks();
                    let (end, collection, empty) = if start == b'[' {
                        (b']', Open::Sequence(Vec::new()), Value::Sequence(Vec::new()))
                    } else {
                        (
                            b'}',
                            Open::Mapping(Mapping::new(), String::new()),
                            Value::Mapping(Mapping::new()),
                        )
                    };
                    if self.peek() == end {
                        self.at += 1;
                        empty
                    } else {
                        open.push(collection);
                        self.key(&mut open)?;
                        continue;
                    }
                }
                _ => self.scalar()?,
            };
            // A value ended here, and with it perhaps the collections around it.
            loop {
                let end = match open.last_mut() {
                    None => return Ok(value),
                    Some(Open::Sequence(items)) => {
                        items.push(value);
                        b']'
                    }
                    Some(Open::Mapping(mapping, key)) => {
                        mapping.insert(std::mem::take(key), value);
                        b'}'
                    }
                };
                if !self.comma_or(end)? {
                    self.key(&mut open)?;
                    break;
                }
                value = match open.pop() {
                    Some(Open::Sequence(items)) => Value::Sequence(items),
                    Some(Open::Mapping(mapping, _)) => Value::Mapping(mapping),
                    None => Value::Null,
                };
            }
        }
    }

    /// Before an element: in a mapping, reads its key and `:`.
    fn key(&mut self, open: &mut [Open]) -> Result<(), Error> {
        let Some(Open::Mapping(_, key)) = open.last_mut() else {
            return Ok(());
        };
        if self.peek() != b'"' {
            return self.syntax("expected a key in double quotes");
        }
        *key = self.string()?;
        self.blanks();
        if self.peek() != b':' {
            return self.syntax("expected `:` after the key");
        }
        self.at += 1;
        self.blanks();
        Ok(())
    }

    fn scalar(&mut self) -> Result<Value, Error> {
        match self.peek() {
            b'"' => Ok(Value::String(self.string()?)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                for (word, value) in [
                    ("null", Value::Null),
                    ("true", Value::Bool(true)),
                    ("false", Value::Bool(false)),
                ] {
                    if self.bytes[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                self.syntax("expected a JSON value")
            }
        }
    }

    /// After an element: takes `,` (false) or the end (true).
    fn comma_or(&mut self, end: u8) -> Result<bool, Error> {
        self.blanks();
        let next = self.peek();
        if next != b',' && next != end {
            return self.syntax(if end == b']' {
                "expected `,` or `]`"
            } else {
                "expected `,` or `}`"
            });
        }
        self.at += 1;
        self.blanks();
        Ok(next == end)
    }

    fn number(&mut self) -> Result<Value, Error> {
        let start = self.at;
        self.at += usize::from(self.peek() == b'-');
        let whole = self.digits();
        let leading_zero = whole > 1 && self.bytes[self.at - whole] == b'0';
        if whole == 0 || leading_zero {
            return self.syntax("a number cannot look like this in JSON");
        }
        let mut integer = true;
        if self.peek() == b'.' {
            self.at += 1;
            integer = false;
            if self.digits() == 0 {
                return self.syntax("expected digits after the decimal point");
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            integer = false;
            self.at += usize::from(matches!(self.peek(), b'+' | b'-'));
            if self.digits() == 0 {
                return self.syntax("expected digits in the exponent");
            }
        }
        let text = &self.text[start..self.at];
        if integer && text != "-0" {
            if let Ok(value) = text.parse() {
                return Ok(Value::Number(Number::Int(value)));
            }
            if let Ok(value) = text.parse() {
                return Ok(Value::Number(Number::Uint(value)));
            }
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Value::Number(Number::Float(value))),
            _ => self.syntax("the number is too large for a double"),
        }
    }

    fn digits(&mut self) -> usize {
        let count = self.bytes[self.at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.at += count;
        count
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.bytes[self.at..];
            let run = rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..0x20));
            let Some(run) = run else {
                return self.syntax("the string has no closing quote");
            };
            out.push_str(&self.text[self.at..self.at + run]);
            self.at += run;
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(out);
                }
                b'\\' => self.escape(&mut out)?,
                _ => return self.syntax("a control character has to be escaped in a string"),
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), Error> {
        self.at += 1;
        let plain = match self.peek() {
            escaped @ (b'"' | b'\\' | b'/') => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code(out),
            _ => return self.syntax("JSON has no such escape"),
        };
        self.at += 1;
        out.push(plain);
        Ok(())
    }

    /// At the `u` of an escape with four hexadecimal digits; a second escape is taken along if the two are a surrogate pair.
    fn code(&mut self, out: &mut String) -> Result<(), Error> {
        let Some(code) = self.hexadecimal(self.at + 1) else {
            return self.syntax("expected four hexadecimal digits after \\u");
        };
        self.at += 5;
        let pair = (0xd800..0xdc00).contains(&code) && self.bytes[self.at..].starts_with(b"\\u");
        if pair
            && let Some(low) = self
                .hexadecimal(self.at + 2)
                .filter(|low| (0xdc00..0xe000).contains(low))
            && let Some(c) = char::from_u32(0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00))
        {
            self.at += 6;
            out.push(c);
            return Ok(());
        }
        out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(())
    }

    fn hexadecimal(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::from_str;
    use crate::{Number, Reason, Value};

    #[test]
    fn reads_json_and_nothing_else() {
        assert_eq!(from_str(" -12 ").expect("it is JSON"), Value::Number(Number::Int(-12)));
        assert_eq!(
            from_str("18446744073709551615").expect("it is JSON"),
            Value::Number(Number::Uint(u64::MAX))
        );
        assert_eq!(from_str("1.5e3").expect("it is JSON"), 1500.0.into());
        assert_eq!(
            from_str(r#""\ud83d\ude00\ud83d\u0041\/""#).expect("it is JSON"),
            "\u{1f600}\u{fffd}A/".into()
        );
        assert_eq!(
            from_str("{\"a\":1,\"a\":2}")
                .expect("it is JSON")
                .get("a")
                .expect("it is JSON"),
            &Value::from(2)
        );
        for bad in [
            "",
            "{",
            "[1,]",
            "{a:1}",
            "01",
            "1.",
            "nul",
            "\"\n\"",
            "1 2",
            "\"\\x\"",
            "1e999",
            "{\"a\" 1}",
            "\"\\u12",
        ] {
            assert_eq!(
                from_str(bad).expect_err("it is no JSON").reason(),
                Reason::Syntax,
                "{bad}"
            );
        }
        assert_eq!(
            from_str(&"[".repeat(100_000)).expect_err("it is no JSON").reason(),
            Reason::Depth
        );
    }
}

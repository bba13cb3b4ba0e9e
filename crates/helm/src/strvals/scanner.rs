//! Reading an argument character by character.

use super::Fault;

/// An argument and the place in it.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// What [`Scanner::until`] came upon.
pub(super) struct Until {
    /// The characters before it, backslashes taken off.
    pub(super) text: String,
    /// The character that ended it; `None` at the end of the argument.
    pub(super) stop: Option<char>,
    /// Where the text began.
    pub(super) start: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Scanner { text, at: 0 }
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn next_if(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Reads up to one of the characters and over it. A backslash at the very end is dropped.
    pub(super) fn until(&mut self, stops: &[char], escapes: bool) -> Until {
        let start = self.at;
        let mut text = String::new();
        while let Some(c) = self.next() {
            if stops.contains(&c) {
                return Until {
                    text,
                    stop: Some(c),
                    start,
                };
            }
            if escapes && c == '\\' {
                text.extend(self.next());
            } else {
                text.push(c);
            }
        }
        Until {
            text,
            stop: None,
            start,
        }
    }

    /// The number up to `]`.
    pub(super) fn index(&mut self, escapes: bool) -> Result<i64, Fault> {
        let Until { text, stop, start } = self.until(&[']'], escapes);
        let fault = |message: String| Fault { message, at: start };
        if stop.is_none() {
            return Err(fault("error parsing index: EOF".to_owned()));
        }
        let digits = text.strip_prefix(['+', '-']).unwrap_or(&text);
        let quoted = crate::go_yaml::quoted(&text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(fault(format!(
                "error parsing index: strconv.Atoi: parsing {quoted}: invalid syntax"
            )));
        }
        text.parse().map_err(|_| {
            fault(format!(
                "error parsing index: strconv.Atoi: parsing {quoted}: value out of range"
            ))
        })
    }
}

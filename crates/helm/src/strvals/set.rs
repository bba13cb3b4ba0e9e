//! `--set`, `--set-string`, `--set-json` and `--set-file`.

use kubeyaml::{Mapping, Value};

use super::scanner::{Scanner, Until};
use super::tree::{
    MAX_BRACKETS, after_index, checked, deeper, inner_list, inner_map, list_in_list, map_in_list, set, set_index,
    too_many_brackets,
};
use super::{Fault, Reader, Step};
use crate::go_yaml::quoted;

/// How values are read.
pub(super) enum Kind<'r> {
    /// As text, up to a comma, or as a list in braces.
    Text(&'r mut Reader<'r>),
    /// As JSON.
    Json,
}

pub(super) struct Parser<'a, 'r> {
    scanner: Scanner<'a>,
    kind: Kind<'r>,
}

/// The value of a text: booleans, null and whole numbers by type.
pub(super) fn typed(text: &str) -> Value {
    match text {
        "0" => return Value::from(0_i64),
        _ if text.eq_ignore_ascii_case("true") => return Value::Bool(true),
        _ if text.eq_ignore_ascii_case("false") => return Value::Bool(false),
        _ if text.eq_ignore_ascii_case("null") => return Value::Null,
        _ => {}
    }
    // A zero in front makes it text: such numbers are mostly names.
    if !text.starts_with('0')
        && let Ok(number) = text.parse::<i64>()
    {
        return Value::from(number);
    }
    Value::from(text)
}

impl<'a, 'r> Parser<'a, 'r> {
    pub(super) fn new(scanner: Scanner<'a>, kind: Kind<'r>) -> Self {
        Parser { scanner, kind }
    }

    pub(super) fn run(&mut self, into: &mut Mapping) -> Result<(), Fault> {
        while self.key(into, 0)? == Step::More {}
        Ok(())
    }

    fn key(&mut self, map: &mut Mapping, level: usize) -> Result<Step, Fault> {
        let Until { text: key, stop, start } = self.scanner.until(&['=', '[', ',', '.'], true);
        let fault = |message: String| Fault { message, at: start };
        match stop {
            None if key.is_empty() => Ok(Step::End),
            None => Err(fault(format!("key {} has no value", quoted(&key)))),
            Some('[') => {
                let index = self.scanner.index(true)?;
                let mut list = inner_list(map, &key, start)?;
                let result = self.item(&mut list, index, level, MAX_BRACKETS);
                set(map, &key, Value::Sequence(list));
                result
            }
            Some('=') => self.value(map, &key),
            Some(',') => {
                set(map, &key, Value::from(""));
                Err(fault(format!("key {} has no value (cannot end with ,)", quoted(&key))))
            }
            Some(_) => {
                let level = deeper(level, self.scanner.place())?;
                let mut inner = inner_map(map, &key, start)?;
                let step = self.key(&mut inner, level)?;
                if step == Step::More && inner.is_empty() {
                    return Err(fault(format!("key map {} has no value", quoted(&key))));
                }
                if !inner.is_empty() {
                    set(map, &key, Value::Mapping(inner));
                }
                Ok(step)
            }
        }
    }

    /// The value behind `key=`.
    fn value(&mut self, map: &mut Mapping, key: &str) -> Result<Step, Fault> {
        if matches!(self.kind, Kind::Json) {
            let value = self.json()?;
            set(map, key, value);
            return Ok(Step::More);
        }
        if self.scanner.rest().is_empty() {
            set(map, key, Value::from(""));
            return Ok(Step::End);
        }
        let value = self.text_or_list()?;
        set(map, key, value);
        Ok(Step::More)
    }

    /// What follows `[index]`.
    fn item(&mut self, list: &mut Vec<Value>, index: i64, level: usize, brackets: usize) -> Result<Step, Fault> {
        let place = self.scanner.place();
        let index = checked(index, place)?;
        let Until { text, stop, start } = self.scanner.until(&['[', '.', '='], true);
        if !text.is_empty() {
            return Err(after_index(&text, start));
        }
        match stop {
            None => return Ok(Step::End),
            Some('=') => {
                let value = match self.kind {
                    Kind::Json => self.json()?,
                    Kind::Text(_) if self.scanner.rest().is_empty() => Value::from(""),
                    Kind::Text(_) => self.text_or_list()?,
                };
                set_index(list, index, value, place)?;
            }
            Some('[') => {
                let Some(brackets) = brackets.checked_sub(1) else {
                    return Err(too_many_brackets(place));
                };
                let next = self.scanner.index(true)?;
                let mut inner = list_in_list(list, index, place)?;
                if self.item(&mut inner, next, level, brackets)? == Step::End {
                    return Ok(Step::End);
                }
                set_index(list, index, Value::Sequence(inner), place)?;
            }
            Some(_) => {
                let mut inner = map_in_list(list, index);
                let step = self.key(&mut inner, level)?;
                // An item that was not there is not kept when nothing follows.
                if step == Step::More || index < list.len() {
                    set_index(list, index, Value::Mapping(inner), place)?;
                }
                return Ok(step);
            }
        }
        Ok(Step::More)
    }

    fn read(&mut self, text: &str, at: usize) -> Result<Value, Fault> {
        match &mut self.kind {
            Kind::Text(read) => read(text).map_err(|message| Fault { message, at }),
            Kind::Json => Ok(Value::from(text)),
        }
    }

    fn text_or_list(&mut self) -> Result<Value, Fault> {
        if !self.scanner.next_if('{') {
            let Until { text, start, .. } = self.scanner.until(&[','], true);
            return self.read(&text, start);
        }
        let open = self.scanner.place();
        let mut list = Vec::new();
        loop {
            let Until { text, stop, start } = self.scanner.until(&[',', '}'], true);
            match stop {
                None => {
                    return Err(Fault {
                        message: "list must terminate with '}'".to_owned(),
                        at: open.saturating_sub(1),
                    });
                }
                Some('}') => {
                    self.scanner.next_if(',');
                    list.push(self.read(&text, start)?);
                    return Ok(Value::Sequence(list));
                }
                Some(_) => list.push(self.read(&text, start)?),
            }
        }
    }

    /// Skips blanks up to and over a comma; whether there was nothing else.
    fn nothing_more(&mut self) -> bool {
        loop {
            let Some(c) = self.scanner.rest().chars().next() else {
                return true;
            };
            if c == ',' || c.is_whitespace() {
                self.scanner.skip(c.len_utf8());
                if c == ',' {
                    return true;
                }
            } else {
                return false;
            }
        }
    }

    /// One JSON value, and the comma behind it. None at all is null.
    fn json(&mut self) -> Result<Value, Fault> {
        if self.nothing_more() {
            return Ok(Value::Null);
        }
        let at = self.scanner.place();
        let text = scalar(self.scanner.rest()).unwrap_or(self.scanner.rest());
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
        let value = match stream.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                let message = error.to_string();
                let at = at + error.column().saturating_sub(1).min(self.scanner.rest().len());
                return Err(Fault { message, at });
            }
            None => return Ok(Value::Null),
        };
        let read = stream.byte_offset();
        self.scanner.skip(read);
        self.nothing_more();
        Ok(from_json(value))
    }
}

/// The number or word at the front of a text. Go ends it there, whatever follows.
fn scalar(text: &str) -> Option<&str> {
    if let Some(word) = ["true", "false", "null"].iter().find(|word| text.starts_with(**word)) {
        return text.get(..word.len());
    }
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let mut end = usize::from(bytes.first() == Some(&b'-'));
    end += match (bytes.get(end), digits(end)) {
        (_, 0) => return None,
        (Some(b'0'), _) => 1,
        (_, count) => count,
    };
    if bytes.get(end) == Some(&b'.') {
        end += 1 + Some(digits(end + 1)).filter(|count| *count > 0)?;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end += 1 + sign + Some(digits(end + 1 + sign)).filter(|count| *count > 0)?;
    }
    text.get(..end)
}

/// JSON with every number a float.
fn from_json(json: serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(b),
        Json::Number(n) => Value::from(n.as_f64().unwrap_or(f64::MAX)),
        Json::String(s) => Value::String(s),
        Json::Array(items) => Value::Sequence(items.into_iter().map(from_json).collect()),
        Json::Object(map) => Value::Mapping(map.into_iter().map(|(k, v)| (k, from_json(v))).collect()),
    }
}

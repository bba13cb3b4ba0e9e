//! `--set PATH=VALUE`: paths as `istioctl install` reads them, values typed by their look.

use std::fmt;

use kubeyaml::{Mapping, Number, Value};

/// A `--set` that cannot be applied. `Display` shows the flag with a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetError {
    /// The flag's text.
    pub flag: String,
    /// Byte offset of what is wrong in it.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.flag.get(..self.at).map_or(0, |before| before.chars().count());
        write!(f, "--set: {}\n  {}\n  {:column$}^", self.message, self.flag, "")
    }
}

impl std::error::Error for SetError {}

/// One step of a path, with the offset at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
    /// The list item whose field has a value: `[name:istio-ingressgateway]`.
    Item(String, String),
}

/// Paths whose values are text even when they look like a number.
const TEXT: [&str; 6] = [
    "values.compatibilityVersion",
    "tag",
    "values.global.tag",
    "meshConfig.defaultConfig.proxyMetadata.",
    "values.meshConfig.defaultConfig.proxyMetadata.",
    "compatibilityVersion",
];

/// How long a list may get by naming an index.
const LONGEST: usize = 65_536;

/// Applies one flag to the tree that its paths start from (the `spec` of an IstioOperator).
///
/// Keys are separated by dots (`\.` is a dot in a key), list items are `[0]` or `[field:value]`. `null` clears a setting, `{a,b}` is a
/// list, `\,` is a comma; numbers and booleans are such, except where the setting is text by nature.
///
/// # Errors
/// A path or value that cannot be read, or a path that leads through something that is no mapping or list.
pub fn apply_set(spec: &mut Mapping, flag: &str) -> Result<(), SetError> {
    let wrong = |at: usize, message: String| SetError {
        flag: flag.to_owned(),
        at,
        message,
    };
    let Some(equals) = flag.find('=') else {
        return Err(wrong(flag.len(), "there is no '='; write PATH=VALUE".to_owned()));
    };
    let path = flag[..equals].trim();
    let steps = parse_path(flag, path)?;
    let text = flag[equals + 1..].trim();
    let is_text = TEXT
        .iter()
        .any(|known| path == *known || (known.ends_with('.') && path.starts_with(known)));
    let value = if is_text {
        Value::from(unescape(text))
    } else {
        parse_value(text)
    };
    let mut root = Value::Mapping(std::mem::take(spec));
    let set = set(&mut root, &steps, value);
    if let Value::Mapping(map) = root {
        *spec = map;
    }
    set.map_err(|(at, message)| wrong(at, message))
}

fn parse_path(flag: &str, path: &str) -> Result<Vec<(usize, Step)>, SetError> {
    let start = flag.find(path).unwrap_or_default();
    let wrong = |at: usize, message: &str| SetError {
        flag: flag.to_owned(),
        at: start + at,
        message: message.to_owned(),
    };
    let mut steps = Vec::new();
    let mut key = String::new();
    let mut key_at = 0;
    let mut chars = path.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some((_, '.'))) => {
                chars.next();
                key.push('.');
            }
            '.' | '[' => {
                if !key.is_empty() {
                    steps.push((start + key_at, Step::Key(std::mem::take(&mut key))));
                }
                key_at = at + 1;
                if c == '[' {
                    let Some(close) = path[at..].find(']') else {
                        return Err(wrong(at, "this '[' is not closed"));
                    };
                    let inside = &path[at + 1..at + close];
                    let step = match (inside.parse(), inside.split_once(':')) {
                        (Ok(index), _) if index < LONGEST => Step::Index(index),
                        (_, Some((field, value))) if !field.is_empty() => {
                            Step::Item(field.to_owned(), value.to_owned())
                        }
                        _ => return Err(wrong(at + 1, "inside [] goes an index or field:value")),
                    };
                    steps.push((start + at, step));
                    while chars.next_if(|(i, _)| *i <= at + close).is_some() {}
                    key_at = at + close + 1;
                }
            }
            c => key.push(c),
        }
    }
    if !key.is_empty() {
        steps.push((start + key_at, Step::Key(key)));
    }
    match steps.first() {
        None => Err(wrong(0, "the path is empty")),
        Some((at, Step::Index(_) | Step::Item(..))) => Err(wrong(at - start, "a path starts with a key")),
        Some(_) => Ok(steps),
    }
}

fn set(at: &mut Value, steps: &[(usize, Step)], value: Value) -> Result<(), (usize, String)> {
    let Some(((place, step), rest)) = steps.split_first() else {
        *at = value;
        return Ok(());
    };
    match step {
        Step::Key(key) => {
            if at.is_null() {
                *at = Value::Mapping(Mapping::new());
            }
            match at.as_mapping_mut() {
                Some(map) => set(map.entry_or_null(key), rest, value),
                None => Err((
                    *place,
                    format!("{key:?} is a key, but what stands here is {}", at.kind_name()),
                )),
            }
        }
        Step::Index(_) | Step::Item(..) => {
            if at.is_null() {
                *at = Value::Sequence(Vec::new());
            }
            let kind = at.kind_name();
            let Some(items) = at.as_sequence_mut() else {
                return Err((*place, format!("[] is for lists, but what stands here is {kind}")));
            };
            let index = match step {
                Step::Item(field, wanted) => items
                    .iter()
                    .position(|item| item.get(field).and_then(Value::as_str) == Some(wanted))
                    .ok_or_else(|| (*place, format!("the list has no item with {field} {wanted:?}")))?,
                // An index past the end appends.
                Step::Index(index) => (*index).min(items.len()),
                Step::Key(_) => items.len(),
            };
            if index == items.len() {
                items.push(Value::Null);
            }
            set(&mut items[index], rest, value)
        }
    }
}

fn unescape(text: &str) -> String {
    text.replace("\\,", ",")
}

fn parse_value(text: &str) -> Value {
    if let Some(list) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        return Value::Sequence(split_list(list).iter().map(|item| scalar(item.trim())).collect());
    }
    scalar(text)
}

/// Splits at commas that no backslash escapes.
fn split_list(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        match (c, escaped) {
            (',', false) => items.push(String::new()),
            (c, _) => items.last_mut().expect("there is always one item").push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if items.len() == 1 && text.trim().is_empty() {
        Vec::new()
    } else {
        items
    }
}

fn scalar(text: &str) -> Value {
    if text == "null" {
        return Value::Null;
    }
    if let Ok(int) = text.parse::<i64>() {
        return Value::from(int);
    }
    let looks_numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if looks_numeric
        && let Ok(float) = text.parse::<f64>()
        && float.is_finite()
    {
        return Value::Number(Number::Float(float));
    }
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Value::Bool(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Value::Bool(false),
        _ => Value::from(unescape(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(flags: &[&str]) -> String {
        let mut spec = Mapping::new();
        for flag in flags {
            apply_set(&mut spec, flag).expect("a legal flag");
        }
        kubeyaml::json::to_string(&spec.into()).expect("finite numbers")
    }

    #[test]
    fn values_are_typed_by_their_look() {
        assert_eq!(
            applied(&["a=1", "b=1.5", "c=true", "d=x", "e=null"]),
            r#"{"a":1,"b":1.5,"c":true,"d":"x","e":null}"#
        );
        assert_eq!(
            applied(&["tag=1.30", "values.global.tag=1"]),
            r#"{"tag":"1.30","values":{"global":{"tag":"1"}}}"#
        );
        assert_eq!(
            applied(&["a={x,1}", "b={}", "c=x=y"]),
            r#"{"a":["x",1],"b":[],"c":"x=y"}"#
        );
        assert_eq!(applied(&[r"a=1.1.1.1/8\,2.2.2.2/8"]), r#"{"a":"1.1.1.1/8,2.2.2.2/8"}"#);
    }

    #[test]
    fn paths_lead_through_keys_and_lists() {
        assert_eq!(
            applied(&["p[0].name=otel", "p[0].port=1", "p[name:otel].port=2"]),
            r#"{"p":[{"name":"otel","port":2}]}"#
        );
        assert_eq!(applied(&[r"a.b\.c.d=x"]), r#"{"a":{"b.c":{"d":"x"}}}"#);
    }

    #[test]
    fn the_caret_points_at_the_fault() {
        let mut spec = Mapping::new();
        let shown = |flag: &str, spec: &mut Mapping| apply_set(spec, flag).expect_err("an illegal flag").to_string();
        assert_eq!(
            shown("values.x", &mut spec),
            "--set: there is no '='; write PATH=VALUE\n  values.x\n          ^"
        );
        assert_eq!(
            shown("a[0=x", &mut spec),
            "--set: this '[' is not closed\n  a[0=x\n   ^"
        );
        apply_set(&mut spec, "a.b=text").expect("a legal flag");
        assert_eq!(
            shown("a.b.c=x", &mut spec),
            "--set: \"c\" is a key, but what stands here is a string\n  a.b.c=x\n      ^"
        );
    }
}

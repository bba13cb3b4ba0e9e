//! `--set PATH=VALUE`: paths as `istioctl install` reads them, values typed by their look.

use std::fmt;

use kubeyaml::{Mapping, Number, Value};

/// A `--set` that cannot be applied. `Display` shows the flag with a caret under the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetError {
    /// The flag, such as `--set`.
    pub name: &'static str,
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
        write!(f, "{}: {}\n  {}\n  {:column$}^", self.name, self.message, self.flag, "")
    }
}

impl std::error::Error for SetError {}

/// How the value of a flag is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetKind {
    /// `--set`: typed by its look.
    Typed,
    /// `--set-string`: text as it stands.
    Text,
    /// `--set-json`: JSON.
    Json,
    /// `--set-file`: the text of a file, which is given here.
    File(String),
}

/// A flag of the `--set` family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetFlag {
    /// How its value is read.
    pub kind: SetKind,
    /// `PATH=VALUE`.
    pub text: String,
}

impl SetFlag {
    /// A plain `--set`.
    #[must_use]
    pub fn typed(text: impl Into<String>) -> Self {
        Self {
            kind: SetKind::Typed,
            text: text.into(),
        }
    }

    /// The name of the flag.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.kind {
            SetKind::Typed => "--set",
            SetKind::Text => "--set-string",
            SetKind::Json => "--set-json",
            SetKind::File(_) => "--set-file",
        }
    }

    /// The steps of its path, if that can be read.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let path = self.text.find('=').map_or(self.text.as_str(), |at| &self.text[..at]);
        parse_path(&self.text, path.trim())
            .map(|steps| steps.into_iter().map(|(_, step)| step).collect())
            .unwrap_or_default()
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a mapping.
    Key(String),
    /// An item of a list; an index past the end, or a negative one, appends.
    Index(usize),
    /// The list item whose field has a value: `[name:istio-ingressgateway]`.
    Item(String, String),
}

/// What a key takes, as far as that changes how a flag's value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A list: `{a,b}` is one.
    List,
    /// Text, where `null` and `{a}` are text too.
    Text,
    /// Anything else that has a type: `null` clears it.
    Other,
    /// Nobody knows: `null` and `{a}` are text.
    Unknown,
    /// Nobody asked: `null` clears and `{a}` is a list.
    Anything,
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

/// Applies one flag to the tree that its paths start from (the `spec` of an IstioOperator); `takes` says what the key of a path takes,
/// `warnings` gets what is done and yet surprises.
///
/// Keys are separated by dots (`\.` is a dot in a key), list items are `[0]` or `[field:value]`. `null` clears a setting, `{a,b}` is a
/// list, `\,` is a comma; numbers and booleans are such, except where the setting is text by nature. A flag without `=` sets empty
/// text, and `//`, `/./` and `/../` in a path are cleaned, as Go's istioctl does.
///
/// # Errors
/// A path or value that cannot be read, or a path that leads through something that is no mapping or list.
pub fn apply(
    spec: &mut Mapping,
    flag: &SetFlag,
    takes: &dyn Fn(&[Step]) -> Takes,
    warnings: &mut Vec<String>,
) -> Result<(), SetError> {
    let wrong = |at: usize, message: String| SetError {
        name: flag.name(),
        flag: flag.text.clone(),
        at,
        message,
    };
    let (path, text) = match flag.text.find('=') {
        Some(equals) => (flag.text[..equals].trim(), &flag.text[equals + 1..]),
        None => {
            warnings.push(format!(
                "{} {:?} has no '=': the setting becomes empty text",
                flag.name(),
                flag.text
            ));
            (flag.text.trim(), "")
        }
    };
    let cleaned = clean(path);
    let steps = match &cleaned {
        None => parse_path(&flag.text, path),
        Some(cleaned) => {
            warnings.push(format!(
                "{} {:?}: the path is read as a file's would be, as {cleaned:?}",
                flag.name(),
                flag.text
            ));
            parse_path(cleaned, cleaned)
        }
    }
    .map_err(|(at, message)| wrong(at, message))?;
    let value_at = flag.text.len() - text.len();
    let keys: Vec<Step> = steps.iter().map(|(_, step)| step.clone()).collect();
    let is_text = TEXT
        .iter()
        .any(|known| path == *known || (known.ends_with('.') && path.starts_with(known)));
    let value = match &flag.kind {
        SetKind::Typed if is_text => Value::from(unescape(text.trim())),
        SetKind::Typed => parse_value(text.trim(), takes(&keys)).map_err(|message| wrong(value_at, message))?,
        SetKind::Text => Value::from(unescape(text)),
        SetKind::Json => kubeyaml::json::from_str(text).map_err(|why| {
            let at = why.offset().unwrap_or_default().min(text.len());
            wrong(value_at + at, format!("the value is not JSON: {}", why.message()))
        })?,
        SetKind::File(content) => Value::from(content.as_str()),
    };
    let mut root = Value::Mapping(std::mem::take(spec));
    let set = set(&mut root, &steps, value);
    if let Value::Mapping(map) = root {
        *spec = map;
    }
    set.map_err(|(at, message)| wrong(at.min(flag.text.len()), message))
}

/// The path with `//`, `/./` and `/../` taken out as from a file's path, if it has any.
fn clean(path: &str) -> Option<String> {
    let trailing = path.ends_with('/') && path.len() > 1;
    if !trailing && !path.contains("//") && !path.split('/').any(|part| matches!(part, "." | "..")) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Reads a path that stands at the start of `flag`.
fn parse_path(flag: &str, path: &str) -> Result<Vec<(usize, Step)>, (usize, String)> {
    let start = flag.find(path).unwrap_or_default();
    let wrong = |at: usize, message: &str| (start + at, message.to_owned());
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
                    let step = match (inside.parse::<i64>(), inside.split_once(':')) {
                        (Ok(index), _) if index < 0 => Step::Index(LONGEST),
                        (Ok(index), _) => match usize::try_from(index) {
                            Ok(index) if index < LONGEST => Step::Index(index),
                            _ => return Err(wrong(at + 1, "no list is that long")),
                        },
                        (_, Some((field, value))) if !field.is_empty() => {
                            Step::Item(field.to_owned(), value.replace("\\.", "."))
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
        Some((at, Step::Index(_) | Step::Item(..))) => Err((*at, "a path starts with a key".to_owned())),
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
            } else if rest.is_empty() {
                let message = "this item is set already; list items can be added, not replaced".to_owned();
                return Err((*place, message));
            }
            set(&mut items[index], rest, value)
        }
    }
}

fn unescape(text: &str) -> String {
    text.replace("\\,", ",")
}

fn parse_value(text: &str, takes: Takes) -> Result<Value, String> {
    let listed = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
    match (takes, listed) {
        (Takes::List | Takes::Anything, Some(list)) => split_list(list)
            .iter()
            .map(|item| scalar(item.trim(), true))
            .collect::<Result<Vec<Value>, String>>()
            .map(Value::Sequence),
        _ => scalar(text, matches!(takes, Takes::List | Takes::Other | Takes::Anything)),
    }
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

fn scalar(text: &str, null: bool) -> Result<Value, String> {
    if null && text == "null" {
        return Ok(Value::Null);
    }
    if let Ok(int) = text.parse::<i64>() {
        return Ok(Value::from(int));
    }
    // Digits that no float holds stay text.
    if let Ok(float) = text.parse::<f64>()
        && (float.is_finite() || !text.contains(|c: char| c.is_ascii_digit()))
    {
        if !float.is_finite() {
            return Err(format!(
                "{text:?} is a number that JSON cannot hold; for the text, use --set-string"
            ));
        }
        return Ok(Value::Number(Number::Float(float)));
    }
    Ok(match text {
        "t" | "T" | "true" | "TRUE" | "True" => Value::Bool(true),
        "f" | "F" | "false" | "FALSE" | "False" => Value::Bool(false),
        _ => Value::from(unescape(text)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply_typed(spec: &mut Mapping, flag: &str) -> Result<(), SetError> {
        apply(spec, &SetFlag::typed(flag), &|_| Takes::Anything, &mut Vec::new())
    }

    fn applied(flags: &[&str]) -> String {
        let mut spec = Mapping::new();
        for flag in flags {
            apply_typed(&mut spec, flag).expect("a legal flag");
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
        assert_eq!(applied(&["a=1e400", "b=1e3"]), r#"{"a":"1e400","b":1000}"#);
        assert_eq!(applied(&[r"a=1.1.1.1/8\,2.2.2.2/8"]), r#"{"a":"1.1.1.1/8,2.2.2.2/8"}"#);
    }

    #[test]
    fn null_and_braces_depend_on_what_the_key_takes() {
        let read = |text: &str, takes: Takes| parse_value(text, takes).expect("a legal value");
        assert_eq!(read("null", Takes::Text), Value::from("null"));
        assert_eq!(read("null", Takes::Other), Value::Null);
        assert_eq!(read("{a}", Takes::Text), Value::from("{a}"));
        assert_eq!(read("{a}", Takes::List), Value::from(vec![Value::from("a")]));
    }

    #[test]
    fn the_family_reads_values_in_its_ways() {
        let mut spec = Mapping::new();
        for (kind, text) in [
            (SetKind::Text, "a.text=1"),
            (SetKind::Json, r#"a.json={"k": [1, null]}"#),
            (SetKind::File("line\n".to_owned()), "a.file=x.txt"),
        ] {
            let flag = SetFlag {
                kind,
                text: text.to_owned(),
            };
            apply(&mut spec, &flag, &|_| Takes::Unknown, &mut Vec::new()).expect("a legal flag");
        }
        assert_eq!(
            kubeyaml::json::to_string(&spec.into()).expect("finite numbers"),
            r#"{"a":{"file":"line\n","json":{"k":[1,null]},"text":"1"}}"#
        );
    }

    #[test]
    fn paths_lead_through_keys_and_lists() {
        assert_eq!(
            applied(&["p[0].name=otel", "p[0].port=1", "p[name:otel].port=2"]),
            r#"{"p":[{"name":"otel","port":2}]}"#
        );
        assert_eq!(applied(&[r"a.b\.c.d=x"]), r#"{"a":{"b.c":{"d":"x"}}}"#);
        assert_eq!(applied(&["l[9]=x", "l.[9]=y", "l[-1]=z"]), r#"{"l":["x","y","z"]}"#);
        assert_eq!(applied(&["p.a//b/../c=v"]), r#"{"p":{"a/c":"v"}}"#);
    }

    #[test]
    fn the_caret_points_at_the_fault() {
        let mut spec = Mapping::new();
        let shown = |flag: &str, spec: &mut Mapping| apply_typed(spec, flag).expect_err("an illegal flag").to_string();
        let mut warnings = Vec::new();
        let without = apply(
            &mut Mapping::new(),
            &SetFlag::typed("values.x"),
            &|_| Takes::Anything,
            &mut warnings,
        );
        assert_eq!(without, Ok(()));
        assert_eq!(
            warnings,
            ["--set \"values.x\" has no '=': the setting becomes empty text"]
        );
        assert_eq!(
            shown("a[0=x", &mut spec),
            "--set: this '[' is not closed\n  a[0=x\n   ^"
        );
        apply_typed(&mut spec, "a.b=text").expect("a legal flag");
        assert_eq!(
            shown("a.b.c=x", &mut spec),
            "--set: \"c\" is a key, but what stands here is a string\n  a.b.c=x\n      ^"
        );
        apply_typed(&mut spec, "l[0]=x").expect("a legal flag");
        assert!(shown("l[0]=y", &mut spec).contains("set already"));
        assert!(shown("network=inf", &mut spec).contains("JSON cannot hold"));
    }
}

//! Overlays: a path into an object, and what to put there.
//!
//! Keys are separated by dots (`\.` is a dot in a key). An item of a list is `[0]`, `[name:value]` for the first mapping whose field has
//! that value, or `[:text]` (or `[text]`) for the first scalar that matches a regular expression; `[-1]` and an index past the end append.

use std::fmt;

use kubeschema::{Schema, Type};
use kubeyaml::{Mapping, Value};
use regex::Regex;

use crate::operator::integers;

/// Why a patch finds no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlayError {
    /// The path is empty.
    Empty,
    /// A step that no list takes.
    Selector(String),
    /// No item is selected.
    NoItem(String),
    /// A step leads into a value that is neither mapping nor list.
    Leaf {
        /// The step.
        step: String,
        /// What stands there.
        found: &'static str,
    },
    /// The path has more steps than an object is deep.
    TooDeep,
}

impl fmt::Display for OverlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the path is empty"),
            Self::Selector(step) => write!(f, "{step} selects no item; write [0], [key:value] or [:text]"),
            Self::NoItem(step) => write!(f, "the list has no item {step}"),
            Self::Leaf { step, found } => write!(f, "{step} cannot be found in {found}"),
            Self::TooDeep => f.write_str("the path is too long"),
        }
    }
}

impl std::error::Error for OverlayError {}

/// The longest path that is followed.
const DEEPEST: usize = 100;

/// Puts a value at a path of an object; null takes out what is there. Mappings on the way are made.
///
/// A string that spells a YAML mapping is put there as that mapping, unless the place takes text.
///
/// # Errors
/// Where the path finds no place; the object is then as it was.
pub fn apply_patch(tree: &mut Value, path: &str, value: Value) -> Result<(), OverlayError> {
    let steps = steps(path);
    if steps.is_empty() {
        return Err(OverlayError::Empty);
    }
    if steps.len() > DEEPEST {
        return Err(OverlayError::TooDeep);
    }
    let text = |key: &str| tree.get(key).and_then(Value::as_str).unwrap_or_default();
    let shape = Schema::get()
        .kind(text("apiVersion"), text("kind"))
        .map(|kind| Type::Struct(kind.id()));
    let value = match value {
        Value::String(text) if !takes_text(shape.as_ref(), &steps) => {
            spelt_mapping(&text).unwrap_or(Value::String(text))
        }
        mut other => {
            integers(&mut other);
            other
        }
    };
    put(tree, &steps, value)
}

/// Cuts a path at its dots, and keys from the selector behind them.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut step = String::new();
    let mut chars = path.trim_matches('.').chars().peekable();
    let mut depth = 0_usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'.') => {
                chars.next();
                step.push('.');
            }
            '.' if depth == 0 => {
                if !step.is_empty() {
                    steps.push(std::mem::take(&mut step));
                }
            }
            '[' => {
                if depth == 0 && !step.is_empty() {
                    steps.push(std::mem::take(&mut step));
                }
                depth += 1;
                step.push(c);
            }
            ']' => {
                depth = depth.saturating_sub(1);
                step.push(c);
                if depth == 0 {
                    steps.push(std::mem::take(&mut step));
                }
            }
            c => step.push(c),
        }
    }
    if !step.is_empty() {
        steps.push(step);
    }
    steps
}

/// What a step selects in a list.
enum Selector<'s> {
    /// An index; `None` is the end.
    Index(Option<usize>),
    Field(&'s str, &'s str),
    Scalar(&'s str),
}

fn selector(step: &str) -> Option<Selector<'_>> {
    let inside = step.strip_prefix('[')?.strip_suffix(']')?;
    if let Ok(index) = inside.parse::<i64>() {
        return Some(Selector::Index(usize::try_from(index).ok()));
    }
    match inside.split_once(':') {
        Some(("", text)) if !text.is_empty() => Some(Selector::Scalar(text)),
        Some((key, value)) if !value.is_empty() => Some(Selector::Field(key, value)),
        None if !inside.is_empty() => Some(Selector::Scalar(inside)),
        _ => None,
    }
}

/// The index that a step selects; that of the end when it appends.
fn select(items: &[Value], step: &str) -> Result<usize, OverlayError> {
    let wrong = || OverlayError::Selector(step.to_owned());
    let found = match selector(step).ok_or_else(wrong)? {
        Selector::Index(index) => return Ok(index.unwrap_or(items.len()).min(items.len())),
        Selector::Field(key, wanted) => items.iter().position(|item| match item {
            Value::Mapping(map) => printed(map.get(key)) == wanted,
            _ => matches(item, &format!("{key}:{wanted}")),
        }),
        Selector::Scalar(pattern) => items.iter().position(|item| matches(item, pattern)),
    };
    found.ok_or_else(|| OverlayError::NoItem(step.to_owned()))
}

/// Whether a scalar matches a regular expression.
fn matches(item: &Value, pattern: &str) -> bool {
    if matches!(item, Value::Mapping(_) | Value::Sequence(_)) {
        return false;
    }
    Regex::new(pattern).is_ok_and(|regex| regex.is_match(&printed(Some(item))))
}

fn printed(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "<nil>".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => kubeyaml::json::to_string(other).unwrap_or_default(),
    }
}

fn put(at: &mut Value, steps: &[String], value: Value) -> Result<(), OverlayError> {
    let Some((step, rest)) = steps.split_first() else {
        *at = value;
        return Ok(());
    };
    if at.is_null() {
        *at = match selector(step) {
            Some(_) => Value::Sequence(Vec::new()),
            None => Value::Mapping(Mapping::new()),
        };
    }
    match at {
        Value::Sequence(items) => {
            let index = select(items, step)?;
            if rest.is_empty() && value.is_null() {
                if index == items.len() {
                    return Err(OverlayError::NoItem(step.clone()));
                }
                items.remove(index);
                return Ok(());
            }
            if index < items.len() {
                return put(&mut items[index], rest, value);
            }
            // An item that cannot be filled is not added either.
            let mut item = Value::Null;
            put(&mut item, rest, value)?;
            items.push(item);
            Ok(())
        }
        Value::Mapping(_) if selector(step).is_some() => Err(OverlayError::Leaf {
            step: step.clone(),
            found: "a mapping",
        }),
        Value::Mapping(map) => {
            if rest.is_empty() && value.is_null() {
                map.remove(step);
                return Ok(());
            }
            match map.get_mut(step) {
                Some(below) if !below.is_null() => put(below, rest, value),
                // What is made on the way is kept only if the path finds its place.
                _ => {
                    let mut below = Value::Null;
                    put(&mut below, rest, value)?;
                    map.insert(step, below);
                    Ok(())
                }
            }
        }
        other => Err(OverlayError::Leaf {
            step: step.clone(),
            found: other.kind_name(),
        }),
    }
}

/// The mapping that text spells in YAML, if it does and is no JSON.
fn spelt_mapping(text: &str) -> Option<Value> {
    let lines = text.split('\n').count();
    let looks = if lines == 1 {
        text.contains(": ")
    } else {
        text.contains(':')
    };
    if !looks || matches!(kubeyaml::json::from_str(text), Ok(Value::Mapping(_))) {
        return None;
    }
    match kubeyaml::from_str(text) {
        Ok(value @ Value::Mapping(_)) => Some(value),
        _ => None,
    }
}

/// Whether the object's kind says that the place takes text.
fn takes_text(shape: Option<&Type>, steps: &[String]) -> bool {
    let Some(shape) = shape else { return false };
    let mut at = shape.target().clone();
    for step in steps {
        let next = match (&at, selector(step)) {
            (Type::Struct(id), None) => id.get().json_field(step).map(|found| found.field.ty.clone()),
            (Type::Map(value), None) => Some((**value).clone()),
            (Type::List(item), Some(_)) => Some((**item).clone()),
            _ => None,
        };
        let Some(next) = next else { return false };
        at = next.target().clone();
    }
    matches!(at, Type::String)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched(text: &str, patches: &[(&str, Value)]) -> String {
        let mut tree = kubeyaml::from_str(text).expect("readable");
        for (path, value) in patches {
            apply_patch(&mut tree, path, value.clone()).expect("a place");
        }
        kubeyaml::json::to_string(&tree).expect("finite numbers")
    }

    #[test]
    fn selectors() {
        let text = "spec: {c: [{name: a, v: 1}, {name: b, port: 80}], args: [proxy, router]}";
        assert_eq!(
            patched(
                text,
                &[
                    ("spec.c.[name:a].v", Value::from(2)),
                    ("spec.c[port:80].name", "c".into()),
                    ("spec.args.[:rout].", "edge".into()),
                    ("spec.args[-1]", "last".into()),
                    ("spec.args[0]", Value::Null),
                ]
            ),
            r#"{"spec":{"args":["edge","last"],"c":[{"name":"a","v":2},{"name":"c","port":80}]}}"#
        );
    }

    #[test]
    fn mappings_on_the_way_are_made_and_dots_escaped() {
        assert_eq!(
            patched(
                "{}",
                &[("a.b.c", "x".into()), (r"m.x\.y/z", "v".into()), ("l[5].n", "q".into())]
            ),
            r#"{"a":{"b":{"c":"x"}},"l":[{"n":"q"}],"m":{"x.y/z":"v"}}"#
        );
    }

    #[test]
    fn what_has_no_place_is_an_error() {
        let mut tree = kubeyaml::from_str("a: [{id: x}]\nb: 1\n").expect("readable");
        for path in [
            "",
            "a[id:y].z",
            "a.key",
            "b.c",
            "a[0",
            "a[x].y",
            "c.d[id:x].e",
            "c.d[:x]",
        ] {
            assert!(apply_patch(&mut tree, path, Value::from(1)).is_err(), "{path}");
        }
        assert_eq!(
            kubeyaml::json::to_string(&tree).expect("json"),
            r#"{"a":[{"id":"x"}],"b":1}"#
        );
    }

    #[test]
    fn text_that_spells_a_mapping_is_one_unless_text_is_wanted() {
        assert_eq!(patched("{}", &[("a.b", "k: v".into())]), r#"{"a":{"b":{"k":"v"}}}"#);
        assert_eq!(
            patched("{}", &[("a", r#"{"k": "v"}"#.into())]),
            r#"{"a":"{\"k\": \"v\"}"}"#
        );
        let object = "apiVersion: apps/v1\nkind: Deployment\n";
        let annotated = patched(object, &[("metadata.annotations.a", "k: v".into())]);
        assert!(annotated.contains(r#""annotations":{"a":"k: v"}"#), "{annotated}");
    }
}

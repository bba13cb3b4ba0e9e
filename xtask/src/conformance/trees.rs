//! Data trees: from JSON, and the differences between two of them.

use kubeyaml::{Number, Value};

/// How many differences a diff shows.
const SHOWN: usize = 6;
/// How much of one value a diff shows.
const WIDTH: usize = 160;

/// The tree that JSON text describes.
///
/// # Errors
/// When the text is no JSON.
pub(crate) fn from_json_text(text: &str) -> Result<Value, String> {
    serde_json::from_str(text)
        .map(|v| from_json(&v))
        .map_err(|e| e.to_string())
}

/// The same tree in our own type.
pub(crate) fn from_json(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(b) => Value::Bool(*b),
        serde_json::Value::Number(n) => Value::Number(match (n.as_i64(), n.as_u64()) {
            (Some(int), _) => Number::Int(int),
            (None, Some(uint)) => Number::Uint(uint),
            (None, None) => Number::Float(n.as_f64().unwrap_or(f64::NAN)),
        }),
        serde_json::Value::String(s) => Value::String(s.clone()),
        serde_json::Value::Array(items) => Value::Sequence(items.iter().map(from_json).collect()),
        serde_json::Value::Object(map) => {
            Value::Mapping(map.iter().map(|(key, value)| (key.clone(), from_json(value))).collect())
        }
    }
}

/// Where `actual` differs from `expected`, one line each; empty when the trees are equal.
pub(crate) fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", expected, actual, &mut found);
    found
}

/// The differences as one text, cut short; `None` when there are none.
pub(crate) fn diff(expected: &Value, actual: &Value) -> Option<String> {
    let found = differences(expected, actual);
    if found.is_empty() {
        return None;
    }
    let mut text = found[..found.len().min(SHOWN)].join("\n");
    if found.len() > SHOWN {
        text.push_str(&format!("\n... and {} more", found.len() - SHOWN));
    }
    Some(text)
}

fn compare(path: &str, expected: &Value, actual: &Value, found: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Mapping(wanted), Value::Mapping(got)) => {
            for (key, value) in wanted.iter() {
                match got.get(key) {
                    Some(other) => compare(&step(path, key), value, other, found),
                    None => found.push(format!("{}: missing, expected {}", step(path, key), show(value))),
                }
            }
            for (key, value) in got.iter().filter(|(key, _)| !wanted.contains_key(key)) {
                found.push(format!("{}: not expected, got {}", step(path, key), show(value)));
            }
        }
        (Value::Sequence(wanted), Value::Sequence(got)) => {
            if wanted.len() != got.len() {
                found.push(format!(
                    "{}: expected {} items, got {}",
                    name(path),
                    wanted.len(),
                    got.len()
                ));
            }
            for (index, (value, other)) in wanted.iter().zip(got).enumerate() {
                compare(&format!("{path}[{index}{}]", label(value)), value, other, found);
            }
            for (index, extra) in got.iter().enumerate().skip(wanted.len()) {
                found.push(format!("{path}[{index}]: not expected, got {}", show(extra)));
            }
            for (index, lost) in wanted.iter().enumerate().skip(got.len()) {
                found.push(format!("{path}[{index}]: missing, expected {}", show(lost)));
            }
        }
        _ if expected == actual => {}
        (Value::String(wanted), Value::String(got)) => {
            found.push(format!("{}: {}", name(path), text_diff(wanted, got)));
        }
        _ => found.push(format!(
            "{}: expected {}, got {}",
            name(path),
            show(expected),
            show(actual)
        )),
    }
}

fn name(path: &str) -> &str {
    if path.is_empty() { "(root)" } else { path }
}

fn step(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    match (plain, path.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{path}.{key}"),
        (false, _) => format!("{path}[{key:?}]"),
    }
}

/// The name of a list's item, if it has one.
fn label(item: &Value) -> String {
    item.get("name")
        .and_then(Value::as_str)
        .map(|name| format!(" {name}"))
        .unwrap_or_default()
}

/// A value on one line, cut short.
pub(crate) fn show(value: &Value) -> String {
    let mut out = String::new();
    render(value, &mut out);
    cut(&out)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn render(value: &Value, out: &mut String) {
    if out.len() > 4 * WIDTH {
        return;
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(&b.to_string()),
        Value::Number(Number::Int(n)) => out.push_str(&n.to_string()),
        Value::Number(Number::Uint(n)) => out.push_str(&n.to_string()),
        Value::Number(Number::Float(n)) => out.push_str(&format!("{n:?}")),
        Value::String(s) => out.push_str(&format!("{s:?}")),
        Value::Sequence(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                render(item, out);
            }
            out.push(']');
        }
        Value::Mapping(map) => {
            out.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(key);
                out.push_str(": ");
                render(item, out);
            }
            out.push('}');
        }
    }
}

/// Two texts from where they part, on one line each.
pub(crate) fn text_diff(expected: &str, actual: &str) -> String {
    if expected == actual {
        return "equal".to_owned();
    }
    let common: usize = expected
        .chars()
        .zip(actual.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let start = expected[..common].char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    let dots = if start > 0 { "…" } else { "" };
    let end = |text: &str| cut(&format!("{:?}", &text[start..]));
    format!("expected {dots}{}\n     got {dots}{}", end(expected), end(actual))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(json: &str) -> Value {
        from_json_text(json).expect("the test's own JSON")
    }

    fn found(expected: &str, actual: &str) -> Vec<String> {
        differences(&tree(expected), &tree(actual))
    }

    #[test]
    fn equal_trees_differ_nowhere() {
        assert!(found(r#"{"a":[1,{"b":null}],"c":"x"}"#, r#"{"c":"x","a":[1.0,{"b":null}]}"#).is_empty());
    }

    #[test]
    fn every_kind_of_change_is_seen() {
        for (expected, actual) in [
            (r#"{"a":1}"#, r#"{"a":2}"#),
            (r#"{"a":1}"#, r#"{"a":"1"}"#),
            (r#"{"a":null}"#, r#"{}"#),
            (r#"{}"#, r#"{"a":null}"#),
            (r#"[1,2]"#, r#"[2,1]"#),
            (r#"[1]"#, r#"[1,1]"#),
            (r#"[1,1]"#, r#"[1]"#),
            (r#"{"a":{}}"#, r#"{"a":[]}"#),
            (r#"9007199254740993"#, r#"9007199254740992"#),
            (r#"18446744073709551615"#, r#"18446744073709551614"#),
            (r#""a""#, r#""b""#),
            (r#"true"#, r#"false"#),
        ] {
            assert!(!found(expected, actual).is_empty(), "{expected} and {actual}");
            assert!(!found(actual, expected).is_empty(), "{actual} and {expected}");
        }
    }

    #[test]
    fn paths_name_the_place() {
        assert_eq!(
            found(r#"{"x":[{"name":"c","k.v/w":1}]}"#, r#"{"x":[{"name":"c","k.v/w":2}]}"#),
            [r#"x[0 c]["k.v/w"]: expected 1, got 2"#]
        );
    }

    #[test]
    fn texts_are_shown_from_where_they_part() {
        let long = "a".repeat(100);
        let shown = text_diff(&format!("{long}é"), &format!("{long}b"));
        assert!(
            shown.contains("aé\"") && shown.contains("ab\"") && shown.len() < 120,
            "{shown}"
        );
    }
}

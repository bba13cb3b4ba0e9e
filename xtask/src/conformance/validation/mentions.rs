//! Which fields and values a message of Go's names.

use serde_json::Value;
use std::collections::BTreeSet;

/// The messages in one message: Go joins several into a list with a heading.
pub(super) fn messages(text: &str) -> Vec<&str> {
    match text.split_once(" occurred:\n") {
        Some((_, list)) => list.split("\n\t*").filter(|item| !item.trim().is_empty()).collect(),
        None => vec![text],
    }
}

/// The texts in quotes, the values of the arguments and the names of their fields that `message` has in it.
pub(super) fn of(message: &str, arguments: &[Value]) -> BTreeSet<String> {
    // What follows are the words of a generated parser.
    let message = message.split("ERROR: <input>").next().unwrap_or(message);
    // Which object it is, is no part of what is wrong with it.
    let message = match message.strip_prefix("invalid policy ") {
        Some(rest) => rest.split_once(": ").map_or(rest, |(_, rest)| rest),
        None => message,
    };
    let mut known = BTreeSet::new();
    for argument in arguments {
        collect(argument, &mut known);
    }
    let mut names: BTreeSet<String> = known.into_iter().filter(|name| stands_in(message, name)).collect();
    for quote in ['"', '`', '\''] {
        names.extend(quoted(message, quote));
    }
    names
}

/// Values, and names of fields that cannot be mistaken for a word.
fn collect(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() > 1 => {
            known.insert(text.clone());
        }
        Value::Number(number) => {
            known.insert(number.to_string());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, known)),
        Value::Object(map) => {
            for (key, value) in map {
                if key.contains(|c: char| !c.is_ascii_lowercase()) {
                    known.insert(key.clone());
                }
                collect(value, known);
            }
        }
        _ => {}
    }
}

/// Whether `name` is in the message, and not as a part of a word.
fn stands_in(message: &str, name: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    message.match_indices(name).any(|(at, _)| {
        let before = message[..at].chars().next_back();
        let after = message[at + name.len()..].chars().next();
        !is_word(before) && !is_word(after)
    })
}

/// The texts between two of the same quotes.
fn quoted(message: &str, quote: char) -> Vec<String> {
    let parts: Vec<&str> = message.split(quote).collect();
    // An odd number of quotes leaves open which belong together: apostrophes, and values with a quote in them.
    if parts.len().is_multiple_of(2) {
        return Vec::new();
    }
    let inside = parts.iter().skip(1).step_by(2);
    inside
        .filter(|text| !text.is_empty() && !text.contains('\n'))
        .map(|text| (*text).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_are_taken_apart() {
        let list = "invalid labels: 2 errors occurred:\n\t* bad \"a\"\n\t* bad \"b\"\n\n";
        assert_eq!(messages(list).len(), 2);
        assert_eq!(messages("one"), ["one"]);
    }

    #[test]
    fn names_fields_and_values() {
        let arguments = [json!({"targetPort": 80, "host": "a.b", "name": "in"})];
        let names = of(r#"targetPort 80 of "x" is in `y z`, can't be a.bc"#, &arguments);
        let wanted: BTreeSet<String> = ["80", "in", "targetPort", "x", "y z"].map(str::to_owned).into();
        assert_eq!(names, wanted);
    }
}

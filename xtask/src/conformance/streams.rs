//! Streams of YAML documents, cut the way Go's stream reader cuts them: at lines that start with `---`.

use super::{reader, trees};
use kubeyaml::Value;

/// One document that is not empty.
pub(crate) struct Document {
    /// Its bytes, without the separator line and without newlines at the end.
    pub(crate) bytes: Vec<u8>,
    /// What Go's rules make of them.
    pub(crate) value: Value,
}

/// Cuts a stream and reads each document; those that hold nothing are left out.
///
/// # Errors
/// When a document does not read; the text names its number.
pub(crate) fn read(stream: &[u8]) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    for (index, bytes) in cut(stream).into_iter().enumerate() {
        let value = reader::document(&bytes).map_err(|e| format!("document {}: {e}", index + 1))?;
        if !value.is_null() {
            documents.push(Document { bytes, value });
        }
    }
    Ok(documents)
}

/// The bytes of each document.
pub(crate) fn cut(stream: &[u8]) -> Vec<Vec<u8>> {
    let stream = stream.strip_prefix(b"\xef\xbb\xbf").unwrap_or(stream);
    let mut documents = vec![Vec::new()];
    for line in stream.split_inclusive(|b| *b == b'\n') {
        let content = line
            .strip_prefix(b"---")
            .filter(|rest| rest.first().is_none_or(u8::is_ascii_whitespace));
        match content {
            None => documents
                .last_mut()
                .expect("there is always a last document")
                .extend_from_slice(line),
            Some(rest) => {
                let rest = rest.trim_ascii_start();
                documents.push(if rest.starts_with(b"#") {
                    Vec::new()
                } else {
                    rest.to_vec()
                });
            }
        }
    }
    for document in &mut documents {
        let kept = document.trim_ascii_end().len();
        document.truncate(kept);
    }
    documents
}

/// Compares our stream with the recorded one.
///
/// - Empty documents are left out on both sides; the others must be as many, in the same order.
/// - A recorded document that has an input document's bytes (Go writes LF for CRLF) was passed through: ours must be the
///   input's bytes.
/// - Otherwise the trees must be equal; but `same_object` decides whether both decode to the same object where ours are an
///   input document's bytes while Go wrote the object anew, and where all that sets them apart are empty fields that the
///   user wrote and Go leaves out (`paused: false`, `command: []`, `creationTimestamp: null`).
///
/// The result is the first difference, or `None`.
pub(crate) fn diff(
    expected: &[u8],
    actual: &[u8],
    input: &[u8],
    same_object: &dyn Fn(&Value, &Value) -> Result<(), String>,
) -> Option<String> {
    let expected = match read(expected) {
        Ok(documents) => documents,
        Err(error) => return Some(format!("the recorded output does not read: {error}")),
    };
    let actual = match read(actual) {
        Ok(documents) => documents,
        Err(error) => return Some(format!("our output does not read: {error}")),
    };
    if expected.len() != actual.len() {
        return Some(format!("expected {} documents, got {}", expected.len(), actual.len()));
    }
    let inputs = cut(input);
    for (index, (wanted, got)) in expected.iter().zip(&actual).enumerate() {
        let place = format!("document {} ({})", index + 1, title(&wanted.value));
        if let Some(original) = inputs.iter().find(|i| without_cr(i) == wanted.bytes) {
            if got.bytes != *original {
                return Some(format!(
                    "{place} was not passed through byte for byte: {}",
                    trees::text_diff(&String::from_utf8_lossy(original), &String::from_utf8_lossy(&got.bytes))
                ));
            }
            continue;
        }
        let Some(found) = trees::diff(&wanted.value, &got.value) else {
            continue;
        };
        if !inputs.contains(&got.bytes) && !only_empty_fields_more(&wanted.value, &got.value) {
            return Some(format!("{place}\n{found}"));
        }
        if let Err(why) = same_object(&wanted.value, &got.value) {
            return Some(format!(
                "{place} is another object than the recorded one: {why}\n{found}"
            ));
        }
    }
    None
}

/// Whether `actual` is `expected` but for further fields that are empty.
fn only_empty_fields_more(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Mapping(wanted), Value::Mapping(got)) => {
            let known = wanted
                .iter()
                .all(|(key, value)| got.get(key).is_some_and(|found| only_empty_fields_more(value, found)));
            known
                && got
                    .iter()
                    .all(|(key, value)| wanted.contains_key(key) || is_empty(value))
        }
        (Value::Sequence(wanted), Value::Sequence(got)) => {
            wanted.len() == got.len()
                && wanted
                    .iter()
                    .zip(got)
                    .all(|(wanted, got)| only_empty_fields_more(wanted, got))
        }
        (wanted, got) => wanted == got,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(map) => map.is_empty(),
    }
}

fn without_cr(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (index, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

fn title(value: &Value) -> String {
    let text = |path: &[&str]| value.get_path(path).and_then(Value::as_str).unwrap_or("?").to_owned();
    format!("{} {}", text(&["kind"]), text(&["metadata", "name"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never(_: &Value, _: &Value) -> Result<(), String> {
        Err("asked".to_owned())
    }

    fn check(expected: &str, actual: &str, input: &str) -> Option<String> {
        diff(expected.as_bytes(), actual.as_bytes(), input.as_bytes(), &never)
    }

    #[test]
    fn cuts_at_separator_lines_only() {
        let cut: Vec<String> = cut(b"a: --- b\n---\nb: 1\n\n--- # note\n---x: 2\n--- {c: 3}\n---")
            .into_iter()
            .map(|d| String::from_utf8_lossy(&d).into_owned())
            .collect();
        assert_eq!(cut, ["a: --- b", "b: 1", "---x: 2", "{c: 3}", ""]);
    }

    #[test]
    fn equal_trees_in_order_with_empty_documents_between() {
        assert_eq!(
            check(
                "a: 1\nb: 2\n---\nc: 3\n",
                "---\nb: 2\na: 1\n---\n# none\n---\nc: 3\n",
                ""
            ),
            None
        );
        assert!(check("a: 1\n---\nc: 3\n", "c: 3\n---\na: 1\n", "").is_some());
        assert!(check("a: 1\n---\nc: 3\n", "a: 1\n", "").is_some());
        assert!(check("a: 1\n", "a: 1\n---\na: 1\n", "").is_some());
        assert!(check("a: 1\n", "a: [\n", "").is_some());
    }

    #[test]
    fn what_go_passes_through_must_keep_its_bytes() {
        let input = "kind: A  # note\n---\nkind: B\n";
        assert_eq!(check(input, input, input), None);
        assert!(check(input, "kind: A\n---\nkind: B\n", input).is_some());
        assert_eq!(check("a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"), None);
        assert!(check("a: 1\nb: 2\n", "a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n").is_some());
    }

    #[test]
    fn kept_bytes_are_judged_as_objects_and_changed_ones_as_trees() {
        let input = "kind: A\n";
        let same = |_: &Value, _: &Value| Ok(());
        let wanted = "kind: A\nstatus: {}\n".as_bytes();
        assert_eq!(diff(wanted, input.as_bytes(), input.as_bytes(), &same), None);
        assert!(diff(wanted, input.as_bytes(), input.as_bytes(), &never).is_some());
        assert!(diff(wanted, b"kind: A\nx: 1\n", input.as_bytes(), &same).is_some());
    }

    #[test]
    fn empty_fields_that_the_user_wrote_may_stay() {
        let tree = |text: &str| kubeyaml::from_str(text).expect("YAML");
        let go = tree("{a: 1, l: [{x: 1}]}");
        assert!(only_empty_fields_more(
            &go,
            &tree("{a: 1, b: false, l: [{x: 1, y: []}], c: null}")
        ));
        assert!(!only_empty_fields_more(&go, &tree("{a: 1, b: true, l: [{x: 1}]}")));
        assert!(!only_empty_fields_more(&go, &tree("{l: [{x: 1}]}")));
        assert!(!only_empty_fields_more(&go, &tree("{a: 2, l: [{x: 1}]}")));
    }
}

//! Any bytes read or give an error with a place; documents lie side by side; what Go accepts, ours accepts alike.
#![no_main]

use kubeyaml::{DuplicateKeys, Limits, Stream, Strictness, Value};
use libfuzzer_sys::fuzz_target;

/// The values of all documents, or the first error.
fn read(bytes: &[u8], strictness: Strictness) -> Result<Vec<Value>, kubeyaml::Error> {
    let limits = Limits::default().with_max_expanded_nodes(100_000);
    let stream = Stream::parse_with(bytes, &limits, strictness)?;
    let mut values = Vec::new();
    let mut end = 0;
    // YAML 1.1 knows more line breaks than LF; every one of them may or may not count.
    let most_lines = 1 + stream.text().chars().filter(|c| "\n\r\u{85}\u{2028}\u{2029}".contains(*c)).count();
    for document in stream.documents() {
        let document = document?;
        let range = document.range();
        assert_eq!(range.start, end, "documents lie side by side");
        end = range.end;
        assert_eq!(document.source(), &stream.text()[range.clone()]);
        if let Some(root) = document.root() {
            let span = root.span();
            assert!(range.start <= span.start && span.end <= range.end, "{span:?} in {range:?}");
            for at in [span.start, span.end] {
                let position = document.position(at);
                assert!((1..=most_lines).contains(&position.line) && position.column >= 1, "{position:?}");
            }
        }
        let value = document.to_value()?;
        if let Ok(strict) = document.to_value_with(DuplicateKeys::Reject) {
            assert!(same(&strict, &value));
        }
        values.push(value);
    }
    assert_eq!(end, stream.text().len(), "documents hold all of the text");
    Ok(values)
}

/// Equality for which an undefined number equals itself.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64().is_nan() && b.as_f64().is_nan(),
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fuzz_target!(|data: &[u8]| {
    let go = read(data, Strictness::Go);
    let lenient = read(data, Strictness::Lenient);
    // A byte order mark within the text is text to Go.
    let marked = data.windows(3).skip(1).any(|three| three == "\u{feff}".as_bytes());
    if let (Ok(go), Ok(lenient), false) = (&go, &lenient, marked) {
        assert_eq!(go.len(), lenient.len());
        assert!(go.iter().zip(lenient).all(|(a, b)| same(a, b)), "{go:?} or {lenient:?}");
    }
});

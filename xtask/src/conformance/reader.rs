//! Reading YAML as Go's tools do, and as ours do.

use kubeyaml::{DuplicateKeys, Limits, Stream, Strictness, Value};

/// The tree of the first document, by Go's grammar: what `yaml.Unmarshal` of sigs.k8s.io/yaml gives.
///
/// # Errors
/// The reader's message.
pub(crate) fn document(bytes: &[u8]) -> Result<Value, String> {
    let stream = Stream::parse_with(bytes, &Limits::default(), Strictness::Go).map_err(|e| e.to_string())?;
    match stream.documents().next() {
        None => Ok(Value::Null),
        Some(document) => document
            .and_then(|d| d.to_value_with(DuplicateKeys::LastWins))
            .map_err(|e| e.to_string()),
    }
}

/// Whether every document of a stream reads by our own, more tolerant grammar.
///
/// # Errors
/// The reader's message.
pub(crate) fn readable(bytes: &[u8]) -> Result<(), String> {
    let stream = Stream::parse(bytes, &Limits::default()).map_err(|e| e.to_string())?;
    for document in stream.documents() {
        document.and_then(|d| d.to_value()).map_err(|e| e.to_string())?;
    }
    Ok(())
}

//! The words that Go's YAML reader has for what is wrong with a text.

/// Go's text for an error of the reader.
pub(crate) fn go_text(_text: &[u8], error: &kubeyaml::Error) -> String {
    error.to_string()
}

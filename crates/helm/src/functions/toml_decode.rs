//! TOML as values.

use gotemplate::Map;

/// The table that a text holds.
pub(super) fn decode(_text: &str) -> Result<Map, String> {
    Err("toml: not read yet".to_owned())
}

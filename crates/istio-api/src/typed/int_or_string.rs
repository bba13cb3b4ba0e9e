//! A number that may be written as text.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number or a text, such as a port or a percentage; also 64-bit numbers, which protobuf's JSON writes as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum IntOrString {
    /// A number.
    Int(i64),
    /// A text.
    String(String),
}

impl IntOrString {
    /// The number: the value itself, or what its text says.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::String(text) => text.parse().ok(),
        }
    }
}

impl Default for IntOrString {
    fn default() -> Self {
        Self::Int(0)
    }
}

impl From<i64> for IntOrString {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for IntOrString {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl fmt::Display for IntOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::String(text) => text.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_stay_as_they_are() -> Result<(), serde_json::Error> {
        for (json, number) in [("25", Some(25)), ("\"7\"", Some(7)), ("\"25%\"", None)] {
            let value: IntOrString = serde_json::from_str(json)?;
            assert_eq!(value.as_i64(), number);
            assert_eq!(serde_json::to_string(&value)?, json);
        }
        Ok(())
    }
}

//! Why a value does not fit the struct it is read into.

use std::fmt;

use crate::path::Path;
use crate::quantity::ParseError;

/// A value that Go's decoder refuses, with the place it stands at.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodeError {
    /// Where the value is, with the keys as the user wrote them.
    pub path: Path,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The value is of another type than the field.
    WrongType {
        /// The type of the field in plain words, as in `a list of strings`.
        expected: String,
        /// What stands there, as in `the string "http"`.
        found: String,
    },
    /// An integer that the field's Go type cannot hold.
    OutOfRange {
        /// The Go type, as in `int32`.
        go_type: &'static str,
        /// The number as JSON writes it.
        found: String,
    },
    /// Text that is no quantity.
    Quantity {
        /// The text.
        text: String,
        /// What is wrong with it.
        error: ParseError,
    },
    /// Text that is no RFC 3339 time.
    Time {
        /// The text.
        text: String,
    },
    /// Text that is no standard base64.
    Base64,
    /// Infinity or not-a-number, which JSON cannot carry.
    NotFinite,
    /// The tree is nested deeper than the decoder follows.
    TooDeep,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::OutOfRange { go_type, found } => write!(f, "{found} does not fit a field of type {go_type}"),
            Problem::Quantity { text, error } => write!(f, "{text:?} is not a quantity: {error}"),
            Problem::Time { text } => write!(f, "{text:?} is not a time like 2006-01-02T15:04:05Z"),
            Problem::Base64 => f.write_str("the text is not standard base64"),
            Problem::NotFinite => f.write_str("infinity and not-a-number have no JSON form"),
            Problem::TooDeep => f.write_str("nested too deeply"),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_root() {
            write!(f, "{}: ", self.path)?;
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for DecodeError {}

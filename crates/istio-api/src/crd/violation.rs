//! What is wrong with an object.

use std::fmt;

use super::path::Path;

/// Which kind of check a value failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViolationKind {
    /// A field that must be there is missing.
    Required,
    /// A value of another type than the schema's.
    Type,
    /// A value that is none of those listed.
    Enumeration,
    /// A text longer than allowed.
    TooLong,
    /// More items or fields than allowed.
    TooMany,
    /// An item of a list that another item equals, or whose keys another item has.
    Duplicate,
    /// Something that must not be there.
    Forbidden,
    /// A number that the type of its field cannot hold: a negative one of an unsigned field, or one that needs more bits.
    Overflow,
    /// A value out of its range, without its pattern or format, or that no alternative of the schema takes.
    Invalid,
    /// A validation rule (`x-kubernetes-validations`) says no.
    Rule,
    /// A validation rule that gives no answer: it cannot be compiled, fails, or costs too much.
    RuleError,
}

impl ViolationKind {
    /// Whether the API server runs no validation rules once it found this.
    #[must_use]
    pub fn stops_rules(self) -> bool {
        matches!(
            self,
            Self::Required | Self::Type | Self::Enumeration | Self::TooLong | Self::TooMany
        )
    }
}

/// One reason for which the API server would reject an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The value in question; see [`Path::position_in`] for its line and column.
    pub path: Path,
    /// The check that failed.
    pub kind: ViolationKind,
    /// What is wrong, without the path, in words that follow it: `must be a string, not an integer`. For a rule, its message.
    pub message: String,
    /// The expression of the validation rule, when one is the reason.
    pub rule: Option<String>,
}

/// The path, a colon, the message.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.segments().is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// A field that the schema does not have. The API server drops it, or rejects the object when asked to be strict, as kubectl
/// does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The field.
    pub path: Path,
    /// A field of the schema with nearly the same name.
    pub suggestion: Option<String>,
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: unknown field", self.path)?;
        match &self.suggestion {
            Some(name) => write!(f, "; did you mean {name}?"),
            None => Ok(()),
        }
    }
}

//! The one error type of the crate.

use std::fmt;

use crate::position::Position;

/// Why reading failed, for callers that treat some failures apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The bytes are no UTF-8 or UTF-16 text.
    Encoding,
    /// A character that YAML does not allow in text, such as NUL.
    ControlCharacter,
    /// The input is larger than [`Limits::max_bytes`](crate::Limits::max_bytes).
    Size,
    /// Nested deeper than [`Limits::max_depth`](crate::Limits::max_depth).
    Depth,
    /// The text does not follow the grammar of YAML.
    Syntax,
    /// A `%` directive that is malformed, doubled or of another major version.
    Directive,
    /// An alias names an anchor that was not set before it.
    UnknownAnchor,
    /// An alias stands inside the node that it refers to.
    RecursiveAlias,
    /// Aliases would expand to far more nodes than the document has.
    AliasExpansion,
    /// A mapping has a key twice and the caller asked for that to be an error.
    DuplicateKey,
    /// A mapping key that JSON has no string for: a list, a mapping or null.
    KeyType,
    /// `<<` with a value that is no mapping or list of mappings.
    Merge,
    /// A scalar whose explicit tag does not fit its text, as in `!!int x`.
    Tag,
    /// A value that JSON has no form for: an infinite or undefined number.
    Unrepresentable,
}

/// What is wrong and where.
///
/// `Display` gives `line L, column C: message`; positions count from the start of the whole input.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    message: String,
    place: Option<(usize, Position)>,
    first: Option<(usize, Position)>,
}

impl Error {
    pub(crate) fn new(reason: Reason, offset: usize, position: Position, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            reason,
            message: message.into(),
            place: Some((offset, position)),
            first: None,
        }))
    }

    /// An error about a value that has no place in a text.
    pub(crate) fn without_place(reason: Reason, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            reason,
            message: message.into(),
            place: None,
            first: None,
        }))
    }

    pub(crate) fn with_first(mut self, offset: usize, position: Position) -> Self {
        self.0.first = Some((offset, position));
        self
    }

    /// The kind of failure.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.0.reason
    }

    /// What is wrong in plain words, without the position.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Byte offset in the decoded text (see [`Stream::text`](crate::Stream::text)); `None` for values without a text.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.place.map(|(offset, _)| offset)
    }

    /// Line and column in the whole input; `None` for values without a text.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.place.map(|(_, position)| position)
    }

    /// For a duplicate key, where the key stands the first time: byte offset and position.
    #[must_use]
    pub fn first_place(&self) -> Option<(usize, Position)> {
        self.0.first
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, position)) = self.0.place {
            write!(f, "{position}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {self})", self.0.reason)
    }
}

impl std::error::Error for Error {}

//! What is wrong with an expression, in Go's words.

use std::fmt;

/// Why a text is no regular expression. `Display` is Go's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The part of the expression that it is wrong with.
    pub expression: String,
}

/// What can be wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SyntaxErrorKind {
    CharRange,
    Escape,
    NamedCapture,
    PerlOp,
    RepeatOp,
    RepeatSize,
    Utf8,
    MissingBracket,
    MissingParen,
    MissingRepeatArgument,
    TrailingBackslash,
    UnexpectedParen,
    NestingDepth,
    Large,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            SyntaxErrorKind::CharRange => "invalid character class range",
            SyntaxErrorKind::Escape => "invalid escape sequence",
            SyntaxErrorKind::NamedCapture => "invalid named capture",
            SyntaxErrorKind::PerlOp => "invalid or unsupported Perl syntax",
            SyntaxErrorKind::RepeatOp => "invalid nested repetition operator",
            SyntaxErrorKind::RepeatSize => "invalid repeat count",
            SyntaxErrorKind::Utf8 => "invalid UTF-8",
            SyntaxErrorKind::MissingBracket => "missing closing ]",
            SyntaxErrorKind::MissingParen => "missing closing )",
            SyntaxErrorKind::MissingRepeatArgument => "missing argument to repetition operator",
            SyntaxErrorKind::TrailingBackslash => "trailing backslash at end of expression",
            SyntaxErrorKind::UnexpectedParen => "unexpected )",
            SyntaxErrorKind::NestingDepth => "expression nests too deeply",
            SyntaxErrorKind::Large => "expression too large",
        };
        write!(f, "error parsing regexp: {what}: `{}`", self.expression)
    }
}

impl std::error::Error for SyntaxError {}

/// What was read, and what is left.
pub(super) type Parsed<'a, T> = Result<(T, &'a str), SyntaxError>;

/// An error with the part of the expression that it is about.
pub(super) fn error(kind: SyntaxErrorKind, expression: &str) -> SyntaxError {
    SyntaxError {
        kind,
        expression: expression.to_owned(),
    }
}

/// The front of `before` that was read when `after` is what is left.
pub(super) fn consumed<'a>(before: &'a str, after: &str) -> &'a str {
    &before[..before.len() - after.len()]
}

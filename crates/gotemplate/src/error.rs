//! What can go wrong: parsing, calling, executing.

use std::error::Error;
use std::fmt;

/// A template text that cannot be parsed. `Display` is Go's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The name under which the text was parsed.
    pub template: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, without the position.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "template: {}:{}: {}", self.template, self.line, self.message)
    }
}

impl Error for ParseError {}

/// Where in which template an execution failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name under which the text was parsed (a file, usually).
    pub parse_name: String,
    /// The line, from 1.
    pub line: usize,
    /// The byte within the line, from 0.
    pub column: usize,
    /// The failing expression, as Go prints it back.
    pub expression: String,
}

/// A failed execution. `Display` is Go's text.
#[derive(Debug)]
pub struct ExecError {
    /// The name of the template (or `define`) that was executing.
    pub template: String,
    /// Where; `None` when no node had been reached.
    pub location: Option<Location>,
    /// What is wrong, without the position.
    pub message: String,
    /// The failed execution inside a function that executes templates itself, such as Helm's `include`.
    pub source: Option<Box<ExecError>>,
}

impl fmt::Display for ExecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.location {
            Some(at) => write!(
                f,
                "template: {}:{}:{}: executing {} at <{}>: {}",
                at.parse_name,
                at.line,
                at.column,
                crate::quote::quoted(self.template.as_bytes()),
                at.expression,
                self.message
            ),
            None => write!(f, "template: {}: {}", self.template, self.message),
        }
    }
}

impl Error for ExecError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|e| e as &(dyn Error + 'static))
    }
}

/// What a function or method returns as its error, or panics with. The engine words it `error calling NAME: MESSAGE`.
#[derive(Debug)]
pub struct FuncError {
    /// The text of the error.
    pub message: String,
    /// The failed execution, when the function executes templates itself.
    pub source: Option<Box<ExecError>>,
}

impl FuncError {
    /// An error with a text.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        FuncError {
            message: message.into(),
            source: None,
        }
    }
}

impl fmt::Display for FuncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for FuncError {}

impl From<&str> for FuncError {
    fn from(message: &str) -> Self {
        FuncError::new(message)
    }
}

impl From<String> for FuncError {
    fn from(message: String) -> Self {
        FuncError::new(message)
    }
}

impl From<ExecError> for FuncError {
    fn from(error: ExecError) -> Self {
        FuncError {
            message: error.to_string(),
            source: Some(Box::new(error)),
        }
    }
}

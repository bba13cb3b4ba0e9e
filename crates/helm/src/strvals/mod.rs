//! The values of `--set` and its kin: `name=value,list[0].key=value`.
//!
//! What each form makes of a value:
//! - [`set`] takes `true`, `false`, `null` and whole numbers by their type, `{a,b}` as a list, all else as text;
//! - [`set_string`] takes text, or a list of texts;
//! - [`set_json`] takes JSON;
//! - [`set_literal`] takes everything after the first `=` as it stands;
//! - [`set_file`] takes what a function makes of the text, for instance the file of that name.
//!
//! In all but [`set_literal`] a backslash takes the meaning off the next character. Whole numbers become Go's `int64`
//! ([`kubeyaml::Number::Int`]), the numbers of JSON `float64`.

mod literal;
mod scanner;
mod set;
mod tree;

use std::fmt;

use kubeyaml::{Mapping, Value};

use scanner::Scanner;
use set::{Kind, Parser};

/// An argument that cannot be used. `Display` gives Helm's words without the flag's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    argument: String,
    column: usize,
}

impl Error {
    /// What is wrong, in Helm's words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The whole argument.
    #[must_use]
    pub fn argument(&self) -> &str {
        &self.argument
    }

    /// Where in the argument, in characters from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The argument and below it a caret at the column.
    #[must_use]
    pub fn caret(&self) -> String {
        format!("{}\n{}^", self.argument, " ".repeat(self.column.saturating_sub(1)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// What went wrong, and at which byte of the argument.
struct Fault {
    message: String,
    at: usize,
}

/// Whether there is more to read.
#[derive(PartialEq)]
enum Step {
    More,
    End,
}

/// Gives a value for the text of one, as [`set_file`] uses it.
type Reader<'r> = dyn FnMut(&str) -> Result<Value, String> + 'r;

fn finish(argument: &str, result: Result<(), Fault>) -> Result<(), Error> {
    result.map_err(|fault| Error {
        message: fault.message,
        argument: argument.to_owned(),
        column: argument.get(..fault.at).map_or(0, |before| before.chars().count()) + 1,
    })
}

/// `--set`.
///
/// # Errors
/// An [`Error`] with the place in the argument. What stands before it has been set.
pub fn set(argument: &str, into: &mut Mapping) -> Result<(), Error> {
    let kind = Kind::Text(&mut |text| Ok(set::typed(text)));
    finish(argument, Parser::new(Scanner::new(argument), kind).run(into))
}

/// `--set-string`.
///
/// # Errors
/// As [`set`].
pub fn set_string(argument: &str, into: &mut Mapping) -> Result<(), Error> {
    let kind = Kind::Text(&mut |text| Ok(text.into()));
    finish(argument, Parser::new(Scanner::new(argument), kind).run(into))
}

/// `--set-json`.
///
/// # Errors
/// As [`set`].
pub fn set_json(argument: &str, into: &mut Mapping) -> Result<(), Error> {
    finish(argument, Parser::new(Scanner::new(argument), Kind::Json).run(into))
}

/// `--set-literal`.
///
/// # Errors
/// As [`set`].
pub fn set_literal(argument: &str, into: &mut Mapping) -> Result<(), Error> {
    finish(argument, literal::run(Scanner::new(argument), into))
}

/// `--set-file`: `read` gives the value for the text that stands in the argument.
///
/// # Errors
/// As [`set`], and those of `read`.
pub fn set_file(
    argument: &str,
    into: &mut Mapping,
    mut read: impl FnMut(&str) -> Result<Value, String>,
) -> Result<(), Error> {
    let kind = Kind::Text(&mut read);
    finish(argument, Parser::new(Scanner::new(argument), kind).run(into))
}

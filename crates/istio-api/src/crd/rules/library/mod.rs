//! The functions that rules may call besides those of CEL itself, as Kubernetes 1.36 has them: `url`, `isURL`, `find`,
//! `isSorted`, `quantity`, `ip`, `cidr`, CEL's string extension and so on.
//!
//! Not there are `authorizer` (rules about objects do not have it), `format` and `semver`.

mod address;
mod durations;
mod lists;
mod loops;
mod quantities;
mod regexes;
mod texts;
mod timestamps;
mod urls;
mod values;

use cel::common::functions::Function;
use cel::common::types::{CelString, Type};
use cel::common::value::{CowVal, Val};
use cel::{Env, ExecutionError, extensions};

pub(super) use durations::Duration;
pub(super) use loops::{PAY, RANGE};
pub(super) use regexes::{MATCHES_PATTERN, pattern_value};
pub(super) use texts::bounded;
pub(super) use timestamps::Timestamp;

type Arguments<'b, 'v> = Vec<CowVal<'b, 'v>>;
type Outcome<'b, 'v> = Result<CowVal<'b, 'v>, ExecutionError>;

/// The longest text that a function makes.
const MOST_TEXT: usize = 1 << 20;

/// The environment of all rules.
pub(super) fn environment() -> Env {
    let mut declarations = Declarations { env: Env::stdlib() };
    declarations
        .env
        .add_extension(extensions::strings)
        .expect("the extension comes before our own functions");
    for declare in [
        loops::declare,
        texts::declare,
        durations::declare,
        timestamps::declare,
        regexes::declare,
        urls::declare,
        lists::declare,
        address::declare,
        quantities::declare,
    ] {
        declare(&mut declarations);
    }
    declarations.env
}

/// Adds functions to an environment.
pub(super) struct Declarations {
    env: Env,
}

impl Declarations {
    /// A function called as `name(...)`.
    fn global(&mut self, name: &str, arguments: &[&Type], function: Function) {
        let id = Self::id(name, arguments);
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self.env
            .add_overload(name, &id, arguments, function)
            .expect("a signature is declared once");
    }

    /// A function called as `target.name(...)`.
    fn member(&mut self, target: &Type, name: &str, arguments: &[&Type], function: Function) {
        let id = format!("{}.{}", target.name(), Self::id(name, arguments));
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self.env
            .add_member_overload(name, &id, target.to_owned(), arguments, function)
            .expect("a signature is declared once");
    }

    /// A type that expressions can name.
    fn value_type(&mut self, of: &Type) {
        self.env.add_type(of.to_owned()).expect("a type is declared once");
    }

    fn id(name: &str, arguments: &[&Type]) -> String {
        let names: Vec<&str> = arguments.iter().map(|argument| argument.name()).collect();
        format!("kubernetes.{name}({})", names.join(","))
    }
}

/// An argument as text.
fn text<'a>(arguments: &'a Arguments<'_, '_>, index: usize) -> Result<&'a str, ExecutionError> {
    arguments
        .get(index)
        .and_then(|argument| argument.downcast_ref::<CelString<'_>>())
        .map(CelString::inner)
        .ok_or_else(ExecutionError::missing_argument_or_target)
}

/// An argument as one of our own values.
fn value<'a, T: cel::common::value::StaticVal>(
    arguments: &'a Arguments<'_, '_>,
    index: usize,
) -> Result<&'a T, ExecutionError> {
    arguments
        .get(index)
        .and_then(|argument| argument.as_any())
        .and_then(|any| any.downcast_ref::<T>())
        .ok_or_else(ExecutionError::missing_argument_or_target)
}

/// An argument as an integer.
fn integer(arguments: &Arguments<'_, '_>, index: usize) -> Result<i64, ExecutionError> {
    value::<cel::common::types::CelInt>(arguments, index).map(|integer| *integer.inner())
}

fn failed<'b, 'v>(function: &str, message: impl ToString) -> Outcome<'b, 'v> {
    Err(ExecutionError::function_error(function, message))
}

fn made<'b, 'v>(value: impl Val + 'v) -> Outcome<'b, 'v> {
    Ok(CowVal::owned(value))
}

/// Why an expression failed, in words that do not depend on the order of a map.
pub(super) fn explain(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(key) => format!("there is no {key}"),
        ExecutionError::UndeclaredReference(name) => format!("there is no {name}"),
        ExecutionError::FunctionError { function, message } => format!("{function}: {message}"),
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => "division by zero".to_owned(),
        ExecutionError::Overflow(..) => "a number is too large".to_owned(),
        ExecutionError::IndexOutOfBounds(_) => "an index is out of bounds".to_owned(),
        ExecutionError::NoSuchOverload(overload) => overload.to_string(),
        ExecutionError::UnexpectedType { got, want } => format!("{got} where {want} is expected"),
        ExecutionError::InvalidArgumentCount { expected, actual } => {
            format!("a function takes {expected} arguments, not {actual}")
        }
        _ => "an operation does not take values of these types".to_owned(),
    }
}

#[cfg(test)]
mod tests;

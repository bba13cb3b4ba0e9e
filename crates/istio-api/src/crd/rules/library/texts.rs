//! Functions of CEL's string extension that could make much text of little: here the length of what they make is bounded.

use cel::ExecutionError;
use cel::common::types::{CelString, INT_TYPE, LIST_TYPE, STRING_TYPE};

use super::{Arguments, Declarations, MOST_TEXT, Outcome, failed, integer, loops, made, text};

/// The bounded form of a method, if it has one.
pub(in super::super) fn bounded(method: &str, arguments: usize) -> Option<&'static str> {
    match (method, arguments) {
        ("replace", 2 | 3) => Some("__replace"),
        ("join", 0 | 1) => Some("__join"),
        _ => None,
    }
}

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.global("__replace", &[&STRING_TYPE, &STRING_TYPE, &STRING_TYPE], |arguments| {
        replace(arguments, usize::MAX)
    });
    declarations.global(
        "__replace",
        &[&STRING_TYPE, &STRING_TYPE, &STRING_TYPE, &INT_TYPE],
        |arguments| {
            // A negative number is no limit.
            let most = usize::try_from(integer(&arguments, 3)?).unwrap_or(usize::MAX);
            replace(arguments, most)
        },
    );
    declarations.global("__join", &[&LIST_TYPE], |arguments| join(&arguments, ""));
    declarations.global("__join", &[&LIST_TYPE, &STRING_TYPE], |arguments| {
        join(&arguments, text(&arguments, 1)?)
    });
}

fn replace<'b, 'v>(arguments: Arguments<'b, 'v>, most: usize) -> Outcome<'b, 'v> {
    let (whole, from, to) = (text(&arguments, 0)?, text(&arguments, 1)?, text(&arguments, 2)?);
    let times = whole.matches(from).take(most).count();
    if times.saturating_mul(to.len()).saturating_add(whole.len()) > MOST_TEXT {
        return failed("replace", "the result is too long");
    }
    made(CelString::from(whole.replacen(from, to, times)))
}

fn join<'b, 'v>(arguments: &Arguments<'_, '_>, separator: &str) -> Outcome<'b, 'v> {
    let mut parts = Vec::new();
    let mut length = 0_usize;
    for item in loops::items(arguments[0].as_ref())? {
        let part = item
            .downcast_ref::<CelString<'_>>()
            .ok_or_else(ExecutionError::missing_argument_or_target)?
            .inner();
        length = length.saturating_add(part.len()).saturating_add(separator.len());
        if length > MOST_TEXT {
            return failed("join", "the result is too long");
        }
        parts.push(part);
    }
    made(CelString::from(parts.join(separator)))
}

//! Regular expressions.

use std::any::Any;
use std::sync::Arc;

use cel::common::types::{CelBool, CelString, INT_TYPE, Kind, STRING_TYPE, Type};
use cel::common::value::{StaticVal, Val};
use regex::Regex;

use super::{Arguments, Declarations, Outcome, failed, integer, loops, made, text, value};
use crate::crd::pattern;

/// `matches` with an expression that was compiled beforehand.
pub(in super::super) const MATCHES_PATTERN: &str = "__matches";

static TYPE: Type = Type::simple_type(Kind::Opaque, "pattern");

/// A compiled expression as a value.
#[derive(Clone, Debug)]
struct Compiled(Arc<Regex>);

impl Val for Compiled {
    fn get_type(&self) -> &Type {
        &TYPE
    }

    fn cel_type() -> &'static Type {
        &TYPE
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl StaticVal for Compiled {}

/// The value that stands for a compiled expression.
pub(in super::super) fn pattern_value(regex: &Arc<Regex>) -> Box<dyn Val> {
    Box::new(Compiled(Arc::clone(regex)))
}

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.global(MATCHES_PATTERN, &[&STRING_TYPE, &TYPE], |arguments| {
        let Compiled(regex) = value(&arguments, 1)?;
        made(CelBool::from(regex.is_match(text(&arguments, 0)?)))
    });
    declarations.global("matches", &[&STRING_TYPE, &STRING_TYPE], matches);
    declarations.member(&STRING_TYPE, "matches", &[&STRING_TYPE], matches);
    declarations.member(&STRING_TYPE, "find", &[&STRING_TYPE], |arguments| {
        let (text, regex) = (text(&arguments, 0)?, compiled(&arguments)?);
        made(CelString::from(
            regex
                .find(text)
                .map(|found| found.as_str().to_owned())
                .unwrap_or_default(),
        ))
    });
    declarations.member(&STRING_TYPE, "findAll", &[&STRING_TYPE], |arguments| {
        find_all(arguments, usize::MAX)
    });
    declarations.member(&STRING_TYPE, "findAll", &[&STRING_TYPE, &INT_TYPE], |arguments| {
        let most = integer(&arguments, 2)?;
        // A negative number is no limit.
        find_all(arguments, usize::try_from(most).unwrap_or(usize::MAX))
    });
}

fn compiled(arguments: &Arguments<'_, '_>) -> Result<Regex, cel::ExecutionError> {
    let source = text(arguments, 1)?;
    pattern::compile(source)
        .map_err(|_| cel::ExecutionError::function_error("matches", format!("{source:?} is no regular expression")))
}

fn matches<'b, 'v>(arguments: Arguments<'b, 'v>) -> Outcome<'b, 'v> {
    made(CelBool::from(compiled(&arguments)?.is_match(text(&arguments, 0)?)))
}

fn find_all<'b, 'v>(arguments: Arguments<'b, 'v>, most: usize) -> Outcome<'b, 'v> {
    let (text, regex) = (text(&arguments, 0)?, compiled(&arguments)?);
    if text.len() > super::MOST_TEXT {
        return failed("findAll", "the text is too long");
    }
    made(loops::texts(
        regex.find_iter(text).take(most).map(|found| found.as_str().to_owned()),
    ))
}

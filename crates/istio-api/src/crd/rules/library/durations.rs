//! Durations.

use std::cmp::Ordering;

use cel::ExecutionError;
use cel::common::traits::{Adder, Comparer, Negator, Subtractor};
use cel::common::types::{CelInt, CelString, DURATION_TYPE, STRING_TYPE, Type};
use cel::common::value::{CowVal, Val};

use super::timestamps::Timestamp;
use super::values::value_type;
use super::{Arguments, Declarations, Outcome, failed, made, text, value};
use crate::duration;

static TYPE: Type = DURATION_TYPE;

/// A duration in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Duration(pub(in super::super) i64);

value_type!(
    Duration,
    TYPE,
    fn as_adder<'b, 'v>(&'b self) -> Option<&'b (dyn Adder + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    },
    fn as_subtractor<'b, 'v>(&'b self) -> Option<&'b (dyn Subtractor + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    },
    fn as_negator<'b, 'v>(&'b self) -> Option<&'b (dyn Negator + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    },
    fn as_comparer(&self) -> Option<&dyn Comparer> {
        Some(self)
    }
);

fn too_large() -> ExecutionError {
    ExecutionError::function_error("duration", "the result is too large")
}

fn no_overload(operator: &str, other: &dyn Val) -> ExecutionError {
    ExecutionError::no_such_overload(
        operator,
        vec![TYPE.name().to_owned(), other.get_type().name().to_owned()],
    )
}

fn other(value: &dyn Val) -> Option<Duration> {
    value.downcast_ref::<Duration>().copied()
}

impl Adder for Duration {
    fn add<'b, 'v>(&'b self, rhs: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        if let Some(Duration(rhs)) = rhs.downcast_ref::<Duration>() {
            return self
                .0
                .checked_add(*rhs)
                .map(|sum| CowVal::owned(Duration(sum)))
                .ok_or_else(too_large);
        }
        if let Some(time) = rhs.downcast_ref::<Timestamp>() {
            return time.plus(self.0).map(CowVal::owned).ok_or_else(too_large);
        }
        Err(ExecutionError::no_such_overload(
            "_+_",
            vec![TYPE.name().to_owned(), rhs.get_type().name().to_owned()],
        ))
    }
}

impl Subtractor for Duration {
    fn sub<'b, 'v>(&'b self, rhs: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        match rhs.downcast_ref::<Duration>() {
            Some(Duration(rhs)) => self
                .0
                .checked_sub(*rhs)
                .map(|d| CowVal::owned(Duration(d)))
                .ok_or_else(too_large),
            None => Err(ExecutionError::no_such_overload(
                "_-_",
                vec![TYPE.name().to_owned(), rhs.get_type().name().to_owned()],
            )),
        }
    }
}

impl Negator for Duration {
    fn negate<'v>(&self) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.0
            .checked_neg()
            .map(|d| Box::new(Duration(d)) as Box<dyn Val + 'v>)
            .ok_or_else(too_large)
    }
}

impl Comparer for Duration {
    fn compare(&self, rhs: &dyn Val) -> Result<Ordering, ExecutionError> {
        other(rhs)
            .map(|rhs| self.cmp(&rhs))
            .ok_or_else(|| no_overload("compare", rhs))
    }
}

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.value_type(&TYPE);
    declarations.global("duration", &[&STRING_TYPE], |arguments| {
        let text = text(&arguments, 0)?;
        match duration::parse(text) {
            Some(nanoseconds) => made(Duration(nanoseconds)),
            None => failed("duration", format!("{text:?} is no duration such as 1m30s")),
        }
    });
    declarations.global("duration", &[&TYPE], |mut arguments| Ok(arguments.swap_remove(0)));
    declarations.global("string", &[&TYPE], |arguments| {
        let Duration(nanoseconds) = value(&arguments, 0)?;
        // Seconds, as in JSON.
        let fraction = format!("{:09}", nanoseconds.unsigned_abs() % 1_000_000_000);
        let sign = if *nanoseconds < 0 { "-" } else { "" };
        let seconds = nanoseconds.unsigned_abs() / 1_000_000_000;
        made(CelString::from(match fraction.trim_end_matches('0') {
            "" => format!("{sign}{seconds}s"),
            fraction => format!("{sign}{seconds}.{fraction}s"),
        }))
    });
    declarations.member(&TYPE, "getHours", &[], |arguments| whole(arguments, 3_600_000_000_000));
    declarations.member(&TYPE, "getMinutes", &[], |arguments| whole(arguments, 60_000_000_000));
    declarations.member(&TYPE, "getSeconds", &[], |arguments| whole(arguments, 1_000_000_000));
    declarations.member(&TYPE, "getMilliseconds", &[], |arguments| whole(arguments, 1_000_000));
}

fn whole<'b, 'v>(arguments: Arguments<'b, 'v>, unit: i64) -> Outcome<'b, 'v> {
    let Duration(nanoseconds) = value(&arguments, 0)?;
    made(CelInt::from(nanoseconds / unit))
}

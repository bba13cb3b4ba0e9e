//! Points in time.

use std::cmp::Ordering;

use cel::ExecutionError;
use cel::common::traits::{Adder, Comparer, Subtractor};
use cel::common::types::{CelInt, CelString, INT_TYPE, STRING_TYPE, TIMESTAMP_TYPE, Type};
use cel::common::value::{CowVal, Val};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};

use super::durations::Duration;
use super::values::value_type;
use super::{Arguments, Declarations, Outcome, failed, integer, made, text, value};
use crate::crd::format::parse_date_time;

static TYPE: Type = TIMESTAMP_TYPE;

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Timestamp(pub(in super::super) jiff::Timestamp);

value_type!(
    Timestamp,
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
    fn as_comparer(&self) -> Option<&dyn Comparer> {
        Some(self)
    }
);

impl Timestamp {
    /// The time so many nanoseconds later.
    pub(super) fn plus(self, nanoseconds: i64) -> Option<Self> {
        let later = self.0.checked_add(SignedDuration::from_nanos(nanoseconds)).ok()?;
        // Years of four digits, from 1 on.
        (-62_135_596_800..=253_402_300_799)
            .contains(&later.as_second())
            .then_some(Self(later))
    }
}

fn too_large() -> ExecutionError {
    ExecutionError::function_error("timestamp", "the result is too large")
}

fn no_overload(operator: &str, other: &(dyn Val + '_)) -> ExecutionError {
    ExecutionError::no_such_overload(
        operator,
        vec![TYPE.name().to_owned(), other.get_type().name().to_owned()],
    )
}

impl Adder for Timestamp {
    fn add<'b, 'v>(&'b self, rhs: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        match rhs.downcast_ref::<Duration>() {
            Some(Duration(rhs)) => self.plus(*rhs).map(CowVal::owned).ok_or_else(too_large),
            None => Err(no_overload("_+_", rhs)),
        }
    }
}

impl Subtractor for Timestamp {
    fn sub<'b, 'v>(&'b self, rhs: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        if let Some(Duration(rhs)) = rhs.downcast_ref::<Duration>() {
            let negative = rhs.checked_neg().ok_or_else(too_large)?;
            return self.plus(negative).map(CowVal::owned).ok_or_else(too_large);
        }
        if let Some(rhs) = rhs.downcast_ref::<Timestamp>() {
            let between = i64::try_from(self.0.duration_since(rhs.0).as_nanos());
            return between.map(|d| CowVal::owned(Duration(d))).map_err(|_| too_large());
        }
        Err(no_overload("_-_", rhs))
    }
}

impl Comparer for Timestamp {
    fn compare(&self, rhs: &dyn Val) -> Result<Ordering, ExecutionError> {
        match rhs.downcast_ref::<Timestamp>() {
            Some(rhs) => Ok(self.cmp(rhs)),
            None => Err(no_overload("compare", rhs)),
        }
    }
}

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.value_type(&TYPE);
    declarations.global("timestamp", &[&STRING_TYPE], |arguments| {
        let text = text(&arguments, 0)?;
        match parse_date_time(text) {
            Some(time) => made(Timestamp(time)),
            None => failed("timestamp", format!("{text:?} is no time such as 2006-01-02T15:04:05Z")),
        }
    });
    declarations.global(
        "timestamp",
        &[&INT_TYPE],
        |arguments| match jiff::Timestamp::from_second(integer(&arguments, 0)?) {
            Ok(time) => made(Timestamp(time)),
            Err(_) => Err(too_large()),
        },
    );
    declarations.global("timestamp", &[&TYPE], |mut arguments| Ok(arguments.swap_remove(0)));
    declarations.global("string", &[&TYPE], |arguments| {
        let Timestamp(time) = value(&arguments, 0)?;
        made(CelString::from(time.to_string()))
    });
    declarations.global("int", &[&TYPE], |arguments| {
        let Timestamp(time) = value(&arguments, 0)?;
        made(CelInt::from(time.as_second()))
    });
    // Months, days of a month and days of a year count from 0, as in CEL's definition; getDate counts from 1.
    macro_rules! part {
        ($name:literal, $part:expr) => {
            declarations.member(&TYPE, $name, &[], |arguments| part(arguments, $part));
            declarations.member(&TYPE, $name, &[&STRING_TYPE], |arguments| part(arguments, $part));
        };
    }
    part!("getFullYear", |t| i64::from(t.year()));
    part!("getMonth", |t| i64::from(t.month()) - 1);
    part!("getDate", |t| i64::from(t.day()));
    part!("getDayOfMonth", |t| i64::from(t.day()) - 1);
    part!("getDayOfWeek", |t| i64::from(t.weekday().to_sunday_zero_offset()));
    part!("getDayOfYear", |t| i64::from(t.day_of_year()) - 1);
    part!("getHours", |t| i64::from(t.hour()));
    part!("getMinutes", |t| i64::from(t.minute()));
    part!("getSeconds", |t| i64::from(t.second()));
    part!("getMilliseconds", |t| i64::from(t.millisecond()));
}

fn part<'b, 'v>(arguments: Arguments<'b, 'v>, part: fn(&Zoned) -> i64) -> Outcome<'b, 'v> {
    let Timestamp(time) = value(&arguments, 0)?;
    let zone = if arguments.len() > 1 {
        let name = text(&arguments, 1)?;
        match zone(name) {
            Some(zone) => zone,
            None => return failed("timestamp", format!("there is no time zone {name:?}")),
        }
    } else {
        TimeZone::UTC
    };
    made(CelInt::from(part(&time.to_zoned(zone))))
}

/// A zone of the database, or an offset such as `+02:00`.
fn zone(name: &str) -> Option<TimeZone> {
    let (sign, rest) = match name.as_bytes().first()? {
        b'-' => (-1, &name[1..]),
        b'+' => (1, &name[1..]),
        _ => (1, name),
    };
    if let Some((hours, minutes)) = rest.split_once(':') {
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let seconds = sign * (hours.checked_mul(3600)? + minutes.checked_mul(60)?);
        return jiff::tz::Offset::from_seconds(seconds).ok().map(TimeZone::fixed);
    }
    TimeZone::get(name).ok()
}

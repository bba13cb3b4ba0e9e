//! `time.Time` and its kin as values of templates, with their methods.

use std::any::Any;

use gotemplate::{Call, FuncError, Kind, NamedType, Object, Signature, Str, Type, Value};

use crate::gotime::{Time, Zone, format_duration, month_name, weekday_name};

static TIME: NamedType = NamedType::new("time.Time", Kind::Struct);
static DURATION: NamedType = NamedType::new("time.Duration", Kind::Int64);
static MONTH: NamedType = NamedType::new("time.Month", Kind::Int);
static WEEKDAY: NamedType = NamedType::new("time.Weekday", Kind::Int);

/// The type `time.Time`.
pub const TIME_TYPE: Type = Type::Static(&TIME);
/// The type `time.Duration`.
pub const DURATION_TYPE: Type = Type::Static(&DURATION);

/// A `time.Time`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeValue {
    /// The time.
    pub time: Time,
    /// What the method `Local` changes to.
    pub local: Zone,
}

/// A `time.Duration` in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DurationValue(pub i64);

/// A `time.Month` or `time.Weekday`: a number with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NamedNumber {
    of: NamedNumberType,
    number: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NamedNumberType {
    Month,
    Weekday,
}

const fn signature(params: &'static [Type], result: Type) -> Signature {
    Signature {
        params,
        variadic: false,
        result,
    }
}

static TO_INT: Signature = signature(&[], Type::INT);
static TO_INT64: Signature = signature(&[], Type::INT64);
static TO_BOOL: Signature = signature(&[], Type::BOOL);
static TO_STRING: Signature = signature(&[], Type::STRING);
static TO_FLOAT: Signature = signature(&[], Type::FLOAT64);
static TO_ANY: Signature = signature(&[], Type::Any);
static FORMAT: Signature = signature(&[Type::STRING], Type::STRING);
static FROM_TIME: Signature = signature(&[TIME_TYPE], Type::Any);
static FROM_DURATION: Signature = signature(&[DURATION_TYPE], Type::Any);
static FROM_DATE: Signature = signature(&[Type::INT, Type::INT, Type::INT], Type::Any);

impl TimeValue {
    fn with(&self, time: Time) -> Value {
        Value::object(TimeValue {
            time,
            local: self.local.clone(),
        })
    }

    /// Go's `Truncate` and `Round`, which count from the zero time.
    fn rounded(&self, step: i64, up_from_half: bool) -> Value {
        if step <= 0 {
            return self.with(self.time.clone());
        }
        let zero = Time::zero();
        let since =
            (i128::from(self.time.seconds) - i128::from(zero.seconds)) * 1_000_000_000 + i128::from(self.time.nanos);
        let rest = i64::try_from(since.rem_euclid(i128::from(step))).unwrap_or(0);
        let up = up_from_half && rest >= step - rest;
        let moved = if up { step - rest } else { -rest };
        self.with(self.time.add(moved))
    }
}

/// The time in an argument; the zero time if there is none.
pub(crate) fn time_argument(call: &Call<'_>, i: usize) -> Time {
    call.arg(i)
        .downcast::<TimeValue>()
        .map_or_else(Time::zero, |value| value.time.clone())
}

impl Object for TimeValue {
    fn type_of(&self) -> Type {
        TIME_TYPE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Year" | "Day" | "YearDay" | "Hour" | "Minute" | "Second" | "Nanosecond" => &TO_INT,
            "Unix" | "UnixMilli" | "UnixMicro" | "UnixNano" => &TO_INT64,
            "IsZero" | "IsDST" => &TO_BOOL,
            "String" | "GoString" => &TO_STRING,
            "Month" | "Weekday" | "UTC" | "Local" => &TO_ANY,
            "Format" => &FORMAT,
            "Sub" | "Before" | "After" | "Equal" | "Compare" => &FROM_TIME,
            "Add" | "Truncate" | "Round" => &FROM_DURATION,
            "AddDate" => &FROM_DATE,
            _ => return None,
        })
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let time = &self.time;
        let [year, month, day, hour, minute, second] = time.fields();
        let nanos = i64::from(time.nanos);
        let order = || {
            let other = time_argument(call, 0);
            (time.seconds, time.nanos).cmp(&(other.seconds, other.nanos))
        };
        let epoch = |per_second: i64| {
            let whole = time.seconds.wrapping_mul(per_second);
            Value::int64(whole.wrapping_add(nanos / (1_000_000_000 / per_second)))
        };
        Ok(match name {
            "Year" => Value::int(year),
            "Day" => Value::int(day),
            "YearDay" => Value::int(time.year_day()),
            "Hour" => Value::int(hour),
            "Minute" => Value::int(minute),
            "Second" => Value::int(second),
            "Nanosecond" => Value::int(nanos),
            "Unix" => epoch(1),
            "UnixMilli" => epoch(1_000),
            "UnixMicro" => epoch(1_000_000),
            "UnixNano" => epoch(1_000_000_000),
            "IsZero" => Value::Bool(time.is_zero()),
            "IsDST" => Value::Bool(time.zone.is_daylight_saving(time.seconds)),
            "String" => Value::string(time.to_string()),
            "GoString" => self.go_string().unwrap_or_default().into(),
            "Month" => number(NamedNumberType::Month, month),
            "Weekday" => number(NamedNumberType::Weekday, time.weekday()),
            "UTC" => self.with(time.in_zone(Zone::Utc)),
            "Local" => self.with(time.in_zone(self.local.clone())),
            "Format" => Value::string(time.format(call.string(0).as_bytes())),
            "Sub" => Value::object(DurationValue(time.since(&time_argument(call, 0)))),
            "Before" => Value::Bool(order().is_lt()),
            "After" => Value::Bool(order().is_gt()),
            "Equal" => Value::Bool(order().is_eq()),
            "Compare" => Value::int(order() as i64),
            "Add" => self.with(time.add(call.int(0))),
            "Truncate" => self.rounded(call.int(0), false),
            "Round" => self.rounded(call.int(0), true),
            "AddDate" => self.with(time.add_date(call.int(0), call.int(1), call.int(2))),
            _ => return Err(FuncError::new(format!("{name} is not a method of time.Time"))),
        })
    }

    fn display(&self) -> Option<Str> {
        Some(self.time.to_string().into())
    }

    fn go_string(&self) -> Option<Str> {
        let [year, month, day, hour, minute, second] = self.time.fields();
        let zone = match &self.time.zone {
            Zone::Utc => "time.UTC".to_owned(),
            Zone::Fixed { name, .. } => format!("time.Location({})", crate::show::quoted(name.as_bytes())),
            Zone::Iana(_) => "time.Local".to_owned(),
        };
        let text = format!(
            "time.Date({year}, time.{}, {day}, {hour}, {minute}, {second}, {}, {zone})",
            month_name(month),
            self.time.nanos
        );
        Some(text.into())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other
            .as_any()
            .downcast_ref::<TimeValue>()
            .is_some_and(|o| o.time == self.time)
    }

    /// As in JSON: RFC 3339.
    fn plain(&self) -> Option<Value> {
        let text = self.time.format(b"2006-01-02T15:04:05.999999999Z07:00");
        Some(Value::string(text))
    }
}

impl Object for DurationValue {
    fn type_of(&self) -> Type {
        DURATION_TYPE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::int64(self.0))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Hours" | "Minutes" | "Seconds" => &TO_FLOAT,
            "Milliseconds" | "Microseconds" | "Nanoseconds" => &TO_INT64,
            "String" => &TO_STRING,
            "Abs" => &TO_ANY,
            "Round" | "Truncate" => &FROM_DURATION,
            _ => return None,
        })
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let nanos = self.0;
        // Whole units and the rest apart, so that whole numbers stay exact.
        let float = |unit: i64| Value::float((nanos / unit) as f64 + (nanos % unit) as f64 / unit as f64);
        let rounded = |up_from_half: bool| {
            let step = call.int(0);
            if step <= 0 {
                return Value::object(DurationValue(nanos));
            }
            let rest = nanos % step;
            let cut = nanos - rest;
            let up = up_from_half && rest.unsigned_abs() >= step.unsigned_abs() - rest.unsigned_abs();
            let moved = if up { step * nanos.signum() } else { 0 };
            Value::object(DurationValue(cut.saturating_add(moved)))
        };
        Ok(match name {
            "Hours" => float(3_600_000_000_000),
            "Minutes" => float(60_000_000_000),
            "Seconds" => float(1_000_000_000),
            "Milliseconds" => Value::int64(nanos / 1_000_000),
            "Microseconds" => Value::int64(nanos / 1_000),
            "Nanoseconds" => Value::int64(nanos),
            "String" => Value::string(format_duration(nanos)),
            "Abs" => Value::object(DurationValue(nanos.checked_abs().unwrap_or(i64::MAX))),
            "Truncate" => rounded(false),
            "Round" => rounded(true),
            _ => {
                let message = format!("{name} is not a method of time.Duration");
                return Err(FuncError::new(message));
            }
        })
    }

    fn display(&self) -> Option<Str> {
        Some(format_duration(self.0).into())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<DurationValue>() == Some(self)
    }
}

fn number(of: NamedNumberType, number: i64) -> Value {
    Value::object(NamedNumber { of, number })
}

impl Object for NamedNumber {
    fn type_of(&self) -> Type {
        match self.of {
            NamedNumberType::Month => Type::Static(&MONTH),
            NamedNumberType::Weekday => Type::Static(&WEEKDAY),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::int(self.number))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (name == "String").then_some(&TO_STRING)
    }

    fn call(&self, _name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Ok(self.display().unwrap_or_default().into())
    }

    fn display(&self) -> Option<Str> {
        let name = match self.of {
            NamedNumberType::Month => month_name(self.number),
            NamedNumberType::Weekday => weekday_name(self.number),
        };
        Some(Str::literal(name))
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<NamedNumber>() == Some(self)
    }
}

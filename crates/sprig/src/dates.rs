//! The date functions.

use gotemplate::{Call, FuncError, IntKind, Value};

use crate::Outcome;
use crate::environment::Environment;
use crate::gotime::{Time, Zone, format_duration, parse_duration};
use crate::numbers::{NumberError, parse_int};
use crate::timevalues::{TimeValue, time_argument};

fn value(environment: &Environment, time: Time) -> Outcome {
    Ok(Value::object(TimeValue {
        time,
        local: environment.local_zone().clone(),
    }))
}

/// What a date function is given: a time, a pointer to one, or seconds since 1970; now for anything else.
fn moment(environment: &Environment, value: &Value, with_int32: bool) -> Time {
    let seconds = match value {
        Value::Int(seconds, IntKind::Int | IntKind::Int64) => *seconds,
        Value::Int(seconds, IntKind::Int32) if with_int32 => *seconds,
        Value::Object(object) => {
            let target = object.elem();
            let time = value
                .downcast::<TimeValue>()
                .or_else(|| target.as_ref().and_then(Value::downcast));
            return match time {
                Some(value) => value.time.clone(),
                None => environment.now(),
            };
        }
        _ => return environment.now(),
    };
    Time::unix(seconds, 0, environment.local_zone().clone())
}

/// An unknown zone is UTC.
fn zone(environment: &Environment, name: &str) -> Zone {
    if name == "Local" {
        return environment.local_zone().clone();
    }
    Zone::load(name).unwrap_or(Zone::Utc)
}

fn formatted(environment: &Environment, date: &Value, layout: &[u8], zone_name: &str) -> Outcome {
    let time = moment(environment, date, true).in_zone(zone(environment, zone_name));
    Ok(Value::string(time.format(layout)))
}

pub(crate) fn now(environment: &Environment, _call: &mut Call<'_>) -> Outcome {
    value(environment, environment.now())
}

pub(crate) fn date(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    formatted(environment, call.arg(1), call.string(0).as_bytes(), "Local")
}

pub(crate) fn date_in_zone(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let (layout, zone) = (call.string(0), call.string(2));
    formatted(environment, call.arg(1), layout.as_bytes(), &zone.to_str_lossy())
}

pub(crate) fn html_date(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    formatted(environment, call.arg(0), b"2006-01-02", "Local")
}

pub(crate) fn html_date_in_zone(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let zone = call.string(1);
    formatted(environment, call.arg(0), b"2006-01-02", &zone.to_str_lossy())
}

/// A wrong duration leaves the date as it is.
pub(crate) fn date_modify(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let time = time_argument(call, 1);
    let moved = match parse_duration(call.string(0).as_bytes()) {
        Ok(duration) => time.add(duration),
        Err(_) => time,
    };
    value(environment, moved)
}

pub(crate) fn must_date_modify(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let duration = parse_duration(call.string(0).as_bytes()).map_err(|error| FuncError::new(error.to_string()))?;
    value(environment, time_argument(call, 1).add(duration))
}

/// How long ago, in whole seconds.
pub(crate) fn ago(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let since = environment.now().since(&moment(environment, call.arg(0), false));
    let rest = since % 1_000_000_000;
    let up = if rest.abs() >= 500_000_000 { rest.signum() } else { 0 };
    let rounded = (since - rest).saturating_add(up * 1_000_000_000);
    Ok(Value::string(format_duration(rounded)))
}

fn parsed(environment: &Environment, call: &Call<'_>) -> Result<Time, FuncError> {
    let (layout, text) = (call.string(0), call.string(1));
    Time::parse(layout.as_bytes(), text.as_bytes(), environment.local_zone())
        .map_err(|error| FuncError::new(error.to_string()))
}

/// A text that is no date gives the zero time.
pub(crate) fn to_date(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let time = parsed(environment, call).unwrap_or_else(|_| Time::zero());
    value(environment, time)
}

pub(crate) fn must_to_date(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    value(environment, parsed(environment, call)?)
}

pub(crate) fn unix_epoch(call: &mut Call<'_>) -> Outcome {
    Ok(Value::string(time_argument(call, 0).seconds.to_string()))
}

/// Seconds, as `int64` or text, written as a duration; anything else is none.
pub(crate) fn duration(call: &mut Call<'_>) -> Outcome {
    let seconds = match call.arg(0) {
        Value::Int(seconds, IntKind::Int64) => *seconds,
        Value::String(text) => match text.to_str().map(|t| parse_int(t, 10)) {
            Some(Ok(v) | Err(NumberError::Range(v))) => v,
            _ => 0,
        },
        _ => 0,
    };
    let nanos = seconds.wrapping_mul(1_000_000_000);
    Ok(Value::string(format_duration(nanos)))
}

/// A duration in its greatest unit, cut: `3mo`, `2d`, `50m`.
pub(crate) fn duration_round(environment: &Environment, call: &mut Call<'_>) -> Outcome {
    let nanos = match call.arg(0) {
        Value::String(text) => parse_duration(text.as_bytes()).unwrap_or(0),
        Value::Int(nanos, IntKind::Int64) => *nanos,
        other => match other.downcast::<TimeValue>() {
            Some(value) => environment.now().since(&value.time),
            None => 0,
        },
    };
    const SECOND: u64 = 1_000_000_000;
    const UNITS: [(&str, u64); 6] = [
        ("y", 365 * 24 * 3600 * SECOND),
        ("mo", 30 * 24 * 3600 * SECOND),
        ("d", 24 * 3600 * SECOND),
        ("h", 3600 * SECOND),
        ("m", 60 * SECOND),
        ("s", SECOND),
    ];
    let size = nanos.unsigned_abs();
    let shown = UNITS
        .iter()
        .find(|(_, unit)| size > *unit)
        .map(|(name, unit)| format!("{}{name}", size / unit));
    Ok(Value::string(shown.unwrap_or_else(|| "0s".to_owned())))
}

//! `time.Duration` and `time.Time` as recorded cases of mode `text` use them: printed and compared.

use gotemplate::{Kind, NamedType, Object, Str, Type, Value};
use serde_json::Value as Json;
use std::any::Any;

static DURATION: NamedType = NamedType::new("time.Duration", Kind::Int64);
static TIME: NamedType = NamedType::new("time.Time", Kind::Struct);

/// Units of a duration's text, in nanoseconds.
const UNITS: [(&str, f64); 7] = [
    ("h", 3.6e12),
    ("m", 6e10),
    ("ms", 1e6),
    ("us", 1e3),
    ("µs", 1e3),
    ("ns", 1.0),
    ("s", 1e9),
];

/// A duration from text such as `1h2m3.5s` or a number of nanoseconds.
pub(crate) fn duration(v: &Json) -> Option<Value> {
    let nanos = match v {
        Json::Number(n) => n.as_i64()?,
        Json::String(text) => parse(text)?,
        _ => return None,
    };
    Some(Value::object(Duration(nanos)))
}

fn parse(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut nanos = 0.0;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit() && c != '.')?);
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, left) = after.split_at(end);
        let (_, size) = UNITS.iter().find(|(name, _)| *name == unit)?;
        nanos += number.parse::<f64>().ok()? * size;
        rest = left;
    }
    Some((sign * nanos).round() as i64)
}

#[derive(Debug)]
struct Duration(i64);

impl Object for Duration {
    fn type_of(&self) -> Type {
        Type::Static(&DURATION)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::int64(self.0))
    }

    fn display(&self) -> Option<Str> {
        Some(shown(self.0).into())
    }
}

fn shown(nanos: i64) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let all = nanos.unsigned_abs();
    let decimal = |v: u64, unit: u64| {
        let digits = unit.ilog10() as usize;
        let fraction = format!("{:0digits$}", v % unit);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() || unit == 1 {
            format!("{}", v / unit)
        } else {
            format!("{}.{fraction}", v / unit)
        }
    };
    match all {
        0 => "0s".to_owned(),
        1..1_000 => format!("{sign}{all}ns"),
        1_000..1_000_000 => format!("{sign}{}µs", decimal(all, 1_000)),
        1_000_000..1_000_000_000 => format!("{sign}{}ms", decimal(all, 1_000_000)),
        _ => {
            const MINUTE: u64 = 60_000_000_000;
            let seconds = decimal(all % MINUTE, 1_000_000_000);
            match all / MINUTE {
                0 => format!("{sign}{seconds}s"),
                m @ 1..60 => format!("{sign}{m}m{seconds}s"),
                m => format!("{sign}{}h{}m{seconds}s", m / 60, m % 60),
            }
        }
    }
}

/// A time in UTC from text such as `2024-02-29T23:59:58.123Z`.
pub(crate) fn time(text: &str) -> Option<Value> {
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    Some(Value::object(Time {
        date: date.to_owned(),
        clock: clock.to_owned(),
    }))
}

#[derive(Debug, PartialEq)]
struct Time {
    date: String,
    clock: String,
}

impl Object for Time {
    fn type_of(&self) -> Type {
        Type::Static(&TIME)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn display(&self) -> Option<Str> {
        Some(format!("{} {} +0000 UTC", self.date, self.clock).into())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Time>() == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, shown};

    #[test]
    fn durations_print_as_go_prints_them() {
        for text in ["0s", "1h2m3.5s", "1.5s", "2m0s", "15ms", "1.5µs", "7ns", "-1m0s"] {
            assert_eq!(parse(text).map(shown).as_deref(), Some(text));
        }
    }
}

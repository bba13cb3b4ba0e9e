//! Go's `time.Duration`.

use std::any::Any;

use gotemplate::{Call, FloatKind, FuncError, IntKind, Kind as GoKind, NamedType, Object, Signature, Str, Type, Value};

use crate::duration;

const SECOND: i64 = 1_000_000_000;

static NAMED: NamedType = NamedType::new("time.Duration", GoKind::Int64);

/// The type.
pub(super) fn go_type() -> Type {
    Type::Static(&NAMED)
}

/// A `time.Duration`, which is what the `AsDuration` method of a protobuf duration gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoDuration(i64);

impl GoDuration {
    /// A duration of so many nanoseconds.
    #[must_use]
    pub fn new(nanos: i64) -> GoDuration {
        GoDuration(nanos)
    }

    /// The nanoseconds.
    #[must_use]
    pub fn nanos(self) -> i64 {
        self.0
    }

    /// The duration in a unit, as Go computes it: the whole units and the rest apart.
    fn in_units(self, unit: i64) -> Value {
        Value::Float(
            (self.0 / unit) as f64 + (self.0 % unit) as f64 / unit as f64,
            FloatKind::Float64,
        )
    }

    fn whole_units(self, unit: i64) -> Value {
        Value::Int(self.0 / unit, IntKind::Int64)
    }

    fn truncated(self, to: i64) -> i64 {
        if to <= 0 { self.0 } else { self.0 - self.0 % to }
    }

    /// To the nearest multiple, halves away from zero; out of range it stays at the largest value.
    fn rounded(self, to: i64) -> i64 {
        if to <= 0 {
            return self.0;
        }
        let rest = i128::from(self.0 % to);
        let down = i128::from(self.0) - rest;
        let rounded = if rest.abs() * 2 < i128::from(to) {
            down
        } else {
            down + i128::from(to) * rest.signum()
        };
        i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
    }
}

static STRING: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};
static FLOAT: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::FLOAT64,
};
static INT: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::INT64,
};
static SELF: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::Static(&NAMED),
};
static TO_MULTIPLE: Signature = Signature {
    params: &[Type::Static(&NAMED)],
    variadic: false,
    result: Type::Static(&NAMED),
};

impl Object for GoDuration {
    fn type_of(&self) -> Type {
        go_type()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::Int(self.0, IntKind::Int64))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&STRING),
            "Hours" | "Minutes" | "Seconds" => Some(&FLOAT),
            "Milliseconds" | "Microseconds" | "Nanoseconds" => Some(&INT),
            "Abs" => Some(&SELF),
            "Round" | "Truncate" => Some(&TO_MULTIPLE),
            _ => None,
        }
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        let multiple = call.int(0);
        Ok(match name {
            "String" => Value::string(duration::go_string(self.0)),
            "Hours" => self.in_units(3_600 * SECOND),
            "Minutes" => self.in_units(60 * SECOND),
            "Seconds" => self.in_units(SECOND),
            "Milliseconds" => self.whole_units(1_000_000),
            "Microseconds" => self.whole_units(1_000),
            "Nanoseconds" => self.whole_units(1),
            "Abs" => Value::object(GoDuration(self.0.saturating_abs())),
            "Round" => Value::object(GoDuration(self.rounded(multiple))),
            "Truncate" => Value::object(GoDuration(self.truncated(multiple))),
            _ => return Err(FuncError::new(format!("{name} is not a method of time.Duration"))),
        })
    }

    fn plain(&self) -> Option<Value> {
        self.underlying()
    }

    fn display(&self) -> Option<Str> {
        Some(Str::from(duration::go_string(self.0)))
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<GoDuration>() == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_away_from_zero_at_halves() {
        assert_eq!(GoDuration(1_500).rounded(1_000), 2_000);
        assert_eq!(GoDuration(-1_500).rounded(1_000), -2_000);
        assert_eq!(GoDuration(1_499).rounded(1_000), 1_000);
        assert_eq!(GoDuration(i64::MAX).rounded(1_000_000), i64::MAX);
        assert_eq!(GoDuration(1_999).truncated(1_000), 1_000);
        assert_eq!(GoDuration(1_999).truncated(0), 1_999);
    }
}

//! Conversions of any value to numbers, as spf13/cast v1.10.0 does them: what cannot be converted is 0.

use gotemplate::{Str, Value};

use crate::numbers::{parse_float, parse_int};

/// The value as `int64` (and as `int`, which is the same here).
pub(crate) fn to_i64(value: &Value) -> i64 {
    match plain(value) {
        Value::Bool(v) => i64::from(v),
        Value::Int(v, _) => v,
        Value::Uint(v, _) => v as i64,
        Value::Float(v, _) => truncate(v),
        Value::String(text) => text_to_i64(&text),
        _ => 0,
    }
}

/// The value as `float64`.
pub(crate) fn to_f64(value: &Value) -> f64 {
    match plain(value) {
        Value::Bool(v) => f64::from(u8::from(v)),
        Value::Int(v, _) => v as f64,
        Value::Uint(v, _) => v as f64,
        Value::Float(v, _) => v,
        Value::String(text) => text.to_str().and_then(|t| parse_float(t).ok()).unwrap_or(0.0),
        _ => 0.0,
    }
}

/// Follows pointers, then a named type to its basic one.
fn plain(value: &Value) -> Value {
    let mut value = value.clone();
    // A chain of pointers of this length is a cycle.
    for _ in 0..64 {
        match &value {
            Value::Object(object) => match (object.elem(), object.underlying()) {
                (Some(target), _) => value = target,
                (None, Some(basic)) => return basic,
                (None, None) => return Value::Nil,
            },
            _ => break,
        }
    }
    value
}

/// A float cut to an integer the way amd64 does it: what does not fit, and NaN, is the least integer.
pub(crate) fn truncate(v: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&v) {
        v as i64
    } else {
        i64::MIN
    }
}

fn text_to_i64(text: &Str) -> i64 {
    let Some(text) = text.to_str() else {
        return 0;
    };
    parse_int(without_fraction(text), 0).unwrap_or(0)
}

/// The integer part of a plain decimal number such as `-5.9`, `.5` or `5.`; any other text as it is.
fn without_fraction(text: &str) -> &str {
    let Some((whole, fraction)) = text.split_once('.') else {
        return text;
    };
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let decimal = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !decimal(digits) || !decimal(fraction) {
        return text;
    }
    if digits.is_empty() { "0" } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_convert_as_in_go() {
        for (text, expected) in [
            ("5", 5),
            ("5.9", 5),
            ("-5.9", -5),
            (".5", 0),
            ("5.", 5),
            ("0x1F", 31),
            ("017", 15),
            ("08", 0),
            ("0b11", 3),
            ("1_000", 1000),
            ("1e3", 0),
            (" 5", 0),
            ("9223372036854775808", 0),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(to_i64(&Value::from(text)), expected, "{text}");
        }
        assert_eq!(to_i64(&Value::from(1e19)), i64::MIN);
        assert_eq!(to_f64(&Value::from("1e3")), 1000.0);
        assert_eq!(to_f64(&Value::from("0x1p-2")), 0.25);
        assert_eq!(to_f64(&Value::from("1e999")), 0.0);
    }
}

//! Arithmetic and rows of numbers.

use gotemplate::{Call, FuncError, List, Type, Value};

use crate::Outcome;
use crate::cast::{to_f64, to_i64};
use crate::decimal::{Decimal, DecimalError};
use crate::limits::{MAX_ITEMS, too_many};
use crate::numbers::{NumberError, parse_int, pow10};
use crate::show;

fn integers(call: &Call<'_>) -> impl Iterator<Item = i64> {
    call.args().iter().map(to_i64)
}

/// The first argument joined with each of the others.
fn fold(call: &Call<'_>, join: impl FnMut(i64, i64) -> i64) -> Outcome {
    let result = integers(call).reduce(join).unwrap_or(0);
    Ok(Value::int64(result))
}

fn fold_floats(call: &Call<'_>, join: impl FnMut(f64, f64) -> f64) -> Outcome {
    let result = call.args().iter().map(to_f64).reduce(join).unwrap_or(0.0);
    Ok(Value::float(result))
}

pub(crate) fn add(call: &mut Call<'_>) -> Outcome {
    fold(call, i64::wrapping_add)
}

pub(crate) fn add1(call: &mut Call<'_>) -> Outcome {
    Ok(Value::int64(to_i64(call.arg(0)).wrapping_add(1)))
}

pub(crate) fn sub(call: &mut Call<'_>) -> Outcome {
    fold(call, i64::wrapping_sub)
}

pub(crate) fn mul(call: &mut Call<'_>) -> Outcome {
    fold(call, i64::wrapping_mul)
}

fn divisor(call: &Call<'_>) -> Result<i64, FuncError> {
    match to_i64(call.arg(1)) {
        0 => Err(FuncError::new("runtime error: integer divide by zero")),
        divisor => Ok(divisor),
    }
}

pub(crate) fn div(call: &mut Call<'_>) -> Outcome {
    Ok(Value::int64(to_i64(call.arg(0)).wrapping_div(divisor(call)?)))
}

pub(crate) fn modulo(call: &mut Call<'_>) -> Outcome {
    Ok(Value::int64(to_i64(call.arg(0)).wrapping_rem(divisor(call)?)))
}

pub(crate) fn max(call: &mut Call<'_>) -> Outcome {
    fold(call, i64::max)
}

pub(crate) fn min(call: &mut Call<'_>) -> Outcome {
    fold(call, i64::min)
}

pub(crate) fn maxf(call: &mut Call<'_>) -> Outcome {
    fold_floats(call, |a, b| {
        // Go: an infinity wins over NaN, and 0 is above -0.
        if a == f64::INFINITY || b == f64::INFINITY {
            f64::INFINITY
        } else if a.is_nan() || b.is_nan() {
            f64::NAN
        } else if a == b {
            if a.is_sign_negative() { b } else { a }
        } else {
            a.max(b)
        }
    })
}

pub(crate) fn minf(call: &mut Call<'_>) -> Outcome {
    fold_floats(call, |a, b| {
        if a == f64::NEG_INFINITY || b == f64::NEG_INFINITY {
            f64::NEG_INFINITY
        } else if a.is_nan() || b.is_nan() {
            f64::NAN
        } else if a == b {
            if a.is_sign_negative() { a } else { b }
        } else {
            a.min(b)
        }
    })
}

/// Decimal arithmetic from `start` on over the rest of the arguments.
fn decimal(
    start: f64,
    operands: impl IntoIterator<Item = f64>,
    join: impl Fn(&Decimal, &Decimal) -> Result<Decimal, DecimalError>,
) -> Outcome {
    let result = || -> Result<f64, DecimalError> {
        let mut total = Decimal::from_float(start)?;
        for operand in operands {
            total = join(&total, &Decimal::from_float(operand)?)?;
        }
        Ok(total.to_float())
    };
    match result() {
        Ok(v) => Ok(Value::float(v)),
        Err(error) => Err(FuncError::new(error.to_string())),
    }
}

fn floats_after<'a>(call: &'a Call<'_>, skip: usize) -> impl Iterator<Item = f64> + 'a {
    call.args().iter().skip(skip).map(to_f64)
}

pub(crate) fn addf(call: &mut Call<'_>) -> Outcome {
    decimal(0.0, floats_after(call, 0), |a, b| Ok(a.add(b)))
}

pub(crate) fn add1f(call: &mut Call<'_>) -> Outcome {
    decimal(to_f64(call.arg(0)), [1.0], |a, b| Ok(a.add(b)))
}

pub(crate) fn subf(call: &mut Call<'_>) -> Outcome {
    let start = to_f64(call.arg(0));
    decimal(start, floats_after(call, 1), |a, b| Ok(a.subtract(b)))
}

pub(crate) fn mulf(call: &mut Call<'_>) -> Outcome {
    let start = to_f64(call.arg(0));
    decimal(start, floats_after(call, 1), |a, b| Ok(a.multiply(b)))
}

pub(crate) fn divf(call: &mut Call<'_>) -> Outcome {
    decimal(to_f64(call.arg(0)), floats_after(call, 1), Decimal::divide)
}

pub(crate) fn floor(call: &mut Call<'_>) -> Outcome {
    Ok(Value::float(to_f64(call.arg(0)).floor()))
}

pub(crate) fn ceil(call: &mut Call<'_>) -> Outcome {
    Ok(Value::float(to_f64(call.arg(0)).ceil()))
}

/// Rounds at a place; the third argument is the fraction from which on it goes up.
pub(crate) fn round(call: &mut Call<'_>) -> Outcome {
    let threshold = if call.len() > 2 { call.float(2) } else { 0.5 };
    let power = pow10(call.int(1) as f64);
    let digit = power * to_f64(call.arg(0));
    // Go's Modf gives a fraction of NaN for the infinities.
    let fraction = if digit.is_infinite() { f64::NAN } else { digit.fract() };
    let rounded = if fraction >= threshold {
        digit.ceil()
    } else {
        digit.floor()
    };
    Ok(Value::float(rounded / power))
}

pub(crate) fn to_int(call: &mut Call<'_>) -> Outcome {
    Ok(Value::int(to_i64(call.arg(0))))
}

pub(crate) fn to_int64(call: &mut Call<'_>) -> Outcome {
    Ok(Value::int64(to_i64(call.arg(0))))
}

pub(crate) fn to_float64(call: &mut Call<'_>) -> Outcome {
    Ok(Value::float(to_f64(call.arg(0))))
}

pub(crate) fn atoi(call: &mut Call<'_>) -> Outcome {
    let text = call.string(0);
    // Out of range is the nearest integer, for the error is dropped.
    let value = match text.to_str().map(|t| parse_int(t, 10)) {
        Some(Ok(v) | Err(NumberError::Range(v))) => v,
        _ => 0,
    };
    Ok(Value::int(value))
}

/// Reads the printed value as an octal number.
pub(crate) fn to_decimal(call: &mut Call<'_>) -> Outcome {
    let text = show::verbatim(call.arg(0));
    let value = text.to_str().and_then(|t| parse_int(t, 8).ok());
    Ok(Value::int64(value.unwrap_or(0)))
}

/// The numbers from `start` on in steps, up to but without `stop`.
fn steps(start: i64, stop: i64, step: i64) -> Result<Vec<i64>, FuncError> {
    let mut numbers = Vec::new();
    if stop < start && step >= 0 || stop >= start && step <= 0 {
        return Ok(numbers);
    }
    let mut next = start;
    while if step < 0 { next > stop } else { next < stop } {
        if numbers.len() >= MAX_ITEMS {
            return Err(too_many());
        }
        numbers.push(next);
        match next.checked_add(step) {
            Some(sum) => next = sum,
            None => return Err(too_many()),
        }
    }
    Ok(numbers)
}

fn int_list(numbers: Vec<i64>) -> Value {
    List::typed(Type::INTS, numbers.into_iter().map(Value::int)).into()
}

pub(crate) fn until(call: &mut Call<'_>) -> Outcome {
    let count = call.int(0);
    let step = if count < 0 { -1 } else { 1 };
    Ok(int_list(steps(0, count, step)?))
}

pub(crate) fn until_step(call: &mut Call<'_>) -> Outcome {
    let numbers = steps(call.int(0), call.int(1), call.int(2))?;
    Ok(int_list(numbers))
}

pub(crate) fn seq(call: &mut Call<'_>) -> Outcome {
    let (start, end, step) = match call.len() {
        1 => (1, call.int(0), None),
        2 => (call.int(0), call.int(1), None),
        3 => (call.int(0), call.int(2), Some(call.int(1))),
        _ => return Ok(Value::string("")),
    };
    let towards = if end < start { -1 } else { 1 };
    let step = step.unwrap_or(towards);
    let numbers = if towards < 0 && step > 0 {
        Vec::new()
    } else {
        steps(start, end.saturating_add(towards), step)?
    };
    let texts: Vec<String> = numbers.iter().map(i64::to_string).collect();
    Ok(Value::string(texts.join(" ")))
}

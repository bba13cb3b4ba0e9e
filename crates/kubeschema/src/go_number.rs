//! Numbers as Go writes them.

use kubeyaml::Number;

/// The decimal digits of a finite number above zero and the exponent of the first one: 1234.5 is (`12345`, 3).
fn scientific(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}

fn positional(digits: &str, exponent: i32) -> String {
    if exponent < 0 {
        let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
        return format!("0.{}{digits}", "0".repeat(zeros));
    }
    let whole = usize::try_from(exponent).unwrap_or(0) + 1;
    if digits.len() <= whole {
        format!("{digits}{}", "0".repeat(whole - digits.len()))
    } else {
        format!("{}.{}", &digits[..whole], &digits[whole..])
    }
}

fn exponential(digits: &str, exponent: i32, exponent_width: usize) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!(
        "{first}{point}{rest}e{sign}{:0exponent_width$}",
        exponent.unsigned_abs()
    )
}

/// A number as `encoding/json` writes it; `None` for infinity and not-a-number.
pub(crate) fn json(number: Number) -> Option<String> {
    let v = match number {
        Number::Int(v) => return Some(v.to_string()),
        Number::Uint(v) => return Some(v.to_string()),
        Number::Float(v) => v,
    };
    if !v.is_finite() {
        return None;
    }
    let sign = if v.is_sign_negative() { "-" } else { "" };
    if v == 0.0 {
        return Some(format!("{sign}0"));
    }
    let (digits, exponent) = scientific(&format!("{:e}", v.abs()));
    let body = if v.abs() < 1e-6 {
        exponential(&digits, exponent, 1)
    } else if v.abs() >= 1e21 {
        exponential(&digits, exponent, 2)
    } else {
        positional(&digits, exponent)
    };
    Some(format!("{sign}{body}"))
}

/// A number as `sigs.k8s.io/yaml` writes it into a field of type string: floats lose what a 32-bit float cannot hold.
pub(crate) fn text(number: Number) -> String {
    let v = match number {
        Number::Int(v) => return v.to_string(),
        Number::Uint(v) => return v.to_string(),
        Number::Float(v) => v,
    };
    #[allow(clippy::cast_possible_truncation)]
    let v = v as f32;
    if v.is_nan() {
        return "NaN".to_owned();
    }
    if v.is_infinite() {
        return if v > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let sign = if v.is_sign_negative() { "-" } else { "" };
    if v == 0.0 {
        return format!("{sign}0");
    }
    let (digits, exponent) = scientific(&format!("{:e}", v.abs()));
    let body = if (-4..6).contains(&exponent) {
        positional(&digits, exponent)
    } else {
        exponential(&digits, exponent, 2)
    };
    format!("{sign}{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_text() {
        for (v, want) in [
            (0.5, "0.5"),
            (1e3, "1000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.5e-7, "1.5e-7"),
            (-0.0, "-0"),
            (0.000_001, "0.000001"),
            (1_234_567.5, "1234567.5"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(json(Number::Float(v)).as_deref(), Some(want));
        }
        assert_eq!(json(Number::Float(f64::INFINITY)), None);
    }

    #[test]
    fn string_text() {
        for (v, want) in [
            (1.1, "1.1"),
            (1_234_567.0, "1.234567e+06"),
            (100_000.0, "100000"),
            (0.000_01, "1e-05"),
            (1e300, "+Inf"),
        ] {
            assert_eq!(text(Number::Float(v)), want);
        }
    }
}

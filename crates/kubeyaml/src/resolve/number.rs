//! Numbers in scalars, and floats as Go prints them.

use super::Look;

/// A scalar that begins with a digit or a sign: an integer in Go's notation, a decimal float, or text.
///
/// Underscores anywhere are dropped first.
pub(super) fn signed_or_digit(text: &str) -> Look {
    let dropped;
    let digits = if text.contains('_') {
        dropped = text.replace('_', "");
        dropped.as_str()
    } else {
        text
    };
    if let Some(value) = integer(digits) {
        return value;
    }
    if is_decimal_float(digits)
        && let Some(value) = finite(digits)
    {
        return Look::Float(value);
    }
    // A sign between `0b` and the digits is taken too.
    let binary = digits
        .strip_prefix("0b")
        .and_then(|rest| i64::from_str_radix(rest, 2).ok());
    binary.map_or(Look::Text, Look::Int)
}

/// Sign, then a prefix for base 2, 8 or 16 (`0` alone is octal too), then digits. Above `i64` only without a sign.
fn integer(text: &str) -> Option<Look> {
    let (negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = unsigned.len() != text.len();
    let (radix, digits) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &unsigned[2..]),
        [b'0', b'o' | b'O', ..] => (8, &unsigned[2..]),
        [b'0', b'b' | b'B', ..] => (2, &unsigned[2..]),
        [b'0', _, ..] => (8, &unsigned[1..]),
        _ => (10, unsigned),
    };
    if !digits.bytes().next()?.is_ascii_alphanumeric() {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if negative {
        0i64.checked_sub_unsigned(magnitude).map(Look::Int)
    } else if let Ok(value) = i64::try_from(magnitude) {
        Some(Look::Int(value))
    } else {
        (!signed).then_some(Look::Uint(magnitude))
    }
}

/// `[-+]? (. digits | digits [. digits?]) [e [-+]? digits]`
fn is_decimal_float(text: &str) -> bool {
    let run = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = text.as_bytes();
    if let [b'+' | b'-', tail @ ..] = rest {
        rest = tail;
    }
    let whole = run(rest);
    rest = &rest[whole..];
    if let [b'.', tail @ ..] = rest {
        let fraction = run(tail);
        if whole + fraction == 0 {
            return false;
        }
        rest = &tail[fraction..];
    } else if whole == 0 {
        return false;
    }
    match rest {
        [] => true,
        [b'e' | b'E', tail @ ..] => {
            let tail = if let [b'+' | b'-', tail @ ..] = tail {
                tail
            } else {
                tail
            };
            !tail.is_empty() && run(tail) == tail.len()
        }
        _ => false,
    }
}

/// A scalar that begins with a dot. Here Go takes underscores only between digits.
pub(super) fn dotted(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let between_digits = |at: usize| digit(at.checked_sub(1)) && digit(at.checked_add(1));
    if memchr::memchr_iter(b'_', bytes).any(|at| !between_digits(at)) {
        return None;
    }
    let dropped = text.replace('_', "");
    if is_decimal_float(&dropped) {
        finite(&dropped)
    } else {
        None
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// A float in the shortest digits that read back the same, as Go's `%g` lays them out: an exponent of two digits at
/// least below -4 and from 6 on. Infinities and NaN as YAML writes them.
pub(crate) fn float_text(value: f64) -> String {
    special(value).unwrap_or_else(|| general(&format!("{value:e}")))
}

/// As [`float_text`] for the value rounded to 32 bits, which is how mapping keys are printed.
pub(crate) fn float_text_32(value: f64) -> String {
    let value = value as f32;
    special(f64::from(value)).unwrap_or_else(|| general(&format!("{value:e}")))
}

fn special(value: f64) -> Option<String> {
    let text = if value.is_nan() {
        ".nan"
    } else if value == f64::INFINITY {
        ".inf"
    } else if value == f64::NEG_INFINITY {
        "-.inf"
    } else {
        return None;
    };
    Some(text.to_owned())
}

/// Lays out `d.ddde±x` as Go's `FormatFloat(v, 'g', -1, ...)`.
fn general(scientific: &str) -> String {
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs());
    }
    positional(mantissa, exponent)
}

/// Lays out a mantissa `[-]d[.ddd]` and a power of ten without an exponent.
pub(crate) fn positional(mantissa: &str, exponent: i32) -> String {
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let point = exponent + 1;
    let mut out = String::from(sign);
    if point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        out.push_str(&digits);
    } else {
        let point = point as usize;
        if digits.len() <= point {
            out.push_str(&digits);
            out.extend(std::iter::repeat_n('0', point - digits.len()));
        } else {
            out.push_str(&digits[..point]);
            out.push('.');
            out.push_str(&digits[point..]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_in_go() {
        for (value, text) in [
            (1e6, "1e+06"),
            (1234567.5, "1.2345675e+06"),
            (0.00001, "1e-05"),
            (1e21, "1e+21"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100.0, "100"),
            (123456.0, "123456"),
            (1e20, "1e+20"),
            (f64::INFINITY, ".inf"),
        ] {
            assert_eq!(float_text(value), text);
        }
        assert_eq!(float_text_32(1.5), "1.5");
        assert_eq!(float_text_32(0.1), "0.1");
    }

    #[test]
    fn dotted_floats_take_underscores_between_digits() {
        assert_eq!(dotted(".1_0"), Some(0.1));
        assert_eq!(dotted("._1"), None);
        assert_eq!(dotted(".1_"), None);
        assert_eq!(dotted(".1__0"), None);
        assert_eq!(dotted("."), None);
    }
}

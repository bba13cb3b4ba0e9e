//! Durations in nanoseconds: `1h30m`, `1.5s`, `-2m`.

use std::fmt;

/// Why a text is no duration, with Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationError {
    message: String,
    value: Vec<u8>,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "time: {} {}", self.message, super::parse::quote(&self.value))
    }
}

impl std::error::Error for DurationError {}

const UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// One past the greatest duration: the size of the least one.
const LIMIT: u64 = 1 << 63;

/// Reads a signed row of numbers with units (`ns us ms s m h`) as nanoseconds.
///
/// # Errors
/// [`DurationError`] for a wrong shape, an unknown unit or a duration out of range.
pub fn parse_duration(text: &[u8]) -> Result<i64, DurationError> {
    let error = |message: &str| DurationError {
        message: message.to_owned(),
        value: text.to_vec(),
    };
    let invalid = || error("invalid duration");
    let (negative, mut rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if rest == b"0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (whole, after) = take_digits(rest);
        let whole_value = digits_up_to_limit(whole).ok_or_else(invalid)?;
        let mut fraction: &[u8] = &[];
        rest = after;
        if let [b'.', after @ ..] = rest {
            (fraction, rest) = take_digits(after);
        }
        if whole.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let unit_len = rest
            .iter()
            .position(|b| *b == b'.' || b.is_ascii_digit())
            .unwrap_or(rest.len());
        let (unit, after) = rest.split_at(unit_len);
        rest = after;
        if unit.is_empty() {
            return Err(error("missing unit in duration"));
        }
        let Some((_, scale)) = UNITS.iter().find(|(name, _)| name.as_bytes() == unit) else {
            let shown = super::parse::quote(unit);
            return Err(error(&format!("unknown unit {shown} in duration")));
        };
        let mut value = whole_value
            .checked_mul(*scale)
            .filter(|v| *v <= LIMIT)
            .ok_or_else(invalid)?;
        value += fraction_of(fraction, *scale);
        if value > LIMIT {
            return Err(invalid());
        }
        total = total.checked_add(value).ok_or_else(invalid)?;
        if total > LIMIT {
            return Err(invalid());
        }
    }
    if negative {
        return Ok(0i64.wrapping_sub_unsigned(total));
    }
    i64::try_from(total).map_err(|_| invalid())
}

fn take_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn digits_up_to_limit(digits: &[u8]) -> Option<u64> {
    digits
        .iter()
        .try_fold(0u64, |n, b| n.checked_mul(10)?.checked_add(u64::from(b - b'0')))
        .filter(|n| *n <= LIMIT)
}

/// The fraction of one unit that the digits after the point stand for, cut to whole nanoseconds.
/// Digits past what 63 bits hold do not count.
fn fraction_of(digits: &[u8], unit: u64) -> u64 {
    let (mut value, mut scale) = (0u64, 1f64);
    for b in digits {
        match digits_step(value, *b) {
            Some(next) => {
                value = next;
                scale *= 10.0;
            }
            None => break,
        }
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

fn digits_step(value: u64, digit: u8) -> Option<u64> {
    if value > (LIMIT - 1) / 10 {
        return None;
    }
    Some(value * 10 + u64::from(digit - b'0')).filter(|n| *n <= LIMIT)
}

/// Writes nanoseconds as Go does: `72h3m0.5s`, `1.5ms`, `0s`.
#[must_use]
pub fn format_duration(nanos: i64) -> String {
    let size = nanos.unsigned_abs();
    let sign = if nanos < 0 { "-" } else { "" };
    if size == 0 {
        return "0s".to_owned();
    }
    if size < 1_000_000_000 {
        let (unit, scale) = match size {
            0..1_000 => return format!("{sign}{size}ns"),
            1_000..1_000_000 => ("\u{b5}s", 3),
            _ => ("ms", 6),
        };
        return format!("{sign}{}{unit}", with_fraction(size, scale));
    }
    let whole = size / 1_000_000_000;
    let seconds = with_fraction(size % 60_000_000_000, 9);
    let (hours, minutes) = (whole / 3600, whole / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{sign}{seconds}s"),
        (0, m) => format!("{sign}{m}m{seconds}s"),
        (h, m) => format!("{sign}{h}h{m}m{seconds}s"),
    }
}

/// `value` divided by ten to the power of `places`, without zeros at its end.
fn with_fraction(value: u64, places: usize) -> String {
    let scale = 10u64.pow(u32::try_from(places).expect("places is at most 9"));
    let fraction = format!("{:0places$}", value % scale);
    match fraction.trim_end_matches('0') {
        "" => (value / scale).to_string(),
        digits => format!("{}.{digits}", value / scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_and_print_as_in_go() {
        for (text, shown) in [
            ("1h30m", "1h30m0s"),
            ("1.5s", "1.5s"),
            ("-2m", "-2m0s"),
            ("100ms", "100ms"),
            ("1500us", "1.5ms"),
            (".5h", "30m0s"),
            ("0", "0s"),
            ("+7ns", "7ns"),
            ("9223372036854775807ns", "2562047h47m16.854775807s"),
            ("-9223372036854775808ns", "-2562047h47m16.854775808s"),
        ] {
            let nanos = parse_duration(text.as_bytes()).expect(text);
            assert_eq!(format_duration(nanos), shown, "{text}");
        }
    }

    #[test]
    fn wrong_durations_say_why() {
        for (text, message) in [
            ("", "time: invalid duration \"\""),
            ("1d", "time: unknown unit \"d\" in duration \"1d\""),
            ("5", "time: missing unit in duration \"5\""),
            ("-.s", "time: invalid duration \"-.s\""),
            (
                "9223372036854775808ns",
                "time: invalid duration \"9223372036854775808ns\"",
            ),
        ] {
            let error = parse_duration(text.as_bytes()).expect_err(text);
            assert_eq!(error.to_string(), message);
        }
    }
}

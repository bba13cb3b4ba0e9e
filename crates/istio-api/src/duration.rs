//! `google.protobuf.Duration` and Go's `time.Duration`: the text Go reads, the text Go prints, the text JSON holds.

use crate::message::{Field, Message, Scalar};

const NANOS_PER_SECOND: i64 = 1_000_000_000;
/// The most seconds a protobuf duration may hold: 10,000 years.
const MAX_SECONDS: i64 = 315_576_000_000;

/// Reads what Go's `time.ParseDuration` reads: `45s`, `1h30m`, `-1.5ms`, `0`. `None` for anything else and for what does
/// not fit 64 bits of nanoseconds.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    // The smallest duration has no positive counterpart, so the sum runs in a wider type.
    let mut total: u128 = 0;
    while !rest.is_empty() {
        let (whole, after) = split_digits(rest);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => split_digits(after),
            None => ("", after),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let unit_end = after
            .find(|c: char| c == '.' || c.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        let unit: u64 = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return None,
        };
        let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        total = total.checked_add(u128::from(whole) * u128::from(unit))? + fraction_of(fraction, unit);
        if total > 1 << 63 {
            return None;
        }
        rest = after;
    }
    let total = i128::try_from(total).ok()?;
    i64::try_from(if negative { -total } else { total }).ok()
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// `0.digits` of a unit, cut to whole nanoseconds the way Go cuts it: by floating point arithmetic, over as many digits
/// as fit.
fn fraction_of(digits: &str, unit: u64) -> u128 {
    let mut value: i64 = 0;
    let mut scale = 1.0_f64;
    for digit in digits.bytes() {
        match value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit - b'0')))
        {
            Some(next) => value = next,
            None => break,
        }
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u128
}

/// The text of Go's `time.Duration.String`: `1m30s`, `-1.5ms`, `0s`.
#[must_use]
pub fn go_string(nanos: i64) -> String {
    let size = nanos.unsigned_abs();
    let sign = if nanos < 0 { "-" } else { "" };
    let below_a_second = |unit: u64, name: &str| format!("{sign}{}{name}", decimal(size, unit));
    match size {
        0 => "0s".to_owned(),
        1..1_000 => below_a_second(1, "ns"),
        1_000..1_000_000 => below_a_second(1_000, "µs"),
        1_000_000..1_000_000_000 => below_a_second(1_000_000, "ms"),
        _ => {
            let minutes = size / 60_000_000_000;
            let seconds = decimal(size % 60_000_000_000, 1_000_000_000);
            match (minutes / 60, minutes % 60) {
                (0, 0) => format!("{sign}{seconds}s"),
                (0, minutes) => format!("{sign}{minutes}m{seconds}s"),
                (hours, minutes) => format!("{sign}{hours}h{minutes}m{seconds}s"),
            }
        }
    }
}

/// `value / unit` as a decimal without trailing zeros; `unit` is a power of ten.
fn decimal(value: u64, unit: u64) -> String {
    let (whole, fraction) = (value / unit, value % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = format!("{:0width$}", fraction, width = unit.ilog10() as usize);
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// The message of a duration in nanoseconds.
pub(crate) fn to_message(nanos: i64) -> Message {
    let mut message = Message::of("google.protobuf.Duration").expect("the tables hold Duration");
    set(&mut message, nanos);
    message
}

pub(crate) fn set(message: &mut Message, nanos: i64) {
    let rest = i32::try_from(nanos % NANOS_PER_SECOND).expect("a remainder of a billion fits");
    message.put("seconds", Field::One(Scalar::Int64(nanos / NANOS_PER_SECOND)));
    message.put("nanos", Field::One(Scalar::Int32(rest)));
}

/// The nanoseconds of a `Duration` message (absent: 0), held within 64 bits as Go's `AsDuration` does.
#[must_use]
pub fn as_nanos(message: Option<&Message>) -> i64 {
    let Some(message) = message else { return 0 };
    message
        .int("seconds")
        .saturating_mul(NANOS_PER_SECOND)
        .saturating_add(message.int("nanos"))
}

/// The JSON text of a `Duration` message, with 0, 3, 6 or 9 digits after the point; `None` when it is out of range.
pub(crate) fn json_text(message: &Message) -> Option<String> {
    let (seconds, nanos) = (message.int("seconds"), message.int("nanos"));
    let in_range = seconds.unsigned_abs() <= MAX_SECONDS.unsigned_abs() && nanos.abs() < NANOS_PER_SECOND;
    if !in_range || (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0) {
        return None;
    }
    let sign = if seconds < 0 || nanos < 0 { "-" } else { "" };
    let digits = format!("{:09}", nanos.abs());
    let shown = match digits.trim_end_matches('0').len() {
        0 => String::new(),
        1..=3 => format!(".{}", &digits[..3]),
        4..=6 => format!(".{}", &digits[..6]),
        _ => format!(".{digits}"),
    };
    Some(format!("{sign}{}{shown}s", seconds.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_go_reads() {
        assert_eq!(parse("45s"), Some(45_000_000_000));
        assert_eq!(parse("1h30m"), Some(5_400_000_000_000));
        assert_eq!(parse("-1.5ms"), Some(-1_500_000));
        assert_eq!(parse("+.5s"), Some(500_000_000));
        assert_eq!(parse("1.s"), Some(1_000_000_000));
        assert_eq!(parse("2us3µs4ns"), Some(5_004));
        assert_eq!(parse("0"), Some(0));
        assert_eq!(parse("-9223372036854775808ns"), Some(i64::MIN));
        for bad in [
            "",
            "-",
            "5",
            "s",
            ".s",
            "1 s",
            "1d",
            "9223372036854775808ns",
            "1s ",
            "3000000h",
        ] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn prints_what_go_prints() {
        assert_eq!(go_string(90_000_000_000), "1m30s");
        assert_eq!(go_string(-1_500_000), "-1.5ms");
        assert_eq!(go_string(3_600_000_000_000), "1h0m0s");
        assert_eq!(go_string(1_100), "1.1µs");
        assert_eq!(go_string(i64::MIN), "-2562047h47m16.854775808s");
        assert_eq!(go_string(0), "0s");
    }

    #[test]
    fn json_shows_thousands() {
        let text = |nanos| json_text(&to_message(nanos)).expect("in range");
        assert_eq!(text(45_000_000_000), "45s");
        assert_eq!(text(-1_500_000_000), "-1.500s");
        assert_eq!(text(1), "0.000000001s");
        assert_eq!(text(1_000_010_000), "1.000010s");
    }
}

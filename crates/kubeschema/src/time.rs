//! RFC 3339 times as `metav1.Time` and `metav1.MicroTime` read and write them.

/// Year 1, January 1st, midnight UTC: Go's zero time, which JSON shows as null.
const ZERO_DAYS: i64 = -719_162;

/// An instant: seconds since 1970 in UTC and what is left of a second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Instant {
    seconds: i64,
    nanos: u32,
}

/// How many digits of the second's fraction the layout asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// `metav1.Time`: any fraction is read, none is written.
    Seconds,
    /// `metav1.MicroTime`: exactly six digits, read and written.
    Micros,
}

/// The canonical text of a time, `Some(None)` for the zero time; `None` if the text is no time.
pub(crate) fn canonical(text: &str, precision: Precision) -> Option<Option<String>> {
    let instant = parse(text, precision)?;
    if instant.nanos == 0 && instant.seconds == ZERO_DAYS * 86_400 {
        return Some(None);
    }
    let (days, second) = (instant.seconds.div_euclid(86_400), instant.seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let fraction = match precision {
        Precision::Seconds => String::new(),
        Precision::Micros => format!(".{:06}", instant.nanos / 1000),
    };
    Some(Some(format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{fraction}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    )))
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    /// Exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for b in head {
            value = value * 10 + i64::from(b.is_ascii_digit().then(|| b - b'0')?);
        }
        self.0 = rest;
        Some(value)
    }

    /// One or two digits: Go's layout reads the hour so.
    fn short_digits(&mut self) -> Option<i64> {
        self.digits(2).or_else(|| self.digits(1))
    }

    fn literal(&mut self, byte: u8) -> Option<()> {
        let (&first, rest) = self.0.split_first()?;
        (first == byte).then(|| self.0 = rest)
    }

    /// The fraction of a second behind `.` or `,` in nanoseconds; digits past the ninth are dropped.
    fn fraction(&mut self, exactly: Option<usize>) -> Option<u32> {
        let (&mark, rest) = self.0.split_first()?;
        if mark != b'.' && mark != b',' {
            return None;
        }
        let count = exactly.unwrap_or_else(|| rest.iter().take_while(|b| b.is_ascii_digit()).count());
        if count == 0 || rest.len() < count || !rest[..count].iter().all(u8::is_ascii_digit) {
            return None;
        }
        let nanos = (0..9).fold(0, |n, i| n * 10 + if i < count { u32::from(rest[i] - b'0') } else { 0 });
        self.0 = &rest[count..];
        Some(nanos)
    }
}

fn parse(text: &str, precision: Precision) -> Option<Instant> {
    let mut c = Cursor(text.as_bytes());
    let year = c.digits(4)?;
    c.literal(b'-')?;
    let month = c.digits(2)?;
    c.literal(b'-')?;
    let day = c.digits(2)?;
    c.literal(b'T')?;
    let hour = c.short_digits()?;
    c.literal(b':')?;
    let minute = c.digits(2)?;
    c.literal(b':')?;
    let second = c.digits(2)?;
    let nanos = match precision {
        Precision::Micros => c.fraction(Some(6))?,
        Precision::Seconds => c.fraction(None).unwrap_or(0),
    };
    let offset = match c.0.split_first()? {
        (b'Z', rest) => {
            c.0 = rest;
            0
        }
        (sign @ (b'+' | b'-'), rest) => {
            c.0 = rest;
            let hours = c.digits(2)?;
            c.literal(b':')?;
            let minutes = c.digits(2)?;
            // Go lets 24 hours and 60 minutes pass, because some people write them.
            if hours > 24 || minutes > 60 {
                return None;
            }
            let offset = (hours * 60 + minutes) * 60;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !c.0.is_empty() || !(1..=days_in_month).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    Some(Instant { seconds, nanos })
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, counted in years that begin in March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<Option<String>> {
        canonical(text, Precision::Seconds)
    }

    #[test]
    fn reads_what_go_reads() {
        let some = |s: &str| Some(Some(s.to_owned()));
        assert_eq!(time("2024-02-29T12:00:00Z"), some("2024-02-29T12:00:00Z"));
        assert_eq!(time("2024-01-01T00:30:00.999+02:00"), some("2023-12-31T22:30:00Z"));
        assert_eq!(time("2024-01-01T5:30:00,5Z"), some("2024-01-01T05:30:00Z"));
        assert_eq!(time("0001-01-01T00:00:00Z"), Some(None));
        assert_eq!(
            canonical("2024-01-01T00:00:00.000001Z", Precision::Micros),
            some("2024-01-01T00:00:00.000001Z")
        );
        for bad in [
            "2023-02-29T12:00:00Z",
            "2024-01-01",
            "2024-01-01T00:00:60Z",
            "2024-01-01t00:00:00Z",
            "2024-01-01T00:00:00",
            "",
        ] {
            assert_eq!(time(bad), None, "{bad}");
        }
        assert_eq!(canonical("2024-01-01T00:00:00Z", Precision::Micros), None);
    }
}

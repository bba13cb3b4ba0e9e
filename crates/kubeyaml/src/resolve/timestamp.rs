//! Dates and times, which read as strings but are quoted when a string looks like one.

/// Whether `text` is one of the four forms that Go's YAML takes as a timestamp: a date, a date and time after `T` or `t`
/// with a zone, or a date and time after spaces without one. Month, day, hour, minute and second may have one digit.
pub(super) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes[..4].iter().all(u8::is_ascii_digit) || bytes[4] != b'-' {
        return false;
    }
    date(bytes).is_some_and(|rest| match rest {
        [] => true,
        [b'T' | b't', rest @ ..] => time(rest).is_some_and(zone),
        [b' ', rest @ ..] => {
            let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
            time(&rest[spaces..]).is_some_and(<[u8]>::is_empty)
        }
        _ => false,
    })
}

/// One or two digits.
fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => Some((u32::from(a - b'0') * 10 + u32::from(b - b'0'), rest)),
        [a @ b'0'..=b'9', rest @ ..] => Some((u32::from(a - b'0'), rest)),
        _ => None,
    }
}

fn after(bytes: &[u8], expected: u8) -> Option<&[u8]> {
    bytes
        .split_first()
        .filter(|(first, _)| **first == expected)
        .map(|(_, rest)| rest)
}

fn date(bytes: &[u8]) -> Option<&[u8]> {
    let year = bytes[..4]
        .iter()
        .fold(0, |year, digit| year * 10 + u32::from(digit - b'0'));
    let (month, rest) = number(&bytes[5..])?;
    let (day, rest) = number(after(rest, b'-')?)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

fn time(bytes: &[u8]) -> Option<&[u8]> {
    let (hour, rest) = number(bytes)?;
    let (minute, rest) = number(after(rest, b':')?)?;
    let (second, rest) = number(after(rest, b':')?)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    match rest {
        [b'.' | b',', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (digits > 0).then(|| &fraction[digits..])
        }
        _ => Some(rest),
    }
}

fn zone(bytes: &[u8]) -> bool {
    match bytes {
        [b'Z'] => true,
        [b'+' | b'-', hour @ .., b':', m1, m2] if hour.len() == 2 => {
            let fixed = |two: &[u8]| {
                two.iter()
                    .all(u8::is_ascii_digit)
                    .then(|| number(two))
                    .flatten()
                    .map(|(n, _)| n)
            };
            fixed(hour).is_some_and(|hour| hour <= 24) && fixed(&[*m1, *m2]).is_some_and(|minute| minute <= 60)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn forms() {
        for text in [
            "2001-12-14",
            "2001-1-2",
            "2001-12-14T21:59:43.10Z",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14 21:59:43.10",
            "2001-12-14   1:2:3",
            "2000-02-29",
            "2001-12-14T21:59:43,5+24:60",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "2001-02-29",
            "2001-13-01",
            "2001-12-14T21:59:43",
            "2001-12-14 21:59:43Z",
            "2001-12-14 ",
            "20011-12-14",
            "2001-12",
            "2001-12-14T24:00:00Z",
            "2001-12-14T21:59:43+5:00",
            "2001-12-14 21:59:43.",
            "2001-12-14x",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}

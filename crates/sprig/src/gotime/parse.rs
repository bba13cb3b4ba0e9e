//! Reading a time by Go's reference layout.

use std::fmt;

use super::calendar::{days_in, is_leap};
use super::layout::{Element, OffsetStyle, next_element};
use super::{MONTHS, Time, WEEKDAYS, Zone};

/// Why a text is not a time of a layout, with Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// A piece of the text does not fit its element of the layout.
    Mismatch {
        /// The whole layout.
        layout: Vec<u8>,
        /// The whole text.
        value: Vec<u8>,
        /// The element of the layout.
        element: Vec<u8>,
        /// The text from the piece on.
        rest: Vec<u8>,
    },
    /// The pieces fit, but not together, or one is out of range; the message starts with a colon.
    Invalid {
        /// The whole text.
        value: Vec<u8>,
        /// What is wrong.
        message: String,
    },
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeError::Mismatch {
                layout,
                value,
                element,
                rest,
            } => write!(
                f,
                "parsing time {} as {}: cannot parse {} as {}",
                quote(value),
                quote(layout),
                quote(rest),
                quote(element)
            ),
            TimeError::Invalid { value, message } => {
                write!(f, "parsing time {}{message}", quote(value))
            }
        }
    }
}

impl std::error::Error for TimeError {}

/// Quotes as Go's `time` does: only quotes and backslashes are escaped, bytes outside printable ASCII are `\xNN`.
pub(super) fn quote(text: &[u8]) -> String {
    let mut out = String::from("\"");
    for &b in text {
        match b {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(b));
            }
            b' '..0x80 => out.push(char::from(b)),
            _ => out.push_str(&format!("\\x{b:02x}")),
        }
    }
    out.push('"');
    out
}

/// What stops an element from being read.
enum Fault {
    /// The text does not fit.
    Shape,
    /// A number is out of range; what follows the number counts as the place of the fault.
    Range(&'static str),
}

/// What has been read so far.
#[derive(Default)]
struct Fields {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: i64,
    afternoon: Option<bool>,
    utc: bool,
    offset: Option<i32>,
    zone_name: Option<String>,
}

pub(super) fn parse(layout: &[u8], value: &[u8], zone: &Zone) -> Result<Time, TimeError> {
    let mismatch = |element: &[u8], rest: &[u8]| TimeError::Mismatch {
        layout: layout.to_vec(),
        value: value.to_vec(),
        element: element.to_vec(),
        rest: rest.to_vec(),
    };
    let invalid = |message: String| TimeError::Invalid {
        value: value.to_vec(),
        message,
    };
    let mut fields = Fields::default();
    let (mut layout_rest, mut rest) = (layout, value);
    while let Some(place) = next_element(layout_rest) {
        rest = skip(rest, place.before).map_err(|at| mismatch(place.before, at))?;
        layout_rest = place.after;
        let start = rest;
        match fields.read(place.element, &mut rest, layout_rest) {
            Ok(()) => {}
            Err(Fault::Range(what)) => return Err(invalid(format!(": {what} out of range"))),
            Err(Fault::Shape) => return Err(mismatch(place.spelling, start)),
        }
    }
    rest = skip(rest, layout_rest).map_err(|at| mismatch(layout_rest, at))?;
    if !rest.is_empty() {
        return Err(invalid(format!(": extra text: {}", quote(rest))));
    }
    fields.into_time(zone).map_err(|what| invalid(format!(": {what}")))
}

/// Takes the literal `prefix` off `value`; a row of spaces counts as one. The error is where it stopped fitting.
fn skip<'a>(mut value: &'a [u8], mut prefix: &[u8]) -> Result<&'a [u8], &'a [u8]> {
    while let Some((&first, after)) = prefix.split_first() {
        if first == b' ' {
            if value.first().is_some_and(|b| *b != b' ') {
                return Err(value);
            }
            prefix = prefix.trim_ascii_start_spaces();
            value = value.trim_ascii_start_spaces();
            continue;
        }
        match value.split_first() {
            Some((b, tail)) if *b == first => value = tail,
            _ => return Err(value),
        }
        prefix = after;
    }
    Ok(value)
}

trait Spaces {
    fn trim_ascii_start_spaces(&self) -> &Self;
}

impl Spaces for [u8] {
    fn trim_ascii_start_spaces(&self) -> &[u8] {
        let end = self.iter().position(|b| *b != b' ').unwrap_or(self.len());
        self.get(end..).unwrap_or_default()
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Fault> {
    let (front, back) = rest.split_at_checked(count).ok_or(Fault::Shape)?;
    *rest = back;
    Ok(front)
}

/// A number of at most `max` digits, of exactly as many if `fixed`.
fn number(rest: &mut &[u8], max: usize, fixed: bool) -> Result<i64, Fault> {
    let count = rest.iter().take(max).take_while(|b| b.is_ascii_digit()).count();
    if count == 0 || fixed && count != max {
        return Err(Fault::Shape);
    }
    let digits = take(rest, count)?;
    Ok(digits.iter().fold(0, |n, b| n * 10 + i64::from(*b - b'0')))
}

fn in_range(value: i64, below: i64, what: &'static str) -> Result<i64, Fault> {
    if value < below {
        Ok(value)
    } else {
        Err(Fault::Range(what))
    }
}

/// A signed number that fills `digits`, as Go's internal `atoi` takes one.
fn signed(digits: &[u8]) -> Result<i64, Fault> {
    let (negative, body) = match digits {
        [b'-', body @ ..] => (true, body),
        [b'+', body @ ..] => (false, body),
        body => (false, body),
    };
    let mut rest = body;
    let value = if body.is_empty() {
        // Go's atoi takes a bare sign for zero.
        0
    } else {
        number(&mut rest, body.len(), true)?
    };
    Ok(if negative { -value } else { value })
}

fn name_of(names: &[&str], len: Option<usize>, rest: &mut &[u8]) -> Result<i64, Fault> {
    for (i, name) in names.iter().enumerate() {
        let name = &name.as_bytes()[..len.unwrap_or(name.len())];
        if let Some(front) = rest.get(..name.len())
            && front.eq_ignore_ascii_case(name)
        {
            *rest = &rest[name.len()..];
            return i64::try_from(i).map_err(|_| Fault::Shape);
        }
    }
    Err(Fault::Shape)
}

impl Fields {
    fn read(&mut self, element: Element, rest: &mut &[u8], layout: &[u8]) -> Result<(), Fault> {
        match element {
            Element::Year => {
                let year = signed(take(rest, 2)?)?;
                self.year = if year >= 69 { year + 1900 } else { year + 2000 };
            }
            Element::LongYear => {
                if !rest.first().is_some_and(u8::is_ascii_digit) {
                    return Err(Fault::Shape);
                }
                self.year = signed(take(rest, 4)?)?;
            }
            Element::Month => self.month = Some(name_of(&MONTHS, Some(3), rest)? + 1),
            Element::LongMonth => self.month = Some(name_of(&MONTHS, None, rest)? + 1),
            Element::NumMonth | Element::ZeroMonth => {
                let month = number(rest, 2, element == Element::ZeroMonth)?;
                if month == 0 {
                    return Err(Fault::Range("month"));
                }
                self.month = Some(in_range(month, 13, "month")?);
            }
            Element::Weekday => drop(name_of(&WEEKDAYS, Some(3), rest)?),
            Element::LongWeekday => drop(name_of(&WEEKDAYS, None, rest)?),
            Element::Day | Element::UnderDay | Element::ZeroDay => {
                if element == Element::UnderDay
                    && let [b' ', tail @ ..] = *rest
                {
                    *rest = tail;
                }
                self.day = Some(number(rest, 2, element == Element::ZeroDay)?);
            }
            Element::UnderYearDay | Element::ZeroYearDay => {
                for _ in 0..2 {
                    if element == Element::UnderYearDay
                        && let [b' ', tail @ ..] = *rest
                    {
                        *rest = tail;
                    }
                }
                self.year_day = Some(number(rest, 3, element == Element::ZeroYearDay)?);
            }
            Element::Hour => self.hour = in_range(number(rest, 2, false)?, 24, "hour")?,
            Element::Hour12 | Element::ZeroHour12 => {
                let hour = number(rest, 2, element == Element::ZeroHour12)?;
                self.hour = in_range(hour, 13, "hour")?;
            }
            Element::Minute | Element::ZeroMinute => {
                let minute = number(rest, 2, element == Element::ZeroMinute)?;
                self.minute = in_range(minute, 60, "minute")?;
            }
            Element::Second | Element::ZeroSecond => {
                let second = number(rest, 2, element == Element::ZeroSecond)?;
                self.second = in_range(second, 60, "second")?;
                self.unasked_fraction(rest, layout);
            }
            Element::UpperPm | Element::LowerPm => {
                let upper = element == Element::UpperPm;
                self.afternoon = Some(match take(rest, 2)? {
                    b"PM" if upper => true,
                    b"AM" if upper => false,
                    b"pm" if !upper => true,
                    b"am" if !upper => false,
                    _ => return Err(Fault::Shape),
                });
            }
            Element::Offset(style) => {
                if style.z_for_utc
                    && let [b'Z', tail @ ..] = *rest
                {
                    *rest = tail;
                    self.utc = true;
                } else {
                    self.offset = Some(read_offset(rest, style)?);
                }
            }
            Element::ZoneName => {
                if let Some(tail) = rest.strip_prefix(b"UTC") {
                    *rest = tail;
                    self.utc = true;
                } else {
                    let name = take(rest, abbreviation_len(rest).ok_or(Fault::Shape)?)?;
                    self.zone_name = Some(String::from_utf8_lossy(name).into_owned());
                }
            }
            Element::Fraction {
                digits,
                keep_zeros: true,
                ..
            } => {
                let [separator, digits @ ..] = take(rest, digits + 1)? else {
                    return Err(Fault::Shape);
                };
                if !is_separator(*separator) || !digits.iter().all(u8::is_ascii_digit) {
                    return Err(Fault::Shape);
                }
                self.nanos = fraction(digits);
            }
            Element::Fraction { .. } => self.take_fraction(rest),
        }
        Ok(())
    }

    /// A fraction right after the seconds is taken even where the layout has none.
    fn unasked_fraction(&mut self, rest: &mut &[u8], layout: &[u8]) {
        let layout_has_one =
            next_element(layout).is_some_and(|place| matches!(place.element, Element::Fraction { .. }));
        if !layout_has_one {
            self.take_fraction(rest);
        }
    }

    fn take_fraction(&mut self, rest: &mut &[u8]) {
        if let [separator, tail @ ..] = *rest
            && is_separator(*separator)
        {
            let count = tail.iter().take_while(|b| b.is_ascii_digit()).count();
            if let Some((digits, after)) = tail.split_at_checked(count)
                && count > 0
            {
                self.nanos = fraction(digits);
                *rest = after;
            }
        }
    }

    fn into_time(mut self, zone: &Zone) -> Result<Time, &'static str> {
        match self.afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        if let Some(year_day) = self.year_day {
            let last = if is_leap(self.year) { 366 } else { 365 };
            if !(1..=last).contains(&year_day) {
                return Err("day-of-year out of range");
            }
            let (mut month, mut day) = (1, year_day);
            while day > days_in(month, self.year) {
                day -= days_in(month, self.year);
                month += 1;
            }
            if self.month.is_some_and(|m| m != month) {
                return Err("day-of-year does not match month");
            }
            if self.day.is_some_and(|d| d != day) {
                return Err("day-of-year does not match day");
            }
            (self.month, self.day) = (Some(month), Some(day));
        }
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        if day < 1 || day > days_in(month, self.year) {
            return Err("day out of range");
        }
        let in_zone = |zone: Zone| {
            Time::from_fields(
                [self.year, month, day],
                [self.hour, self.minute, self.second],
                self.nanos,
                zone,
            )
        };
        if self.utc {
            return Ok(in_zone(Zone::Utc));
        }
        let mut time = in_zone(Zone::Utc);
        if let Some(offset) = self.offset {
            time.seconds -= i64::from(offset);
            let (name, in_force) = zone.at(time.seconds);
            let known = in_force == offset && self.zone_name.as_ref().is_none_or(|n| *n == name);
            time.zone = if known {
                zone.clone()
            } else {
                let name = self.zone_name.unwrap_or_default();
                Zone::Fixed { name, offset }
            };
            return Ok(time);
        }
        if let Some(name) = self.zone_name {
            if let Some(offset) = zone.offset_of(&name, time.seconds) {
                time.seconds -= i64::from(offset);
                time.zone = zone.clone();
            } else {
                // `GMT+3` has its offset in its name, but the clock is still taken as UTC's.
                let hours = name.strip_prefix("GMT").and_then(|h| h.parse::<i32>().ok());
                let offset = hours.unwrap_or(0) * 3600;
                time.zone = Zone::Fixed { name, offset };
            }
            return Ok(time);
        }
        Ok(in_zone(zone.clone()))
    }
}

fn is_separator(b: u8) -> bool {
    matches!(b, b'.' | b',')
}

/// The nanoseconds of the digits after the point; those after the ninth do not count.
fn fraction(digits: &[u8]) -> i64 {
    (0..9).fold(0, |n, i| n * 10 + digits.get(i).map_or(0, |b| i64::from(*b - b'0')))
}

fn read_offset(rest: &mut &[u8], style: OffsetStyle) -> Result<i32, Fault> {
    let start = *rest;
    let len = match (style.minutes, style.seconds, style.colons) {
        (false, _, _) => 3,
        (true, false, false) => 5,
        (true, false, true) => 6,
        (true, true, false) => 7,
        (true, true, true) => 9,
    };
    let text = take(rest, len)?;
    let step = if style.colons { 3 } else { 2 };
    if style.colons && text.get(3..).is_some_and(|t| t.iter().step_by(3).any(|b| *b != b':')) {
        return Err(Fault::Shape);
    }
    let pair = |index: usize| {
        let mut digits = text.get(1 + index * step..3 + index * step).unwrap_or(b"00");
        number(&mut digits, 2, true)
    };
    let parts = [pair(0), pair(1), pair(2)];
    // Ranges are looked at first, each part on its own: Go reports them before the shape.
    let [hours, minutes, seconds] = parts.map(|p| p.map_err(|_| ()));
    let (hours, minutes, seconds) = match (hours, minutes, seconds) {
        (Ok(h), Ok(m), Ok(s)) => (h, m, s),
        (Ok(h), ..) if h > 24 => return Err(Fault::Range("time zone offset hour")),
        (Ok(_), Ok(m), _) if m > 60 => return Err(Fault::Range("time zone offset minute")),
        _ => return Err(Fault::Shape),
    };
    in_range(seconds, 61, "time zone offset second")?;
    in_range(minutes, 61, "time zone offset minute")?;
    in_range(hours, 25, "time zone offset hour")?;
    let offset = i32::try_from((hours * 60 + minutes) * 60 + seconds).map_err(|_| Fault::Shape)?;
    match start.first() {
        Some(b'+') => Ok(offset),
        Some(b'-') => Ok(-offset),
        _ => Err(Fault::Shape),
    }
}

/// How long the zone abbreviation at the front is: three capitals, four or five that end in `T`, some special ones,
/// or a signed hour; `None` if there is none.
fn abbreviation_len(text: &[u8]) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    if text.starts_with(b"ChST") || text.starts_with(b"MeST") {
        return Some(4);
    }
    if let Some(after) = text.strip_prefix(b"GMT") {
        return Some(3 + signed_hour_len(after).unwrap_or(0));
    }
    if matches!(text.first(), Some(b'+' | b'-')) {
        return signed_hour_len(text);
    }
    let capitals = text.iter().take(6).take_while(|b| b.is_ascii_uppercase()).count();
    match capitals {
        3 => Some(3),
        4 if text.get(3) == Some(&b'T') || text.starts_with(b"WITA") => Some(4),
        5 if text.get(4) == Some(&b'T') => Some(5),
        _ => None,
    }
}

fn signed_hour_len(text: &[u8]) -> Option<usize> {
    let digits = match text {
        [b'+' | b'-', digits @ ..] => digits,
        _ => return None,
    };
    let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    let hour = std::str::from_utf8(digits.get(..count)?).ok()?.parse::<u64>().ok()?;
    (hour <= 23).then_some(count + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(layout: &str, value: &str) -> String {
        match Time::parse(layout.as_bytes(), value.as_bytes(), &Zone::Utc) {
            Ok(time) => time.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn texts_read_as_in_go() {
        for (layout, value, expected) in [
            ("2006-01-02", "2024-02-29", "2024-02-29 00:00:00 +0000 UTC"),
            (
                "2006-01-02",
                "2023-02-29",
                "parsing time \"2023-02-29\": day out of range",
            ),
            (
                "2006-01-02",
                "2024-01-02 extra",
                "parsing time \"2024-01-02 extra\": extra text: \" extra\"",
            ),
            (
                "2006-01-02",
                "x",
                "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"",
            ),
            (
                "2006-01-02T15:04:05Z07:00",
                "2024-02-09T07:05:03.25+02:30",
                "2024-02-09 07:05:03.25 +0230 +0230",
            ),
            (
                "Jan _2 3:04PM 2006 MST",
                "Feb  9 7:05PM 2024 CET",
                "2024-02-09 19:05:00 +0000 CET",
            ),
            ("15:04", "25:00", "parsing time \"25:00\": hour out of range"),
            ("2006-002", "2024-366", "2024-12-31 00:00:00 +0000 UTC"),
        ] {
            assert_eq!(show(layout, value), expected, "{layout} {value}");
        }
    }
}

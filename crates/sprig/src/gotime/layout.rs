//! Go's reference layout (`Mon Jan 2 15:04:05 MST 2006`): its elements, and writing a time by it.

use super::{MONTHS, Time, WEEKDAYS};

/// How an offset from UTC is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OffsetStyle {
    /// UTC is `Z`.
    pub(super) z_for_utc: bool,
    pub(super) minutes: bool,
    pub(super) seconds: bool,
    pub(super) colons: bool,
}

/// What a layout asks for at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperPm,
    LowerPm,
    ZoneName,
    Offset(OffsetStyle),
    /// Fraction of a second: how many digits, the character before them, and whether zeros at the end stay.
    Fraction {
        digits: usize,
        separator: u8,
        keep_zeros: bool,
    },
}

const fn offset(z_for_utc: bool, minutes: bool, seconds: bool, colons: bool) -> Element {
    Element::Offset(OffsetStyle {
        z_for_utc,
        minutes,
        seconds,
        colons,
    })
}

/// Spellings that stand for one element wherever they appear; of two that fit, the earlier here wins.
const SPELLINGS: [(&[u8], Element); 31] = [
    (b"January", Element::LongMonth),
    (b"Monday", Element::LongWeekday),
    (b"MST", Element::ZoneName),
    (b"002", Element::ZeroYearDay),
    (b"01", Element::ZeroMonth),
    (b"02", Element::ZeroDay),
    (b"03", Element::ZeroHour12),
    (b"04", Element::ZeroMinute),
    (b"05", Element::ZeroSecond),
    (b"06", Element::Year),
    (b"15", Element::Hour),
    (b"1", Element::NumMonth),
    (b"2006", Element::LongYear),
    (b"2", Element::Day),
    (b"__2", Element::UnderYearDay),
    (b"_2", Element::UnderDay),
    (b"3", Element::Hour12),
    (b"4", Element::Minute),
    (b"5", Element::Second),
    (b"PM", Element::UpperPm),
    (b"pm", Element::LowerPm),
    (b"-070000", offset(false, true, true, false)),
    (b"-07:00:00", offset(false, true, true, true)),
    (b"-0700", offset(false, true, false, false)),
    (b"-07:00", offset(false, true, false, true)),
    (b"-07", offset(false, false, false, false)),
    (b"Z070000", offset(true, true, true, false)),
    (b"Z07:00:00", offset(true, true, true, true)),
    (b"Z0700", offset(true, true, false, false)),
    (b"Z07:00", offset(true, true, false, true)),
    (b"Z07", offset(true, false, false, false)),
];

/// An element of a layout, and what is around it.
pub(super) struct Place<'a> {
    pub(super) before: &'a [u8],
    pub(super) element: Element,
    pub(super) spelling: &'a [u8],
    pub(super) after: &'a [u8],
}

/// The first element of a layout.
pub(super) fn next_element(layout: &[u8]) -> Option<Place<'_>> {
    (0..layout.len()).find_map(|i| {
        let (before, tail) = layout.split_at(i);
        let (element, len) = element_at(tail)?;
        let (spelling, after) = tail.split_at(len);
        Some(Place {
            before,
            element,
            spelling,
            after,
        })
    })
}

fn element_at(tail: &[u8]) -> Option<(Element, usize)> {
    if matches!(tail.first(), Some(b'.' | b',')) {
        return fraction_at(tail);
    }
    // An underscore before the year is text.
    if tail.starts_with(b"_2006") {
        return None;
    }
    if let Some((spelling, element)) = SPELLINGS.iter().find(|(spelling, _)| tail.starts_with(spelling)) {
        return Some((*element, spelling.len()));
    }
    // Not before a lower-case letter, so that `Month` and `Janet` stay text.
    let short = match tail.get(..3)? {
        b"Jan" => Element::Month,
        b"Mon" => Element::Weekday,
        _ => return None,
    };
    let followed_by_letter = tail.get(3).is_some_and(u8::is_ascii_lowercase);
    (!followed_by_letter).then_some((short, 3))
}

/// A row of only `0` or only `9` after a point or a comma, with no other digit behind it.
fn fraction_at(tail: &[u8]) -> Option<(Element, usize)> {
    let (separator, digits) = tail.split_first()?;
    let digit = *digits.first().filter(|d| matches!(d, b'0' | b'9'))?;
    let count = digits.iter().position(|d| *d != digit).unwrap_or(digits.len());
    if digits.get(count).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let element = Element::Fraction {
        digits: count,
        separator: *separator,
        keep_zeros: digit == b'0',
    };
    Some((element, count + 1))
}

/// Writes `time` by `layout`.
pub(super) fn format(time: &Time, layout: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(layout.len() + 10);
    let civil = time.civil();
    let (zone_name, zone_offset) = time.zone_in_force();
    let hour12 = if civil.hour % 12 == 0 { 12 } else { civil.hour % 12 };
    let name = |names: &[&'static str], index: i64| {
        usize::try_from(index)
            .ok()
            .and_then(|i| names.get(i).copied())
            .expect("the calendar gives months from 1 to 12 and days from 0 to 6")
    };
    let mut rest = layout;
    while let Some(place) = next_element(rest) {
        out.extend_from_slice(place.before);
        rest = place.after;
        match place.element {
            Element::LongMonth => out.extend_from_slice(name(&MONTHS, civil.month - 1).as_bytes()),
            Element::Month => {
                out.extend_from_slice(&name(&MONTHS, civil.month - 1).as_bytes()[..3]);
            }
            Element::NumMonth => padded(&mut out, civil.month, 0),
            Element::ZeroMonth => padded(&mut out, civil.month, 2),
            Element::LongWeekday => {
                out.extend_from_slice(name(&WEEKDAYS, civil.weekday).as_bytes());
            }
            Element::Weekday => {
                out.extend_from_slice(&name(&WEEKDAYS, civil.weekday).as_bytes()[..3]);
            }
            Element::Day => padded(&mut out, civil.day, 0),
            Element::UnderDay => out.extend_from_slice(format!("{:2}", civil.day).as_bytes()),
            Element::ZeroDay => padded(&mut out, civil.day, 2),
            Element::UnderYearDay => {
                out.extend_from_slice(format!("{:3}", civil.year_day).as_bytes());
            }
            Element::ZeroYearDay => padded(&mut out, civil.year_day, 3),
            Element::Hour => padded(&mut out, civil.hour, 2),
            Element::Hour12 => padded(&mut out, hour12, 0),
            Element::ZeroHour12 => padded(&mut out, hour12, 2),
            Element::Minute => padded(&mut out, civil.minute, 0),
            Element::ZeroMinute => padded(&mut out, civil.minute, 2),
            Element::Second => padded(&mut out, civil.second, 0),
            Element::ZeroSecond => padded(&mut out, civil.second, 2),
            Element::LongYear => padded(&mut out, civil.year, 4),
            Element::Year => padded(&mut out, civil.year.abs() % 100, 2),
            Element::UpperPm => {
                out.extend_from_slice(if civil.hour >= 12 { b"PM" } else { b"AM" });
            }
            Element::LowerPm => {
                out.extend_from_slice(if civil.hour >= 12 { b"pm" } else { b"am" });
            }
            Element::ZoneName if !zone_name.is_empty() => {
                out.extend_from_slice(zone_name.as_bytes());
            }
            Element::ZoneName => {
                let style = OffsetStyle {
                    z_for_utc: false,
                    minutes: true,
                    seconds: false,
                    colons: false,
                };
                write_offset(&mut out, zone_offset, style);
            }
            Element::Offset(style) => write_offset(&mut out, zone_offset, style),
            Element::Fraction {
                digits,
                separator,
                keep_zeros,
            } => write_fraction(&mut out, time.nanos, digits, separator, keep_zeros),
        }
    }
    out.extend_from_slice(rest);
    out
}

fn padded(out: &mut Vec<u8>, value: i64, width: usize) {
    let sign = if value < 0 { "-" } else { "" };
    out.extend_from_slice(format!("{sign}{:0width$}", value.unsigned_abs()).as_bytes());
}

fn write_offset(out: &mut Vec<u8>, offset: i32, style: OffsetStyle) {
    if offset == 0 && style.z_for_utc {
        out.push(b'Z');
        return;
    }
    // Less than a minute west still counts as plus: the sign is that of the whole minutes.
    let minutes = offset / 60;
    out.push(if minutes < 0 { b'-' } else { b'+' });
    let minutes = i64::from(minutes.abs());
    padded(out, minutes / 60, 2);
    if style.minutes {
        if style.colons {
            out.push(b':');
        }
        padded(out, minutes % 60, 2);
    }
    if style.seconds {
        if style.colons {
            out.push(b':');
        }
        padded(out, i64::from(offset.abs() % 60), 2);
    }
}

fn write_fraction(out: &mut Vec<u8>, nanos: u32, digits: usize, separator: u8, keep_zeros: bool) {
    let all = format!("{nanos:09}");
    let shown = &all[..digits.min(9)];
    let shown = if keep_zeros { shown } else { shown.trim_end_matches('0') };
    if shown.is_empty() {
        return;
    }
    out.push(separator);
    out.extend_from_slice(shown.as_bytes());
}

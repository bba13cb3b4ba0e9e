//! Points in time, durations, layouts and zones as Go's `time` package has them.

mod calendar;
mod duration;
mod layout;
mod parse;
mod zone;

pub use duration::{DurationError, format_duration, parse_duration};
pub use parse::TimeError;
pub use zone::Zone;

use calendar::Civil;

/// A point in time with the zone that it is shown in.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Nanoseconds after that second, below 1,000,000,000.
    pub nanos: u32,
    /// The zone for showing it.
    pub zone: Zone,
}

/// Seconds from the start of year 1, Go's zero time, to 1970.
const ZERO_TIME: i64 = -62_135_596_800;

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month from 1 to 12, empty for others.
#[must_use]
pub fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|i| MONTHS.get(i).copied())
        .unwrap_or("")
}

/// The English name of a day of the week, 0 being Sunday; empty for others.
#[must_use]
pub fn weekday_name(day: i64) -> &'static str {
    usize::try_from(day)
        .ok()
        .and_then(|i| WEEKDAYS.get(i).copied())
        .unwrap_or("")
}

impl Time {
    /// The zero time of Go: the start of year 1 in UTC.
    #[must_use]
    pub fn zero() -> Time {
        Time::unix(ZERO_TIME, 0, Zone::Utc)
    }

    /// The time `seconds` and `nanos` after the start of 1970.
    #[must_use]
    pub fn unix(seconds: i64, nanos: u32, zone: Zone) -> Time {
        Time { seconds, nanos, zone }
    }

    /// The time of a date and a clock in `zone`. Fields out of their range carry over into the next greater one.
    /// A time that the zone skips or has twice is settled the way Go does.
    #[must_use]
    pub fn from_fields(date: [i64; 3], clock: [i64; 3], nanos: i64, zone: Zone) -> Time {
        let [year, month, day] = date;
        let [hour, minute, second] = clock;
        let days = calendar::days_from_civil(year, month, 1).saturating_add(day.saturating_sub(1));
        let wall = days
            .saturating_mul(86_400)
            .saturating_add(hour.saturating_mul(3600))
            .saturating_add(minute.saturating_mul(60))
            .saturating_add(second)
            .saturating_add(nanos.div_euclid(1_000_000_000));
        let guess = i64::from(zone.at(wall).1);
        let mut seconds = wall;
        if guess != 0 {
            seconds = wall.saturating_sub(i64::from(zone.at(wall.saturating_sub(guess)).1));
        }
        let nanos = u32::try_from(nanos.rem_euclid(1_000_000_000)).expect("the remainder is below a billion");
        Time { seconds, nanos, zone }
    }

    /// Reads `value` by Go's reference `layout`; without a zone in the text it is a time in `zone`.
    ///
    /// # Errors
    /// [`TimeError`] with Go's words.
    pub fn parse(layout: &[u8], value: &[u8], zone: &Zone) -> Result<Time, TimeError> {
        parse::parse(layout, value, zone)
    }

    /// This time written by Go's reference `layout`.
    #[must_use]
    pub fn format(&self, layout: &[u8]) -> Vec<u8> {
        layout::format(self, layout)
    }

    /// The same point in time, shown in another zone.
    #[must_use]
    pub fn in_zone(&self, zone: Zone) -> Time {
        Time { zone, ..self.clone() }
    }

    /// This time moved by a duration in nanoseconds.
    #[must_use]
    pub fn add(&self, duration: i64) -> Time {
        let total = i64::from(self.nanos) + duration.rem_euclid(1_000_000_000);
        let seconds = self
            .seconds
            .wrapping_add(duration.div_euclid(1_000_000_000))
            .wrapping_add(total / 1_000_000_000);
        let nanos = u32::try_from(total % 1_000_000_000).expect("the remainder is below a billion");
        Time {
            seconds,
            nanos,
            zone: self.zone.clone(),
        }
    }

    /// This date moved by years, months and days, keeping the clock.
    #[must_use]
    pub fn add_date(&self, years: i64, months: i64, days: i64) -> Time {
        let c = self.civil();
        Time::from_fields(
            [
                c.year.saturating_add(years),
                c.month.saturating_add(months),
                c.day.saturating_add(days),
            ],
            [c.hour, c.minute, c.second],
            i64::from(self.nanos),
            self.zone.clone(),
        )
    }

    /// The nanoseconds from `other` to this time, held to the range of a Go duration.
    #[must_use]
    pub fn since(&self, other: &Time) -> i64 {
        let seconds = i128::from(self.seconds) - i128::from(other.seconds);
        let nanos = seconds * 1_000_000_000 + i128::from(self.nanos) - i128::from(other.nanos);
        i64::try_from(nanos).unwrap_or(if nanos < 0 { i64::MIN } else { i64::MAX })
    }

    /// Whether this is Go's zero time.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.seconds == ZERO_TIME && self.nanos == 0
    }

    /// Year, month, day, hour, minute and second in the time's own zone.
    #[must_use]
    pub fn fields(&self) -> [i64; 6] {
        let c = self.civil();
        [c.year, c.month, c.day, c.hour, c.minute, c.second]
    }

    /// The day of the week, 0 being Sunday.
    #[must_use]
    pub fn weekday(&self) -> i64 {
        self.civil().weekday
    }

    /// The day of the year, from 1.
    #[must_use]
    pub fn year_day(&self) -> i64 {
        self.civil().year_day
    }

    /// The abbreviation and the offset in seconds of the zone at this time.
    #[must_use]
    pub fn zone_in_force(&self) -> (String, i32) {
        self.zone.at(self.seconds)
    }

    fn civil(&self) -> Civil {
        let offset = i64::from(self.zone.at(self.seconds).1);
        calendar::civil(self.seconds.saturating_add(offset))
    }
}

/// As Go prints a time: `2006-01-02 15:04:05.999999999 -0700 MST`.
impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from_utf8_lossy(
            &self.format(b"2006-01-02 15:04:05.999999999 -0700 MST"),
        ))
    }
}

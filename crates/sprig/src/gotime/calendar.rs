//! The proleptic Gregorian calendar over seconds since 1970.

/// A broken-down time.
pub(super) struct Civil {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    /// 0 is Sunday.
    pub(super) weekday: i64,
    /// From 1.
    pub(super) year_day: i64,
}

/// Days in a cycle of 400 years.
const CYCLE: i64 = 146_097;

/// Breaks down `seconds` since 1970 without any zone.
pub(super) fn civil(seconds: i64) -> Civil {
    let days = seconds.div_euclid(86_400);
    let clock = seconds.rem_euclid(86_400);
    // Years are counted from March, so that the leap day is a year's last.
    let from_march = days + 719_468;
    let cycle = from_march.div_euclid(CYCLE);
    let in_cycle = from_march.rem_euclid(CYCLE);
    let year_of_cycle = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / (CYCLE - 1)) / 365;
    let in_year = in_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let march_month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    Civil {
        year,
        month,
        day,
        hour: clock / 3600,
        minute: clock / 60 % 60,
        second: clock % 60,
        weekday: (days + 4).rem_euclid(7),
        year_day: days - days_from_civil(year, 1, 1) + 1,
    }
}

/// Days from 1970-01-01 to a date; a month out of range carries over into the year. Held to the range of the type.
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let months = month.saturating_sub(1);
    // Far more years than an i64 of seconds holds: nothing beyond can be told apart.
    let year = year
        .saturating_add(months.div_euclid(12))
        .clamp(-300_000_000_000, 300_000_000_000);
    let month = months.rem_euclid(12) + 1;
    let march_year = year - i64::from(month <= 2);
    let cycle = march_year.div_euclid(400);
    let year_of_cycle = march_year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let in_year = (153 * march_month + 2) / 5 + day - 1;
    let in_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + in_year;
    cycle * CYCLE + in_cycle - 719_468
}

/// Whether `year` has a leap day.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days the month has.
pub(super) fn days_in(month: i64, year: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

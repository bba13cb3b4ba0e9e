//! Time zones: UTC, fixed offsets, and those of the IANA data base that is built in.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A zone that a time is shown in.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// UTC.
    Utc,
    /// An offset in seconds east of UTC with an abbreviation, which may be empty.
    Fixed {
        /// What `MST` in a layout prints.
        name: String,
        /// Seconds east of UTC.
        offset: i32,
    },
    /// A zone of the IANA data base.
    Iana(TimeZone),
}

impl Zone {
    /// The zone that Go's `LoadLocation` finds under `name`; `None` if there is none. Names are compared exactly.
    /// The caller deals with `Local`; an empty name and `UTC` are UTC.
    #[must_use]
    pub fn load(name: &str) -> Option<Zone> {
        if name.is_empty() || name == "UTC" {
            return Some(Zone::Utc);
        }
        let zone = TimeZone::get(name).ok()?;
        (zone.iana_name() == Some(name)).then_some(Zone::Iana(zone))
    }

    /// The abbreviation and the offset in seconds east of UTC in force at a time.
    #[must_use]
    pub fn at(&self, seconds: i64) -> (String, i32) {
        match self {
            Zone::Utc => ("UTC".to_owned(), 0),
            Zone::Fixed { name, offset } => (name.clone(), *offset),
            Zone::Iana(zone) => {
                let info = zone.to_offset_info(timestamp(seconds));
                (info.abbreviation().to_owned(), info.offset().seconds())
            }
        }
    }

    /// Whether daylight saving time is in force at a time.
    #[must_use]
    pub fn is_daylight_saving(&self, seconds: i64) -> bool {
        match self {
            Zone::Utc | Zone::Fixed { .. } => false,
            Zone::Iana(zone) => zone.to_offset_info(timestamp(seconds)).dst().is_dst(),
        }
    }

    /// The offset that goes with an abbreviation in this zone, as in force near a time.
    pub(super) fn offset_of(&self, abbreviation: &str, seconds: i64) -> Option<i32> {
        let Zone::Iana(_) = self else {
            return None;
        };
        // A year has both the summer and the winter time.
        let months = (-6..=6).map(|m| seconds.saturating_add(m * 30 * 86_400));
        std::iter::once(seconds)
            .chain(months)
            .map(|at| self.at(at))
            .find(|(name, _)| name == abbreviation)
            .map(|(_, offset)| offset)
    }
}

/// Beyond the years -9999 to 9999 the rules of the last one go on.
fn timestamp(seconds: i64) -> Timestamp {
    let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(seconds.clamp(first, last)).unwrap_or(Timestamp::UNIX_EPOCH)
}

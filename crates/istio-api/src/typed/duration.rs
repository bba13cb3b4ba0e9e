//! A duration as JSON has it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A length of time in the text of JSON, such as `5s` or `1.5s`. The text stays as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duration(String);

impl Duration {
    /// A text as a duration; nothing is checked.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nanoseconds, or `None` if the text is no duration as Go reads it: `1h30m`, `45s`, `-1.5ms`.
    #[must_use]
    pub fn nanos(&self) -> Option<i64> {
        crate::duration::parse(&self.0)
    }

    /// The length of time, or `None` if the text is no duration or a negative one.
    #[must_use]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        self.nanos()?.try_into().ok().map(std::time::Duration::from_nanos)
    }
}

impl From<std::time::Duration> for Duration {
    /// Seconds with as many digits as are needed: `1.5s`.
    fn from(length: std::time::Duration) -> Self {
        let (seconds, nanos) = (length.as_secs(), length.subsec_nanos());
        if nanos == 0 {
            return Self(format!("{seconds}s"));
        }
        let digits = format!("{nanos:09}");
        Self(format!("{seconds}.{}s", digits.trim_end_matches('0')))
    }
}

impl Default for Duration {
    /// No time.
    fn default() -> Self {
        Self("0s".to_owned())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_and_from_lengths_of_time() {
        let length = std::time::Duration::from_millis(1_500);
        assert_eq!(Duration::from(length).as_str(), "1.5s");
        assert_eq!(
            Duration::new("1m30s").to_std(),
            Some(std::time::Duration::from_secs(90))
        );
        assert_eq!(Duration::new("-1s").to_std(), None);
        assert_eq!(Duration::new("soon").nanos(), None);
    }
}

//! Versions of Istio, compared as versions.

use std::fmt;
use std::str::FromStr;

/// A version such as `1.30.3` or `1.31.0-beta.1`. What comes before a release is older than the release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
    /// What is behind a dash, such as `beta.1`.
    pub pre_release: String,
}

/// A text that is no version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoVersion(pub String);

impl fmt::Display for NoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no version", self.0)
    }
}

impl std::error::Error for NoVersion {}

impl FromStr for Version {
    type Err = NoVersion;

    /// Reads two or three numbers, with or without a `v` before and something behind a dash. Names of image variants do not count.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NoVersion(text.to_owned());
        let (numbers, behind) = text.split_once('-').unwrap_or((text, ""));
        let mut parts = numbers.trim_start_matches('v').split('.');
        let mut number = || parts.next().map(str::parse::<u64>);
        let (Some(Ok(major)), Some(Ok(minor))) = (number(), number()) else {
            return Err(wrong());
        };
        let patch = match number() {
            None => 0,
            Some(Ok(patch)) => patch,
            Some(Err(_)) => return Err(wrong()),
        };
        if parts.next().is_some() {
            return Err(wrong());
        }
        let is_variant = matches!(behind, "distroless" | "debug");
        Ok(Self {
            major,
            minor,
            patch,
            pre_release: if is_variant { String::new() } else { behind.to_owned() },
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        match self.pre_release.as_str() {
            "" => Ok(()),
            pre_release => write!(f, "-{pre_release}"),
        }
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let numbers = |version: &Self| (version.major, version.minor, version.patch);
        numbers(self)
            .cmp(&numbers(other))
            .then_with(|| self.pre_release.is_empty().cmp(&other.pre_release.is_empty()))
            .then_with(|| compare_parts(&self.pre_release, &other.pre_release))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Part by part between dots: numbers by their value and before words, as semantic versions have it.
fn compare_parts(a: &str, b: &str) -> std::cmp::Ordering {
    let key = |part: &str| {
        (
            part.parse::<u64>().is_err(),
            part.parse::<u64>().unwrap_or_default(),
            part.to_owned(),
        )
    };
    let keys = |text: &str| text.split('.').map(key).collect::<Vec<_>>();
    keys(a).cmp(&keys(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn versions_compare_by_number_and_not_by_letter() {
        let sorted = [
            "1.9.0",
            "1.30.0-alpha.2",
            "1.30.0-alpha.10",
            "1.30.0-rc.0",
            "1.30.0",
            "1.30.3",
            "1.31.0",
        ];
        for pair in sorted.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
        assert_eq!(version("v1.30.3-distroless"), version("1.30.3"));
        assert_eq!(version("1.30").to_string(), "1.30.0");
        for wrong in ["", "latest", "1", "1.x", "1.2.3.4", "65536"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
    }
}

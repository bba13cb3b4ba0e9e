//! Versions as Masterminds/semver v3.5.0 reads them with its lenient `NewVersion`.

use std::cmp::Ordering;
use std::fmt;

/// The longest text that is read as a version.
const MAX_VERSION_LEN: usize = 256;

/// A version: three numbers, a prerelease and build metadata (both may be empty), and the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number, 0 when the text has none.
    pub minor: u64,
    /// The third number, 0 when the text has none.
    pub patch: u64,
    /// What follows the first `-`, without it.
    pub prerelease: String,
    /// What follows the `+`, without it.
    pub metadata: String,
    /// The text as it was given, with a leading `v` if it had one.
    pub original: String,
}

/// Why a text is no version or no constraint. `Display` gives the words of the Go library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SemverError {
    /// The text does not have the shape of a version.
    InvalidVersion,
    /// The text is longer than the library accepts.
    VersionTooLong,
    /// A number of the version does not fit 64 bits.
    SegmentRange(String),
    /// A numeric part of the prerelease has a leading zero.
    SegmentStartsZero,
    /// The constraint is longer than the library accepts.
    ConstraintTooLong,
    /// The constraint has more `||` groups than the library accepts.
    TooManyGroups,
    /// One `||` group does not have the shape of a constraint.
    ImproperConstraint(String),
    /// A constraint has the right shape, but its version cannot be read.
    ConstraintVersion,
}

impl fmt::Display for SemverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SemverError::InvalidVersion => f.write_str("invalid semantic version"),
            SemverError::VersionTooLong => {
                write!(f, "version string is too long (max {MAX_VERSION_LEN} bytes)")
            }
            SemverError::SegmentRange(text) => write!(
                f,
                "error parsing version segment: strconv.ParseUint: parsing \"{text}\": value out of range"
            ),
            SemverError::SegmentStartsZero => f.write_str("version segment starts with 0"),
            SemverError::ConstraintTooLong => f.write_str("constraint string is too long (max 512 bytes)"),
            SemverError::TooManyGroups => f.write_str("too many constraint groups (max 32)"),
            SemverError::ImproperConstraint(text) => {
                write!(f, "improper constraint: {}", crate::show::quoted(text.as_bytes()))
            }
            SemverError::ConstraintVersion => f.write_str("constraint parser error"),
        }
    }
}

impl std::error::Error for SemverError {}

impl Version {
    /// Reads `text` the lenient way: a `v` in front, one or two missing numbers and leading zeros in the numbers are fine.
    ///
    /// # Errors
    /// [`SemverError`] when the text is no version.
    pub fn parse(text: &str) -> Result<Version, SemverError> {
        if text.len() > MAX_VERSION_LEN {
            return Err(SemverError::VersionTooLong);
        }
        let mut rest = text.strip_prefix('v').unwrap_or(text);
        let mut numbers = [0u64; 3];
        let mut texts: [&str; 3] = [""; 3];
        for (i, slot) in texts.iter_mut().enumerate() {
            let body = if i == 0 {
                rest
            } else {
                match rest.strip_prefix('.') {
                    Some(body) => body,
                    None => break,
                }
            };
            let digits = leading(body, |b| b.is_ascii_digit());
            if digits.is_empty() {
                return Err(SemverError::InvalidVersion);
            }
            *slot = digits;
            rest = &body[digits.len()..];
        }
        let mut prerelease = "";
        if let Some(body) = rest.strip_prefix('-') {
            prerelease = dotted(body).ok_or(SemverError::InvalidVersion)?;
            rest = &body[prerelease.len()..];
        }
        let mut metadata = "";
        if let Some(body) = rest.strip_prefix('+') {
            metadata = dotted(body).ok_or(SemverError::InvalidVersion)?;
            rest = &body[metadata.len()..];
        }
        if !rest.is_empty() {
            return Err(SemverError::InvalidVersion);
        }
        for (number, digits) in numbers.iter_mut().zip(texts) {
            if !digits.is_empty() {
                *number = digits
                    .parse()
                    .map_err(|_| SemverError::SegmentRange(digits.to_owned()))?;
            }
        }
        let zero_led = |part: &str| part.len() > 1 && part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit());
        if prerelease.split('.').any(zero_led) {
            return Err(SemverError::SegmentStartsZero);
        }
        Ok(Version {
            major: numbers[0],
            minor: numbers[1],
            patch: numbers[2],
            prerelease: prerelease.to_owned(),
            metadata: metadata.to_owned(),
            original: text.to_owned(),
        })
    }

    /// Orders two versions: numbers first, then the prerelease, whose absence is greatest; metadata does not count.
    #[must_use]
    pub fn precedence(&self, other: &Version) -> Ordering {
        let numbers = (self.major, self.minor, self.patch).cmp(&(other.major, other.minor, other.patch));
        numbers.then_with(|| match (self.prerelease.is_empty(), other.prerelease.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => compare_prerelease(&self.prerelease, &other.prerelease),
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}

/// The longest front of `text` whose bytes are ASCII and pass `keep`.
pub(super) fn leading(text: &str, keep: impl Fn(u8) -> bool) -> &str {
    let end = text
        .bytes()
        .position(|b| !b.is_ascii() || !keep(b))
        .unwrap_or(text.len());
    &text[..end]
}

/// The longest front of `text` made of identifiers with single dots between; `None` if not even one identifier starts it.
pub(super) fn dotted(text: &str) -> Option<&str> {
    let identifier = |s: &str| leading(s, |b| b.is_ascii_alphanumeric() || b == b'-').len();
    let mut end = identifier(text);
    if end == 0 {
        return None;
    }
    while let Some(body) = text[end..].strip_prefix('.') {
        match identifier(body) {
            0 => break,
            n => end += n + 1,
        }
    }
    Some(&text[..end])
}

/// Orders two prereleases part by part; a missing part is least, numbers come before words.
pub(super) fn compare_prerelease(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let (l, r) = (left.next(), right.next());
        if l.is_none() && r.is_none() {
            return Ordering::Equal;
        }
        let (l, r) = (l.unwrap_or(""), r.unwrap_or(""));
        if l == r {
            continue;
        }
        return match (l.is_empty(), r.is_empty()) {
            (true, _) => Ordering::Less,
            (_, true) => Ordering::Greater,
            _ => match (l.parse::<u64>(), r.parse::<u64>()) {
                (Ok(l), Ok(r)) if l > r => Ordering::Greater,
                (Ok(_), _) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => l.cmp(r),
            },
        };
    }
}

//! Formats of texts and numbers that the API server checks; it takes no notice of others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::metadata::{is_dns_label, is_dns_subdomain};
use super::node::Type;
use super::{go_url, pattern};

/// A `format` that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Int32,
    Int64,
    Float,
    Double,
    Uri,
    Email,
    Hostname,
    Ipv4,
    Ipv6,
    Cidr,
    Mac,
    /// With the version's digit, if it is one of a version.
    Uuid(Option<char>),
    HexColor,
    BsonObjectId,
    SocialSecurityNumber,
    Byte,
    Date,
    DateTime,
    Duration,
    ShortName,
    LongName,
}

impl Format {
    /// The format of that name, where it is one for values of type `kind`. Hyphens in the names of text formats do not count.
    pub(super) fn of(name: &str, kind: Option<Type>) -> Option<Self> {
        match kind {
            Some(Type::Integer) => match name {
                "int32" => Some(Self::Int32),
                "int64" => Some(Self::Int64),
                _ => None,
            },
            Some(Type::Number) => match name {
                "float" => Some(Self::Float),
                "double" => Some(Self::Double),
                _ => None,
            },
            None | Some(Type::String) => Some(match name.replace('-', "").as_str() {
                "uri" => Self::Uri,
                "email" => Self::Email,
                "hostname" => Self::Hostname,
                "ipv4" => Self::Ipv4,
                "ipv6" => Self::Ipv6,
                "cidr" => Self::Cidr,
                "mac" => Self::Mac,
                "uuid" => Self::Uuid(None),
                "uuid3" => Self::Uuid(Some('3')),
                "uuid4" => Self::Uuid(Some('4')),
                "uuid5" => Self::Uuid(Some('5')),
                "hexcolor" => Self::HexColor,
                "bsonobjectid" => Self::BsonObjectId,
                "ssn" => Self::SocialSecurityNumber,
                "byte" => Self::Byte,
                "date" => Self::Date,
                "datetime" => Self::DateTime,
                "duration" => Self::Duration,
                "k8sshortname" => Self::ShortName,
                "k8slongname" => Self::LongName,
                _ => return None,
            }),
            Some(_) => None,
        }
    }

    /// What a text of this format is, as messages have it.
    pub(super) fn description(self) -> &'static str {
        match self {
            Self::Int32 => "an integer of 32 bits",
            Self::Int64 => "an integer of 64 bits",
            Self::Float => "a number that fits 32 bits",
            Self::Double => "a number",
            Self::Uri => "an absolute URI",
            Self::Email => "an email address",
            Self::Hostname => "a host name",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Cidr => "an address range such as 10.0.0.0/8",
            Self::Mac => "a MAC address",
            Self::Uuid(_) => "a UUID",
            Self::HexColor => "a colour such as #1a2b3c",
            Self::BsonObjectId => "an object ID of 24 hexadecimal digits",
            Self::SocialSecurityNumber => "a social security number",
            Self::Byte => "base64",
            Self::Date => "a date such as 2006-01-02",
            Self::DateTime => "a time such as 2006-01-02T15:04:05Z",
            Self::Duration => "a duration such as 1m30s",
            Self::ShortName => "a name of lower case letters, digits and hyphens, at most 63 characters",
            Self::LongName => "a DNS name of lower case letters, digits, hyphens and dots, at most 253 characters",
        }
    }

    /// Whether a number fits.
    pub(super) fn holds_number(self, number: f64) -> bool {
        match self {
            Self::Int32 => (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number),
            Self::Int64 => (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&number),
            Self::Float => number.abs() <= f64::from(f32::MAX),
            _ => true,
        }
    }

    /// Whether a text has this format.
    pub(super) fn holds_text(self, text: &str) -> bool {
        match self {
            Self::Int32 | Self::Int64 | Self::Float | Self::Double => true,
            Self::Uri => go_url::Url::parse_request_uri(text).is_some(),
            Self::Email => is_email(text),
            Self::Hostname => is_hostname(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Cidr => is_cidr(text),
            Self::Mac => is_mac(text),
            Self::Uuid(version) => is_uuid(text, version),
            Self::HexColor => {
                let digits = text.strip_prefix('#').unwrap_or(text);
                matches!(digits.len(), 3 | 6) && is_hex(digits)
            }
            Self::BsonObjectId => text.len() == 24 && is_hex(text),
            Self::SocialSecurityNumber => matches(r"^\d{3}[- ]?\d{2}[- ]?\d{4}$", text),
            Self::Byte => decode_base64(text).is_some(),
            Self::Date => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
            Self::DateTime => parse_date_time(text).is_some(),
            Self::Duration => parse_duration(text).is_some(),
            Self::ShortName => is_dns_label(text),
            Self::LongName => is_dns_subdomain(text),
        }
    }
}

fn matches(expression: &str, text: &str) -> bool {
    pattern::compile(expression).is_ok_and(|regex| regex.is_match(text))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_email(text: &str) -> bool {
    let address = match text.split_once('<') {
        Some((_, rest)) => match rest.strip_suffix('>') {
            Some(address) => address,
            None => return false,
        },
        None => text,
    };
    match address.rsplit_once('@') {
        Some((user, host)) => {
            let plain = |part: &str| {
                !part.is_empty()
                    && part.split('.').all(|atom| {
                        !atom.is_empty()
                            && atom
                                .chars()
                                .all(|c| c.is_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c))
                    })
            };
            plain(user) && plain(host)
        }
        None => false,
    }
}

fn is_hostname(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 255
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

fn is_cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let most = if address.is_ipv4() { 32 } else { 128 };
    !length.is_empty()
        && length.bytes().all(|b| b.is_ascii_digit())
        && (length == "0" || !length.starts_with('0'))
        && length.parse::<u8>().is_ok_and(|length| length <= most)
}

fn is_mac(text: &str) -> bool {
    let of = |separator: char, digits: usize, counts: &[usize]| {
        let parts: Vec<&str> = text.split(separator).collect();
        counts.contains(&parts.len()) && parts.iter().all(|part| part.len() == digits && is_hex(part))
    };
    of(':', 2, &[6, 8, 20]) || of('-', 2, &[6, 8, 20]) || of('.', 4, &[3, 4, 10])
}

fn is_uuid(text: &str, version: Option<char>) -> bool {
    let (third, fourth) = match version {
        None => ("[0-9a-f]{4}", "[0-9a-f]{4}"),
        Some('3') => ("3[0-9a-f]{3}", "[0-9a-f]{4}"),
        Some('4') => ("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}"),
        Some(_) => ("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}"),
    };
    matches(
        &format!("^(?i)[0-9a-f]{{8}}-?[0-9a-f]{{4}}-?{third}-?{fourth}-?[0-9a-f]{{12}}$"),
        text,
    )
}

/// What base64 with padding stands for.
pub(super) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// The instant of an RFC 3339 time.
pub(super) fn parse_date_time(text: &str) -> Option<jiff::Timestamp> {
    // jiff takes more than RFC 3339: a space, or a time zone in brackets.
    let time = text.get(10..11)?;
    let zoned = text.ends_with(['Z', 'z']) || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    (text.len() >= 20 && matches!(time, "T" | "t") && zoned && !text.contains(['[', ' ']))
        .then(|| text.parse().ok())
        .flatten()
}

/// Nanoseconds of a duration: what Go reads, or a number and a unit's name such as `2 days`.
pub(super) fn parse_duration(text: &str) -> Option<i64> {
    if let Some(nanoseconds) = crate::duration::parse(text) {
        return Some(nanoseconds);
    }
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let number: i64 = number.parse().ok()?;
    const SECOND: i64 = 1_000_000_000;
    let unit = match unit.trim() {
        "ns" | "nano" | "nanos" | "nanosecond" | "nanoseconds" => 1,
        "us" | "µs" | "micro" | "micros" | "microsecond" | "microseconds" => 1_000,
        "ms" | "milli" | "millis" | "millisecond" | "milliseconds" => 1_000_000,
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
        "m" | "min" | "mins" | "minute" | "minutes" => 60 * SECOND,
        "h" | "hr" | "hour" | "hours" => 3_600 * SECOND,
        "d" | "day" | "days" => 86_400 * SECOND,
        "w" | "wk" | "week" | "weeks" => 604_800 * SECOND,
        _ => return None,
    };
    number.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the descriptions of the formats in apiextensions-apiserver v0.36.3 and RFC 3339, 4291, 4648.
    #[test]
    fn texts() {
        for (name, good, bad) in [
            ("uri", "https://a.b/c", "a b"),
            ("email", "a.b@c.d", "a@"),
            ("hostname", "a-b.c", "-a"),
            ("ipv4", "1.2.3.4", "1.2.3"),
            ("ipv6", "::1", "1.2.3.4"),
            ("cidr", "10.0.0.0/8", "10.0.0.0/33"),
            ("mac", "01:23:45:67:89:ab", "01:23"),
            (
                "uuid4",
                "a8098c1a-f86e-41da-bd1a-00112444be1e",
                "a8098c1a-f86e-11da-bd1a-00112444be1e",
            ),
            ("byte", "aGVsbG8=", "a"),
            ("date", "2024-02-29", "2023-02-29"),
            ("date-time", "2024-02-29T01:02:03.5+01:00", "2024-02-29 01:02:03Z"),
            ("duration", "1h30m", "1 fortnight"),
            ("k8s-short-name", "a-1", "a.b"),
            ("k8s-long-name", "a.b", "A"),
        ] {
            let format = Format::of(name, Some(Type::String)).expect(name);
            assert!(format.holds_text(good), "{name} {good}");
            assert!(!format.holds_text(bad), "{name} {bad}");
        }
        assert_eq!(Format::of("date-time", Some(Type::Integer)), None);
        assert_eq!(Format::of("postcode", Some(Type::String)), None);
    }

    #[test]
    fn numbers() {
        assert!(Format::Int32.holds_number(-2_147_483_648.0) && !Format::Int32.holds_number(2_147_483_648.0));
        assert!(!Format::Int64.holds_number(9_223_372_036_854_775_808.0));
        assert!(!Format::Float.holds_number(1e39) && Format::Double.holds_number(1e39));
    }
}

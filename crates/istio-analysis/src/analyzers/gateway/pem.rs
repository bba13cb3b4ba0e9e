//! When the certificates of a PEM file are valid.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// Base64 with line breaks in it, as manifests have it.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    BASE64.decode(text).ok()
}

/// Whether the first block of a PEM text holds certificates, all of them valid at `now` (seconds since 1970).
pub(super) fn certificates_are_valid(pem: &[u8], now: i64) -> bool {
    let Some(block) = first_block(pem) else { return false };
    let mut rest = block.as_slice();
    while !rest.is_empty() {
        match element(&mut rest).and_then(|(tag, body)| (tag == SEQUENCE).then(|| validity(body)).flatten()) {
            Some((from, until)) if from <= now && now <= until => {}
            _ => return false,
        }
    }
    true
}

fn first_block(pem: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(pem).ok()?;
    let (_, after) = text.split_once("-----BEGIN ")?;
    let (label, after) = after.split_once("-----")?;
    let (body, _) = after.split_once(&format!("-----END {label}-----"))?;
    // Headers stand before the data, each with a colon.
    let body: String = body.lines().filter(|line| !line.contains(':')).map(str::trim).collect();
    base64(&body)
}

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The next element of a DER text: its tag and its content.
fn element<'a>(rest: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let (&tag, after) = rest.split_first()?;
    let (&first, after) = after.split_first()?;
    let (length, after) = if first < 0x80 {
        (usize::from(first), after)
    } else {
        let digits = usize::from(first & 0x7f);
        if digits == 0 || digits > 4 {
            return None;
        }
        let (length, after) = after.split_at_checked(digits)?;
        let length = length.iter().fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
        (length, after)
    };
    let (body, after) = after.split_at_checked(length)?;
    *rest = after;
    Some((tag, body))
}

/// From when until when a certificate is valid: the content of its outer sequence starts with what is signed, which holds version, serial
/// number, algorithm, issuer, validity.
fn validity(certificate: &[u8]) -> Option<(i64, i64)> {
    let mut rest = certificate;
    let (SEQUENCE, mut signed) = element(&mut rest)? else {
        return None;
    };
    let mut before_version = signed;
    if element(&mut before_version)?.0 == VERSION {
        signed = before_version;
    }
    for _ in ["serial number", "algorithm", "issuer"] {
        element(&mut signed)?;
    }
    let (SEQUENCE, mut validity) = element(&mut signed)? else {
        return None;
    };
    Some((time(&mut validity)?, time(&mut validity)?))
}

fn time(rest: &mut &[u8]) -> Option<i64> {
    let (tag, body) = element(rest)?;
    let text = std::str::from_utf8(body).ok()?.strip_suffix('Z')?;
    let year_digits = match tag {
        UTC_TIME => 2,
        GENERALIZED_TIME => 4,
        _ => return None,
    };
    if text.len() != year_digits + 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at(year_digits);
    let year: i16 = year.parse().ok()?;
    let year = match (tag, year) {
        (UTC_TIME, 50..) => year + 1900,
        (UTC_TIME, _) => year + 2000,
        _ => year,
    };
    let part = |index: usize| rest.get(index * 2..index * 2 + 2)?.parse::<i8>().ok();
    let date = jiff::civil::DateTime::new(year, part(0)?, part(1)?, part(2)?, part(3)?, part(4)?, 0).ok()?;
    Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_certificates_are_not_valid() {
        for pem in [
            "",
            "no pem",
            "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nMIT/////\n-----END CERTIFICATE-----\n",
        ] {
            assert!(!certificates_are_valid(pem.as_bytes(), 0), "{pem}");
        }
    }

    #[test]
    fn times_of_two_and_four_digit_years() {
        let read = |tag: u8, text: &str| {
            let mut bytes = vec![tag, u8::try_from(text.len()).expect("short")];
            bytes.extend_from_slice(text.as_bytes());
            time(&mut bytes.as_slice())
        };
        assert_eq!(read(UTC_TIME, "700101000000Z"), Some(0));
        assert_eq!(read(GENERALIZED_TIME, "20380119031408Z"), Some(1 << 31));
        assert_eq!(read(UTC_TIME, "701301000000Z"), None);
    }
}

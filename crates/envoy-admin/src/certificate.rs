//! What the tables tell of an X.509 certificate (RFC 5280): whose it is and how long it counts. Nothing here checks a signature.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A certificate, as far as the tables go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// The serial number, in hexadecimal digits, 32 at least.
    pub(crate) serial: String,
    pub(crate) not_before: Timestamp,
    pub(crate) not_after: Timestamp,
    pub(crate) is_authority: bool,
    /// The host of its SPIFFE identity.
    pub(crate) trust_domain: String,
}

/// Base64 as JSON has bytes of protobuf: of either alphabet, with padding or without, and with line breaks where somebody made some.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    BASE64.decode(plain).ok()
}

/// The contents of the certificates of a PEM text, in order.
pub(crate) fn pem_blocks(pem: &[u8]) -> Vec<Vec<u8>> {
    let Ok(mut rest) = std::str::from_utf8(pem) else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, after)) = after.split_once("-----") else {
            break;
        };
        let Some((body, after)) = after.split_once(&format!("-----END {label}-----")) else {
            break;
        };
        // Headers stand before the data, each with a colon.
        let body: String = body.lines().filter(|line| !line.contains(':')).collect();
        blocks.extend(bytes(&body));
        rest = after;
    }
    blocks
}

const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const URI_NAME: u8 = 0x86;
/// 2.5.29.19
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
/// 2.5.29.17
const SUBJECT_ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 0x11];

/// Elements of DER, one after the other.
#[derive(Clone, Copy)]
struct Der<'b>(&'b [u8]);

impl<'b> Der<'b> {
    /// The next element: its tag and content.
    fn next(&mut self) -> Option<(u8, &'b [u8])> {
        let (&tag, after) = self.0.split_first()?;
        let (&first, after) = after.split_first()?;
        let (length, after) = if first < 0x80 {
            (usize::from(first), after)
        } else {
            let digits = usize::from(first & 0x7f);
            if !(1..=4).contains(&digits) {
                return None;
            }
            let (length, after) = after.split_at_checked(digits)?;
            (length.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)), after)
        };
        let (content, after) = after.split_at_checked(length)?;
        self.0 = after;
        Some((tag, content))
    }

    /// The content of the next element, which must have this tag.
    fn take(&mut self, tag: u8) -> Option<&'b [u8]> {
        self.next()
            .filter(|(found, _)| *found == tag)
            .map(|(_, content)| content)
    }

    /// The content of the next element if it has this tag; else nothing is taken.
    fn take_if(&mut self, tag: u8) -> Option<&'b [u8]> {
        let mut ahead = *self;
        let content = ahead.take(tag)?;
        *self = ahead;
        Some(content)
    }
}

impl Certificate {
    /// The first certificate of a PEM text.
    pub(crate) fn of_pem(pem: &[u8]) -> Option<Self> {
        Self::of_der(pem_blocks(pem).first()?)
    }

    /// A certificate in DER.
    pub(crate) fn of_der(der: &[u8]) -> Option<Self> {
        let mut signed = Der(Der(Der(der).take(SEQUENCE)?).take(SEQUENCE)?);
        signed.take_if(VERSION);
        let serial = signed.take(INTEGER)?;
        for _ in ["algorithm", "issuer"] {
            signed.take(SEQUENCE)?;
        }
        let mut validity = Der(signed.take(SEQUENCE)?);
        let not_before = time(validity.next()?)?;
        let not_after = time(validity.next()?)?;
        let mut certificate = Self {
            serial: hexadecimal(serial)?,
            not_before,
            not_after,
            is_authority: false,
            trust_domain: String::new(),
        };
        for _ in ["subject", "key"] {
            signed.take(SEQUENCE)?;
        }
        while let Some((tag, content)) = signed.next() {
            if tag == EXTENSIONS {
                certificate.read_extensions(Der(Der(content).take(SEQUENCE)?))?;
            }
        }
        Some(certificate)
    }

    fn read_extensions(&mut self, mut extensions: Der<'_>) -> Option<()> {
        while !extensions.0.is_empty() {
            let mut extension = Der(extensions.take(SEQUENCE)?);
            let name = extension.take(OID)?;
            extension.take_if(BOOLEAN);
            let mut value = Der(extension.take(OCTET_STRING)?);
            if name == BASIC_CONSTRAINTS {
                let mut constraints = Der(value.take(SEQUENCE)?);
                self.is_authority = constraints.take_if(BOOLEAN).is_some_and(|content| content != [0]);
            } else if name == SUBJECT_ALTERNATIVE_NAMES {
                let mut names = Der(value.take(SEQUENCE)?);
                while let Some((tag, name)) = names.next() {
                    let identity = std::str::from_utf8(name).ok().filter(|_| tag == URI_NAME);
                    if let Some(identity) = identity.and_then(|name| name.strip_prefix("spiffe://")) {
                        identity
                            .split('/')
                            .next()
                            .unwrap_or_default()
                            .clone_into(&mut self.trust_domain);
                    }
                }
            }
        }
        Some(())
    }

    /// Whether it counts at a time.
    pub(crate) fn is_valid(&self, now: Timestamp) -> bool {
        self.not_before < now && now < self.not_after
    }
}

/// An unsigned number, in at least 32 digits. Serial numbers below zero are none.
fn hexadecimal(integer: &[u8]) -> Option<String> {
    if integer.first().is_none_or(|&first| first >= 0x80) {
        return None;
    }
    let digits: String = integer.iter().map(|byte| format!("{byte:02x}")).collect();
    let digits = digits.trim_start_matches('0');
    Some(format!("{digits:0>32}"))
}

/// `YYMMDDHHMMSSZ` with years from 1950 on, or `YYYYMMDDHHMMSSZ`.
fn time((tag, content): (u8, &[u8])) -> Option<Timestamp> {
    let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            (format!("{}{year}", if year < "50" { 20 } else { 19 }), rest)
        }
        GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.to_owned(), rest)
        }
        _ => return None,
    };
    if rest.len() != 10 {
        return None;
    }
    let part = |at: usize| rest.get(at..at + 2).unwrap_or_default();
    let text = format!("{year}-{}-{}T{}:{}:{}Z", part(0), part(2), part(4), part(6), part(8));
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_of_two_forms() {
        let shown = |tag: u8, text: &str| time((tag, text.as_bytes())).map(|time| time.to_string());
        assert_eq!(
            shown(UTC_TIME, "230516013252Z").as_deref(),
            Some("2023-05-16T01:32:52Z")
        );
        assert_eq!(
            shown(UTC_TIME, "500101000000Z").as_deref(),
            Some("1950-01-01T00:00:00Z")
        );
        assert_eq!(
            shown(GENERALIZED_TIME, "20500101000000Z").as_deref(),
            Some("2050-01-01T00:00:00Z")
        );
        for wrong in ["2305160132Z", "230516013252", "231316013252Z", "é0516013252Z"] {
            assert_eq!(shown(UTC_TIME, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn serial_numbers_have_no_sign() {
        assert_eq!(
            hexadecimal(&[0, 0xff]).as_deref(),
            Some("000000000000000000000000000000ff")
        );
        assert_eq!(hexadecimal(&[0x80]), None);
        assert_eq!(hexadecimal(&[]), None);
    }

    #[test]
    fn broken_certificates_are_none() {
        for wrong in [
            &[][..],
            &[0x30],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x80, 0],
            &[0x30, 3, 0x30, 1, 2],
        ] {
            assert_eq!(Certificate::of_der(wrong), None, "{wrong:?}");
        }
    }
}

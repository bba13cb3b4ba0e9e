//! What a scalar stands for: YAML 1.1 as `go.yaml.in/yaml/v2` resolves it.

mod number;
mod timestamp;

use base64::Engine;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;
use std::fmt;

use crate::Number;

pub(crate) use number::{float_text, float_text_32, positional};

/// A scalar's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar<'d> {
    /// `null`, `~` or nothing.
    Null,
    /// `true`, `yes`, `on`, `y` and their kin.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Everything else; owned only for `!!binary`.
    String(Cow<'d, str>),
}

/// The prefix of YAML's own tags.
pub(crate) const CORE: &str = "tag:yaml.org,2002:";

/// What an untagged plain scalar looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Look {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Timestamp,
    Text,
}

/// A tag that does not fit the text of its scalar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TagMismatch {
    tag: String,
    text: String,
}

impl fmt::Display for TagMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = self.tag.strip_prefix(CORE).unwrap_or(&self.tag);
        if tag == "binary" {
            return write!(f, "the value tagged !!binary is not valid base64");
        }
        write!(f, "`{}` is not a value for the tag !!{tag}", self.text)
    }
}

/// The value of a scalar with this text. `plain` says that it is not quoted and not a block scalar, `tag` is the full tag.
///
/// Only plain scalars are anything but strings, unless there is a tag: one of bool, int, float, null, timestamp has to fit,
/// `!!binary` is decoded, and any other tag makes a string.
pub(crate) fn resolve<'d>(text: &'d str, plain: bool, tag: Option<&str>) -> Result<Scalar<'d>, TagMismatch> {
    let string = || Ok(Scalar::String(Cow::Borrowed(text)));
    let Some(tag) = tag else {
        return if plain {
            Ok(value_of(look(text), text))
        } else {
            string()
        };
    };
    let mismatch = || TagMismatch {
        tag: tag.to_owned(),
        text: text.chars().take(40).collect(),
    };
    let Some(kind) = tag.strip_prefix(CORE) else {
        return string();
    };
    match (kind, kind == "timestamp") {
        ("binary", _) => decode_base64(text)
            .map(|data| Scalar::String(Cow::Owned(data)))
            .ok_or_else(mismatch),
        ("bool" | "int" | "float" | "null" | "timestamp", dates) => {
            let look = match look_with(text, dates) {
                Look::Int(v) if kind == "float" => Look::Float(v as f64),
                other => other,
            };
            let fits = match look {
                Look::Null => kind == "null",
                Look::Bool(_) => kind == "bool",
                Look::Int(_) | Look::Uint(_) => kind == "int",
                Look::Float(_) => kind == "float",
                Look::Timestamp => kind == "timestamp",
                Look::Text => false,
            };
            if fits {
                Ok(value_of(look, text))
            } else {
                Err(mismatch())
            }
        }
        _ => string(),
    }
}

fn value_of(look: Look, text: &str) -> Scalar<'_> {
    match look {
        Look::Null => Scalar::Null,
        Look::Bool(v) => Scalar::Bool(v),
        Look::Int(v) => Scalar::Number(Number::Int(v)),
        Look::Uint(v) => Scalar::Number(Number::Uint(v)),
        Look::Float(v) => Scalar::Number(Number::Float(v)),
        Look::Timestamp | Look::Text => Scalar::String(Cow::Borrowed(text)),
    }
}

/// Whether the first byte, or a first letter of a text too long for a word with a meaning, tells that an untagged plain scalar is text.
/// `<<` does not count.
#[inline]
pub(crate) fn begins_as_text(text: &str) -> bool {
    match text.as_bytes() {
        [] | [b'0'..=b'9' | b'+' | b'-' | b'.' | b'~' | b'<', ..] => false,
        [
            b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O',
            rest @ ..,
        ] => rest.len() >= LONGEST_WORD || word(text).is_none(),
        _ => true,
    }
}

/// The length of the longest of the words with a meaning.
const LONGEST_WORD: usize = 5;

/// What `text` looks like as an untagged plain scalar.
pub(crate) fn look(text: &str) -> Look {
    look_with(text, true)
}

fn look_with(text: &str, dates: bool) -> Look {
    let Some(&first) = text.as_bytes().first() else {
        return Look::Null;
    };
    match first {
        b'0'..=b'9' | b'+' | b'-' => {}
        b'.' => return word(text).unwrap_or_else(|| number::dotted(text).map_or(Look::Text, Look::Float)),
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => {
            return word(text).unwrap_or(Look::Text);
        }
        _ => return Look::Text,
    }
    if let Some(look) = word(text) {
        look
    } else if dates && timestamp::is_timestamp(text) {
        Look::Timestamp
    } else {
        number::signed_or_digit(text)
    }
}

/// The words with a meaning: three spellings each (lower, title and upper case).
fn word(text: &str) -> Option<Look> {
    if text.len() > LONGEST_WORD {
        return None;
    }
    Some(match text {
        "~" | "null" | "Null" | "NULL" => Look::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Look::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Look::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Look::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Look::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Look::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

/// Standard base64 as Go reads it: padded, and the bits that padding leaves over do not count.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Text in base64; line breaks are skipped. Bytes that are no UTF-8 become U+FFFD, as they do in Go's JSON.
fn decode_base64(text: &str) -> Option<String> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let bytes = BASE64.decode(digits).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar<'_> {
        resolve(text, true, None).expect("no tag, no mismatch")
    }

    #[test]
    fn words_have_three_spellings_and_no_more() {
        for text in ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"] {
            assert_eq!(plain(text), Scalar::Bool(true), "{text}");
        }
        for text in [
            "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE",
        ] {
            assert_eq!(plain(text), Scalar::Bool(false), "{text}");
        }
        for text in [
            "yEs",
            "tRue",
            "nULL",
            "oN",
            "=",
            "<<",
            "12:30:45",
            "2020-01-01",
            ".",
            "-",
            "+",
            "_1",
            "1e",
            "0x",
            "1e400",
        ] {
            assert_eq!(plain(text), Scalar::String(text.into()), "{text}");
        }
    }

    #[test]
    fn numbers_read_as_in_go() {
        for (text, value) in [
            ("0644", 420),
            ("0o14", 12),
            ("0x1F", 31),
            ("-0x1F", -31),
            ("0b11", 3),
            ("0b-11", -3),
            ("1_000", 1000),
            ("+1", 1),
            ("-0", 0),
            ("0_7", 7),
            ("1_", 1),
        ] {
            assert_eq!(plain(text), Scalar::Number(Number::Int(value)), "{text}");
        }
        for (text, value) in [
            ("08", 8.0),
            ("1.", 1.0),
            (".5", 0.5),
            ("-.5", -0.5),
            ("1e3", 1000.0),
            ("99999999999999999999", 1e20),
        ] {
            assert_eq!(plain(text), Scalar::Number(Number::Float(value)), "{text}");
        }
        assert_eq!(plain("18446744073709551615"), Scalar::Number(Number::Uint(u64::MAX)));
    }

    #[test]
    fn tags_must_fit() {
        let tagged = |text, tag: &str| resolve(text, false, Some(&format!("{CORE}{tag}")));
        assert_eq!(tagged("5", "int"), Ok(Scalar::Number(Number::Int(5))));
        assert_eq!(tagged("5", "float"), Ok(Scalar::Number(Number::Float(5.0))));
        assert_eq!(tagged("5", "str"), Ok(Scalar::String("5".into())));
        assert_eq!(tagged("aGk=", "binary"), Ok(Scalar::String("hi".into())));
        assert_eq!(tagged("aGk=\n", "binary"), Ok(Scalar::String("hi".into())));
        for (text, tag) in [
            ("x", "int"),
            ("1.5", "int"),
            ("x", "null"),
            ("5", "bool"),
            ("aGk", "binary"),
            ("aGk=a", "binary"),
        ] {
            assert!(tagged(text, tag).is_err(), "{text} {tag}");
        }
        assert_eq!(resolve("5", true, Some("!")), Ok(Scalar::String("5".into())));
        assert_eq!(resolve("5", true, Some("!mine")), Ok(Scalar::String("5".into())));
    }
}

//! Number and character constants: a constant has every type that can hold its value.

use crate::quote::{Piece, quoted, unquote_char};

/// A constant as the parser keeps it, like Go's untyped constants.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Number {
    pub(crate) int: Option<i64>,
    pub(crate) uint: Option<u64>,
    pub(crate) float: Option<f64>,
    pub(crate) complex: Option<(f64, f64)>,
    /// Whether it is written as a float (`1.0`, `1e3`), so that it is a `float64` where no type is asked for.
    pub(crate) written_as_float: bool,
}

/// Reads a number (not complex) as the lexer delimits it.
pub(crate) fn parse_number(text: &str) -> Result<Number, String> {
    if let Some(imaginary) = text.strip_suffix('i')
        && let Ok(im) = parse_float(imaginary)
    {
        return Ok(from_complex(text, 0.0, im));
    }
    let mut n = Number {
        uint: parse_uint(text),
        int: parse_int(text),
        ..Number::default()
    };
    if n.int == Some(0) {
        n.uint = Some(0);
    }
    if let Some(v) = n.int {
        n.float = Some(v as f64);
    } else if let Some(v) = n.uint {
        n.float = Some(v as f64);
    } else if let Ok(f) = parse_float(text) {
        if !text.contains(['.', 'e', 'E', 'p', 'P']) {
            return Err(format!("integer overflow: {}", quoted(text.as_bytes())));
        }
        n.float = Some(f);
        n.int = exact_int(f);
        n.uint = exact_uint(f);
    }
    if n.int.is_none() && n.uint.is_none() && n.float.is_none() {
        return Err(format!("illegal number syntax: {}", quoted(text.as_bytes())));
    }
    n.written_as_float = n.float.is_some() && !is_hex_int(text) && text.contains(['.', 'e', 'E', 'p', 'P']);
    Ok(n)
}

/// Reads `1+2i`; `split` is where the imaginary part's sign stands.
pub(crate) fn parse_complex(text: &str, split: usize) -> Result<Number, String> {
    let bad = |part: &str| {
        format!(
            "strconv.ParseFloat: parsing {}: invalid syntax",
            quoted(part.as_bytes())
        )
    };
    let (re, im) = text.split_at_checked(split).ok_or_else(|| bad(text))?;
    let im = im.strip_suffix('i').unwrap_or(im);
    // Go reads the parts with fmt.Sscan, which wants a real part without a suffix.
    if re.ends_with('i') || matches!(im, "+" | "-") {
        return Err("syntax error scanning complex number".to_owned());
    }
    let part = |text: &str| {
        parse_scanned_float(text).map_err(|e| match e {
            FloatError::Syntax => bad(text),
            FloatError::Range => {
                format!(
                    "strconv.ParseFloat: parsing {}: value out of range",
                    quoted(text.as_bytes())
                )
            }
        })
    };
    Ok(from_complex(text, part(re)?, part(im)?))
}

/// Reads `'x'`, quotes included.
pub(crate) fn parse_char(text: &[u8]) -> Result<Number, String> {
    let body = text.get(1..).unwrap_or_default();
    let (piece, len) = unquote_char(body, b'\'').ok_or("invalid syntax")?;
    if body.get(len..) != Some(b"'") {
        return Err(format!(
            "malformed character constant: {}",
            String::from_utf8_lossy(text)
        ));
    }
    let v = match piece {
        Piece::Char(c) => u32::from(c),
        Piece::Byte(b) => u32::from(b),
    };
    Ok(Number {
        int: Some(i64::from(v)),
        uint: Some(u64::from(v)),
        float: Some(f64::from(v)),
        ..Number::default()
    })
}

fn from_complex(text: &str, re: f64, im: f64) -> Number {
    let mut n = Number {
        complex: Some((re, im)),
        ..Number::default()
    };
    if im == 0.0 {
        n.float = Some(re);
        n.int = exact_int(re);
        n.uint = exact_uint(re);
        n.written_as_float = text.contains(['.', 'e', 'E', 'p', 'P']);
    }
    n
}

fn is_hex_int(text: &str) -> bool {
    (text.starts_with("0x") || text.starts_with("0X")) && text.len() > 2 && !text.contains(['p', 'P'])
}

const TWO_63: f64 = 9_223_372_036_854_775_808.0;

fn exact_int(f: f64) -> Option<i64> {
    ((-TWO_63..TWO_63).contains(&f) && f.fract() == 0.0).then_some(f as i64)
}

fn exact_uint(f: f64) -> Option<u64> {
    ((0.0..TWO_63 * 2.0).contains(&f) && f.fract() == 0.0).then_some(f as u64)
}

/// `strconv.ParseUint` with base 0: prefixes `0x`, `0o`, `0b`, `0` and underscores.
pub(crate) fn parse_uint(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let (radix, digits) = match bytes {
        [] => return None,
        [b'0', b'x' | b'X', rest @ ..] if !rest.is_empty() => (16, rest),
        [b'0', b'o' | b'O', rest @ ..] if !rest.is_empty() => (8, rest),
        [b'0', b'b' | b'B', rest @ ..] if !rest.is_empty() => (2, rest),
        [b'0', rest @ ..] => (8, rest),
        all => (10, all),
    };
    let mut v: u64 = 0;
    let mut underscores = false;
    for b in digits {
        if *b == b'_' {
            underscores = true;
            continue;
        }
        let digit = (*b as char).to_digit(radix)?;
        v = v.checked_mul(u64::from(radix))?.checked_add(u64::from(digit))?;
    }
    (!underscores || underscores_ok(bytes)).then_some(v)
}

/// `strconv.ParseInt` with base 0.
pub(crate) fn parse_int(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => 0i64.checked_sub_unsigned(parse_uint(rest)?),
        None => i64::try_from(parse_uint(text.strip_prefix('+').unwrap_or(text))?).ok(),
    }
}

/// Underscores may stand between digits, and after a base prefix.
fn underscores_ok(bytes: &[u8]) -> bool {
    let unsigned = match bytes {
        [b'-' | b'+', rest @ ..] => rest,
        all => all,
    };
    let (number, hex, prefixed) = match unsigned {
        [b'0', b'x' | b'X', rest @ ..] => (rest, true, true),
        [b'0', b'b' | b'B' | b'o' | b'O', rest @ ..] => (rest, false, true),
        all => (all, false, false),
    };
    let mut before = if prefixed { b'0' } else { b'^' };
    for b in number {
        if b.is_ascii_digit() || (hex && b.is_ascii_hexdigit()) {
            before = b'0';
        } else if *b == b'_' {
            if before != b'0' {
                return false;
            }
            before = b'_';
        } else {
            if before == b'_' {
                return false;
            }
            before = b'!';
        }
    }
    before != b'_'
}

/// Why a float cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FloatError {
    /// It is no number.
    Syntax,
    /// It is too large.
    Range,
}

/// `strconv.ParseFloat(text, 64)` without `Inf` and `NaN`: decimal and hexadecimal, underscores as in Go source.
pub(crate) fn parse_float(text: &str) -> Result<f64, FloatError> {
    let bytes = text.as_bytes();
    if bytes.contains(&b'_') && !underscores_ok(bytes) {
        return Err(FloatError::Syntax);
    }
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    let (negative, unsigned) = match plain.as_bytes() {
        [b'-', ..] => (true, &plain[1..]),
        [b'+', ..] => (false, &plain[1..]),
        _ => (false, plain.as_str()),
    };
    let v = if let Some(hex) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        parse_hex_float(hex)?
    } else {
        if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return Err(FloatError::Syntax);
        }
        unsigned.parse::<f64>().map_err(|_| FloatError::Syntax)?
    };
    if v.is_infinite() {
        return Err(FloatError::Range);
    }
    Ok(if negative { -v } else { v })
}

/// As `fmt.Sscan` reads the parts of a complex number: `1p4` means 1 * 2^4.
fn parse_scanned_float(text: &str) -> Result<f64, FloatError> {
    if let Some((mantissa, exponent)) = text.split_once('p')
        && !text.contains(['x', 'X'])
    {
        let exponent: i32 = exponent.parse().map_err(|_| FloatError::Syntax)?;
        return Ok(parse_float(mantissa)? * f64::powi(2.0, exponent));
    }
    parse_float(text)
}

/// The part after `0x`: hexadecimal digits with an optional point, and a binary exponent that must be there.
fn parse_hex_float(text: &str) -> Result<f64, FloatError> {
    let (mantissa, exponent) = text.split_once(['p', 'P']).ok_or(FloatError::Syntax)?;
    let exponent = parse_exponent(exponent)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(FloatError::Syntax);
    }
    let mut bits: u64 = 0;
    let mut shift: i64 = 0;
    let mut lost = false;
    for (i, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = u64::from(c.to_digit(16).ok_or(FloatError::Syntax)?);
        let in_fraction = i >= whole.len();
        if bits >> 58 == 0 {
            bits = bits << 4 | digit;
            shift -= if in_fraction { 4 } else { 0 };
        } else {
            lost |= digit != 0;
            shift += if in_fraction { 0 } else { 4 };
        }
    }
    // A bit below all others keeps the rounding right when digits were lost.
    Ok(scale(bits << 1 | u64::from(lost), shift - 1 + exponent))
}

fn parse_exponent(text: &str) -> Result<i64, FloatError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FloatError::Syntax);
    }
    let v = digits.parse::<i64>().unwrap_or(i64::MAX).min(100_000);
    Ok(if text.starts_with('-') { -v } else { v })
}

/// `bits * 2^exponent`, rounded once to nearest even. `bits` has at most 63 bits.
fn scale(bits: u64, exponent: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let top = 63 - i64::from(bits.leading_zeros());
    // The place of the lowest bit that the result can hold.
    let lowest = (top + exponent - 52).max(-1074);
    let drop = lowest - exponent;
    let rounded = if drop <= 0 {
        bits << drop.unsigned_abs().min(63)
    } else if drop > 64 {
        0
    } else {
        let wide = u128::from(bits);
        let half = 1u128 << (drop - 1);
        let kept = wide >> drop;
        let rest = wide & ((1u128 << drop) - 1);
        (kept + u128::from(rest > half || (rest == half && kept & 1 == 1))) as u64
    };
    let place = lowest.min(exponent.max(lowest));
    if place > 1023 {
        return f64::INFINITY;
    }
    // Exact: `rounded` fits 53 bits, and the power is split so that no step underflows early.
    let mut v = rounded as f64;
    let mut left = place;
    while left < -1000 {
        v *= f64::powi(2.0, -537);
        left += 537;
        if left >= -1000 {
            break;
        }
    }
    v * f64::powi(2.0, left as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_take_every_base_and_underscores_between_digits() {
        for (text, want) in [
            ("0", 0),
            ("017", 15),
            ("0o17", 15),
            ("0b11", 3),
            ("0x_ff", 255),
            ("1_000", 1000),
            ("-0", 0),
            ("+7", 7),
        ] {
            assert_eq!(parse_number(text).map(|n| n.int), Ok(Some(want)), "{text}");
        }
        for bad in ["08", "0x", "1__0", "1_", "0b2", "99999999999999999999"] {
            assert!(parse_number(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn floats_are_integers_too_when_exact() {
        let n = parse_number("1e3").expect("a number");
        assert_eq!(
            (n.int, n.uint, n.float, n.written_as_float),
            (Some(1000), Some(1000), Some(1000.0), true)
        );
        assert_eq!(parse_number("9223372036854775808.0").expect("a number").int, None);
        assert!(parse_number("1e999").is_err());
    }

    #[test]
    fn hexadecimal_floats_round_to_nearest_even() {
        assert_eq!(parse_float("0x1p-2"), Ok(0.25));
        assert_eq!(parse_float("0x1.8p1"), Ok(3.0));
        assert_eq!(parse_float("0x1p-1074"), Ok(5e-324));
        assert_eq!(parse_float("0x1.fffffffffffff8p0"), Ok(2.0));
        assert_eq!(
            parse_float("0x1.fffffffffffff7p0"),
            Ok(f64::from_bits(0x3fff_ffff_ffff_ffff))
        );
        assert_eq!(parse_float("0x1p1023"), Ok(8.98846567431158e307));
        assert_eq!(parse_float("0x1p1024"), Err(FloatError::Range));
        assert_eq!(parse_float("0x1"), Err(FloatError::Syntax));
    }
}

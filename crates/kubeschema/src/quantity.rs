//! Amounts of resources as `k8s.io/apimachinery/pkg/api/resource` reads, rounds and writes them.
//!
//! A quantity is a decimal number with a suffix of thousands (`m`, `k`, `M`), of 1024s (`Ki`, `Mi`) or an exponent (`e3`).
//! Its canonical text has no fraction and the largest suffix that keeps it so: `0.5` is `500m`, `1024Mi` is `1Gi`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most that a quantity with a binary suffix can be; more is cut to this.
const MOST: &str = "9223372036854775807";
/// Amounts are kept in billionths; what is finer is rounded away from zero.
const FINEST: i64 = -9;
const DECIMAL: [(&str, i64); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];
const BINARY: [(&str, u32); 6] = [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// Which suffixes a quantity is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `12e6`.
    DecimalExponent,
    /// `12Mi`.
    BinarySi,
    /// `12M`.
    DecimalSi,
}

/// Why text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// It has not the form of a number and a suffix.
    Form,
    /// Its number cannot be read.
    Number,
    /// Its suffix is unknown.
    Suffix,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ParseError::Form => {
                "it must be a number, then one of n u m k M G T P E Ki Mi Gi Ti Pi Ei, an exponent like e3, or nothing"
            }
            ParseError::Number => "its number cannot be read",
            ParseError::Suffix => "its suffix is none of n u m k M G T P E Ki Mi Gi Ti Pi Ei and no exponent like e3",
        })
    }
}

impl std::error::Error for ParseError {}

/// An amount of a resource. Quantities are equal and ordered by amount, whatever their format.
#[derive(Clone, Debug)]
pub struct Quantity {
    negative: bool,
    /// The decimal digits, without zeros at either end; empty for zero.
    digits: String,
    /// The power of ten that the last digit counts.
    exponent: i64,
    format: Format,
    /// The text as it was read, where Go takes it as canonical already and keeps it.
    verbatim: Option<String>,
}

/// The pieces of a quantity's text.
struct Pieces<'a> {
    negative: bool,
    /// Digits before the point without leading zeros; `0` if there are none.
    whole: &'a str,
    fraction: &'a str,
    suffix: &'a str,
    /// Whether any digit was written.
    any_digit: bool,
}

fn split(text: &str) -> Result<Pieces<'_>, ParseError> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    let significant = unsigned.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(Pieces {
            negative,
            whole: "0",
            fraction: "",
            suffix: "",
            any_digit: true,
        });
    }
    let digits_end = |s: &str| s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    let (whole, rest) = significant.split_at(digits_end(significant));
    let (fraction, suffix) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(digits_end(rest)),
        None => ("", rest),
    };
    let letters = suffix.trim_start_matches(|c| "eEinumkKMGTP".contains(c));
    let exponent = letters.strip_prefix(['-', '+']).unwrap_or(letters);
    if !exponent.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ParseError::Form);
    }
    let any_digit = significant.len() < unsigned.len() || !whole.is_empty() || !fraction.is_empty();
    Ok(Pieces {
        negative,
        whole: if whole.is_empty() { "0" } else { whole },
        fraction,
        suffix,
        any_digit,
    })
}

/// What a suffix multiplies by: a power of ten or of two.
enum Scale {
    Ten(i64),
    Two(u32),
}

fn interpret(suffix: &str) -> Result<(Scale, Format), ParseError> {
    if let Some((_, exponent)) = DECIMAL.iter().find(|(s, _)| *s == suffix) {
        return Ok((Scale::Ten(*exponent), Format::DecimalSi));
    }
    if let Some((_, exponent)) = BINARY.iter().find(|(s, _)| *s == suffix) {
        return Ok((Scale::Two(*exponent), Format::BinarySi));
    }
    let exponent = suffix
        .strip_prefix(['e', 'E'])
        .filter(|e| !e.is_empty())
        .ok_or(ParseError::Suffix)?;
    let exponent: i32 = exponent.parse().map_err(|_| ParseError::Suffix)?;
    Ok((Scale::Ten(i64::from(exponent)), Format::DecimalExponent))
}

impl FromStr for Quantity {
    type Err = ParseError;

    /// `resource.ParseQuantity`. Unlike Go, an exponent that does not fit 32 bits is an error and not another number.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::Form);
        }
        let pieces = split(text)?;
        let (scale, format) = interpret(pieces.suffix)?;
        let mut all = format!("{}{}", pieces.whole, pieces.fraction);
        let fraction_length = count(pieces.fraction);
        let mut exponent = -fraction_length;
        let mut verbatim = false;
        let mut format = format;
        match scale {
            Scale::Ten(power) => {
                exponent += power;
                // Up to 18 digits Go has an amount it can take as canonical unseen.
                if all.len() <= 18 && exponent >= FINEST {
                    verbatim = exponent % 3 == 0 && !all.ends_with("000") && !all.starts_with('0');
                } else if !pieces.any_digit {
                    return Err(ParseError::Number);
                }
                round_up(&mut all, &mut exponent);
            }
            Scale::Two(power) => {
                let quick = pieces.fraction.is_empty() && 14 - count(pieces.whole) - i64::from(power) * 3 / 10 >= 0;
                if quick {
                    let value: u64 = all.parse().map_err(|_| ParseError::Number)?;
                    verbatim = !value.is_multiple_of(8);
                } else if !pieces.any_digit {
                    return Err(ParseError::Number);
                }
                all = times_power_of_two(&all, power);
                round_up(&mut all, &mut exponent);
                if !quick {
                    if compare(&all, exponent, MOST, 0) == Ordering::Greater {
                        all = MOST.to_owned();
                        exponent = 0;
                    }
                    if compare(&all, exponent, "1", 0) == Ordering::Less {
                        format = Format::DecimalSi;
                    }
                }
            }
        }
        let mut quantity = Quantity {
            negative: pieces.negative,
            digits: all,
            exponent,
            format,
            verbatim: None,
        };
        quantity.normalise();
        quantity.verbatim = verbatim.then(|| text.to_owned());
        Ok(quantity)
    }
}

/// A length as a power of ten; text is never so long that it would not fit.
fn count(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX / 4)
}

/// Rounds what is finer than a billionth away from zero.
fn round_up(digits: &mut String, exponent: &mut i64) {
    if *exponent >= FINEST {
        return;
    }
    let drop = FINEST - *exponent;
    let keep = usize::try_from(count(digits) - drop).unwrap_or(0);
    let inexact = digits[keep..].bytes().any(|b| b != b'0');
    digits.truncate(keep);
    *exponent = FINEST;
    if inexact {
        add_one(digits);
    }
}

fn add_one(digits: &mut String) {
    let nines = digits.bytes().rev().take_while(|b| *b == b'9').count();
    let head = digits.len() - nines;
    let bumped = match digits[..head].chars().next_back() {
        Some(last) => {
            let next = char::from(last as u8 + 1);
            format!("{}{next}", &digits[..head - 1])
        }
        None => "1".to_owned(),
    };
    *digits = bumped + &"0".repeat(nines);
}

/// Decimal digits times 2 to the `power`, which is 60 at most.
fn times_power_of_two(digits: &str, power: u32) -> String {
    const LIMB: u128 = 1_000_000_000;
    let factor = 1u128 << power.min(64);
    let mut carry = 0u128;
    let mut limbs = Vec::with_capacity(digits.len() / 9 + 3);
    let mut end = digits.len();
    while end > 0 || carry > 0 {
        let start = end.saturating_sub(9);
        let limb: u128 = digits[start..end].parse().unwrap_or(0);
        let product = limb * factor + carry;
        limbs.push(product % LIMB);
        carry = product / LIMB;
        end = start;
    }
    limbs.iter().rev().map(|limb| format!("{limb:09}")).collect()
}

/// Compares two amounts above or at zero.
fn compare(a: &str, a_exponent: i64, b: &str, b_exponent: i64) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        (false, false) => {}
    }
    let magnitude = (count(a) + a_exponent).cmp(&(count(b) + b_exponent));
    // Of the same magnitude, so the first digits count the same: what is left over at the end decides.
    magnitude.then_with(|| a.trim_end_matches('0').cmp(b.trim_end_matches('0')))
}

impl Quantity {
    /// The quantity nothing, as Go has it for a field that is not set.
    #[must_use]
    pub fn zero() -> Self {
        Quantity {
            negative: false,
            digits: String::new(),
            exponent: 0,
            format: Format::DecimalSi,
            verbatim: None,
        }
    }

    /// Whether the amount is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative && !self.is_zero()
    }

    /// Which suffixes the quantity is written with.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    fn normalise(&mut self) {
        let significant = self.digits.trim_end_matches('0');
        self.exponent += count(&self.digits) - count(significant);
        self.digits = significant.trim_start_matches('0').to_owned();
        if self.digits.is_empty() {
            self.exponent = 0;
            self.negative = false;
        }
    }

    /// The canonical text, whatever text the quantity was read from.
    fn canonical(&self) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let sign = if self.negative { "-" } else { "" };
        let binary = self.format == Format::BinarySi && self.exponent >= 0;
        if binary
            && compare(&self.digits, self.exponent, "1024", 0) != Ordering::Less
            && let Some((value, suffix)) = self.in_1024s()
        {
            return format!("{sign}{value}{suffix}");
        }
        let mut exponent = self.exponent - self.exponent.rem_euclid(3);
        if self.format != Format::DecimalExponent {
            // Go has no suffix past E and drops the scale there; the zeros are kept here.
            exponent = exponent.min(18);
        }
        let zeros = "0".repeat(usize::try_from(self.exponent - exponent).unwrap_or(0));
        let suffix = match self.format {
            Format::DecimalExponent if exponent == 0 => String::new(),
            Format::DecimalExponent => format!("e{exponent}"),
            Format::DecimalSi | Format::BinarySi => DECIMAL
                .iter()
                .find(|(_, e)| *e == exponent)
                .map_or_else(String::new, |(s, _)| (*s).to_owned()),
        };
        format!("{sign}{}{zeros}{suffix}", self.digits)
    }

    /// The integer amount in the largest power of 1024 that divides it.
    fn in_1024s(&self) -> Option<(u64, &'static str)> {
        let power = 10u64.checked_pow(u32::try_from(self.exponent).ok()?)?;
        let mut value = self.digits.parse::<u64>().ok()?.checked_mul(power)?;
        let mut suffix = "";
        for (next, _) in BINARY {
            if value < 1024 || value % 1024 != 0 {
                break;
            }
            value /= 1024;
            suffix = next;
        }
        Some((value, suffix))
    }
}

impl fmt::Display for Quantity {
    /// The text that Go writes: canonical, or as it was read where Go takes that for canonical.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.verbatim {
            Some(text) => f.pad(text),
            None => f.pad(&self.canonical()),
        }
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || compare(&self.digits, self.exponent, &other.digits, other.exponent);
        match (self.is_negative(), other.is_negative()) {
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quantity {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Result<String, ParseError> {
        s.parse::<Quantity>().map(|q| q.to_string())
    }

    #[test]
    fn canonical_text() {
        for (from, to) in [
            ("2000m", "2"),
            ("1024Mi", "1Gi"),
            ("0.5", "500m"),
            ("1e3", "1e3"),
            ("1000", "1k"),
            ("-1.5", "-1500m"),
            ("1.5Gi", "1536Mi"),
            ("0", "0"),
            ("0.0000000001", "1n"),
            ("100m", "100m"),
            ("1.1Ki", "1126400m"),
            ("128974848", "128974848"),
            ("0Mi", "0"),
            ("9223372036854775808Ki", "9223372036854775807"),
            ("1E", "1E"),
            ("1500e-3", "1500e-3"),
            ("007", "007"),
            ("+5", "+5"),
        ] {
            assert_eq!(text(from).as_deref(), Ok(to), "{from}");
        }
        for (from, error) in [
            ("", ParseError::Form),
            ("1 Gi", ParseError::Form),
            ("1Xi", ParseError::Form),
            ("1kk", ParseError::Suffix),
            ("1e", ParseError::Suffix),
        ] {
            assert_eq!(text(from), Err(error), "{from}");
        }
    }

    #[test]
    fn order() {
        let q = |s: &str| s.parse::<Quantity>().expect("a quantity");
        assert_eq!(q("1000m"), q("1"));
        assert!(q("1Gi") > q("1G"));
        assert!(q("-2") < q("-1"));
        assert!(q("-1") < q("0"));
        assert!(q("1.05") < q("1.1"));
        assert!(q("999m") < q("1e999999"));
    }
}

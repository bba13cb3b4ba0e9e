//! Floats as text: Go's `strconv.FormatFloat`.

/// Decimal digits without leading or trailing zeros, and where the point stands: `0.d1d2d3 * 10^point`.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The fewest digits that read back as the same number. Where two are equally close, Go takes the even one, Rust the larger.
    fn shortest(v: f64, bits: u32) -> Decimal {
        // Up to here neighbours are at most 1 apart, so that a whole number has no shorter text than its own digits.
        let exact = if bits == 32 {
            (1u64 << 24) as f64
        } else {
            (1u64 << 53) as f64
        };
        if v < exact && v.fract() == 0.0 {
            let digits = (v as u64).to_string();
            let point = digits.len() as i32;
            return Decimal {
                digits: digits.trim_end_matches('0').into(),
                point: if v == 0.0 { 0 } else { point },
            };
        }
        let shortest = Decimal::parse(&if bits == 32 {
            format!("{:e}", v as f32)
        } else {
            format!("{v:e}")
        });
        let odd = shortest.digits.last().is_some_and(|b| b % 2 == 1);
        if !odd {
            return shortest;
        }
        let text = format!("{v:.*e}", shortest.digits.len() - 1);
        // Next to a power of two the nearest text of this length may already be another number's.
        let same = if bits == 32 {
            text.parse() == Ok(v as f32)
        } else {
            text.parse() == Ok(v)
        };
        if same { Decimal::parse(&text) } else { shortest }
    }

    /// Rounded to `n` digits, to nearest even of the exact value.
    fn rounded(v: f64, n: usize) -> Decimal {
        // No double has more digits than this.
        let n = n.clamp(1, 800);
        Decimal::parse(&format!("{v:.*e}", n - 1))
    }

    fn parse(scientific: &str) -> Decimal {
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Decimal { digits, point: 0 };
        }
        Decimal {
            digits,
            point: exponent.parse::<i32>().unwrap_or(0) + 1,
        }
    }
}

/// `strconv.FormatFloat(v, verb, precision, bits)`: `verb` is one of `e E f g G b x X`, a precision of `None` means as many
/// digits as the value needs, and `bits` is 32 or 64.
#[must_use]
pub fn format_float(v: f64, verb: char, precision: Option<usize>, bits: u32) -> String {
    if v.is_nan() {
        return "NaN".to_owned();
    }
    if v.is_infinite() {
        return if v > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let mut out = String::new();
    if v.is_sign_negative() {
        out.push('-');
    }
    let v = v.abs();
    match verb {
        'e' | 'E' => {
            let d = match precision {
                None => Decimal::shortest(v, bits),
                Some(p) => Decimal::rounded(v, p + 1),
            };
            let places = precision.unwrap_or(d.digits.len().saturating_sub(1));
            push_scientific(&mut out, &d, places, verb);
        }
        'f' | 'F' => match precision {
            None => {
                let d = Decimal::shortest(v, bits);
                let places = (d.digits.len() as i32 - d.point).max(0) as usize;
                push_positional(&mut out, &d, places);
            }
            Some(p) => {
                // Every digit after this many is a zero.
                let exact = p.min(1100);
                out.push_str(&format!("{v:.exact$}"));
                out.extend(std::iter::repeat_n('0', p - exact));
            }
        },
        'g' | 'G' => push_general(&mut out, v, verb, precision, bits),
        'b' => push_binary(&mut out, v, bits),
        _ => push_hexadecimal(&mut out, v, verb, precision),
    }
    out
}

fn push_general(out: &mut String, v: f64, verb: char, precision: Option<usize>, bits: u32) {
    let d = match precision {
        None => Decimal::shortest(v, bits),
        Some(p) => Decimal::rounded(v, p.max(1)),
    };
    let count = d.digits.len();
    let wanted = precision.map_or(count, |p| p.max(1));
    let threshold = match precision {
        None => 6,
        Some(_) if wanted > count && count as i32 >= d.point => count,
        Some(_) => wanted,
    };
    let exponent = d.point - 1;
    if exponent < -4 || exponent >= threshold as i32 {
        let verb = if verb == 'g' { 'e' } else { 'E' };
        push_scientific(out, &d, wanted.min(count).saturating_sub(1), verb);
    } else {
        push_positional(out, &d, (count as i32 - d.point).max(0) as usize);
    }
}

/// `d.ddde+dd`.
fn push_scientific(out: &mut String, d: &Decimal, places: usize, verb: char) {
    out.push(d.digits.first().map_or('0', |b| *b as char));
    if places > 0 {
        out.push('.');
        let kept = d.digits.iter().skip(1).take(places);
        let missing = places - kept.len();
        out.extend(kept.map(|b| *b as char));
        out.extend(std::iter::repeat_n('0', missing));
    }
    let exponent = if d.digits.is_empty() { 0 } else { d.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    out.push_str(&format!("{verb}{sign}{:02}", exponent.unsigned_abs()));
}

/// `ddd.ddd`.
fn push_positional(out: &mut String, d: &Decimal, places: usize) {
    let digit = |i: i32| {
        usize::try_from(i)
            .ok()
            .and_then(|i| d.digits.get(i))
            .map_or('0', |b| *b as char)
    };
    if d.point > 0 {
        out.extend((0..d.point).map(digit));
    } else {
        out.push('0');
    }
    if places > 0 {
        out.push('.');
        out.extend((0..places as i32).map(|i| digit(d.point + i)));
    }
}

/// Mantissa and exponent of a finite number that is not negative: `mantissa * 2^exponent`.
fn split(v: f64, bits: u32) -> (u64, i32) {
    if bits == 32 {
        let raw = (v as f32).to_bits();
        let (exponent, mantissa) = ((raw >> 23 & 0xff) as i32, u64::from(raw & 0x7f_ffff));
        return if exponent == 0 {
            (mantissa, -149)
        } else {
            (mantissa | 1 << 23, exponent - 150)
        };
    }
    let raw = v.to_bits();
    let (exponent, mantissa) = ((raw >> 52 & 0x7ff) as i32, raw & 0xf_ffff_ffff_ffff);
    if exponent == 0 {
        (mantissa, -1074)
    } else {
        (mantissa | 1 << 52, exponent - 1075)
    }
}

/// `ddddp+dd`.
fn push_binary(out: &mut String, v: f64, bits: u32) {
    let (mantissa, exponent) = split(v, bits);
    out.push_str(&format!("{mantissa}p{exponent:+}"));
}

/// `0x1.yyyyp+dd`.
fn push_hexadecimal(out: &mut String, v: f64, verb: char, precision: Option<usize>) {
    let (mut mantissa, mut exponent) = split(v, 64);
    if mantissa == 0 {
        exponent = 0;
    } else {
        // The leading one goes to bit 60, so that 15 digits follow it.
        let shift = mantissa.leading_zeros() as i32 - 3;
        mantissa <<= shift;
        exponent += 60 - shift;
    }
    if let Some(p) = precision.filter(|p| *p < 15) {
        let drop = 60 - 4 * p as u32;
        let extra = mantissa & ((1 << drop) - 1);
        mantissa >>= drop;
        let half = 1u64 << (drop - 1);
        if extra > half || (extra == half && mantissa & 1 == 1) {
            mantissa += 1;
        }
        mantissa <<= drop;
        if mantissa >> 61 != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let digits = format!("{:015x}", mantissa & ((1 << 60) - 1));
    let fraction = match precision {
        None => digits.trim_end_matches('0').to_owned(),
        Some(p) if p <= 15 => digits.get(..p).unwrap_or_default().to_owned(),
        Some(p) => format!("{digits}{}", "0".repeat(p - 15)),
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    let text = format!(
        "0x{}{point}{fraction}p{sign}{:02}",
        mantissa >> 60,
        exponent.unsigned_abs()
    );
    out.push_str(&if verb == 'X' { text.to_uppercase() } else { text });
}

#[cfg(test)]
mod tests {
    use super::format_float;

    #[expect(clippy::excessive_precision, reason = "the last digits are what the case is about")]
    #[test]
    fn general_format_switches_to_exponents_where_go_does() {
        let g = |v| format_float(v, 'g', None, 64);
        for (v, want) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1e20, "1e+20"),
            (1e6, "1e+06"),
            (123456.0, "123456"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (1234567.5, "1.2345675e+06"),
            (0.1, "0.1"),
        ] {
            assert_eq!(g(v), want);
        }
        assert_eq!(g(1_127_431_230_497_873.25), "1.1274312304978732e+15");
        assert_eq!(format_float(1_133_923.25, 'g', None, 32), "1.1339232e+06");
        assert_eq!(format_float(f64::from(0.1f32), 'g', None, 32), "0.1");
        assert_eq!(format_float(100.0, 'g', Some(3), 64), "100");
        assert_eq!(format_float(1234.5, 'g', Some(2), 64), "1.2e+03");
    }

    #[test]
    fn whole_numbers_have_as_many_digits_as_they_need() {
        let f = |v, bits| format_float(v, 'f', None, bits);
        for (v, want) in [
            (0.0, "0"),
            (-15_020.0, "-15020"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (9_007_199_254_740_994.0, "9007199254740994"),
            (1_152_921_504_606_846_976.0, "1152921504606847000"),
        ] {
            assert_eq!(f(v, 64), want);
        }
        assert_eq!(f(16_777_215.0, 32), "16777215");
        assert_eq!(f(f64::from(1u32 << 30), 32), "1073741800");
        assert_eq!(
            format_float(9_007_199_254_740_991.0, 'g', None, 64),
            "9.007199254740991e+15"
        );
        assert_eq!(format_float(1_000_000.0, 'e', None, 64), "1e+06");
    }

    #[test]
    fn other_formats() {
        assert_eq!(format_float(2.5, 'f', Some(0), 64), "2");
        assert_eq!(format_float(3.15, 'f', Some(1), 64), "3.1");
        assert_eq!(format_float(1.5, 'e', Some(3), 64), "1.500e+00");
        assert_eq!(format_float(1.0, 'x', None, 64), "0x1p+00");
        assert_eq!(format_float(0.1, 'x', None, 64), "0x1.999999999999ap-04");
        assert_eq!(format_float(0.1, 'X', Some(3), 64), "0X1.99AP-04");
        assert_eq!(format_float(1.0, 'b', None, 64), "4503599627370496p-52");
        assert_eq!(format_float(1.0, 'b', None, 32), "8388608p-23");
        assert_eq!(format_float(f64::NEG_INFINITY, 'g', None, 64), "-Inf");
    }
}

//! Numbers in Go's spelling, as `strconv` reads them.

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// The text is not written as a number.
    Syntax,
    /// The number does not fit; this is the nearest one that does.
    Range(i64),
}

/// `strconv.ParseInt` with 64 bits. Base 0 takes the base from a prefix and allows underscores.
pub(crate) fn parse_int(text: &str, base: u32) -> Result<i64, NumberError> {
    let (negative, body) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match base {
        0 => prefixed(body),
        base => (base, body),
    };
    let underscores = digits.contains('_');
    if body.is_empty() || underscores && (base != 0 || !underscores_fit(body)) {
        return Err(NumberError::Syntax);
    }
    let mut size: u128 = 0;
    for c in digits.chars().filter(|c| *c != '_') {
        let digit = c.to_digit(radix).ok_or(NumberError::Syntax)?;
        // Staying above the range is enough: the digits still have to be looked at.
        size = (size * u128::from(radix) + u128::from(digit)).min(1 << 100);
    }
    let limit = 1u128 << 63;
    if negative && size > limit {
        Err(NumberError::Range(i64::MIN))
    } else if !negative && size >= limit {
        Err(NumberError::Range(i64::MAX))
    } else {
        let size = u64::try_from(size).map_err(|_| NumberError::Syntax)?;
        Ok(if negative {
            0i64.wrapping_sub_unsigned(size)
        } else {
            0i64.wrapping_add_unsigned(size)
        })
    }
}

/// The base that a prefix gives, and the digits after it.
fn prefixed(body: &str) -> (u32, &str) {
    let bytes = body.as_bytes();
    match (bytes.first(), bytes.get(1).map(u8::to_ascii_lowercase)) {
        (Some(b'0'), Some(b'x')) if bytes.len() > 2 => (16, &body[2..]),
        (Some(b'0'), Some(b'o')) if bytes.len() > 2 => (8, &body[2..]),
        (Some(b'0'), Some(b'b')) if bytes.len() > 2 => (2, &body[2..]),
        (Some(b'0'), Some(_)) => (8, &body[1..]),
        _ => (10, body),
    }
}

/// Whether underscores stand only between digits, or between a prefix and a digit. The text has no sign.
fn underscores_fit(body: &str) -> bool {
    let prefix = body.as_bytes().get(1).map(u8::to_ascii_lowercase);
    let prefixed = body.starts_with('0') && matches!(prefix, Some(b'x' | b'o' | b'b'));
    let hex = prefixed && prefix == Some(b'x');
    let is_digit = |b: u8| b.is_ascii_digit() || hex && b.is_ascii_hexdigit();
    let digits = if prefixed { &body[2..] } else { body };
    let mut after_digit = prefixed;
    let mut bytes = digits.bytes().peekable();
    while let Some(b) = bytes.next() {
        if b == b'_' && !(after_digit && bytes.peek().copied().is_some_and(is_digit)) {
            return false;
        }
        after_digit = is_digit(b);
    }
    true
}

/// `strconv.ParseFloat` with 64 bits; `Err` also for numbers out of range.
pub(crate) fn parse_float(text: &str) -> Result<f64, NumberError> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    let signed = |v: f64| if negative { -v } else { v };
    match body.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" if body.len() == text.len() => return Ok(f64::NAN),
        _ => {}
    }
    let plain: String;
    let mut body = body;
    if body.contains('_') {
        if !underscores_fit(body) {
            return Err(NumberError::Syntax);
        }
        plain = body.replace('_', "");
        body = &plain;
    }
    if body.starts_with("0x") || body.starts_with("0X") {
        return hexadecimal(body).map(signed);
    }
    let decimal = body
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if !decimal || body.starts_with(['+', '-']) {
        return Err(NumberError::Syntax);
    }
    let value: f64 = body.parse().map_err(|_| NumberError::Syntax)?;
    if value.is_infinite() {
        return Err(NumberError::Range(0));
    }
    Ok(signed(value))
}

/// `0x1.8p3`: the exponent is a must.
fn hexadecimal(body: &str) -> Result<f64, NumberError> {
    let (mantissa, exponent) = body[2..].split_once(['p', 'P']).ok_or(NumberError::Syntax)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 {
        return Err(NumberError::Syntax);
    }
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::Syntax);
    }
    let huge = if exponent.starts_with('-') { -100_000 } else { 100_000 };
    let mut exponent = exponent.parse::<i64>().unwrap_or(huge).clamp(-100_000, 100_000);
    let (mut bits, mut sticky) = (0u128, false);
    for (i, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = c.to_digit(16).ok_or(NumberError::Syntax)?;
        let in_fraction = i >= whole.len();
        if bits >> 120 == 0 {
            bits = bits << 4 | u128::from(digit);
            exponent -= if in_fraction { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            exponent += if in_fraction { 0 } else { 4 };
        }
    }
    let value = scaled(bits | u128::from(sticky), exponent);
    if value.is_infinite() {
        return Err(NumberError::Range(0));
    }
    Ok(value)
}

/// `bits` times two to the power of `exponent`, rounded once, to even.
fn scaled(bits: u128, exponent: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let length = 128 - i64::from(bits.leading_zeros());
    let top = length + exponent;
    // Below the normal range fewer bits are left.
    let keep = if top >= -1021 { 53 } else { 53 - (-1021 - top) };
    if keep < 0 {
        return 0.0;
    }
    let cut = length - keep;
    let mut mantissa = bits;
    if cut > 0 {
        let half = 1u128 << (cut - 1);
        let rest = bits & ((half << 1) - 1);
        mantissa = bits.checked_shr(u32::try_from(cut).unwrap_or(127)).unwrap_or(0);
        if rest > half || rest == half && mantissa & 1 == 1 {
            mantissa += 1;
        }
    }
    let power = exponent + cut.max(0);
    // Exact: the mantissa has at most 53 bits, and the two factors avoid an overflow on the way.
    let half_power = power / 2;
    mantissa as f64 * pow2(half_power) * pow2(power - half_power)
}

fn pow2(power: i64) -> f64 {
    2f64.powi(i32::try_from(power.clamp(-1100, 1100)).unwrap_or(0))
}

/// Ten to an integral power as Go's `math.Pow` computes it, whose last bit differs from the exactly rounded one at times.
pub(crate) fn pow10(exponent: f64) -> f64 {
    if exponent == 0.0 {
        return 1.0;
    }
    // Out of this range the result is an infinity or zero in any case.
    if exponent.abs() > 400.0 {
        return if exponent > 0.0 { f64::INFINITY } else { 0.0 };
    }
    let (mut square, mut square_power) = (10.0 / 16.0, 4i64);
    let (mut product, mut product_power) = (1.0f64, 0i64);
    let mut bits = exponent.abs() as u32;
    while bits != 0 {
        if bits & 1 == 1 {
            product *= square;
            product_power += square_power;
        }
        square *= square;
        square_power <<= 1;
        if square < 0.5 {
            square += square;
            square_power -= 1;
        }
        bits >>= 1;
    }
    if exponent < 0.0 {
        product = 1.0 / product;
        product_power = -product_power;
    }
    let half = product_power / 2;
    product * pow2(half) * pow2(product_power - half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_read_as_in_go() {
        assert_eq!(parse_int("777", 8), Ok(511));
        assert_eq!(parse_int("7_7", 8), Err(NumberError::Syntax));
        assert_eq!(parse_int("0o17", 0), Ok(15));
        assert_eq!(parse_int("0_1", 0), Ok(1));
        assert_eq!(parse_int("_1", 0), Err(NumberError::Syntax));
        assert_eq!(parse_int("1__0", 0), Err(NumberError::Syntax));
        assert_eq!(parse_int("99999999999999999999", 10), Err(NumberError::Range(i64::MAX)));
        assert_eq!(
            parse_int("-99999999999999999999", 10),
            Err(NumberError::Range(i64::MIN))
        );
        assert_eq!(parse_int("", 10), Err(NumberError::Syntax));
        assert_eq!(parse_int("-", 10), Err(NumberError::Syntax));
    }

    #[test]
    fn floats_read_as_in_go() {
        assert_eq!(parse_float("1e3"), Ok(1000.0));
        assert_eq!(parse_float(".5"), Ok(0.5));
        assert_eq!(parse_float("-Inf"), Ok(f64::NEG_INFINITY));
        assert_eq!(parse_float("0x1.8p1"), Ok(3.0));
        assert_eq!(parse_float("0x1"), Err(NumberError::Syntax));
        assert_eq!(parse_float("1_0"), Ok(10.0));
        assert_eq!(parse_float("1_"), Err(NumberError::Syntax));
        assert_eq!(parse_float("1_.5"), Err(NumberError::Syntax));
        assert_eq!(parse_float("+nan"), Err(NumberError::Syntax));
        assert_eq!(parse_float("1e999"), Err(NumberError::Range(0)));
    }
}

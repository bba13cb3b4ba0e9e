//! The values of literals: numbers that fit, escapes that stand for something.

/// A literal, `negative` when a minus is before it.
pub(super) fn check(text: &str, negative: bool) -> Result<(), String> {
    let lower = text.to_ascii_lowercase();
    let start = lower.trim_start_matches(['b', 'r']);
    if start.starts_with(['"', '\'']) {
        let prefix = &lower[..lower.len() - start.len()];
        return check_text(&text[prefix.len()..], prefix.contains('b'), prefix.contains('r'));
    }
    if matches!(text, "true" | "false" | "null") {
        return Ok(());
    }
    check_number(&lower, negative)
}

fn check_number(text: &str, negative: bool) -> Result<(), String> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let fits = if let Some(digits) = digits.strip_suffix('u') {
        u64::from_str_radix(digits, radix).is_ok()
    } else if radix == 10 && text.contains(['.', 'e']) {
        text.parse().is_ok_and(f64::is_finite)
    } else {
        let signed = if negative {
            format!("-{digits}")
        } else {
            digits.to_owned()
        };
        i64::from_str_radix(&signed, radix).is_ok()
    };
    if fits {
        Ok(())
    } else {
        Err(format!("invalid number {text}"))
    }
}

fn check_text(quoted: &str, is_bytes: bool, is_raw: bool) -> Result<(), String> {
    if is_raw {
        return Ok(());
    }
    let mut rest = quoted;
    while let Some((_, escape)) = rest.split_once('\\') {
        let mut chars = escape.chars();
        let first = chars.next().unwrap_or_default();
        rest = chars.as_str();
        let length = match first {
            'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '\\' | '\'' | '"' | '`' | '?' => continue,
            'x' | 'X' => 2,
            'u' if !is_bytes => 4,
            'U' if !is_bytes => 8,
            '0'..='3' => {
                let octal = rest
                    .get(..2)
                    .is_some_and(|d| d.bytes().all(|b| matches!(b, b'0'..=b'7')));
                rest = rest.get(2..).filter(|_| octal).ok_or("invalid octal escape")?;
                continue;
            }
            other => return Err(format!("invalid escape \\{other}")),
        };
        let digits = rest.get(..length).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let digits = digits.ok_or_else(|| format!("invalid escape \\{first}"))?;
        rest = &rest[length..];
        let code = u32::from_str_radix(digits, 16).unwrap_or(u32::MAX);
        if char::from_u32(code).is_none() {
            return Err(format!("invalid unicode code point \\{first}{digits}"));
        }
    }
    Ok(())
}

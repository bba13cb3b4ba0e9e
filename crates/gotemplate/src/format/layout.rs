//! Flags, width and precision: how one scalar is laid out.

use super::float::format_float;
use crate::quote::{can_backquote, count_chars, decode, quote_char_into, quote_into};
use crate::unicode::is_print;

/// More than this is not formatted in one go. Go has no such limit; it would run out of memory.
pub(crate) const MAX_TEXT: usize = 1 << 26;

/// The flags of a verb.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)]
pub(super) struct Flags {
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%+v`: field names.
    pub(super) plus_v: bool,
    /// `%#v`: Go syntax.
    pub(super) sharp_v: bool,
}

/// Where formatted text goes, with the flags of the verb at work.
pub(super) struct Layout<'o> {
    pub(super) out: &'o mut Vec<u8>,
    pub(super) flags: Flags,
    start: usize,
    pub(super) overflow: bool,
}

impl<'o> Layout<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        let start = out.len();
        Layout {
            out,
            flags: Flags::default(),
            start,
            overflow: false,
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        if self.room_for(bytes.len()) {
            self.out.extend_from_slice(bytes);
        }
    }

    pub(super) fn write_char(&mut self, c: char) {
        self.write(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn room_for(&mut self, more: usize) -> bool {
        if self.out.len() - self.start + more > MAX_TEXT {
            self.overflow = true;
        }
        !self.overflow
    }

    fn padding(&mut self, n: usize) {
        let byte = if self.flags.zero && !self.flags.minus {
            b'0'
        } else {
            b' '
        };
        if self.room_for(n) {
            self.out.resize(self.out.len() + n, byte);
        }
    }

    /// Writes text, filled up to the width.
    pub(super) fn pad(&mut self, bytes: &[u8]) {
        let missing = match self.flags.width {
            None | Some(0) => 0,
            Some(width) => width.saturating_sub(count_chars(bytes)),
        };
        if missing == 0 {
            self.write(bytes);
        } else if self.flags.minus {
            self.write(bytes);
            self.padding(missing);
        } else {
            self.padding(missing);
            self.write(bytes);
        }
    }

    /// As [`Layout::pad`], but never with zeros.
    fn pad_with_spaces(&mut self, bytes: &[u8]) {
        let zero = std::mem::replace(&mut self.flags.zero, false);
        self.pad(bytes);
        self.flags.zero = zero;
    }

    pub(super) fn bool(&mut self, v: bool) {
        self.pad(if v { b"true" } else { b"false" });
    }

    /// `%U`.
    pub(super) fn unicode(&mut self, v: u64) {
        let digits = self.flags.precision.unwrap_or(0).max(4);
        let mut text = format!("{v:X}");
        if text.len() < digits {
            text.insert_str(0, &"0".repeat(digits - text.len()));
        }
        text.insert_str(0, "U+");
        if self.flags.sharp
            && let Some(c) = u32::try_from(v).ok().and_then(char::from_u32)
            && is_print(c)
        {
            text.push_str(&format!(" '{c}'"));
        }
        self.pad_with_spaces(text.as_bytes());
    }

    /// An integer by its magnitude. `octal_prefix` is the verb `O`.
    pub(super) fn integer(&mut self, magnitude: u64, negative: bool, base: u32, upper: bool, octal_prefix: bool) {
        let flags = self.flags;
        let mut digits = match (base, upper) {
            (2, _) => format!("{magnitude:b}"),
            (8, _) => format!("{magnitude:o}"),
            (16, false) => format!("{magnitude:x}"),
            (16, true) => format!("{magnitude:X}"),
            _ => magnitude.to_string(),
        };
        let mut least = 0;
        if let Some(precision) = flags.precision {
            least = precision;
            if precision == 0 && magnitude == 0 {
                let zero = std::mem::replace(&mut self.flags.zero, false);
                self.padding(flags.width.unwrap_or(0));
                self.flags.zero = zero;
                return;
            }
        } else if let (true, false, Some(width)) = (flags.zero, flags.minus, flags.width) {
            least = width.saturating_sub(usize::from(negative || flags.plus || flags.space));
        }
        if digits.len() < least {
            digits.insert_str(0, &"0".repeat(least - digits.len()));
        }
        if flags.sharp {
            match base {
                2 => digits.insert_str(0, "0b"),
                8 if !digits.starts_with('0') => digits.insert(0, '0'),
                16 => digits.insert_str(0, if upper { "0X" } else { "0x" }),
                _ => {}
            }
        }
        if octal_prefix {
            digits.insert_str(0, "0o");
        }
        let sign = match (negative, flags.plus, flags.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (.., true) => " ",
            _ => "",
        };
        digits.insert_str(0, sign);
        self.pad_with_spaces(digits.as_bytes());
    }

    /// `0x...`, as pointers and unsigned integers in Go syntax are written.
    pub(super) fn hexadecimal(&mut self, v: u64, prefix: bool) {
        let sharp = std::mem::replace(&mut self.flags.sharp, prefix);
        self.integer(v, false, 16, false, false);
        self.flags.sharp = sharp;
    }

    /// The text cut to the precision, in characters.
    fn truncated<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let Some(precision) = self.flags.precision else {
            return text;
        };
        let mut end = 0;
        for _ in 0..precision {
            let rest = text.get(end..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            end += decode(rest).1;
        }
        text.get(..end).unwrap_or(text)
    }

    /// `%s`.
    pub(super) fn string(&mut self, text: &[u8]) {
        let text = self.truncated(text);
        self.pad(text);
    }

    /// `%x` and `%X` of text.
    pub(super) fn hex_string(&mut self, text: &[u8], upper: bool) {
        let flags = self.flags;
        let text = text.get(..flags.precision.unwrap_or(usize::MAX)).unwrap_or(text);
        if text.is_empty() {
            self.padding(flags.width.unwrap_or(0));
            return;
        }
        if !self.room_for(text.len() * 5) {
            return;
        }
        let prefix = if upper { "0X" } else { "0x" };
        let digits: &[u8; 16] = if upper {
            b"0123456789ABCDEF"
        } else {
            b"0123456789abcdef"
        };
        let mut hex = Vec::with_capacity(text.len() * 2 + 2);
        for (i, b) in text.iter().enumerate() {
            if flags.space && i > 0 {
                hex.push(b' ');
            }
            if flags.sharp && (flags.space || i == 0) {
                hex.extend(prefix.as_bytes());
            }
            hex.push(digits[usize::from(b >> 4)]);
            hex.push(digits[usize::from(b & 15)]);
        }
        let missing = flags.width.unwrap_or(0).saturating_sub(hex.len());
        if !flags.minus {
            self.padding(missing);
        }
        self.write(&hex);
        if flags.minus {
            self.padding(missing);
        }
    }

    /// `%q`.
    pub(super) fn quoted(&mut self, text: &[u8]) {
        let text = self.truncated(text);
        let mut out = Vec::with_capacity(text.len() + 2);
        if self.flags.sharp && can_backquote(text) {
            out.push(b'`');
            out.extend_from_slice(text);
            out.push(b'`');
        } else {
            quote_into(&mut out, text, self.flags.plus);
        }
        self.pad(&out);
    }

    /// `%c`.
    pub(super) fn character(&mut self, v: u64) {
        self.pad(to_char(v).encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// `%q` of an integer.
    pub(super) fn quoted_character(&mut self, v: u64) {
        let mut out = Vec::new();
        quote_char_into(&mut out, to_char(v), self.flags.plus);
        self.pad(&out);
    }

    /// A float; `precision` is what the verb has by default.
    pub(super) fn float(&mut self, v: f64, bits: u32, verb: char, precision: Option<usize>) {
        let flags = self.flags;
        let precision = flags.precision.or(precision);
        let text = format_float(v, verb, precision, bits);
        let (mut sign, digits) = match text.strip_prefix(['+', '-']) {
            Some(rest) => (if text.starts_with('-') { '-' } else { '+' }, rest),
            None => ('+', text.as_str()),
        };
        if flags.space && sign == '+' && !flags.plus {
            sign = ' ';
        }
        if digits.starts_with(['I', 'N']) {
            let bare = digits.starts_with('N') && !flags.space && !flags.plus;
            // Infinity keeps a plus sign only when it was asked for.
            let bare = bare || (digits.starts_with('I') && sign == '+' && !flags.plus && !text.starts_with('+'));
            let shown = if bare {
                digits.to_owned()
            } else {
                format!("{sign}{digits}")
            };
            self.pad_with_spaces(shown.as_bytes());
            return;
        }
        let mut digits = digits.to_owned();
        if flags.sharp && verb != 'b' {
            digits = with_point(&digits, verb, precision);
        }
        if flags.plus || sign != '+' {
            if let (true, false, Some(width)) = (flags.zero, flags.minus, flags.width)
                && width > digits.len() + 1
            {
                self.write_char(sign);
                self.padding(width - digits.len() - 1);
                self.write(digits.as_bytes());
                return;
            }
            digits.insert(0, sign);
        }
        self.pad(digits.as_bytes());
    }
}

/// The flag `#` on floats: a decimal point always, and trailing zeros kept.
fn with_point(digits: &str, verb: char, precision: Option<usize>) -> String {
    let hexadecimal = matches!(verb, 'x' | 'X');
    let split_at = digits.find(|c| matches!(c, 'p' | 'P') || (!hexadecimal && matches!(c, 'e' | 'E')));
    let (number, tail) = digits.split_at(split_at.unwrap_or(digits.len()));
    let mut wanted = match verb {
        'g' | 'G' | 'x' => precision.unwrap_or(6) as i64,
        _ => 0,
    };
    let mut seen = false;
    for c in number.chars().filter(|c| *c != '.') {
        seen |= c != '0';
        wanted -= i64::from(seen);
    }
    let mut out = number.to_owned();
    if !number.contains('.') {
        if number == "0" {
            wanted -= 1;
        }
        out.push('.');
    }
    out.extend(std::iter::repeat_n('0', usize::try_from(wanted).unwrap_or(0)));
    out.push_str(tail);
    out
}

fn to_char(v: u64) -> char {
    u32::try_from(v).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}

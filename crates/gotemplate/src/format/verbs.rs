//! The verbs on scalars and bytes, and the reading of format strings.

use super::Printer;
use super::layout::Flags;
use crate::quote::decode;
use crate::{Kind, Value};

impl Printer<'_> {
    /// `raw` is the integer's bits, for the verbs that take it for a character.
    pub(super) fn integer(
        &mut self,
        whole: &Value,
        magnitude: u64,
        negative: bool,
        raw: u64,
        verb: char,
        signed: bool,
    ) {
        let layout = &mut self.layout;
        match verb {
            'v' if layout.flags.sharp_v && !signed => layout.hexadecimal(magnitude, true),
            'v' | 'd' => layout.integer(magnitude, negative, 10, false, false),
            'b' => layout.integer(magnitude, negative, 2, false, false),
            'o' => layout.integer(magnitude, negative, 8, false, false),
            'O' => layout.integer(magnitude, negative, 8, false, true),
            'x' => layout.integer(magnitude, negative, 16, false, false),
            'X' => layout.integer(magnitude, negative, 16, true, false),
            'c' => layout.character(raw),
            'q' => layout.quoted_character(raw),
            'U' => layout.unicode(raw),
            _ => self.bad_verb(whole, verb),
        }
    }

    pub(super) fn float(&mut self, whole: &Value, v: f64, bits: u32, verb: char) {
        match verb {
            'v' => self.layout.float(v, bits, 'g', None),
            'b' | 'g' | 'G' | 'x' | 'X' => self.layout.float(v, bits, verb, None),
            'f' | 'e' | 'E' => self.layout.float(v, bits, verb, Some(6)),
            'F' => self.layout.float(v, bits, 'f', Some(6)),
            _ => self.bad_verb(whole, verb),
        }
    }

    pub(super) fn complex(&mut self, whole: &Value, re: f64, im: f64, verb: char) {
        if !matches!(verb, 'v' | 'b' | 'g' | 'G' | 'x' | 'X' | 'f' | 'F' | 'e' | 'E') {
            self.bad_verb(whole, verb);
            return;
        }
        let plus = self.layout.flags.plus;
        self.layout.write(b"(");
        self.float(whole, re, 64, verb);
        self.layout.flags.plus = true;
        self.float(whole, im, 64, verb);
        self.layout.flags.plus = plus;
        self.layout.write(b"i)");
    }

    pub(super) fn text(&mut self, whole: &Value, text: &[u8], verb: char) {
        match verb {
            'v' if self.layout.flags.sharp_v => self.layout.quoted(text),
            'v' | 's' => self.layout.string(text),
            'x' => self.layout.hex_string(text, false),
            'X' => self.layout.hex_string(text, true),
            'q' => self.layout.quoted(text),
            _ => self.bad_verb(whole, verb),
        }
    }

    /// `of` is what Go syntax calls the type.
    pub(super) fn bytes(&mut self, whole: &Value, bytes: &[u8], nil: bool, verb: char, of: &str, depth: usize) {
        match verb {
            'v' | 'd' if self.layout.flags.sharp_v => {
                self.layout.write(of.as_bytes());
                if nil {
                    self.layout.write(b"(nil)");
                    return;
                }
                self.layout.write(b"{");
                for (i, b) in bytes.iter().enumerate() {
                    self.layout.write(if i > 0 { b", " } else { b"" });
                    self.layout.hexadecimal(u64::from(*b), true);
                }
                self.layout.write(b"}");
            }
            'v' | 'd' => {
                self.layout.write(b"[");
                for (i, b) in bytes.iter().enumerate() {
                    self.layout.write(if i > 0 { b" " } else { b"" });
                    self.layout.integer(u64::from(*b), false, 10, false, false);
                }
                self.layout.write(b"]");
            }
            's' => self.layout.string(bytes),
            'x' => self.layout.hex_string(bytes, false),
            'X' => self.layout.hex_string(bytes, true),
            'q' => self.layout.quoted(bytes),
            _ => self.value(whole, verb, depth),
        }
    }

    /// Pointers, channels, functions, and `%p` of maps and slices.
    pub(super) fn pointer(&mut self, whole: &Value, verb: char) {
        let Some(address) = address(whole) else {
            self.bad_verb(whole, verb);
            return;
        };
        let sharp = self.layout.flags.sharp;
        match verb {
            'v' if self.layout.flags.sharp_v => {
                let of = whole.type_of().map(|t| t.to_string()).unwrap_or_default();
                self.layout.write(format!("({of})(").as_bytes());
                if address == 0 {
                    self.layout.write(b"nil");
                } else {
                    self.layout.hexadecimal(address, true);
                }
                self.layout.write(b")");
            }
            'v' if address == 0 => self.layout.pad(b"<nil>"),
            'v' | 'p' => self.layout.hexadecimal(address, !sharp),
            'b' | 'o' | 'd' | 'x' | 'X' => self.integer(whole, address, false, address, verb, false),
            _ => self.bad_verb(whole, verb),
        }
    }

    /// `Sprintf`'s reading of the format.
    pub(super) fn printf(&mut self, format: &[u8], args: &[Value]) {
        let mut rest = Format {
            text: format,
            pos: 0,
            arg: 0,
            reordered: false,
            good_index: true,
        };
        loop {
            let literal = rest.until_percent();
            self.layout.write(literal);
            if rest.pos >= format.len() || self.layout.overflow {
                break;
            }
            rest.pos += 1;
            rest.good_index = true;
            self.layout.flags = Flags::default();
            if !self.verb(&mut rest, args) {
                self.layout.write(b"%!(NOVERB)");
                break;
            }
        }
        if !rest.reordered && rest.arg < args.len() {
            self.layout.flags = Flags::default();
            self.layout.write(b"%!(EXTRA ");
            for (i, arg) in args.iter().skip(rest.arg).enumerate() {
                self.layout.write(if i > 0 { b", " } else { b"" });
                match arg.type_of() {
                    None => self.layout.write(b"<nil>"),
                    Some(of) => {
                        self.layout.write(format!("{of}=").as_bytes());
                        self.argument(arg, 'v');
                    }
                }
            }
            self.layout.write(b")");
        }
    }

    /// What follows a percent sign; false when there is no verb.
    fn verb(&mut self, rest: &mut Format<'_>, args: &[Value]) -> bool {
        while let Some(b) = rest.peek() {
            let flags = &mut self.layout.flags;
            match b {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            rest.pos += 1;
        }
        let mut after_index = rest.index(args.len());
        if rest.peek() == Some(b'*') {
            rest.pos += 1;
            match rest.int_argument(args) {
                Some(width) => {
                    self.layout.flags.width = Some(width.unsigned_abs() as usize);
                    if width < 0 {
                        self.layout.flags.minus = true;
                        self.layout.flags.zero = false;
                    }
                }
                None => self.layout.write(b"%!(BADWIDTH)"),
            }
            after_index = false;
        } else {
            self.layout.flags.width = rest.number();
            if after_index && self.layout.flags.width.is_some() {
                rest.good_index = false;
            }
        }
        if rest.peek() == Some(b'.') && rest.pos + 1 < rest.text.len() {
            rest.pos += 1;
            if after_index {
                rest.good_index = false;
            }
            after_index = rest.index(args.len());
            if rest.peek() == Some(b'*') {
                rest.pos += 1;
                match rest.int_argument(args) {
                    Some(v) if v >= 0 => self.layout.flags.precision = Some(v as usize),
                    _ => self.layout.write(b"%!(BADPREC)"),
                }
                after_index = false;
            } else {
                self.layout.flags.precision = Some(rest.number().unwrap_or(0));
            }
        }
        if !after_index {
            rest.index(args.len());
        }
        let left = rest.text.get(rest.pos..).unwrap_or_default();
        if left.is_empty() {
            return false;
        }
        let (verb, len) = decode(left);
        let verb = verb.unwrap_or('\u{fffd}');
        rest.pos += len;
        if verb == '%' {
            self.layout.write(b"%");
        } else if !rest.good_index {
            self.complain(verb, b"(BADINDEX)");
        } else if let Some(arg) = args.get(rest.arg) {
            if matches!(verb, 'v' | 'w') {
                let flags = &mut self.layout.flags;
                flags.sharp_v = std::mem::replace(&mut flags.sharp, false);
                flags.plus_v = std::mem::replace(&mut flags.plus, false);
            }
            if verb == 'w' && !matches!(arg, Value::Object(_) | Value::Nil) {
                self.bad_verb(arg, verb);
            } else {
                self.argument(arg, verb);
            }
            rest.arg += 1;
        } else {
            self.complain(verb, b"(MISSING)");
        }
        true
    }

    fn complain(&mut self, verb: char, what: &[u8]) {
        self.layout.write(b"%!");
        self.layout.write_char(verb);
        self.layout.write(what);
    }
}

/// Numbers above this are no widths or precisions.
const MAX_NUMBER: i64 = 1_000_000;

/// A format string being read.
struct Format<'f> {
    text: &'f [u8],
    pos: usize,
    /// The argument that the next verb takes.
    arg: usize,
    /// Whether an explicit index was seen.
    reordered: bool,
    good_index: bool,
}

impl<'f> Format<'f> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.pos).copied()
    }

    fn until_percent(&mut self) -> &'f [u8] {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let len = memchr::memchr(b'%', rest).unwrap_or(rest.len());
        self.pos += len;
        rest.get(..len).unwrap_or_default()
    }

    /// A width or precision. One that is far too large swallows the rest of the format, as in Go.
    fn number(&mut self) -> Option<usize> {
        let (number, end) = parse_number(self.text, self.pos, self.text.len());
        self.pos = end;
        number
    }

    /// An explicit argument index `[n]`; true when a well-formed one was there.
    fn index(&mut self, count: usize) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        self.reordered = true;
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let close = if rest.len() < 3 {
            None
        } else {
            rest.iter().position(|b| *b == b']')
        };
        let Some(close) = close else {
            self.good_index = false;
            self.pos += 1;
            return false;
        };
        let (number, end) = parse_number(rest, 1, close);
        self.pos += close + 1;
        match number.filter(|_| end == close) {
            Some(n) if (1..=count).contains(&n) => {
                self.arg = n - 1;
                true
            }
            other => {
                self.good_index = false;
                other.is_some()
            }
        }
    }

    /// The argument for `*`.
    fn int_argument(&mut self, args: &[Value]) -> Option<i64> {
        let arg = args.get(self.arg)?;
        self.arg += 1;
        let v = match arg.underlying() {
            Value::Int(v, _) => v,
            Value::Uint(v, _) => i64::try_from(v).ok()?,
            _ => return None,
        };
        (-MAX_NUMBER..=MAX_NUMBER).contains(&v).then_some(v)
    }
}

/// The decimal number at `start`, and where it ends.
fn parse_number(text: &[u8], start: usize, end: usize) -> (Option<usize>, usize) {
    let mut number: Option<i64> = None;
    let mut pos = start;
    while let Some(digit) = text.get(pos).filter(|b| pos < end && b.is_ascii_digit()) {
        let so_far = number.unwrap_or(0);
        if so_far > MAX_NUMBER {
            return (None, end);
        }
        number = Some(so_far * 10 + i64::from(digit - b'0'));
        pos += 1;
    }
    (number.and_then(|n| usize::try_from(n).ok()), pos)
}

/// What `%p` shows for everything that has an address: the same on every run, where Go's differs from one to the next.
const SOME_ADDRESS: u64 = 0xc0_0000_0000;

/// The address that `%p` shows; 0 for nil, `None` for what has none.
fn address(value: &Value) -> Option<u64> {
    let has_one = match value {
        Value::List(list) => list.kind() == Kind::Slice,
        Value::Map(_) | Value::Func(_) => true,
        Value::Object(object) => matches!(object.type_of().kind(), Kind::Pointer | Kind::Chan | Kind::Func),
        _ => false,
    };
    has_one.then_some(if value.is_nil() { 0 } else { SOME_ADDRESS })
}

//! Go's package fmt on template values: `Sprint`, `Sprintf`, `Sprintln`.

mod float;
mod layout;
mod verbs;

use crate::{FuncError, Kind, Object, Type, Value};
use layout::Layout;
use std::fmt;
use std::rc::Rc;

pub use crate::quote::{append_quoted, quoted as quote};
pub use float::format_float;
pub(crate) use layout::MAX_TEXT;

/// How deep values may nest in one another. Go has no limit and dies on a map that contains itself.
const MAX_DEPTH: usize = 400;

/// Why a value has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprintable {
    /// The text would be too long.
    TooLong,
    /// The value nests too deep, or contains itself.
    TooDeep,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unprintable::TooLong => "formatted text is too long",
            Unprintable::TooDeep => "value is nested too deep to print",
        })
    }
}

impl std::error::Error for Unprintable {}

impl From<Unprintable> for FuncError {
    fn from(error: Unprintable) -> Self {
        FuncError::new(error.to_string())
    }
}

/// `fmt.Sprint`: a space between operands when neither is a string.
///
/// # Errors
/// [`Unprintable`].
pub fn sprint(args: &[Value]) -> Result<Vec<u8>, Unprintable> {
    let mut out = Vec::with_capacity(expected_size(args));
    let mut printer = Printer::new(&mut out);
    let mut after_string = true;
    for arg in args {
        let string = arg.kind() == Kind::String;
        if !string && !after_string {
            printer.layout.write(b" ");
        }
        printer.argument(arg, 'v');
        after_string = string;
    }
    printer.finish()?;
    Ok(out)
}

/// How much room to make at first for the texts of arguments; one text may stand among them many times.
fn expected_size(args: &[Value]) -> usize {
    const SCALAR: usize = 16;
    const MOST: usize = 4096;
    let size = |value: &Value| match value {
        Value::String(text) => text.len(),
        _ => SCALAR,
    };
    args.iter().map(size).fold(0, usize::saturating_add).min(MOST)
}

/// `fmt.Sprintln`.
///
/// # Errors
/// [`Unprintable`].
pub fn sprintln(args: &[Value]) -> Result<Vec<u8>, Unprintable> {
    let mut out = Vec::new();
    let mut printer = Printer::new(&mut out);
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            printer.layout.write(b" ");
        }
        printer.argument(arg, 'v');
    }
    printer.layout.write(b"\n");
    printer.finish()?;
    Ok(out)
}

/// `fmt.Sprintf`.
///
/// # Errors
/// [`Unprintable`].
pub fn sprintf(format: &[u8], args: &[Value]) -> Result<Vec<u8>, Unprintable> {
    let mut out = Vec::with_capacity(format.len() + expected_size(args));
    let mut printer = Printer::new(&mut out);
    printer.printf(format, args);
    printer.finish()?;
    Ok(out)
}

/// Appends what `%v` prints.
///
/// # Errors
/// [`Unprintable`].
pub fn append(out: &mut Vec<u8>, value: &Value) -> Result<(), Unprintable> {
    if let Value::String(text) = value {
        out.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let mut printer = Printer::new(out);
    printer.argument(value, 'v');
    printer.finish()
}

/// What `%v` prints, for messages: whatever is not UTF-8 is replaced, and a value without a text shows as `...`.
#[must_use]
pub fn display(value: &Value) -> String {
    let mut out = Vec::new();
    match append(&mut out, value) {
        Ok(()) => String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
        Err(_) => "...".to_owned(),
    }
}

/// What an action prints instead of the value: pointers are followed unless they have a text of their own. `None` for channels
/// and functions, which actions refuse.
pub(crate) fn printable(value: &Value) -> Option<Value> {
    let mut value = value.clone();
    // Objects could point in a circle; no sane chain of pointers is longer.
    for _ in 0..100 {
        match &value {
            Value::Func(_) => return None,
            Value::Object(object) if object.display().is_none() => match (object.elem(), object.type_of().kind()) {
                (_, Kind::Chan | Kind::Func) => return None,
                (Some(inner), Kind::Pointer) => value = inner,
                _ => break,
            },
            _ => break,
        }
    }
    Some(value)
}

/// What the escaping functions print instead of an argument.
pub(crate) fn printable_argument(value: &Value) -> Value {
    match value {
        Value::Nil => Value::String(crate::Str::literal("<no value>")),
        other => printable(other).unwrap_or_else(|| other.clone()),
    }
}

/// A running `Sprint` or `Sprintf`.
struct Printer<'o> {
    layout: Layout<'o>,
    /// Inside the text for a bad verb, where `String()` and `Error()` are not called.
    erroring: bool,
    too_deep: bool,
}

impl<'o> Printer<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        Printer {
            layout: Layout::new(out),
            erroring: false,
            too_deep: false,
        }
    }

    fn finish(self) -> Result<(), Unprintable> {
        if self.too_deep {
            return Err(Unprintable::TooDeep);
        }
        if self.layout.overflow {
            Err(Unprintable::TooLong)
        } else {
            Ok(())
        }
    }

    /// `%!d(string=hi)`.
    fn bad_verb(&mut self, value: &Value, verb: char) {
        let erroring = std::mem::replace(&mut self.erroring, true);
        self.layout.write(b"%!");
        self.layout.write_char(verb);
        self.layout.write(b"(");
        match value.type_of() {
            Some(of) => {
                self.layout.write(of.to_string().as_bytes());
                self.layout.write(b"=");
                self.argument(value, 'v');
            }
            None => self.layout.write(b"<nil>"),
        }
        self.layout.write(b")");
        self.erroring = erroring;
    }

    /// An operand as a caller passes it.
    fn argument(&mut self, value: &Value, verb: char) {
        match (value, verb) {
            (Value::Nil, 'T' | 'v') => self.layout.pad(b"<nil>"),
            (Value::Nil, _) => self.bad_verb(value, verb),
            (_, 'T') => {
                let of = value.type_of().map(|t| t.to_string()).unwrap_or_default();
                self.layout.string(of.as_bytes());
            }
            (_, 'p') => self.pointer(value, verb),
            (Value::List(list), _) if *list.list_type() == Type::BYTES => {
                let bytes = list.to_bytes().unwrap_or_default();
                self.bytes(value, &bytes, list.is_nil(), verb, "[]byte", 0);
            }
            (Value::Object(object), _) => {
                if !self.method_text(value, object, verb) {
                    self.value(value, verb, 0);
                }
            }
            _ => self.value(value, verb, 0),
        }
    }

    /// Prints by `Error()`, `String()` or `GoString()` where there is one and the verb goes with it.
    fn method_text(&mut self, value: &Value, object: &Rc<dyn Object>, verb: char) -> bool {
        if self.erroring {
            return false;
        }
        if verb == 'w' {
            self.bad_verb(value, verb);
            return true;
        }
        if self.layout.flags.sharp_v {
            return match object.go_string() {
                Some(text) => {
                    self.layout.string(text.as_bytes());
                    true
                }
                None => false,
            };
        }
        if !matches!(verb, 'v' | 's' | 'x' | 'X' | 'q') {
            return false;
        }
        match object.display() {
            Some(text) => {
                self.text(value, text.as_bytes(), verb);
                true
            }
            None => false,
        }
    }

    /// A value by its structure; `depth` counts what it is inside of.
    fn value(&mut self, value: &Value, verb: char, depth: usize) {
        if depth > MAX_DEPTH || self.layout.overflow {
            self.too_deep |= depth > MAX_DEPTH;
            return;
        }
        if depth > 0
            && let Value::Object(object) = value
            && self.method_text(value, object, verb)
        {
            return;
        }
        match value {
            Value::Nil if verb == 'v' => self.layout.write(b"<nil>"),
            Value::Nil => self.bad_verb(value, verb),
            Value::Object(object) => match object.underlying() {
                Some(plain) => self.plain(value, &plain, verb, depth),
                None => self.object(value, object, verb, depth),
            },
            plain => self.plain(value, plain, verb, depth),
        }
    }

    /// `whole` is what the value is called in errors and Go syntax, `plain` what it is underneath.
    fn plain(&mut self, whole: &Value, plain: &Value, verb: char, depth: usize) {
        match plain {
            Value::Bool(v) => match verb {
                't' | 'v' => self.layout.bool(*v),
                _ => self.bad_verb(whole, verb),
            },
            Value::Int(v, _) => self.integer(whole, v.unsigned_abs(), *v < 0, *v as u64, verb, true),
            Value::Uint(v, _) => self.integer(whole, *v, false, *v, verb, false),
            Value::Float(v, kind) => self.float(whole, *v, if kind.kind() == Kind::Float32 { 32 } else { 64 }, verb),
            Value::Complex(re, im) => self.complex(whole, *re, *im, verb),
            Value::String(text) => self.text(whole, text.as_bytes(), verb),
            Value::List(list) => self.list(whole, list, verb, depth),
            Value::Map(map) => self.map(whole, map, verb, depth),
            _ => self.pointer(whole, verb),
        }
    }

    /// An element whose declared type says how nil is shown.
    fn element(&mut self, value: &Value, declared: &Type, verb: char, depth: usize) {
        if matches!(value, Value::Nil) && declared.kind() == Kind::Interface {
            if self.layout.flags.sharp_v {
                self.layout.write(format!("{declared}(nil)").as_bytes());
            } else {
                self.layout.write(b"<nil>");
            }
            return;
        }
        self.value(value, verb, depth);
    }

    fn separator(&mut self, i: usize) {
        if i > 0 {
            let sharp = self.layout.flags.sharp_v;
            self.layout.write(if sharp { b", " } else { b" " });
        }
    }

    /// What Go syntax puts before `{`; true when that is all because the value is nil.
    fn open(&mut self, whole: &Value, nil: bool) -> bool {
        let of = whole.type_of().map(|t| t.to_string()).unwrap_or_default();
        self.layout.write(of.as_bytes());
        self.layout.write(if nil { b"(nil)" } else { b"{" });
        nil
    }

    fn list(&mut self, whole: &Value, list: &crate::List, verb: char, depth: usize) {
        if matches!(verb, 's' | 'q' | 'x' | 'X')
            && let Some(bytes) = list.to_bytes()
        {
            let of = whole.type_of().map(|t| t.to_string()).unwrap_or_default();
            self.bytes(whole, &bytes, list.is_nil(), verb, &of, depth);
            return;
        }
        let sharp = self.layout.flags.sharp_v;
        if sharp {
            if self.open(whole, list.is_nil()) {
                return;
            }
        } else {
            self.layout.write(b"[");
        }
        for (i, item) in list.iter().enumerate() {
            self.separator(i);
            self.element(item, list.elem_type(), verb, depth + 1);
        }
        self.layout.write(if sharp { b"}" } else { b"]" });
    }

    fn map(&mut self, whole: &Value, map: &crate::Map, verb: char, depth: usize) {
        let sharp = self.layout.flags.sharp_v;
        if sharp {
            if self.open(whole, map.is_nil()) {
                return;
            }
        } else {
            self.layout.write(b"map[");
        }
        for (i, (key, value)) in map.entries().iter().enumerate() {
            self.separator(i);
            self.element(key, map.key_type(), verb, depth + 1);
            self.layout.write(b":");
            self.element(value, map.elem_type(), verb, depth + 1);
        }
        self.layout.write(if sharp { b"}" } else { b"]" });
    }

    fn object(&mut self, whole: &Value, object: &Rc<dyn Object>, verb: char, depth: usize) {
        match object.type_of().kind() {
            Kind::Struct => self.structure(whole, object, verb, depth),
            Kind::Pointer if depth == 0 && !object.is_nil() => match object.elem() {
                Some(inner) if matches!(inner.kind(), Kind::Array | Kind::Slice | Kind::Struct | Kind::Map) => {
                    self.layout.write(b"&");
                    self.value(&inner, verb, depth + 1);
                }
                _ => self.pointer(whole, verb),
            },
            Kind::Pointer | Kind::Chan | Kind::Func => self.pointer(whole, verb),
            _ => {
                let of = object.type_of().to_string();
                self.layout.write(format!("?{of}?").as_bytes());
            }
        }
    }

    fn structure(&mut self, whole: &Value, object: &Rc<dyn Object>, verb: char, depth: usize) {
        let flags = self.layout.flags;
        if flags.sharp_v {
            self.open(whole, false);
        } else {
            self.layout.write(b"{");
        }
        for (i, (name, declared, value)) in object.fields().iter().enumerate() {
            self.separator(i);
            if (flags.plus_v || flags.sharp_v) && !name.is_empty() {
                self.layout.write(name.as_bytes());
                self.layout.write(b":");
            }
            self.element(value, declared, verb, depth + 1);
        }
        self.layout.write(b"}");
    }
}

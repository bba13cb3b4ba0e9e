//! Writing JSON.

use std::fmt;

use gotemplate::format::format_float;
use gotemplate::{Field, FloatKind, List, Map, Object, Value};

use crate::{encoding, runes};

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonStyle {
    /// Without white space; `<`, `>` and `&` are escaped.
    Compact,
    /// Indented by two spaces; `<`, `>` and `&` are escaped.
    Pretty,
    /// Without white space and without these escapes.
    Raw,
}

/// Why a value has no JSON form, with Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// The type has none.
    Type(String),
    /// The value has none, for instance NaN.
    Value(String),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unwritable::Type(name) => write!(f, "json: unsupported type: {name}"),
            Unwritable::Value(what) => write!(f, "json: unsupported value: {what}"),
        }
    }
}

impl std::error::Error for Unwritable {}

/// Deeper values are taken for cycles.
const MAX_DEPTH: usize = 500;

/// Writes a value.
///
/// # Errors
/// [`Unwritable`] for functions, channels, complex numbers, NaN and infinities, maps with keys that are neither strings
/// nor integers, and maps that hold themselves.
pub fn write(value: &Value, style: JsonStyle) -> Result<Vec<u8>, Unwritable> {
    let mut writer = Writer { out: Vec::new(), style };
    writer.value(value, 0)?;
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
    style: JsonStyle,
}

impl Writer {
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Unwritable> {
        match value {
            Value::Nil => self.out.extend_from_slice(b"null"),
            Value::Bool(v) => self.out.extend_from_slice(v.to_string().as_bytes()),
            Value::Int(v, _) => self.out.extend_from_slice(v.to_string().as_bytes()),
            Value::Uint(v, _) => self.out.extend_from_slice(v.to_string().as_bytes()),
            Value::Float(v, kind) => self.float(*v, *kind)?,
            Value::String(text) => self.text(text.as_bytes()),
            Value::List(list) => self.list(list, depth)?,
            Value::Map(map) => self.map(map, depth)?,
            Value::Object(object) => self.object(object.as_ref(), depth)?,
            Value::Complex(..) => return Err(Unwritable::Type("complex128".to_owned())),
            Value::Func(func) => return Err(Unwritable::Type(func.type_of().to_string())),
        }
        Ok(())
    }

    fn float(&mut self, v: f64, kind: FloatKind) -> Result<(), Unwritable> {
        if !v.is_finite() {
            let name = if v.is_nan() {
                "NaN"
            } else if v < 0.0 {
                "-Inf"
            } else {
                "+Inf"
            };
            return Err(Unwritable::Value(name.to_owned()));
        }
        let size = v.abs();
        let exponential = size != 0.0
            && match kind {
                FloatKind::Float64 => !(1e-6..1e21).contains(&size),
                FloatKind::Float32 => !(1e-6..1e21).contains(&(size as f32)),
            };
        let bits = match kind {
            FloatKind::Float64 => 64,
            FloatKind::Float32 => 32,
        };
        let text = if exponential {
            // Without the zero that Go's exponents of one digit have in front.
            format_float(v, 'e', None, bits)
                .replace("e-0", "e-")
                .replace("e+0", "e+")
        } else {
            format_float(v, 'f', None, bits)
        };
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn text(&mut self, text: &[u8]) {
        self.out.push(b'"');
        if text
            .iter()
            .all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b'\\' | b'<' | b'>' | b'&'))
        {
            self.out.extend_from_slice(text);
            self.out.push(b'"');
            return;
        }
        let mut rest = text;
        for (c, bytes) in runes::runes(text) {
            let len = bytes.len();
            rest = rest.get(len..).unwrap_or_default();
            let short = match c {
                '"' => b'"',
                '\\' => b'\\',
                '\x08' => b'b',
                '\x0c' => b'f',
                '\n' => b'n',
                '\r' => b'r',
                '\t' => b't',
                _ => 0,
            };
            let html = self.style != JsonStyle::Raw && matches!(c, '<' | '>' | '&');
            if short != 0 {
                self.out.extend([b'\\', short]);
            } else if c < ' '
                || html
                || matches!(c, '\u{2028}' | '\u{2029}')
                || c == char::REPLACEMENT_CHARACTER && len == 1
            {
                let escape = format!("\\u{:04x}", u32::from(c));
                self.out.extend_from_slice(escape.as_bytes());
            } else {
                self.out.extend_from_slice(bytes);
            }
        }
        self.out.push(b'"');
    }

    fn new_line(&mut self, depth: usize) {
        if self.style == JsonStyle::Pretty {
            self.out.push(b'\n');
            self.out.resize(self.out.len() + 2 * depth, b' ');
        }
    }

    fn list(&mut self, list: &List, depth: usize) -> Result<(), Unwritable> {
        if list.is_nil() {
            self.out.extend_from_slice(b"null");
            return Ok(());
        }
        if list.kind() == gotemplate::Kind::Slice
            && let Some(bytes) = list.to_bytes()
        {
            let text = encoding::base64_encode(&bytes);
            self.text(text.as_bytes());
            return Ok(());
        }
        self.check_depth(depth, &list.type_of())?;
        self.out.push(b'[');
        for (i, item) in list.iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            self.new_line(depth + 1);
            self.value(item, depth + 1)?;
        }
        if !list.is_empty() {
            self.new_line(depth);
        }
        self.out.push(b']');
        Ok(())
    }

    fn map(&mut self, map: &Map, depth: usize) -> Result<(), Unwritable> {
        let kind = map.key_type().kind();
        if kind != gotemplate::Kind::String && !kind.is_int() && !kind.is_uint() {
            return Err(Unwritable::Type(map.type_of().to_string()));
        }
        if map.is_nil() {
            self.out.extend_from_slice(b"null");
            return Ok(());
        }
        self.check_depth(depth, &map.type_of())?;
        let mut entries: Vec<(Vec<u8>, Value)> = map
            .entries()
            .into_iter()
            .map(|(key, value)| {
                let name = match key.underlying() {
                    Value::String(text) => text.as_bytes().to_vec(),
                    Value::Int(v, _) => v.to_string().into_bytes(),
                    Value::Uint(v, _) => v.to_string().into_bytes(),
                    _ => Vec::new(),
                };
                (name, value)
            })
            .collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        self.entries(entries, depth)
    }

    fn entries(&mut self, entries: Vec<(Vec<u8>, Value)>, depth: usize) -> Result<(), Unwritable> {
        let any = !entries.is_empty();
        self.out.push(b'{');
        for (i, (key, value)) in entries.into_iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            self.new_line(depth + 1);
            self.text(&key);
            self.out.push(b':');
            if self.style == JsonStyle::Pretty {
                self.out.push(b' ');
            }
            self.value(&value, depth + 1)?;
        }
        if any {
            self.new_line(depth);
        }
        self.out.push(b'}');
        Ok(())
    }

    fn object(&mut self, object: &dyn Object, depth: usize) -> Result<(), Unwritable> {
        if let Some(plain) = object.plain().or_else(|| object.underlying()) {
            return self.value(&plain, depth);
        }
        match object.type_of().kind() {
            gotemplate::Kind::Pointer => match object.elem() {
                Some(target) => self.value(&target, depth),
                // A pointer whose target is not shown as a value of its own.
                None if !object.is_nil() => self.fields(object, depth),
                None => {
                    self.out.extend_from_slice(b"null");
                    Ok(())
                }
            },
            gotemplate::Kind::Struct => self.fields(object, depth),
            _ => Err(Unwritable::Type(object.type_of().to_string())),
        }
    }

    /// The exported fields of a struct.
    fn fields(&mut self, object: &dyn Object, depth: usize) -> Result<(), Unwritable> {
        self.check_depth(depth, &object.type_of())?;
        let shown = object
            .fields()
            .into_iter()
            .filter(|(name, _, _)| !matches!(object.field(name), Field::Unexported))
            .filter(|(name, _, _)| name.chars().next().is_some_and(char::is_uppercase))
            .map(|(name, _, value)| (name.as_bytes().to_vec(), value))
            .collect();
        self.entries(shown, depth)
    }

    fn check_depth(&self, depth: usize, of: &gotemplate::Type) -> Result<(), Unwritable> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        Err(Unwritable::Value(format!("encountered a cycle via {of}")))
    }
}

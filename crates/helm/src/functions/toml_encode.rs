//! Values as TOML, laid out as `github.com/BurntSushi/toml` v1.6.0 does.

use gotemplate::{Kind, Map, Value};

use super::Outcome;

/// Deeper values are refused.
const MAX_DEPTH: usize = 200;

/// The TOML of a value; errors that the library reports are the text.
pub(super) fn encode(value: &Value) -> Outcome {
    if matches!(value, Value::Nil) {
        return Err("reflect: call of reflect.Value.Type on zero Value".into());
    }
    let mut encoder = Encoder {
        out: String::new(),
        started: false,
    };
    let result = match plain(value) {
        Value::Map(map) => encoder.table(&mut Vec::new(), &map),
        other => encoder.element(&other, 0),
    };
    // The library writes nothing out when it fails.
    Ok(match result {
        Ok(()) => encoder.out.into(),
        Err(error) => error.into(),
    })
}

/// Without named types, pointers and structs.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(object) if object.display().is_none() => {
            object.plain().or_else(|| object.underlying()).unwrap_or_default()
        }
        other => other.clone(),
    }
}

struct Encoder {
    out: String,
    /// Whether a line has been written, so that the next table begins after an empty one.
    started: bool,
}

/// Whether a value is written as a table of its own below a heading: a map, or a list of nothing but maps.
fn is_table(value: &Value) -> bool {
    match value {
        Value::Map(_) => true,
        Value::List(list) => !list.is_empty() && list.iter().all(|item| matches!(plain(item), Value::Map(_))),
        _ => false,
    }
}

impl Encoder {
    /// The entries of a map: first those that fit a line, then the tables.
    fn table(&mut self, path: &mut Vec<String>, map: &Map) -> Result<(), String> {
        if path.len() > MAX_DEPTH {
            return Err("toml: nested too deeply".to_owned());
        }
        if map.key_type().kind() != Kind::String {
            return Err("toml: cannot encode a map with non-string key type".to_owned());
        }
        let entries: Vec<(String, Value)> = map
            .string_entries()
            .into_iter()
            .map(|(key, value)| (key.to_str_lossy().into_owned(), plain(&value)))
            .filter(|(_, value)| !matches!(value, Value::Nil))
            .collect();
        for (key, value) in entries.iter().filter(|(_, value)| !is_table(value)) {
            self.indent(path.len());
            self.out.push_str(&key_text(key));
            self.out.push_str(" = ");
            self.element(value, 0)?;
            self.out.push('\n');
            self.started = true;
        }
        for (key, value) in entries.iter().filter(|(_, value)| is_table(value)) {
            path.push(key_text(key));
            match value {
                Value::Map(map) => self.headed(path, map, ("[", "]"))?,
                Value::List(list) => {
                    for item in list.iter() {
                        if let Value::Map(map) = plain(item) {
                            self.headed(path, &map, ("[[", "]]"))?;
                        }
                    }
                }
                _ => {}
            }
            path.pop();
        }
        Ok(())
    }

    fn headed(&mut self, path: &mut Vec<String>, map: &Map, (open, close): (&str, &str)) -> Result<(), String> {
        if self.started && (path.len() == 1 || open == "[[") {
            self.out.push('\n');
        }
        self.indent(path.len() - 1);
        self.out.push_str(&format!("{open}{}{close}\n", path.join(".")));
        self.started = true;
        self.table(path, map)
    }

    fn indent(&mut self, tables: usize) {
        self.out.push_str(&"  ".repeat(tables));
    }

    /// A value on one line.
    fn element(&mut self, value: &Value, depth: usize) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err("toml: nested too deeply".to_owned());
        }
        match plain(value) {
            Value::Nil => return Err("toml: cannot encode array with nil element".to_owned()),
            Value::Bool(b) => self.out.push_str(&b.to_string()),
            Value::Int(v, _) => self.out.push_str(&v.to_string()),
            Value::Uint(v, _) => self.out.push_str(&v.to_string()),
            Value::Float(v, _) => self.out.push_str(&float_text(v)),
            Value::String(s) => self.out.push_str(&string_text(&s.to_str_lossy())),
            Value::List(list) => {
                self.out.push('[');
                for (i, item) in list.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(", ");
                    }
                    self.element(item, depth + 1)?;
                }
                self.out.push(']');
            }
            Value::Map(map) => {
                self.out.push('{');
                let mut first = true;
                for (key, item) in map.string_entries() {
                    if matches!(item, Value::Nil) {
                        continue;
                    }
                    if !first {
                        self.out.push_str(", ");
                    }
                    first = false;
                    self.out.push_str(&key_text(&key.to_str_lossy()));
                    self.out.push_str(" = ");
                    self.element(&item, depth + 1)?;
                }
                self.out.push('}');
            }
            Value::Object(object) => match object.plain() {
                // Times stand bare, other objects with a text in quotes.
                Some(Value::String(text)) if object.type_of().to_string() == "time.Time" => {
                    self.out.push_str(&text.to_str_lossy());
                }
                _ => {
                    let text = object.display().unwrap_or_default();
                    self.out.push_str(&string_text(&text.to_str_lossy()));
                }
            },
            other => {
                let of = other.type_of().map(|of| of.to_string()).unwrap_or_default();
                return Err(format!("unsupported type for key '': {of}"));
            }
        }
        Ok(())
    }
}

/// The shortest digits that read back the same, with a sign that it is a float.
fn float_text(v: f64) -> String {
    if v.is_nan() {
        return "nan".to_owned();
    }
    if v.is_infinite() {
        return if v < 0.0 { "-inf" } else { "inf" }.to_owned();
    }
    let text = gotemplate::format::format_float(v, 'g', None, 64);
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

fn key_text(key: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    if !key.is_empty() && key.bytes().all(bare) {
        key.to_owned()
    } else {
        string_text(key)
    }
}

fn string_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

//! Reading a tree into a Go struct and writing it back.
//!
//! `sigs.k8s.io/yaml` first turns the YAML into JSON, writing numbers and booleans as text where the struct has a string, and
//! then `encoding/json` reads that. Both find a field by its name, else by its name but for case.

use base64::Engine;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use kubeyaml::{Mapping, Number, Value};

use crate::error::{DecodeError, Problem};
use crate::go_number;
use crate::path::{Path, Step};
use crate::quantity::Quantity;
use crate::table::{Field, FieldMatch, Struct, Type};
use crate::time::{self, Precision};

/// How deep the decoder follows a tree. The structs of today end long before.
pub(crate) const DEEPEST: usize = 500;

/// What becomes of fields that the struct does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFields {
    /// They stay in the result as they are.
    Keep,
    /// They are dropped, as Go drops them.
    Drop,
}

/// A key that names a field only but for case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The value's path, with the keys as the user wrote them.
    pub path: Path,
    /// The field's name, under which the value stands in the result.
    pub canonical: &'static str,
}

/// A key that names no field.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The value's path, with the keys as the user wrote them.
    pub path: Path,
    /// The struct that has no such field.
    pub within: &'static Struct,
}

impl Unknown {
    /// The legal name that is nearest, if one is near.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        match self.path.steps().last() {
            Some(Step::Key(key)) => self.within.nearest_field(key),
            _ => None,
        }
    }
}

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.within.id() == other.within.id()
    }
}

/// A number or boolean that became text, because the field is a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coerced {
    /// The value's path, with the keys as the user wrote them.
    pub path: Path,
    /// The text. For a number it is Go's, which is not always what the user typed.
    pub text: String,
}

/// A tree after the way through a struct, and what was seen on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// The tree as Go would write it. Fields stand in the order of the input; the ones that Go adds follow in Go's order.
    pub value: Value,
    /// Keys that match a field only but for case.
    pub renamed: Vec<Renamed>,
    /// Keys that match no field.
    pub unknown: Vec<Unknown>,
    /// Scalars that became text.
    pub coerced: Vec<Coerced>,
}

/// Reads `value` into the Go type `ty` and gives back what Go writes for it (`yaml.Unmarshal`, then `yaml.Marshal`).
///
/// Missing fields without `omitempty` appear, empty ones with it go, null is the zero value, quantities and times become canonical.
/// Two keys for one field (`Name` and `name`) are taken in the order of their bytes, the later one on top; of two lists the later one
/// stands as it is, where Go would let values of the earlier list's items shine through.
///
/// # Errors
/// The first value that does not fit its field. Go goes on after most errors, so it may name another one first.
pub fn decode(value: &Value, ty: &Type, unknown: UnknownFields) -> Result<Decoded, DecodeError> {
    let mut decoder = Decoder {
        unknown,
        path: Vec::new(),
        seen: Decoded::default(),
    };
    match decoder.value(value, ty, Some(ty)) {
        Ok(value) => {
            decoder.seen.value = value;
            Ok(decoder.seen)
        }
        Err(problem) => Err(DecodeError {
            path: owned(&decoder.path),
            problem,
        }),
    }
}

/// What Go writes for a field of this type that was never set: null for pointers, lists, maps and times, else the empty value; a struct has
/// those of its fields that are written even when empty.
#[must_use]
pub fn zero(ty: &Type) -> Value {
    match ty {
        Type::String => Value::from(""),
        Type::Bool => Value::Bool(false),
        Type::Int32 | Type::Int64 | Type::IntOrString => Value::from(0),
        Type::Float64 => Value::from(0.0),
        Type::Quantity => Value::from("0"),
        Type::Bytes | Type::Time | Type::MicroTime | Type::Raw | Type::Pointer(_) | Type::List(_) | Type::Map(_) => {
            Value::Null
        }
        Type::Struct(id) => {
            let mut fields = Mapping::new();
            for field in id.get().always_written().map(|unset| unset.field) {
                fields.insert(field.json, zero(&field.ty));
            }
            Value::Mapping(fields)
        }
    }
}

/// Whether Go writes a field that was never set.
pub(crate) fn is_written_unset(field: &Field) -> bool {
    is_written(&zero(&field.ty), field.omit_empty, field.omit_zero, &field.ty)
}

/// Whether Go writes a field that holds this.
pub(crate) fn is_written(value: &Value, omit_empty: bool, omit_zero: bool, ty: &Type) -> bool {
    // Of the table's types only times are marked omitzero, and a zero time shows as null.
    if omit_zero && value.is_null() && matches!(ty, Type::Time | Type::MicroTime) {
        return false;
    }
    if !omit_empty {
        return true;
    }
    match ty {
        Type::Pointer(_) => !value.is_null(),
        Type::Struct(_) | Type::Quantity | Type::IntOrString | Type::Time | Type::MicroTime | Type::Raw => true,
        _ => match value {
            Value::Null => false,
            Value::Bool(b) => *b,
            Value::Number(n) => n.as_f64() != 0.0,
            Value::String(s) => !s.is_empty(),
            Value::Sequence(s) => !s.is_empty(),
            Value::Mapping(m) => !m.is_empty(),
        },
    }
}

/// A step that borrows the tree's keys, so that a path costs nothing until it is reported.
#[derive(Clone, Copy)]
pub(crate) enum Here<'a> {
    Key(&'a str),
    Index(usize),
}

pub(crate) fn owned(path: &[Here<'_>]) -> Path {
    path.iter()
        .map(|step| match step {
            Here::Key(key) => Step::Key((*key).to_owned()),
            Here::Index(index) => Step::Index(*index),
        })
        .collect()
}

/// Whether a field's value was read already: of one key, or of all keys that mean the field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    Alone,
    WithRivals,
}

pub(crate) struct Decoder<'v> {
    pub(crate) unknown: UnknownFields,
    pub(crate) path: Vec<Here<'v>>,
    pub(crate) seen: Decoded,
}

impl<'v> Decoder<'v> {
    /// Reads one value. `text_target` is the type that the step from YAML to JSON believes the value has; only a string there makes text of
    /// a number. It differs from `ty` below inlined structs, where that step looks at the inlined struct and not at its field.
    pub(crate) fn value(&mut self, value: &'v Value, ty: &Type, text_target: Option<&Type>) -> Result<Value, Problem> {
        if self.path.len() > DEEPEST {
            return Err(Problem::TooDeep);
        }
        if let (Value::Number(_) | Value::Bool(_), Some(Type::String)) = (value, text_target.map(Type::target)) {
            let text = match value {
                Value::Bool(b) => b.to_string(),
                Value::Number(n) => go_number::text(*n),
                _ => String::new(),
            };
            self.seen.coerced.push(Coerced {
                path: owned(&self.path),
                text: text.clone(),
            });
            return self.scalar(&Value::String(text), ty.target());
        }
        match (ty, value) {
            (Type::Raw, value) => Ok(value.clone()),
            (ty, Value::Null) => Ok(zero(ty)),
            (Type::Pointer(inner), value) => self.value(value, inner, text_target),
            (Type::Struct(id), Value::Mapping(entries)) => self.structure(entries, id.get(), text_target),
            (Type::List(item), Value::Sequence(values)) => {
                let text_target = match text_target.map(Type::target) {
                    Some(Type::List(item)) => Some(&**item),
                    _ => None,
                };
                let mut list = Vec::with_capacity(values.len());
                for (i, value) in values.iter().enumerate() {
                    self.path.push(Here::Index(i));
                    list.push(self.value(value, item, text_target)?);
                    self.path.pop();
                }
                Ok(Value::Sequence(list))
            }
            (Type::Map(item), Value::Mapping(entries)) => {
                let mut map = Mapping::new();
                for (key, value) in entries.iter() {
                    self.path.push(Here::Key(key));
                    let value = self.value(value, item, text_target_of_key(text_target, key))?;
                    map.insert(key, value);
                    self.path.pop();
                }
                Ok(Value::Mapping(map))
            }
            (ty, value) => self.scalar(value, ty),
        }
    }

    fn structure(
        &mut self,
        entries: &'v Mapping,
        ty: &'static Struct,
        text_target: Option<&Type>,
    ) -> Result<Value, Problem> {
        let mut seen = vec![Seen::No; ty.json_fields().len()];
        let mut out = Mapping::new();
        for (key, value) in entries.iter() {
            self.path.push(Here::Key(key));
            if let Some(found) = ty.json_field(key) {
                if !found.exact {
                    self.seen.renamed.push(Renamed {
                        path: owned(&self.path),
                        canonical: found.field.json,
                    });
                }
                let seen = &mut seen[found.index];
                let alone = found.exact && *seen == Seen::No;
                let rivals = if alone || *seen == Seen::WithRivals {
                    None
                } else {
                    rivals(entries, ty, found.index)
                };
                if *seen == Seen::No || rivals.is_some() {
                    *seen = if rivals.is_some() {
                        Seen::WithRivals
                    } else {
                        Seen::Alone
                    };
                    self.field(&mut out, key, value, found, rivals, text_target)?;
                }
            } else {
                self.seen.unknown.push(Unknown {
                    path: owned(&self.path),
                    within: ty,
                });
                if self.unknown == UnknownFields::Keep {
                    out.insert(key, value.clone());
                }
            }
            self.path.pop();
        }
        for field in ty
            .always_written()
            .filter(|unset| seen[unset.index] == Seen::No)
            .map(|unset| unset.field)
        {
            out.insert(field.json, zero(&field.ty));
        }
        Ok(Value::Mapping(out))
    }

    /// Reads the value of a field into `out`; `rivals` are the values of all keys that mean the field, if there are several.
    fn field(
        &mut self,
        out: &mut Mapping,
        key: &str,
        value: &'v Value,
        found: FieldMatch,
        rivals: Option<Vec<&'v Value>>,
        text_target: Option<&Type>,
    ) -> Result<(), Problem> {
        let field = found.field;
        let target = text_target_of_key(text_target, key);
        let last = rivals
            .as_ref()
            .and_then(|rivals| rivals.last().copied())
            .unwrap_or(value);
        // A pointer to something that shows as null, a zero time, is still set.
        let points = matches!(field.ty, Type::Pointer(_)) && !last.is_null();
        let decoded = match rivals {
            None => self.value(value, &field.ty, target)?,
            Some(rivals) => {
                let mut decoded = zero(&field.ty);
                for rival in rivals {
                    let next = self.value(rival, &field.ty, target)?;
                    decoded = if rival.is_null() && !next.is_null() {
                        decoded
                    } else {
                        overlay(decoded, next, rival)
                    };
                }
                decoded
            }
        };
        if points || is_written(&decoded, field.omit_empty, field.omit_zero, &field.ty) {
            out.insert(field.json, decoded);
        } else {
            out.remove(field.json);
        }
        Ok(())
    }

    fn scalar(&mut self, value: &Value, ty: &Type) -> Result<Value, Problem> {
        match (ty, value) {
            (Type::String, Value::String(_)) | (Type::Bool, Value::Bool(_)) => Ok(value.clone()),
            (Type::Int32, Value::Number(n)) => integer(*n, i64::from(i32::MIN)..=i64::from(i32::MAX), "int32"),
            (Type::Int64, Value::Number(n)) => integer(*n, i64::MIN..=i64::MAX, "int64"),
            (Type::Float64, Value::Number(n)) if n.as_f64().is_finite() => Ok(value.clone()),
            (Type::IntOrString, Value::String(_)) => Ok(value.clone()),
            (Type::IntOrString, Value::Number(n)) => integer(*n, i64::from(i32::MIN)..=i64::from(i32::MAX), "int32"),
            (Type::Quantity, Value::String(text)) => quantity(text),
            (Type::Quantity, Value::Number(n)) => quantity(&go_number::json(*n).ok_or(Problem::NotFinite)?),
            (Type::Time, Value::String(text)) => instant(text, Precision::Seconds),
            (Type::MicroTime, Value::String(text)) => instant(text, Precision::Micros),
            (Type::Bytes, Value::String(text)) => base64(text).map(Value::from).ok_or(Problem::Base64),
            (_, Value::Number(Number::Float(v))) if !v.is_finite() => Err(Problem::NotFinite),
            (ty, value) => Err(Problem::WrongType {
                expected: ty.in_words(),
                found: in_words(value),
            }),
        }
    }
}

/// The type that the step from YAML to JSON believes the value under `key` has.
pub(crate) fn text_target_of_key<'t>(around: Option<&'t Type>, key: &str) -> Option<&'t Type> {
    match around?.target() {
        Type::Struct(id) => Some(&id.get().json_field(key)?.through.ty),
        Type::Map(value) => Some(value),
        _ => None,
    }
}

/// The values of all keys that mean the field, in the order of their keys; `None` if it is only one.
fn rivals<'v>(entries: &'v Mapping, ty: &'static Struct, index: usize) -> Option<Vec<&'v Value>> {
    let mut all: Vec<(&str, &Value)> = entries
        .iter()
        .filter(|(key, _)| ty.json_field(key).is_some_and(|m| m.index == index))
        .collect();
    all.sort_by_key(|(key, _)| *key);
    (all.len() > 1).then(|| all.into_iter().map(|(_, value)| value).collect())
}

/// What a struct or map field holds after a second value was read into it: `next`, and what `raw` did not speak of from before.
fn overlay(before: Value, next: Value, raw: &Value) -> Value {
    match (before, next) {
        (Value::Mapping(mut before), Value::Mapping(next)) => {
            for (key, value) in next {
                let spoken = raw
                    .as_mapping()
                    .and_then(|m| m.iter().find(|(k, _)| k.eq_ignore_ascii_case(&key)));
                if let Some((_, raw)) = spoken {
                    let old = before.remove(&key).unwrap_or_default();
                    before.insert(key, overlay(old, value, raw));
                } else if !before.contains_key(&key) {
                    before.insert(key, value);
                }
            }
            Value::Mapping(before)
        }
        (_, next) => next,
    }
}

fn integer(n: Number, range: std::ops::RangeInclusive<i64>, go_type: &'static str) -> Result<Value, Problem> {
    let text = go_number::json(n).ok_or(Problem::NotFinite)?;
    match text.parse::<i64>() {
        Ok(v) if range.contains(&v) => Ok(Value::from(v)),
        _ if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => Err(Problem::OutOfRange { go_type, found: text }),
        _ => Err(Problem::WrongType {
            expected: "an integer".to_owned(),
            found: format!("the number {text}"),
        }),
    }
}

fn quantity(text: &str) -> Result<Value, Problem> {
    match text.trim().parse::<Quantity>() {
        Ok(quantity) => Ok(Value::from(quantity.to_string())),
        Err(error) => Err(Problem::Quantity {
            text: text.to_owned(),
            error,
        }),
    }
}

fn instant(text: &str, precision: Precision) -> Result<Value, Problem> {
    match time::canonical(text, precision) {
        Some(Some(text)) => Ok(Value::from(text)),
        Some(None) => Ok(Value::Null),
        None => Err(Problem::Time { text: text.to_owned() }),
    }
}

/// Standard base64 as Go reads it: padded, and the bits that padding leaves over do not count.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// The text as Go writes it again if it is standard base64: without line breaks, and with zeros for the bits left over.
fn base64(text: &str) -> Option<String> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    Some(BASE64.encode(BASE64.decode(digits).ok()?))
}

/// A value for an error message; long text is cut.
fn in_words(value: &Value) -> String {
    match value {
        Value::Bool(b) => format!("the boolean {b}"),
        Value::Number(n) => format!("the number {}", go_number::text(*n)),
        Value::String(s) if s.chars().count() > 40 => {
            format!("the string {:?}...", s.chars().take(40).collect::<String>())
        }
        Value::String(s) => format!("the string {s:?}"),
        other => other.kind_name().to_owned(),
    }
}

//! Reading a tree into a Go struct without building a second one.
//!
//! Nearly all of a manifest comes out of its structs as it went in: every key is a field's own name and every scalar has the field's
//! type. Such parts stay where they are, and only the fields that Go adds or leaves out change the tree. Everything else, down to a
//! single quantity, goes to [`Decoder`], which says what Go makes of it.

use kubeyaml::{Mapping, Number, Value};

use crate::decode::{
    DEEPEST, Decoded, Decoder, Here, Unknown, UnknownFields, is_written, owned, text_target_of_key, zero,
};
use crate::error::DecodeError;
use crate::table::{FieldMatch, Struct, Type};

/// Structs with more fields are left to [`Decoder`]; the table has none.
const MOST_FIELDS: usize = 128;

/// The key names no field.
const UNKNOWN: u8 = u8::MAX;

/// The entry goes.
const LEFT_OUT: u8 = u8::MAX - 1;

/// As [`decode`](crate::decode), for a tree that nobody needs any more.
///
/// # Errors
/// As there.
pub fn decode_owned(mut value: Value, ty: &Type, unknown: UnknownFields) -> Result<Decoded, DecodeError> {
    let mut walk = Walk {
        unknown,
        path: Vec::new(),
        places: Vec::new(),
        seen: Decoded::default(),
    };
    walk.value(&mut value, ty, Some(ty)).map_err(|error| *error)?;
    walk.seen.value = value;
    Ok(walk.seen)
}

struct Walk {
    unknown: UnknownFields,
    /// The way from the root; all keys on it are names of fields.
    path: Vec<Here<'static>>,
    /// For each open mapping, one place or mark per entry.
    places: Vec<u8>,
    seen: Decoded,
}

type Walked = Result<(), Box<DecodeError>>;

impl Walk {
    /// See [`Decoder::value`].
    fn value(&mut self, value: &mut Value, ty: &Type, text_target: Option<&Type>) -> Walked {
        if self.path.len() >= DEEPEST {
            return self.copy(value, ty, text_target);
        }
        if stays(value, ty, text_target) {
            return Ok(());
        }
        match (ty.target(), &mut *value) {
            (_, Value::Null) => {
                *value = zero(ty);
                Ok(())
            }
            (Type::Struct(id), Value::Mapping(entries)) if self.note_places(entries, id.get()) => {
                self.structure(entries, id.get(), text_target)
            }
            (Type::List(item), Value::Sequence(values)) => {
                let text_target = match text_target.map(Type::target) {
                    Some(Type::List(item)) => Some(&**item),
                    _ => None,
                };
                for (i, value) in values.iter_mut().enumerate() {
                    self.path.push(Here::Index(i));
                    self.value(value, item, text_target)?;
                    self.path.pop();
                }
                Ok(())
            }
            _ => self.copy(value, ty, text_target),
        }
    }

    /// Lets [`Decoder`] read a value.
    fn copy(&mut self, value: &mut Value, ty: &Type, text_target: Option<&Type>) -> Walked {
        let mut decoder = Decoder {
            unknown: self.unknown,
            path: self.path.clone(),
            seen: std::mem::take(&mut self.seen),
        };
        match decoder.value(value, ty, text_target) {
            Ok(decoded) => {
                self.seen = decoder.seen;
                *value = decoded;
                Ok(())
            }
            Err(problem) => Err(Box::new(DecodeError {
                path: owned(&decoder.path),
                problem,
            })),
        }
    }

    /// Finds the fields of a mapping's keys. Gives false, and notes nothing, if a key has another spelling than its field or two keys are
    /// for one field.
    fn note_places(&mut self, entries: &Mapping, ty: &'static Struct) -> bool {
        if ty.json_fields().len() > MOST_FIELDS {
            return false;
        }
        let before = self.places.len();
        let mut taken = 0u128;
        for key in entries.keys() {
            let place = match ty.json_place(key) {
                None => UNKNOWN,
                Some((place, true)) if taken & 1 << place == 0 => {
                    taken |= 1 << place;
                    place as u8
                }
                Some(_) => {
                    self.places.truncate(before);
                    return false;
                }
            };
            self.places.push(place);
        }
        true
    }

    /// See [`Decoder::structure`]; the places of the keys are at the end of `places`, and are taken away.
    fn structure(&mut self, entries: &mut Mapping, ty: &'static Struct, text_target: Option<&Type>) -> Walked {
        let first = self.places.len() - entries.len();
        let mut taken = 0u128;
        let mut leaves_out = false;
        let around = text_target.map(Type::target);
        let same_struct = matches!(around, Some(Type::Struct(id)) if *id == ty.id());
        for (i, (key, value)) in entries.iter_mut().enumerate() {
            let found = ty.json_field_at(usize::from(self.places[first + i]));
            let stays = if let Some(FieldMatch {
                field, index, through, ..
            }) = found
            {
                taken |= 1 << index;
                let target = if same_struct {
                    Some(&through.ty)
                } else {
                    text_target_of_key(around, key)
                };
                let points = matches!(field.ty, Type::Pointer(_)) && !value.is_null();
                self.path.push(Here::Key(field.json));
                self.value(value, &field.ty, target)?;
                self.path.pop();
                points || is_written(value, field.omit_empty, field.omit_zero, &field.ty)
            } else {
                let mut path = owned(&self.path);
                path.push_key(key);
                self.seen.unknown.push(Unknown { path, within: ty });
                self.unknown == UnknownFields::Keep
            };
            if !stays {
                self.places[first + i] = LEFT_OUT;
                leaves_out = true;
            }
        }
        if leaves_out {
            let mut places = self.places[first..].iter();
            entries.retain(|_, _| places.next() != Some(&LEFT_OUT));
        }
        self.places.truncate(first);
        for unset in ty.always_written().filter(|unset| taken & 1 << unset.index == 0) {
            entries.insert(unset.field.json, zero(&unset.field.ty));
        }
        Ok(())
    }
}

/// Whether Go writes the value as it reads it, seen without a look at the fields of structs.
fn stays(value: &Value, ty: &Type, text_target: Option<&Type>) -> bool {
    match (value, ty.target()) {
        (Value::String(_), Type::String | Type::IntOrString) => true,
        (Value::Number(_) | Value::Bool(_), _) if text_target.is_some_and(|ty| *ty.target() == Type::String) => false,
        (Value::Bool(_), Type::Bool) | (Value::Number(Number::Int(_)), Type::Int64) | (_, Type::Raw) => true,
        (Value::Number(Number::Int(v)), Type::Int32 | Type::IntOrString) => i32::try_from(*v).is_ok(),
        (Value::String(text), Type::Quantity) => is_plain_quantity(text),
        (Value::Number(n), Type::Float64) => n.as_f64().is_finite(),
        (Value::Mapping(entries), Type::Map(item)) => {
            let mut values = entries.values();
            values.all(|value| matches!(value, Value::String(_)) && stays(value, item, text_target))
        }
        _ => false,
    }
}

/// Whether the text is a quantity of the usual form, which is canonical: a number from 1 to 999, with or without a unit.
fn is_plain_quantity(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let unit = text.get(digits..).unwrap_or_default();
    (1..=3).contains(&digits) && !text.starts_with('0') && PLAIN_UNITS.contains(&unit)
}

const PLAIN_UNITS: [&str; 8] = ["m", "Mi", "", "Gi", "Ki", "k", "M", "G"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    #[test]
    fn plain_quantities_are_canonical() {
        for number in 1..=999 {
            for unit in PLAIN_UNITS {
                let text = format!("{number}{unit}");
                assert!(is_plain_quantity(&text));
                assert_eq!(text.parse::<Quantity>().map(|quantity| quantity.to_string()), Ok(text));
            }
        }
        for text in [
            "0", "01", "1000m", "1024Mi", "1.5", "1e3", "-1", "+1", "1Xi", " 1", "m", "",
        ] {
            assert!(!is_plain_quantity(text), "{text}");
        }
    }
}

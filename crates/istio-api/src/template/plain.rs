//! What Go's `encoding/json` makes of messages when a template hands them to `toJson` or `toYaml`.

use gotemplate::{FloatKind, IntKind, List, Map, UintKind, Value};

use crate::descriptor::Kind;
use crate::duration;
use crate::message::{Field, Message, Scalar, is_wrapper};

/// The plain data of a message on its own. Istio's messages give their protobuf JSON form; Google's durations and wrappers
/// have no JSON form of their own in Go and give the fields of their structs.
pub(super) fn of(message: &Message) -> Value {
    let descriptor = message.descriptor();
    if descriptor.name != "google.protobuf.Duration" && !is_wrapper(descriptor) {
        return json_form(message);
    }
    let map = Map::new();
    for (field, value) in message.iter() {
        if let Field::One(one) = value {
            map.insert(field.name.as_str(), super::scalar_value(field.kind, Some(one)));
        }
    }
    Value::Map(map)
}

/// The protobuf JSON form.
fn json_form(message: &Message) -> Value {
    let descriptor = message.descriptor();
    if is_wrapper(descriptor) {
        let field = &descriptor.fields[0];
        let zero = Scalar::zero(field.kind);
        return match message.get(field) {
            Some(Field::One(one)) => scalar(field.kind, one),
            _ => scalar(field.kind, &zero),
        };
    }
    match descriptor.name.as_str() {
        "google.protobuf.Duration" => duration::json_text(message).map_or(Value::Nil, Value::from),
        "google.protobuf.Value" => message
            .iter()
            .next()
            .map_or(Value::Nil, |(f, value)| field(f.kind, value)),
        "google.protobuf.Struct" => message
            .iter()
            .next()
            .map_or_else(|| Value::Map(Map::new()), |(f, value)| field(f.kind, value)),
        "google.protobuf.ListValue" => message
            .iter()
            .next()
            .map_or_else(|| Value::list([]), |(f, value)| field(f.kind, value)),
        _ => {
            let map = Map::new();
            for (f, value) in message.iter() {
                map.insert(f.json_name.as_str(), field(f.kind, value));
            }
            Value::Map(map)
        }
    }
}

fn field(kind: Kind, value: &Field) -> Value {
    match value {
        Field::One(one) => scalar(kind, one),
        Field::Many(many) => Value::List(List::new(many.iter().map(|element| scalar(kind, element)))),
        Field::Map(entries) => {
            let map = Map::new();
            for (key, value) in entries {
                map.insert(key.as_str(), scalar(kind, value));
            }
            Value::Map(map)
        }
    }
}

fn scalar(kind: Kind, value: &Scalar) -> Value {
    match (value, kind) {
        (Scalar::Enum(_), Kind::Enum(of)) if of.get().name == "google.protobuf.NullValue" => Value::Nil,
        (Scalar::Enum(number), Kind::Enum(of)) => match of.get().name_of(*number) {
            Some(name) => Value::from(name),
            None => Value::Int(i64::from(*number), IntKind::Int32),
        },
        (Scalar::Bool(v), _) => Value::Bool(*v),
        (Scalar::Int32(v) | Scalar::Enum(v), _) => Value::Int(i64::from(*v), IntKind::Int32),
        (Scalar::Uint32(v), _) => Value::Uint(u64::from(*v), UintKind::Uint32),
        (Scalar::Int64(v), _) => Value::from(v.to_string()),
        (Scalar::Uint64(v), _) => Value::from(v.to_string()),
        (Scalar::Double(v), _) if v.is_nan() => Value::from("NaN"),
        (Scalar::Double(v), _) if v.is_infinite() => Value::from(if *v > 0.0 { "Infinity" } else { "-Infinity" }),
        (Scalar::Double(v), _) => Value::Float(*v, FloatKind::Float64),
        (Scalar::String(v), _) => Value::from(v.as_str()),
        (Scalar::Message(v), _) => json_form(v),
    }
}

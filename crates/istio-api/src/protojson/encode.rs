//! Messages to compact JSON text.

use std::fmt;

use crate::descriptor::{FieldDescriptor, Kind};
use crate::duration;
use crate::message::{Field, Message, Scalar};
use crate::prototext::double;

/// Why a message has no JSON form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodeError {
    /// A duration beyond 10,000 years, or with seconds and nanoseconds of different sign.
    DurationOutOfRange,
    /// A `google.protobuf.Value` that holds nothing.
    EmptyValue,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EncodeError::DurationOutOfRange => "a duration is out of range",
            EncodeError::EmptyValue => "a google.protobuf.Value holds nothing",
        })
    }
}

impl std::error::Error for EncodeError {}

impl Message {
    /// The message as compact JSON: fields in the order of their declaration under their JSON names, what is unset left
    /// out, enums by name, 64-bit integers and durations as text, map keys sorted.
    ///
    /// # Errors
    /// See [`EncodeError`].
    pub fn to_json(&self) -> Result<String, EncodeError> {
        let mut out = String::new();
        write_message(&mut out, self)?;
        Ok(out)
    }
}

fn write_message(out: &mut String, message: &Message) -> Result<(), EncodeError> {
    if message.wraps_a_value() {
        let field = &message.descriptor().fields[0];
        return match message.get(field) {
            Some(value) => write_field(out, field, value),
            None => write_scalar(out, field.kind, &Scalar::zero(field.kind)),
        };
    }
    match message.descriptor().name.as_str() {
        "google.protobuf.Duration" => {
            let text = duration::json_text(message).ok_or(EncodeError::DurationOutOfRange)?;
            write_text(out, &text);
            return Ok(());
        }
        "google.protobuf.Value" => {
            let (field, value) = message.iter().next().ok_or(EncodeError::EmptyValue)?;
            return write_field(out, field, value);
        }
        "google.protobuf.Struct" | "google.protobuf.ListValue" => {
            if let Some((field, value)) = message.iter().next() {
                return write_field(out, field, value);
            }
            out.push_str(if message.descriptor().name == "google.protobuf.Struct" {
                "{}"
            } else {
                "[]"
            });
            return Ok(());
        }
        "istio.operator.v1alpha1.IntOrString" => {
            return match message.message("intVal") {
                Some(int) => write_message(out, int),
                None => {
                    write_text(out, message.message("strVal").map_or("", |text| text.text("value")));
                    Ok(())
                }
            };
        }
        _ => {}
    }
    out.push('{');
    for (i, (field, value)) in message.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_text(out, &field.json_name);
        out.push(':');
        write_field(out, field, value)?;
    }
    out.push('}');
    Ok(())
}

fn write_field(out: &mut String, field: &FieldDescriptor, value: &Field) -> Result<(), EncodeError> {
    match value {
        Field::One(one) => write_scalar(out, field.kind, one)?,
        Field::Many(many) => {
            out.push('[');
            for (i, element) in many.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_scalar(out, field.kind, element)?;
            }
            out.push(']');
        }
        Field::Map(map) => {
            out.push('{');
            for (i, (key, entry)) in map.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_text(out, key);
                out.push(':');
                write_scalar(out, field.kind, entry)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_scalar(out: &mut String, kind: Kind, value: &Scalar) -> Result<(), EncodeError> {
    match value {
        Scalar::Bool(v) => out.push_str(if *v { "true" } else { "false" }),
        Scalar::Int32(v) => out.push_str(&v.to_string()),
        Scalar::Uint32(v) => out.push_str(&v.to_string()),
        Scalar::Int64(v) => write_text(out, &v.to_string()),
        Scalar::Uint64(v) => write_text(out, &v.to_string()),
        Scalar::Double(v) => write_double(out, *v),
        Scalar::String(v) => write_text(out, v),
        Scalar::Message(v) => write_message(out, v)?,
        Scalar::Enum(v) => match kind {
            Kind::Enum(of) if of.get().name == "google.protobuf.NullValue" => out.push_str("null"),
            Kind::Enum(of) => match of.get().name_of(*v) {
                Some(name) => write_text(out, name),
                None => out.push_str(&v.to_string()),
            },
            _ => out.push_str(&v.to_string()),
        },
    }
    Ok(())
}

/// A double; JSON has no numbers for what is not finite.
fn write_double(out: &mut String, v: f64) {
    match v {
        v if v.is_finite() => out.push_str(&double(v)),
        v if v.is_nan() => out.push_str("\"NaN\""),
        v if v > 0.0 => out.push_str("\"Infinity\""),
        _ => out.push_str("\"-Infinity\""),
    }
}

/// Text as Go's `encoding/json` writes it: what HTML minds is escaped too.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::MessageDescriptor;
    use kubeyaml::{Mapping, Value};

    fn round(type_name: &str, data: Value) -> String {
        let descriptor = MessageDescriptor::find(type_name).expect("in the table");
        let message = Message::decode(descriptor, &data, &mut Vec::new()).expect("decodes");
        message.to_json().expect("encodes")
    }

    fn mapping(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        Value::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    #[test]
    fn fields_come_in_the_order_of_declaration_and_zeros_are_left_out() {
        let data = mapping([
            ("statusPort", 0.into()),
            ("interceptionMode", "TPROXY".into()),
            ("concurrency", 0.into()),
            ("drainDuration", "1500ms".into()),
            ("serviceCluster", "<a&b>".into()),
            ("proxyMetadata", mapping([("b", "2".into()), ("a", "1".into())])),
        ]);
        assert_eq!(
            round("istio.mesh.v1alpha1.ProxyConfig", data),
            "{\"serviceCluster\":\"\\u003ca\\u0026b\\u003e\",\"drainDuration\":\"1.500s\",\"concurrency\":0,\
             \"interceptionMode\":\"TPROXY\",\"proxyMetadata\":{\"a\":\"1\",\"b\":\"2\"}}"
        );
    }

    #[test]
    fn any_tree_comes_back() {
        let data = mapping([
            ("n", Value::Null),
            (
                "l",
                Value::Sequence(vec![1.into(), 1.5.into(), true.into(), Value::Sequence(Vec::new())]),
            ),
            ("m", Mapping::new().into()),
        ]);
        assert_eq!(
            round("google.protobuf.Struct", data),
            "{\"l\":[1,1.5,true,[]],\"m\":{},\"n\":null}"
        );
    }

    #[test]
    fn numbers_are_written_as_go_writes_them() {
        let number = |v: f64| {
            let mut out = String::new();
            write_double(&mut out, v);
            out
        };
        assert_eq!(number(100.0), "100");
        assert_eq!(number(1e21), "1e+21");
        assert_eq!(number(1.5e-7), "1.5e-7");
        assert_eq!(number(1e20), "100000000000000000000");
        assert_eq!(number(f64::NAN), "\"NaN\"");
    }

    #[test]
    fn a_union_of_integer_and_text_is_the_bare_value() {
        for (value, json) in [(Value::from(1), "1"), ("25%".into(), "\"25%\""), (0.into(), "0")] {
            assert_eq!(round("istio.operator.v1alpha1.IntOrString", value), json);
        }
    }

    #[test]
    fn long_integers_are_text() {
        assert_eq!(
            round("google.protobuf.Int64Value", "9007199254740993".into()),
            "\"9007199254740993\""
        );
    }
}

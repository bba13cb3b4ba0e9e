//! Plain data to messages.

use std::collections::BTreeMap;
use std::fmt;

use kubeyaml::{Mapping, Number, Value};

use crate::descriptor::{Cardinality, EnumRef, FieldDescriptor, Kind, MessageDescriptor};
use crate::duration;
use crate::message::{Field, Message, Scalar, is_wrapper};
use crate::suggestion;

/// How deep data may nest: the limit protobuf implementations commonly set. Nothing real comes near it.
const MAX_DEPTH: usize = 100;

/// Why data is not the message it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where, such as `defaultConfig.tracing.customTags.user`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub kind: DecodeErrorKind,
}

/// What can be wrong with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeErrorKind {
    /// A value of another type, or out of the type's range.
    WrongType {
        /// What the field takes, such as `a 32-bit integer`.
        expected: String,
        /// What is there, such as `the string "many"`.
        found: String,
    },
    /// Nested deeper than this program follows.
    TooDeep,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match &self.kind {
            DecodeErrorKind::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            DecodeErrorKind::TooDeep => write!(f, "nested deeper than {MAX_DEPTH} levels"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Something that is accepted and yet probably not what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where; empty for the whole.
    pub path: String,
    /// What.
    pub kind: WarningKind,
}

/// What there is to warn of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// A field the message does not have: it has no effect.
    UnknownField {
        /// The legal name that was probably meant.
        suggestion: Option<String>,
    },
    /// Two fields of which only one may be set: this one has no effect.
    Overridden {
        /// The field that holds.
        by: String,
    },
    /// A finding of the validation that does not make the configuration unusable.
    Finding(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            WarningKind::UnknownField { suggestion: Some(name) } => {
                write!(f, "unknown field {:?} has no effect; did you mean {name:?}?", self.path)
            }
            WarningKind::UnknownField { suggestion: None } => {
                write!(f, "unknown field {:?} has no effect", self.path)
            }
            WarningKind::Overridden { by } => {
                write!(f, "field {:?} has no effect: {by:?} is set too, and holds", self.path)
            }
            WarningKind::Finding(text) if self.path.is_empty() => f.write_str(text),
            WarningKind::Finding(text) => write!(f, "{}: {text}", self.path),
        }
    }
}

/// Where the decoder is, and what it has noticed.
struct Decoder<'w> {
    path: Vec<Step>,
    warnings: &'w mut Vec<Warning>,
}

enum Step {
    Name(String),
    Index(usize),
}

type Decoded<T> = Result<T, DecodeError>;

impl Message {
    /// Decodes data into a new message; what is accepted without effect is added to `warnings`.
    ///
    /// # Errors
    /// A value that the type of its field does not admit. Unknown fields are no error.
    pub fn decode(
        descriptor: &'static MessageDescriptor,
        data: &Value,
        warnings: &mut Vec<Warning>,
    ) -> Result<Message, DecodeError> {
        let mut message = Message::new(descriptor);
        message.apply(data, warnings)?;
        Ok(message)
    }

    /// Decodes data over this message: each field that the data names is replaced as a whole, the others stay. Null
    /// data changes nothing, and neither does a null field.
    ///
    /// # Errors
    /// As [`Message::decode`]; the message is then left partly changed.
    pub fn apply(&mut self, data: &Value, warnings: &mut Vec<Warning>) -> Result<(), DecodeError> {
        Decoder {
            path: Vec::new(),
            warnings,
        }
        .message(self, data)
    }
}

impl Decoder<'_> {
    fn error(&self, expected: impl Into<String>, found: &Value) -> DecodeError {
        DecodeError {
            path: self.path_text(),
            kind: DecodeErrorKind::WrongType {
                expected: expected.into(),
                found: described(found),
            },
        }
    }

    fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Index(i) => text.push_str(&format!("[{i}]")),
                Step::Name(name) if name.is_empty() || name.contains(['.', '[', ']', ' ', '"']) => {
                    text.push_str(&format!("[{name:?}]"));
                }
                Step::Name(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
            }
        }
        text
    }

    fn within<T>(&mut self, step: Step, then: impl FnOnce(&mut Self) -> Decoded<T>) -> Decoded<T> {
        if self.path.len() >= MAX_DEPTH {
            return Err(DecodeError {
                path: String::new(),
                kind: DecodeErrorKind::TooDeep,
            });
        }
        self.path.push(step);
        let result = then(self);
        self.path.pop();
        result
    }

    fn message(&mut self, into: &mut Message, data: &Value) -> Decoded<()> {
        let descriptor = into.descriptor();
        if descriptor.name == "google.protobuf.Value" {
            return self.any_value(into, data);
        }
        if descriptor.name == "istio.operator.v1alpha1.IntOrString" {
            return self.int_or_string(into, data);
        }
        if data.is_null() {
            return Ok(());
        }
        if is_wrapper(descriptor) {
            let field = &descriptor.fields[0];
            let value = self.scalar(field.kind, data)?;
            into.set(field, Field::One(value));
            return Ok(());
        }
        match descriptor.name.as_str() {
            "google.protobuf.Duration" => {
                let nanos = data.as_str().and_then(duration::parse);
                let nanos = nanos.ok_or_else(|| self.error("a duration such as \"10s\" or \"1h30m\"", data))?;
                duration::set(into, nanos);
                Ok(())
            }
            "google.protobuf.Struct" => {
                let map = data.as_mapping().ok_or_else(|| self.error("a mapping", data))?;
                let entries = self.map(&descriptor.fields[0], map)?;
                into.set(&descriptor.fields[0], entries);
                Ok(())
            }
            "google.protobuf.ListValue" => {
                let list = data.as_sequence().ok_or_else(|| self.error("a list", data))?;
                let values = self.list(&descriptor.fields[0], list)?;
                into.set(&descriptor.fields[0], values);
                Ok(())
            }
            _ => {
                let map = data.as_mapping().ok_or_else(|| self.error("a mapping", data))?;
                self.fields(into, map)
            }
        }
    }

    /// The fields of an ordinary message. Of a field given under both of its names the JSON name holds, and of the members
    /// of a oneof the last one declared.
    fn fields(&mut self, into: &mut Message, data: &Mapping) -> Decoded<()> {
        let descriptor = into.descriptor();
        let mut chosen: Vec<Option<&str>> = vec![None; descriptor.oneofs.len()];
        for field in &descriptor.fields {
            let mut key = field.json_name.as_str();
            let value = match (data.get(&field.json_name), data.get(&field.name)) {
                (Some(value), other) => {
                    if other.is_some() && field.name != field.json_name {
                        self.warn(
                            &field.name,
                            WarningKind::Overridden {
                                by: field.json_name.clone(),
                            },
                        );
                    }
                    value
                }
                (None, Some(value)) => {
                    key = &field.name;
                    value
                }
                (None, None) => continue,
            };
            if value.is_null() && !takes_null(field) {
                continue;
            }
            let value = self.within(Step::Name(key.to_owned()), |d| d.field(field, value))?;
            into.set(field, value);
            if let Some(before) = field.oneof.and_then(|oneof| chosen[oneof].replace(key)) {
                self.warn(before, WarningKind::Overridden { by: key.to_owned() });
            }
        }
        for key in data.keys() {
            if descriptor.field(key).is_none() {
                let names = descriptor.fields.iter().map(|f| f.json_name.as_str());
                let suggestion = suggestion::nearest(key, names).map(str::to_owned);
                self.warn(key, WarningKind::UnknownField { suggestion });
            }
        }
        Ok(())
    }

    fn warn(&mut self, name: &str, kind: WarningKind) {
        self.path.push(Step::Name(name.to_owned()));
        let path = self.path_text();
        self.path.pop();
        self.warnings.push(Warning { path, kind });
    }

    fn field(&mut self, field: &FieldDescriptor, data: &Value) -> Decoded<Field> {
        match field.cardinality {
            Cardinality::Singular => Ok(Field::One(self.scalar(field.kind, data)?)),
            Cardinality::Repeated => {
                let list = data.as_sequence().ok_or_else(|| self.error("a list", data))?;
                self.list(field, list)
            }
            Cardinality::Map => {
                let map = data.as_mapping().ok_or_else(|| self.error("a mapping", data))?;
                self.map(field, map)
            }
        }
    }

    fn list(&mut self, field: &FieldDescriptor, list: &[Value]) -> Decoded<Field> {
        let mut values = Vec::with_capacity(list.len());
        for (i, element) in list.iter().enumerate() {
            values.push(self.within(Step::Index(i), |d| d.scalar(field.kind, element))?);
        }
        Ok(Field::Many(values))
    }

    fn map(&mut self, field: &FieldDescriptor, map: &Mapping) -> Decoded<Field> {
        let mut entries = BTreeMap::new();
        for (key, value) in map.iter() {
            let value = self.within(Step::Name(key.to_owned()), |d| d.scalar(field.kind, value))?;
            entries.insert(key.to_owned(), value);
        }
        Ok(Field::Map(entries))
    }

    /// One value. Null within a list or a map is the zero of the type.
    fn scalar(&mut self, kind: Kind, data: &Value) -> Decoded<Scalar> {
        if let Kind::Message(of) = kind {
            let mut message = Message::new(of.get());
            self.message(&mut message, data)?;
            return Ok(Scalar::Message(message));
        }
        if data.is_null() {
            return Ok(Scalar::zero(kind));
        }
        let fitting = match kind {
            Kind::Bool => data.as_bool().map(Scalar::Bool),
            Kind::String => data.as_str().map(|text| Scalar::String(text.to_owned())),
            Kind::Int32 => integer(data).and_then(|v| v.try_into().ok()).map(Scalar::Int32),
            Kind::Int64 => integer(data).and_then(|v| v.try_into().ok()).map(Scalar::Int64),
            Kind::Uint32 => unsigned(data).and_then(|v| v.try_into().ok()).map(Scalar::Uint32),
            Kind::Uint64 => unsigned(data).and_then(|v| v.try_into().ok()).map(Scalar::Uint64),
            Kind::Double => double(data).map(Scalar::Double),
            Kind::Enum(of) => return self.enumeration(of, data),
            Kind::Message(_) => None,
        };
        fitting.ok_or_else(|| {
            let expected = match kind {
                Kind::Bool => "true or false",
                Kind::String => "a string",
                Kind::Int32 => "a 32-bit integer",
                Kind::Int64 => "a 64-bit integer",
                Kind::Uint32 => "a 32-bit integer from 0 up",
                Kind::Uint64 => "a 64-bit integer from 0 up",
                _ => "a number",
            };
            self.error(expected, data)
        })
    }

    fn enumeration(&self, of: EnumRef, data: &Value) -> Decoded<Scalar> {
        let number = match data {
            Value::String(name) => of.get().number_of(name),
            other => integer(other).and_then(|v| v.try_into().ok()),
        };
        number.map(Scalar::Enum).ok_or_else(|| {
            let names: Vec<&str> = of.get().values.iter().map(|(_, name)| name.as_str()).collect();
            self.error(format!("one of {}", names.join(", ")), data)
        })
    }

    fn any_value(&mut self, into: &mut Message, data: &Value) -> Decoded<()> {
        let (name, value) = match data {
            Value::Null => ("nullValue", Scalar::Enum(0)),
            Value::Bool(v) => ("boolValue", Scalar::Bool(*v)),
            Value::Number(_) => match double(data) {
                Some(v) => ("numberValue", Scalar::Double(v)),
                None => return Err(self.error("a finite number", data)),
            },
            Value::String(v) => ("stringValue", Scalar::String(v.clone())),
            Value::Sequence(_) => ("listValue", Scalar::Bool(false)),
            Value::Mapping(_) => ("structValue", Scalar::Bool(false)),
        };
        let descriptor = into.descriptor();
        let Some(field) = descriptor.field(name) else {
            return Ok(());
        };
        let value = match field.kind {
            Kind::Message(_) => self.scalar(field.kind, data)?,
            _ => value,
        };
        into.set(field, Field::One(value));
        Ok(())
    }

    /// Istio's own union of a 32-bit integer and text, with Go's leniency that null is the number 0.
    fn int_or_string(&mut self, into: &mut Message, data: &Value) -> Decoded<()> {
        let (name, kind) = match data {
            Value::String(_) => ("strVal", 1),
            Value::Null | Value::Number(_) => ("intVal", 0),
            _ => return Err(self.error("an integer or a string", data)),
        };
        let descriptor = into.descriptor();
        let zero = Value::from(0);
        let data = if data.is_null() { &zero } else { data };
        if let Some(field) = descriptor.field(name) {
            let value = self.scalar(field.kind, data)?;
            into.set(field, Field::One(value));
        }
        into.put("type", Field::One(Scalar::Int64(kind)));
        Ok(())
    }
}

/// Whether null is a value of the field rather than its absence.
fn takes_null(field: &FieldDescriptor) -> bool {
    match field.kind {
        Kind::Message(of) if field.cardinality == Cardinality::Singular => {
            matches!(
                of.get().name.as_str(),
                "google.protobuf.Value" | "istio.operator.v1alpha1.IntOrString"
            )
        }
        Kind::Enum(of) if field.cardinality == Cardinality::Singular => of.get().name == "google.protobuf.NullValue",
        _ => false,
    }
}

/// An integer, written as a number or as text. A float without a fraction counts while Go writes it without an
/// exponent: below 10^21.
fn integer(data: &Value) -> Option<i128> {
    match data {
        Value::Number(Number::Int(v)) => Some(i128::from(*v)),
        Value::Number(Number::Uint(v)) => Some(i128::from(*v)),
        Value::Number(Number::Float(v)) if v.fract() == 0.0 && v.abs() < 1e21 => Some(*v as i128),
        Value::String(text) => match text.trim_matches(' ') {
            "null" => Some(0),
            text if is_json_number(text) => text.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

/// As [`integer`], but without a sign, even before zero.
fn unsigned(data: &Value) -> Option<i128> {
    match data {
        Value::Number(Number::Float(v)) if v.is_sign_negative() => None,
        Value::String(text) if text.trim_matches(' ').starts_with('-') => None,
        data => integer(data),
    }
}

/// A number, written as such or as text. What is not finite comes as text, by its name in JSON: YAML's `.nan` and `.inf` do
/// not get through Istio's conversion of YAML to JSON.
fn double(data: &Value) -> Option<f64> {
    match data {
        Value::Number(v) => Some(v.as_f64()).filter(|v| v.is_finite()),
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            text => match text.trim_matches(' ') {
                "null" => Some(0.0),
                text if is_json_number(text) => text.parse().ok().filter(|v: &f64| v.is_finite()),
                _ => None,
            },
        },
        _ => None,
    }
}

/// Whether text is a number by JSON's grammar, which admits no `+`, no leading zeros and no bare point.
fn is_json_number(text: &str) -> bool {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let text = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.starts_with('0')) {
        return false;
    }
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// A value as an error message shows it: scalars with their text, cut to a readable length.
fn described(value: &Value) -> String {
    match value {
        Value::Bool(v) => v.to_string(),
        Value::Number(Number::Int(v)) => format!("the number {v}"),
        Value::Number(Number::Uint(v)) => format!("the number {v}"),
        Value::Number(Number::Float(v)) => format!("the number {v}"),
        Value::String(text) if text.chars().count() > 60 => {
            format!("the string {:?}...", text.chars().take(60).collect::<String>())
        }
        Value::String(text) => format!("the string {text:?}"),
        other => other.kind_name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        Value::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    fn decode(type_name: &str, data: &Value) -> (Result<Message, String>, Vec<String>) {
        let mut warnings = Vec::new();
        let descriptor = MessageDescriptor::find(type_name).expect("in the table");
        let result = Message::decode(descriptor, data, &mut warnings).map_err(|e| e.to_string());
        (result, warnings.iter().map(ToString::to_string).collect())
    }

    fn proxy(entries: impl IntoIterator<Item = (&'static str, Value)>) -> (Result<Message, String>, Vec<String>) {
        decode("istio.mesh.v1alpha1.ProxyConfig", &mapping(entries))
    }

    #[test]
    fn both_names_are_read_and_the_json_name_holds() {
        let (pc, warnings) = proxy([
            ("status_port", 1.into()),
            ("statusPort", 2.into()),
            ("mesh_id", "m".into()),
        ]);
        let pc = pc.expect("decodes");
        assert_eq!((pc.int("statusPort"), pc.text("meshId")), (2, "m"));
        assert_eq!(
            warnings,
            ["field \"status_port\" has no effect: \"statusPort\" is set too, and holds"]
        );
    }

    #[test]
    fn integers_come_as_numbers_whole_floats_and_text() {
        for good in [Value::from(7), Value::from(7.0), "7".into(), " 7 ".into()] {
            let (pc, _) = proxy([("statusPort", good.clone())]);
            assert_eq!(pc.expect("decodes").int("statusPort"), 7, "{good:?}");
        }
        for bad in [
            Value::from(7.5),
            Value::from(3_000_000_000),
            "7.0".into(),
            "07".into(),
            "".into(),
            true.into(),
        ] {
            assert!(proxy([("statusPort", bad.clone())]).0.is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_not_finite_comes_as_text() {
        let sampling = |value: Value| proxy([("tracing", mapping([("sampling", value)]))]).0;
        assert!(sampling("Infinity".into()).is_ok());
        assert!(sampling(f64::INFINITY.into()).is_err());
        assert!(
            decode("google.protobuf.Struct", &mapping([("a", f64::NAN.into())]))
                .0
                .is_err()
        );
    }

    #[test]
    fn an_error_says_where_and_what() {
        let tracing = mapping([("sampling", "a lot".into())]);
        let (pc, _) = proxy([("tracing", tracing)]);
        assert_eq!(
            pc,
            Err("tracing.sampling: expected a number, found the string \"a lot\"".to_owned())
        );
        let (pc, _) = proxy([("extraStatTags", Value::Sequence(vec!["a".into(), 5.into()]))]);
        assert_eq!(
            pc,
            Err("extraStatTags[1]: expected a string, found the number 5".to_owned())
        );
        let (pc, _) = proxy([("interceptionMode", "tproxy".into())]);
        assert_eq!(
            pc,
            Err("interceptionMode: expected one of REDIRECT, TPROXY, NONE, found the string \"tproxy\"".to_owned())
        );
        let (pc, _) = proxy([("proxyMetadata", mapping([("a.b", true.into())]))]);
        assert_eq!(
            pc,
            Err("proxyMetadata[\"a.b\"]: expected a string, found true".to_owned())
        );
        let (pc, _) = decode("istio.mesh.v1alpha1.ProxyConfig", &"text".into());
        assert_eq!(pc, Err("expected a mapping, found the string \"text\"".to_owned()));
    }

    #[test]
    fn enums_come_by_name_and_by_number() {
        assert_eq!(
            proxy([("interceptionMode", "TPROXY".into())])
                .0
                .expect("decodes")
                .int("interceptionMode"),
            1
        );
        assert_eq!(
            proxy([("interceptionMode", 9.into())])
                .0
                .expect("decodes")
                .int("interceptionMode"),
            9
        );
    }

    #[test]
    fn wrappers_and_durations_are_bare_values() {
        let (pc, _) = proxy([("concurrency", 0.into()), ("drainDuration", "1m".into())]);
        let pc = pc.expect("decodes");
        assert!(pc.message("concurrency").is_some_and(Message::is_empty));
        assert_eq!(pc.message("drainDuration").map(|d| d.int("seconds")), Some(60));
        assert!(proxy([("drainDuration", 60.into())]).0.is_err());
    }

    #[test]
    fn null_leaves_a_field_and_is_zero_in_a_list() {
        let (pc, _) = proxy([
            ("statusPort", Value::Null),
            ("extraStatTags", Value::Sequence(vec![Value::Null])),
        ]);
        let pc = pc.expect("decodes");
        assert_eq!(pc.field("statusPort"), None);
        assert_eq!(pc.texts("extraStatTags").collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_last_declared_member_of_a_oneof_holds() {
        let (pc, warnings) = proxy([("tracingServiceName", 1.into()), ("serviceCluster", "a".into())]);
        let pc = pc.expect("decodes");
        assert_eq!(
            pc.which("cluster_name").map(|f| f.json_name.as_str()),
            Some("tracingServiceName")
        );
        assert_eq!(
            warnings,
            ["field \"serviceCluster\" has no effect: \"tracingServiceName\" is set too, and holds"]
        );
    }

    #[test]
    fn unknown_fields_are_told_with_what_was_meant() {
        let (pc, warnings) = proxy([("tracing", mapping([("samplin", 1.into()), ("zzz", 1.into())]))]);
        assert!(pc.is_ok());
        assert_eq!(
            warnings,
            [
                "unknown field \"tracing.samplin\" has no effect; did you mean \"sampling\"?",
                "unknown field \"tracing.zzz\" has no effect"
            ]
        );
    }

    #[test]
    fn structs_take_any_tree_up_to_a_depth() {
        let mut tree = Value::from(1);
        for _ in 0..99 {
            tree = mapping([("a", tree)]);
        }
        assert!(decode("google.protobuf.Struct", &tree).0.is_ok());
        for _ in 0..1_000 {
            tree = mapping([("a", tree)]);
        }
        assert_eq!(
            decode("google.protobuf.Struct", &tree).0,
            Err("nested deeper than 100 levels".to_owned())
        );
    }
}

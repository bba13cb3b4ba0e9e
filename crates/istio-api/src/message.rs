//! Messages of the Istio API as plain data, shaped by a [`MessageDescriptor`].

use std::collections::BTreeMap;

use crate::descriptor::{Cardinality, FieldDescriptor, Kind, MessageDescriptor};

/// A message. Only what is set is stored, so two messages are equal when protobuf calls them equal.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    descriptor: &'static MessageDescriptor,
    fields: BTreeMap<usize, Field>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// The value of a singular field.
    One(Scalar),
    /// The values of a repeated field.
    Many(Vec<Scalar>),
    /// The entries of a map field.
    Map(BTreeMap<String, Scalar>),
}

/// One value: of a singular field, of a list's element or of a map's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `bool`
    Bool(bool),
    /// `int32`
    Int32(i32),
    /// `int64`
    Int64(i64),
    /// `uint32`
    Uint32(u32),
    /// `uint64`
    Uint64(u64),
    /// `double`
    Double(f64),
    /// `string`
    String(String),
    /// The number of an enum's value, which need not have a name.
    Enum(i32),
    /// A nested message.
    Message(Message),
}

impl Scalar {
    /// The zero value of a type: `0`, `""`, `false`, the empty message.
    #[must_use]
    pub fn zero(kind: Kind) -> Scalar {
        match kind {
            Kind::Bool => Scalar::Bool(false),
            Kind::Int32 => Scalar::Int32(0),
            Kind::Int64 => Scalar::Int64(0),
            Kind::Uint32 => Scalar::Uint32(0),
            Kind::Uint64 => Scalar::Uint64(0),
            Kind::Double => Scalar::Double(0.0),
            Kind::String => Scalar::String(String::new()),
            Kind::Enum(_) => Scalar::Enum(0),
            Kind::Message(of) => Scalar::Message(Message::new(of.get())),
        }
    }

    fn is_zero(&self) -> bool {
        match self {
            Scalar::Bool(v) => !v,
            Scalar::Int32(v) | Scalar::Enum(v) => *v == 0,
            Scalar::Int64(v) => *v == 0,
            Scalar::Uint32(v) => *v == 0,
            Scalar::Uint64(v) => *v == 0,
            // Negative zero is a value of its own to protobuf.
            Scalar::Double(v) => v.to_bits() == 0,
            Scalar::String(v) => v.is_empty(),
            Scalar::Message(_) => false,
        }
    }

    fn fits(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Scalar::Bool(_), Kind::Bool)
            | (Scalar::Int32(_), Kind::Int32)
            | (Scalar::Int64(_), Kind::Int64)
            | (Scalar::Uint32(_), Kind::Uint32)
            | (Scalar::Uint64(_), Kind::Uint64)
            | (Scalar::Double(_), Kind::Double)
            | (Scalar::String(_), Kind::String)
            | (Scalar::Enum(_), Kind::Enum(_)) => true,
            (Scalar::Message(m), Kind::Message(of)) => m.descriptor == of.get(),
            _ => false,
        }
    }
}

impl From<bool> for Scalar {
    fn from(v: bool) -> Self {
        Scalar::Bool(v)
    }
}
impl From<i32> for Scalar {
    fn from(v: i32) -> Self {
        Scalar::Int32(v)
    }
}
impl From<&str> for Scalar {
    fn from(v: &str) -> Self {
        Scalar::String(v.to_owned())
    }
}
impl From<Message> for Scalar {
    fn from(v: Message) -> Self {
        Scalar::Message(v)
    }
}

impl Message {
    /// An empty message.
    #[must_use]
    pub fn new(descriptor: &'static MessageDescriptor) -> Message {
        Message {
            descriptor,
            fields: BTreeMap::new(),
        }
    }

    /// An empty message of a protobuf type; `None` if the tables do not hold that type.
    #[must_use]
    pub fn of(type_name: &str) -> Option<Message> {
        MessageDescriptor::find(type_name).map(Message::new)
    }

    /// The type.
    #[must_use]
    pub fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// What is set, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (&'static FieldDescriptor, &Field)> {
        self.fields
            .iter()
            .map(|(&index, field)| (&self.descriptor.fields[index], field))
    }

    /// What a field holds, if it is set.
    #[must_use]
    pub fn get(&self, field: &FieldDescriptor) -> Option<&Field> {
        self.fields.get(&field.index)
    }

    /// Sets a field, replacing what it held and clearing the other members of its oneof. A zero value of a field
    /// without presence, an empty list and an empty map unset the field, as protobuf has it.
    ///
    /// A value whose type is not the field's is not stored; `false` says so.
    pub fn set(&mut self, field: &FieldDescriptor, value: Field) -> bool {
        let (fits, unset) = match (&value, field.cardinality) {
            (Field::One(one), Cardinality::Singular) => (one.fits(field.kind), !field.has_presence() && one.is_zero()),
            (Field::Many(many), Cardinality::Repeated) => (many.iter().all(|v| v.fits(field.kind)), many.is_empty()),
            (Field::Map(map), Cardinality::Map) => (map.values().all(|v| v.fits(field.kind)), map.is_empty()),
            _ => (false, false),
        };
        if !fits {
            return false;
        }
        if let Some(oneof) = field.oneof {
            let descriptor = self.descriptor;
            for member in descriptor.oneof_fields(oneof) {
                self.fields.remove(&member.index);
            }
        }
        if unset {
            self.fields.remove(&field.index);
        } else {
            self.fields.insert(field.index, value);
        }
        true
    }

    /// Unsets a field given by name; returns what it held.
    pub fn clear(&mut self, name: &str) -> Option<Field> {
        let field = self.descriptor.field(name)?;
        self.fields.remove(&field.index)
    }

    /// What a field given by its JSON or protobuf name holds, if it is set.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.get(self.descriptor.field(name)?)
    }

    /// The value of a singular field that is set.
    #[must_use]
    pub fn one(&self, name: &str) -> Option<&Scalar> {
        match self.field(name)? {
            Field::One(value) => Some(value),
            _ => None,
        }
    }

    /// The text of a string field, empty if unset.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        match self.one(name) {
            Some(Scalar::String(text)) => text,
            _ => "",
        }
    }

    /// The number of an integer or enum field, 0 if unset. Google's wrappers of integers count as integers.
    #[must_use]
    pub fn int(&self, name: &str) -> i64 {
        match self.one(name) {
            Some(Scalar::Int32(v) | Scalar::Enum(v)) => i64::from(*v),
            Some(Scalar::Int64(v)) => *v,
            Some(Scalar::Uint32(v)) => i64::from(*v),
            Some(Scalar::Uint64(v)) => i64::try_from(*v).unwrap_or(i64::MAX),
            Some(Scalar::Message(wrapper)) if wrapper.wraps_a_value() => wrapper.int("value"),
            _ => 0,
        }
    }

    /// The name of an enum field's value, that of 0 if unset; empty if the number has no name.
    #[must_use]
    pub fn enum_name(&self, name: &str) -> &'static str {
        let Some(Kind::Enum(of)) = self.descriptor.field(name).map(|field| field.kind) else {
            return "";
        };
        i32::try_from(self.int(name))
            .ok()
            .and_then(|number| of.get().name_of(number))
            .unwrap_or("")
    }

    /// The truth value of a field, `false` if unset. Google's wrapper of `bool` counts as `bool`.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        match self.one(name) {
            Some(Scalar::Bool(v)) => *v,
            Some(Scalar::Message(wrapper)) if wrapper.wraps_a_value() => wrapper.flag("value"),
            _ => false,
        }
    }

    /// The nested message of a field, if it is set.
    #[must_use]
    pub fn message(&self, name: &str) -> Option<&Message> {
        match self.one(name) {
            Some(Scalar::Message(message)) => Some(message),
            _ => None,
        }
    }

    /// The nested message of a field, to change it in place, if it is set.
    pub fn message_mut(&mut self, name: &str) -> Option<&mut Message> {
        let field = self.descriptor.field(name)?;
        match self.fields.get_mut(&field.index) {
            Some(Field::One(Scalar::Message(message))) => Some(message),
            _ => None,
        }
    }

    /// The values of a repeated field, empty if unset.
    #[must_use]
    pub fn list(&self, name: &str) -> &[Scalar] {
        match self.field(name) {
            Some(Field::Many(values)) => values,
            _ => &[],
        }
    }

    /// The texts of a repeated string field.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.list(name).iter().filter_map(|value| match value {
            Scalar::String(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The messages of a repeated message field.
    pub fn messages(&self, name: &str) -> impl Iterator<Item = &Message> {
        self.list(name).iter().filter_map(|value| match value {
            Scalar::Message(message) => Some(message),
            _ => None,
        })
    }

    /// The entries of a map field, if any.
    #[must_use]
    pub fn map(&self, name: &str) -> Option<&BTreeMap<String, Scalar>> {
        match self.field(name) {
            Some(Field::Map(map)) => Some(map),
            _ => None,
        }
    }

    /// Sets a field given by name; `false` if there is no such field or its type is another.
    pub fn put(&mut self, name: &str, value: Field) -> bool {
        self.descriptor.field(name).is_some_and(|field| self.set(field, value))
    }

    /// Which member of a oneof is set, given the oneof's protobuf name.
    #[must_use]
    pub fn which(&self, oneof: &str) -> Option<&'static FieldDescriptor> {
        let descriptor = self.descriptor;
        let oneof = descriptor.oneofs.iter().position(|o| o.name == oneof)?;
        descriptor
            .oneof_fields(oneof)
            .find(|field| self.fields.contains_key(&field.index))
    }

    /// Whether this is one of Google's wrappers, which JSON writes as the bare value.
    #[must_use]
    pub fn wraps_a_value(&self) -> bool {
        is_wrapper(self.descriptor)
    }
}

/// Whether a type is one of Google's wrappers of a scalar, such as `google.protobuf.BoolValue`.
pub(crate) fn is_wrapper(descriptor: &MessageDescriptor) -> bool {
    matches!(
        descriptor.name.as_str(),
        "google.protobuf.BoolValue"
            | "google.protobuf.StringValue"
            | "google.protobuf.Int32Value"
            | "google.protobuf.Int64Value"
            | "google.protobuf.UInt32Value"
            | "google.protobuf.UInt64Value"
            | "google.protobuf.DoubleValue"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy() -> Message {
        Message::of("istio.mesh.v1alpha1.ProxyConfig").expect("in the table")
    }

    #[test]
    fn a_zero_without_presence_unsets_and_with_presence_stays() {
        let mut pc = proxy();
        assert!(pc.put("statusPort", Field::One(Scalar::Int32(15020))));
        assert!(pc.put("statusPort", Field::One(Scalar::Int32(0))));
        assert!(pc.is_empty());
        assert!(pc.put("serviceCluster", Field::One("".into())));
        assert_eq!(
            pc.which("cluster_name").map(|f| f.json_name.as_str()),
            Some("serviceCluster")
        );
    }

    #[test]
    fn setting_a_member_of_a_oneof_clears_the_others() {
        let mut pc = proxy();
        pc.put("serviceCluster", Field::One("a".into()));
        pc.put("tracingServiceName", Field::One(Scalar::Enum(2)));
        assert_eq!(pc.one("serviceCluster"), None);
        assert_eq!(pc.int("tracingServiceName"), 2);
    }

    #[test]
    fn enums_have_names() {
        let mut pc = proxy();
        assert_eq!(pc.enum_name("interceptionMode"), "REDIRECT");
        pc.put("interceptionMode", Field::One(Scalar::Enum(1)));
        assert_eq!(pc.enum_name("interceptionMode"), "TPROXY");
        pc.put("interceptionMode", Field::One(Scalar::Enum(99)));
        assert_eq!(pc.enum_name("interceptionMode"), "");
        assert_eq!(pc.enum_name("statusPort"), "");
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        let mut pc = proxy();
        assert!(!pc.put("statusPort", Field::One("x".into())));
        assert!(!pc.put("drainDuration", Field::One(Scalar::Message(proxy()))));
        assert!(!pc.put("proxyMetadata", Field::Many(vec![])));
        assert!(!pc.put("noSuchField", Field::Many(vec![])));
        assert!(pc.is_empty());
    }
}

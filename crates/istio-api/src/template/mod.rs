//! Messages as Go templates see them: pointers to generated structs, with their fields, getters and named types.

mod accessors;
mod duration;
mod enumeration;
mod oneof;
mod plain;
mod pointer;

pub use duration::GoDuration;
pub use enumeration::EnumValue;
pub use oneof::{OneofPointer, OneofStruct};
pub use pointer::MessagePointer;

use gotemplate::{FloatKind, IntKind, Kind as GoKind, List, Map, NamedType, Type, TypeRef, UintKind, Value};

use crate::descriptor::{Cardinality, FieldDescriptor, Kind, MessageDescriptor};
use crate::message::{Field, Message, Scalar};

static DURATION_STRUCT: NamedType = NamedType::new("durationpb.Duration", GoKind::Struct);
static DURATION: Type = Type::Static(&DURATION_STRUCT);
static MESH_CONFIG_STRUCT: NamedType = NamedType::new("v1alpha1.MeshConfig", GoKind::Struct);
static MESH_CONFIG: Type = Type::Static(&MESH_CONFIG_STRUCT);
static PROXY_CONFIG_STRUCT: NamedType = NamedType::new("v1alpha1.ProxyConfig", GoKind::Struct);
static PROXY_CONFIG: Type = Type::Static(&PROXY_CONFIG_STRUCT);
static PROTO_MESSAGE_INTERFACE: NamedType = NamedType::new("protoreflect.ProtoMessage", GoKind::Interface);

/// `*durationpb.Duration`, for the parameters of template functions.
pub const DURATION_POINTER: Type = Type::Pointer(TypeRef::Static(&DURATION));
/// `*v1alpha1.MeshConfig`, for the parameters of template functions.
pub const MESH_CONFIG_POINTER: Type = Type::Pointer(TypeRef::Static(&MESH_CONFIG));
/// `*v1alpha1.ProxyConfig`, for the parameters of template functions.
pub const PROXY_CONFIG_POINTER: Type = Type::Pointer(TypeRef::Static(&PROXY_CONFIG));
/// The interface that every pointer to a message implements, for the parameters of template functions.
pub const PROTO_MESSAGE: Type = Type::Static(&PROTO_MESSAGE_INTERFACE);

/// Go's struct type of a message.
fn struct_type(descriptor: &MessageDescriptor) -> Type {
    Type::named(descriptor.go_type.clone(), GoKind::Struct, false)
}

/// Go's interface type of a oneof, such as `v1alpha1.isProxyConfig_ClusterName`.
fn oneof_type(descriptor: &MessageDescriptor, oneof: usize) -> Type {
    let (package, message) = descriptor.go_type.split_once('.').unwrap_or(("", &descriptor.go_type));
    let name = descriptor.oneofs.get(oneof).map_or("", |oneof| oneof.go_name.as_str());
    Type::named(format!("{package}.is{message}_{name}"), GoKind::Interface, true)
}

/// Go's type of one value.
fn scalar_type(kind: Kind) -> Type {
    match kind {
        Kind::Bool => Type::BOOL,
        Kind::Int32 => Type::INT32,
        Kind::Int64 => Type::INT64,
        Kind::Uint32 => Type::UINT32,
        Kind::Uint64 => Type::UINT64,
        Kind::Double => Type::FLOAT64,
        Kind::String => Type::STRING,
        Kind::Enum(of) => Type::named(of.get().go_type.clone(), GoKind::Int32, true),
        Kind::Message(of) => Type::pointer_to(struct_type(of.get())),
    }
}

/// Go's type of a field.
fn field_type(field: &FieldDescriptor) -> Type {
    let one = scalar_type(field.kind);
    match (field.cardinality, &one) {
        (Cardinality::Singular, _) => one,
        (Cardinality::Repeated, Type::Basic(GoKind::String)) => Type::STRINGS,
        (Cardinality::Repeated, _) => Type::slice_of(one),
        (Cardinality::Map, Type::Basic(GoKind::String)) => Type::STRING_MAP,
        (Cardinality::Map, _) => Type::map_of(Type::STRING, one),
    }
}

/// One value; the zero of the type if there is none, which for a message is the nil pointer.
fn scalar_value(kind: Kind, value: Option<&Scalar>) -> Value {
    match (value, kind) {
        (Some(Scalar::Message(message)), _) => Value::object(MessagePointer::new(message.clone())),
        (_, Kind::Message(of)) => Value::object(MessagePointer::nil(of.get())),
        (Some(Scalar::Enum(number)), Kind::Enum(of)) => Value::object(EnumValue::new(of.get(), *number)),
        (_, Kind::Enum(of)) => Value::object(EnumValue::new(of.get(), 0)),
        (Some(Scalar::Bool(v)), _) => Value::Bool(*v),
        (Some(Scalar::Int32(v) | Scalar::Enum(v)), _) => Value::Int(i64::from(*v), IntKind::Int32),
        (Some(Scalar::Int64(v)), _) => Value::Int(*v, IntKind::Int64),
        (Some(Scalar::Uint32(v)), _) => Value::Uint(u64::from(*v), UintKind::Uint32),
        (Some(Scalar::Uint64(v)), _) => Value::Uint(*v, UintKind::Uint64),
        (Some(Scalar::Double(v)), _) => Value::Float(*v, FloatKind::Float64),
        (Some(Scalar::String(v)), _) => Value::string(v.as_str()),
        (None, kind) => Value::zero(&scalar_type(kind)),
    }
}

/// A field of a message, or of no message at all.
fn field_value(message: Option<&Message>, field: &FieldDescriptor) -> Value {
    let value = message.and_then(|message| message.get(field));
    match (value, field.cardinality) {
        (Some(Field::One(one)), _) => scalar_value(field.kind, Some(one)),
        (Some(Field::Many(many)), _) => Value::List(List::typed(
            field_type(field),
            many.iter().map(|v| scalar_value(field.kind, Some(v))),
        )),
        (Some(Field::Map(entries)), _) => {
            let map = Map::typed(field_type(field));
            for (key, value) in entries {
                map.insert(key.as_str(), scalar_value(field.kind, Some(value)));
            }
            Value::Map(map)
        }
        (None, Cardinality::Singular) => scalar_value(field.kind, None),
        (None, Cardinality::Repeated) => Value::List(List::nil(field_type(field))),
        (None, Cardinality::Map) => Value::Map(Map::nil(field_type(field))),
    }
}

#[cfg(test)]
mod tests;

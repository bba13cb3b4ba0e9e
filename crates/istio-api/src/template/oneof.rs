//! The wrapper structs that Go puts around the member of a oneof that is set.

use std::any::Any;
use std::borrow::Cow;

use gotemplate::{Field, Kind as GoKind, Map, Object, Type, Value};

use super::field_type;
use crate::descriptor::{FieldDescriptor, MessageDescriptor};

/// A pointer to a wrapper struct, such as `*v1alpha1.ProxyConfig_ServiceCluster`.
#[derive(Clone, Debug)]
pub struct OneofPointer(OneofStruct);

/// A wrapper struct, such as `v1alpha1.ProxyConfig_ServiceCluster`.
#[derive(Clone, Debug)]
pub struct OneofStruct {
    name: String,
    field: &'static str,
    field_type: Type,
    value: Value,
}

impl OneofPointer {
    /// The wrapper of a field of a message that holds a value.
    pub(super) fn new(of: &MessageDescriptor, field: &'static FieldDescriptor, value: Value) -> OneofPointer {
        let package = of.go_type.split_once('.').map_or("", |(package, _)| package);
        OneofPointer(OneofStruct {
            name: format!("{package}.{}", field.go_wrapper),
            field: &field.go_name,
            field_type: field_type(field),
            value,
        })
    }
}

impl Object for OneofStruct {
    fn type_of(&self) -> Type {
        Type::named(self.name.clone(), GoKind::Struct, true)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn field(&self, name: &str) -> Field {
        if name == self.field {
            Field::Value(self.value.clone())
        } else {
            Field::Absent
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        vec![(Cow::Borrowed(self.field), self.field_type.clone(), self.value.clone())]
    }

    fn plain(&self) -> Option<Value> {
        let map = Map::new();
        map.insert(self.field, self.value.clone());
        Some(Value::Map(map))
    }
}

impl Object for OneofPointer {
    fn type_of(&self) -> Type {
        Type::pointer_to(self.0.type_of())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn elem(&self) -> Option<Value> {
        Some(Value::object(self.0.clone()))
    }

    fn field(&self, name: &str) -> Field {
        self.0.field(name)
    }

    fn plain(&self) -> Option<Value> {
        self.0.plain()
    }
}

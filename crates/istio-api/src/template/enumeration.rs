//! A value of an enum.

use std::any::Any;

use gotemplate::{Call, FuncError, IntKind, Kind as GoKind, Object, Signature, Str, Type, Value};

use crate::descriptor::EnumDescriptor;

/// A value of a generated enum type, such as `v1alpha1.AuthenticationPolicy`: an `int32` that prints as its name.
#[derive(Clone, Debug)]
pub struct EnumValue {
    name: Str,
    number: i32,
    of: Type,
}

impl EnumValue {
    /// The value of a number; one without a name prints as the number.
    #[must_use]
    pub fn new(of: &EnumDescriptor, number: i32) -> EnumValue {
        EnumValue {
            name: of
                .name_of(number)
                .map_or_else(|| Str::from(number.to_string()), Str::from),
            number,
            of: Type::named(of.go_type.clone(), GoKind::Int32, true),
        }
    }
}

static STRING: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::STRING,
};
static NUMBER: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::INT32,
};

impl Object for EnumValue {
    fn type_of(&self) -> Type {
        self.of.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn underlying(&self) -> Option<Value> {
        Some(Value::Int(i64::from(self.number), IntKind::Int32))
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        match name {
            "String" => Some(&STRING),
            "Number" => Some(&NUMBER),
            _ => None,
        }
    }

    fn call(&self, name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Ok(match name {
            "String" => Value::String(self.name.clone()),
            _ => Value::Int(i64::from(self.number), IntKind::Int32),
        })
    }

    fn plain(&self) -> Option<Value> {
        self.underlying()
    }

    fn display(&self) -> Option<Str> {
        Some(self.name.clone())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other
            .as_any()
            .downcast_ref::<EnumValue>()
            .is_some_and(|other| self.number == other.number && self.of == other.of)
    }
}

//! Go structs made of values.

use std::any::Any;
use std::borrow::Cow;
use std::rc::Rc;

use gotemplate::{Call, Field, FuncError, Object, Signature, Str, Type, TypeRef, Value};

/// A field of a struct.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    /// The declared type.
    pub(super) of: Type,
    pub(super) value: Value,
    /// The name in JSON, with whether an empty value is left out; `None` for the fields of an embedded struct, which stand beside
    /// the struct's own.
    pub(super) json: Option<(&'static str, bool)>,
}

/// A method of a struct: its name, parameters, and what it does.
pub(super) type Method = (
    &'static str,
    &'static Signature,
    fn(&Structure, &mut Call<'_>) -> Result<Value, FuncError>,
);

/// A struct or a pointer to one.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    pub(super) of: &'static Type,
    pub(super) members: Rc<[Member]>,
    pub(super) methods: &'static [Method],
    pub(super) pointer: bool,
}

impl Structure {
    pub(super) fn new(of: &'static Type, members: Vec<Member>) -> Self {
        Structure {
            of,
            members: members.into(),
            methods: &[],
            pointer: false,
        }
    }

    pub(super) fn pointer(mut self) -> Self {
        self.pointer = true;
        self
    }

    pub(super) fn with_methods(mut self, methods: &'static [Method]) -> Self {
        self.methods = methods;
        self
    }

    /// The fields that the JSON form has, in its order.
    pub(super) fn json_fields(&self) -> Vec<(&'static str, Value)> {
        let mut fields = Vec::new();
        for member in self.members.iter() {
            match member.json {
                None => {
                    if let Some(inner) = member.value.downcast::<Structure>() {
                        fields.extend(inner.json_fields());
                    }
                }
                Some((_, true)) if !member.value.truth() => {}
                Some((name, _)) => fields.push((name, member.value.clone())),
            }
        }
        fields
    }

    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.members.iter().find(|m| m.name == name).map(|m| &m.value)
    }
}

/// A member that is text.
pub(super) fn text(name: &'static str, value: &str, json: &'static str) -> Member {
    Member {
        name,
        of: Type::STRING,
        value: Value::from(value),
        json: Some((json, true)),
    }
}

impl Object for Structure {
    fn type_of(&self) -> Type {
        if self.pointer {
            Type::Pointer(TypeRef::Static(self.of))
        } else {
            self.of.clone()
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn elem(&self) -> Option<Value> {
        self.pointer.then(|| {
            Value::object(Structure {
                pointer: false,
                ..self.clone()
            })
        })
    }

    fn field(&self, name: &str) -> Field {
        if let Some(member) = self.members.iter().find(|m| m.name == name) {
            return match member.of {
                Type::Any => Field::Interface(member.value.clone(), Type::Any),
                _ => Field::Value(member.value.clone()),
            };
        }
        // Fields of an embedded struct are the struct's own.
        for member in self.members.iter().filter(|m| m.json.is_none()) {
            if let Value::Object(inner) = &member.value {
                match inner.field(name) {
                    Field::Absent => {}
                    found => return found,
                }
            }
        }
        Field::Absent
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        let own = self.members.iter();
        own.map(|m| (m.name.into(), m.of.clone(), m.value.clone())).collect()
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        let found = self.methods.iter().find(|(known, ..)| *known == name)?;
        Some(found.1)
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Result<Value, FuncError> {
        match self.methods.iter().find(|(known, ..)| *known == name) {
            Some((_, _, run)) => run(self, call),
            None => Err(FuncError::new(format!("{name} is not a method"))),
        }
    }

    fn addressed_display(&self) -> Option<Str> {
        let (_, _, run) = self.methods.iter().find(|(name, ..)| *name == "String")?;
        match run(self, &mut Call::new("String", &mut [])) {
            Ok(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    fn plain(&self) -> Option<Value> {
        Some(Value::Map(self.json_fields().into_iter().collect()))
    }
}

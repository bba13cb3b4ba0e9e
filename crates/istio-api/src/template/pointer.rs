//! A pointer to a message.

use std::any::Any;
use std::borrow::Cow;
use std::rc::Rc;

use gotemplate::{Call, Field, FuncError, Object, Signature, Str, Type, Value};

use super::accessors::{self, Does};
use super::plain;
use super::{GoDuration, OneofPointer, field_type, field_value, oneof_type, struct_type};
use crate::descriptor::MessageDescriptor;
use crate::duration;
use crate::message::Message;

/// Go's pointer to a generated struct, such as `*v1alpha1.ProxyConfig`; may be nil, and has its getters even then.
///
/// Two pointers are equal to `eq` when the messages are: which struct a pointer came from is not kept track of.
#[derive(Clone, Debug)]
pub struct MessagePointer {
    descriptor: &'static MessageDescriptor,
    message: Option<Rc<Message>>,
}

impl MessagePointer {
    /// A pointer to a message.
    #[must_use]
    pub fn new(message: Message) -> MessagePointer {
        MessagePointer {
            descriptor: message.descriptor(),
            message: Some(Rc::new(message)),
        }
    }

    /// The nil pointer of a message type.
    #[must_use]
    pub fn nil(descriptor: &'static MessageDescriptor) -> MessagePointer {
        MessagePointer {
            descriptor,
            message: None,
        }
    }

    /// The message; `None` for the nil pointer.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.message.as_deref()
    }

    /// The type of the message.
    #[must_use]
    pub fn descriptor(&self) -> &'static MessageDescriptor {
        self.descriptor
    }

    fn oneof(&self, oneof: usize) -> Value {
        let wrapper = self.message().and_then(|message| {
            let field = self
                .descriptor
                .oneof_fields(oneof)
                .find(|field| message.get(field).is_some())?;
            Some(Value::object(OneofPointer::new(
                self.descriptor,
                field,
                field_value(Some(message), field),
            )))
        });
        wrapper.unwrap_or_default()
    }

    fn text(&self) -> Str {
        self.message()
            .map_or_else(|| Str::from("<nil>"), |message| Str::from(message.to_string()))
    }
}

impl Object for MessagePointer {
    fn type_of(&self) -> Type {
        Type::pointer_to(struct_type(self.descriptor))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_nil(&self) -> bool {
        self.message.is_none()
    }

    fn field(&self, name: &str) -> Field {
        let descriptor = self.descriptor;
        if let Some(field) = descriptor
            .fields
            .iter()
            .find(|f| f.oneof.is_none() && f.go_name == name)
        {
            return Field::Value(field_value(self.message(), field));
        }
        if let Some(oneof) = descriptor.oneofs.iter().position(|o| o.go_name == name) {
            return Field::Interface(self.oneof(oneof), oneof_type(descriptor, oneof));
        }
        match name {
            "state" | "sizeCache" | "unknownFields" => Field::Unexported,
            _ => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        let mut fields = Vec::new();
        let mut oneof_before = None;
        for field in &self.descriptor.fields {
            match field.oneof {
                None => {
                    let value = field_value(self.message(), field);
                    fields.push((Cow::Borrowed(field.go_name.as_str()), field_type(field), value));
                }
                Some(oneof) if oneof_before != Some(oneof) => {
                    oneof_before = Some(oneof);
                    let name = self.descriptor.oneofs[oneof].go_name.as_str();
                    fields.push((
                        Cow::Borrowed(name),
                        oneof_type(self.descriptor, oneof),
                        self.oneof(oneof),
                    ));
                }
                Some(_) => {}
            }
        }
        fields
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        if !accessors::may_be_one(name) {
            return None;
        }
        accessors::of(self.descriptor)
            .get(name)
            .map(|accessor| &accessor.signature)
    }

    fn call(&self, name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        let Some(accessor) = accessors::of(self.descriptor).get(name) else {
            return Err(FuncError::new(format!("{name} is not a method of {}", self.type_of())));
        };
        Ok(match accessor.does {
            Does::GetField(index) => field_value(self.message(), &self.descriptor.fields[index]),
            Does::GetOneof(oneof) => self.oneof(oneof),
            Does::Print => Value::String(self.text()),
            Does::AsDuration => Value::object(GoDuration::new(duration::as_nanos(self.message()))),
            Does::IsValid => Value::Bool(
                self.message()
                    .is_some_and(|message| duration::json_text(message).is_some()),
            ),
        })
    }

    fn display(&self) -> Option<Str> {
        Some(self.text())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other
            .as_any()
            .downcast_ref::<MessagePointer>()
            .is_some_and(|other| match (&self.message, &other.message) {
                (Some(a), Some(b)) => Rc::ptr_eq(a, b) || a == b,
                (None, None) => self.descriptor == other.descriptor,
                _ => false,
            })
    }

    fn plain(&self) -> Option<Value> {
        Some(self.message().map_or(Value::Nil, plain::of))
    }
}

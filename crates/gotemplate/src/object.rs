//! Values that the host program defines: structs, pointers, named types, errors, channels.

use crate::{Call, FuncError, Kind, NamedType, Signature, Str, Type, Value};
use std::any::Any;
use std::borrow::Cow;
use std::fmt;

/// What looking up a field of a struct finds.
#[derive(Clone, Debug)]
pub enum Field {
    /// No such field.
    Absent,
    /// There is one, but its name is not exported.
    Unexported,
    /// A field whose declared type is not an interface.
    Value(Value),
    /// A field whose declared type is an interface (`Type::Any` or a named one); the value is what it holds.
    Interface(Value, Type),
}

/// A value that the host program defines. An object that stands for a struct and one that stands for a pointer to it are two
/// objects: they differ in type, in the methods they have, and in how they print.
pub trait Object: fmt::Debug {
    /// The type: `main.Person`, `*main.Person`, `time.Duration`.
    fn type_of(&self) -> Type;

    /// For downcasting, see [`Value::downcast`].
    fn as_any(&self) -> &dyn Any;

    /// Whether this is a nil pointer (or channel). Methods are called all the same.
    fn is_nil(&self) -> bool {
        false
    }

    /// What a pointer points at; `None` when it is nil or no pointer.
    fn elem(&self) -> Option<Value> {
        None
    }

    /// The plain value under a named type of basic, list, map or function kind (`time.Duration` gives its `int64`).
    fn underlying(&self) -> Option<Value> {
        None
    }

    /// The field of a struct, or of the struct that a pointer points at. For a nil pointer say [`Field::Value`] of anything
    /// when the field exists: the engine reports the nil pointer.
    fn field(&self, _name: &str) -> Field {
        Field::Absent
    }

    /// All fields of a struct in order, unexported ones too, for printing. The type is the declared one.
    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        Vec::new()
    }

    /// The parameters of a method, if the method exists on this type.
    fn method(&self, _name: &str) -> Option<&Signature> {
        None
    }

    /// Calls a method that [`Object::method`] has announced; the arguments are checked and converted already.
    ///
    /// # Errors
    /// What the method returns as its error, or its panic.
    fn call(&self, name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Err(FuncError::new(format!("{name} is not a method of {}", self.type_of())))
    }

    /// The text of `Error()` or `String()`; `None` when the type has neither.
    fn display(&self) -> Option<Str> {
        None
    }

    /// What `String()` of a pointer to this value gives, for a value whose address Go can take (a field of a struct behind a
    /// pointer). An action prints it where the type itself has no such method.
    fn addressed_display(&self) -> Option<Str> {
        None
    }

    /// Whether the type implements `error`.
    fn is_error(&self) -> bool {
        false
    }

    /// The text of `GoString()`, for `%#v`.
    fn go_string(&self) -> Option<Str> {
        None
    }

    /// Takes the next value out of a channel, or the next one of an iterator; `None` when it is closed and empty, or when this
    /// cannot be iterated (see [`Object::iterates`]).
    fn next(&self, _index: usize) -> Option<(Value, Value)> {
        None
    }

    /// Whether `range` may draw values from this object by [`Object::next`], and how.
    fn iterates(&self) -> Iterates {
        Iterates::No
    }

    /// How many values are waiting in a channel, for the builtin `len`.
    fn waiting(&self) -> Option<usize> {
        None
    }

    /// Whether two objects of the same type are equal by `==`; by default when they are one and the same.
    fn equals(&self, other: &dyn Object) -> bool {
        std::ptr::eq(
            std::ptr::from_ref(self.as_any()).cast::<()>(),
            std::ptr::from_ref(other.as_any()).cast::<()>(),
        )
    }

    /// The value as plain data (maps, lists, scalars), the way its JSON form has it; `None` when it has none.
    fn plain(&self) -> Option<Value> {
        None
    }
}

/// How `range` draws values from an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iterates {
    /// Not at all.
    No,
    /// A channel: the first variable counts.
    Channel,
    /// A function `iter.Seq`: one variable only.
    Seq,
    /// A function `iter.Seq2`: pairs.
    Seq2,
}

/// A pointer to a plain value: `*int`, `*string`; may be nil.
#[derive(Debug)]
pub struct Pointer {
    elem_type: Type,
    target: Option<Value>,
}

impl Pointer {
    /// A pointer to a value; `elem_type` is the type of what is pointed at.
    #[must_use]
    pub fn new(elem_type: Type, target: Value) -> Pointer {
        Pointer {
            elem_type,
            target: Some(target),
        }
    }

    /// A nil pointer of type `*elem_type`.
    #[must_use]
    pub fn nil(elem_type: Type) -> Pointer {
        Pointer {
            elem_type,
            target: None,
        }
    }
}

impl Object for Pointer {
    fn type_of(&self) -> Type {
        Type::pointer_to(self.elem_type.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_nil(&self) -> bool {
        self.target.is_none()
    }

    fn elem(&self) -> Option<Value> {
        self.target.clone()
    }

    fn plain(&self) -> Option<Value> {
        Some(self.target.clone().unwrap_or_default())
    }
}

/// An error as a value, printed by its text: Go's `*errors.errorString`.
#[derive(Debug)]
pub struct ErrorValue {
    text: Str,
    /// The pointer, which is the error; or the struct that it points at.
    pointer: bool,
}

static ERROR_STRING: NamedType = NamedType::new("errors.errorString", Kind::Struct);

impl Object for ErrorValue {
    fn type_of(&self) -> Type {
        let of = Type::Static(&ERROR_STRING);
        if self.pointer { Type::pointer_to(of) } else { of }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn elem(&self) -> Option<Value> {
        self.pointer.then(|| {
            Value::object(ErrorValue {
                text: self.text.clone(),
                pointer: false,
            })
        })
    }

    fn display(&self) -> Option<Str> {
        self.pointer.then(|| self.text.clone())
    }

    fn is_error(&self) -> bool {
        self.pointer
    }

    fn field(&self, name: &str) -> Field {
        if name == "s" { Field::Unexported } else { Field::Absent }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        vec![("s".into(), Type::STRING, Value::String(self.text.clone()))]
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        (self.pointer && name == "Error").then_some(&Signature {
            params: &[],
            variadic: false,
            result: Type::STRING,
        })
    }

    fn call(&self, _name: &str, _call: &mut Call<'_>) -> Result<Value, FuncError> {
        Ok(Value::String(self.text.clone()))
    }
}

impl Value {
    /// An error value of Go type `*errors.errorString`.
    #[must_use]
    pub fn error(text: impl Into<Str>) -> Value {
        Value::object(ErrorValue {
            text: text.into(),
            pointer: true,
        })
    }
}

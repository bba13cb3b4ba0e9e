//! A value together with what kind of variable holds it, which Go's reflection distinguishes and templates show in errors.

use crate::{Kind, Object, Type, Value};
use std::rc::Rc;

/// How a value is held.
#[derive(Clone, Debug, Default)]
pub(crate) enum Held {
    /// As what it is. The untyped nil held so is no value at all.
    #[default]
    Concrete,
    /// In an `interface {}`: an element of a `[]interface {}`, say. The untyped nil held so is a nil interface.
    Any,
    /// In an interface type with methods.
    Interface(Rc<Type>),
}

impl Held {
    /// How a variable, field or element of a declared type holds its value.
    pub(crate) fn by(declared: &Type) -> Held {
        match declared {
            Type::Any => Held::Any,
            t if t.kind() == Kind::Interface => Held::Interface(Rc::new(t.clone())),
            _ => Held::Concrete,
        }
    }
}

/// A value and how it is held.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    pub(crate) value: Value,
    pub(crate) held: Held,
}

impl Slot {
    pub(crate) fn concrete(value: Value) -> Slot {
        Slot {
            value,
            held: Held::Concrete,
        }
    }

    pub(crate) fn held_by(value: Value, declared: &Type) -> Slot {
        Slot {
            value,
            held: Held::by(declared),
        }
    }

    /// No value at all.
    pub(crate) fn invalid() -> Slot {
        Slot::default()
    }

    pub(crate) fn is_invalid(&self) -> bool {
        matches!((&self.value, &self.held), (Value::Nil, Held::Concrete))
    }

    /// The type of what holds the value, as errors name it.
    pub(crate) fn static_type(&self) -> Type {
        match &self.held {
            Held::Any => Type::Any,
            Held::Interface(t) => (**t).clone(),
            Held::Concrete => self.value.type_of().unwrap_or(Type::Any),
        }
    }

    /// Bit `i` when an interface holds the value.
    pub(crate) fn boxed_bit(&self, i: usize) -> u64 {
        match self.held {
            Held::Concrete => 0,
            Held::Any | Held::Interface(_) => 1u64.checked_shl(u32::try_from(i).unwrap_or(u32::MAX)).unwrap_or(0),
        }
    }

    /// Takes the value out of an `interface {}`, as the end of every command of a pipeline does.
    pub(crate) fn unwrap_any(mut self) -> Slot {
        if matches!(self.held, Held::Any) {
            self.held = Held::Concrete;
        }
        self
    }
}

/// Follows pointers to what they point at; a nil pointer stays. Pointers to structs are left to objects themselves, which give
/// their struct's fields.
pub(crate) fn indirect(value: &Value) -> Value {
    let mut current = value.clone();
    // Objects could point in a circle; no sane chain of pointers is longer.
    for _ in 0..100 {
        match &current {
            Value::Object(object) => match object.elem() {
                Some(inner) => current = inner,
                None => break,
            },
            _ => break,
        }
    }
    current
}

/// Whether the value is a pointer to nothing.
pub(crate) fn is_nil_pointer(value: &Value) -> bool {
    matches!(value, Value::Object(object) if object.is_nil() && is_pointer(object))
}

pub(crate) fn is_pointer(object: &Rc<dyn Object>) -> bool {
    object.type_of().kind() == Kind::Pointer
}

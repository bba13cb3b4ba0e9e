//! The values that templates work on, typed as Go types them.

use crate::{Func, Kind, List, Map, Object, Str, Type};
use std::rc::Rc;

/// Which signed integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum IntKind {
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
}

/// Which unsigned integer type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UintKind {
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
}

/// Which floating point type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FloatKind {
    Float32,
    Float64,
}

/// A Go value as templates see it. Cheap to clone: text is shared, lists and maps are shared too (a map is mutable, and every
/// clone sees the change).
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// The untyped nil: a nil interface, or no value.
    #[default]
    Nil,
    /// `bool`.
    Bool(bool),
    /// A signed integer and its type.
    Int(i64, IntKind),
    /// An unsigned integer and its type.
    Uint(u64, UintKind),
    /// A float and its type; a `float32` holds a value that fits it.
    Float(f64, FloatKind),
    /// `complex128`: real and imaginary part.
    Complex(f64, f64),
    /// `string`.
    String(Str),
    /// A slice or an array; may be a nil slice.
    List(List),
    /// A map; may be a nil map.
    Map(Map),
    /// A function; may be nil.
    Func(Func),
    /// Everything else: structs, pointers, named types, errors, channels.
    Object(Rc<dyn Object>),
}

impl Value {
    /// An `int`.
    #[must_use]
    pub fn int(v: i64) -> Value {
        Value::Int(v, IntKind::Int)
    }

    /// An `int64`.
    #[must_use]
    pub fn int64(v: i64) -> Value {
        Value::Int(v, IntKind::Int64)
    }

    /// A `float64`.
    #[must_use]
    pub fn float(v: f64) -> Value {
        Value::Float(v, FloatKind::Float64)
    }

    /// A `string`.
    #[must_use]
    pub fn string(v: impl Into<Str>) -> Value {
        Value::String(v.into())
    }

    /// A host object.
    #[must_use]
    pub fn object(v: impl Object + 'static) -> Value {
        Value::Object(Rc::new(v))
    }

    /// `[]interface {}` of the values.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::List(List::new(items))
    }

    /// The type, as `%T` prints it; `None` for the untyped nil (where `%T` prints `<nil>`).
    #[must_use]
    pub fn type_of(&self) -> Option<Type> {
        Some(match self {
            Value::Nil => return None,
            Value::List(list) => list.type_of(),
            Value::Map(map) => map.type_of(),
            Value::Func(func) => func.type_of(),
            Value::Object(object) => object.type_of(),
            scalar => Type::Basic(scalar.kind()),
        })
    }

    /// The kind; for a named type that of what is underneath.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Value::Nil => Kind::Invalid,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_, kind) => kind.kind(),
            Value::Uint(_, kind) => kind.kind(),
            Value::Float(_, FloatKind::Float32) => Kind::Float32,
            Value::Float(_, FloatKind::Float64) => Kind::Float64,
            Value::Complex(..) => Kind::Complex128,
            Value::String(_) => Kind::String,
            Value::List(list) => list.kind(),
            Value::Map(_) => Kind::Map,
            Value::Func(_) => Kind::Func,
            Value::Object(object) => object.type_of().kind(),
        }
    }

    /// Go's template truth: not the zero of its type, and not empty. Structs are always true.
    #[must_use]
    pub fn truth(&self) -> bool {
        match self {
            Value::Nil => false,
            Value::Bool(v) => *v,
            Value::Int(v, _) => *v != 0,
            Value::Uint(v, _) => *v != 0,
            Value::Float(v, _) => *v != 0.0,
            Value::Complex(re, im) => *re != 0.0 || *im != 0.0,
            Value::String(v) => !v.is_empty(),
            Value::List(v) => !v.is_empty(),
            Value::Map(v) => !v.is_empty(),
            Value::Func(v) => !v.is_nil(),
            Value::Object(v) => match v.underlying() {
                Some(inner) => inner.truth(),
                None => !v.is_nil(),
            },
        }
    }

    /// Whether this is the untyped nil or a typed nil (slice, map, function, pointer, channel).
    #[must_use]
    pub fn is_nil(&self) -> bool {
        match self {
            Value::Nil => true,
            Value::List(v) => v.is_nil(),
            Value::Map(v) => v.is_nil(),
            Value::Func(v) => v.is_nil(),
            Value::Object(v) => v.is_nil(),
            _ => false,
        }
    }

    /// Follows named types of basic, list or map kind down to the plain value.
    #[must_use]
    pub fn underlying(&self) -> Value {
        match self {
            Value::Object(object) => object.underlying().unwrap_or_else(|| self.clone()),
            other => other.clone(),
        }
    }

    /// The text of a `string`.
    #[must_use]
    pub fn as_string(&self) -> Option<&Str> {
        match self {
            Value::String(v) => Some(v),
            _ => None,
        }
    }

    /// The list.
    #[must_use]
    pub fn as_list(&self) -> Option<&List> {
        match self {
            Value::List(v) => Some(v),
            _ => None,
        }
    }

    /// The map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(v) => Some(v),
            _ => None,
        }
    }

    /// The object, when it is of the Rust type `T`.
    #[must_use]
    pub fn downcast<T: 'static>(&self) -> Option<&T> {
        match self {
            Value::Object(object) => object.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// The zero value of a type. For an interface it is the untyped nil; for a struct or pointer type that is not built in, the
    /// engine cannot make one and also gives the untyped nil.
    #[must_use]
    pub fn zero(of: &Type) -> Value {
        match of {
            Type::Slice(_) | Type::Array(..) => Value::List(List::zero(of.clone())),
            Type::Map(..) => Value::Map(Map::nil(of.clone())),
            Type::Pointer(elem) => Value::object(crate::Pointer::nil((**elem).clone())),
            Type::Func(_) => Value::Func(Func::nil(of.clone())),
            Type::Basic(kind) => Value::zero_scalar(*kind),
            _ => Value::Nil,
        }
    }

    fn zero_scalar(kind: Kind) -> Value {
        if let Some(kind) = IntKind::of(kind) {
            return Value::Int(0, kind);
        }
        if let Some(kind) = UintKind::of(kind) {
            return Value::Uint(0, kind);
        }
        match kind {
            Kind::Bool => Value::Bool(false),
            Kind::Float32 => Value::Float(0.0, FloatKind::Float32),
            Kind::Float64 => Value::Float(0.0, FloatKind::Float64),
            Kind::Complex128 => Value::Complex(0.0, 0.0),
            Kind::String => Value::String(Str::EMPTY),
            _ => Value::Nil,
        }
    }
}

/// Moves lists and maps out of a container that is about to be dropped.
pub(crate) fn take_containers<'v>(items: impl Iterator<Item = &'v mut Value>, pending: &mut Vec<Value>) {
    for item in items {
        if matches!(item, Value::List(_) | Value::Map(_)) {
            pending.push(std::mem::take(item));
        }
    }
}

/// Drops values without recursion into the lists and maps inside them.
pub(crate) fn drop_all(mut pending: Vec<Value>) {
    while let Some(mut value) = pending.pop() {
        match &mut value {
            Value::List(list) => list.take_containers(&mut pending),
            Value::Map(map) => map.take_containers(&mut pending),
            _ => {}
        }
    }
}

impl IntKind {
    /// The kind of the type.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            IntKind::Int => Kind::Int,
            IntKind::Int8 => Kind::Int8,
            IntKind::Int16 => Kind::Int16,
            IntKind::Int32 => Kind::Int32,
            IntKind::Int64 => Kind::Int64,
        }
    }

    /// The type of a kind, if it is a signed integer.
    #[must_use]
    pub fn of(kind: Kind) -> Option<IntKind> {
        Some(match kind {
            Kind::Int => IntKind::Int,
            Kind::Int8 => IntKind::Int8,
            Kind::Int16 => IntKind::Int16,
            Kind::Int32 => IntKind::Int32,
            Kind::Int64 => IntKind::Int64,
            _ => return None,
        })
    }

    /// The value cut to the width of the type, as a Go conversion does.
    #[must_use]
    pub fn wrap(self, v: i64) -> i64 {
        match self {
            IntKind::Int | IntKind::Int64 => v,
            IntKind::Int8 => i64::from(v as i8),
            IntKind::Int16 => i64::from(v as i16),
            IntKind::Int32 => i64::from(v as i32),
        }
    }
}

impl UintKind {
    /// The kind of the type.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            UintKind::Uint => Kind::Uint,
            UintKind::Uint8 => Kind::Uint8,
            UintKind::Uint16 => Kind::Uint16,
            UintKind::Uint32 => Kind::Uint32,
            UintKind::Uint64 => Kind::Uint64,
            UintKind::Uintptr => Kind::Uintptr,
        }
    }

    /// The type of a kind, if it is an unsigned integer.
    #[must_use]
    pub fn of(kind: Kind) -> Option<UintKind> {
        Some(match kind {
            Kind::Uint => UintKind::Uint,
            Kind::Uint8 => UintKind::Uint8,
            Kind::Uint16 => UintKind::Uint16,
            Kind::Uint32 => UintKind::Uint32,
            Kind::Uint64 => UintKind::Uint64,
            Kind::Uintptr => UintKind::Uintptr,
            _ => return None,
        })
    }

    /// The value cut to the width of the type, as a Go conversion does.
    #[must_use]
    pub fn wrap(self, v: u64) -> u64 {
        match self {
            UintKind::Uint | UintKind::Uint64 | UintKind::Uintptr => v,
            UintKind::Uint8 => u64::from(v as u8),
            UintKind::Uint16 => u64::from(v as u16),
            UintKind::Uint32 => u64::from(v as u32),
        }
    }
}

impl FloatKind {
    /// The kind of the type.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            FloatKind::Float32 => Kind::Float32,
            FloatKind::Float64 => Kind::Float64,
        }
    }
}

impl From<bool> for Value {
    fn from(v: bool) -> Self {
        Value::Bool(v)
    }
}

impl From<f64> for Value {
    fn from(v: f64) -> Self {
        Value::float(v)
    }
}

impl From<Str> for Value {
    fn from(v: Str) -> Self {
        Value::String(v)
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Value::string(v)
    }
}

impl From<String> for Value {
    fn from(v: String) -> Self {
        Value::string(v)
    }
}

impl From<List> for Value {
    fn from(v: List) -> Self {
        Value::List(v)
    }
}

impl From<Map> for Value {
    fn from(v: Map) -> Self {
        Value::Map(v)
    }
}

impl From<Func> for Value {
    fn from(v: Func) -> Self {
        Value::Func(v)
    }
}

impl From<Rc<dyn Object>> for Value {
    fn from(v: Rc<dyn Object>) -> Self {
        Value::Object(v)
    }
}

//! Go types as values carry them and as function parameters declare them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Go's `reflect.Kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    /// No value at all: the untyped nil.
    Invalid,
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex128,
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Pointer,
    Slice,
    String,
    Struct,
}

impl Kind {
    /// Whether this is `int` or one of its sized kin.
    #[must_use]
    pub fn is_int(self) -> bool {
        (Kind::Int..=Kind::Int64).contains(&self)
    }

    /// Whether this is an unsigned integer.
    #[must_use]
    pub fn is_uint(self) -> bool {
        (Kind::Uint..=Kind::Uintptr).contains(&self)
    }

    /// Whether this is `float32` or `float64`.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Kind::Float32 | Kind::Float64)
    }

    /// Go's name of the kind; for scalars also the name of the predeclared type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Invalid => "invalid",
            Kind::Bool => "bool",
            Kind::Int => "int",
            Kind::Int8 => "int8",
            Kind::Int16 => "int16",
            Kind::Int32 => "int32",
            Kind::Int64 => "int64",
            Kind::Uint => "uint",
            Kind::Uint8 => "uint8",
            Kind::Uint16 => "uint16",
            Kind::Uint32 => "uint32",
            Kind::Uint64 => "uint64",
            Kind::Uintptr => "uintptr",
            Kind::Float32 => "float32",
            Kind::Float64 => "float64",
            Kind::Complex128 => "complex128",
            Kind::Array => "array",
            Kind::Chan => "chan",
            Kind::Func => "func",
            Kind::Interface => "interface",
            Kind::Map => "map",
            Kind::Pointer => "ptr",
            Kind::Slice => "slice",
            Kind::String => "string",
            Kind::Struct => "struct",
        }
    }
}

/// A Go type. Usable in statics, e.g. `&[Type::STRING, Type::ANY]` as the parameters of a [`crate::Function`].
/// `Display` gives what Go's `%T` prints.
#[derive(Clone, Debug)]
pub enum Type {
    /// A predeclared scalar type: `bool`, `int` ... `string`. Only scalar kinds belong here.
    Basic(Kind),
    /// `interface {}`.
    Any,
    /// The interface `error`.
    Error,
    /// `reflect.Value`: as a parameter it takes any value as it is; as a result it may be any value.
    Reflect,
    /// `[]E`.
    Slice(TypeRef),
    /// `[N]E`.
    Array(usize, TypeRef),
    /// `map[K]V`.
    Map(TypeRef, TypeRef),
    /// `*E`.
    Pointer(TypeRef),
    /// `chan E`.
    Chan(TypeRef),
    /// A function type, by its text (`func(string) int`).
    Func(Cow<'static, str>),
    /// A named type such as `time.Duration` or `main.Person`.
    Named(Arc<NamedType>),
    /// A named type that is known at compile time.
    Static(&'static NamedType),
}

/// A type that has a name of its own.
#[derive(Clone, Debug)]
pub struct NamedType {
    /// The name with its package: `time.Duration`.
    pub name: Cow<'static, str>,
    /// What it is underneath.
    pub kind: Kind,
    /// Whether values can be compared with `==`.
    pub comparable: bool,
}

impl NamedType {
    /// A comparable named type, for statics.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        NamedType {
            name: Cow::Borrowed(name),
            kind,
            comparable: true,
        }
    }
}

/// A type inside another type: borrowed from a static, or shared.
#[derive(Clone, Debug)]
pub enum TypeRef {
    /// A type that lives forever.
    Static(&'static Type),
    /// A type made at run time.
    Shared(Arc<Type>),
}

impl Deref for TypeRef {
    type Target = Type;

    fn deref(&self) -> &Type {
        match self {
            TypeRef::Static(t) => t,
            TypeRef::Shared(t) => t,
        }
    }
}

impl From<Type> for TypeRef {
    fn from(t: Type) -> Self {
        TypeRef::Shared(Arc::new(t))
    }
}

static ANY: Type = Type::Any;
static STRING: Type = Type::Basic(Kind::String);
static INT: Type = Type::Basic(Kind::Int);
static UINT8: Type = Type::Basic(Kind::Uint8);

impl Type {
    /// `bool`.
    pub const BOOL: Type = Type::Basic(Kind::Bool);
    /// `int`.
    pub const INT: Type = Type::Basic(Kind::Int);
    /// `int32`.
    pub const INT32: Type = Type::Basic(Kind::Int32);
    /// `int64`.
    pub const INT64: Type = Type::Basic(Kind::Int64);
    /// `uint32`.
    pub const UINT32: Type = Type::Basic(Kind::Uint32);
    /// `uint64`.
    pub const UINT64: Type = Type::Basic(Kind::Uint64);
    /// `float64`.
    pub const FLOAT64: Type = Type::Basic(Kind::Float64);
    /// `string`.
    pub const STRING: Type = Type::Basic(Kind::String);
    /// `interface {}`.
    pub const ANY: Type = Type::Any;
    /// `[]byte`, which Go prints as `[]uint8`.
    pub const BYTES: Type = Type::Slice(TypeRef::Static(&UINT8));
    /// `[]string`.
    pub const STRINGS: Type = Type::Slice(TypeRef::Static(&STRING));
    /// `[]int`.
    pub const INTS: Type = Type::Slice(TypeRef::Static(&INT));
    /// `[]interface {}`.
    pub const ANYS: Type = Type::Slice(TypeRef::Static(&ANY));
    /// `map[string]interface {}`.
    pub const MAP: Type = Type::Map(TypeRef::Static(&STRING), TypeRef::Static(&ANY));
    /// `map[string]string`.
    pub const STRING_MAP: Type = Type::Map(TypeRef::Static(&STRING), TypeRef::Static(&STRING));

    /// A comparable or uncomparable named type made at run time.
    #[must_use]
    pub fn named(name: impl Into<Cow<'static, str>>, kind: Kind, comparable: bool) -> Type {
        Type::Named(Arc::new(NamedType {
            name: name.into(),
            kind,
            comparable,
        }))
    }

    /// `[]elem`.
    #[must_use]
    pub fn slice_of(elem: Type) -> Type {
        Type::Slice(elem.into())
    }

    /// `map[key]elem`.
    #[must_use]
    pub fn map_of(key: Type, elem: Type) -> Type {
        Type::Map(key.into(), elem.into())
    }

    /// `*elem`.
    #[must_use]
    pub fn pointer_to(elem: Type) -> Type {
        Type::Pointer(elem.into())
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Type::Basic(kind) => *kind,
            Type::Any | Type::Error => Kind::Interface,
            Type::Reflect => Kind::Struct,
            Type::Slice(_) => Kind::Slice,
            Type::Array(..) => Kind::Array,
            Type::Map(..) => Kind::Map,
            Type::Pointer(_) => Kind::Pointer,
            Type::Chan(_) => Kind::Chan,
            Type::Func(_) => Kind::Func,
            Type::Named(named) => named.kind,
            Type::Static(named) => named.kind,
        }
    }

    /// The element type of a slice, array, map, pointer or channel.
    #[must_use]
    pub fn elem(&self) -> Option<&Type> {
        match self {
            Type::Slice(e) | Type::Array(_, e) | Type::Map(_, e) | Type::Pointer(e) | Type::Chan(e) => Some(e),
            _ => None,
        }
    }

    /// The key type of a map.
    #[must_use]
    pub fn key(&self) -> Option<&Type> {
        match self {
            Type::Map(k, _) => Some(k),
            _ => None,
        }
    }

    /// Whether an untyped nil may stand for a value of this type (an empty `reflect.Value` counts).
    #[must_use]
    pub fn can_be_nil(&self) -> bool {
        matches!(self, Type::Reflect)
            || matches!(
                self.kind(),
                Kind::Chan | Kind::Func | Kind::Interface | Kind::Map | Kind::Pointer | Kind::Slice
            )
    }

    /// Whether `==` works on values of this type.
    #[must_use]
    pub fn comparable(&self) -> bool {
        match self {
            Type::Slice(_) | Type::Map(..) | Type::Func(_) => false,
            Type::Array(_, elem) => elem.comparable(),
            Type::Named(named) => named.comparable,
            Type::Static(named) => named.comparable,
            _ => true,
        }
    }

    fn name_of_named(&self) -> Option<&str> {
        match self {
            Type::Named(named) => Some(&named.name),
            Type::Static(named) => Some(&named.name),
            _ => None,
        }
    }
}

/// Types are the same when Go prints them the same (packages of one name are not told apart).
impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Type::Basic(a), Type::Basic(b)) => a == b,
            (Type::Any, Type::Any) | (Type::Error, Type::Error) | (Type::Reflect, Type::Reflect) => true,
            (Type::Slice(a), Type::Slice(b))
            | (Type::Pointer(a), Type::Pointer(b))
            | (Type::Chan(a), Type::Chan(b)) => **a == **b,
            (Type::Array(n, a), Type::Array(m, b)) => n == m && **a == **b,
            (Type::Map(k, v), Type::Map(l, w)) => **k == **l && **v == **w,
            (Type::Func(a), Type::Func(b)) => a == b,
            _ => match (self.name_of_named(), other.name_of_named()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }
}

impl Eq for Type {}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Basic(kind) => f.write_str(kind.name()),
            Type::Any => f.write_str("interface {}"),
            Type::Error => f.write_str("error"),
            Type::Reflect => f.write_str("reflect.Value"),
            Type::Slice(e) => write!(f, "[]{}", **e),
            Type::Array(n, e) => write!(f, "[{n}]{}", **e),
            Type::Map(k, v) => write!(f, "map[{}]{}", **k, **v),
            Type::Pointer(e) => write!(f, "*{}", **e),
            Type::Chan(e) => write!(f, "chan {}", **e),
            Type::Func(text) => f.write_str(text),
            Type::Named(named) => f.write_str(&named.name),
            Type::Static(named) => f.write_str(&named.name),
        }
    }
}

//! Go's text/template for Rust: the same syntax, typing, formatting and errors.
//!
//! Behaviour follows Go 1.26: values carry Go types, so that `%T`, comparisons and error texts come out as Go's.

mod error;
mod function;
mod list;
mod map;
mod object;
mod quote;
mod text;
mod types;
mod unicode;
mod value;

pub use error::{ExecError, FuncError, Location, ParseError};
pub use function::{
    Call, Callable, Closure, Closures, Func, Function, FunctionLayer, Functions, Run, Signature,
};
pub use list::List;
pub use map::{Key, Map};
pub use object::{ErrorValue, Field, Iterates, Object, Pointer};
pub use text::Str;
pub use types::{Kind, NamedType, Type, TypeRef};
pub use value::{FloatKind, IntKind, UintKind, Value};

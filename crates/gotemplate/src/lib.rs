//! Go's text/template for Rust: the same syntax, typing, formatting and errors.
//!
//! A [`TemplateSet`] holds parsed templates and may be shared between threads. Executing one takes data ([`Value`]), layers of
//! functions ([`FunctionLayer`]) and [`ExecOptions`]:
//!
//! ```
//! use gotemplate::{ExecOptions, Map, TemplateSet, Value};
//!
//! let mut set = TemplateSet::new();
//! set.parse("greeting", "Hello {{ .name }}{{ if gt .n 1 }}s{{ end }}", &[])?;
//! let data = Map::new();
//! data.insert("name", "sidecar");
//! data.insert("n", Value::int(2));
//! let out = set.execute("greeting", &[], data.into(), &ExecOptions::default())?;
//! assert_eq!(out, b"Hello sidecars");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Behaviour follows Go 1.26: values carry Go types, so that `%T`, comparisons and error texts come out as Go's.

mod args;
mod builtins;
mod compare;
mod error;
mod escape;
mod eval;
mod exec;
pub mod format;
mod function;
mod lex;
mod list;
mod map;
mod node;
mod number;
mod object;
mod parse;
mod quote;
mod slot;
mod template;
mod text;
mod types;
mod unicode;
mod value;

pub use error::{ExecError, FuncError, Location, ParseError};
pub use function::{Call, Callable, Closure, Closures, Func, Function, FunctionLayer, Functions, Run, Signature};
pub use list::List;
pub use map::{Key, Map, Watch};
pub use object::{ErrorValue, Field, Iterates, Object, Pointer};
pub use template::{ExecOptions, MissingKey, TemplateSet};
pub use text::Str;
pub use types::{Kind, NamedType, Type, TypeRef};
pub use value::{FloatKind, IntKind, UintKind, Value};

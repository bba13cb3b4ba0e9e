//! The Go struct shapes of the Kubernetes kinds that istioctl touches.
//!
//! Go's tools read a manifest into typed structs and write it back, which fills in fields, canonicalises quantities and times,
//! rejects values of a wrong type, and drops what the structs do not know. This crate gives the same result on the plain
//! [`kubeyaml::Value`] tree, from a table of the structs that `tools/kubeschema` generates out of `k8s.io/api`.
//!
//! - [`Schema`] finds a struct by apiVersion and kind or by Go type name, and a field by its JSON or Go name;
//! - [`decode`] is `yaml.Unmarshal` into a struct and `yaml.Marshal` back, but keeps unknown fields when asked to; [`decode_owned`]
//!   does the same to a tree that it may change;
//! - [`quantity`] is `resource.Quantity`: parsing, canonical text, order.

mod decode;
mod error;
mod go_number;
mod in_place;
mod path;
pub mod quantity;
mod spelling;
mod table;
mod time;

pub use decode::{Coerced, Decoded, Renamed, Unknown, UnknownFields, decode, zero};
pub use error::{DecodeError, Problem};
pub use in_place::decode_owned;
pub use path::{Path, Step};
pub use spelling::nearest;
pub use table::{Field, FieldMatch, PatchStrategy, Schema, Struct, StructId, Type};

//! YAML as Kubernetes tools read and write it, with positions and edits that keep untouched bytes.
//!
//! [`Stream`] splits a file into documents, [`Document`] holds one as a tree of [`NodeRef`]s that know where they stand, and
//! [`Document::to_value`] gives the plain data as Go's `sigs.k8s.io/yaml` would. [`to_string`] writes data as that package does.

mod comments;
mod compose;
mod decode;
mod document;
mod encoding;
mod error;
mod limits;
mod node;
mod position;
mod resolve;
mod scan;
mod stream;
mod value;
mod write;

pub mod edit;
pub mod json;

pub use comments::Comment;
pub use document::Document;
pub use encoding::Encoding;
pub use error::{Error, Reason};
pub use limits::{DuplicateKeys, Limits, Strictness};
pub use node::{CollectionStyle, DuplicateKey, Entry, NodeId, NodeKind, NodeRef, ScalarStyle};
pub use position::Position;
pub use resolve::Scalar;
pub use stream::{Documents, Stream, from_slice, from_str};
pub use value::{Mapping, Number, Value};
pub use write::{
    Layout, Place, marshal, render_block, render_flow, render_scalar, render_string, to_string, to_string_with,
};

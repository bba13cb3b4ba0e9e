//! YAML as Kubernetes tools read and write it, with positions and edits that keep untouched bytes.
//!
//! [`Stream`] splits a file into documents, [`Document`] holds one as a tree of [`NodeRef`]s that know where they stand, and
//! [`Document::to_value`] gives the plain data as Go's `sigs.k8s.io/yaml` would. [`to_string`] writes data as that package does,
//! [`json`] as `encoding/json` does, and [`edit`] changes a document in place.
//!
//! ```
//! use kubeyaml::{Limits, Stream};
//!
//! let stream = Stream::parse(b"mode: 0644\n---\nspec: {replicas: 3} # three\n", &Limits::default())?;
//! let documents = stream.to_documents()?;
//! assert_eq!(documents[0].to_value()?.get("mode"), Some(&420.into()));
//!
//! let replicas = documents[1].root().and_then(|root| root.get_path(&["spec", "replicas"])).expect("it is there");
//! assert_eq!((replicas.raw(), replicas.position().line, replicas.position().column), ("3", 3, 18));
//! assert_eq!(kubeyaml::to_string(&documents[1].to_value()?), "spec:\n  replicas: 3\n");
//! # Ok::<(), kubeyaml::Error>(())
//! ```
//!
//! # What differs from Go
//!
//! Measured against `sigs.k8s.io/yaml` v1.6.0 on `go.yaml.in/yaml/v2` v2.4.4. Reading:
//! - text that only Go rejects is taken, see [`Strictness`];
//! - nesting ends at [`Limits::max_depth`], by default 500 levels, and not at 10,000;
//! - content that follows a document's root is an error of its own, while Go never looks at it;
//! - keys that are different to Go but the same in JSON (`1` and `"1"`) count as one, the last value wins; Go's result is random;
//! - a value that a later duplicate replaces is still checked, so a null key in it is an error;
//! - `{} : x` and `[] : x` are errors; Go takes the empty collection and ignores the rest;
//! - a second byte order mark right after the first makes no difference; in Go it can swallow characters of later lines.
//!
//! Writing:
//! - infinities, NaN and the characters that YAML text cannot hold are written, where Go fails ([`marshal`] fails as well);
//! - sets of keys whose order in Go is circular come in one fixed order;
//! - in that order, combining marks and letter-like numbers count as letters.

mod comments;
mod compose;
mod decode;
mod document;
mod encoding;
mod error;
mod index;
mod limits;
mod mapping;
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
pub use mapping::Mapping;
pub use node::{CollectionStyle, DuplicateKey, Entry, NodeId, NodeKind, NodeRef, ScalarStyle};
pub use position::Position;
pub use resolve::Scalar;
pub use stream::{Documents, Stream, from_slice, from_str};
pub use value::{Number, Value};
pub use write::{
    Layout, Place, marshal, render_block, render_flow, render_scalar, render_string, to_string, to_string_with,
};

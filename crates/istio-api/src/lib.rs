//! The Istio API: mesh config, proxy config and what is generated from them.
//!
//! Messages are plain data shaped by descriptor tables rather than generated types, so that a field unknown to this
//! program can be told from a misspelt one, and so that one table serves decoding, output and Go templates.
//!
//! - [`descriptor`]: what messages look like; the tables live in `descriptors/`, one file an API package.
//! - [`message`]: a message as data. [`protojson`]: to and from JSON and YAML trees.
//! - [`mesh`]: mesh config and proxy config: defaults, merging, validation.
//! - [`template`]: messages as Go templates see them. [`prototext`]: as Go prints them.
//! - [`values`]: the types of Helm values.

pub mod crd;
pub mod descriptor;
pub mod duration;
pub mod mesh;
pub mod message;
pub mod protojson;
pub mod prototext;
mod suggestion;
pub mod template;
pub mod values;

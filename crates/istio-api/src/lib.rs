//! The Istio API: its kinds as Rust types, mesh config, proxy config and values.
//!
//! The API is written down once, in `api/*.api`, with documentation. From there come the CRDs that an installation has and
//! the types of [`networking`], [`security`], [`telemetry`], [`extensions`], [`operator`] and [`mesh::types`]; [`kinds`] is the
//! table of kinds, and [`typed`] says how the types are made.
//!
//! Mesh config is held a second way. There messages are plain data shaped by descriptor tables rather than generated types, so that a field unknown to this
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
pub mod generated;
pub mod mesh;
pub mod message;
pub mod protojson;
pub mod prototext;
mod suggestion;
pub mod template;
pub mod typed;
pub mod values;

pub use generated::{extensions, networking, operator, security, selector, status, telemetry};
pub use typed::{Kind, Scope, kind, kinds};

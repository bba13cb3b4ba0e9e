// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the Istio API, a module a group.

pub mod extensions;
pub(crate) mod kinds;
pub mod mesh;
pub mod networking;
pub mod operator;
pub mod security;
pub mod selector;
pub mod status;
pub mod telemetry;

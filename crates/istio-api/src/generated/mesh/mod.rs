// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group mesh.

mod extension_provider;
mod mesh_config;
mod networks;
mod proxy;
mod tracing;
mod tracing_provider;

pub use extension_provider::*;
pub use mesh_config::*;
pub use networks::*;
pub use proxy::*;
pub use tracing::*;
pub use tracing_provider::*;

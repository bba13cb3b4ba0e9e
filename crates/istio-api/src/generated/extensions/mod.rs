// Written by `cargo xtask generate` from crates/istio-api/api.

//! The types of the group extensions.

mod traffic_extension;
mod wasm_plugin;

pub use traffic_extension::*;
pub use wasm_plugin::*;

/// The objects of version `v1alpha1`.
#[cfg(feature = "kube")]
pub mod v1alpha1 {
    /// A filter, in WebAssembly or Lua, that is put into the proxies of workloads.
    pub type TrafficExtension = crate::typed::Object<super::TrafficExtensionSpec, crate::typed::V1Alpha1>;
    /// A WebAssembly filter that is put into the proxies of workloads.
    pub type WasmPlugin = crate::typed::Object<super::WasmPluginSpec, crate::typed::V1Alpha1>;
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! TrafficExtension.

use serde::{Deserialize, Serialize};

/// A WebAssembly or Lua filter for proxies.
///
/// At most one of `wasm`, `lua` is set.
///
/// In protobuf: `istio.extensions.v1alpha1.TrafficExtension`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficExtensionSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The objects this applies to, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// Where in the chain of filters it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<ExecutionPhase>,
    /// The order within the phase, high numbers first. Default: 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// The traffic that passes the filter. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<Vec<TrafficSelector>>,
    /// A WebAssembly filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wasm: Option<WasmConfig>,
    /// A Lua filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lua: Option<LuaConfig>,
}

impl crate::typed::Spec for TrafficExtensionSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::TRAFFIC_EXTENSION;
}

/// Selects traffic. Both parts that are set must hold.
///
/// In protobuf: `istio.extensions.v1alpha1.TrafficSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficSelector {
    /// The side of the traffic. Default: both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<crate::generated::selector::WorkloadMode>,
    /// Ports, of which one must match. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<crate::generated::selector::PortSelector>>,
}

/// A WebAssembly filter.
///
/// In protobuf: `istio.extensions.v1alpha1.WasmConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WasmConfig {
    /// Where the module comes from: `oci://`, `http://`, `https://` or `file://`. Without a scheme: `oci://`.
    pub url: String,
    /// The checksum of the module or image, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// When the module is fetched again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<super::PullPolicy>,
    /// The secret with the credentials of the registry, in the workload's namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_secret: Option<String>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_key: Option<String>,
    /// The settings that the filter gets, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin_config: Option<serde_json::Map<String, serde_json::Value>>,
    /// The name that the filter gets for itself, its root ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plugin_name: Option<String>,
    /// What happens when the module does not load or fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_strategy: Option<super::FailStrategy>,
    /// Settings of the virtual machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vm_config: Option<super::VmConfig>,
    /// Whether it is an HTTP or a network filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<super::PluginType>,
}

/// A Lua filter.
///
/// In protobuf: `istio.extensions.v1alpha1.LuaConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LuaConfig {
    /// The Lua program, with `envoy_on_request` or `envoy_on_response`.
    pub inline_code: String,
}

/// Where in the chain of filters an extension goes.
///
/// In protobuf: `istio.extensions.v1alpha1.TrafficExtension.ExecutionPhase`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExecutionPhase {
    /// At the end, before the router.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// Before the authentication filters.
    #[serde(rename = "AUTHN")]
    Authn,
    /// After authentication and before the authorization filters.
    #[serde(rename = "AUTHZ")]
    Authz,
    /// After authorization and before the statistics filters.
    #[serde(rename = "STATS")]
    Stats,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

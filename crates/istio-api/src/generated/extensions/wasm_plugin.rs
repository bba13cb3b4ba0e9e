// Written by `cargo xtask generate` from crates/istio-api/api.

//! WasmPlugin.

use serde::{Deserialize, Serialize};

/// A WebAssembly filter for proxies.
///
/// In protobuf: `istio.extensions.v1alpha1.WasmPlugin`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WasmPluginSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The one object this applies to. `targetRefs` takes several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_ref: Option<crate::generated::selector::PolicyTargetReference>,
    /// The objects this applies to, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// Where the module comes from: `oci://`, `http://`, `https://` or `file://`. Without a scheme: `oci://`.
    pub url: String,
    /// The checksum of the module or image, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// When the module is fetched again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<PullPolicy>,
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
    /// Where in the chain of filters it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<PluginPhase>,
    /// The order within the phase, high numbers first. Default: 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    /// What happens when the module does not load or fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_strategy: Option<FailStrategy>,
    /// Settings of the virtual machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vm_config: Option<VmConfig>,
    /// The traffic that passes the filter. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<Vec<WasmPluginTrafficSelector>>,
    /// Whether it is an HTTP or a network filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PluginType>,
}

impl crate::typed::Spec for WasmPluginSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::WASM_PLUGIN;
}

/// Settings of the virtual machine.
///
/// In protobuf: `istio.extensions.v1alpha1.VmConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VmConfig {
    /// Environment variables of the module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<Vec<EnvVar>>,
}

/// An environment variable of the module.
///
/// In protobuf: `istio.extensions.v1alpha1.EnvVar`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvVar {
    /// The variable, unique in its list.
    pub name: String,
    /// Where the value comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_from: Option<EnvValueSource>,
    /// The value, for INLINE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Selects traffic. Both parts that are set must hold.
///
/// In protobuf: `istio.extensions.v1alpha1.WasmPlugin.TrafficSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WasmPluginTrafficSelector {
    /// The side of the traffic. Default: both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<crate::generated::selector::WorkloadMode>,
    /// Ports, of which one must match. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<crate::generated::selector::PortSelector>>,
}

/// When a module is fetched again.
///
/// In protobuf: `istio.extensions.v1alpha1.PullPolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PullPolicy {
    /// IfNotPresent, but Always for an image with the tag `latest`.
    #[serde(rename = "UNSPECIFIED_POLICY")]
    UnspecifiedPolicy,
    /// Only when it is not there.
    IfNotPresent,
    /// Whenever the plugin changes.
    Always,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Where in the chain of filters a plugin goes.
///
/// In protobuf: `istio.extensions.v1alpha1.PluginPhase`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PluginPhase {
    /// At the end, before the router.
    #[serde(rename = "UNSPECIFIED_PHASE")]
    UnspecifiedPhase,
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

/// What happens when a module does not load or fails.
///
/// In protobuf: `istio.extensions.v1alpha1.FailStrategy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FailStrategy {
    /// Requests fail.
    #[serde(rename = "FAIL_CLOSE")]
    FailClose,
    /// Requests go through without the filter.
    #[serde(rename = "FAIL_OPEN")]
    FailOpen,
    /// After an error at run time the next request gets a new instance; with any other error requests fail.
    #[serde(rename = "FAIL_RELOAD")]
    FailReload,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Where the value of a variable comes from.
///
/// In protobuf: `istio.extensions.v1alpha1.EnvValueSource`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum EnvValueSource {
    /// From `value`.
    #[serde(rename = "INLINE")]
    Inline,
    /// From the proxy's environment.
    #[serde(rename = "HOST")]
    Host,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// The kind of filter.
///
/// In protobuf: `istio.extensions.v1alpha1.PluginType`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PluginType {
    /// The default, which is HTTP.
    #[serde(rename = "UNSPECIFIED_PLUGIN_TYPE")]
    UnspecifiedPluginType,
    /// An HTTP filter.
    #[serde(rename = "HTTP")]
    Http,
    /// A network filter.
    #[serde(rename = "NETWORK")]
    Network,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

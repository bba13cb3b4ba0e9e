// Written by `cargo xtask generate` from crates/istio-api/api.

//! The kind ProxyConfig. The settings of mesh config are in ../mesh/proxy.api.

use serde::{Deserialize, Serialize};

/// Settings of the proxies of workloads.
///
/// In protobuf: `istio.networking.v1beta1.ProxyConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfigSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// Worker threads of the proxy. 0 means one a core. Default: from the CPU limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<i32>,
    /// Further environment variables of the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment_variables: Option<std::collections::BTreeMap<String, String>>,
    /// The proxy's image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ProxyImage>,
}

impl crate::typed::Spec for ProxyConfigSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::PROXY_CONFIG;
}

/// The variant of an image.
///
/// In protobuf: `istio.networking.v1beta1.ProxyImage`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyImage {
    /// The variant, such as `default`, `debug` or `distroless`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_type: Option<String>,
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! PeerAuthentication.

use serde::{Deserialize, Serialize};

/// Whether connections to workloads need mutual TLS.
///
/// In protobuf: `istio.security.v1beta1.PeerAuthentication`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PeerAuthenticationSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The setting for all ports. Default: inherited from the namespace, then from the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mtls: Option<MutualTls>,
    /// Settings by port of the workload. They need a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_level_mtls: Option<std::collections::BTreeMap<String, MutualTls>>,
}

impl crate::typed::Spec for PeerAuthenticationSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::PEER_AUTHENTICATION;
}

/// A setting of mutual TLS.
///
/// In protobuf: `istio.security.v1beta1.PeerAuthentication.MutualTLS`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MutualTls {
    /// Whether mutual TLS is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<MutualTlsMode>,
}

/// Whether mutual TLS is needed.
///
/// In protobuf: `istio.security.v1beta1.PeerAuthentication.MutualTLS.Mode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MutualTlsMode {
    /// Inherited; PERMISSIVE where nothing is set.
    #[serde(rename = "UNSET")]
    Unset,
    /// Plaintext only.
    #[serde(rename = "DISABLE")]
    Disable,
    /// Plaintext and mutual TLS.
    #[serde(rename = "PERMISSIVE")]
    Permissive,
    /// Mutual TLS only.
    #[serde(rename = "STRICT")]
    Strict,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

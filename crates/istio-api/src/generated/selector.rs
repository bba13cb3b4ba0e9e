// Written by `cargo xtask generate` from crates/istio-api/api.

//! How policies name the objects they apply to.

use serde::{Deserialize, Serialize};

/// Selects workloads of the same namespace by labels; in the root namespace, of every namespace.
///
/// In protobuf: `istio.type.v1beta1.WorkloadSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadSelector {
    /// The labels that a workload has, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_labels: Option<std::collections::BTreeMap<String, String>>,
}

/// The object that a policy applies to: a Gateway, GatewayClass, Service or ServiceEntry.
///
/// In protobuf: `istio.type.v1beta1.PolicyTargetReference`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyTargetReference {
    /// The API group of the object. Empty for the core group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The kind of the object.
    pub kind: String,
    /// The name of the object.
    pub name: String,
    /// The namespace of the object, which must be the policy's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}

/// A port.
///
/// In protobuf: `istio.type.v1beta1.PortSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortSelector {
    /// The port number.
    pub number: u32,
}

/// The side of the traffic that a workload is on.
///
/// In protobuf: `istio.type.v1beta1.WorkloadMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WorkloadMode {
    /// The default of the field.
    #[serde(rename = "UNDEFINED")]
    Undefined,
    /// Outbound traffic.
    #[serde(rename = "CLIENT")]
    Client,
    /// Inbound traffic.
    #[serde(rename = "SERVER")]
    Server,
    /// Traffic both ways.
    #[serde(rename = "CLIENT_AND_SERVER")]
    ClientAndServer,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

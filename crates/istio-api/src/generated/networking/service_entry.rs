// Written by `cargo xtask generate` from crates/istio-api/api.

//! ServiceEntry.

use serde::{Deserialize, Serialize};

/// A service that is added to the mesh's registry.
///
/// In protobuf: `istio.networking.v1alpha3.ServiceEntry`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceEntrySpec {
    /// The service's DNS names; a leading `*.` is allowed when it has no resolution by DNS.
    pub hosts: Vec<String>,
    /// Virtual IP addresses or CIDR ranges of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<String>>,
    /// The service's ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<ServicePort>>,
    /// Whether the service counts as part of the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// How the service's endpoints are found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// The service's endpoints. Default: its hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoints: Option<Vec<super::WorkloadEntrySpec>>,
    /// Selects pods and WorkloadEntries of this namespace as endpoints of a service within the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workload_selector: Option<WorkloadSelector>,
    /// The namespaces that see this service: names, `.` for this one, `*` for all. Default: the mesh setting, which
    /// is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_to: Option<Vec<String>>,
    /// The names of which the server's certificate must have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_alt_names: Option<Vec<String>>,
}

impl crate::typed::Spec for ServiceEntrySpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::SERVICE_ENTRY;
}

/// A port of a service.
///
/// In protobuf: `istio.networking.v1alpha3.ServicePort`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePort {
    /// The port number.
    pub number: u32,
    /// The protocol: HTTP, HTTPS, HTTP2, GRPC, MONGO, REDIS, MYSQL, TCP or TLS. Default: found out from traffic or
    /// the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// A name for the port.
    pub name: String,
    /// The endpoints' port. Default: `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_port: Option<u32>,
}

/// Selects workloads of the same namespace by labels.
///
/// In protobuf: `istio.networking.v1alpha3.WorkloadSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadSelector {
    /// The labels that a workload has, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
}

/// Whether a service counts as part of the mesh.
///
/// In protobuf: `istio.networking.v1alpha3.ServiceEntry.Location`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Location {
    /// Outside: no mutual TLS, and policies are enforced by the client.
    #[serde(rename = "MESH_EXTERNAL")]
    MeshExternal,
    /// Inside, like a service of Kubernetes.
    #[serde(rename = "MESH_INTERNAL")]
    MeshInternal,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// How a service's endpoints are found.
///
/// In protobuf: `istio.networking.v1alpha3.ServiceEntry.Resolution`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Resolution {
    /// The address that the client asked for is used.
    #[serde(rename = "NONE")]
    None,
    /// The endpoints' addresses are used as they are given.
    #[serde(rename = "STATIC")]
    Static,
    /// Names are looked up, and all addresses are used.
    #[serde(rename = "DNS")]
    Dns,
    /// Names are looked up, and the first address is used for new connections.
    #[serde(rename = "DNS_ROUND_ROBIN")]
    DnsRoundRobin,
    /// The host of each request is looked up, for hosts with a wildcard.
    #[serde(rename = "DYNAMIC_DNS")]
    DynamicDns,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! WorkloadEntry.

use serde::{Deserialize, Serialize};

/// A workload outside Kubernetes, such as a virtual machine.
///
/// In protobuf: `istio.networking.v1alpha3.WorkloadEntry`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadEntrySpec {
    /// The IP address, DNS name or Unix socket (`unix://`) without port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Port numbers by the name of the service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<std::collections::BTreeMap<String, u32>>,
    /// The workload's labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    /// The network on which the address can be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// The failure domain, `region/zone/sub-zone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// The share of traffic relative to other endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
    /// The service account of the workload, in the same namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account: Option<String>,
}

impl crate::typed::Spec for WorkloadEntrySpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::WORKLOAD_ENTRY;
}

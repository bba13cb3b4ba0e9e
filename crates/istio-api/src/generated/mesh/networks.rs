// Written by `cargo xtask generate` from crates/istio-api/api.

//! Mesh networks.

use serde::{Deserialize, Serialize};

/// The networks of a mesh.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshNetworks`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeshNetworks {
    /// Networks by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub networks: Option<std::collections::BTreeMap<String, Network>>,
}

/// A network: endpoints that reach one another directly.
///
/// In protobuf: `istio.mesh.v1alpha1.Network`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Network {
    /// What belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoints: Option<Vec<NetworkEndpoints>>,
    /// How other networks reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<IstioNetworkGateway>>,
}

/// Endpoints of a network.
///
/// At most one of `from_cidr`, `from_registry` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.Network.NetworkEndpoints`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkEndpoints {
    /// All endpoints with addresses of this CIDR range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_cidr: Option<String>,
    /// All endpoints of this cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_registry: Option<String>,
}

impl NetworkEndpoints {
    /// With `from_cidr` set: all endpoints with addresses of this CIDR range.
    #[must_use]
    pub fn from_cidr(value: impl Into<String>) -> Self {
        Self {
            from_cidr: Some(value.into()),
            ..Self::default()
        }
    }

    /// With `from_registry` set: all endpoints of this cluster.
    #[must_use]
    pub fn from_registry(value: impl Into<String>) -> Self {
        Self {
            from_registry: Some(value.into()),
            ..Self::default()
        }
    }
}

/// A gateway of a network.
///
/// At most one of `registry_service_name`, `address` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.Network.IstioNetworkGateway`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioNetworkGateway {
    /// The full name of the gateway's Kubernetes service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_service_name: Option<String>,
    /// The gateway's IP address or DNS name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The gateway's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The gateway's locality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
}

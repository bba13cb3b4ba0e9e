// Written by `cargo xtask generate` from crates/istio-api/api.

//! Gateway.

use serde::{Deserialize, Serialize};

/// The ports of a load balancer at the edge of the mesh.
///
/// In protobuf: `istio.networking.v1alpha3.Gateway`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewaySpec {
    /// The ports that are opened, with their hosts and TLS settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub servers: Option<Vec<Server>>,
    /// The labels of the pods that act as this gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<std::collections::BTreeMap<String, String>>,
}

impl crate::typed::Spec for GatewaySpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::GATEWAY;
}

/// A port of a gateway.
///
/// In protobuf: `istio.networking.v1alpha3.Server`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Server {
    /// The port and protocol.
    pub port: Port,
    /// The address or Unix socket to listen on. Default: all addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// The hosts that are served, as `namespace/name` or `name`; `*` and `.` may stand for any and for the own
    /// namespace.
    pub hosts: Vec<String>,
    /// TLS of this port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<super::ServerTlsSettings>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_endpoint: Option<String>,
    /// A name for this port, unique within the gateway, which statistics show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A port with its protocol.
///
/// In protobuf: `istio.networking.v1alpha3.Port`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// The port number.
    pub number: u32,
    /// The protocol: HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, MONGO, REDIS, MYSQL, TCP or TLS.
    pub protocol: String,
    /// A name for the port.
    pub name: String,
    /// The endpoints' port. Not used by gateways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_port: Option<u32>,
}

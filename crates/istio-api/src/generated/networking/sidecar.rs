// Written by `cargo xtask generate` from crates/istio-api/api.

//! Sidecar.

use serde::{Deserialize, Serialize};

/// What the proxy of a workload accepts and reaches.
///
/// In protobuf: `istio.networking.v1alpha3.Sidecar`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SidecarSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workload_selector: Option<super::WorkloadSelector>,
    /// Ports on which inbound traffic is accepted. Default: those of the workload's services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress: Option<Vec<IstioIngressListener>>,
    /// Ports and hosts for outbound traffic. Default: the namespace's settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egress: Option<Vec<IstioEgressListener>>,
    /// Limits of connections to the workload, in place of those of its DestinationRule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_connection_pool: Option<super::ConnectionPoolSettings>,
    /// What happens to traffic to unknown hosts. Default: the mesh setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_traffic_policy: Option<OutboundTrafficPolicy>,
}

impl crate::typed::Spec for SidecarSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::SIDECAR;
}

/// A port for inbound traffic.
///
/// In protobuf: `istio.networking.v1alpha3.IstioIngressListener`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioIngressListener {
    /// The port and protocol.
    pub port: SidecarPort,
    /// The address to listen on. Default: the workload's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// How traffic reaches the port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_mode: Option<CaptureMode>,
    /// Where traffic goes: `127.0.0.1:PORT`, `[::1]:PORT`, `0.0.0.0:PORT`, `[::]:PORT` or `unix://PATH`. Default: the
    /// same port of the workload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_endpoint: Option<String>,
    /// TLS of the port, for traffic from outside the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<super::ServerTlsSettings>,
    /// Limits of connections to this port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_pool: Option<super::ConnectionPoolSettings>,
}

/// A port with its protocol.
///
/// In protobuf: `istio.networking.v1alpha3.SidecarPort`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SidecarPort {
    /// The port number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The protocol: HTTP, HTTPS, HTTP2, GRPC, MONGO, REDIS, MYSQL, TCP or TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// A name for the port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_port: Option<u32>,
}

/// A port, or all ports, for outbound traffic.
///
/// In protobuf: `istio.networking.v1alpha3.IstioEgressListener`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioEgressListener {
    /// The port and protocol. Default: the ports of the hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<SidecarPort>,
    /// The address to listen on, or a Unix socket. It needs a port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// How traffic reaches the port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_mode: Option<CaptureMode>,
    /// The hosts that are reachable, as `namespace/name`; `*`, `.` and `~` stand for any, the own and no namespace.
    pub hosts: Vec<String>,
}

/// What happens to outbound traffic to unknown hosts.
///
/// In protobuf: `istio.networking.v1alpha3.OutboundTrafficPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutboundTrafficPolicy {
    /// Whether it is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<OutboundTrafficMode>,
    /// The service that all of it goes to, such as an egress gateway, which the `egress` hosts must include.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egress_proxy: Option<super::Destination>,
}

/// How traffic reaches a port.
///
/// In protobuf: `istio.networking.v1alpha3.CaptureMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum CaptureMode {
    /// As the proxy's mode says.
    #[serde(rename = "DEFAULT")]
    Default,
    /// Traffic is redirected by iptables.
    #[serde(rename = "IPTABLES")]
    Iptables,
    /// Traffic is not redirected; applications address the port themselves.
    #[serde(rename = "NONE")]
    None,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Whether traffic to unknown hosts is allowed.
///
/// In protobuf: `istio.networking.v1alpha3.OutboundTrafficPolicy.Mode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OutboundTrafficMode {
    /// It is dropped.
    #[serde(rename = "REGISTRY_ONLY")]
    RegistryOnly,
    /// It goes through.
    #[serde(rename = "ALLOW_ANY")]
    AllowAny,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! Limits of connections.

use serde::{Deserialize, Serialize};

/// Limits of connections and requests to a service.
///
/// In protobuf: `istio.networking.v1alpha3.ConnectionPoolSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionPoolSettings {
    /// Settings for all connections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<TcpSettings>,
    /// Settings for HTTP connections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<HttpSettings>,
}

/// Settings for all connections.
///
/// In protobuf: `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TcpSettings {
    /// The most connections to the service. Default: 4294967295.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_connections: Option<i32>,
    /// The time limit for making a connection. Default: 10s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect_timeout: Option<crate::typed::Duration>,
    /// TCP keepalive. Default: the mesh setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp_keepalive: Option<TcpKeepalive>,
    /// How long a connection may last. Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_connection_duration: Option<crate::typed::Duration>,
    /// How long a TCP connection may be idle; 0s turns the limit off. Default: 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout: Option<crate::typed::Duration>,
}

/// TCP keepalive of a socket.
///
/// In protobuf: `istio.networking.v1alpha3.ConnectionPoolSettings.TCPSettings.TcpKeepalive`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TcpKeepalive {
    /// Unanswered probes before the connection is dropped. Default: the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probes: Option<u32>,
    /// How long a connection is idle before probes are sent. Default: the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<crate::typed::Duration>,
    /// The time between probes. Default: the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<crate::typed::Duration>,
}

/// Settings for HTTP connections.
///
/// In protobuf: `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpSettings {
    /// The most requests that wait for a connection. Default: 4294967295.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http1_max_pending_requests: Option<i32>,
    /// The most requests under way. Default: 4294967295.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http2_max_requests: Option<i32>,
    /// Requests after which a connection is closed; 1 turns keepalive off. Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_requests_per_connection: Option<i32>,
    /// The most retries under way. Default: 4294967295.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_retries: Option<i32>,
    /// How long a connection without requests stays open. Default: 1h.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout: Option<crate::typed::Duration>,
    /// Whether HTTP/1.1 connections to the service become HTTP/2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h2_upgrade_policy: Option<H2UpgradePolicy>,
    /// Whether the service is spoken to in the protocol that the client uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_client_protocol: Option<bool>,
    /// The most streams on an HTTP/2 connection. Default: 2147483647.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrent_streams: Option<i32>,
}

/// Whether connections become HTTP/2.
///
/// In protobuf: `istio.networking.v1alpha3.ConnectionPoolSettings.HTTPSettings.H2UpgradePolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum H2UpgradePolicy {
    /// The mesh setting.
    #[serde(rename = "DEFAULT")]
    Default,
    /// HTTP/1.1 stays.
    #[serde(rename = "DO_NOT_UPGRADE")]
    DoNotUpgrade,
    /// Connections become HTTP/2.
    #[serde(rename = "UPGRADE")]
    Upgrade,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! DestinationRule.

use serde::{Deserialize, Serialize};

/// How connections to a service are made once a route chose it.
///
/// In protobuf: `istio.networking.v1alpha3.DestinationRule`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DestinationRuleSpec {
    /// The service in the registry: a Kubernetes service, a host of a ServiceEntry, or a `*.` wildcard. Short names
    /// belong to this namespace.
    pub host: String,
    /// The policy for all of the service's ports and subsets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic_policy: Option<TrafficPolicy>,
    /// Named parts of the service's endpoints, which routes may name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsets: Option<Vec<Subset>>,
    /// The namespaces that see this rule: names, `.` for this one, `*` for all. Default: the mesh setting, which is
    /// all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_to: Option<Vec<String>>,
    /// The client workloads of this namespace that use the rule. Default: all that see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workload_selector: Option<crate::generated::selector::WorkloadSelector>,
}

impl crate::typed::Spec for DestinationRuleSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::DESTINATION_RULE;
}

/// How connections to a service's endpoints are made.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrafficPolicy {
    /// How an endpoint is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer: Option<super::LoadBalancerSettings>,
    /// Limits of connections and requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_pool: Option<super::ConnectionPoolSettings>,
    /// When endpoints that fail are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlier_detection: Option<super::OutlierDetection>,
    /// TLS to the endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<super::ClientTlsSettings>,
    /// Policies for single ports. What such a policy leaves out has its default value, not the value given here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_level_settings: Option<Vec<PortTrafficPolicy>>,
    /// Carries TCP connections through an HTTP proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tunnel: Option<TunnelSettings>,
    /// Sends the PROXY protocol header to the endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_protocol: Option<ProxyProtocol>,
    /// How many retries there may be relative to the requests under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_budget: Option<RetryBudget>,
}

/// The policy of one port.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy.PortTrafficPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortTrafficPolicy {
    /// The service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<super::PortSelector>,
    /// How an endpoint is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer: Option<super::LoadBalancerSettings>,
    /// Limits of connections and requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_pool: Option<super::ConnectionPoolSettings>,
    /// When endpoints that fail are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlier_detection: Option<super::OutlierDetection>,
    /// TLS to the endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<super::ClientTlsSettings>,
}

/// A tunnel through an HTTP proxy.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy.TunnelSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TunnelSettings {
    /// The HTTP method that opens the tunnel: `CONNECT` or `POST`. Default: `CONNECT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// The host to which the tunnel leads.
    pub target_host: String,
    /// The port to which the tunnel leads.
    pub target_port: u32,
}

/// The PROXY protocol towards endpoints.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy.ProxyProtocol`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyProtocol {
    /// The version of the protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<ProxyProtocolVersion>,
}

/// A limit of concurrent retries.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy.RetryBudget`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryBudget {
    /// Retries as a share of active and pending requests, in percent. Default: 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Retries that may always be under way. Default: 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_retry_concurrency: Option<u32>,
}

/// A named part of a service's endpoints.
///
/// In protobuf: `istio.networking.v1alpha3.Subset`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subset {
    /// The name that routes use.
    pub name: String,
    /// The labels that an endpoint of the subset has. None means all endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    /// The subset's policy, on top of the service's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traffic_policy: Option<TrafficPolicy>,
}

/// A version of the PROXY protocol.
///
/// In protobuf: `istio.networking.v1alpha3.TrafficPolicy.ProxyProtocol.VERSION`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ProxyProtocolVersion {
    /// The text format.
    V1,
    /// The binary format.
    V2,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

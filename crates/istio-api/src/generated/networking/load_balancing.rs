// Written by `cargo xtask generate` from crates/istio-api/api.

//! Load balancing and outlier detection.

use serde::{Deserialize, Serialize};

/// How an endpoint is chosen.
///
/// At most one of `simple`, `consistent_hash` is set.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadBalancerSettings {
    /// A method that needs no settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simple: Option<SimpleLb>,
    /// Chooses by a hash of the request, so that equal requests reach the same endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistent_hash: Option<ConsistentHashLb>,
    /// Locality preference in place of the mesh setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality_lb_setting: Option<LocalityLoadBalancerSetting>,
    /// How long a new endpoint gets less traffic. Deprecated: use `warmup`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warmup_duration_secs: Option<crate::typed::Duration>,
    /// A slow start for new endpoints. It works with ROUND_ROBIN and LEAST_REQUEST.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warmup: Option<WarmupConfiguration>,
}

/// What is hashed, and how the hash maps to endpoints.
///
/// At most one of `http_header_name`, `http_cookie`, `use_source_ip`, `http_query_parameter_name` is set.
///
/// At most one of `ring_hash`, `maglev` is set.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.ConsistentHashLB`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsistentHashLb {
    /// The header whose value is hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_header_name: Option<String>,
    /// The cookie whose value is hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_cookie: Option<HttpCookie>,
    /// Hashes the client's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_source_ip: Option<bool>,
    /// The query parameter whose value is hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_query_parameter_name: Option<String>,
    /// Uses a ring of hashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring_hash: Option<RingHash>,
    /// Uses a Maglev table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maglev: Option<Maglev>,
    /// The least number of virtual nodes on the ring. Deprecated: use `ringHash`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_ring_size: Option<u64>,
}

/// A cookie for session affinity.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.ConsistentHashLB.HTTPCookie`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpCookie {
    /// The cookie's name.
    pub name: String,
    /// The cookie's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The cookie's lifetime. When it is set, a missing cookie is created; 0s makes a session cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<crate::typed::Duration>,
    /// Further attributes of a created cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<CookieAttribute>>,
}

/// An attribute of a cookie.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.ConsistentHashLB.HTTPCookie.Attribute`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CookieAttribute {
    /// The attribute's name.
    pub name: String,
    /// The attribute's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Settings of ring hashing.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.ConsistentHashLB.RingHash`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RingHash {
    /// The least number of virtual nodes on the ring. Default: 1024.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_ring_size: Option<u64>,
}

/// Settings of Maglev hashing.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.ConsistentHashLB.MagLev`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Maglev {
    /// The size of the table, a prime number. Default: 65537.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_size: Option<u64>,
}

/// Which localities traffic prefers. Only one of `distribute`, `failover` and `failoverPriority` has effect.
///
/// In protobuf: `istio.networking.v1alpha3.LocalityLoadBalancerSetting`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalityLoadBalancerSetting {
    /// Fixed shares by locality of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribute: Option<Vec<Distribute>>,
    /// Which region takes over when the local one has too few healthy endpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failover: Option<Vec<Failover>>,
    /// Labels in order of importance: endpoints that share more of the leading ones with the client come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failover_priority: Option<Vec<String>>,
    /// Whether locality load balancing is on. Default: the mesh setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// How traffic from one locality spreads.
///
/// In protobuf: `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Distribute`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Distribute {
    /// The client's locality, `region/zone/sub-zone`; parts may be left off or `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Shares in percent by locality. They add up to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<std::collections::BTreeMap<String, u32>>,
}

/// Which region takes over.
///
/// In protobuf: `istio.networking.v1alpha3.LocalityLoadBalancerSetting.Failover`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failover {
    /// The client's region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The region that takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A slow start for endpoints that are new.
///
/// In protobuf: `istio.networking.v1alpha3.WarmupConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarmupConfiguration {
    /// How long the slow start lasts.
    pub duration: crate::typed::Duration,
    /// The share of its normal weight with which an endpoint starts, in percent. Default: 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_percent: Option<f64>,
    /// The curve of growth; 1.0 is linear, more is faster at first. Default: 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggression: Option<f64>,
}

/// When endpoints that fail are ejected from load balancing.
///
/// In protobuf: `istio.networking.v1alpha3.OutlierDetection`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutlierDetection {
    /// Errors in a row before an endpoint is ejected. Deprecated: use `consecutiveGatewayErrors` or
    /// `consecutive5xxErrors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consecutive_errors: Option<i32>,
    /// Whether failures to connect are counted apart from errors that the service answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_external_local_origin_errors: Option<bool>,
    /// Failures to connect in a row before ejection, when they are counted apart. Default: 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consecutive_local_origin_failures: Option<u32>,
    /// Answers 502, 503 or 504 in a row before ejection. 0 or unset turns the check off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consecutive_gateway_errors: Option<u32>,
    /// Answers 5xx in a row before ejection. 0 turns the check off. Default: 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consecutive5xx_errors: Option<u32>,
    /// The time between two checks. At least 1ms. Default: 10s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<crate::typed::Duration>,
    /// The time of a first ejection; it is multiplied by the number of ejections so far. Default: 30s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_ejection_time: Option<crate::typed::Duration>,
    /// The most endpoints that may be ejected together, in percent. Default: 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_ejection_percent: Option<i32>,
    /// Ejection stops while fewer endpoints than this are healthy, in percent. Default: 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_health_percent: Option<i32>,
}

/// A method of load balancing.
///
/// In protobuf: `istio.networking.v1alpha3.LoadBalancerSettings.SimpleLB`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SimpleLb {
    /// The default, which is LEAST_REQUEST.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// The former name of LEAST_REQUEST. Deprecated.
    #[serde(rename = "LEAST_CONN")]
    LeastConn,
    /// A random healthy endpoint.
    #[serde(rename = "RANDOM")]
    Random,
    /// The address that the client asked for, without load balancing.
    #[serde(rename = "PASSTHROUGH")]
    Passthrough,
    /// One endpoint after the other.
    #[serde(rename = "ROUND_ROBIN")]
    RoundRobin,
    /// Of two random endpoints the one with fewer requests under way.
    #[serde(rename = "LEAST_REQUEST")]
    LeastRequest,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

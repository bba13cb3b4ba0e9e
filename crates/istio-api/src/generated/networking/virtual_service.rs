// Written by `cargo xtask generate` from crates/istio-api/api.

//! VirtualService, and the routes below HTTP.

use serde::{Deserialize, Serialize};

/// How traffic for a set of hosts is routed.
///
/// In protobuf: `istio.networking.v1alpha3.VirtualService`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VirtualServiceSpec {
    /// The names that clients address and these routes apply to: DNS names, `*.` wildcards, IP addresses, or short
    /// service names of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<String>>,
    /// The gateways and sidecars that use these routes: `namespace/name` or `name` of a Gateway, or the word `mesh`
    /// for all sidecars. Default: `mesh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<String>>,
    /// Routes for HTTP, HTTP/2 and gRPC ports and for TLS that a gateway ends. The first route that matches is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<Vec<super::HttpRoute>>,
    /// Routes for TLS that is passed through, chosen by SNI. The first route that matches is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Vec<TlsRoute>>,
    /// Routes for every other port. The first route that matches is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp: Option<Vec<TcpRoute>>,
    /// The namespaces that see these routes: names, `.` for this one, `*` for all. Default: the mesh setting, which
    /// is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_to: Option<Vec<String>>,
}

impl crate::typed::Spec for VirtualServiceSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::VIRTUAL_SERVICE;
}

/// A comparison of a text. Upper and lower case differ.
///
/// At most one of `exact`, `prefix`, `regex` is set.
///
/// In protobuf: `istio.networking.v1alpha3.StringMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StringMatch {
    /// The whole text is equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// The text starts with this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The whole text matches this RE2 expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
}

impl StringMatch {
    /// With `exact` set: the whole text is equal.
    #[must_use]
    pub fn exact(value: impl Into<String>) -> Self {
        Self {
            exact: Some(value.into()),
            ..Self::default()
        }
    }

    /// With `prefix` set: the text starts with this.
    #[must_use]
    pub fn prefix(value: impl Into<String>) -> Self {
        Self {
            prefix: Some(value.into()),
            ..Self::default()
        }
    }

    /// With `regex` set: the whole text matches this RE2 expression.
    #[must_use]
    pub fn regex(value: impl Into<String>) -> Self {
        Self {
            regex: Some(value.into()),
            ..Self::default()
        }
    }
}

/// A service, or a subset of one, that receives traffic.
///
/// In protobuf: `istio.networking.v1alpha3.Destination`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// The service's name in the registry: a Kubernetes service (short names belong to the rule's namespace) or a
    /// host of a ServiceEntry.
    pub host: String,
    /// The name of a subset of the service, which a DestinationRule defines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subset: Option<String>,
    /// The service's port. It may be left out when the service has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<PortSelector>,
}

/// A port of a service.
///
/// In protobuf: `istio.networking.v1alpha3.PortSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortSelector {
    /// The port number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

/// A route for TLS connections that are not decrypted.
///
/// In protobuf: `istio.networking.v1alpha3.TLSRoute`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsRoute {
    /// The conditions, of which one must hold. All parts of one condition must hold together.
    pub r#match: Vec<TlsMatchAttributes>,
    /// Where the connection goes, by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Vec<RouteDestination>>,
}

/// A condition on a TLS connection.
///
/// In protobuf: `istio.networking.v1alpha3.TLSMatchAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsMatchAttributes {
    /// The server names of the TLS handshake; a leading `*.` stands for any prefix. Each must belong to a host of the
    /// VirtualService.
    pub sni_hosts: Vec<String>,
    /// IPv4 or IPv6 addresses or CIDR ranges of the original destination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_subnets: Option<Vec<String>>,
    /// The port that the client addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// Labels that the client's workload has. They are ignored at a gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_labels: Option<std::collections::BTreeMap<String, String>>,
    /// The gateways at which this condition applies, in place of the list of the VirtualService.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<String>>,
    /// The namespace of the client's workload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_namespace: Option<String>,
}

/// A destination of a TLS or TCP route.
///
/// In protobuf: `istio.networking.v1alpha3.RouteDestination`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteDestination {
    /// The service that gets the connection.
    pub destination: Destination,
    /// This destination's share of the connections relative to the others. A single destination gets all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
}

/// A route for TCP connections.
///
/// In protobuf: `istio.networking.v1alpha3.TCPRoute`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TcpRoute {
    /// The conditions, of which one must hold. None means every connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<Vec<L4MatchAttributes>>,
    /// Where the connection goes, by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Vec<RouteDestination>>,
}

/// A condition on a TCP connection.
///
/// In protobuf: `istio.networking.v1alpha3.L4MatchAttributes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct L4MatchAttributes {
    /// IPv4 or IPv6 addresses or CIDR ranges of the original destination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_subnets: Option<Vec<String>>,
    /// The port that the client addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// An address or CIDR range of the client. It is not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_subnet: Option<String>,
    /// Labels that the client's workload has. They are ignored at a gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_labels: Option<std::collections::BTreeMap<String, String>>,
    /// The gateways at which this condition applies, in place of the list of the VirtualService.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<String>>,
    /// The namespace of the client's workload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_namespace: Option<String>,
}

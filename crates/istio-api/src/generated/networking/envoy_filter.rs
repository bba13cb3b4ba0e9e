// Written by `cargo xtask generate` from crates/istio-api/api.

//! EnvoyFilter.

use serde::{Deserialize, Serialize};

/// Changes to the configuration that Istio makes for Envoy.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyFilterSpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workload_selector: Option<super::WorkloadSelector>,
    /// The gateways, waypoints' services or other objects that are meant, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// The changes, applied in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_patches: Option<Vec<EnvoyConfigObjectPatch>>,
    /// The order among EnvoyFilters: negative before the default 0, positive after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
}

impl crate::typed::Spec for EnvoyFilterSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::ENVOY_FILTER;
}

/// One change.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.EnvoyConfigObjectPatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyConfigObjectPatch {
    /// The kind of object that is changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_to: Option<ApplyTo>,
    /// Which objects of that kind are changed. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<EnvoyConfigObjectMatch>,
    /// The change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch: Option<Patch>,
}

/// Which objects are changed. All parts that are set must hold.
///
/// At most one of `listener`, `route_configuration`, `cluster`, `waypoint` is set.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.EnvoyConfigObjectMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyConfigObjectMatch {
    /// The side of the traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<PatchContext>,
    /// Properties of the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyMatch>,
    /// Properties of the listener.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener: Option<ListenerMatch>,
    /// Properties of the route configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_configuration: Option<RouteConfigurationMatch>,
    /// Properties of the cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<ClusterMatch>,
    /// Properties of a waypoint's configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waypoint: Option<WaypointMatch>,
}

/// Properties of the proxy.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ProxyMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyMatch {
    /// An RE2 expression for the version that the proxy reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_version: Option<String>,
    /// Entries that the proxy's metadata holds, compared as exact texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<std::collections::BTreeMap<String, String>>,
}

/// Properties of a listener.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ListenerMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListenerMatch {
    /// The service or gateway port for which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_number: Option<u32>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    /// Properties of one of its filter chains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_chain: Option<FilterChainMatch>,
    /// The name of one of its listener filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_filter: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Properties of a filter chain.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ListenerMatch.FilterChainMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterChainMatch {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The server name in its match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sni: Option<String>,
    /// The transport protocol in its match, such as `raw_buffer` or `tls`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport_protocol: Option<String>,
    /// The application protocols in its match, with commas between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_protocols: Option<String>,
    /// A network filter that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<FilterMatch>,
    /// The destination port in its match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_port: Option<u32>,
}

/// A network filter.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ListenerMatch.FilterMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterMatch {
    /// The filter's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A filter within it, such as one of the HTTP connection manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_filter: Option<SubFilterMatch>,
}

/// A filter within a network filter.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ListenerMatch.SubFilterMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubFilterMatch {
    /// The filter's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Properties of a route configuration.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.RouteConfigurationMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteConfigurationMatch {
    /// The service or gateway port for which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_number: Option<u32>,
    /// The name of the gateway's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_name: Option<String>,
    /// The Gateway, `namespace/name`, for which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    /// Properties of one of its virtual hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vhost: Option<VirtualHostMatch>,
    /// Its name, such as `http.8080`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Properties of a virtual host.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.RouteConfigurationMatch.VirtualHostMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VirtualHostMatch {
    /// Its name, `host:port`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// One of its domains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// Properties of one of its routes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteMatch>,
}

/// Properties of a route.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.RouteConfigurationMatch.RouteMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteMatch {
    /// Its name, which is that of the HTTP route of a VirtualService.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<RouteAction>,
}

/// Properties of a cluster.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ClusterMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterMatch {
    /// The service port for which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_number: Option<u32>,
    /// The full host name of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The subset of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subset: Option<String>,
    /// Its whole name. The other parts are then ignored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Properties of a waypoint's configuration.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.WaypointMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaypointMatch {
    /// The service port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_number: Option<u32>,
    /// Properties of a route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<WaypointRouteMatch>,
    /// A network filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<WaypointFilterMatch>,
}

/// A route of a waypoint.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.WaypointMatch.RouteMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaypointRouteMatch {
    /// The route's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A network filter of a waypoint.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.WaypointMatch.FilterMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaypointFilterMatch {
    /// The filter's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A filter within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_filter: Option<WaypointSubFilterMatch>,
}

/// A filter within a waypoint's network filter.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.WaypointMatch.FilterMatch.SubFilterMatch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaypointSubFilterMatch {
    /// The filter's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A change to an object.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.Patch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Patch {
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<PatchOperation>,
    /// The object in Envoy's JSON, whole or in part. A merge follows protobuf's rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Map<String, serde_json::Value>>,
    /// Where a new filter goes relative to those that Istio puts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_class: Option<FilterClass>,
}

/// The kind of object that is changed.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.ApplyTo`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ApplyTo {
    /// No kind.
    #[serde(rename = "INVALID")]
    Invalid,
    /// A listener.
    #[serde(rename = "LISTENER")]
    Listener,
    /// A filter chain of a listener.
    #[serde(rename = "FILTER_CHAIN")]
    FilterChain,
    /// A network filter of a filter chain.
    #[serde(rename = "NETWORK_FILTER")]
    NetworkFilter,
    /// An HTTP filter of the connection manager.
    #[serde(rename = "HTTP_FILTER")]
    HttpFilter,
    /// A route configuration.
    #[serde(rename = "ROUTE_CONFIGURATION")]
    RouteConfiguration,
    /// A virtual host of a route configuration.
    #[serde(rename = "VIRTUAL_HOST")]
    VirtualHost,
    /// A route of a virtual host.
    #[serde(rename = "HTTP_ROUTE")]
    HttpRoute,
    /// A cluster.
    #[serde(rename = "CLUSTER")]
    Cluster,
    /// An extension's configuration that is served by itself.
    #[serde(rename = "EXTENSION_CONFIG")]
    ExtensionConfig,
    /// The bootstrap configuration, which takes effect when the proxy starts. Deprecated.
    #[serde(rename = "BOOTSTRAP")]
    Bootstrap,
    /// A listener filter.
    #[serde(rename = "LISTENER_FILTER")]
    ListenerFilter,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// The side of the traffic.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.PatchContext`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PatchContext {
    /// All but waypoints.
    #[serde(rename = "ANY")]
    Any,
    /// Traffic to a workload.
    #[serde(rename = "SIDECAR_INBOUND")]
    SidecarInbound,
    /// Traffic from a workload.
    #[serde(rename = "SIDECAR_OUTBOUND")]
    SidecarOutbound,
    /// Traffic through a gateway.
    #[serde(rename = "GATEWAY")]
    Gateway,
    /// Traffic through a waypoint.
    #[serde(rename = "WAYPOINT")]
    Waypoint,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What a route does.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.RouteConfigurationMatch.RouteMatch.Action`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RouteAction {
    /// Anything.
    #[serde(rename = "ANY")]
    Any,
    /// It forwards.
    #[serde(rename = "ROUTE")]
    Route,
    /// It redirects.
    #[serde(rename = "REDIRECT")]
    Redirect,
    /// It answers.
    #[serde(rename = "DIRECT_RESPONSE")]
    DirectResponse,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What is done to an object.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.Patch.Operation`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PatchOperation {
    /// Nothing.
    #[serde(rename = "INVALID")]
    Invalid,
    /// The value is merged into it.
    #[serde(rename = "MERGE")]
    Merge,
    /// The value becomes a new object at the end of its list.
    #[serde(rename = "ADD")]
    Add,
    /// It is removed.
    #[serde(rename = "REMOVE")]
    Remove,
    /// The value is put before it, or at the front when no object is named.
    #[serde(rename = "INSERT_BEFORE")]
    InsertBefore,
    /// The value is put after it, or at the end when no object is named.
    #[serde(rename = "INSERT_AFTER")]
    InsertAfter,
    /// The value is put at the front.
    #[serde(rename = "INSERT_FIRST")]
    InsertFirst,
    /// The value takes its place. It is for filters only.
    #[serde(rename = "REPLACE")]
    Replace,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// Where a new filter goes.
///
/// In protobuf: `istio.networking.v1alpha3.EnvoyFilter.Patch.FilterClass`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FilterClass {
    /// Where the operation says.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// After the authentication filters.
    #[serde(rename = "AUTHN")]
    Authn,
    /// After the authorization filters.
    #[serde(rename = "AUTHZ")]
    Authz,
    /// Before the statistics filters.
    #[serde(rename = "STATS")]
    Stats,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

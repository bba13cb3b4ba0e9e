// Written by `cargo xtask generate` from crates/istio-api/api.

//! The HTTP routes of a VirtualService.

use serde::{Deserialize, Serialize};

/// A route for HTTP requests: what it matches and what happens to the request.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRoute`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRoute {
    /// A name for this route, which access logs show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The conditions, of which one must hold. None means every request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<Vec<HttpMatchRequest>>,
    /// The services that receive the request, by weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Vec<HttpRouteDestination>>,
    /// Answers with a redirect instead of forwarding the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect: Option<HttpRedirect>,
    /// Answers with a fixed response instead of forwarding the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct_response: Option<HttpDirectResponse>,
    /// Another VirtualService that holds the routes for what this one matches. It excludes `route` and `redirect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegate: Option<Delegate>,
    /// Changes to the path and authority before the request is forwarded. It excludes `redirect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<HttpRewrite>,
    /// The time limit for the whole request with its retries. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// When and how often a failed request is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<HttpRetry>,
    /// Faults that are put into requests on purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<HttpFaultInjection>,
    /// A service that gets a copy of each request; its answers are dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror: Option<super::Destination>,
    /// Services that get copies of requests, each with a share of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirrors: Option<Vec<HttpMirrorPolicy>>,
    /// The share of requests that `mirror` gets, in percent. Deprecated: use `mirrorPercentage`.
    #[serde(alias = "mirror_percent", skip_serializing_if = "Option::is_none")]
    pub mirror_percent: Option<u32>,
    /// The share of requests that `mirror` gets. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror_percentage: Option<Percent>,
    /// Cross-origin resource sharing for these requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cors_policy: Option<CorsPolicy>,
    /// Changes to request and response headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
}

/// A condition on an HTTP request. All parts that are set must hold.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPMatchRequest`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpMatchRequest {
    /// A name for this condition, which is appended to the route's name in access logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The request's path, without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<super::StringMatch>,
    /// The URI scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<super::StringMatch>,
    /// The HTTP method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<super::StringMatch>,
    /// The authority (`Host`) of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<super::StringMatch>,
    /// Headers by lowercase name. An empty comparison asks only that the header is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<std::collections::BTreeMap<String, super::StringMatch>>,
    /// The port that the client addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// Labels that the client's workload has. They are ignored at a gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_labels: Option<std::collections::BTreeMap<String, String>>,
    /// The gateways at which this condition applies, in place of the list of the VirtualService.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<Vec<String>>,
    /// Query parameters by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query_params: Option<std::collections::BTreeMap<String, super::StringMatch>>,
    /// Whether `exact` and `prefix` of `uri` take upper and lower case as equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignore_uri_case: Option<bool>,
    /// Headers by lowercase name whose comparison must not hold. An empty comparison asks that the header is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_headers: Option<std::collections::BTreeMap<String, super::StringMatch>>,
    /// The namespace of the client's workload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_namespace: Option<String>,
    /// A prefix for the statistics of this route. None are kept when it is unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stat_prefix: Option<String>,
}

/// A destination of an HTTP route.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRouteDestination`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRouteDestination {
    /// The service that gets the request.
    pub destination: super::Destination,
    /// This destination's share of the requests relative to the others. A single destination gets all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
    /// Changes to the headers of requests to and responses from this destination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
}

/// Changes to headers on both ways.
///
/// In protobuf: `istio.networking.v1alpha3.Headers`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Headers {
    /// Changes before the request is forwarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<HeaderOperations>,
    /// Changes before the response goes back to the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<HeaderOperations>,
}

/// Changes to the headers of a message.
///
/// In protobuf: `istio.networking.v1alpha3.Headers.HeaderOperations`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeaderOperations {
    /// Headers that get this value in place of what was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<std::collections::BTreeMap<String, String>>,
    /// Headers to which this value is appended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add: Option<std::collections::BTreeMap<String, String>>,
    /// Names of headers that are taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove: Option<Vec<String>>,
}

/// An answer that sends the client elsewhere.
///
/// At most one of `port`, `derive_port` is set.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRedirect`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRedirect {
    /// The path of the new address, in place of the request's whole path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The authority of the new address. Default: the request's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The port of the new address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// How the port of the new address is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derive_port: Option<RedirectPortSelection>,
    /// The scheme of the new address, `http` or `https`. Default: the request's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The HTTP status code. Default: 301.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_code: Option<u32>,
}

/// A fixed answer.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPDirectResponse`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpDirectResponse {
    /// The HTTP status code.
    pub status: u32,
    /// The body. Default: empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<HttpBody>,
}

/// The body of a fixed answer.
///
/// At most one of `string`, `bytes` is set.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPBody`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpBody {
    /// The body as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// The body as base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
}

impl HttpBody {
    /// With `string` set: the body as text.
    #[must_use]
    pub fn string(value: impl Into<String>) -> Self {
        Self {
            string: Some(value.into()),
            ..Self::default()
        }
    }

    /// With `bytes` set: the body as base64.
    #[must_use]
    pub fn bytes(value: impl Into<String>) -> Self {
        Self {
            bytes: Some(value.into()),
            ..Self::default()
        }
    }
}

/// A reference to a VirtualService that takes over.
///
/// In protobuf: `istio.networking.v1alpha3.Delegate`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delegate {
    /// The name of the VirtualService. It must have no hosts of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its namespace. Default: that of the referring VirtualService.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
}

/// What of a request is rewritten before it is forwarded.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRewrite`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRewrite {
    /// The new path, or what replaces the prefix that was matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The new authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// A rewrite of the path by a regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_regex_rewrite: Option<RegexRewrite>,
}

/// A replacement by a regular expression.
///
/// In protobuf: `istio.networking.v1alpha3.RegexRewrite`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegexRewrite {
    /// The RE2 expression that is looked for in the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<String>,
    /// What replaces it; `\1` to `\9` stand for its groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<String>,
}

/// When a failed request is tried again.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRetry`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRetry {
    /// How many retries there may be. 0 turns retries off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<i32>,
    /// The time limit of one try. Default: that of the route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_try_timeout: Option<crate::typed::Duration>,
    /// Which failures are retried: Envoy's conditions and status codes, with commas between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_on: Option<String>,
    /// Whether a retry may go to another locality. Default: decided by load balancing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_remote_localities: Option<bool>,
    /// Whether a retry avoids endpoints that were tried before. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_ignore_previous_hosts: Option<bool>,
    /// The time before the first retry; it grows with each further one. Default: 25ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff: Option<crate::typed::Duration>,
}

/// Faults for testing how clients cope.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPFaultInjection`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpFaultInjection {
    /// Makes requests wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<FaultDelay>,
    /// Makes requests fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abort: Option<FaultAbort>,
}

/// How requests are delayed.
///
/// At most one of `fixed_delay`, `exponential_delay` is set.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPFaultInjection.Delay`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultDelay {
    /// The share of requests, in percent. Deprecated: use `percentage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<i32>,
    /// How long each chosen request waits; at least 1ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_delay: Option<crate::typed::Duration>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exponential_delay: Option<crate::typed::Duration>,
    /// The share of requests. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percent>,
}

/// A share in percent.
///
/// In protobuf: `istio.networking.v1alpha3.Percent`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Percent {
    /// From 0.0 to 100.0, in steps of 0.0001.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// How requests are made to fail.
///
/// At most one of `http_status`, `grpc_status`, `http2_error` is set.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPFaultInjection.Abort`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultAbort {
    /// The HTTP status code of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<i32>,
    /// The gRPC status of the answer, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grpc_status: Option<String>,
    /// Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http2_error: Option<String>,
    /// The share of requests. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percent>,
}

/// A service that gets copies of requests.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPMirrorPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpMirrorPolicy {
    /// The service.
    pub destination: super::Destination,
    /// The share of requests. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<Percent>,
}

/// Which cross-origin requests browsers may send.
///
/// In protobuf: `istio.networking.v1alpha3.CorsPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CorsPolicy {
    /// Origins that are allowed, as exact texts. Deprecated: use `allowOrigins`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_origin: Option<Vec<String>>,
    /// Origins that are allowed. A match is returned in `Access-Control-Allow-Origin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_origins: Option<Vec<super::StringMatch>>,
    /// The methods in `Access-Control-Allow-Methods`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_methods: Option<Vec<String>>,
    /// The headers in `Access-Control-Allow-Headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_headers: Option<Vec<String>>,
    /// The headers in `Access-Control-Expose-Headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expose_headers: Option<Vec<String>>,
    /// How long a preflight answer may be cached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<crate::typed::Duration>,
    /// Whether requests may carry credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_credentials: Option<bool>,
    /// What happens to a preflight request whose origin is not allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unmatched_preflights: Option<UnmatchedPreflights>,
}

/// How the port of a redirect is found.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPRedirect.RedirectPortSelection`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RedirectPortSelection {
    /// 80 for HTTP and 443 for HTTPS.
    #[serde(rename = "FROM_PROTOCOL_DEFAULT")]
    FromProtocolDefault,
    /// The port of the request.
    #[serde(rename = "FROM_REQUEST_PORT")]
    FromRequestPort,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What happens to a preflight request whose origin is not allowed.
///
/// In protobuf: `istio.networking.v1alpha3.CorsPolicy.UnmatchedPreflights`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum UnmatchedPreflights {
    /// The default, which is FORWARD.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// It goes to the service.
    #[serde(rename = "FORWARD")]
    Forward,
    /// It is answered by the proxy without CORS headers.
    #[serde(rename = "IGNORE")]
    Ignore,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

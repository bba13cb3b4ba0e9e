// Written by `cargo xtask generate` from crates/istio-api/api.

//! Telemetry: which traces, metrics and logs are reported.

use serde::{Deserialize, Serialize};

/// What telemetry workloads produce.
///
/// In protobuf: `istio.telemetry.v1alpha1.Telemetry`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelemetrySpec {
    /// The workloads of this namespace. Default: all of the namespace, or of the mesh in the root namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<crate::generated::selector::WorkloadSelector>,
    /// The one object this applies to. `targetRefs` takes several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_ref: Option<crate::generated::selector::PolicyTargetReference>,
    /// The objects this applies to, in place of a selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_refs: Option<Vec<crate::generated::selector::PolicyTargetReference>>,
    /// Tracing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracing: Option<Vec<Tracing>>,
    /// Metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<Vec<Metrics>>,
    /// Access logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_logging: Option<Vec<AccessLogging>>,
}

impl crate::typed::Spec for TelemetrySpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::TELEMETRY;
}

/// Tracing of requests.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tracing {
    /// The traffic this is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<TracingSelector>,
    /// The tracing providers by name. At most one is used. Default: that of the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub providers: Option<Vec<ProviderRef>>,
    /// The share of requests that are traced when the client did not decide, in percent, in steps of 0.01.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub random_sampling_percentage: Option<f64>,
    /// Whether no spans are reported. Trace headers are still passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_span_reporting: Option<bool>,
    /// Further tags of spans by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_tags: Option<std::collections::BTreeMap<String, CustomTag>>,
    /// Whether the request ID carries the decision to trace. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_request_id_for_trace_sampling: Option<bool>,
    /// Whether Istio's own tags are put on spans. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_istio_tags: Option<bool>,
    /// Whether trace headers are not passed on. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_context_propagation: Option<bool>,
}

/// The traffic that tracing is about.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.TracingSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracingSelector {
    /// The side of the traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkloadMode>,
}

/// A provider of the mesh config.
///
/// In protobuf: `istio.telemetry.v1alpha1.ProviderRef`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderRef {
    /// The name of an extension provider of the mesh config.
    pub name: String,
}

/// Where the value of a tag comes from.
///
/// At most one of `literal`, `environment`, `header`, `formatter` is set.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.CustomTag`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomTag {
    /// A fixed text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<Literal>,
    /// An environment variable of the proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// A header of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<RequestHeader>,
    /// An access log format that is applied to the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatter: Option<Formatter>,
}

impl CustomTag {
    /// With `literal` set: a fixed text.
    #[must_use]
    pub fn literal(value: Literal) -> Self {
        Self {
            literal: Some(value),
            ..Self::default()
        }
    }

    /// With `environment` set: an environment variable of the proxy.
    #[must_use]
    pub fn environment(value: Environment) -> Self {
        Self {
            environment: Some(value),
            ..Self::default()
        }
    }

    /// With `header` set: a header of the request.
    #[must_use]
    pub fn header(value: RequestHeader) -> Self {
        Self {
            header: Some(value),
            ..Self::default()
        }
    }

    /// With `formatter` set: an access log format that is applied to the request.
    #[must_use]
    pub fn formatter(value: Formatter) -> Self {
        Self {
            formatter: Some(value),
            ..Self::default()
        }
    }
}

/// A fixed text.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.Literal`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Literal {
    /// The text.
    pub value: String,
}

/// An environment variable of the proxy.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.Environment`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    /// The variable.
    pub name: String,
    /// The value when the variable is not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
}

/// A header of the request.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.RequestHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestHeader {
    /// The header.
    pub name: String,
    /// The value when there is no such header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
}

/// An access log format.
///
/// In protobuf: `istio.telemetry.v1alpha1.Tracing.Formatter`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Formatter {
    /// The format, in Envoy's syntax.
    pub value: String,
}

/// Metrics of requests and connections.
///
/// In protobuf: `istio.telemetry.v1alpha1.Metrics`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// The metrics providers by name. Default: that of the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub providers: Option<Vec<ProviderRef>>,
    /// Changes to the metrics, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<Vec<MetricsOverrides>>,
    /// The time between two reports of TCP metrics. Default: 5s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporting_interval: Option<crate::typed::Duration>,
}

/// A change to metrics.
///
/// In protobuf: `istio.telemetry.v1alpha1.MetricsOverrides`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricsOverrides {
    /// The metrics this is about. Default: all, on both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<MetricSelector>,
    /// Whether the metrics are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Changes to tags by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_overrides: Option<std::collections::BTreeMap<String, TagOverride>>,
}

/// Selects metrics.
///
/// At most one of `metric`, `custom_metric` is set.
///
/// In protobuf: `istio.telemetry.v1alpha1.MetricSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricSelector {
    /// A metric of Istio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<IstioMetric>,
    /// The name of another metric.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_metric: Option<String>,
    /// The side of the traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkloadMode>,
}

/// A change to a tag.
///
/// In protobuf: `istio.telemetry.v1alpha1.MetricsOverrides.TagOverride`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagOverride {
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<TagOperation>,
    /// The tag's new value, an expression over attributes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Access logs of requests and connections.
///
/// In protobuf: `istio.telemetry.v1alpha1.AccessLogging`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessLogging {
    /// The traffic this is about. Default: both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#match: Option<LogSelector>,
    /// The log providers by name. Default: that of the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub providers: Option<Vec<ProviderRef>>,
    /// Whether nothing is logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Which requests are logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// The traffic that access logs are about.
///
/// In protobuf: `istio.telemetry.v1alpha1.AccessLogging.LogSelector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LogSelector {
    /// The side of the traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<WorkloadMode>,
}

/// Which requests are logged.
///
/// In protobuf: `istio.telemetry.v1alpha1.AccessLogging.Filter`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// A CEL expression over Envoy's attributes that is true for those.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

/// The side of the traffic that a workload is on.
///
/// In protobuf: `istio.telemetry.v1alpha1.WorkloadMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WorkloadMode {
    /// Both.
    #[serde(rename = "CLIENT_AND_SERVER")]
    ClientAndServer,
    /// Outbound traffic, and that of gateways.
    #[serde(rename = "CLIENT")]
    Client,
    /// Inbound traffic.
    #[serde(rename = "SERVER")]
    Server,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// A metric of Istio.
///
/// In protobuf: `istio.telemetry.v1alpha1.MetricSelector.IstioMetric`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum IstioMetric {
    /// All of them.
    #[serde(rename = "ALL_METRICS")]
    AllMetrics,
    /// `istio_requests_total`, the number of HTTP and gRPC requests.
    #[serde(rename = "REQUEST_COUNT")]
    RequestCount,
    /// `istio_request_duration_milliseconds`, how long they take.
    #[serde(rename = "REQUEST_DURATION")]
    RequestDuration,
    /// `istio_request_bytes`, the size of their bodies.
    #[serde(rename = "REQUEST_SIZE")]
    RequestSize,
    /// `istio_response_bytes`, the size of the bodies of answers.
    #[serde(rename = "RESPONSE_SIZE")]
    ResponseSize,
    /// `istio_tcp_connections_opened_total`.
    #[serde(rename = "TCP_OPENED_CONNECTIONS")]
    TcpOpenedConnections,
    /// `istio_tcp_connections_closed_total`.
    #[serde(rename = "TCP_CLOSED_CONNECTIONS")]
    TcpClosedConnections,
    /// `istio_tcp_sent_bytes_total`.
    #[serde(rename = "TCP_SENT_BYTES")]
    TcpSentBytes,
    /// `istio_tcp_received_bytes_total`.
    #[serde(rename = "TCP_RECEIVED_BYTES")]
    TcpReceivedBytes,
    /// `istio_request_messages_total`, gRPC messages from clients.
    #[serde(rename = "GRPC_REQUEST_MESSAGES")]
    GrpcRequestMessages,
    /// `istio_response_messages_total`, gRPC messages from servers.
    #[serde(rename = "GRPC_RESPONSE_MESSAGES")]
    GrpcResponseMessages,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// What is done to a tag.
///
/// In protobuf: `istio.telemetry.v1alpha1.MetricsOverrides.TagOverride.Operation`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TagOperation {
    /// It gets the value, and is added where it is missing.
    #[serde(rename = "UPSERT")]
    Upsert,
    /// It is left out.
    #[serde(rename = "REMOVE")]
    Remove,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! The extension providers of mesh config.

use serde::{Deserialize, Serialize};

/// A provider that policies name.
///
/// At most one of `envoy_ext_authz_http`, `envoy_ext_authz_grpc`, `zipkin`, `lightstep`, `datadog`,
/// `stackdriver`, `opencensus`, `skywalking`, `opentelemetry`, `prometheus`, `envoy_file_access_log`,
/// `envoy_http_als`, `envoy_tcp_als`, `envoy_otel_als`, `sds` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtensionProvider {
    /// The name, unique among the providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An external authorizer over HTTP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_ext_authz_http: Option<EnvoyExternalAuthorizationHttpProvider>,
    /// An external authorizer over gRPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_ext_authz_grpc: Option<EnvoyExternalAuthorizationGrpcProvider>,
    /// Tracing by Zipkin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipkin: Option<super::ZipkinTracingProvider>,
    /// Tracing by Lightstep. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lightstep: Option<super::LightstepTracingProvider>,
    /// Tracing by Datadog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datadog: Option<super::DatadogTracingProvider>,
    /// Tracing, metrics and logs by Stackdriver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stackdriver: Option<super::StackdriverProvider>,
    /// Tracing by an OpenCensus agent. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opencensus: Option<super::OpenCensusAgentTracingProvider>,
    /// Tracing by SkyWalking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skywalking: Option<super::SkyWalkingTracingProvider>,
    /// Tracing by OpenTelemetry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opentelemetry: Option<super::OpenTelemetryTracingProvider>,
    /// Metrics for Prometheus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prometheus: Option<PrometheusMetricsProvider>,
    /// Access logs in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_file_access_log: Option<EnvoyFileAccessLogProvider>,
    /// Access logs of HTTP traffic to a gRPC service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_http_als: Option<EnvoyHttpGrpcV3LogProvider>,
    /// Access logs of TCP traffic to a gRPC service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_tcp_als: Option<EnvoyTcpGrpcV3LogProvider>,
    /// Access logs to an OpenTelemetry service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_otel_als: Option<EnvoyOpenTelemetryLogProvider>,
    /// Secrets from a service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sds: Option<SdsProvider>,
}

/// An external authorizer over HTTP.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationHttpProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyExternalAuthorizationHttpProvider {
    /// The authorizer's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The authorizer's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The time limit of a check. Default: 600s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// What is put before the request's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_prefix: Option<String>,
    /// Whether requests go through when the authorizer fails. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_open: Option<bool>,
    /// Whether the route is chosen again after the check. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_route_cache: Option<bool>,
    /// The HTTP status when the authorizer cannot be reached. Default: 403.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_on_error: Option<String>,
    /// Headers of the request that are sent. Deprecated: use `includeRequestHeadersInCheck`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_headers_in_check: Option<Vec<String>>,
    /// Headers of the request that are sent; `*` may stand at the start or end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_request_headers_in_check: Option<Vec<String>>,
    /// Headers with fixed values that are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_additional_headers_in_check: Option<std::collections::BTreeMap<String, String>>,
    /// Whether and how much of the body is sent. Default: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_request_body_in_check: Option<EnvoyExternalAuthorizationRequestBody>,
    /// Headers of the authorizer's answer that go to the workload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_to_upstream_on_allow: Option<Vec<String>>,
    /// Headers of the authorizer's answer that go to the client of a denied request. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_to_downstream_on_deny: Option<Vec<String>>,
    /// Headers of the authorizer's answer that go to the client of an allowed request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_to_downstream_on_allow: Option<Vec<String>>,
}

/// How much of a body an authorizer gets.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationRequestBody`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyExternalAuthorizationRequestBody {
    /// The most bytes. A longer body gives status 413 unless a part is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_request_bytes: Option<u32>,
    /// Whether the first part of a longer body is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_partial_message: Option<bool>,
    /// Whether the body is sent as bytes rather than as UTF-8 text. Only for gRPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack_as_bytes: Option<bool>,
}

/// An external authorizer over gRPC.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyExternalAuthorizationGrpcProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyExternalAuthorizationGrpcProvider {
    /// The authorizer's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The authorizer's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The time limit of a check. Default: 600s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// Whether requests go through when the authorizer fails. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_open: Option<bool>,
    /// Whether the route is chosen again after the check. Default: false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear_route_cache: Option<bool>,
    /// The HTTP status when the authorizer cannot be reached. Default: 403.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_on_error: Option<String>,
    /// Whether and how much of the body is sent. Default: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_request_body_in_check: Option<EnvoyExternalAuthorizationRequestBody>,
}

/// Metrics for Prometheus. It has no settings.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.PrometheusMetricsProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrometheusMetricsProvider {}

/// Access logs in a file.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyFileAccessLogProvider {
    /// The file. Default: `/dev/stdout`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The format. Default: Istio's text format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<FileLogFormat>,
    /// Whether empty values are left out: an empty text in place of `-`, and no key in JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omit_empty_values: Option<bool>,
}

/// The format of access logs in a file.
///
/// At most one of `text`, `labels` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyFileAccessLogProvider.LogFormat`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileLogFormat {
    /// A line of text with Envoy's operators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A JSON object with Envoy's operators. An empty one means the default fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<serde_json::Map<String, serde_json::Value>>,
}

impl FileLogFormat {
    /// With `text` set: a line of text with Envoy's operators.
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self {
            text: Some(value.into()),
            ..Self::default()
        }
    }

    /// With `labels` set: a JSON object with Envoy's operators. An empty one means the default fields.
    #[must_use]
    pub fn labels(value: serde_json::Map<String, serde_json::Value>) -> Self {
        Self {
            labels: Some(value),
            ..Self::default()
        }
    }
}

/// Access logs of HTTP traffic to a gRPC service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyHttpGrpcV3LogProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyHttpGrpcV3LogProvider {
    /// The service's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The name of the log. Default: `http_envoy_accesslog`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_name: Option<String>,
    /// Filter state objects that are logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_state_objects_to_log: Option<Vec<String>>,
    /// Request headers that are logged too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_request_headers_to_log: Option<Vec<String>>,
    /// Response headers that are logged too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_response_headers_to_log: Option<Vec<String>>,
    /// Response trailers that are logged too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_response_trailers_to_log: Option<Vec<String>>,
}

/// Access logs of TCP traffic to a gRPC service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyTcpGrpcV3LogProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyTcpGrpcV3LogProvider {
    /// The service's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The name of the log. Default: `tcp_envoy_accesslog`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_name: Option<String>,
    /// Filter state objects that are logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_state_objects_to_log: Option<Vec<String>>,
}

/// Access logs to an OpenTelemetry service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvoyOpenTelemetryLogProvider {
    /// The service's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The name of the log. Default: `otel_envoy_accesslog`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_name: Option<String>,
    /// The format. Default: Istio's text format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<OpenTelemetryLogFormat>,
}

/// The format of access logs to OpenTelemetry.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.EnvoyOpenTelemetryLogProvider.LogFormat`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenTelemetryLogFormat {
    /// The body of a record, with Envoy's operators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The attributes of a record, with Envoy's operators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Secrets from a service.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SDSProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SdsProvider {
    /// The name by which a credential refers to it, `sds://NAME`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The service's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The service's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
}

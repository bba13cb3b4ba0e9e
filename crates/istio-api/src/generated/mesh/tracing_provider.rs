// Written by `cargo xtask generate` from crates/istio-api/api.

//! The extension providers that trace.

use serde::{Deserialize, Serialize};

/// Tracing by Zipkin.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ZipkinTracingProvider {
    /// The collector's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The collector's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The longest path in a span. Default: 256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
    /// Whether trace IDs have 64 bits rather than 128.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable64bit_trace_id: Option<bool>,
    /// The path of the collector. Default: `/api/v2/spans`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Which headers carry trace context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_context_option: Option<TraceContextOption>,
    /// The time limit of a request. Default: 5s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// Headers of requests to the collector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Vec<HttpHeader>>,
}

/// A header of requests to a provider.
///
/// At most one of `value`, `env_name` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpHeader {
    /// The header's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The header's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The environment variable of the proxy that holds the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env_name: Option<String>,
}

/// Tracing by Lightstep.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.LightstepTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LightstepTracingProvider {
    /// The collector's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The collector's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// The longest path in a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
}

/// Tracing by Datadog.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.DatadogTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatadogTracingProvider {
    /// The agent's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The agent's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The longest path in a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
}

/// Tracing, metrics and logs by Stackdriver.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StackdriverProvider {
    /// Whether spans are printed to stdout too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debug: Option<bool>,
    /// The most attributes of a span. Default: 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_attributes: Option<crate::typed::IntOrString>,
    /// The most annotations of a span. Default: 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_annotations: Option<crate::typed::IntOrString>,
    /// The most message events of a span. Default: 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_message_events: Option<crate::typed::IntOrString>,
    /// The longest path in a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
    /// Settings of logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<StackdriverLogging>,
}

/// Settings of Stackdriver logs.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.StackdriverProvider.Logging`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StackdriverLogging {
    /// Labels of log entries: CEL expressions by label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
}

/// Tracing by an OpenCensus agent.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenCensusAgentTracingProvider {
    /// The agent's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The agent's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The formats of trace context, in order of preference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Vec<OpenCensusTraceContext>>,
    /// The longest path in a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
}

/// Tracing by SkyWalking.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.SkyWalkingTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkyWalkingTracingProvider {
    /// The receiver's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The receiver's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
}

/// Tracing by OpenTelemetry.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenTelemetryTracingProvider {
    /// The collector's host, `namespace/host` where the host alone is not clear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The collector's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The longest path in a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tag_length: Option<u32>,
    /// Sends spans over HTTP. Default: gRPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<HttpService>,
    /// Settings of gRPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grpc: Option<GrpcService>,
    /// What is found out about where the proxy runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_detectors: Option<ResourceDetectors>,
    /// How the attributes of the service are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_attribute_enrichment: Option<ServiceAttributeEnrichment>,
    /// Sampling by Dynatrace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dynatrace_sampler: Option<DynatraceSampler>,
}

/// A service over HTTP.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.HttpService`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpService {
    /// The path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The time limit of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// Headers of requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Vec<HttpHeader>>,
}

/// Settings of a service over gRPC.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.GrpcService`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GrpcService {
    /// The time limit of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<crate::typed::Duration>,
    /// Metadata of requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_metadata: Option<Vec<HttpHeader>>,
}

/// What is found out about where a proxy runs.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDetectors {
    /// Attributes from the variable `OTEL_RESOURCE_ATTRIBUTES`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<EnvironmentResourceDetector>,
    /// Attributes that Dynatrace provides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dynatrace: Option<DynatraceResourceDetector>,
}

/// Attributes from the environment. It has no settings.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.EnvironmentResourceDetector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentResourceDetector {}

/// Attributes from Dynatrace. It has no settings.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ResourceDetectors.DynatraceResourceDetector`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DynatraceResourceDetector {}

/// Sampling by Dynatrace.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DynatraceSampler {
    /// The tenant's ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The cluster's ID at Dynatrace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_id: Option<i32>,
    /// Sampled spans a minute while Dynatrace does not say. Default: 1000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_spans_per_minute: Option<u32>,
    /// The API that says how many spans are sampled. Default: that of the tracing provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_service: Option<DynatraceApi>,
}

/// The API of Dynatrace.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenTelemetryTracingProvider.DynatraceSampler.DynatraceApi`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DynatraceApi {
    /// The API's host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The API's port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The path and headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<HttpService>,
}

/// Which headers carry trace context.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ZipkinTracingProvider.TraceContextOption`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TraceContextOption {
    /// Zipkin's `X-B3-*`.
    #[serde(rename = "USE_B3")]
    UseB3,
    /// Both are read, B3 first, and both are written.
    #[serde(rename = "USE_B3_WITH_W3C_PROPAGATION")]
    UseB3WithW3cPropagation,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// A format of trace context.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.OpenCensusAgentTracingProvider.TraceContext`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OpenCensusTraceContext {
    /// None.
    #[serde(rename = "UNSPECIFIED")]
    Unspecified,
    /// W3C's `traceparent`.
    #[serde(rename = "W3C_TRACE_CONTEXT")]
    W3cTraceContext,
    /// gRPC's `grpc-trace-bin`.
    #[serde(rename = "GRPC_BIN")]
    GrpcBin,
    /// Google's `X-Cloud-Trace-Context`.
    #[serde(rename = "CLOUD_TRACE_CONTEXT")]
    CloudTraceContext,
    /// Zipkin's `X-B3-*`.
    B3,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

/// How the attributes of the service are made.
///
/// In protobuf: `istio.mesh.v1alpha1.MeshConfig.ExtensionProvider.ServiceAttributeEnrichment`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ServiceAttributeEnrichment {
    /// As the proxy's `tracingServiceName` says.
    #[serde(rename = "ISTIO_CANONICAL")]
    IstioCanonical,
    /// As OpenTelemetry's conventions for Kubernetes say.
    #[serde(rename = "OTEL_SEMANTIC_CONVENTIONS")]
    OtelSemanticConventions,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

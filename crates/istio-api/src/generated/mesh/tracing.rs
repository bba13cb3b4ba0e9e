// Written by `cargo xtask generate` from crates/istio-api/api.

//! Tracing in proxy config.

use serde::{Deserialize, Serialize};

/// Tracing of requests.
///
/// At most one of `zipkin`, `lightstep`, `datadog`, `stackdriver`, `open_census_agent` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tracing {
    /// Sends spans to Zipkin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipkin: Option<Zipkin>,
    /// Sends spans to Lightstep. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lightstep: Option<Lightstep>,
    /// Sends spans to Datadog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datadog: Option<Datadog>,
    /// Sends spans to Stackdriver. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stackdriver: Option<Stackdriver>,
    /// Sends spans to an OpenCensus agent. Not in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_census_agent: Option<OpenCensusAgent>,
    /// Further tags of spans by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_tags: Option<std::collections::BTreeMap<String, CustomTag>>,
    /// The longest path in a span. Default: 256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_path_tag_length: Option<u32>,
    /// The share of requests that are traced, in percent. Default: 1.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling: Option<f64>,
    /// TLS to the collector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_settings: Option<crate::generated::networking::ClientTlsSettings>,
    /// Whether Istio's own tags are put on spans. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_istio_tags: Option<bool>,
}

/// Settings of Zipkin.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Zipkin`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Zipkin {
    /// The collector's address, `HOST:PORT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Settings of Lightstep.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Lightstep`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lightstep {
    /// The collector's address, `HOST:PORT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
}

/// Settings of Datadog.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Datadog`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Datadog {
    /// The agent's address, `HOST:PORT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Settings of Stackdriver.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Stackdriver`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stackdriver {
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
}

/// Settings of an OpenCensus agent.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.OpenCensusAgent`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenCensusAgent {
    /// The agent's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The formats of trace context, in order of preference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Vec<TraceContext>>,
}

/// Where the value of a tag comes from.
///
/// At most one of `literal`, `environment`, `header` is set.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.CustomTag`.
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
}

/// A fixed text.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Literal`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Literal {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// An environment variable of the proxy.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.Environment`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    /// The variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value when the variable is not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
}

/// A header of the request.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.RequestHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestHeader {
    /// The header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value when there is no such header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_value: Option<String>,
}

/// A format of trace context.
///
/// In protobuf: `istio.mesh.v1alpha1.Tracing.OpenCensusAgent.TraceContext`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TraceContext {
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

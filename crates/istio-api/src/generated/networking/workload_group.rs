// Written by `cargo xtask generate` from crates/istio-api/api.

//! WorkloadGroup, and readiness probes of workloads outside Kubernetes.

use serde::{Deserialize, Serialize};

/// What the WorkloadEntries of a group have in common.
///
/// In protobuf: `istio.networking.v1alpha3.WorkloadGroup`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadGroupSpec {
    /// Labels and annotations that each WorkloadEntry gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<WorkloadGroupMeta>,
    /// The WorkloadEntry's spec; address and labels come at registration.
    pub template: super::WorkloadEntrySpec,
    /// How the workload's readiness is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe: Option<ReadinessProbe>,
}

impl crate::typed::Spec for WorkloadGroupSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::WORKLOAD_GROUP;
}

/// Labels and annotations.
///
/// In protobuf: `istio.networking.v1alpha3.WorkloadGroup.ObjectMeta`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadGroupMeta {
    /// Labels by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    /// Annotations by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<std::collections::BTreeMap<String, String>>,
}

/// How readiness is checked. The fields mean what those of a Kubernetes probe mean.
///
/// At most one of `http_get`, `tcp_socket`, `exec`, `grpc` is set.
///
/// In protobuf: `istio.networking.v1alpha3.ReadinessProbe`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessProbe {
    /// Seconds before the first check. Default: 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_delay_seconds: Option<i32>,
    /// The time limit of a check in seconds. Default: 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<i32>,
    /// The seconds between checks. Default: 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_seconds: Option<i32>,
    /// Successes in a row after which the workload is ready. Default: 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success_threshold: Option<i32>,
    /// Failures in a row after which the workload is not ready. Default: 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_threshold: Option<i32>,
    /// Checks by an HTTP GET; a status from 200 to 399 is success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_get: Option<HttpHealthCheckConfig>,
    /// Checks by opening a connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tcp_socket: Option<TcpHealthCheckConfig>,
    /// Checks by a command; exit code 0 is success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exec: Option<ExecHealthCheckConfig>,
    /// Checks by gRPC's health service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grpc: Option<GrpcHealthCheckConfig>,
}

/// An HTTP check.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPHealthCheckConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpHealthCheckConfig {
    /// The path of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The port of the request.
    pub port: u32,
    /// The host to connect to. Default: localhost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// `HTTP` or `HTTPS`. Default: `HTTP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Headers of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_headers: Option<Vec<HttpHeader>>,
}

/// A header of a check.
///
/// In protobuf: `istio.networking.v1alpha3.HTTPHeader`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpHeader {
    /// The header's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The header's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A check by opening a connection.
///
/// In protobuf: `istio.networking.v1alpha3.TCPHealthCheckConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TcpHealthCheckConfig {
    /// The host to connect to. Default: localhost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The port to connect to.
    pub port: u32,
}

/// A check by a command.
///
/// In protobuf: `istio.networking.v1alpha3.ExecHealthCheckConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecHealthCheckConfig {
    /// The program and its arguments. No shell is used.
    pub command: Vec<String>,
}

/// A check by gRPC's health service.
///
/// In protobuf: `istio.networking.v1alpha3.GrpcHealthCheckConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GrpcHealthCheckConfig {
    /// The port of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u32>,
    /// The service name of the request. Default: empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

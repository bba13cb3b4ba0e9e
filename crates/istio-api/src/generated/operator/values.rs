// Written by `cargo xtask generate` from crates/istio-api/api.

//! Helm values: the top and the small charts.

use serde::{Deserialize, Serialize};

/// The values of Istio's charts.
///
/// In protobuf: `istio.operator.v1alpha1.Values`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Values {
    /// The CNI node agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni: Option<super::CniConfig>,
    /// The ingress and egress gateways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateways: Option<super::GatewaysConfig>,
    /// Settings that several charts share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global: Option<super::GlobalConfig>,
    /// The control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pilot: Option<super::PilotConfig>,
    /// The ambient node proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ztunnel: Option<serde_json::Value>,
    /// Telemetry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telemetry: Option<TelemetryConfig>,
    /// Sidecar injection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sidecar_injector_webhook: Option<SidecarInjectorConfig>,
    /// Whether pods use the CNI plugin. Deprecated: use `pilot.cni`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istio_cni: Option<super::CniUsageConfig>,
    /// The revision of this control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The name of the IstioOperator that the objects belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_name: Option<String>,
    /// The mesh config.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesh_config: Option<serde_json::Value>,
    /// The cluster-wide objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<BaseConfig>,
    /// A control plane in another cluster. Deprecated: use `pilot.istiodRemote`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istiod_remote: Option<IstiodRemoteConfig>,
    /// Tags that point to this revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_tags: Option<Vec<String>>,
    /// The revision whose validation webhook is the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_revision: Option<String>,
    /// The profile whose values are laid under the user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The `MAJOR.MINOR` version whose defaults are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibility_version: Option<String>,
    /// Settings that may change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experimental: Option<ExperimentalConfig>,
    /// Changes to the objects made for Kubernetes Gateways, by gateway class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_classes: Option<serde_json::Value>,
}

/// Log levels.
///
/// In protobuf: `istio.operator.v1alpha1.GlobalLoggingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GlobalLoggingConfig {
    /// Levels by scope: `SCOPE:LEVEL`, with commas between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

/// Computing resources of a container.
///
/// In protobuf: `istio.operator.v1alpha1.Resources`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resources {
    /// The most that may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<std::collections::BTreeMap<String, String>>,
    /// What is reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<std::collections::BTreeMap<String, String>>,
}

/// A target of autoscaling.
///
/// In protobuf: `istio.operator.v1alpha1.TargetUtilizationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetUtilizationConfig {
    /// The average use in percent of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_average_utilization: Option<i32>,
}

/// Settings of a service account.
///
/// In protobuf: `istio.operator.v1alpha1.ServiceAccount`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAccount {
    /// Its annotations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotations: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A control plane in another cluster.
///
/// In protobuf: `istio.operator.v1alpha1.IstiodRemoteConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstiodRemoteConfig {
    /// The address of its injection webhook.
    #[serde(rename = "injectionURL", skip_serializing_if = "Option::is_none")]
    pub injection_url: Option<String>,
    /// The path of its injection webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injection_path: Option<String>,
    /// The authority of the webhook's certificate, base64.
    #[serde(rename = "injectionCABundle", skip_serializing_if = "Option::is_none")]
    pub injection_ca_bundle: Option<String>,
    /// Whether the control plane is in another cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether a local istiod does the injection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_local_injector_istiod: Option<bool>,
}

/// Telemetry.
///
/// In protobuf: `istio.operator.v1alpha1.TelemetryConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelemetryConfig {
    /// Whether telemetry is set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Telemetry by the proxy's own filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub v2: Option<TelemetryV2Config>,
}

/// Telemetry by the proxy's own filters.
///
/// In protobuf: `istio.operator.v1alpha1.TelemetryV2Config`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelemetryV2Config {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Metrics for Prometheus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prometheus: Option<TelemetryV2PrometheusConfig>,
    /// Metrics, logs and traces for Stackdriver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stackdriver: Option<TelemetryV2StackDriverConfig>,
}

/// Metrics for Prometheus.
///
/// In protobuf: `istio.operator.v1alpha1.TelemetryV2PrometheusConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelemetryV2PrometheusConfig {
    /// Whether they are on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Telemetry for Stackdriver.
///
/// In protobuf: `istio.operator.v1alpha1.TelemetryV2StackDriverConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelemetryV2StackDriverConfig {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Sidecar injection.
///
/// In protobuf: `istio.operator.v1alpha1.SidecarInjectorConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SidecarInjectorConfig {
    /// Whether namespaces without a label are injected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_namespaces_by_default: Option<bool>,
    /// When the webhook is called again: `Never` or `IfNeeded`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reinvocation_policy: Option<String>,
    /// Label selectors of pods that are not injected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never_inject_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Label selectors of pods that are injected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub always_inject_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Whether HTTP probes go through the agent.
    #[serde(rename = "rewriteAppHTTPProbe", skip_serializing_if = "Option::is_none")]
    pub rewrite_app_http_probe: Option<bool>,
    /// Annotations that injected pods get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injected_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// The address of the injection webhook.
    #[serde(rename = "injectionURL", skip_serializing_if = "Option::is_none")]
    pub injection_url: Option<String>,
    /// Further injection templates by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub templates: Option<serde_json::Map<String, serde_json::Value>>,
    /// The templates of pods that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_templates: Option<Vec<String>>,
}

/// The cluster-wide objects.
///
/// In protobuf: `istio.operator.v1alpha1.BaseConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BaseConfig {
    /// Whether the CRDs are templates rather than a `crds` folder.
    #[serde(rename = "enableCRDTemplates", skip_serializing_if = "Option::is_none")]
    pub enable_crd_templates: Option<bool>,
    /// CRDs that are left out, by name.
    #[serde(rename = "excludedCRDs", skip_serializing_if = "Option::is_none")]
    pub excluded_cr_ds: Option<Vec<String>>,
    /// The address of the validation webhook.
    #[serde(rename = "validationURL", skip_serializing_if = "Option::is_none")]
    pub validation_url: Option<String>,
    /// Whether the CRDs are installed.
    #[serde(rename = "enableIstioConfigCRDs", skip_serializing_if = "Option::is_none")]
    pub enable_istio_config_cr_ds: Option<bool>,
    /// Whether a gateway's configuration is validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validate_gateway: Option<bool>,
    /// The authority of the webhook's certificate, base64.
    #[serde(rename = "validationCABundle", skip_serializing_if = "Option::is_none")]
    pub validation_ca_bundle: Option<String>,
}

/// Settings that may change.
///
/// In protobuf: `istio.operator.v1alpha1.ExperimentalConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExperimentalConfig {
    /// Whether an admission policy refuses fields that are not stable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stable_validation_policy: Option<bool>,
}

/// Which of the objects are rendered.
///
/// In protobuf: `istio.operator.v1alpha1.ResourceScope`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ResourceScope {
    /// The default, which is all.
    #[serde(rename = "undefined")]
    Undefined,
    /// All.
    #[serde(rename = "all")]
    All,
    /// Only those without a namespace.
    #[serde(rename = "cluster")]
    Cluster,
    /// Only those of a namespace.
    #[serde(rename = "namespace")]
    Namespace,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

// Written by `cargo xtask generate` from crates/istio-api/api.

//! Helm values that charts share.

use serde::{Deserialize, Serialize};

/// Settings that several charts share.
///
/// In protobuf: `istio.operator.v1alpha1.GlobalConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GlobalConfig {
    /// How much nodes of each architecture are preferred. Deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch: Option<ArchConfig>,
    /// Kubernetes signers that istiod may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cert_signers: Option<Vec<String>>,
    /// Whether the validation webhook is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_validation: Option<bool>,
    /// Labels of the nodes of every component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_node_selector: Option<serde_json::Map<String, serde_json::Value>>,
    /// Disruption budgets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_pod_disruption_budget: Option<DefaultPodDisruptionBudgetConfig>,
    /// Computing resources of containers that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_resources: Option<DefaultResourcesConfig>,
    /// Tolerations of every component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_tolerations: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The registry and folder of images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// When images are pulled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<String>,
    /// Secrets for the registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_secrets: Option<Vec<String>>,
    /// The namespace of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istio_namespace: Option<String>,
    /// Whether logs are JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_as_json: Option<bool>,
    /// Log levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<super::GlobalLoggingConfig>,
    /// The ID of the mesh.
    #[serde(rename = "meshID", skip_serializing_if = "Option::is_none")]
    pub mesh_id: Option<String>,
    /// The networks of the mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesh_networks: Option<serde_json::Map<String, serde_json::Value>>,
    /// Several clusters in a mesh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_cluster: Option<MultiClusterConfig>,
    /// The network of this cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Namespaces that pods search for names.
    #[serde(rename = "podDNSSearchNamespaces", skip_serializing_if = "Option::is_none")]
    pub pod_dns_search_namespaces: Option<Vec<String>>,
    /// Whether the config map of sidecar injection is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omit_sidecar_injector_config_map: Option<bool>,
    /// Whether the webhooks are left to an operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_manage_webhooks: Option<bool>,
    /// The priority class of every component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_class_name: Option<String>,
    /// Proxies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyConfig>,
    /// The init container.
    #[serde(rename = "proxy_init", skip_serializing_if = "Option::is_none")]
    pub proxy_init: Option<ProxyInitConfig>,
    /// Secret discovery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sds: Option<SdsConfig>,
    /// The tag of images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// The variant of images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Settings of tracers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracer: Option<TracerConfig>,
    /// The address of a control plane in another cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_pilot_address: Option<String>,
    /// The control plane's own settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istiod: Option<IstiodConfig>,
    /// Who signs the control plane's certificate: `istiod`, `kubernetes`, `k8s.io/SIGNER` or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pilot_cert_provider: Option<String>,
    /// Which service account tokens are used: `third-party-jwt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwt_policy: Option<String>,
    /// The secure token service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sts: Option<StsConfig>,
    /// The revision of the proxies' control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// Whether proxies mount certificates from a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_mtls_certs: Option<bool>,
    /// The address of the certificate authority. Default: istiod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_address: Option<String>,
    /// Whether this control plane serves other clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_istiod: Option<bool>,
    /// Whether this cluster holds the configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_cluster: Option<bool>,
    /// The name of the certificate authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_name: Option<String>,
    /// The platform, such as `openshift` or `gke`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// IP families of services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_families: Option<Vec<String>>,
    /// The IP family policy of services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family_policy: Option<String>,
    /// Waypoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waypoint: Option<WaypointConfig>,
    /// The config map with the root certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_bundle_name: Option<String>,
    /// Whether nftables are used in place of iptables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub native_nftables: Option<bool>,
    /// Network policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_policy: Option<NetworkPolicyConfig>,
    /// Which of the objects are rendered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_scope: Option<super::ResourceScope>,
    /// Agent gateways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agentgateway: Option<Agentgateway>,
    /// Whether the reader role is made.
    #[serde(rename = "enableReaderRBAC", skip_serializing_if = "Option::is_none")]
    pub enable_reader_rbac: Option<bool>,
}

/// How much nodes of each architecture are preferred: 0 never, 1 least, 3 most.
///
/// In protobuf: `istio.operator.v1alpha1.ArchConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchConfig {
    /// The preference for amd64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amd64: Option<u32>,
    /// The preference for ppc64le.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ppc64le: Option<u32>,
    /// The preference for s390x.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s390x: Option<u32>,
    /// The preference for arm64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arm64: Option<u32>,
}

/// Disruption budgets.
///
/// In protobuf: `istio.operator.v1alpha1.DefaultPodDisruptionBudgetConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultPodDisruptionBudgetConfig {
    /// Whether they are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Computing resources of containers that do not say.
///
/// In protobuf: `istio.operator.v1alpha1.DefaultResourcesConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultResourcesConfig {
    /// What is reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<ResourcesRequestsConfig>,
}

/// What is reserved for a container.
///
/// In protobuf: `istio.operator.v1alpha1.ResourcesRequestsConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourcesRequestsConfig {
    /// CPU.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<String>,
    /// Memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
}

/// Several clusters in a mesh.
///
/// In protobuf: `istio.operator.v1alpha1.MultiClusterConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MultiClusterConfig {
    /// Whether gateways carry traffic between clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The name of this cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_name: Option<String>,
    /// The suffix of services of all clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_domain_suffix: Option<String>,
    /// Whether the filter for such names is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_envoy_filter: Option<bool>,
}

/// Proxies.
///
/// In protobuf: `istio.operator.v1alpha1.ProxyConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfig {
    /// Whether pods are injected: `enabled` or `disabled`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_inject: Option<String>,
    /// The cluster's DNS domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster_domain: Option<String>,
    /// Envoy's log levels by component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component_log_level: Option<String>,
    /// Whether core dumps are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_core_dump: Option<bool>,
    /// Inbound ports that are not redirected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_inbound_ports: Option<String>,
    /// Outbound address ranges that are not redirected.
    #[serde(rename = "excludeIPRanges", skip_serializing_if = "Option::is_none")]
    pub exclude_ip_ranges: Option<String>,
    /// The name, or whole address, of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Outbound address ranges that are redirected.
    #[serde(rename = "includeIPRanges", skip_serializing_if = "Option::is_none")]
    pub include_ip_ranges: Option<String>,
    /// Envoy's log level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_level: Option<String>,
    /// The file for outlier detection's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlier_log_path: Option<String>,
    /// Whether the container is privileged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    /// Seconds before the first readiness check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_initial_delay_seconds: Option<u32>,
    /// Seconds between readiness checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_period_seconds: Option<u32>,
    /// Failures in a row after which it is not ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_failure_threshold: Option<u32>,
    /// The seccomp profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<serde_json::Map<String, serde_json::Value>>,
    /// The startup probe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub startup_probe: Option<StartupProbe>,
    /// The agent's port for health.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_port: Option<u32>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
    /// The tracer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracer: Option<Tracer>,
    /// Outbound ports that are not redirected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_outbound_ports: Option<String>,
    /// Lifecycle hooks of the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<serde_json::Map<String, serde_json::Value>>,
    /// Whether the application starts only when the proxy is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_application_until_proxy_starts: Option<bool>,
    /// Inbound ports that are redirected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_inbound_ports: Option<String>,
    /// Outbound ports that are redirected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_outbound_ports: Option<String>,
}

/// The startup probe of proxies.
///
/// In protobuf: `istio.operator.v1alpha1.StartupProbe`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartupProbe {
    /// Whether there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Failures after which the container is restarted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure_threshold: Option<u32>,
}

/// The init container.
///
/// In protobuf: `istio.operator.v1alpha1.ProxyInitConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyInitConfig {
    /// The name, or whole address, of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
}

/// Secret discovery.
///
/// In protobuf: `istio.operator.v1alpha1.SDSConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SdsConfig {
    /// The token that is mounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Settings of tracers.
///
/// In protobuf: `istio.operator.v1alpha1.TracerConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracerConfig {
    /// Datadog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datadog: Option<TracerDatadogConfig>,
    /// Lightstep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lightstep: Option<TracerLightStepConfig>,
    /// Zipkin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipkin: Option<TracerZipkinConfig>,
    /// Stackdriver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stackdriver: Option<TracerStackdriverConfig>,
}

/// Settings of Datadog.
///
/// In protobuf: `istio.operator.v1alpha1.TracerDatadogConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracerDatadogConfig {
    /// The agent's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Settings of Lightstep.
///
/// In protobuf: `istio.operator.v1alpha1.TracerLightStepConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracerLightStepConfig {
    /// The collector's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
}

/// Settings of Zipkin.
///
/// In protobuf: `istio.operator.v1alpha1.TracerZipkinConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracerZipkinConfig {
    /// The collector's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Settings of Stackdriver.
///
/// In protobuf: `istio.operator.v1alpha1.TracerStackdriverConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracerStackdriverConfig {
    /// Whether spans are printed to stdout too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub debug: Option<bool>,
    /// The most attributes of a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_attributes: Option<u32>,
    /// The most annotations of a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_annotations: Option<u32>,
    /// The most message events of a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_number_of_message_events: Option<u32>,
}

/// The control plane's own settings.
///
/// In protobuf: `istio.operator.v1alpha1.IstiodConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstiodConfig {
    /// Whether istiod analyzes objects and writes their status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_analysis: Option<bool>,
}

/// The secure token service.
///
/// In protobuf: `istio.operator.v1alpha1.STSConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StsConfig {
    /// Its port. 0 turns it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_port: Option<u32>,
}

/// Waypoints.
///
/// In protobuf: `istio.operator.v1alpha1.WaypointConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaypointConfig {
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
    /// Affinity of pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<serde_json::Map<String, serde_json::Value>>,
    /// How pods are spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topology_spread_constraints: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Labels of nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_selector: Option<serde_json::Map<String, serde_json::Value>>,
    /// Tolerations of taints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toleration: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
}

/// Network policies.
///
/// In protobuf: `istio.operator.v1alpha1.NetworkPolicyConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkPolicyConfig {
    /// Whether they are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Agent gateways.
///
/// In protobuf: `istio.operator.v1alpha1.Agentgateway`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agentgateway {
    /// The image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// A tracer.
///
/// In protobuf: `istio.operator.v1alpha1.tracer`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Tracer {
    /// Zipkin.
    #[serde(rename = "zipkin")]
    Zipkin,
    /// Lightstep.
    #[serde(rename = "lightstep")]
    Lightstep,
    /// Datadog.
    #[serde(rename = "datadog")]
    Datadog,
    /// Stackdriver.
    #[serde(rename = "stackdriver")]
    Stackdriver,
    /// An OpenCensus agent.
    #[serde(rename = "openCensusAgent")]
    OpenCensusAgent,
    /// None.
    #[serde(rename = "none")]
    None,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}

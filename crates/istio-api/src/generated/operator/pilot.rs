// Written by `cargo xtask generate` from crates/istio-api/api.

//! Helm values of the control plane.

use serde::{Deserialize, Serialize};

/// The control plane.
///
/// In protobuf: `istio.operator.v1alpha1.PilotConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PilotConfig {
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether it is scaled by load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_enabled: Option<bool>,
    /// The fewest pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_min: Option<u32>,
    /// The most pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_max: Option<u32>,
    /// How fast it is scaled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_behavior: Option<serde_json::Map<String, serde_json::Value>>,
    /// The number of pods when it is not scaled by load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica_count: Option<u32>,
    /// The name, or whole address, of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The share of requests that are traced, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_sampling: Option<f64>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
    /// The target of autoscaling by CPU.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<super::TargetUtilizationConfig>,
    /// Labels of its nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_selector: Option<serde_json::Map<String, serde_json::Value>>,
    /// How long a proxy's connection may last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keepalive_max_server_connection_age: Option<crate::typed::Duration>,
    /// Labels of the Deployment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_labels: Option<serde_json::Map<String, serde_json::Value>>,
    /// Labels of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_labels: Option<serde_json::Map<String, serde_json::Value>>,
    /// Whether the config map with the mesh config is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_map: Option<bool>,
    /// Environment variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<serde_json::Map<String, serde_json::Value>>,
    /// Affinity of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<serde_json::Map<String, serde_json::Value>>,
    /// The most additional pods during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_surge: Option<crate::typed::IntOrString>,
    /// The most pods that may be missing during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_unavailable: Option<crate::typed::IntOrString>,
    /// Tolerations of taints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerations: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Annotations of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of the service account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// A further authority, as PEM, that is trusted when token keys are fetched.
    #[serde(rename = "jwksResolverExtraRootCA", skip_serializing_if = "Option::is_none")]
    pub jwks_resolver_extra_root_ca: Option<String>,
    /// The registry and folder of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// The variant of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The seccomp profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<serde_json::Map<String, serde_json::Value>>,
    /// How its pods are spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topology_spread_constraints: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_container_args: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further volume mounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_mounts: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The service's IP families.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_families: Option<Vec<String>>,
    /// The service's IP family policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family_policy: Option<String>,
    /// The target of autoscaling by memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<super::TargetUtilizationConfig>,
    /// Whether pods use the CNI plugin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni: Option<super::CniUsageConfig>,
    /// The controller that takes a taint from nodes once the CNI agent is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taint: Option<PilotTaintControllerConfig>,
    /// The namespace of ztunnel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_ztunnel_namespace: Option<String>,
    /// A control plane in another cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istiod_remote: Option<super::IstiodRemoteConfig>,
    /// Environment variables from other objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env_var_from: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The config map with certificate revocation lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crl_config_map_name: Option<String>,
}

/// The controller that takes a taint from nodes once the CNI agent is ready.
///
/// In protobuf: `istio.operator.v1alpha1.PilotTaintControllerConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PilotTaintControllerConfig {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The namespace of the CNI agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The name of the CNI agent's DaemonSet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

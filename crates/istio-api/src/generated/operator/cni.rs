// Written by `cargo xtask generate` from crates/istio-api/api.

//! Helm values of the CNI node agent.

use serde::{Deserialize, Serialize};

/// The CNI node agent.
///
/// In protobuf: `istio.operator.v1alpha1.CNIConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CniConfig {
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The registry and folder of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// The variant of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The name of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// When its image is pulled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_policy: Option<String>,
    /// The node's folder of CNI programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni_bin_dir: Option<String>,
    /// The node's folder of CNI configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni_conf_dir: Option<String>,
    /// The CNI configuration file that is changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni_conf_file_name: Option<String>,
    /// The node's folder of network namespaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni_netns_dir: Option<String>,
    /// Namespaces whose pods are left alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude_namespaces: Option<Vec<String>>,
    /// Affinity of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<serde_json::Map<String, serde_json::Value>>,
    /// Environment variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<serde_json::Map<String, serde_json::Value>>,
    /// Labels of the DaemonSet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daemon_set_labels: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// Labels of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_labels: Option<serde_json::Map<String, serde_json::Value>>,
    /// The cluster role for a pod security policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub psp_cluster_role: Option<String>,
    /// The log level. Deprecated: use `logging`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_level: Option<String>,
    /// Log levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<super::GlobalLoggingConfig>,
    /// What happens to pods that started before the plugin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<CniRepairConfig>,
    /// Whether the plugin is chained after another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chained: Option<bool>,
    /// A quota of pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_quotas: Option<ResourceQuotas>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
    /// Whether its container is privileged. Deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privileged: Option<bool>,
    /// The seccomp profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<serde_json::Map<String, serde_json::Value>>,
    /// Ambient mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambient: Option<CniAmbientConfig>,
    /// The CNI provider: `default` or `multus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The most pods that may be missing during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_unavailable: Option<crate::typed::IntOrString>,
    /// Whether Istio has a CNI configuration file of its own.
    #[serde(rename = "istioOwnedCNIConfig", skip_serializing_if = "Option::is_none")]
    pub istio_owned_cni_config: Option<bool>,
    /// The name of that file.
    #[serde(rename = "istioOwnedCNIConfigFileName", skip_serializing_if = "Option::is_none")]
    pub istio_owned_cni_config_file_name: Option<String>,
    /// Whether AppArmor is set by annotation rather than by field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_app_armor_annotation: Option<bool>,
}

/// What happens to pods that started before the plugin.
///
/// In protobuf: `istio.operator.v1alpha1.CNIRepairConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CniRepairConfig {
    /// Whether such pods are looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The registry and folder of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// The name of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Whether such pods get a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_pods: Option<bool>,
    /// Whether such pods are repaired in place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair_pods: Option<bool>,
    /// Whether events are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_events: Option<String>,
    /// Whether such pods are deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_pods: Option<bool>,
    /// The key of the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken_pod_label_key: Option<String>,
    /// The value of the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken_pod_label_value: Option<String>,
    /// The init container by which such pods are found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_container_name: Option<String>,
}

/// A quota of pods.
///
/// In protobuf: `istio.operator.v1alpha1.ResourceQuotas`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceQuotas {
    /// Whether there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The most pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pods: Option<crate::typed::IntOrString>,
}

/// Ambient mode of the CNI node agent.
///
/// In protobuf: `istio.operator.v1alpha1.CNIAmbientConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CniAmbientConfig {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The folder of its configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_dir: Option<String>,
    /// Whether DNS is captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_capture: Option<bool>,
    /// Whether IPv6 is captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<bool>,
    /// Whether rules of running pods are brought up to date at start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconcile_iptables_on_startup: Option<bool>,
}

/// Whether pods use the CNI plugin.
///
/// In protobuf: `istio.operator.v1alpha1.CNIUsageConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CniUsageConfig {
    /// Whether they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether the plugin is chained after another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chained: Option<bool>,
    /// The CNI provider: `default` or `multus`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

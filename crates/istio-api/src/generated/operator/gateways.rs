// Written by `cargo xtask generate` from crates/istio-api/api.

//! Helm values of gateways.

use serde::{Deserialize, Serialize};

/// The ingress and egress gateways.
///
/// In protobuf: `istio.operator.v1alpha1.GatewaysConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewaysConfig {
    /// The egress gateway.
    #[serde(rename = "istio-egressgateway", skip_serializing_if = "Option::is_none")]
    pub istio_egressgateway: Option<EgressGatewayConfig>,
    /// Whether gateways are installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The ingress gateway.
    #[serde(rename = "istio-ingressgateway", skip_serializing_if = "Option::is_none")]
    pub istio_ingressgateway: Option<IngressGatewayConfig>,
    /// The security context of gateway pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_context: Option<serde_json::Value>,
    /// The seccomp profile of gateway pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seccomp_profile: Option<serde_json::Value>,
}

/// An egress gateway.
///
/// In protobuf: `istio.operator.v1alpha1.EgressGatewayConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EgressGatewayConfig {
    /// Whether it is scaled by load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_enabled: Option<bool>,
    /// The most pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_max: Option<u32>,
    /// The fewest pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_min: Option<u32>,
    /// The target of autoscaling by memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<super::TargetUtilizationConfig>,
    /// The target of autoscaling by CPU.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<super::TargetUtilizationConfig>,
    /// Whether the user makes the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_service: Option<bool>,
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Environment variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<serde_json::Map<String, serde_json::Value>>,
    /// Labels of its objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Labels of its nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_selector: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// Pods it must not share a node with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_anti_affinity_label_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Pods it should not share a node with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_anti_affinity_term_label_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The service's ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<PortsConfig>>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<super::Resources>,
    /// Secrets that are mounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_volumes: Option<Vec<SecretVolume>>,
    /// Annotations of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// The service's type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// Tolerations of taints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerations: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The most additional pods during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_surge: Option<crate::typed::IntOrString>,
    /// The most pods that may be missing during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_unavailable: Option<crate::typed::IntOrString>,
    /// Config maps that are mounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_volumes: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further containers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_containers: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Whether it runs as root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_root: Option<bool>,
    /// The injection template of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injection_template: Option<String>,
    /// The service account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account: Option<super::ServiceAccount>,
    /// The service's IP families.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_families: Option<Vec<String>>,
    /// The service's IP family policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family_policy: Option<String>,
}

/// A port of a gateway's service.
///
/// In protobuf: `istio.operator.v1alpha1.PortsConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortsConfig {
    /// The port's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The port number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<i32>,
    /// The port on the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_port: Option<i32>,
    /// The pods' port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_port: Option<i32>,
    /// The protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
}

/// A secret that is mounted.
///
/// In protobuf: `istio.operator.v1alpha1.SecretVolume`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretVolume {
    /// The path in the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mount_path: Option<String>,
    /// The volume's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The secret's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_name: Option<String>,
}

/// An ingress gateway.
///
/// In protobuf: `istio.operator.v1alpha1.IngressGatewayConfig`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IngressGatewayConfig {
    /// Whether it is scaled by load.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_enabled: Option<bool>,
    /// The most pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_max: Option<u32>,
    /// The fewest pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscale_min: Option<u32>,
    /// The target of autoscaling by memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<super::TargetUtilizationConfig>,
    /// The target of autoscaling by CPU.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu: Option<super::TargetUtilizationConfig>,
    /// Whether the user makes the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_service: Option<bool>,
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Environment variables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<serde_json::Map<String, serde_json::Value>>,
    /// Labels of its objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    /// The address of the load balancer.
    #[serde(rename = "loadBalancerIP", skip_serializing_if = "Option::is_none")]
    pub load_balancer_ip: Option<String>,
    /// CIDR ranges of clients that the load balancer accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_source_ranges: Option<Vec<String>>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Labels of its nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_selector: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// Pods it must not share a node with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_anti_affinity_label_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Pods it should not share a node with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_anti_affinity_term_label_selector: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// The service's ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ports: Option<Vec<PortsConfig>>,
    /// The number of pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica_count: Option<u32>,
    /// Computing resources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<serde_json::Map<String, serde_json::Value>>,
    /// Secrets that are mounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_volumes: Option<Vec<SecretVolume>>,
    /// Annotations of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_annotations: Option<serde_json::Map<String, serde_json::Value>>,
    /// The service's type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// The most additional pods during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_surge: Option<crate::typed::IntOrString>,
    /// The most pods that may be missing during an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolling_max_unavailable: Option<crate::typed::IntOrString>,
    /// Whether traffic stays on the node it arrives at: `Cluster` or `Local`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_traffic_policy: Option<String>,
    /// Tolerations of taints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerations: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further ports of the pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_ports: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Further containers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_containers: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Config maps that are mounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_volumes: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Whether it runs as root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_as_root: Option<bool>,
    /// The injection template of its pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injection_template: Option<String>,
    /// The service account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_account: Option<super::ServiceAccount>,
    /// The service's IP families.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_families: Option<Vec<String>>,
    /// The service's IP family policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_family_policy: Option<String>,
}

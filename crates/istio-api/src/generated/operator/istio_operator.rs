// Written by `cargo xtask generate` from crates/istio-api/api.

//! IstioOperator: what `istioctl install -f` reads. No CRD is installed for it.

use serde::{Deserialize, Serialize};

/// What is installed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioOperatorSpec {
    /// The profile that the rest is laid over: a name, or a file. Default: `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The folder with charts and profiles, in place of the built-in ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub install_package_path: Option<String>,
    /// The registry and folder of images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// The namespace of the control plane. Default: `istio-system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The revision of the control plane. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The `MAJOR.MINOR` version whose defaults are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compatibility_version: Option<String>,
    /// Mesh config.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesh_config: Option<crate::generated::mesh::MeshConfig>,
    /// Components: whether they are installed, and their Kubernetes settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Components>,
    /// Values of the charts. Unknown keys are errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<super::Values>,
    /// Values of the charts that are not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unvalidated_values: Option<serde_json::Value>,
}

impl crate::typed::Spec for IstioOperatorSpec {
    const KIND: &'static crate::typed::Kind = &crate::generated::kinds::ISTIO_OPERATOR;
}

/// The components of an installation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Components {
    /// The cluster-wide objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<BaseComponent>,
    /// The control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pilot: Option<Component>,
    /// The CNI node agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cni: Option<Component>,
    /// The ambient node proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ztunnel: Option<Component>,
    /// The objects of a cluster whose control plane is elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub istiod_remote: Option<Component>,
    /// Ingress gateways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingress_gateways: Option<Vec<GatewayComponent>>,
    /// Egress gateways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egress_gateways: Option<Vec<GatewayComponent>>,
}

/// The component of the cluster-wide objects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BaseComponent {
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Kubernetes settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k8s: Option<KubernetesResources>,
}

/// A component.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Its namespace. Default: that of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The registry and folder of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// Kubernetes settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k8s: Option<KubernetesResources>,
}

/// A gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayComponent {
    /// Whether it is installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Its namespace. Default: that of the control plane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The registry and folder of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The tag of its image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<serde_json::Value>,
    /// Kubernetes settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k8s: Option<KubernetesResources>,
    /// Its name, which its objects get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Labels of its objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<std::collections::BTreeMap<String, String>>,
}

/// Kubernetes settings of a component, which override what its chart renders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KubernetesResources {
    /// Affinity of the pods: an `Affinity` of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<serde_json::Map<String, serde_json::Value>>,
    /// Environment variables: `EnvVar`s of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Scaling by load: a `HorizontalPodAutoscalerSpec` of autoscaling/v2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hpa_spec: Option<serde_json::Map<String, serde_json::Value>>,
    /// When images are pulled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<String>,
    /// Labels of the nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_selector: Option<std::collections::BTreeMap<String, String>>,
    /// The disruption budget: a `PodDisruptionBudgetSpec` of policy/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_disruption_budget: Option<serde_json::Map<String, serde_json::Value>>,
    /// Annotations of the pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod_annotations: Option<std::collections::BTreeMap<String, String>>,
    /// The priority class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_class_name: Option<String>,
    /// The readiness probe: a `Probe` of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_probe: Option<serde_json::Map<String, serde_json::Value>>,
    /// The number of pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica_count: Option<u32>,
    /// Computing resources: `ResourceRequirements` of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<serde_json::Map<String, serde_json::Value>>,
    /// The service: a `ServiceSpec` of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<serde_json::Map<String, serde_json::Value>>,
    /// The update strategy: a `DeploymentStrategy` of apps/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<serde_json::Map<String, serde_json::Value>>,
    /// Tolerations of taints: `Toleration`s of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerations: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Annotations of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_annotations: Option<std::collections::BTreeMap<String, String>>,
    /// The security context of the pods: a `PodSecurityContext` of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_context: Option<serde_json::Map<String, serde_json::Value>>,
    /// Volumes of the pods: `Volume`s of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Volume mounts of the containers: `VolumeMount`s of core/v1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_mounts: Option<Vec<serde_json::Map<String, serde_json::Value>>>,
    /// Patches of rendered objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlays: Option<Vec<KubernetesOverlay>>,
}

/// Patches of one rendered object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KubernetesOverlay {
    /// The object's API version. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The object's kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The object's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The patches, applied in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<Vec<OverlayPatch>>,
}

/// A patch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlayPatch {
    /// The place: keys with dots between; `[key:value]` picks a list's element, `[:value]` an element that is that
    /// value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The new value. Without one, what stands there is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
}

//! The order in which components go into a cluster and out of it.

/// A component, by the name that its objects carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// CRDs and what every revision shares.
    Base,
    /// istiod.
    Pilot,
    /// The CNI node agent.
    Cni,
    /// The node proxy of ambient mode.
    Ztunnel,
    /// Gateways into the mesh.
    IngressGateways,
    /// Gateways out of the mesh.
    EgressGateways,
}

impl Stage {
    /// Every component, in an order that no dependency contradicts.
    pub const ALL: [Self; 6] = [
        Self::Base,
        Self::Pilot,
        Self::Cni,
        Self::Ztunnel,
        Self::IngressGateways,
        Self::EgressGateways,
    ];

    /// The value of the component label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Base => "Base",
            Self::Pilot => "Pilot",
            Self::Cni => "Cni",
            Self::Ztunnel => "Ztunnel",
            Self::IngressGateways => "IngressGateways",
            Self::EgressGateways => "EgressGateways",
        }
    }

    /// The component of a label's value.
    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.label() == label)
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Base => "Istio core",
            Self::Pilot => "Istiod",
            Self::Cni => "CNI",
            Self::Ztunnel => "Ztunnel",
            Self::IngressGateways => "Ingress gateways",
            Self::EgressGateways => "Egress gateways",
        }
    }

    /// What has to be ready before it goes in. Components that wait for the same one go in side by side.
    #[must_use]
    pub fn after(self) -> Option<Self> {
        match self {
            Self::Base => None,
            Self::Pilot | Self::Cni => Some(Self::Base),
            Self::Ztunnel => Some(Self::Cni),
            Self::IngressGateways | Self::EgressGateways => Some(Self::Pilot),
        }
    }
}

/// Where a kind stands when objects of one component are applied: what others refer to goes first, and what starts pods last but for what
/// calls those pods.
#[must_use]
pub fn rank(kind: &str) -> u8 {
    match kind {
        "Namespace" => 0,
        "CustomResourceDefinition" => 1,
        "ServiceAccount" => 2,
        "ClusterRole" | "Role" => 3,
        "ClusterRoleBinding" | "RoleBinding" => 4,
        "Secret" | "ConfigMap" => 5,
        "NetworkPolicy" | "PodDisruptionBudget" | "ResourceQuota" | "LimitRange" => 6,
        "Service" | "Endpoints" | "EndpointSlice" => 7,
        "Deployment" | "DaemonSet" | "StatefulSet" | "ReplicaSet" | "Job" | "CronJob" | "Pod" => 9,
        "HorizontalPodAutoscaler" => 10,
        "MutatingWebhookConfiguration"
        | "ValidatingWebhookConfiguration"
        | "ValidatingAdmissionPolicy"
        | "ValidatingAdmissionPolicyBinding" => 11,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_component_stands_before_what_it_waits_for() {
        for (index, stage) in Stage::ALL.into_iter().enumerate() {
            if let Some(first) = stage.after() {
                assert!(Stage::ALL[..index].contains(&first), "{stage:?}");
            }
            assert_eq!(Stage::of_label(stage.label()), Some(stage));
        }
        assert_eq!(Stage::of_label("Galley"), None);
    }

    #[test]
    fn a_workload_comes_after_its_account_and_its_configuration() {
        for before in ["ServiceAccount", "RoleBinding", "ConfigMap", "Service", "EnvoyFilter"] {
            assert!(rank(before) < rank("Deployment"), "{before}");
        }
        assert!(rank("Deployment") < rank("HorizontalPodAutoscaler"));
    }
}

//! The order in which components and their objects go into a cluster.

use crate::component::Component;

/// What has to be ready before a component goes in. Components that wait for the same one go in side by side.
#[must_use]
pub fn after(component: Component) -> Option<Component> {
    match component {
        Component::Base => None,
        Component::Pilot | Component::Cni => Some(Component::Base),
        Component::Ztunnel => Some(Component::Cni),
        Component::IngressGateways | Component::EgressGateways => Some(Component::Pilot),
    }
}

/// What people call a component.
#[must_use]
pub fn title(component: Component) -> &'static str {
    match component {
        Component::Base => "Istio core",
        Component::Pilot => "Istiod",
        Component::Cni => "CNI",
        Component::Ztunnel => "Ztunnel",
        Component::IngressGateways => "Ingress gateways",
        Component::EgressGateways => "Egress gateways",
    }
}

/// The step at which an object of a component is applied: what others refer to goes first, then what starts pods, and what calls those
/// pods last. (Go's istioctl applies in the order of names, a Deployment before its ServiceAccount.)
#[must_use]
pub fn step(kind: &str) -> u8 {
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
    use crate::component::ALL;

    #[test]
    fn no_component_waits_for_itself() {
        for component in ALL {
            let mut before = after(component);
            for _ in ALL {
                before = before.and_then(after);
            }
            assert_eq!(before, None, "{component:?}");
        }
    }

    #[test]
    fn a_workload_comes_after_its_account_and_its_configuration() {
        for before in ["ServiceAccount", "RoleBinding", "ConfigMap", "Service", "EnvoyFilter"] {
            assert!(step(before) < step("Deployment"), "{before}");
        }
        assert!(step("Deployment") < step("HorizontalPodAutoscaler"));
    }
}

//! Kinds of objects, and where the API has them.

use std::fmt;

/// A kind as the API serves it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Resource {
    /// The group; empty for the core.
    pub group: String,
    /// The version.
    pub version: String,
    /// The plural that paths have.
    pub plural: String,
    /// The kind that objects have.
    pub kind: String,
    /// Whether objects are in namespaces.
    pub namespaced: bool,
}

/// A kind that is known without asking.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $group:literal $version:literal $plural:literal $kind:literal $namespaced:literal;)*) => {
        /// The kinds that istioctl works with.
        pub mod kinds {
            use super::Resource;
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name() -> Resource {
                    Resource {
                        group: $group.to_owned(),
                        version: $version.to_owned(),
                        plural: $plural.to_owned(),
                        kind: $kind.to_owned(),
                        namespaced: $namespaced,
                    }
                }
            )*

            /// All of them.
            #[must_use]
            pub fn all() -> Vec<Resource> {
                vec![$($name()),*]
            }
        }
    };
}

kinds! {
    /// ConfigMap
    config_map = "" "v1" "configmaps" "ConfigMap" true;
    /// Event
    event = "" "v1" "events" "Event" true;
    /// Namespace
    namespace = "" "v1" "namespaces" "Namespace" false;
    /// Node
    node = "" "v1" "nodes" "Node" false;
    /// Pod
    pod = "" "v1" "pods" "Pod" true;
    /// Secret
    secret = "" "v1" "secrets" "Secret" true;
    /// Service
    service = "" "v1" "services" "Service" true;
    /// ServiceAccount
    service_account = "" "v1" "serviceaccounts" "ServiceAccount" true;
    /// MutatingWebhookConfiguration
    mutating_webhook_configuration = "admissionregistration.k8s.io" "v1" "mutatingwebhookconfigurations"
        "MutatingWebhookConfiguration" false;
    /// ValidatingWebhookConfiguration
    validating_webhook_configuration = "admissionregistration.k8s.io" "v1" "validatingwebhookconfigurations"
        "ValidatingWebhookConfiguration" false;
    /// CustomResourceDefinition
    custom_resource_definition = "apiextensions.k8s.io" "v1" "customresourcedefinitions" "CustomResourceDefinition" false;
    /// DaemonSet
    daemon_set = "apps" "v1" "daemonsets" "DaemonSet" true;
    /// Deployment
    deployment = "apps" "v1" "deployments" "Deployment" true;
    /// ReplicaSet
    replica_set = "apps" "v1" "replicasets" "ReplicaSet" true;
    /// StatefulSet
    stateful_set = "apps" "v1" "statefulsets" "StatefulSet" true;
    /// HorizontalPodAutoscaler
    horizontal_pod_autoscaler = "autoscaling" "v2" "horizontalpodautoscalers" "HorizontalPodAutoscaler" true;
    /// Job
    job = "batch" "v1" "jobs" "Job" true;
    /// Lease
    lease = "coordination.k8s.io" "v1" "leases" "Lease" true;
    /// NetworkPolicy
    network_policy = "networking.k8s.io" "v1" "networkpolicies" "NetworkPolicy" true;
    /// EnvoyFilter
    envoy_filter = "networking.istio.io" "v1alpha3" "envoyfilters" "EnvoyFilter" true;
    /// PodDisruptionBudget
    pod_disruption_budget = "policy" "v1" "poddisruptionbudgets" "PodDisruptionBudget" true;
    /// ClusterRole
    cluster_role = "rbac.authorization.k8s.io" "v1" "clusterroles" "ClusterRole" false;
    /// ClusterRoleBinding
    cluster_role_binding = "rbac.authorization.k8s.io" "v1" "clusterrolebindings" "ClusterRoleBinding" false;
    /// Role
    role = "rbac.authorization.k8s.io" "v1" "roles" "Role" true;
    /// RoleBinding
    role_binding = "rbac.authorization.k8s.io" "v1" "rolebindings" "RoleBinding" true;
}

impl Resource {
    /// `v1` or `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.clone()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// The known kind of an `apiVersion` and `kind`.
    #[must_use]
    pub fn of_object(api_version: &str, kind: &str) -> Option<Self> {
        kinds::all()
            .into_iter()
            .find(|known| known.kind == kind && known.api_version() == api_version)
    }

    /// The path of all objects, or of those in a namespace.
    pub(super) fn collection(&self, namespace: Option<&str>) -> String {
        let root = if self.group.is_empty() { "/api" } else { "/apis" };
        let mut path = format!("{root}/{}", self.api_version());
        if let Some(namespace) = namespace.filter(|_| self.namespaced) {
            path += &format!("/namespaces/{}", segment(namespace));
        }
        path + "/" + &self.plural
    }

    /// The path of one object.
    pub(super) fn object(&self, namespace: Option<&str>, name: &str) -> String {
        format!("{}/{}", self.collection(namespace), segment(name))
    }

    /// `configmaps "istio" in namespace "istio-system"`, or without a name or namespace.
    pub(super) fn words(&self, namespace: Option<&str>, name: Option<&str>) -> String {
        let mut words = self.to_string();
        if let Some(name) = name {
            words += &format!(" {name:?}");
        }
        match namespace {
            Some(namespace) if self.namespaced => words += &format!(" in namespace {namespace:?}"),
            None if self.namespaced => words += " in all namespaces",
            _ => {}
        }
        words
    }
}

impl fmt::Display for Resource {
    /// The resource as RBAC names it: `configmaps`, `deployments.apps`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plural)?;
        if !self.group.is_empty() {
            write!(f, ".{}", self.group)?;
        }
        Ok(())
    }
}

/// A name as a path has it. Names that the API knows need no change; others must not lead elsewhere.
fn segment(name: &str) -> String {
    escape(name)
}

/// Percent-encodes everything but letters, digits and `-._~`.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped += &format!("%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_words() {
        let config_map = kinds::config_map();
        assert_eq!(
            config_map.object(Some("a"), "b/../c"),
            "/api/v1/namespaces/a/configmaps/b%2F..%2Fc"
        );
        assert_eq!(config_map.collection(None), "/api/v1/configmaps");
        let deployment = kinds::deployment();
        assert_eq!(
            deployment.collection(Some("a")),
            "/apis/apps/v1/namespaces/a/deployments"
        );
        assert_eq!(
            deployment.words(Some("a"), Some("b")),
            "deployments.apps \"b\" in namespace \"a\""
        );
        assert_eq!(kinds::namespace().object(Some("x"), "y"), "/api/v1/namespaces/y");
        assert_eq!(Resource::of_object("apps/v1", "Deployment"), Some(deployment));
        assert_eq!(Resource::of_object("v1", "Deployment"), None);
    }
}

//! What to remove from a cluster: what an older configuration left behind, or an installation as a whole.

use std::collections::BTreeSet;
use std::fmt;

use kubeyaml::Value;

use super::ownership::{
    COMPONENT, MANAGED, MANAGED_VALUE, NOT_PRUNED, OWNING_RESOURCE, OWNING_RESOURCE_NAMESPACE, Owner,
};
use super::ownership::{REVISION, label_of};
use crate::component::{ALL, Component};

/// A kind that installations write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnedKind {
    /// Group and version, as in `apiVersion`.
    pub api_version: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// The resource name in paths.
    pub plural: &'static str,
    /// Whether its objects are in namespaces.
    pub namespaced: bool,
}

const fn namespaced(api_version: &'static str, kind: &'static str, plural: &'static str) -> OwnedKind {
    OwnedKind {
        api_version,
        kind,
        plural,
        namespaced: true,
    }
}

const fn cluster(api_version: &'static str, kind: &'static str, plural: &'static str) -> OwnedKind {
    OwnedKind {
        api_version,
        kind,
        plural,
        namespaced: false,
    }
}

/// What is removed when it is no longer wanted, in the order of removal: what starts pods goes before what the pods need. Besides the
/// kinds of Go's istioctl these are the other kinds that the charts write.
pub const PRUNED: [OwnedKind; 22] = [
    cluster(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
    ),
    cluster(
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
    ),
    cluster(
        "admissionregistration.k8s.io/v1",
        "ValidatingAdmissionPolicyBinding",
        "validatingadmissionpolicybindings",
    ),
    cluster(
        "admissionregistration.k8s.io/v1",
        "ValidatingAdmissionPolicy",
        "validatingadmissionpolicies",
    ),
    namespaced("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
    namespaced("apps/v1", "Deployment", "deployments"),
    namespaced("apps/v1", "DaemonSet", "daemonsets"),
    namespaced("v1", "Pod", "pods"),
    namespaced("v1", "Service", "services"),
    namespaced("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
    namespaced("networking.istio.io/v1alpha3", "EnvoyFilter", "envoyfilters"),
    namespaced("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies"),
    namespaced("v1", "ResourceQuota", "resourcequotas"),
    namespaced("v1", "ConfigMap", "configmaps"),
    namespaced("v1", "Secret", "secrets"),
    namespaced("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings"),
    namespaced("rbac.authorization.k8s.io/v1", "Role", "roles"),
    cluster(
        "rbac.authorization.k8s.io/v1",
        "ClusterRoleBinding",
        "clusterrolebindings",
    ),
    cluster("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles"),
    namespaced("v1", "ServiceAccount", "serviceaccounts"),
    namespaced("v1", "Endpoints", "endpoints"),
    namespaced(
        "k8s.cni.cncf.io/v1",
        "NetworkAttachmentDefinition",
        "network-attachment-definitions",
    ),
];

/// The definitions of Istio's kinds; removing one removes every object of the kind.
pub const DEFINITIONS: OwnedKind = cluster(
    "apiextensions.k8s.io/v1",
    "CustomResourceDefinition",
    "customresourcedefinitions",
);

/// By which several istiods agree on who does what.
pub const LEASES: OwnedKind = namespaced("coordination.k8s.io/v1", "Lease", "leases");

/// The Lease by which several istioctls agree on who installs.
pub const INSTALL_LOCK: &str = "istioctl-install";

/// ConfigMaps and Leases by which several istiods agree on who does what; a revision's own end in its name.
pub const ELECTIONS: [&str; 10] = [
    "istio-analyze-leader",
    "istio-clustertrustbundle-controller-election",
    "istio-gateway-deployment",
    "istio-gateway-status-leader",
    "istio-ip-autoallocate",
    "istio-leader",
    "istio-namespace-controller-election",
    "istio-node-untaint",
    "istio-serviceexport-controller-election",
    "istio-status-leader",
];

/// The ConfigMaps that istiod writes into every namespace: the mesh's root certificate, and what is revoked.
pub const TRUST: [&str; 2] = ["istio-ca-root-cert", "istio-ca-crl"];

/// Whether istiod wrote the object for itself, so that it means nothing without one.
#[must_use]
pub fn is_election(object: &Value) -> bool {
    let name = object["metadata"]["name"].as_str().unwrap_or_default();
    ELECTIONS.iter().any(|election| {
        name.strip_prefix(election)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

/// The component that an object says it belongs to.
#[must_use]
pub fn component_of(object: &Value) -> Option<Component> {
    let name = label_of(object, COMPONENT);
    ALL.into_iter().find(|component| component.facts().name == name)
}

/// Which object: kind, namespace (empty for cluster-wide kinds) and name. Versions do not count: an object has several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The API group; empty for the core group.
    pub group: String,
    /// The kind.
    pub kind: String,
    /// The namespace, or nothing.
    pub namespace: String,
    /// The name.
    pub name: String,
}

impl Identity {
    /// The identity of an object that has `apiVersion`, `kind` and `metadata`.
    #[must_use]
    pub fn of(object: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let api_version = object["apiVersion"].as_str().unwrap_or_default();
        Self {
            group: api_version
                .rsplit_once('/')
                .map_or(String::new(), |(group, _)| group.to_owned()),
            kind: text(&object["kind"]),
            namespace: text(&object["metadata"]["namespace"]),
            name: text(&object["metadata"]["name"]),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.as_str() {
            "" => write!(f, "{}/{}", self.kind, self.name),
            namespace => write!(f, "{}/{namespace}/{}", self.kind, self.name),
        }
    }
}

/// The label selector that finds what an installation of `owner` wrote, whichever version of Istio it was. (Go's istioctl asks for its
/// own version, so what an upgrade drops stays for ever.)
#[must_use]
pub fn installation_selector(owner: &Owner) -> String {
    let mut terms = vec![format!("{MANAGED}={MANAGED_VALUE}")];
    if let Some(name) = &owner.name {
        terms.push(format!("{OWNING_RESOURCE}={name}"));
    }
    if !owner.namespace.is_empty() {
        terms.push(format!("{OWNING_RESOURCE_NAMESPACE}={}", owner.namespace));
    }
    terms.push(format!("{REVISION}={}", owner.revision));
    terms.push(COMPONENT.to_owned());
    terms.join(",")
}

/// What of `live` an installation no longer wants: everything that is not in `wanted`, but for revision tags and the objects of
/// components that no longer exist under that name.
pub fn left_behind<'o>(
    live: impl IntoIterator<Item = &'o Value>,
    wanted: &BTreeSet<Identity>,
) -> impl Iterator<Item = &'o Value> {
    live.into_iter().filter(move |object| {
        label_of(object, NOT_PRUNED) != "true"
            && component_of(object).is_some()
            && !wanted.contains(&Identity::of(object))
    })
}

/// Which part of what Istio wrote `uninstall` removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// One revision's control plane and gateways; what revisions share stays.
    Revision {
        /// The revision.
        revision: String,
        /// Namespace of the control plane.
        namespace: String,
    },
    /// What an IstioOperator file describes.
    Owner {
        /// Name of the IstioOperator, where it has one.
        name: Option<String>,
        /// Its namespace.
        namespace: String,
        /// The revision; any if it is not said.
        revision: Option<String>,
    },
    /// Everything, the definitions of Istio's kinds included.
    Purge,
}

impl Selection {
    /// The label selectors that find it; an object found by any of them is selected.
    #[must_use]
    pub fn selectors(&self) -> Vec<String> {
        // What every revision shares carries the component Base.
        const OWN: &str = "operator.istio.io/component in (Cni,EgressGateways,IngressGateways,Pilot,Ztunnel)";
        match self {
            Self::Revision { revision, namespace } => {
                vec![format!(
                    "{REVISION}={revision},{OWNING_RESOURCE_NAMESPACE}={namespace},{OWN}"
                )]
            }
            Self::Owner {
                name,
                namespace,
                revision,
            } => {
                let name = name
                    .as_ref()
                    .map_or(String::new(), |name| format!("{OWNING_RESOURCE}={name},"));
                let revision = revision
                    .as_ref()
                    .map_or(String::new(), |revision| format!("{REVISION}={revision},"));
                vec![format!("{revision}{name}{OWNING_RESOURCE_NAMESPACE}={namespace},{OWN}")]
            }
            // Revision tags that `tag set` wrote carry no component.
            Self::Purge => vec![COMPONENT.to_owned(), "istio.io/tag".to_owned()],
        }
    }

    /// Whether the definitions of Istio's kinds go as well.
    #[must_use]
    pub fn takes_definitions(&self) -> bool {
        *self == Self::Purge
    }
}

#[cfg(test)]
mod tests {
    use super::super::object;
    use super::*;
    use serde_json::json;

    fn object(kind: &str, name: &str, labels: serde_json::Value) -> Value {
        object!({"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name, "namespace": "istio-system", "labels": labels}})
    }

    #[test]
    fn only_what_the_manifest_lacks_is_left_behind() {
        let egress = json!({(COMPONENT): "EgressGateways"});
        let live = [
            object("Deployment", "istiod", json!({(COMPONENT): "Pilot"})),
            object("Deployment", "istio-egressgateway", egress.clone()),
            object(
                "Deployment",
                "istio-revision-tag-default",
                json!({(COMPONENT): "Pilot", (NOT_PRUNED): "true"}),
            ),
            object("Deployment", "mine", json!({(COMPONENT): "SomethingElse"})),
            object("Deployment", "unlabelled", json!({})),
        ];
        let wanted = BTreeSet::from([Identity::of(&live[0])]);
        let names: Vec<String> = left_behind(&live, &wanted)
            .map(|object| Identity::of(object).to_string())
            .collect();
        assert_eq!(names, ["Deployment/istio-system/istio-egressgateway"]);
    }

    #[test]
    fn another_version_of_a_kind_is_the_same_object() {
        let object = |version: &str| {
            Identity::of(
                &object!({"apiVersion": version, "kind": "HorizontalPodAutoscaler", "metadata": {"name": "a"}}),
            )
        };
        assert_eq!(object("autoscaling/v2"), object("autoscaling/v1"));
        assert_ne!(object("autoscaling/v2"), object("v1"));
        assert_eq!(object("v1").to_string(), "HorizontalPodAutoscaler/a");
    }

    #[test]
    fn an_older_version_s_objects_are_found() {
        let owner = Owner {
            name: Some("mesh".to_owned()),
            namespace: "istio-system".to_owned(),
            revision: "canary".to_owned(),
            version: "1.30.3".to_owned(),
        };
        assert_eq!(
            installation_selector(&owner),
            "operator.istio.io/managed=Reconcile,install.operator.istio.io/owning-resource=mesh,\
             install.operator.istio.io/owning-resource-namespace=istio-system,istio.io/rev=canary,operator.istio.io/component"
        );
    }

    #[test]
    fn a_revision_leaves_what_revisions_share() {
        let revision = Selection::Revision {
            revision: "canary".to_owned(),
            namespace: "istio-system".to_owned(),
        };
        assert!(!revision.takes_definitions());
        assert!(revision.selectors()[0].starts_with("istio.io/rev=canary,"));
        assert!(!revision.selectors()[0].contains("Base"));
        assert!(Selection::Purge.takes_definitions());
    }
}

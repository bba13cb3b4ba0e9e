//! The order in which objects are applied.

use super::{Identity, Manifest};

/// Sorts objects so that `kubectl apply -f -` can take them in one go, and `kubectl delete -f -` in reverse: definitions first, then
/// accounts and roles, configuration, workloads, and services last. Within a step they are sorted by group, kind and name.
pub fn sort(manifests: &mut [Manifest]) {
    manifests.sort_by(|a, b| key(a.identity()).cmp(&key(b.identity())));
}

fn key(identity: &Identity) -> (i32, &str, &str, &str) {
    (step(identity), identity.group(), &identity.kind, &identity.name)
}

fn step(identity: &Identity) -> i32 {
    match (identity.group(), identity.kind.as_str()) {
        // They take a while to be served, and objects of theirs may follow.
        ("apiextensions.k8s.io", "CustomResourceDefinition") => -1000,
        ("", "Namespace") => 0,
        ("", "ServiceAccount") | ("rbac.authorization.k8s.io", "ClusterRole") => 1,
        ("rbac.authorization.k8s.io", "ClusterRoleBinding") => 2,
        // It lets everything through until istiod runs; an old one that does not is put right early.
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration") => 3,
        // Pods wait for what they mount.
        ("", "ConfigMap") => 100,
        ("autoscaling", "HorizontalPodAutoscaler") => 1001,
        ("", "Service") => 10_000,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_come_first() {
        let text = [
            ("v1", "Service", "s"),
            ("apps/v1", "Deployment", "b"),
            ("apps/v1", "Deployment", "a"),
            ("rbac.authorization.k8s.io/v1", "Role", "r"),
            ("v1", "ConfigMap", "c"),
            ("v1", "ServiceAccount", "sa"),
            ("apiextensions.k8s.io/v1", "CustomResourceDefinition", "crd"),
        ]
        .map(|(version, kind, name)| format!("apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\n"))
        .join("---\n");
        let mut found = Manifest::parse_all(&text).expect("objects");
        sort(&mut found);
        let names: Vec<&str> = found.iter().map(|m| m.identity().name.as_str()).collect();
        assert_eq!(names, ["crd", "sa", "c", "a", "b", "r", "s"]);
    }
}

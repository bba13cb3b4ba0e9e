//! What of a cluster's object is worth keeping.
//!
//! A cluster has tens of thousands of pods, and nine tenths of each (managed fields, environment, volumes, status) no analyzer looks at.
//! Whoever reads a cluster passes every object through [`essentials`] as it arrives, so that the rest never piles up.

use kubeyaml::{Mapping, Value};

use crate::snapshot::kind::Kind;

/// Which parts of a value are kept.
enum Keep {
    /// All of it.
    All,
    /// Of a mapping these fields, each with what is kept of it.
    Fields(&'static [(&'static str, Keep)]),
    /// Of a mapping all fields but these.
    Without(&'static [&'static str]),
    /// Of each item of a list.
    Items(&'static Keep),
    /// Of a list the items with this name.
    Named(&'static str),
    /// Every field, but of this one less.
    Less(&'static str, &'static Keep),
}

/// What clients wrote when is the server's business, and the second copy of the object is kubectl's.
const METADATA: Keep = Keep::Without(&["managedFields"]);
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
const SHORT_METADATA: Keep = Keep::Fields(&[
    ("name", Keep::All),
    ("namespace", Keep::All),
    ("labels", Keep::All),
    ("annotations", Keep::Without(&[LAST_APPLIED])),
]);
const SECURITY: Keep = Keep::Fields(&[("runAsUser", Keep::All)]);
const CONTAINER: Keep = Keep::Fields(&[
    ("name", Keep::All),
    ("image", Keep::All),
    ("ports", Keep::All),
    ("securityContext", SECURITY),
    // What istiod's Deployment may set.
    ("env", Keep::Named("BLOCKED_CIDRS_IN_JWKS_URIS")),
]);
const CONTAINERS: Keep = Keep::Items(&CONTAINER);
const POD_SPEC: Keep = Keep::Fields(&[
    ("nodeName", Keep::All),
    ("hostNetwork", Keep::All),
    ("securityContext", SECURITY),
    ("containers", CONTAINERS),
    ("initContainers", CONTAINERS),
]);
const POD: Keep = Keep::Fields(&[
    ("apiVersion", Keep::All),
    ("kind", Keep::All),
    ("metadata", SHORT_METADATA),
    ("spec", POD_SPEC),
]);
const WORKLOAD: Keep = Keep::Fields(&[
    ("apiVersion", Keep::All),
    ("kind", Keep::All),
    ("metadata", SHORT_METADATA),
    (
        "spec",
        Keep::Fields(&[(
            "template",
            Keep::Fields(&[("metadata", SHORT_METADATA), ("spec", POD_SPEC)]),
        )]),
    ),
]);
const METADATA_ALONE: Keep = Keep::Fields(&[
    ("apiVersion", Keep::All),
    ("kind", Keep::All),
    ("metadata", SHORT_METADATA),
]);
const OTHER: Keep = Keep::Less("metadata", &METADATA);

/// Whether analyzers look at nothing but the metadata of a kind, so that a server need not send more.
#[must_use]
pub fn is_metadata_enough(kind: Kind) -> bool {
    matches!(kind, Kind::CustomResourceDefinition | Kind::Namespace | Kind::Node)
}

/// An object without the parts that no analyzer looks at, in no more memory than it needs. Analysis finds in it what it finds in the
/// whole object.
#[must_use]
pub fn essentials(kind: Kind, object: Value) -> Value {
    let keep = match kind {
        Kind::Pod => &POD,
        Kind::Deployment | Kind::StatefulSet | Kind::DaemonSet => &WORKLOAD,
        kind if is_metadata_enough(kind) => &METADATA_ALONE,
        _ => &OTHER,
    };
    kept(object, keep)
}

fn kept(value: Value, keep: &Keep) -> Value {
    match value {
        Value::Mapping(map) => Value::Mapping(kept_fields(map, keep)),
        Value::Sequence(mut items) => {
            if let Keep::Named(name) = keep {
                items.retain(|item| item.get("name").and_then(Value::as_str) == Some(name));
            }
            let of_item = match keep {
                Keep::Items(of_item) => of_item,
                // What has not the form that its kind asks for stays as it is.
                _ => &Keep::All,
            };
            let mut items: Vec<Value> = items.into_iter().map(|item| kept(item, of_item)).collect();
            items.shrink_to_fit();
            Value::Sequence(items)
        }
        scalar => scalar,
    }
}

fn kept_fields(map: Mapping, keep: &Keep) -> Mapping {
    let of_field = |key: &str| match keep {
        Keep::All | Keep::Items(_) | Keep::Named(_) => Some(&Keep::All),
        Keep::Fields(fields) => fields.iter().find(|(name, _)| *name == key).map(|(_, keep)| keep),
        Keep::Without(names) => (!names.contains(&key)).then_some(&Keep::All),
        Keep::Less(name, less) => Some(if *name == key { *less } else { &Keep::All }),
    };
    // Maps grow by doubling; counted first, they are as large as they have to be.
    let mut fields = Mapping::with_capacity(map.keys().filter(|key| of_field(key).is_some()).count());
    for (key, value) in map {
        if let Some(keep) = of_field(&key) {
            fields.insert(key, kept(value, keep));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_of(kind: Kind, text: &str) -> String {
        let object = kubeyaml::from_str(text).expect("valid YAML");
        kubeyaml::json::to_string(&essentials(kind, object)).expect("JSON")
    }

    #[test]
    fn pods_lose_what_only_nodes_need() {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, uid: u, managedFields: [{}], labels: {app: a}, annotations: {a: b, kubectl.kubernetes.io/last-applied-configuration: x}}\n\
                   spec: {nodeName: worker, volumes: [{}], containers: [{name: c, image: i, env: [{}], securityContext: {runAsUser: 1, privileged: true}}]}\n\
                   status: {phase: Running}\n";
        assert_eq!(
            kept_of(Kind::Pod, pod),
            r#"{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{"a":"b"},"labels":{"app":"a"},"name":"p"},"spec":{"containers":[{"env":[],"image":"i","name":"c","securityContext":{"runAsUser":1}}],"nodeName":"worker"}}"#
        );
    }

    #[test]
    fn other_kinds_lose_managed_fields_alone() {
        let service = "{kind: Service, metadata: {name: s, managedFields: [{}]}, spec: {ports: [{port: 80}]}, status: {loadBalancer: {}}}";
        assert_eq!(
            kept_of(Kind::Service, service),
            r#"{"kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"port":80}]},"status":{"loadBalancer":{}}}"#
        );
        // Of the wrong form: whoever reads it says so.
        assert_eq!(
            kept_of(Kind::Pod, "{spec: [a], metadata: b}"),
            r#"{"metadata":"b","spec":["a"]}"#
        );
    }
}

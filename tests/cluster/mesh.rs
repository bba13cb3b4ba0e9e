//! A cluster in which Istio is installed and removed again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use istio_manifest::cluster::{ApplyOptions, ListOptions, Propagation, Resource, join_all, kinds};
use istio_manifest::lifecycle::prune::{DEFINITIONS, INSTALL_LOCK, Identity, LEASES, OwnedKind, PRUNED};
use kubeyaml::Value;

use crate::harness::{Cluster, LIMIT, Run};

/// The namespace of the control plane.
pub(crate) const NAMESPACE: &str = "istio-system";

/// The namespace of the control plane, and nothing of Istio; all of it goes when this is dropped.
pub(crate) struct Mesh<'c> {
    pub(crate) cluster: &'c Cluster,
    before: BTreeSet<String>,
}

impl<'c> Mesh<'c> {
    pub(crate) fn new(cluster: &'c Cluster) -> Self {
        cluster.istioctl(&["uninstall", "--purge", "-y"]);
        cluster.ensure_namespace(NAMESPACE);
        let mut mesh = Self {
            cluster,
            before: BTreeSet::new(),
        };
        // What is still on its way out, of the test before, does not belong to what was there.
        let start = Instant::now();
        while mesh.objects().iter().any(is_going) {
            assert!(start.elapsed() < LIMIT, "the cluster does not come to rest");
            std::thread::sleep(Duration::from_millis(200));
        }
        mesh.before = mesh.listing();
        mesh
    }

    /// Runs `istioctl install -y` with arguments.
    pub(crate) fn install(&self, args: &[&str]) -> Run {
        self.cluster.istioctl(&[&["install", "-y"], args].concat())
    }

    /// The same, and it has to succeed without a word on stdout.
    #[track_caller]
    pub(crate) fn installed(&self, args: &[&str]) -> Run {
        let run = self.install(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
        run
    }

    /// Every object of the kinds that an installation, or istiod, writes.
    fn objects(&self) -> Vec<Value> {
        let of_pods = ["Pod", "Endpoints"];
        let kinds = PRUNED.iter().chain([&DEFINITIONS, &LEASES]);
        kinds
            .filter(|kind| !of_pods.contains(&kind.kind))
            .flat_map(|kind| self.cluster.list(&resource(kind)))
            // Other tests' namespaces come and go.
            .filter(|object| !Identity::of(object).to_string().contains("/test-"))
            .collect()
    }

    /// Their kinds, namespaces and names.
    pub(crate) fn listing(&self) -> BTreeSet<String> {
        let objects = self.objects();
        let names = objects.iter().map(|object| Identity::of(object).to_string());
        names.filter(|name| is_of_istio(name)).collect()
    }

    /// What is there now and was not there before.
    pub(crate) fn added(&self) -> BTreeSet<String> {
        self.listing().difference(&self.before).cloned().collect()
    }

    /// Waits until the cluster is as it was.
    #[track_caller]
    pub(crate) fn is_as_before(&self) {
        let start = Instant::now();
        loop {
            let now = self.listing();
            if now == self.before {
                return;
            }
            let left: Vec<_> = now.symmetric_difference(&self.before).collect();
            assert!(start.elapsed() < LIMIT, "the cluster is another: {left:?}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// What is there now and was not there before, without what differs from one installation to the next: who it is (uid), when it was
    /// made and changed, what the cluster decided about it.
    pub(crate) fn contents(&self) -> BTreeMap<String, Value> {
        let objects = self.objects().into_iter();
        objects
            .map(|object| (Identity::of(&object).to_string(), object))
            .filter(|(name, _)| is_of_istio(name) && !self.before.contains(name))
            .map(|(name, object)| (name, comparable(object)))
            .collect()
    }

    /// The cluster has these contents, object by object and field by field.
    #[track_caller]
    pub(crate) fn has_contents(&self, wanted: &BTreeMap<String, Value>, after: &str) {
        let found = self.contents();
        let names = |contents: &BTreeMap<String, Value>| contents.keys().cloned().collect::<BTreeSet<_>>();
        let (found_names, wanted_names) = (names(&found), names(wanted));
        let differing: Vec<_> = found_names.symmetric_difference(&wanted_names).collect();
        assert!(differing.is_empty(), "after {after}: {differing:?}");
        for (name, object) in &found {
            let text = |value: &Value| kubeyaml::to_string(value);
            assert_eq!(text(object), text(&wanted[name]), "{name} after {after}");
        }
    }

    /// Removes what was not there before, but for the definitions of Istio's kinds, which the server takes seconds to remove.
    pub(crate) fn clear_but_definitions(&self) {
        let objects = self.objects();
        let going = objects.iter().map(Identity::of).filter(|identity| {
            let name = identity.to_string();
            identity.kind != DEFINITIONS.kind && is_of_istio(&name) && !self.before.contains(&name)
        });
        let connection = self.cluster.connection();
        let deletions = going.map(|identity| async move {
            let kind = PRUNED.iter().chain([&LEASES]).find(|kind| kind.kind == identity.kind);
            let kind = resource(kind.expect("a kind of an installation"));
            let namespace = (!identity.namespace.is_empty()).then_some(identity.namespace.as_str());
            connection
                .delete(&kind, namespace, &identity.name, Propagation::Background)
                .await
        });
        for deleted in connection.block_on(join_all(deletions)) {
            deleted.unwrap_or_else(|why| panic!("{why}"));
        }
        self.settled();
    }

    /// Waits until nothing is on its way out.
    pub(crate) fn settled(&self) {
        let start = Instant::now();
        while self.objects().iter().any(is_going) {
            assert!(start.elapsed() < LIMIT, "the cluster does not come to rest");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The lock of an installation.
    pub(crate) fn lock(&self) -> Option<Value> {
        self.get(&resource(&LEASES), INSTALL_LOCK)
    }

    /// Has somebody else hold it, whatever its holder does meanwhile.
    pub(crate) fn give_lock_to(&self, holder: &str) {
        let patch = format!(
            "{{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {{name: {INSTALL_LOCK}}}, spec: {{holderIdentity: '{holder}'}}}}"
        );
        let patch = kubeyaml::from_str(&patch).expect("YAML");
        let options = ApplyOptions {
            field_manager: "test".to_owned(),
            force: true,
            dry_run: false,
        };
        let connection = self.cluster.connection();
        connection
            .block_on(connection.apply(&resource(&LEASES), Some(NAMESPACE), INSTALL_LOCK, &patch, &options))
            .unwrap_or_else(|why| panic!("{why}"));
    }

    /// Takes it away, as time does.
    pub(crate) fn end_lock(&self) {
        if self.lock().is_some() {
            self.cluster.remove(&resource(&LEASES), Some(NAMESPACE), INSTALL_LOCK);
        }
    }

    /// An object of the control plane's namespace, or of none.
    pub(crate) fn get(&self, resource: &Resource, name: &str) -> Option<Value> {
        let namespace = resource.namespaced.then_some(NAMESPACE);
        self.cluster.get(resource, namespace, name)
    }
}

impl Drop for Mesh<'_> {
    fn drop(&mut self) {
        self.cluster.schedule(true);
        self.cluster.istioctl(&["uninstall", "--purge", "-y"]);
    }
}

/// Not one of the cluster's own objects, which come and go.
fn is_of_istio(name: &str) -> bool {
    !name.starts_with("Lease/kube-") && !name.contains("/bootstrap-token")
}

/// An object without what differs between two that were made in the same way.
fn comparable(mut object: Value) -> Value {
    let Some(fields) = object.as_mapping_mut() else {
        return object;
    };
    fields.remove("status");
    if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_mapping_mut) {
        for field in ["uid", "resourceVersion", "creationTimestamp", "generation"] {
            metadata.remove(field);
        }
        // Who owns which field, of those that write once; controllers write when they come to it.
        let managers = metadata.get_mut("managedFields").and_then(Value::as_sequence_mut);
        if let Some(managers) = managers {
            managers.retain(|one| one["manager"].as_str() == Some("istio-operator"));
            for manager in managers {
                manager.as_mapping_mut().expect("a manager").remove("time");
            }
        }
    }
    if let Some(spec) = fields.get_mut("spec").and_then(Value::as_mapping_mut) {
        // Addresses are as they come.
        for field in ["clusterIP", "clusterIPs", "healthCheckNodePort"] {
            spec.remove(field);
        }
        for port in spec
            .get_mut("ports")
            .and_then(Value::as_sequence_mut)
            .into_iter()
            .flatten()
        {
            if let Some(port) = port.as_mapping_mut() {
                port.remove("nodePort");
            }
        }
    }
    object
}

fn is_going(object: &Value) -> bool {
    !object["metadata"]["deletionTimestamp"].is_null()
}

fn resource(kind: &OwnedKind) -> Resource {
    let (group, version) = kind.api_version.rsplit_once('/').unwrap_or(("", kind.api_version));
    Resource {
        group: group.to_owned(),
        version: version.to_owned(),
        plural: kind.plural.to_owned(),
        kind: kind.kind.to_owned(),
        namespaced: kind.namespaced,
    }
}

impl Cluster {
    /// All objects of a kind; none of one that the cluster does not serve.
    pub(crate) fn list(&self, resource: &Resource) -> Vec<Value> {
        let connection = self.connection();
        match connection.block_on(connection.list(resource, None, &ListOptions::default())) {
            Err(why) if why.is_not_found() => Vec::new(),
            other => other.unwrap_or_else(|why| panic!("{why}")),
        }
    }

    /// Makes a namespace that is not there yet.
    pub(crate) fn ensure_namespace(&self, name: &str) {
        if self.get(&kinds::namespace(), None, name).is_none() {
            let object = format!("{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}");
            let object = kubeyaml::from_str(&object).expect("YAML");
            let connection = self.connection();
            connection
                .block_on(connection.create(&kinds::namespace(), None, &object, "test"))
                .unwrap_or_else(|why| panic!("{why}"));
        }
        self.wait_for(&kinds::service_account(), Some(name), "default", |_| true);
        self.wait_for(&kinds::config_map(), Some(name), "kube-root-ca.crt", |_| true);
    }

    /// Whether nodes take new pods.
    pub(crate) fn schedule(&self, taken: bool) {
        for mut node in self.list(&kinds::node()) {
            let spec = node.as_mapping_mut().expect("an object").entry_or_null("spec");
            if spec.as_mapping().is_none() {
                *spec = kubeyaml::Mapping::new().into();
            }
            spec.as_mapping_mut()
                .expect("a mapping")
                .insert("unschedulable", !taken);
            self.update(&kinds::node(), None, &node);
        }
    }

    /// Replaces an object, as somebody with an editor does.
    pub(crate) fn update(&self, resource: &Resource, namespace: Option<&str>, object: &Value) {
        let name = object["metadata"]["name"].as_str().expect("a name");
        let connection = self.connection();
        connection
            .block_on(connection.update(resource, namespace, name, object, "editor"))
            .unwrap_or_else(|why| panic!("{why}"));
    }

    /// Deletes an object; what it owns goes first.
    pub(crate) fn remove(&self, resource: &Resource, namespace: Option<&str>, name: &str) {
        let connection = self.connection();
        let foreground = istio_manifest::cluster::Propagation::Foreground;
        connection
            .block_on(connection.delete(resource, namespace, name, foreground))
            .unwrap_or_else(|why| panic!("{why}"));
    }
}

//! What is analysed: resources from files and clusters, indexed, with the places they came from.
//!
//! A [`Builder`] takes files ([`Builder::add_files`]) and objects ([`Builder::add_objects`]) and gives a [`Snapshot`]. A resource keeps its
//! object as plain data; positions of single fields are read from the file's text when a message asks for them.

mod builder;
mod builtin;
mod essentials;
mod field_path;
mod fields;
mod gateway_api;
mod kind;
mod origin;
mod piece;
mod reader;
mod resource;
mod template;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use istio_api::mesh::MeshConfig;
use kubeyaml::Value;

use crate::label_index::LabelIndex;
use crate::schemas::SchemaUse;
use crate::service_hosts::ServiceHosts;

pub use builder::{Builder, IGNORED_NAMESPACES, RenderedFile, Settings};
pub use essentials::{essentials, is_metadata_enough};
pub(crate) use field_path::field;
pub use field_path::{FieldPath, Step};
pub use fields::Fields;
pub use kind::{KINDS, Kind};
pub use origin::{FileOrigin, Location, Origin, Source};
pub use reader::Problem;
pub use resource::Resource;
pub(crate) use resource::full_name;

/// How much of what runs a snapshot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Coverage {
    /// Everything: what the snapshot does not hold does not exist.
    #[default]
    Complete,
    /// Some files: a workload, service, namespace or secret that no file holds may still be in the cluster.
    Files,
    /// A cluster, with files as what would be changed in it. What neither holds does not exist.
    Cluster,
}

/// Resources, indexed.
#[derive(Debug)]
pub struct Snapshot {
    resources: Vec<Resource>,
    by_kind: Vec<Vec<u32>>,
    by_name: HashMap<NameKey, u32>,
    coverage: Coverage,
    runtime_kinds: bool,
    mesh_config: MeshConfig,
    mesh_networks: Value,
    istio_namespace: String,
    now: i64,
    as_istioctl_130: bool,
    schemas: SchemaUse,
    problems: Vec<Problem>,
    unread: Vec<Kind>,
    service_hosts: OnceLock<ServiceHosts>,
    pod_labels: OnceLock<LabelIndex>,
    /// The kinds that files hold of each namespace.
    described: OnceLock<HashMap<String, HashSet<Kind>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct NameKey {
    kind: Kind,
    namespace: Box<str>,
    name: Box<str>,
}

impl Snapshot {
    /// The resources of a kind, in the order of the input.
    pub fn of_kind(&self, kind: Kind) -> impl ExactSizeIterator<Item = &Resource> + DoubleEndedIterator {
        self.by_kind
            .get(kind.index())
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|&index| &self.resources[index as usize])
    }

    /// The resource of this kind and name; of several clusters that of the first.
    #[must_use]
    pub fn find(&self, kind: Kind, namespace: &str, name: &str) -> Option<&Resource> {
        let key = NameKey {
            kind,
            namespace: namespace.into(),
            name: name.into(),
        };
        self.by_name.get(&key).map(|&index| &self.resources[index as usize])
    }

    /// A resource by `name`, or by `namespace/name`, where the namespace is `namespace` unless it is named.
    #[must_use]
    pub fn find_short_or_full(&self, kind: Kind, namespace: &str, name: &str) -> Option<&Resource> {
        let (namespace, name) = short_or_full(namespace, name);
        self.find(kind, namespace, name)
    }

    /// Whether the absence of a resource of this kind from a namespace (from all, if it is `None`) means that there is none.
    ///
    /// Files say nothing about what is not in them. Where they hold any resource of the kind in the namespace, they are taken to
    /// describe it.
    #[must_use]
    pub fn knows(&self, kind: Kind, namespace: Option<&str>) -> bool {
        if self.coverage != Coverage::Files {
            return true;
        }
        let read = |resource: &&Resource| !matches!(resource.origin, Origin::BuiltIn);
        let Some(namespace) = namespace else {
            return self.of_kind(kind).any(|resource| read(&resource));
        };
        let described = self.described.get_or_init(|| {
            let mut described: HashMap<String, HashSet<Kind>> = HashMap::new();
            for resource in self.resources.iter().filter(read) {
                match described.get_mut(&resource.namespace) {
                    Some(kinds) => kinds.insert(resource.kind),
                    None => described
                        .entry(resource.namespace.clone())
                        .or_default()
                        .insert(resource.kind),
                };
            }
            described
        });
        described.get(namespace).is_some_and(|kinds| kinds.contains(&kind))
    }

    /// How much of what runs the snapshot holds.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Whether Services, Namespaces, Nodes, Pods and Secrets were read.
    #[must_use]
    pub fn has_runtime_kinds(&self) -> bool {
        self.runtime_kinds
    }

    /// The mesh configuration, defaults filled in.
    #[must_use]
    pub fn mesh_config(&self) -> &MeshConfig {
        &self.mesh_config
    }

    /// The networks of the mesh, as in the `meshNetworks` of the ConfigMap istio.
    #[must_use]
    pub fn mesh_networks(&self) -> &Value {
        &self.mesh_networks
    }

    /// The namespace that Istio is installed in.
    #[must_use]
    pub fn istio_namespace(&self) -> &str {
        &self.istio_namespace
    }

    /// What time it is, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Whether what istioctl 1.30 reports and users call wrong is reported as well.
    #[must_use]
    pub fn as_istioctl_130(&self) -> bool {
        self.as_istioctl_130
    }

    /// What is made of what the schemas of Istio's kinds find.
    #[must_use]
    pub fn schemas(&self) -> SchemaUse {
        self.schemas
    }

    /// What could not be read.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The kinds that could not be read; analyzers that need one of them do not run.
    #[must_use]
    pub fn unread(&self) -> &[Kind] {
        &self.unread
    }

    /// The namespaces of the resources that files hold, in order.
    #[must_use]
    pub fn namespaces_of_files(&self) -> Vec<String> {
        let of_files = self
            .resources
            .iter()
            .filter(|resource| resource.origin.file().is_some());
        let homes: BTreeSet<&str> = of_files.map(Resource::home).filter(|home| !home.is_empty()).collect();
        homes.into_iter().map(str::to_owned).collect()
    }

    /// How many resources there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.resources.len()
    }

    /// Whether there is no resource at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// Which hosts ServiceEntries and Services stand for, and who sees them.
    pub(crate) fn service_hosts(&self) -> &ServiceHosts {
        self.service_hosts.get_or_init(|| ServiceHosts::of(self))
    }

    /// The workloads by label.
    pub(crate) fn workloads(&self) -> &LabelIndex {
        self.pod_labels.get_or_init(|| LabelIndex::of_workloads(self))
    }

    pub(crate) fn resource(&self, index: u32) -> &Resource {
        &self.resources[index as usize]
    }

    pub(crate) fn indexed(&self, kind: Kind) -> impl Iterator<Item = (u32, &Resource)> {
        self.by_kind
            .get(kind.index())
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|&index| (index, &self.resources[index as usize]))
    }
}

/// Splits `namespace/name`; a bare name is in `default_namespace`.
pub(crate) fn short_or_full<'a>(default_namespace: &'a str, name: &'a str) -> (&'a str, &'a str) {
    name.split_once('/').unwrap_or((default_namespace, name))
}

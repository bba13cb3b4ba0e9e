//! Putting a snapshot together.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use istio_api::mesh::{MeshConfig, apply_mesh_config_defaults, default_mesh_config};
use kubeyaml::Value;

use crate::schemas::{self, SchemaUse};
use crate::snapshot::builtin;
use crate::snapshot::field_path::FieldPath;
use crate::snapshot::kind::{KINDS, Kind};
use crate::snapshot::origin::{Location, Origin};
use crate::snapshot::piece::{Piece, pieces};
use crate::snapshot::reader::{Document, Problem, Read, read, read_object};
use crate::snapshot::resource::Resource;
use crate::snapshot::{Coverage, NameKey, Snapshot};

/// Namespaces of Kubernetes itself: what is in them is no part of a mesh.
pub const IGNORED_NAMESPACES: [&str; 4] = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

/// How resources are taken into a snapshot.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The namespace of resources that name none; empty to leave them without one.
    pub default_namespace: String,
    /// Whether Services, Namespaces, Nodes, Pods and Secrets count.
    pub runtime_kinds: bool,
    /// How much of what runs the input holds.
    pub coverage: Coverage,
    /// The namespace that Istio is installed in.
    pub istio_namespace: String,
    /// Whether what istioctl 1.30 reports and users call wrong is reported as well: for comparison with it.
    pub as_istioctl_130: bool,
    /// What is made of what the schemas of Istio's kinds find.
    pub schemas: SchemaUse,
    /// What time it is, in seconds since 1970: certificates end.
    pub now: i64,
}

impl Default for Settings {
    /// No default namespace, every kind, a complete picture, Istio in `istio-system`; now is the time of the system.
    fn default() -> Self {
        Self {
            default_namespace: String::new(),
            runtime_kinds: true,
            coverage: Coverage::Complete,
            istio_namespace: "istio-system".to_owned(),
            as_istioctl_130: false,
            schemas: SchemaUse::Ignore,
            now: jiff::Timestamp::now().as_second(),
        }
    }
}

/// A file, or what a template made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenderedFile {
    /// The name that messages show: that of the template.
    pub name: String,
    /// The manifests.
    pub text: Vec<u8>,
    /// The text of the template.
    pub template: Option<String>,
}

/// Puts a snapshot together. What is added first counts: a file's resource hides the cluster's of the same name, and within files the
/// later one hides the earlier one.
#[derive(Debug)]
pub struct Builder {
    settings: Settings,
    resources: Vec<Resource>,
    by_name: HashMap<NameKey, u32>,
    problems: Vec<Problem>,
    mesh_config: Option<MeshConfig>,
    mesh_networks: Value,
    unread: Vec<Kind>,
}

impl Builder {
    /// An empty snapshot.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            resources: Vec::new(),
            by_name: HashMap::new(),
            problems: Vec::new(),
            mesh_config: None,
            mesh_networks: Value::Null,
            unread: Vec::new(),
        }
    }

    /// Reads files, each with the name that messages show, on all cores. What cannot be read becomes a [`Problem`].
    pub fn add_files(&mut self, files: Vec<(String, Vec<u8>)>) {
        let files = files.into_iter().map(|(name, text)| RenderedFile {
            name,
            text,
            template: None,
        });
        self.add_rendered(files.collect());
    }

    /// Reads files as [`Builder::add_files`] does; messages about what a template made point to the template.
    pub fn add_rendered(&mut self, files: Vec<RenderedFile>) {
        let documents = read_all(files, self.settings.runtime_kinds);
        for document in documents {
            match document {
                Ok(document) => match self.refused(&document.resource) {
                    Some(problem) => self.problems.push(problem),
                    None => self.add(document.resource, true),
                },
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// Why a resource of a file is none, where that is for the schemas to say.
    fn refused(&self, resource: &Resource) -> Option<Problem> {
        if self.settings.schemas != SchemaUse::Refuse || !resource.kind.is_istio() {
            return None;
        }
        let finding = schemas::unreadable(&resource.object)?;
        let file = resource.origin.file()?;
        let (line, column) = file.place(Some(&FieldPath::parse(&finding.path)));
        Some(Problem {
            location: Location {
                file: file.source.name.clone(),
                line,
                column,
            },
            document: 0,
            text: format!("{} {}: {}", resource.kind, resource.full_name(), finding.text),
        })
    }

    /// Adds objects of a cluster; `cluster` is its name, or empty if there is only one.
    pub fn add_objects(&mut self, cluster: &str, objects: Vec<Value>) {
        for object in objects {
            let origin = Origin::Cluster {
                cluster: cluster.to_owned(),
            };
            if let Ok(Some(resource)) = read_object(object, origin, self.settings.runtime_kinds) {
                self.add(resource, false);
            }
        }
    }

    /// Sets the mesh configuration. Without it, Istio's defaults count.
    pub fn set_mesh_config(&mut self, config: MeshConfig) {
        self.mesh_config = Some(config);
    }

    /// The resources of a kind that were added so far.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Resource> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }

    /// Names kinds that could not be read: analyzers that need one of them do not run.
    pub fn set_unread(&mut self, kinds: Vec<Kind>) {
        self.unread = kinds;
    }

    /// Takes mesh configuration and networks from a ConfigMap of Istio's namespace (`istio`, or `istio-` and a revision), if it was
    /// added and they can be read.
    pub fn use_config_map(&mut self, name: &str) {
        let key = NameKey {
            kind: Kind::ConfigMap,
            namespace: self.settings.istio_namespace.as_str().into(),
            name: name.into(),
        };
        let Some(&index) = self.by_name.get(&key) else { return };
        let Some(config_map) = self.resources.get(index as usize) else {
            return;
        };
        let data = config_map.fields().at("data");
        let mesh = kubeyaml::from_str(data.text("mesh")).ok();
        let networks = kubeyaml::from_str(data.text("meshNetworks")).unwrap_or_default();
        if let Some((mesh, _)) = mesh.and_then(|mesh| apply_mesh_config_defaults(&mesh).ok()) {
            self.mesh_config = Some(mesh);
        }
        self.mesh_networks = networks;
    }

    /// Sets the networks of the mesh.
    pub fn set_mesh_networks(&mut self, networks: Value) {
        self.mesh_networks = networks;
    }

    /// Adds the ingress gateway that files do not show: a pod and a service with the ports of Istio's default installation. They do not
    /// replace anything of the same name.
    pub fn add_builtin_ingress_gateway(&mut self) {
        let mesh = self.mesh_config.clone().unwrap_or_else(default_mesh_config);
        if mesh.message().enum_name("ingressControllerMode") == "OFF" {
            return;
        }
        let service = mesh.message().text("ingressService").to_owned();
        let namespace = self.settings.istio_namespace.clone();
        for object in builtin::ingress_gateway(&namespace, &service) {
            if let Ok(Some(resource)) = read_object(object, Origin::BuiltIn, self.settings.runtime_kinds) {
                self.add(resource, false);
            }
        }
    }

    fn add(&mut self, mut resource: Resource, replace: bool) {
        if resource.kind.is_runtime() && !self.settings.runtime_kinds {
            return;
        }
        if resource.kind.is_cluster_scoped() {
            resource.namespace.clear();
        } else if resource.namespace.is_empty() {
            resource.namespace.clone_from(&self.settings.default_namespace);
        }
        if IGNORED_NAMESPACES.contains(&resource.home()) {
            return;
        }
        let key = NameKey {
            kind: resource.kind,
            namespace: resource.namespace.as_str().into(),
            name: resource.name.as_str().into(),
        };
        match self.by_name.get(&key) {
            Some(&index) if replace => self.resources[index as usize] = resource,
            Some(&index) => {
                let clusters_differ = resource.origin.cluster() != self.resources[index as usize].origin.cluster();
                if clusters_differ && !resource.origin.cluster().is_empty() {
                    self.resources.push(resource);
                }
            }
            None => {
                // Four billion resources do not fit in memory.
                let index = u32::try_from(self.resources.len()).unwrap_or(u32::MAX);
                self.by_name.insert(key, index);
                self.resources.push(resource);
            }
        }
    }

    /// The snapshot.
    #[must_use]
    pub fn build(self) -> Snapshot {
        let mut by_kind = vec![Vec::new(); KINDS.len()];
        for (index, resource) in (0u32..).zip(&self.resources) {
            if let Some(list) = by_kind.get_mut(resource.kind.index()) {
                list.push(index);
            }
        }
        Snapshot {
            resources: self.resources,
            by_kind,
            by_name: self.by_name,
            coverage: self.settings.coverage,
            runtime_kinds: self.settings.runtime_kinds,
            mesh_config: self.mesh_config.unwrap_or_else(default_mesh_config),
            mesh_networks: self.mesh_networks,
            istio_namespace: self.settings.istio_namespace,
            as_istioctl_130: self.settings.as_istioctl_130,
            schemas: self.settings.schemas,
            now: self.settings.now,
            problems: self.problems,
            unread: self.unread,
            service_hosts: OnceLock::new(),
            pod_labels: OnceLock::new(),
            described: OnceLock::new(),
        }
    }
}

type Found = Vec<Result<Document, Problem>>;

/// Reads all files; threads take one piece of a file after the other, and the result is in the order of the files.
fn read_all(files: Vec<RenderedFile>, runtime_kinds: bool) -> Found {
    // Each piece is taken by one thread, and a file that cannot be read stays among them in its place.
    let mut work = Vec::with_capacity(files.len());
    for file in files {
        match pieces(file) {
            Ok(pieces) => work.extend(pieces.into_iter().map(Ok)),
            Err(problem) => work.push(Err(problem)),
        }
    }
    let starts: Vec<bool> = work
        .iter()
        .map(|piece| piece.as_ref().map_or(true, Piece::is_first))
        .collect();
    let read_one = |piece: Result<Piece, Problem>| match piece {
        Ok(piece) => read(piece, runtime_kinds),
        Err(problem) => Read {
            found: vec![Err(problem)],
            documents: 0,
        },
    };
    let mut found = Vec::new();
    // Pieces count their documents from 0.
    let mut before = 0;
    for (starts, read) in starts.into_iter().zip(on_threads(work, read_one)) {
        if starts {
            before = 0;
        }
        found.extend(read.found.into_iter().map(|document| {
            document.map_err(|mut problem| {
                problem.document += before;
                problem
            })
        }));
        before += read.documents;
    }
    found
}

/// What becomes of each item, in their order; threads take one after the other.
fn on_threads<T: Send, R: Send + Sync + Default>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let slots: Vec<(Mutex<Option<T>>, OnceLock<R>)> = items
        .into_iter()
        .map(|item| (Mutex::new(Some(item)), OnceLock::new()))
        .collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((item, slot)) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
                    if let Some(item) = item {
                        let _ = slot.set(work(item));
                    }
                }
            });
        }
    });
    slots
        .into_iter()
        .map(|(_, slot)| slot.into_inner().unwrap_or_default())
        .collect()
}

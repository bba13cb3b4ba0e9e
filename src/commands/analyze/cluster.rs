//! What `analyze` reads from clusters.
//!
//! Only the kinds that the chosen analyzers look at are listed, all at once and page by page; of Namespaces, Nodes, CRDs, Secrets and
//! ConfigMaps only the metadata, and the contents of those Secrets and ConfigMaps that an analyzer opens. Of every object only what
//! analyzers look at is kept.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use istio_analysis::analyzers::Analyzer;
use istio_analysis::snapshot::{Builder, IGNORED_NAMESPACES, Kind, essentials, is_metadata_enough};
use istio_manifest::cluster::revisions::{DEFAULT, REVISION_LABEL, Revisions, label, suffix};
use istio_manifest::cluster::{ClusterError, Connection, ListOptions, Resource, join_all, kinds};
use kubeyaml::Value;

/// Kinds that a remote cluster is not asked for: what they configure is the business of the cluster with the control plane.
const NOT_OF_REMOTES: [Kind; 6] = [
    Kind::ConfigMap,
    Kind::DaemonSet,
    Kind::Deployment,
    Kind::MutatingWebhookConfiguration,
    Kind::StatefulSet,
    Kind::ValidatingWebhookConfiguration,
];
/// Secrets that hold no credentials of gateways, and are large or many.
const OTHER_SECRETS: [&str; 2] = ["helm.sh/release.v1", "kubernetes.io/service-account-token"];
/// The label of Secrets with the kubeconfig of a remote cluster.
const REMOTE_SECRETS: &str = "istio/multiCluster=true";
/// How many objects are asked for at once by name.
const AT_ONCE: usize = 16;

/// A cluster that can be asked.
#[derive(Debug)]
pub(super) struct Cluster {
    /// Its name, as messages show it.
    pub(super) name: String,
    pub(super) connection: Connection,
}

/// The clusters of an analysis.
#[derive(Debug)]
pub(super) struct Clusters {
    /// That of the control plane.
    pub(super) main: Cluster,
    /// The others of the mesh.
    pub(super) remotes: Vec<Cluster>,
}

/// What is asked for.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) analyzers: &'a [&'static Analyzer],
    pub(super) istio_namespace: &'a str,
    pub(super) revision: &'a str,
    /// A namespace that has to be there.
    pub(super) namespace: Option<&'a str>,
    /// How long all of it may take.
    pub(super) limit: Option<Duration>,
}

impl Clusters {
    /// Adds what the clusters hold to a snapshot; gives what is to be said about it.
    ///
    /// # Errors
    /// A cluster that does not answer in time or at all; a namespace that is not there. What may not be read is no error: it is left
    /// out, with a word about the analyzers that cannot run.
    pub(super) fn read_into(&self, builder: &mut Builder, wanted: &Wanted<'_>) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        let mut unread = BTreeSet::new();
        let several = !self.remotes.is_empty();
        for (cluster, is_remote) in [(&self.main, false)]
            .into_iter()
            .chain(self.remotes.iter().map(|remote| (remote, true)))
        {
            let reading = read(cluster, is_remote, several, builder, wanted);
            let read = match wanted.limit {
                Some(limit) => cluster.connection.block_on_within(limit, reading).ok_or_else(|| {
                    anyhow!(
                        "cluster {}: not read within --timeout {}s",
                        cluster.name,
                        limit.as_secs_f64()
                    )
                })?,
                None => cluster.connection.block_on(reading),
            };
            let gaps = read?;
            notes.extend(gaps.notes);
            unread.extend(gaps.unread);
        }
        Ok(finish(builder, wanted, unread, notes))
    }
}

/// Names the analyzers that cannot run.
fn finish(builder: &mut Builder, wanted: &Wanted<'_>, unread: BTreeSet<Kind>, mut notes: Vec<String>) -> Vec<String> {
    let idle: Vec<&str> = wanted
        .analyzers
        .iter()
        .filter(|analyzer| analyzer.inputs.iter().any(|kind| unread.contains(kind)))
        .map(|analyzer| analyzer.name)
        .collect();
    if !idle.is_empty() {
        notes.push(format!("analyzers that do not run because of it: {}", idle.join(", ")));
    }
    builder.set_unread(unread.into_iter().collect());
    notes
}

/// What could not be read.
#[derive(Debug, Default)]
struct Gaps {
    notes: Vec<String>,
    unread: Vec<Kind>,
}

impl Gaps {
    /// Passes over what may not be read.
    fn allow<T: Default>(&mut self, kind: Kind, read: Result<T, ClusterError>) -> Result<T> {
        match read {
            Ok(value) => Ok(value),
            Err(why @ ClusterError::Forbidden { .. }) => {
                self.notes.push(why.to_string());
                self.unread.push(kind);
                Ok(T::default())
            }
            Err(why) => Err(why.into()),
        }
    }
}

async fn read(
    cluster: &Cluster,
    is_remote: bool,
    several: bool,
    builder: &mut Builder,
    wanted: &Wanted<'_>,
) -> Result<Gaps> {
    let connection = &cluster.connection;
    if let Some(namespace) = wanted.namespace.filter(|_| !is_remote) {
        match connection.get(&kinds::namespace(), None, namespace).await {
            Ok(None) => bail!("there is no namespace {namespace:?} in cluster {}", cluster.name),
            // Who may not look at it finds out what else cannot be looked at below.
            Ok(Some(_)) | Err(ClusterError::Forbidden { .. }) => {}
            Err(why) => return Err(why.into()),
        }
    }
    let kinds: Vec<Kind> = needed(wanted.analyzers)
        .into_iter()
        .filter(|kind| !(is_remote && NOT_OF_REMOTES.contains(kind)))
        .collect();
    let lists = join_all(kinds.iter().map(|&kind| list(connection, kind, wanted.istio_namespace))).await;
    let mut gaps = Gaps::default();
    let mut secrets = Vec::new();
    let mut of_istio = Vec::new();
    let mut others = Vec::new();
    for (&kind, listed) in kinds.iter().zip(lists) {
        let objects = gaps.allow(kind, listed)?;
        match kind {
            Kind::Secret => secrets = objects,
            Kind::ConfigMap => {
                let names = objects.iter().filter_map(name_of);
                let names: Vec<(&str, &str)> = names.filter(|(_, name)| is_istios(name, wanted.revision)).collect();
                others.extend(gaps.allow(kind, contents(connection, &kinds::config_map(), &names).await)?);
            }
            kind if kind.is_istio() => of_istio.extend(objects),
            _ => others.extend(objects),
        }
    }
    let name = if several { cluster.name.as_str() } else { "" };
    let of_istio = of_revision(connection, of_istio, wanted, &mut gaps).await?;
    builder.add_objects(name, of_istio);
    builder.add_objects(name, others);
    if !secrets.is_empty() {
        let opened = open(connection, secrets, builder, wanted.istio_namespace).await;
        builder.add_objects(name, gaps.allow(Kind::Secret, opened)?);
    }
    Ok(gaps)
}

/// The kinds that analyzers read, and the ConfigMap with the mesh configuration.
fn needed(analyzers: &[&'static Analyzer]) -> BTreeSet<Kind> {
    let mut kinds: BTreeSet<Kind> = analyzers
        .iter()
        .flat_map(|analyzer| analyzer.inputs.iter().copied())
        .filter(|kind| !kind.is_mesh())
        .collect();
    if kinds.contains(&Kind::VirtualService) {
        // Short names of hosts are looked up among them.
        kinds.extend([Kind::Service, Kind::ServiceEntry]);
    }
    kinds.insert(Kind::ConfigMap);
    kinds
}

/// All objects of a kind that is not in the way of analysis; nothing if the cluster does not serve the kind.
async fn list(connection: &Connection, kind: Kind, istio_namespace: &str) -> Result<Vec<Value>, ClusterError> {
    let namespace = (kind == Kind::ConfigMap).then_some(istio_namespace);
    let options = ListOptions {
        labels: String::new(),
        fields: field_selector(kind),
    };
    for version in kind.versions() {
        let resource = Resource {
            group: kind.group().to_owned(),
            version: (*version).to_owned(),
            plural: kind.plural(),
            kind: kind.name().to_owned(),
            namespaced: !kind.is_cluster_scoped(),
        };
        // Of a page of objects little is left before the next one comes.
        let mut all = Vec::new();
        let take = |object| all.push(essentials(kind, object));
        let by_name = matches!(kind, Kind::Secret | Kind::ConfigMap);
        let listed = match by_name || is_metadata_enough(kind) {
            true => connection.for_each_metadata(&resource, namespace, &options, take).await,
            false => connection.for_each(&resource, namespace, &options, take).await,
        };
        match listed {
            Err(why) if why.is_not_found() => {}
            other => return other.map(|()| all),
        }
    }
    Ok(Vec::new())
}

/// Leaves out what belongs to Kubernetes itself.
fn field_selector(kind: Kind) -> String {
    let ignored = |field: &str| IGNORED_NAMESPACES.map(|name| format!("{field}!={name}")).join(",");
    match kind {
        Kind::Namespace => ignored("metadata.name"),
        Kind::Deployment | Kind::Pod | Kind::Service => ignored("metadata.namespace"),
        Kind::Secret => OTHER_SECRETS.map(|name| format!("type!={name}")).join(","),
        _ => String::new(),
    }
}

/// Namespace and name.
fn name_of(object: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| object.get_path(&["metadata", key]).and_then(Value::as_str);
    Some((text("namespace").unwrap_or_default(), text("name")?))
}

/// Whether a ConfigMap is one of the control plane's: its mesh configuration, or templates of any revision.
fn is_istios(name: &str, revision: &str) -> bool {
    name == config_map(revision) || name.starts_with("istio-sidecar-injector")
}

/// The ConfigMap with the mesh configuration of a revision.
pub(super) fn config_map(revision: &str) -> String {
    format!("istio{}", suffix(revision))
}

/// Objects by namespace and name; those that have gone meanwhile are left out.
async fn contents(
    connection: &Connection,
    resource: &Resource,
    names: &[(&str, &str)],
) -> Result<Vec<Value>, ClusterError> {
    let mut all = Vec::new();
    for some in names.chunks(AT_ONCE) {
        let asked = some
            .iter()
            .map(|(namespace, name)| connection.get(resource, Some(namespace), name));
        for object in join_all(asked).await {
            all.extend(object?);
        }
    }
    Ok(all)
}

/// The objects of Istio's kinds that are for a revision: those without a label, and those with its name or one of its tags.
async fn of_revision(
    connection: &Connection,
    mut objects: Vec<Value>,
    wanted: &Wanted<'_>,
    gaps: &mut Gaps,
) -> Result<Vec<Value>> {
    let labelled = |object: &Value| label(object, REVISION_LABEL).is_some_and(|revision| revision != wanted.revision);
    if wanted.revision == DEFAULT && !objects.iter().any(labelled) {
        return Ok(objects);
    }
    let revisions = match Revisions::read(connection, wanted.istio_namespace).await {
        Ok(revisions) => revisions,
        Err(ClusterError::Forbidden { .. }) => Revisions::default(),
        Err(why) => return Err(why.into()),
    };
    let revision = match revisions.resolve(wanted.revision) {
        Ok(revision) => revision,
        Err(unknown) => {
            if wanted.revision != DEFAULT {
                gaps.notes.push(format!("--revision: {unknown}"));
            }
            wanted.revision
        }
    };
    objects.retain(|object| match label(object, REVISION_LABEL).unwrap_or_default() {
        "" => true,
        own => own == revision || own == wanted.revision || revisions.tags.get(own).is_some_and(|of| of == revision),
    });
    Ok(objects)
}

/// Secrets of which analyzers look at the contents are read in full: credentials of gateways, and the kubeconfigs of remote clusters,
/// which name service registries.
async fn open(
    connection: &Connection,
    secrets: Vec<Value>,
    builder: &Builder,
    istio_namespace: &str,
) -> Result<Vec<Value>, ClusterError> {
    let mut credentials = BTreeSet::new();
    for gateway in builder.of_kind(Kind::Gateway) {
        for server in gateway.spec().items("servers") {
            credentials.insert(server.at("tls").text("credentialName").to_owned());
        }
    }
    let is_credential = |object: &Value| {
        name_of(object).is_some_and(|(namespace, name)| {
            credentials.contains(name) || credentials.contains(&format!("{namespace}/{name}"))
        })
    };
    let is_remote = |object: &Value| {
        name_of(object).is_some_and(|(namespace, _)| namespace == istio_namespace)
            && label(object, "istio/multiCluster") == Some("true")
    };
    let (to_open, mut all): (Vec<Value>, Vec<Value>) = secrets
        .into_iter()
        .filter(|secret| !is_remote(secret))
        .partition(is_credential);
    let names: Vec<(&str, &str)> = to_open.iter().filter_map(name_of).collect();
    all.extend(contents(connection, &kinds::secret(), &names).await?);
    let remotes = ListOptions::labels(REMOTE_SECRETS);
    all.extend(
        connection
            .list(&kinds::secret(), Some(istio_namespace), &remotes)
            .await?,
    );
    Ok(all)
}

//! Candidates that a cluster knows.
//!
//! A person waits while these are looked for, so there is a limit, whatever the network, the name service or a credential plugin does. What is not
//! there in time is not offered, and nothing is said about it. Nothing is kept either: the next Tab asks again.

use std::collections::BTreeMap;
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use istio_manifest::cluster::revisions::{REVISION_LABEL, Revisions};
use istio_manifest::cluster::{ClusterError, Connection, ListOptions, Resource, Target, Timeouts, kinds};
use kubeyaml::Value;

use super::answer::Candidate;
use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::kubeconfig;

/// Until a server must have accepted a connection. A server that is switched off, or beyond a tunnel that is down, answers nothing at all, and is
/// found out by this.
const REACHED: Duration = Duration::from_millis(40);
/// Until the answer must be there.
const ANSWERED: Duration = Duration::from_millis(300);
/// What an injected pod is annotated with.
const SIDECAR: &str = "sidecar.istio.io/status";

/// What is asked.
#[derive(Debug)]
pub(super) enum Question {
    Namespaces,
    Nodes,
    Services,
    Revisions {
        planes: bool,
        tags: bool,
    },
    /// Pods of the namespace, or of all with their namespaces behind the names.
    Pods {
        everywhere: bool,
        meshed: bool,
    },
    ControlPlanePods,
    /// Objects of another kind, with something before their names.
    Workloads {
        prefix: String,
        resource: Resource,
    },
}

/// What a type before a workload's name stands for.
pub(super) fn workload_kind(name: &str) -> Option<Resource> {
    Some(match name {
        "pod" | "pods" | "po" => kinds::pod(),
        "deployment" | "deployments" | "deploy" => kinds::deployment(),
        "statefulset" | "statefulsets" | "sts" => kinds::stateful_set(),
        "daemonset" | "daemonsets" | "ds" => kinds::daemon_set(),
        "replicaset" | "replicasets" | "rs" => kinds::replica_set(),
        "job" | "jobs" => kinds::job(),
        "service" | "services" | "svc" => kinds::service(),
        _ => return None,
    })
}

/// What the other thread has to say.
enum News {
    /// The server is there.
    Reached,
    /// This is all.
    Answer(Vec<Candidate>),
}

/// Asks the cluster of the flags; gives nothing where there is none or it is too slow.
pub(super) fn ask(question: Question, global: &GlobalArgs, environment: &Environment) -> Vec<Candidate> {
    let (reached, answered) = limits(environment);
    let mut target = kubeconfig::target(global, environment);
    target.timeouts = Timeouts::of_answer(answered);
    let known = target
        .kubeconfig()
        .ok()
        .and_then(|read| read.cluster(target.context.as_deref()).ok());
    if answered.is_zero() || (known.flatten().is_none() && !target.in_cluster) {
        return Vec::new();
    }
    // Through a proxy the server's own address says nothing.
    let address = target.address().filter(|_| environment.proxies.https.is_none());
    let global = (global.namespace.clone(), global.istio_namespace.clone());
    let limit = if address.is_some() { reached } else { answered };
    let (sender, receiver) = mpsc::channel();
    let start = Instant::now();
    // What hangs there ends with the process.
    let spawned =
        std::thread::Builder::new().spawn(move || work(&question, &target, address, reached, &global, &sender));
    if spawned.is_err() {
        return Vec::new();
    }
    let mut end = start + limit;
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(News::Reached) => end = start + answered,
            Ok(News::Answer(found)) => return found,
            Err(_) => return Vec::new(),
        }
    }
}

/// How long to wait for a connection, and for the answer.
fn limits(environment: &Environment) -> (Duration, Duration) {
    let set = environment
        .completion_limit
        .as_deref()
        .and_then(|text| go_duration(text).ok());
    match set
        .and_then(|nanos| u64::try_from(nanos).ok())
        .map(Duration::from_nanos)
    {
        Some(limit) => (limit, limit),
        None => (REACHED, ANSWERED),
    }
}

fn work(
    question: &Question,
    target: &Target,
    address: Option<(String, u16)>,
    reached: Duration,
    (namespace, istio_namespace): &(Option<String>, String),
    news: &Sender<News>,
) {
    if let Some((host, port)) = address {
        let addresses = (host.as_str(), port).to_socket_addrs();
        let mut addresses = addresses.into_iter().flatten();
        if !addresses.any(|address| TcpStream::connect_timeout(&address, reached).is_ok()) {
            return;
        }
        // Who waits may have gone.
        let _ = news.send(News::Reached);
    }
    let Ok(connection) = Connection::open(target) else {
        return;
    };
    let namespace = namespace.as_deref().unwrap_or(connection.namespace());
    let found = connection.block_on(found(question, &connection, namespace, istio_namespace));
    let _ = news.send(News::Answer(found.unwrap_or_default()));
}

async fn found(
    question: &Question,
    connection: &Connection,
    namespace: &str,
    istio_namespace: &str,
) -> Result<Vec<Candidate>, ClusterError> {
    let all = ListOptions::default();
    Ok(match question {
        Question::Namespaces => {
            let objects = connection.list_metadata(&kinds::namespace(), None, &all).await?;
            objects
                .iter()
                .map(|object| Candidate::new(name(object), injection(object)))
                .collect()
        }
        Question::Nodes => names(&connection.list_metadata(&kinds::node(), None, &all).await?),
        Question::Services => names(
            &connection
                .list_metadata(&kinds::service(), Some(namespace), &all)
                .await?,
        ),
        Question::Revisions { planes, tags } => {
            let read = Revisions::read(connection, istio_namespace).await?;
            let mut candidates = BTreeMap::new();
            if *tags {
                let about = |revision: &String| format!("tag of {revision}");
                candidates.extend(read.tags.iter().map(|(tag, revision)| (tag.clone(), about(revision))));
            }
            if *planes {
                candidates.extend(
                    read.control_planes
                        .iter()
                        .map(|name| (name.clone(), "revision".to_owned())),
                );
            }
            candidates
                .into_iter()
                .map(|(name, about)| Candidate::new(name, about))
                .collect()
        }
        Question::Pods { everywhere, meshed } => {
            let within = (!everywhere).then_some(namespace);
            let objects = connection.list_metadata(&kinds::pod(), within, &all).await?;
            let wanted = objects
                .iter()
                .filter(|object| !meshed || annotation(object, SIDECAR).is_some());
            let typed = |object: &Value| match (everywhere, meta(object, "namespace")) {
                (true, Some(namespace)) => format!("{}.{namespace}", name(object)),
                _ => name(object),
            };
            wanted.map(|object| Candidate::bare(typed(object))).collect()
        }
        Question::ControlPlanePods => {
            let options = ListOptions::labels("app=istiod");
            let objects = connection
                .list_metadata(&kinds::pod(), Some(istio_namespace), &options)
                .await?;
            let about =
                |object: &Value| label(object, REVISION_LABEL).map_or(String::new(), |name| format!("revision {name}"));
            let typed = |object: &Value| format!("{}.{istio_namespace}", name(object));
            objects
                .iter()
                .map(|object| Candidate::new(typed(object), about(object)))
                .collect()
        }
        Question::Workloads { prefix, resource } => {
            let objects = connection.list_metadata(resource, Some(namespace), &all).await?;
            objects
                .iter()
                .map(|object| Candidate::bare(format!("{prefix}{}", name(object))))
                .collect()
        }
    })
}

fn names(objects: &[Value]) -> Vec<Candidate> {
    objects.iter().map(|object| Candidate::bare(name(object))).collect()
}

fn meta<'v>(object: &'v Value, field: &str) -> Option<&'v str> {
    object.get_path(&["metadata", field])?.as_str()
}

fn name(object: &Value) -> String {
    meta(object, "name").unwrap_or_default().to_owned()
}

fn label<'v>(object: &'v Value, name: &str) -> Option<&'v str> {
    object.get_path(&["metadata", "labels", name])?.as_str()
}

fn annotation<'v>(object: &'v Value, name: &str) -> Option<&'v str> {
    object.get_path(&["metadata", "annotations", name])?.as_str()
}

/// The label by which a namespace is part of the mesh.
fn injection(namespace: &Value) -> String {
    for key in ["istio-injection", REVISION_LABEL, "istio.io/dataplane-mode"] {
        if let Some(value) = label(namespace, key) {
            return format!("{key}={value}");
        }
    }
    String::new()
}

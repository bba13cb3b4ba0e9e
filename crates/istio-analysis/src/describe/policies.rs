//! Which policies apply to a pod, and what mutual TLS comes to.

use std::collections::BTreeMap;

use super::page::Page;
use crate::route::visibility::age;
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Resource, Snapshot};

const MTLS_MODES: [&str; 4] = ["UNSET", "DISABLE", "PERMISSIVE", "STRICT"];
const ACTIONS: [&str; 4] = ["ALLOW", "DENY", "AUDIT", "CUSTOM"];

fn root_namespace(snapshot: &Snapshot) -> &str {
    match snapshot.mesh_config().message().text("rootNamespace") {
        "" => snapshot.istio_namespace(),
        root => root,
    }
}

fn labels_of<'r>(policy: &'r Resource) -> Selector<'r> {
    Selector::of(policy.spec().at("selector").map("matchLabels"))
}

/// The policies of a kind that are about a pod, the oldest first.
fn applied<'s>(snapshot: &'s Snapshot, kind: Kind, pod: &Resource) -> Vec<&'s Resource> {
    let root = root_namespace(snapshot);
    let mut all: Vec<&Resource> = snapshot
        .of_kind(kind)
        .filter(|policy| policy.namespace() == root || policy.namespace() == pod.namespace())
        // One that names a waypoint or a Service is not about pods.
        .filter(|policy| !policy.spec().at("targetRef").is_set() && policy.spec().items("targetRefs").len() == 0)
        .filter(|policy| labels_of(policy).matches(pod.labels()))
        .collect();
    all.sort_by(|a, b| age(a).cmp(&age(b)));
    all
}

/// A mode that says something.
fn mode(mtls: Fields<'_>) -> Option<String> {
    let mode = mtls.enumeration("mode", &MTLS_MODES);
    (!matches!(mode, "" | "UNSET")).then(|| mode.to_owned())
}

/// What all PeerAuthentications come to: of the mesh, the namespace and the workload the oldest each, the nearest that says anything.
fn mutual_tls(policies: &[&Resource], root: &str) -> (String, BTreeMap<i64, String>) {
    let first = |wanted: &dyn Fn(&Resource, bool) -> bool| {
        let mut found = policies
            .iter()
            .filter(|policy| wanted(policy, labels_of(policy).is_empty()));
        found.next().copied()
    };
    let mesh = first(&|policy, for_all| for_all && policy.namespace() == root);
    let namespace = first(&|policy, for_all| for_all && policy.namespace() != root);
    let workload = first(&|policy, for_all| !for_all && policy.namespace() != root);
    let of = |policy: Option<&Resource>| policy.and_then(|policy| mode(policy.spec().at("mtls")));
    let effective = of(workload).or_else(|| of(namespace)).or_else(|| of(mesh));
    let effective = effective.unwrap_or_else(|| "PERMISSIVE".to_owned());
    let ports = workload.map(|policy| policy.spec()).into_iter();
    let ports = ports.flat_map(|spec| spec.entries("portLevelMtls"));
    let ports = ports.filter_map(|(port, mtls)| {
        let mode = mode(mtls).unwrap_or_else(|| effective.clone());
        Some((port.parse().ok()?, mode))
    });
    let ports = ports.collect();
    (effective, ports)
}

pub(super) fn write(page: &mut Page<'_>, snapshot: &Snapshot, pod: &Resource) {
    let root = root_namespace(snapshot);
    let mut peers = applied(snapshot, Kind::PeerAuthentication, pod);
    // In the root namespace only what is for the whole mesh counts elsewhere.
    peers.retain(|policy| policy.namespace() != root || labels_of(policy).is_empty());
    let (mode, ports) = mutual_tls(&peers, root);
    page.line(0, "Effective PeerAuthentication:");
    page.line(3, &format!("Workload mTLS mode: {mode}"));
    if !ports.is_empty() {
        page.line(3, "Port Level mTLS mode:");
    }
    for (port, mode) in &ports {
        page.line(6, &format!("{port}: {mode}"));
    }
    let names = |policies: &[&Resource], about: &dyn Fn(&Resource) -> String| {
        let names: Vec<String> = policies
            .iter()
            .map(|policy| format!("{}.{}{}", policy.name(), policy.namespace(), about(policy)))
            .collect();
        names.join(", ")
    };
    let mut list = |kind: Kind, policies: &[&Resource], about: &dyn Fn(&Resource) -> String| {
        if !policies.is_empty() {
            page.line(0, &format!("Applied {kind}:"));
            page.line(3, &names(policies, about));
        }
    };
    list(Kind::PeerAuthentication, &peers, &|_| String::new());
    let requests = applied(snapshot, Kind::RequestAuthentication, pod);
    list(Kind::RequestAuthentication, &requests, &|_| String::new());
    let authorization = applied(snapshot, Kind::AuthorizationPolicy, pod);
    list(Kind::AuthorizationPolicy, &authorization, &|policy| {
        format!(" ({})", policy.spec().enumeration("action", &ACTIONS))
    });
}

//! What a pod says about itself.

use super::page::Page;
use crate::snapshot::{Fields, Resource};

/// The container that is a proxy.
const PROXY: &str = "istio-proxy";
/// The user that sidecars run as, whose traffic is not captured.
const PROXY_USER: i64 = 1337;
/// Labels that name the service that a pod belongs to.
const NAME_LABELS: [&str; 3] = ["service.istio.io/canonical-name", "app.kubernetes.io/name", "app"];
/// Labels that name its version.
const VERSION_LABELS: [&str; 3] = [
    "service.istio.io/canonical-revision",
    "app.kubernetes.io/version",
    "version",
];
const REQUIREMENTS: &str = "https://istio.io/latest/docs/ops/deployment/application-requirements/";

/// Containers, and the init containers that keep running beside them.
pub(super) fn containers<'p>(pod: &'p Resource) -> impl Iterator<Item = Fields<'p>> {
    let sidecars = pod.spec().items("initContainers");
    pod.spec()
        .items("containers")
        .chain(sidecars.filter(|container| container.text("restartPolicy") == "Always"))
}

/// Whether it has a sidecar.
fn has_sidecar(pod: &Resource) -> bool {
    containers(pod).any(|container| container.text("name") == PROXY)
}

/// Whether its traffic goes through the node's proxy.
fn is_ambient(pod: &Resource) -> bool {
    pod.annotation("ambient.istio.io/redirection") == Some("enabled")
}

/// Whether it is part of the mesh.
pub(super) fn is_meshed(pod: &Resource) -> bool {
    has_sidecar(pod) || is_ambient(pod)
}

/// Why a pod of a Service takes no requests through the mesh, with `{pod}` for its name.
pub(super) fn unfit(pod: &Resource) -> Option<String> {
    let phase = pod.fields().at("status").text("phase");
    if phase != "Running" {
        return Some(format!("   Pod {{pod}} is not Running ({phase})"));
    }
    if is_ambient(pod) {
        return None;
    }
    match statuses(pod).find(|status| status.text("name") == PROXY) {
        None => Some(format!("Pod {{pod}}: no container {PROXY:?} in pod")),
        Some(status) if !status.flag("ready") => Some(format!("WARNING: Pod {{pod}} Container {PROXY} NOT READY")),
        Some(_) => None,
    }
}

fn statuses<'p>(pod: &'p Resource) -> impl Iterator<Item = Fields<'p>> {
    let status = pod.fields().at("status");
    status
        .items("containerStatuses")
        .chain(status.items("initContainerStatuses"))
}

/// The revision of its proxy: a label of gateways, or what the injector wrote.
fn revision(pod: &Resource) -> String {
    let own = [pod.annotation("istio.io/rev"), pod.label("istio.io/rev")];
    if let Some(revision) = own.into_iter().flatten().find(|revision| !revision.is_empty()) {
        return revision.to_owned();
    }
    let status = pod.annotation("sidecar.istio.io/status").unwrap_or_default();
    let status = kubeyaml::json::from_str(status).unwrap_or_default();
    status["revision"].as_str().unwrap_or_default().to_owned()
}

pub(super) fn write(page: &mut Page<'_>, pod: &Resource, ignore_unmeshed: bool) {
    let name = page.name(pod);
    let runs_as_proxy = |fields: Fields<'_>| fields.at("securityContext").integer("runAsUser") == Some(PROXY_USER);
    for container in containers(pod).filter(|container| container.text("name") != PROXY) {
        if runs_as_proxy(container) {
            page.line(0, "WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.");
        }
    }
    page.line(0, &format!("Pod: {name}"));
    page.line(3, &format!("Pod Revision: {}", revision(pod)));
    let mut ports = Vec::new();
    for container in containers(pod) {
        for port in container.items("ports") {
            let protocol = match port.text("protocol") {
                "" | "TCP" => String::new(),
                other => format!("/{other}"),
            };
            let number = port.integer("containerPort").unwrap_or_default();
            ports.push(format!("{number}{protocol} ({})", container.text("name")));
        }
    }
    if ports.is_empty() {
        page.line(3, "Pod does not expose ports");
    } else {
        page.line(3, &format!("Pod Ports: {}", ports.join(", ")));
    }
    let status = pod.fields().at("status");
    if status.text("phase") != "Running" {
        page.line(3, &format!("Pod is not Running ({})", status.text("phase")));
        return;
    }
    for (list, word) in [
        ("containerStatuses", "Container"),
        ("initContainerStatuses", "Init Container"),
    ] {
        // An init container that has ended well is done, and never ready again.
        let done = |one: &Fields<'_>| one.at("state").at("terminated").integer("exitCode") == Some(0);
        for one in status.items(list).filter(|one| !one.flag("ready") && !done(one)) {
            page.line(0, &format!("WARNING: Pod {name} {word} {} NOT READY", one.text("name")));
        }
    }
    if ignore_unmeshed {
        return;
    }
    if is_ambient(pod) {
        page.line(
            3,
            "Pod is in the ambient mesh: its traffic goes through the node's ztunnel",
        );
    } else if !has_sidecar(pod) {
        page.line(0, &format!("WARNING: {name} is not part of mesh; no Istio sidecar"));
        return;
    }
    // A gateway is nothing but its proxy, and runs as that user by right.
    if runs_as_proxy(pod.spec()) && containers(pod).any(|container| container.text("name") != PROXY) {
        page.line(3, "WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.");
    }
    for (labels, what) in [(NAME_LABELS, "name"), (VERSION_LABELS, "revision")] {
        if !labels.iter().any(|label| pod.label(label).is_some()) {
            page.line(
                0,
                &format!("Suggestion: add required service {what} label for Istio telemetry. See {REQUIREMENTS}."),
            );
        }
    }
}

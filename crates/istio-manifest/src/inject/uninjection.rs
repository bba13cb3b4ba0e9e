//! Taking an injection out again by what it is known to add, for documents that do not carry the comment of an injection (those of
//! Go's istioctl, and those read back from a cluster).

use kubeyaml::{Mapping, Value};

use super::names::{APP_PROBERS_ENV, PROMETHEUS_ENV, PROXY_CONTAINER, VALIDATION_CONTAINER, annotation, label};
use super::pod::{self, ContainerList};
use super::status::InjectionStatus;
use super::workload::PodLocation;

/// Annotations that only an injection writes.
const INJECTED_ANNOTATIONS: [&str; 3] = [annotation::STATUS, annotation::PROXY_OVERRIDES, "istio.io/rev"];
/// Annotations that an injection writes when the CNI plugin does the interception.
const CNI_ANNOTATIONS: [&str; 4] = [
    annotation::INTERCEPTION_MODE,
    "traffic.sidecar.istio.io/includeOutboundIPRanges",
    "traffic.sidecar.istio.io/includeInboundPorts",
    "traffic.sidecar.istio.io/excludeInboundPorts",
];
/// Annotations that name the container that `kubectl` picks.
const DEFAULT_CONTAINER_ANNOTATIONS: [&str; 2] = [
    "kubectl.kubernetes.io/default-container",
    "kubectl.kubernetes.io/default-logs-container",
];
/// Labels that an injection computes.
const INJECTED_LABELS: [&str; 3] = [
    "security.istio.io/tlsMode",
    "service.istio.io/canonical-name",
    "service.istio.io/canonical-revision",
];

/// The object without its injection; `None` when it has none.
#[must_use]
pub(super) fn without_injection(object: &Value, location: &PodLocation) -> Option<Value> {
    let mut object = object.clone();
    let metadata = take(&mut object, &location.metadata)?;
    let spec = take(&mut object, &location.spec)?;
    let mut pod = Mapping::new();
    pod.insert("metadata", metadata);
    pod.insert("spec", spec);
    let mut pod = Value::Mapping(pod);
    let injected = strip(&mut pod);
    for (path, field) in [(&location.metadata, "metadata"), (&location.spec, "spec")] {
        if let (Some(slot), Some(part)) = (slot(&mut object, path), pod.get(field)) {
            *slot = part.clone();
        }
    }
    injected.then_some(object)
}

fn slot<'v>(object: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter()
        .try_fold(object, |at, key| at.as_mapping_mut()?.get_mut(key))
}

fn take(object: &mut Value, path: &[String]) -> Option<Value> {
    slot(object, path).map(std::mem::take)
}

fn strip(pod: &mut Value) -> bool {
    let Ok(Some(status)) = InjectionStatus::of_pod(pod) else {
        return false;
    };
    let overrides =
        pod::annotation(pod, annotation::PROXY_OVERRIDES).and_then(|text| kubeyaml::json::from_str(text).ok());
    let variable = |pod: &Value, name: &str| -> Option<String> {
        let env = pod::sidecar(pod)?.get("env")?.as_sequence()?;
        pod::find(env, name)?.get("value")?.as_str().map(str::to_owned)
    };
    let probers = variable(pod, APP_PROBERS_ENV).and_then(|text| kubeyaml::json::from_str(&text).ok());
    let metrics = variable(pod, PROMETHEUS_ENV).and_then(|text| kubeyaml::json::from_str(&text).ok());
    let network = variable(pod, "ISTIO_META_NETWORK");
    let cni = status.init_containers.iter().any(|name| name == VALIDATION_CONTAINER);

    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        let users = overrides
            .as_ref()
            .and_then(|o| o.get(list.field()))
            .and_then(Value::as_sequence)
            .unwrap_or_default();
        remove_or_put_back(pod, list.field(), status.names_in(list), users);
    }
    remove_or_put_back(pod, "volumes", &status.volumes, &[]);
    remove_or_put_back(pod, "imagePullSecrets", &status.image_pull_secrets, &[]);
    if let Some(Value::Mapping(probers)) = probers {
        restore_probes(pod, &probers);
    }
    restore_metadata(pod, metrics.as_ref(), network.as_deref(), cni);
    true
}

fn remove_or_put_back(pod: &mut Value, field: &str, injected: &[String], users: &[Value]) {
    let Some(spec) = pod
        .as_mapping_mut()
        .and_then(|p| p.get_mut("spec"))
        .and_then(Value::as_mapping_mut)
    else {
        return;
    };
    let Some(items) = spec.get_mut(field).and_then(Value::as_sequence_mut) else {
        return;
    };
    let had = items.len();
    for item in items.iter_mut() {
        if let Some(users) = pod::find(users, pod::name(item)) {
            *item = users.clone();
        }
    }
    items.retain(|item| {
        let name = pod::name(item);
        pod::find(users, name).is_some() || !injected.iter().any(|i| i == name)
    });
    if items.is_empty() && had > 0 {
        spec.remove(field);
    }
}

/// Gives every probe and hook of the application its own action back.
fn restore_probes(pod: &mut Value, probers: &Mapping) {
    const ACTIONS: [&str; 3] = ["httpGet", "tcpSocket", "grpc"];
    let restore = |handler: &mut Mapping| {
        let url = handler
            .get("httpGet")
            .and_then(|get| get.get("path"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        let Some(prober) = url.and_then(|url| probers.get(&url)) else {
            return;
        };
        if let Some((kind, action)) = ACTIONS.iter().find_map(|kind| Some((*kind, prober.get(kind)?))) {
            if kind != "httpGet" {
                handler.remove("httpGet");
            }
            handler.insert(kind, action.clone());
        }
    };
    for list in [ContainerList::Containers, ContainerList::InitContainers] {
        for container in pod::containers_mut(pod, list) {
            let Some(container) = container.as_mapping_mut() else {
                continue;
            };
            for probe in ["readinessProbe", "livenessProbe", "startupProbe"] {
                if let Some(Value::Mapping(probe)) = container.get_mut(probe) {
                    restore(probe);
                }
            }
            for hook in ["preStop", "postStart"] {
                if let Some(Value::Mapping(lifecycle)) = container.get_mut("lifecycle")
                    && let Some(Value::Mapping(hook)) = lifecycle.get_mut(hook)
                {
                    restore(hook);
                }
            }
        }
    }
}

fn restore_metadata(pod: &mut Value, metrics: Option<&Value>, network: Option<&str>, cni: bool) {
    let first = pod::containers(pod, ContainerList::Containers)
        .iter()
        .map(pod::name)
        .find(|name| *name != PROXY_CONTAINER);
    let first = first.unwrap_or_default().to_owned();
    let Some(metadata) = pod
        .as_mapping_mut()
        .and_then(|p| p.get_mut("metadata"))
        .and_then(Value::as_mapping_mut)
    else {
        return;
    };
    if let Some(Value::Mapping(annotations)) = metadata.get_mut("annotations") {
        annotations.retain(|name, value| {
            let default_container = DEFAULT_CONTAINER_ANNOTATIONS.contains(&name) && value.as_str() == Some(&first);
            !(INJECTED_ANNOTATIONS.contains(&name) || default_container || cni && CNI_ANNOTATIONS.contains(&name))
        });
        if annotations.get("prometheus.io/path").and_then(Value::as_str) == Some("/stats/prometheus") {
            for (name, field) in [
                ("prometheus.io/scrape", "scrape"),
                ("prometheus.io/path", "path"),
                ("prometheus.io/port", "port"),
            ] {
                match metrics
                    .and_then(|m| m.get(field))
                    .and_then(Value::as_str)
                    .filter(|v| !v.is_empty())
                {
                    Some(value) => annotations.insert(name, value),
                    None => annotations.remove(name),
                };
            }
        }
        if annotations.is_empty() {
            metadata.remove("annotations");
        }
    }
    if let Some(Value::Mapping(labels)) = metadata.get_mut("labels") {
        labels.retain(|name, value| {
            let networks = name == label::NETWORK && network.is_some() && value.as_str() == network;
            !INJECTED_LABELS.contains(&name) && !networks
        });
        if labels.is_empty() {
            metadata.remove("labels");
        }
    }
}

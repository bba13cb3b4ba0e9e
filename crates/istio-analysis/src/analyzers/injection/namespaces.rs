#![doc = include_str!("namespaces.md")]

use std::collections::{HashMap, HashSet};

use super::{DATAPLANE_MODE, INJECTION, REVISION, SIDECAR, injector_config_map};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Coverage, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "injection.Analyzer",
    description: "Namespaces without or with contradicting injection, and pods without the sidecar that they should have",
    inputs: &[Kind::Namespace, Kind::Pod, Kind::ConfigMap],
    codes: &["IST0102", "IST0103", "IST0123", "IST0148"],
    page: include_str!("namespaces.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let by_default: HashMap<&str, bool> = context
        .each(Kind::ConfigMap)
        .filter_map(|map| Some((map.name(), injects_by_default(map)?)))
        .collect();
    let mut injected = HashSet::new();
    for namespace in context.each(Kind::Namespace) {
        if namespace.name() != "istio-system" && check(namespace, &by_default, context) {
            injected.insert(namespace.name());
        }
    }
    // A manifest of a pod has no sidecar yet: it gets one when it is created.
    if context.files_only() {
        return;
    }
    for pod in context.each(Kind::Pod) {
        let is_to_be = context.snapshot().coverage() == Coverage::Cluster && pod.origin().file().is_some();
        if !is_to_be && injected.contains(pod.namespace()) && lacks_sidecar(pod) {
            let message = Message::new(&codes::POD_MISSING_PROXY, pod).with(pod.full_name());
            context.report(message.near(field!["metadata", "name"]));
        }
    }
}

/// Checks a namespace; whether pods of it should have a sidecar.
fn check(namespace: &Resource, by_default: &HashMap<&str, bool>, context: &mut Context<'_>) -> bool {
    let (injection, revision) = (namespace.label(INJECTION), namespace.label(REVISION));
    let mut labels = Vec::new();
    labels.extend(injection.map(|value| format!("{INJECTION}={value}")));
    if matches!(injection, None | Some("enabled")) {
        for name in [REVISION, DATAPLANE_MODE] {
            labels.extend(namespace.label(name).map(|value| format!("{name}={value}")));
        }
    }
    if labels.len() > 1 {
        let message = Message::new(&codes::NAMESPACE_MULTIPLE_INJECTION_LABELS, namespace).with_list(labels);
        context.report(message.near(field!["metadata", "labels"]));
    }
    if namespace.label(DATAPLANE_MODE) == Some("ambient") {
        return false;
    }
    if injection.unwrap_or("").is_empty() && revision.is_none() {
        let injector = injector_config_map("");
        if by_default.get(injector.as_str()) == Some(&true) {
            let message = Message::new(&codes::NAMESPACE_INJECTION_ENABLED_BY_DEFAULT, namespace);
            context.report(message.near(field!["metadata", "name"]));
        } else {
            let message = Message::new(&codes::NAMESPACE_NOT_INJECTED, namespace);
            let message = message.with(namespace.name()).with(namespace.name());
            context.report(message.at(field!["metadata", "name"]));
        }
        return false;
    }
    injection == Some("enabled")
}

/// Whether the injector of this ConfigMap injects into namespaces without a label; `None` if it does not say.
fn injects_by_default(config_map: &Resource) -> Option<bool> {
    let values = config_map.fields().at("data").text("values");
    if !config_map.name().starts_with("istio-sidecar-injector") {
        return None;
    }
    let values = kubeyaml::from_str(values).ok()?;
    values
        .get_path(&["sidecarInjectorWebhook", "enableNamespacesByDefault"])?
        .as_bool()
}

fn lacks_sidecar(pod: &Resource) -> bool {
    const INJECT: &str = "sidecar.istio.io/inject";
    let asked = pod.label(INJECT).or_else(|| pod.annotation(INJECT)).unwrap_or("");
    if asked.eq_ignore_ascii_case("false") || pod.spec().flag("hostNetwork") {
        return false;
    }
    let mut containers = pod.spec().items("containers").chain(pod.spec().items("initContainers"));
    let sidecar = containers.find(|container| container.text("name") == SIDECAR);
    sidecar.is_none_or(|sidecar| sidecar.text("image").is_empty())
}

#![doc = include_str!("image.md")]

use std::collections::{BTreeMap, HashMap};

use super::proxy_image_type::ImageTypes;
use super::{INJECTION, REVISION, SIDECAR, injector_config_map};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "injection.ImageAnalyzer",
    description: "Pods that run another proxy image than the one that is injected",
    inputs: &[
        Kind::Namespace,
        Kind::Pod,
        Kind::ConfigMap,
        Kind::MeshConfig,
        Kind::ProxyConfig,
    ],
    codes: &["IST0158"],
    page: include_str!("image.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let images: HashMap<&str, String> = context
        .each(Kind::ConfigMap)
        .filter(|map| map.name().starts_with("istio-sidecar-injector"))
        .map(|map| (map.name(), injected_image(map)))
        .collect();
    if images.is_empty() {
        return;
    }
    let injected: HashMap<&str, &str> = context
        .each(Kind::Namespace)
        .filter_map(|namespace| Some((namespace.name(), revision_of(namespace)?)))
        .collect();
    let types = ImageTypes::of(context);
    let mut mismatched: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pod in context.each(Kind::Pod) {
        let Some(revision) = injected.get(pod.namespace()) else {
            continue;
        };
        if !pod.annotation("sidecar.istio.io/proxyImage").unwrap_or("").is_empty() {
            continue;
        }
        let Some(image) = images.get(injector_config_map(revision).as_str()) else {
            continue;
        };
        let of_type = format!("{image}-{}", types.of_pod(pod));
        let containers = pod.spec().items("containers").chain(pod.spec().items("initContainers"));
        for sidecar in containers.filter(|container| container.text("name") == SIDECAR) {
            if !matches!(sidecar.text("image"), running if running == image || running == of_type) {
                mismatched.entry(pod.namespace()).or_default().push(pod.name());
            }
        }
    }
    for (name, mut pods) in mismatched {
        pods.sort_unstable();
        if let Some(namespace) = context.find(Kind::Namespace, "", name) {
            let message = Message::new(&codes::PODS_ISTIO_PROXY_IMAGE_MISMATCH_IN_NAMESPACE, namespace);
            context.report(message.with_list(pods).near(field!["metadata", "name"]));
        }
    }
}

/// The revision that injects into a namespace.
fn revision_of(namespace: &Resource) -> Option<&str> {
    let by_default = namespace.label(INJECTION) == Some("enabled");
    namespace.label(REVISION).or(by_default.then_some("default"))
}

/// The image that an injector puts into pods.
fn injected_image(config_map: &Resource) -> String {
    let Ok(values) = kubeyaml::from_str(config_map.fields().at("data").text("values")) else {
        return String::new();
    };
    let global = Fields::of(Some(&values)).at("global");
    let image = global.at("proxy").text("image");
    if image.contains('/') {
        return image.to_owned();
    }
    let tag = match global.at("tag").value() {
        Some(kubeyaml::Value::Number(_)) => global.integer("tag").map(|tag| tag.to_string()).unwrap_or_default(),
        _ => global.text("tag").to_owned(),
    };
    format!("{}/{image}:{tag}", global.text("hub"))
}

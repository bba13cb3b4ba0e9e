//! Kubernetes settings: each is a strategic merge patch of one part of one object.

use kubeyaml::{Mapping, Value};
use strategicpatch::{UnknownFields, merge_by_kind};

use super::PatchError;
use crate::component::{Component, Instance};
use crate::manifest::Manifest;
use crate::operator::integers;

const SOURCES: [&str; 2] = ["value", "valueFrom"];

/// Which object a setting is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Workload,
    Kind(&'static str),
}

/// Where in the object a setting goes.
#[derive(Clone, Copy)]
enum Place {
    At(&'static [&'static str]),
    /// A field of the main container.
    Container(&'static str),
}

const POD: &[&str] = &["spec", "template", "spec"];

const SETTINGS: [(&str, Target, Place); 16] = [
    (
        "affinity",
        Target::Workload,
        Place::At(&["spec", "template", "spec", "affinity"]),
    ),
    ("env", Target::Workload, Place::Container("env")),
    ("hpaSpec", Target::Kind("HorizontalPodAutoscaler"), Place::At(&["spec"])),
    ("imagePullPolicy", Target::Workload, Place::Container("imagePullPolicy")),
    (
        "nodeSelector",
        Target::Workload,
        Place::At(&["spec", "template", "spec", "nodeSelector"]),
    ),
    (
        "podAnnotations",
        Target::Workload,
        Place::At(&["spec", "template", "metadata", "annotations"]),
    ),
    (
        "podDisruptionBudget",
        Target::Kind("PodDisruptionBudget"),
        Place::At(&["spec"]),
    ),
    (
        "priorityClassName",
        Target::Workload,
        Place::At(&["spec", "template", "spec", "priorityClassName"]),
    ),
    ("readinessProbe", Target::Workload, Place::Container("readinessProbe")),
    ("replicaCount", Target::Workload, Place::At(&["spec", "replicas"])),
    ("resources", Target::Workload, Place::Container("resources")),
    (
        "securityContext",
        Target::Workload,
        Place::At(&["spec", "template", "spec", "securityContext"]),
    ),
    ("service", Target::Kind("Service"), Place::At(&["spec"])),
    (
        "serviceAnnotations",
        Target::Kind("Service"),
        Place::At(&["metadata", "annotations"]),
    ),
    ("strategy", Target::Workload, Place::At(&["spec", "strategy"])),
    (
        "tolerations",
        Target::Workload,
        Place::At(&["spec", "template", "spec", "tolerations"]),
    ),
];

pub(super) fn apply(
    component: Component,
    instance: &Instance,
    k8s: &Mapping,
    revision: &str,
    manifests: &mut [Manifest],
    warn: &mut dyn FnMut(&str, String),
) -> Result<(), PatchError> {
    let Some(workload) = component.facts().workload else {
        return Ok(());
    };
    let name = match (instance.name.as_str(), component) {
        ("", Component::Pilot) if !revision.is_empty() && revision != "default" => {
            format!("{}-{revision}", workload.name)
        }
        ("", _) => workload.name.to_owned(),
        (name, _) => name.to_owned(),
    };
    for (setting, target, place) in SETTINGS {
        let ports = setting == "service" && component.is_gateway();
        let mut value = match k8s.get(setting) {
            Some(value) => value.clone(),
            None if ports => Value::Mapping(Mapping::new()),
            None => continue,
        };
        integers(&mut value);
        // Ports of a gateway are values of its chart, since its pods need them too. An empty list changes none of them, but finds those
        // that cannot be told apart.
        if ports && let Some(service) = value.as_mapping_mut() {
            service.insert("ports", Value::Sequence(Vec::new()));
        }
        let kind = match target {
            Target::Workload => workload.kind,
            Target::Kind(kind) => kind,
        };
        let patch = patch(place, workload.container, value.clone());
        let mut matched = false;
        for manifest in manifests.iter_mut() {
            if manifest.identity().kind != kind || manifest.identity().name != name {
                continue;
            }
            matched = true;
            let object = manifest.identity().to_string();
            manifest
                .change(|tree| {
                    merge_by_kind(tree, patch.clone(), UnknownFields::Refuse)?;
                    match setting {
                        "podDisruptionBudget" => one_limit(tree),
                        "env" => one_source(tree, workload.container, &value),
                        _ => {}
                    }
                    Ok(())
                })
                .map_err(|why: strategicpatch::PatchError| PatchError {
                    setting: format!("k8s.{setting}"),
                    object,
                    message: why.to_string(),
                })?;
        }
        if !matched && k8s.contains_key(setting) {
            warn(
                setting,
                format!("the component has no {kind} {name:?}; the setting has no effect"),
            );
        }
    }
    Ok(())
}

fn patch(place: Place, container: &str, value: Value) -> Value {
    let within = |path: &[&str], value: Value| {
        path.iter().rev().fold(value, |inner, key| {
            Value::Mapping([((*key).to_owned(), inner)].into_iter().collect())
        })
    };
    match place {
        Place::At(path) => within(path, value),
        Place::Container(field) => {
            let mut fields = Mapping::new();
            fields.insert("name", container);
            fields.insert(field, value);
            let containers = Value::Sequence(vec![Value::Mapping(fields)]);
            within(POD, within(&["containers"], containers))
        }
    }
}

/// A variable has one source: one that the setting names takes out the other one, which the chart named.
fn one_source(tree: &mut Value, container: &str, env: &Value) {
    let containers = tree.as_mapping_mut().and_then(|map| {
        let pod = POD.iter().try_fold(map, |at, key| at.get_mut(key)?.as_mapping_mut())?;
        pod.get_mut("containers")?.as_sequence_mut()
    });
    let variables = containers
        .into_iter()
        .flatten()
        .filter(|item| item.get("name").and_then(Value::as_str) == Some(container))
        .filter_map(|item| item.as_mapping_mut()?.get_mut("env")?.as_sequence_mut())
        .flatten();
    for variable in variables.filter_map(Value::as_mapping_mut) {
        let mut set = env.as_sequence().unwrap_or_default().iter();
        let named = set.rfind(|set| set.get("name").is_some() && set.get("name") == variable.get("name"));
        let Some(named) = named else { continue };
        let [value, from] = SOURCES.map(|key| named.get(key).is_some_and(|source| !source.is_null()));
        if value != from {
            variable.remove(if value { SOURCES[1] } else { SOURCES[0] });
        }
    }
}

/// A disruption budget has one limit: the chart's `minAvailable` gives way to a `maxUnavailable`.
fn one_limit(tree: &mut Value) {
    let spec = tree
        .as_mapping_mut()
        .and_then(|map| map.get_mut("spec")?.as_mapping_mut());
    if let Some(spec) = spec
        && spec.contains_key("maxUnavailable")
        && spec.contains_key("minAvailable")
    {
        spec.insert("minAvailable", Value::Null);
    }
}

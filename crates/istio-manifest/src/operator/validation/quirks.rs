//! Settings that are accepted and yet have no effect, or another one than they seem to have.

use kubeschema::Path;
use kubeyaml::{Mapping, Number, Value};

use super::{Findings, image, path};
use crate::operator::origin::Origins;

/// Settings of the user that nothing reads, with what to do instead.
const WITHOUT_EFFECT: [(&[&str], &str); 8] = [
    (
        &[
            "spec",
            "unvalidatedValues",
            "telemetry",
            "v2",
            "stackdriver",
            "configOverride",
        ],
        "has no effect; it was removed",
    ),
    (
        &["spec", "namespace"],
        "has no effect; set values.global.istioNamespace, or the namespace of a component",
    ),
    (
        &["spec", "components", "istiodRemote"],
        "has no effect; use the profile remote instead",
    ),
    (
        &["spec", "values", "base", "enableIstioConfigCRDs"],
        "has no effect; CRDs are left out with base.excludedCRDs",
    ),
    (
        &["spec", "values", "pilot", "cni", "enabled"],
        "has no effect; set components.cni.enabled",
    ),
    (
        &["spec", "values", "pilot", "enabled"],
        "has no effect; set components.pilot.enabled",
    ),
    (
        &["spec", "values", "cni", "enabled"],
        "has no effect; set components.cni.enabled",
    ),
    (
        &["spec", "values", "ztunnel", "enabled"],
        "has no effect; set components.ztunnel.enabled",
    ),
];

/// Components that are one object each.
const SINGLE: [&str; 4] = ["base", "pilot", "cni", "ztunnel"];
/// Components that are lists, and where their values are.
const LISTS: [(&str, &str); 2] = [
    ("ingressGateways", "istio-ingressgateway"),
    ("egressGateways", "istio-egressgateway"),
];

pub(super) fn check(tree: &Value, origins: &Origins, findings: &mut Findings) {
    for (keys, message) in WITHOUT_EFFECT {
        let at = path(keys);
        if tree.get_path(keys).is_some_and(|value| !value.is_null()) && by_user(origins, &at) {
            findings.warning(at, message);
        }
    }
    metadata(tree, origins, findings);
    tags(tree, findings);
    for name in SINGLE {
        if let Some(component) = tree.get_path(&["spec", "components", name]) {
            single(name, component, origins, findings);
        }
    }
    for (list, values) in LISTS {
        gateways(tree, list, values, origins, findings);
    }
    if let Some(revision) = tree.get_path(&["spec", "values", "revision"]).and_then(Value::as_str)
        && !revision.is_empty()
        && !image::is_label(revision)
        && tree.get_path(&["spec", "revision"]).is_none()
    {
        let message = format!("{revision:?} is no name of a revision, and objects named after it will be refused");
        findings.warning(path(&["spec", "values", "revision"]), message);
    }
    charts(tree, origins, findings);
    if let Some(ztunnel) = tree.get_path(&["spec", "values", "ztunnel"])
        && ztunnel.as_mapping().is_none()
    {
        findings.warning(
            path(&["spec", "values", "ztunnel"]),
            format!("expected a mapping, found {}; it has no effect", ztunnel.kind_name()),
        );
    }
}

/// Values that make charts leave out what their names do not tell.
fn charts(tree: &Value, origins: &Origins, findings: &mut Findings) {
    let value = |keys: &[&str]| tree.get_path(keys);
    let keys = ["spec", "values", "profile"];
    if let (Some(inner), Some(outer)) = (
        value(&keys).and_then(Value::as_str),
        value(&["spec", "profile"]).and_then(Value::as_str),
    ) && inner != outer
        && by_user(origins, &path(&keys))
    {
        let message = format!("charts get the values of the profile {inner:?} in spite of profile {outer:?}");
        findings.warning(path(&keys), message);
    }
    let keys = ["spec", "values", "global", "resourceScope"];
    if value(&keys).and_then(Value::as_str) == Some("undefined") {
        findings.warning(
            path(&keys),
            "charts leave out most objects; the legal scopes are all, cluster and namespace",
        );
    }
    let keys = ["spec", "values", "base", "excludedCRDs"];
    let templates = value(&["spec", "values", "base", "enableCRDTemplates"]).and_then(Value::as_bool);
    if value(&keys).is_some() && templates == Some(false) {
        findings.warning(path(&keys), "has no effect while base.enableCRDTemplates is false");
    }
    for (_, gateway) in LISTS {
        for key in ["podAntiAffinityLabelSelector", "podAntiAffinityTermLabelSelector"] {
            let keys = ["spec", "values", "gateways", gateway, key];
            let items = value(&keys).and_then(Value::as_sequence).unwrap_or_default();
            if items
                .iter()
                .any(|item| item.get("matchLabels").is_some() || item.get("matchExpressions").is_some())
            {
                let message = "charts read other keys here than validation allows, so this makes an empty rule; use components and k8s.affinity";
                findings.warning(path(&keys), message);
            }
        }
    }
}

/// Whether a file or flag of the user gave the value, rather than a profile.
fn by_user(origins: &Origins, at: &Path) -> bool {
    origins.of_user(at)
}

/// The namespace of the object is always that of the mesh.
fn metadata(tree: &Value, origins: &Origins, findings: &mut Findings) {
    let at = path(&["metadata", "namespace"]);
    let Some(written) = origins.user_text(&at) else { return };
    let used = tree.get_path(&["metadata", "namespace"]).and_then(Value::as_str);
    if used != Some(written.as_str()) {
        findings.warning(
            at,
            format!(
                "has no effect: values.global.istioNamespace is {:?}, and that is where Istio goes",
                used.unwrap_or_default()
            ),
        );
    }
}

/// A tag without quotes may read as a number, and then it loses its last zero.
fn tags(tree: &Value, findings: &mut Findings) {
    let mut places: Vec<(Path, Option<&Value>)> = vec![
        (path(&["spec", "tag"]), tree.get_path(&["spec", "tag"])),
        (
            path(&["spec", "values", "global", "tag"]),
            tree.get_path(&["spec", "values", "global", "tag"]),
        ),
    ];
    for name in SINGLE {
        let keys = ["spec", "components", name, "tag"];
        places.push((path(&keys), tree.get_path(&keys)));
    }
    for (at, value) in places {
        if let Some(Value::Number(number @ Number::Float(_))) = value {
            let text = kubeyaml::json::number_text(*number).unwrap_or_default();
            findings.warning(
                at,
                format!(
                    "the tag is the number {text}; if that is not what was typed, put it in quotes or use --set-string"
                ),
            );
        }
    }
}

fn single(name: &str, component: &Value, origins: &Origins, findings: &mut Findings) {
    let at = path(&["spec", "components", name]);
    match component {
        Value::Null if matches!(name, "base" | "pilot") => {
            findings.warning(
                at,
                "null is no setting: the component is installed; set enabled to false",
            );
        }
        Value::Mapping(map) => {
            if matches!(name, "cni" | "ztunnel") {
                enabled_by_default(map, &at, origins, findings);
            }
            if name == "base" {
                let k8s = map.get("k8s").and_then(Value::as_mapping);
                for key in k8s
                    .map(Mapping::keys)
                    .into_iter()
                    .flatten()
                    .filter(|key| *key != "overlays")
                {
                    findings.warning(
                        at.child("k8s").child(key),
                        "has no effect: the component has no workload",
                    );
                }
            } else {
                volumes(map, &at, findings);
            }
        }
        _ => {}
    }
}

/// A component that is named and not switched off is installed.
fn enabled_by_default(map: &Mapping, at: &Path, origins: &Origins, findings: &mut Findings) {
    if map.get("enabled").is_none_or(Value::is_null) && by_user(origins, at) {
        findings.warning(
            at.clone(),
            "the component is installed because it is named; set enabled to true or false",
        );
    }
}

fn volumes(map: &Mapping, at: &Path, findings: &mut Findings) {
    for key in ["volumes", "volumeMounts"] {
        let value = map.get("k8s").and_then(|k8s| k8s.get(key));
        if value.is_some_and(|value| !value.is_null()) {
            findings.warning(at.child("k8s").child(key), "has no effect; use overlays");
        }
    }
}

fn gateways(tree: &Value, list: &str, values: &str, origins: &Origins, findings: &mut Findings) {
    for key in ["name", "labels"] {
        let at = path(&["spec", "values", "gateways", values, key]);
        if by_user(origins, &at) {
            findings.warning(at, format!("has no effect; set it in components.{list}"));
        }
    }
    if list == "ingressGateways" && tree.get_path(&["spec", "components", list]).is_none() {
        findings.warning(
            path(&["spec", "components"]),
            "without ingressGateways a gateway without a name is generated, and its objects will be refused; for none at all, write ingressGateways: []",
        );
    }
    let items = tree
        .get_path(&["spec", "components", list])
        .and_then(Value::as_sequence);
    let switched_on = tree
        .get_path(&["spec", "values", "gateways", values, "enabled"])
        .and_then(Value::as_bool)
        .unwrap_or_default();
    for (index, gateway) in items.unwrap_or_default().iter().enumerate() {
        let mut at = path(&["spec", "components", list]);
        at.push_index(index);
        let off = gateway.get("enabled").and_then(Value::as_bool) == Some(false);
        if off && switched_on && by_user(origins, &at.child("enabled")) {
            findings.warning(
                at.child("enabled"),
                format!("has no effect: values.gateways.{values}.enabled is true"),
            );
        }
        if off && !switched_on {
            continue;
        }
        if gateway.get("name").and_then(Value::as_str).is_none_or(str::is_empty) {
            findings.warning(at.clone(), "the gateway has no name, and its objects will be refused");
        }
        for key in ["hub", "tag"] {
            if gateway.get(key).is_some_and(|value| !value.is_null()) {
                findings.warning(
                    at.child(key),
                    "has no effect on a gateway; its image is that of the mesh",
                );
            }
        }
        if let Some(map) = gateway.as_mapping() {
            volumes(map, &at, findings);
        }
    }
}

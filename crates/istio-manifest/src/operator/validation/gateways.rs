//! Names and ports of gateways, and replica counts that an autoscaler overrides.

use kubeschema::Path;
use kubeyaml::{Number, Value};

use super::{Findings, path};

/// The two lists of gateways: the component's key, and where its values are.
const LISTS: [(&str, &str); 2] = [
    ("ingressGateways", "istio-ingressgateway"),
    ("egressGateways", "istio-egressgateway"),
];

/// Ports below this one can be bound by root only.
const FIRST_UNPRIVILEGED: i64 = 1024;

pub(super) fn check(tree: &Value, findings: &mut Findings) {
    let flag = |keys: &[&str]| tree.get_path(keys).and_then(Value::as_bool).unwrap_or_default();
    for (list, values) in LISTS {
        let as_root = flag(&["spec", "values", "gateways", values, "runAsRoot"]);
        let scaled = flag(&["spec", "values", "gateways", values, "autoscaleEnabled"]);
        let gateways = tree.get_path(&["spec", "components", list]);
        if gateways.is_some_and(Value::is_null) {
            findings.error(
                path(&["spec", "components", list]),
                "expected a list, found null; for none at all, write []",
            );
        }
        for (index, gateway) in gateways
            .and_then(Value::as_sequence)
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let mut at = path(&["spec", "components", list]);
            at.push_index(index);
            let name = gateway.get("name").and_then(Value::as_str).unwrap_or_default();
            if !name
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
                || name.len() > 254
            {
                let message = format!("{name:?} is no name of an object: lower-case letters, digits, '-' and '.'");
                findings.error(at.child("name"), message);
            }
            if !as_root {
                ports(gateway, &at, values, findings);
            }
            if scaled && replicas(gateway) != 0 {
                let message = format!("has no effect while values.gateways.{values}.autoscaleEnabled is true");
                findings.warning(at.child("k8s").child("replicaCount"), message);
            }
        }
    }
    if flag(&["spec", "values", "pilot", "autoscaleEnabled"])
        && let Some(pilot) = tree.get_path(&["spec", "components", "pilot"])
        && replicas(pilot) > 1
    {
        findings.warning(
            path(&["spec", "components", "pilot", "k8s", "replicaCount"]),
            "has no effect while values.pilot.autoscaleEnabled is true",
        );
    }
    ingress_ports(tree, findings);
}

fn replicas(component: &Value) -> i64 {
    let count = component.get_path(&["k8s", "replicaCount"]);
    count.and_then(Value::as_i64).unwrap_or_default()
}

fn ports(gateway: &Value, at: &Path, values: &str, findings: &mut Findings) {
    let ports = gateway
        .get_path(&["k8s", "service", "ports"])
        .and_then(Value::as_sequence);
    for (index, port) in ports.unwrap_or_default().iter().enumerate() {
        let target = match port.get("targetPort") {
            // A name stands for a port of the container.
            Some(Value::String(_)) => continue,
            other => other.and_then(Value::as_i64).unwrap_or_default(),
        };
        let number = port.get("port").and_then(Value::as_i64).unwrap_or_default();
        if (target == 0 && number > FIRST_UNPRIVILEGED) || target >= FIRST_UNPRIVILEGED {
            continue;
        }
        let mut at = at.child("k8s").child("service").child("ports");
        at.push_index(index);
        let bound = if target == 0 { number } else { target };
        findings.error(
            at,
            format!(
                "port {number} leads to port {bound} of the container, which only root may bind; set targetPort to {FIRST_UNPRIVILEGED} or more, or values.gateways.{values}.runAsRoot to true"
            ),
        );
    }
}

fn ingress_ports(tree: &Value, findings: &mut Findings) {
    let keys = ["spec", "values", "gateways", "istio-ingressgateway", "ingressPorts"];
    let ports = tree.get_path(&keys).and_then(Value::as_sequence).unwrap_or_default();
    for (index, port) in ports.iter().enumerate() {
        let number = |key: &str| match port.get(key) {
            None | Some(Value::Null) => Some(None),
            Some(Value::Number(Number::Int(int))) => Some(Some(*int)),
            Some(_) => None,
        };
        let (Some(target), Some(Some(number))) = (number("targetPort"), number("port")) else {
            continue;
        };
        let target = target.unwrap_or_default();
        if (target == 0 && number > FIRST_UNPRIVILEGED) || target >= FIRST_UNPRIVILEGED {
            continue;
        }
        let mut at = path(&keys);
        at.push_index(index);
        findings.error(
            at,
            format!(
                "port {number} leads to a port of the container that only root may bind; set targetPort to {FIRST_UNPRIVILEGED} or more, or values.gateways.istio-ingressgateway.runAsRoot to true"
            ),
        );
    }
}

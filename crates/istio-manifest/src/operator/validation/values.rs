//! Values whose text or Kubernetes structure is checked beyond their declared type.

use std::net::IpAddr;

use kubeyaml::Value;

use super::keys::{Strings, kube};
use super::{Findings, path};

/// Values that are Kubernetes structs, or lists of them.
const STRUCTS: [(&[&str], &str); 23] = [
    (&["cni", "affinity"], "core/v1.Affinity"),
    (&["cni", "seccompProfile"], "core/v1.SeccompProfile"),
    (
        &["gateways", "istio-egressgateway", "podAntiAffinityLabelSelector"],
        "meta/v1.LabelSelector",
    ),
    (
        &["gateways", "istio-egressgateway", "podAntiAffinityTermLabelSelector"],
        "meta/v1.LabelSelector",
    ),
    (
        &["gateways", "istio-egressgateway", "tolerations"],
        "core/v1.Toleration",
    ),
    (&["global", "defaultTolerations"], "core/v1.Toleration"),
    (
        &["gateways", "istio-ingressgateway", "podAntiAffinityLabelSelector"],
        "meta/v1.LabelSelector",
    ),
    (
        &["gateways", "istio-ingressgateway", "podAntiAffinityTermLabelSelector"],
        "meta/v1.LabelSelector",
    ),
    (
        &["gateways", "istio-ingressgateway", "tolerations"],
        "core/v1.Toleration",
    ),
    (&["pilot", "tolerations"], "core/v1.Toleration"),
    (&["pilot", "affinity"], "core/v1.Affinity"),
    (&["pilot", "seccompProfile"], "core/v1.SeccompProfile"),
    (
        &["pilot", "topologySpreadConstraints"],
        "core/v1.TopologySpreadConstraint",
    ),
    (&["pilot", "volumeMounts"], "core/v1.VolumeMount"),
    (&["pilot", "volumes"], "core/v1.Volume"),
    (&["global", "proxy", "seccompProfile"], "core/v1.SeccompProfile"),
    (&["global", "proxy", "lifecycle"], "core/v1.Lifecycle"),
    (
        &["sidecarInjectorWebhook", "neverInjectSelector"],
        "meta/v1.LabelSelector",
    ),
    (
        &["sidecarInjectorWebhook", "alwaysInjectSelector"],
        "meta/v1.LabelSelector",
    ),
    (&["global", "waypoint", "affinity"], "core/v1.Affinity"),
    (
        &["global", "waypoint", "topologySpreadConstraints"],
        "core/v1.TopologySpreadConstraint",
    ),
    (&["global", "waypoint", "nodeSelector"], "core/v1.NodeSelector"),
    (&["global", "waypoint", "toleration"], "core/v1.Toleration"),
];

pub(super) fn check(tree: &Value, findings: &mut Findings) {
    let Some(values) = tree.get_path(&["spec", "values"]) else {
        return;
    };
    for (keys, name) in STRUCTS {
        let mut at = path(&["spec", "values"]);
        keys.iter().for_each(|key| at.push_key(key));
        match values.get_path(keys) {
            None | Some(Value::Null) => {}
            Some(Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    at.push_index(index);
                    kube(item, name, &at, Strings::FromScalars, findings);
                    at.pop();
                }
            }
            Some(value) => kube(value, name, &at, Strings::FromScalars, findings),
        }
    }
    for key in ["includeIPRanges", "excludeIPRanges"] {
        each(values, key, findings, true, cidr);
    }
    for key in ["includeInboundPorts", "excludeInboundPorts"] {
        each(values, key, findings, false, port);
    }
}

/// Checks the parts of a comma-separated value of `global.proxy`. A star stands for all: as the whole value, or as any part.
fn each(
    values: &Value,
    key: &str,
    findings: &mut Findings,
    star_stands_alone: bool,
    check: impl Fn(&str) -> Result<(), String>,
) {
    let keys = ["spec", "values", "global", "proxy", key];
    let Some(text) = values.get_path(&keys[2..]).and_then(Value::as_str) else {
        return;
    };
    if text.is_empty() || text == "*" {
        return;
    }
    for part in text.split(',') {
        if !star_stands_alone && (part.is_empty() || part == "*") {
            continue;
        }
        if let Err(message) = check(part) {
            findings.error(path(&keys), message);
        }
    }
}

fn cidr(text: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{text:?} is no IP range such as 10.0.0.0/8: {why}"));
    let Some((address, bits)) = text.rsplit_once('/') else {
        return wrong("it has no '/'");
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return wrong("what stands before '/' is no IP address");
    };
    let most: u8 = if address.is_ipv4() { 32 } else { 128 };
    let digits = bits.bytes().all(|b| b.is_ascii_digit()) && (bits == "0" || !bits.starts_with('0'));
    match bits.parse::<u8>() {
        Ok(bits) if digits && bits <= most => Ok(()),
        _ => wrong(&format!("what follows '/' is no number from 0 to {most}")),
    }
}

fn port(text: &str) -> Result<(), String> {
    match text.parse::<i32>() {
        Ok(0..=65_535) => Ok(()),
        _ => Err(format!("{text:?} is no port: a number from 0 to 65535")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_ports() {
        assert!(cidr("10.0.0.0/8").is_ok() && cidr("::/0").is_ok() && cidr("1.2.3.4/32").is_ok());
        for bad in [
            "1.1.0.256/16",
            "3.3.0.0/33",
            "*",
            "x",
            "1.1.1.1",
            "1.1.1.1/08",
            "1.1.1.1/",
        ] {
            assert!(cidr(bad).is_err(), "{bad}");
        }
        assert!(port("0").is_ok() && port("65535").is_ok());
        for bad in ["-1", "65536", "222x", "1.5"] {
            assert!(port(bad).is_err(), "{bad}");
        }
    }
}

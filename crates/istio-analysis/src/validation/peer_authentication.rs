//! `PeerAuthentication`.

use super::report::Report;
use super::{Object, selector};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    let (workloads, ports) = (spec.at("selector"), spec.at("portLevelMtls"));
    if workloads.at("matchLabels").is_empty() && !ports.is_empty() {
        report.error(
            &ports,
            "port-level-mtls-scope",
            "a mesh/namespace peer authentication, without a selector, cannot have port level mTLS (mTLS of ports)",
        );
    }
    if ports.is_set() && ports.is_empty() {
        report.error(
            &ports,
            "port-level-mtls-empty",
            "port level mTLS must have at least one element if it is there",
        );
    }
    for (port, mode) in ports.entries() {
        if !port.parse().is_ok_and(|port: i64| (1..=65_535).contains(&port)) {
            report.error(
                &mode,
                "port-number",
                format!("the port {port} is not in the range 1..65535"),
            );
        }
    }
    selector::check(&workloads, report);
}

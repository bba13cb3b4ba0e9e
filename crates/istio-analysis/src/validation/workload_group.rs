//! `WorkloadGroup`.

use super::node::Node;
use super::report::Report;
use super::{Object, headers, labels, ports};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    // The template lacks what the workloads fill in, so it is not checked as an entry.
    if !spec.at("template").is_set() {
        report.error(&spec.at("template"), "workload-template", "a template is required");
        return;
    }
    let before = report.errors();
    labels::check(&spec.at("metadata").at("labels"), report);
    if report.errors() == before {
        check_probe(&spec.at("probe"), report);
    }
}

fn check_probe(probe: &Node<'_>, report: &mut Report) {
    if !probe.is_set() {
        return;
    }
    for name in [
        "periodSeconds",
        "initialDelaySeconds",
        "timeoutSeconds",
        "successThreshold",
        "failureThreshold",
    ] {
        let field = probe.at(name);
        if field.int() < 0 {
            report.error(
                &field,
                "probe-negative",
                format!("{name} must not be negative (non-negative), but is {}", field.int()),
            );
        }
    }
    let [http, tcp, exec] = ["httpGet", "tcpSocket", "exec"].map(|name| probe.at(name));
    if http.is_set() {
        check_http(&http, report);
    } else if tcp.is_set() {
        ports::check_number(&tcp.at("port"), report);
    } else if exec.is_set() {
        if exec.at("command").is_empty() {
            report.error(&exec.at("command"), "probe-command", "exec.command is required");
        }
    } else {
        report.error(
            probe,
            "probe-method",
            "the health check method must be one of httpGet, tcpSocket and exec; another one is unknown",
        );
    }
}

fn check_http(http: &Node<'_>, report: &mut Report) {
    ports::check_number(&http.at("port"), report);
    let scheme = http.at("scheme");
    if !["", "HTTP", "HTTPS"].contains(&scheme.text()) {
        report.error(
            &scheme,
            "probe-scheme",
            format!("httpGet.scheme must be \"HTTPS\" or \"HTTP\", not {:?}", scheme.text()),
        );
    }
    for header in http.at("httpHeaders").items() {
        if header.is_set() {
            headers::check_probe_name(&header.at("name"), report);
        } else {
            report.error(&header, "null", "a header must not be null (nil)");
        }
    }
}

//! `Sidecar`.

use std::collections::{BTreeMap, BTreeSet};

use istio_api::mesh::address::{check_fqdn, check_port};

use super::addresses::{UNIX_PREFIX, check_ip, check_unix};
use super::hosts::Owner;
use super::node::Node;
use super::protocols::Protocol;
use super::report::Report;
use super::{Object, connection_pool, destinations, hosts, ports, selector, server_tls};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    if !selector::check_alpha(&spec.at("workloadSelector"), report) {
        return;
    }
    let (ingress, egress) = (spec.at("ingress"), spec.at("egress"));
    let (policy, pool) = (spec.at("outboundTrafficPolicy"), spec.at("inboundConnectionPool"));
    if ingress.is_empty() && egress.is_empty() && !policy.is_set() && !pool.is_set() {
        report.error(spec, "sidecar-empty", "the sidecar has an empty configuration");
        return;
    }
    selector::warn_alpha(&spec.at("workloadSelector"), report);
    let mut numbers = BTreeSet::new();
    for listener in ingress.items() {
        check_ingress(&listener, &mut numbers, report);
    }
    connection_pool::check(&pool, report);
    check_egress(&egress, object.metadata.namespace, report);
    check_outbound_policy(&policy, report);
}

fn check_ingress(listener: &Node<'_>, numbers: &mut BTreeSet<i64>, report: &mut Report) {
    if !listener.is_set() {
        report.error(listener, "null", "an ingress listener must not be null");
        return;
    }
    let port = listener.at("port");
    if !port.is_set() {
        report.error(&port, "sidecar-port", "an ingress listener requires a port");
        return;
    }
    check_target_port(&port, report);
    check_port_name(&port, report);
    ports::check_protocol(&port.at("protocol"), report);
    ports::check_number(&port.at("number"), report);
    let bind = listener.at("bind");
    if bind.has_text() {
        check_ip(&bind, report);
    }
    check_unique(&port.at("number"), numbers, report);
    check_default_endpoint(&listener.at("defaultEndpoint"), report);
    check_ingress_tls(&listener.at("tls"), &port, report);
    let pool = listener.at("connectionPool");
    connection_pool::check(&pool, report);
    if pool.at("http").is_set() && !ports::protocol(&port).is_some_and(Protocol::is_http) {
        report.warning(
            &pool.at("http"),
            "sidecar-connection-pool",
            format!(
                "only the tcp settings apply: the port {} ({:?}) has the protocol {}, which is not HTTP",
                port.at("number").int(),
                port.at("name").text(),
                port.at("protocol").text()
            ),
        );
    }
}

fn check_target_port(port: &Node<'_>, report: &mut Report) {
    let target = port.at("targetPort");
    if target.int() > 0 {
        report.error(&target, "sidecar-target-port", "targetPort has no effect on sidecars");
    }
}

fn check_port_name(port: &Node<'_>, report: &mut Report) {
    let name = port.at("name");
    if name.has_text() {
        ports::check_name(&name, name.text(), report);
    }
}

fn check_unique(number: &Node<'_>, numbers: &mut BTreeSet<i64>, report: &mut Report) {
    if !numbers.insert(number.int()) {
        report.error(
            number,
            "sidecar-port-duplicate",
            format!(
                "the ports of listeners that are bound to an IP must be unique, and there is more than one {}",
                number.int()
            ),
        );
    }
}

/// `HOST:PORT`, where the host is this machine or left out, or a Unix domain socket.
fn check_default_endpoint(endpoint: &Node<'_>, report: &mut Report) {
    let text = endpoint.text();
    if text.is_empty() {
        return;
    }
    if let Some(path) = text.strip_prefix(UNIX_PREFIX) {
        check_unix(endpoint, path, report);
        return;
    }
    const RULE: &str = "sidecar-default-endpoint";
    let form = "of the form 127.0.0.1:<port>, 0.0.0.0:<port>, [::1]:port, [::]:port, unix://filepath or unset";
    let Some((host, port)) = split_host_port(text) else {
        report.error(endpoint, RULE, format!("the defaultEndpoint {text:?} must be {form}"));
        return;
    };
    if !["", "127.0.0.1", "0.0.0.0", "::1", "::"].contains(&host) {
        report.error(
            endpoint,
            RULE,
            format!("the defaultEndpoint must be {form}, so its host cannot be {host:?}"),
        );
    }
    match port.parse::<i64>() {
        Ok(number) => report.check(endpoint, "port-number", check_port(number)),
        Err(_) => report.error(
            endpoint,
            RULE,
            format!("the port ({port}) of the defaultEndpoint {text:?} is not a number"),
        ),
    }
}

/// What Go's `net.SplitHostPort` splits.
fn split_host_port(text: &str) -> Option<(&str, &str)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => rest.split_once("]:")?,
        None => text.rsplit_once(':')?,
    };
    let stray = if text.starts_with('[') {
        &['[', ']'][..]
    } else {
        &['[', ']', ':']
    };
    (!host.contains(stray) && !port.contains(['[', ']', ':'])).then_some((host, port))
}

fn check_ingress_tls(tls: &Node<'_>, port: &Node<'_>, report: &mut Report) {
    if !tls.is_set() {
        return;
    }
    for name in [
        "subjectAltNames",
        "httpsRedirect",
        "credentialName",
        "credentialNames",
        "tlsCertificates",
    ] {
        let field = tls.at(name);
        if field.has_text() || field.flag() || !field.is_empty() {
            report.error(
                &field,
                "sidecar-tls-field",
                format!("{name} is not supported in the TLS settings of an ingress listener"),
            );
        }
    }
    if let Some(mode @ ("ISTIO_MUTUAL" | "AUTO_PASSTHROUGH")) = server_tls::mode(tls) {
        report.error(
            &tls.at("mode"),
            "sidecar-tls-mode",
            format!("an ingress listener cannot have the TLS mode {mode}"),
        );
    }
    if !ports::protocol(port).is_some_and(Protocol::is_tls) {
        report.error(
            tls,
            "sidecar-tls-protocol",
            "a port that is not HTTPS/TLS cannot have TLS settings",
        );
    }
    server_tls::check(tls, report);
}

fn check_egress(list: &Node<'_>, namespace: &str, report: &mut Report) {
    let (mut numbers, mut sockets) = (BTreeSet::new(), BTreeSet::new());
    let mut has_catch_all = false;
    for (index, listener) in list.items().iter().enumerate() {
        if !listener.is_set() {
            report.error(listener, "null", "an egress listener must not be null");
            continue;
        }
        let (port, bind) = (listener.at("port"), listener.at("bind"));
        if port.is_set() {
            check_target_port(&port, report);
            check_egress_port(&port, &bind, &listener.at("captureMode"), report);
            if port.at("number").int() != 0 {
                check_unique(&port.at("number"), &mut numbers, report);
            } else if !sockets.insert(bind.text()) {
                report.error(
                    &bind,
                    "sidecar-socket-duplicate",
                    format!(
                        "the unix domain sockets of listeners must be unique, and there is more than one {:?}",
                        bind.text()
                    ),
                );
            }
        } else if has_catch_all {
            report.error(
                listener,
                "sidecar-catch-all",
                "only one egress listener may have an empty port",
            );
            continue;
        } else if index + 1 == list.count() {
            has_catch_all = true;
        } else {
            report.error(
                listener,
                "sidecar-catch-all",
                "the egress listener with an empty port must be the last of the list",
            );
        }
        check_egress_hosts(&listener.at("hosts"), namespace, report);
    }
}

fn check_egress_port(port: &Node<'_>, bind: &Node<'_>, capture: &Node<'_>, report: &mut Report) {
    check_port_name(port, report);
    ports::check_protocol(&port.at("protocol"), report);
    if port.at("number").int() != 0 {
        ports::check_number(&port.at("number"), report);
        if bind.has_text() {
            check_ip(bind, report);
        }
        return;
    }
    match bind.text().strip_prefix(UNIX_PREFIX) {
        Some(path) => check_unix(bind, path, report),
        None => report.error(
            bind,
            "sidecar-socket-bind",
            "a listener of port 0 must be bound to a unix domain socket",
        ),
    }
    if capture.choice(&["DEFAULT", "IPTABLES", "NONE"]) == Some("IPTABLES") {
        report.error(
            capture,
            "sidecar-capture-mode",
            "the captureMode of a listener on a unix domain socket must be DEFAULT/NONE",
        );
    }
}

fn check_egress_hosts(list: &Node<'_>, own_namespace: &str, report: &mut Report) {
    if list.is_empty() {
        report.error(
            list,
            "sidecar-egress-hosts",
            "an egress listener needs at least one host",
        );
        return;
    }
    let mut selected: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for host in list.items() {
        if let Some((namespace, name)) = host.text().split_once('/') {
            let namespace = if namespace == "." { own_namespace } else { namespace };
            let names = selected.entry(namespace).or_default();
            let repeated = match name {
                "*" => !names.is_empty(),
                _ => names.contains(name) || names.contains("*"),
            };
            if repeated {
                report.warning(
                    &host,
                    "sidecar-egress-duplicate",
                    format!("the egress host {} is duplicated by one before it", host.text()),
                );
            }
            names.insert(name);
        }
        hosts::check_namespaced(&host, Owner::Sidecar, report);
    }
    if selected.get("*").is_some_and(|names| names.contains("*")) && selected.len() != 1 {
        report.warning(
            list,
            "sidecar-egress-all",
            "`*/*` selects everything, so the other hosts have no effect",
        );
    }
}

fn check_outbound_policy(policy: &Node<'_>, report: &mut Report) {
    let proxy = policy.at("egressProxy");
    if !proxy.is_set() {
        return;
    }
    if policy.at("mode").choice(&["REGISTRY_ONLY", "ALLOW_ANY"]) != Some("ALLOW_ANY") {
        report.error(
            &proxy,
            "sidecar-egress-proxy-mode",
            "egressProxy (egress_proxy) needs the mode ALLOW_ANY of outboundTrafficPolicy (outbound_traffic_policy)",
        );
        return;
    }
    report.check(&proxy.at("host"), "host", check_fqdn(proxy.at("host").text()));
    if proxy.at("port").is_set() {
        destinations::check(&proxy, report);
    } else {
        report.error(
            &proxy.at("port"),
            "sidecar-egress-proxy-port",
            "egressProxy (egress_proxy) needs a port",
        );
    }
}

//! `Gateway`.

use std::collections::BTreeSet;

use istio_api::mesh::address::{check_port, is_dns_label};

use super::addresses::{UNIX_PREFIX, check_ip, check_unix};
use super::hosts::Owner;
use super::node::Node;
use super::protocols::Protocol;
use super::report::Report;
use super::{Object, hosts, ports, server_tls};

/// Says that Istio made the object of a Kubernetes Gateway.
const SEMANTICS: &str = "internal.istio.io/gateway-semantics";

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let metadata = &object.metadata;
    let owner = if metadata.annotation(SEMANTICS) == Some("gateway") {
        Owner::KubernetesGateway
    } else {
        Owner::Gateway
    };
    if owner == Owner::Gateway && !is_dns_label(metadata.name) {
        report.error(
            &metadata.node().at("name"),
            "gateway-name",
            format!("the gateway name {:?} is no DNS label", metadata.name),
        );
    }
    let servers = object.spec.at("servers");
    if servers.is_empty() {
        report.error(&servers, "gateway-servers", "a gateway needs at least one server");
    }
    for server in servers.items() {
        if server.is_set() {
            check_server(&server, owner, report);
        } else {
            report.error(&server, "null", "a server must not be null (nil)");
        }
    }
    check_across_servers(&servers, report);
}

fn check_across_servers(servers: &Node<'_>, report: &mut Report) {
    let mut names = BTreeSet::new();
    for server in servers.items() {
        let port = server.at("port");
        if !port.is_set() {
            continue;
        }
        let name = port.at("name");
        if !names.insert(name.text()) {
            report.error(
                &name,
                "gateway-port-name-duplicate",
                format!(
                    "the port names of servers must be unique, and there is more than one {:?}",
                    name.text()
                ),
            );
        }
        let redirect = server.at("tls").at("httpsRedirect");
        if redirect.flag() && !ports::protocol(&port).is_some_and(Protocol::is_http) {
            report.warning(
                &redirect,
                "gateway-https-redirect",
                "tls.httpsRedirect only has an effect on http servers",
            );
        }
    }
}

fn check_server(server: &Node<'_>, owner: Owner, report: &mut Report) {
    let list = server.at("hosts");
    if list.is_empty() {
        report.error(&list, "gateway-hosts", "a server needs at least one host");
    }
    for host in list.items() {
        hosts::check_namespaced(&host, owner, report);
    }
    let (port, bind, tls) = (server.at("port"), server.at("bind"), server.at("tls"));
    let before = report.errors();
    check_server_port(&port, bind.text(), report);
    let port_is_valid = report.errors() == before;
    check_bind(&port, &bind, report);
    server_tls::check(&tls, report);
    if port_is_valid {
        check_tls_fits(server, &port, &tls, report);
    }
}

fn check_server_port(port: &Node<'_>, bind: &str, report: &mut Report) {
    if !port.is_set() {
        report.error(port, "gateway-port", "a port is required");
        return;
    }
    let (number, protocol, target) = (port.at("number"), port.at("protocol"), port.at("targetPort"));
    if ports::protocol(port).is_none() {
        report.error(
            &protocol,
            "protocol",
            format!(
                "the protocol {:?} is invalid; HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, TLS, TCP, MONGO, REDIS and MYSQL are \
                 supported",
                protocol.text()
            ),
        );
    }
    if number.int() > 0 || !bind.starts_with(UNIX_PREFIX) {
        report.check(&number, "port-number", check_port(number.int()));
    }
    if target.int() > 0 {
        report.error(&target, "gateway-target-port", "targetPort has no effect on gateways");
    }
    if !port.at("name").has_text() {
        report.error(
            &port.at("name"),
            "gateway-port-name",
            format!("the port {} ({}) needs a name", number.int(), protocol.text()),
        );
    }
}

fn check_bind(port: &Node<'_>, bind: &Node<'_>, report: &mut Report) {
    if let Some(path) = bind.text().strip_prefix(UNIX_PREFIX) {
        check_unix(bind, path, report);
        let number = port.at("number");
        if number.int() != 0 {
            report.error(
                &number,
                "unix-port",
                format!(
                    "the port number must be 0 for a unix domain socket, but is {} ({} {})",
                    number.int(),
                    port.at("name").text(),
                    port.at("protocol").text()
                ),
            );
        }
    } else if bind.has_text() {
        check_ip(bind, report);
    }
}

/// TLS settings belong to ports on whose wire TLS is, and a redirection to them to HTTP ports.
fn check_tls_fits(server: &Node<'_>, port: &Node<'_>, tls: &Node<'_>, report: &mut Report) {
    let Some(protocol) = ports::protocol(port) else { return };
    if protocol.is_tls() && !tls.is_set() {
        report.error(
            server,
            "gateway-tls-required",
            "a server of an HTTPS/TLS port needs TLS settings (tls)",
        );
    } else if !protocol.is_tls() && tls.is_set() {
        let files = ["caCertificates", "privateKey", "serverCertificate"];
        let has_files = files.iter().any(|name| tls.at(name).has_text());
        if !protocol.is_http() {
            report.error(
                tls,
                "gateway-tls-protocol",
                "a server of a port that is not HTTPS/TLS cannot have TLS settings",
            );
        } else if !server_tls::passes_through(tls) || has_files {
            report.error(
                tls,
                "gateway-tls-protocol",
                "a server of a plain text HTTP port cannot have TLS settings other than a redirection",
            );
        }
    }
}

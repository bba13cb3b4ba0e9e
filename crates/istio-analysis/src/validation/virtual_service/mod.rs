//! `VirtualService`.

mod faults;
mod http_route;
mod matches;
mod rewrites;
mod unreachable;

use istio_api::mesh::address::{
    check_fqdn, check_host_on_gateway, check_port, check_wildcard_domain, is_dns_label, is_ip_address,
};

use super::addresses::check_subnet;
use super::export_to::Exporter;
use super::node::Node;
use super::report::Report;
use super::{Object, destinations, export_to, headers, hosts, labels};

/// Says that Istio made the object of a Kubernetes route.
const SEMANTICS: &str = "internal.istio.io/route-semantics";
/// The gateway that stands for the sidecars of the mesh.
const MESH: &str = "mesh";

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    let of_kubernetes = object.metadata.annotation(SEMANTICS) == Some("gateway");
    let (hosts, gateways) = (spec.at("hosts"), spec.at("gateways"));
    let (http, tls, tcp) = (spec.at("http"), spec.at("tls"), spec.at("tcp"));
    let is_delegate = hosts.is_empty();
    if is_delegate {
        check_delegate([&gateways, &tls, &tcp], report);
    }
    check_gateway_names(&gateways, of_kubernetes, report);
    let on_gateway = !gateways.is_empty() && names_no_mesh(&gateways);
    if !on_gateway {
        check_claims(&http, &gateways, report);
    }
    check_hosts(spec, on_gateway, report);
    if http.is_empty() && tls.is_empty() && tcp.is_empty() {
        report.error(
            spec,
            "virtual-service-routes",
            "one of http, tcp and tls must be provided",
        );
    }
    for route in http.items() {
        if route.is_set() {
            http_route::check(&route, is_delegate, of_kubernetes, report);
        } else {
            report.error(&route, "null", "an http route must not be null");
        }
    }
    for route in tls.items().iter().filter(|route| route.is_set()) {
        check_tls_route(route, spec, of_kubernetes, report);
    }
    for route in tcp.items().iter().filter(|route| route.is_set()) {
        check_tcp_route(route, of_kubernetes, report);
    }
    export_to::check(&spec.at("exportTo"), object.metadata.namespace, Exporter::Other, report);
    unreachable::check_http(&http, report);
    unreachable::check_layer4(&tcp, report);
    unreachable::check_layer4(&tls, report);
}

/// A virtual service without hosts only holds http routes for others.
fn check_delegate(fields: [&Node<'_>; 3], report: &mut Report) {
    for (field, what) in fields.into_iter().zip(["gateways", "tls route", "tcp route"]) {
        if !field.is_empty() {
            report.error(
                field,
                "virtual-service-delegate",
                format!("a delegate virtual service (one without hosts) can have no {what}"),
            );
        }
    }
}

fn names_no_mesh(gateways: &Node<'_>) -> bool {
    !gateways.texts().contains(&MESH)
}

/// Claims of a JWT are only known to a gateway.
fn check_claims(http: &Node<'_>, gateways: &Node<'_>, report: &mut Report) {
    for route in http.items() {
        for route_match in route.at("match").items() {
            for field in ["headers", "withoutHeaders"] {
                let entries = route_match.at(field).entries();
                for (key, value) in entries.iter().filter(|(key, _)| headers::is_claim(key)) {
                    report.error(
                        value,
                        "virtual-service-claim",
                        format!(
                            "routing by a JWT claim (key: {key}) needs a gateway, and the gateways are [{}]",
                            gateways.texts().join(" ")
                        ),
                    );
                }
            }
        }
    }
}

fn check_hosts(spec: &Node<'_>, on_gateway: bool, report: &mut Report) {
    let tls_matches = spec
        .at("tls")
        .items()
        .into_iter()
        .flat_map(|tls| tls.at("match").items());
    let has_sni = tls_matches.into_iter().any(|m| !m.at("sniHosts").is_empty());
    let hosts = spec.at("hosts").items();
    let before = report.errors();
    for host in &hosts {
        let text = host.text();
        let valid = if on_gateway {
            check_host_on_gateway(text, has_sni)
        } else {
            check_wildcard_domain(text)
        };
        match valid {
            Err(_) if is_ip_address(text) => {}
            Err(problem) => report.error(host, "host", problem),
            Ok(()) if !on_gateway && text == "*" => report.error(
                host,
                "virtual-service-mesh-wildcard",
                "the wildcard host * is not allowed for virtual services bound to the mesh gateway",
            ),
            Ok(()) => {}
        }
    }
    if report.errors() > before {
        return;
    }
    for (i, host) in hosts.iter().enumerate() {
        for other in &hosts[i + 1..] {
            if hosts::overlap(host.text(), other.text()) {
                report.error(
                    other,
                    "virtual-service-duplicate-host",
                    format!("the hosts {} & {} have names in common", host.text(), other.text()),
                );
            }
        }
    }
}

/// Gateways as `NAMESPACE/NAME`, by a host name (the older form), or the mesh.
fn check_gateway_names(list: &Node<'_>, of_kubernetes: bool, report: &mut Report) {
    for gateway in list.items() {
        let text = gateway.text();
        let Some((namespace, name)) = text.split_once('/') else {
            let mut parts = text.split('.');
            if let (Some(name), Some(namespace)) = (parts.next(), parts.next()) {
                report.warning(
                    &gateway,
                    "gateway-name-legacy",
                    format!(
                        "the gateway name {text:?} has a legacy format; prefer {:?} (<namespace>/<name>)",
                        format!("{namespace}/{name}")
                    ),
                );
            }
            report.check(&gateway, "gateway-name", check_fqdn(text));
            // What follows is not looked at, as in Istio.
            return;
        };
        if namespace.is_empty() || name.is_empty() {
            report.error(
                &gateway,
                "gateway-name",
                format!("neither the namespace nor the name of the gateway {text:?} can be empty"),
            );
        }
        if !is_dns_label(namespace) {
            report.error(
                &gateway,
                "gateway-name",
                format!("the gateway {text:?} has an invalid namespace {namespace:?}"),
            );
        }
        if !is_dns_label(name) && !of_kubernetes {
            report.error(
                &gateway,
                "gateway-name",
                format!("the gateway {text:?} has an invalid gateway name {name:?}"),
            );
        }
    }
}

fn check_tls_route(route: &Node<'_>, spec: &Node<'_>, of_kubernetes: bool, report: &mut Report) {
    let list = route.at("match");
    if list.is_empty() {
        report.error(
            &list,
            "tls-route-match",
            "a TLS route needs at least one match condition",
        );
    }
    for condition in list.items() {
        if !condition.is_set() {
            report.error(&condition, "null", "a TLS match must not be null");
            continue;
        }
        let hosts = condition.at("sniHosts");
        if hosts.is_empty() {
            report.error(&hosts, "tls-route-sni", "a TLS match needs at least one SNI host");
        }
        for host in hosts.items() {
            check_sni_host(&host, spec, report);
        }
        check_layer4_match(&condition, report);
    }
    if route.at("route").is_empty() {
        report.error(&route.at("route"), "tls-route-destination", "a TLS route is required");
    }
    destinations::check_weighted(&route.at("route"), of_kubernetes, report, |_, _| {});
}

fn check_sni_host(host: &Node<'_>, spec: &Node<'_>, report: &mut Report) {
    let text = host.text();
    let valid = if names_no_mesh(&spec.at("gateways")) {
        check_host_on_gateway(text, true)
    } else {
        check_wildcard_domain(text)
    };
    if let Err(problem) = valid {
        if is_ip_address(text) {
            report.warning(
                host,
                "sni-address",
                format!("the IP address ({text:?}) is no SNI host by its specification, and most clients send none"),
            );
        } else {
            report.error(host, "host", problem);
        }
        return;
    }
    let known = spec.at("hosts").texts();
    if !known.iter().any(|known| hosts::is_within(text, known)) {
        report.error(
            host,
            "sni-host",
            format!(
                "the SNI host {text:?} is within none of the virtual service's hosts [{}]",
                known.join(", ")
            ),
        );
    }
}

fn check_tcp_route(route: &Node<'_>, of_kubernetes: bool, report: &mut Report) {
    for condition in route.at("match").items() {
        if condition.is_set() {
            check_layer4_match(&condition, report);
        } else {
            report.error(&condition, "null", "a tcp match must not be null (nil)");
        }
    }
    if route.at("route").is_empty() {
        report.error(&route.at("route"), "tcp-route-destination", "a TCP route is required");
    }
    destinations::check_weighted(&route.at("route"), of_kubernetes, report, |_, _| {});
}

fn check_layer4_match(condition: &Node<'_>, report: &mut Report) {
    for subnet in condition.at("destinationSubnets").items() {
        check_subnet(&subnet, report);
    }
    check_match_context(condition, report);
}

/// Where the calls come from and go to, which matches of all protocols have.
fn check_match_context(condition: &Node<'_>, report: &mut Report) {
    let port = condition.at("port");
    if port.int() != 0 {
        report.check(&port, "port-number", check_port(port.int()));
    }
    labels::check(&condition.at("sourceLabels"), report);
    check_gateway_names(&condition.at("gateways"), false, report);
}

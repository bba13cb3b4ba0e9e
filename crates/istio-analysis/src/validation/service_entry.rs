//! `ServiceEntry`.

use std::collections::BTreeSet;

use istio_api::mesh::address::check_fqdn;

use super::addresses::check_subnet;
use super::export_to::Exporter;
use super::hosts::check_partial_wildcard;
use super::node::Node;
use super::protocols::Protocol;
use super::report::Report;
use super::{Object, export_to, hosts, labels, ports, selector, workload_entry};

const RESOLUTIONS: [&str; 5] = ["NONE", "STATIC", "DNS", "DNS_ROUND_ROBIN", "DYNAMIC_DNS"];
const LOCATIONS: [&str; 2] = ["MESH_EXTERNAL", "MESH_INTERNAL"];
const AUTO_ALLOCATION: &str = "networking.istio.io/enable-autoallocate-ip";
const USE_WAYPOINT: &str = "istio.io/use-waypoint";

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    let workload_selector = spec.at("workloadSelector");
    if !selector::check_alpha(&workload_selector, report) {
        return;
    }
    selector::warn_alpha(&workload_selector, report);
    let endpoints = spec.at("endpoints");
    if workload_selector.is_set() && !endpoints.is_empty() {
        report.error(
            &endpoints,
            "service-entry-selector",
            "only one of workloadSelector and endpoints may be set in a service entry",
        );
    }
    let resolution_field = spec.at("resolution");
    let resolution = resolution_field.choice(&RESOLUTIONS);
    check_hosts(&spec.at("hosts"), resolution, report);
    check_addresses(&spec.at("addresses"), resolution, report);
    let names = check_ports(object, resolution, report);
    match resolution {
        Some("NONE") => check_none(spec, report),
        Some("STATIC") => {
            for endpoint in endpoints.items() {
                if endpoint.is_set() {
                    workload_entry::check_entry(&endpoint, Some(&names), report);
                } else {
                    report.error(&endpoint, "null", "an endpoint must not be null (nil)");
                }
            }
        }
        Some(name @ ("DNS" | "DNS_ROUND_ROBIN")) => check_dns(spec, name, &names, report),
        Some(_) => check_dynamic_dns(object, report),
        None => report.error(
            &resolution_field,
            "service-entry-resolution",
            format!("the resolution type {} is not supported", resolution_field.int()),
        ),
    }
    check_several_hosts(spec, resolution, report);
    export_to::check(
        &spec.at("exportTo"),
        object.metadata.namespace,
        Exporter::ServiceEntry,
        report,
    );
}

fn check_hosts(list: &Node<'_>, resolution: Option<&str>, report: &mut Report) {
    if list.is_empty() {
        report.error(list, "service-entry-hosts", "a service entry needs at least one host");
    }
    for host in list.items() {
        if host.text() == "*" {
            report.error(&host, "service-entry-host", "the host * is invalid for a service entry");
            continue;
        }
        hosts::check_wildcard(&host, report);
        if resolution != Some("DYNAMIC_DNS")
            && let Err(text) = check_partial_wildcard(host.text())
        {
            report.warning(&host, "host-partial-wildcard", text);
        }
    }
}

fn check_addresses(list: &Node<'_>, resolution: Option<&str>, report: &mut Report) {
    for address in list.items() {
        check_subnet(&address, report);
    }
    let range = list.items().into_iter().find(|address| address.text().contains('/'));
    if let Some(range) = range.filter(|_| !matches!(resolution, Some("NONE" | "STATIC"))) {
        report.error(
            &range,
            "service-entry-cidr",
            format!(
                "the CIDR address {} needs a resolution type of NONE/STATIC",
                range.text()
            ),
        );
    }
}

/// Checks the ports and gives their names.
fn check_ports<'a>(object: &Object<'a>, resolution: Option<&str>, report: &mut Report) -> BTreeSet<&'a str> {
    let spec = &object.spec;
    let has_addresses = !spec.at("addresses").is_empty();
    let opted_out = object.metadata.label(AUTO_ALLOCATION);
    let allocates = resolution != Some("NONE")
        && !has_addresses
        && !opted_out.is_some_and(|value| value.eq_ignore_ascii_case("false"));
    let (mut names, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for port in spec.at("ports").items() {
        if !port.is_set() {
            report.error(&port, "null", "a port of a service entry must not be null");
            continue;
        }
        let (name, number) = (port.at("name"), port.at("number"));
        let (protocol, target) = (port.at("protocol"), port.at("targetPort"));
        if !names.insert(name.text()) {
            report.error(
                &name,
                "service-entry-port-duplicate",
                format!("the service entry port name {:?} is already defined", name.text()),
            );
        }
        if !numbers.insert(number.int()) {
            report.error(
                &number,
                "service-entry-port-duplicate",
                format!("the service entry port {} is already defined", number.int()),
            );
        }
        if target.int() != 0 {
            ports::check_number(&target, report);
        }
        if !has_addresses && !allocates && ["", "TCP"].contains(&protocol.text()) {
            report.warning(
                &spec.at("addresses"),
                "service-entry-addresses",
                format!(
                    "the port {} of protocol TCP (or unset) needs addresses, since IP autoallocation is not enabled",
                    number.int()
                ),
            );
        }
        ports::check_name(&name, name.text(), report);
        ports::check_protocol(&protocol, report);
        ports::check_number(&number, report);
    }
    names
}

fn check_none(spec: &Node<'_>, report: &mut Report) {
    if !spec.at("endpoints").is_empty() {
        report.error(
            &spec.at("endpoints"),
            "service-entry-endpoints",
            "a service entry of resolution type NONE (none) cannot have endpoints",
        );
    }
    if spec.at("workloadSelector").is_set() {
        report.warning(
            &spec.at("workloadSelector"),
            "service-entry-selector",
            "workloadSelector has no effect when the resolution is NONE",
        );
    }
}

fn check_dns(spec: &Node<'_>, resolution: &str, names: &BTreeSet<&str>, report: &mut Report) {
    let (endpoints, list) = (spec.at("endpoints"), spec.at("hosts"));
    if endpoints.is_empty() {
        let wrong = list
            .items()
            .into_iter()
            .find_map(|host| Some((check_fqdn(host.text()).err()?, host)));
        if let Some((text, host)) = wrong {
            report.error(
                &host,
                "service-entry-dns-host",
                format!("without endpoints the hosts must be FQDN for the resolution mode {resolution}: {text}"),
            );
        }
    }
    if resolution == "DNS_ROUND_ROBIN" && endpoints.count() > 1 {
        report.error(
            &endpoints,
            "service-entry-endpoints",
            format!(
                "there must be 0 or 1 endpoints for the resolution mode {resolution}, not {}",
                endpoints.count()
            ),
        );
    }
    for endpoint in endpoints.items() {
        if !endpoint.is_set() {
            report.error(&endpoint, "null", "an endpoint must not be null (nil)");
            continue;
        }
        workload_entry::check_name_or_ip(&endpoint.at("address"), report);
        labels::check(&endpoint.at("labels"), report);
        workload_entry::check_ports(&endpoint.at("ports"), Some(names), report);
    }
    let has_tcp = protocols(spec).any(|(_, protocol)| protocol.is_some_and(Protocol::is_tcp));
    if !spec.at("addresses").is_empty() && has_tcp && list.count() > 1 {
        report.warning(
            &list,
            "service-entry-tcp-hosts",
            "a service entry with addresses and a tcp port cannot have more than one host",
        );
    }
}

fn protocols<'a>(spec: &Node<'a>) -> impl Iterator<Item = (Node<'a>, Option<Protocol>)> {
    let ports = spec.at("ports").items().into_iter().filter(Node::is_set);
    ports.map(|port| {
        let protocol = ports::protocol(&port);
        (port, protocol)
    })
}

fn check_dynamic_dns(object: &Object<'_>, report: &mut Report) {
    const MODE: &str = "DYNAMIC_DNS";
    let spec = &object.spec;
    let list = spec.at("hosts");
    if list.is_empty() {
        report.error(
            &list,
            "service-entry-dynamic-host",
            format!("the resolution type {MODE} needs at least one wildcard host"),
        );
    }
    for host in list.items().iter().filter(|host| !host.text().starts_with('*')) {
        report.error(
            host,
            "service-entry-dynamic-host",
            format!(
                "the host {:?} must have a wildcard for the resolution mode {MODE}",
                host.text()
            ),
        );
    }
    for field in ["addresses", "endpoints"].map(|name| spec.at(name)) {
        if !field.is_empty() {
            report.error(
                &field,
                "service-entry-dynamic-field",
                format!("the resolution type {MODE} finds addresses by the hosts alone, so this cannot be set"),
            );
        }
    }
    for (port, protocol) in protocols(spec) {
        use Protocol::{Grpc, Http, Http2, Tls};
        if !matches!(protocol, Some(Http | Tls | Grpc | Http2)) {
            report.error(
                &port.at("protocol"),
                "service-entry-dynamic-protocol",
                format!(
                    "only the protocols HTTP, TLS, GRPC, and HTTP2 are supported for the resolution type {MODE}, not {:?}",
                    port.at("protocol").text()
                ),
            );
        }
    }
    let location = spec.at("location");
    let waypoint = object.metadata.label(USE_WAYPOINT).unwrap_or_default();
    match location.choice(&LOCATIONS) {
        None => report.error(
            &location,
            "service-entry-location",
            format!("the location must be MESH_EXTERNAL or MESH_INTERNAL for the resolution type {MODE}"),
        ),
        Some("MESH_INTERNAL") if !waypoint.is_empty() && !waypoint.eq_ignore_ascii_case("none") => report.error(
            &location,
            "service-entry-location",
            format!("the location MESH_INTERNAL with the resolution type {MODE} is not supported when using waypoints"),
        ),
        Some(_) => {}
    }
}

/// The proxy tells several hosts apart by HTTP or by TLS only.
fn check_several_hosts(spec: &Node<'_>, resolution: Option<&str>, report: &mut Report) {
    if resolution == Some("NONE") || spec.at("hosts").count() < 2 {
        return;
    }
    let tells_apart = |protocol: &Option<Protocol>| protocol.is_some_and(|p| p.is_http() || p.is_tls());
    if let Some((port, _)) = protocols(spec).find(|(_, protocol)| !tells_apart(protocol)) {
        report.error(
            &port,
            "service-entry-several-hosts",
            "there are multiple hosts with a non-HTTP, non-TLS port",
        );
    }
}

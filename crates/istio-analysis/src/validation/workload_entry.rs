//! `WorkloadEntry`, alone and as an endpoint of a service entry.

use std::collections::BTreeSet;

use istio_api::mesh::address::{check_fqdn, check_port, is_ip_address};

use super::addresses::{UNIX_PREFIX, check_unix};
use super::node::Node;
use super::report::Report;
use super::{Object, labels, ports};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    check_entry(&object.spec, None, report);
}

/// An entry. As an endpoint of a service entry whose addresses are given, it has an IP address and ports that the service
/// entry names.
pub(super) fn check_entry(entry: &Node<'_>, service_ports: Option<&BTreeSet<&str>>, report: &mut Report) {
    let address = entry.at("address");
    let text = address.text();
    if text.is_empty() {
        let network = entry.at("network");
        if !network.has_text() {
            report.error(&address, "workload-address", "an address is required");
            return;
        }
        report.warning(
            &address,
            "workload-address",
            format!("the address is unset, with the network {:?}", network.text()),
        );
    }
    if let Some(path) = text.strip_prefix(UNIX_PREFIX) {
        check_unix(&address, path, report);
        if !entry.at("ports").is_empty() {
            report.error(
                &entry.at("ports"),
                "workload-unix-ports",
                format!("the unix endpoint {text} must not have ports"),
            );
        }
    } else if !text.is_empty() && !is_ip_address(text) {
        if service_ports.is_some() {
            report.error(
                &address,
                "endpoint-address",
                format!("the endpoint address {text:?} is not a valid IP address"),
            );
        } else {
            check_name_or_ip(&address, report);
        }
    }
    check_ports(&entry.at("ports"), service_ports, report);
    labels::check(&entry.at("labels"), report);
    if text.starts_with(UNIX_PREFIX) && service_ports.is_some_and(|ports| ports.len() != 1) {
        report.error(
            &address,
            "workload-unix-service-ports",
            "a unix endpoint requires exactly 1 port of the service",
        );
    }
}

/// The address of an endpoint: an IP address or a host name.
pub(super) fn check_name_or_ip(address: &Node<'_>, report: &mut Report) {
    let text = address.text();
    if !is_ip_address(text) && check_fqdn(text).is_err() {
        report.error(
            address,
            "endpoint-address",
            format!("the endpoint address {text:?} is not a valid FQDN or IP address"),
        );
    }
}

/// The ports of an endpoint by their names in the service.
pub(super) fn check_ports(list: &Node<'_>, service_ports: Option<&BTreeSet<&str>>, report: &mut Report) {
    for (name, port) in list.entries() {
        if service_ports.is_some_and(|known| !known.contains(name)) {
            report.error(
                &port,
                "endpoint-port",
                format!(
                    "the service entry does not define the endpoint port {name:?} ({})",
                    port.int()
                ),
            );
        }
        ports::check_name(&port, name, report);
        report.check(&port, "port-number", check_port(port.int()));
    }
}

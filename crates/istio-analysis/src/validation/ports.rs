//! Port numbers, names and protocols.

use istio_api::mesh::address::{check_port, is_dns_label};

use super::node::Node;
use super::protocols::Protocol;
use super::report::Report;

/// A number from 1 to 65535.
pub(super) fn check_number(node: &Node<'_>, report: &mut Report) {
    report.check(node, "port-number", check_port(node.int()));
}

/// A name that is a DNS label.
pub(super) fn check_name(node: &Node<'_>, name: &str, report: &mut Report) {
    if !is_dns_label(name) {
        report.error(node, "port-name", format!("the port name {name:?} is no DNS label"));
    }
}

/// A protocol that is known, or none.
pub(super) fn check_protocol(node: &Node<'_>, report: &mut Report) {
    let text = node.text();
    if !text.is_empty() && Protocol::parse(text).is_none() {
        report.error(node, "protocol", format!("the protocol {text:?} is not supported"));
    }
}

/// The protocol of a port.
pub(super) fn protocol(port: &Node<'_>) -> Option<Protocol> {
    Protocol::parse(port.at("protocol").text())
}

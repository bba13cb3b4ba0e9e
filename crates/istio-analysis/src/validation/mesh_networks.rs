//! `MeshNetworks`: which networks a mesh spans. No kind of its own, but a file next to mesh config.

use istio_api::mesh::address::{check_fqdn, is_dns_label, is_ip_address};
use kubeyaml::Value;

use super::node::Node;
use super::report::{Finding, Report};
use super::{addresses, ports};

/// Checks the networks of a mesh, as Istio does when it reads them. Paths begin with `meshNetworks`.
#[must_use]
pub fn validate_mesh_networks(networks: &Value) -> Vec<Finding> {
    let mut report = Report::default();
    let root = Node::root("meshNetworks", Some(networks));
    for (_, network) in root.at("networks").entries() {
        for endpoint in network.at("endpoints").items() {
            check_endpoint(&endpoint, &mut report);
        }
        for gateway in network.at("gateways").items() {
            check_gateway(&gateway, &mut report);
        }
    }
    report.into_findings()
}

fn check_endpoint(endpoint: &Node<'_>, report: &mut Report) {
    let (range, registry) = (endpoint.at("fromCidr"), endpoint.at("fromRegistry"));
    if range.is_set() {
        addresses::check_subnet(&range, report);
    } else if registry.is_set() && !is_dns_label(registry.text()) {
        report.error(
            &registry,
            "network-registry",
            format!("the registry name {:?} is invalid", registry.text()),
        );
    }
}

fn check_gateway(gateway: &Node<'_>, report: &mut Report) {
    let (service, address) = (gateway.at("registryServiceName"), gateway.at("address"));
    if service.is_set() {
        report.check(&service, "host", check_fqdn(service.text()));
    } else if address.is_set() && !is_ip_address(address.text()) && check_fqdn(address.text()).is_err() {
        report.error(
            &address,
            "network-address",
            format!("{:?} is not a valid IP address or DNS name", address.text()),
        );
    }
    ports::check_number(&gateway.at("port"), report);
}

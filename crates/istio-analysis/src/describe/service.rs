//! A Service with what configuration does to requests to it.

use super::page::Page;
use super::{ports, rules};
use crate::host;
use crate::route::client::Client;
use crate::route::{destination_rule, virtual_services};
use crate::snapshot::{Resource, Snapshot};

/// Writes a Service, its ports as they lead to the first of the pods, and the rules that count for the client.
pub(super) fn write(
    page: &mut Page<'_>,
    snapshot: &Snapshot,
    service: &Resource,
    pods: &[&Resource],
    client: &Client<'_>,
) {
    page.line(0, &format!("Service: {}", page.name(service)));
    for port in service.spec().items("ports") {
        // Istio leaves UDP alone.
        if !matches!(port.text("protocol"), "" | "TCP") {
            continue;
        }
        let (name, number) = (port.text("name"), port.integer("port").unwrap_or_default());
        let Some(pod) = pods.first() else { continue };
        match ports::target(port, pod) {
            Ok(target) => {
                let protocol = ports::protocol(port);
                page.line(3, &format!("Port: {name} {number}/{protocol} targets pod port {target}"));
            }
            Err(wanted) => page.line(
                3,
                &format!(
                    "WARNING: Port: {name} {number} targets pod port {wanted:?}, and no container of {} has a port of this name",
                    page.name(pod)
                ),
            ),
        }
    }
    let host = host::fqdn(service.namespace(), service.name()).to_ascii_lowercase();
    let rule = destination_rule::choose(snapshot, client, &host, service.namespace());
    let chosen = rule.as_ref().map(|rule| rule.rules()).unwrap_or_default();
    let subsets = rules::Subsets::of(chosen, pods);
    if let Some(first) = chosen.first() {
        rules::destination_rule(page, 0, first, &chosen[1..], &subsets);
    }
    let (bound, passed_over) = virtual_services::of(snapshot, client, &host);
    let mut named = bound.iter().filter(|bound| bound.names(&host));
    if let Some(first) = named.next() {
        rules::virtual_service(page, 0, first.resource, service, &subsets, chosen.first().copied());
        for other in named {
            page.line(
                0,
                &format!(
                    "WARNING: VirtualService {} is for the same host and does not count: an older one does",
                    page.name(other.resource)
                ),
            );
        }
    }
    for other in passed_over {
        page.line(0, &format!("Not {}: {}", other.place.resource, other.why));
    }
}

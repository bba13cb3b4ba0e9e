//! Where a Service can be reached from outside of the mesh.

use super::page::Page;
use super::{ports, rules, selects};
use crate::host;
use crate::route::client::Client;
use crate::route::destination_rule;
use crate::route::virtual_services::gateways;
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Resource, Snapshot};

/// Writes the Gateways through which VirtualServices lead to a Service, with the addresses of their proxies.
pub(super) fn write(page: &mut Page<'_>, snapshot: &Snapshot, services: &[&Resource], pods: &[&Resource]) {
    for service in services {
        for resource in snapshot.of_kind(Kind::VirtualService) {
            if !leads_to(resource, service) {
                continue;
            }
            for name in gateways(resource).iter().filter(|name| *name != "mesh") {
                let Some(gateway) = snapshot.find_short_or_full(Kind::Gateway, resource.namespace(), name) else {
                    page.rule();
                    page.line(
                        0,
                        &format!(
                            "WARNING: VirtualService {} names Gateway {name}, which does not exist",
                            page.name(resource)
                        ),
                    );
                    continue;
                };
                page.rule();
                exposed(page, snapshot, gateway, resource);
                let client = Client {
                    namespace: gateway.namespace().to_owned(),
                    name: gateway.name().to_owned(),
                    labels: Vec::new(),
                    resource: None,
                    gateway: None,
                };
                let host = host::fqdn(service.namespace(), service.name()).to_ascii_lowercase();
                let rule = destination_rule::choose(snapshot, &client, &host, service.namespace());
                let chosen = rule.as_ref().map(|rule| rule.rules()).unwrap_or_default();
                let subsets = rules::Subsets::of(chosen, pods);
                rules::virtual_service(page, 0, resource, service, &subsets, chosen.first().copied());
            }
        }
    }
}

fn leads_to(resource: &Resource, service: &Resource) -> bool {
    let spec = resource.spec();
    let routes = ["http", "tls", "tcp"].into_iter().flat_map(|list| spec.items(list));
    let mut hosts = routes.flat_map(|route| route.items("route").map(|to| to.at("destination").text("host")));
    hosts.any(|host| rules::is_host_of(resource, host, service))
}

/// The addresses at which the servers of a Gateway take requests for a VirtualService.
fn exposed(page: &mut Page<'_>, snapshot: &Snapshot, gateway: &Resource, resource: &Resource) {
    let selector = Selector::of(gateway.spec().map("selector"));
    let proxies: Vec<&Resource> = snapshot
        .of_kind(Kind::Pod)
        .filter(|pod| pod.fields().at("status").text("phase") == "Running" && selector.matches(pod.labels()))
        .collect();
    if proxies.is_empty() {
        page.line(
            0,
            &format!(
                "WARNING: Gateway {} has no running proxy: no pod has the labels {selector}",
                page.name(gateway)
            ),
        );
        return;
    }
    let mut lines = Vec::new();
    for service in snapshot.of_kind(Kind::Service) {
        let Some(proxy) = proxies
            .iter()
            .find(|pod| pod.namespace() == service.namespace() && selects(service, pod))
        else {
            continue;
        };
        let address = address(service, proxy);
        for port in service.spec().items("ports") {
            let number = port.integer("port").unwrap_or_default();
            let target = ports::target(port, proxy).unwrap_or(number);
            for server in gateway.spec().items("servers") {
                let at = server.at("port").integer("number");
                if at != Some(number) && at != Some(target) {
                    continue;
                }
                let hosts = common_hosts(server, resource);
                if !hosts.is_empty() {
                    let scheme = scheme(server.at("port").text("protocol"));
                    let default = matches!((scheme, number), ("http", 80) | ("https", 443));
                    let port = if default { String::new() } else { format!(":{number}") };
                    let hosts = hosts.join(", ");
                    lines.push(format!(
                        "Exposed on Ingress Gateway {scheme}://{address}{port} for {hosts}"
                    ));
                }
            }
        }
    }
    lines.sort();
    lines.dedup();
    if lines.is_empty() {
        page.line(
            0,
            &format!(
                "WARNING: Gateway {} has no server for the hosts of VirtualService {} that a Service leads to",
                page.name(gateway),
                page.name(resource)
            ),
        );
    }
    for line in lines {
        page.line(0, &line);
    }
}

fn scheme(protocol: &str) -> &'static str {
    match protocol.to_ascii_uppercase().as_str() {
        "HTTPS" => "https",
        "TLS" => "tls",
        "TCP" | "MONGO" | "MYSQL" | "REDIS" => "tcp",
        _ => "http",
    }
}

/// The hosts of a VirtualService that a server is for.
fn common_hosts<'r>(server: Fields<'_>, resource: &'r Resource) -> Vec<&'r str> {
    let of_server: Vec<&str> = server
        .texts("hosts")
        .filter(|name| match name.split_once('/') {
            Some((namespace, _)) => namespace == "*" || namespace == resource.namespace() || namespace == ".",
            None => true,
        })
        .map(|name| name.split_once('/').map_or(name, |(_, host)| host))
        .collect();
    let hosts = resource.spec().texts("hosts");
    hosts
        .filter(|own| of_server.iter().any(|name| host::matches(name, own)))
        .collect()
}

/// Where a gateway's Service is reached: at its load balancer, else at the node of a proxy.
fn address(service: &Resource, proxy: &Resource) -> String {
    let ingress = service.fields().at("status").at("loadBalancer").items("ingress").next();
    let texts = ingress
        .map(|ingress| [ingress.text("ip"), ingress.text("hostname")])
        .into_iter()
        .flatten();
    let node = proxy.fields().at("status").text("hostIP");
    let mut known = texts.chain([node]).filter(|text| !text.is_empty());
    known.next().unwrap_or("unknown").to_owned()
}

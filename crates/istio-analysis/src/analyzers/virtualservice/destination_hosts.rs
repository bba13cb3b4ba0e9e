#![doc = include_str!("destination_hosts.md")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::host_names;
use super::routes::{Destination, destinations};
use crate::analyzers::context::nearest;
use crate::analyzers::{Analyzer, Context};
use crate::host;
use crate::message::{Message, codes};
use crate::service_hosts::HostOwner;
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "virtualservice.DestinationHostAnalyzer",
    description: "Routes to hosts or ports that do not exist, and subsets that do not apply to ingress",
    inputs: &[Kind::ServiceEntry, Kind::VirtualService, Kind::Service],
    codes: &["IST0101", "IST0112", "IST0140"],
    page: include_str!("destination_hosts.md"),
    run,
};

/// VirtualServices that route a host that they are for to a subset of it, by host.
type WithSubsets<'s> = HashMap<&'s str, BTreeSet<String>>;

fn run(context: &mut Context<'_>) {
    let with_subsets = routes_to_own_subsets(context);
    for service in context.each(Kind::VirtualService) {
        let export_to: Vec<&str> = service.spec().texts("exportTo").collect();
        for destination in destinations(service) {
            check(service, &export_to, &destination, context);
        }
        check_ingress(service, &with_subsets, context);
    }
}

fn check(service: &Resource, export_to: &[&str], destination: &Destination<'_>, context: &mut Context<'_>) {
    let host = destination.host();
    if let Some(owner) = context.host(service.namespace(), export_to, host) {
        check_port(service, destination, owner, context);
        return;
    }
    let place = destination.host_place();
    let home = match host::service_of_fqdn(host) {
        Some((_, namespace)) => namespace,
        None => service.namespace(),
    };
    if context.files_only() && !host.is_empty() && !context.snapshot().knows(Kind::Service, Some(home)) {
        context.unknown(service, place, format!("whether there is a service {host:?}"));
        return;
    }
    let reference = if destination.is_mirror { "mirror host" } else { "host" };
    let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, service)
        .with(reference)
        .with(host);
    let suggestion = nearest(host, host_names(context, service.namespace(), host));
    context.report(message.at(place).suggest(suggestion.filter(|name| name != host)));
}

fn check_port(service: &Resource, destination: &Destination<'_>, owner: HostOwner<'_>, context: &mut Context<'_>) {
    let (host, ports) = (destination.host(), owner.ports());
    let place = destination.host_place();
    let port = destination.fields.at("port");
    if !port.is_set() {
        if ports.len() > 1 {
            let message = Message::new(&codes::VIRTUAL_SERVICE_DESTINATION_PORT_SELECTOR_REQUIRED, service);
            let numbers = ports.iter().map(ToString::to_string);
            context.report(message.with(host).with_list(numbers).at(place));
        }
        return;
    }
    let number = port.integer("number").unwrap_or(0);
    if !ports.contains(&number) {
        let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, service);
        let message = message.with("host:port").with(format!("{host}:{number}")).at(place);
        let only = ports.first().filter(|_| ports.len() == 1);
        context.report(message.suggest(only.map(|port| format!("{host}:{port}"))));
    }
}

fn routes_to_own_subsets<'s>(context: &Context<'s>) -> WithSubsets<'s> {
    let mut found = WithSubsets::new();
    for service in context.each(Kind::VirtualService) {
        let hosts: BTreeSet<&str> = service.spec().texts("hosts").collect();
        for rule in service.spec().items("http") {
            for route in rule.items("route") {
                let destination = route.at("destination");
                let host = destination.text("host");
                if !destination.text("subset").is_empty() && hosts.contains(host) {
                    found.entry(host).or_default().insert(service.full_name());
                }
            }
        }
    }
    found
}

/// A VirtualService of a gateway that routes to a host, not to a subset of it: the subsets that others route to do not count there.
fn check_ingress(service: &Resource, with_subsets: &WithSubsets<'_>, context: &mut Context<'_>) {
    if service.spec().items("gateways").len() == 0 {
        return;
    }
    let mut places = BTreeMap::new();
    for (i, rule) in service.spec().items("http").enumerate() {
        for (j, route) in rule.items("route").enumerate() {
            let destination = route.at("destination");
            if !destination.text("subset").is_empty() {
                continue;
            }
            for other in with_subsets.get(destination.text("host")).into_iter().flatten() {
                let place = field!["spec", "http", i, "route", j, "destination", "host"];
                places.entry(other).or_insert(place);
            }
        }
    }
    for (other, place) in places {
        let message = Message::new(&codes::INGRESS_ROUTE_RULES_NOT_AFFECTED, service);
        context.report(message.with(other).with(service.full_name()).near(place));
    }
}

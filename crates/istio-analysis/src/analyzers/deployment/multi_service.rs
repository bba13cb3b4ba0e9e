#![doc = include_str!("multi_service.md")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analyzers::injection::membership;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "deployment.MultiServiceAnalyzer",
    description: "Deployments of the mesh whose services disagree about protocols or ports",
    inputs: &[Kind::Service, Kind::Deployment, Kind::Namespace],
    codes: &["IST0116", "IST0137"],
    page: include_str!("multi_service.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut services: HashMap<&str, Vec<(Selector<'_>, &Resource)>> = HashMap::new();
    for service in context.each(Kind::Service) {
        let selector = Selector::of(service.spec().map("selector"));
        if !selector.is_empty() {
            services
                .entry(service.namespace())
                .or_default()
                .push((selector, service));
        }
    }
    for deployment in context.each(Kind::Deployment) {
        let waypoint = deployment.label("gateway.istio.io/managed") == Some("istio.io-mesh-controller");
        if waypoint || !membership::deployment_has_sidecar(deployment, context) {
            continue;
        }
        let labels = deployment.spec().at("template").at("metadata").map("labels");
        let selecting: Vec<&Resource> = services
            .get(deployment.namespace())
            .into_iter()
            .flatten()
            .filter(|(selector, _)| selector.matches(labels))
            .map(|(_, service)| *service)
            .collect();
        if selecting.len() > 1 || selecting.iter().any(|service| service.spec().items("ports").len() > 1) {
            check_protocols(deployment, &selecting, context);
            check_target_ports(deployment, &selecting, context);
        }
    }
}

fn check_protocols(deployment: &Resource, services: &[&Resource], context: &mut Context<'_>) {
    let mut by_port: BTreeMap<i64, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for service in services {
        for port in service.spec().items("ports") {
            let protocol = match port.text("protocol") {
                "" => "TCP",
                protocol => protocol,
            };
            let protocols = by_port.entry(port.integer("port").unwrap_or(0)).or_default();
            protocols.entry(protocol).or_default().push(service.full_name());
        }
    }
    for (port, protocols) in by_port.into_iter().filter(|(_, protocols)| protocols.len() > 1) {
        let mut names: Vec<String> = protocols.into_values().flatten().collect();
        names.sort();
        let message = Message::new(&codes::DEPLOYMENT_ASSOCIATED_TO_MULTIPLE_SERVICES, deployment);
        let message = message.with(deployment.name()).with(port).with_list(names);
        context.report(message.at(field!["metadata", "name"]));
    }
}

fn check_target_ports(deployment: &Resource, services: &[&Resource], context: &mut Context<'_>) {
    let mut by_target: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    for service in services {
        for port in service.spec().items("ports") {
            let number = port.integer("port").unwrap_or(0);
            by_target
                .entry(target_of(port))
                .or_default()
                .insert(number, service.full_name());
        }
    }
    for (target, ports) in by_target.into_iter().filter(|(_, ports)| ports.len() > 1) {
        let numbers: BTreeSet<String> = ports.keys().map(ToString::to_string).collect();
        let mut names: Vec<String> = ports.into_values().collect();
        names.sort();
        let message = Message::new(&codes::DEPLOYMENT_CONFLICTING_PORTS, deployment);
        let message = message
            .with(deployment.name())
            .with_list(names)
            .with(target)
            .with_list(numbers);
        context.report(message.at(field!["metadata", "name"]));
    }
}

/// The target port of a service's port, which is the port itself unless it says otherwise.
fn target_of(port: Fields<'_>) -> String {
    let target = port.at("targetPort");
    match target.as_integer() {
        Some(0) | None if target.as_text().is_empty() => port.integer("port").unwrap_or(0).to_string(),
        Some(number) => number.to_string(),
        None => target.as_text().to_owned(),
    }
}

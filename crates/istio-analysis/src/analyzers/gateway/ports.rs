#![doc = include_str!("ports.md")]

use std::collections::{HashMap, HashSet};

use kubeyaml::Value;

use super::{report_no_workload, selector_of, selector_place};
use crate::analyzers::{Analyzer, Context};
use crate::label_index::Workload;
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Fields, Kind, Origin, Resource};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "gateway.IngressGatewayPortAnalyzer",
    description: "Gateways with ports that no service of their workloads leads to",
    inputs: &[Kind::Gateway, Kind::Pod, Kind::Service],
    codes: &["IST0101", "IST0162"],
    page: include_str!("ports.md"),
    run,
};

type Services<'s> = HashMap<&'s str, Vec<(Selector<'s>, &'s Resource)>>;

fn run(context: &mut Context<'_>) {
    let mut services: Services<'_> = HashMap::new();
    for service in context.each(Kind::Service) {
        let selector = Selector::of(service.spec().map("selector"));
        services
            .entry(service.namespace())
            .or_default()
            .push((selector, service));
    }
    let mut known: HashMap<Selector<'_>, Option<Reach>> = HashMap::new();
    for gateway in context.each(Kind::Gateway) {
        let selector = selector_of(gateway);
        let reach = known
            .entry(selector.clone())
            .or_insert_with(|| Reach::of(&selector, &services, context));
        match reach {
            None => report_no_workload(gateway, &selector, context),
            Some(reach) => check(gateway, &selector, reach, context),
        }
    }
}

fn check(gateway: &Resource, selector: &Selector<'_>, reach: &Reach, context: &mut Context<'_>) {
    for server in gateway.spec().items("servers") {
        let port = server.at("port");
        let number = port.integer("number").unwrap_or(0);
        if !port.is_set() || reach.ports.contains(&number) || reach.every_port {
            continue;
        }
        let place = selector_place(selector);
        if context.files_only() && !reach.service_is_known {
            context.unknown(
                gateway,
                place,
                format!("whether a service of the gateway leads to port {number}"),
            );
            continue;
        }
        let message = Message::new(&codes::GATEWAY_PORT_NOT_DEFINED_ON_SERVICE, gateway);
        context.report(message.with(number).with(selector).at(place));
    }
}

/// The ports by which a gateway's workloads are reached.
#[derive(Default)]
struct Reach {
    ports: HashSet<i64>,
    /// The workload is in its node's network: every port of it is open without a service.
    every_port: bool,
    /// A service was read, rather than taken for granted.
    service_is_known: bool,
}

impl Reach {
    /// `None` if the selector selects nothing.
    fn of(selector: &Selector<'_>, services: &Services<'_>, context: &Context<'_>) -> Option<Self> {
        let mut reach = Self::default();
        let mut selects = false;
        for workload in context.workloads(selector) {
            selects = true;
            reach.add_own_ports(workload);
            for (wanted, service) in services.get(workload.resource.namespace()).into_iter().flatten() {
                if wanted.matches(workload.labels) {
                    reach.service_is_known |= !matches!(service.origin(), Origin::BuiltIn);
                    reach.add_service(service, workload);
                }
            }
        }
        selects.then_some(reach)
    }

    /// Ports that a pod opens on its node.
    fn add_own_ports(&mut self, workload: Workload<'_>) {
        let pod = pod_of(workload);
        self.every_port |= pod.flag("hostNetwork");
        for container in pod.items("containers") {
            let ports = container
                .items("ports")
                .filter(|port| port.integer("hostPort").unwrap_or(0) != 0);
            self.ports
                .extend(ports.filter_map(|port| port.integer("containerPort")));
        }
    }

    fn add_service(&mut self, service: &Resource, workload: Workload<'_>) {
        for port in service.spec().items("ports") {
            if !matches!(port.text("protocol"), "" | "TCP") {
                continue;
            }
            // The gateway listens on the port that the service sends to; upstream lets it name the service's own port as well.
            self.ports.extend(port.integer("port"));
            let target = port.at("targetPort");
            match target.value() {
                Some(Value::String(name)) if name.parse::<i64>().is_err() => {
                    self.ports.extend(container_port(workload, name));
                }
                _ => self.ports.extend(target.as_integer()),
            }
        }
    }
}

fn pod_of(workload: Workload<'_>) -> Fields<'_> {
    match workload.resource.kind() {
        Kind::Pod => workload.resource.spec(),
        _ => workload.resource.spec().at("template").at("spec"),
    }
}

/// The number of the port that a container calls `name`.
fn container_port(workload: Workload<'_>, name: &str) -> Option<i64> {
    pod_of(workload)
        .items("containers")
        .flat_map(|container| container.items("ports"))
        .find(|port| port.text("name") == name)?
        .integer("containerPort")
}

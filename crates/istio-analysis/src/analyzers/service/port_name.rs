#![doc = include_str!("port_name.md")]

use super::{is_control_plane, port_has_protocol};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "service.PortNameAnalyzer",
    description: "Service ports that do not say which protocol they speak",
    inputs: &[Kind::Service],
    codes: &["IST0118", "IST0150"],
    page: include_str!("port_name.md"),
    run,
};

/// Who makes services that users do not write.
const MANAGED_BY: [&str; 3] = [
    "istio.io-gateway-controller",
    "istio.io-mesh-controller",
    "istio.io-eastwest-controller",
];

fn run(context: &mut Context<'_>) {
    for service in context.each(Kind::Service) {
        let manager = service.label("gateway.istio.io/managed").unwrap_or("");
        if !is_control_plane(service) && !MANAGED_BY.contains(&manager) {
            check(service, context);
        }
    }
}

fn check(service: &Resource, context: &mut Context<'_>) {
    let external = service.spec().text("type") == "ExternalName";
    for (index, port) in service.spec().items("ports").enumerate() {
        if port_has_protocol(port) && !(external && port.text("name") == "tcp") {
            continue;
        }
        let message = if external {
            Message::new(&codes::EXTERNAL_NAME_SERVICE_TYPE_INVALID_PORT_NAME, service)
        } else {
            let number = port.integer("port").unwrap_or(0);
            let message = Message::new(&codes::PORT_NAME_IS_NOT_UNDER_NAMING_CONVENTION, service);
            message.with(port.text("name")).with(number).with(target_port(port))
        };
        context.report(message.at(field!["spec", "ports", index, "port"]));
    }
}

fn target_port(port: Fields<'_>) -> String {
    let target = port.at("targetPort");
    match target.as_integer() {
        Some(number) => number.to_string(),
        None if target.as_text().is_empty() => "0".to_owned(),
        None => target.as_text().to_owned(),
    }
}

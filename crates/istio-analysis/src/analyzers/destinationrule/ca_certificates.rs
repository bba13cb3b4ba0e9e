#![doc = include_str!("ca_certificates.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Code, Message, codes};
use crate::snapshot::{FieldPath, Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "destinationrule.CaCertificateAnalyzer",
    description: "TLS to a destination without verification of its certificate",
    inputs: &[Kind::DestinationRule],
    codes: &["IST0128", "IST0129"],
    page: include_str!("ca_certificates.md"),
    run,
};

const MODES: [&str; 4] = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"];

fn run(context: &mut Context<'_>) {
    for rule in context.each(Kind::DestinationRule) {
        let policy = rule.spec().at("trafficPolicy");
        let whole = &codes::NO_SERVER_CERTIFICATE_VERIFICATION_DESTINATION_LEVEL;
        if let Some(message) = check(rule, policy.at("tls"), field!["spec", "trafficPolicy", "tls"], whole) {
            context.report(message);
        }
        for (index, setting) in policy.items("portLevelSettings").enumerate() {
            let place = field!["spec", "trafficPolicy", "portLevelSettings", index, "tls"];
            let port = &codes::NO_SERVER_CERTIFICATE_VERIFICATION_PORT_LEVEL;
            if let Some(message) = check(rule, setting.at("tls"), place, port) {
                let number = setting.at("port").integer("number").unwrap_or(0);
                context.report(message.with(format!("number:{number}")));
            }
        }
    }
}

fn check(rule: &Resource, tls: Fields<'_>, place: FieldPath, code: &'static Code) -> Option<Message> {
    let mode = tls.enumeration("mode", &MODES);
    if !matches!(mode, "SIMPLE" | "MUTUAL") || !tls.text("caCertificates").is_empty() {
        return None;
    }
    // A credential brings its own CA, but sidecars read credentials only where a workload is selected.
    if !tls.text("credentialName").is_empty() && rule.spec().at("workloadSelector").is_set() {
        return None;
    }
    let message = Message::new(code, rule).with(rule.full_name()).with(rule.namespace());
    let message = message.with(mode).with(rule.spec().text("host"));
    Some(message.at(place.child("caCertificates")))
}

#![doc = include_str!("deprecated_fields.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "deprecation.DeprecationAnalyzer",
    description: "Deprecated fields and kinds of Istio",
    inputs: &[Kind::VirtualService, Kind::Sidecar, Kind::CustomResourceDefinition],
    codes: &["IST0002"],
    page: include_str!("deprecated_fields.md"),
    run,
};

/// Kinds of `rbac.istio.io`, which Istio no longer reads.
const REMOVED_KINDS: [&str; 4] = ["ClusterRbacConfig", "RbacConfig", "ServiceRole", "ServiceRoleBinding"];

fn run(context: &mut Context<'_>) {
    for service in context.each(Kind::VirtualService) {
        for (index, route) in service.spec().items("http").enumerate() {
            if route
                .at("fault")
                .at("delay")
                .integer("percent")
                .is_some_and(|percent| percent > 0)
            {
                let place = field!["spec", "http", index, "fault", "delay", "percent"];
                let detail = "HTTPRoute.fault.delay.percent is deprecated; use HTTPRoute.fault.delay.percentage";
                context.report(Message::new(&codes::DEPRECATED, service).with(detail).near(place));
            }
        }
    }
    for sidecar in context.each(Kind::Sidecar) {
        let policy = sidecar.spec().at("outboundTrafficPolicy");
        if policy.at("egressProxy").is_set() {
            let place = field!["spec", "outboundTrafficPolicy", "egressProxy"];
            let detail = "OutboundTrafficPolicy.EgressProxy is ignored";
            context.report(Message::new(&codes::DEPRECATED, sidecar).with(detail).near(place));
        }
    }
    for definition in context.each(Kind::CustomResourceDefinition) {
        let spec = definition.spec();
        let kind = spec.at("names").text("kind");
        if spec.text("group") == "rbac.istio.io" && REMOVED_KINDS.contains(&kind) {
            let detail = format!("the kind {kind} of rbac.istio.io was removed from Istio");
            let place = field!["spec", "names", "kind"];
            context.report(Message::new(&codes::DEPRECATED, definition).with(detail).near(place));
        }
    }
}

#![doc = include_str!("alpha.md")]

use super::catalogue::Annotation;
use super::{ANNOTATED, SET_BY_ISTIO, is_istio};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry; `precheck` runs it, `analyze` does not.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "annotations.AlphaAnalyzer",
    description: "Annotations that belong to alpha features",
    inputs: &[Kind::Namespace, Kind::Service, Kind::Pod, Kind::Deployment],
    codes: &["IST0136"],
    page: include_str!("alpha.md"),
    run,
};

/// Annotations that injection sets on pods whose traffic is redirected by the CNI plugin.
const SET_BY_INJECTION: [&str; 4] = [
    "sidecar.istio.io/interceptionMode",
    "traffic.sidecar.istio.io/includeInboundPorts",
    "traffic.sidecar.istio.io/excludeInboundPorts",
    "traffic.sidecar.istio.io/includeOutboundIPRanges",
];

fn run(context: &mut Context<'_>) {
    for kind in ANNOTATED {
        for resource in context.each(kind) {
            check(resource, context);
        }
    }
}

fn check(resource: &Resource, context: &mut Context<'_>) {
    let redirected_by_cni = resource.kind() == Kind::Pod
        && !resource
            .spec()
            .items("initContainers")
            .any(|container| container.text("name") == "istio-init");
    for (name, _) in resource.fields().at("metadata").entries("annotations") {
        let set_by_others = SET_BY_ISTIO.contains(&name) || (redirected_by_cni && SET_BY_INJECTION.contains(&name));
        if is_istio(name) && !set_by_others && Annotation::find(name).is_some_and(|known| known.alpha) {
            let message = Message::new(&codes::ALPHA_ANNOTATION, resource).with(name);
            context.report(message.near(field!["metadata", "annotations", name]));
        }
    }
}

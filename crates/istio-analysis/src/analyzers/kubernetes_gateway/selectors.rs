#![doc = include_str!("selectors.md")]

use std::collections::HashMap;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "k8sgateway.SelectorAnalyzer",
    description: "Policies that select the workload of a Kubernetes Gateway by labels, which does nothing",
    inputs: &[
        Kind::AuthorizationPolicy,
        Kind::RequestAuthentication,
        Kind::Telemetry,
        Kind::WasmPlugin,
        Kind::Pod,
    ],
    codes: &["IST0166"],
    page: include_str!("selectors.md"),
    run,
};

/// The label that says which Kubernetes Gateway a pod was made for.
const GATEWAY_NAME: &str = "gateway.networking.k8s.io/gateway-name";

const POLICIES: [Kind; 4] = [
    Kind::AuthorizationPolicy,
    Kind::RequestAuthentication,
    Kind::Telemetry,
    Kind::WasmPlugin,
];

fn run(context: &mut Context<'_>) {
    let mut pods: HashMap<&str, Vec<(&Resource, &str)>> = HashMap::new();
    for pod in context.each(Kind::Pod) {
        if let Some(gateway) = pod.label(GATEWAY_NAME) {
            pods.entry(pod.namespace()).or_default().push((pod, gateway));
        }
    }
    for kind in POLICIES {
        for policy in context.each(kind) {
            let spec = policy.spec();
            if spec.at("targetRef").is_set() || !spec.at("selector").is_set() {
                continue;
            }
            let selector = Selector::of(spec.at("selector").map("matchLabels"));
            for (pod, gateway) in pods.get(policy.namespace()).into_iter().flatten() {
                if selector.matches(pod.labels()) {
                    let message = Message::new(&codes::INEFFECTIVE_SELECTOR, policy).with(gateway);
                    context.report(message.near(field!["spec", "selector"]));
                }
            }
        }
    }
}

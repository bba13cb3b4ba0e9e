#![doc = include_str!("subsets.md")]

use std::collections::HashMap;

use crate::analyzers::context::nearest;
use crate::analyzers::virtualservice::host_names;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "destinationrule.SubsetSelectPodAnalyzer",
    description: "DestinationRules for hosts that nothing serves, and subsets that select no pods",
    inputs: &[
        Kind::DestinationRule,
        Kind::Pod,
        Kind::Service,
        Kind::ServiceEntry,
        Kind::Node,
    ],
    codes: &["IST0173", "IST0174"],
    page: include_str!("subsets.md"),
    run,
};

/// Labels that pods get from the node that they run on.
const REGION: &str = "topology.kubernetes.io/region";
const ZONE: &str = "topology.kubernetes.io/zone";
const SUBZONE: &str = "topology.istio.io/subzone";
const HOST_NAME: &str = "kubernetes.io/hostname";

fn run(context: &mut Context<'_>) {
    let nodes: HashMap<&str, &Resource> = context.each(Kind::Node).map(|node| (node.name(), node)).collect();
    for rule in context.each(Kind::DestinationRule) {
        let spec = rule.spec();
        let host = spec.text("host");
        let export_to: Vec<&str> = spec.texts("exportTo").collect();
        let Some(owner) = context.host(rule.namespace(), &export_to, host) else {
            unknown_host(rule, host, context);
            continue;
        };
        let common = owner.selector();
        for (index, subset) in spec.items("subsets").enumerate() {
            let selector = common.merged(&Selector::of(subset.map("labels")));
            if selects_a_pod(&selector, &nodes, context) {
                continue;
            }
            let place = field!["spec", "subsets", index, "name"];
            if context.files_only() {
                context.unknown(rule, place, format!("whether a pod has the labels {selector}"));
                continue;
            }
            let message = Message::new(&codes::DESTINATION_RULE_SUBSET_NOT_SELECT_PODS, rule);
            context.report(message.with(subset.text("name")).near(place));
        }
    }
}

fn unknown_host(rule: &Resource, host: &str, context: &mut Context<'_>) {
    let place = field!["spec", "host"];
    if context.files_only() && !context.snapshot().knows(Kind::Service, Some(rule.namespace())) {
        context.unknown(rule, place, format!("whether there is a service {host:?}"));
        return;
    }
    let message = Message::new(&codes::UNKNOWN_DESTINATION_RULE_HOST, rule)
        .with(host)
        .near(place);
    let suggestion = nearest(host, host_names(context, rule.namespace(), host));
    context.report(message.suggest(suggestion));
}

/// Whether a pod has the labels, those among them that it gets from its node included.
fn selects_a_pod(selector: &Selector<'_>, nodes: &HashMap<&str, &Resource>, context: &Context<'_>) -> bool {
    if context.workloads(selector).next().is_some() {
        return true;
    }
    let of_node = |key: &str| matches!(key, REGION | ZONE | SUBZONE | HOST_NAME);
    if !selector.pairs().iter().any(|(key, _)| of_node(key)) {
        return false;
    }
    let own = selector.without(of_node);
    context.workloads(&own).any(|pod| {
        let node_name = pod.resource.spec().text("nodeName");
        let node = nodes.get(node_name);
        let labels = node.map(|node| locality(node)).unwrap_or_default();
        selector.pairs().iter().all(|&(key, value)| {
            let from_node = match key {
                REGION => labels[0],
                ZONE => labels[1],
                SUBZONE => labels[2],
                HOST_NAME => node_name,
                _ => "",
            };
            let written = pod
                .labels
                .and_then(|labels| labels.get(key))
                .and_then(kubeyaml::Value::as_str);
            if from_node.is_empty() {
                written == Some(value)
            } else {
                from_node == value
            }
        })
    })
}

/// Region, zone and subzone of a node. A zone counts only within a region, a subzone only within a zone.
fn locality(node: &Resource) -> [&str; 3] {
    let label = |name: &str| node.label(name).unwrap_or("");
    let (region, zone, subzone) = (label(REGION), label(ZONE), label(SUBZONE));
    match (zone.is_empty(), subzone.is_empty()) {
        (true, _) => [region, "", ""],
        (false, true) => [region, zone, ""],
        (false, false) => [region, zone, subzone],
    }
}

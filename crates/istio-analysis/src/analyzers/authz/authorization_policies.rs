#![doc = include_str!("authorization_policies.md")]

use std::collections::HashMap;

use kubeyaml::Mapping;

use crate::analyzers::context::nearest;
use crate::analyzers::injection::membership;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "auth.AuthorizationPoliciesAnalyzer",
    description: "AuthorizationPolicies that apply to no workload or name namespaces that do not exist",
    inputs: &[Kind::MeshConfig, Kind::AuthorizationPolicy, Kind::Namespace, Kind::Pod],
    codes: &["IST0101", "IST0127"],
    page: include_str!("authorization_policies.md"),
    run,
};

/// Labels of the mesh's pods by namespace.
type MeshPods<'s> = HashMap<&'s str, Vec<Option<&'s Mapping>>>;

fn run(context: &mut Context<'_>) {
    let mut pods: MeshPods<'_> = HashMap::new();
    for pod in context.each(Kind::Pod) {
        if membership::pod_has_sidecar(pod, context) || membership::pod_is_ambient(pod) {
            pods.entry(pod.namespace()).or_default().push(pod.labels());
        }
    }
    for policy in context.each(Kind::AuthorizationPolicy) {
        check_workloads(policy, &pods, context);
        check_namespaces(policy, context);
    }
}

fn check_workloads(policy: &Resource, pods: &MeshPods<'_>, context: &mut Context<'_>) {
    let namespace = policy.namespace();
    let mesh_wide = namespace == context.snapshot().mesh_config().message().text("rootNamespace");
    let selector = policy.spec().at("selector");
    let labels = Selector::of(selector.map("matchLabels"));
    let applies = match (mesh_wide, selector.is_set()) {
        (true, false) => true,
        (true, true) => pods.values().flatten().any(|pod| labels.matches(*pod)),
        (false, false) => pods.contains_key(namespace),
        (false, true) => pods
            .get(namespace)
            .is_some_and(|pods| pods.iter().any(|pod| labels.matches(*pod))),
    };
    if applies {
        return;
    }
    let place = match selector.is_set() {
        true => field!["spec", "selector", "matchLabels", labels.first_key()],
        false => field!["metadata", "name"],
    };
    if context.files_only() {
        // Which pods there are, and which of them are in the mesh, is for the cluster to say.
        let matched = match mesh_wide {
            true => context.workloads(&labels).next().is_some(),
            false => context.workloads_in(&labels, namespace).next().is_some(),
        };
        if !matched {
            context.unknown(policy, place, format!("whether a workload has the labels {labels}"));
        }
        return;
    }
    context.report(
        Message::new(&codes::NO_MATCHING_WORKLOADS_FOUND, policy)
            .with(labels)
            .near(place),
    );
}

fn check_namespaces(policy: &Resource, context: &mut Context<'_>) {
    for (i, rule) in policy.spec().items("rules").enumerate() {
        for (j, from) in rule.items("from").enumerate() {
            for list in ["namespaces", "notNamespaces"] {
                for (k, pattern) in from.at("source").texts(list).enumerate() {
                    if context
                        .each(Kind::Namespace)
                        .any(|namespace| covers(pattern, namespace.name()))
                    {
                        continue;
                    }
                    let place = field!["spec", "rules", i, "from", j, "source", list, k];
                    if context.files_only() {
                        context.unknown(policy, place, format!("whether there is a namespace {pattern:?}"));
                        continue;
                    }
                    let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, policy);
                    let names = context.each(Kind::Namespace).map(Resource::name);
                    let message = message.with("namespace").with(pattern).at(place);
                    context.report(message.suggest(nearest(pattern, names)));
                }
            }
        }
    }
}

/// Whether a pattern with a `*` at its start or end, or a name, covers a namespace.
fn covers(pattern: &str, namespace: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(suffix), _) => namespace.ends_with(suffix),
        (None, Some(prefix)) => namespace.starts_with(prefix),
        (None, None) => pattern.eq_ignore_ascii_case(namespace),
    }
}

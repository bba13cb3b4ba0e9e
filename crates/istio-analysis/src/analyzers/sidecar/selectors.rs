#![doc = include_str!("selectors.md")]

use std::collections::{BTreeMap, HashSet};

use crate::analyzers::injection::membership::{namespace_is_ambient, pod_is_ambient};
use crate::analyzers::workload_selection::{Selection, names_of};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "sidecar.SelectorAnalyzer",
    description: "Sidecars that select nothing, or the same workloads as others",
    inputs: &[Kind::Sidecar, Kind::Pod, Kind::Namespace],
    codes: &["IST0101", "IST0110", "IST0111", "IST0167"],
    page: include_str!("selectors.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut selection = Selection::default();
    let mut of_namespace: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
    for sidecar in context.each(Kind::Sidecar) {
        let labels = sidecar.spec().at("workloadSelector").map("labels");
        if labels.is_none_or(|labels| labels.is_empty()) {
            of_namespace.entry(sidecar.namespace()).or_default().push(sidecar);
        } else {
            selection.add(sidecar, labels, &["spec", "workloadSelector", "labels"], context);
        }
    }
    let mut without_effect = HashSet::new();
    for (workload, sidecars) in selection.of_workloads() {
        if workload.kind() == Kind::Pod && pod_is_ambient(workload) {
            let reason = "the selected workload is in ambient mode, which has no sidecars: the policy has no impact";
            report_without_effect(&sidecars, reason, &mut without_effect, context);
        } else if sidecars.len() > 1 {
            let names = names_of(&sidecars);
            for sidecar in sidecars {
                let message = Message::new(&codes::CONFLICTING_SIDECAR_WORKLOAD_SELECTORS, sidecar);
                let message = message
                    .with_list(&names)
                    .with(workload.namespace())
                    .with(workload.name());
                context.report(message.at(field!["metadata", "name"]));
            }
        }
    }
    for (namespace, sidecars) in of_namespace {
        if context
            .find(Kind::Namespace, "", namespace)
            .is_some_and(namespace_is_ambient)
        {
            let reason = "the namespace is in ambient mode, which has no sidecars: the policy has no impact";
            report_without_effect(&sidecars, reason, &mut without_effect, context);
        } else if sidecars.len() > 1 {
            let names = names_of(&sidecars);
            for sidecar in sidecars {
                let message = Message::new(&codes::MULTIPLE_SIDECARS_WITHOUT_WORKLOAD_SELECTORS, sidecar);
                context.report(
                    message
                        .with_list(&names)
                        .with(namespace)
                        .near(field!["metadata", "name"]),
                );
            }
        }
    }
}

/// Says once of each Sidecar that it does nothing.
fn report_without_effect(
    sidecars: &[&Resource],
    reason: &str,
    reported: &mut HashSet<String>,
    context: &mut Context<'_>,
) {
    for sidecar in sidecars {
        if reported.insert(sidecar.full_name()) {
            let message = Message::new(&codes::INEFFECTIVE_POLICY, sidecar).with(reason);
            context.report(message.near(field!["metadata", "name"]));
        }
    }
}

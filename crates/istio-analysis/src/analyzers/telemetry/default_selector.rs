#![doc = include_str!("default_selector.md")]

use std::collections::BTreeMap;

use crate::analyzers::workload_selection::names_of;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "telemetry.DefaultSelectorAnalyzer",
    description: "Several Telemetries for all workloads of a namespace",
    inputs: &[Kind::Telemetry],
    codes: &["IST0160"],
    page: include_str!("default_selector.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut of_namespace: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
    for telemetry in context.each(Kind::Telemetry) {
        if !telemetry.spec().at("selector").is_set() {
            of_namespace.entry(telemetry.namespace()).or_default().push(telemetry);
        }
    }
    for (namespace, telemetries) in of_namespace.into_iter().filter(|(_, list)| list.len() > 1) {
        let names = names_of(&telemetries);
        for telemetry in telemetries {
            let message = Message::new(&codes::MULTIPLE_TELEMETRIES_WITHOUT_WORKLOAD_SELECTORS, telemetry);
            context.report(
                message
                    .with_list(&names)
                    .with(namespace)
                    .near(field!["metadata", "name"]),
            );
        }
    }
}

#![doc = include_str!("selectors.md")]

use crate::analyzers::workload_selection::{Selection, names_of};
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "telemetry.SelectorAnalyzer",
    description: "Telemetries that select nothing, or the same workloads as others",
    inputs: &[Kind::Telemetry, Kind::Pod],
    codes: &["IST0101", "IST0159"],
    page: include_str!("selectors.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mut selection = Selection::default();
    for telemetry in context.each(Kind::Telemetry) {
        let labels = telemetry.spec().at("selector").map("matchLabels");
        if labels.is_some_and(|labels| !labels.is_empty()) {
            selection.add(telemetry, labels, &["spec", "selector", "matchLabels"], context);
        }
    }
    for (workload, telemetries) in selection.of_workloads() {
        if telemetries.len() < 2 {
            continue;
        }
        let names = names_of(&telemetries);
        for telemetry in telemetries {
            let message = Message::new(&codes::CONFLICTING_TELEMETRY_WORKLOAD_SELECTORS, telemetry);
            let message = message
                .with_list(&names)
                .with(workload.namespace())
                .with(workload.name());
            context.report(message.at(field!["metadata", "name"]));
        }
    }
}

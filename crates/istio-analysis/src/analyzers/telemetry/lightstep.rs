#![doc = include_str!("lightstep.md")]

use std::collections::HashSet;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "telemetry.LightstepAnalyzer",
    description: "Tracing with a provider of the kind Lightstep, which is deprecated",
    inputs: &[Kind::Telemetry, Kind::MeshConfig],
    codes: &["IST0002"],
    page: include_str!("lightstep.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mesh = context.snapshot().mesh_config().message();
    let deprecated: HashSet<&str> = mesh
        .messages("extensionProviders")
        .filter(|provider| provider.message("lightstep").is_some())
        .map(|provider| provider.text("name"))
        .collect();
    if deprecated.is_empty() {
        return;
    }
    for telemetry in context.each(Kind::Telemetry) {
        for (i, tracing) in telemetry.spec().items("tracing").enumerate() {
            for (j, provider) in tracing.items("providers").enumerate() {
                let name = provider.text("name");
                if deprecated.contains(name) {
                    let detail = format!("provider {name} is of the kind Lightstep; trace with OpenTelemetry instead");
                    let place = field!["spec", "tracing", i, "providers", j, "name"];
                    context.report(Message::new(&codes::DEPRECATED, telemetry).with(detail).near(place));
                }
            }
        }
    }
}

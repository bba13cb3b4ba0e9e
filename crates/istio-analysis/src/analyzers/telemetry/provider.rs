#![doc = include_str!("provider.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "telemetry.ProviderAnalyzer",
    description: "Access logging without a provider, of the Telemetry or by default",
    inputs: &[Kind::Telemetry, Kind::MeshConfig],
    codes: &["IST0157"],
    page: include_str!("provider.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let mesh = context.snapshot().mesh_config().message();
    let has_default = mesh
        .message("defaultProviders")
        .is_some_and(|providers| providers.texts("accessLogging").next().is_some());
    if has_default {
        return;
    }
    for telemetry in context.each(Kind::Telemetry) {
        for (index, logging) in telemetry.spec().items("accessLogging").enumerate() {
            if !logging.flag("disabled") && logging.items("providers").len() == 0 {
                let message = Message::new(&codes::INVALID_TELEMETRY_PROVIDER, telemetry);
                let message = message.with(telemetry.name()).with(telemetry.namespace());
                context.report(message.near(field!["spec", "accessLogging", index]));
            }
        }
    }
}

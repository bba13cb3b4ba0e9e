#![doc = include_str!("addresses.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "serviceentry.Analyzer",
    description: "ServiceEntries with TCP ports and no addresses",
    inputs: &[Kind::ServiceEntry, Kind::MeshConfig],
    codes: &["IST0134"],
    page: include_str!("addresses.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    if allocates_addresses(context) {
        return;
    }
    for entry in context.each(Kind::ServiceEntry) {
        // An empty list counts: it says that no address is wanted.
        let has_addresses = entry.spec().at("addresses").is_set();
        let has_allocated = entry.fields().at("status").items("addresses").len() > 0;
        if !has_addresses && !has_allocated {
            check(entry, context);
        }
    }
}

fn check(entry: &Resource, context: &mut Context<'_>) {
    for (index, port) in entry.spec().items("ports").enumerate() {
        let protocol = port.text("protocol");
        if protocol.is_empty() || protocol.eq_ignore_ascii_case("TCP") {
            let message = Message::new(&codes::SERVICE_ENTRY_ADDRESSES_REQUIRED, entry);
            context.report(message.at(field!["spec", "ports", index, "name"]));
        }
    }
}

/// Whether the mesh gives ServiceEntries addresses of its own.
fn allocates_addresses(context: &Context<'_>) -> bool {
    let mesh = context.snapshot().mesh_config().message();
    let metadata = mesh
        .message("defaultConfig")
        .and_then(|config| config.map("proxyMetadata"));
    let is_on = |name: &str| {
        let value = metadata.and_then(|metadata| metadata.get(name));
        matches!(value, Some(istio_api::message::Scalar::String(text)) if text == "true")
    };
    is_on("ISTIO_META_DNS_CAPTURE") && (is_on("ISTIO_META_DNS_AUTO_ALLOCATE") || is_on("PILOT_ENABLE_IP_AUTOALLOCATE"))
}

#![doc = include_str!("registries.md")]

use std::collections::BTreeSet;

use crate::analyzers::context::nearest;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, Subject, codes};
use crate::snapshot::{Fields, Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "meshnetworks.MeshNetworksAnalyzer",
    description: "Networks of the mesh that name service registries that do not exist",
    inputs: &[Kind::MeshNetworks, Kind::Secret],
    codes: &["IST0126"],
    page: include_str!("registries.md"),
    run,
};

/// Registries that are always there.
const BUILT_IN: [&str; 3] = ["Mock", "Kubernetes", "External"];

fn run(context: &mut Context<'_>) {
    let mut registries: BTreeSet<&str> = BUILT_IN.into_iter().collect();
    for secret in context.each(Kind::Secret) {
        if secret.label("istio/multiCluster") == Some("true") {
            for list in ["data", "stringData"] {
                registries.extend(secret.fields().entries(list).map(|(cluster, _)| cluster));
            }
        }
    }
    let snapshot = context.snapshot();
    let networks = Fields::of(Some(snapshot.mesh_networks()));
    for (network, settings) in networks.entries("networks") {
        for (index, endpoint) in settings.items("endpoints").enumerate() {
            let registry = endpoint.text("fromRegistry");
            if registry.is_empty() || registries.contains(registry) {
                continue;
            }
            let subject = Subject::new("MeshNetworks", snapshot.istio_namespace(), "meshnetworks");
            if context.files_only() && !snapshot.knows(Kind::Secret, Some(snapshot.istio_namespace())) {
                let place = field!["networks", network, "endpoints", index, "fromRegistry"];
                context.unknown_of(
                    &subject,
                    place,
                    format!("whether there is a service registry {registry:?}"),
                );
                continue;
            }
            let message = Message::about(&codes::UNKNOWN_MESH_NETWORKS_SERVICE_REGISTRY, Some(subject));
            let place = field!["networks", network, "endpoints", index, "fromRegistry"];
            let message = message.with(registry).with(network).near(place);
            context.report(message.suggest(nearest(registry, registries.iter().copied())));
        }
    }
}

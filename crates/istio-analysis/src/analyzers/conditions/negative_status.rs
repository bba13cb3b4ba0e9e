#![doc = include_str!("negative_status.md")]

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{FieldPath, Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "conditions.ConditionAnalyzer",
    description: "Resources whose status says that they were not accepted or do not work",
    inputs: &[
        Kind::Service,
        Kind::ServiceEntry,
        Kind::WorkloadEntry,
        Kind::AuthorizationPolicy,
        Kind::KubernetesGateway,
        Kind::HttpRoute,
        Kind::GrpcRoute,
    ],
    codes: &["IST0171"],
    page: include_str!("negative_status.md"),
    run,
};

/// The conditions of a kind that mean trouble when they are `False`.
fn watched(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Service | Kind::ServiceEntry | Kind::WorkloadEntry => &["istio.io/WaypointBound"],
        Kind::AuthorizationPolicy => &["ZtunnelAccepted", "WaypointAccepted"],
        _ => &["Accepted", "Programmed", "ResolvedRefs"],
    }
}

fn run(context: &mut Context<'_>) {
    for &kind in ANALYZER.inputs {
        for resource in context.each(kind) {
            let status = resource.fields().at("status");
            if matches!(kind, Kind::HttpRoute | Kind::GrpcRoute) {
                for (index, parent) in status.items("parents").enumerate() {
                    check(
                        resource,
                        parent,
                        field!["status", "parents", index, "conditions"],
                        context,
                    );
                }
            } else {
                check(resource, status, field!["status", "conditions"], context);
            }
        }
    }
}

fn check(resource: &Resource, holder: Fields<'_>, place: FieldPath, context: &mut Context<'_>) {
    for (index, condition) in holder.items("conditions").enumerate() {
        let (condition_type, reason) = (condition.text("type"), condition.text("reason"));
        let negative = condition.text("status") == "False" && watched(resource.kind()).contains(&condition_type);
        let partial = resource.kind() == Kind::AuthorizationPolicy
            && condition_type == "WaypointAccepted"
            && reason == "PartiallyInvalid";
        if negative || partial {
            let message = Message::new(&codes::NEGATIVE_CONDITION_STATUS, resource);
            let message = message
                .with(condition_type)
                .with(reason)
                .with(condition.text("message"));
            context.report(message.near(place.child(index).child("type")));
        }
    }
}

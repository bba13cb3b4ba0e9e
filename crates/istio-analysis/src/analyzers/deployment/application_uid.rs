#![doc = include_str!("application_uid.md")]

use crate::analyzers::service::is_control_plane;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{FieldPath, Fields, Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "applicationUID.Analyzer",
    description: "Applications that run as the sidecar's user",
    inputs: &[Kind::Pod, Kind::Deployment],
    codes: &["IST0144"],
    page: include_str!("application_uid.md"),
    run,
};

/// The user that the sidecar runs as.
const SIDECAR_USER: i64 = 1337;

fn run(context: &mut Context<'_>) {
    for pod in context.each(Kind::Pod) {
        check(pod, pod.spec(), field!["spec"], context);
    }
    for deployment in context.each(Kind::Deployment) {
        let pod = deployment.spec().at("template").at("spec");
        check(deployment, pod, field!["spec", "template", "spec"], context);
    }
}

fn check(resource: &Resource, pod: Fields<'_>, place: FieldPath, context: &mut Context<'_>) {
    if is_control_plane(resource) {
        return;
    }
    let is_sidecars = |holder: Fields<'_>| holder.at("securityContext").integer("runAsUser") == Some(SIDECAR_USER);
    let user = |holder: FieldPath| holder.child("securityContext").child("runAsUser");
    if is_sidecars(pod) {
        context.report(Message::new(&codes::INVALID_APPLICATION_UID, resource).near(user(place.clone())));
    }
    for (index, container) in pod.items("containers").enumerate() {
        let is_istio = matches!(container.text("name"), "istio-proxy" | "istio-operator");
        if !is_istio && is_sidecars(container) {
            let place = user(place.child("containers").child(index));
            context.report(Message::new(&codes::INVALID_APPLICATION_UID, resource).near(place));
        }
    }
}

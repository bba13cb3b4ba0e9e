#![doc = include_str!("image_auto.md")]

use super::SIDECAR;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::{label_of, selects};
use crate::snapshot::{FieldPath, Fields, Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "injection.ImageAutoAnalyzer",
    description: "Workloads that leave their proxy image to an injection that does not happen",
    inputs: &[
        Kind::Namespace,
        Kind::Pod,
        Kind::Deployment,
        Kind::MutatingWebhookConfiguration,
    ],
    codes: &["IST0146", "IST0147"],
    page: include_str!("image_auto.md"),
    run,
};

fn run(context: &mut Context<'_>) {
    let webhooks: Vec<Fields<'_>> = context
        .each(Kind::MutatingWebhookConfiguration)
        .flat_map(|configuration| configuration.fields().items("webhooks"))
        .filter(|webhook| webhook.text("name").ends_with("istio.io"))
        .collect();
    // A pod in a file was not injected yet.
    let pods = context.each(Kind::Pod).filter(|_| !context.files_only());
    for pod in pods.collect::<Vec<_>>() {
        if let Some(place) = auto_image(pod.spec(), field!["spec"]) {
            let message = Message::new(&codes::IMAGE_AUTO_WITHOUT_INJECTION_ERROR, pod);
            context.report(message.with("Pod").with(pod.name()).near(place));
        }
    }
    for deployment in context.each(Kind::Deployment) {
        let template = deployment.spec().at("template");
        let Some(place) = auto_image(template.at("spec"), field!["spec", "template", "spec"]) else {
            continue;
        };
        let home = match deployment.namespace() {
            "" => "default",
            namespace => namespace,
        };
        let namespace = context.find(Kind::Namespace, "", home);
        if context.files_only() && (webhooks.is_empty() || namespace.is_none()) {
            context.unknown(deployment, place, "whether an injection webhook selects the workload");
            continue;
        }
        let of_namespace = label_of(namespace.and_then(|namespace| namespace.labels()));
        let of_pod = label_of(template.at("metadata").map("labels"));
        let injected = webhooks.iter().any(|webhook| {
            selects(webhook.at("namespaceSelector"), &of_namespace) && selects(webhook.at("objectSelector"), &of_pod)
        });
        if !injected {
            let message = Message::new(&codes::IMAGE_AUTO_WITHOUT_INJECTION_WARNING, deployment);
            context.report(message.with("Deployment").with(deployment.name()).near(place));
        }
    }
}

/// Where a pod leaves the image of its sidecar to injection.
fn auto_image(pod: Fields<'_>, place: FieldPath) -> Option<FieldPath> {
    let index = pod
        .items("containers")
        .position(|container| container.text("name") == SIDECAR && container.text("image") == "auto")?;
    Some(place.child("containers").child(index).child("image"))
}

#![doc = include_str!("placement.md")]

use super::catalogue::{ANNOTATIONS, Annotation};
use super::{ANNOTATED, SET_BY_ISTIO, is_istio, values};
use crate::analyzers::context::nearest;
use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "annotations.K8sAnalyzer",
    description: "Annotations of Istio that are unknown, deprecated, misplaced or have a value that cannot be used",
    inputs: &[Kind::Namespace, Kind::Service, Kind::Pod, Kind::Deployment],
    codes: &["IST0107", "IST0108", "IST0125", "IST0135"],
    page: include_str!("placement.md"),
    run,
};

const INJECT: &str = "sidecar.istio.io/inject";

fn run(context: &mut Context<'_>) {
    for kind in ANNOTATED {
        for resource in context.each(kind) {
            check(resource, context);
        }
    }
}

fn check(resource: &Resource, context: &mut Context<'_>) {
    for (name, value) in resource.fields().at("metadata").entries("annotations") {
        if !is_istio(name) || SET_BY_ISTIO.contains(&name) {
            continue;
        }
        let place = || field!["metadata", "annotations", name];
        let Some(known) = Annotation::find(name) else {
            let names = ANNOTATIONS.iter().map(|known| known.name);
            let message = Message::new(&codes::UNKNOWN_ANNOTATION, resource)
                .with(name)
                .near(place());
            context.report(message.suggest(nearest(name, names)));
            continue;
        };
        // Who has the label too has seen that it replaces the annotation.
        let replaced = name == INJECT && resource.label(INJECT).is_some();
        if known.deprecated && !replaced {
            let instead = if name == INJECT {
                ", the label of the same name replaces it,"
            } else {
                ""
            };
            let message = Message::new(&codes::DEPRECATED_ANNOTATION, resource)
                .with(name)
                .with(instead);
            context.report(message.near(place()));
        }
        if known.kinds.contains(&"Any") {
            continue;
        }
        if !known.kinds.contains(&resource.kind().name()) {
            let message = Message::new(&codes::MISPLACED_ANNOTATION, resource)
                .with(name)
                .with_list(known.kinds);
            context.report(message.near(place()));
            continue;
        }
        if let Err(problem) = values::check(name, value.as_text()) {
            let message = Message::new(&codes::INVALID_ANNOTATION, resource)
                .with(name)
                .with(problem);
            context.report(message.near(place()));
        }
    }
}

#![doc = include_str!("injectors.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::selector::selects;
use crate::snapshot::{FieldPath, Fields, Kind, Resource, field, full_name};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "webhook.Analyzer",
    description: "Injection webhooks that select the same pods, or send them to a service that does not exist",
    inputs: &[Kind::MutatingWebhookConfiguration, Kind::Service],
    codes: &["IST0139"],
    page: include_str!("injectors.md"),
    run,
};

const REVISION: &str = "istio.io/rev";
const INJECTION: &str = "istio-injection";
const INJECT: &str = "sidecar.istio.io/inject";

/// A webhook, with the resource that it stands in.
#[derive(Clone, Copy)]
struct Webhook<'s> {
    configuration: &'s Resource,
    index: usize,
    fields: Fields<'s>,
}

impl Webhook<'_> {
    fn name(&self) -> String {
        format!("{}/{}", self.configuration.full_name(), self.fields.text("name"))
    }

    fn place(&self) -> FieldPath {
        field!["webhooks", self.index]
    }

    fn selects(&self, namespace: Labels<'_>, object: Labels<'_>) -> bool {
        selects(self.fields.at("namespaceSelector"), |name| namespace.get(name))
            && selects(self.fields.at("objectSelector"), |name| object.get(name))
    }
}

/// At most two labels, of which one is the revision.
#[derive(Clone, Copy)]
struct Labels<'a> {
    name: &'a str,
    value: Option<&'a str>,
    revision: Option<&'a str>,
}

impl<'a> Labels<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        match name {
            REVISION => self.revision,
            name if name == self.name => self.value,
            _ => None,
        }
    }
}

fn run(context: &mut Context<'_>) {
    let mut webhooks = Vec::new();
    let mut revisions = BTreeSet::new();
    for configuration in context.each(Kind::MutatingWebhookConfiguration) {
        let own = revisions_of(configuration);
        let mut items = configuration.fields().items("webhooks");
        if own.is_empty() && !items.any(|webhook| webhook.text("name").ends_with("istio.io")) {
            continue;
        }
        revisions.extend(own);
        for (index, fields) in configuration.fields().items("webhooks").enumerate() {
            webhooks.push(Webhook {
                configuration,
                index,
                fields,
            });
        }
    }
    check_overlaps(&webhooks, &revisions, context);
    check_services(&webhooks, context);
}

/// Tries every pair of labels that a namespace and a pod may have: at most one webhook may select it.
fn check_overlaps(webhooks: &[Webhook<'_>], revisions: &BTreeSet<&str>, context: &mut Context<'_>) {
    let mut reported = BTreeSet::new();
    let every_revision = || [None].into_iter().chain(revisions.iter().copied().map(Some));
    let labels = |name: &'static str, values: [Option<&'static str>; 3]| -> Vec<Labels<'_>> {
        let pairs = every_revision().flat_map(|revision| values.map(|value| (revision, value)));
        pairs
            .map(|(revision, value)| Labels { name, value, revision })
            .collect()
    };
    let namespaces = labels(INJECTION, [None, Some("enabled"), Some("disabled")]);
    let objects = labels(INJECT, [None, Some("true"), Some("false")]);
    for namespace in &namespaces {
        for object in &objects {
            let selecting: BTreeMap<String, Webhook<'_>> = webhooks
                .iter()
                .filter(|webhook| webhook.selects(*namespace, *object))
                .map(|webhook| (webhook.name(), *webhook))
                .collect();
            if selecting.len() < 2 {
                continue;
            }
            for (name, webhook) in &selecting {
                let others: Vec<&str> = selecting
                    .keys()
                    .filter(|other| *other != name)
                    .map(String::as_str)
                    .collect();
                let others = others.join(", ");
                if reported.insert((name.clone(), others.clone())) {
                    let detail = format!("the webhook selects the same pods as {others}: they may be injected twice");
                    let message = Message::new(&codes::INVALID_WEBHOOK, webhook.configuration).with(detail);
                    context.report(message.near(webhook.place()));
                }
            }
        }
    }
}

fn check_services(webhooks: &[Webhook<'_>], context: &mut Context<'_>) {
    for webhook in webhooks {
        let service = webhook.fields.at("clientConfig").at("service");
        if !service.is_set() {
            continue;
        }
        let (namespace, name) = (service.text("namespace"), service.text("name"));
        if context.find(Kind::Service, namespace, name).is_some() {
            continue;
        }
        let place = webhook.place().child("clientConfig").child("service").child("name");
        let service = full_name(namespace, name);
        if context.files_only() && !context.snapshot().knows(Kind::Service, Some(namespace)) {
            context.unknown(
                webhook.configuration,
                place,
                format!("whether there is a service {service}"),
            );
            continue;
        }
        let detail = format!("the webhook calls a service that does not exist: {service}");
        let message = Message::new(&codes::INVALID_WEBHOOK, webhook.configuration).with(detail);
        context.report(message.near(place));
    }
}

/// The revisions that a configuration names in its label and selectors.
fn revisions_of(configuration: &Resource) -> BTreeSet<&str> {
    let mut revisions = BTreeSet::new();
    revisions.extend(configuration.label(REVISION));
    for webhook in configuration.fields().items("webhooks") {
        for selector in [webhook.at("namespaceSelector"), webhook.at("objectSelector")] {
            let label = selector.map("matchLabels").and_then(|labels| labels.get(REVISION));
            revisions.extend(label.and_then(kubeyaml::Value::as_str));
            for expression in selector.items("matchExpressions") {
                if expression.text("key") == REVISION {
                    revisions.extend(expression.texts("values"));
                }
            }
        }
    }
    revisions
}

//! Which policies select which workloads of their namespace.

use std::collections::BTreeMap;

use kubeyaml::Mapping;

use crate::analyzers::Context;
use crate::message::{Message, codes};
use crate::selector::Selector;
use crate::snapshot::{FieldPath, Kind, Resource, Step};

/// Policies by the workload that they select.
#[derive(Default)]
pub(super) struct Selection<'s> {
    workloads: BTreeMap<(&'s str, &'s str, Kind), (&'s Resource, Vec<&'s Resource>)>,
}

impl<'s> Selection<'s> {
    /// Adds a policy with its selector. One that selects nothing is reported; `place` is the selector's field.
    pub(super) fn add(
        &mut self,
        policy: &'s Resource,
        labels: Option<&'s Mapping>,
        place: &[&str],
        context: &mut Context<'s>,
    ) {
        let selector = Selector::of(labels);
        let mut found = false;
        for workload in context.workloads_in(&selector, policy.namespace()) {
            found = true;
            let key = (
                workload.resource.namespace(),
                workload.resource.name(),
                workload.resource.kind(),
            );
            let entry = self.workloads.entry(key).or_insert((workload.resource, Vec::new()));
            entry.1.push(policy);
        }
        if found {
            return;
        }
        let place = FieldPath::new(place.iter().map(|step| Step::from(*step)).collect()).child(selector.first_key());
        if context.files_only() && !context.knows_workloads(Some(policy.namespace())) {
            context.unknown(policy, place, format!("whether a workload has the labels {selector}"));
            return;
        }
        let message = Message::new(&codes::REFERENCED_RESOURCE_NOT_FOUND, policy);
        context.report(message.with("selector").with(selector).at(place));
    }

    /// The workloads, each with the policies that select it.
    pub(super) fn of_workloads(self) -> impl Iterator<Item = (&'s Resource, Vec<&'s Resource>)> {
        self.workloads.into_values()
    }
}

/// The names of resources, sorted.
pub(super) fn names_of(resources: &[&Resource]) -> Vec<String> {
    let mut names: Vec<String> = resources.iter().map(|resource| resource.name().to_owned()).collect();
    names.sort();
    names
}

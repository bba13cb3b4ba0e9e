//! Which DestinationRule counts for a host, as Istio picks it.
//!
//! The client's namespace comes first, then the service's, then the root namespace of the mesh; within each the host itself comes before
//! wildcards. Rules of one host and namespace are merged: the first one's policy counts, subsets add up. One that selects the client's
//! workload by label comes before one that selects none.

use std::cmp::Ordering;

use super::client::Client;
use super::trace::{ChosenRule, Place, Subset};
use super::visibility::{ExportTo, age};
use crate::host;
use crate::snapshot::{Fields, Kind, Resource, Snapshot, field};

/// Rules of one host and namespace that Istio reads as one.
#[derive(Clone, Debug)]
pub(crate) struct Merged<'a> {
    rules: Vec<&'a Resource>,
    export_to: ExportTo,
    why: String,
}

impl<'a> Merged<'a> {
    fn first(&self) -> Option<&'a Resource> {
        self.rules.first().copied()
    }

    /// The rules, the one whose policy counts first.
    pub(crate) fn rules(&self) -> &[&'a Resource] {
        &self.rules
    }

    pub(crate) fn chosen(&self) -> Option<ChosenRule> {
        Some(ChosenRule {
            place: Place::of_resource(self.first()?),
            why: self.why.clone(),
            merged: self.rules.iter().skip(1).map(|rule| Place::of_resource(rule)).collect(),
        })
    }

    /// The subset of a name: the first that is called so.
    pub(crate) fn subset(&self, name: &str) -> Option<Subset> {
        self.rules.iter().find_map(|rule| {
            let (index, subset) = rule
                .spec()
                .items("subsets")
                .enumerate()
                .find(|(_, subset)| subset.text("name") == name)?;
            let mut labels: Vec<(String, String)> = subset
                .entries("labels")
                .map(|(key, value)| (key.to_owned(), value.as_text().to_owned()))
                .collect();
            labels.sort();
            Some(Subset {
                name: name.to_owned(),
                place: Some(Place::of(rule, &field!["spec", "subsets", index, "name"])),
                labels,
            })
        })
    }

    /// The names of the subsets, for those who look for another.
    pub(crate) fn subset_names(&self) -> Vec<String> {
        let names = self.rules.iter().flat_map(|rule| rule.spec().items("subsets"));
        names.map(|subset| subset.text("name").to_owned()).collect()
    }
}

/// Whether a rule is of the namespace that is looked at, and for the client.
type Belongs<'q> = &'q dyn Fn(&Resource, &ExportTo) -> bool;

/// The rules for a host of a service in `service_namespace`, seen by a client.
pub(crate) fn choose<'a>(
    snapshot: &'a Snapshot,
    client: &Client<'_>,
    host: &str,
    service_namespace: &str,
) -> Option<Merged<'a>> {
    let mut sorted: Vec<&Resource> = snapshot.of_kind(Kind::DestinationRule).collect();
    sorted.sort_by(|a, b| selector_first(a, b).then_with(|| age(a).cmp(&age(b))));
    let mesh = snapshot.mesh_config().message();
    let root = match mesh.text("rootNamespace") {
        "" => snapshot.istio_namespace(),
        root => root,
    };
    let own = client.namespace.as_str();
    // Rules of the root namespace are for the whole mesh: a client there does not have them come first, unless they are for it alone.
    let local = |rule: &Resource, export_to: &ExportTo| {
        let private = !export_to.is_public() && export_to.includes(own);
        rule.namespace() == own && (if own == root { private } else { export_to.includes(own) })
    };
    let exported = |namespace: &str, rule: &Resource, export_to: &ExportTo| {
        rule.namespace() == namespace && export_to.includes(own) && !(has_selector(rule) && own != namespace)
    };
    let steps: [(Belongs<'_>, String); 3] = [
        (&local, format!("the client's namespace {own}")),
        (
            &|rule, export_to| exported(service_namespace, rule, export_to),
            format!("the service's namespace {service_namespace}"),
        ),
        (
            &|rule, export_to| exported(root, rule, export_to),
            format!("the root namespace {root}"),
        ),
    ];
    for (belongs, of) in &steps {
        let mut candidates: Vec<(&'a Resource, ExportTo)> = Vec::new();
        for rule in &sorted {
            let export_to = if has_selector(rule) {
                // A rule for some workloads is for those of its namespace.
                ExportTo::only(rule.namespace())
            } else {
                let written = rule.spec().texts("exportTo");
                ExportTo::new(written, rule, snapshot, "defaultDestinationRuleExportTo")
            };
            if belongs(rule, &export_to) {
                candidates.push((rule, export_to));
            }
        }
        let nearest = candidates
            .iter()
            .filter_map(|(rule, _)| rank(&host_of(rule), host))
            .max();
        let Some(nearest) = nearest else { continue };
        candidates.retain(|(rule, _)| rank(&host_of(rule), host) == Some(nearest));
        let found = pick(merge(candidates, of), client);
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The full host name of a rule.
fn host_of(rule: &Resource) -> String {
    host::fqdn(rule.namespace(), rule.spec().text("host")).to_ascii_lowercase()
}

/// How near a rule's host is to one: the same, or how long a wildcard that covers it.
fn rank(own: &str, host: &str) -> Option<usize> {
    match own.strip_prefix('*') {
        None => (own == host).then_some(usize::MAX),
        Some(_) if own == host => Some(usize::MAX),
        Some(suffix) => host.trim_start_matches('*').ends_with(suffix).then_some(own.len()),
    }
}

fn has_selector(rule: &Resource) -> bool {
    rule.spec().at("workloadSelector").is_set()
}

fn selector_first(a: &Resource, b: &Resource) -> Ordering {
    has_selector(b).cmp(&has_selector(a))
}

fn labels_of(rule: &Resource) -> Fields<'_> {
    rule.spec().at("workloadSelector").at("matchLabels")
}

/// Rules of one host that Istio reads as one: with the same exportTo, and without selectors or with the same.
fn merge<'a>(candidates: Vec<(&'a Resource, ExportTo)>, of: &str) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = Vec::new();
    for (rule, export_to) in candidates {
        let fits = |known: &Merged<'a>| {
            known.export_to == export_to
                && known.first().is_some_and(|first| {
                    has_selector(first) == has_selector(rule) && labels_of(first).value() == labels_of(rule).value()
                })
        };
        match merged.iter_mut().find(|known| fits(known)) {
            Some(known) => known.rules.push(rule),
            None => merged.push(Merged {
                rules: vec![rule],
                export_to,
                why: format!("it is of {of}"),
            }),
        }
    }
    merged
}

/// One that selects the client, else the last that selects nobody.
fn pick<'a>(merged: Vec<Merged<'a>>, client: &Client<'_>) -> Option<Merged<'a>> {
    let selects = |found: &Merged<'a>| {
        found.first().is_some_and(|first| {
            has_selector(first)
                && first.namespace() == client.namespace
                && client.has_labels(first.spec().at("workloadSelector").map("matchLabels"))
        })
    };
    if let Some(found) = merged.iter().find(|found| selects(found)) {
        let mut found = found.clone();
        found.why.push_str(" and selects the client's workload");
        return Some(found);
    }
    merged
        .into_iter()
        .rfind(|found| !found.first().is_some_and(has_selector))
}

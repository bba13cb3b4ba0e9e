//! HTTP rules of a VirtualService, those of its delegates among them.
//!
//! Istio replaces a rule that delegates by the rules of the delegate, each narrowed by the matches of the rule; a delegate's rule whose
//! match is no part of what the root takes is left out. Here the two stay beside each other, so that every condition keeps its place.

use kubeyaml::Mapping;

use super::trace::{PassedOver, Place};
use super::visibility::ExportTo;
use crate::snapshot::{FieldPath, Fields, Kind, Resource, Snapshot, field};

/// A part of a match: what one VirtualService says.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) owner: &'a Resource,
    pub(super) path: FieldPath,
    pub(super) fields: Fields<'a>,
}

/// A match: its own conditions, then those of the match of the root that it narrows.
#[derive(Clone, Debug)]
pub(super) struct Match<'a>(Vec<Part<'a>>);

impl<'a> Match<'a> {
    /// The part that says something about a field, and what; that of the delegate comes first.
    pub(super) fn get(&self, name: &str) -> Option<(&Part<'a>, Fields<'a>)> {
        self.0
            .iter()
            .map(|part| (part, part.fields.at(name)))
            .find(|(_, field)| field.is_set())
    }

    /// The entries of a map field, in both parts; of a key in both the delegate's.
    pub(super) fn entries(&self, name: &str) -> Vec<(&Part<'a>, &'a str, Fields<'a>)> {
        let mut found: Vec<(&Part<'a>, &'a str, Fields<'a>)> = Vec::new();
        for part in &self.0 {
            for (key, value) in part.fields.map(name).into_iter().flat_map(Mapping::iter) {
                if !found.iter().any(|(_, known, _)| *known == key) {
                    found.push((part, key, Fields::of(Some(value))));
                }
            }
        }
        found.sort_by_key(|(_, key, _)| *key);
        found
    }

    /// Whether paths are compared without regard to case: the delegate's word counts.
    pub(super) fn ignores_case(&self) -> bool {
        self.0.first().is_some_and(|part| part.fields.flag("ignoreUriCase"))
    }

    /// The match as written.
    pub(super) fn part(&self) -> Option<&Part<'a>> {
        self.0.first()
    }

    fn names(&self) -> Vec<&'a str> {
        self.0.iter().rev().map(|part| part.fields.text("name")).collect()
    }
}

/// A rule with where it is written.
#[derive(Clone, Debug)]
pub(super) struct Rule<'a> {
    pub(super) part: Part<'a>,
    /// The rule that delegates to this one.
    delegating: Option<Part<'a>>,
    pub(super) matches: Vec<Match<'a>>,
}

impl<'a> Rule<'a> {
    /// A setting that a delegate takes over from the rule that delegates.
    pub(super) fn setting(&self, name: &str) -> Option<(&Part<'a>, Fields<'a>)> {
        [Some(&self.part), self.delegating.as_ref()]
            .into_iter()
            .flatten()
            .map(|part| (part, part.fields.at(name)))
            .find(|(_, field)| field.is_set())
    }

    /// The names of the rule and of its match.
    pub(super) fn name(&self, matched: Option<&Match<'a>>) -> String {
        let joined = |names: Vec<&str>| {
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            names.join("-")
        };
        let delegating = self.delegating.as_ref().map_or("", |part| part.fields.text("name"));
        let rule = joined(vec![delegating, self.part.fields.text("name")]);
        let matched = matched.map(|matched| joined(matched.names())).unwrap_or_default();
        match (rule.is_empty(), matched.is_empty()) {
            (_, true) => rule,
            (true, false) => matched,
            (false, false) => format!("{rule}.{matched}"),
        }
    }
}

/// The rules of a VirtualService in the order in which they are tried, and the delegates that do not count.
pub(super) fn of<'a>(root: &'a Resource, snapshot: &'a Snapshot) -> (Vec<Rule<'a>>, Vec<PassedOver>) {
    let mut rules = Vec::new();
    let mut passed_over = Vec::new();
    for part in parts(root, "http") {
        let delegate = part.fields.at("delegate");
        if !delegate.is_set() {
            let matches = matches(&part).into_iter().map(|part| Match(vec![part])).collect();
            rules.push(Rule {
                part,
                delegating: None,
                matches,
            });
            continue;
        }
        let namespace = match delegate.text("namespace") {
            "" => root.namespace(),
            namespace => namespace,
        };
        let name = delegate.text("name");
        let found = snapshot
            .find(Kind::VirtualService, namespace, name)
            .filter(|found| found.spec().items("hosts").len() == 0);
        let Some(found) = found else {
            passed_over.push(PassedOver {
                place: Place::of(root, &part.path.child("delegate")),
                why: format!("there is no VirtualService {namespace}/{name} without hosts: the rule is left out"),
            });
            continue;
        };
        let export_to = ExportTo::new(
            found.spec().texts("exportTo"),
            found,
            snapshot,
            "defaultVirtualServiceExportTo",
        );
        if !export_to.includes(root.namespace()) {
            passed_over.push(PassedOver {
                place: Place::of_resource(found),
                why: format!(
                    "it is exported to {export_to} only, so {} cannot delegate to it",
                    root.full_name()
                ),
            });
            continue;
        }
        let outer = matches(&part);
        for inner in parts(found, "http") {
            match narrowed(&outer, matches(&inner)) {
                Some(matches) => rules.push(Rule {
                    part: inner,
                    delegating: Some(part.clone()),
                    matches,
                }),
                None => passed_over.push(PassedOver {
                    place: Place::of(found, &inner.path),
                    why: format!(
                        "its match is no part of what {} of {} takes: the rule is left out",
                        part.path,
                        root.full_name()
                    ),
                }),
            }
        }
    }
    (rules, passed_over)
}

/// The items of a list of the spec, each with its place.
pub(super) fn parts<'a>(owner: &'a Resource, list: &str) -> Vec<Part<'a>> {
    owner
        .spec()
        .items(list)
        .enumerate()
        .map(|(index, fields)| Part {
            owner,
            path: field!["spec", list, index],
            fields,
        })
        .collect()
}

/// The matches of a rule, each with its place.
pub(super) fn matches<'a>(rule: &Part<'a>) -> Vec<Part<'a>> {
    rule.fields
        .items("match")
        .enumerate()
        .map(|(index, fields)| Part {
            owner: rule.owner,
            path: rule.path.child("match").child(index),
            fields,
        })
        .collect()
}

/// The matches of a delegate's rule within those of the root's; `None` if one of them is within none.
fn narrowed<'a>(outer: &[Part<'a>], inner: Vec<Part<'a>>) -> Option<Vec<Match<'a>>> {
    if outer.is_empty() {
        return Some(inner.into_iter().map(|part| Match(vec![part])).collect());
    }
    if inner.is_empty() {
        return Some(outer.iter().map(|part| Match(vec![part.clone()])).collect());
    }
    let mut found = Vec::new();
    for part in inner {
        let before = found.len();
        let fitting = outer.iter().filter(|root| !conflict(root.fields, part.fields));
        found.extend(fitting.map(|root| Match(vec![part.clone(), root.clone()])));
        if found.len() == before {
            return None;
        }
    }
    Some(found)
}

/// Whether a delegate's match is no part of the root's, field by field.
fn conflict(root: Fields<'_>, leaf: Fields<'_>) -> bool {
    let single = ["uri", "scheme", "method", "authority"]
        .iter()
        .any(|name| string_conflict(root.at(name), leaf.at(name)));
    let in_maps = ["headers", "withoutHeaders", "queryParams"].iter().any(|map| {
        let roots = root.at(map);
        leaf.entries(map).any(|(key, value)| {
            let at_root = roots.value().and_then(|value| value.as_mapping()?.get(key));
            string_conflict(Fields::of(at_root), value)
        })
    });
    let (port, leaf_port) = (root.integer("port").unwrap_or(0), leaf.integer("port").unwrap_or(0));
    let namespace = root.text("sourceNamespace");
    let labels_differ = leaf.entries("sourceLabels").any(|(key, value)| {
        let at_root = root.map("sourceLabels").and_then(|labels| labels.get(key));
        at_root.is_some_and(|at_root| at_root.as_str() != Some(value.as_text()))
    });
    let gateways: Vec<&str> = root.texts("gateways").collect();
    let leaf_gateways: Vec<&str> = leaf.texts("gateways").collect();
    let gateways_differ = !gateways.is_empty()
        && !leaf_gateways.is_empty()
        && (gateways.len() < leaf_gateways.len() || leaf_gateways.iter().any(|one| !gateways.contains(one)));
    single
        || in_maps
        || root.flag("ignoreUriCase") != leaf.flag("ignoreUriCase")
        || (port > 0 && leaf_port > 0 && port != leaf_port)
        || (!namespace.is_empty() && leaf.text("sourceNamespace") != namespace)
        || labels_differ
        || gateways_differ
}

fn string_conflict(root: Fields<'_>, leaf: Fields<'_>) -> bool {
    if !root.is_set() || !leaf.is_set() {
        return false;
    }
    let says = |field: Fields<'_>| {
        ["exact", "prefix", "regex"]
            .iter()
            .any(|kind| !field.text(kind).is_empty())
    };
    let has_regex = !root.text("regex").is_empty() || !leaf.text("regex").is_empty();
    if has_regex && says(root) && says(leaf) {
        return true;
    }
    match (root.text("exact"), root.text("prefix")) {
        ("", "") => true,
        ("", prefix) => match (leaf.text("prefix"), leaf.text("exact")) {
            ("", "") => true,
            ("", exact) => !exact.starts_with(prefix),
            (narrower, _) => !narrower.starts_with(prefix),
        },
        (exact, _) => leaf.text("exact") != exact,
    }
}

//! `DestinationRule`.

use std::collections::BTreeSet;

use super::export_to::Exporter;
use super::node::Node;
use super::report::Report;
use super::{Object, destinations, export_to, hosts, labels, selector, traffic_policy};

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    let namespace = object.metadata.namespace;
    hosts::check_wildcard(&spec.at("host"), report);
    traffic_policy::check(&spec.at("trafficPolicy"), namespace, report);
    let mut names = BTreeSet::new();
    for subset in spec.at("subsets").items() {
        if !subset.is_set() {
            report.error(&subset, "null", "a subset must not be null");
            continue;
        }
        check_subset(&subset, namespace, &mut names, report);
    }
    let workload_selector = spec.at("workloadSelector");
    let exporter = if workload_selector.is_set() {
        Exporter::RuleWithSelector
    } else {
        Exporter::Other
    };
    export_to::check(&spec.at("exportTo"), namespace, exporter, report);
    selector::check(&workload_selector, report);
}

fn check_subset<'a>(subset: &Node<'a>, namespace: &str, names: &mut BTreeSet<&'a str>, report: &mut Report) {
    let name = subset.at("name");
    if !names.insert(name.text()) {
        report.error(
            &name,
            "subset-duplicate",
            format!("there is more than one subset named {:?}", name.text()),
        );
    }
    destinations::check_subset_name(&name, report);
    labels::check(&subset.at("labels"), report);
    traffic_policy::check(&subset.at("trafficPolicy"), namespace, report);
}

#![doc = include_str!("patch_operations.md")]

use std::collections::HashSet;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Code, Message, codes};
use crate::snapshot::{Fields, Kind, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "envoyfilter.EnvoyPatchAnalyzer",
    description: "Patches of EnvoyFilters that do nothing or depend on the order of EnvoyFilters",
    inputs: &[Kind::EnvoyFilter],
    codes: &["IST0151", "IST0152", "IST0153", "IST0154", "IST0155"],
    page: include_str!("patch_operations.md"),
    run,
};

const OPERATIONS: [&str; 8] = [
    "INVALID",
    "MERGE",
    "ADD",
    "REMOVE",
    "INSERT_BEFORE",
    "INSERT_AFTER",
    "INSERT_FIRST",
    "REPLACE",
];
const TARGETS: [&str; 12] = [
    "INVALID",
    "LISTENER",
    "FILTER_CHAIN",
    "NETWORK_FILTER",
    "HTTP_FILTER",
    "ROUTE_CONFIGURATION",
    "VIRTUAL_HOST",
    "HTTP_ROUTE",
    "CLUSTER",
    "EXTENSION_CONFIG",
    "BOOTSTRAP",
    "LISTENER_FILTER",
];

/// Filters by name that some patch with a proxy version is about.
type Versioned<'a> = HashSet<&'a str>;

fn run(context: &mut Context<'_>) {
    let mut versioned = Versioned::new();
    for filter in context.each(Kind::EnvoyFilter) {
        let has_priority = filter.spec().integer("priority").unwrap_or(0) != 0;
        for (index, patch) in filter.spec().items("configPatches").enumerate() {
            if !patch.at("patch").is_set() {
                break;
            }
            let name = filter_name(patch);
            if let Some(code) = verdict(patch, has_priority, versioned.contains(name)) {
                let place = field!["spec", "configPatches", index, "patch", "operation"];
                context.report(Message::new(code, filter).near(place));
            }
            if !patch.at("match").at("proxy").text("proxyVersion").is_empty() {
                versioned.insert(name);
            }
        }
    }
}

fn verdict(patch: Fields<'_>, has_priority: bool, is_versioned: bool) -> Option<&'static Code> {
    let target = patch.enumeration("applyTo", &TARGETS);
    let no_list = matches!(target, "ROUTE_CONFIGURATION" | "HTTP_ROUTE");
    let relative = match (has_priority, is_versioned) {
        (true, _) => None,
        (false, true) => Some(&codes::ENVOY_FILTER_USES_RELATIVE_OPERATION_WITH_PROXY_VERSION),
        (false, false) => Some(&codes::ENVOY_FILTER_USES_RELATIVE_OPERATION),
    };
    match patch.at("patch").enumeration("operation", &OPERATIONS) {
        "ADD" if no_list => Some(&codes::ENVOY_FILTER_USES_ADD_OPERATION_INCORRECTLY),
        "REMOVE" if no_list => Some(&codes::ENVOY_FILTER_USES_REMOVE_OPERATION_INCORRECTLY),
        "REPLACE" if !matches!(target, "NETWORK_FILTER" | "HTTP_FILTER" | "VIRTUAL_HOST") => {
            Some(&codes::ENVOY_FILTER_USES_REPLACE_OPERATION_INCORRECTLY)
        }
        "REMOVE" | "REPLACE" | "INSERT_BEFORE" | "INSERT_AFTER" => relative,
        _ => None,
    }
}

/// The name of the filter that a patch puts in, or else of the one that it matches.
fn filter_name(patch: Fields<'_>) -> &str {
    let value = patch.at("patch").at("value");
    if !value.is_set() {
        return "";
    }
    if value.at("name").is_set() {
        return value.text("name");
    }
    patch
        .at("match")
        .at("listener")
        .at("filterChain")
        .at("filter")
        .text("name")
}

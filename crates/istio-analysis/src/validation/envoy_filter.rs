//! `EnvoyFilter`.

use sprig::regexp::Regexp;

use super::node::Node;
use super::report::Report;
use super::{Object, envoy, selector};

const APPLY_TO: [&str; 12] = [
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
const CONTEXTS: [&str; 5] = ["ANY", "SIDECAR_INBOUND", "SIDECAR_OUTBOUND", "GATEWAY", "WAYPOINT"];
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
const HTTP_CONNECTION_MANAGER: &str = "envoy.filters.network.http_connection_manager";

/// Names of filters that Envoy gave up, and what they are called now.
const DEPRECATED_NAMES: [(&str, &str); 27] = [
    ("envoy.buffer", "envoy.filters.http.buffer"),
    ("envoy.client_ssl_auth", "envoy.filters.network.client_ssl_auth"),
    ("envoy.cors", "envoy.filters.http.cors"),
    ("envoy.csrf", "envoy.filters.http.csrf"),
    ("envoy.ext_authz", "envoy.filters.http.ext_authz"),
    ("envoy.fault", "envoy.filters.http.fault"),
    ("envoy.grpc_http1_bridge", "envoy.filters.http.grpc_http1_bridge"),
    ("envoy.grpc_json_transcoder", "envoy.filters.http.grpc_json_transcoder"),
    ("envoy.grpc_web", "envoy.filters.http.grpc_web"),
    ("envoy.gzip", "envoy.filters.http.gzip"),
    ("envoy.health_check", "envoy.filters.http.health_check"),
    ("envoy.http_connection_manager", HTTP_CONNECTION_MANAGER),
    ("envoy.http_dynamo_filter", "envoy.filters.http.dynamo"),
    ("envoy.ip_tagging", "envoy.filters.http.ip_tagging"),
    ("envoy.listener.http_inspector", "envoy.filters.listener.http_inspector"),
    ("envoy.listener.original_dst", "envoy.filters.listener.original_dst"),
    ("envoy.listener.original_src", "envoy.filters.listener.original_src"),
    ("envoy.listener.proxy_protocol", "envoy.filters.listener.proxy_protocol"),
    ("envoy.listener.tls_inspector", "envoy.filters.listener.tls_inspector"),
    ("envoy.lua", "envoy.filters.http.lua"),
    ("envoy.mongo_proxy", "envoy.filters.network.mongo_proxy"),
    ("envoy.rate_limit", "envoy.filters.http.ratelimit"),
    ("envoy.ratelimit", "envoy.filters.network.ratelimit"),
    ("envoy.redis_proxy", "envoy.filters.network.redis_proxy"),
    ("envoy.router", "envoy.filters.http.router"),
    ("envoy.squash", "envoy.filters.http.squash"),
    ("envoy.tcp_proxy", "envoy.filters.network.tcp_proxy"),
];

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    report.warning(
        spec,
        "envoy-filter-internals",
        "an EnvoyFilter reaches into the insides of the implementation, which may change at any time; prefer other APIs, \
         and take great care with upgrades",
    );
    let workload_selector = spec.at("workloadSelector");
    if !selector::check_alpha(&workload_selector, report) {
        return;
    }
    selector::warn_alpha(&workload_selector, report);
    for patch in spec.at("configPatches").items() {
        check_patch(&patch, report);
    }
}

/// One patch: the first thing that is wrong, but for what its value is.
fn check_patch(config: &Node<'_>, report: &mut Report) {
    let (condition, apply_to, patch) = (config.at("match"), config.at("applyTo"), config.at("patch"));
    let (operation, value) = (patch.at("operation"), patch.at("value"));
    if !config.is_set() {
        report.error(config, "null", "a config patch must not be null");
        return;
    }
    if condition.at("context").choice(&CONTEXTS) == Some("WAYPOINT") {
        return;
    }
    let version = condition.at("proxy").at("proxyVersion");
    let target = apply_to.choice(&APPLY_TO);
    if target == Some("INVALID") {
        report.error(&apply_to, "envoy-filter-apply-to", "applyTo is missing");
    } else if !patch.is_set() {
        report.error(&patch, "envoy-filter-patch", "the patch is missing");
    } else if operation.choice(&OPERATIONS) == Some("INVALID") {
        report.error(&operation, "envoy-filter-operation", "the patch operation is missing");
    } else if operation.choice(&OPERATIONS) != Some("REMOVE") && !value.is_set() {
        report.error(
            &value,
            "envoy-filter-value",
            "the patch value is missing, which any operation but REMOVE needs (non-remove operation)",
        );
    } else if let Err(error) = Regexp::new(version.text().as_bytes()) {
        report.error(
            &version,
            "regex",
            format!(
                "the regex {:?} for the proxy version is invalid: {error}",
                version.text()
            ),
        );
    } else if check_match(&condition, target.unwrap_or_default(), report) {
        envoy::check(&value, target.unwrap_or_default(), report);
    }
}

/// What is patched and what is matched must be of one class. Says whether to look at the patch.
fn check_match(condition: &Node<'_>, target: &str, report: &mut Report) -> bool {
    const RULE: &str = "envoy-filter-match";
    let names = ["listener", "routeConfiguration", "cluster", "waypoint"];
    // Only one may be there; of several the last one in this order counts.
    let matched = names.iter().rev().find(|name| condition.at(name).is_set());
    let (class, wanted) = match target {
        "LISTENER" | "FILTER_CHAIN" | "NETWORK_FILTER" | "HTTP_FILTER" => ("listener", "listener"),
        "ROUTE_CONFIGURATION" | "VIRTUAL_HOST" | "HTTP_ROUTE" => ("http route", "routeConfiguration"),
        "CLUSTER" => ("cluster", "cluster"),
        _ => return true,
    };
    let Some(&matched) = matched else { return true };
    if matched != wanted {
        report.error(
            condition,
            RULE,
            format!("applyTo {target} is for {class} class objects, so the match must be a {wanted} match"),
        );
        return class != "listener";
    }
    let filter = condition.at("listener").at("filterChain").at("filter");
    class != "listener" || !filter.is_set() || check_filter(&filter, target, report)
}

fn check_filter(filter: &Node<'_>, target: &str, report: &mut Report) -> bool {
    const RULE: &str = "envoy-filter-match";
    let (name, sub_filter) = (filter.at("name"), filter.at("subFilter"));
    if matches!(target, "LISTENER" | "FILTER_CHAIN") {
        report.warning(
            filter,
            RULE,
            format!("the match of a filter has no effect when applyTo is {target}"),
        );
    }
    if !name.has_text() {
        report.error(&name, RULE, "the match of a filter needs a name to match on");
        return false;
    }
    if sub_filter.is_set() {
        let sub_name = sub_filter.at("name");
        if target != "HTTP_FILTER" {
            report.error(
                &sub_filter,
                RULE,
                "a subfilter (subFilter) can only be matched with applyTo HTTP_FILTER",
            );
            return false;
        }
        if ![HTTP_CONNECTION_MANAGER, "envoy.http_connection_manager"].contains(&name.text()) {
            report.error(
                &name,
                RULE,
                format!("to match a subfilter, the filter must be {HTTP_CONNECTION_MANAGER}"),
            );
            return false;
        }
        if !sub_name.has_text() {
            report.error(&sub_name, RULE, "the match of a subfilter needs a name to match on");
            return false;
        }
    }
    for name in [name, sub_filter.at("name")] {
        if let Some((old, new)) = DEPRECATED_NAMES.iter().find(|(old, _)| *old == name.text()) {
            report.warning(
                &name,
                "envoy-filter-deprecated-name",
                format!("the filter name {old:?} is deprecated; use {new:?}"),
            );
        }
    }
    true
}

//! `AuthorizationPolicy`.

use super::node::Node;
use super::report::Report;
use super::{Object, authorization_values as values, selector};

const ACTIONS: [&str; 4] = ["ALLOW", "DENY", "AUDIT", "CUSTOM"];
const RULES: &str = "authorization-rules";
const EMPTY: &str = "authorization-empty";

/// The fields of a source that hold values of any form.
const SOURCE_TEXTS: [&str; 10] = [
    "principals",
    "requestPrincipals",
    "namespaces",
    "ipBlocks",
    "remoteIpBlocks",
    "notPrincipals",
    "notRequestPrincipals",
    "notNamespaces",
    "notIpBlocks",
    "notRemoteIpBlocks",
];
const SOURCE_ADDRESSES: [&str; 4] = ["ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks"];
const SOURCE_ACCOUNTS: [&str; 2] = ["serviceAccounts", "notServiceAccounts"];
const SOURCE_TRUST_DOMAINS: [&str; 2] = ["trustDomains", "notTrustDomains"];
/// What a connection shows, without a request.
const SOURCE_TCP: [&str; 10] = [
    "notPrincipals",
    "principals",
    "ipBlocks",
    "notIpBlocks",
    "namespaces",
    "notNamespaces",
    "remoteIpBlocks",
    "notRemoteIpBlocks",
    "serviceAccounts",
    "notServiceAccounts",
];
/// What an external authorizer does not get.
const SOURCE_NOT_CUSTOM: [&str; 10] = [
    "namespaces",
    "notNamespaces",
    "serviceAccounts",
    "notServiceAccounts",
    "trustDomains",
    "notTrustDomains",
    "principals",
    "notPrincipals",
    "requestPrincipals",
    "notRequestPrincipals",
];
const KEY_NOT_CUSTOM: [&str; 4] = [
    "source.namespace",
    "source.serviceAccount",
    "source.trustDomain",
    "source.principal",
];
const OPERATION: [&str; 8] = [
    "ports",
    "methods",
    "paths",
    "hosts",
    "notPorts",
    "notMethods",
    "notPaths",
    "notHosts",
];

pub(super) fn check(object: &Object<'_>, report: &mut Report) {
    let spec = &object.spec;
    selector::check_attachment(spec, report);
    let (action, rules, provider) = (spec.at("action"), spec.at("rules"), spec.at("provider"));
    let chosen = action.choice(&ACTIONS);
    if let Some(name @ ("CUSTOM" | "DENY")) = chosen
        && rules.is_empty()
    {
        report.error(
            &rules,
            RULES,
            format!(
                "a policy of action {name} without `rules` never applies; an empty rule `{{}}` would apply to every request"
            ),
        );
    }
    if chosen == Some("CUSTOM") {
        if !rules.is_empty() && !provider.at("name").has_text() {
            report.error(
                &provider.at("name"),
                "authorization-provider",
                "`provider.name` must not be empty",
            );
        }
        for rule in rules.items() {
            check_custom(&rule, report);
        }
    } else if provider.is_set() {
        report.error(
            &provider,
            "authorization-provider",
            format!(
                "`provider` is for the action CUSTOM only, not for {}",
                chosen.unwrap_or_default()
            ),
        );
    }
    for rule in rules.items() {
        if rule.is_set() {
            check_rule(&rule, chosen == Some("DENY"), report);
        } else {
            report.error(&rule, "null", "`rule` must not be null (nil)");
        }
    }
}

fn check_custom(rule: &Node<'_>, report: &mut Report) {
    const RULE: &str = "authorization-custom";
    for from in rule.at("from").items() {
        let source = from.at("source");
        for field in SOURCE_NOT_CUSTOM.map(|name| (name, source.at(name))) {
            if !field.1.is_empty() {
                report.error(
                    &field.1,
                    RULE,
                    format!("From.{} is not supported with the action CUSTOM", field.0),
                );
            }
        }
    }
    for when in rule.at("when").items() {
        let key = when.at("key");
        if !when.is_set() {
            report.error(&when, "null", "a condition in when must not be null (nil)");
        } else if KEY_NOT_CUSTOM.contains(&key.text()) || key.text().starts_with("request.auth.") {
            report.error(
                &key,
                RULE,
                format!("{} is not supported with the action CUSTOM", key.text()),
            );
        }
    }
}

/// Which parts of a rule there are, and whether connections alone can be told apart by them.
#[derive(Default)]
struct Parts {
    has_source: bool,
    source_is_tcp: bool,
    has_operation: bool,
    operation_is_tcp: bool,
}

fn check_rule(rule: &Node<'_>, denies: bool, report: &mut Report) {
    let mut parts = Parts::default();
    for from in rule.at("from").items() {
        if !from.is_set() {
            report.error(&from, "null", "`from` must not be null (nil)");
        } else if !from.at("source").is_set() {
            report.error(&from.at("source"), EMPTY, "`from.source` must not be left out (nil)");
        } else {
            check_source(&from.at("source"), &mut parts, report);
        }
    }
    for to in rule.at("to").items() {
        if !to.is_set() {
            report.error(&to, "null", "`to` must not be null (nil)");
        } else if !to.at("operation").is_set() {
            report.error(&to.at("operation"), EMPTY, "`to.operation` must not be left out (nil)");
        } else {
            check_operation(&to.at("operation"), &mut parts, report);
        }
    }
    for condition in rule.at("when").items() {
        check_condition(&condition, report);
    }
    let only_http_source = parts.has_source && !parts.has_operation && !parts.source_is_tcp;
    let only_http_operation = parts.has_operation && !parts.operation_is_tcp;
    if denies && (only_http_source || only_http_operation) {
        report.warning(
            rule,
            "authorization-tcp",
            "a DENY rule that only has HTTP attributes denies all traffic to TCP ports; better name the ports explicitly",
        );
    }
}

fn check_source(source: &Node<'_>, parts: &mut Parts, report: &mut Report) {
    parts.has_source = true;
    let any = |names: &[&'static str]| names.iter().any(|name| !source.at(name).is_empty());
    let identities = ["principals", "notPrincipals", "namespaces", "notNamespaces"];
    if any(&identities) && any(&SOURCE_ACCOUNTS) {
        report.error(
            source,
            "authorization-service-accounts",
            "serviceAccounts cannot be set together with namespaces or principals",
        );
    }
    if ![&SOURCE_TEXTS[..], &SOURCE_ACCOUNTS, &SOURCE_TRUST_DOMAINS]
        .into_iter()
        .any(any)
    {
        report.error(source, EMPTY, "`from.source` must not be empty");
    }
    for name in SOURCE_ADDRESSES {
        values::check_addresses(&source.at(name), report);
    }
    for name in SOURCE_TEXTS {
        values::check_not_empty(name, &source.at(name), report);
    }
    for name in SOURCE_ACCOUNTS {
        values::check_service_accounts(name, &source.at(name), report);
    }
    for name in SOURCE_TRUST_DOMAINS {
        values::check_trust_domains(name, &source.at(name), report);
    }
    parts.source_is_tcp |= any(&SOURCE_TCP);
}

fn check_operation(operation: &Node<'_>, parts: &mut Parts, report: &mut Report) {
    parts.has_operation = true;
    if OPERATION.iter().all(|name| operation.at(name).is_empty()) {
        report.error(operation, EMPTY, "`to.operation` must not be empty");
    }
    for name in ["ports", "notPorts"] {
        let list = operation.at(name);
        values::check_ports(&list, report);
        parts.operation_is_tcp |= !list.is_empty();
    }
    for name in OPERATION {
        values::check_not_empty(name, &operation.at(name), report);
    }
    for name in ["paths", "notPaths"] {
        values::check_paths(name, &operation.at(name), report);
    }
}

fn check_condition(condition: &Node<'_>, report: &mut Report) {
    let key = condition.at("key");
    let lists = ["values", "notValues"].map(|name| condition.at(name));
    if !key.has_text() {
        report.error(&key, "authorization-key", "`key` must not be empty");
    } else if lists.iter().all(Node::is_empty) {
        report.error(
            condition,
            "authorization-key",
            format!("the key {} needs `values` or `notValues`", key.text()),
        );
    } else {
        for (list, what) in lists.iter().zip(["value", "notValue"]) {
            values::check_attribute(&key, list, what, report);
        }
    }
}

//! Which requests an http route is for: `HTTPMatchRequest`.

use istio_api::mesh::address::is_dns_label;

use super::check_match_context;
use crate::validation::node::Node;
use crate::validation::report::Report;
use crate::validation::{headers, string_match};

/// Every match of a route.
pub(super) fn check(list: &Node<'_>, report: &mut Report) {
    let set = || list.items().into_iter().filter(Node::is_set);
    for condition in set() {
        check_texts(&condition, report);
    }
    for condition in set() {
        check_match_context(&condition, report);
        let namespace = condition.at("sourceNamespace");
        if namespace.has_text() && !is_dns_label(namespace.text()) {
            report.error(
                &namespace,
                "match-source-namespace",
                format!("the sourceNamespace {} of a match is invalid", namespace.text()),
            );
        }
    }
}

fn check_texts(condition: &Node<'_>, report: &mut Report) {
    for (name, header) in condition.at("headers").entries() {
        if !header.is_set() {
            report.error(
                &header,
                "null",
                format!("the match of the header {name} must not be null"),
            );
        }
        headers::check_match_name(&header, name, report);
        string_match::check(&header, "headers", report);
    }
    for (name, header) in condition.at("withoutHeaders").entries() {
        headers::check_match_name(&header, name, report);
        // This one stands for any value and is no expression.
        if header.at("regex").text() != "*" {
            string_match::check(&header, "withoutHeaders", report);
        }
    }
    // An empty prefix of a path matches every path.
    string_match::check_regex(&condition.at("uri"), "uri", report);
    for name in ["scheme", "method", "authority"] {
        string_match::check(&condition.at(name), name, report);
    }
    for (_, parameter) in condition.at("queryParams").entries() {
        string_match::check(&parameter, "queryParams", report);
    }
}

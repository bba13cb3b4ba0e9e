//! `HTTPRoute`.

use super::{faults, matches, rewrites};
use crate::validation::node::Node;
use crate::validation::report::Report;
use crate::validation::{destinations, durations, headers};

/// A route; `in_delegate` when other virtual services take it over, `of_kubernetes` when Istio made it of a Kubernetes
/// route.
pub(super) fn check(route: &Node<'_>, in_delegate: bool, of_kubernetes: bool, report: &mut Report) {
    check_conflicts(route, in_delegate, report);
    matches::check(&route.at("match"), report);
    headers::check_operations(&route.at("headers"), report);
    faults::check_cors(&route.at("corsPolicy"), report);
    faults::check(&route.at("fault"), report);
    rewrites::check_mirrors(route, report);
    rewrites::check_redirect(&route.at("redirect"), report);
    rewrites::check_direct_response(&route.at("directResponse"), report);
    faults::check_retries(&route.at("retries"), report);
    rewrites::check_rewrite(&route.at("rewrite"), report);
    rewrites::check_authority(route, report);
    destinations::check_weighted(&route.at("route"), of_kubernetes, report, |destination, report| {
        headers::check_operations(&destination.at("headers"), report);
    });
    durations::check(&route.at("timeout"), report);
}

/// What of a route excludes one another.
fn check_conflicts(route: &Node<'_>, in_delegate: bool, report: &mut Report) {
    let delegate = route.at("delegate");
    let (redirect, answer) = (route.at("redirect"), route.at("directResponse"));
    if delegate.is_set() && !in_delegate {
        let name = route.at("name").text();
        for (field, is_there) in [
            ("redirect", redirect.is_set()),
            ("route", !route.at("route").is_empty()),
        ] {
            if is_there {
                report.error(
                    &route.at(field),
                    "http-route-delegate",
                    format!("the root HTTP route {name} has a delegate, so it must not specify {field}"),
                );
            }
        }
        return;
    }
    if delegate.is_set() {
        report.error(
            &delegate,
            "http-route-delegate",
            "a route of a delegate virtual service cannot contain a delegate",
        );
    }
    if redirect.is_set() {
        check_excluded(
            route,
            &["route", "fault", "rewrite", "directResponse"],
            "redirect",
            report,
        );
    } else if answer.is_set() {
        let name = "directResponse (direct_response)";
        check_excluded(route, &["route", "fault", "rewrite"], name, report);
    } else if route.at("route").is_empty() {
        report.error(
            route,
            "http-route-empty",
            "an HTTP route needs one of route, redirect and directResponse (direct_response)",
        );
    }
    if route.at("mirror").is_set() && !route.at("mirrors").is_empty() {
        report.error(
            &route.at("mirror"),
            "http-route-mirror",
            "an HTTP route cannot contain both mirror and mirrors",
        );
    }
}

fn check_excluded(route: &Node<'_>, names: &[&'static str], by: &str, report: &mut Report) {
    for name in names {
        let field = route.at(name);
        let is_there = if *name == "route" {
            !field.is_empty()
        } else {
            field.is_set()
        };
        if is_there {
            let text = match *name {
                "directResponse" => "directResponse (direct_response)",
                other => other,
            };
            report.error(
                &field,
                "http-route-conflict",
                format!("an HTTP route cannot contain both {text} and {by}"),
            );
        }
    }
}

//! Where routes lead: `Destination`, and destinations with a weight.

use istio_api::mesh::address::is_dns_label;

use super::node::Node;
use super::report::Report;
use super::{hosts, ports};

/// A `Destination`, if there is one.
pub(super) fn check(destination: &Node<'_>, report: &mut Report) {
    if !destination.is_set() {
        return;
    }
    let (host, subset, port) = (destination.at("host"), destination.at("subset"), destination.at("port"));
    if host.text() == "*" {
        report.error(
            &host,
            "destination-host",
            "the destination host * is invalid: it names no service",
        );
    } else {
        hosts::check_wildcard(&host, report);
    }
    if subset.has_text() {
        check_subset_name(&subset, report);
    }
    if port.is_set() {
        ports::check_number(&port.at("number"), report);
    }
}

/// The name of a subset.
pub(super) fn check_subset_name(name: &Node<'_>, report: &mut Report) {
    let text = name.text();
    if text.is_empty() {
        report.error(name, "subset-name", "a subset needs a name");
    } else if !is_dns_label(text) {
        report.error(name, "subset-name", format!("the subset name {text:?} is no DNS label"));
    }
}

/// The destinations of a route that share its traffic. `check_more` sees each; with `of_kubernetes`, the destinations
/// were made of a Kubernetes route and are not looked into.
pub(super) fn check_weighted<'a>(
    list: &Node<'a>,
    of_kubernetes: bool,
    report: &mut Report,
    mut check_more: impl FnMut(&Node<'a>, &mut Report),
) {
    let mut total = 0_i32;
    for item in list.items() {
        if !item.is_set() {
            report.error(&item, "null", "a destination with its weight must not be null (nil)");
            continue;
        }
        let (destination, weight) = (item.at("destination"), item.at("weight"));
        if !destination.is_set() {
            report.error(&destination, "destination-required", "a destination is required");
        }
        check_more(&item, report);
        if !of_kubernetes {
            check(&destination, report);
        }
        if weight.int() < 0 {
            report.error(&weight, "weight", format!("the weight {} is less than 0", weight.int()));
        }
        // Go adds up in 32 bits.
        total = total.wrapping_add(i32::try_from(weight.int()).unwrap_or_default());
    }
    if list.count() > 1 && total == 0 {
        report.error(
            list,
            "weight-total",
            "the total weight of the destinations is 0, so none of them gets any traffic",
        );
    }
}

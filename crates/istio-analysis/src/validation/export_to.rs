//! Which namespaces see an object: `exportTo`.

use std::collections::BTreeSet;

use istio_api::mesh::address::is_dns_label;

use super::node::Node;
use super::report::Report;

const PRIVATE: &str = ".";
const PUBLIC: &str = "*";
const NOBODY: &str = "~";

/// What else holds for the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exporter {
    /// Nothing.
    Other,
    /// It may be exported to nobody.
    ServiceEntry,
    /// It stays in its namespace.
    RuleWithSelector,
}

/// The `exportTo` of an object in `namespace`.
pub(super) fn check(list: &Node<'_>, namespace: &str, exporter: Exporter, report: &mut Report) {
    if list.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for item in list.items() {
        let text = item.text();
        let key = if text == PRIVATE { namespace } else { text };
        if seen.contains(key) {
            let text = if key == text {
                format!("exportTo names {text:?} more than once")
            } else {
                format!("exportTo names both . and {namespace:?}, which are the same namespace")
            };
            report.error(&item, "export-to-duplicate", text);
            continue;
        }
        if key == NOBODY && exporter != Exporter::ServiceEntry {
            report.error(
                &item,
                "export-to-nobody",
                "exportTo cannot be ~ (none) for objects of this kind",
            );
        } else if ![PRIVATE, PUBLIC, NOBODY].contains(&key) && !is_dns_label(key) {
            report.error(
                &item,
                "export-to-namespace",
                format!("exportTo must have ., * or the name of a namespace, not {text:?}"),
            );
        } else {
            seen.insert(key);
        }
    }
    if exporter == Exporter::RuleWithSelector && !seen.is_empty() {
        let text = match (seen.contains(namespace), seen.len()) {
            (true, 1) => None,
            (true, _) => Some("exportTo of a destination rule with a workload selector cannot have several entries"),
            (false, _) => {
                Some("exportTo of a destination rule with a workload selector cannot go beyond its own namespace")
            }
        };
        if let Some(text) = text {
            report.error(list, "export-to-selector", text);
        }
    }
    if seen.contains(PUBLIC) && list.count() > 1 {
        report.error(
            list,
            "export-to-public",
            "exportTo has both * (everybody) and other entries",
        );
    }
    if seen.contains(NOBODY) && list.count() > 1 {
        report.error(
            list,
            "export-to-nobody",
            "exportTo has both ~ (nobody) and other entries",
        );
    }
}

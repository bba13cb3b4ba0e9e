//! What an object applies to: workload selectors and target references.

use super::node::Node;
use super::report::Report;

const TARGETS: [(&str, &str); 4] = [
    ("", "Service"),
    ("networking.istio.io", "ServiceEntry"),
    ("gateway.networking.k8s.io", "Gateway"),
    ("gateway.networking.k8s.io", "GatewayClass"),
];

/// The `selector`, `targetRef` and `targetRefs` of a policy.
pub(super) fn check_attachment(spec: &Node<'_>, report: &mut Report) {
    let (selector, target, targets) = (spec.at("selector"), spec.at("targetRef"), spec.at("targetRefs"));
    let set = [selector.is_set(), target.is_set(), !targets.is_empty()];
    if set.iter().filter(|is_set| **is_set).count() > 1 {
        report.error(
            &selector,
            "selector-or-target",
            "only one of workload selector (selector) and targetRefs may be set",
        );
    }
    check(&selector, report);
    check_target(&target, report);
    for target in targets.items() {
        check_target(&target, report);
    }
}

/// A selector with `matchLabels`.
pub(super) fn check(selector: &Node<'_>, report: &mut Report) {
    if selector.is_set() {
        let labels = selector.at("matchLabels");
        check_labels(&labels, report);
        warn_if_empty(&labels, report);
    }
}

/// A selector with `labels`, of the older kinds. Says whether it can be used.
pub(super) fn check_alpha(selector: &Node<'_>, report: &mut Report) -> bool {
    if !selector.is_set() {
        return true;
    }
    let labels = selector.at("labels");
    let before = report.errors();
    check_labels(&labels, report);
    report.errors() == before
}

/// Warns when such a selector has no labels.
pub(super) fn warn_alpha(selector: &Node<'_>, report: &mut Report) {
    if selector.is_set() {
        warn_if_empty(&selector.at("labels"), report);
    }
}

fn check_labels(labels: &Node<'_>, report: &mut Report) {
    for (key, value) in labels.entries() {
        let pair = format!("{key}={}", value.text());
        if key.is_empty() {
            report.error(
                &value,
                "selector-key",
                format!("a selector cannot have an empty key: {pair:?}"),
            );
        }
        if pair.contains('*') {
            report.error(
                &value,
                "selector-wildcard",
                format!("a selector cannot have a wildcard: {pair:?}"),
            );
        }
    }
}

fn warn_if_empty(labels: &Node<'_>, report: &mut Report) {
    if labels.is_empty() {
        report.warning(
            labels,
            "selector-without-labels",
            "the workload selector has no labels, so it selects every workload of the namespace",
        );
    }
}

fn check_target(target: &Node<'_>, report: &mut Report) {
    if !target.is_set() {
        return;
    }
    if !target.at("name").has_text() {
        report.error(&target.at("name"), "target-name", "targetRef needs a name");
    }
    if target.at("namespace").has_text() {
        report.error(
            &target.at("namespace"),
            "target-namespace",
            format!(
                "targetRef cannot have a namespace ({:?}): what is in another namespace cannot be referred to",
                target.at("namespace").text()
            ),
        );
    }
    let (group, kind) = (target.at("group").text(), target.at("kind").text());
    // The core group may be written out.
    let canonical = if group == "core" { "" } else { group };
    if !TARGETS.contains(&(canonical, kind)) {
        let known: Vec<String> = TARGETS
            .iter()
            .map(|(group, kind)| format!("{}/v1/{kind}", if group.is_empty() { "core" } else { group }))
            .collect();
        report.error(
            target,
            "target-kind",
            format!(
                "targetRef must be to one of {}, but is to {group}/{kind}",
                known.join(", ")
            ),
        );
    }
}

//! Load balancing by locality: `LocalityLoadBalancerSetting`.

use istio_api::mesh::locality::check_disjoint;

use super::node::Node;
use super::report::Report;

const TOPOLOGY_LABELS: [&str; 3] = [
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
    "topology.istio.io/subzone",
];

/// The whole message, next to an outlier detection or not.
pub(super) fn check(setting: &Node<'_>, has_outlier_detection: bool, report: &mut Report) {
    let (distribute, failover) = (setting.at("distribute"), setting.at("failover"));
    let priority = setting.at("failoverPriority");
    if !distribute.is_empty() && !failover.is_empty() {
        report.error(
            setting,
            "locality-distribute-and-failover",
            "'distribute' and 'failover' exclude one another",
        );
        return;
    }
    let topology = priority
        .items()
        .into_iter()
        .find(|l| TOPOLOGY_LABELS.contains(&l.text()));
    if let Some(label) = topology.filter(|_| !failover.is_empty()) {
        report.error(
            &label,
            "locality-failover-priority",
            format!(
                "'failover' excludes the topology label '{}' in failoverPriority (failover_priority)",
                label.text()
            ),
        );
        return;
    }
    for rule in distribute.items() {
        let to = rule.at("to");
        let mut total = 0_i64;
        for (locality, weight) in to.entries() {
            if !(1..=100).contains(&weight.int()) {
                report.error(
                    &weight,
                    "locality-weight",
                    format!(
                        "the locality weight {} of {locality:?} is not in the range [1, 100]",
                        weight.int()
                    ),
                );
                return;
            }
            total = total.saturating_add(weight.int());
        }
        if total != 100 {
            report.error(
                &to,
                "locality-weight",
                format!("the total locality weight is {total}, not 100"),
            );
            return;
        }
        let localities: Vec<&str> = to.entries().into_iter().map(|(locality, _)| locality).collect();
        report.check(&to, "locality-overlap", check_disjoint(&localities));
    }
    let sources: Vec<Node<'_>> = distribute.items().iter().map(|rule| rule.at("from")).collect();
    let names: Vec<&str> = sources.iter().map(Node::text).collect();
    report.check(&distribute, "locality-overlap", check_disjoint(&names));
    if (!failover.is_empty() || !priority.is_empty()) && !has_outlier_detection {
        report.warning(
            setting,
            "locality-outlier-detection",
            "failover has no effect without outlier detection, which must be configured",
        );
    }
    for rule in failover.items() {
        check_failover(&rule, report);
    }
}

fn check_failover(rule: &Node<'_>, report: &mut Report) {
    let ends = [rule.at("from"), rule.at("to")];
    let [from, to] = [ends[0].text(), ends[1].text()];
    if from == to {
        report.error(
            rule,
            "locality-failover-region",
            format!("locality failover must be between different regions, not from {from:?} to {to:?}"),
        );
    }
    if let Some(end) = ends.iter().find(|end| end.text().contains('/')) {
        report.error(
            end,
            "locality-failover-region",
            format!(
                "locality failover is between regions, and {:?} is more than a region",
                end.text()
            ),
        );
    }
    if let Some(end) = ends.iter().find(|end| end.text().contains('*')) {
        report.error(
            end,
            "locality-failover-region",
            format!("the region {:?} of a locality failover has a '*' wildcard", end.text()),
        );
    }
}

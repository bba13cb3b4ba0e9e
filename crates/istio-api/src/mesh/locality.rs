//! Locality load balancing as mesh config sets it.

use std::collections::{BTreeMap, BTreeSet};

use crate::message::{Message, Scalar};

const TOPOLOGY_LABELS: &[&str] = &[
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
    "topology.istio.io/subzone",
];

/// What is wrong with a `LocalityLoadBalancerSetting`: the field at fault and why.
pub(super) fn check(setting: &Message) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    let failovers = setting.list("failover").len();
    if !setting.list("distribute").is_empty() && failovers > 0 {
        return vec![(String::new(), "distribute and failover exclude one another".to_owned())];
    }
    let topology_label = setting
        .texts("failoverPriority")
        .find(|label| TOPOLOGY_LABELS.contains(label));
    if let Some(label) = topology_label.filter(|_| failovers > 0) {
        return vec![(
            "failoverPriority".to_owned(),
            format!("failover excludes the topology label {label:?}"),
        )];
    }
    for (i, rule) in setting.messages("distribute").enumerate() {
        let path = format!("distribute[{i}].to");
        let mut total: u64 = 0;
        let mut localities = Vec::new();
        for (locality, weight) in rule.map("to").into_iter().flatten() {
            let Scalar::Uint32(weight) = weight else { continue };
            if !(1..=100).contains(weight) {
                errors.push((
                    path,
                    format!("the weight {weight} of {locality:?} is not in the range 1 to 100"),
                ));
                return errors;
            }
            total += u64::from(*weight);
            localities.push(locality.as_str());
        }
        if total != 100 {
            errors.push((path, format!("the weights sum up to {total} instead of 100")));
            return errors;
        }
        errors.extend(check_disjoint(&localities).err().map(|error| (path, error)));
    }
    let sources: Vec<&str> = setting.messages("distribute").map(|rule| rule.text("from")).collect();
    errors.extend(
        check_disjoint(&sources)
            .err()
            .map(|error| ("distribute".to_owned(), error)),
    );
    for (i, rule) in setting.messages("failover").enumerate() {
        let (from, to) = (rule.text("from"), rule.text("to"));
        let mut wrong = |text: String| errors.push((format!("failover[{i}]"), text));
        if from == to {
            wrong(format!("from and to are the same region {from:?}"));
        }
        if let Some(region) = [from, to].into_iter().find(|region| region.contains('/')) {
            wrong(format!("{region:?} is more than a region"));
        }
        if let Some(region) = [from, to].into_iter().find(|region| region.contains('*')) {
            wrong(format!("{region:?} has a wildcard"));
        }
    }
    errors
}

/// Localities `region/zone/subzone`, each maybe shortened or ending in `*`, none within another that came before.
///
/// # Errors
/// What is wrong, naming the locality.
pub fn check_disjoint(localities: &[&str]) -> Result<(), String> {
    let every = || BTreeSet::from(["*"]);
    let mut seen: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for locality in localities {
        let wildcards = locality.matches('*').count();
        if wildcards > 1 || (wildcards == 1 && !locality.ends_with('*')) {
            return Err(format!(
                "the locality {locality:?} has a wildcard elsewhere than at its end"
            ));
        }
        let parts: Vec<&str> = locality.splitn(3, '/').collect();
        if parts.contains(&"") {
            return Err(format!("the locality {locality:?} has an empty part"));
        }
        let overlap = || Err(format!("the locality {locality:?} overlaps with one before it"));
        if seen.contains_key("*") {
            return overlap();
        }
        match *parts.as_slice() {
            [region] => {
                if seen.contains_key(region) {
                    return overlap();
                }
                seen.insert(region, BTreeMap::from([("*", every())]));
            }
            [region, zone] => {
                let zones = seen.entry(region).or_default();
                if zones.contains_key("*") || zones.contains_key(zone) {
                    return overlap();
                }
                zones.insert(zone, every());
            }
            [region, zone, subzone] => {
                let zones = seen.entry(region).or_default();
                if zones.contains_key("*") {
                    return overlap();
                }
                let subzones = zones.entry(zone).or_default();
                if subzones.contains("*") || !subzones.insert(subzone) {
                    return overlap();
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_disjoint;

    #[test]
    fn localities_must_not_overlap() {
        assert!(check_disjoint(&["a", "b/c", "b/d/e", "b/d/f"]).is_ok());
        assert!(check_disjoint(&["a/b", "a/*"]).is_ok(), "only what came before counts");
        for bad in [
            &["a", "a/b"][..],
            &["*", "a"],
            &["a/*", "a/b"],
            &["a/b/c", "a/b/c"],
            &["a/b/c", "a/b"],
            &["a", "a"],
        ] {
            assert!(check_disjoint(bad).is_err(), "{bad:?}");
        }
        for bad in ["a//b", "", "*/a", "a/*/*", "a*b"] {
            assert!(check_disjoint(&[bad]).is_err(), "{bad:?}");
        }
    }
}

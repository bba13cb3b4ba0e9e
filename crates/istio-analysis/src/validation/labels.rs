//! Kubernetes labels, as Istio wants them.

use super::node::Node;
use super::report::Report;

const MAX_PREFIX: usize = 253;
const MAX_NAME: usize = 63;

/// Every key and every value of a map of labels.
pub(super) fn check(labels: &Node<'_>, report: &mut Report) {
    for (key, value) in labels.entries() {
        report.check(&value, "label-key", check_key(key));
        let text = value.text();
        if !text.is_empty() && !is_qualified_name(text) {
            report.error(&value, "label-value", format!("the label value {text:?} is invalid"));
        }
    }
}

fn check_key(key: &str) -> Result<(), String> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    // The length of a single label of the prefix does not count here.
    let prefix_is_domain = prefix.is_none_or(|prefix| prefix.split('.').all(is_label_of_any_length));
    if !is_qualified_name(name) || !prefix_is_domain {
        return Err(format!("the label key {key:?} is invalid"));
    }
    if prefix.is_some_and(|prefix| prefix.len() > MAX_PREFIX) {
        return Err(format!(
            "the prefix of the label key {key:?} is longer than {MAX_PREFIX} characters"
        ));
    }
    if name.len() > MAX_NAME {
        return Err(format!(
            "the name in the label key {key:?} is longer than {MAX_NAME} characters"
        ));
    }
    Ok(())
}

fn is_label_of_any_length(label: &str) -> bool {
    let ends = [label.bytes().next(), label.bytes().last()];
    ends.iter().all(|b| b.is_some_and(|b| b.is_ascii_alphanumeric()))
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Letters, digits and, between them, dashes, dots and underscores.
fn is_qualified_name(name: &str) -> bool {
    let ends = [name.bytes().next(), name.bytes().last()];
    ends.iter().all(|b| b.is_some_and(|b| b.is_ascii_alphanumeric()))
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for good in ["a", "a/b", "a.b-c/d_e.f", "A1"] {
            assert_eq!(check_key(good), Ok(()), "{good}");
        }
        for bad in ["", ".", "a/", "/a", "a//b", "a./b", "-a", "a_b/c"] {
            assert!(check_key(bad).is_err(), "{bad}");
        }
        assert!(check_key(&"a".repeat(64)).is_err());
        assert!(check_key(&format!("{}/a", "a".repeat(254))).is_err());
        assert_eq!(check_key(&format!("{}/a", "a".repeat(253))), Ok(()));
    }
}

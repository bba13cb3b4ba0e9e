//! Label selectors.

use std::collections::BTreeMap;
use std::fmt;

use kubeyaml::{Mapping, Value};

use crate::snapshot::Fields;

/// Labels that must all be there, as `matchLabels`, a service or a gateway have them. An empty one selects everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Selector<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Selector<'a> {
    /// The selector of a map.
    pub(crate) fn of(map: Option<&'a Mapping>) -> Self {
        let mut pairs: Vec<_> = map
            .into_iter()
            .flat_map(Mapping::iter)
            .map(|(key, value)| (key, value.as_str().unwrap_or("")))
            .collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// One that needs the labels of both; where they differ, `other` counts.
    pub(crate) fn merged(&self, other: &Self) -> Self {
        let all: BTreeMap<_, _> = self.0.iter().chain(&other.0).copied().collect();
        Self(all.into_iter().collect())
    }

    /// One without the labels whose names `left_out` picks.
    pub(crate) fn without(&self, left_out: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().copied().filter(|(key, _)| !left_out(key)).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The labels, sorted by name.
    pub(crate) fn pairs(&self) -> &[(&'a str, &'a str)] {
        &self.0
    }

    /// The first label's name, which is where a message about the selector points.
    pub(crate) fn first_key(&self) -> &'a str {
        self.0.first().map_or("", |(key, _)| key)
    }

    pub(crate) fn matches(&self, labels: Option<&Mapping>) -> bool {
        self.0.iter().all(|(key, value)| {
            labels
                .and_then(|labels| labels.get(key))
                .is_some_and(|found| found.as_str().unwrap_or("") == *value)
        })
    }

    /// Whether every label of this one is in `other`.
    pub(crate) fn is_subset_of(&self, other: &Self) -> bool {
        self.0.iter().all(|pair| other.0.binary_search(pair).is_ok())
    }
}

impl fmt::Display for Selector<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, value)) in self.0.iter().enumerate() {
            write!(f, "{}{key}={value}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

/// Whether a `LabelSelector` of Kubernetes (`matchLabels`, `matchExpressions`) selects an object with these labels. One that is missing
/// selects everything, one that makes no sense selects nothing.
pub(crate) fn selects<'l>(selector: Fields<'_>, label: impl Fn(&str) -> Option<&'l str>) -> bool {
    if !selector.is_set() {
        return true;
    }
    let labels_match = selector
        .entries("matchLabels")
        .all(|(key, value)| label(key) == Some(value.as_text()));
    labels_match
        && selector.items("matchExpressions").all(|expression| {
            let found = label(expression.text("key"));
            let listed = |value: &str| expression.texts("values").any(|one| one == value);
            let has_values = expression.items("values").len() > 0;
            match expression.text("operator") {
                "In" => has_values && found.is_some_and(listed),
                "NotIn" => has_values && !found.is_some_and(listed),
                "Exists" => found.is_some(),
                "DoesNotExist" => found.is_none(),
                _ => false,
            }
        })
}

/// A label lookup in a map of an object.
pub(crate) fn label_of<'l>(labels: Option<&'l Mapping>) -> impl Fn(&str) -> Option<&'l str> {
    move |name| labels?.get(name).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        kubeyaml::from_str(text).expect("valid YAML")
    }

    #[test]
    fn selectors_print_sorted_and_match_all_labels() {
        let labels = value("{b: '2', a: '1', c: '3'}");
        let wanted = value("{b: '2', a: '1'}");
        let selector = Selector::of(wanted.as_mapping());
        assert_eq!(selector.to_string(), "a=1,b=2");
        assert!(selector.matches(labels.as_mapping()));
        assert!(!selector.matches(None));
        assert!(Selector::default().matches(None));
        assert!(selector.is_subset_of(&Selector::of(labels.as_mapping())));
    }

    #[test]
    fn expressions_select_as_in_kubernetes() {
        let labels = value("{rev: canary}");
        let selected = |text: &str| {
            let selector = value(text);
            selects(Fields::of(Some(&selector)), label_of(labels.as_mapping()))
        };
        assert!(selected(
            "{matchExpressions: [{key: rev, operator: In, values: [canary]}]}"
        ));
        assert!(selected(
            "{matchExpressions: [{key: other, operator: NotIn, values: [x]}]}"
        ));
        assert!(selected("{matchExpressions: [{key: other, operator: DoesNotExist}]}"));
        assert!(!selected("{matchExpressions: [{key: rev, operator: In}]}"));
        assert!(!selected("{matchExpressions: [{key: rev, operator: Near}]}"));
        assert!(!selected("{matchLabels: {rev: default}}"));
        assert!(selects(Fields::of(None), label_of(None)));
    }
}

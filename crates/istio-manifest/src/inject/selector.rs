//! Label selectors of the injector configuration (`neverInjectSelector`, `alwaysInjectSelector`).

use kubeyaml::{Mapping, Value};

/// One requirement on a label.
#[derive(Clone, Debug, PartialEq)]
enum Requirement {
    In(String, Vec<String>),
    NotIn(String, Vec<String>),
    Exists(String),
    DoesNotExist(String),
}

/// A Kubernetes label selector: all requirements must hold. An empty one matches nothing here, as in the webhook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelSelector {
    requirements: Vec<Requirement>,
}

impl LabelSelector {
    /// Reads a `metav1.LabelSelector`.
    ///
    /// # Errors
    /// Says in words which part is not a selector.
    pub fn from_value(value: &Value) -> Result<Self, String> {
        let Some(map) = value.as_mapping() else {
            return Err(format!("a label selector must be a mapping, not {}", value.kind_name()));
        };
        let mut requirements = Vec::new();
        if let Some(labels) = map.get("matchLabels").filter(|v| !v.is_null()) {
            let labels = labels.as_mapping().ok_or("matchLabels must be a mapping")?;
            for (key, wanted) in labels.iter() {
                let wanted = wanted
                    .as_str()
                    .ok_or_else(|| format!("matchLabels.{key} must be a string"))?;
                requirements.push(Requirement::In(key.to_owned(), vec![wanted.to_owned()]));
            }
        }
        if let Some(expressions) = map.get("matchExpressions").filter(|v| !v.is_null()) {
            let expressions = expressions.as_sequence().ok_or("matchExpressions must be a list")?;
            for expression in expressions {
                requirements.push(Self::expression(expression)?);
            }
        }
        Ok(Self { requirements })
    }

    fn expression(expression: &Value) -> Result<Requirement, String> {
        let key = expression
            .get("key")
            .and_then(Value::as_str)
            .ok_or("a match expression needs a key")?
            .to_owned();
        let operator = expression.get("operator").and_then(Value::as_str).unwrap_or_default();
        let values: Vec<String> = expression
            .get("values")
            .and_then(Value::as_sequence)
            .unwrap_or_default()
            .iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect();
        match (operator, values.is_empty()) {
            ("In", false) => Ok(Requirement::In(key, values)),
            ("NotIn", false) => Ok(Requirement::NotIn(key, values)),
            ("In" | "NotIn", true) => Err(format!("the operator {operator} on {key} needs values")),
            ("Exists", true) => Ok(Requirement::Exists(key)),
            ("DoesNotExist", true) => Ok(Requirement::DoesNotExist(key)),
            ("Exists" | "DoesNotExist", false) => Err(format!("the operator {operator} on {key} takes no values")),
            _ => Err(format!(
                "{operator:?} is not a label selector operator (In, NotIn, Exists, DoesNotExist)"
            )),
        }
    }

    /// Whether `labels` satisfy every requirement. A selector without requirements matches nothing.
    #[must_use]
    pub fn matches(&self, labels: Option<&Mapping>) -> bool {
        let label = |key: &str| labels.and_then(|l| l.get(key)).and_then(Value::as_str);
        !self.requirements.is_empty()
            && self.requirements.iter().all(|requirement| match requirement {
                Requirement::In(key, values) => label(key).is_some_and(|v| values.iter().any(|w| w == v)),
                Requirement::NotIn(key, values) => label(key).is_none_or(|v| values.iter().all(|w| w != v)),
                Requirement::Exists(key) => label(key).is_some(),
                Requirement::DoesNotExist(key) => label(key).is_none(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Mapping {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), Value::from(*v))).collect()
    }

    fn expression(key: &str, operator: &str, values: &[&str]) -> Value {
        let mut map = Mapping::new();
        map.insert("key", key);
        map.insert("operator", operator);
        if !values.is_empty() {
            map.insert("values", values.iter().map(|v| Value::from(*v)).collect::<Vec<_>>());
        }
        let mut selector = Mapping::new();
        selector.insert("matchExpressions", vec![Value::Mapping(map)]);
        Value::Mapping(selector)
    }

    #[test]
    fn operators() {
        let app = labels(&[("app", "web")]);
        for (operator, values, on_app, on_none) in [
            ("In", &["web", "db"][..], true, false),
            ("NotIn", &["db"][..], true, true),
            ("NotIn", &["web"][..], false, true),
            ("Exists", &[][..], true, false),
            ("DoesNotExist", &[][..], false, true),
        ] {
            let selector = LabelSelector::from_value(&expression("app", operator, values)).expect("a valid selector");
            assert_eq!(selector.matches(Some(&app)), on_app, "{operator} {values:?}");
            assert_eq!(selector.matches(None), on_none, "{operator} {values:?} without labels");
        }
    }

    #[test]
    fn the_empty_selector_matches_nothing() {
        let selector = LabelSelector::from_value(&Value::Mapping(Mapping::new())).expect("a valid selector");
        assert!(!selector.matches(Some(&labels(&[("app", "web")]))));
    }

    #[test]
    fn bad_operators_are_named() {
        let error = LabelSelector::from_value(&expression("app", "Matches", &["x"])).expect_err("not an operator");
        assert!(error.contains("Matches"), "{error}");
        assert!(LabelSelector::from_value(&expression("app", "In", &[])).is_err());
    }
}

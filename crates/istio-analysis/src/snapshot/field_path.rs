//! Where in an object a value stands.

use std::fmt;

use kubeyaml::{NodeKind, NodeRef};

use crate::snapshot::fields::same_field;

/// One step into an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A mapping key.
    Key(String),
    /// A list item, counted from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

/// The way from the top of an object to a field, as in `spec.http[0].route[1].destination.host`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Step>);

impl FieldPath {
    /// A path of these steps.
    #[must_use]
    pub fn new(steps: Vec<Step>) -> Self {
        Self(steps)
    }

    /// Reads the written form: keys with dots between them, indexes and quoted keys in brackets.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('[') {
                let end = match inside.strip_prefix('"').and_then(|quoted| quoted.find("\"]")) {
                    Some(quote) => quote + 2,
                    None => inside.find(']').unwrap_or(inside.len()),
                };
                let step = inside.get(..end).unwrap_or(inside);
                steps.push(match step.parse::<usize>() {
                    Ok(index) => Step::Index(index),
                    Err(_) => Step::Key(step.trim_matches('"').to_owned()),
                });
                rest = inside.get(end + 1..).unwrap_or("");
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (key, after) = rest.split_at(end);
                if !key.is_empty() {
                    steps.push(Step::Key(key.to_owned()));
                }
                rest = after.strip_prefix('.').unwrap_or(after);
                if rest == after && !after.starts_with('[') {
                    break;
                }
            }
        }
        Self(steps)
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path of something below this one.
    #[must_use]
    pub fn child(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }

    /// The path of something several steps below this one.
    #[must_use]
    pub fn join(&self, below: &FieldPath) -> Self {
        Self(self.0.iter().chain(&below.0).cloned().collect())
    }

    /// The node of the field in an object's text: of the field itself, else of the last step on the way that is there (then its key,
    /// since that is what names the place). The second part says whether the field itself is there and holds a scalar.
    #[must_use]
    pub fn find<'d>(&self, object: NodeRef<'d>) -> (NodeRef<'d>, bool) {
        let mut node = object;
        let mut named = object;
        for (depth, step) in self.0.iter().enumerate() {
            let target = node.resolved();
            let next = match step {
                Step::Index(index) => target.item(*index).map(|item| (item, item)),
                Step::Key(key) => target
                    .entry(key)
                    .map(|entry| (entry.key, entry.value))
                    .or_else(|| target.get(key).map(|value| (value, value)))
                    .or_else(|| {
                        target
                            .entries()
                            .find(|entry| entry.key.as_text().is_some_and(|written| same_field(key, written)))
                            .map(|entry| (entry.key, entry.value))
                    }),
            };
            let Some((key, value)) = next else { break };
            let last = depth + 1 == self.0.len();
            if last && value.resolved().kind() == NodeKind::Scalar && !value.is_omitted() {
                return (value, true);
            }
            named = key;
            node = value;
        }
        (named, false)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if key.contains(['.', '[', '/']) => write!(f, "[{key:?}]")?,
                Step::Key(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// A [`FieldPath`] of literal keys and of expressions that are keys or indexes: `field!["spec", "http", index, "route"]`.
macro_rules! field {
    ($($step:expr),* $(,)?) => {
        $crate::snapshot::FieldPath::new(vec![$($crate::snapshot::Step::from($step)),*])
    };
}
pub(crate) use field;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_form_reads_back() {
        for text in [
            "spec.http[0].route[1].destination.host",
            "metadata.annotations[\"sidecar.istio.io/inject\"]",
            "items[3].kind",
        ] {
            assert_eq!(FieldPath::parse(text).to_string(), text);
        }
        assert_eq!(FieldPath::parse("").steps().len(), 0);
        assert_eq!(FieldPath::parse("a[[").steps().len(), 2);
    }
}

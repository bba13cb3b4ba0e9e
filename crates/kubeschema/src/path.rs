//! Where in a tree a value is.

use std::fmt;

/// One step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The value under a key of a mapping.
    Key(String),
    /// An item of a list, counted from 0.
    Index(usize),
}

/// The steps from the root of a tree to one of its values; prints as `spec.containers[0].name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Vec<Step>);

impl Path {
    /// The root.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether this is the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes into the value under `key`.
    pub fn push_key(&mut self, key: &str) {
        self.0.push(Step::Key(key.to_owned()));
    }

    /// Goes into item `index`.
    pub fn push_index(&mut self, index: usize) {
        self.0.push(Step::Index(index));
    }

    /// Goes back out by one step.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The path of the value under `key` here.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.push_key(key);
        path
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<T: IntoIterator<Item = Step>>(steps: T) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl fmt::Display for Path {
    /// Keys that would read as more than one step are put in brackets and quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if key.is_empty() || key.contains(['.', '[', ']', ' ', '"']) => write!(f, "[{key:?}]")?,
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_keys_and_indices() {
        let mut path = Path::new();
        path.push_key("spec");
        path.push_key("containers");
        path.push_index(2);
        path.push_key("name");
        assert_eq!(path.to_string(), "spec.containers[2].name");
        let annotation = Path::from_iter([Step::Key("metadata".into()), Step::Key("istio.io/rev".into())]);
        assert_eq!(annotation.to_string(), "metadata[\"istio.io/rev\"]");
    }
}

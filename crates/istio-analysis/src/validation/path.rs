//! The place of a field in an object.

use std::fmt;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The value under this key of a mapping.
    Key(String),
    /// The element of a list, counted from 0.
    Index(usize),
}

/// The place of a field from the object's root on: `spec.http[0].route[1].destination.host`. The last steps may name what
/// is missing in the object; the nearest field that is there comes before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Step>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if is_plain(key) => {
                    let dot = if i == 0 { "" } else { "." };
                    write!(f, "{dot}{key}")?;
                }
                Step::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}

/// Whether a key can stand after a dot without being misread.
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_dots_are_quoted() {
        let path = Path(vec![
            Step::Key("metadata".to_owned()),
            Step::Key("annotations".to_owned()),
            Step::Key("istio.io/rev".to_owned()),
            Step::Index(2),
            Step::Key("x".to_owned()),
        ]);
        assert_eq!(path.to_string(), r#"metadata.annotations["istio.io/rev"][2].x"#);
    }
}

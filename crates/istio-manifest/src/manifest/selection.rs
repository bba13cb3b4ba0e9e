//! Patterns that pick objects: `Kind/namespace/name`, with `*` and `?`.

use std::fmt;
use std::str::FromStr;

use super::Identity;

/// A pattern of objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    kind: String,
    /// `None` is any.
    namespace: Option<String>,
    name: String,
}

/// Text that is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no pattern of objects; write Kind/namespace/name or Kind/name, with * for any text",
            self.0
        )
    }
}

impl std::error::Error for PatternError {}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        // Older releases separated the parts with colons.
        let separator = if text.contains('/') { '/' } else { ':' };
        let parts: Vec<&str> = text.split(separator).collect();
        match parts[..] {
            [kind, name] if !kind.is_empty() => Ok(Self {
                kind: kind.to_owned(),
                namespace: None,
                name: name.to_owned(),
            }),
            [kind, namespace, name] if !kind.is_empty() => Ok(Self {
                kind: kind.to_owned(),
                namespace: Some(namespace.to_owned()),
                name: name.to_owned(),
            }),
            _ => Err(PatternError(text.to_owned())),
        }
    }
}

impl Pattern {
    /// Whether an object is one of those. Kinds are compared without regard to case; an empty name is any.
    #[must_use]
    pub fn matches(&self, identity: &Identity) -> bool {
        glob(&self.kind.to_lowercase(), &identity.kind.to_lowercase())
            && self
                .namespace
                .as_ref()
                .is_none_or(|pattern| glob(pattern, &identity.namespace))
            && (self.name.is_empty() || glob(&self.name, &identity.name))
    }
}

/// `*` is any text, `?` any character.
fn glob(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and how far it reaches.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p).is_some_and(|c| *c == '?' || *c == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((at, reach)) = star {
            star = Some((at, reach + 1));
            p = at + 1;
            t = reach + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_pick_objects() {
        let identity = Identity {
            api_version: "v1".to_owned(),
            kind: "ConfigMap".to_owned(),
            namespace: "istio-system".to_owned(),
            name: "istio-sidecar-injector".to_owned(),
        };
        let picks = |text: &str| text.parse::<Pattern>().expect("a pattern").matches(&identity);
        for text in [
            "ConfigMap/*",
            "configmap/istio-system/istio*injector",
            "*/*/*",
            "ConfigMap/",
            "Config???/istio-*",
            "ConfigMap:istio-system:*",
        ] {
            assert!(picks(text), "{text}");
        }
        for text in ["Secret/*", "ConfigMap/other/*", "ConfigMap/istio", "ConfigMap//istio*"] {
            assert!(!picks(text), "{text}");
        }
        assert!("nothing".parse::<Pattern>().is_err() && "a/b/c/d".parse::<Pattern>().is_err());
    }
}

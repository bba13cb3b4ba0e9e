//! Kubernetes objects that were rendered: text or tree, with a typed identity.

mod diff;
mod images;
mod order;
mod selection;

use std::borrow::Cow;
use std::fmt;

use kubeyaml::{Limits, Stream, Value};

pub use diff::{DiffOptions, diff, diff_trees};
pub use images::images;
pub use order::sort;
pub use selection::{Pattern, PatternError};

use crate::component::Component;

/// What an object is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// Group and version.
    pub api_version: String,
    /// Kind.
    pub kind: String,
    /// Namespace, empty for objects of the cluster.
    pub namespace: String,
    /// Name.
    pub name: String,
}

impl Identity {
    /// The identity that a tree states.
    #[must_use]
    pub fn of(tree: &Value) -> Self {
        let text = |path: &[&str]| {
            tree.get_path(path)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            api_version: text(&["apiVersion"]),
            kind: text(&["kind"]),
            namespace: text(&["metadata", "namespace"]),
            name: text(&["metadata", "name"]),
        }
    }

    /// The API group, empty for the core one.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version.rsplit_once('/').map_or("", |(group, _)| group)
    }
}

/// `Kind/namespace/name`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.kind, self.namespace, self.name)
    }
}

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    identity: Identity,
    content: Content,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    /// A document of the chart that nothing has read: large, and nobody wants to change it.
    Text(String),
    Tree(Value),
}

/// The objects of one component, in the order in which its charts gave them.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestSet {
    /// The component.
    pub component: Component,
    /// Its objects.
    pub manifests: Vec<Manifest>,
}

/// Rendered text that is no object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError {
    /// What is wrong, with the line of the text.
    pub message: String,
    /// The text that was read.
    pub text: String,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ManifestError {}

impl Manifest {
    /// An object from a tree.
    #[must_use]
    pub fn from_tree(tree: Value) -> Self {
        Self {
            identity: Identity::of(&tree),
            content: Content::Tree(tree),
        }
    }

    /// Every object of a text; what is empty or only comments is left out.
    ///
    /// Documents are cut at lines that start with `---`, as Go's istioctl cuts them. A CustomResourceDefinition stays text.
    ///
    /// # Errors
    /// A document that is no YAML, or no object with a kind.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, ManifestError> {
        let mut found = Vec::new();
        let mut start = 0;
        let mut offset = 0;
        for line in text.split_inclusive('\n').chain(std::iter::once("---")) {
            if line.starts_with("---") {
                if let Some(manifest) = Self::parse(text.get(start..offset).unwrap_or_default())? {
                    found.push(manifest);
                }
                start = offset + line.len();
            }
            offset += line.len();
        }
        Ok(found)
    }

    /// One document; `None` when it holds nothing.
    ///
    /// # Errors
    /// As [`Manifest::parse_all`].
    pub fn parse(text: &str) -> Result<Option<Self>, ManifestError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(identity) = definition(text) {
            return Ok(Some(Self {
                identity,
                content: Content::Text(text.to_owned()),
            }));
        }
        let tree = read(text)?;
        match &tree {
            Value::Null => Ok(None),
            Value::Mapping(_)
                if tree
                    .get("kind")
                    .and_then(Value::as_str)
                    .is_some_and(|kind| !kind.is_empty()) =>
            {
                Ok(Some(Self::from_tree(tree)))
            }
            Value::Mapping(_) => Err(fault(text, "the object has no kind")),
            other => Err(fault(text, &format!("expected an object, found {}", other.kind_name()))),
        }
    }

    /// What the object is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The object as a tree.
    #[must_use]
    pub fn tree(&self) -> Cow<'_, Value> {
        match &self.content {
            Content::Tree(tree) => Cow::Borrowed(tree),
            Content::Text(text) => Cow::Owned(read(text).unwrap_or_default()),
        }
    }

    /// Changes the object's tree; its identity is read anew.
    pub(crate) fn change<T, E>(&mut self, change: impl FnOnce(&mut Value) -> Result<T, E>) -> Result<T, E> {
        let mut tree = match std::mem::replace(&mut self.content, Content::Tree(Value::Null)) {
            Content::Tree(tree) => tree,
            Content::Text(text) => read(&text).unwrap_or_default(),
        };
        let result = change(&mut tree);
        self.identity = Identity::of(&tree);
        self.content = Content::Tree(tree);
        result
    }

    /// The object as YAML, with a newline at its end.
    #[must_use]
    pub fn yaml(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => Cow::Owned(format!("{text}\n")),
            Content::Tree(tree) => Cow::Owned(kubeyaml::to_string(tree)),
        }
    }

    /// Adds what [`Manifest::yaml`] gives to a text.
    pub fn write_yaml(&self, out: &mut String) {
        match &self.content {
            Content::Text(text) => {
                out.push_str(text);
                out.push('\n');
            }
            Content::Tree(tree) => out.push_str(&kubeyaml::to_string(tree)),
        }
    }
}

fn fault(text: &str, message: &str) -> ManifestError {
    ManifestError {
        message: message.to_owned(),
        text: text.to_owned(),
    }
}

fn read(text: &str) -> Result<Value, ManifestError> {
    let wrong = |why: kubeyaml::Error| fault(text, &why.to_string());
    let stream = Stream::parse(text.as_bytes(), &Limits::default()).map_err(wrong)?;
    let mut documents = stream.documents();
    match documents.next() {
        None => Ok(Value::Null),
        Some(document) => document.and_then(|document| document.to_value()).map_err(wrong),
    }
}

/// The identity of a CustomResourceDefinition that is written as plain block YAML.
///
/// Definitions are most of what is rendered, and nothing but their name is needed; anything out of the ordinary is read in full.
fn definition(text: &str) -> Option<Identity> {
    let mut identity = Identity::default();
    let mut in_metadata = false;
    for line in text.lines() {
        let value = |prefix: &str| -> Option<String> {
            let value = line.strip_prefix(prefix)?.trim();
            let plain = !value.is_empty()
                && value
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/'));
            plain.then(|| value.to_owned())
        };
        if let Some(found) = value("apiVersion: ") {
            identity.api_version = found;
        } else if let Some(found) = value("kind: ") {
            if found != "CustomResourceDefinition" {
                return None;
            }
            identity.kind = found;
        } else if in_metadata && line.starts_with("  name:") {
            identity.name = value("  name: ")?;
        } else if !line.starts_with([' ', '#']) && !line.is_empty() {
            in_metadata = line == "metadata:";
            if !in_metadata && !line.ends_with(':') {
                return None;
            }
        }
        let complete = [&identity.api_version, &identity.kind, &identity.name]
            .iter()
            .all(|part| !part.is_empty());
        if complete {
            return Some(identity);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_cut_and_identified() {
        let text = "# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: b\n--- # c\nkind: X\n---\n\n";
        let found = Manifest::parse_all(text).expect("objects");
        let names: Vec<String> = found.iter().map(|m| m.identity().to_string()).collect();
        assert_eq!(names, ["ConfigMap/b/a", "X//"]);
        assert!(Manifest::parse_all("a: b\n").is_err() && Manifest::parse_all("- a\n").is_err());
        assert!(Manifest::parse_all("a: [\n").is_err());
    }

    #[test]
    fn a_definition_stays_text() {
        let text = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  annotations:\n    name: no\n  name: x.y.z\nspec: {}";
        let found = Manifest::parse(text).expect("an object").expect("an object");
        assert_eq!(found.identity().to_string(), "CustomResourceDefinition//x.y.z");
        assert_eq!(found.yaml(), format!("{text}\n"));
        let quoted = Manifest::parse(&text.replace("x.y.z", "\"x.y.z\""))
            .expect("an object")
            .expect("an object");
        assert_eq!(quoted.identity().name, "x.y.z");
        assert!(matches!(quoted.content, Content::Tree(_)));
    }
}

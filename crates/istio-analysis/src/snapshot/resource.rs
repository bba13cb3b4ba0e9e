//! One resource of a snapshot.

use kubeyaml::{Mapping, Value};

use crate::snapshot::fields::Fields;
use crate::snapshot::kind::Kind;
use crate::snapshot::origin::Origin;

/// A resource with the place it came from.
#[derive(Clone, Debug)]
pub struct Resource {
    pub(crate) kind: Kind,
    pub(crate) api_version: String,
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) object: Value,
    pub(crate) origin: Origin,
}

impl Resource {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its apiVersion as written.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// Its namespace; empty for kinds without one, and where a file names none and no default was given.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The namespace that it belongs to: its own, and of a Namespace its name; empty for other kinds without one.
    #[must_use]
    pub fn home(&self) -> &str {
        match self.kind {
            Kind::Namespace => &self.name,
            _ => &self.namespace,
        }
    }

    /// `namespace/name`, or the name alone where there is no namespace.
    #[must_use]
    pub fn full_name(&self) -> String {
        full_name(&self.namespace, &self.name)
    }

    /// The whole object.
    #[must_use]
    pub fn object(&self) -> &Value {
        &self.object
    }

    /// Where it came from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The object's fields.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        Fields::of(Some(&self.object))
    }

    /// The fields under `spec`.
    #[must_use]
    pub fn spec(&self) -> Fields<'_> {
        self.fields().at("spec")
    }

    /// The labels, if there are any.
    #[must_use]
    pub fn labels(&self) -> Option<&Mapping> {
        self.fields().at("metadata").map("labels")
    }

    /// The value of a label.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels()?.get(name).map(|value| value.as_str().unwrap_or(""))
    }

    /// The annotations, if there are any.
    #[must_use]
    pub fn annotations(&self) -> Option<&Mapping> {
        self.fields().at("metadata").map("annotations")
    }

    /// The value of an annotation.
    #[must_use]
    pub fn annotation(&self, name: &str) -> Option<&str> {
        self.annotations()?.get(name).map(|value| value.as_str().unwrap_or(""))
    }
}

/// `namespace/name`, or the name alone if the namespace is empty.
#[must_use]
pub(crate) fn full_name(namespace: &str, name: &str) -> String {
    if namespace.is_empty() {
        name.to_owned()
    } else {
        format!("{namespace}/{name}")
    }
}

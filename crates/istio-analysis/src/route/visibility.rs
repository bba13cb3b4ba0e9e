//! Which namespaces a resource is for: `exportTo`.

use crate::snapshot::{Resource, Snapshot};

/// Who sees a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExportTo(Vec<String>);

impl ExportTo {
    /// `written` if it says anything, else what the mesh configuration has under `default_field`, else everybody.
    pub(crate) fn new<'a>(
        written: impl Iterator<Item = &'a str>,
        resource: &Resource,
        snapshot: &Snapshot,
        default_field: &str,
    ) -> Self {
        let mut list: Vec<String> = written.filter(|to| !to.is_empty()).map(str::to_owned).collect();
        if list.is_empty() {
            list = snapshot
                .mesh_config()
                .message()
                .texts(default_field)
                .map(str::to_owned)
                .collect();
        }
        if list.is_empty() {
            list.push("*".to_owned());
        }
        for to in &mut list {
            if to == "." {
                resource.namespace().clone_into(to);
            }
        }
        list.sort();
        list.dedup();
        Self(list)
    }

    /// One namespace alone.
    pub(crate) fn only(namespace: &str) -> Self {
        Self(vec![namespace.to_owned()])
    }

    /// Whether every namespace sees it.
    pub(crate) fn is_public(&self) -> bool {
        self.0.iter().any(|to| to == "*")
    }

    /// Whether a namespace sees it: one that is for nobody (`~`) is for nobody, whatever else is named.
    pub(crate) fn includes(&self, namespace: &str) -> bool {
        self.is_public() || (!self.0.iter().any(|to| to == "~") && self.0.iter().any(|to| to == namespace))
    }
}

impl std::fmt::Display for ExportTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

/// What Istio sorts resources by: the oldest first, then by name. Files rarely say when a resource was made; then the name decides.
pub(crate) fn age(resource: &Resource) -> (&str, &str, &str) {
    let created = resource.fields().at("metadata").text("creationTimestamp");
    (created, resource.name(), resource.namespace())
}

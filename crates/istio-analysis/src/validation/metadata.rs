//! The metadata of an object, as far as the checks look at it.

use kubeyaml::Value;

use super::Object;
use super::node::Node;
use super::report::Report;

const DRY_RUN: &str = "istio.io/dry-run";
/// Annotations that only Istio itself sets, or that tests of the admission use.
const REFUSED: [&str; 3] = [
    "internal.istio.io/webhook-always-reject",
    "internal.istio.io/parent-namespace",
    "internal.istio.io/parents",
];
const POLICY_ACTIONS: [&str; 4] = ["ALLOW", "DENY", "AUDIT", "CUSTOM"];

/// The name, the namespace and the metadata tree of an object.
#[derive(Clone, Copy, Debug)]
pub struct Metadata<'a> {
    /// `metadata.name`.
    pub name: &'a str,
    /// The namespace that the object is in, said or not.
    pub namespace: &'a str,
    /// The tree under `metadata`, for labels and annotations.
    pub tree: &'a Value,
}

impl<'a> Metadata<'a> {
    /// Reads the tree under `metadata` of an object.
    #[must_use]
    pub fn of(tree: &'a Value) -> Self {
        let text = |key: &str| tree.get(key).and_then(Value::as_str).unwrap_or_default();
        Metadata {
            name: text("name"),
            namespace: text("namespace"),
            tree,
        }
    }

    /// The same in this namespace, unless it says its own.
    #[must_use]
    pub fn in_namespace(self, namespace: &'a str) -> Self {
        if self.namespace.is_empty() {
            Metadata { namespace, ..self }
        } else {
            self
        }
    }

    /// The metadata as a field.
    pub(super) fn node(&self) -> Node<'a> {
        Node::root("metadata", Some(self.tree))
    }

    /// A label's value.
    pub(super) fn label(&self, name: &str) -> Option<&'a str> {
        self.tree.get("labels")?.get(name)?.as_str()
    }

    /// An annotation's value.
    pub(super) fn annotation(&self, name: &str) -> Option<&'a str> {
        self.tree.get("annotations")?.get(name)?.as_str()
    }
}

/// What the metadata of every kind is checked for. Says whether the rest is to be checked.
pub(super) fn check(object: &Object<'_>, kind: &str, report: &mut Report) -> bool {
    let metadata = &object.metadata;
    let annotations = metadata.node().at("annotations");
    if let Some(value) = metadata.annotation(DRY_RUN)
        && let Err(text) = check_dry_run(object, kind, value)
    {
        report.error(&annotations.entry(DRY_RUN), "dry-run", text);
        return false;
    }
    let refused = REFUSED.into_iter().find(|name| metadata.annotation(name).is_some());
    if let Some(name) = refused {
        report.error(
            &annotations.entry(name),
            "internal-annotation",
            format!("the annotation {name:?} may not be set by users"),
        );
    }
    refused.is_none()
}

fn check_dry_run(object: &Object<'_>, kind: &str, value: &str) -> Result<(), String> {
    let place = format!("{}/{}", object.metadata.namespace, object.metadata.name);
    if kind != "AuthorizationPolicy" {
        return Err(format!(
            "{place} has the annotation {DRY_RUN}, which is not supported for this kind; please remove it"
        ));
    }
    let action = object.spec.at("action");
    match action.choice(&POLICY_ACTIONS) {
        Some("ALLOW" | "DENY") => {}
        other => {
            let number = action.int().to_string();
            return Err(format!(
                "the annotation {DRY_RUN} only supports the actions ALLOW and DENY (ALLOW/DENY), not {} in {place}",
                other.unwrap_or(&number)
            ));
        }
    }
    // What Go's strconv.ParseBool takes.
    let known = [
        "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False",
    ];
    if !known.contains(&value) {
        return Err(format!(
            "the value {value:?} of the annotation {DRY_RUN} of {place} is neither true nor false"
        ));
    }
    Ok(())
}

//! One version of a resource, and what the API server says to an object of it.

use std::borrow::Cow;

use kubeyaml::Value;

use super::compile::{self, SchemaError};
use super::definition::Definition;
use super::metadata::{self, Scope};
use super::node::Node;
use super::path::{At, Path};
use super::report::Report;
use super::rules::{self, Library};
use super::structure::Walk;
use super::violation::{UnknownField, Violation, ViolationKind};
use super::{fields, relations};

/// The schema of one version of a custom resource, ready to check objects with. It can be shared between threads.
#[derive(Debug)]
pub struct Schema {
    api_version: String,
    kind: String,
    scope: Scope,
    root: Node,
    walk: Walk,
}

impl Schema {
    /// Compiles the schema of one version of a CustomResourceDefinition.
    ///
    /// # Errors
    /// When the document is no CustomResourceDefinition, has no such version, or its schema is none.
    pub fn compile(definition: &Value, version: &str) -> Result<Self, SchemaError> {
        let definition = Definition::read(definition)?;
        let version = definition.version(version).ok_or_else(|| SchemaError {
            path: Path::of_fields(&["spec", "versions"]),
            message: format!("there is no version {version}"),
        })?;
        Self::of_version(
            &definition.group,
            &definition.kind,
            definition.scope,
            version.name(),
            version.schema(),
            version.has_status(),
            &Library::new(),
        )
    }

    pub(super) fn of_version(
        group: &str,
        kind: &str,
        scope: Scope,
        version: &str,
        schema: Option<&Value>,
        has_status: bool,
        library: &Library,
    ) -> Result<Self, SchemaError> {
        let at = At::default();
        let at = at.field("openAPIV3Schema");
        let mut root = match schema {
            Some(schema) => compile::schema(schema, at, library)?,
            None => Node {
                preserves_unknown: true,
                ..Node::default()
            },
        };
        root.embedded = true;
        Ok(Self {
            api_version: format!("{group}/{version}"),
            kind: kind.to_owned(),
            scope,
            root,
            walk: Walk {
                without_status: has_status,
            },
        })
    }

    /// The `apiVersion` of its objects.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// The `kind` of its objects.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether its objects live in namespaces.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Why the API server would reject a new object; nothing when it would take it.
    ///
    /// Fields unknown to the schema are no violation, they are dropped before; see [`Self::unknown_fields`]. `status` is not
    /// looked at where the API server ignores it. A missing namespace is no violation: clients fill it in. At most 1000
    /// violations are listed.
    #[must_use]
    pub fn validate(&self, object: &Value) -> Vec<Violation> {
        self.violations(object, None)
    }

    /// Why the API server would reject an object in place of `old`: as [`Self::validate`], with the rules about changes.
    #[must_use]
    pub fn validate_change(&self, object: &Value, old: &Value) -> Vec<Violation> {
        self.violations(object, Some(old))
    }

    fn violations(&self, object: &Value, old: Option<&Value>) -> Vec<Violation> {
        let mut report = Report::default();
        self.check_type(object, &mut report);
        if !report.is_empty() {
            return report.into_violations();
        }
        let object = self.as_stored(object);
        let root = At::default();
        metadata::check(object.get("metadata"), self.scope, root, &mut report);
        self.walk.check(&self.root, &object, root, &mut report);
        relations::check_embedded(self.walk, &self.root, &object, root, &mut report);
        relations::check_lists(self.walk, &self.root, &object, root, &mut report);
        if self.root.leads_to_rules && report.lets_rules_run() {
            let old = old.map(|old| self.as_stored(old));
            rules::check(self.walk, &self.root, &object, old.as_deref(), &mut report);
        }
        report.into_violations()
    }

    fn check_type(&self, object: &Value, report: &mut Report) {
        let root = At::default();
        if !matches!(object, Value::Mapping(_)) {
            report.add(
                root,
                ViolationKind::Type,
                format!("must be an object, not {}", object.kind_name()),
            );
            return;
        }
        for (field, expected) in [("kind", &self.kind), ("apiVersion", &self.api_version)] {
            let at = root.field(field);
            match object.get(field) {
                Some(Value::String(text)) if text == expected => {}
                Some(Value::String(_)) => report.add(at, ViolationKind::Invalid, format!("must be {expected}")),
                None | Some(Value::Null) => {
                    report.add(at, ViolationKind::Required, format!("is required, as {expected}"))
                }
                Some(other) => {
                    let message = format!("must be the string {expected}, not {}", other.kind_name());
                    report.add(at, ViolationKind::Type, message);
                }
            }
        }
    }

    /// The fields that the schema does not have, also those of `metadata`. The API server drops them silently, warns of them, or
    /// rejects the object, as the request says; kubectl asks for the last.
    #[must_use]
    pub fn unknown_fields(&self, object: &Value) -> Vec<UnknownField> {
        fields::unknown(&self.root, object)
    }

    /// The object as the API server stores it: without unknown fields and without nulls that stand for nothing, with defaults.
    /// `status` and `metadata` are as they were.
    #[must_use]
    pub fn as_stored<'v>(&self, object: &'v Value) -> Cow<'v, Value> {
        fields::prepared(&self.root, object)
    }
}

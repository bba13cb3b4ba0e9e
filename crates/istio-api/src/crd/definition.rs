//! CustomResourceDefinitions and all of them together.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kubeyaml::Value;

use super::compile::SchemaError;
use super::metadata::Scope;
use super::path::Path;
use super::rules::Library;
use super::schema::Schema;
use super::violation::{UnknownField, Violation, ViolationKind};
use crate::suggestion;

/// One version of a resource.
#[derive(Debug)]
pub(super) struct Version {
    name: String,
    served: bool,
    has_status: bool,
    schema: Option<Value>,
    compiled: OnceLock<Result<Schema, SchemaError>>,
}

impl Version {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn schema(&self) -> Option<&Value> {
        self.schema.as_ref()
    }

    pub(super) fn has_status(&self) -> bool {
        self.has_status
    }
}

/// What a CustomResourceDefinition says.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) group: String,
    pub(super) kind: String,
    pub(super) scope: Scope,
    versions: Vec<Version>,
}

fn wrong(path: &[&str], message: impl Into<String>) -> SchemaError {
    SchemaError {
        path: Path::of_fields(path),
        message: message.into(),
    }
}

fn text(document: &Value, path: &[&str]) -> Result<String, SchemaError> {
    match document.get_path(path) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        _ => Err(wrong(path, "must be a string that is not empty")),
    }
}

fn is_definition(document: &Value) -> bool {
    document.get("kind").and_then(Value::as_str) == Some("CustomResourceDefinition")
}

impl Definition {
    pub(super) fn read(document: &Value) -> Result<Self, SchemaError> {
        if !is_definition(document) {
            return Err(wrong(&["kind"], "must be CustomResourceDefinition"));
        }
        let scope = match text(document, &["spec", "scope"])?.as_str() {
            "Namespaced" => Scope::Namespaced,
            "Cluster" => Scope::Cluster,
            other => {
                return Err(wrong(
                    &["spec", "scope"],
                    format!("must be Namespaced or Cluster, not {other}"),
                ));
            }
        };
        let path = ["spec", "versions"];
        let list = document
            .get_path(&path)
            .and_then(Value::as_sequence)
            .ok_or_else(|| wrong(&path, "must be a list"))?;
        let mut versions = Vec::with_capacity(list.len());
        for version in list {
            let name = version
                .get("name")
                .and_then(Value::as_str)
                .ok_or_else(|| wrong(&path, "each must have a name"))?;
            versions.push(Version {
                name: name.to_owned(),
                served: version.get("served").and_then(Value::as_bool).unwrap_or(false),
                has_status: version
                    .get_path(&["subresources", "status"])
                    .is_some_and(|status| !status.is_null()),
                schema: version
                    .get_path(&["schema", "openAPIV3Schema"])
                    .filter(|schema| !schema.is_null())
                    .cloned(),
                compiled: OnceLock::new(),
            });
        }
        Ok(Self {
            group: text(document, &["spec", "group"])?,
            kind: text(document, &["spec", "names", "kind"])?,
            scope,
            versions,
        })
    }

    pub(super) fn version(&self, name: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.name == name)
    }
}

/// What the API server would say to an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Why it would reject the object.
    pub violations: Vec<Violation>,
    /// The fields it would drop, or reject when asked to be strict.
    pub unknown_fields: Vec<UnknownField>,
}

impl Verdict {
    /// Whether a strict request, as kubectl makes it, would be taken.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.violations.is_empty() && self.unknown_fields.is_empty()
    }
}

/// Several CustomResourceDefinitions. A schema is compiled when the first object of its kind is looked at. They can be shared
/// between threads.
#[derive(Debug)]
pub struct Definitions {
    /// By group and kind.
    definitions: BTreeMap<String, BTreeMap<String, Definition>>,
    library: Library,
}

impl Definitions {
    /// Reads the CustomResourceDefinitions among `documents`; other objects are passed over. Of two with the same group and kind
    /// the last counts.
    ///
    /// # Errors
    /// When one has no group, kind, scope or versions. Whether a schema is right shows when it is first used.
    pub fn new<'v>(documents: impl IntoIterator<Item = &'v Value>) -> Result<Self, SchemaError> {
        let mut definitions: BTreeMap<String, BTreeMap<String, Definition>> = BTreeMap::new();
        for document in documents {
            if is_definition(document) {
                let definition = Definition::read(document)?;
                definitions
                    .entry(definition.group.clone())
                    .or_default()
                    .insert(definition.kind.clone(), definition);
            }
        }
        Ok(Self {
            definitions,
            library: Library::new(),
        })
    }

    /// The schema of an `apiVersion` and `kind`, if there is one that is served.
    ///
    /// # Errors
    /// When the definition's schema is wrong.
    pub fn schema(&self, api_version: &str, kind: &str) -> Result<Option<&Schema>, SchemaError> {
        let Some((group, version)) = api_version.split_once('/') else {
            return Ok(None);
        };
        let Some(definition) = self.definitions.get(group).and_then(|kinds| kinds.get(kind)) else {
            return Ok(None);
        };
        let Some(version) = definition.version(version).filter(|version| version.served) else {
            return Ok(None);
        };
        let compiled = version.compiled.get_or_init(|| {
            let Definition { group, kind, scope, .. } = definition;
            let schema = version.schema.as_ref();
            Schema::of_version(
                group,
                kind,
                *scope,
                &version.name,
                schema,
                version.has_status,
                &self.library,
            )
        });
        compiled.as_ref().map(Some).map_err(Clone::clone)
    }

    /// What the API server would say to an object. `None` when its group is none of those defined here, so that nothing is known
    /// of it; a kind or version that a defined group does not have is a violation.
    ///
    /// # Errors
    /// When the definition's schema is wrong.
    pub fn check(&self, object: &Value) -> Result<Option<Verdict>, SchemaError> {
        let (Some(api_version), Some(kind)) = (
            object.get("apiVersion").and_then(Value::as_str),
            object.get("kind").and_then(Value::as_str),
        ) else {
            return Ok(None);
        };
        if let Some(schema) = self.schema(api_version, kind)? {
            return Ok(Some(Verdict {
                violations: schema.validate(object),
                unknown_fields: schema.unknown_fields(object),
            }));
        }
        Ok(self.not_served(api_version, kind).map(|violation| Verdict {
            violations: vec![violation],
            unknown_fields: Vec::new(),
        }))
    }

    /// What is wrong with a type that is not served, if its group is known.
    fn not_served(&self, api_version: &str, kind: &str) -> Option<Violation> {
        let (group, version) = api_version.split_once('/')?;
        let kinds = self.definitions.get(group)?;
        let (field, message) = match kinds.get(kind) {
            Some(definition) => {
                let served: Vec<String> = definition
                    .versions
                    .iter()
                    .filter(|version| version.served)
                    .map(|version| format!("{group}/{}", version.name))
                    .collect();
                (
                    "apiVersion",
                    format!("{kind} has no version {version}; there is {}", served.join(", ")),
                )
            }
            None => {
                let mut message = format!("there is no kind {kind} in {group}");
                if let Some(near) = suggestion::nearest(kind, kinds.keys().map(String::as_str)) {
                    message.push_str(&format!("; did you mean {near}?"));
                }
                ("kind", message)
            }
        };
        Some(Violation {
            path: Path::of_fields(&[field]),
            kind: ViolationKind::Invalid,
            message,
            rule: None,
        })
    }
}

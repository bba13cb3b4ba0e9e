//! What the schemas of Istio's custom resources say of an object.

use std::sync::LazyLock;

use istio_api::crd::{Definitions, ViolationKind};
use kubeyaml::{Limits, Stream, Value};

use crate::validation::Level;

/// The CustomResourceDefinitions that Istio's base chart installs.
const DEFINITIONS: &str = include_str!("../../../charts/base/files/crd-all.gen.yaml");

static SCHEMAS: LazyLock<Option<Definitions>> = LazyLock::new(|| {
    let stream = Stream::parse(DEFINITIONS.as_bytes(), &Limits::default()).ok()?;
    let documents: Vec<Value> = stream
        .documents()
        .filter_map(|document| document.ok()?.to_value().ok())
        .collect();
    Definitions::new(&documents).ok()
});

/// One thing that a schema finds.
pub(crate) struct Finding {
    pub(crate) level: Level,
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Checks an object: fields that its kind does not have and values of a wrong type are errors, since Istio does not read them; what only
/// the API server would refuse is a warning.
pub(crate) fn check(object: &Value) -> Vec<Finding> {
    let Some(Ok(Some(verdict))) = SCHEMAS.as_ref().map(|schemas| schemas.check(object)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for unknown in &verdict.unknown_fields {
        findings.push(Finding {
            level: Level::Error,
            path: unknown.path.to_string(),
            text: unknown.to_string(),
        });
    }
    for violation in &verdict.violations {
        let level = match violation.kind {
            ViolationKind::Type => Level::Error,
            _ => Level::Warning,
        };
        findings.push(Finding {
            level,
            path: violation.path.to_string(),
            text: violation.to_string(),
        });
    }
    findings
}

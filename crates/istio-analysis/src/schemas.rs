//! What the schemas of Istio's custom resources say of an object.

use std::sync::LazyLock;

use istio_api::crd::{Definitions, Violation, ViolationKind};
use istio_api::duration;
use kubeyaml::{Limits, Stream, Value};

use crate::snapshot::{FieldPath, Step};

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

/// Reads the schemas now rather than when they are first asked.
pub(crate) fn prepare() {
    LazyLock::force(&SCHEMAS);
}

/// What is made of what the schemas find while a snapshot is put together and analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SchemaUse {
    /// Nothing.
    #[default]
    Ignore,
    /// Messages: errors for values of a wrong type, warnings for fields that a kind does not have.
    Report,
    /// A resource that istioctl 1.30 could not read is none: it becomes a problem of its file.
    Refuse,
}

/// Why Istio cannot read an object: the first value that does not fit its field. A null that stands for an empty item is none.
pub(crate) fn unreadable(object: &Value) -> Option<Finding> {
    let schemas = SCHEMAS.as_ref()?;
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let schema = schemas.schema(text("apiVersion")?, text("kind")?).ok()??;
    let violations = schema.validate(object);
    let violation = violations.iter().find(|violation| {
        does_not_fit(violation, object) && violated(violation, object).is_some_and(|value| !value.is_null())
    })?;
    Some(Finding {
        kind: FindingKind::Unreadable,
        path: violation.path.to_string(),
        text: violation.to_string(),
    })
}

/// Whether a value cannot be what its field holds, so that Istio itself cannot read it; anything else the API server alone refuses.
fn does_not_fit(violation: &Violation, object: &Value) -> bool {
    match violation.kind {
        ViolationKind::Type | ViolationKind::Enumeration | ViolationKind::Overflow => true,
        // That a text is a duration, the schemas leave to their rules.
        ViolationKind::RuleError => {
            let of_duration = violation
                .rule
                .as_deref()
                .is_some_and(|rule| rule.contains("duration(self)"));
            of_duration
                && violated(violation, object)
                    .and_then(Value::as_str)
                    .is_some_and(|text| duration::parse(text).is_none())
        }
        _ => false,
    }
}

/// The value that a violation is about.
fn violated<'v>(violation: &Violation, object: &'v Value) -> Option<&'v Value> {
    value_at(object, &FieldPath::parse(&violation.path.to_string()))
}

fn value_at<'v>(object: &'v Value, path: &FieldPath) -> Option<&'v Value> {
    path.steps().iter().try_fold(object, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.as_sequence()?.get(*index),
    })
}

/// What a finding means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindingKind {
    /// Istio cannot read the value.
    Unreadable,
    /// The kind has no such field; the API server drops it, or refuses the object.
    UnknownField,
    /// The API server refuses the value.
    Refused,
}

/// One thing that a schema finds.
pub(crate) struct Finding {
    pub(crate) kind: FindingKind,
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Checks an object of Istio's.
pub(crate) fn check(object: &Value) -> Vec<Finding> {
    let Some(Ok(Some(verdict))) = SCHEMAS.as_ref().map(|schemas| schemas.check(object)) else {
        return Vec::new();
    };
    let unknown = verdict.unknown_fields.iter().map(|unknown| Finding {
        kind: FindingKind::UnknownField,
        path: unknown.path.to_string(),
        text: unknown.to_string(),
    });
    let violations = verdict.violations.iter().map(|violation| Finding {
        kind: match does_not_fit(violation, object) {
            true => FindingKind::Unreadable,
            false => FindingKind::Refused,
        },
        path: violation.path.to_string(),
        text: violation.to_string(),
    });
    unknown.chain(violations).collect()
}

//! What the schemas of Istio's custom resources say of an object.

use std::sync::{LazyLock, OnceLock};

use istio_api::crd::{Definitions, Violation, ViolationKind};
use istio_api::duration;
use kubeyaml::{Limits, Stream, Value};

use crate::snapshot::{FieldPath, Step};

/// The CustomResourceDefinitions that Istio's base chart installs.
const DEFINITIONS: &str = include_str!("../../../charts/base/files/crd-all.gen.yaml");

/// All of them, for kinds that none of them defines.
static ALL: LazyLock<Option<Definitions>> = LazyLock::new(|| read(DEFINITIONS));

/// The definition of each kind, which is read when an object of the kind is first checked: together they are as long as a large mesh.
static BY_KIND: LazyLock<Vec<DefinitionOfKind>> = LazyLock::new(|| {
    let documents = DEFINITIONS.split("\n---\n");
    documents.filter_map(DefinitionOfKind::of).collect()
});

struct DefinitionOfKind {
    group: &'static str,
    kind: &'static str,
    text: &'static str,
    read: OnceLock<Option<Definitions>>,
}

impl DefinitionOfKind {
    /// Reads from the text of a definition what it is about; the chart has a form of its own for that.
    fn of(text: &'static str) -> Option<Self> {
        let after = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
        Some(Self {
            group: after("  group: ")?,
            kind: after("    kind: ")?,
            text,
            read: OnceLock::new(),
        })
    }
}

fn read(text: &str) -> Option<Definitions> {
    let stream = Stream::parse(text.as_bytes(), &Limits::default()).ok()?;
    let documents: Vec<Value> = stream
        .documents()
        .filter_map(|document| document.ok()?.to_value().ok())
        .collect();
    Definitions::new(&documents).ok()
}

/// The definitions that an object has to fit.
fn definitions(object: &Value) -> Option<&'static Definitions> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let (group, _) = text("apiVersion")?.split_once('/')?;
    let kind = text("kind")?;
    let known = BY_KIND.iter().find(|known| known.group == group && known.kind == kind);
    match known {
        Some(known) => known.read.get_or_init(|| read(known.text)).as_ref(),
        None => ALL.as_ref(),
    }
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
    let schemas = definitions(object)?;
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
    let Some(Ok(Some(verdict))) = definitions(object).map(|schemas| schemas.check(object)) else {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_the_definition_that_all_together_have() {
        assert_eq!(BY_KIND.len(), 15);
        for known in BY_KIND.iter() {
            let object = |spec: &str| {
                let text = format!("{{apiVersion: {}/v0, kind: {}, spec: {spec}}}", known.group, known.kind);
                kubeyaml::from_str(&text).expect("an object")
            };
            // No version v0 is served, and which are, only the right definition knows.
            let object = object("{}");
            let own = definitions(&object)
                .expect("a definition")
                .check(&object)
                .expect("a verdict");
            let all = ALL.as_ref().expect("all").check(&object).expect("a verdict");
            let violations =
                |verdict: Option<istio_api::crd::Verdict>| format!("{:?}", verdict.map(|verdict| verdict.violations));
            assert_eq!(violations(own), violations(all), "{}", known.kind);
        }
        let unknown = kubeyaml::from_str("{apiVersion: networking.istio.io/v1, kind: Gatway}").expect("an object");
        assert_eq!(check(&unknown).len(), 1);
    }
}

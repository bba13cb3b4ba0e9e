//! Area `crds`: whether the API server takes an object under Istio's CustomResourceDefinitions, and why not.

use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, limits, trees};
use crate::project;
use anyhow::{Context as _, Result};
use istio_api::crd::{Definitions, Verdict};
use kubeyaml::{Limits, Stream, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const AREA: &str = "crds";
const LIMIT: Duration = Duration::from_secs(10);

/// Runs every case of `crds/objects.json`.
///
/// # Errors
/// When the file cannot be read or does not hold cases, or the definitions are wrong.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let path = folder.join("objects.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let listed: Vec<serde_json::Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let mut cases = Vec::new();
    for case in &listed {
        let case = Case::read(case)?;
        if options.wants(&case.name) {
            cases.push(case);
        }
    }
    let documents = documents(folder)?;
    if documents.is_empty() {
        let names = cases.into_iter().map(|case| case.name).collect();
        return Ok(vec![AreaReport::skipped(
            AREA,
            names,
            "there are no CustomResourceDefinitions to check with",
        )]);
    }
    let definitions = Arc::new(Definitions::new(&documents)?);
    let mut messages = Vec::new();
    for document in &documents {
        rule_messages(document, &mut messages);
    }
    let results = limits::side_by_side(&cases, |case| {
        let (definitions, object) = (Arc::clone(&definitions), case.object.clone());
        let verdict = limits::call(LIMIT, move || {
            definitions.check(&object).map_err(|error| error.to_string())
        });
        let outcome = match verdict {
            Err(crash) => Outcome::Failed(crash),
            Ok(Err(error)) => Outcome::Failed(format!("the schema: {error}")),
            Ok(Ok(None)) => Outcome::Failed("no definition is about the object".to_owned()),
            Ok(Ok(Some(verdict))) => judge(&verdict, case.accepted, case.reason.as_deref(), &messages),
        };
        CaseResult {
            case: case.name.clone(),
            outcome,
        }
    });
    Ok(vec![AreaReport {
        area: AREA.to_owned(),
        results,
    }])
}

struct Case {
    name: String,
    object: Value,
    accepted: bool,
    reason: Option<String>,
}

impl Case {
    fn read(case: &serde_json::Value) -> Result<Self> {
        let name = case
            .get("name")
            .and_then(serde_json::Value::as_str)
            .context("a case without a name")?;
        let object = case.get("object").with_context(|| format!("{name}: no object"))?;
        Ok(Self {
            name: name.to_owned(),
            object: trees::from_json_text(&object.to_string()).map_err(|error| anyhow::anyhow!("{name}: {error}"))?,
            accepted: case
                .get("accepted")
                .and_then(serde_json::Value::as_bool)
                .with_context(|| format!("{name}: no verdict"))?,
            reason: case
                .get("reason_contains")
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned),
        })
    }
}

/// The definitions: our own chart's, or, while it has none, those beside the suite.
fn documents(folder: &Path) -> Result<Vec<Value>> {
    let ours = project::root().join("charts/base/files/crd-all.gen.yaml");
    let files = if ours.is_file() {
        vec![ours]
    } else {
        reference_files(folder)
    };
    let mut documents = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
        let stream = Stream::parse(&bytes, &Limits::default()).with_context(|| file.display().to_string())?;
        for document in stream.to_documents().with_context(|| file.display().to_string())? {
            documents.push(document.to_value().with_context(|| file.display().to_string())?);
        }
    }
    Ok(documents)
}

fn reference_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder.join("../../reference/install/crds")) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

/// The messages of all rules in a definition.
fn rule_messages(value: &Value, messages: &mut Vec<String>) {
    match value {
        Value::Mapping(map) => {
            if let Some(Value::Sequence(rules)) = map.get("x-kubernetes-validations") {
                messages.extend(
                    rules
                        .iter()
                        .filter_map(|rule| rule.get("message")?.as_str())
                        .map(str::to_owned),
                );
            }
            map.values().for_each(|value| rule_messages(value, messages));
        }
        Value::Sequence(items) => items.iter().for_each(|item| rule_messages(item, messages)),
        _ => {}
    }
}

/// What a recorded reason demands of our report.
#[derive(Debug, Default, PartialEq)]
struct Demand<'a> {
    /// The end of a path that we must complain about.
    path: Option<&'a str>,
    /// A rule's message, or a part of one, that ours must contain.
    message: Option<&'a str>,
}

/// Reads `spec.x: Invalid value: "object": message`, `spec.x in body should ...` and parts of these.
fn demand<'a>(reason: &'a str, messages: &[String]) -> Demand<'a> {
    let last = reason.rsplit(": ").next().unwrap_or(reason);
    let message = messages.iter().any(|message| message.contains(last)).then_some(last);
    let is_path =
        |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".[]".contains(c));
    let before = reason
        .split_once(" in body")
        .or_else(|| reason.split_once(": "))
        .map(|(path, _)| path);
    Demand {
        path: before.filter(is_path),
        message,
    }
}

fn judge(verdict: &Verdict, accepted: bool, reason: Option<&str>, messages: &[String]) -> Outcome {
    let ours: Vec<String> = verdict
        .violations
        .iter()
        .map(ToString::to_string)
        .chain(verdict.unknown_fields.iter().map(ToString::to_string))
        .collect();
    let shown = || ours.join("\n");
    if verdict.is_accepted() != accepted {
        let expected = if accepted { "accepted" } else { "rejected" };
        return Outcome::Failed(format!(
            "expected {expected} {}, got:\n{}",
            reason.unwrap_or_default(),
            shown()
        ));
    }
    let demand = reason.map(|reason| demand(reason, messages)).unwrap_or_default();
    let says = |message: &str| ours.iter().any(|text| text.contains(message));
    if let Some(message) = demand.message.filter(|message| !says(message)) {
        return Outcome::Failed(format!("expected the message {message:?}, got:\n{}", shown()));
    }
    let complains = |path: &str| {
        verdict
            .violations
            .iter()
            .any(|violation| violation.path.to_string().ends_with(path))
    };
    if let Some(path) = demand.path.filter(|path| !complains(path)) {
        return Outcome::Failed(format!("expected a violation at {path}, got:\n{}", shown()));
    }
    Outcome::Passed
}

#[cfg(test)]
mod tests {
    use super::*;
    use istio_api::crd::{Violation, ViolationKind};

    fn rejected(path: &[&str], message: &str) -> Verdict {
        Verdict {
            violations: vec![Violation {
                path: istio_api::crd::Path::of_fields(path),
                kind: ViolationKind::Rule,
                message: message.to_owned(),
                rule: None,
            }],
            unknown_fields: Vec::new(),
        }
    }

    #[test]
    fn reasons_demand_paths_and_messages() {
        let messages = ["only one may be set".to_owned()];
        let read = |reason| demand(reason, &messages);
        assert_eq!(
            read("spec.a[0].b: Invalid value: \"object\": only one may"),
            Demand {
                path: Some("spec.a[0].b"),
                message: Some("only one may")
            }
        );
        assert_eq!(
            read("only one"),
            Demand {
                path: None,
                message: Some("only one")
            }
        );
        assert_eq!(
            read("name in body should be"),
            Demand {
                path: Some("name"),
                message: None
            }
        );
        assert_eq!(read("Duplicate value"), Demand::default());
    }

    #[test]
    fn verdicts() {
        let messages = ["only one may be set".to_owned()];
        let judge = |verdict: &Verdict, accepted, reason| judge(verdict, accepted, reason, &messages);
        let ours = rejected(&["spec", "a"], "only one may be set");
        assert_eq!(judge(&Verdict::default(), true, None), Outcome::Passed);
        assert_eq!(
            judge(&ours, false, Some("spec.a: Invalid value: only one")),
            Outcome::Passed
        );
        for bad in [
            judge(&ours, true, None),
            judge(&Verdict::default(), false, Some("x")),
            judge(
                &rejected(&["spec", "a"], "something else"),
                false,
                Some("only one may be set"),
            ),
            judge(
                &rejected(&["spec", "b"], "only one may be set"),
                false,
                Some("spec.a: Invalid value: x"),
            ),
        ] {
            assert!(matches!(bad, Outcome::Failed(_)), "{bad:?}");
        }
    }
}

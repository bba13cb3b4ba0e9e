//! Area `validation`: calls of Istio's semantic validators. The verdict must be the same, and each recorded error must have
//! one of ours that names the same fields and values.

mod mentions;
mod parts;

use super::Options;
use super::limits;
use super::outcome::{AreaReport, CaseResult, Outcome};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(10);

/// What we found, each with its field and its text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    errors: Vec<String>,
    warnings: Vec<String>,
}

/// Runs every call of `validation/calls.json`.
///
/// # Errors
/// When the file cannot be read or does not hold calls.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let path = folder.join("calls.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let calls: Vec<Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let mut todo = Vec::new();
    for call in calls {
        let name = call["name"].as_str().context("a call without a name")?.to_owned();
        if options.wants(&name) {
            todo.push((name, call));
        }
    }
    let results = limits::side_by_side(&todo, |(name, call)| CaseResult {
        case: name.clone(),
        outcome: run_call(call),
    });
    Ok(vec![AreaReport {
        area: "validation".to_owned(),
        results,
    }])
}

fn run_call(call: &Value) -> Outcome {
    let validator = call["validator"].as_str().unwrap_or_default().to_owned();
    let Some(arguments) = call["args"].as_array().cloned() else {
        return Outcome::Failed("the call has no arguments".to_owned());
    };
    let Some(valid) = call["valid"].as_bool() else {
        return Outcome::Failed("the call has no verdict".to_owned());
    };
    let plain: Vec<Value> = arguments.iter().map(plain).collect();
    let found = limits::call(LIMIT, {
        let (validator, arguments) = (validator.clone(), arguments);
        move || parts::call(&validator, &arguments)
    });
    match found {
        Err(crash) => Outcome::Failed(crash),
        Ok(None) => Outcome::Failed(format!("no counterpart of {validator}")),
        Ok(Some(found)) => judge(
            &found,
            valid,
            &texts(&call["errors"]),
            &texts(&call["warnings"]),
            &plain,
        ),
    }
}

fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// An argument without the record's own marks, and without the names of the object: whoever asks knows them.
fn plain(argument: &Value) -> Value {
    match argument {
        Value::Object(map) if map.contains_key("@proto") => map["json"].clone(),
        Value::Object(map) if map.contains_key("@type") => json!({
            "annotations": map["annotations"],
            "labels": map["labels"],
            "spec": plain(&map["spec"]),
        }),
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

/// What only a Go value that is not nil, but empty, is refused for: JSON has no form for it, so the record has lost it.
const LOST: [&str; 3] = [
    "`from` must not be empty",
    "`to` must not be empty",
    "if defined, must have at least one element",
];

fn judge(found: &Found, valid: bool, errors: &[String], warnings: &[String], arguments: &[Value]) -> Outcome {
    let is_lost = |error: &String| LOST.iter().any(|text| error.contains(text));
    if found.errors.is_empty() && !errors.is_empty() && errors.iter().all(is_lost) {
        return Outcome::Skipped(
            "the error is about an empty list or map, which the recorded protobuf JSON leaves out".to_owned(),
        );
    }
    if valid != found.errors.is_empty() {
        return Outcome::Failed(format!(
            "expected {}, got {}",
            if valid {
                "no error".to_owned()
            } else {
                errors.join("; ")
            },
            if valid {
                found.errors.join("; ")
            } else {
                "none".to_owned()
            },
        ));
    }
    if warnings.is_empty() != found.warnings.is_empty() {
        return Outcome::Failed(format!("expected the warnings {warnings:?}, got {:?}", found.warnings));
    }
    for (wanted, got, what) in [(errors, &found.errors, "error"), (warnings, &found.warnings, "warning")] {
        for text in wanted.iter().flat_map(|text| mentions::messages(text)) {
            let names = mentions::of(text, arguments);
            let says_all = |line: &String| names.iter().all(|name| says(line, name));
            if !got.iter().any(says_all) {
                return Outcome::Failed(format!(
                    "no {what} names all of {names:?}\nexpected: {text}\n     got: {}",
                    got.join("\n          ")
                ));
            }
        }
    }
    Outcome::Passed
}

/// Whether a line names something, as it is or with its quotes escaped.
fn says(line: &str, name: &str) -> bool {
    line.contains(name) || line.contains(format!("{name:?}").trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(errors: &[&str], warnings: &[&str]) -> Found {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Found {
            errors: own(errors),
            warnings: own(warnings),
        }
    }

    #[test]
    fn verdicts_and_names_must_agree() {
        let error = vec![r#"invalid host "x.y" of jwksUri"#.to_owned()];
        let arguments = [json!({"jwksUri": "x.y"})];
        let judged = |found: &Found, valid| judge(found, valid, if valid { &[] } else { &error }, &[], &arguments);
        assert_eq!(judged(&found(&[], &[]), true), Outcome::Passed);
        assert_eq!(judged(&found(&["jwksUri: x.y is bad"], &[]), false), Outcome::Passed);
        for (found, valid) in [
            (found(&["a: b"], &[]), true),
            (found(&[], &["a: b"]), true),
            (found(&[], &[]), false),
            (found(&["jwksUri: is bad"], &[]), false),
            (found(&["uri: x.y is bad"], &[]), false),
        ] {
            assert!(matches!(judged(&found, valid), Outcome::Failed(_)), "{found:?}");
        }
    }

    #[test]
    fn what_a_record_lost_is_skipped() {
        let lost = vec!["`from` must not be empty, found at rule 0".to_owned()];
        assert!(matches!(
            judge(&found(&[], &[]), false, &lost, &[], &[]),
            Outcome::Skipped(_)
        ));
    }

    #[test]
    fn unknown_validators_fail() {
        let call = json!({"validator": "validateNothing", "args": [], "valid": true, "errors": [], "warnings": []});
        assert!(matches!(run_call(&call), Outcome::Failed(_)));
    }
}

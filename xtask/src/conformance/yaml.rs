//! Area `yaml`: what Go's reader makes of a document.

use super::limits;
use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, reader, trees};
use anyhow::{Context as _, Result};
use kubeyaml::Value;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(10);

/// Runs every case of `yaml/decode.json`.
///
/// # Errors
/// When the file cannot be read or does not hold cases.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let path = folder.join("decode.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let mut results = Vec::new();
    let mut todo = Vec::new();
    for case in &cases {
        let field = |name: &str| case.get(name).and_then(serde_json::Value::as_str);
        let name = field("name").context("a yaml case without a name")?;
        if !options.wants(name) {
            continue;
        }
        let document = field("yaml").with_context(|| format!("{name}: no document"))?;
        todo.push((
            name.to_owned(),
            document.to_owned(),
            field("json").map(str::to_owned),
            field("error").is_some(),
        ));
    }
    results.extend(limits::side_by_side(&todo, |(case, document, json, fails)| {
        let document = document.clone();
        let read = limits::call(LIMIT, move || reader::document(document.as_bytes()));
        CaseResult {
            case: case.clone(),
            outcome: judge(read, json.as_deref(), *fails),
        }
    }));
    Ok(vec![AreaReport {
        area: "yaml".to_owned(),
        results,
    }])
}

fn judge(read: Result<Result<Value, String>, String>, json: Option<&str>, fails: bool) -> Outcome {
    match (read, json, fails) {
        (Err(crash), _, _) => Outcome::Failed(crash),
        (Ok(Err(_)), _, true) => Outcome::Passed,
        (Ok(Ok(value)), _, _) if !has_json(&value) => match fails {
            true => Outcome::Passed,
            false => Outcome::Failed("a number that JSON has no form for".to_owned()),
        },
        (Ok(Ok(value)), _, true) => Outcome::Failed(format!("expected an error, got {}", trees::show(&value))),
        (Ok(Err(error)), _, false) => {
            Outcome::Failed(format!("expected {}, got the error {error}", json.unwrap_or("")))
        }
        (Ok(Ok(value)), Some(json), false) => match trees::from_json_text(json) {
            Ok(expected) => trees::diff(&floats(expected), &floats(value)).map_or(Outcome::Passed, Outcome::Failed),
            Err(error) => Outcome::Failed(format!("the recorded JSON does not parse: {error}")),
        },
        (Ok(Ok(_)), None, false) => Outcome::Failed("the case records neither a result nor an error".to_owned()),
    }
}

/// Whether every number has a JSON form: Go's conversion fails on an infinite or undefined one.
fn has_json(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_finite(),
        Value::Sequence(items) => items.iter().all(has_json),
        Value::Mapping(map) => map.values().all(has_json),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Every number as the float64 that Go's `any` holds after JSON: the recorded results went through it.
fn floats(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64()),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(floats).collect()),
        Value::Mapping(map) => Value::Mapping(map.into_iter().map(|(key, value)| (key, floats(value))).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts() {
        let ok = || Ok(Ok(Value::from(1)));
        let error = || Ok(Err("no".to_owned()));
        assert_eq!(judge(ok(), Some("1"), false), Outcome::Passed);
        assert_eq!(judge(error(), None, true), Outcome::Passed);
        let infinite = || Ok(Ok(Value::from(vec![Value::from(f64::INFINITY)])));
        assert_eq!(judge(infinite(), None, true), Outcome::Passed);
        let large = || Ok(Ok(Value::from(9_007_199_254_740_993)));
        assert_eq!(judge(large(), Some("9007199254740992"), false), Outcome::Passed);
        for bad in [
            judge(infinite(), Some("[0]"), false),
            judge(ok(), Some("2"), false),
            judge(ok(), None, true),
            judge(error(), Some("1"), false),
            judge(ok(), None, false),
            judge(Err("panic".to_owned()), None, true),
        ] {
            assert!(matches!(bad, Outcome::Failed(_)), "{bad:?}");
        }
    }
}

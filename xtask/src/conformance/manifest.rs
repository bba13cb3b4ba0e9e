//! The area `manifest`: recorded runs of `manifest generate`.
//!
//! Output is compared object by object, after what two tools may write differently is taken out (see [`normal`]): definitions of kinds,
//! which are compared elsewhere, the charts' own version, and the layout of text that is really YAML.

use super::limits::{self, Finished};
use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, known::covers, streams, trees};
use anyhow::{Context as _, Result};
use kubeyaml::{DuplicateKeys, Limits, Mapping, Stream, Strictness, Value};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
/// With our own charts; with those of the folder that `--manifests` names; and our own twice, for the same bytes.
const AREAS: [&str; 3] = ["manifest/generate", "manifest/official", "manifest/twice"];
/// What the command line calls misuse.
const USAGE: i64 = 64;

struct Case {
    name: String,
    args: Vec<String>,
    exit: i64,
    tags: Vec<String>,
    /// The recorded documents.
    expected: Option<Vec<u8>>,
    /// `kind/namespace/name` of each object, if the recorded order is always the same.
    order: Option<Vec<String>>,
    stdin: Option<Vec<u8>>,
    requires: Option<String>,
}

/// Runs the areas that the options ask for.
///
/// # Errors
/// When the suite's files cannot be read, or the binary cannot be built.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let cases: Vec<Case> = load(folder)?
        .into_iter()
        .filter(|case| options.wants(&case.name))
        .collect();
    let binary = options.binary()?;
    let mut reports = Vec::new();
    for area in AREAS
        .into_iter()
        .filter(|area| options.areas.iter().any(|asked| covers(asked, area)))
    {
        let results = limits::side_by_side(&cases, |case| CaseResult {
            case: case.name.clone(),
            outcome: match (area, &options.manifests) {
                _ if case.requires.is_some() => {
                    Outcome::Skipped(format!("needs a {}", case.requires.as_deref().unwrap_or_default()))
                }
                ("manifest/official", None) => {
                    Outcome::Skipped("no --manifests DIR: the manifests/ folder of an Istio release".to_owned())
                }
                ("manifest/official", Some(manifests)) => official(folder, &binary, case, manifests),
                ("manifest/twice", _) => twice(folder, &binary, case),
                _ => own(folder, &binary, case),
            },
        });
        reports.push(AreaReport {
            area: area.to_owned(),
            results,
        });
    }
    Ok(reports)
}

fn load(folder: &Path) -> Result<Vec<Case>> {
    let path = folder.join("cases.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let cases: Vec<Json> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    cases.iter().map(|case| load_case(folder, case)).collect()
}

fn load_case(folder: &Path, case: &Json) -> Result<Case> {
    let text = |field: &str| case.get(field).and_then(Json::as_str).map(str::to_owned);
    let texts = |field: &str| -> Option<Vec<String>> {
        let list = case.get(field)?.as_array()?;
        Some(list.iter().filter_map(Json::as_str).map(str::to_owned).collect())
    };
    let name = text("name").context("a case without a name")?;
    let read = |path: PathBuf| std::fs::read(&path).with_context(|| format!("{name}: {}", path.display()));
    let file = |field: &str| text(field).map(|file| read(folder.join(file))).transpose();
    let unordered = case.get("unordered").and_then(Json::as_bool).unwrap_or_default();
    Ok(Case {
        args: texts("args").with_context(|| format!("{name}: no args"))?,
        exit: case
            .get("exit")
            .and_then(Json::as_i64)
            .with_context(|| format!("{name}: no exit"))?,
        tags: texts("tags").unwrap_or_default(),
        expected: file("stdout")?,
        order: texts("order").filter(|_| !unordered),
        stdin: file("stdin")?,
        requires: text("requires"),
        name,
    })
}

fn process(folder: &Path, binary: &Path, args: &[String], case: &Case) -> Result<Finished, Outcome> {
    limits::process(binary, args, folder, case.stdin.clone(), LIMIT)
        .map_err(|error| Outcome::Failed(format!("{error:#}")))
}

fn own(folder: &Path, binary: &Path, case: &Case) -> Outcome {
    match process(folder, binary, &case.args, case) {
        Ok(run) => judge(case, &run),
        Err(outcome) => outcome,
    }
}

fn official(folder: &Path, binary: &Path, case: &Case, manifests: &Path) -> Outcome {
    let names_its_own = case
        .args
        .iter()
        .any(|arg| arg == "--manifests" || arg == "--charts" || arg.contains("installPackagePath"));
    if names_its_own {
        return Outcome::Skipped("the case names a folder of its own".to_owned());
    }
    let mut args = case.args.clone();
    args.extend(["--manifests".to_owned(), manifests.display().to_string()]);
    match process(folder, binary, &args, case) {
        Ok(run) => judge(case, &run),
        Err(outcome) => outcome,
    }
}

fn twice(folder: &Path, binary: &Path, case: &Case) -> Outcome {
    if case.exit != 0 {
        return Outcome::Skipped("the command fails for this input".to_owned());
    }
    let [first, second] = [(); 2].map(|()| process(folder, binary, &case.args, case));
    match (first, second) {
        (Err(outcome), _) | (_, Err(outcome)) => outcome,
        (Ok(first), _) if first.code != Some(0) => Outcome::Failed(format!("it fails: {}", first.stderr.trim())),
        (Ok(first), Ok(second)) if first.stdout == second.stdout && first.stderr == second.stderr => Outcome::Passed,
        (Ok(first), Ok(second)) => Outcome::Failed(trees::text_diff(
            &String::from_utf8_lossy(&first.stdout),
            &String::from_utf8_lossy(&second.stdout),
        )),
    }
}

fn judge(case: &Case, run: &Finished) -> Outcome {
    let held = if case.exit == 0 {
        accepted(case, run)
    } else {
        refused(case, run)
    };
    held.map_or_else(Outcome::Failed, |()| Outcome::Passed)
}

/// An error: the exit code for misuse where the recorded one is, else any other than zero; nothing on stdout, one message.
fn refused(case: &Case, run: &Finished) -> Result<(), String> {
    crashed(run)?;
    let code = run.code.unwrap_or_default();
    if code == 0 || (case.exit == USAGE) != (i64::from(code) == USAGE) {
        return Err(format!(
            "expected an error like exit code {}, got exit code {code}",
            case.exit
        ));
    }
    if !run.stdout.is_empty() {
        return Err(format!("an error, but {} bytes on stdout", run.stdout.len()));
    }
    let errors = run
        .stderr
        .lines()
        .filter(|line| line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("error:")))
        .count();
    if errors == 1 {
        Ok(())
    } else {
        Err(format!("expected one error on stderr, got {errors}: {}", run.stderr))
    }
}

fn crashed(run: &Finished) -> Result<(), String> {
    match run.code {
        None => Err("a signal ended it".to_owned()),
        _ if run.stderr.contains("panicked at") => Err(format!("panic: {}", run.stderr)),
        Some(_) => Ok(()),
    }
}

fn accepted(case: &Case, run: &Finished) -> Result<(), String> {
    crashed(run)?;
    if run.code != Some(0) {
        return Err(format!("expected success, got {}", run.stderr.trim()));
    }
    let expected = documents(case.expected.as_deref().unwrap_or_default())
        .map_err(|why| format!("the recorded output does not read: {why}"))?;
    let actual = documents(&run.stdout).map_err(|why| format!("our output does not read: {why}"))?;
    if let Some(order) = &case.order {
        same_order(order, &actual)?;
    }
    same_objects(&normal(expected), &normal(actual))?;
    // Where only the recorded order changes from run to run, ours has nothing to warn of.
    let is_quirk = case.tags.iter().any(|tag| tag == "quirk") && case.order.is_some();
    if is_quirk && !run.stderr.contains("Warning") {
        return Err("no warning on stderr of what surprises people here".to_owned());
    }
    Ok(())
}

fn same_order(expected: &[String], actual: &[Value]) -> Result<(), String> {
    let actual: Vec<String> = actual
        .iter()
        .map(|value| {
            let [_, kind, namespace, name] = identity(value);
            format!("{kind}/{namespace}/{name}")
        })
        .collect();
    if let Some(index) = (0..expected.len().max(actual.len())).find(|i| expected.get(*i) != actual.get(*i)) {
        let at = |list: &[String]| list.get(index).cloned().unwrap_or_else(|| "nothing".to_owned());
        return Err(format!(
            "object {} should be {}, but is {}",
            index + 1,
            at(expected),
            at(&actual)
        ));
    }
    Ok(())
}

fn same_objects(expected: &[Value], actual: &[Value]) -> Result<(), String> {
    let mut rest: Vec<&Value> = actual.iter().collect();
    for wanted in expected {
        let id = identity(wanted);
        let title = format!("{} {}/{}", id[1], id[2], id[3]);
        let Some(at) = rest.iter().position(|value| identity(value) == id) else {
            return Err(format!("{title} is missing"));
        };
        if let Some(found) = trees::diff(wanted, rest.remove(at)) {
            return Err(format!("{title}\n{found}"));
        }
    }
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("{} is not expected", identity(extra).join(" "))),
    }
}

/// Every object of a stream, those of a List too.
///
/// # Errors
/// A document that does not read, holds a key twice, or is no object.
fn documents(stream: &[u8]) -> Result<Vec<Value>, String> {
    let mut found = Vec::new();
    for (index, bytes) in streams::cut(stream).iter().enumerate() {
        let value = strict(bytes).map_err(|why| format!("document {}: {why}", index + 1))?;
        match value {
            Value::Null => {}
            Value::Mapping(map) => {
                let is_list = map.get("kind").and_then(Value::as_str) == Some("List");
                match map.get("items") {
                    Some(Value::Sequence(items)) if is_list => found.extend(items.iter().cloned()),
                    _ => found.push(Value::Mapping(map)),
                }
            }
            other => return Err(format!("document {}: {} is no object", index + 1, other.kind_name())),
        }
    }
    Ok(found)
}

/// The one document of a text, with each key once.
fn strict(bytes: &[u8]) -> Result<Value, String> {
    let stream = Stream::parse_with(bytes, &Limits::default(), Strictness::Go).map_err(|e| e.to_string())?;
    let mut documents = stream.documents();
    let Some(first) = documents.next() else {
        return Ok(Value::Null);
    };
    first
        .and_then(|document| document.to_value_with(DuplicateKeys::Reject))
        .map_err(|e| e.to_string())
}

/// apiVersion, kind, namespace and name.
fn identity(value: &Value) -> [&str; 4] {
    let text = |path: &[&str]| value.get_path(path).and_then(Value::as_str).unwrap_or_default();
    [
        text(&["apiVersion"]),
        text(&["kind"]),
        text(&["metadata", "namespace"]),
        text(&["metadata", "name"]),
    ]
}

/// Objects without what two tools may write differently.
fn normal(objects: Vec<Value>) -> Vec<Value> {
    objects
        .into_iter()
        .filter(|value| identity(value)[1] != "CustomResourceDefinition")
        .map(|mut value| {
            if identity(&value)[1] == "ConfigMap" {
                let injector = identity(&value)[3].starts_with("istio-sidecar-injector");
                if let Some(data) = value
                    .as_mapping_mut()
                    .and_then(|map| map.get_mut("data")?.as_mapping_mut())
                {
                    config_map(data, injector);
                }
            }
            neutral_versions(&mut value);
            value
        })
        .collect()
}

/// Injection templates that every installation has; they are compared by what they inject.
const TEMPLATES: [&str; 7] = [
    "agentgateway",
    "gateway",
    "grpc-agent",
    "grpc-simple",
    "kube-gateway",
    "sidecar",
    "waypoint",
];

/// Text that is YAML is read; of the standard injection templates the names are left.
fn config_map(data: &mut Mapping, injector: bool) {
    if injector && let Some(Value::Mapping(mut config)) = data.get("config").and_then(spelt) {
        data.remove("config");
        let templates = match config.remove("templates") {
            Some(Value::Mapping(templates)) => templates,
            _ => Mapping::new(),
        };
        let mut names: Vec<&str> = templates.keys().collect();
        names.sort_unstable();
        data.insert("template_names", names.into_iter().map(Value::from).collect::<Vec<_>>());
        let own: Mapping = templates
            .iter()
            .filter(|(name, _)| !TEMPLATES.contains(name))
            .map(|(name, template)| (name.to_owned(), template.clone()))
            .collect();
        if !own.is_empty() {
            data.insert("custom_templates", own);
        }
        data.insert("config_parsed_without_templates", config);
    }
    let keys: Vec<String> = data.keys().map(str::to_owned).collect();
    for key in keys {
        if let Some(value) = data.get(&key).and_then(spelt) {
            data.remove(&key);
            data.insert(format!("{key}_parsed"), value);
        }
    }
}

/// The mapping or list that a text spells.
fn spelt(value: &Value) -> Option<Value> {
    match strict(value.as_str()?.as_bytes()) {
        Ok(value @ (Value::Mapping(_) | Value::Sequence(_))) => Some(value),
        _ => None,
    }
}

/// The recorded program was built from a source tree whose charts say 1.0.0 for 1.30.3.
fn neutral_versions(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map.iter_mut() {
                match (key, &*value) {
                    ("helm.sh/chart" | "app.kubernetes.io/version", Value::String(text)) => {
                        let stem = ["1.0.0", "1.30.3"]
                            .iter()
                            .find_map(|version| text.strip_suffix(version));
                        if let Some(stem) = stem.filter(|stem| stem.is_empty() || stem.ends_with('-')) {
                            *value = Value::from(format!("{stem}CHART-VERSION"));
                        }
                    }
                    _ => neutral_versions(value),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(neutral_versions),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPECTED: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio-sidecar-injector\n  labels:\n    helm.sh/chart: istiod-CHART-VERSION\ndata:\n  config_parsed_without_templates:\n    policy: enabled\n  template_names: [mine, sidecar]\n  custom_templates:\n    mine: x\n  values_parsed:\n    a: 1\n";
    const ACTUAL: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio-sidecar-injector\n  labels:\n    helm.sh/chart: istiod-1.30.3\ndata:\n  config: |\n    policy: enabled\n    templates:\n      sidecar: long\n      mine: x\n  values: '{\"a\": 1}'\n";

    fn case(exit: i64) -> Case {
        Case {
            name: "c".to_owned(),
            args: Vec::new(),
            exit,
            tags: Vec::new(),
            expected: Some(EXPECTED.as_bytes().to_vec()),
            order: Some(vec!["ConfigMap//istio-sidecar-injector".to_owned()]),
            stdin: None,
            requires: None,
        }
    }

    fn run(code: i32, stdout: &str, stderr: &str) -> Finished {
        Finished {
            code: Some(code),
            stdout: stdout.as_bytes().to_vec(),
            stderr: stderr.to_owned(),
        }
    }

    fn fails(case: &Case, run: &Finished, why: &str) {
        match judge(case, run) {
            Outcome::Failed(text) => assert!(text.contains(why), "{text}"),
            other => panic!("{other:?}, expected a failure about {why}"),
        }
    }

    #[test]
    fn what_two_tools_may_write_differently_is_no_difference() {
        let definition =
            "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n";
        assert_eq!(judge(&case(0), &run(0, ACTUAL, "")), Outcome::Passed);
        let mut unordered = case(0);
        unordered.order = None;
        assert_eq!(
            judge(&unordered, &run(0, &format!("{ACTUAL}{definition}"), "")),
            Outcome::Passed
        );
    }

    #[test]
    fn each_difference_is_a_failure() {
        let case = case(0);
        fails(&case, &run(0, &ACTUAL.replace("enabled", "disabled"), ""), "policy");
        fails(
            &case,
            &run(0, &ACTUAL.replace("sidecar: long", "other: long"), ""),
            "template_names",
        );
        fails(
            &case,
            &run(0, &ACTUAL.replace("mine: x", "mine: y"), ""),
            "custom_templates",
        );
        fails(
            &case,
            &run(0, &ACTUAL.replace("\"a\": 1", "\"a\": 2"), ""),
            "values_parsed",
        );
        fails(&case, &run(0, "", ""), "object 1");
        let second = format!("{ACTUAL}---\nkind: X\nmetadata: {{name: y}}\n");
        fails(&case, &run(0, &second, ""), "object 2");
        fails(&case, &run(0, &format!("{ACTUAL}kind: X\n"), ""), "does not read");
        fails(&case, &run(1, "", "Error: no"), "expected success");
        let mut quirk = case;
        quirk.tags.push("quirk".to_owned());
        fails(&quirk, &run(0, ACTUAL, ""), "no warning");
        assert_eq!(judge(&quirk, &run(0, ACTUAL, "Warning: odd")), Outcome::Passed);
    }

    #[test]
    fn errors_have_a_code_and_one_message() {
        assert_eq!(judge(&case(2), &run(1, "", "Error: no")), Outcome::Passed);
        fails(&case(1), &run(0, ACTUAL, ""), "exit code 0");
        fails(&case(64), &run(1, "", "Error: no"), "exit code 1");
        fails(&case(1), &run(64, "", "error: no"), "exit code 64");
        fails(&case(1), &run(1, "x", "Error: no"), "stdout");
        fails(&case(1), &run(1, "", ""), "one error");
        fails(&case(2), &run(101, "", "thread panicked at x"), "panic");
    }
}

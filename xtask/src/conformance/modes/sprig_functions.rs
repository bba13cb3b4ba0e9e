//! Mode `helm` as far as the sprig functions go: one template with values, no chart.
//!
//! What Helm adds to sprig (its own functions, `--set` and friends, the chart's files, the Go types of its root) is not here; cases that need it are
//! skipped with that reason.

use super::Ran;
use gotemplate::{ExecOptions, List, Map, MissingKey, TemplateSet, Value};
use serde_json::Value as Json;
use sprig::{Environment, Sprig};

const NAME: &str = "c/templates/t.yaml";
/// The functions that Helm has and sprig has not.
const HELM_FUNCTIONS: [&str; 13] = [
    "include",
    "tpl",
    "required",
    "lookup",
    "toYaml",
    "mustToYaml",
    "toYamlPretty",
    "fromYaml",
    "fromYamlArray",
    "toToml",
    "mustToToml",
    "fromToml",
    "fromJsonArray",
];
/// The parts of the root whose Go types are Helm's own.
const HELM_OBJECTS: [&str; 3] = [".Files", ".Chart", ".Subcharts"];

/// Runs a case.
///
/// # Errors
/// When the case has no template.
pub(crate) fn run(case: &Json) -> Result<Ran, String> {
    let template = case["template"].as_str().ok_or("no template")?;
    let data = case["data"].as_object().ok_or("no data")?;
    if let Some(flag) = data
        .keys()
        .find(|key| !["values", "kube_version"].contains(&key.as_str()))
    {
        return Ok(Ran::Unsupported(format!("not yet covered: Helm's {flag}")));
    }
    if let Some(object) = HELM_OBJECTS.iter().find(|object| template.contains(**object)) {
        return Ok(Ran::Unsupported(format!("not yet covered: Helm's {object}")));
    }
    let whole_values = template.replace(".Values.", "").contains(".Values");
    if template.contains("typeOf .Release") || whole_values && ["typeOf", "dig"].iter().any(|f| template.contains(f)) {
        return Ok(Ran::Unsupported(
            "not yet covered: the Go types of Helm's root".to_owned(),
        ));
    }
    if template.contains("fromJson") {
        return Ok(Ran::Unsupported("not yet covered: Helm's own fromJson".to_owned()));
    }
    // Helm looks up no names unless told to.
    let environment = Environment::default().with_resolver(|_| vec![String::new()]);
    let layer = Sprig::new(environment).without(&["env", "expandenv"]);
    let mut set = TemplateSet::new();
    if let Err(error) = set.parse(NAME, template, &[&layer]) {
        let text = error.to_string();
        let missing = HELM_FUNCTIONS
            .iter()
            .find(|name| text.ends_with(&format!("function \"{name}\" not defined")));
        return Ok(match missing {
            Some(name) => Ran::Unsupported(format!("not yet covered: Helm's function {name}")),
            None => render_error(parse_error(&text)),
        });
    }
    let missing_key = if case["strict"] == Json::Bool(true) {
        MissingKey::Error
    } else {
        MissingKey::Zero
    };
    let options = ExecOptions {
        missing_key,
        ..ExecOptions::default()
    };
    Ok(match set.execute(NAME, &[&layer], root(&case["data"]), &options) {
        Ok(output) => Ran::Output(without_marker(&output)),
        Err(error) => render_error(error.to_string()),
    })
}

fn render_error(text: String) -> Ran {
    Ran::Error {
        phase: "render".to_owned(),
        text,
    }
}

/// Helm's form of a parse error: the place in parentheses and the last part of the message.
fn parse_error(text: &str) -> String {
    let mut parts = text.split(": ");
    match (parts.nth(1), parts.last()) {
        (Some(place), Some(message)) => format!("parse error at ({place}): {message}"),
        _ => text.to_owned(),
    }
}

/// Helm takes out what a missing key prints.
fn without_marker(output: &[u8]) -> Vec<u8> {
    const MARKER: &[u8] = b"<no value>";
    let mut kept = Vec::with_capacity(output.len());
    let mut rest = output;
    while let Some((first, tail)) = rest.split_first() {
        match rest.strip_prefix(MARKER) {
            Some(after) => rest = after,
            None => {
                kept.push(*first);
                rest = tail;
            }
        }
    }
    kept
}

/// JSON as Helm's values hold it: every number a float64.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(v) => Value::Bool(*v),
        Json::Number(v) => Value::float(v.as_f64().unwrap_or(f64::NAN)),
        Json::String(v) => Value::from(v.as_str()),
        Json::Array(items) => List::new(items.iter().map(value)).into(),
        Json::Object(entries) => map(entries.iter().map(|(key, entry)| (key.as_str(), value(entry)))),
    }
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    entries.into_iter().collect::<Map>().into()
}

/// The root that Helm gives a template, as plain maps.
fn root(data: &Json) -> Value {
    let version = data["kube_version"].as_str().unwrap_or("v1.34.0");
    let mut numbers = version.trim_start_matches('v').split('.');
    let mut number = || Value::from(numbers.next().unwrap_or_default());
    let (major, minor) = (number(), number());
    let values = if data["values"].is_null() {
        map([])
    } else {
        value(&data["values"])
    };
    map([
        ("Values", values),
        (
            "Release",
            map([
                ("Name", "release-name".into()),
                ("Namespace", "default".into()),
                ("Service", "Helm".into()),
                ("Revision", Value::int(1)),
                ("IsInstall", true.into()),
                ("IsUpgrade", false.into()),
            ]),
        ),
        (
            "Capabilities",
            map([(
                "KubeVersion",
                map([
                    ("Version", version.into()),
                    ("GitVersion", version.into()),
                    ("Major", major),
                    ("Minor", minor),
                ]),
            )]),
        ),
        (
            "Template",
            map([("Name", NAME.into()), ("BasePath", "c/templates".into())]),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn helm_s_own_parts_are_named_and_not_failed() {
        for (template, data) in [
            ("{{ include \"x\" . }}", json!({})),
            ("{{ .Files }}", json!({})),
            ("{{ .Values }}", json!({"set": ["a=1"]})),
        ] {
            let ran = run(&json!({"template": template, "data": data}));
            assert!(matches!(ran, Ok(Ran::Unsupported(_))), "{template}: {ran:?}");
        }
    }

    #[test]
    fn outputs_and_errors_have_helm_s_form() {
        let ran = |template: &str| run(&json!({"template": template, "data": {"values": {"n": 2}}}));
        assert_eq!(
            ran("{{ .Values.n | add 1 }}{{ .Values.x }}|"),
            Ok(Ran::Output(b"3|".to_vec()))
        );
        assert_eq!(
            ran("{{ nope }}"),
            Ok(render_error(
                "parse error at (c/templates/t.yaml:1): function \"nope\" not defined".to_owned()
            ))
        );
    }
}

//! Mode `helm`: a chart, or one template in a chart, with values as the flags of Helm give them.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use helm::values::{self, SetFlag};
use helm::{Capabilities, Chart, Error, KubeVersion, Release, RenderOptions};
use kubeyaml::{Mapping, Value as Tree};
use serde_json::Value as Json;

use super::Ran;
use crate::conformance::trees;

/// The chart of a case that gives only a template.
const CHART_YAML: &str = "apiVersion: v2\nname: c\nversion: 0.1.0\n";
const TEMPLATE: &str = "templates/t.yaml";

/// Runs a case.
///
/// # Errors
/// When the case cannot be understood.
pub(crate) fn run(case: &Json) -> Result<Ran, String> {
    let files = files(case)?;
    let data = &case["data"];
    let release = release(&data["release"]);
    let mut capabilities = Capabilities {
        kube_version: KubeVersion::parse(data["kube_version"].as_str().unwrap_or("v1.34.0"))?,
        ..Capabilities::default()
    };
    capabilities.api_versions.extend(texts(&data["api_versions"]));
    let options = RenderOptions {
        strict: case["strict"] == Json::Bool(true),
        ..RenderOptions::default()
    };
    let rendered = Chart::from_files(files).and_then(|chart| {
        let values = values(data)?;
        helm::render(&chart, &values, &release, &capabilities, &options)
    });
    let rendered = match rendered {
        Ok(rendered) => rendered,
        Err(error) => {
            return Ok(Ran::Error {
                phase: error.phase().to_string(),
                text: error.to_string(),
            });
        }
    };
    if !case["template"].is_null() {
        let template = rendered.get(&format!("c/{TEMPLATE}")).ok_or("the template is gone")?;
        return Ok(Ran::Output(template.bytes().to_vec()));
    }
    let templates = rendered.templates().iter();
    Ok(Ran::Chart {
        files: templates.map(|t| (t.path().to_owned(), t.bytes().to_vec())).collect(),
        manifest: rendered.template_output(true).map_err(|error| error.to_string()),
    })
}

fn files(case: &Json) -> Result<BTreeMap<String, Vec<u8>>, String> {
    if let Some(template) = case["template"].as_str() {
        return Ok(BTreeMap::from([
            ("Chart.yaml".to_owned(), CHART_YAML.as_bytes().to_vec()),
            (TEMPLATE.to_owned(), template.as_bytes().to_vec()),
        ]));
    }
    let mut files = BTreeMap::new();
    for (path, text) in case["files"].as_object().into_iter().flatten() {
        files.insert(path.clone(), text.as_str().unwrap_or_default().as_bytes().to_vec());
    }
    for (path, encoded) in case["files_b64"].as_object().into_iter().flatten() {
        let bytes = BASE64_STANDARD.decode(encoded.as_str().unwrap_or_default());
        files.insert(path.clone(), bytes.map_err(|e| format!("{path}: {e}"))?);
    }
    Ok(files)
}

fn texts(list: &Json) -> impl Iterator<Item = String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned))
}

fn release(json: &Json) -> Release {
    let default = Release::default();
    Release {
        name: json["name"].as_str().unwrap_or(&default.name).to_owned(),
        namespace: json["namespace"].as_str().unwrap_or(&default.namespace).to_owned(),
        revision: json["revision"].as_i64().unwrap_or(default.revision),
        is_upgrade: json["is_upgrade"].as_bool().unwrap_or(default.is_upgrade),
    }
}

/// The user's values, in the order in which Helm goes through its flags.
fn values(data: &Json) -> Result<Mapping, Error> {
    let mut merged = match trees::from_json(&data["values"]) {
        Tree::Mapping(map) => values::as_json(map),
        _ => Mapping::new(),
    };
    for (i, text) in texts(&data["values_files"]).enumerate() {
        values::merge(&mut merged, values::read(&format!("values-{i}.yaml"), text.as_bytes())?);
    }
    for (field, flag) in [
        ("set_json", SetFlag::SetJson),
        ("set", SetFlag::Set),
        ("set_string", SetFlag::SetString),
        ("set_literal", SetFlag::SetLiteral),
    ] {
        for argument in texts(&data[field]) {
            values::set(flag, &argument, &mut merged, |path| {
                Err(format!("{path}: no such file"))
            })?;
        }
    }
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_template_is_rendered_in_a_chart() {
        let case = json!({"template": "{{ .Chart.Name }} {{ .Values.a }} {{ .Values.b }}", "data": {"values": {"a": 2}, "set": ["b=x"]}});
        assert_eq!(run(&case), Ok(Ran::Output(b"c 2 x".to_vec())));
        let case = json!({"template": "\n{{ nope }}", "data": {}});
        let error = Ran::Error {
            phase: "render".to_owned(),
            text: "parse error at (c/templates/t.yaml:2): function \"nope\" not defined".to_owned(),
        };
        assert_eq!(run(&case), Ok(error));
    }

    #[test]
    fn a_chart_gives_files_and_a_manifest() {
        let chart = "apiVersion: v2\nname: app\nversion: 1.0.0\n";
        let case = json!({"files": {"Chart.yaml": chart, "templates/a.yaml": "kind: A\n"}, "data": {}});
        let files = BTreeMap::from([("app/templates/a.yaml".to_owned(), b"kind: A\n".to_vec())]);
        let manifest = Ok("---\n# Source: app/templates/a.yaml\nkind: A\n".to_owned());
        assert_eq!(run(&case), Ok(Ran::Chart { files, manifest }));
        let case = json!({"files": {"Chart.yaml": "name: app\n"}, "data": {}});
        assert!(matches!(run(&case), Ok(Ran::Error { phase, .. }) if phase == "load"));
    }
}

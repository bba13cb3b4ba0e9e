//! Area `crds/schemas`: the CRDs that we make against the recorded ones, all but descriptions. Area `crds/types`: the Rust
//! types read and write back the specs of the objects that an API server accepts.

use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, reader, trees};
use crate::project;
use crate::report::say;
use anyhow::{Context as _, Result};
use istio_api::typed::Spec;
use istio_api::{extensions, networking, security, telemetry};
use kubeyaml::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;

/// The generated file.
const OURS: &str = "charts/base/files/crd-all.gen.yaml";

/// Both areas. `folder` is the suite's folder of objects; the recorded CRDs are beside the suite.
///
/// # Errors
/// When a file that is there cannot be read.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let reference = folder.join("../../reference/install");
    Ok(vec![schemas(&reference, options)?, types(folder, options)?])
}

/// Compares each recorded CRD with ours and prints a table.
fn schemas(reference: &Path, options: &Options) -> Result<AreaReport> {
    const AREA: &str = "crds/schemas";
    let folder = reference.join("crds");
    if !folder.is_dir() {
        return Ok(AreaReport::skipped(
            AREA,
            vec!["crds".to_owned()],
            "no recorded CRDs beside the suite",
        ));
    }
    let mut ours = our_definitions()?;
    let metadata = read(&reference.join("crds-static-metadata.json"))?;
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut rows = Vec::new();
    let mut results = Vec::new();
    for path in paths {
        let mut recorded = read(&path)?;
        let name = text(&recorded, &["metadata", "name"]);
        let found = ours.remove(&name);
        if !options.wants(&name) {
            continue;
        }
        set_metadata(&mut recorded, &metadata, &name);
        let outcome = match &found {
            None => Outcome::Failed("we make no such CRD".to_owned()),
            Some(ours) => {
                let found = trees::differences(&recorded, &without_descriptions(ours));
                match found.as_slice() {
                    [] => Outcome::Passed,
                    _ => Outcome::Failed(found.join("\n")),
                }
            }
        };
        rows.push(row(&recorded, &outcome));
        results.push(CaseResult { case: name, outcome });
    }
    for name in ours.into_keys().filter(|name| options.wants(name)) {
        let outcome = Outcome::Failed("no CRD of this name is recorded".to_owned());
        results.push(CaseResult { case: name, outcome });
    }
    if !options.json {
        print_table(&rows);
    }
    Ok(AreaReport {
        area: AREA.to_owned(),
        results,
    })
}

/// The CRDs of the generated file by name.
fn our_definitions() -> Result<BTreeMap<String, Value>> {
    let path = project::root().join(OURS);
    let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
    let stream = kubeyaml::Stream::parse(&text, &kubeyaml::Limits::default()).context(OURS)?;
    let mut definitions = BTreeMap::new();
    for document in stream.to_documents().context(OURS)? {
        let value = document.to_value().context(OURS)?;
        definitions.insert(self::text(&value, &["metadata", "name"]), value);
    }
    Ok(definitions)
}

fn read(path: &Path) -> Result<Value> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    reader::document(&bytes).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn text(value: &Value, path: &[&str]) -> String {
    value
        .get_path(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The recorded CRDs went through a chart that sets labels; the static ones were recorded apart.
fn set_metadata(recorded: &mut Value, metadata: &Value, name: &str) {
    let Some(fixed) = metadata.get(name).and_then(Value::as_mapping) else {
        return;
    };
    if let Some(Value::Mapping(there)) = recorded.as_mapping_mut().and_then(|object| object.get_mut("metadata")) {
        for (key, value) in fixed.iter() {
            there.insert(key, value.clone());
        }
    }
}

/// A CRD without the descriptions of its schemas.
fn without_descriptions(definition: &Value) -> Value {
    let mut definition = definition.clone();
    let versions = definition.as_mapping_mut().and_then(|object| {
        object
            .get_mut("spec")?
            .as_mapping_mut()?
            .get_mut("versions")?
            .as_sequence_mut()
    });
    for version in versions.into_iter().flatten() {
        let schema = version
            .as_mapping_mut()
            .and_then(|version| version.get_mut("schema")?.as_mapping_mut()?.get_mut("openAPIV3Schema"));
        if let Some(schema) = schema {
            strip(schema);
        }
    }
    definition
}

/// Takes the descriptions out of a schema. A property may be called `description`.
fn strip(schema: &mut Value) {
    let Some(schema) = schema.as_mapping_mut() else {
        return;
    };
    schema.remove("description");
    for (key, value) in schema.iter_mut() {
        match key {
            "properties" => {
                for (_, property) in value.as_mapping_mut().into_iter().flat_map(|map| map.iter_mut()) {
                    strip(property);
                }
            }
            "items" | "additionalProperties" => strip(value),
            _ => {}
        }
    }
}

fn row(recorded: &Value, outcome: &Outcome) -> [String; 3] {
    let versions = recorded.get_path(&["spec", "versions"]).and_then(Value::as_sequence);
    let versions: Vec<String> = versions
        .into_iter()
        .flatten()
        .map(|version| text(version, &["name"]))
        .collect();
    let differences = match outcome {
        Outcome::Failed(found) => found.lines().count().to_string(),
        _ => "none".to_owned(),
    };
    [
        text(recorded, &["spec", "names", "kind"]),
        versions.join(", "),
        differences,
    ]
}

fn print_table(rows: &[[String; 3]]) {
    say!("{:<24} {:<24} structural differences", "kind", "versions");
    for [kind, versions, differences] in rows {
        say!("{kind:<24} {versions:<24} {differences}");
    }
}

/// Reads the spec of each accepted object into its type and writes it back.
fn types(folder: &Path, options: &Options) -> Result<AreaReport> {
    let path = folder.join("objects.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let mut results = Vec::new();
    for case in &cases {
        let name = case.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
        if case.get("accepted") != Some(&serde_json::Value::Bool(true)) || !options.wants(name) {
            continue;
        }
        let object = case.get("object").with_context(|| format!("{name}: no object"))?;
        let kind = object
            .get("kind")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        let spec = object.get("spec").cloned().unwrap_or_else(|| serde_json::json!({}));
        let outcome = match written_back(kind, &spec) {
            None => Outcome::Failed(format!("no type for the kind {kind:?}")),
            Some(Err(error)) => Outcome::Failed(error),
            Some(Ok(written)) => {
                let differences = trees::diff(&trees::from_json(&spec), &trees::from_json(&written));
                differences.map_or(Outcome::Passed, Outcome::Failed)
            }
        };
        results.push(CaseResult {
            case: name.to_owned(),
            outcome,
        });
    }
    Ok(AreaReport {
        area: "crds/types".to_owned(),
        results,
    })
}

type WriteBack = fn(&serde_json::Value) -> Result<serde_json::Value, String>;

fn write_back<S: Spec + DeserializeOwned + Serialize>(spec: &serde_json::Value) -> Result<serde_json::Value, String> {
    let read: S = serde_json::from_value(spec.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}

fn entry<S: Spec + DeserializeOwned + Serialize>() -> (&'static str, WriteBack) {
    (S::KIND.kind, write_back::<S>)
}

/// The spec of a kind, read into its type and written again; `None` when there is no such kind.
fn written_back(kind: &str, spec: &serde_json::Value) -> Option<Result<serde_json::Value, String>> {
    let (_, write_back) = spec_types().into_iter().find(|(name, _)| *name == kind)?;
    Some(write_back(spec))
}

fn spec_types() -> [(&'static str, WriteBack); 15] {
    [
        entry::<security::AuthorizationPolicySpec>(),
        entry::<networking::DestinationRuleSpec>(),
        entry::<networking::EnvoyFilterSpec>(),
        entry::<networking::GatewaySpec>(),
        entry::<security::PeerAuthenticationSpec>(),
        entry::<networking::ProxyConfigSpec>(),
        entry::<security::RequestAuthenticationSpec>(),
        entry::<networking::ServiceEntrySpec>(),
        entry::<networking::SidecarSpec>(),
        entry::<telemetry::TelemetrySpec>(),
        entry::<extensions::TrafficExtensionSpec>(),
        entry::<networking::VirtualServiceSpec>(),
        entry::<extensions::WasmPluginSpec>(),
        entry::<networking::WorkloadEntrySpec>(),
        entry::<networking::WorkloadGroupSpec>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_type() {
        let named: Vec<&str> = spec_types().iter().map(|(kind, _)| *kind).collect();
        let served: Vec<&str> = istio_api::kinds().iter().map(|kind| kind.kind).collect();
        assert_eq!(named, served);
    }

    #[test]
    fn only_descriptions_of_schemas_are_left_out() -> Result<()> {
        let definition = "spec:\n  versions:\n  - schema:\n      openAPIV3Schema:\n        description: a\n        properties:\n          \
                          description:\n            description: b\n            items:\n              description: c\n              type: string\n";
        let stripped = without_descriptions(&reader::document(definition.as_bytes()).map_err(anyhow::Error::msg)?);
        let expected = r#"{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"description":{"items":{"type":"string"}}}}}}]}}"#;
        assert_eq!(
            trees::diff(&trees::from_json_text(expected).map_err(anyhow::Error::msg)?, &stripped),
            None
        );
        Ok(())
    }

    #[test]
    fn a_type_refuses_a_value_of_another_type() {
        let spec = serde_json::json!({"hosts": ["example.com"], "addresses": ["1.2.3.4", {"001:db8:": null}]});
        let written = written_back("ServiceEntry", &spec).expect("the kind has a type");
        assert_eq!(written, Err("invalid type: map, expected a string".to_owned()));
    }

    #[test]
    fn what_a_type_does_not_hold_is_a_difference() {
        let spec = serde_json::json!({"hosts": ["a"], "colour": "red"});
        let written = written_back("VirtualService", &spec).expect("the kind has a type");
        assert_eq!(written, Ok(serde_json::json!({"hosts": ["a"]})));
        assert!(written_back("Deployment", &spec).is_none());
    }
}

//! Istio's CustomResourceDefinitions as a real API server understands them: the recorded verdicts of the conformance suite.

use std::path::{Path, PathBuf};

use istio_analysis::snapshot::Kind;
use istio_manifest::cluster::{ClusterError, Propagation, Resource, kinds};
use kubeyaml::Value;

use crate::Test;
use crate::harness::Cluster;
use crate::mesh::Mesh;

pub(crate) const TESTS: &[Test] = &[("definitions::verdicts_are_as_recorded", verdicts_are_as_recorded)];

/// Why a test cannot run, if it is of this module and lacks something.
pub(crate) fn missing(test: &str) -> Option<String> {
    let lacks = test.starts_with("definitions::") && !cases_file().is_file();
    lacks.then(|| "needs ../shared/conformance/crds".to_owned())
}

fn cases_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/crds/objects.json")
}

fn verdicts_are_as_recorded(cluster: &Cluster) {
    // Without istiod, whose webhook has a word in it too.
    let _mesh = Mesh::new(cluster);
    let definitions = Path::new(env!("CARGO_MANIFEST_DIR")).join("charts/base/files/crd-all.gen.yaml");
    let stream = std::fs::read(&definitions).expect("the definitions");
    let stream = kubeyaml::Stream::parse(&stream, &kubeyaml::Limits::default()).expect("YAML");
    let documents = stream.to_documents().expect("YAML");
    let texts: Vec<String> = documents
        .iter()
        .map(|document| document.to_value().expect("an object"))
        .filter(|object| !object.is_null())
        .map(|object| kubeyaml::to_string(&object))
        .collect();
    let _definitions: Vec<_> = texts.iter().map(|text| cluster.objects(text)).collect();
    for text in &texts {
        let object = kubeyaml::from_str(text).expect("YAML");
        let name = object["metadata"]["name"].as_str().expect("a name");
        cluster.wait_for(&kinds::custom_resource_definition(), None, name, |live| {
            let conditions = live["status"]["conditions"].as_sequence().unwrap_or_default();
            let is =
                |one: &Value| one["type"].as_str() == Some("Established") && one["status"].as_str() == Some("True");
            conditions.iter().any(is)
        });
    }
    let text = std::fs::read_to_string(cases_file()).expect("the cases");
    let cases = kubeyaml::json::from_str(&text).expect("JSON");
    let cases = cases.as_sequence().expect("a list");
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        let name = case["name"].as_str().expect("a name");
        let accepted = case["accepted"].as_bool().expect("a verdict");
        let reason = case["reason_contains"].as_str().unwrap_or_default();
        match (create(cluster, &case["object"]), accepted) {
            (Ok(()), true) => {}
            (Err(why), false) if says(&why, reason) => {}
            // A mapping where the file that the case was made from has the text `001:db8::`.
            (Err(why), true) if name == "serviceentry-valid-00-full" && why.contains("must be of type string") => {}
            (Ok(()), false) => wrong.push(format!("{name}: taken, and should not be: {reason}")),
            (Err(why), true) => wrong.push(format!("{name}: not taken: {why}")),
            (Err(why), false) => wrong.push(format!("{name}: not for {reason:?}: {why}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} verdicts are others:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// Whether a server gives the recorded reason. Releases of Kubernetes write the value before it in different ways; and a server takes a
/// field that is null for one that is missing, where the recorded reason is that of the schema alone.
fn says(why: &str, reason: &str) -> bool {
    if let Some((path, _)) = reason
        .split_once(" in body must be of type ")
        .filter(|_| reason.contains("null"))
    {
        return why.contains(&format!("{path}: Required value"));
    }
    match reason.split_once(": Invalid value: ") {
        Some((path, rest)) => {
            let text = rest.rsplit_once("\": ").map_or(rest, |(_, text)| text);
            why.contains(path) && why.contains(text)
        }
        None => why.contains(reason),
    }
}

/// Creates an object, and removes it if that worked; else says why not.
fn create(cluster: &Cluster, object: &Value) -> Result<(), String> {
    let text = |path: &[&str]| object.get_path(path).and_then(Value::as_str);
    let (api_version, kind) = (text(&["apiVersion"]), text(&["kind"]));
    let (api_version, kind) = (api_version.expect("apiVersion"), kind.expect("kind"));
    let (group, version) = api_version.split_once('/').expect("a group");
    let plural = Kind::of(api_version, kind).map(Kind::plural);
    let resource = Resource {
        group: group.to_owned(),
        version: version.to_owned(),
        plural: plural.unwrap_or_else(|| panic!("{api_version} {kind} is no kind of Istio")),
        kind: kind.to_owned(),
        namespaced: true,
    };
    let mut object = object.clone();
    let metadata = object
        .as_mapping_mut()
        .and_then(|object| object.get_mut("metadata"))
        .and_then(Value::as_mapping_mut)
        .expect("metadata");
    // The namespaces of the cases are not in this cluster.
    metadata.insert("namespace", "default");
    let name = metadata
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or("unnamed")
        .to_owned();
    metadata.insert("name", name.as_str());
    let connection = cluster.connection();
    let namespace = Some("default");
    match connection.block_on(connection.create(&resource, namespace, &object, "test")) {
        Ok(_) => {
            let gone = connection.delete(&resource, namespace, &name, Propagation::Background);
            assert!(
                connection.block_on(gone).unwrap_or_else(|why| panic!("{why}")),
                "{name} is gone"
            );
            Ok(())
        }
        Err(ClusterError::Rejected { message, .. }) => Err(message),
        Err(why) => panic!("{why}"),
    }
}

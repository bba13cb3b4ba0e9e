//! What is kept of a cluster's objects is enough: analysis of it finds what analysis of whole objects finds, in every case of
//! `tests/cases` and, where it is there, every input of the recorded suite.

use std::path::{Path, PathBuf};

use istio_analysis::analysis::{Request, analyze_with};
use istio_analysis::analyzers::{ALPHA_ANNOTATIONS, ANALYZERS, Analyzer};
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Coverage, Kind, Settings, essentials};
use kubeyaml::{Limits, Stream, Value};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

/// The objects of a file, those of Lists too.
fn objects(path: &Path) -> Vec<Value> {
    let text = std::fs::read(path).expect("a readable file");
    let Ok(stream) = Stream::parse(&text, &Limits::default()) else {
        return Vec::new();
    };
    let documents = stream.documents().filter_map(|document| document.ok()?.to_value().ok());
    documents
        .flat_map(|object| match object.get("items").and_then(Value::as_sequence) {
            Some(items) => items.to_vec(),
            None => vec![object],
        })
        .collect()
}

fn kept(object: Value) -> Value {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or("");
    match Kind::of(text("apiVersion"), text("kind")) {
        Some(kind) => essentials(kind, object),
        None => object,
    }
}

/// What is found in the objects of a cluster.
fn found(objects: Vec<Value>) -> Vec<String> {
    let mut builder = Builder::new(Settings {
        coverage: Coverage::Cluster,
        schemas: SchemaUse::Report,
        now: 1_750_000_000,
        ..Settings::default()
    });
    builder.add_objects("", objects);
    builder.use_config_map("istio");
    let all: Vec<&'static Analyzer> = ANALYZERS.iter().copied().chain([ALPHA_ANNOTATIONS]).collect();
    let analysis = analyze_with(&builder.build(), &all, &Request::default());
    analysis.messages.iter().map(|message| format!("{message:?}")).collect()
}

#[test]
fn nothing_is_missed() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    files_below(&package.join("tests/cases"), &mut files);
    assert!(files.len() > 100, "{} files", files.len());
    files_below(&package.join("../../../shared/conformance/analysis/inputs"), &mut files);
    let (mut messages, mut on_workloads) = (0, 0);
    for path in files {
        let whole = objects(&path);
        let expected = found(whole.clone());
        messages += expected.len();
        on_workloads += expected
            .iter()
            .filter(|message| message.contains("kind: \"Pod\"") || message.contains("kind: \"Deployment\""))
            .count();
        assert_eq!(
            found(whole.into_iter().map(kept).collect()),
            expected,
            "{}",
            path.display()
        );
    }
    assert!(
        messages > 200 && on_workloads > 20,
        "{messages} messages, {on_workloads} on workloads"
    );
}

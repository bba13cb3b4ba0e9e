//! Runs the recorded cases of mode `helm` that use only sprig and builtin functions, in a folder of JSON lines:
//! `sprig_suite DIR [FILTER]`. The root holds `Values`, `Release`, `Chart` and `Capabilities` as far as these cases look.
#![allow(clippy::print_stdout)]

use gotemplate::{ExecOptions, List, Map, MissingKey, TemplateSet, Value};
use serde_json::Value as Json;
use sprig::{Environment, Sprig};
use std::path::PathBuf;

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(v) => Value::Bool(*v),
        Json::Number(v) => Value::float(v.as_f64().unwrap_or(f64::NAN)),
        Json::String(v) => Value::from(v.as_str()),
        Json::Array(items) => List::new(items.iter().map(value)).into(),
        Json::Object(entries) => entries
            .iter()
            .map(|(k, v)| (k.as_str(), value(v)))
            .collect::<Map>()
            .into(),
    }
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    entries.into_iter().collect::<Map>().into()
}

fn root(data: &Json) -> Value {
    let values = match &data["values"] {
        Json::Null => Map::new().into(),
        values => value(values),
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
        ("Chart", map([("Name", "c".into()), ("Version", "0.1.0".into())])),
        (
            "Capabilities",
            map([(
                "KubeVersion",
                map([
                    ("Version", "v1.34.0".into()),
                    ("Major", "1".into()),
                    ("Minor", "34".into()),
                ]),
            )]),
        ),
        (
            "Template",
            map([
                ("Name", "c/templates/t.yaml".into()),
                ("BasePath", "c/templates".into()),
            ]),
        ),
    ])
}

/// The output, or the text of the error.
fn run(case: &Json) -> Result<Vec<u8>, String> {
    let name = "c/templates/t.yaml";
    let layer = Sprig::new(Environment::default()).without(&["env", "expandenv"]);
    let mut set = TemplateSet::new();
    let template = case["template"].as_str().ok_or("no template")?;
    set.parse(name, template, &[&layer]).map_err(|e| e.to_string())?;
    let options = ExecOptions {
        missing_key: if case["strict"] == Json::Bool(true) {
            MissingKey::Error
        } else {
            MissingKey::Zero
        },
        ..ExecOptions::default()
    };
    let out = set
        .execute(name, &[&layer], root(&case["data"]), &options)
        .map_err(|e| e.to_string())?;
    // Helm drops what a missing key prints.
    let marker = b"<no value>";
    let mut kept = Vec::with_capacity(out.len());
    let mut rest = out.as_slice();
    while let Some(at) = rest.windows(marker.len()).position(|w| w == marker) {
        kept.extend_from_slice(&rest[..at]);
        rest = &rest[at + marker.len()..];
    }
    kept.extend_from_slice(rest);
    Ok(kept)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().ok_or("which folder?")?);
    let filter = args.next().unwrap_or_default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let (mut right, mut all) = (0, 0);
    for file in files {
        let stem = file
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !stem.starts_with("sprig_") {
            continue;
        }
        for line in std::fs::read_to_string(&file)?.lines() {
            let case: Json = serde_json::from_str(line)?;
            let id = format!("{stem}/{}", case["name"].as_str().unwrap_or_default());
            if !id.contains(&filter) || case["files"].is_object() {
                continue;
            }
            all += 1;
            let outcome = run(&case);
            let fits = match &outcome {
                Ok(bytes) => {
                    case["output"].as_str().is_some_and(|want| want.as_bytes() == bytes)
                        || case["output_b64"].is_string() && std::str::from_utf8(bytes).is_err()
                }
                Err(text) => case["error"].as_str() == Some(text),
            };
            if fits {
                right += 1;
                continue;
            }
            println!("{id}: {}\n  data {}", case["template"], case["data"]);
            println!("  want {} {}", case["output"], case["error"]);
            match outcome {
                Ok(bytes) => println!("  got  {:?}", String::from_utf8_lossy(&bytes)),
                Err(text) => println!("  got  error {text:?}"),
            }
        }
    }
    println!("{right} of {all}");
    Ok(())
}

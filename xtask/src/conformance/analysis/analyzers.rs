//! One analyzer over some files, as the recorded test grid runs it.

use super::{Reported, items, load, text, unpaired};
use crate::conformance::Options;
use crate::conformance::limits;
use crate::conformance::outcome::{AreaReport, CaseResult, Outcome};
use anyhow::{Context as _, Result, bail};
use istio_analysis::analysis::{Request, analyze_with};
use istio_analysis::analyzers::{ALPHA_ANNOTATIONS, ANALYZERS};
use istio_analysis::message::Message;
use istio_analysis::snapshot::{Builder, Settings, Snapshot};
use serde_json::Value as Json;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

pub(super) fn run(folder: &Path, options: &Options) -> Result<AreaReport> {
    let cases = load(&folder.join("analyzers.json"))?;
    let inputs = folder.join("inputs");
    let wanted: Vec<&Json> = cases
        .iter()
        .filter(|case| text(case, "name").is_some_and(|name| options.wants(name)))
        .collect();
    let results = limits::side_by_side(&wanted, |case| {
        let (owned, inputs) = ((*case).clone(), inputs.clone());
        let outcome = match limits::call(LIMIT, move || judge(&owned, &inputs)) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => Outcome::Failed(format!("{error:#}")),
            Err(crash) => Outcome::Failed(crash),
        };
        CaseResult {
            case: text(case, "name").unwrap_or_default().to_owned(),
            outcome,
        }
    });
    Ok(AreaReport {
        area: "analysis/analyzers".to_owned(),
        results,
    })
}

fn judge(case: &Json, inputs: &Path) -> Result<Outcome> {
    let name = text(case, "analyzer").context("no analyzer")?;
    let analyzer = ANALYZERS
        .iter()
        .copied()
        .chain([ALPHA_ANNOTATIONS])
        .find(|one| one.name == name);
    let Some(analyzer) = analyzer else {
        bail!("no analyzer {name}")
    };
    let snapshot = snapshot(case, inputs)?;
    if let Some(problem) = snapshot.problems().first() {
        bail!("{problem}");
    }
    let messages = analyze_with(&snapshot, &[analyzer], &Request::default()).messages;
    let found: Vec<Reported> = messages.iter().map(reported).collect();
    let wanted = items(case, "expected");
    let expected: Vec<Reported> = wanted.iter().map(recorded).collect();
    let (missing, surplus) = unpaired(&expected, &found, inputs, |one, other| {
        mentions_all(&messages[other].text(), &wanted[one])
    });
    if missing.is_empty() && surplus.is_empty() {
        return Ok(Outcome::Passed);
    }
    let mut diff = String::new();
    for index in missing {
        diff.push_str(&format!(
            "missing {:?} mentions {:?}\n",
            expected[index],
            wanted[index].get("mentions")
        ));
    }
    for one in surplus {
        diff.push_str(&format!("surplus {one:?}\n"));
    }
    for message in &messages {
        diff.push_str(&format!("said {} {}\n", message.code.id, message.text()));
    }
    Ok(Outcome::Failed(diff))
}

fn snapshot(case: &Json, inputs: &Path) -> Result<Snapshot> {
    let mut builder = Builder::new(Settings {
        as_istioctl_130: true,
        ..Settings::default()
    });
    let mut files = Vec::new();
    for file in items(case, "inputs") {
        let file = file.as_str().context("an input that is no name")?;
        files.push((
            file.to_owned(),
            std::fs::read(inputs.join(file)).context(file.to_owned())?,
        ));
    }
    builder.add_files(files);
    if let Some(file) = text(case, "meshConfigFile") {
        let data = kubeyaml::from_slice(&std::fs::read(inputs.join(file))?)?;
        builder.set_mesh_config(istio_api::mesh::apply_mesh_config_defaults(&data)?.0);
    }
    if let Some(file) = text(case, "meshNetworksFile") {
        builder.set_mesh_networks(kubeyaml::from_slice(&std::fs::read(inputs.join(file))?)?);
    }
    builder.add_builtin_ingress_gateway();
    Ok(builder.build())
}

fn recorded(message: &Json) -> Reported {
    let field = |name: &str| text(message, name).unwrap_or_default().to_owned();
    Reported {
        code: field("code"),
        level: field("level"),
        resource: field("resource"),
        at: field("at"),
    }
}

fn reported(message: &Message) -> Reported {
    let subject = message.subject.as_ref();
    let place = message.location.as_ref();
    Reported {
        code: message.code.id.to_owned(),
        level: message.level().to_string(),
        resource: subject.map(|subject| subject.friendly_name()).unwrap_or_default(),
        at: place
            .map(|place| format!("{}:{}", place.file, place.line))
            .unwrap_or_default(),
    }
}

/// Whether a text says every recorded name and value. Of a recorded sentence the words count that are no plain words.
fn mentions_all(text: &str, message: &Json) -> bool {
    items(message, "mentions")
        .iter()
        .filter_map(Json::as_str)
        .all(|mention| {
            text.contains(mention)
                || (mention.contains(' ')
                    && mention
                        .split(' ')
                        .all(|word| is_plain(word) || text.contains(bare(word))))
        })
}

fn bare(word: &str) -> &str {
    word.trim_matches(['"', '[', ']', '.', ';', ':', ',', '(', ')', '\''])
}

/// Whether a word of a sentence is language rather than a name or value.
fn is_plain(word: &str) -> bool {
    let word = bare(word);
    word.is_empty() || word.starts_with("strconv") || word.chars().all(|c| c.is_alphabetic()) && word != "bar"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_of_sentences_must_be_said() {
        let message = json!({"mentions": ["a/b", "Webhook overlaps with [x-1/y.io]. Twice."]});
        assert!(mentions_all("a/b is like x-1/y.io", &message));
        assert!(!mentions_all("a/b is like nothing", &message));
        assert!(!mentions_all("x-1/y.io", &message));
    }
}

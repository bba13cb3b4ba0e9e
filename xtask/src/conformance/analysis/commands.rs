//! `analyze --use-kube=false -A FILE` and `validate -f FILE`, as istioctl 1.30 reads files.

use super::{Reported, items, load, text, unpaired};
use crate::conformance::Options;
use crate::conformance::limits;
use crate::conformance::outcome::{AreaReport, CaseResult, Outcome};
use anyhow::{Context as _, Result};
use serde_json::Value as Json;
use std::path::Path;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(20);

pub(super) fn run(folder: &Path, options: &Options) -> Result<AreaReport> {
    let cases = load(&folder.join("cli.json"))?;
    let binary = options.binary()?;
    let wanted: Vec<&Json> = cases
        .iter()
        .filter(|case| text(case, "name").is_some_and(|name| options.wants(name)))
        .collect();
    let results = limits::side_by_side(&wanted, |case| {
        let diff = [analyze(case, folder, &binary), validate(case, folder, &binary)]
            .into_iter()
            .filter_map(|outcome| match outcome {
                Ok(diff) => diff,
                Err(error) => Some(format!("{error:#}")),
            })
            .collect::<Vec<_>>()
            .join("\n");
        CaseResult {
            case: text(case, "name").unwrap_or_default().to_owned(),
            outcome: if diff.is_empty() {
                Outcome::Passed
            } else {
                Outcome::Failed(diff)
            },
        }
    });
    Ok(AreaReport {
        area: "analysis/commands".to_owned(),
        results,
    })
}

/// The exit code and the messages of `analyze`.
fn analyze(case: &Json, folder: &Path, binary: &Path) -> Result<Option<String>> {
    let input = text(case, "input").context("no input")?;
    let recorded = case.get("analyze").context("no analyze")?;
    let args = ["analyze", "--compat=istioctl-1.30", "--use-kube=false", "-A", input].map(str::to_owned);
    let run = limits::process(binary, &args, folder, None, LIMIT)?;
    let mut diff = exit_code("analyze", recorded, run.code, &run.stderr);
    let stdout = String::from_utf8_lossy(&run.stdout).into_owned();
    let found: Vec<Reported> = stdout.lines().filter_map(parse).collect();
    let file = input.rsplit('/').next().unwrap_or(input);
    let given = recorded_name(file);
    let expected: Vec<Reported> = items(recorded, "messages")
        .iter()
        .filter_map(|message| {
            let (resource, place) = text(message, "at")?
                .rsplit_once(' ')
                .unwrap_or((text(message, "at")?, ""));
            Some(Reported {
                code: text(message, "code")?.to_owned(),
                level: text(message, "level")?.to_owned(),
                resource: resource.to_owned(),
                at: place.replacen(given, input, 1),
            })
        })
        .collect();
    let (missing, surplus) = unpaired(&expected, &found, folder, |_, _| true);
    for index in &missing {
        diff.push_str(&format!("missing {:?}\n", expected[*index]));
    }
    for one in &surplus {
        diff.push_str(&format!("surplus {one:?}\n"));
    }
    if !missing.is_empty() || !surplus.is_empty() {
        diff.push_str(&stdout);
    }
    Ok((!diff.is_empty()).then_some(diff))
}

/// The exit code of `validate`.
fn validate(case: &Json, folder: &Path, binary: &Path) -> Result<Option<String>> {
    let input = text(case, "input").context("no input")?;
    let recorded = case.get("validate").context("no validate")?;
    let args = ["validate", "-f", input].map(str::to_owned);
    let run = limits::process(binary, &args, folder, None, LIMIT)?;
    let diff = exit_code("validate", recorded, run.code, &run.stderr);
    Ok((!diff.is_empty()).then_some(diff))
}

fn exit_code(command: &str, recorded: &Json, code: Option<i32>, stderr: &str) -> String {
    let wanted = recorded.get("exit").and_then(Json::as_i64);
    if wanted == code.map(i64::from) && !stderr.contains("panicked at") {
        return String::new();
    }
    format!("{command}: expected exit code {wanted:?}, got {code:?}\n{stderr}\n")
}

/// The files of the suite have a number before the name that the recorded places show.
fn recorded_name(file: &str) -> &str {
    match file.split_once('-') {
        Some((number, name)) if number.len() == 6 && number.bytes().all(|byte| byte.is_ascii_hexdigit()) => name,
        _ => file,
    }
}

/// Reads a line such as `Error [IST0101] (VirtualService default/web web.yaml:12) text`.
fn parse(line: &str) -> Option<Reported> {
    let (level, rest) = line.split_once(" [")?;
    let (code, rest) = rest.split_once("] (")?;
    let (origin, _) = rest.split_once(") ")?;
    let mut words = origin.splitn(3, ' ');
    let resource = format!("{} {}", words.next()?, words.next()?);
    Some(Reported {
        code: code.to_owned(),
        level: level.to_owned(),
        resource,
        at: words.next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_lines_are_read() {
        let message = parse("Error [IST0101] (VirtualService default/web files/web.yaml:12) there is no host")
            .expect("a message");
        assert_eq!((message.code.as_str(), message.level.as_str()), ("IST0101", "Error"));
        assert_eq!(
            (message.resource.as_str(), message.at.as_str()),
            ("VirtualService default/web", "files/web.yaml:12")
        );
        assert!(parse("").is_none());
        assert_eq!(recorded_name("fca6ff-public-gateway.yaml"), "public-gateway.yaml");
    }
}

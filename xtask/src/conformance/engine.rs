//! Area `engine`: templates with data, in the modes text, inject and helm; one area a file.

use super::limits;
use super::modes::{self, Ran};
use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, known::covers, trees};
use anyhow::{Context as _, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Key derivation takes long in a debug build.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs every `*.jsonl` file of the folder that the options ask for.
///
/// # Errors
/// When a file cannot be read or a line holds no case.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut reports = Vec::new();
    for path in files {
        let area = format!("engine/{}", path.file_stem().unwrap_or_default().to_string_lossy());
        if !options.areas.iter().any(|asked| covers(asked, &area)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut cases = Vec::new();
        // Templates may hold U+2028 and the like: only LF ends a line.
        for (index, line) in text.split('\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let case: Json = serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), index + 1))?;
            let name = case
                .get("name")
                .and_then(Json::as_str)
                .context("a case without a name")?
                .to_owned();
            if options.wants(&name) {
                cases.push((name, case, line.to_owned()));
            }
        }
        let results = limits::side_by_side(&cases, |(name, case, line)| CaseResult {
            case: name.clone(),
            outcome: run_case(case, line),
        });
        reports.push(AreaReport { area, results });
    }
    Ok(reports)
}

fn run_case(case: &Json, line: &str) -> Outcome {
    let mode = case.get("mode").and_then(Json::as_str).unwrap_or_default();
    match modes::runner(mode) {
        Err(reason) => Outcome::Skipped(reason),
        Ok(run) => {
            let line = line.to_owned();
            match limits::call(LIMIT, move || run(&line)) {
                Ok(ran) => judge(case, &ran),
                Err(crash) => Outcome::Failed(crash),
            }
        }
    }
}

/// Compares what ran with what a case records.
fn judge(case: &Json, ran: &Ran) -> Outcome {
    let text = |field: &str| case.get(field).and_then(Json::as_str);
    let output = match (text("output"), text("output_b64").map(base64)) {
        (Some(output), _) => Some(output.as_bytes().to_vec()),
        (None, Some(Some(bytes))) => Some(bytes),
        (None, Some(None)) => return Outcome::Failed("output_b64 is no base64".to_owned()),
        (None, None) => None,
    };
    match (ran, output, text("error")) {
        (Ran::Chart { files, manifest }, _, None) => judge_chart(case, files, manifest),
        (Ran::Chart { files, .. }, _, Some(error)) => {
            Outcome::Failed(format!("expected the error {error}\n     got files {:?}", files.keys()))
        }
        (Ran::Output(bytes), Some(expected), _) if *bytes == expected => Outcome::Passed,
        (Ran::Output(bytes), Some(expected), _) => Outcome::Failed(trees::text_diff(
            &String::from_utf8_lossy(&expected),
            &String::from_utf8_lossy(bytes),
        )),
        (Ran::Output(bytes), None, Some(error)) => Outcome::Failed(format!(
            "expected the error {error}\n     got {:?}",
            String::from_utf8_lossy(bytes)
        )),
        (Ran::Error { text, .. }, Some(expected), _) => Outcome::Failed(format!(
            "expected {:?}\n     got the error {text}",
            String::from_utf8_lossy(&expected)
        )),
        (Ran::Error { phase, text: ours }, None, Some(error)) => {
            let wanted = text("phase").unwrap_or_default();
            if wanted != phase {
                Outcome::Failed(format!(
                    "expected in phase {wanted}: {error}\n     got in phase {phase}: {ours}"
                ))
            } else if ours == error {
                Outcome::Passed
            } else if place(error).is_some() && place(error) == place(ours) {
                Outcome::SamePlace
            } else {
                Outcome::Failed(format!("expected {error}\n     got {ours}"))
            }
        }
        (_, None, None) => Outcome::Failed("the case records neither a result nor an error".to_owned()),
    }
}

/// Compares the files and the manifest of a chart.
fn judge_chart(case: &Json, files: &BTreeMap<String, Vec<u8>>, manifest: &Result<String, String>) -> Outcome {
    let Some(expected) = case.get("output").and_then(Json::as_object) else {
        return Outcome::Failed("the case records neither files nor an error".to_owned());
    };
    let paths = |paths: Vec<&String>| paths.into_iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let (theirs, ours) = (paths(expected.keys().collect()), paths(files.keys().collect()));
    if theirs != ours {
        return Outcome::Failed(trees::text_diff(&theirs, &ours));
    }
    for (path, text) in expected {
        let (theirs, ours) = (text.as_str().unwrap_or_default(), files.get(path).map(Vec::as_slice));
        if ours != Some(theirs.as_bytes()) {
            let ours = String::from_utf8_lossy(ours.unwrap_or_default());
            return Outcome::Failed(format!("{path}:\n{}", trees::text_diff(theirs, &ours)));
        }
    }
    let text = |field: &str| case.get(field).and_then(Json::as_str);
    match (manifest, text("manifest"), text("manifest_error")) {
        (Ok(ours), Some(theirs), _) if ours == theirs => Outcome::Passed,
        (Ok(ours), Some(theirs), _) => Outcome::Failed(trees::text_diff(theirs, ours)),
        (Err(ours), _, Some(theirs)) if ours == theirs => Outcome::Passed,
        (Err(ours), _, theirs) => Outcome::Failed(format!(
            "expected {}\n     got the error {ours}",
            theirs.unwrap_or("a manifest")
        )),
        (Ok(_), None, Some(theirs)) => Outcome::Failed(format!("expected the error {theirs}\n     got a manifest")),
        (Ok(_), None, None) => Outcome::Passed,
    }
}

/// The part of an error that says where: up to the expression (`template: t:1:4: executing "t" at <.x>`), or for parse
/// errors up to the line (`template: t:3`). The wording after it is free.
fn place(error: &str) -> Option<&str> {
    if !error.starts_with("template: ")
        && !error.starts_with("parse error at (")
        && !error.starts_with("execution error at (")
    {
        return None;
    }
    if let Some(at) = error.find(" at <") {
        return error.get(at..)?.find(">: ").and_then(|end| error.get(..at + end + 1));
    }
    if !error.starts_with("template: ") {
        return error.find("): ").and_then(|end| error.get(..end + 1));
    }
    // `template: NAME:LINE: message`; a name may hold colons, so the line is the first number between two.
    let mut from = "template: ".len();
    while let Some(found) = error.get(from..)?.find(':') {
        let rest = error.get(from + found + 1..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && rest.as_bytes().get(digits) == Some(&b':') {
            return error.get(..from + found + 1 + digits);
        }
        from += found + 1;
    }
    None
}

/// Standard base64 with padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FIELD: &str = r#"template: t:1:4: executing "t" at <.a.b>: can't evaluate field b in type int"#;

    fn error(phase: &str, text: &str) -> Ran {
        Ran::Error {
            phase: phase.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn outputs_are_compared_byte_for_byte() {
        let case = json!({"output": "a\n"});
        assert_eq!(judge(&case, &Ran::Output(b"a\n".to_vec())), Outcome::Passed);
        assert!(matches!(judge(&case, &Ran::Output(b"a".to_vec())), Outcome::Failed(_)));
        assert!(matches!(judge(&case, &error("exec", "x")), Outcome::Failed(_)));
        let binary = json!({"output_b64": "/w=="});
        assert_eq!(judge(&binary, &Ran::Output(vec![0xff])), Outcome::Passed);
        assert!(matches!(judge(&binary, &Ran::Output(vec![0xfe])), Outcome::Failed(_)));
    }

    #[test]
    fn errors_need_phase_and_place() {
        let case = json!({"error": FIELD, "phase": "exec"});
        assert_eq!(judge(&case, &error("exec", FIELD)), Outcome::Passed);
        assert_eq!(
            judge(&case, &error("exec", &FIELD.replace("can't", "cannot"))),
            Outcome::SamePlace
        );
        for other in [
            error("parse", FIELD),
            error("exec", &FIELD.replace("1:4", "1:5")),
            error("exec", &FIELD.replace(".a.b", ".a")),
            error("exec", &FIELD.replace("template: t", "template: u")),
            error("exec", "something else"),
            Ran::Output(b"x".to_vec()),
        ] {
            assert!(matches!(judge(&case, &other), Outcome::Failed(_)), "{other:?}");
        }
        let nameless = json!({"error": "odd", "phase": "parse"});
        assert!(matches!(judge(&nameless, &error("parse", "odder")), Outcome::Failed(_)));
    }

    #[test]
    fn places_of_parse_errors_end_with_the_line() {
        assert_eq!(place("template: a:b:12: unexpected EOF"), Some("template: a:b:12"));
        assert_eq!(
            place("template: t:1: function \"x:2:\" not defined"),
            Some("template: t:1")
        );
        assert_eq!(
            place("parse error at (c/t.yaml:3): x"),
            Some("parse error at (c/t.yaml:3)")
        );
        assert_eq!(place("no template"), None);
    }

    #[test]
    fn base64_is_read_strictly() {
        assert_eq!(base64("aGk=").as_deref(), Some(&b"hi"[..]));
        assert_eq!(base64("AAECAwQ=").as_deref(), Some(&[0, 1, 2, 3, 4][..]));
        assert_eq!(base64("a"), None);
        assert_eq!(base64("a*=="), None);
    }
}

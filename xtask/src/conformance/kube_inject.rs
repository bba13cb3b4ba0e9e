//! Area `kube-inject`: whole runs of the command.
//!
//! - `kube-inject/recorded`: the recorded arguments, with the recorded ConfigMap's files.
//! - `kube-inject/own`: the same input with our embedded templates, shaped by the options in the configuration's `set.json`.
//! - `kube-inject/again`: injecting what injection gave changes no byte.
//! - `kube-inject/uninject`: taking injection out gives the input's bytes.

use super::limits::{self, Finished};
use super::outcome::{AreaReport, CaseResult, Outcome};
use super::{Options, decode, known::covers, reader, streams, trees};
use anyhow::{Context as _, Result};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
const CONFIG_FLAGS: [&str; 3] = ["--injectConfigFile", "--meshConfigFile", "--valuesFile"];
const AREAS: [&str; 4] = [
    "kube-inject/recorded",
    "kube-inject/own",
    "kube-inject/again",
    "kube-inject/uninject",
];

struct Case {
    name: String,
    args: Vec<String>,
    /// Arguments for our own templates, if the suite says which options made the configuration.
    own: Option<Vec<String>>,
    succeeds: bool,
    expected: Vec<u8>,
    input: Vec<u8>,
    warning: Option<String>,
    defect: Option<Defect>,
}

/// Where the recorded result is not to be followed.
struct Defect {
    what: String,
    ours: String,
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
        let results = limits::side_by_side(&cases, |case| {
            let outcome = match area {
                "kube-inject/recorded" => recorded(folder, &binary, case, options),
                "kube-inject/own" => own(folder, &binary, case, options),
                "kube-inject/again" => again(folder, &binary, case),
                _ => uninject(folder, &binary, case),
            };
            CaseResult {
                case: case.name.clone(),
                outcome,
            }
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
    let name = text("name").context("a case without a name")?;
    let args: Vec<String> = case
        .get("args")
        .and_then(Json::as_array)
        .map(|args| args.iter().filter_map(Json::as_str).map(str::to_owned).collect())
        .with_context(|| format!("{name}: no args"))?;
    let read = |path: PathBuf| std::fs::read(&path).with_context(|| format!("{name}: {}", path.display()));
    let succeeds = case
        .get("exit")
        .and_then(Json::as_i64)
        .with_context(|| format!("{name}: no exit"))?
        == 0;
    let mut input = Vec::new();
    for file in inputs(&args) {
        input.extend(read(folder.join(file))?);
    }
    let own = match text("config") {
        Some(config) => own_arguments(folder, &args, &config).with_context(|| name.clone())?,
        None => None,
    };
    Ok(Case {
        own,
        expected: match text("stdout") {
            Some(file) if succeeds => read(folder.join(file))?,
            _ => Vec::new(),
        },
        warning: text("warning"),
        defect: text("peer_defect").map(|what| Defect {
            what,
            ours: text("ours").unwrap_or_default(),
        }),
        name,
        args,
        succeeds,
        input,
    })
}

/// The files that `-f` and `--filename` name.
fn inputs(args: &[String]) -> Vec<&str> {
    let mut files = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if arg == "-f" || arg == "--filename" {
            files.extend(rest.next().map(String::as_str));
        } else if let Some(file) = arg.strip_prefix("--filename=").or_else(|| arg.strip_prefix("-f=")) {
            files.push(file);
        }
    }
    files
}

/// The recorded arguments with the configuration's files taken out and the options that made them put in.
fn own_arguments(folder: &Path, args: &[String], config: &str) -> Result<Option<Vec<String>>> {
    let path = folder.join("config").join(config).join("set.json");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let made_by: Json = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let mut own = without_config(args);
    own.push("--offline".to_owned());
    for set in made_by.get("set").and_then(Json::as_array).into_iter().flatten() {
        own.push("--set".to_owned());
        own.push(
            set.as_str()
                .with_context(|| format!("{}: set holds no texts", path.display()))?
                .to_owned(),
        );
    }
    if made_by.get("operator_file").is_some_and(|file| !file.is_null()) {
        own.push("--operatorFileName".to_owned());
        own.push(format!("config/{config}/operator.yaml"));
    }
    Ok(Some(own))
}

fn without_config(args: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if CONFIG_FLAGS.contains(&arg.as_str()) {
            rest.next();
        } else if !CONFIG_FLAGS
            .iter()
            .any(|flag| arg.strip_prefix(flag).is_some_and(|v| v.starts_with('=')))
        {
            kept.push(arg.clone());
        }
    }
    kept
}

fn recorded(folder: &Path, binary: &Path, case: &Case, options: &Options) -> Outcome {
    match limits::process(binary, &case.args, folder, None, LIMIT) {
        // Some defects lie in the official template alone; with it, Go's result is the right one.
        Ok(run) => judge(case, &run, "kube-inject/recorded", options, |ours| {
            ours.contains("with the recorded official template")
        }),
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

fn own(folder: &Path, binary: &Path, case: &Case, options: &Options) -> Outcome {
    let Some(args) = &case.own else {
        return Outcome::Skipped("the suite does not say which options made this configuration".to_owned());
    };
    match limits::process(binary, args, folder, None, LIMIT) {
        Ok(run) => judge(case, &run, "kube-inject/own", options, |_| false),
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

/// Compares one run with the case; `follows_go` says of our own behaviour's description whether Go's result stands here.
fn judge(case: &Case, run: &Finished, area: &str, options: &Options, follows_go: impl Fn(&str) -> bool) -> Outcome {
    let verdict = against_recorded(case, run);
    // Comments are no part of a tree: keeping them changes nothing about the comparison.
    let only_text = |defect: &Defect| defect.what.contains("comments") && defect.ours.starts_with("keeps");
    let applies = |defect: &&Defect| !follows_go(&defect.ours) && !only_text(defect);
    let Some(defect) = case.defect.as_ref().filter(applies) else {
        return verdict;
    };
    if verdict == Outcome::Passed {
        return verdict;
    }
    let held = match Expectation::of(&defect.ours) {
        Expectation::Accepted if defect.ours.contains("skip") && !run.stderr.to_lowercase().contains("skip") => {
            Err("stderr does not say that anything was skipped".to_owned())
        }
        Expectation::Accepted if run.stdout.is_empty() => Err("there is no data on stdout".to_owned()),
        Expectation::Accepted => accepted(run),
        Expectation::Refused => refused(run),
        Expectation::Either if run.code == Some(0) => accepted(run),
        Expectation::Either => refused(run),
    };
    let (what, ours) = (&defect.what, &defect.ours);
    match held {
        Err(why) => Outcome::Failed(format!("Go's tool {what}; ours: {ours}; but {why}")),
        Ok(()) => {
            let test = options.known.find(area, &case.name).map_or_else(
                || "no test listed in COMPATIBILITY.md".to_owned(),
                |row| format!("pinned by {}", row.pinned_by),
            );
            Outcome::Skipped(format!("peer defect: {what}; ours: {ours}; {test}"))
        }
    }
}

fn against_recorded(case: &Case, run: &Finished) -> Outcome {
    let held = if case.succeeds {
        accepted(run).and_then(|()| {
            match streams::diff(&case.expected, &run.stdout, &case.input, &decode::same_object) {
                Some(found) => Err(found),
                None => warned(case.warning.as_deref(), &run.stderr),
            }
        })
    } else {
        refused(run)
    };
    held.map_or_else(Outcome::Failed, |()| Outcome::Passed)
}

/// What a description of our own behaviour demands of a run, as far as that is mechanical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expectation {
    Accepted,
    Refused,
    Either,
}

impl Expectation {
    fn of(ours: &str) -> Self {
        let ours = ours.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| ours.contains(word));
        if has(&["or an error", "or a depth error", "or a clear error", "or said why not"]) {
            Self::Either
        } else if has(&["error", "prints nothing", "refuse", "reject"]) {
            Self::Refused
        } else if has(&[
            "accept",
            "inject",
            "pass",
            "keep",
            "kept",
            "skip",
            "valid",
            "works",
            "honour",
            "consistent",
            "warn",
            "quotes",
            "stay",
            "same bytes",
        ]) {
            Self::Accepted
        } else {
            Self::Either
        }
    }
}

fn accepted(run: &Finished) -> Result<(), String> {
    crashed(run)?;
    if run.code != Some(0) {
        return Err(format!(
            "expected success, got exit code {} and {}",
            code(run),
            head(&run.stderr)
        ));
    }
    reader::readable(&run.stdout).map_err(|e| format!("our output does not read: {e}"))
}

/// An error: not zero, nothing on stdout, one message.
fn refused(run: &Finished) -> Result<(), String> {
    crashed(run)?;
    if run.code == Some(0) {
        return Err("expected an error, got success".to_owned());
    }
    if !run.stdout.is_empty() {
        return Err(format!("an error, but {} bytes on stdout", run.stdout.len()));
    }
    let errors = run.stderr.lines().filter(|line| is_error(line)).count();
    if errors == 1 {
        Ok(())
    } else {
        Err(format!(
            "expected one error on stderr, got {errors}: {}",
            head(&run.stderr)
        ))
    }
}

fn is_error(line: &str) -> bool {
    line.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("error:"))
}

fn crashed(run: &Finished) -> Result<(), String> {
    match run.code {
        None => Err("a signal ended it".to_owned()),
        _ if run.stderr.contains("panicked at") => Err(format!("panic: {}", head(&run.stderr))),
        Some(_) => Ok(()),
    }
}

/// Go's warnings about skipped objects: ours names the object too.
fn warned(warning: Option<&str>, stderr: &str) -> Result<(), String> {
    let Some(warning) = warning else { return Ok(()) };
    let object = warning.split('"').nth(1).unwrap_or_default();
    let name = object.rsplit('/').next().unwrap_or_default();
    let said = stderr
        .lines()
        .any(|line| line.contains(name) && line.to_lowercase().contains("skip"));
    if said {
        Ok(())
    } else {
        Err(format!("no word on stderr of skipping {object}: {}", head(stderr)))
    }
}

fn code(run: &Finished) -> String {
    run.code.map_or_else(|| "none".to_owned(), |code| code.to_string())
}

fn head(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(4).collect();
    if lines.is_empty() {
        "nothing on stderr".to_owned()
    } else {
        lines.join("\n")
    }
}

/// The case's output and the arguments that would inject it from stdin, or why there is none.
fn injected(folder: &Path, binary: &Path, case: &Case) -> Result<(Vec<u8>, Vec<String>), Outcome> {
    let run = limits::process(binary, &case.args, folder, None, LIMIT)
        .map_err(|error| Outcome::Failed(format!("{error:#}")))?;
    if run.code != Some(0) {
        let reason = if case.succeeds && case.defect.is_none() {
            return Err(Outcome::Failed(format!("injection fails: {}", head(&run.stderr))));
        } else {
            "injection gives an error for this input"
        };
        return Err(Outcome::Skipped(reason.to_owned()));
    }
    let mut args = Vec::new();
    let mut rest = case.args.iter();
    while let Some(arg) = rest.next() {
        if arg == "-f" || arg == "--filename" {
            rest.next();
        } else if !arg.starts_with("-f=") && !arg.starts_with("--filename=") {
            args.push(arg.clone());
        }
    }
    args.extend(["-f".to_owned(), "-".to_owned()]);
    Ok((run.stdout, args))
}

fn again(folder: &Path, binary: &Path, case: &Case) -> Outcome {
    let (once, args) = match injected(folder, binary, case) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    match limits::process(binary, &args, folder, Some(once.clone()), LIMIT) {
        Err(error) => Outcome::Failed(format!("{error:#}")),
        Ok(run) => same_bytes(&once, &run),
    }
}

fn uninject(folder: &Path, binary: &Path, case: &Case) -> Outcome {
    let (injected, _) = match injected(folder, binary, case) {
        Ok(found) => found,
        Err(outcome) => return outcome,
    };
    let args = ["kube-uninject", "-f", "-"].map(str::to_owned);
    match limits::process(binary, &args, folder, Some(injected), LIMIT) {
        Err(error) => Outcome::Failed(format!("{error:#}")),
        Ok(run) => same_bytes(&case.input, &run),
    }
}

fn same_bytes(expected: &[u8], run: &Finished) -> Outcome {
    if run.code != Some(0) {
        return Outcome::Failed(format!("exit code {}: {}", code(run), head(&run.stderr)));
    }
    if run.stdout == expected {
        return Outcome::Passed;
    }
    Outcome::Failed(trees::text_diff(
        &String::from_utf8_lossy(expected),
        &String::from_utf8_lossy(&run.stdout),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn done(code: i32, stdout: &str, stderr: &str) -> Finished {
        Finished {
            code: Some(code),
            stdout: stdout.as_bytes().to_vec(),
            stderr: stderr.to_owned(),
        }
    }

    fn case(succeeds: bool, expected: &str, ours: Option<&str>) -> Case {
        Case {
            name: "c".to_owned(),
            args: Vec::new(),
            own: None,
            succeeds,
            expected: expected.as_bytes().to_vec(),
            input: Vec::new(),
            warning: None,
            defect: ours.map(|ours| Defect {
                what: "errs".to_owned(),
                ours: ours.to_owned(),
            }),
        }
    }

    fn verdict(case: &Case, run: &Finished) -> Outcome {
        judge(case, run, "kube-inject/own", &Options::for_tests(), |_| false)
    }

    #[test]
    fn own_templates_replace_the_three_files() {
        let all = args("kube-inject -f in.yaml --injectConfigFile a --meshConfigFile=b --valuesFile c --revision x");
        assert_eq!(without_config(&all), args("kube-inject -f in.yaml --revision x"));
        assert_eq!(inputs(&all), ["in.yaml"]);
    }

    #[test]
    fn success_needs_equal_trees() {
        let case = case(true, "a: 1\n", None);
        assert_eq!(verdict(&case, &done(0, "a: 1\n", "")), Outcome::Passed);
        for bad in [
            done(0, "a: 2\n", ""),
            done(0, "", ""),
            done(1, "a: 1\n", "Error: no"),
            Finished {
                code: None,
                ..done(0, "a: 1\n", "")
            },
        ] {
            assert!(matches!(verdict(&case, &bad), Outcome::Failed(_)), "{bad:?}");
        }
    }

    #[test]
    fn an_error_is_one_message_and_no_data() {
        let case = case(false, "", None);
        assert_eq!(
            verdict(&case, &done(1, "", "Error: bad\n  in.yaml:3\n")),
            Outcome::Passed
        );
        for bad in [
            done(0, "", "Error: bad"),
            done(1, "a: 1\n", "Error: bad"),
            done(1, "", ""),
            done(1, "", "Error: bad\nerror: worse"),
            done(101, "", "thread 'main' panicked at src/main.rs\nError: x"),
        ] {
            assert!(matches!(verdict(&case, &bad), Outcome::Failed(_)), "{bad:?}");
        }
    }

    #[test]
    fn peer_defects_are_held_to_what_is_mechanical() {
        let accepts = case(false, "", Some("accepts it"));
        assert!(matches!(verdict(&accepts, &done(0, "a: 1\n", "")), Outcome::Skipped(_)));
        assert_eq!(verdict(&accepts, &done(1, "", "Error: x")), Outcome::Passed);
        assert!(matches!(
            verdict(&accepts, &done(1, "x", "Error: x")),
            Outcome::Failed(_)
        ));
        let refuses = case(true, "a: 1\n", Some("prints nothing on stdout, one error"));
        assert!(matches!(
            verdict(&refuses, &done(1, "", "Error: x")),
            Outcome::Skipped(_)
        ));
        assert!(matches!(verdict(&refuses, &done(0, "a: 2\n", "")), Outcome::Failed(_)));
        let skips = case(true, "a: 1\n", Some("skips it and says so"));
        assert!(matches!(
            verdict(&skips, &done(0, "a: 2\n", "Skipped Pod x")),
            Outcome::Skipped(_)
        ));
        assert!(matches!(verdict(&skips, &done(0, "a: 2\n", "")), Outcome::Failed(_)));
        let mut comments = case(true, "a: 1\n", None);
        comments.defect = Some(Defect {
            what: "drops comments".to_owned(),
            ours: "keeps them".to_owned(),
        });
        assert!(matches!(verdict(&comments, &done(0, "a: 2\n", "")), Outcome::Failed(_)));
        assert_eq!(Expectation::of("boolean in any case, or an error"), Expectation::Either);
        assert_eq!(Expectation::of("passes it through unchanged"), Expectation::Accepted);
        assert_eq!(
            Expectation::of("one clear error naming the annotation"),
            Expectation::Refused
        );
    }

    #[test]
    fn a_skip_is_said_with_the_name() {
        let warning = Some("===> Skipping injection because Deployment \"ns/hello\" has x");
        assert!(warned(warning, "Skipped Deployment hello: host network\n").is_ok());
        assert!(warned(warning, "Skipped Deployment other\n").is_err());
        assert!(warned(warning, "").is_err());
    }

    #[test]
    fn bytes_are_bytes() {
        assert_eq!(same_bytes(b"a", &done(0, "a", "")), Outcome::Passed);
        assert!(matches!(same_bytes(b"a\n", &done(0, "a", "")), Outcome::Failed(_)));
        assert!(matches!(same_bytes(b"a", &done(1, "a", "")), Outcome::Failed(_)));
    }
}

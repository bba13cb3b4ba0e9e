//! The formats of `analyze` for other programs, read as those programs read them: SARIF by its published schema, JUnit by a parser of
//! its own, the others by the grammar that their makers document. The findings of the broken mesh are the same in all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::harness::Place;

/// A crate that carries the schema of SARIF 2.1.0.
const CARRIER: &str = "serde-sarif";

/// The broken mesh in a format, and its messages as `-o json` has them.
fn written(format: &str) -> (String, Vec<Json>) {
    let place = Place::new();
    for file in ["routes.yaml", "security.yaml", "shop.yaml"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples/mesh/broken")
            .join(file);
        place.file(&format!("a mesh/{file}"), std::fs::read(source).expect("the example"));
    }
    place.file("a mesh/fine.yaml", "# nothing\n");
    let output = format!("{format}=out");
    let run = place.run(&["analyze", "--use-kube=false", "-o", "json", "-o", &output, "a mesh"]);
    assert_eq!(run.code, 79, "{}", run.stderr);
    let messages: Vec<Json> = serde_json::from_str(&run.out()).expect("a list of messages");
    assert!(messages.len() > 4, "{messages:#?}");
    (place.read("out"), messages)
}

fn text<'j>(value: &'j Json, key: &str) -> &'j str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

/// `file`, line and column-free place of a message.
fn reference(message: &Json) -> (String, u64) {
    let (file, line) = text(message, "reference").rsplit_once(':').expect("file:line");
    (file.to_owned(), line.parse().expect("a line"))
}

/// Where cargo keeps the source of the crate that carries the schema.
fn published_schema() -> Json {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Json = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let carrier = packages
        .iter()
        .find(|package| package["name"] == CARRIER)
        .expect("a dependency of the tests");
    let manifest = PathBuf::from(text(carrier, "manifest_path"));
    let schema = manifest.with_file_name("src").join("schema.json");
    let schema = std::fs::read(&schema).unwrap_or_else(|why| panic!("{}: {why}", schema.display()));
    serde_json::from_slice(&schema).expect("a schema")
}

#[test]
fn sarif_is_valid_by_its_published_schema() {
    let (log, messages) = written("sarif");
    let schema = published_schema();
    assert!(text(&schema, "title").contains("2.1.0"), "{}", schema["title"]);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    let faults = |log: &Json| -> Vec<String> {
        let errors = validator.iter_errors(log);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    };
    let parsed: Json = serde_json::from_str(&log).expect("JSON");
    assert_eq!(faults(&parsed), Vec::<String>::new());
    // The schema refuses what is wrong.
    let place = "/runs/0/results/0/locations/0/physicalLocation";
    for (path, wrong) in [
        ("/version", json!("3.0")),
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!({})),
        (&format!("{place}/region/startLine"), json!(0)),
        (&format!("{place}/artifactLocation/uri"), json!("a b")),
        (&format!("{place}/artifactLocation"), json!({"path": "a"})),
    ] {
        let mut changed = parsed.clone();
        *changed
            .pointer_mut(path)
            .unwrap_or_else(|| panic!("there is no {path}")) = wrong;
        assert!(!faults(&changed).is_empty(), "{path} may be anything");
    }
    let results = parsed["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), messages.len());
    for (result, message) in results.iter().zip(&messages) {
        assert_eq!(result["ruleId"], message["code"]);
        let place = &result["locations"][0]["physicalLocation"];
        let (file, line) = reference(message);
        assert_eq!(text(&place["artifactLocation"], "uri").replace("%20", " "), file);
        assert_eq!(place["region"]["startLine"], line);
    }
    let typed: serde_sarif::sarif::Sarif = serde_json::from_str(&log).expect("a SARIF log");
    assert_eq!(typed.runs.len(), 1);
}

#[test]
fn junit_is_read_by_a_parser_of_its_own() {
    let (report, messages) = written("junit");
    let read = junit_parser::from_reader(report.as_bytes()).expect("JUnit XML");
    assert_eq!(read.suites.len(), 4, "a suite a file");
    let cases: Vec<_> = read.suites.iter().flat_map(|suite| &suite.cases).collect();
    assert_eq!(
        cases.len(),
        messages.len() + 1,
        "a case a message, and one for the file without any"
    );
    for suite in &read.suites {
        let failures = suite.cases.iter().filter(|case| case.status.is_failure()).count();
        assert_eq!(
            (suite.tests, suite.failures),
            (suite.cases.len() as u64, failures as u64),
            "{}",
            suite.name
        );
    }
    for message in &messages {
        let (file, line) = reference(message);
        let case = cases.iter().find(|case| {
            case.file.as_deref() == Some(&file)
                && case.line == Some(line)
                && case.original_name.starts_with(text(message, "code"))
        });
        let case = case.unwrap_or_else(|| panic!("no case for {message}"));
        let is_failure = message["level"] != "Info";
        assert_eq!(case.status.is_failure(), is_failure, "{message}");
        if is_failure {
            let failure = case.status.failure_as_ref();
            assert_eq!(failure.failure_type, text(message, "code"));
        }
    }
    let said: BTreeSet<&str> = cases
        .iter()
        .filter(|case| case.status.is_failure())
        .map(|case| case.status.failure_as_ref().message.as_str())
        .collect();
    let wanted = messages.iter().filter(|message| message["level"] != "Info");
    assert_eq!(said, wanted.map(|message| text(message, "message")).collect());
}

/// GitLab: a list of issues with description, check name, a fingerprint of their own, a severity of five, and a relative path with a
/// line.
#[test]
fn gitlab_issues_have_the_fields_that_gitlab_documents() {
    let (report, messages) = written("gitlab");
    let issues: Vec<Json> = serde_json::from_str(&report).expect("a list");
    assert_eq!(issues.len(), messages.len());
    let mut fingerprints = BTreeSet::new();
    for (issue, message) in issues.iter().zip(&messages) {
        assert!(
            text(issue, "description").ends_with(text(message, "message")),
            "{issue}"
        );
        assert_eq!(issue["check_name"], message["code"]);
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&text(issue, "severity")));
        assert!(fingerprints.insert(text(issue, "fingerprint")), "{issue}");
        let (file, line) = reference(message);
        assert_eq!(issue["location"], json!({"path": file, "lines": {"begin": line}}));
        assert!(!file.starts_with("./") && !file.starts_with('/'));
    }
}

/// A workflow command, `::NAME PROPERTY=VALUE,...::TEXT`, with its escapes taken back.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, text) = rest.split_once("::").expect("a text after the properties");
    let (name, properties) = head.split_once(' ').expect("properties");
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let properties = properties.split(',').map(|property| {
        let (key, value) = property.split_once('=').expect("a value");
        (key.to_owned(), plain(&value.replace("%3A", ":").replace("%2C", ",")))
    });
    (name.to_owned(), properties.collect(), plain(text))
}

#[test]
fn github_commands_are_one_line_each_with_known_properties() {
    let (report, messages) = written("github");
    assert_eq!(report.lines().count(), messages.len());
    for (line, message) in report.lines().zip(&messages) {
        let (name, properties, said) = command(line);
        let wanted = match text(message, "level") {
            "Error" => "error",
            "Warning" => "warning",
            _ => "notice",
        };
        assert_eq!(name, wanted);
        assert!(said.ends_with(text(message, "message")), "{line}");
        let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["file", "line", "col", "title"]);
        let (file, at) = reference(message);
        assert_eq!((&properties[0].1, &properties[1].1), (&file, &at.to_string()));
        assert!(properties[2].1.parse::<u64>().is_ok_and(|column| column >= 1));
    }
}

/// TAP 13: a version, a plan, numbered tests, each perhaps with a YAML block that is indented.
#[test]
fn tap_has_a_plan_and_numbered_tests() {
    let (report, messages) = written("tap");
    let mut lines = report.lines();
    assert_eq!(lines.next(), Some("TAP version 13"));
    let plan = lines.next().and_then(|line| line.strip_prefix("1..")).expect("a plan");
    assert_eq!(
        plan.parse(),
        Ok(messages.len() + 1),
        "a test a message, and one for the file without any"
    );
    let mut number = 0;
    let mut block: Option<String> = None;
    let mut failed = 0;
    for line in lines {
        match (&mut block, line) {
            (None, "  ---") => block = Some(String::new()),
            (Some(yaml), "  ...") => {
                let about = kubeyaml::from_str(yaml).expect("YAML");
                assert!(about.get("file").is_some() && about.get("line").is_some(), "{yaml}");
                block = None;
            }
            (Some(yaml), line) => {
                yaml.push_str(line.strip_prefix("  ").expect("an indented line"));
                yaml.push('\n');
            }
            (None, line) => {
                number += 1;
                let rest = line.strip_prefix("not ").inspect(|_| failed += 1).unwrap_or(line);
                let rest = rest.strip_prefix("ok ").unwrap_or_else(|| panic!("no test: {line}"));
                assert!(rest.starts_with(&format!("{number} - ")), "{line}");
                // An unescaped # would start a directive.
                assert!(!rest.replace("\\#", "").contains('#'), "{line}");
            }
        }
    }
    assert_eq!((number, block), (messages.len() + 1, None));
    assert_eq!(
        failed,
        messages.iter().filter(|message| message["level"] != "Info").count()
    );
}

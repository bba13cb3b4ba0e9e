//! The meshes and the steps of continuous integration in `examples/` do what they say.

use std::path::{Path, PathBuf};
use std::process::Command;

use kubeyaml::Value;
use serde_json::Value as Json;

use crate::harness::{Place, Run, documents};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// A folder with the manifests of an example in `manifests/`.
fn project(mesh: &str) -> Place {
    let place = Place::new();
    for entry in std::fs::read_dir(examples().join("mesh").join(mesh)).expect("the example") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        place.file(&format!("manifests/{name}"), std::fs::read(&path).expect("the file"));
    }
    place
}

/// Runs a line of an example as a shell does, with the built istioctl on the PATH.
fn shell(place: &Place, line: &str) -> Run {
    let programs = place.path().join("bin");
    std::fs::create_dir_all(&programs).expect("a folder");
    let link = programs.join("istioctl");
    if !link.exists() {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_istioctl"), &link).expect("a link");
    }
    let path = format!("{}:/usr/bin:/bin", programs.display());
    let output = Command::new("sh")
        .args(["-ec", line])
        .current_dir(place.path())
        .env_clear()
        .env("HOME", place.path())
        .env("PATH", path)
        .output()
        .expect("a shell");
    Run {
        code: output.status.code().expect("it ends"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

fn step(file: &str) -> Value {
    let text = std::fs::read_to_string(examples().join("ci").join(file)).expect("the example");
    documents(&text).remove(0)
}

fn text<'v>(value: &'v Value, path: &[&str]) -> &'v str {
    value.get_path(path).and_then(Value::as_str).expect("text")
}

#[test]
fn the_healthy_mesh_has_no_findings() {
    let place = project("healthy");
    let run = place.run(&["analyze", "--use-kube=false", "manifests"]).ok();
    assert_eq!(run.out(), "\n");
    place.run(&["validate", "-f", "manifests"]).ok();
}

#[test]
fn every_mistake_of_the_broken_mesh_is_found_where_it_is() {
    let place = project("broken");
    let run = place.run(&["analyze", "--use-kube=false", "-v", "manifests"]);
    assert_eq!(run.code, 79, "{}", run.stderr);
    let found: Vec<String> = run
        .out()
        .lines()
        .filter_map(|line| {
            let (code, rest) = line.split_once('[')?.1.split_once("] (")?;
            let place = rest.split_once(')')?.0.rsplit_once(' ')?.1;
            Some(format!("{code} {place}"))
        })
        .collect();
    assert_eq!(
        found,
        [
            "IST0101 manifests/routes.yaml:50",
            "IST0101 manifests/routes.yaml:20",
            "IST0101 manifests/routes.yaml:24",
            "IST0106 manifests/security.yaml:8",
            "IST0132 manifests/routes.yaml:20",
            "IST0118 manifests/shop.yaml:49",
        ]
    );
    // Each of them stands on a line that is marked, and what only a cluster shows is said.
    for place_of in &found {
        let (file, line) = place_of
            .split_once(' ')
            .and_then(|(_, at)| at.split_once(':'))
            .expect("a place");
        let line: usize = line.parse().expect("a number");
        let content = place.read(file);
        let around: Vec<&str> = content.lines().skip(line - 2).take(2).collect();
        assert!(around.iter().any(|line| line.contains(" # ")), "{place_of}: {around:?}");
    }
    assert_eq!(run.stderr.matches("unknown offline").count(), 3, "{}", run.stderr);
}

#[test]
fn the_step_for_github_fails_on_findings_and_writes_both_reports() {
    let workflow = step("github-workflow.yaml");
    let steps = workflow
        .get_path(&["jobs", "analyze", "steps"])
        .and_then(Value::as_sequence);
    let line = steps
        .expect("steps")
        .iter()
        .find_map(|step| step.get("run")?.as_str())
        .expect("a command");
    let place = project("broken");
    let run = shell(&place, line);
    assert_eq!(run.code, 79, "{}", run.stderr);
    assert_eq!(
        run.out()
            .lines()
            .filter(|line| line.starts_with("::error file="))
            .count(),
        4
    );
    check_sarif(&place.read("istio.sarif"), 6);
    let place = project("healthy");
    assert_eq!(shell(&place, line).code, 0);
    check_sarif(&place.read("istio.sarif"), 0);
}

#[test]
fn the_job_for_gitlab_writes_the_reports_that_it_names() {
    let job = step("gitlab-ci.yml");
    let script = job
        .get_path(&["istio", "script"])
        .and_then(Value::as_sequence)
        .expect("a script");
    let line = script[0].as_str().expect("a line");
    let place = project("broken");
    let run = shell(&place, line);
    assert_eq!(run.code, 79, "{}", run.stderr);
    let quality = place.read(text(&job, &["istio", "artifacts", "reports", "codequality"]));
    let issues: Vec<Json> = serde_json::from_str(&quality).expect("JSON");
    assert_eq!(issues.len(), 6);
    for issue in &issues {
        let has = |pointer: &str| issue.pointer(pointer).is_some_and(|value| !value.is_null());
        assert!(
            [
                "/description",
                "/check_name",
                "/fingerprint",
                "/severity",
                "/location/path",
                "/location/lines/begin"
            ]
            .into_iter()
            .all(has),
            "{issue}"
        );
    }
    let junit = place.read(text(&job, &["istio", "artifacts", "reports", "junit"]));
    assert!(junit.contains("<testsuites") && junit.contains("<failure"), "{junit}");
}

#[test]
fn the_hooks_of_pre_commit_refuse_what_is_broken() {
    let config = step("pre-commit-config.yaml");
    let repositories = config.get("repos").and_then(Value::as_sequence).expect("repos");
    let hooks = repositories[0]
        .get("hooks")
        .and_then(Value::as_sequence)
        .expect("hooks");
    let run = |hook: &Value, place: &Place| {
        assert_eq!(hook.get("pass_filenames"), Some(&false.into()));
        shell(place, text(hook, &["entry"])).code
    };
    let (healthy, broken) = (project("healthy"), project("broken"));
    let codes: Vec<(i32, i32)> = hooks
        .iter()
        .map(|hook| (run(hook, &healthy), run(hook, &broken)))
        .collect();
    assert_eq!(codes, [(0, 1), (0, 79)]);
}

/// What the schema of SARIF 2.1.0 asks of the parts that are written: required properties, no others, and their values.
fn check_sarif(text: &str, results: usize) {
    let log: Json = serde_json::from_str(text).expect("JSON");
    only(&log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    only(run, &["tool", "columnKind", "results"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    only(&run["tool"], &["driver"]);
    let driver = &run["tool"]["driver"];
    only(driver, &["name", "version", "informationUri", "rules"]);
    assert!(driver["name"].as_str().is_some_and(|name| !name.is_empty()));
    assert!(
        driver["informationUri"]
            .as_str()
            .is_some_and(|uri| uri.starts_with("https://"))
    );
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        only(
            rule,
            &["id", "name", "shortDescription", "helpUri", "defaultConfiguration"],
        );
        only(&rule["shortDescription"], &["text"]);
        assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.starts_with("https://")));
        assert!(is_level(&rule["defaultConfiguration"]["level"]), "{rule}");
    }
    let found = run["results"].as_array().expect("results");
    assert_eq!(found.len(), results);
    for result in found {
        only(
            result,
            &[
                "ruleId",
                "ruleIndex",
                "level",
                "message",
                "locations",
                "partialFingerprints",
            ],
        );
        let index = result["ruleIndex"]
            .as_u64()
            .and_then(|index| usize::try_from(index).ok())
            .expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(
            is_level(&result["level"]) && result["message"]["text"].is_string(),
            "{result}"
        );
        let location = &result["locations"][0];
        only(location, &["physicalLocation", "logicalLocations"]);
        let physical = &location["physicalLocation"];
        only(physical, &["artifactLocation", "region"]);
        let uri = physical["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(!uri.starts_with('/') && !uri.contains(' '), "{uri}");
        only(&physical["region"], &["startLine", "startColumn"]);
        for name in ["startLine", "startColumn"] {
            assert!(physical["region"][name].as_u64() >= Some(1), "{result}");
        }
        let fingerprints = result["partialFingerprints"].as_object().expect("fingerprints");
        assert!(fingerprints.values().all(Json::is_string));
    }
}

fn only(object: &Json, properties: &[&str]) {
    for name in object.as_object().expect("an object").keys() {
        assert!(properties.contains(&name.as_str()), "{name}: {object}");
    }
}

fn is_level(value: &Json) -> bool {
    ["none", "note", "warning", "error"].map(Json::from).contains(value)
}

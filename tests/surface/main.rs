//! The command line beside what is outside of the project: the commands of Go's istioctl as they are recorded in `../shared`, and groff for the
//! manual. A test whose counterpart is missing is reported as skipped, with the reason.

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use std::path::Path;
use std::process::{Command, ExitCode};

const SURFACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/cli-surface.json");

/// A test's body.
type Test = fn() -> Result<Completion, Failed>;

fn main() -> ExitCode {
    let tests: [(&str, Test); 2] = [
        (
            "every_command_and_flag_of_go_is_here_or_listed_as_missing",
            commands_of_go,
        ),
        ("the_manual_has_a_page_for_every_command", manual),
    ];
    let trials = tests
        .into_iter()
        .map(|(name, test)| Trial::ignorable_test(name, test))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn istioctl(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_istioctl")).args(args).output();
    let run = run.expect("the built binary starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// Rows of the page that compares: the command, whether it is here, what is missing.
fn rows() -> Vec<(String, bool, String)> {
    let page = istioctl(&["reference", "--surface", SURFACE]);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells[..] {
            [_, command, here @ ("yes" | "no"), _, missing, _] => {
                Some((command.trim_matches('`').to_owned(), here == "yes", missing.to_owned()))
            }
            _ => None,
        }
    };
    let rows: Vec<_> = page.lines().filter_map(row).collect();
    assert!(rows.len() > 80, "{page}");
    rows
}

/// The list in COMPATIBILITY.md: commands that are not here, and flags behind their command.
fn listed() -> Vec<String> {
    let text = include_str!("../../COMPATIBILITY.md");
    let (_, section) = text.split_once("\n## Not in this release\n").expect("the section");
    let items = section.lines().filter_map(|line| line.strip_prefix("- `"));
    items
        .filter_map(|line| line.split('`').next())
        .map(str::to_owned)
        .collect()
}

fn commands_of_go() -> Result<Completion, Failed> {
    if !Path::new(SURFACE).is_file() {
        return Ok(Completion::ignored_with(
            "../shared/reference/cli-surface.json is not there",
        ));
    }
    let listed = listed();
    let mut wrong = Vec::new();
    for (command, here, missing) in &rows() {
        // What is listed stands for all below it.
        let is_listed = listed
            .iter()
            .any(|name| command == name || command.starts_with(&format!("{name} ")));
        match (here, is_listed) {
            (false, false) => wrong.push(format!("{command} is not here and not listed")),
            (true, true) => wrong.push(format!("{command} is here and listed as missing")),
            _ => {}
        }
        if *here && !missing.is_empty() && !listed.contains(&format!("{command} {}", missing.replace('`', ""))) {
            wrong.push(format!("{command} lacks {missing}, which is not listed"));
        }
    }
    if wrong.is_empty() {
        return Ok(Completion::Completed);
    }
    Err(format!("COMPATIBILITY.md, \"Not in this release\":\n{}", wrong.join("\n")).into())
}

/// A page a command, and groff has nothing to say about any.
fn manual() -> Result<Completion, Failed> {
    if Command::new("groff").arg("--version").output().is_err() {
        return Ok(Completion::ignored_with("groff is not installed"));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    istioctl(&["reference", "--man", &folder.path().display().to_string()]);
    for name in [
        "istioctl",
        "istioctl-install",
        "istioctl-manifest-generate",
        "istioctl-tag-set",
    ] {
        assert!(folder.path().join(format!("{name}.1")).is_file(), "{name}");
    }
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder.path()).expect("the folder") {
        let path = entry.expect("a page").path();
        let run = Command::new("groff")
            .args(["-man", "-ww", "-z", "-Tutf8"])
            .arg(&path)
            .output();
        let said = String::from_utf8_lossy(&run.expect("groff runs").stderr).into_owned();
        // Long words make short lines, which is no fault.
        let faults = said
            .lines()
            .filter(|line| !line.contains("break line") && !line.contains("adjust line"));
        wrong.extend(faults.map(str::to_owned));
    }
    if wrong.is_empty() {
        Ok(Completion::Completed)
    } else {
        Err(wrong.join("\n").into())
    }
}

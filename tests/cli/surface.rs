//! The commands and flags of Go's istioctl, as far as they are recorded beside the project.

use crate::harness::Place;
use std::path::Path;

const SURFACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/cli-surface.json");

/// Rows of the page that compares: the command, whether it is here, what is missing.
fn rows() -> Option<Vec<(String, bool, String)>> {
    if !Path::new(SURFACE).is_file() {
        return None;
    }
    let page = Place::new().run(&["reference", "--surface", SURFACE]).ok().out();
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
    Some(rows)
}

/// The lists of COMPATIBILITY.md: commands that are not here, and flags.
fn listed() -> Vec<String> {
    let text = include_str!("../../COMPATIBILITY.md");
    let (_, section) = text.split_once("\n## Not in this release\n").expect("the section");
    let items = section.lines().filter_map(|line| line.strip_prefix("- `"));
    items
        .filter_map(|line| line.split('`').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_and_flag_of_go_is_here_or_listed_as_missing() {
    let Some(rows) = rows() else {
        eprintln!("skipped: {SURFACE} is not there");
        return;
    };
    let listed = listed();
    let mut wrong = Vec::new();
    for (command, here, missing) in &rows {
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
    assert!(
        wrong.is_empty(),
        "COMPATIBILITY.md, \"Not in this release\":\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_command_has_examples() {
    let page = Place::new().run(&["reference"]).ok().out();
    let sections = page.split("\n## istioctl ").skip(1);
    let lacking: Vec<&str> = sections
        .filter(|section| !section.split("\n## ").next().unwrap_or_default().contains("Examples:"))
        .filter_map(|section| section.lines().next())
        .collect();
    assert!(lacking.is_empty(), "no examples: {lacking:?}");
}

/// `man -l` reads what clap_mangen writes; a page a command.
#[test]
fn the_manual_has_a_page_for_every_command() {
    let place = Place::new();
    let folder = place.path().join("man");
    place.run(&["reference", "--man", &folder.display().to_string()]).ok();
    for name in [
        "istioctl",
        "istioctl-install",
        "istioctl-manifest-generate",
        "istioctl-tag-set",
    ] {
        let page = std::fs::read_to_string(folder.join(format!("{name}.1"))).expect(name);
        assert!(page.contains(".TH ") && page.contains(".SH NAME"), "{name}");
    }
    let Ok(version) = std::process::Command::new("groff").arg("--version").output() else {
        eprintln!("skipped: groff is not installed");
        return;
    };
    assert!(version.status.success());
    for entry in std::fs::read_dir(&folder).expect("the folder") {
        let path = entry.expect("a page").path();
        let run = std::process::Command::new("groff")
            .args(["-man", "-ww", "-z", "-Tutf8"])
            .arg(&path)
            .output()
            .expect("groff");
        let said = String::from_utf8_lossy(&run.stderr);
        let faults: Vec<&str> = said
            .lines()
            .filter(|line| !line.contains("can't break line") && !line.contains("adjust"))
            .collect();
        assert!(faults.is_empty(), "{}: {}", path.display(), faults.join("\n"));
    }
}

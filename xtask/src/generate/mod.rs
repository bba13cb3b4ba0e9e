//! `cargo xtask generate`: files that a program writes; with `--check`, whether the committed ones are current.

mod analyzers;
mod api;
mod charts;
mod reference;

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use crate::tally::Tally;
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// A file of the project that a program writes.
struct Generated {
    /// The file, from the root.
    path: &'static str,
    /// What writes it.
    by: Program,
}

/// Why a file cannot be made on this machine.
struct Unavailable(String);

/// A program whose standard output is a file of the project.
enum Program {
    /// The release binary with these arguments.
    Istioctl(&'static [&'static str]),
    /// The release binary beside the commands of another istioctl, which this file from the root describes.
    Compared(&'static str),
    /// `go run` in this folder, with these arguments.
    Go(&'static str, &'static [&'static str]),
}

/// The commands and flags of Go's istioctl, recorded beside the project.
const SURFACE: &str = "../shared/reference/cli-surface.json";

/// What programs print; each tool's own folder says more. What is made from files of the project alone is in the modules beside this one
/// and comes first; Go comes last, since it may have modules to fetch.
const PRINTED: [Generated; 5] = [
    Generated {
        path: "docs/reference/commands.md",
        by: Program::Istioctl(&["reference"]),
    },
    Generated {
        path: "docs/reference/go-commands.md",
        by: Program::Compared(SURFACE),
    },
    Generated {
        path: "crates/istio-api/descriptors/mesh.txt",
        by: Program::Go("tools/istioapi", &["mesh"]),
    },
    Generated {
        path: "crates/istio-analysis/src/validation/envoy/messages.txt",
        by: Program::Go("tools/envoyapi", &[]),
    },
    Generated {
        path: "crates/kubeschema/src/table.txt",
        by: Program::Go("tools/kubeschema", &[]),
    },
];

/// Writes every generated file, or with `--check` compares. A check fetches no Go modules, unless `--download` allows it: what cannot be
/// made without them is skipped.
///
/// # Errors
/// On wrong arguments, or a file that cannot be read or written.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let check = arguments.switch("--check");
    let download = arguments.switch("--download") || !check;
    let only = arguments.rest()?;
    let mut tally = Tally::default();
    let wanted = |path: &str| only.is_empty() || only.iter().any(|asked| path.starts_with(asked.as_str()));
    // A folder counts when it is asked for, or anything in it.
    let within = |folder: &str| wanted(folder) || only.iter().any(|asked| asked.starts_with(folder));
    if within(api::CRDS) || within(api::FOLDER) {
        let files = api::files()?;
        remove_others(api::FOLDER, &files, check, &mut tally)?;
        settle_all(files, &wanted, check, &mut tally)?;
    }
    if within("charts/") {
        let files = charts::copies()?;
        if within(charts::EGRESS) {
            remove_others(charts::EGRESS, &files, check, &mut tally)?;
        }
        settle_all(files, &wanted, check, &mut tally)?;
    }
    if within(analyzers::FOLDER) {
        let files = analyzers::files();
        remove_others(analyzers::FOLDER, &files, check, &mut tally)?;
        settle_all(files, &wanted, check, &mut tally)?;
    }
    if within(reference::PROFILES) || within(reference::VALUES) {
        settle_all(reference::files()?, &wanted, check, &mut tally)?;
    }
    for generated in PRINTED.iter().filter(|generated| wanted(generated.path)) {
        settle(generated.path, generated.by.output(download), check, &mut tally)?;
    }
    say!("{tally}");
    Ok(tally.failed == 0)
}

/// Writes those of the files that are wanted, or with `check` compares them.
fn settle_all(
    files: Vec<(String, Vec<u8>)>,
    wanted: &impl Fn(&str) -> bool,
    check: bool,
    tally: &mut Tally,
) -> Result<()> {
    for (path, text) in files.into_iter().filter(|(path, _)| wanted(path)) {
        settle(&path, Ok(text), check, tally)?;
    }
    Ok(())
}

/// Writes one file, or with `check` compares it.
fn settle(path: &str, text: Result<Vec<u8>, Unavailable>, check: bool, tally: &mut Tally) -> Result<()> {
    let file = project::root().join(path);
    match text {
        Err(Unavailable(reason)) => {
            say!("skipped {path}: {reason}");
            tally.skipped += 1;
        }
        Ok(text) if std::fs::read(&file).is_ok_and(|there| there == text) => tally.passed += 1,
        Ok(_) if check => {
            say!("FAILED {path}: stale; `cargo xtask generate` writes it");
            tally.failed += 1;
        }
        Ok(text) => {
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
            say!("wrote {path}");
            tally.passed += 1;
        }
    }
    Ok(())
}

/// Removes files of a folder that are no longer made, or with `check` counts them as failures.
fn remove_others(folder: &str, files: &[(String, Vec<u8>)], check: bool, tally: &mut Tally) -> Result<()> {
    let root = project::root();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.with_context(|| folder.display().to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            } else if !files.iter().any(|(made, _)| root.join(made) == path) {
                if check {
                    say!("FAILED {}: nothing makes it any more", path.display());
                    tally.failed += 1;
                } else {
                    std::fs::remove_file(&path).with_context(|| path.display().to_string())?;
                    say!("removed {}", path.display());
                }
            }
        }
    }
    Ok(())
}

impl Program {
    /// What the program prints; `download` says whether Go may fetch modules.
    fn output(&self, download: bool) -> Result<Vec<u8>, Unavailable> {
        match self {
            Program::Istioctl(args) => istioctl(args),
            Program::Compared(file) => {
                let path = project::root().join(file);
                if !path.is_file() {
                    return Err(Unavailable(format!("{file} is not there")));
                }
                istioctl(&["reference", "--surface", &path.display().to_string()])
            }
            Program::Go(folder, args) => go_tool(folder, args, download),
        }
    }
}

/// What the release binary prints.
fn istioctl(args: &[&str]) -> Result<Vec<u8>, Unavailable> {
    let unavailable = |why: &dyn std::fmt::Display| Unavailable(format!("istioctl {}: {why}", args.join(" ")));
    let binary = project::release_binary().map_err(|e| unavailable(&e))?;
    let output = Command::new(binary).args(args).output().map_err(|e| unavailable(&e))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(unavailable(&output.status))
    }
}

/// What `go run .` in a folder prints. It needs Go of the version that go.mod names, and the modules.
fn go_tool(folder: &str, args: &[&str], download: bool) -> Result<Vec<u8>, Unavailable> {
    let mut command = Command::new("go");
    command
        .args(["run", "-mod=readonly", "."])
        .args(args)
        .current_dir(project::root().join(Path::new(folder)))
        .env("GOTOOLCHAIN", "local");
    if !download {
        command.env("GOPROXY", "off");
    }
    let output = command
        .output()
        .map_err(|e| Unavailable(format!("Go does not start: {e}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    if !download && message.contains("GOPROXY=off") {
        return Err(Unavailable(format!(
            "the Go modules of {folder} are not on this machine; --download fetches them"
        )));
    }
    let first = message.lines().next().unwrap_or("no message");
    Err(Unavailable(format!("go run {folder}: {first}")))
}

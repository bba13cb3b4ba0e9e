//! `cargo xtask generate`: files that a program writes; with `--check`, whether the committed ones are current.

mod api;

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
    /// Gives the text that should stand there.
    make: fn() -> Result<Vec<u8>, Unavailable>,
}

/// Why a file cannot be made on this machine.
struct Unavailable(String);

/// Everything generated; each tool's own folder says more.
const GENERATED: [Generated; 7] = [
    Generated {
        path: "completions/_istioctl",
        make: || completion("zsh"),
    },
    Generated {
        path: "completions/istioctl.bash",
        make: || completion("bash"),
    },
    Generated {
        path: "completions/istioctl.fish",
        make: || completion("fish"),
    },
    Generated {
        path: "completions/istioctl.ps1",
        make: || completion("powershell"),
    },
    Generated {
        path: "crates/istio-api/descriptors/mesh.txt",
        make: || go_tool("tools/istioapi", &["mesh"]),
    },
    Generated {
        path: "crates/istio-analysis/src/validation/envoy/messages.txt",
        make: || go_tool("tools/envoyapi", &[]),
    },
    Generated {
        path: "crates/kubeschema/src/table.txt",
        make: || go_tool("tools/kubeschema", &[]),
    },
];

/// Writes every generated file, or with `--check` compares.
///
/// # Errors
/// On wrong arguments, or a file that cannot be read or written.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let check = arguments.switch("--check");
    let only = arguments.rest()?;
    let mut tally = Tally::default();
    let wanted = |path: &str| only.is_empty() || only.iter().any(|asked| path.starts_with(asked.as_str()));
    for generated in GENERATED.iter().filter(|generated| wanted(generated.path)) {
        settle(generated.path, (generated.make)(), check, &mut tally)?;
    }
    if wanted(api::CRDS) || only.iter().any(|asked| asked.starts_with(api::FOLDER)) {
        let files = api::files()?;
        remove_others(&files, check, &mut tally)?;
        for (path, text) in files.into_iter().filter(|(path, _)| wanted(path)) {
            settle(&path, Ok(text), check, &mut tally)?;
        }
    }
    say!("{tally}");
    Ok(tally.failed == 0)
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

/// Removes files of the API's folder that are no longer made, or with `check` counts them as failures.
fn remove_others(files: &[(String, Vec<u8>)], check: bool, tally: &mut Tally) -> Result<()> {
    let root = project::root();
    let mut folders = vec![root.join(api::FOLDER)];
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

/// What the release binary prints for a shell.
fn completion(shell: &str) -> Result<Vec<u8>, Unavailable> {
    let unavailable = |why: &dyn std::fmt::Display| Unavailable(format!("istioctl completion {shell}: {why}"));
    let binary = project::release_binary().map_err(|e| unavailable(&e))?;
    let output = Command::new(binary)
        .args(["completion", shell])
        .output()
        .map_err(|e| unavailable(&e))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(unavailable(&output.status))
    }
}

/// What `go run .` in a folder prints. It needs Go of the version that go.mod names, and the modules.
fn go_tool(folder: &str, args: &[&str]) -> Result<Vec<u8>, Unavailable> {
    let output = Command::new("go")
        .args(["run", "-mod=readonly", "."])
        .args(args)
        .current_dir(project::root().join(Path::new(folder)))
        .env("GOTOOLCHAIN", "local")
        .output()
        .map_err(|e| Unavailable(format!("Go does not start: {e}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    let first = message.lines().next().unwrap_or("no message");
    Err(Unavailable(format!("go run {folder}: {first}")))
}

//! `cargo xtask generate`: files that a program writes; with `--check`, whether the committed ones are current.

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
    for generated in GENERATED {
        if !only.is_empty() && !only.iter().any(|path| path == generated.path) {
            continue;
        }
        let path = project::root().join(generated.path);
        match (generated.make)() {
            Err(Unavailable(reason)) => {
                say!("skipped {}: {reason}", generated.path);
                tally.skipped += 1;
            }
            Ok(text) if check => {
                if std::fs::read(&path).with_context(|| path.display().to_string())? == text {
                    tally.passed += 1;
                } else {
                    say!("FAILED {}: stale; `cargo xtask generate` writes it", generated.path);
                    tally.failed += 1;
                }
            }
            Ok(text) => {
                std::fs::write(&path, text).with_context(|| path.display().to_string())?;
                say!("wrote {}", generated.path);
                tally.passed += 1;
            }
        }
    }
    say!("{tally}");
    Ok(tally.failed == 0)
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

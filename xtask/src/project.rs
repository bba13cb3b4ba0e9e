//! Where the project lies, and how its binary is built.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder cargo builds into: `CARGO_TARGET_DIR`, else `target` in the root.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The cargo that started this program, on the root folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Builds the release binary and gives its path.
///
/// # Errors
/// When cargo cannot be started or the build fails.
pub(crate) fn release_binary() -> Result<PathBuf> {
    let status = cargo()
        .args(["build", "--quiet", "--release", "--bin", "istioctl"])
        .status()
        .context("cargo build")?;
    if !status.success() {
        bail!("the release binary does not build");
    }
    let binary = target_dir()
        .join("release")
        .join(format!("istioctl{}", std::env::consts::EXE_SUFFIX));
    if !binary.is_file() {
        bail!("the build left no {}", binary.display());
    }
    Ok(binary)
}

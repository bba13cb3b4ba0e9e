//! What other tools write: the licences of dependencies, the bill of materials, the Debian package.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{Release, VERSION};
use crate::project;
use crate::report::say;
use crate::tally::Tally;

/// A cargo subcommand and the version that packaging/README.md names.
struct Tool {
    name: &'static str,
    version: &'static str,
    /// What `cargo install` needs besides.
    install: &'static str,
}

/// The page of licences.
pub(super) const LICENCES: &str = "LICENCES.md";

const ABOUT: Tool = Tool {
    name: "about",
    version: "0.9.3",
    install: " --features cli",
};
const CYCLONEDX: Tool = Tool {
    name: "cyclonedx",
    version: "0.5.9",
    install: "",
};
const DEB: Tool = Tool {
    name: "deb",
    version: "3.8.0",
    install: "",
};

impl Tool {
    /// The command, if the tool is installed; otherwise a skip with what installs it.
    fn command(&self, what: &str, tally: &mut Tally) -> Option<Command> {
        let mut asked = project::cargo();
        asked.args([self.name, "--version"]);
        if asked.output().is_ok_and(|output| output.status.success()) {
            let mut command = project::cargo();
            command.arg(self.name);
            return Some(command);
        }
        say!(
            "skipped {what}: needs `cargo install --locked cargo-{}@{}{}`",
            self.name,
            self.version,
            self.install
        );
        tally.skipped += 1;
        None
    }
}

fn finish(mut command: Command, what: &str, tally: &mut Tally) -> Result<()> {
    let output = command.output().with_context(|| what.to_owned())?;
    if !output.status.success() {
        bail!("{what}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    tally.passed += 1;
    Ok(())
}

/// `LICENCES.md`, beside the binary: every dependency with the text of its licence.
pub(super) fn licences(release: &Release, tree: &Path, tally: &mut Tally) -> Result<()> {
    if let Some(page) = &release.licences {
        std::fs::copy(page, tree.join(LICENCES)).with_context(|| page.display().to_string())?;
        return Ok(());
    }
    let Some(mut command) = ABOUT.command("the licences of dependencies", tally) else {
        return Ok(());
    };
    command.args([
        "generate",
        "--offline",
        "--locked",
        "--fail",
        "--config",
        "about.toml",
        "--output-file",
    ]);
    command.arg(tree.join(LICENCES)).arg("packaging/licences.hbs");
    if let Some(target) = &release.target {
        command.args(["--target", target]);
    }
    finish(command, "cargo about", tally)
}

/// `istioctl-VERSION.cdx.json`: what is in the binary, in CycloneDX.
pub(super) fn bill_of_materials(release: &Release, tally: &mut Tally) -> Result<()> {
    let Some(mut command) = CYCLONEDX.command("the bill of materials", tally) else {
        return Ok(());
    };
    // It writes a file beside every Cargo.toml; those of the libraries are not wanted.
    let file = "istioctl-bill-of-materials";
    command
        .args([
            "--quiet",
            "--format",
            "json",
            "--spec-version",
            "1.5",
            "--no-build-deps",
            "--override-filename",
            file,
        ])
        .args([
            "--target",
            release.target.as_deref().unwrap_or("x86_64-unknown-linux-gnu"),
        ])
        .env("SOURCE_DATE_EPOCH", release.time.to_string());
    finish(command, "cargo cyclonedx", tally)?;
    let root = project::root();
    let to = release.folder.join(format!("istioctl-{VERSION}.cdx.json"));
    let from = root.join(format!("{file}.json"));
    let text = std::fs::read_to_string(&from).with_context(|| from.display().to_string())?;
    // Packages of the workspace are named by where they lie.
    let text = text.replace(&root.display().to_string(), "/source");
    std::fs::write(&to, text).with_context(|| to.display().to_string())?;
    std::fs::remove_file(&from).with_context(|| from.display().to_string())?;
    for folder in ["crates", "."] {
        for entry in std::fs::read_dir(root.join(folder)).context(folder)?.flatten() {
            // One that is not there is as good as removed.
            let _ = std::fs::remove_file(entry.path().join(format!("{file}.json")));
        }
    }
    Ok(())
}

/// `istioctl_VERSION-1_amd64.deb`, as Cargo.toml describes it, of a binary that cargo built.
pub(super) fn debian(release: &Release, tally: &mut Tally) -> Result<()> {
    let built = match &release.target {
        Some(target) => project::target_dir().join(target).join("release/istioctl"),
        None => project::target_dir().join("release/istioctl"),
    };
    if !release.name.contains("-linux-") || release.binary != built {
        say!("skipped the Debian package: it is made of a binary for Linux that cargo has just built");
        tally.skipped += 1;
        return Ok(());
    }
    let Some(mut command) = DEB.command("the Debian package", tally) else {
        return Ok(());
    };
    command
        .args(["--quiet", "--no-build", "--no-strip", "--output"])
        .arg(&release.folder);
    if let Some(target) = &release.target {
        command.args(["--target", target]);
    }
    command.env("SOURCE_DATE_EPOCH", release.time.to_string());
    finish(command, "cargo deb", tally)
}

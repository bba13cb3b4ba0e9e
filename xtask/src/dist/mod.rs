//! `cargo xtask dist`: the packages of a release; with `--check`, whether they can be made and do what they say.
//!
//! What only an installed tool can write (`cargo-deb`, `cargo-cyclonedx`, `cargo-about`) is skipped with the reason where that
//! tool is missing. All times in packages are that of the last commit, or `SOURCE_DATE_EPOCH`.

mod archive;
mod check;
mod installer;
mod krew;
mod licences;
mod tools;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use crate::tally::Tally;

/// The version of everything in the workspace.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A release on its way into a folder.
pub(crate) struct Release {
    /// Where packages go.
    pub(crate) folder: PathBuf,
    /// The program.
    pub(crate) binary: PathBuf,
    /// What it was built for; the machine's own if not given.
    pub(crate) target: Option<String>,
    /// `istioctl-VERSION-SYSTEM-MACHINE`.
    pub(crate) name: String,
    /// The time that everything in packages has.
    pub(crate) time: u64,
    /// The page of licences, if it is there already: to write it takes minutes.
    pub(crate) licences: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// On wrong arguments, a failing build, or files that cannot be written.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let check = arguments.switch("--check");
    let target = arguments.value("--target")?;
    let binary = arguments.value("--binary")?.map(PathBuf::from);
    let out = arguments
        .value("--out")?
        .map_or_else(|| project::root().join("dist"), PathBuf::from);
    if let [first, ..] = arguments.rest()?.as_slice() {
        bail!("{first}: no such argument");
    }
    let binary = match (binary, &target) {
        (Some(binary), _) => binary,
        (None, Some(target)) => build(target)?,
        (None, None) => project::release_binary()?,
    };
    let mut tally = Tally::default();
    let release = |folder: &Path| -> Result<Release> {
        Ok(Release {
            folder: folder.to_owned(),
            binary: binary.clone(),
            target: target.clone(),
            name: name(target.as_deref())?,
            time: time()?,
            licences: None,
        })
    };
    if check {
        check::run(&release, &mut tally)?;
    } else {
        let release = release(&out)?;
        release.write(&mut tally)?;
        say!("{} holds:", out.display());
        for file in release.files()? {
            let size = std::fs::metadata(release.folder.join(&file)).map_or(0, |meta| meta.len());
            say!("  {size:>10}  {file}");
        }
    }
    say!("{tally}");
    Ok(tally.failed == 0)
}

impl Release {
    /// Writes every package, and their sums.
    fn write(&self, tally: &mut Tally) -> Result<()> {
        let tree = self.folder.join(&self.name);
        if tree.exists() {
            std::fs::remove_dir_all(&tree).with_context(|| tree.display().to_string())?;
        }
        archive::stage(self, &tree)?;
        // Licences belong into the archive, so they come first.
        tools::licences(self, &tree, tally)?;
        archive::write(&tree, &self.folder.join(format!("{}.tar.gz", self.name)), self.time)?;
        tools::bill_of_materials(self, tally)?;
        tools::debian(self, tally)?;
        krew::write(self)?;
        let installer = project::root().join("packaging/install.sh");
        std::fs::copy(&installer, self.folder.join("install.sh")).context("packaging/install.sh")?;
        let mut sums = String::new();
        for file in self.files()? {
            sums.push_str(&format!("{}  {file}\n", sum(&self.folder.join(&file))?));
        }
        std::fs::write(self.folder.join("SHA256SUMS"), sums).context("SHA256SUMS")?;
        tally.passed += 1;
        Ok(())
    }

    /// The files of the folder but SHA256SUMS, sorted.
    fn files(&self) -> Result<Vec<String>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&self.folder).with_context(|| self.folder.display().to_string())? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_file() && name != "SHA256SUMS" {
                files.push(name.to_owned());
            }
        }
        files.sort();
        Ok(files)
    }
}

/// The sum of a file, in hexadecimal.
pub(crate) fn sum(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Builds for a target so that neither this machine's folders nor its clock are in the result.
fn build(target: &str) -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let mut places = vec![(project::root(), "/source"), (project::target_dir(), "/target")];
    places.extend(home.map(|home| (home, "/cargo")));
    let shown: Vec<(String, &str)> = places.iter().map(|(at, to)| (at.display().to_string(), *to)).collect();
    let rust: Vec<String> = shown
        .iter()
        .map(|(at, to)| format!("--remap-path-prefix={at}={to}"))
        .collect();
    let c: Vec<String> = shown
        .iter()
        .map(|(at, to)| format!("-ffile-prefix-map={at}={to}"))
        .collect();
    let status = project::cargo()
        .args([
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--bin",
            "istioctl",
            "--target",
            target,
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"))
        .env("CFLAGS", c.join(" "))
        .env("SOURCE_DATE_EPOCH", time()?.to_string())
        .status()
        .context("cargo build")?;
    if !status.success() {
        bail!(
            "the binary for {target} does not build; `rustup target add {target}`, and a C compiler for it, may be missing"
        );
    }
    Ok(project::target_dir().join(target).join("release/istioctl"))
}

/// The archive's name without its ending.
fn name(target: Option<&str>) -> Result<String> {
    let (machine, system) = match target {
        None => (std::env::consts::ARCH, std::env::consts::OS),
        Some(target) => {
            let machine = target.split('-').next().unwrap_or_default();
            let systems = [("linux", "linux"), ("darwin", "macos")];
            let system = systems.into_iter().find(|(part, _)| target.contains(part));
            (machine, system.map_or("", |(_, system)| system))
        }
    };
    let machine = match machine {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => bail!("no package is made for {other}"),
    };
    let system = match system {
        "linux" => "linux",
        "macos" => "darwin",
        _ => bail!("no package is made for {}", target.unwrap_or(system)),
    };
    Ok(format!("istioctl-{VERSION}-{system}-{machine}"))
}

/// `SOURCE_DATE_EPOCH`, else when the last commit was made; without git, the start of 2026.
fn time() -> Result<u64> {
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        return text.parse().with_context(|| format!("SOURCE_DATE_EPOCH={text}"));
    }
    let output = Command::new("git")
        .args(["log", "-1", "--format=%ct"])
        .current_dir(project::root())
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    Ok(text.ok().and_then(|text| text.parse().ok()).unwrap_or(1_767_225_600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_named_by_what_they_run_on() {
        for (target, wanted) in [
            ("x86_64-unknown-linux-musl", "linux-amd64"),
            ("aarch64-apple-darwin", "darwin-arm64"),
        ] {
            let name = name(Some(target)).expect("a name");
            assert_eq!(name, format!("istioctl-{VERSION}-{wanted}"));
        }
        assert!(name(Some("x86_64-pc-windows-msvc")).is_err());
        assert!(name(Some("riscv64gc-unknown-linux-gnu")).is_err());
    }
}

//! `cargo xtask dist --check`: packages are the same twice, and each is what it says.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{Release, installer, licences, sum, tools};
use crate::project;
use crate::report::say;
use crate::tally::Tally;

/// How a question came out.
pub(super) enum Outcome {
    /// As it should be.
    Holds,
    /// Not so, and why.
    Fails(String),
    /// Cannot be asked here, and why.
    Skipped(String),
}

/// Counts an outcome and says what is not as it should be.
pub(super) fn settle(what: &str, outcome: Result<Outcome>, tally: &mut Tally) {
    match outcome {
        Ok(Outcome::Holds) => tally.passed += 1,
        Ok(Outcome::Skipped(why)) => {
            say!("skipped {what}: {why}");
            tally.skipped += 1;
        }
        Ok(Outcome::Fails(why)) => {
            say!("FAILED {what}: {why}");
            tally.failed += 1;
        }
        Err(why) => {
            say!("FAILED {what}: {why:#}");
            tally.failed += 1;
        }
    }
}

/// `Holds` if there is nothing to say against it.
pub(super) fn unless(problem: Option<String>) -> Outcome {
    problem.map_or(Outcome::Holds, Outcome::Fails)
}

/// Makes the packages twice and looks at them.
pub(super) fn run(release: &dyn Fn(&Path) -> Result<Release>, tally: &mut Tally) -> Result<()> {
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?];
    let first = release(folders[0].path())?;
    first.write(tally)?;
    let mut second = release(folders[1].path())?;
    let page = first.folder.join(&first.name).join(tools::LICENCES);
    second.licences = page.is_file().then_some(page);
    // What is skipped is counted once.
    second.write(&mut Tally::default())?;
    settle("the same packages twice", same(&first, &second), tally);
    settle("SHA256SUMS", sums(&first), tally);
    settle("the binary", binary(&first), tally);
    settle("the Debian package", debian(&first), tally);
    settle("licences of dependencies", licences(), tally);
    settle("shellcheck of packaging/install.sh", shellcheck(), tally);
    settle("packaging/Containerfile", containerfile(&first), tally);
    installer::check(&first, tally);
    Ok(())
}

fn same(first: &Release, second: &Release) -> Result<Outcome> {
    let files = first.files()?;
    if files != second.files()? {
        return Ok(Outcome::Fails("other files the second time".to_owned()));
    }
    for file in files.iter().map(String::as_str).chain(["SHA256SUMS"]) {
        if sum(&first.folder.join(file))? != sum(&second.folder.join(file))? {
            return Ok(Outcome::Fails(format!("{file} has other bytes the second time")));
        }
    }
    Ok(Outcome::Holds)
}

fn sums(release: &Release) -> Result<Outcome> {
    let text = std::fs::read_to_string(release.folder.join("SHA256SUMS")).context("SHA256SUMS")?;
    let named: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(_, name)| name)
        .collect();
    if named != release.files()? {
        return Ok(Outcome::Fails(format!("it names {}", named.join(", "))));
    }
    for line in text.lines() {
        let (wanted, name) = line.split_once("  ").unwrap_or_default();
        if sum(&release.folder.join(name))? != wanted {
            return Ok(Outcome::Fails(format!("the sum of {name} is another")));
        }
    }
    Ok(Outcome::Holds)
}

/// A binary for musl needs no other file; any has to say its version.
fn binary(release: &Release) -> Result<Outcome> {
    let output = Command::new(&release.binary)
        .args(["version", "--remote=false"])
        .output();
    let output = output.with_context(|| release.binary.display().to_string())?;
    let told = String::from_utf8_lossy(&output.stdout);
    if !told.contains(super::VERSION) {
        return Ok(Outcome::Fails(format!("`version --remote=false` says {told:?}")));
    }
    if !release
        .target
        .as_deref()
        .is_some_and(|target| target.ends_with("-musl"))
    {
        return Ok(Outcome::Holds);
    }
    let output = Command::new("ldd").arg(&release.binary).output().context("ldd")?;
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    say!("ldd: {}", told.trim());
    let is_static = told.contains("statically linked") || told.contains("not a dynamic executable");
    Ok(unless((!is_static).then(|| format!("it is not static: {told}"))))
}

fn debian(release: &Release) -> Result<Outcome> {
    let Some(file) = release.files()?.into_iter().find(|file| file.ends_with(".deb")) else {
        return Ok(Outcome::Skipped("there is none".to_owned()));
    };
    let Ok(output) = Command::new("dpkg-deb")
        .arg("--contents")
        .arg(release.folder.join(&file))
        .output()
    else {
        return Ok(Outcome::Skipped("dpkg-deb is not there".to_owned()));
    };
    let listed = String::from_utf8_lossy(&output.stdout);
    let wanted = [
        "./usr/bin/istioctl",
        "./usr/share/bash-completion/completions/istioctl",
        "./usr/share/zsh/vendor-completions/_istioctl",
        "./usr/share/fish/vendor_completions.d/istioctl.fish",
        "./usr/share/doc/istioctl/copyright",
    ];
    let missing = wanted.into_iter().find(|path| !listed.contains(path));
    Ok(unless(missing.map(|path| format!("{path} is not in it:\n{listed}"))))
}

fn licences() -> Result<Outcome> {
    let refused = licences::refused()?;
    Ok(unless((!refused.is_empty()).then(|| refused.join(", "))))
}

fn shellcheck() -> Result<Outcome> {
    let script = project::root().join("packaging/install.sh");
    let Ok(output) = Command::new("shellcheck").arg(script).output() else {
        return Ok(Outcome::Skipped("shellcheck is not there".to_owned()));
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(unless((!output.status.success()).then_some(told)))
}

/// The image is built where there is a program that can; elsewhere, what it copies has to be there.
fn containerfile(release: &Release) -> Result<Outcome> {
    let file = project::root().join("packaging/Containerfile");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let tree = release.folder.join(&release.name);
    let lines: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    if lines.first().map(Vec::as_slice) != Some(&["FROM", "scratch"]) {
        return Ok(Outcome::Fails("it does not start from scratch".to_owned()));
    }
    for line in &lines {
        if let ["COPY", files @ .., _] = line.as_slice()
            && let Some(missing) = files.iter().find(|file| !tree.join(file).is_file())
        {
            return Ok(Outcome::Fails(format!("there is no {missing} to copy")));
        }
    }
    for program in ["podman", "buildah", "docker"] {
        let runs = Command::new(program)
            .arg("info")
            .output()
            .is_ok_and(|output| output.status.success());
        if !runs {
            continue;
        }
        let output = Command::new(program)
            .args(["build", "--file"])
            .arg(&file)
            .arg(&tree)
            .output();
        let output = output.with_context(|| program.to_owned())?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        return Ok(unless((!output.status.success()).then_some(told)));
    }
    Ok(Outcome::Skipped(
        "what it copies is there, but no podman, buildah or docker runs here to build it".to_owned(),
    ))
}

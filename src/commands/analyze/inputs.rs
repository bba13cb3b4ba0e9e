//! What the arguments of `analyze` stand for: files, directories, kustomizations, standard input.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::ui::Ui;

const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
const KUSTOMIZATIONS: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
/// Programs that render a kustomization, in the order in which they are tried.
const RENDERERS: [(&str, &str); 2] = [("kubectl", "kustomize"), ("kustomize", "build")];

/// Reads all inputs, each with the name that messages show.
///
/// # Errors
/// A path that cannot be read; standard input named twice; a kustomization without a program that renders it, or that does not render.
pub(super) fn read(paths: &[PathBuf], recursive: bool, render: bool, ui: &mut Ui) -> Result<Vec<(String, Vec<u8>)>> {
    check_stdin(paths)?;
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(stdin()?);
        } else if path.is_dir() {
            if render && KUSTOMIZATIONS.iter().any(|name| path.join(name).is_file()) {
                inputs.push((path.display().to_string(), rendered(path)?));
                continue;
            }
            if render && path.join("Chart.yaml").is_file() {
                bail!(
                    "{}: charts cannot be rendered yet; analyse the output of helm template",
                    path.display()
                );
            }
            let mut found = Vec::new();
            collect(path, recursive, &mut found)?;
            for file in found {
                inputs.push(read_file(&file)?);
            }
        } else {
            // A file that is not there is an error, whatever it is called.
            std::fs::metadata(path).with_context(|| path.display().to_string())?;
            if has_known_ending(path) {
                inputs.push(read_file(path)?);
            } else {
                ui.note(&format!(
                    "Skipped {}: files of analysis end with .json, .yaml or .yml",
                    path.display()
                ));
            }
        }
    }
    Ok(inputs)
}

/// Reads files of any ending, the manifests of directories, and standard input.
///
/// # Errors
/// A path that cannot be read; standard input named twice.
pub(in crate::commands) fn read_any(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    check_stdin(paths)?;
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(stdin()?);
        } else if path.is_dir() {
            let mut found = Vec::new();
            collect(path, true, &mut found)?;
            for file in found {
                inputs.push(read_file(&file)?);
            }
        } else {
            inputs.push(read_file(path)?);
        }
    }
    Ok(inputs)
}

fn check_stdin(paths: &[PathBuf]) -> Result<()> {
    if paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        bail!("standard input can be read only once, but - is given several times");
    }
    Ok(())
}

fn stdin() -> Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    Ok(("-".to_owned(), bytes))
}

fn read_file(path: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok((path.display().to_string(), bytes))
}

fn has_known_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
    ENDINGS.contains(&ending)
}

/// The manifests of a directory, in the order of their names.
fn collect(directory: &Path, recursive: bool, found: &mut Vec<PathBuf>) -> Result<()> {
    let context = || directory.display().to_string();
    let mut entries: Vec<_> = std::fs::read_dir(directory)
        .with_context(context)?
        .collect::<Result<_, _>>()
        .with_context(context)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().with_context(|| path.display().to_string())?;
        // Links to directories are not followed: they may lead round in circles.
        if kind.is_dir() {
            if recursive {
                collect(&path, recursive, found)?;
            }
        } else if path.is_file() && has_known_ending(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// What a kustomization makes.
fn rendered(directory: &Path) -> Result<Vec<u8>> {
    for (program, verb) in RENDERERS {
        match Command::new(program).arg(verb).arg(directory).output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("{program} {verb} {}", directory.display())),
            Ok(output) if output.status.success() => return Ok(output.stdout),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                bail!("{program} {verb} {}: {}", directory.display(), said.trim());
            }
        }
    }
    bail!(
        "{}: a kustomization needs kubectl or kustomize on the PATH to be rendered",
        directory.display()
    )
}

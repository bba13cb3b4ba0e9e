//! One file an object.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use istio_manifest::manifest::{Identity, Manifest};

use super::generate::Format;
use crate::files;
use crate::ui::Ui;

/// Writes each object into a file of `folder`, named after it. A folder that is not there yet, or empty, appears complete or not at all;
/// in another one each file is replaced in one step, and files that are not written to stay.
pub(super) fn write(folder: &Path, manifests: &[Manifest], format: Format, dry_run: bool, ui: &mut Ui) -> Result<()> {
    let at = || folder.display().to_string();
    let mut names = HashSet::new();
    let mut outputs = Vec::with_capacity(manifests.len());
    for manifest in manifests {
        let name = file_name(manifest.identity(), format, &mut names);
        let text = match format {
            Format::Yaml => manifest.yaml().into_owned(),
            Format::Json => format!("{}\n", kubeyaml::json::to_string(&manifest.tree())?),
        };
        outputs.push((name, text));
    }
    if dry_run {
        for (name, _) in &outputs {
            ui.note(&format!("would write {}", folder.join(name).display()));
        }
        return Ok(());
    }
    let existing = match std::fs::read_dir(folder) {
        Ok(mut entries) => Some(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(at),
    };
    if existing == Some(true) {
        for (name, text) in &outputs {
            files::replace(&folder.join(name), text.as_bytes())?;
        }
    } else {
        let Some(name) = folder.file_name() else {
            bail!("{}: this names no folder", at());
        };
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).with_context(at)?;
        let mut prefix = std::ffi::OsString::from(".");
        prefix.push(name);
        let made = tempfile::Builder::new()
            .prefix(&prefix)
            .tempdir_in(parent)
            .with_context(at)?;
        for (name, text) in &outputs {
            files::replace(&made.path().join(name), text.as_bytes())?;
        }
        readable(made.path()).with_context(at)?;
        if existing.is_some() {
            std::fs::remove_dir(folder).with_context(at)?;
        }
        std::fs::rename(made.path(), folder).with_context(at)?;
        // What it guarded is the folder now.
        let _ = made.keep();
    }
    ui.note(&format!("{} files written to {}", outputs.len(), folder.display()));
    Ok(())
}

/// Temporary folders are for their owner alone; this one is for everybody to read.
#[cfg(unix)]
fn readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// `kind-namespace-name.yaml`, with what a file's name may not have replaced.
fn file_name(identity: &Identity, format: Format, taken: &mut HashSet<String>) -> String {
    let parts = [&identity.kind.to_lowercase(), &identity.namespace, &identity.name];
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    let stem: String = parts
        .join("-")
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-._".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(200)
        .collect();
    let ending = match format {
        Format::Yaml => "yaml",
        Format::Json => "json",
    };
    let mut name = format!("{stem}.{ending}");
    let mut again = 1;
    while !taken.insert(name.clone()) {
        again += 1;
        name = format!("{stem}-{again}.{ending}");
    }
    name
}

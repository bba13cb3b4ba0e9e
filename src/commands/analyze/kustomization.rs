//! A kustomization as an input: rendered by the program that users have for it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use kubeyaml::Value;

const FILES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
/// Programs that render a kustomization, in the order in which they are tried.
const RENDERERS: [(&str, &str); 2] = [("kubectl", "kustomize"), ("kustomize", "build")];
/// Lists of a kustomization that name files and other kustomizations.
const LISTS: [&str; 3] = ["resources", "bases", "components"];

/// The file that makes a directory a kustomization.
pub(super) fn file_of(directory: &Path) -> Option<PathBuf> {
    FILES
        .iter()
        .map(|name| directory.join(name))
        .find(|path| path.is_file())
}

/// What a directory's kustomization says of others.
#[derive(Debug, Default)]
pub(super) struct Mentioned {
    /// The directories that it takes in: what they make is part of what it makes.
    pub(super) directories: BTreeSet<PathBuf>,
    /// It is a component: a part of others that makes nothing by itself.
    pub(super) is_component: bool,
}

/// Reads which other kustomizations one takes in. One that cannot be read mentions none; rendering it says what is wrong.
pub(super) fn mentioned(directory: &Path, file: &Path) -> Mentioned {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Ok(kustomization) = kubeyaml::from_str(&text) else {
        return Mentioned::default();
    };
    let lists = LISTS.iter().filter_map(|list| kustomization.get(list)?.as_sequence());
    let directories = lists
        .flatten()
        .filter_map(Value::as_str)
        .map(|path| plain(&directory.join(path)))
        .filter(|path| path.is_dir());
    Mentioned {
        directories: directories.collect(),
        is_component: kustomization.get("kind").and_then(Value::as_str) == Some("Component"),
    }
}

/// A path without `.` and `..`, as far as that can be done without asking the file system.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// What a kustomization makes.
///
/// # Errors
/// No program that renders it, or one that fails.
pub(super) fn rendered(directory: &Path) -> Result<Vec<u8>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_what_leads_nowhere() {
        for (path, wanted) in [
            ("a/b/../../base", "base"),
            ("./a/./b", "a/b"),
            ("../a/../b", "../b"),
            ("/a/..", "/"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(wanted), "{path}");
        }
    }
}

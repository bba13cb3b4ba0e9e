//! Reading a chart's folder.

use std::path::{Path, PathBuf};

use super::ignore::Rules;
use super::{Loaded, MAX_CHART, MAX_FILE, without_mark};
use crate::error::Error;
use crate::go_yaml::quoted;

/// How deep folders may nest; a link that leads back up ends there.
const MAX_DEPTH: usize = 64;
/// How many files and folders there may be.
const MAX_ENTRIES: usize = 100_000;

pub(super) fn read(root: &Path) -> Result<Vec<Loaded>, Error> {
    let rules = match std::fs::read(root.join(".helmignore")) {
        Ok(text) => Rules::parse(&String::from_utf8_lossy(&text))
            .map_err(|message| Error::load(message).in_file(".helmignore"))?,
        Err(_) => Rules::default(),
    };
    let mut walk = Walk {
        rules: rules.with_defaults(),
        files: Vec::new(),
        entries: 0,
        size: 0,
    };
    walk.folder(root, "", 0)?;
    Ok(walk.files)
}

struct Walk {
    rules: Rules,
    files: Vec<Loaded>,
    entries: usize,
    size: u64,
}

impl Walk {
    fn folder(&mut self, folder: &Path, name: &str, depth: usize) -> Result<(), Error> {
        let failed = |path: &Path, e: std::io::Error| {
            let shown = path.display().to_string();
            Error::load(format!("{shown}: {e}")).in_file(shown)
        };
        if depth > MAX_DEPTH {
            let shown = folder.display();
            return Err(Error::load(format!(
                "{shown}: folders are nested more than {MAX_DEPTH} deep"
            )));
        }
        let mut inside: Vec<(String, PathBuf)> = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
            let entry = entry.map_err(|e| failed(folder, e))?;
            inside.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
        }
        inside.sort();
        for (base, path) in inside {
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return Err(Error::load(format!("the chart has more than {MAX_ENTRIES} files")));
            }
            let name = if name.is_empty() {
                base
            } else {
                format!("{name}/{base}")
            };
            // Links are followed: what counts is what they lead to.
            let about = std::fs::metadata(&path).map_err(|e| failed(&path, e))?;
            if self.rules.ignores(&name, about.is_dir()) {
                continue;
            }
            if about.is_dir() {
                self.folder(&path, &name, depth + 1)?;
                continue;
            }
            let shown = path.display();
            if !about.is_file() {
                return Err(Error::load(format!(
                    "cannot load irregular file {shown} as it has file mode type bits set"
                )));
            }
            self.size = self.size.saturating_add(about.len());
            if about.len() > MAX_FILE {
                let base = quoted(name.rsplit('/').next().unwrap_or(&name));
                return Err(Error::load(format!(
                    "chart file {base} is larger than the maximum file size {MAX_FILE}"
                )));
            }
            if self.size > MAX_CHART {
                return Err(Error::load(format!(
                    "chart is larger than the maximum size {MAX_CHART}"
                )));
            }
            let data = std::fs::read(&path).map_err(|e| failed(&path, e).wrapped(&format!("error reading {name}")))?;
            self.files.push(Loaded {
                name,
                data: without_mark(data.into()),
            });
        }
        Ok(())
    }
}

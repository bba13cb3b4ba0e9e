//! What a cluster's folder says about it, for `status` and `down` and for whoever clears away what a killed run left.

use super::identity::Identity;
use anyhow::{Context as _, Result, anyhow};
use serde_json::{Value, json};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const FILE: &str = "state.json";

/// A cluster as its supervisor described it last.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) server: String,
    pub(crate) kubeconfig: PathBuf,
    pub(crate) supervisor: Identity,
    pub(crate) processes: Vec<Identity>,
}

impl State {
    /// Replaces the file in one step.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&self) -> Result<()> {
        let text = json!({
            "name": self.name,
            "server": self.server,
            "kubeconfig": self.kubeconfig,
            "supervisor": self.supervisor.to_json(),
            "processes": self.processes.iter().map(Identity::to_json).collect::<Vec<_>>(),
        });
        let path = self.folder.join(FILE);
        let new = self.folder.join(".state.json.new");
        fs::write(&new, format!("{text:#}\n")).with_context(|| new.display().to_string())?;
        fs::rename(&new, &path).with_context(|| path.display().to_string())
    }

    /// Reads the file of a cluster's folder; nothing if there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
            Err(why) => return Err(why).with_context(|| path.display().to_string()),
        };
        let value: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        Self::of_json(folder, &value)
            .map(Some)
            .ok_or_else(|| anyhow!("{} is not the state of a cluster", path.display()))
    }

    fn of_json(folder: &Path, value: &Value) -> Option<Self> {
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        let processes = value.get("processes")?.as_array()?;
        Some(Self {
            name: text("name")?,
            folder: folder.to_path_buf(),
            server: text("server")?,
            kubeconfig: PathBuf::from(text("kubeconfig")?),
            supervisor: Identity::of_json(value.get("supervisor")?)?,
            processes: processes.iter().map(Identity::of_json).collect::<Option<_>>()?,
        })
    }
}

/// Every cluster with a state, by name.
///
/// # Errors
/// When a folder or a state cannot be read.
pub(crate) fn all(clusters: &Path) -> Result<Vec<State>> {
    let entries = match fs::read_dir(clusters) {
        Ok(entries) => entries,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(why).with_context(|| clusters.display().to_string()),
    };
    let mut found = Vec::new();
    for entry in entries {
        found.extend(State::read(&entry?.path())?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

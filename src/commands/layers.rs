//! The flags from which an IstioOperator is merged, as several commands take them.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueHint};
use istio_manifest::operator::{InputFile, Layers, SetFlag, SetKind};

use crate::error::UsageError;
use crate::files;
use crate::ui::Ui;

/// Files and flags.
#[derive(Args, Debug, Default)]
pub(crate) struct LayerArgs {
    /// File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones.
    #[arg(short, long, value_name = "FILE", value_delimiter = ',', value_hint = ValueHint::FilePath)]
    filename: Vec<PathBuf>,
    /// Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files.
    #[arg(short, long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Change a setting to text, whatever the text looks like. Repeatable.
    #[arg(long, value_name = "PATH=TEXT")]
    set_string: Vec<String>,
    /// Change a setting to a JSON value. Repeatable.
    #[arg(long, value_name = "PATH=JSON")]
    set_json: Vec<String>,
    /// Change a setting to the text of a file. Repeatable.
    #[arg(long, value_name = "PATH=FILE")]
    set_file: Vec<String>,
    /// Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the
    /// embedded ones.
    #[arg(short = 'd', long, visible_alias = "charts", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    manifests: Option<PathBuf>,
}

impl LayerArgs {
    /// Whether there are neither files nor flags.
    pub(crate) fn is_empty(&self) -> bool {
        let flags = [&self.set, &self.set_string, &self.set_json, &self.set_file];
        self.filename.is_empty() && self.manifests.is_none() && flags.iter().all(|flags| flags.is_empty())
    }

    /// Whether any file is named.
    pub(crate) fn has_files(&self) -> bool {
        !self.filename.is_empty()
    }

    /// Reads the files and brings the flags in order: JSON, typed ones, text, files, and then what stands for a setting.
    ///
    /// # Errors
    /// A file that cannot be read; standard input that is not the last one.
    pub(crate) fn layers(&self, revision: Option<&str>, ui: &mut Ui) -> Result<Layers> {
        let mut layers = Layers::default();
        for (index, path) in self.filename.iter().enumerate() {
            let is_stdin = path.as_os_str() == "-";
            if is_stdin && index + 1 < self.filename.len() {
                return Err(UsageError("standard input (-f -) can only be the last file".to_owned()).into());
            }
            layers.files.push(read(path, is_stdin)?);
        }
        let mut add = |kind: SetKind, text: &str| {
            layers.flags.push(SetFlag {
                kind,
                text: text.to_owned(),
            });
        };
        self.set_json.iter().for_each(|text| add(SetKind::Json, text));
        self.set.iter().for_each(|text| add(SetKind::Typed, text));
        self.set_string.iter().for_each(|text| add(SetKind::Text, text));
        for text in &self.set_file {
            let Some((_, path)) = text.split_once('=') else {
                return Err(UsageError(format!("--set-file {text:?}: there is no '='; write PATH=FILE")).into());
            };
            let content = files::read_text(Path::new(path)).context("--set-file")?;
            add(SetKind::File(content), text);
        }
        if let Some(path) = self.manifests.as_deref().filter(|path| !path.as_os_str().is_empty()) {
            add(SetKind::Text, &format!("installPackagePath={}", path.display()));
        }
        if revision == Some("default") {
            ui.warning("--revision default has no effect; without a revision the installation is the default one");
        }
        if let Some(revision) = revision.filter(|revision| !matches!(*revision, "" | "default")) {
            add(SetKind::Typed, &format!("revision={revision}"));
        }
        Ok(layers)
    }
}

fn read(path: &Path, is_stdin: bool) -> Result<InputFile> {
    if !is_stdin {
        return Ok(InputFile {
            name: path.display().to_string(),
            text: files::read_text(path)?,
        });
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    Ok(InputFile {
        name: "<stdin>".to_owned(),
        text: String::from_utf8(bytes).map_err(|_| anyhow!("standard input is not UTF-8 text"))?,
    })
}

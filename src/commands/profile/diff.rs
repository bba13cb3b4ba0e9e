//! `istioctl profile diff`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueHint};
use istio_manifest::manifest::diff_trees;
use istio_manifest::operator::{InputFile, Layers, SetFlag};
use kubeyaml::Value;

use super::merged;
use crate::error::Differs;
use crate::files;
use crate::ui::Ui;

/// Compare two profiles, each with all its settings.
///
/// The exit code is 1 when there are differences, one line each.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl profile diff default demo

  # What a file changes
  istioctl profile diff default mesh.yaml")]
pub(crate) struct DiffArgs {
    /// A profile's name, or a file with an IstioOperator.
    #[arg(value_name = "FIRST")]
    first: String,
    /// The profile or file to compare it with.
    #[arg(value_name = "SECOND")]
    second: String,
    /// Folder with charts and profiles instead of the embedded ones.
    #[arg(short = 'd', long, visible_alias = "charts", value_name = "DIR", value_hint = ValueHint::DirPath)]
    manifests: Option<PathBuf>,
}

pub(crate) fn run(args: &DiffArgs, ui: &mut Ui) -> Result<()> {
    let first = read(&args.first, args.manifests.as_deref())?;
    let second = read(&args.second, args.manifests.as_deref())?;
    let lines = diff_trees(&first, &second);
    if lines.is_empty() {
        return Ok(());
    }
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    ui.data(text.as_bytes())?;
    Err(Differs.into())
}

fn read(name: &str, manifests: Option<&Path>) -> Result<Value> {
    let mut layers = Layers::default();
    if let Some(folder) = manifests {
        layers
            .flags
            .push(SetFlag::typed(format!("installPackagePath={}", folder.display())));
    }
    let is_file = name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|ending| ending == "yaml");
    let mut tree = if is_file {
        layers.files.push(InputFile {
            name: name.to_owned(),
            text: files::read_text(Path::new(name))?,
        });
        merged(None, layers)?.0
    } else {
        merged(Some(name), layers)?.0
    };
    // That the names differ is no news.
    if let Some(spec) = tree
        .as_mapping_mut()
        .and_then(|map| map.get_mut("spec")?.as_mapping_mut())
    {
        spec.remove("profile");
    }
    Ok(tree)
}

//! `istioctl profile list`.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::{Args, ValueHint};
use istio_manifest::package::Package;

use crate::ui::Ui;

/// List the profiles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl profile list

  # Those of a release that was unpacked
  istioctl profile list -d istio-1.30.3/manifests")]
pub(crate) struct ListArgs {
    /// Folder with charts and profiles instead of the embedded ones.
    #[arg(short = 'd', long, visible_alias = "charts", value_name = "DIR", value_hint = ValueHint::DirPath)]
    manifests: Option<PathBuf>,
}

pub(crate) fn run(args: &ListArgs, ui: &mut Ui) -> Result<()> {
    let package = match &args.manifests {
        Some(folder) => Package::open(folder).map_err(|why| anyhow!("{why}"))?,
        None => Package::embedded(),
    };
    let names = package.profiles().map_err(|why| anyhow!("{why}"))?;
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    Ok(ui.data(text.as_bytes())?)
}

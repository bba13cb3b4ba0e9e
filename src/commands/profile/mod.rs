//! `istioctl profile`.

mod diff;
mod dump;
mod list;

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use istio_manifest::operator::{Layers, SetFlag};
use kubeyaml::Value;

use crate::ui::Ui;

/// Configuration profiles: list, print, compare.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl profile list
  istioctl profile dump demo")]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct ProfileArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(diff::DiffArgs),
    Dump(dump::DumpArgs),
    List(list::ListArgs),
}

pub(crate) fn run(args: &ProfileArgs, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Diff(args) => diff::run(args, ui),
        Command::Dump(args) => dump::run(args, ui),
        Command::List(args) => list::run(args, ui),
    }
}

/// A profile as an IstioOperator, over the default one and with what lies on top.
fn merged(name: Option<&str>, mut layers: Layers) -> Result<(Value, Vec<String>)> {
    if let Some(name) = name {
        layers.flags.insert(0, SetFlag::typed(format!("profile={name}")));
    }
    let merged = layers.merge_untranslated().map_err(|why| anyhow!("{why}"))?;
    let mut tree = Value::Mapping(merged.operator);
    // The place where the profile was read says nothing about the profile.
    if let Some(spec) = tree
        .as_mapping_mut()
        .and_then(|map| map.get_mut("spec")?.as_mapping_mut())
    {
        spec.remove("installPackagePath");
    }
    Ok((tree, merged.warnings))
}

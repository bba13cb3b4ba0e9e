//! `istioctl manifest`.

mod diff;
mod generate;
mod split;
mod translate;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::commands::install;
use crate::environment::Environment;
use crate::ui::Ui;

/// Manifests of an installation: generate, install, compare, translate to Helm.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl manifest generate --set profile=demo > demo.yaml
  istioctl manifest diff old.yaml demo.yaml")]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct ManifestArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(diff::DiffArgs),
    Generate(Box<generate::GenerateArgs>),
    #[command(visible_alias = "apply")]
    Install(Box<install::InstallArgs>),
    Translate(Box<translate::TranslateArgs>),
}

pub(crate) fn run(args: &ManifestArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Diff(args) => diff::run(args, ui),
        Command::Generate(args) => generate::run(args, global, environment, ui),
        Command::Install(args) => install::run(args, global, environment, ui),
        Command::Translate(args) => translate::run(args, ui),
    }
}

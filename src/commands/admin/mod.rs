//! `istioctl admin`: settings of a control plane that runs

mod log;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui::Ui;

/// Look at settings of the control plane while it runs, and change them.
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Examples:
  # How much each scope of istiod writes to its log
  istioctl admin log"
)]
pub(crate) struct AdminArgs {
    /// Labels of the control plane's pods.
    #[arg(
        short = 'l',
        long,
        global = true,
        value_name = "LABELS",
        default_value = "app=istiod"
    )]
    selector: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(visible_alias = "l")]
    Log(log::LogArgs),
}

pub(crate) fn run(args: &AdminArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Log(log) => log::run(log, &args.selector, global, environment, ui),
    }
}

//! `istioctl experimental`

mod route;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::ui::Ui;

/// Commands that may still change or go away.
#[derive(Args, Debug)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct ExperimentalArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Route(Box<route::RouteArgs>),
}

pub(crate) fn run(args: &ExperimentalArgs, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Route(args) => route::run(args, global, ui),
    }
}

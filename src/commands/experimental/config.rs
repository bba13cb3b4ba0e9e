//! `istioctl experimental config`

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::defaults;
use crate::environment::Environment;
use crate::table;
use crate::ui::Ui;

/// Defaults of flags that are set in the environment or in ~/.istioctl/config.yaml.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  istioctl experimental config list")]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(ListArgs),
}

/// List the flags whose defaults can be set, what they are, and who set them.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental config list

  # A control plane in another namespace, for all commands
  export ISTIOCTL_ISTIONAMESPACE=mesh
  istioctl experimental config list")]
struct ListArgs {}

pub(super) fn run(args: &ConfigArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let Command::List(ListArgs {}) = &args.command;
    let mut rows = vec![["FLAG", "VALUE", "FROM"].map(str::to_owned)];
    let found = defaults::read(environment)?;
    rows.extend(found.into_iter().map(|one| [one.flag.to_owned(), one.value, one.from]));
    ui.data(table::columns(&rows, 5).as_bytes())?;
    Ok(())
}

//! `istioctl experimental workload`

mod configure;
mod create;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui::Ui;

/// Bring virtual machines and other workloads outside of Kubernetes into the mesh.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  istioctl experimental workload group create --name web -n shop --labels app=web > workloadgroup.yaml
  istioctl experimental workload entry configure -f workloadgroup.yaml -o vm/")]
pub(crate) struct WorkloadArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Group(GroupArgs),
    Entry(EntryArgs),
}

/// WorkloadGroups: what several machines have in common.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  istioctl experimental workload group create --name web -n shop --labels app=web")]
struct GroupArgs {
    #[command(subcommand)]
    command: GroupCommand,
}

#[derive(Debug, Subcommand)]
enum GroupCommand {
    Create(create::CreateArgs),
}

/// WorkloadEntries: single machines.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  istioctl experimental workload entry configure -f workloadgroup.yaml -o vm/")]
struct EntryArgs {
    #[command(subcommand)]
    command: EntryCommand,
}

#[derive(Debug, Subcommand)]
enum EntryCommand {
    Configure(Box<configure::ConfigureArgs>),
}

pub(super) fn run(args: &WorkloadArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Group(group) => match &group.command {
            GroupCommand::Create(args) => create::run(args, global, ui),
        },
        Command::Entry(entry) => match &entry.command {
            EntryCommand::Configure(args) => configure::run(args, global, environment, ui),
        },
    }
}

//! `istioctl experimental authz`, also `istioctl authz`, which Go's tool answers with where it is

use anyhow::Result;
use clap::{Args, Subcommand};
use envoy_admin::{ConfigDump, authorization_policies};

use crate::cli::GlobalArgs;
use crate::commands::admin_port::{SourceArgs, port};
use crate::environment::Environment;
use crate::table::tabbed;
use crate::ui::Ui;

/// Look at authorization policies.
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Examples:
  # The policies that a pod enforces
  istioctl experimental authz check web-6d4b75cb6d-hx2zm.shop"
)]
pub(crate) struct AuthzArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(CheckArgs),
}

/// Show the authorization policies that a proxy enforces, wherever they come from: the mesh, the namespace or the workload.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Those of a pod
  istioctl experimental authz check web-6d4b75cb6d-hx2zm.shop

  # Those of a pod of a deployment
  istioctl experimental authz check deployment/web -n shop

  # From a config dump
  istioctl experimental authz check -f dump.json")]
struct CheckArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// Port of Envoy's admin interface.
    #[arg(long, value_name = "PORT", default_value_t = 15000, allow_negative_numbers = true)]
    proxy_admin_port: i64,
}

pub(crate) fn run(args: &AuthzArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let Command::Check(args) = &args.command;
    port(args.proxy_admin_port)?;
    let path = "/config_dump";
    let told = args
        .source
        .read("check", path, args.proxy_admin_port, global, environment)?;
    let dump = told.parse(ConfigDump::parse)?;
    Ok(ui.data(tabbed(&authorization_policies(&dump)?, 3).as_bytes())?)
}

//! `istioctl waypoint`

mod apply;
mod delete;
mod generate;
mod list;
mod status;

use std::time::Duration;

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use istio_manifest::cluster::Connection;
use istio_manifest::waypoint::Waypoint;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui::Ui;

/// Manage the waypoints of an ambient mesh.
///
/// A waypoint is a proxy that the traffic to a namespace, Service or workload of an ambient mesh goes through, so that rules about
/// requests (routes, authorization by path or header, telemetry) apply to it. It is a Gateway of the class istio-waypoint.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  # A waypoint for the namespace shop, which from then on sends its traffic through it
  istioctl waypoint apply -n shop --enroll-namespace --wait

  # The same as a manifest
  istioctl waypoint generate -n shop | kubectl apply -f -

  # What there is, and whether it works
  istioctl waypoint list -A
  istioctl waypoint status -n shop")]
pub(crate) struct WaypointArgs {
    /// Name of the waypoint; waypoint if not given.
    #[arg(long, global = true, value_name = "NAME")]
    name: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Apply(apply::ApplyArgs),
    Delete(delete::DeleteArgs),
    Generate(generate::GenerateArgs),
    List(list::ListArgs),
    Status(status::StatusArgs),
}

/// What a waypoint is to be like.
#[derive(Args, Debug)]
struct ShapeArgs {
    /// Whose traffic goes through it: all, none, service or workload. Without it, that of Services.
    #[arg(long = "for", value_name = "TYPE")]
    traffic: Option<String>,
    /// Revision of the control plane that runs it.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
}

impl ShapeArgs {
    fn waypoint(&self, name: Option<&str>) -> Result<Waypoint> {
        let failed = |why: &dyn std::fmt::Display| anyhow!("failed to create gateway: {why}");
        let mut waypoint = Waypoint::new(name.unwrap_or_default()).map_err(|why| failed(&why))?;
        let traffic = self.traffic.as_deref().filter(|text| !text.is_empty());
        waypoint.traffic = traffic.map(str::parse).transpose().map_err(|why| failed(&why))?;
        waypoint.revision.clone_from(&self.revision);
        Ok(waypoint)
    }
}

pub(crate) fn run(args: &WaypointArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let name = args.name.as_deref();
    match &args.command {
        Command::Apply(args) => apply::run(args, name, global, environment, ui),
        Command::Delete(args) => delete::run(args, name, global, environment, ui),
        Command::Generate(args) => generate::run(args, name, global, ui),
        Command::List(args) => list::run(args, name, global, environment, ui),
        Command::Status(args) => status::run(args, name, global, environment, ui),
    }
}

/// The namespace of `-n`, else of the kubeconfig.
fn namespace<'n>(global: &'n GlobalArgs, connection: &'n Connection) -> &'n str {
    let given = global.namespace.as_deref().filter(|name| !name.is_empty());
    given.unwrap_or_else(|| connection.namespace())
}

/// A library's error as one of ours.
fn failed(why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("{why}")
}

/// A time limit as the flag gives it, in nanoseconds. A negative one is over at once.
fn limit(nanoseconds: i64) -> Duration {
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or_default())
}

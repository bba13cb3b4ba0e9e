//! `istioctl experimental`: commands whose flags and output may still change

pub(crate) mod authz;
mod config;
mod describe;
mod envoy_stats;
mod injector;
mod internal_debug;
mod metrics;
mod revision;
mod route;
mod workload;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::commands::{check_inject, precheck, proxy_status, version};
use crate::environment::Environment;
use crate::ui::Ui;

/// Commands whose flags and output may still change.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental check-inject web -n shop
  istioctl x revision list")]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub(crate) struct ExperimentalArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Authz(authz::AuthzArgs),
    CheckInject(check_inject::CheckInjectArgs),
    Config(config::ConfigArgs),
    #[command(visible_alias = "des")]
    Describe(describe::DescribeArgs),
    #[command(visible_alias = "m")]
    Metrics(metrics::MetricsArgs),
    #[command(visible_alias = "es")]
    EnvoyStats(envoy_stats::EnvoyStatsArgs),
    Injector(injector::InjectorArgs),
    InternalDebug(Box<internal_debug::InternalDebugArgs>),
    Precheck(precheck::PrecheckArgs),
    #[command(visible_alias = "ps")]
    ProxyStatus(Box<proxy_status::ProxyStatusArgs>),
    Revision(revision::RevisionArgs),
    Route(Box<route::RouteArgs>),
    Version(version::ExperimentalVersionArgs),
    Workload(workload::WorkloadArgs),
}

pub(crate) fn run(args: &ExperimentalArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Authz(args) => authz::run(args, global, environment, ui),
        Command::CheckInject(args) => check_inject::run(args, global, environment, ui),
        Command::Config(args) => config::run(args, environment, ui),
        Command::Describe(args) => describe::run(args, global, environment, ui),
        Command::EnvoyStats(args) => envoy_stats::run(args, global, environment, ui),
        Command::InternalDebug(args) => internal_debug::run(args, global, environment, ui),
        Command::ProxyStatus(args) => proxy_status::run(args, global, environment, ui),
        Command::Injector(args) => injector::run(args, global, environment, ui),
        Command::Metrics(args) => metrics::run(args, global, environment, ui),
        Command::Precheck(args) => precheck::run(args, global, environment, ui),
        Command::Revision(args) => revision::run(args, global, environment, ui),
        Command::Route(args) => route::run(args, global, ui),
        Command::Version(args) => version::run_experimental(args, global, environment, ui),
        Command::Workload(args) => workload::run(args, global, environment, ui),
    }
}

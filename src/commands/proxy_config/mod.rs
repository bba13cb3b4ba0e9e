//! `istioctl proxy-config`: what an Envoy was configured with

mod all;
mod bootstrap;
mod cluster;
mod ecds;
mod eds;
mod endpoint;
mod listener;
mod log;
mod rootca_compare;
mod route;
mod secret;

use anyhow::Result;
use clap::{Args, Subcommand};
use envoy_admin::ConfigDump;

use crate::cli::GlobalArgs;
use crate::commands::admin_port::{Format, SourceArgs, port};
use crate::environment::Environment;
use crate::ui::Ui;

/// Look at the configuration that an Envoy has.
///
/// The proxy is asked on its admin port, through the API server. Where that cannot be, take what the admin port tells to a file and name
/// the file: `kubectl exec POD -c istio-proxy -- curl -s localhost:15000/config_dump > dump.json`.
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Examples:
  # Where requests to port 9080 go from a pod
  istioctl proxy-config cluster web-6d4b75cb6d-hx2zm.shop --port 9080

  # Everything that a proxy of a deployment has, as tables
  istioctl pc all deployment/web -n shop

  # From a file, as JSON
  istioctl proxy-config listener -f dump.json -o json"
)]
pub(crate) struct ProxyConfigArgs {
    /// How to print: short, json or yaml.
    #[arg(short, long, global = true, value_name = "FORMAT")]
    output: Option<String>,
    /// Port of Envoy's admin interface.
    #[arg(
        long,
        global = true,
        value_name = "PORT",
        default_value_t = 15000,
        allow_negative_numbers = true
    )]
    proxy_admin_port: i64,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(visible_alias = "a")]
    All(Box<all::AllArgs>),
    #[command(visible_alias = "b")]
    Bootstrap(bootstrap::BootstrapArgs),
    #[command(visible_aliases = ["clusters", "c"])]
    Cluster(cluster::ClusterArgs),
    #[command(visible_alias = "ec")]
    Ecds(ecds::EcdsArgs),
    #[command(hide = true)]
    Eds(eds::EdsArgs),
    #[command(visible_aliases = ["endpoints", "ep"])]
    Endpoint(endpoint::EndpointArgs),
    #[command(visible_aliases = ["listeners", "l"])]
    Listener(listener::ListenerArgs),
    #[command(visible_alias = "o")]
    Log(log::LogArgs),
    #[command(visible_alias = "rc")]
    RootcaCompare(rootca_compare::RootcaCompareArgs),
    #[command(visible_aliases = ["routes", "r"])]
    Route(route::RouteArgs),
    #[command(visible_aliases = ["secrets", "s"])]
    Secret(secret::SecretArgs),
}

/// What all commands of the group get.
struct Asking<'a> {
    output: Option<&'a str>,
    port: i64,
    global: &'a GlobalArgs,
    environment: &'a Environment,
}

impl Asking<'_> {
    fn format(&self) -> Result<Format> {
        Ok(Format::parse(self.output, Format::Short)?)
    }

    /// The config dump of a file, or of a proxy with the parts that a query asks for.
    fn dump(&self, source: &SourceArgs, command: &str, query: &str) -> Result<ConfigDump> {
        let path = format!("/config_dump{query}");
        let told = source.read(command, &path, self.port, self.global, self.environment)?;
        told.parse(ConfigDump::parse)
    }
}

pub(crate) fn run(args: &ProxyConfigArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    port(args.proxy_admin_port)?;
    let asking = Asking {
        output: args.output.as_deref(),
        port: args.proxy_admin_port,
        global,
        environment,
    };
    match &args.command {
        Command::All(args) => all::run(args, &asking, ui),
        Command::Bootstrap(args) => bootstrap::run(args, &asking, ui),
        Command::Cluster(args) => cluster::run(args, &asking, ui),
        Command::Ecds(args) => ecds::run(args, &asking, ui),
        Command::Eds(args) => eds::run(args, &asking, ui),
        Command::Endpoint(args) => endpoint::run(args, &asking, ui),
        Command::Listener(args) => listener::run(args, &asking, ui),
        Command::Log(args) => log::run(args, &asking, ui),
        Command::RootcaCompare(args) => rootca_compare::run(args, &asking, ui),
        Command::Route(args) => route::run(args, &asking, ui),
        Command::Secret(args) => secret::run(args, &asking, ui),
    }
}

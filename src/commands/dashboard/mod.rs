//! `istioctl dashboard`

mod addon;
mod istiod;
mod proxy;
mod session;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::ui::Ui;

/// Open the web pages of add-ons, of the control plane and of proxies.
///
/// A port of this machine leads to the pod that has the page, until Ctrl-C. Its address is on stdout. When the pod goes, another one
/// that will do takes its place.
#[derive(Args, Debug)]
#[command(
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "Examples:
  # Kiali, in a browser
  istioctl dashboard kiali

  # The admin page of a proxy, on a port of your choice and without a browser
  istioctl dashboard proxy deployment/web.shop --port 8000 --browser=false

  # An add-on that is missing
  istioctl addons install grafana"
)]
pub(crate) struct DashboardArgs {
    #[command(flatten)]
    local: LocalArgs,
    #[command(subcommand)]
    dashboard: Dashboard,
}

/// This side of the connection.
#[derive(Args, Debug)]
struct LocalArgs {
    /// Port of this machine; without it that of the page, or if that is taken, any that is free.
    #[arg(
        short,
        long,
        global = true,
        value_name = "PORT",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: i64,
    /// Address of this machine: an IP address, or localhost, which is 127.0.0.1 and ::1.
    #[arg(long, global = true, value_name = "ADDRESS", default_value = "localhost")]
    address: String,
    /// Whether to open a browser [default: true if stdout is a terminal].
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    browser: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Dashboard {
    Controlz(istiod::ControlzArgs),
    Envoy(proxy::EnvoyArgs),
    /// Open Grafana: charts of metrics.
    #[command(after_help = addon::GRAFANA.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("3000")))]
    Grafana(addon::PageArgs),
    IstiodDebug(istiod::DebugArgs),
    /// Open Jaeger: traces of requests.
    #[command(after_help = addon::JAEGER.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("16686")))]
    Jaeger(addon::PageArgs),
    /// Open Kiali: the mesh as a graph, and its configuration.
    #[command(after_help = addon::KIALI.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("20001")))]
    Kiali(addon::PageArgs),
    /// Open Prometheus: metrics and queries.
    #[command(after_help = addon::PROMETHEUS.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("9090")))]
    Prometheus(addon::PageArgs),
    Proxy(proxy::ProxyArgs),
    /// Open SkyWalking: traces and services.
    #[command(after_help = addon::SKYWALKING.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("8080")))]
    Skywalking(addon::PageArgs),
    /// Open Zipkin: traces of requests.
    #[command(after_help = addon::ZIPKIN.examples, mut_arg("ui_port", |arg| arg.required(false).default_value("9411")))]
    Zipkin(addon::PageArgs),
    #[command(external_subcommand)]
    Unknown(Vec<String>),
}

pub(crate) fn run(args: &DashboardArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let local = &args.local;
    match &args.dashboard {
        Dashboard::Controlz(args) => istiod::controlz(args, local, global, environment, ui),
        Dashboard::Envoy(args) => proxy::envoy(args, local, global, environment, ui),
        Dashboard::Grafana(args) => addon::run(&addon::GRAFANA, args, local, global, environment, ui),
        Dashboard::IstiodDebug(args) => istiod::debug(args, local, global, environment, ui),
        Dashboard::Jaeger(args) => addon::run(&addon::JAEGER, args, local, global, environment, ui),
        Dashboard::Kiali(args) => addon::run(&addon::KIALI, args, local, global, environment, ui),
        Dashboard::Prometheus(args) => addon::run(&addon::PROMETHEUS, args, local, global, environment, ui),
        Dashboard::Proxy(args) => proxy::proxy(args, local, global, environment, ui),
        Dashboard::Skywalking(args) => addon::run(&addon::SKYWALKING, args, local, global, environment, ui),
        Dashboard::Zipkin(args) => addon::run(&addon::ZIPKIN, args, local, global, environment, ui),
        Dashboard::Unknown(words) => bail!(
            "unknown dashboard {:?}; there are controlz, envoy, grafana, istiod-debug, jaeger, kiali, prometheus, proxy, skywalking and zipkin",
            words.first().map_or("", String::as_str)
        ),
    }
}

/// A port as a flag gives it.
///
/// # Errors
/// A number that is no port.
fn port(number: i64) -> Result<u16> {
    match u16::try_from(number) {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(UsageError(format!("port number {number} must be in the range 1..65535")).into()),
    }
}

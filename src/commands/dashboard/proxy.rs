//! The admin pages of proxies.

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::PodChoice;

use super::session::{self, Page};
use super::{LocalArgs, port};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Open the admin page of a proxy: a sidecar, a gateway, a waypoint or a ztunnel.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # A pod in a namespace
  istioctl dashboard proxy web-6d4b75cb6d-hx2zm.shop

  # Any pod of a deployment
  istioctl dashboard proxy deployment/web -n shop

  # A ztunnel
  istioctl dashboard proxy ztunnel-bwh89.istio-system

  # By labels
  istioctl dashboard proxy -l app=web,version=v2 -n shop")]
pub(super) struct ProxyArgs {
    #[command(flatten)]
    which: WhichArgs,
}

/// Open the admin page of the Envoy of a sidecar or gateway.
///
/// The same as dashboard proxy, which is the newer name.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # A pod in a namespace
  istioctl dashboard envoy web-6d4b75cb6d-hx2zm.shop

  # Any pod of a deployment
  istioctl dashboard envoy deployment/web -n shop")]
pub(super) struct EnvoyArgs {
    #[command(flatten)]
    which: WhichArgs,
}

#[derive(Args, Debug)]
struct WhichArgs {
    /// A pod, or a workload, Service or Gateway of which any pod will do: [TYPE/]NAME[.NAMESPACE].
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Labels of the pod, instead of a name.
    #[arg(short = 'l', long, value_name = "LABELS")]
    selector: Option<String>,
    /// Port of the page in its pod.
    #[arg(long, value_name = "PORT", default_value_t = 15000)]
    ui_port: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn proxy(
    args: &ProxyArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    run("Proxy", &args.which, local, global, environment, ui)
}

pub(super) fn envoy(
    args: &EnvoyArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    run("Envoy", &args.which, local, global, environment, ui)
}

fn run(
    title: &str,
    args: &WhichArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let ui_port = port(args.ui_port)?;
    let selector = args.selector.as_deref().filter(|selector| !selector.is_empty());
    let name = args.name.as_deref().filter(|name| !name.is_empty());
    let choice = |namespace: &str| match (name, selector) {
        (None, None) => bail!("specify a pod or --selector"),
        (Some(_), Some(_)) => bail!("name cannot be provided when a selector is specified"),
        (Some(name), None) => Ok(PodChoice::named(name, namespace)),
        (None, Some(selector)) => Ok(PodChoice::Selected {
            namespaces: vec![namespace.to_owned()],
            selector: selector.to_owned(),
        }),
    };
    // A command line that makes no sense is refused before a cluster is looked for.
    choice("")?;
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("one name is enough: {argument:?} has no effect"));
    }
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = global.namespace.as_deref().filter(|name| !name.is_empty());
    let choice = choice(namespace.unwrap_or(connection.namespace()))?;
    let pod = connection.block_on(choice.choose(&connection))?;
    let page = Page {
        title: title.to_owned(),
        path: "",
        port: ui_port,
        choice,
        pod,
    };
    session::run(&connection, page, local, ui)
}

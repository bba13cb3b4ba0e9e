//! `istioctl ztunnel-config`: what a ztunnel knows

mod log;
mod tables;

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand, ValueHint};
use envoy_admin::ztunnel::ConfigDump;
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use istio_manifest::cluster::{Connection, ListOptions, kinds};
use kubeyaml::Value;
use std::path::PathBuf;

use crate::cli::GlobalArgs;
use crate::commands::admin_port::port;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Look at what a ztunnel knows: workloads, services, policies, certificates and connections.
///
/// Without a name a ztunnel is picked where all know the same; certificates and connections are those of one node, so there a name or
/// --node is needed unless there is only one. The name of a workload's pod stands for the ztunnel of its node; workload and connections
/// then show that pod alone.
#[derive(Args, Debug)]
#[command(
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Examples:
  # The workloads of the mesh
  istioctl ztunnel-config workload

  # The connections of a pod
  istioctl ztunnel-config connections web-6d4b75cb6d-hx2zm.shop

  # Everything that the ztunnel of a node knows, for later
  istioctl ztunnel-config all --node worker-1 -o json > ztunnel.json
  istioctl ztunnel-config service -f ztunnel.json"
)]
pub(crate) struct ZtunnelConfigArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    All(tables::AllArgs),
    #[command(visible_aliases = ["certificates", "certs", "cert"])]
    Certificate(tables::CertificateArgs),
    #[command(visible_alias = "cons")]
    Connections(tables::ConnectionsArgs),
    #[command(visible_alias = "o")]
    Log(log::LogArgs),
    #[command(visible_aliases = ["policies", "p", "pol"])]
    Policy(tables::PolicyArgs),
    #[command(visible_aliases = ["services", "s", "svc"])]
    Service(tables::ServiceArgs),
    #[command(visible_aliases = ["w", "workloads"])]
    Workload(tables::WorkloadArgs),
}

/// Which ztunnel, and how to print.
#[derive(Args, Debug)]
struct SourceArgs {
    /// A ztunnel's pod, or a pod whose ztunnel is meant.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    name: Option<String>,
    /// Node whose ztunnel is meant.
    #[arg(long, value_name = "NODE")]
    node: Option<String>,
    /// File with a ztunnel's config dump, instead of a ztunnel; - for standard input.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// Port of ztunnel's admin interface.
    #[arg(long, value_name = "PORT", default_value_t = 15000, allow_negative_numbers = true)]
    proxy_admin_port: i64,
    /// How to print: short, json or yaml.
    #[arg(short, long, value_name = "FORMAT")]
    output: Option<String>,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

impl SourceArgs {
    /// Makes sure that at most one ztunnel or file is named; gives the port.
    fn check(&self) -> Result<u16> {
        let named = [self.name().is_some(), self.node().is_some(), self.file().is_some()];
        if named.into_iter().filter(|is| *is).count() > 1 || !self.rest.is_empty() {
            bail!(UsageError(
                "at most one of --file, --node, or pod name must be passed".to_owned()
            ));
        }
        Ok(port(self.proxy_admin_port)?)
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref().filter(|name| !name.is_empty())
    }

    fn node(&self) -> Option<&str> {
        self.node.as_deref().filter(|node| !node.is_empty())
    }

    fn file(&self) -> Option<&PathBuf> {
        self.file.as_ref().filter(|path| !path.as_os_str().is_empty())
    }

    /// Reads the file or asks the ztunnel; `of_node` says that ztunnels differ in what is asked for.
    fn read(&self, of_node: bool, global: &GlobalArgs, environment: &Environment) -> Result<Told> {
        let port = self.check()?;
        if let Some(file) = self.file() {
            let text = files::read_text_or_stdin(file)?;
            return Told::of(text, &file.display().to_string(), None);
        }
        let connection = kubeconfig::connect(global, environment)?;
        let (pod, workload) = connection.block_on(self.ztunnel(&connection, of_node, global))?;
        let text = connection.block_on(connection.get_from_pod(&pod.namespace, &pod.name, port, "/config_dump"))?;
        Told::of(text, &format!("pod {pod}"), workload)
    }

    /// The ztunnel, and the workload's pod that stands for it.
    async fn ztunnel(
        &self,
        connection: &Connection,
        of_node: bool,
        global: &GlobalArgs,
    ) -> Result<(ChosenPod, Option<ChosenPod>)> {
        if let Some(node) = self.node() {
            return Ok((on_node(connection, node, &global.istio_namespace).await?, None));
        }
        let given = global.namespace.as_deref().filter(|name| !name.is_empty());
        let namespace = given.unwrap_or(&global.istio_namespace);
        let Some(name) = self.name() else {
            let all = PodChoice::named("daemonset/ztunnel", namespace)
                .choose_all(connection)
                .await?;
            return match &all[..] {
                [one] => Ok((one.clone(), None)),
                [first, ..] if !of_node => Ok((first.clone(), None)),
                _ => bail!("ztunnel pod name or --node must be set"),
            };
        };
        let pod = PodChoice::named(name, namespace).choose(connection).await?;
        let live = connection.get(&kinds::pod(), Some(&pod.namespace), &pod.name).await?;
        let live = live.ok_or_else(|| anyhow!("pod {pod} is gone"))?;
        if is_ztunnel(&live) {
            return Ok((pod, None));
        }
        let node = live
            .get_path(&["spec", "nodeName"])
            .and_then(Value::as_str)
            .unwrap_or_default();
        if node.is_empty() {
            bail!("pod {pod} is not scheduled to a node");
        }
        Ok((on_node(connection, node, &global.istio_namespace).await?, Some(pod)))
    }
}

/// Whether a pod is a ztunnel, by the label that its chart gives it.
fn is_ztunnel(pod: &Value) -> bool {
    pod.get_path(&["metadata", "labels", "app"]).and_then(Value::as_str) == Some("ztunnel")
}

/// The ztunnel of a node.
async fn on_node(connection: &Connection, node: &str, namespace: &str) -> Result<ChosenPod> {
    let of_node = ListOptions {
        labels: "app=ztunnel".to_owned(),
        fields: format!("spec.nodeName={node},status.phase=Running"),
    };
    let pods = connection.list(&kinds::pod(), Some(namespace), &of_node).await?;
    let first = pods
        .first()
        .and_then(|pod| pod.get_path(&["metadata", "name"])?.as_str());
    let name = first.ok_or_else(|| anyhow!("no ztunnel runs on node {node:?} (looked in namespace {namespace:?})"))?;
    Ok(PodChoice::named(&format!("pod/{name}.{namespace}"), namespace)
        .choose(connection)
        .await?)
}

/// What a ztunnel told.
struct Told {
    text: String,
    dump: ConfigDump,
    /// The workload that the user named instead of a ztunnel.
    workload: Option<ChosenPod>,
}

impl Told {
    fn of(text: String, by: &str, workload: Option<ChosenPod>) -> Result<Self> {
        let dump = ConfigDump::parse(&text).map_err(|why| anyhow!("{by}: {why}"))?;
        Ok(Self { text, dump, workload })
    }
}

pub(crate) fn run(args: &ZtunnelConfigArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::All(args) => tables::all(args, global, environment, ui),
        Command::Certificate(args) => tables::certificate(args, global, environment, ui),
        Command::Connections(args) => tables::connections(args, global, environment, ui),
        Command::Log(args) => log::run(args, global, environment, ui),
        Command::Policy(args) => tables::policy(args, global, environment, ui),
        Command::Service(args) => tables::service(args, global, environment, ui),
        Command::Workload(args) => tables::workload(args, global, environment, ui),
    }
}

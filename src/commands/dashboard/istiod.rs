//! The pages of the control plane.

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use istio_manifest::cluster::revisions::Revisions;
use istio_manifest::cluster::{Connection, kinds};

use super::session::{self, Page};
use super::{LocalArgs, port};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// The label of istiod's pods.
const ISTIOD: &str = "app=istiod";
/// Where istiod has its debug pages, unless its pod says otherwise.
const MONITORING_PORT: u16 = 15014;

/// Open ControlZ, in which a control plane shows its settings and takes log levels.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Any pod of istiod
  istioctl dashboard controlz deployment/istiod.istio-system

  # Of a revision
  istioctl dashboard controlz --revision canary")]
pub(super) struct ControlzArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// Port of ControlZ in its pod.
    #[arg(
        long = "ctrlz_port",
        visible_alias = "ui-port",
        value_name = "PORT",
        default_value_t = 9876
    )]
    ctrlz_port: i64,
}

/// Open the debug pages of a control plane.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Any pod of istiod
  istioctl dashboard istiod-debug deployment/istiod.istio-system

  # Of a revision
  istioctl dashboard istiod-debug --revision canary")]
pub(super) struct DebugArgs {
    #[command(flatten)]
    which: WhichArgs,
}

#[derive(Args, Debug)]
struct WhichArgs {
    /// A pod of istiod, or a workload or Service of which any pod will do: [TYPE/]NAME[.NAMESPACE].
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Labels that the pod has besides app=istiod, instead of a name.
    #[arg(short = 'l', long, value_name = "LABELS")]
    selector: Option<String>,
    /// Revision (or tag) of the control plane, instead of a name.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn controlz(
    args: &ControlzArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let ctrlz_port = port(args.ctrlz_port)?;
    let (connection, choice, pod) = args.which.choose(global, environment, ui)?;
    let page = Page {
        title: "ControlZ".to_owned(),
        path: "",
        port: ctrlz_port,
        choice,
        pod,
    };
    session::run(&connection, page, local, ui)
}

pub(super) fn debug(
    args: &DebugArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let (connection, choice, pod) = args.which.choose(global, environment, ui)?;
    let page = Page {
        title: "Istiod's debug pages".to_owned(),
        path: "/debug",
        port: monitoring_port(&connection, &pod)?,
        choice,
        pod,
    };
    session::run(&connection, page, local, ui)
}

/// The port that istiod's pod has its metrics on, and with them the debug pages.
fn monitoring_port(connection: &Connection, pod: &ChosenPod) -> Result<u16> {
    let live = connection.block_on(connection.get(&kinds::pod(), Some(&pod.namespace), &pod.name))?;
    let port = live.as_ref().and_then(|live| {
        let annotations = live["metadata"]["annotations"].as_mapping()?;
        annotations.get("prometheus.io/port")?.as_str()?.parse().ok()
    });
    Ok(port.filter(|port| *port > 0).unwrap_or(MONITORING_PORT))
}

impl WhichArgs {
    fn choose(
        &self,
        global: &GlobalArgs,
        environment: &Environment,
        ui: &mut Ui,
    ) -> Result<(Connection, PodChoice, ChosenPod)> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (name, selector, revision) = (given(&self.name), given(&self.selector), given(&self.revision));
        match [&name, &selector, &revision].into_iter().flatten().count() {
            0 => bail!("specify a pod, --selector, or --revision"),
            1 => {}
            _ => bail!("only one of name, --selector, or --revision can be specified"),
        }
        if let Some(argument) = self.rest.first() {
            ui.warning(&format!("one name is enough: {argument:?} has no effect"));
        }
        let connection = kubeconfig::connect(global, environment)?;
        let own = global.namespace.as_deref().filter(|name| !name.is_empty());
        let namespace = own.unwrap_or(&global.istio_namespace);
        let choice = match (name, selector, revision) {
            (Some(name), _, _) => PodChoice::named(&name, namespace),
            (None, selector, revision) => {
                let more = match revision {
                    Some(revision) => format!("istio.io/rev={}", of_tag(&connection, revision, namespace)?),
                    None => selector.unwrap_or_default(),
                };
                PodChoice::Selected {
                    namespaces: vec![namespace.to_owned()],
                    selector: format!("{more},{ISTIOD}"),
                }
            }
        };
        let pod = connection.block_on(choice.choose(&connection))?;
        Ok((connection, choice, pod))
    }
}

/// The revision that a tag stands for; a revision stands for itself.
fn of_tag(connection: &Connection, name: String, namespace: &str) -> Result<String> {
    // Who may not list webhooks has to name revisions by their own names.
    let Ok(found) = connection.block_on(Revisions::read(connection, namespace)) else {
        return Ok(name);
    };
    match found.tags.get(&name) {
        Some(revision) if !found.control_planes.contains(&name) => Ok(revision.clone()),
        _ => Ok(name),
    }
}

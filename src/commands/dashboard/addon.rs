//! The pages of add-ons.

use anyhow::{Result, anyhow};
use clap::Args;
use istio_manifest::cluster::port_forward::{ChoiceError, PodChoice};
use istio_manifest::cluster::{Connection, ListOptions, kinds};

use super::session::{self, Page};
use super::{LocalArgs, port};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// An add-on with a page.
pub(super) struct Addon {
    /// Its name, as the command has it.
    name: &'static str,
    /// What people call it.
    title: &'static str,
    /// The label of its pods.
    selector: &'static str,
    /// Where its page is.
    path: &'static str,
    pub(super) examples: &'static str,
}

macro_rules! addon {
    ($constant:ident, $name:literal, $title:literal, $selector:literal, $path:literal) => {
        pub(super) const $constant: Addon = Addon {
            name: $name,
            title: $title,
            selector: $selector,
            path: $path,
            examples: concat!(
                "Examples:\n  istioctl dashboard ",
                $name,
                "\n\n  # In another namespace than Istio's, for other machines too\n  istioctl dash ",
                $name,
                " -n monitoring --address 0.0.0.0\n\n  # If it is not there\n  istioctl addons install ",
                $name
            ),
        };
    };
}

addon!(GRAFANA, "grafana", "Grafana", "app.kubernetes.io/name=grafana", "");
addon!(JAEGER, "jaeger", "Jaeger", "app=jaeger", "");
addon!(KIALI, "kiali", "Kiali", "app=kiali", "/kiali");
addon!(
    PROMETHEUS,
    "prometheus",
    "Prometheus",
    "app.kubernetes.io/name=prometheus",
    ""
);
addon!(SKYWALKING, "skywalking", "SkyWalking", "app=skywalking-ui", "");
addon!(ZIPKIN, "zipkin", "Zipkin", "app=zipkin", "");

#[derive(Args, Debug)]
pub(super) struct PageArgs {
    /// Port of the page in its pod.
    #[arg(long, value_name = "PORT")]
    ui_port: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn run(
    addon: &Addon,
    args: &PageArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let ui_port = port(args.ui_port)?;
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!(
            "dashboard {} takes no argument: {argument:?} has no effect",
            addon.name
        ));
    }
    let connection = kubeconfig::connect(global, environment)?;
    let own = global.namespace.as_deref().filter(|name| !name.is_empty());
    let mut namespaces = vec![own.unwrap_or(&global.istio_namespace).to_owned()];
    // Who names a namespace wants the add-on of that one first.
    for other in [&global.istio_namespace, own.unwrap_or(connection.namespace())] {
        if !namespaces.iter().any(|known| known == other) {
            namespaces.push(other.to_owned());
        }
    }
    let choice = PodChoice::Selected {
        namespaces,
        selector: addon.selector.to_owned(),
    };
    let pod = match connection.block_on(choice.choose(&connection)) {
        Err(ChoiceError::Nothing(why)) => return Err(missing(&connection, addon, &why)),
        Err(ChoiceError::NotRunning(why)) => return Err(anyhow!("{} does not run: {why}", addon.title)),
        other => other?,
    };
    let page = Page {
        title: addon.title.to_owned(),
        path: addon.path,
        port: ui_port,
        choice,
        pod,
    };
    session::run(&connection, page, local, ui)
}

/// Says where the add-on is instead, or how to get it.
fn missing(connection: &Connection, addon: &Addon, why: &str) -> anyhow::Error {
    let name = addon.name;
    // A courtesy: who may not list the pods of all namespaces is not told of others.
    let elsewhere = connection
        .block_on(connection.list_metadata(&kinds::pod(), None, &ListOptions::labels(addon.selector)))
        .unwrap_or_default();
    let mut namespaces: Vec<&str> = elsewhere
        .iter()
        .filter_map(|pod| pod["metadata"]["namespace"].as_str())
        .collect();
    namespaces.sort_unstable();
    namespaces.dedup();
    match namespaces.first() {
        Some(namespace) => anyhow!(
            "{why}; {} is in {}: istioctl dashboard {name} -n {namespace}",
            addon.title,
            namespaces.join(", ")
        ),
        None => anyhow!(
            "{why}: {} is not installed. To install it: istioctl addons install {name}",
            addon.title
        ),
    }
}

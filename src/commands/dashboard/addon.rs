//! The pages of add-ons.

use anyhow::{Context as _, Result, anyhow};
use clap::Args;
use istio_manifest::addons::{self, Addon};
use istio_manifest::cluster::port_forward::{ChoiceError, PodChoice};
use istio_manifest::cluster::{Connection, ListOptions, kinds};

use super::session::{self, Page};
use super::{LocalArgs, port};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// The page of an add-on.
pub(super) struct AddonPage {
    /// The add-on's name, as the command has it.
    name: &'static str,
    /// Where its page is.
    path: &'static str,
    pub(super) examples: &'static str,
}

macro_rules! page {
    ($constant:ident, $name:literal, $path:literal) => {
        pub(super) const $constant: AddonPage = AddonPage {
            name: $name,
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

page!(GRAFANA, "grafana", "");
page!(JAEGER, "jaeger", "");
page!(KIALI, "kiali", "/kiali");
page!(PROMETHEUS, "prometheus", "");
page!(SKYWALKING, "skywalking", "");
page!(ZIPKIN, "zipkin", "");

#[derive(Args, Debug)]
pub(super) struct PageArgs {
    /// Port of the page in its pod.
    #[arg(long, value_name = "PORT")]
    ui_port: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(super) fn run(
    page: &AddonPage,
    args: &PageArgs,
    local: &LocalArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let ui_port = port(args.ui_port)?;
    let addon = *addons::find([page.name])?.first().context("every page has an add-on")?;
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
        selector: addon.pods.to_owned(),
    };
    let pod = match connection.block_on(choice.choose(&connection)) {
        Err(ChoiceError::Nothing(why)) => return Err(missing(&connection, &addon, &why)),
        Err(ChoiceError::NotRunning(why)) => return Err(anyhow!("{} does not run: {why}", addon.title)),
        other => other?,
    };
    let page = Page {
        title: addon.title.to_owned(),
        path: page.path,
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
        .block_on(connection.list_metadata(&kinds::pod(), None, &ListOptions::labels(addon.pods)))
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

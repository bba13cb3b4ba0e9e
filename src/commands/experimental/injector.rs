//! `istioctl experimental injector`

use anyhow::Result;
use clap::{Args, Subcommand};
use istio_manifest::cluster::injector_list::{self, InjectorList, PodCount};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::table;
use crate::ui::Ui;

/// Look at sidecar injectors.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental injector list")]
#[command(arg_required_else_help = true, subcommand_required = true)]
pub(crate) struct InjectorArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(ListArgs),
}

/// List injectors, the namespaces that they inject into, and which of the pods there have another sidecar.
///
/// With -n, of one namespace.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # All injectors and namespaces
  istioctl experimental injector list

  # One namespace
  istioctl experimental injector list -n shop")]
pub(crate) struct ListArgs {}

pub(super) fn run(args: &InjectorArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let Command::List(ListArgs {}) = &args.command;
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = global.namespace.as_deref().filter(|namespace| !namespace.is_empty());
    let found = connection.block_on(injector_list::read(&connection, &global.istio_namespace, namespace))?;
    ui.data(format!("{}\n{}", namespaces(&found), hooks(&found)).as_bytes())?;
    Ok(())
}

fn namespaces(found: &InjectorList) -> String {
    let mut rows = vec![["NAMESPACE", "ISTIO-REVISION", "POD-REVISIONS"].map(str::to_owned)];
    for namespace in &found.namespaces {
        let row = |pods: String| [namespace.name.clone(), namespace.revision.clone(), pods];
        if namespace.pods.is_empty() && !namespace.revision.is_empty() {
            rows.push(row("<no pods>".to_owned()));
        }
        rows.extend(
            namespace
                .pods
                .iter()
                .map(|(revision, count)| row(counted(revision, count))),
        );
    }
    if rows.len() == 1 {
        return "No Istio injected namespaces present.\n".to_owned();
    }
    table::columns(&rows, 1)
}

fn counted(revision: &str, count: &PodCount) -> String {
    let revision = if revision.is_empty() { "<non-Istio>" } else { revision };
    let mut text = format!("{revision}: {}", count.pods);
    if count.disabled > 0 {
        text += &format!(" (injection disabled: {})", count.disabled);
    }
    if count.needs_restart > 0 {
        text += &format!(" NEEDS RESTART: {}", count.needs_restart);
    }
    text
}

fn hooks(found: &InjectorList) -> String {
    if found.hooks.is_empty() {
        return "No Istio injection hooks present.\n".to_owned();
    }
    let mut rows = vec![["NAMESPACES", "INJECTOR-HOOK", "ISTIO-REVISION", "SIDECAR-IMAGE"].map(str::to_owned)];
    for hook in &found.hooks {
        let row = |namespace: &str| {
            [
                namespace.to_owned(),
                hook.name.clone(),
                hook.revision.clone(),
                hook.image.clone(),
            ]
        };
        if hook.namespaces.is_empty() {
            rows.push(row("DOES NOT AUTOINJECT"));
        }
        rows.extend(hook.namespaces.iter().map(|namespace| row(namespace)));
    }
    table::columns(&rows, 1)
}

//! `istioctl delete`

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueHint};
use istio_manifest::cluster::{Propagation, Resource};

use super::configuration;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Delete Istio configuration from the cluster, by kind and name or as files have it.
///
/// A command of early releases; kubectl does the same for any kind.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl delete virtualservice web -n shop
  istioctl delete -f routes.yaml

  # The same today
  kubectl delete -f routes.yaml")]
pub(crate) struct DeleteArgs {
    /// Kind of the objects, such as virtualservice.
    #[arg(value_name = "KIND", conflicts_with = "filename")]
    kind: Option<String>,
    /// Names of the objects.
    #[arg(value_name = "NAME", requires = "kind")]
    names: Vec<String>,
    /// Manifest with the objects: a file, a directory, or - for standard input. Repeatable.
    #[arg(short, long, alias = "file", value_name = "FILE", value_hint = ValueHint::AnyPath)]
    filename: Vec<PathBuf>,
}

pub(crate) fn run(args: &DeleteArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    configuration::say_what_is_new("delete", "`kubectl delete` does the same", ui);
    let kind = args.kind.as_deref().map(configuration::kind_named).transpose()?;
    if kind.is_some() && args.names.is_empty() {
        return Err(UsageError("name what to delete, as in `istioctl delete virtualservice web`".to_owned()).into());
    }
    let connection = kubeconfig::connect(global, environment)?;
    let wanted: Vec<(Resource, String, String)> = match kind {
        Some(resource) => {
            let namespace = configuration::namespace(global, &connection);
            let named = |name: &String| (resource.clone(), namespace.to_owned(), name.clone());
            args.names.iter().map(named).collect()
        }
        None => configuration::checked(&args.filename, global, &connection, ui)?
            .into_iter()
            .map(|found| (found.resource, found.namespace.unwrap_or_default(), found.name))
            .collect(),
    };
    let mut missing = Vec::new();
    for (resource, namespace, name) in &wanted {
        let deletion = connection.delete(resource, Some(namespace), name, Propagation::Background);
        if connection.block_on(deletion)? {
            ui.data(format!("{resource}/{name} deleted\n").as_bytes())?;
        } else {
            missing.push(format!("{resource}/{name} in the namespace {namespace}"));
        }
    }
    if !missing.is_empty() {
        bail!("not there: {}", missing.join(", "));
    }
    Ok(())
}

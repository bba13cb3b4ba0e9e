//! `istioctl create`

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueHint};

use super::configuration::{self, FIELD_MANAGER};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Create Istio configuration in the cluster, after a check of all of it.
///
/// A command of early releases. kubectl does the same for any kind, and `istioctl validate` checks without a cluster.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl create -f routes.yaml

  # The same today
  istioctl validate -f routes.yaml && kubectl create -f routes.yaml")]
pub(crate) struct CreateArgs {
    /// Manifest with objects of Istio's kinds: a file, a directory, or - for standard input. Repeatable.
    #[arg(short, long, alias = "file", value_name = "FILE", value_hint = ValueHint::AnyPath)]
    filename: Vec<PathBuf>,
}

pub(crate) fn run(args: &CreateArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    configuration::say_what_is_new(
        "create",
        "`istioctl validate -f` and `kubectl create -f` do the same",
        ui,
    );
    let connection = kubeconfig::connect(global, environment)?;
    for wanted in configuration::checked(&args.filename, global, &connection, ui)? {
        let (resource, namespace) = (&wanted.resource, wanted.namespace.as_deref());
        connection
            .block_on(connection.create(resource, namespace, &wanted.object, FIELD_MANAGER))
            .map_err(configuration::explained)?;
        ui.data(format!("{} created\n", wanted.words()).as_bytes())?;
    }
    Ok(())
}

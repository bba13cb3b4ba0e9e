//! `istioctl replace`

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueHint};
use kubeyaml::Value;

use super::configuration::{self, FIELD_MANAGER};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Replace Istio configuration in the cluster, after a check of all of it.
///
/// A command of early releases. kubectl does the same for any kind, and `istioctl validate` checks without a cluster.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl replace -f routes.yaml

  # The same today
  istioctl validate -f routes.yaml && kubectl replace -f routes.yaml")]
pub(crate) struct ReplaceArgs {
    /// Manifest with objects of Istio's kinds: a file, a directory, or - for standard input. Repeatable.
    #[arg(short, long, alias = "file", value_name = "FILE", value_hint = ValueHint::AnyPath)]
    filename: Vec<PathBuf>,
}

pub(crate) fn run(args: &ReplaceArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    configuration::say_what_is_new(
        "replace",
        "`istioctl validate -f` and `kubectl replace -f` do the same",
        ui,
    );
    let connection = kubeconfig::connect(global, environment)?;
    let mut all = configuration::checked(&args.filename, global, &connection, ui)?;
    // Nothing is replaced unless everything is there.
    for wanted in &mut all {
        let (resource, namespace) = (&wanted.resource, wanted.namespace.as_deref());
        let Some(there) = connection.block_on(connection.get(resource, namespace, &wanted.name))? else {
            bail!(
                "{} is not in the namespace {}; nothing was replaced",
                wanted.words(),
                namespace.unwrap_or_default()
            );
        };
        let version = there
            .get_path(&["metadata", "resourceVersion"])
            .cloned()
            .unwrap_or_default();
        let metadata = wanted
            .object
            .as_mapping_mut()
            .and_then(|all| all.get_mut("metadata")?.as_mapping_mut());
        if let Some(metadata) = metadata.filter(|metadata| metadata.get("resourceVersion").is_none_or(Value::is_null)) {
            metadata.insert("resourceVersion", version);
        }
    }
    for wanted in &all {
        let (resource, namespace) = (&wanted.resource, wanted.namespace.as_deref());
        connection.block_on(connection.update(resource, namespace, &wanted.name, &wanted.object, FIELD_MANAGER))?;
        ui.data(format!("{} replaced\n", wanted.words()).as_bytes())?;
    }
    Ok(())
}

//! `istioctl verify-install`

use anyhow::{Result, anyhow};
use clap::Args;
use istio_manifest::cluster::install::record;
use istio_manifest::cluster::revisions::DEFAULT;
use istio_manifest::cluster::verification::{verify, verify_live};

use crate::cli::GlobalArgs;
use crate::commands::install::{planning, report};
use crate::commands::layers::LayerArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Compare an installation with what it should be.
///
/// Without files and flags it is compared with the settings that the installation was made with, which the cluster has kept. Objects
/// that are missing, changed or not ready are listed; the exit code is 1 if there are any. Nothing is written.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Is the installation as it was made?
  istioctl verify-install

  # Is it what this file describes?
  istioctl verify-install -f mesh.yaml")]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    layers: LayerArgs,
    /// Revision of the control plane.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    /// Go on in spite of settings that are not valid.
    #[arg(long)]
    force: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(crate) fn run(args: &VerifyArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        return Err(UsageError(format!("verify-install takes no argument, but got {argument:?}")).into());
    }
    let connection = kubeconfig::connect(global, environment)?;
    let (namespace, revision) = (
        global.istio_namespace.as_str(),
        args.revision.as_deref().unwrap_or(DEFAULT),
    );
    let mut layers = args.layers.layers(args.revision.as_deref(), ui)?;
    if args.layers.is_empty() {
        match connection.block_on(record::read(&connection, namespace, revision))? {
            Some(kept) => layers = kept,
            None => {
                let found = connection.block_on(verify_live(&connection, namespace, revision))?;
                if found.is_empty() {
                    anyhow::bail!("no installation of revision {revision:?} in namespace {namespace:?}");
                }
                ui.note(
                    "The cluster has not kept the settings of this installation: only whether its objects work is looked at. \
                     Name the profile, files or settings to compare with them.",
                );
                return report::verified(&found, ui);
            }
        }
    }
    let planned = planning::plan(&connection, layers, args.force, ui)?;
    let found = connection
        .block_on(verify(&connection, &planned.plan))
        .map_err(|why| anyhow!(why))?;
    report::verified(&found, ui)
}

//! `istioctl tag remove`

use anyhow::Result;
use clap::Args;
use istio_manifest::cluster::tags;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Remove a tag.
///
/// Namespaces that follow it are not injected any more. `istioctl tag list` names them; if there are any, this asks first.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl tag remove prod")]
pub(crate) struct RemoveArgs {
    /// Name of the tag.
    #[arg(value_name = "TAG")]
    tag: String,
    /// Do not ask.
    #[arg(short = 'y', long)]
    skip_confirmation: bool,
}

pub(super) fn run(args: &RemoveArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let (tag, istio_namespace) = (args.tag.as_str(), global.istio_namespace.as_str());
    let namespaces = connection
        .block_on(tags::dependents(&connection, tag, istio_namespace))
        .map_err(super::failed)?;
    if !namespaces.is_empty() && !args.skip_confirmation {
        let question = format!(
            "Caution, found {} namespace(s) still injected by tag {tag:?}: {}\nProceed with operation? [y/N] ",
            namespaces.len(),
            namespaces.join(" ")
        );
        if !ui.confirm(&question)? {
            ui.data(b"Aborting operation.\n")?;
            return Ok(());
        }
    }
    connection
        .block_on(tags::remove(&connection, tag, istio_namespace))
        .map_err(super::failed)?;
    ui.data(format!("Revision tag {tag} removed\n").as_bytes())?;
    Ok(())
}

//! `istioctl tag set`

use anyhow::Result;
use clap::Args;
use istio_manifest::cluster::tags;

use super::TargetArgs;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Create a tag, or point it at another revision.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Namespaces with istio.io/rev=prod are injected by revision 1-30-3
  istioctl tag set prod --revision 1-30-3
  kubectl label namespace shop istio.io/rev=prod

  # Later, by another one
  istioctl tag set prod --revision 1-31-0 --overwrite

  # Which revision is the default, for namespaces with istio-injection=enabled, and validates configuration
  istioctl tag set default --revision 1-31-0 --overwrite")]
pub(crate) struct SetArgs {
    #[command(flatten)]
    target: TargetArgs,
}

pub(super) fn run(args: &SetArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let tag = args.target.tag(global);
    connection
        .block_on(async {
            let plan = tags::plan(&connection, &tag, args.target.overwrite).await?;
            tags::set(&connection, &plan).await
        })
        .map_err(super::failed)?;
    ui.data(
        format!(
            "Revision tag {0:?} created, referencing control plane revision {1:?}. To enable injection using this\n\
             revision tag, use 'kubectl label namespace <NAMESPACE> istio.io/rev={0}'\n",
            tag.name, tag.revision
        )
        .as_bytes(),
    )?;
    Ok(())
}

//! `istioctl tag generate`

use anyhow::Result;
use clap::Args;
use istio_manifest::cluster::tags;

use super::TargetArgs;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Print the objects of a tag instead of applying them.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl tag generate prod --revision 1-30-3 > tag.yaml
  kubectl apply -f tag.yaml")]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    target: TargetArgs,
}

pub(super) fn run(args: &GenerateArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let tag = args.target.tag(global);
    let plan = connection
        .block_on(tags::plan(&connection, &tag, args.target.overwrite))
        .map_err(super::failed)?;
    let texts: Vec<String> = plan.objects.iter().map(kubeyaml::to_string).collect();
    ui.data(texts.join("---\n").as_bytes())?;
    Ok(())
}

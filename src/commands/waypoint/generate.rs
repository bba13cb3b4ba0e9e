//! `istioctl waypoint generate`

use anyhow::Result;
use clap::Args;

use super::ShapeArgs;
use crate::cli::GlobalArgs;
use crate::ui::Ui;

/// Print a waypoint instead of applying it. No cluster is asked.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl waypoint generate -n shop --for all > waypoint.yaml
  kubectl apply -f waypoint.yaml")]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &GenerateArgs, name: Option<&str>, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    let mut waypoint = args.shape.waypoint(name)?;
    waypoint.namespace.clone_from(&global.namespace);
    ui.data(kubeyaml::to_string(&waypoint.gateway()).as_bytes())?;
    Ok(())
}

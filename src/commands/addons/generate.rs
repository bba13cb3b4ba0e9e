//! `istioctl addons generate`

use anyhow::Result;
use clap::Args;
use istio_manifest::addons::{AddonOptions, stream};
use kubeyaml::Value;

use super::{named, namespace, sets};
use crate::cli::GlobalArgs;
use crate::ui::Ui;

/// Print the objects of add-ons as YAML. Asks no cluster.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl addons generate kiali prometheus -n monitoring > addons.yaml

  # Another image
  istioctl addons generate grafana --set image.repository=registry.example.com/grafana")]
pub(super) struct GenerateArgs {
    /// Names of add-ons.
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// A setting of the add-on's chart, such as image.tag=v1. Repeatable.
    #[arg(short, long, value_name = "PATH=VALUE")]
    set: Vec<String>,
}

pub(super) fn run(args: &GenerateArgs, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    let chosen = named(&args.names)?;
    let options = AddonOptions {
        namespace: namespace(global).to_owned(),
        istio_namespace: global.istio_namespace.clone(),
        set: args.set.clone(),
        ..AddonOptions::default()
    };
    let objects: Vec<Value> = sets(&chosen, &options)?
        .into_iter()
        .flat_map(|(_, objects)| objects)
        .collect();
    ui.data(stream(&objects).as_bytes())?;
    Ok(())
}

//! `istioctl addons`

mod generate;
pub(crate) mod install;
mod list;
mod remove;

use anyhow::Result;
use clap::{Args, Subcommand};
use istio_manifest::addons::{self, Addon, AddonOptions};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui::Ui;

/// Install, list and remove add-ons, with which people look at a mesh.
///
/// Kiali, Prometheus, Grafana, Jaeger, Zipkin, SkyWalking and Loki in versions that go with this version of Istio, set up to find each
/// other and the control plane. They are meant for a first look and for tests: they keep nothing on disks that outlive their pods and
/// ask for no login.
#[derive(Args, Debug)]
#[command(
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Examples:
  # What there is, and what is installed
  istioctl addons list

  # The graph of the mesh, with what it takes
  istioctl addons install kiali prometheus
  istioctl dashboard kiali"
)]
pub(crate) struct AddonsArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::GenerateArgs),
    Install(install::InstallArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    #[command(visible_alias = "uninstall")]
    Remove(remove::RemoveArgs),
}

pub(crate) fn run(args: &AddonsArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Generate(args) => generate::run(args, global, ui),
        Command::Install(args) => install::run(args, global, environment, ui),
        Command::List(args) => list::run(args, global, environment, ui),
        Command::Remove(args) => remove::run(args, global, environment, ui),
    }
}

/// Which add-ons, as the command line names them: words, with commas between them or not.
fn named(words: &[String]) -> Result<Vec<Addon>> {
    let names = words
        .iter()
        .flat_map(|word| word.split(','))
        .filter(|name| !name.is_empty());
    Ok(addons::find(names)?)
}

/// The namespace that add-ons go to.
fn namespace(global: &GlobalArgs) -> &str {
    let own = global.namespace.as_deref().filter(|name| !name.is_empty());
    own.unwrap_or(&global.istio_namespace)
}

/// The objects of add-ons that go in together.
fn sets(chosen: &[Addon], options: &AddonOptions) -> Result<Vec<(Addon, Vec<Value>)>> {
    let mut options = options.clone();
    options.present.extend(chosen.iter().map(|addon| addon.name.to_owned()));
    let mut sets = Vec::new();
    for addon in chosen {
        sets.push((*addon, addons::objects(addon, &options)?));
    }
    addons::duplicates(&sets)?;
    Ok(sets)
}

/// `kiali, prometheus`.
fn words(addons: &[Addon]) -> String {
    let names: Vec<&str> = addons.iter().map(|addon| addon.name).collect();
    names.join(", ")
}

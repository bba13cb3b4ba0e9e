//! `istioctl tag`

mod generate;
mod list;
mod remove;
mod set;

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand, ValueHint};
use istio_manifest::cluster::tags::Tag;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui::Ui;

/// Give revisions of the control plane names that can move.
///
/// A namespace with the label istio.io/rev=prod is injected by the revision that the tag prod stands for. Pointing the tag at another
/// revision changes which one injects, and no namespace has to be labelled anew.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl tag set prod --revision 1-30-3
  istioctl tag list")]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct TagArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::GenerateArgs),
    #[command(visible_alias = "show")]
    List(list::ListArgs),
    #[command(visible_alias = "delete")]
    Remove(remove::RemoveArgs),
    Set(set::SetArgs),
}

/// Which tag, and what it stands for.
#[derive(Args, Debug)]
struct TargetArgs {
    /// Name of the tag.
    #[arg(value_name = "TAG")]
    tag: String,
    /// Revision of the control plane that the tag stands for.
    #[arg(short, long, value_name = "REVISION")]
    revision: String,
    /// Change a tag that exists.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = clap::ArgAction::Set)]
    overwrite: bool,
    /// Name of the MutatingWebhookConfiguration, instead of istio-revision-tag-TAG.
    #[arg(long, value_name = "NAME")]
    webhook_name: Option<String>,
    /// With the tag default: inject into namespaces that have no injection label, too.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = clap::ArgAction::Set)]
    auto_inject_namespaces: bool,
    /// Accepted for compatibility: there is nothing to confirm.
    #[arg(short = 'y', long, hide = true)]
    skip_confirmation: bool,
    /// Accepted for compatibility: a tag takes everything from the revision's own injector.
    #[arg(short = 'd', long, value_name = "DIR", hide = true, value_hint = ValueHint::DirPath)]
    manifests: Option<String>,
}

impl TargetArgs {
    fn tag(&self, global: &GlobalArgs) -> Tag {
        Tag {
            name: self.tag.clone(),
            revision: self.revision.clone(),
            istio_namespace: global.istio_namespace.clone(),
            webhook_name: self.webhook_name.clone().filter(|name| !name.is_empty()),
            auto_inject_namespaces: self.auto_inject_namespaces,
        }
    }
}

pub(crate) fn run(args: &TagArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    match &args.command {
        Command::Generate(args) => generate::run(args, global, environment, ui),
        Command::List(args) => list::run(args, global, environment, ui),
        Command::Remove(args) => remove::run(args, global, environment, ui),
        Command::Set(args) => set::run(args, global, environment, ui),
    }
}

/// A library's error as one of ours.
fn failed(why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("{why}")
}

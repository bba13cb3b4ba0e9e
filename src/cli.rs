//! The root of the command line: global flags and the table of commands.

use std::ffi::OsString;

use anyhow::Result;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};

use crate::commands::{
    analyze, check_inject, completion, create_remote_secret, experimental, install, kube_inject, kube_uninject,
    manifest, precheck, profile, reference, tag, uninstall, upgrade, validate, verify_install, version, waypoint,
};
use crate::environment::Environment;
use crate::ui::Ui;

/// Install, change and look into an Istio service mesh.
#[derive(Debug, Parser)]
#[command(
    name = "istioctl",
    bin_name = "istioctl",
    max_term_width = 110,
    disable_help_subcommand = false,
    propagate_version = false,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

/// Flags that every command takes.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Global flags")]
pub(crate) struct GlobalArgs {
    /// Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config.
    #[arg(short = 'c', long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) kubeconfig: Option<String>,
    /// Kubeconfig context to use.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) context: Option<String>,
    /// Namespace of the objects that the command is about.
    #[arg(short = 'n', long, global = true, value_name = "NAME")]
    pub(crate) namespace: Option<String>,
    /// Namespace that Istio is installed in.
    #[arg(
        short = 'i',
        long = "istioNamespace",
        global = true,
        value_name = "NAME",
        default_value = "istio-system"
    )]
    pub(crate) istio_namespace: String,
    /// User to act as in the cluster.
    #[arg(long = "as", global = true, value_name = "USER")]
    pub(crate) as_user: Option<String>,
    /// Group to act as in the cluster (repeatable).
    #[arg(long = "as-group", global = true, value_name = "GROUP", action = ArgAction::Append)]
    pub(crate) as_group: Vec<String>,
    /// UID to act as in the cluster.
    #[arg(long = "as-uid", global = true, value_name = "UID")]
    pub(crate) as_uid: Option<String>,
    /// Longest time to wait for one answer of the cluster.
    #[arg(
        long = "kubeclient-timeout",
        global = true,
        value_name = "DURATION",
        default_value = "15s",
        value_parser = go_duration
    )]
    pub(crate) kubeclient_timeout: i64,
    /// Detail of the messages of the Kubernetes client.
    #[arg(long, global = true, value_name = "LEVEL")]
    pub(crate) vklog: Option<i32>,
}

/// A duration in Go's syntax, in nanoseconds.
///
/// # Errors
/// What a duration looks like.
pub(crate) fn go_duration(text: &str) -> Result<i64, String> {
    istio_manifest::parse_duration(text)
        .ok_or_else(|| "a duration is a number with a unit, such as 30s or 1m30s".to_owned())
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyze(Box<analyze::AnalyzeArgs>),
    CheckInject(check_inject::CheckInjectArgs),
    Completion(completion::CompletionArgs),
    CreateRemoteSecret(Box<create_remote_secret::CreateRemoteSecretArgs>),
    #[command(visible_alias = "apply")]
    Install(Box<install::InstallArgs>),
    #[command(visible_aliases = ["x", "exp"])]
    Experimental(experimental::ExperimentalArgs),
    KubeInject(Box<kube_inject::KubeInjectArgs>),
    KubeUninject(kube_uninject::KubeUninjectArgs),
    Manifest(manifest::ManifestArgs),
    Precheck(precheck::PrecheckArgs),
    Profile(profile::ProfileArgs),
    #[command(hide = true)]
    Reference(reference::ReferenceArgs),
    #[command(visible_alias = "v")]
    Validate(validate::ValidateArgs),
    Tag(tag::TagArgs),
    Uninstall(Box<uninstall::UninstallArgs>),
    Upgrade(Box<upgrade::UpgradeArgs>),
    #[command(visible_alias = "verify")]
    VerifyInstall(Box<verify_install::VerifyArgs>),
    Version(version::VersionArgs),
    Waypoint(waypoint::WaypointArgs),
}

/// The whole command tree, for completion and generated documentation.
pub(crate) fn command() -> clap::Command {
    Cli::command()
}

/// Parses `argv` and runs the command that it names.
///
/// # Errors
/// Whatever the command could not do; a command line that cannot be read is a [`clap::Error`].
pub(crate) fn run(argv: impl IntoIterator<Item = OsString>, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let cli = Cli::try_parse_from(argv)?;
    match cli.command {
        Command::Analyze(args) => analyze::run(&args, &cli.global, environment, ui),
        Command::CheckInject(args) => check_inject::run(&args, &cli.global, environment, ui),
        Command::Experimental(args) => experimental::run(&args, &cli.global, environment, ui),
        Command::Precheck(args) => precheck::run(&args, &cli.global, environment, ui),
        Command::Completion(args) => completion::run(&args, ui),
        Command::CreateRemoteSecret(args) => create_remote_secret::run(&args, &cli.global, environment, ui),
        Command::Install(args) => install::run(&args, &cli.global, environment, ui),
        Command::KubeInject(args) => kube_inject::run(&args, &cli.global, environment, ui),
        Command::KubeUninject(args) => kube_uninject::run(&args, ui),
        Command::Manifest(args) => manifest::run(&args, &cli.global, environment, ui),
        Command::Profile(args) => profile::run(&args, ui),
        Command::Reference(args) => reference::run(&args, ui),
        Command::Validate(args) => validate::run(&args, &cli.global, ui),
        Command::Tag(args) => tag::run(&args, &cli.global, environment, ui),
        Command::Uninstall(args) => uninstall::run(&args, &cli.global, environment, ui),
        Command::Upgrade(args) => upgrade::run(&args, &cli.global, environment, ui),
        Command::VerifyInstall(args) => verify_install::run(&args, &cli.global, environment, ui),
        Command::Version(args) => version::run(&args, &cli.global, environment, ui),
        Command::Waypoint(args) => waypoint::run(&args, &cli.global, environment, ui),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_tree_is_consistent() {
        command().debug_assert();
    }
}

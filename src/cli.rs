//! The root of the command line: global flags and the table of commands.

use std::ffi::OsString;

use anyhow::Result;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::command_names;
use crate::commands::{
    addons, admin, analyze, check_inject, completion as completion_command, create, create_remote_secret, dashboard,
    delete, experimental, get, install, kube_inject, kube_uninject, manifest, options, precheck, profile, proxy_config,
    proxy_status, reference, remote_clusters, replace, tag, uninstall, upgrade, validate, verify_install, version,
    waypoint, ztunnel_config,
};
use crate::completion;
use crate::defaults;
use crate::environment::Environment;
use crate::error::UnknownCommand;
use crate::ui::{ColourChoice, Ui};

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
    /// Detail of the messages of the Kubernetes client: from 6 on each request is told on standard error.
    #[arg(long, global = true, value_name = "NUMBER")]
    pub(crate) vklog: Option<i32>,
    /// Colour: auto (where a terminal shows it), always or never. Alone it means always.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_value = "auto",
        default_missing_value = "always",
        hide_possible_values = true
    )]
    pub(crate) color: ColourChoice,
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
    Addons(addons::AddonsArgs),
    #[command(visible_alias = "istiod")]
    Admin(admin::AdminArgs),
    Analyze(Box<analyze::AnalyzeArgs>),
    #[command(hide = true)]
    Authz(experimental::authz::AuthzArgs),
    CheckInject(check_inject::CheckInjectArgs),
    Completion(completion_command::CompletionArgs),
    #[command(hide = true)]
    Create(create::CreateArgs),
    CreateRemoteSecret(Box<create_remote_secret::CreateRemoteSecretArgs>),
    #[command(visible_aliases = ["dash", "d"])]
    Dashboard(Box<dashboard::DashboardArgs>),
    #[command(hide = true)]
    Delete(delete::DeleteArgs),
    #[command(visible_aliases = ["x", "exp"])]
    Experimental(experimental::ExperimentalArgs),
    #[command(hide = true)]
    Get(get::GetArgs),
    #[command(visible_alias = "apply")]
    Install(Box<install::InstallArgs>),
    KubeInject(Box<kube_inject::KubeInjectArgs>),
    KubeUninject(kube_uninject::KubeUninjectArgs),
    Manifest(manifest::ManifestArgs),
    Options(options::OptionsArgs),
    Precheck(precheck::PrecheckArgs),
    Profile(profile::ProfileArgs),
    #[command(visible_alias = "pc")]
    ProxyConfig(Box<proxy_config::ProxyConfigArgs>),
    #[command(visible_alias = "ps")]
    ProxyStatus(Box<proxy_status::ProxyStatusArgs>),
    #[command(hide = true)]
    Reference(reference::ReferenceArgs),
    RemoteClusters(remote_clusters::RemoteClustersArgs),
    #[command(hide = true)]
    Replace(replace::ReplaceArgs),
    Tag(tag::TagArgs),
    Uninstall(Box<uninstall::UninstallArgs>),
    Upgrade(Box<upgrade::UpgradeArgs>),
    #[command(visible_alias = "v")]
    Validate(validate::ValidateArgs),
    #[command(visible_alias = "verify")]
    VerifyInstall(Box<verify_install::VerifyArgs>),
    Version(version::VersionArgs),
    Waypoint(waypoint::WaypointArgs),
    #[command(visible_alias = "zc")]
    ZtunnelConfig(Box<ztunnel_config::ZtunnelConfigArgs>),
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
    let argv: Vec<OsString> = argv.into_iter().collect();
    if let Some(candidates) = completion::requested(&argv, command, environment) {
        return Ok(ui.data(candidates.as_bytes())?);
    }
    let argv = colour_as_one_word(argv);
    let mut root = command().color(ui.colour_of_help(&argv));
    let matches = root
        .try_get_matches_from_mut(&argv)
        .map_err(|why| with_hint(why, &root, &argv))?;
    let matches = match defaults::filled(environment, &root, &matches, &argv)? {
        Some(argv) => root.try_get_matches_from_mut(&argv)?,
        None => matches,
    };
    let cli = Cli::from_arg_matches(&matches)?;
    ui.choose_colour(cli.global.color);
    say_what_is_new(&argv, ui);
    match cli.command {
        Command::Addons(args) => addons::run(&args, &cli.global, environment, ui),
        Command::Analyze(args) => analyze::run(&args, &cli.global, environment, ui),
        Command::Authz(args) => experimental::authz::run(&args, &cli.global, environment, ui),
        Command::CheckInject(args) => check_inject::run(&args, &cli.global, environment, ui),
        Command::Experimental(args) => experimental::run(&args, &cli.global, environment, ui),
        Command::Precheck(args) => precheck::run(&args, &cli.global, environment, ui),
        Command::Completion(args) => completion_command::run(&args, ui),
        Command::Create(args) => create::run(&args, &cli.global, environment, ui),
        Command::Delete(args) => delete::run(&args, &cli.global, environment, ui),
        Command::Get(args) => get::run(&args, &cli.global, environment, ui),
        Command::Options(args) => options::run(&args, ui),
        Command::RemoteClusters(args) => remote_clusters::run(&args, &cli.global, environment, ui),
        Command::Replace(args) => replace::run(&args, &cli.global, environment, ui),
        Command::Dashboard(args) => dashboard::run(&args, &cli.global, environment, ui),
        Command::CreateRemoteSecret(args) => create_remote_secret::run(&args, &cli.global, environment, ui),
        Command::Install(args) => install::run(&args, &cli.global, environment, ui),
        Command::KubeInject(args) => kube_inject::run(&args, &cli.global, environment, ui),
        Command::KubeUninject(args) => kube_uninject::run(&args, ui),
        Command::Manifest(args) => manifest::run(&args, &cli.global, environment, ui),
        Command::Admin(args) => admin::run(&args, &cli.global, environment, ui),
        Command::ProxyStatus(args) => proxy_status::run(&args, &cli.global, environment, ui),
        Command::ZtunnelConfig(args) => ztunnel_config::run(&args, &cli.global, environment, ui),
        Command::ProxyConfig(args) => proxy_config::run(&args, &cli.global, environment, ui),
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

/// `--color never` as `--color=never`: the value needs an equals sign, since `--color FILE` is a flag and a file.
fn colour_as_one_word(argv: Vec<OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::with_capacity(argv.len());
    for word in argv {
        let choice = word.to_str().filter(|word| ["auto", "always", "never"].contains(word));
        match (joined.last_mut(), choice) {
            (Some(flag), Some(choice)) if flag == "--color" => *flag = OsString::from(format!("--color={choice}")),
            _ => joined.push(word),
        }
    }
    joined
}

/// An unknown command that Go's istioctl has, or had, is answered with what there is to say about it.
fn with_hint(mut why: clap::Error, root: &clap::Command, argv: &[OsString]) -> anyhow::Error {
    let unknown = match (why.kind(), why.get(ContextKind::InvalidSubcommand)) {
        (ErrorKind::InvalidSubcommand, Some(ContextValue::String(name))) => name.clone(),
        _ => return why.into(),
    };
    let mut path = Vec::new();
    let mut command = root;
    for word in argv.iter().skip(1).filter_map(|word| word.to_str()) {
        if word == unknown {
            break;
        }
        if let Some(sub) = command.find_subcommand(word) {
            path.push(sub.get_name());
            command = sub;
        }
    }
    path.push(&unknown);
    match command_names::hint(&path) {
        Some(hint) => UnknownCommand(hint).into(),
        None => {
            // The best comes last; the others would be a guess (`uninstall` for `instal`).
            if let Some(ContextValue::Strings(similar)) = why.get(ContextKind::SuggestedSubcommand) {
                let best = similar.last().cloned().into_iter().collect();
                why.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(best));
            }
            why.into()
        }
    }
}

/// Names of earlier releases that still work are answered with those of today.
fn say_what_is_new(argv: &[OsString], ui: &mut Ui) {
    let mut words = argv
        .iter()
        .skip(1)
        .filter_map(|word| word.to_str())
        .filter(|word| !word.starts_with('-'));
    if words.any(|word| word == "manifest") && words.next() == Some("apply") {
        ui.note("istioctl manifest apply is a name of early releases; it is `istioctl install` today");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_one_word() {
        let joined = |words: &[&str]| colour_as_one_word(words.iter().map(OsString::from).collect());
        assert_eq!(joined(&["--color", "never", "x"]), ["--color=never", "x"]);
        assert_eq!(joined(&["--color", "a.yaml"]), ["--color", "a.yaml"]);
        assert_eq!(joined(&["--context", "never"]), ["--context", "never"]);
    }

    #[test]
    fn the_command_tree_is_consistent() {
        command().debug_assert();
    }
}

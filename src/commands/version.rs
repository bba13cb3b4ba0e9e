//! `istioctl version`

use anyhow::Result;
use clap::{Args, ValueEnum};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Print the version of istioctl and of the mesh.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The version of this istioctl alone
  istioctl version --remote=false

  # For scripts
  istioctl version --remote=false -o json")]
pub(crate) struct VersionArgs {
    /// Ask the cluster for the versions of the control plane and of the proxies.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true", default_missing_value = "true",
          action = clap::ArgAction::Set)]
    remote: bool,
    /// Print the version number alone. Use --short=false for everything that is known about the build.
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", action = clap::ArgAction::Set)]
    short: bool,
    /// Print machine-readable output.
    #[arg(short, long, value_name = "FORMAT")]
    output: Option<String>,
    /// Revision of the control plane to ask.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Yaml,
}

/// Version of Istio that this istioctl is for: the crate's own.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Source revision of the build; set by a release build.
const REVISION: Option<&str> = option_env!("ISTIOCTL_REVISION");

pub(crate) fn run(args: &VersionArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let format = match args.output.as_deref() {
        None | Some("") => None,
        Some("json") => Some(Format::Json),
        Some("yaml") => Some(Format::Yaml),
        Some(other) => return Err(UsageError(format!("--output must be 'yaml' or 'json', not {other:?}")).into()),
    };
    let text = match format {
        Some(Format::Json) => format!("{}\n", json(&client_version())?),
        Some(Format::Yaml) => format!("{}\n", kubeyaml::to_string(&client_version())),
        None if args.short => format!("client version: {VERSION}\n"),
        None => format!(
            "client version: version.BuildInfo{{Version:{VERSION:?}, GitRevision:{:?}, GolangVersion:\"\", BuildStatus:\"Clean\", GitTag:{VERSION:?}}}\n",
            REVISION.unwrap_or("unknown")
        ),
    };
    ui.data(text.as_bytes())?;
    if args.remote {
        let why = match kubeconfig::cluster(global, environment) {
            Ok(Some(_)) => {
                "this istioctl does not ask clusters yet (--remote=false says the same without this line)".to_owned()
            }
            Ok(None) => "no kubeconfig names a cluster".to_owned(),
            // As in Go's tool, an unreachable cluster does not spoil the answer that there is.
            Err(why) => format!("{why:#}"),
        };
        ui.note(&format!("The versions in the cluster are missing: {why}"));
    }
    Ok(())
}

fn json(value: &Value) -> Result<String> {
    let format = kubeyaml::json::Format {
        indent: Some("  ".to_owned()),
        ..kubeyaml::json::Format::default()
    };
    Ok(kubeyaml::json::to_string_with(value, &format)?)
}

fn client_version() -> Value {
    let mut build = Mapping::new();
    build.insert("version", VERSION);
    build.insert("revision", REVISION.unwrap_or("unknown"));
    build.insert("golang_version", "");
    build.insert("status", "Clean");
    build.insert("tag", VERSION);
    let mut versions = Mapping::new();
    versions.insert("clientVersion", build);
    versions.into()
}

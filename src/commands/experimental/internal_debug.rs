//! `istioctl experimental internal-debug`

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::cluster::join_all;
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::commands::istiod_pods::IstiodArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::ui::Ui;

/// Show a debug page of istiod.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Which pages there are
  istioctl experimental internal-debug --list

  # The proxies that are connected to an istiod
  istioctl experimental internal-debug syncz

  # What istiod would send a proxy
  istioctl experimental internal-debug 'config_dump?proxyID=web-6d4b75cb6d-hx2zm.shop'

  # A page of each istiod, by pod
  istioctl experimental internal-debug configz --all")]
pub(super) struct InternalDebugArgs {
    /// The page, with its query.
    #[arg(value_name = "PAGE")]
    page: Option<String>,
    /// Show the names of the pages.
    #[arg(short = 'L', long)]
    list: bool,
    /// Ask every istiod, not only the first that knows an answer.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    istiod: IstiodArgs,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

/// What istiod says of a proxy that another istiod serves.
const ELSEWHERE: &str = "Proxy not connected to this Pilot instance";

pub(super) fn run(args: &InternalDebugArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let page = match (args.page.as_deref(), args.list) {
        (_, true) => "list",
        (Some(page), false) if !page.is_empty() => page.trim_start_matches('/'),
        _ => bail!(UsageError(
            "debug type is required, you can specify --list flag to list supported debug types".to_owned()
        )),
    };
    if page.bytes().any(|byte| byte <= b' ' || byte >= 0x7f) {
        bail!(UsageError(format!(
            "{page:?} is no name of a page: write special signs as %XX"
        )));
    }
    let path = format!("/debug/{page}");
    let (connection, pods) = args.istiod.pods(global, environment)?;
    if args.all {
        let answers = connection.block_on(join_all(pods.iter().map(|pod| pod.get(&connection, &path))));
        let (mut told, mut failed) = (Mapping::new(), Vec::new());
        for (pod, answer) in pods.iter().zip(answers) {
            match answer {
                Ok(text) => {
                    let value = kubeyaml::json::from_str(&text).unwrap_or(Value::String(text));
                    told.insert(pod.name.as_str(), value);
                }
                Err(why) => failed.push(why.to_string()),
            }
        }
        if !told.is_empty() {
            ui.data(indented(&told.into())?.as_bytes())?;
        }
        if !failed.is_empty() {
            bail!(failed.join("; "));
        }
        return Ok(());
    }
    let mut failed = None;
    for pod in &pods {
        match connection.block_on(pod.get(&connection, &path)) {
            Ok(text) if text.contains(ELSEWHERE) => failed = Some(format!("{}: {}", pod.name, text.trim())),
            Ok(text) => {
                let shown = match kubeyaml::json::from_str(&text) {
                    Ok(value) => indented(&value)?,
                    // Not all pages are JSON.
                    Err(_) => format!("{}\n", text.trim_end()),
                };
                return Ok(ui.data(shown.as_bytes())?);
            }
            Err(why) => failed = Some(why.to_string()),
        }
    }
    bail!(
        "{} (--list shows the pages that there are)",
        failed.unwrap_or_else(|| "no istiod answered".to_owned())
    )
}

fn indented(value: &Value) -> Result<String> {
    let format = kubeyaml::json::Format {
        indent: Some("  ".to_owned()),
        escape_html: false,
    };
    Ok(kubeyaml::json::to_string_with(value, &format)? + "\n")
}

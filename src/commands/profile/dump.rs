//! `istioctl profile dump`.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use kubeyaml::Value;

use super::merged;
use crate::commands::layers::LayerArgs;
use crate::error::UsageError;
use crate::ui::Ui;

/// Print a profile with all its settings, and what files and flags change in it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The profile demo
  istioctl profile dump demo

  # One part of it
  istioctl profile dump demo --config-path components.egressGateways

  # As flags for --set
  istioctl profile dump ambient -o flags")]
pub(crate) struct DumpArgs {
    /// Name of the profile; default if not given.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    layers: LayerArgs,
    /// Print only this part, named by its path below spec, such as components.pilot.
    #[arg(short = 'p', long, value_name = "PATH")]
    config_path: Option<String>,
    /// Output format.
    #[arg(short, long, value_name = "FORMAT", default_value = "yaml")]
    output: Format,
}

/// How a profile is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Yaml,
    Json,
    Flags,
}

pub(crate) fn run(args: &DumpArgs, ui: &mut Ui) -> Result<()> {
    if args.name.is_some() && args.layers.has_files() {
        let message = "a profile's name and -f cannot go together; name the profile in the file".to_owned();
        return Err(UsageError(message).into());
    }
    let (tree, warnings) = merged(args.name.as_deref(), args.layers.layers(None, ui)?)?;
    for warning in &warnings {
        ui.warning(warning);
    }
    let mut prefix = String::new();
    let part = match args.config_path.as_deref().map(|path| path.trim_matches('.')) {
        None | Some("") => tree,
        Some(path) => {
            let mut steps: Vec<&str> = path.split('.').collect();
            if steps.first() != Some(&"spec") {
                steps.insert(0, "spec");
            }
            prefix = steps[1..].join(".");
            match tree.get_path(&steps) {
                Some(part) => part.clone(),
                None => bail!("the profile has no {path:?}"),
            }
        }
    };
    let text = match args.output {
        Format::Yaml => kubeyaml::to_string(&part),
        Format::Json => format!("{}\n", kubeyaml::json::to_string(&part)?),
        Format::Flags => {
            let part = if prefix.is_empty() {
                part.get("spec").cloned().unwrap_or_default()
            } else {
                part
            };
            let mut lines = Vec::new();
            flags(&prefix, &part, &mut lines)?;
            lines.sort();
            lines.iter().map(|line| format!("{line}\n")).collect()
        }
    };
    Ok(ui.data(text.as_bytes())?)
}

/// `path=value` for every value, in the syntax of `--set`.
fn flags(path: &str, value: &Value, lines: &mut Vec<String>) -> Result<()> {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map.iter() {
                let key = key.replace('.', "\\.");
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                flags(&path, value, lines)?;
            }
        }
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                flags(&format!("{path}[{index}]"), item, lines)?;
            }
        }
        Value::String(text) => lines.push(format!("{path}={}", text.replace(',', "\\,"))),
        other => lines.push(format!("{path}={}", kubeyaml::json::to_string(other)?)),
    }
    Ok(())
}

//! `istioctl manifest diff`.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueHint};
use istio_manifest::manifest::{DiffOptions, Manifest, Pattern, diff};

use crate::error::{Differs, UsageError};
use crate::files;
use crate::ui::Ui;

/// Compare the objects of two files or folders.
///
/// Order, comments and spelling do not matter. The exit code is 1 when there are differences, one line each.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # What a change of settings changes
  istioctl manifest generate > old.yaml
  istioctl manifest generate --set meshConfig.enableTracing=true > new.yaml
  istioctl manifest diff old.yaml new.yaml

  # Only Deployments, without their replicas
  istioctl manifest diff old.yaml new.yaml --select Deployment/* --ignore 'Deployment/*#spec.replicas'")]
pub(crate) struct DiffArgs {
    /// A manifest, or a folder of manifests.
    #[arg(value_name = "FIRST", value_hint = ValueHint::AnyPath)]
    first: PathBuf,
    /// The manifest or folder to compare it with.
    #[arg(value_name = "SECOND", value_hint = ValueHint::AnyPath)]
    second: PathBuf,
    /// Compare folders, subfolders included.
    #[arg(short = 'r', long)]
    directory: bool,
    /// Leave these objects out: Kind/namespace/name or Kind/name with * for any text; with #path, that part of them. Repeatable.
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Compare only these objects. Repeatable.
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    select: Vec<String>,
}

pub(crate) fn run(args: &DiffArgs, ui: &mut Ui) -> Result<()> {
    let pattern = |flag: &str, text: &str| -> Result<Pattern, UsageError> {
        text.parse().map_err(|why| UsageError(format!("{flag}: {why}")))
    };
    let mut options = DiffOptions::default();
    for text in &args.select {
        options.select.push(pattern("--select", text)?);
    }
    for text in &args.ignore {
        let (objects, path) = text.split_once('#').unwrap_or((text, ""));
        let path = path
            .split('.')
            .filter(|step| !step.is_empty())
            .map(str::to_owned)
            .collect();
        options.ignore.push((pattern("--ignore", objects)?, path));
    }
    for path in [&args.first, &args.second] {
        if path.is_dir() && !args.directory {
            bail!("{}: this is a folder; compare folders with -r", path.display());
        }
        if args.directory && !path.is_dir() {
            bail!("{}: this is no folder; compare files without -r", path.display());
        }
    }
    let lines = diff(&read(&args.first)?, &read(&args.second)?, &options);
    if lines.is_empty() {
        return Ok(());
    }
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    ui.data(text.as_bytes())?;
    Err(Differs.into())
}

fn read(path: &Path) -> Result<Vec<Manifest>> {
    let mut found = Vec::new();
    for input in files::read_manifests(&[path.to_owned()])? {
        let text =
            std::str::from_utf8(&input.bytes).map_err(|_| anyhow!("{}: the file is not UTF-8 text", input.name))?;
        found.extend(Manifest::parse_all(text).map_err(|why| anyhow!("{}: {why}", input.name))?);
    }
    Ok(found)
}

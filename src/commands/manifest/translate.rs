//! `istioctl manifest translate`.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::{Args, ValueHint};
use istio_manifest::generate::{GenerateOptions, generate};
use istio_manifest::translate::translate;

use crate::commands::layers::LayerArgs;
use crate::error::UsageError;
use crate::files;
use crate::ui::Ui;

/// Write what it takes to install with Helm what an IstioOperator says.
///
/// For each component: its values, and a script that hands its objects over to a Helm release and then upgrades that release. README.md
/// in the folder says what is supported and what renders differently.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl manifest translate -f mesh.yaml -o helm
  cat helm/README.md")]
pub(crate) struct TranslateArgs {
    #[command(flatten)]
    layers: LayerArgs,
    /// Revision of the control plane.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    /// Folder to write to; a new one for temporary files if not given.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    /// Write no files, only say what would be written.
    #[arg(long)]
    dry_run: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(crate) fn run(args: &TranslateArgs, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        return Err(UsageError(format!("manifest translate takes no argument, but got {argument:?}")).into());
    }
    let options = GenerateOptions {
        layers: args.layers.layers(args.revision.as_deref(), ui)?,
        keep_charted: true,
        ..GenerateOptions::default()
    };
    let generated = generate(&options).map_err(|why| anyhow!("{why}"))?;
    for warning in &generated.warnings {
        ui.warning(warning);
    }
    let outputs = translate(&generated.instances);
    if args.dry_run {
        for output in &outputs {
            ui.note(&format!("would write {}", output.name));
        }
        return Ok(());
    }
    let folder = match &args.output {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|why| anyhow!("{}: {why}", folder.display()))?;
            folder.clone()
        }
        None => tempfile::Builder::new().prefix("istioctl-translate-").tempdir()?.keep(),
    };
    for output in &outputs {
        let path = folder.join(&output.name);
        files::replace(&path, output.text.as_bytes())?;
        if output.executable {
            executable(&path)?;
        }
    }
    ui.note(&format!(
        "{} files written; {} says how to go on",
        outputs.len(),
        folder.join("README.md").display()
    ));
    ui.data(format!("{}\n", folder.display()).as_bytes())?;
    Ok(())
}

#[cfg(unix)]
fn executable(path: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn executable(_: &std::path::Path) -> Result<()> {
    Ok(())
}

//! `istioctl manifest generate`.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum, ValueHint};
use istio_manifest::component::Component;
use istio_manifest::generate::{GenerateOptions, generate, proxy_image};
use istio_manifest::manifest::{Manifest, Pattern, images, sort};
use kubeyaml::{Mapping, Value};

use super::split;
use crate::cli::GlobalArgs;
use crate::commands::install::planning;
use crate::commands::layers::LayerArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Print the manifests of an installation.
///
/// The objects come in an order in which kubectl apply -f - can take them in one go. Nothing is contacted, and the same input gives the
/// same bytes.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The default installation
  istioctl manifest generate

  # The profile demo, with tracing
  istioctl manifest generate --set profile=demo --set meshConfig.enableTracing=true

  # A key with dots in it
  istioctl manifest generate --set 'values.cni.podAnnotations.example\\.com/team=mesh'

  # What there is to mirror into a registry of one's own
  istioctl manifest generate --set profile=ambient --images

  # One file an object, for a Git repository
  istioctl manifest generate -f mesh.yaml --split-dir deploy/istio")]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    layers: LayerArgs,
    /// Revision of the control plane.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    /// Go on in spite of settings that are not valid.
    #[arg(long)]
    force: bool,
    /// Write no files, only say what would be written.
    #[arg(long)]
    dry_run: bool,
    /// Look at the cluster for settings that it needs.
    #[arg(long)]
    cluster_specific: bool,
    /// Kubernetes version to generate for; the oldest that this release runs on if not given.
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,
    /// Only these objects: Kind/namespace/name or Kind/name, with * for any text. Repeatable.
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    filter: Vec<String>,
    /// Write each object into a file of its own in this folder instead of printing.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "images")]
    split_dir: Option<PathBuf>,
    /// Output format.
    #[arg(short, long, value_name = "FORMAT", default_value = "yaml")]
    output: Format,
    /// Print only the images that the installation uses.
    #[arg(long)]
    images: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

/// How objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Yaml,
    Json,
}

pub(crate) fn run(args: &GenerateArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        return Err(UsageError(format!("manifest generate takes no argument, but got {argument:?}")).into());
    }
    let patterns = patterns(&args.filter, ui)?;
    let layers = args.layers.layers(args.revision.as_deref(), ui)?;
    let generated = if args.cluster_specific {
        let connection = kubeconfig::connect(global, environment).context("--cluster-specific")?;
        planning::generate_for(&connection, layers, args.force, ui)?.0
    } else {
        let options = GenerateOptions {
            layers,
            force: args.force,
            kube_version: args.kube_version.clone(),
            keep_charted: false,
        };
        let generated = generate(&options).map_err(|why| anyhow!("{why}"))?;
        for warning in &generated.warnings {
            ui.warning(warning);
        }
        generated
    };
    let proxy = if args.images { proxy_image(&generated) } else { None };
    let has_control_plane = generated
        .instances
        .iter()
        .any(|instance| instance.component == Component::Pilot || instance.component.is_gateway());
    let mut manifests: Vec<Manifest> = generated
        .instances
        .into_iter()
        .flat_map(|instance| instance.manifests)
        .collect();
    if !patterns.is_empty() {
        manifests.retain(|manifest| patterns.iter().any(|pattern| pattern.matches(manifest.identity())));
    }
    sort(&mut manifests);
    if args.images {
        // Sidecars and gateways run the proxy, whose image only the injector names.
        let proxy = proxy.filter(|_| has_control_plane && patterns.is_empty());
        let mut found = images(&manifests, proxy.as_deref());
        if let Some(proxy) = proxy
            && !found.contains(&proxy)
        {
            found.push(proxy);
            found.sort();
        }
        return Ok(ui.data(listed(&found, args.output)?.as_bytes())?);
    }
    if let Some(folder) = &args.split_dir {
        return split::write(folder, &manifests, args.output, args.dry_run, ui);
    }
    Ok(ui.data(written(&manifests, args.output)?.as_bytes())?)
}

/// Patterns of objects. Go's istioctl takes names of components here and does nothing with them.
fn patterns(texts: &[String], ui: &mut Ui) -> Result<Vec<Pattern>> {
    let mut patterns = Vec::new();
    for text in texts {
        if text.contains('/') {
            patterns.push(text.parse().map_err(|why| UsageError(format!("--filter: {why}")))?);
        } else {
            ui.warning(&format!(
                "--filter {text:?} has no effect; objects are picked with Kind/namespace/name or Kind/name"
            ));
        }
    }
    Ok(patterns)
}

/// All objects in one text: a stream of documents, or a List in JSON.
fn written(manifests: &[Manifest], format: Format) -> Result<String> {
    match format {
        Format::Yaml => {
            let mut out = String::new();
            for manifest in manifests {
                manifest.write_yaml(&mut out);
                out.push_str("---\n");
            }
            Ok(out)
        }
        Format::Json => {
            let mut list = Mapping::new();
            list.insert("apiVersion", "v1");
            list.insert("kind", "List");
            let items: Vec<Value> = manifests.iter().map(|manifest| manifest.tree().into_owned()).collect();
            list.insert("items", items);
            Ok(format!("{}\n", kubeyaml::json::to_string(&Value::Mapping(list))?))
        }
    }
}

fn listed(lines: &[String], format: Format) -> Result<String> {
    match format {
        Format::Yaml => Ok(lines.iter().map(|line| format!("{line}\n")).collect()),
        Format::Json => {
            let items: Vec<Value> = lines.iter().map(|line| Value::from(line.as_str())).collect();
            Ok(format!("{}\n", kubeyaml::json::to_string(&Value::Sequence(items))?))
        }
    }
}

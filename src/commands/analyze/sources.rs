//! Where resources come from: the flags, the clusters that they name, and the snapshot made of clusters and files.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum, ValueHint};
use istio_analysis::analysis::chosen;
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Coverage, RenderedFile, Settings, Snapshot};
use istio_api::mesh::apply_mesh_config_defaults;
use istio_manifest::cluster::{Connection, Target};

use super::AnalyzeArgs;
use super::cluster::{self, Cluster, Clusters, Wanted};
use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::error::UsageError;
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Where resources come from.
#[derive(Args, Debug)]
#[command(next_help_heading = "Sources")]
pub(super) struct SourceArgs {
    /// Analyse the cluster as well (the default where a kubeconfig names one).
    #[arg(short = 'k', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    pub(super) use_kube: Option<bool>,
    /// Values for Helm charts among the inputs (repeatable; later files count).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) values: Vec<PathBuf>,
    /// Set a value of Helm charts among the inputs (repeatable).
    #[arg(long, value_name = "PATH=VALUE")]
    pub(super) set: Vec<String>,
    /// Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself.
    #[arg(long = "meshConfigFile", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) mesh_config_file: Option<PathBuf>,
    /// Look into the directories of directories.
    #[arg(short = 'R', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "true", hide_possible_values = true, action = clap::ArgAction::Set)]
    pub(super) recursive: bool,
    /// Do not fail because of an input that holds no Kubernetes resources.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    pub(super) ignore_unknown: bool,
    /// Contexts of the kubeconfig whose clusters are remote clusters of the mesh (repeatable).
    #[arg(long, value_name = "CONTEXT")]
    pub(super) remote_contexts: Vec<String>,
    /// Revision of the control plane whose configuration counts.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    pub(super) revision: String,
    /// Longest time that reading a cluster may take; 0 is without end.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = go_duration)]
    pub(super) timeout: i64,
    /// Read files as another tool does. istioctl-1.30 leaves out Services, Namespaces, Nodes, Pods and Secrets.
    #[arg(long, value_name = "TOOL", value_enum)]
    pub(super) compat: Option<Compat>,
}

/// A tool whose way of reading files is kept to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Compat {
    /// istioctl 1.30, written in Go.
    #[value(name = "istioctl-1.30")]
    Istioctl130,
}

/// The namespaces whose messages are shown; none for all.
pub(super) fn namespaces(
    args: &AnalyzeArgs,
    global: &GlobalArgs,
    snapshot: &Snapshot,
    clusters: Option<&Clusters>,
) -> Vec<String> {
    if args.selection.all_namespaces {
        return Vec::new();
    }
    if let Some(namespace) = &global.namespace {
        return vec![namespace.clone()];
    }
    match clusters {
        // Files are asked about where they are; a cluster where the kubeconfig points to.
        Some(clusters) => match snapshot.namespaces_of_files() {
            none if none.is_empty() => vec![clusters.main.connection.namespace().to_owned()],
            of_files => of_files,
        },
        None if args.sources.compat.is_some() => vec!["default".to_owned()],
        None => Vec::new(),
    }
}

/// The clusters that are asked, if any, and what is said when there is none to ask.
pub(super) fn clusters(
    args: &AnalyzeArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<Option<Clusters>> {
    let sources = &args.sources;
    if sources.use_kube == Some(false) {
        if !sources.remote_contexts.is_empty() {
            bail!(UsageError(
                "--remote-contexts asks clusters, but --use-kube=false asks none".to_owned()
            ));
        }
        if args.files.is_empty() {
            bail!(UsageError(
                "nothing to analyse: name files or directories, or - for standard input".to_owned()
            ));
        }
        return Ok(None);
    }
    let mut target = kubeconfig::target(global, environment);
    let Some(name) = kubeconfig::cluster(&target)? else {
        if sources.use_kube == Some(true) || !sources.remote_contexts.is_empty() {
            bail!("--use-kube: no kubeconfig names a cluster");
        }
        if args.files.is_empty() {
            bail!("nothing to analyse: no kubeconfig names a cluster, and no file is named");
        }
        ui.note("Analysing files only: no kubeconfig names a cluster.");
        return Ok(None);
    };
    if let Some(limit) = time_limit(args) {
        target.timeouts.operation = target.timeouts.operation.min(limit);
        target.timeouts.answer = target.timeouts.answer.min(limit);
    }
    let connect = |target: &Target, name: &str| -> Result<Cluster> {
        Ok(Cluster {
            name: name.to_owned(),
            connection: Connection::open(target)?,
        })
    };
    let main = connect(&target, &name)?;
    let mut remotes = Vec::new();
    for context in &sources.remote_contexts {
        target.context = Some(context.clone());
        target.in_cluster = false;
        kubeconfig::cluster(&target)?;
        remotes.push(connect(&target, context)?);
    }
    Ok(Some(Clusters { main, remotes }))
}

/// How long reading a cluster may take; zero is without end.
fn time_limit(args: &AnalyzeArgs) -> Option<Duration> {
    let nanoseconds = u64::try_from(args.sources.timeout).unwrap_or_default();
    (nanoseconds > 0).then(|| Duration::from_nanos(nanoseconds))
}

pub(super) fn snapshot(
    args: &AnalyzeArgs,
    global: &GlobalArgs,
    inputs: Vec<RenderedFile>,
    clusters: Option<&Clusters>,
    ui: &mut Ui,
) -> Result<Snapshot> {
    let compat = args.sources.compat.is_some();
    let default_namespace = match (args.selection.all_namespaces, &global.namespace, clusters) {
        (true, ..) => String::new(),
        (false, Some(namespace), _) => namespace.clone(),
        (false, None, Some(clusters)) => clusters.main.connection.namespace().to_owned(),
        (false, None, None) => "default".to_owned(),
    };
    let mut builder = Builder::new(Settings {
        default_namespace,
        runtime_kinds: clusters.is_some() || !compat,
        coverage: match clusters {
            Some(_) => Coverage::Cluster,
            None => Coverage::Files,
        },
        istio_namespace: global.istio_namespace.clone(),
        as_istioctl_130: compat,
        schemas: if compat { SchemaUse::Refuse } else { SchemaUse::Report },
        ..Settings::default()
    });
    builder.add_rendered(inputs);
    if let Some(clusters) = clusters {
        add_clusters(args, global, clusters, &mut builder, ui)?;
    }
    if let Some(path) = &args.sources.mesh_config_file {
        let text = files::read_text(path)?;
        let context = || format!("--meshConfigFile {}", path.display());
        let data = kubeyaml::from_str(&text).with_context(context)?;
        let inner = data.get_path(&["data", "mesh"]).and_then(kubeyaml::Value::as_str);
        let data = match inner {
            Some(inner) => kubeyaml::from_str(inner).with_context(context)?,
            None => data,
        };
        builder.set_mesh_config(apply_mesh_config_defaults(&data).with_context(context)?.0);
    } else if clusters.is_some() || !compat {
        builder.use_config_map(&cluster::config_map(&args.sources.revision));
    }
    if clusters.is_none() && !compat {
        builder.add_builtin_ingress_gateway();
    }
    Ok(builder.build())
}

fn add_clusters(
    args: &AnalyzeArgs,
    global: &GlobalArgs,
    clusters: &Clusters,
    builder: &mut Builder,
    ui: &mut Ui,
) -> Result<()> {
    let has_files = !args.files.is_empty();
    let context_namespace = clusters.main.connection.namespace();
    let wanted = Wanted {
        analyzers: &chosen(&args.selection.analyzer),
        istio_namespace: &global.istio_namespace,
        revision: &args.sources.revision,
        // Files may bring their namespace.
        namespace: match (has_files || args.selection.all_namespaces, &global.namespace) {
            (true, _) => None,
            (false, Some(namespace)) => Some(namespace),
            (false, None) => Some(context_namespace),
        },
        limit: time_limit(args),
    };
    let notes = clusters.read_into(builder, &wanted).with_context(|| {
        let server = clusters.main.connection.server();
        match has_files {
            true => format!(
                "cluster {} ({server}); --use-kube=false analyses files alone",
                clusters.main.name
            ),
            false => format!("cluster {} ({server})", clusters.main.name),
        }
    })?;
    for note in notes {
        ui.warning(&note);
    }
    Ok(())
}

//! `istioctl analyze`

mod explain;
pub(in crate::commands) mod inputs;
mod settings;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum, ValueHint};
use istio_analysis::analysis::{Analysis, Request, analyze};
use istio_analysis::baseline::Baseline;
use istio_analysis::format::{Format, Report};
use istio_analysis::message::{Level, Message};
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Coverage, Settings, Snapshot};
use istio_analysis::suppression::Suppression;
use istio_api::mesh::apply_mesh_config_defaults;

use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::error::{FoundIssues, UnreadableInput, UsageError};
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Who sends readers to the pages about codes.
const REFERENCE: &str = "istioctl-analyze";

/// Find what is wrong in Istio and Kubernetes configuration.
///
/// Files, directories and standard input are analysed together. Services, namespaces, pods and secrets among them count; what only a
/// cluster could tell is not guessed (-v lists it).
#[derive(Args, Debug)]
#[command(after_help = "Exit codes:
  0   nothing at or above --failure-threshold
  1   the command could not do its work
  64  the command line cannot be understood
  65  an input cannot be read as Kubernetes resources, and nothing else is wrong (see --ignore-unknown)
  79  a message at or above --failure-threshold

They are the same in every format.

Comments and annotations suppress messages:
  host: reviews   # istioctl:ignore IST0101
  galley.istio.io/analyze-suppress: IST0101, IST0132

Examples:
  # All manifests of a directory, no cluster
  istioctl analyze --use-kube=false manifests/

  # For code scanning, and for people
  istioctl analyze --use-kube=false -o sarif=analysis.sarif -o log manifests/

  # What the rendered manifests of a kustomization would do
  kustomize build overlays/prod | istioctl analyze --use-kube=false -

  # What a code means and how to mend it
  istioctl analyze --explain IST0101

  # Do not report injection of two namespaces
  istioctl analyze -S 'IST0102=Namespace test*' -S 'IST0103=Pod *.legacy' manifests/")]
pub(crate) struct AnalyzeArgs {
    /// Manifest to analyse: a file, a directory (all .yaml, .yml and .json files in it), a kustomization, or - for standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    sources: SourceArgs,
    /// List the analyzers.
    #[arg(short = 'L', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    list_analyzers: bool,
    /// Show what a code means, why it matters and how to mend it; an analyzer's name shows its page.
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
}

/// What is looked for, and what is left out.
#[derive(Args, Debug)]
#[command(next_help_heading = "Selection")]
struct SelectionArgs {
    /// Analyse all namespaces of the cluster; resources of files that name no namespace stay without one.
    #[arg(short = 'A', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    all_namespaces: bool,
    /// Run this analyzer only (repeatable).
    #[arg(long, value_name = "NAME")]
    analyzer: Vec<String>,
    /// Do not report a code about some resources: CODE=KIND NAMESPACE/NAME or CODE=KIND NAME.NAMESPACE, with * for any text (repeatable).
    #[arg(short = 'S', long, value_name = "CODE=RESOURCE")]
    suppress: Vec<String>,
    /// Report only what is not in this file.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    baseline: Option<PathBuf>,
    /// Write everything that is found to the file of --baseline, and report nothing.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

/// How results are reported.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
struct OutputArgs {
    /// Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable).
    #[arg(short, long, value_name = "FORMAT[=FILE]", default_value = "log")]
    output: Vec<String>,
    /// Lowest level to report: Info, Warning or Error.
    #[arg(long, value_name = "LEVEL")]
    output_threshold: Option<Level>,
    /// Lowest level that makes the command fail: Info, Warning or Error.
    #[arg(long, value_name = "LEVEL")]
    failure_threshold: Option<Level>,
    /// Colour the levels; without this flag, a terminal gets them.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    color: Option<bool>,
    /// Say which analyzers ran, what files alone do not show, and which suppressions do nothing.
    #[arg(short, long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    verbose: bool,
}

/// Where resources come from.
#[derive(Args, Debug)]
#[command(next_help_heading = "Sources")]
struct SourceArgs {
    /// Analyse the cluster as well.
    #[arg(short = 'k', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL", hide_possible_values = true)]
    use_kube: Option<bool>,
    /// Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself.
    #[arg(long = "meshConfigFile", value_name = "FILE", value_hint = ValueHint::FilePath)]
    mesh_config_file: Option<PathBuf>,
    /// Look into the directories of directories.
    #[arg(short = 'R', long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "true", hide_possible_values = true, action = clap::ArgAction::Set)]
    recursive: bool,
    /// Do not fail because of an input that holds no Kubernetes resources.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    ignore_unknown: bool,
    /// Contexts of the kubeconfig whose clusters are remote clusters of the mesh (repeatable).
    #[arg(long, value_name = "CONTEXT")]
    remote_contexts: Vec<String>,
    /// Revision of the control plane whose configuration counts.
    #[arg(short, long, value_name = "NAME", default_value = "default")]
    revision: String,
    /// Longest time that the whole analysis may take.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = go_duration)]
    timeout: i64,
    /// Read files as another tool does. istioctl-1.30 leaves out Services, Namespaces, Nodes, Pods and Secrets.
    #[arg(long, value_name = "TOOL", value_enum)]
    compat: Option<Compat>,
}

/// A tool whose way of reading files is kept to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Compat {
    /// istioctl 1.30, written in Go.
    #[value(name = "istioctl-1.30")]
    Istioctl130,
}

/// Runs the command.
///
/// # Errors
/// [`FoundIssues`], [`UnreadableInput`], [`UsageError`], and whatever could not be read or written.
pub(crate) fn run(args: &AnalyzeArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if args.list_analyzers {
        ui.data(explain::list().as_bytes())?;
        return Ok(());
    }
    if let Some(name) = &args.explain {
        ui.data(explain::page(name)?.as_bytes())?;
        return Ok(());
    }
    let outputs = outputs(&args.output.output)?;
    let compat = args.sources.compat.is_some();
    let project = match compat {
        true => settings::Project::default(),
        false => settings::Project::find()?,
    };
    let suppressions = suppressions(args, &project, ui)?;
    decide_about_cluster(args, global, environment, ui)?;
    let inputs = inputs::read(&args.files, args.sources.recursive, !compat, ui)?;
    let names: Vec<String> = inputs.iter().map(|(name, _)| name.clone()).collect();
    let snapshot = snapshot(args, global, inputs)?;
    for problem in snapshot.problems() {
        ui.note(&format!("Not read: {problem}"));
    }
    let context_namespace = || compat.then_some("default");
    let namespace = match args.selection.all_namespaces {
        true => None,
        false => global.namespace.as_deref().or_else(context_namespace),
    };
    let request = Request {
        analyzers: &args.selection.analyzer,
        namespace,
        suppressions: &suppressions,
    };
    let mut analysis = analyze(&snapshot, &request);
    if args.output.verbose {
        say_more(&analysis, ui);
    }
    let baseline = args.selection.baseline.as_ref().or(project.baseline.as_ref());
    if let Some(path) = baseline {
        if args.selection.write_baseline {
            files::replace(path, Baseline::of(&analysis.messages).text().as_bytes())?;
            ui.note(&format!(
                "{}: {} messages written",
                path.display(),
                analysis.messages.len()
            ));
            return Ok(());
        }
        let text = files::read_text(path)?;
        let known = Baseline::parse(&text).with_context(|| path.display().to_string())?;
        let dropped = known.drop_known(&mut analysis.messages);
        if dropped > 0 {
            ui.note(&format!("{dropped} messages of {} are not reported", path.display()));
        }
    }
    finish(args, &project, &analysis, &snapshot, &names, &outputs, ui)
}

/// Writes the reports and decides how the command ends.
fn finish(
    args: &AnalyzeArgs,
    project: &settings::Project,
    analysis: &Analysis,
    snapshot: &Snapshot,
    names: &[String],
    outputs: &[(Format, Option<PathBuf>)],
    ui: &mut Ui,
) -> Result<()> {
    let output_threshold = args
        .output
        .output_threshold
        .or(project.output_threshold)
        .unwrap_or(Level::Info);
    let failure_threshold = args
        .output
        .failure_threshold
        .or(project.failure_threshold)
        .unwrap_or(Level::Error);
    let messages: Vec<Message> = analysis
        .messages
        .iter()
        .filter(|message| message.level() >= output_threshold)
        .cloned()
        .collect();
    for (format, file) in outputs {
        let to_stdout = file.is_none();
        let report = Report {
            messages: &messages,
            inputs: names,
            version: env!("CARGO_PKG_VERSION"),
            reference: REFERENCE,
            colour: to_stdout && args.output.color.unwrap_or_else(|| ui.stdout_has_colour()),
            frames: to_stdout && ui.stdout_is_terminal(),
        };
        let text = format.write(&report);
        match file {
            Some(path) => files::replace(path, text.as_bytes())?,
            None => ui.data(text.as_bytes())?,
        }
    }
    let problems = snapshot.problems().len();
    if messages.is_empty() {
        let read = match problems {
            0 => String::new(),
            count => format!(" ({count} documents could not be read)"),
        };
        let mark = if problems == 0 { "✔ " } else { "" };
        ui.note(&format!("{mark}No issues found in {}{read}.", described(names)));
    }
    let worst = analysis.messages.iter().map(Message::level).max();
    if worst.is_some_and(|worst| worst >= failure_threshold) {
        return Err(FoundIssues.into());
    }
    if problems > 0 && !(args.sources.ignore_unknown || project.ignore_unknown) {
        return Err(UnreadableInput.into());
    }
    Ok(())
}

fn described(names: &[String]) -> String {
    match names {
        [] => "nothing: no file was read".to_owned(),
        [one] => one.clone(),
        many => format!("{} files", many.len()),
    }
}

/// The formats with the files that they go to; at most one goes to standard output.
pub(super) fn outputs(given: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>> {
    let mut outputs = Vec::new();
    for one in given {
        let (name, file) = match one.split_once('=') {
            Some((name, file)) if !file.is_empty() => (name, Some(PathBuf::from(file))),
            _ => (one.as_str(), None),
        };
        let format: Format = name
            .parse()
            .map_err(|error| UsageError(format!("{error}. See istioctl analyze --help")))?;
        outputs.push((format, file));
    }
    if outputs.iter().filter(|(_, file)| file.is_none()).count() > 1 {
        bail!(UsageError(
            "several formats for standard output: write all but one to files, as in -o sarif=FILE".to_owned()
        ));
    }
    Ok(outputs)
}

fn suppressions(args: &AnalyzeArgs, project: &settings::Project, ui: &mut Ui) -> Result<Vec<Suppression>> {
    let mut suppressions = project.suppress.clone();
    for given in &args.selection.suppress {
        let suppression: Suppression = given.parse().with_context(|| "--suppress".to_owned())?;
        suppressions.push(suppression);
    }
    for suppression in suppressions.iter().filter(|suppression| !suppression.has_known_code()) {
        ui.warning(&format!(
            "{} is no code of a message: this suppression does nothing ({suppression})",
            suppression.code
        ));
    }
    Ok(suppressions)
}

/// Whether a cluster is asked for, and what is said when there is none to read.
fn decide_about_cluster(args: &AnalyzeArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let sources = &args.sources;
    if !sources.remote_contexts.is_empty() {
        bail!("--remote-contexts: clusters cannot be read yet; analyse files with --use-kube=false");
    }
    if sources.use_kube == Some(false) {
        if args.files.is_empty() {
            bail!(UsageError(
                "nothing to analyse: name files or directories, or - for standard input".to_owned()
            ));
        }
        return Ok(());
    }
    let cluster = kubeconfig::cluster(&kubeconfig::target(global, environment))?;
    match (cluster, sources.use_kube) {
        (Some(cluster), Some(true)) => {
            bail!("--use-kube: cluster {cluster} cannot be read yet; analyse files with --use-kube=false")
        }
        (None, Some(true)) => bail!("--use-kube: no kubeconfig names a cluster"),
        (Some(cluster), _) if args.files.is_empty() => {
            bail!("cluster {cluster} cannot be read yet; name files or directories to analyse")
        }
        (None, _) if args.files.is_empty() => {
            bail!("nothing to analyse: no kubeconfig names a cluster, and no file is named")
        }
        (Some(cluster), _) => {
            ui.note(&format!("Analysing files only: cluster {cluster} cannot be read yet."));
        }
        (None, _) => ui.note("Analysing files only: no kubeconfig names a cluster."),
    }
    Ok(())
}

fn snapshot(args: &AnalyzeArgs, global: &GlobalArgs, inputs: Vec<(String, Vec<u8>)>) -> Result<Snapshot> {
    let compat = args.sources.compat.is_some();
    let default_namespace = match args.selection.all_namespaces {
        true => String::new(),
        false => global.namespace.clone().unwrap_or_else(|| "default".to_owned()),
    };
    let mut builder = Builder::new(Settings {
        default_namespace,
        runtime_kinds: !compat,
        coverage: Coverage::Files,
        istio_namespace: global.istio_namespace.clone(),
        as_istioctl_130: compat,
        schemas: if compat { SchemaUse::Refuse } else { SchemaUse::Report },
        ..Settings::default()
    });
    builder.add_files(inputs);
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
    } else if !compat {
        builder.use_config_map_of_files();
    }
    if !compat {
        builder.add_builtin_ingress_gateway();
    }
    Ok(builder.build())
}

/// What -v adds, on standard error.
fn say_more(analysis: &Analysis, ui: &mut Ui) {
    let list = |title: &str, names: &[&str]| {
        let lines: String = names.iter().map(|name| format!("\t{name}\n")).collect();
        format!("{title}:\n{lines}")
    };
    let ran: Vec<&str> = analysis
        .executed
        .iter()
        .copied()
        .filter(|name| !analysis.skipped.contains(name))
        .collect();
    ui.notes(&list(
        "Analyzers that did not run, for want of a cluster",
        &analysis.skipped,
    ));
    ui.notes(&list("Analyzers that ran", &ran));
    for unknown in &analysis.unknown {
        ui.note(&format!(
            "Info: unknown offline ({} {}): {}",
            unknown.resource, unknown.field, unknown.text
        ));
    }
    for suppression in &analysis.unused_suppressions {
        ui.note(&format!("Info: nothing to suppress for {suppression}"));
    }
}

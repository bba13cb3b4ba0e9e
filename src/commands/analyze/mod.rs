//! `istioctl analyze`

pub(in crate::commands) mod chart;
mod cluster;
mod explain;
pub(in crate::commands) mod inputs;
mod kustomization;
mod settings;
mod sources;
mod watch;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueHint};
use istio_analysis::analysis::{Analysis, Request, analyze};
use istio_analysis::baseline::Baseline;
use istio_analysis::format::{Format, Report};
use istio_analysis::message::{Level, Message};
use istio_analysis::suppression::Suppression;

use self::chart::ChartValues;
use self::cluster::Clusters;
use self::inputs::{Inputs, Reading};
use self::sources::SourceArgs;
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::{FoundIssues, UnreadableInput, UsageError};
use crate::files;
use crate::ui::Ui;

/// Who sends readers to the pages about codes.
const REFERENCE: &str = "istioctl-analyze";

/// Find what is wrong in Istio and Kubernetes configuration.
///
/// Files, directories and standard input are analysed together. If a kubeconfig names a cluster, they are taken for changes to what
/// runs there; without files, the cluster is analysed as it is. Without a cluster (or with --use-kube=false), services, namespaces, pods
/// and secrets in files count, and what only a cluster could tell is not guessed (-v lists it).
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
  # A namespace of the cluster
  istioctl analyze -n shop

  # What a change would do to the cluster
  istioctl analyze new-routes.yaml

  # All manifests of a directory, no cluster
  istioctl analyze --use-kube=false manifests/

  # For code scanning, and for people
  istioctl analyze --use-kube=false -o sarif=analysis.sarif -o log manifests/

  # What a Helm chart makes, before it is installed
  istioctl analyze --values prod.yaml charts/shop

  # What the rendered manifests of a kustomization would do
  kustomize build overlays/prod | istioctl analyze --use-kube=false -

  # What a code means and how to mend it
  istioctl analyze --explain IST0101

  # Do not report injection of two namespaces
  istioctl analyze -S 'IST0102=Namespace test*' -S 'IST0103=Pod *.legacy' manifests/")]
pub(crate) struct AnalyzeArgs {
    /// Manifest to analyse: a file, a directory (all .yaml, .yml and .json files in it, with charts and kustomizations rendered), a Helm chart, a kustomization, or - for standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    sources: SourceArgs,
    /// Analyse again whenever a file changes, until interrupted.
    #[arg(long)]
    watch: bool,
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
    /// Say which analyzers ran, what files alone do not show, and which suppressions do nothing.
    #[arg(short, long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    verbose: bool,
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
    if args.watch {
        let written: Vec<PathBuf> = outputs.iter().filter_map(|(_, file)| file.clone()).collect();
        return watch::run(&args.files, &written, ui, |ui| {
            once(args, &outputs, global, environment, ui)
        });
    }
    once(args, &outputs, global, environment, ui)
}

/// Analyses everything once.
fn once(
    args: &AnalyzeArgs,
    outputs: &[(Format, Option<PathBuf>)],
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let compat = args.sources.compat.is_some();
    let project = match compat {
        true => settings::Project::default(),
        false => settings::Project::find()?,
    };
    let suppressions = suppressions(args, &project, ui)?;
    let clusters = sources::clusters(args, global, environment, ui)?;
    let source_args = &args.sources;
    let release_namespace = global.namespace.as_deref().unwrap_or("default");
    let reading = Reading {
        recursive: source_args.recursive,
        render: !compat,
        any_ending: false,
        charts: &ChartValues::read(&source_args.values, &source_args.set, release_namespace)?,
    };
    let Inputs { files, unrendered } = reading.read(&args.files, ui)?;
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let snapshot = sources::snapshot(args, global, files, clusters.as_ref(), ui)?;
    for problem in &unrendered {
        ui.note(&format!("Not rendered: {problem}"));
    }
    for problem in snapshot.problems() {
        ui.note(&format!("Not read: {problem}"));
    }
    let namespaces = sources::namespaces(args, global, &snapshot, clusters.as_ref());
    let request = Request {
        analyzers: &args.selection.analyzer,
        namespace: namespaces.first().map(String::as_str),
        more_namespaces: namespaces.get(1..).unwrap_or_default(),
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
    let analysed = Analysed {
        words: described(&names, &namespaces, clusters.as_ref()),
        names: &names,
        unreadable: snapshot.problems().len() + unrendered.len(),
    };
    let finished = finish(args, &project, &analysis, &analysed, outputs, ui);
    if !args.watch {
        // The process is about to end; to take a hundred thousand resources apart one by one before that costs a tenth of the time.
        std::mem::forget(snapshot);
    }
    finished
}

/// What was analysed.
struct Analysed<'a> {
    /// In words.
    words: String,
    /// The names of files.
    names: &'a [String],
    /// How many documents could not be read.
    unreadable: usize,
}

/// Writes the reports and decides how the command ends.
fn finish(
    args: &AnalyzeArgs,
    project: &settings::Project,
    analysis: &Analysis,
    analysed: &Analysed<'_>,
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
            inputs: analysed.names,
            version: env!("CARGO_PKG_VERSION"),
            reference: REFERENCE,
            colour: to_stdout && ui.stdout_has_colour(),
            frames: to_stdout && ui.stdout_is_terminal(),
        };
        let text = format.write(&report);
        match file {
            Some(path) => files::replace(path, text.as_bytes())?,
            None => ui.data(text.as_bytes())?,
        }
    }
    let problems = analysed.unreadable;
    if messages.is_empty() {
        let read = match problems {
            0 => String::new(),
            count => format!(" ({count} documents could not be read)"),
        };
        let mark = if problems == 0 { "✔ " } else { "" };
        ui.note(&format!("{mark}No issues found in {}{read}.", analysed.words));
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

/// What was analysed, in words.
fn described(names: &[String], namespaces: &[String], clusters: Option<&Clusters>) -> String {
    let files = match names {
        [] => "nothing: no file was read".to_owned(),
        [one] => one.clone(),
        many => format!("{} files", many.len()),
    };
    let Some(clusters) = clusters else { return files };
    let cluster = &clusters.main.name;
    match (names, namespaces) {
        ([], []) => format!("all namespaces of cluster {cluster}"),
        ([], namespaces) => format!("namespace {} of cluster {cluster}", namespaces.join(", ")),
        _ => format!("{files} over cluster {cluster}"),
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
        "Analyzers that did not run, for want of what they look at",
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

//! `istioctl kube-uninject`

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueHint};
use istio_manifest::inject::{TemplatePath, Uninjected, uninject};

use crate::files::{self, Destination, Input, Output};
use crate::ui::Ui;

/// Take the Istio sidecar out of manifests that kube-inject put it into.
///
/// Manifests injected by this istioctl get their original bytes back. Others, such as those injected by Go's istioctl or read back
/// from a cluster, lose what injections are known to add.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl kube-uninject -f app-injected.yaml > app.yaml
  kubectl get deployment web -o yaml | istioctl kube-uninject -f - | kubectl apply -f -")]
pub(crate) struct KubeUninjectArgs {
    /// Manifest to take the sidecar out of: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    filename: Vec<PathBuf>,
    /// Write the result to this file instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Write each result into the file it came from; a file is replaced in one step or not at all.
    #[arg(long, conflicts_with = "output")]
    in_place: bool,
    /// Do not say on standard error what was done.
    #[arg(short, long)]
    quiet: bool,
    /// Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable.
    #[arg(long, value_name = "KIND=PATH")]
    template_path: Vec<TemplatePath>,
}

pub(crate) fn run(args: &KubeUninjectArgs, ui: &mut Ui) -> Result<()> {
    files::check_names(&args.filename, args.in_place)?;
    let inputs = files::read_manifests(&args.filename)?;
    let mut results = Vec::with_capacity(inputs.len());
    for input in &inputs {
        results.push(uninject(&input.name, &input.bytes, &args.template_path)?);
    }
    let outputs: Vec<Output<'_>> = results
        .iter()
        .map(|result| Output {
            text: &result.text,
            bytes: result.to_bytes(),
        })
        .collect();
    Destination::of_flags(args.in_place, args.output.as_deref()).write(&inputs, &outputs, ui)?;
    if !args.quiet {
        summarise(&inputs, &results, ui);
    }
    Ok(())
}

fn summarise(inputs: &[Input], results: &[Uninjected], ui: &mut Ui) {
    let (mut exact, mut stripped) = (0, 0);
    for (input, result) in inputs.iter().zip(results) {
        for report in &result.reports {
            if report.exact {
                exact += 1;
            } else {
                stripped += 1;
                ui.note(&format!(
                    "{}:{}: no usable record of the original; took out what injections are known to add",
                    input.name, report.line
                ));
            }
        }
    }
    ui.note(&match exact + stripped {
        0 => "nothing was injected".to_owned(),
        _ => format!("{exact} restored byte for byte, {stripped} by content"),
    });
}

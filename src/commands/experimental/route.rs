//! `istioctl experimental route`

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum, ValueHint};
use istio_analysis::route::{From, Request, to_json, to_text, trace};
use istio_analysis::snapshot::{Builder, Coverage, Settings};

use crate::cli::GlobalArgs;
use crate::commands::analyze::chart::ChartValues;
use crate::commands::analyze::inputs::{Inputs, Reading};
use crate::error::Differs;
use crate::ui::Ui;

/// Show which rule takes a request, from files alone.
///
/// The answer names the VirtualService that counts for the host, its rules in the order of the proxy with what each asks for, why those
/// before the one that counts do not match, and where the request goes: service, subset, workloads and shares, each with file and line.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes:
  0  something in the files takes the request
  1  nothing takes it, or the question or the files cannot be understood

Examples:
  # Which version of reviews does the product page get?
  istioctl experimental route --to reviews:9080 --from shop/productpage mesh/

  # And for a user of its own?
  istioctl experimental route --to reviews:9080/reviews/0 --from shop/productpage -H 'end-user: jason' mesh/

  # What a Helm chart would make of it
  istioctl experimental route --to reviews:9080 --values prod.yaml charts/shop

  # What a request from outside meets
  istioctl experimental route --to https://shop.example.com/cart --gateway shop/web mesh/")]
pub(crate) struct RouteArgs {
    /// Manifest: a file, a directory (all .yaml, .yml and .json files in it, with charts and kustomizations rendered), a Helm chart, a kustomization, or - for standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither.
    #[arg(long, value_name = "TARGET")]
    to: String,
    /// Workload that asks, or its namespace alone; without it any workload of --namespace.
    #[arg(long, value_name = "NAMESPACE/WORKLOAD")]
    from: Option<String>,
    /// Header of the request, as 'name: value' (repeatable). The header host counts before the host of --to.
    #[arg(short = 'H', long = "header", value_name = "HEADER")]
    headers: Vec<String>,
    /// Method of the request.
    #[arg(long, value_name = "METHOD", default_value = "GET")]
    method: String,
    /// Gateway that the request comes through, instead of a sidecar.
    #[arg(long, value_name = "NAMESPACE/NAME", conflicts_with = "from")]
    gateway: Option<String>,
    /// Values for Helm charts among the inputs (repeatable; later files count).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    values: Vec<PathBuf>,
    /// Set a value of Helm charts among the inputs (repeatable).
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Form of the answer.
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Output {
    Text,
    Json,
}

pub(super) fn run(args: &RouteArgs, global: &GlobalArgs, ui: &mut Ui) -> Result<()> {
    let default_namespace = global.namespace.clone().unwrap_or_else(|| "default".to_owned());
    let mut request = Request::to(&args.to)?;
    request.method.clone_from(&args.method);
    for header in &args.headers {
        request.add_header(header)?;
    }
    let from = From::parse(args.from.as_deref().unwrap_or(&default_namespace));
    let reading = Reading {
        recursive: true,
        render: true,
        any_ending: true,
        charts: &ChartValues::read(&args.values, &args.set, &default_namespace)?,
    };
    let Inputs { files, unrendered } = reading.read(&args.files, ui)?;
    let mut builder = Builder::new(Settings {
        default_namespace,
        coverage: Coverage::Files,
        istio_namespace: global.istio_namespace.clone(),
        ..Settings::default()
    });
    builder.add_rendered(files);
    builder.use_config_map("istio");
    let snapshot = builder.build();
    for problem in &unrendered {
        ui.warning(&format!("not rendered: {problem}"));
    }
    for problem in snapshot.problems() {
        ui.warning(&problem.to_string());
    }
    if snapshot.is_empty() {
        bail!("the files hold no resource that routing depends on");
    }
    let found = trace(&snapshot, &request, &from, args.gateway.as_deref())?;
    let text = match args.output {
        Output::Text => to_text(&found),
        Output::Json => to_json(&found),
    };
    ui.data(text.as_bytes())?;
    if found.is_taken() {
        Ok(())
    } else {
        // The answer says it all: only the exit code is left.
        Err(Differs.into())
    }
}

//! `istioctl experimental metrics`

use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use istio_manifest::cluster::metrics::{self, Requests, Workload};

use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Show how many requests workloads get, how many fail, and how long they take.
///
/// The mesh's Prometheus is asked for what the workloads' own proxies have counted.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental metrics web-v1.shop reviews-v1.shop

  # Over the last five minutes
  istioctl experimental metrics web-v1 -n shop -d 5m

  # All that begin so, together
  istioctl experimental metrics 'web-*'")]
pub(crate) struct MetricsArgs {
    /// Workload: a name, or the beginning of names with * at its end. Without a namespace, those of -n, else of all.
    #[arg(value_name = "WORKLOAD[.NAMESPACE]", required = true)]
    workloads: Vec<String>,
    /// How long to look back.
    #[arg(short, long, value_name = "DURATION", default_value = "1m", value_parser = go_duration)]
    duration: i64,
}

pub(super) fn run(args: &MetricsArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let window = Duration::from_nanos(u64::try_from(args.duration).unwrap_or_default());
    if window.as_millis() == 0 {
        bail!("--duration has to be more than nothing");
    }
    let connection = kubeconfig::connect(global, environment)?;
    let namespace = global.istio_namespace.as_str();
    let given = global.namespace.as_deref().filter(|name| !name.is_empty());
    let pod = connection
        .block_on(metrics::prometheus(&connection, namespace))
        .map_err(|why| anyhow!("{why}"))?;
    let mut text = line(
        [
            "WORKLOAD",
            "TOTAL RPS",
            "ERROR RPS",
            "P50 LATENCY",
            "P90 LATENCY",
            "P99 LATENCY",
        ]
        .map(str::to_owned),
    );
    let mut silent = Vec::new();
    for name in &args.workloads {
        let workload = Workload::parse(name, given);
        let found = connection
            .block_on(metrics::requests(&connection, namespace, &pod, &workload, window))
            .map_err(|why| anyhow!("{why}"))
            .with_context(|| format!("could not build metrics for workload '{name}'"))?;
        if found.total.is_none() {
            silent.push(name.as_str());
        }
        text += &row(name, &found);
    }
    ui.data(text.as_bytes())?;
    for name in silent {
        ui.note(&format!(
            "Prometheus knows of no request to workload {name}; a name ending in * stands for all that begin so"
        ));
    }
    Ok(())
}

fn row(name: &str, requests: &Requests) -> String {
    let rate = |rate: Option<f64>| format!("{:.3}", rate.unwrap_or_default());
    // Without requests there is no latency.
    let latency = |latency: Option<Duration>| match latency {
        Some(latency) => istio_manifest::duration_text(i64::try_from(latency.as_nanos()).unwrap_or(i64::MAX)),
        None if requests.total.is_some() => "-".to_owned(),
        None => "0s".to_owned(),
    };
    let [half, most, nearly_all] = requests.latencies.map(latency);
    line([
        name.to_owned(),
        rate(requests.total),
        rate(requests.failed),
        half,
        most,
        nearly_all,
    ])
}

/// A line of the table: columns flush right, at least as wide as their headings.
fn line([name, cells @ ..]: [String; 6]) -> String {
    let cells = cells.map(|cell| format!("  {cell:>11}"));
    format!("  {name:>40}{}\n", cells.concat())
}

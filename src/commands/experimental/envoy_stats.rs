//! `istioctl experimental envoy-stats`

use anyhow::{Context, Result, bail};
use clap::Args;
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use istio_manifest::cluster::{Connection, kinds};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::commands::admin_port::{Format, namespace, port, written};
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;
use crate::ui::Ui;

/// Show the metrics of proxies.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The metrics of a pod
  istioctl experimental envoy-stats web-6d4b75cb6d-hx2zm.shop

  # As Prometheus reads them, with those of the application
  istioctl experimental envoy-stats deployment/web -n shop -o prom-merged

  # Those of each cluster that the proxies know
  istioctl experimental envoy-stats -l app=web -n shop --type clusters")]
pub(super) struct EnvoyStatsArgs {
    /// A pod, or a workload, Service or Gateway, all pods of which are meant.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    name: Option<String>,
    /// Labels of the pods, instead of a name.
    #[arg(short = 'l', long, value_name = "LABELS")]
    selector: Option<String>,
    /// Which metrics: server or clusters.
    #[arg(short = 't', long = "type", value_name = "TYPE", default_value = "server")]
    kind: String,
    /// How to print: short, json, yaml, prom or prom-merged.
    #[arg(short, long, value_name = "FORMAT", default_value = "short")]
    output: String,
    /// Port of Envoy's admin interface.
    #[arg(long, value_name = "PORT", default_value_t = 15000, allow_negative_numbers = true)]
    proxy_admin_port: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

/// What is asked for.
#[derive(Clone, Copy)]
enum Query {
    /// A path of the admin interface, and how its answer is printed.
    Admin(&'static str, Format),
    /// What the pod's annotations tell Prometheus to read.
    Merged,
}

pub(super) fn run(args: &EnvoyStatsArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let admin = port(args.proxy_admin_port)?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (name, selector) = (given(&args.name), given(&args.selector));
    match (&name, &selector) {
        (None, None) => bail!(UsageError("stats requires pod name or label selector".to_owned())),
        (Some(_), Some(_)) => bail!(UsageError(
            "name cannot be provided when the label selector is specified".to_owned()
        )),
        _ => {}
    }
    let query = query(&args.kind, &args.output)?;
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("one name is enough: {argument:?} has no effect"));
    }
    let connection = kubeconfig::connect(global, environment)?;
    let home = namespace(global, &connection);
    let choice = match selector {
        Some(selector) => PodChoice::Selected {
            namespaces: vec![home],
            selector,
        },
        None => PodChoice::named(&name.unwrap_or_default(), &home),
    };
    for pod in connection.block_on(choice.choose_all(&connection))? {
        let told = connection.block_on(ask(&connection, &pod, admin, query))?;
        let shown = match query {
            Query::Admin(_, format @ (Format::Json | Format::Yaml)) => {
                let value = kubeyaml::json::from_str(&told).with_context(|| format!("what pod {pod} told"))?;
                written(&value, format)?
            }
            _ => told,
        };
        ui.data(format!("\nThe result of pod {}:\n\n{shown}", pod.name).as_bytes())?;
    }
    Ok(())
}

fn query(kind: &str, output: &str) -> Result<Query, UsageError> {
    let query = match (kind, output) {
        ("" | "server", "" | "short") => Query::Admin("/stats", Format::Short),
        ("" | "server", "json") => Query::Admin("/stats?format=json", Format::Json),
        ("" | "server", "yaml") => Query::Admin("/stats?format=json", Format::Yaml),
        ("" | "server", "prom") => Query::Admin("/stats/prometheus", Format::Short),
        ("" | "server", "prom-merged") => Query::Merged,
        ("cluster" | "clusters", "" | "short") => Query::Admin("/clusters", Format::Short),
        ("cluster" | "clusters", "json") => Query::Admin("/clusters?format=json", Format::Json),
        ("cluster" | "clusters", "yaml") => Query::Admin("/clusters?format=json", Format::Yaml),
        ("" | "server" | "cluster" | "clusters", other) => {
            let more = if kind.starts_with('c') {
                ""
            } else {
                ", prom or prom-merged"
            };
            return Err(UsageError(format!(
                "output format {other:?} not supported: it is short, json, yaml{more}"
            )));
        }
        (other, _) => return Err(UsageError(format!("unknown stats type {other}"))),
    };
    Ok(query)
}

async fn ask(connection: &Connection, pod: &ChosenPod, admin: u16, query: Query) -> Result<String> {
    let (port, path) = match query {
        Query::Admin(path, _) => (admin, path.to_owned()),
        Query::Merged => {
            let live = connection.get(&kinds::pod(), Some(&pod.namespace), &pod.name).await?;
            scraped(&live.unwrap_or_default())?
        }
    };
    Ok(connection.get_from_pod(&pod.namespace, &pod.name, port, &path).await?)
}

/// Port and path that Prometheus is told to read; the annotations may be written with other signs than `.` and `/`.
fn scraped(pod: &Value) -> Result<(u16, String)> {
    let (mut number, mut path) = (9090, "/metrics".to_owned());
    let annotations = pod.get_path(&["metadata", "annotations"]).and_then(Value::as_mapping);
    for (name, value) in annotations.into_iter().flat_map(|all| all.iter()) {
        let name = name.replace(['.', '/', '-'], "_");
        let value = value.as_str().unwrap_or_default();
        match name.as_str() {
            "prometheus_io_port" => number = value.parse().context("the pod's annotation prometheus.io/port")?,
            "prometheus_io_path" => path = format!("/{}", value.trim_start_matches('/')),
            _ => {}
        }
    }
    Ok((number, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_annotations_say_what_prometheus_reads() {
        let of = |annotations: &str| {
            scraped(&kubeyaml::from_str(&format!("metadata: {{annotations: {annotations}}}")).expect("YAML"))
        };
        assert_eq!(of("{}").expect("the defaults"), (9090, "/metrics".to_owned()));
        let named = of("{prometheus.io/port: '15020', prometheus.io/path: stats}");
        assert_eq!(named.expect("a port"), (15020, "/stats".to_owned()));
        assert!(of("{prometheus.io/port: many}").is_err());
    }

    #[test]
    fn formats_belong_to_types() {
        assert!(query("clusters", "prom").is_err());
        assert!(query("server", "prom-merged").is_ok());
        assert!(query("hosts", "json").is_err());
    }
}

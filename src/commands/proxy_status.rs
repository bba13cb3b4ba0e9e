//! `istioctl proxy-status`, also `istioctl experimental proxy-status`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueHint};
use envoy_admin::syncz::{self, Istiod};
use envoy_admin::{ConfigDump, Dynamic, unified_difference};
use istio_manifest::cluster::port_forward::{ChosenPod, PodChoice};
use istio_manifest::cluster::{Connection, join_all, kinds};
use jiff::Timestamp;
use kubeyaml::Value;

use super::admin_port::{Format, namespace, port, written};
use super::istiod_pods::{IstiodArgs, IstiodPod};
use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::files;
use crate::table::tabbed;
use crate::ui::Ui;

/// Show the proxies of the mesh: their istiod, and how far each is with what istiod sent it.
///
/// With a proxy's name, what istiod would send it is compared with what it has: clusters, listeners and routes.
#[derive(Args, Debug)]
#[command(after_help = "Exit codes:
  0  all that was asked answered, whether or not there are differences
  1  something could not be asked

Examples:
  # All proxies
  istioctl proxy-status

  # Those of a namespace, with the state of each type
  istioctl proxy-status -n shop -v 1

  # Is a proxy up to date?
  istioctl proxy-status web-6d4b75cb6d-hx2zm.shop")]
pub(crate) struct ProxyStatusArgs {
    /// A proxy to compare with istiod: a pod, or a workload, Service or Gateway of which any pod will do.
    #[arg(value_name = "[TYPE/]NAME[.NAMESPACE]")]
    name: Option<String>,
    /// File with the proxy's config dump, instead of asking the proxy; - for standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    #[command(flatten)]
    istiod: IstiodArgs,
    /// How to print: table, json or yaml.
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    output: String,
    /// 1 or more shows a column for each type.
    #[arg(short, long, value_name = "LEVEL", default_value_t = 0)]
    verbosity: i32,
    /// Port of Envoy's admin interface.
    #[arg(long, value_name = "PORT", default_value_t = 15000, allow_negative_numbers = true)]
    proxy_admin_port: i64,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(crate) fn run(args: &ProxyStatusArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let port = port(args.proxy_admin_port)?;
    let format = match args.output.as_str() {
        "table" => None,
        "json" => Some(Format::Json),
        "yaml" => Some(Format::Yaml),
        other => {
            let text = format!("output format {other:?} not supported: it is table, json or yaml");
            return Err(UsageError(text).into());
        }
    };
    if let Some(argument) = args.rest.first() {
        ui.warning(&format!("one name is enough: {argument:?} has no effect"));
    }
    let name = args.name.as_deref().filter(|name| !name.is_empty());
    let file = args.file.as_ref().filter(|path| !path.as_os_str().is_empty());
    if name.is_none() && file.is_some() {
        bail!(UsageError(
            "--file needs the name of the proxy that the dump is of".to_owned()
        ));
    }
    let (connection, pods) = args.istiod.pods(global, environment)?;
    if let Some(name) = name {
        let home = namespace(global, &connection);
        let pod = connection.block_on(PodChoice::named(name, &home).choose(&connection))?;
        if connection.block_on(is_ztunnel(&connection, &pod))? {
            let line = format!(
                "Sync diff is not available for ztunnel pod {}.{}\n",
                pod.name, pod.namespace
            );
            return Ok(ui.data(line.as_bytes())?);
        }
        let told = match file {
            Some(file) => files::read_text_or_stdin(file)?,
            None => {
                let asked = connection.get_from_pod(&pod.namespace, &pod.name, port, "/config_dump");
                connection.block_on(asked).context("could not contact sidecar")?
            }
        };
        return compare(&connection, &pods, &pod, &told, ui);
    }
    let mut all = Vec::new();
    let mut failed = Vec::new();
    for (pod, told) in pods.iter().zip(connection.block_on(ask_all(&connection, &pods))) {
        match told {
            Ok(istiod) => all.push(istiod),
            Err(why) => failed.push(format!("istiod {}: {why:#}", pod.name)),
        }
    }
    if all.is_empty() {
        bail!(failed.join("; "));
    }
    if let Some(namespace) = global.namespace.as_deref().filter(|name| !name.is_empty()) {
        for istiod in &mut all {
            istiod.keep_namespace(namespace);
        }
    }
    let text = match format {
        Some(format) => responses(&all, format)?,
        None if args.verbosity > 0 => tabbed(&syncz::verbose_table(&all, Timestamp::now()), 5),
        None => tabbed(&syncz::table(&all), 5),
    };
    ui.data(text.as_bytes())?;
    if !failed.is_empty() {
        bail!(failed.join("; "));
    }
    Ok(())
}

/// Whether a pod is a ztunnel, which has no configuration of Envoy's kind.
async fn is_ztunnel(connection: &Connection, pod: &ChosenPod) -> Result<bool> {
    let live = connection.get(&kinds::pod(), Some(&pod.namespace), &pod.name).await?;
    let app = live
        .as_ref()
        .and_then(|live| live.get_path(&["metadata", "labels", "app"])?.as_str());
    Ok(app == Some("ztunnel"))
}

/// What each istiod told, in documents one after the other.
fn responses(all: &[Istiod], format: Format) -> Result<String> {
    let documents: Result<Vec<String>> = all
        .iter()
        .map(|istiod| written(&syncz::response(istiod), format))
        .collect();
    let between = if format == Format::Yaml { "---\n" } else { "" };
    Ok(documents?.join(between))
}

async fn ask_all(connection: &Connection, pods: &[IstiodPod]) -> Vec<Result<Istiod>> {
    join_all(pods.iter().map(async |pod| {
        let told = pod.get(connection, "/debug/syncz").await?;
        // The version is no more than a detail of the machine-readable form.
        let version = pod.get(connection, "/version").await.unwrap_or_default();
        Ok(Istiod {
            name: pod.name.clone(),
            version: version.trim().rsplitn(3, '-').last().unwrap_or_default().to_owned(),
            proxies: syncz::proxies(&told)?,
        })
    }))
    .await
}

/// Compares what an istiod would send with what the proxy has.
fn compare(connection: &Connection, pods: &[IstiodPod], pod: &ChosenPod, told: &str, ui: &mut Ui) -> Result<()> {
    let envoy = ConfigDump::parse(told).with_context(|| format!("what pod {pod} told"))?;
    let istiod = connection.block_on(expected(connection, pods, pod))?;
    let mut text = String::new();
    for (part, name) in [
        (Dynamic::Clusters, "Clusters"),
        (Dynamic::Listeners, "Listeners"),
        (Dynamic::Routes, "Routes"),
    ] {
        let [of_istiod, of_envoy] = [&istiod, &envoy].map(|dump| dump.dynamic(part).unwrap_or(Value::Null));
        let loaded = match part {
            Dynamic::Routes => envoy.routes_loaded().map(|time| {
                time.strftime(" (RDS last loaded at %a, %d %b %Y %H:%M:%S UTC)")
                    .to_string()
            }),
            _ => None,
        };
        let loaded = loaded.unwrap_or_default();
        let [before, after] = [of_istiod, of_envoy].map(|value| written(&value, Format::Json));
        match unified_difference(&before?, &after?, [&format!("Istiod {name}"), &format!("Envoy {name}")]) {
            None => text += &format!("{name} Match{loaded}\n"),
            Some(difference) => text += &format!("{name} Don't Match{loaded}\n{difference}\n"),
        }
    }
    Ok(ui.data(text.as_bytes())?)
}

/// The dump of the istiod that the proxy is connected to.
async fn expected(connection: &Connection, pods: &[IstiodPod], pod: &ChosenPod) -> Result<ConfigDump> {
    let path = format!("/debug/config_dump?proxyID={}.{}", pod.name, pod.namespace);
    let mut last = None;
    for istiod in pods {
        let told = match istiod.get(connection, &path).await {
            Ok(told) => told,
            Err(why) => {
                last = Some(why);
                continue;
            }
        };
        if let Ok(dump) = ConfigDump::parse(&told) {
            return Ok(dump);
        }
    }
    match last {
        Some(why) => Err(why).context(format!("no istiod knows pod {pod}")),
        None => bail!("no istiod knows pod {pod}"),
    }
}

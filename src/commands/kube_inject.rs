//! `istioctl kube-inject`

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};
use clap::{ArgAction, Args, ValueHint};
use istio_manifest::cluster::injector::{Found, INJECTOR_CONFIG_MAP, MESH_CONFIG_MAP, Wanted};
use istio_manifest::cluster::injector_webhook::{self, InjectorWebhook, WebhookError};
use istio_manifest::cluster::{self, ClusterError, Connection, Target};
use istio_manifest::inject::{Injected, Injector, InjectorConfig, KubeVersion, Options, Outcome, TemplatePath};
use istio_manifest::operator::InputFile;
use istio_manifest::sources::{Embedded, Sources};
use kubeyaml::Value;

use crate::cli::{GlobalArgs, go_duration};
use crate::environment::Environment;
use crate::error::UsageError;
use crate::files::{self, Destination, Input, Output};
use crate::kubeconfig;
use crate::ui::Ui;

/// Put the Istio sidecar into the workloads of Kubernetes manifests.
///
/// Deployments, StatefulSets, DaemonSets, ReplicaSets, ReplicationControllers, Jobs, CronJobs, Pods, DeploymentConfigs and Lists of
/// them get the sidecar; everything else goes through byte for byte, and so does every line of a workload that injection does
/// not touch. Output comes only when the whole input is fine.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # Inject while applying, with the embedded default configuration
  kubectl apply -f <(istioctl kube-inject --offline -f app.yaml)

  # Keep the injected manifest in a file, and take the injection out again
  istioctl kube-inject --offline -f app.yaml -o app-injected.yaml
  istioctl kube-uninject -f app-injected.yaml

  # Use the configuration of a cluster, saved from its ConfigMaps
  kubectl -n istio-system get cm istio-sidecar-injector -o jsonpath='{.data.config}' > inject.yaml
  kubectl -n istio-system get cm istio-sidecar-injector -o jsonpath='{.data.values}' > values.json
  kubectl -n istio-system get cm istio -o jsonpath='{.data.mesh}' > mesh.yaml
  istioctl kube-inject -f app.yaml --injectConfigFile inject.yaml --meshConfigFile mesh.yaml --valuesFile values.json

  # As a Helm post-renderer
  helm install app ./chart --post-renderer istioctl --post-renderer-args kube-inject,--offline,-f,-")]
pub(crate) struct KubeInjectArgs {
    /// Manifest to inject: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    filename: Vec<PathBuf>,
    /// Write the result to this file instead of standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Write each result into the file it came from; a file is replaced in one step or not at all.
    #[arg(long, conflicts_with = "output")]
    in_place: bool,
    /// Take an older injection out first, instead of merging the new one over it.
    #[arg(long)]
    reinject: bool,
    /// Do not say on standard error which objects were injected and which were not.
    #[arg(short, long)]
    quiet: bool,
    /// Leave out the comment from which kube-uninject restores the original bytes.
    #[arg(long)]
    no_restore_comment: bool,
    /// Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable.
    #[arg(long, value_name = "KIND=PATH")]
    template_path: Vec<TemplatePath>,

    #[command(flatten)]
    configuration: ConfigurationArgs,
    #[command(flatten)]
    remote: RemoteArgs,
}

/// Where templates, mesh configuration and values come from.
#[derive(Args, Debug)]
#[command(next_help_heading = "Injector configuration")]
struct ConfigurationArgs {
    /// Injection templates: the `config` of the ConfigMap istio-sidecar-injector, the ConfigMap itself, or one bare template.
    #[arg(long = "injectConfigFile", value_name = "FILE", value_hint = ValueHint::FilePath)]
    inject_config_file: Option<PathBuf>,
    /// Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself.
    #[arg(long = "meshConfigFile", value_name = "FILE", value_hint = ValueHint::FilePath)]
    mesh_config_file: Option<PathBuf>,
    /// Values: the `values` of the ConfigMap istio-sidecar-injector, or the ConfigMap itself.
    #[arg(long = "valuesFile", value_name = "FILE", value_hint = ValueHint::FilePath)]
    values_file: Option<PathBuf>,
    /// IstioOperator file whose values and mesh configuration are used instead of those of --valuesFile and --meshConfigFile.
    #[arg(long = "operatorFileName", value_name = "FILE", value_hint = ValueHint::FilePath)]
    operator_file: Option<PathBuf>,
    /// Use the configuration embedded in istioctl for all that no file gives; contact nothing.
    #[arg(long)]
    offline: bool,
    /// Change the embedded configuration, with the paths of `istioctl install --set`. Repeatable.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Kubernetes version that the embedded configuration is for. From 1.33 on sidecars are native sidecars, as they are in such a cluster.
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,
    /// Revision of the control plane.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
}

/// How to reach the configuration in a cluster.
#[derive(Args, Debug)]
#[command(next_help_heading = "Cluster")]
struct RemoteArgs {
    /// ConfigMap that holds the mesh configuration. Another name than the default keeps the webhook from being asked.
    #[arg(long = "meshConfigMapName", value_name = "NAME", default_value = MESH_CONFIG_MAP)]
    mesh_config_map_name: String,
    /// ConfigMap that holds the injector configuration. Another name than the default keeps the webhook from being asked.
    #[arg(long = "injectConfigMapName", value_name = "NAME", default_value = INJECTOR_CONFIG_MAP, hide = true)]
    inject_config_map_name: String,
    /// MutatingWebhookConfiguration of the injector. The default stands for that of the revision.
    #[arg(long = "webhookConfig", value_name = "NAME", default_value = WEBHOOK_CONFIGURATION)]
    webhook_config: String,
    /// Longest time to wait for the injector's webhook to connect and to answer [default: 5s]
    #[arg(long, value_name = "DURATION", value_parser = go_duration)]
    timeout: Option<i64>,
    /// Host of the control plane, where the injector's webhook is asked instead of through a port-forward to a pod.
    #[arg(long, value_name = "HOST[:PORT]")]
    xds_address: Option<String>,
    /// Label selector of the control plane's pods, instead of that of its Service.
    #[arg(long, value_name = "SELECTOR", conflicts_with = "xds_address")]
    xds_label: Option<String>,
    /// Port of the control plane's XDS server, which kube-inject does not ask.
    #[arg(long, value_name = "PORT", default_value_t = XDS_PORT)]
    xds_port: u16,
    /// Name to expect in the webhook's certificate.
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Directory with a client certificate. No injector asks for one.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    cert_dir: Option<PathBuf>,
    /// Do not verify the webhook's certificate.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", action = ArgAction::Set)]
    insecure: Option<bool>,
    /// Talk to the control plane without TLS. No webhook does.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", action = ArgAction::Set)]
    plaintext: Option<bool>,
}

/// The name of the default revision's webhook configuration.
const WEBHOOK_CONFIGURATION: &str = "istio-sidecar-injector";
/// Where istiod serves XDS.
const XDS_PORT: u16 = 15012;

impl RemoteArgs {
    /// Which webhook is asked; nothing if a ConfigMap is named that it would not read.
    ///
    /// # Errors
    /// A flag that says something about XDS or a client certificate, which no webhook is asked with.
    fn webhook(&self, revision: &str, istio_namespace: &str) -> Result<Option<injector_webhook::Wanted>, UsageError> {
        let without_effect = [
            (
                "--xds-port",
                self.xds_port != XDS_PORT,
                "kube-inject asks the injector's webhook, which is not served on it",
            ),
            (
                "--cert-dir",
                self.cert_dir.is_some(),
                "the injector's webhook takes no client certificate",
            ),
            (
                "--plaintext",
                self.plaintext == Some(true),
                "webhooks are served over TLS only",
            ),
        ];
        if let Some((flag, _, why)) = without_effect.iter().find(|(_, given, _)| *given) {
            return Err(UsageError(format!("{flag}: {why}")));
        }
        if self.mesh_config_map_name != MESH_CONFIG_MAP || self.inject_config_map_name != INJECTOR_CONFIG_MAP {
            return Ok(None);
        }
        let text = |flag: &Option<String>| flag.clone().filter(|text| !text.is_empty());
        let timeout = self.timeout.and_then(|limit| u64::try_from(limit).ok());
        Ok(Some(injector_webhook::Wanted {
            istio_namespace: istio_namespace.to_owned(),
            revision: revision.to_owned(),
            configuration: text(&Some(self.webhook_config.clone())).filter(|name| name != WEBHOOK_CONFIGURATION),
            // The port is that of XDS.
            host: text(&self.xds_address).map(|address| match address.rsplit_once(':') {
                Some((host, _)) if !host.contains(':') || host.ends_with(']') => {
                    host.trim_matches(['[', ']']).to_owned()
                }
                _ => address,
            }),
            pods: text(&self.xds_label),
            server_name: text(&self.authority),
            insecure: self.insecure == Some(true),
            timeout: timeout
                .filter(|limit| *limit > 0)
                .map_or(injector_webhook::TIMEOUT, Duration::from_nanos),
        }))
    }
}

pub(crate) fn run(args: &KubeInjectArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    files::check_names(&args.filename, args.in_place)?;
    let injector = injector(args, global, environment, ui)?;
    let inputs = files::read_manifests(&args.filename)?;
    let mut results = Vec::with_capacity(inputs.len());
    for input in &inputs {
        results.push(injector.inject(&input.name, &input.bytes)?);
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

/// Brings the injector configuration together: files first, then the cluster that a kubeconfig names, then the embedded default.
fn injector(args: &KubeInjectArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<Injector> {
    let configuration = &args.configuration;
    let revision = configuration
        .revision
        .as_deref()
        .filter(|revision| *revision != "default")
        .unwrap_or_default();
    let from_operator = configuration.operator_file.is_some();
    let missing = [
        ("--injectConfigFile", configuration.inject_config_file.is_none()),
        (
            "--meshConfigFile",
            configuration.mesh_config_file.is_none() && !from_operator,
        ),
        ("--valuesFile", configuration.values_file.is_none() && !from_operator),
    ];
    let missing: Vec<&str> = missing
        .iter()
        .filter(|(_, is_missing)| *is_missing)
        .map(|(flag, _)| *flag)
        .collect();
    let target = kubeconfig::target(global, environment);
    let from_cluster = !missing.is_empty() && !configuration.offline && kubeconfig::cluster(&target)?.is_some();
    if !missing.is_empty() && !configuration.offline && !from_cluster {
        ui.note(&format!(
            "Using the embedded default configuration of Istio {} (no kubeconfig names a cluster, and {} is not given)",
            env!("CARGO_PKG_VERSION"),
            missing.join(", ")
        ));
    }
    let embedded_in_use = (!missing.is_empty() && !from_cluster) || from_operator;
    if !embedded_in_use && !configuration.set.is_empty() {
        let by = if from_cluster {
            "the cluster's replaces"
        } else {
            "files replace"
        };
        return Err(UsageError(format!("--set changes the embedded configuration, but {by} all of it")).into());
    }

    let by_files = configuration.inject_config_file.is_some()
        || configuration.mesh_config_file.is_some()
        || configuration.values_file.is_some()
        || from_operator;
    if from_cluster && let Some(webhook) = webhook(args, &target, global, by_files, ui)? {
        let options = Options {
            webhook: Some(Arc::new(webhook)),
            ..options(args, String::new(), configuration.kube_version.as_deref())?
        };
        let mesh = istio_api::mesh::default_mesh_config();
        let values = Value::Mapping(kubeyaml::Mapping::new());
        return Ok(Injector::new(InjectorConfig::default(), mesh, values, options)?);
    }
    let mut sources = Sources::default();
    if embedded_in_use {
        let operator = match &configuration.operator_file {
            Some(path) => Some(InputFile {
                name: path.display().to_string(),
                text: files::read_text(path)?,
            }),
            None => None,
        };
        let embedded = Embedded {
            operator,
            set: configuration.set.clone(),
            revision: revision.to_owned(),
        };
        sources = embedded.sources()?;
        for warning in &sources.warnings {
            ui.warning(warning);
        }
    }
    let mut revision = revision.to_owned();
    let mut kube_version = configuration.kube_version.clone();
    if from_cluster {
        let found = of_cluster(args, &target, global).map_err(|why| {
            let missing = missing.join(", ");
            anyhow!("{why:#}; give {missing}, or --offline for the embedded configuration")
        })?;
        ui.note(&format!(
            "Using the configuration of revision {:?}: ConfigMap {} in namespace {:?}",
            found.revision,
            found.used.join(", "),
            global.istio_namespace
        ));
        sources.injector = found.injector.unwrap_or(sources.injector);
        sources.mesh = found.mesh.unwrap_or(sources.mesh);
        sources.values = found.values.filter(|_| !from_operator).unwrap_or(sources.values);
        // The default revision's injector has no name.
        revision = Some(found.revision)
            .filter(|name| name != "default")
            .unwrap_or_default();
        kube_version = kube_version.or(Some(found.kubernetes).filter(|version| !version.is_empty()));
    }
    if let Some(path) = &configuration.inject_config_file {
        let text = files::read_text(path)?;
        let name = path.display();
        sources.injector = InjectorConfig::from_text(&text).map_err(|why| anyhow!("{name}: {why}"))?;
    }
    if let (Some(path), false) = (&configuration.mesh_config_file, sources.operator_has_mesh) {
        sources.mesh = read_data(path, "mesh")?;
    }
    if let (Some(path), false) = (&configuration.values_file, from_operator) {
        sources.values = read_data(path, "values")?;
    }
    let (mesh, warnings) = sources
        .mesh_config()
        .map_err(|why| anyhow!("mesh configuration: {why}"))?;
    for warning in warnings {
        ui.warning(&format!("mesh configuration: {warning}"));
    }
    let options = options(args, revision, kube_version.as_deref())?;
    Ok(Injector::new(sources.injector, mesh, sources.values, options)?)
}

fn options(args: &KubeInjectArgs, revision: String, kube_version: Option<&str>) -> Result<Options> {
    Ok(Options {
        revision,
        native_sidecars: native_sidecars(kube_version)?,
        template_paths: args.template_path.clone(),
        reinject: args.reinject,
        restore_comment: !args.no_restore_comment,
        variables: Arc::new(Environment::template_variables()),
        webhook: None,
    })
}

/// The injector's webhook, if there is one that can be asked. Files and ConfigMaps that are named would not be read by it, and go
/// before it.
fn webhook(
    args: &KubeInjectArgs,
    target: &Target,
    global: &GlobalArgs,
    by_files: bool,
    ui: &mut Ui,
) -> Result<Option<InjectorWebhook>> {
    let revision = args.configuration.revision.as_deref().unwrap_or_default();
    let wanted = args.remote.webhook(revision, &global.istio_namespace)?;
    let Some(wanted) = wanted.filter(|_| !by_files) else {
        return Ok(None);
    };
    match InjectorWebhook::open(Connection::open(target)?, &wanted) {
        Ok(webhook) => {
            ui.note(&format!("Using the injector's webhook {webhook}"));
            Ok(Some(webhook))
        }
        // Who may not look for webhooks may still read ConfigMaps.
        Err(WebhookError::NoInjector | WebhookError::Cluster(ClusterError::Forbidden { .. })) => Ok(None),
        Err(why @ WebhookError::Unreachable { .. }) => {
            ui.warning(&format!("{why}; its ConfigMaps are used instead"));
            Ok(None)
        }
        Err(why) => Err(anyhow!(
            "{why}; give --injectConfigFile, --meshConfigFile and --valuesFile, or --offline"
        )),
    }
}

/// What the cluster has of the configuration that no file gives.
fn of_cluster(args: &KubeInjectArgs, target: &Target, global: &GlobalArgs) -> Result<Found> {
    let configuration = &args.configuration;
    let from_operator = configuration.operator_file.is_some();
    let mesh = configuration.mesh_config_file.is_none() && !from_operator;
    let values = configuration.values_file.is_none() && !from_operator;
    let injector = configuration.inject_config_file.is_none();
    let wanted = Wanted {
        istio_namespace: global.istio_namespace.clone(),
        revision: configuration.revision.clone().unwrap_or_default(),
        mesh_config_map: mesh.then(|| args.remote.mesh_config_map_name.clone()),
        injector_config_map: (injector || values).then(|| args.remote.inject_config_map_name.clone()),
    };
    let connection = Connection::open(target)?;
    Ok(connection.block_on(cluster::injector::read(&connection, &wanted))?)
}

/// YAML or JSON of a file, or of the entry of a ConfigMap in it.
fn read_data(path: &Path, key: &str) -> Result<Value> {
    let text = files::read_text(path)?;
    let name = path.display();
    let read = |text: &str| kubeyaml::from_str(text).map_err(|why| anyhow!("{name}: {why}"));
    let value = read(&text)?;
    match istio_manifest::inject::config_map_entry(&value, key).map_err(|why| anyhow!("{name}: {why}"))? {
        Some(inner) => read(inner),
        None => Ok(value),
    }
}

/// Without a version to go by sidecars are not native: a file does not say which cluster it is for.
fn native_sidecars(kube_version: Option<&str>) -> Result<bool, UsageError> {
    let Some(text) = kube_version else { return Ok(false) };
    match text.parse::<KubeVersion>() {
        Ok(version) => Ok(version.has_native_sidecars()),
        Err(why) => Err(UsageError(format!("--kube-version: {why}"))),
    }
}

fn summarise(inputs: &[Input], results: &[Injected], ui: &mut Ui) {
    let mut lines = String::new();
    let (mut injected, mut unchanged, mut skipped, mut others) = (0, 0, 0, 0);
    for (input, result) in inputs.iter().zip(results) {
        for report in &result.reports {
            let place = format!("{}:{}", input.name, report.line);
            let object = format!("{} {:?}", report.kind, report.full_name());
            for warning in &report.warnings {
                lines.push_str(&format!("Warning: {place}: {object}: {warning}\n"));
            }
            match &report.outcome {
                Outcome::Injected => {
                    injected += 1;
                    lines.push_str(&format!("injected {object} ({place})\n"));
                }
                Outcome::Unchanged => {
                    unchanged += 1;
                    lines.push_str(&format!("unchanged {object} ({place}): injected before\n"));
                }
                Outcome::Skipped(reason) => {
                    skipped += 1;
                    lines.push_str(&format!("skipped {object} ({place}): it {reason}\n"));
                }
                Outcome::NotAWorkload => others += 1,
            }
        }
    }
    if injected + unchanged + skipped == 0 {
        lines.push_str("nothing was injected: the input has no workload\n");
    } else {
        lines.push_str(&format!(
            "{injected} injected, {unchanged} unchanged, {skipped} skipped, {others} without a pod template\n"
        ));
    }
    ui.notes(&lines);
}

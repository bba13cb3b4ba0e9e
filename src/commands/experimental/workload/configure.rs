//! `istioctl experimental workload entry configure`

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{ArgAction, Args, ValueHint};
use istio_manifest::cluster::revisions::Revisions;
use istio_manifest::cluster::{ClusterError, Connection, vm};
use istio_manifest::vm::bootstrap::{self, Group, Settings};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Write the files with which the proxy of a virtual machine starts.
///
/// They are cluster.env, mesh.yaml, hosts, root-cert.pem and istio-token, made from a WorkloadGroup and the control plane's
/// configuration. Nothing is written unless all of them can be. The token is a credential: only its owner may read the file.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # From a WorkloadGroup in a file
  istioctl experimental workload entry configure -f workloadgroup.yaml -o vm/ --clusterID Kubernetes

  # From one in the cluster, for machines that register themselves
  istioctl experimental workload entry configure --name web -n shop -o vm/ --autoregister")]
pub(crate) struct ConfigureArgs {
    /// File with the WorkloadGroup, instead of one in the cluster.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// Name of a WorkloadGroup in the cluster; its namespace is that of --namespace.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Folder to write the files into.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
    /// Name of the cluster; if not given, that of the injector's configuration.
    #[arg(long = "clusterID", value_name = "NAME")]
    cluster_id: Option<String>,
    /// How long the token is good for, in seconds.
    #[arg(
        long = "tokenDuration",
        value_name = "SECONDS",
        default_value_t = 3600,
        allow_negative_numbers = true
    )]
    token_duration: i64,
    /// Service of the gateway through which machines reach istiod: NAME or NAME.NAMESPACE.
    #[arg(
        long = "ingressService",
        value_name = "NAME[.NAMESPACE]",
        default_value = "istio-eastwestgateway"
    )]
    ingress_service: String,
    /// Address of the gateway through which machines reach istiod; if not given, that of the Service.
    #[arg(long = "ingressIP", value_name = "ADDRESS")]
    ingress_ip: Option<String>,
    /// Have istiod make a WorkloadEntry when a machine connects.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = ArgAction::Set)]
    autoregister: bool,
    /// Have the proxy answer the machine's DNS queries.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", action = ArgAction::Set)]
    capture_dns: bool,
    /// Address of the machine within its network.
    #[arg(long = "internalIP", value_name = "ADDRESS", conflicts_with = "external_ip")]
    internal_ip: Option<String>,
    /// Address of the machine as it is seen from outside.
    #[arg(long = "externalIP", value_name = "ADDRESS")]
    external_ip: Option<String>,
    /// Revision (or tag) of the control plane.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
}

pub(super) fn run(args: &ConfigureArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let namespace = given(&global.namespace);
    let file = args.file.as_ref().filter(|file| !file.as_os_str().is_empty());
    let name = given(&args.name);
    if file.is_none() && (name.is_none() || namespace.is_none()) {
        bail!(
            "expecting a WorkloadGroup artifact file (-f) or the name and namespace of an existing WorkloadGroup (--name, --namespace)"
        );
    }
    let Some(output) = args.output.as_ref().filter(|path| !path.as_os_str().is_empty()) else {
        bail!("expecting an output directory (-o)");
    };
    let internal_ip = address(&args.internal_ip, "--internalIP")?;
    let external_ip = address(&args.external_ip, "--externalIP")?;
    let ingress_ip = address(&args.ingress_ip, "--ingressIP")?;
    let from_file = file.map(|file| read(file, namespace.as_deref())).transpose()?;

    let connection = kubeconfig::connect(global, environment)?;
    let istio_namespace = global.istio_namespace.as_str();
    let group = match (from_file, name, &namespace) {
        (None, Some(name), Some(namespace)) => {
            let object = connection
                .block_on(vm::group(&connection, namespace, &name))
                .map_err(failed)?;
            Group::of_object(&object, Some(namespace)).map_err(failed)?
        }
        (Some(group), ..) => group,
        _ => bail!("expecting the name and namespace of an existing WorkloadGroup"),
    };
    let revision = connection.block_on(revision(&connection, istio_namespace, args.revision.as_deref()))?;
    let settings = Settings {
        istio_namespace: istio_namespace.to_owned(),
        cluster: match given(&args.cluster_id) {
            Some(cluster) => cluster,
            None => connection
                .block_on(vm::cluster_name(&connection, istio_namespace, &revision))
                .map_err(failed)
                .context("failed to automatically determine the --clusterID")?,
        },
        revision,
        capture_dns: args.capture_dns,
        auto_register: args.autoregister,
        internal_ip,
        external_ip,
        ingress_ip: match ingress_ip {
            Some(address) => Some(address),
            None => gateway(&connection, istio_namespace, &args.ingress_service, ui)?,
        },
    };
    let mesh = connection
        .block_on(vm::mesh(&connection, istio_namespace, &settings.revision))
        .map_err(failed)?;
    let made = bootstrap::files(&group, &mesh, &settings).map_err(failed)?;
    let certificate = connection
        .block_on(vm::root_certificate(&connection, &group.namespace))
        .map_err(failed)?;
    let account = group.service_account.as_str();
    let token = connection
        .block_on(vm::token(&connection, &group.namespace, account, args.token_duration))
        .map_err(failed)
        .with_context(|| {
            format!(
                "could not create a token under service account {account} in namespace {}",
                group.namespace
            )
        })?;

    for warning in &made.warnings {
        ui.warning(warning);
    }
    std::fs::create_dir_all(output).with_context(|| output.display().to_string())?;
    for (name, text) in [
        ("mesh.yaml", &made.mesh_yaml),
        ("cluster.env", &made.cluster_env),
        ("root-cert.pem", &certificate),
        ("hosts", &made.hosts),
    ] {
        files::replace(&output.join(name), text.as_bytes())?;
    }
    let path = output.join("istio-token");
    files::replace_private(&path, token.as_bytes())?;
    ui.warning(&format!(
        "a security token for namespace {:?} and service account {account:?} has been generated and stored at {}",
        group.namespace,
        path.display()
    ));
    ui.data(
        format!(
            "Configuration generation into directory {} was successful\n",
            output.display()
        )
        .as_bytes(),
    )?;
    Ok(())
}

/// An address that a flag gives.
fn address(text: &Option<String>, flag: &str) -> Result<Option<String>> {
    let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let parsed: Result<IpAddr, _> = text.parse();
    parsed.map_err(|_| anyhow!("{flag}: {text:?} is no IP address"))?;
    Ok(Some(text.to_owned()))
}

/// The WorkloadGroup in a file, whatever else is in it.
fn read(file: &Path, namespace: Option<&str>) -> Result<Group> {
    let text = files::read_text(file)?;
    let at = || file.display().to_string();
    let stream = kubeyaml::Stream::parse(text.as_bytes(), &kubeyaml::Limits::default()).with_context(at)?;
    let mut found: Option<Value> = None;
    for document in stream.to_documents().with_context(at)? {
        let object = document.to_value().with_context(at)?;
        if object["kind"].as_str() == Some("WorkloadGroup") && found.replace(object).is_some() {
            bail!("{}: there is more than one WorkloadGroup", at());
        }
    }
    let object = found.ok_or_else(|| anyhow!("{}: there is no WorkloadGroup", at()))?;
    Group::of_object(&object, namespace).map_err(failed).with_context(at)
}

/// The revision that a name stands for; without a name the default one. Who may not look for revisions names one.
async fn revision(connection: &Connection, istio_namespace: &str, name: Option<&str>) -> Result<String> {
    let name = name.unwrap_or_default();
    match Revisions::read(connection, istio_namespace).await {
        Ok(found) if name.is_empty() => Ok(found.resolve(name).unwrap_or_default().to_owned()),
        Ok(found) => Ok(found.resolve(name)?.to_owned()),
        Err(ClusterError::Forbidden { .. }) => Ok(name.to_owned()),
        Err(why) => Err(why.into()),
    }
}

/// The address of the gateway's Service; what is missing is said.
fn gateway(connection: &Connection, istio_namespace: &str, service: &str, ui: &mut Ui) -> Result<Option<String>> {
    let (name, namespace) = service.split_once('.').unwrap_or((service, istio_namespace));
    let found = connection.block_on(vm::gateway_address(connection, namespace, name))?;
    if found.is_none() {
        ui.warning(&format!(
            "the file hosts is empty: Service {name} in namespace {namespace} has no address that a machine could reach istiod at; name \
             one with --ingressIP"
        ));
    }
    Ok(found)
}

/// A library's error as one of ours.
fn failed(why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("{why}")
}

//! `istioctl create-remote-secret`

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail};
use clap::{ArgAction, Args, ValueHint};
use istio_manifest::cluster::{Connection, remote_secrets};
use istio_manifest::remote_secret::{self, Authentication, READER, RemoteSecret, SecretType};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Print a Secret with which the control plane of another cluster reads this one.
///
/// It holds a kubeconfig with the token of a service account of this cluster, which is made with the rights to read if it is not
/// there. What is printed is a credential: pass it on to the other cluster and keep it nowhere else.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # The control plane of cluster c1 is to read cluster c0
  istioctl --context c0 create-remote-secret --name c0 | kubectl --context c1 apply -f -

  # No longer
  istioctl --context c0 create-remote-secret --name c0 | kubectl --context c1 delete -f -

  # The API server has another address for the other cluster than for this machine
  istioctl create-remote-secret --name c0 --server https://172.18.0.2:6443

  # A plugin of the client authenticates, not a token
  istioctl create-remote-secret --name c0 --auth-type plugin --auth-plugin-name gcp")]
pub(crate) struct CreateRemoteSecretArgs {
    /// Name of this cluster; if not given, the UID of its namespace kube-system.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What the secret is for: remote, to read Services and pods, or config, to read all configuration from this cluster.
    #[arg(long = "type", value_name = "TYPE", default_value = "remote")]
    kind: String,
    /// Service account with whose rights this cluster is read; istio-reader-service-account, or istiod with --type config.
    #[arg(long, value_name = "NAME")]
    service_account: Option<String>,
    /// Make the service account istio-reader-service-account, its role and its namespace if it is not there.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", action = ArgAction::Set)]
    create_service_account: bool,
    /// Secret of the service account to take the token from; if not given, one that is there, else a new one.
    #[arg(long, value_name = "NAME")]
    secret_name: Option<String>,
    /// Address of this cluster's API server as the other cluster sees it; if not given, that of the kubeconfig.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Name that the API server's certificate is for, if it is not that of the address.
    #[arg(long, value_name = "NAME")]
    tls_server_name: Option<String>,
    /// How the other cluster's control plane authenticates: bearer-token or plugin.
    #[arg(long, value_name = "TYPE", default_value = "bearer-token")]
    auth_type: String,
    /// With --auth-type plugin: name of the plugin.
    #[arg(long, value_name = "NAME")]
    auth_plugin_name: Option<String>,
    /// With --auth-type plugin: what to tell the plugin. Repeatable, or with commas.
    #[arg(long, value_name = "KEY=VALUE", value_delimiter = ',')]
    auth_plugin_config: Vec<String>,
    /// Folder with charts and profiles, or the .tgz of a release, to make the service account from instead of the embedded ones.
    #[arg(short = 'd', long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    manifests: Option<String>,
}

pub(crate) fn run(
    args: &CreateRemoteSecretArgs,
    global: &GlobalArgs,
    environment: &Environment,
    ui: &mut Ui,
) -> Result<()> {
    let kind: SecretType = args.kind.parse().map_err(failed)?;
    let plugin = plugin(args)?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let name = given(&args.name);
    if let Some(name) = &name {
        remote_secret::check_cluster_name(name).map_err(failed)?;
    }

    let connection = kubeconfig::connect(global, environment)?;
    let cluster = match name {
        Some(name) => name,
        None => connection.block_on(remote_secrets::cluster_id(&connection))?,
    };
    // A control plane looks for the secret in its own namespace, so that the one of the context does not count.
    let namespace = given(&global.namespace).unwrap_or_else(|| global.istio_namespace.clone());
    let account = given(&args.service_account).unwrap_or_else(|| kind.service_account().to_owned());
    ensure_account(args, &connection, &namespace, &account)
        .context("could not get access token to read resources from local kube-apiserver")?;
    let credentials = connection
        .block_on(remote_secrets::credentials(
            &connection,
            &namespace,
            &account,
            args.secret_name.as_deref().filter(|name| !name.is_empty()),
            plugin.is_none(),
        ))
        .map_err(failed)
        .context("could not get access token to read resources from local kube-apiserver")?;

    let server = given(&args.server).unwrap_or_else(|| connection.server().to_owned());
    if remote_secret::is_loopback(&server) {
        ui.warning(&format!(
            "the API server's address {server} leads to this machine only; name the one that the other cluster sees with --server"
        ));
    }
    let secret = RemoteSecret {
        kind,
        cluster,
        namespace,
        server,
        tls_server_name: given(&args.tls_server_name),
        certificate_authority: credentials.certificate_authority,
        authentication: plugin.unwrap_or(Authentication::BearerToken(credentials.token)),
    };
    let text = format!(
        "# Credentials for cluster {}, made by istioctl create-remote-secret.\n{}---\n",
        secret.cluster,
        kubeyaml::to_string(&secret.secret())
    );
    ui.data(text.as_bytes())?;
    Ok(())
}

/// The plugin of the flags, or nothing where a token is wanted.
fn plugin(args: &CreateRemoteSecretArgs) -> Result<Option<Authentication>> {
    let name = args.auth_plugin_name.as_deref().filter(|name| !name.is_empty());
    match (args.auth_type.as_str(), name) {
        ("bearer-token", None) if args.auth_plugin_config.is_empty() => Ok(None),
        ("bearer-token", _) => bail!("--auth-plugin-name and --auth-plugin-config need --auth-type plugin"),
        ("plugin", Some(name)) => {
            let mut config = BTreeMap::new();
            for pair in &args.auth_plugin_config {
                let pair = pair.split_once('=');
                let (key, value) = pair.ok_or_else(|| anyhow!("--auth-plugin-config takes KEY=VALUE"))?;
                config.insert(key.to_owned(), value.to_owned());
            }
            Ok(Some(Authentication::Plugin {
                name: name.to_owned(),
                config,
            }))
        }
        ("plugin", None) => bail!("--auth-type plugin needs --auth-plugin-name"),
        (other, _) => bail!("unsupported authentication type: {other}; there are bearer-token and plugin"),
    }
}

/// Sees to it that the service account is there. One that cannot be made is told before anything is written.
fn ensure_account(
    args: &CreateRemoteSecretArgs,
    connection: &Connection,
    namespace: &str,
    account: &str,
) -> Result<()> {
    if connection.block_on(remote_secrets::has_account(connection, namespace, account))? {
        return Ok(());
    }
    if !args.create_service_account {
        bail!(
            "failed retrieving service account {account}.{namespace}: there is none; install Istio in the cluster first, or run with \
             --create-service-account=true"
        );
    }
    if account != READER {
        bail!(
            "failed retrieving service account {account}.{namespace}: there is none, and only {READER} can be made here; install Istio \
             in the cluster, or make the account and give it the rights to read"
        );
    }
    let objects = remote_secret::reader(namespace, args.manifests.as_deref()).map_err(failed)?;
    connection.block_on(remote_secrets::create_account(connection, namespace, &objects))?;
    Ok(())
}

/// A library's error as one of ours.
fn failed(why: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("{why}")
}

//! `istioctl experimental describe`

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use istio_analysis::describe::{self, Options};
use istio_analysis::snapshot::{Builder, Kind, Settings, Snapshot};
use istio_manifest::cluster::revisions::{Revisions, suffix};
use istio_manifest::cluster::{ClusterError, Connection, ListOptions, Resource, kinds};
use kubeyaml::{Mapping, Value};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::kubeconfig;
use crate::ui::Ui;

/// Kinds that say what becomes of requests.
const RULES: [Kind; 3] = [Kind::DestinationRule, Kind::Gateway, Kind::VirtualService];
/// Kinds that say who may send some; those of the pod's namespace and of the whole mesh are read.
const POLICIES: [Kind; 3] = [
    Kind::AuthorizationPolicy,
    Kind::PeerAuthentication,
    Kind::RequestAuthentication,
];

/// Show what configuration has to do with a pod or a Service.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  istioctl experimental describe pod web-v1-6d8c4-x2x7z.shop
  istioctl experimental describe service web -n shop")]
pub(crate) struct DescribeArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(visible_alias = "po")]
    Pod(PodArgs),
    #[command(visible_alias = "svc")]
    Service(ServiceArgs),
}

/// Show a pod with its Services, the rules and policies that count for it, and the gateways that lead to it.
///
/// All of it is worked out from the objects in the cluster; the pod's proxy is not asked, so that it also works for one that does not
/// run yet.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental describe pod web-v1-6d8c4-x2x7z -n shop
  istioctl experimental describe pod web-v1-6d8c4-x2x7z.shop")]
struct PodArgs {
    /// Name of the pod.
    #[arg(value_name = "POD[.NAMESPACE]")]
    name: String,
    #[command(flatten)]
    common: CommonArgs,
}

/// Show a Service with its pods' subsets, the rules that count for it, and the gateways that lead to it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl experimental describe service web -n shop
  istioctl experimental describe service web.shop")]
struct ServiceArgs {
    /// Name of the Service.
    #[arg(value_name = "SERVICE[.NAMESPACE]")]
    name: String,
    #[command(flatten)]
    common: CommonArgs,
}

#[derive(Args, Debug)]
struct CommonArgs {
    /// Say nothing about pods that are not part of the mesh.
    #[arg(long = "ignoreUnmeshed", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", action = clap::ArgAction::Set)]
    ignore_unmeshed: bool,
    /// Accepted for compatibility: no proxy is asked.
    #[arg(long, value_name = "PORT", hide = true)]
    proxy_admin_port: Option<u16>,
}

pub(super) fn run(args: &DescribeArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    let connection = kubeconfig::connect(global, environment)?;
    let given = global.namespace.as_deref().filter(|name| !name.is_empty());
    let here = given.unwrap_or_else(|| connection.namespace());
    let (text, common, is_pod) = match &args.command {
        Command::Pod(args) => (args.name.as_str(), &args.common, true),
        Command::Service(args) => (args.name.as_str(), &args.common, false),
    };
    let text = text.split_once('/').map_or(text, |(_, name)| name);
    let (name, namespace) = text.rsplit_once('.').unwrap_or((text, here));
    if name.is_empty() {
        bail!("expecting the name of a pod or Service");
    }
    let options = Options {
        here: here.to_owned(),
        ignore_unmeshed: common.ignore_unmeshed,
    };
    let mut reader = Reader {
        connection: &connection,
        istio_namespace: &global.istio_namespace,
        objects: Vec::new(),
        gaps: BTreeSet::new(),
    };
    let snapshot = connection.block_on(reader.read(namespace, name, is_pod))?;
    for gap in &reader.gaps {
        ui.warning(gap);
    }
    let page = if is_pod {
        describe::pod(&snapshot, namespace, name, &options)
    } else {
        describe::service(&snapshot, namespace, name, &options)
    };
    let page =
        page.ok_or_else(|| anyhow!("namespace {namespace} belongs to Kubernetes itself and is no part of a mesh"))?;
    ui.data(page.as_bytes())?;
    Ok(())
}

/// Reads what a page is about.
struct Reader<'c> {
    connection: &'c Connection,
    istio_namespace: &'c str,
    objects: Vec<Value>,
    /// What may not be read.
    gaps: BTreeSet<String>,
}

impl Reader<'_> {
    async fn read(&mut self, namespace: &str, name: &str, is_pod: bool) -> Result<Snapshot> {
        let resource = if is_pod { kinds::pod() } else { kinds::service() };
        let found = self.connection.get(&resource, Some(namespace), name).await?;
        let subject =
            found.ok_or_else(|| anyhow!("{} {name:?} not found in namespace {namespace:?}", resource.plural))?;
        if is_pod {
            self.list(&kinds::service(), Some(namespace), &ListOptions::default())
                .await?;
        } else if let Some(labels) = selector(&subject["spec"]["selector"]) {
            self.list(&kinds::pod(), Some(namespace), &ListOptions::labels(labels))
                .await?;
        }
        let revision = self.revision(&subject).await?;
        self.objects.push(subject);

        let config_map = format!("istio{}", suffix(&revision));
        let mesh = self
            .connection
            .get(&kinds::config_map(), Some(self.istio_namespace), &config_map)
            .await;
        let mesh = self.allow(mesh)?.flatten();
        let root = root_namespace(mesh.as_ref()).unwrap_or_else(|| self.istio_namespace.to_owned());
        self.objects.extend(mesh);
        for kind in RULES {
            self.list(&resource_of(kind), None, &ListOptions::default()).await?;
        }
        let namespaces: BTreeSet<&str> = [namespace, &root].into();
        for kind in POLICIES {
            for namespace in &namespaces {
                self.list(&resource_of(kind), Some(namespace), &ListOptions::default())
                    .await?;
            }
        }
        self.gateway_proxies().await?;

        let mut builder = Builder::new(Settings {
            istio_namespace: self.istio_namespace.to_owned(),
            ..Settings::default()
        });
        builder.add_objects("", std::mem::take(&mut self.objects));
        builder.use_config_map(&config_map);
        Ok(builder.build())
    }

    /// The revision that the subject's proxy belongs to, if it says so, else the default one.
    async fn revision(&mut self, subject: &Value) -> Result<String> {
        let metadata = &subject["metadata"];
        let own = ["annotations", "labels"]
            .iter()
            .find_map(|part| metadata[*part]["istio.io/rev"].as_str());
        let named = own.unwrap_or_default();
        let read = Revisions::read(self.connection, self.istio_namespace).await;
        let revisions = match read {
            Err(ClusterError::Forbidden { .. }) => return Ok(named.to_owned()),
            other => other?,
        };
        let resolved = revisions.resolve(named).or_else(|_| revisions.resolve(""));
        Ok(resolved.unwrap_or_default().to_owned())
    }

    /// The pods that Gateways select, wherever they are, and the Services that may lead to them.
    async fn gateway_proxies(&mut self) -> Result<()> {
        let is_gateway = |object: &&Value| {
            let of_istio = object["apiVersion"]
                .as_str()
                .is_some_and(|version| version.starts_with("networking.istio.io/"));
            of_istio && object["kind"].as_str() == Some("Gateway")
        };
        let gateways = self.objects.iter().filter(is_gateway);
        let selectors: BTreeSet<String> = gateways
            .filter_map(|gateway| selector(&gateway["spec"]["selector"]))
            .collect();
        let mut namespaces = BTreeSet::new();
        for labels in selectors {
            let options = ListOptions {
                labels,
                fields: "status.phase=Running".to_owned(),
            };
            let from = self.objects.len();
            self.list(&kinds::pod(), None, &options).await?;
            let of = |pod: &Value| pod["metadata"]["namespace"].as_str().map(str::to_owned);
            namespaces.extend(self.objects.iter().skip(from).filter_map(of));
        }
        for namespace in namespaces {
            self.list(&kinds::service(), Some(&namespace), &ListOptions::default())
                .await?;
        }
        Ok(())
    }

    /// Adds all objects of a kind; none of one that the cluster does not serve.
    async fn list(&mut self, resource: &Resource, namespace: Option<&str>, options: &ListOptions) -> Result<()> {
        let listed = match self.connection.list(resource, namespace, options).await {
            Err(why) if why.is_not_found() => return Ok(()),
            other => other,
        };
        let found = self.allow(listed)?.unwrap_or_default();
        self.objects.extend(found);
        Ok(())
    }

    /// Passes over what may not be read.
    fn allow<T>(&mut self, read: Result<T, ClusterError>) -> Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(why @ ClusterError::Forbidden { .. }) => {
                self.gaps.insert(format!("this is left out: {why}"));
                Ok(None)
            }
            Err(why) => Err(why.into()),
        }
    }
}

fn resource_of(kind: Kind) -> Resource {
    Resource {
        group: kind.group().to_owned(),
        version: kind.versions().first().copied().unwrap_or("v1").to_owned(),
        plural: kind.plural(),
        kind: kind.name().to_owned(),
        namespaced: !kind.is_cluster_scoped(),
    }
}

/// The labels of a mapping as a list asks for them; nothing if there are none.
fn selector(labels: &Value) -> Option<String> {
    let pairs: Vec<String> = labels
        .as_mapping()
        .into_iter()
        .flat_map(Mapping::iter)
        .map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()))
        .collect();
    (!pairs.is_empty()).then(|| pairs.join(","))
}

/// The namespace whose policies are for the whole mesh, if the mesh configuration names one.
fn root_namespace(config_map: Option<&Value>) -> Option<String> {
    let mesh = kubeyaml::from_str(config_map?["data"]["mesh"].as_str()?).ok()?;
    let root = mesh["rootNamespace"].as_str().filter(|root| !root.is_empty());
    root.map(str::to_owned)
}

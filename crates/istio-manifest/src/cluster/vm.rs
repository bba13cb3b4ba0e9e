//! What [`crate::vm::bootstrap`] needs from a cluster: the WorkloadGroup, the control plane's configuration, a root certificate, a
//! token, and the address of istiod as a machine sees it.

use std::fmt;

use http::Method;
use kubeyaml::{Mapping, Value};

use super::connection::{Call, Connection, JSON};
use super::error::ClusterError;
use super::resource::{Resource, kinds};

/// The ConfigMap with the root certificate, in every namespace.
const ROOT_CERTIFICATE: &str = "istio-ca-root-cert";
/// Whom istiod takes tokens of machines for.
const AUDIENCE: &str = "istio-ca";

/// Why something is missing.
#[derive(Debug)]
#[non_exhaustive]
pub enum VmError {
    /// The cluster.
    Cluster(ClusterError),
    /// An object that is not there.
    Missing {
        /// What it is, with its name and namespace.
        what: String,
        /// What it would take.
        hint: &'static str,
    },
    /// An object whose content cannot be read.
    Content {
        /// What it is, with its name and namespace.
        what: String,
        /// What is wrong.
        why: String,
    },
}

impl From<ClusterError> for VmError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl fmt::Display for VmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Missing { what, hint } => write!(f, "there is no {what}: {hint}"),
            Self::Content { what, why } => write!(f, "{what}: {why}"),
        }
    }
}

impl std::error::Error for VmError {}

fn workload_group() -> Resource {
    Resource {
        group: "networking.istio.io".to_owned(),
        version: "v1".to_owned(),
        plural: "workloadgroups".to_owned(),
        kind: "WorkloadGroup".to_owned(),
        namespaced: true,
    }
}

/// A WorkloadGroup.
///
/// # Errors
/// One that is not there; any [`ClusterError`].
pub async fn group(connection: &Connection, namespace: &str, name: &str) -> Result<Value, VmError> {
    let found = connection.get(&workload_group(), Some(namespace), name).await?;
    found.ok_or_else(|| VmError::Missing {
        what: format!("WorkloadGroup {name} in namespace {namespace}"),
        hint: "istioctl experimental workload group create writes one, or name a file with -f",
    })
}

/// The name of a revision's ConfigMap.
fn of_revision(name: &str, revision: &str) -> String {
    match revision {
        "" | "default" => name.to_owned(),
        revision => format!("{name}-{revision}"),
    }
}

/// A key of a ConfigMap.
async fn text(
    connection: &Connection,
    namespace: &str,
    name: &str,
    key: &str,
    hint: &'static str,
) -> Result<String, VmError> {
    let what = format!("ConfigMap {name} in namespace {namespace}");
    let found = connection.get(&kinds::config_map(), Some(namespace), name).await?;
    let found = found.ok_or_else(|| VmError::Missing {
        what: what.clone(),
        hint,
    })?;
    let text = found["data"][key].as_str().map(str::to_owned);
    text.ok_or_else(|| VmError::Content {
        what,
        why: format!("it has no key {key}"),
    })
}

/// The mesh configuration of a revision, as its ConfigMap has it.
///
/// # Errors
/// A ConfigMap that is not there or holds no YAML; any [`ClusterError`].
pub async fn mesh(connection: &Connection, istio_namespace: &str, revision: &str) -> Result<Value, VmError> {
    let name = of_revision("istio", revision);
    let hint = "name the control plane's namespace with -i and its revision with --revision";
    let text = text(connection, istio_namespace, &name, "mesh", hint).await?;
    kubeyaml::from_str(&text).map_err(|why| VmError::Content {
        what: format!("ConfigMap {name} in namespace {istio_namespace}: mesh"),
        why: why.to_string(),
    })
}

/// The name of the cluster, as the injector of a revision gives it to pods; without one, that which the charts give istiod.
///
/// # Errors
/// A ConfigMap that is not there or holds no JSON; any [`ClusterError`].
pub async fn cluster_name(connection: &Connection, istio_namespace: &str, revision: &str) -> Result<String, VmError> {
    let name = of_revision("istio-sidecar-injector", revision);
    let text = text(
        connection,
        istio_namespace,
        &name,
        "values",
        "name the cluster with --clusterID",
    )
    .await?;
    let values = kubeyaml::json::from_str(&text).map_err(|why| VmError::Content {
        what: format!("ConfigMap {name} in namespace {istio_namespace}: values"),
        why: why.to_string(),
    })?;
    let cluster = values["global"]["multiCluster"]["clusterName"].as_str();
    Ok(cluster
        .filter(|name| !name.is_empty())
        .unwrap_or("Kubernetes")
        .to_owned())
}

/// The certificate that signs those of the mesh, as PEM.
///
/// # Errors
/// A ConfigMap that is not there; any [`ClusterError`].
pub async fn root_certificate(connection: &Connection, namespace: &str) -> Result<String, VmError> {
    let hint = "istiod writes it into every namespace; is it running?";
    text(connection, namespace, ROOT_CERTIFICATE, "root-cert.pem", hint).await
}

/// A new token of a service account that istiod takes a machine's first word by.
///
/// # Errors
/// A service account that is not there; any [`ClusterError`].
pub async fn token(connection: &Connection, namespace: &str, account: &str, seconds: i64) -> Result<String, VmError> {
    let accounts = kinds::service_account();
    let mut spec = Mapping::new();
    spec.insert("audiences", vec![Value::from(AUDIENCE)]);
    spec.insert("expirationSeconds", seconds);
    let mut request = Mapping::new();
    request.insert("apiVersion", "authentication.k8s.io/v1");
    request.insert("kind", "TokenRequest");
    request.insert("spec", spec);
    let what = format!("a token of {}", accounts.words(Some(namespace), Some(account)));
    let body = kubeyaml::json::to_string(&request.into()).map_err(|why| ClusterError::Answer {
        what: what.clone(),
        why: why.to_string(),
    })?;
    let call = Call {
        verb: "create",
        what: what.clone(),
        method: Method::POST,
        uri: format!("{}/token", accounts.object(Some(namespace), account)),
        body: Some((JSON, body)),
    };
    let answer = match connection.value(&call).await {
        Err(why) if why.is_not_found() => {
            return Err(VmError::Missing {
                what: format!("ServiceAccount {account} in namespace {namespace}"),
                hint: "kubectl create serviceaccount makes one",
            });
        }
        other => other?,
    };
    let token = answer["status"]["token"].as_str().map(str::to_owned);
    token.ok_or_else(|| VmError::Content {
        what,
        why: "the answer has none".to_owned(),
    })
}

/// The address of a gateway's Service as machines outside of the cluster see it; nothing if it has none, or there is no such Service.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn gateway_address(
    connection: &Connection,
    namespace: &str,
    service: &str,
) -> Result<Option<String>, ClusterError> {
    let service = connection.get(&kinds::service(), Some(namespace), service).await?;
    let Some(service) = service else { return Ok(None) };
    let first = |list: &Value| {
        list.as_sequence()
            .and_then(<[Value]>::first)
            .cloned()
            .unwrap_or_default()
    };
    let balancer = first(&service["status"]["loadBalancer"]["ingress"]);
    let external = first(&service["spec"]["externalIPs"]);
    let address = balancer["ip"]
        .as_str()
        .or(external.as_str())
        .filter(|text| !text.is_empty());
    Ok(address.map(str::to_owned))
}

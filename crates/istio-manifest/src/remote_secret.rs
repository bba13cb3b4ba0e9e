//! Remote secrets: how the control plane of one cluster comes to read another one.
//!
//! The other cluster has a service account with the rights to read what is served there. Its token and the cluster's certificate
//! make a kubeconfig, which a Secret carries to the first cluster. [`crate::cluster::remote_secrets`] gets the credentials.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use istio_api::mesh::address::is_dns_label;
use kubeyaml::{Mapping, Value};

use crate::component::Component;
use crate::generate::{GenerateError, GenerateOptions, generate};
use crate::operator::{Layers, SetFlag};

/// The service account whose credentials a [`SecretType::Remote`] secret has; charts make it.
pub const READER: &str = "istio-reader-service-account";
/// The service account whose credentials a [`SecretType::Config`] secret has.
const CONFIG_READER: &str = "istiod";
/// What the names of the reader's role and its binding begin with.
const READER_ROLE: &str = "istio-reader-clusterrole";

/// What a secret is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretType {
    /// A control plane reads the cluster's Services and pods.
    #[default]
    Remote,
    /// A control plane outside of the cluster gets all its configuration from there.
    Config,
}

impl SecretType {
    /// The service account that it has the credentials of, unless another is named.
    #[must_use]
    pub fn service_account(self) -> &'static str {
        match self {
            Self::Remote => READER,
            Self::Config => CONFIG_READER,
        }
    }
}

/// Why there can be no such secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteSecretError {
    /// A type that does not exist.
    Type(String),
    /// A cluster's name that cannot be part of a Secret's.
    ClusterName(String),
}

impl fmt::Display for RemoteSecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(given) => write!(f, "unsupported type: {given}; there are remote and config"),
            Self::ClusterName(name) => write!(
                f,
                "{name} is not a valid DNS 1123 label: lower-case letters, digits and inner dashes make one, 63 at most"
            ),
        }
    }
}

impl std::error::Error for RemoteSecretError {}

impl FromStr for SecretType {
    type Err = RemoteSecretError;

    fn from_str(text: &str) -> Result<Self, RemoteSecretError> {
        match text {
            "remote" => Ok(Self::Remote),
            "config" => Ok(Self::Config),
            other => Err(RemoteSecretError::Type(other.to_owned())),
        }
    }
}

/// Checks the name of a cluster.
///
/// # Errors
/// A name that is no DNS label.
pub fn check_cluster_name(name: &str) -> Result<(), RemoteSecretError> {
    if is_dns_label(name) && !name.bytes().any(|c| c.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(RemoteSecretError::ClusterName(name.to_owned()))
    }
}

/// How whoever has the secret proves who it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Authentication {
    /// A token of the service account.
    BearerToken(String),
    /// A plugin of the client.
    Plugin {
        /// Its name, such as `gcp`.
        name: String,
        /// What it is told.
        config: BTreeMap<String, String>,
    },
}

impl fmt::Debug for Authentication {
    /// Without the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BearerToken(_) => f.write_str("BearerToken(..)"),
            Self::Plugin { name, config } => f
                .debug_struct("Plugin")
                .field("name", name)
                .field("config", config)
                .finish(),
        }
    }
}

/// What goes into a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteSecret {
    /// What it is for.
    pub kind: SecretType,
    /// The name of the cluster that it leads to.
    pub cluster: String,
    /// Its namespace.
    pub namespace: String,
    /// The address of the cluster's API server, as seen from where the secret is used.
    pub server: String,
    /// The name that the server's certificate is for, if it is not that of the address.
    pub tls_server_name: Option<String>,
    /// The certificate that signs the server's, as base64 of PEM.
    pub certificate_authority: String,
    /// How to prove who one is.
    pub authentication: Authentication,
}

impl RemoteSecret {
    /// The name of the Secret.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            SecretType::Remote => format!("istio-remote-secret-{}", self.cluster),
            SecretType::Config => "istio-kubeconfig".to_owned(),
        }
    }

    /// The Secret, with its kubeconfig as text.
    #[must_use]
    pub fn secret(&self) -> Value {
        let key = match self.kind {
            SecretType::Remote => self.cluster.as_str(),
            SecretType::Config => "config",
        };
        let mut metadata = Mapping::new();
        metadata.insert("annotations", one("networking.istio.io/cluster", self.cluster.as_str()));
        metadata.insert("labels", one("istio/multiCluster", "true"));
        metadata.insert("name", self.name());
        metadata.insert("namespace", self.namespace.as_str());
        let mut secret = Mapping::new();
        secret.insert("apiVersion", "v1");
        secret.insert("kind", "Secret");
        secret.insert("metadata", metadata);
        secret.insert("stringData", one(key, kubeyaml::to_string(&self.kubeconfig())));
        secret.into()
    }

    fn kubeconfig(&self) -> Value {
        let name = self.cluster.as_str();
        let mut cluster = Mapping::new();
        cluster.insert("certificate-authority-data", self.certificate_authority.as_str());
        cluster.insert("server", self.server.as_str());
        if let Some(tls) = self.tls_server_name.as_deref().filter(|tls| !tls.is_empty()) {
            cluster.insert("tls-server-name", tls);
        }
        let mut context = Mapping::new();
        context.insert("cluster", name);
        context.insert("user", name);
        let user = match &self.authentication {
            Authentication::BearerToken(token) => one("token", token.as_str()),
            Authentication::Plugin { name, config } => {
                let config = config
                    .iter()
                    .map(|(key, value)| (key.clone(), Value::from(value.as_str())));
                let mut provider = Mapping::new();
                provider.insert("config", config.collect::<Mapping>());
                provider.insert("name", name.as_str());
                one("auth-provider", provider)
            }
        };
        let entry = |key: &str, value: Mapping| {
            let mut entry = one(key, value);
            entry.insert("name", name);
            Value::from(vec![entry.into()])
        };
        let mut kubeconfig = Mapping::new();
        kubeconfig.insert("apiVersion", "v1");
        kubeconfig.insert("clusters", entry("cluster", cluster));
        kubeconfig.insert("contexts", entry("context", context));
        kubeconfig.insert("current-context", name);
        kubeconfig.insert("kind", "Config");
        kubeconfig.insert("users", entry("user", user));
        kubeconfig.into()
    }
}

/// A mapping with one key.
fn one(key: &str, value: impl Into<Value>) -> Mapping {
    let mut mapping = Mapping::new();
    mapping.insert(key, value);
    mapping
}

/// Whether an address leads to the machine that it is used on, so that it is of no use elsewhere.
#[must_use]
pub fn is_loopback(server: &str) -> bool {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(host) => host.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(host, _)| host),
    };
    host == "localhost" || host == "0.0.0.0" || host == "::1" || host.starts_with("127.")
}

/// The service account that a remote secret has the credentials of, its role and its binding, for a control plane's namespace; from
/// embedded charts, or those of a folder.
///
/// # Errors
/// Charts that cannot be read or rendered.
pub fn reader(namespace: &str, manifests: Option<&str>) -> Result<Vec<Value>, GenerateError> {
    let mut flags = Vec::new();
    if let Some(path) = manifests.filter(|path| !path.is_empty()) {
        flags.push(SetFlag::typed(format!("installPackagePath={path}")));
    }
    flags.push(SetFlag::typed(format!("values.global.istioNamespace={namespace}")));
    let options = GenerateOptions {
        layers: Layers {
            flags,
            ..Layers::default()
        },
        ..GenerateOptions::default()
    };
    let instances = generate(&options)?.instances;
    let of = |component: Component| component == Component::Base || component == Component::Pilot;
    let manifests = instances
        .iter()
        .filter(|instance| of(instance.component))
        .flat_map(|instance| &instance.manifests);
    let belongs = |kind: &str, name: &str| match kind {
        "ServiceAccount" => name == READER,
        "ClusterRole" | "ClusterRoleBinding" => name.starts_with(READER_ROLE),
        _ => false,
    };
    Ok(manifests
        .filter(|manifest| belongs(&manifest.identity().kind, &manifest.identity().name))
        .map(|manifest| manifest.tree().into_owned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_clusters_are_dns_labels() {
        for right in ["c1", "a", &"x".repeat(63)] {
            assert_eq!(check_cluster_name(right), Ok(()));
        }
        for wrong in ["Bad_Name", "C1", "", "-a", "a.b", &"x".repeat(64)] {
            assert!(check_cluster_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn loopback_addresses_are_known() {
        for server in [
            "https://127.0.0.1:6443",
            "https://localhost",
            "http://[::1]:80/x",
            "https://0.0.0.0:6443",
        ] {
            assert!(is_loopback(server), "{server}");
        }
        for server in [
            "https://10.0.0.1:6443",
            "https://localhost.example.com",
            "https://[fd00::1]:6443",
            "",
        ] {
            assert!(!is_loopback(server), "{server}");
        }
    }

    #[test]
    fn the_reader_comes_with_its_rights() {
        let objects = reader("mesh", None).expect("embedded charts");
        let mut names: Vec<String> = objects
            .iter()
            .map(|object| {
                format!(
                    "{}/{}",
                    object["kind"].as_str().unwrap_or_default(),
                    object["metadata"]["name"].as_str().unwrap_or_default()
                )
            })
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "ClusterRole/istio-reader-clusterrole-mesh",
                "ClusterRoleBinding/istio-reader-clusterrole-mesh",
                "ServiceAccount/istio-reader-service-account",
            ]
        );
    }

    #[test]
    fn a_token_is_not_part_of_debug_output() {
        let token = Authentication::BearerToken("secret".to_owned());
        assert!(!format!("{token:?}").contains("secret"));
    }
}

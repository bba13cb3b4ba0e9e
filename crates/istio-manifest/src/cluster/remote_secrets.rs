//! The credentials of a service account, for [`crate::remote_secret`].

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kubeyaml::{Mapping, Value};
use tokio::time::Instant;

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::{Resource, kinds};
use super::verbs::{ApplyOptions, ListOptions};

/// Who owns the service account and its rights.
const FIELD_MANAGER: &str = "istio-ci";
/// The type of Secrets that get a token.
const TOKEN_TYPE: &str = "kubernetes.io/service-account-token";
/// The annotation of such a Secret with the service account.
const ACCOUNT: &str = "kubernetes.io/service-account.name";
/// How often to look whether a token is there.
const INTERVAL: Duration = Duration::from_millis(250);

/// The credentials in a token Secret.
pub struct Credentials {
    /// The certificate of the cluster, as base64 of PEM.
    pub certificate_authority: String,
    /// The token.
    pub token: String,
}

impl fmt::Debug for Credentials {
    /// Without what is secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// Why there are no credentials.
#[derive(Debug)]
#[non_exhaustive]
pub enum RemoteSecretsError {
    /// The cluster.
    Cluster(ClusterError),
    /// The service account is not there.
    NoServiceAccount {
        /// `namespace/name`.
        account: String,
    },
    /// The named Secret is not there.
    NoSecret {
        /// `namespace/name`.
        secret: String,
    },
    /// The named Secret is not one for the service account's token.
    NotOfAccount {
        /// `namespace/name`.
        secret: String,
        /// The service account.
        account: String,
    },
    /// Nobody has filled in a token Secret.
    NoData {
        /// The key that is missing.
        key: &'static str,
        /// `namespace/name`.
        secret: String,
        /// How long it was waited for.
        after: Duration,
    },
    /// The token is no text.
    Token {
        /// `namespace/name`.
        secret: String,
    },
}

impl From<ClusterError> for RemoteSecretsError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl fmt::Display for RemoteSecretsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::NoServiceAccount { account } => write!(f, "there is no service account {account}"),
            Self::NoSecret { secret } => write!(f, "could not get specified secret {secret}: there is none"),
            Self::NotOfAccount { secret, account } => write!(
                f,
                "secret {secret} does not reference ServiceAccount {account}: its type has to be {TOKEN_TYPE} and its annotation {ACCOUNT} the account's name"
            ),
            Self::NoData { key, secret, after } => {
                let who = match *key {
                    "ca.crt" => "kube-controller-manager writes it from its --root-ca-file",
                    _ => "kube-controller-manager writes it, unless the service account is gone",
                };
                write!(
                    f,
                    "no {key:?} data found in secret {secret} after {}s: {who}",
                    after.as_secs_f64()
                )
            }
            Self::Token { secret } => write!(f, "the token in secret {secret} is not text in base64"),
        }
    }
}

impl std::error::Error for RemoteSecretsError {}

/// The unique ID of the cluster: that of its namespace kube-system.
///
/// # Errors
/// Any [`ClusterError`]; a cluster without that namespace.
pub async fn cluster_id(connection: &Connection) -> Result<String, ClusterError> {
    let namespace = connection.get(&kinds::namespace(), None, "kube-system").await?;
    let uid = namespace
        .as_ref()
        .and_then(|namespace| namespace["metadata"]["uid"].as_str());
    uid.map(str::to_owned).ok_or_else(|| ClusterError::Answer {
        what: "namespaces \"kube-system\"".to_owned(),
        why: "it has no UID, which would be the name of the cluster; name the cluster with --name".to_owned(),
    })
}

/// Whether a service account is there.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn has_account(connection: &Connection, namespace: &str, name: &str) -> Result<bool, ClusterError> {
    let found = connection.get(&kinds::service_account(), Some(namespace), name).await?;
    Ok(found.is_some())
}

/// Applies a service account with its role and binding, and makes their namespace if it is not there.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn create_account(connection: &Connection, namespace: &str, objects: &[Value]) -> Result<(), ClusterError> {
    let resource = kinds::namespace();
    if connection.get(&resource, None, namespace).await?.is_none() {
        let mut metadata = Mapping::new();
        metadata.insert("name", namespace);
        let object = object("Namespace", metadata);
        match connection.create(&resource, None, &object.into(), "istioctl").await {
            Err(why) if !why.is_conflict() => return Err(why),
            _ => {}
        }
    }
    let options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: true,
        dry_run: false,
    };
    for object in objects {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (api_version, kind) = (text(&object["apiVersion"]), text(&object["kind"]));
        let Some(resource) = Resource::of_object(&api_version, &kind) else {
            continue;
        };
        let name = text(&object["metadata"]["name"]);
        connection
            .apply(&resource, Some(namespace), &name, object, &options)
            .await?;
    }
    Ok(())
}

/// The credentials of a service account: from the Secret that is named, else one that is there for it, else a new one, whose token
/// is waited for as long as for an answer. A token is asked for only if it is needed.
///
/// # Errors
/// A service account or named Secret that is not there or does not fit; a Secret that nobody fills in; any [`ClusterError`].
pub async fn credentials(
    connection: &Connection,
    namespace: &str,
    account: &str,
    secret: Option<&str>,
    needs_token: bool,
) -> Result<Credentials, RemoteSecretsError> {
    if !has_account(connection, namespace, account).await? {
        return Err(RemoteSecretsError::NoServiceAccount {
            account: format!("{namespace}/{account}"),
        });
    }
    let secrets = kinds::secret();
    let name = match secret {
        Some(name) => {
            let of = || format!("{namespace}/{name}");
            let found = connection.get(&secrets, Some(namespace), name).await?;
            let found = found.ok_or_else(|| RemoteSecretsError::NoSecret { secret: of() })?;
            if found["type"].as_str() != Some(TOKEN_TYPE) || !is_of(&found, account) {
                return Err(RemoteSecretsError::NotOfAccount {
                    secret: of(),
                    account: account.to_owned(),
                });
            }
            name.to_owned()
        }
        None => token_secret(connection, namespace, account).await?,
    };

    let secret = format!("{namespace}/{name}");
    let limit = connection.timeouts().answer;
    let end = Instant::now().checked_add(limit);
    loop {
        let found = connection.get(&secrets, Some(namespace), &name).await?;
        let found = found.ok_or_else(|| RemoteSecretsError::NoSecret { secret: secret.clone() })?;
        let data = |key: &str| found["data"][key].as_str().filter(|text| !text.is_empty());
        let key = match (data("ca.crt"), data("token")) {
            (Some(_), None) if needs_token => "token",
            (Some(authority), token) => {
                let decoded = STANDARD.decode(token.unwrap_or_default()).ok();
                let token = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
                return Ok(Credentials {
                    certificate_authority: authority.to_owned(),
                    token: token.ok_or(RemoteSecretsError::Token { secret })?,
                });
            }
            (None, _) => "ca.crt",
        };
        if end.is_some_and(|end| Instant::now() >= end) {
            return Err(RemoteSecretsError::NoData {
                key,
                secret,
                after: limit,
            });
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// The name of a Secret for a service account's token, which is made if there is none.
async fn token_secret(connection: &Connection, namespace: &str, account: &str) -> Result<String, ClusterError> {
    let secrets = kinds::secret();
    // Only their metadata is read: the contents of other Secrets are nobody's business.
    let options = ListOptions {
        labels: String::new(),
        fields: format!("type={TOKEN_TYPE}"),
    };
    let own = format!("{account}-istio-remote-secret-token");
    let found = connection.list_metadata(&secrets, Some(namespace), &options).await?;
    let mut names: Vec<&str> = found
        .iter()
        .filter(|secret| is_of(secret, account))
        .filter_map(|secret| secret["metadata"]["name"].as_str())
        .collect();
    names.sort_unstable();
    if let Some(name) = names.iter().find(|name| **name == own).or(names.first()) {
        return Ok((*name).to_owned());
    }
    let mut annotations = Mapping::new();
    annotations.insert(ACCOUNT, account);
    let mut metadata = Mapping::new();
    metadata.insert("name", own.as_str());
    metadata.insert("annotations", annotations);
    let mut secret = object("Secret", metadata);
    secret.insert("type", TOKEN_TYPE);
    match connection
        .create(&secrets, Some(namespace), &secret.into(), "istioctl")
        .await
    {
        // Somebody else asked at the same time.
        Err(why) if why.is_conflict() => Ok(own),
        other => other.map(|_| own),
    }
}

fn object(kind: &str, metadata: Mapping) -> Mapping {
    let mut object = Mapping::new();
    object.insert("apiVersion", "v1");
    object.insert("kind", kind);
    object.insert("metadata", metadata);
    object
}

/// Whether a Secret names a service account.
fn is_of(secret: &Value, account: &str) -> bool {
    secret["metadata"]["annotations"][ACCOUNT].as_str() == Some(account)
}

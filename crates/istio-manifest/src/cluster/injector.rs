//! The injector's configuration as an installation keeps it: the ConfigMaps `istio` and `istio-sidecar-injector` of a revision.

use std::fmt;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::kinds;
use super::revisions::{Revisions, UnknownRevision, suffix};
use crate::inject::InjectorConfig;

/// The ConfigMap with the mesh configuration of the default revision.
pub const MESH_CONFIG_MAP: &str = "istio";
/// The ConfigMap with the injector configuration of the default revision.
pub const INJECTOR_CONFIG_MAP: &str = "istio-sidecar-injector";

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The namespace of the control plane.
    pub istio_namespace: String,
    /// A revision or a tag; empty for the default.
    pub revision: String,
    /// The ConfigMap with the mesh configuration; [`MESH_CONFIG_MAP`] stands for that of the revision. `None` not to read it.
    pub mesh_config_map: Option<String>,
    /// The ConfigMap with templates and values; [`INJECTOR_CONFIG_MAP`] stands for that of the revision. `None` not to read it.
    pub injector_config_map: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The revision that was asked for, once tags are resolved.
    pub revision: String,
    /// The mesh configuration.
    pub mesh: Option<Value>,
    /// Templates and policy.
    pub injector: Option<InjectorConfig>,
    /// The injector's values.
    pub values: Option<Value>,
    /// The API server's version, such as `v1.36.3`.
    pub kubernetes: String,
    /// The ConfigMaps that were read.
    pub used: Vec<String>,
}

/// Why the configuration cannot be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum InjectorSourceError {
    /// The cluster does not say.
    Cluster(ClusterError),
    /// No such revision.
    Revision(UnknownRevision),
    /// No such ConfigMap.
    Missing {
        /// Its name.
        name: String,
        /// Where it should be.
        namespace: String,
        /// The revisions that the cluster has, if it tells.
        revisions: Option<Revisions>,
    },
    /// A ConfigMap without the entry, or with one that cannot be read.
    Content {
        /// Its namespace and name.
        config_map: String,
        /// The entry.
        key: &'static str,
        /// What is wrong.
        why: String,
    },
}

impl fmt::Display for InjectorSourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Revision(why) => why.fmt(f),
            Self::Missing {
                name,
                namespace,
                revisions,
            } => {
                write!(f, "there is no ConfigMap {name:?} in namespace {namespace:?}")?;
                match revisions {
                    Some(found) if *found != Revisions::default() => write!(f, "; the cluster has {found}"),
                    Some(_) => write!(f, ", and no Istio control plane in the cluster"),
                    None => Ok(()),
                }
            }
            Self::Content { config_map, key, why } => write!(f, "ConfigMap {config_map}: {key}: {why}"),
        }
    }
}

impl std::error::Error for InjectorSourceError {}

impl From<ClusterError> for InjectorSourceError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

/// Reads what is wanted. Tags are followed to their revision; a user who may not list webhooks gets what the revision's name leads to.
///
/// # Errors
/// [`InjectorSourceError`].
pub async fn read(connection: &Connection, wanted: &Wanted) -> Result<Found, InjectorSourceError> {
    let mut found = Found::default();
    let by_revision = |name: &Option<String>, default: &str| name.as_deref() == Some(default);
    let revisions = match Revisions::read(connection, &wanted.istio_namespace).await {
        Ok(revisions) => Some(revisions),
        Err(ClusterError::Forbidden { .. }) => None,
        Err(why) => return Err(why.into()),
    };
    found.revision = match &revisions {
        // Named ConfigMaps serve a revision that has no injector in this cluster.
        Some(revisions) => match revisions.resolve(&wanted.revision) {
            Ok(revision) => revision.to_owned(),
            Err(why)
                if by_revision(&wanted.mesh_config_map, MESH_CONFIG_MAP)
                    || by_revision(&wanted.injector_config_map, INJECTOR_CONFIG_MAP) =>
            {
                return Err(InjectorSourceError::Revision(why));
            }
            Err(_) => wanted.revision.clone(),
        },
        None => wanted.revision.clone(),
    };
    let source = Source {
        connection,
        namespace: &wanted.istio_namespace,
        revisions,
    };
    let named = |name: &str, default: &str| {
        if name == default {
            format!("{default}{}", suffix(&found.revision))
        } else {
            name.to_owned()
        }
    };
    if let Some(name) = &wanted.mesh_config_map {
        let name = named(name, MESH_CONFIG_MAP);
        let map = source.config_map(&name).await?;
        found.mesh = Some(source.data(&map, &name, "mesh", parse)?);
        found.used.push(name);
    }
    if let Some(name) = &wanted.injector_config_map {
        let name = named(name, INJECTOR_CONFIG_MAP);
        let map = source.config_map(&name).await?;
        found.injector = Some(source.data(&map, &name, "config", InjectorConfig::from_text)?);
        found.values = Some(source.data(&map, &name, "values", parse)?);
        found.used.push(name);
    }
    let version = connection.server_version().await?;
    found.kubernetes = version
        .get("gitVersion")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    Ok(found)
}

struct Source<'c> {
    connection: &'c Connection,
    namespace: &'c str,
    revisions: Option<Revisions>,
}

impl Source<'_> {
    async fn config_map(&self, name: &str) -> Result<Value, InjectorSourceError> {
        let found = self
            .connection
            .get(&kinds::config_map(), Some(self.namespace), name)
            .await?;
        found.ok_or_else(|| InjectorSourceError::Missing {
            name: name.to_owned(),
            namespace: self.namespace.to_owned(),
            revisions: self.revisions.clone(),
        })
    }

    fn data<T>(
        &self,
        map: &Value,
        name: &str,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, InjectorSourceError> {
        let text = map.get_path(&["data", key]).and_then(Value::as_str);
        text.ok_or_else(|| "it is not there".to_owned())
            .and_then(read)
            .map_err(|why| InjectorSourceError::Content {
                config_map: format!("{}/{name}", self.namespace),
                key,
                why,
            })
    }
}

fn parse(text: &str) -> Result<Value, String> {
    kubeyaml::from_str(text).map_err(|why| why.to_string())
}

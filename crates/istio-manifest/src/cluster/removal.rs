//! What an uninstall takes away and what it leaves.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::install::{Denied, Question, denied, find, kind_of, resource};
use super::join_all;
use super::resource::{Resource, kinds};
use super::revisions::{REVISION_LABEL, TAG_LABEL, label};
use super::verbs::ListOptions;
use crate::lifecycle::ownership::COMPONENT;
use crate::lifecycle::prune::{DEFINITIONS, Identity, LEASES, PRUNED, Selection, TRUST, is_election};

/// What there is to say about an uninstall before it happens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Removal {
    /// What goes, in the order of removal.
    pub objects: Vec<Value>,
    /// How many of the user's objects there are of each of Istio's kinds; they go with the definitions when these go, else they stay.
    pub configuration: BTreeMap<String, usize>,
    /// How many definitions of Istio's kinds stay.
    pub definitions_left: usize,
    /// Tags that stand for a revision that goes, and stay.
    pub dangling_tags: Vec<String>,
    /// Namespaces that stay, though the control plane is gone from them.
    pub namespaces: Vec<String>,
    /// The keys of the mesh's own certificate authority stay in this namespace.
    pub authority: Option<String>,
}

impl Removal {
    /// Looks for what `selection` selects.
    ///
    /// # Errors
    /// A list that is refused.
    pub async fn find(
        connection: &Connection,
        selection: &Selection,
        istio_namespace: &str,
    ) -> Result<Self, ClusterError> {
        let mut objects = find(connection, &PRUNED, &selection.selectors()).await?;
        let definitions = find(connection, &[DEFINITIONS], &[COMPONENT.to_owned()]).await?;
        let configuration = configuration(connection, &definitions).await?;
        let mut removal = Self {
            configuration,
            ..Self::default()
        };
        if selection.takes_definitions() {
            objects.extend(left_by_istiod(connection, istio_namespace).await?);
            objects.extend(definitions);
        } else {
            removal.definitions_left = definitions.len();
        }
        if let Selection::Revision { revision, .. } = selection {
            removal.dangling_tags = tags_of(connection, revision, &objects).await?;
        }
        let namespace = connection.get(&kinds::namespace(), None, istio_namespace).await?;
        removal.namespaces = namespace.iter().map(|namespace| Identity::of(namespace).name).collect();
        // Who may not read secrets is not told of this one; nothing happens to it.
        let authority = connection
            .get(&kinds::secret(), Some(istio_namespace), "istio-ca-secret")
            .await;
        removal.authority = matches!(authority, Ok(Some(_))).then(|| istio_namespace.to_owned());
        removal.objects = objects;
        Ok(removal)
    }

    /// What of it the user may not do.
    ///
    /// # Errors
    /// A cluster that does not answer the question.
    pub async fn missing_permissions(&self, connection: &Connection) -> Result<Vec<Denied>, ClusterError> {
        let mut questions: Vec<Question> = self
            .objects
            .iter()
            .filter_map(|object| {
                let identity = Identity::of(object);
                Some(("delete", resource(&kind_of(&identity)?), identity.namespace))
            })
            .collect();
        questions.sort();
        questions.dedup();
        denied(connection, questions).await
    }

    /// Names of gateways that go.
    #[must_use]
    pub fn gateways(&self) -> Vec<String> {
        let workloads = self
            .objects
            .iter()
            .filter(|object| object["kind"].as_str() == Some("Deployment"));
        workloads
            .map(Identity::of)
            .map(|identity| identity.name)
            .filter(|name| name.contains("gateway"))
            .collect()
    }

    /// How many of the user's objects there are.
    #[must_use]
    pub fn configured(&self) -> usize {
        self.configuration.values().sum()
    }
}

/// The user's objects by kind, of kinds that have any.
async fn configuration(
    connection: &Connection,
    definitions: &[Value],
) -> Result<BTreeMap<String, usize>, ClusterError> {
    let kinds: Vec<Resource> = definitions.iter().filter_map(defined).collect();
    let counts = join_all(kinds.iter().map(|kind| async move {
        let mut count = 0_usize;
        let listed = connection
            .for_each(kind, None, &ListOptions::default(), |_| count += 1)
            .await;
        match listed {
            Err(why) if !why.is_not_found() => Err(why),
            _ => Ok(count),
        }
    }))
    .await;
    let mut configuration = BTreeMap::new();
    for (kind, count) in kinds.iter().zip(counts) {
        let count = count?;
        if count > 0 {
            configuration.insert(kind.kind.clone(), count);
        }
    }
    Ok(configuration)
}

/// The kind that a CustomResourceDefinition defines, in a version that is served.
fn defined(definition: &Value) -> Option<Resource> {
    let spec = &definition["spec"];
    let served = spec["versions"]
        .as_sequence()?
        .iter()
        .find(|version| version["served"].as_bool() == Some(true))?;
    Some(Resource {
        group: spec["group"].as_str()?.to_owned(),
        version: served["name"].as_str()?.to_owned(),
        plural: spec["names"]["plural"].as_str()?.to_owned(),
        kind: spec["names"]["kind"].as_str()?.to_owned(),
        namespaced: spec["scope"].as_str() == Some("Namespaced"),
    })
}

/// What istiod wrote by itself: whom to trust, in every namespace, and its elections.
async fn left_by_istiod(connection: &Connection, istio_namespace: &str) -> Result<Vec<Value>, ClusterError> {
    let mut all = Vec::new();
    for name in TRUST {
        let named = ListOptions {
            fields: format!("metadata.name={name}"),
            ..ListOptions::labels("istio.io/config=true")
        };
        all.extend(connection.list(&kinds::config_map(), None, &named).await?);
    }
    for kind in [kinds::config_map(), resource(&LEASES)] {
        let objects = connection
            .list(&kind, Some(istio_namespace), &ListOptions::default())
            .await?;
        all.extend(objects.into_iter().filter(is_election));
    }
    Ok(all)
}

/// The tags that stand for a revision and are not among what goes.
async fn tags_of(connection: &Connection, revision: &str, going: &[Value]) -> Result<Vec<String>, ClusterError> {
    let of_revision = ListOptions::labels(format!("{REVISION_LABEL}={revision},{TAG_LABEL}"));
    let webhooks = connection
        .list(&kinds::mutating_webhook_configuration(), None, &of_revision)
        .await?;
    let mut tags: Vec<String> = webhooks
        .iter()
        .filter(|webhook| !going.iter().any(|object| Identity::of(object) == Identity::of(webhook)))
        .filter_map(|webhook| label(webhook, TAG_LABEL).map(str::to_owned))
        .collect();
    tags.sort();
    tags.dedup();
    Ok(tags)
}

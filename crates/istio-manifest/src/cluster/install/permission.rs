//! Asks the cluster beforehand whether a user may do what an installation does, so that it does not stop half-way.

use std::collections::BTreeSet;
use std::fmt;

use kubeyaml::{Mapping, Value};

use super::{Plan, apply, pruning};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::join_all;
use crate::cluster::resource::{Resource, kinds};
use crate::lifecycle::prune::PRUNED;

/// Something that the user may not do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Denied {
    /// The verb, such as `patch`.
    pub verb: &'static str,
    /// The resource with its group, such as `deployments.apps`.
    pub resource: String,
    /// The namespace; empty for cluster-wide resources.
    pub namespace: String,
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb, self.resource)?;
        match self.namespace.as_str() {
            "" => f.write_str(" in the cluster"),
            namespace => write!(f, " in namespace {namespace}"),
        }
    }
}

/// Something that the user may have to do: a verb, the kind and the namespace, empty for everywhere.
pub type Question = (&'static str, Resource, String);

/// What of the plan the user may not do: `get`, `create` and `patch` of each kind in each namespace that it has objects in; with
/// `prune` also what finding and removing the rest takes.
///
/// # Errors
/// A cluster that does not answer the question.
pub async fn missing_permissions(
    connection: &Connection,
    plan: &Plan,
    prune: bool,
) -> Result<Vec<Denied>, ClusterError> {
    let mut places = BTreeSet::new();
    for manifest in plan.sets.iter().flat_map(|set| &set.manifests) {
        // A kind that the cluster does not know yet may come with this very plan.
        if let Ok(place) = apply::place(connection, &manifest.tree()).await {
            places.insert((place.resource, place.namespace.unwrap_or_default()));
        }
    }
    let mut questions: Vec<Question> = places
        .into_iter()
        .flat_map(|(resource, namespace)| {
            ["get", "create", "patch"].map(|verb| (verb, resource.clone(), namespace.clone()))
        })
        .collect();
    questions.push(("get", kinds::namespace(), String::new()));
    questions.push(("create", kinds::namespace(), String::new()));
    questions.push(("list", kinds::mutating_webhook_configuration(), String::new()));
    if prune {
        questions.extend(
            PRUNED
                .iter()
                .map(|kind| ("list", pruning::resource(kind), String::new())),
        );
    }
    denied(connection, questions).await
}

/// Which of the questions the cluster answers with no. Who may do everything is asked once.
///
/// # Errors
/// A cluster that does not answer.
pub async fn denied(connection: &Connection, questions: Vec<Question>) -> Result<Vec<Denied>, ClusterError> {
    let everything = Resource {
        group: "*".to_owned(),
        version: "*".to_owned(),
        plural: "*".to_owned(),
        kind: String::new(),
        namespaced: false,
    };
    if questions.is_empty() || allowed(connection, "*", &everything, "").await? {
        return Ok(Vec::new());
    }
    let answers = join_all(
        questions
            .iter()
            .map(|(verb, resource, namespace)| allowed(connection, verb, resource, namespace)),
    )
    .await;
    let mut denied = BTreeSet::new();
    for ((verb, resource, namespace), answer) in questions.into_iter().zip(answers) {
        if !answer? {
            denied.insert(Denied {
                verb,
                resource: resource.to_string(),
                namespace,
            });
        }
    }
    Ok(denied.into_iter().collect())
}

async fn allowed(
    connection: &Connection,
    verb: &str,
    resource: &Resource,
    namespace: &str,
) -> Result<bool, ClusterError> {
    let mut attributes = Mapping::new();
    attributes.insert("verb", verb);
    attributes.insert("group", resource.group.as_str());
    attributes.insert("version", resource.version.as_str());
    attributes.insert("resource", resource.plural.as_str());
    attributes.insert("namespace", namespace);
    let mut spec = Mapping::new();
    spec.insert("resourceAttributes", attributes);
    let mut review = Mapping::new();
    review.insert("apiVersion", "authorization.k8s.io/v1");
    review.insert("kind", "SelfSubjectAccessReview");
    review.insert("spec", spec);
    let reviews = Resource {
        group: "authorization.k8s.io".to_owned(),
        version: "v1".to_owned(),
        plural: "selfsubjectaccessreviews".to_owned(),
        kind: "SelfSubjectAccessReview".to_owned(),
        namespaced: false,
    };
    let answer: Value = connection.create(&reviews, None, &review.into(), "istioctl").await?;
    Ok(answer["status"]["allowed"].as_bool().unwrap_or_default())
}

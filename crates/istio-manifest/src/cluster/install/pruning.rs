//! Finds and removes objects.

use std::collections::{BTreeMap, BTreeSet};

use std::time::Duration;

use kubeyaml::Value;
use tokio::time::Instant;

use super::{Event, Plan};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::join_all;
use crate::cluster::resource::Resource;
use crate::cluster::verbs::{ListOptions, Propagation};
use crate::lifecycle::prune::{self, Identity, OwnedKind, installation_selector};

/// How often to look whether objects are gone.
const GONE_INTERVAL: Duration = Duration::from_millis(200);

/// The place of a kind in the API.
pub(crate) fn resource(kind: &OwnedKind) -> Resource {
    let (group, version) = kind.api_version.rsplit_once('/').unwrap_or(("", kind.api_version));
    Resource {
        group: group.to_owned(),
        version: version.to_owned(),
        plural: kind.plural.to_owned(),
        kind: kind.kind.to_owned(),
        namespaced: kind.namespaced,
    }
}

/// All objects of `kinds` that any of the label selectors finds, in the order of the kinds and then by namespace and name. A kind that
/// the cluster does not serve has none. What a controller made of another object is left out: it goes with that one.
///
/// # Errors
/// A list that is refused.
pub async fn find(
    connection: &Connection,
    kinds: &[OwnedKind],
    selectors: &[String],
) -> Result<Vec<Value>, ClusterError> {
    let lists = kinds
        .iter()
        .flat_map(|kind| selectors.iter().map(move |selector| (resource(kind), selector)));
    let lists: Vec<(Resource, &String)> = lists.collect();
    let answers = join_all(lists.iter().map(|(resource, selector)| async move {
        match connection
            .list(resource, None, &ListOptions::labels(selector.as_str()))
            .await
        {
            Err(why) if why.is_not_found() => Ok(Vec::new()),
            other => other,
        }
    }))
    .await;
    let mut found: BTreeMap<(usize, Identity), Value> = BTreeMap::new();
    for ((resource, _), objects) in lists.iter().zip(answers) {
        let rank = kinds
            .iter()
            .position(|kind| kind.plural == resource.plural)
            .unwrap_or_default();
        for object in objects? {
            found.insert((rank, Identity::of(&object)), object);
        }
    }
    let services: BTreeSet<(String, String)> = found
        .keys()
        .filter(|(_, identity)| identity.kind == "Service")
        .map(|(_, identity)| (identity.namespace.clone(), identity.name.clone()))
        .collect();
    Ok(found
        .into_iter()
        .filter(|((_, identity), object)| {
            let of_service =
                identity.kind == "Endpoints" && services.contains(&(identity.namespace.clone(), identity.name.clone()));
            !of_service && !is_controlled(object)
        })
        .map(|(_, object)| object)
        .collect())
}

fn is_controlled(object: &Value) -> bool {
    let owners = object["metadata"]["ownerReferences"].as_sequence();
    owners
        .unwrap_or_default()
        .iter()
        .any(|owner| owner["controller"].as_bool() == Some(true))
}

/// What is in the cluster of this installation and no longer in the plan.
///
/// # Errors
/// A list that is refused.
pub async fn left_behind(connection: &Connection, plan: &Plan) -> Result<Vec<Value>, ClusterError> {
    let live = find(connection, &prune::PRUNED, &[installation_selector(&plan.owner)]).await?;
    let wanted = plan.identities();
    Ok(prune::left_behind(&live, &wanted).cloned().collect())
}

/// Waits until objects are gone, so that what comes next meets none of them; gives those that are still there when the time is up.
///
/// # Errors
/// An object that cannot be read.
pub async fn wait_gone(
    connection: &Connection,
    objects: &[Value],
    limit: Duration,
) -> Result<Vec<Identity>, ClusterError> {
    let deadline = Instant::now() + limit;
    let mut left: Vec<Identity> = objects.iter().map(Identity::of).collect();
    loop {
        let live = join_all(left.iter().map(|identity| async move {
            let Some(kind) = kind_of(identity) else { return Ok(None) };
            let namespace = kind.namespaced.then_some(identity.namespace.as_str());
            match connection.get(&resource(&kind), namespace, &identity.name).await {
                // A kind that went with its definition.
                Err(why) if why.is_not_found() => Ok(None),
                other => other,
            }
        }))
        .await;
        let mut still = Vec::new();
        for (identity, live) in left.into_iter().zip(live) {
            if live?.is_some() {
                still.push(identity);
            }
        }
        if still.is_empty() || Instant::now() >= deadline {
            return Ok(still);
        }
        left = still;
        tokio::time::sleep(GONE_INTERVAL).await;
    }
}

/// Deletes objects in their order, each with what it owns; says how many were still there.
///
/// # Errors
/// The first object that cannot be deleted.
pub async fn delete_all(
    connection: &Connection,
    objects: &[Value],
    tell: &dyn Fn(Event),
) -> Result<usize, ClusterError> {
    let mut count = 0;
    for object in objects {
        let identity = Identity::of(object);
        let Some(kind) = kind_of(&identity) else { continue };
        let namespace = kind.namespaced.then_some(identity.namespace.as_str());
        if connection
            .delete(&resource(&kind), namespace, &identity.name, Propagation::Foreground)
            .await?
        {
            count += 1;
            tell(Event::Removed(identity));
        }
    }
    Ok(count)
}

/// The kind of an object that an installation wrote, or that istiod did.
pub(crate) fn kind_of(identity: &Identity) -> Option<OwnedKind> {
    prune::PRUNED
        .into_iter()
        .chain([prune::DEFINITIONS, prune::LEASES])
        .find(|kind| {
            let group = kind.api_version.rsplit_once('/').map_or("", |(group, _)| group);
            kind.kind == identity.kind && group == identity.group
        })
}

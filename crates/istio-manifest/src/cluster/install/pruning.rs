//! Finds and removes objects.

use std::collections::BTreeMap;

use kubeyaml::Value;

use super::{Event, Plan};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::join_all;
use crate::cluster::resource::Resource;
use crate::cluster::verbs::{ListOptions, Propagation};
use crate::lifecycle::prune::{self, Identity, OwnedKind, installation_selector};

/// The place of a kind in the API.
fn resource(kind: &OwnedKind) -> Resource {
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
/// the cluster does not serve has none.
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
    Ok(found.into_values().collect())
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

fn kind_of(identity: &Identity) -> Option<OwnedKind> {
    prune::PRUNED.into_iter().chain([prune::DEFINITIONS]).find(|kind| {
        let group = kind.api_version.rsplit_once('/').map_or("", |(group, _)| group);
        kind.kind == identity.kind && group == identity.group
    })
}

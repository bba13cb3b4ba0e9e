//! Waits until objects do their work, and says meanwhile what they wait for.

use std::time::Duration;

use kubeyaml::Value;
use tokio::time::Instant;

use super::apply::{Place, place};
use super::{ComponentError, Event};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::join_all;
use crate::cluster::resource::kinds;
use crate::cluster::verbs::ListOptions;
use crate::component::Component;
use crate::lifecycle::prune::Identity;
use crate::lifecycle::readiness::{Readiness, readiness};
use crate::lifecycle::why_waiting;

/// The first looks come close together, since much is ready at once; later ones are a second apart.
const INTERVALS: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_secs(1),
];

/// From then on pods and events are asked why.
const ASK_WHY_AFTER: Duration = Duration::from_secs(2);

/// Kinds that have something to wait for.
const KINDS: [&str; 6] = [
    "CustomResourceDefinition",
    "DaemonSet",
    "Deployment",
    "Namespace",
    "Pod",
    "StatefulSet",
];

/// Waits for all of `objects`.
pub(super) async fn ready(
    connection: &Connection,
    component: Component,
    objects: &[&Value],
    limit: Duration,
    tell: &dyn Fn(Event),
) -> Result<(), ComponentError> {
    let mut places = Vec::new();
    for object in objects
        .iter()
        .filter(|object| KINDS.iter().any(|kind| object["kind"].as_str() == Some(*kind)))
    {
        places.push((Identity::of(object), place(connection, object).await?));
    }
    let start = Instant::now();
    let deadline = start + limit;
    let mut told = Vec::new();
    for look in 0_usize.. {
        let ask_why = start.elapsed() >= ASK_WHY_AFTER;
        let states = join_all(places.iter().map(|(_, place)| state(connection, place, ask_why))).await;
        let mut waiting = Vec::new();
        let mut left = Vec::new();
        for ((identity, place), state) in places.into_iter().zip(states) {
            if let Readiness::Waiting(why) = state? {
                waiting.push((identity.clone(), why));
                left.push((identity, place));
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        if Instant::now() >= deadline {
            return Err(ComponentError::NotReady(limit, waiting));
        }
        if told != waiting {
            tell(Event::Waiting(component, waiting.clone()));
            told = waiting;
        }
        places = left;
        let interval = INTERVALS[look.min(INTERVALS.len() - 1)];
        tokio::time::sleep_until(deadline.min(Instant::now() + interval)).await;
    }
    Ok(())
}

/// What one object has come to.
async fn state(connection: &Connection, place: &Place, ask_why: bool) -> Result<Readiness, ClusterError> {
    let namespace = place.namespace.as_deref();
    let Some(live) = connection.get(&place.resource, namespace, &place.name).await? else {
        return Ok(Readiness::Waiting("it is gone: something deleted it".to_owned()));
    };
    let state = readiness(&live);
    let Readiness::Waiting(what) = &state else {
        return Ok(state);
    };
    if !ask_why {
        return Ok(state);
    }
    // The reason is a courtesy: who may not read pods or events still sees that replicas are missing.
    Ok(match reason(connection, &live, namespace).await {
        Ok(Some(why)) => Readiness::Waiting(format!("{what} ({why})")),
        Ok(None) | Err(_) => state,
    })
}

/// Why the pods of a workload are not ready.
async fn reason(
    connection: &Connection,
    workload: &Value,
    namespace: Option<&str>,
) -> Result<Option<String>, ClusterError> {
    let Some(labels) = workload["spec"]["selector"]["matchLabels"].as_mapping() else {
        return Ok(None);
    };
    let selector: Vec<String> = labels
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value.as_str()?)))
        .collect();
    let pods = connection
        .list(&kinds::pod(), namespace, &ListOptions::labels(selector.join(",")))
        .await?;
    if let Some(why) = why_waiting(&pods, &[]) {
        return Ok(Some(why));
    }
    let name = workload["metadata"]["name"].as_str().unwrap_or_default();
    let fields = ListOptions {
        fields: "type=Warning".to_owned(),
        ..ListOptions::default()
    };
    let events = connection.list(&kinds::event(), namespace, &fields).await?;
    let own: Vec<Value> = events
        .into_iter()
        .filter(|event| {
            let of = event["involvedObject"]["name"].as_str().unwrap_or_default();
            of == name || of.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
        })
        .collect();
    Ok(why_waiting(&[], &own))
}

//! Applies objects, one after the other by their step.

use std::time::Duration;

use kubeyaml::{Mapping, Value};
use tokio::time::Instant;

use super::default_tag::leave_to_istiod;
use super::{ComponentError, Event, Plan};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::resource::{Resource, kinds};
use crate::cluster::verbs::ApplyOptions;
use crate::lifecycle::comparison::{Change, change};
use crate::lifecycle::order::step;
use crate::lifecycle::ownership::FIELD_MANAGER;
use crate::lifecycle::prune::Identity;

/// How often to look whether an object that is being deleted is gone.
const LEAVING_INTERVAL: Duration = Duration::from_millis(250);

/// The label of a namespace that says which network it is in.
const NETWORK: &str = "topology.istio.io/network";

/// Makes the namespace of the control plane if it is not there.
pub(super) async fn namespace(connection: &Connection, plan: &Plan) -> Result<(), ClusterError> {
    let resource = kinds::namespace();
    let live = connection.get(&resource, None, &plan.namespace).await?;
    if live
        .as_ref()
        .is_some_and(|live| live["metadata"]["deletionTimestamp"].is_null())
    {
        return Ok(());
    }
    let gone_by = Instant::now() + connection.timeouts().operation;
    if live.is_some() {
        while connection.get(&resource, None, &plan.namespace).await?.is_some() && Instant::now() < gone_by {
            tokio::time::sleep(LEAVING_INTERVAL).await;
        }
    }
    let mut metadata = Mapping::new();
    metadata.insert("name", plan.namespace.as_str());
    if let Some(network) = &plan.network {
        let mut labels = Mapping::new();
        labels.insert(NETWORK, network.as_str());
        metadata.insert("labels", labels);
    }
    let mut object = Mapping::new();
    object.insert("apiVersion", "v1");
    object.insert("kind", "Namespace");
    object.insert("metadata", metadata);
    match connection.create(&resource, None, &object.into(), "istioctl").await {
        // Somebody else made it in between.
        Err(why) if why.is_conflict() => Ok(()),
        // The answer was lost, and the namespace perhaps made.
        Err(why @ ClusterError::Unreachable { .. }) => match connection.get(&resource, None, &plan.namespace).await? {
            Some(_) => Ok(()),
            None => Err(why),
        },
        other => other.map(|_| ()),
    }
}

/// The objects in groups that are applied one after the other; within a group the order does not matter.
pub(super) fn steps(objects: &[Value]) -> Vec<Vec<&Value>> {
    let rank = |object: &Value| step(object["kind"].as_str().unwrap_or_default());
    let mut sorted: Vec<&Value> = objects.iter().collect();
    sorted.sort_by_cached_key(|object| (rank(object), Identity::of(object)));
    sorted
        .chunk_by(|a, b| rank(a) == rank(b))
        .map(<[&Value]>::to_vec)
        .collect()
}

/// Where an object is in the API.
pub(super) struct Place {
    pub(super) resource: Resource,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
}

/// Finds the place of an object; kinds that istioctl does not know are those that charts of others bring, which the server is asked for.
pub(super) async fn place(connection: &Connection, object: &Value) -> Result<Place, ComponentError> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (api_version, kind) = (text(&object["apiVersion"]), text(&object["kind"]));
    let resource = match Resource::of_object(&api_version, &kind) {
        Some(resource) => resource,
        None => connection
            .discover(&api_version, &kind)
            .await?
            .ok_or_else(|| ComponentError::UnknownKind(Identity::of(object)))?,
    };
    let namespace = resource
        .namespaced
        .then(|| match text(&object["metadata"]["namespace"]) {
            namespace if namespace.is_empty() => connection.namespace().to_owned(),
            namespace => namespace,
        });
    Ok(Place {
        resource,
        namespace,
        name: text(&object["metadata"]["name"]),
    })
}

/// Applies an object: what is there of another manager is taken over, and said.
pub(super) async fn object(
    connection: &Connection,
    object: &Value,
    deadline: Instant,
    tell: &dyn Fn(Event),
) -> Result<Change, ComponentError> {
    let Place {
        resource,
        namespace,
        name,
    } = place(connection, object).await?;
    let namespace = namespace.as_deref();
    let live = gone_if_leaving(connection, &resource, namespace, &name, object, deadline, tell).await?;
    let adapted = live.as_ref().map(|live| adapted(object, live));
    let object = adapted.as_ref().unwrap_or(object);
    let mut options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: false,
        dry_run: false,
    };
    let applied = match connection.apply(&resource, namespace, &name, object, &options).await {
        Err(why) if why.is_conflict() => {
            let identity = Identity::of(object);
            if let Some(text) = other_managers(&why) {
                tell(Event::TookOver(identity, text));
            }
            options.force = true;
            connection.apply(&resource, namespace, &name, object, &options).await?
        }
        other => other?,
    };
    Ok(change(live.as_ref(), Some(&applied)))
}

/// An object beside the live one, without what others have decided for good.
pub(super) fn adapted(object: &Value, live: &Value) -> Value {
    let mut object = object.clone();
    leave_to_istiod(&mut object, live);
    object
}

/// The live object. One that is being deleted is waited for: to apply onto it would only have it vanish a moment later.
async fn gone_if_leaving(
    connection: &Connection,
    resource: &Resource,
    namespace: Option<&str>,
    name: &str,
    object: &Value,
    deadline: Instant,
    tell: &dyn Fn(Event),
) -> Result<Option<Value>, ComponentError> {
    let mut told = false;
    loop {
        let live = connection.get(resource, namespace, name).await?;
        let leaving = live
            .as_ref()
            .is_some_and(|live| !live["metadata"]["deletionTimestamp"].is_null());
        if !leaving {
            return Ok(live);
        }
        if !told {
            tell(Event::Leaving(Identity::of(object)));
            told = true;
        }
        if Instant::now() >= deadline {
            let finalizers: Vec<&str> = live
                .as_ref()
                .and_then(|live| live["metadata"]["finalizers"].as_sequence())
                .unwrap_or_default()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            let why = format!("it is being deleted and held by {}", finalizers.join(", "));
            return Err(ComponentError::NotReady(
                Duration::ZERO,
                vec![(Identity::of(object), why)],
            ));
        }
        tokio::time::sleep(LEAVING_INTERVAL).await;
    }
}

/// What a conflict says, unless it is with another part of Istio: istiod fills in its webhooks, and tags switch them off.
fn other_managers(why: &ClusterError) -> Option<String> {
    const OWN: [&str; 4] = [
        "\"istioctl\"",
        "\"pilot-discovery\"",
        "\"istiod\"",
        "\"istio-operator\"",
    ];
    let text = why.to_string();
    let foreign = text
        .lines()
        .any(|line| line.contains("conflict") && line.contains('"') && !OWN.iter().any(|own| line.contains(own)));
    foreign.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_goes_in_step_by_step() {
        let object = |kind: &str, name: &str| {
            kubeyaml::from_str(&format!("{{kind: {kind}, metadata: {{name: {name}}}}}")).expect("YAML")
        };
        let objects = [
            object("Deployment", "d"),
            object("Role", "b"),
            object("ServiceAccount", "s"),
            object("ClusterRole", "a"),
        ];
        let names: Vec<Vec<&str>> = steps(&objects)
            .iter()
            .map(|step| {
                step.iter()
                    .filter_map(|object| object["metadata"]["name"].as_str())
                    .collect()
            })
            .collect();
        assert_eq!(names, [vec!["s"], vec!["a", "b"], vec!["d"]]);
    }
}

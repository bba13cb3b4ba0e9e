//! Add-ons in a cluster: which are there, and how they come and go.
//!
//! Add-ons depend on nothing of each other to start, so they go in side by side; within one its objects go step by step, as those of a
//! component do.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kubeyaml::{Mapping, Value};
use tokio::time::Instant;

use super::permission::{Denied, Question, denied};
use super::pruning::{find, kind_of, resource};
use super::{ComponentError, Event, apply, wait};
use crate::addons::{ALL, Addon, NAME_LABEL, VERSION_LABEL};
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::join_all;
use crate::cluster::resource::kinds;
use crate::cluster::verbs::{ApplyOptions, ListOptions};
use crate::component::Component;
use crate::lifecycle::comparison::{Change, change};
use crate::lifecycle::ownership::{FIELD_MANAGER, label_of};
use crate::lifecycle::prune::{Identity, PRUNED};
use crate::lifecycle::readiness::{Readiness, readiness};

/// An add-on and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddonState {
    /// The add-on.
    pub addon: Addon,
    /// What istioctl installed, by namespace.
    pub installed: Vec<InstalledAddon>,
    /// Namespaces that have pods of it which istioctl did not install.
    pub foreign: Vec<String>,
}

/// An add-on in a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledAddon {
    /// The namespace.
    pub namespace: String,
    /// The version that was installed.
    pub version: String,
    /// Whether it does its work, or what it waits for.
    pub readiness: Readiness,
}

impl AddonState {
    /// Whether there is one in the cluster, whoever installed it.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.installed.is_empty() || !self.foreign.is_empty()
    }
}

/// What happens on the way, for people. Add-ons are known by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddonEvent {
    /// Objects of the add-on are being applied.
    Started(Addon),
    /// Something about one object: it was taken over, is leaving, was removed.
    Object(Event),
    /// What the add-on still waits for.
    Waiting(Addon, Vec<(Identity, String)>),
    /// The add-on is ready.
    Ready(Addon),
    /// The add-on failed.
    Failed(Addon, String),
}

/// What became of an add-on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddonOutcome {
    /// The add-on.
    pub addon: Addon,
    /// What became of each object, those included that a former version left behind.
    pub objects: Vec<(Identity, Change)>,
    /// Why it failed.
    pub failure: Option<String>,
}

/// All add-ons, and where they are.
///
/// # Errors
/// A list that is refused.
pub async fn states(connection: &Connection) -> Result<Vec<AddonState>, ClusterError> {
    let labelled = ListOptions::labels(NAME_LABEL);
    let workloads = connection.list(&kinds::deployment(), None, &labelled).await?;
    let pods = join_all(ALL.iter().map(|addon| async move {
        let pods = connection
            .list_metadata(&kinds::pod(), None, &ListOptions::labels(addon.pods))
            .await?;
        let namespaces = pods.iter().filter_map(|pod| pod["metadata"]["namespace"].as_str());
        Ok::<BTreeSet<String>, ClusterError>(namespaces.map(str::to_owned).collect())
    }))
    .await;
    let mut states = Vec::new();
    for (addon, pods) in ALL.into_iter().zip(pods) {
        let mut installed: BTreeMap<String, InstalledAddon> = BTreeMap::new();
        for workload in workloads
            .iter()
            .filter(|workload| label_of(workload, NAME_LABEL) == addon.name)
        {
            let namespace = workload["metadata"]["namespace"].as_str().unwrap_or_default();
            let entry = installed.entry(namespace.to_owned()).or_insert_with(|| InstalledAddon {
                namespace: namespace.to_owned(),
                version: label_of(workload, VERSION_LABEL).to_owned(),
                readiness: Readiness::Ready,
            });
            if let Readiness::Waiting(why) = readiness(workload) {
                entry.readiness = Readiness::Waiting(why);
            }
        }
        let foreign = pods?.into_iter().filter(|namespace| !installed.contains_key(namespace));
        states.push(AddonState {
            addon,
            foreign: foreign.collect(),
            installed: installed.into_values().collect(),
        });
    }
    Ok(states)
}

/// What the user may not do of what an installation of these objects does.
///
/// # Errors
/// A cluster that does not answer.
pub async fn missing_rights<'o>(
    connection: &Connection,
    objects: impl IntoIterator<Item = &'o Value>,
) -> Result<Vec<Denied>, ClusterError> {
    let mut questions: Vec<Question> = Vec::new();
    for object in objects {
        let identity = Identity::of(object);
        let Some(kind) = kind_of(&identity) else { continue };
        for verb in ["get", "create", "patch"] {
            questions.push((verb, resource(&kind), identity.namespace.clone()));
        }
    }
    questions.sort();
    questions.dedup();
    denied(connection, questions).await
}

/// An object that stands where one of an add-on is to go.
#[derive(Clone, Debug, PartialEq)]
pub struct InTheWay {
    /// As it is in the cluster.
    pub live: Value,
    /// The add-on that it belongs to; `None` if istioctl did not install it.
    pub owner: Option<String>,
}

/// Objects of others that have the names of those to be installed.
///
/// # Errors
/// An object that cannot be read.
pub async fn in_the_way(connection: &Connection, sets: &[(Addon, Vec<Value>)]) -> Result<Vec<InTheWay>, ClusterError> {
    let all = sets
        .iter()
        .flat_map(|(addon, objects)| objects.iter().map(move |object| (addon, object)));
    let found = join_all(all.map(|(addon, object)| async move {
        let Some(live) = live(connection, &Identity::of(object)).await? else {
            return Ok::<_, ClusterError>(None);
        };
        let owner = label_of(&live, NAME_LABEL).to_owned();
        Ok((owner != addon.name).then(|| InTheWay {
            owner: (!owner.is_empty()).then_some(owner),
            live,
        }))
    }))
    .await;
    let mut all = Vec::new();
    for one in found {
        all.extend(one?);
    }
    Ok(all)
}

async fn live(connection: &Connection, identity: &Identity) -> Result<Option<Value>, ClusterError> {
    let Some(kind) = kind_of(identity) else { return Ok(None) };
    let namespace = kind.namespaced.then_some(identity.namespace.as_str());
    connection.get(&resource(&kind), namespace, &identity.name).await
}

/// What would become of each object: a dry run on the server.
///
/// # Errors
/// What the server refuses.
pub async fn differences(connection: &Connection, objects: &[Value]) -> Result<Vec<(Identity, Change)>, ClusterError> {
    let options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: true,
        dry_run: true,
    };
    let options = &options;
    let found = join_all(objects.iter().map(|object| async move {
        let identity = Identity::of(object);
        let live = live(connection, &identity).await?;
        let Some(kind) = kind_of(&identity) else {
            return Ok((identity, Change::Unchanged));
        };
        let namespace = kind.namespaced.then_some(identity.namespace.as_str());
        let wanted = connection
            .apply(&resource(&kind), namespace, &identity.name, object, options)
            .await;
        let become_of = match wanted {
            Ok(wanted) => change(live.as_ref(), Some(&wanted)),
            // A dry run makes no namespace, so that what is in it has nowhere to be.
            Err(why) if why.is_not_found() => Change::Created,
            Err(why) => return Err(why),
        };
        Ok((identity, become_of))
    }))
    .await;
    found.into_iter().collect()
}

/// Applies add-ons side by side and waits for each, `limit` at the most; what a former version left behind goes.
///
/// # Errors
/// A namespace that cannot be made. What fails later is part of the outcome.
pub async fn install(
    connection: &Connection,
    sets: &[(Addon, Vec<Value>)],
    namespace: &str,
    limit: Duration,
    tell: &dyn Fn(AddonEvent),
) -> Result<Vec<AddonOutcome>, ClusterError> {
    ensure_namespace(connection, namespace).await?;
    let all = sets.iter().map(|(addon, objects)| async move {
        let mut outcome = AddonOutcome {
            addon: *addon,
            objects: Vec::new(),
            failure: None,
        };
        match one(connection, *addon, objects, limit, tell, &mut outcome.objects).await {
            Ok(()) => tell(AddonEvent::Ready(*addon)),
            Err(why) => {
                tell(AddonEvent::Failed(*addon, why.to_string()));
                outcome.failure = Some(why.to_string());
            }
        }
        outcome
    });
    Ok(join_all(all).await)
}

async fn one(
    connection: &Connection,
    addon: Addon,
    objects: &[Value],
    limit: Duration,
    tell: &dyn Fn(AddonEvent),
    done: &mut Vec<(Identity, Change)>,
) -> Result<(), ComponentError> {
    tell(AddonEvent::Started(addon));
    let deadline = Instant::now() + limit;
    let of_object = |event: Event| tell(AddonEvent::Object(event));
    for step in apply::steps(objects) {
        let applied = join_all(
            step.iter()
                .map(|object| apply::object(connection, object, deadline, &of_object)),
        )
        .await;
        for (object, result) in step.iter().zip(applied) {
            done.push((Identity::of(object), result?));
        }
    }
    let wanted: BTreeSet<Identity> = objects.iter().map(Identity::of).collect();
    let namespaces: BTreeSet<&str> = wanted.iter().map(|identity| identity.namespace.as_str()).collect();
    let selector = format!("{NAME_LABEL}={}", addon.name);
    let mut going = find(connection, &PRUNED, &[selector]).await?;
    going.retain(|object| {
        let identity = Identity::of(object);
        !wanted.contains(&identity) && namespaces.contains(identity.namespace.as_str())
    });
    super::delete_all(connection, &going, &of_object).await?;
    done.extend(going.iter().map(|object| (Identity::of(object), Change::Removed)));
    let all: Vec<&Value> = objects.iter().collect();
    // Which component it is for is what the add-on says instead.
    let waiting = |event: Event| {
        if let Event::Waiting(_, objects) = event {
            tell(AddonEvent::Waiting(addon, objects));
        }
    };
    wait::ready(connection, Component::Base, &all, limit, &waiting).await
}

/// Makes a namespace if it is not there.
async fn ensure_namespace(connection: &Connection, name: &str) -> Result<(), ClusterError> {
    let resource = kinds::namespace();
    if connection.get(&resource, None, name).await?.is_some() {
        return Ok(());
    }
    let mut metadata = Mapping::new();
    metadata.insert("name", name);
    let mut object = Mapping::new();
    object.insert("apiVersion", "v1");
    object.insert("kind", "Namespace");
    object.insert("metadata", metadata);
    match connection.create(&resource, None, &object.into(), "istioctl").await {
        // Somebody else made it in between.
        Err(why) if why.is_conflict() => Ok(()),
        other => other.map(|_| ()),
    }
}

/// The objects of add-ons that istioctl installed, in the order in which they are removed.
///
/// # Errors
/// A list that is refused.
pub async fn installed_objects(connection: &Connection, addons: &[Addon]) -> Result<Vec<Value>, ClusterError> {
    if addons.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = addons.iter().map(|addon| addon.name).collect();
    find(connection, &PRUNED, &[format!("{NAME_LABEL} in ({})", names.join(","))]).await
}

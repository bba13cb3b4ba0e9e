//! Workloads whose sidecars are older than their control plane, and restarting them.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::{Resource, kinds};
use super::verbs::{ApplyOptions, ListOptions};
use super::versions::{PROXY, image_version, revision_of};
use crate::version::Version;

/// Up to so many ReplicaSets are asked for by name.
const ONE_BY_ONE: usize = 50;

/// The annotation by which `kubectl rollout restart` has pods made anew.
const RESTARTED_AT: &str = "kubectl.kubernetes.io/restartedAt";

/// A workload with pods whose sidecar is older.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldWorkload {
    /// Its namespace.
    pub namespace: String,
    /// `Deployment`, `StatefulSet`, `DaemonSet`, or `Pod` for a pod that nothing makes anew.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The version of the sidecar.
    pub version: String,
}

impl OldWorkload {
    /// The kind of what can be restarted.
    fn resource(&self) -> Option<Resource> {
        match self.kind.as_str() {
            "Deployment" => Some(kinds::deployment()),
            "StatefulSet" => Some(kinds::stateful_set()),
            "DaemonSet" => Some(kinds::daemon_set()),
            _ => None,
        }
    }

    /// Whether [`restart`] can do something about it.
    #[must_use]
    pub fn can_restart(&self) -> bool {
        self.resource().is_some()
    }
}

/// The workloads with sidecars of `revision` that are older than `version`, with how many pods, by namespace and name.
///
/// # Errors
/// Pods that cannot be listed.
pub async fn older_than(
    connection: &Connection,
    revision: &str,
    version: &Version,
) -> Result<BTreeMap<OldWorkload, usize>, ClusterError> {
    let running = ListOptions {
        fields: "status.phase=Running".to_owned(),
        ..ListOptions::default()
    };
    let mut pods: Vec<OldPod> = Vec::new();
    let take = |pod: Value| {
        let older = image_version(&pod, PROXY)
            .filter(|found| found.parse::<Version>().is_ok_and(|found| found < *version))
            .filter(|_| revision_of(&pod).as_deref() == Some(revision));
        if let Some(found) = older {
            let text = |field: &str| pod["metadata"][field].as_str().unwrap_or_default().to_owned();
            pods.push(OldPod {
                namespace: text("namespace"),
                name: text("name"),
                controller: controller(&pod),
                version: found,
            });
        }
    };
    connection.for_each(&kinds::pod(), None, &running, take).await?;
    let of_sets = pods.iter().filter_map(|pod| match &pod.controller {
        Some((kind, name)) if kind == "ReplicaSet" => Some((pod.namespace.clone(), name.clone())),
        _ => None,
    });
    let sets = controllers_of_sets(connection, of_sets.collect()).await?;
    let mut found = BTreeMap::new();
    for pod in pods {
        let OldPod { namespace, version, .. } = pod;
        let (kind, name) = match pod.controller {
            None => ("Pod".to_owned(), pod.name),
            Some((kind, name)) if kind == "ReplicaSet" => {
                let above = sets.get(&(namespace.clone(), name.clone())).cloned().flatten();
                above.unwrap_or((kind, name))
            }
            Some(owner) => owner,
        };
        let workload = OldWorkload {
            namespace,
            kind,
            name,
            version,
        };
        *found.entry(workload).or_default() += 1;
    }
    Ok(found)
}

/// What controls ReplicaSets (namespace and name); a few are asked for one by one, many listed.
async fn controllers_of_sets(
    connection: &Connection,
    sets: BTreeSet<(String, String)>,
) -> Result<BTreeMap<(String, String), Option<Controller>>, ClusterError> {
    let kind = kinds::replica_set();
    if sets.len() > ONE_BY_ONE {
        match connection.list_metadata(&kind, None, &ListOptions::default()).await {
            // Who may not list them everywhere may get them where the pods are.
            Err(ClusterError::Forbidden { .. }) => {}
            Err(why) => return Err(why),
            Ok(all) => {
                let text = |set: &Value, field: &str| set["metadata"][field].as_str().unwrap_or_default().to_owned();
                let named = all.iter().map(|set| ((text(set, "namespace"), text(set, "name")), set));
                return Ok(named
                    .filter(|(name, _)| sets.contains(name))
                    .map(|(name, set)| (name, controller(set)))
                    .collect());
            }
        }
    }
    let mut controllers = BTreeMap::new();
    for (namespace, name) in sets {
        let set = connection.get(&kind, Some(&namespace), &name).await?;
        controllers.insert((namespace, name), set.as_ref().and_then(controller));
    }
    Ok(controllers)
}

/// A pod whose sidecar is older.
struct OldPod {
    namespace: String,
    name: String,
    controller: Option<Controller>,
    version: String,
}

/// Kind and name of what made an object.
type Controller = (String, String);

fn controller(object: &Value) -> Option<Controller> {
    let owners = object["metadata"]["ownerReferences"].as_sequence()?;
    let owner = owners
        .iter()
        .find(|owner| owner["controller"].as_bool() == Some(true))?;
    Some((owner["kind"].as_str()?.to_owned(), owner["name"].as_str()?.to_owned()))
}

/// Has the pods of a workload made anew, a few at a time as the workload says; `now` is the time as text. Says whether it could.
///
/// # Errors
/// A workload that cannot be changed.
pub async fn restart(connection: &Connection, workload: &OldWorkload, now: &str) -> Result<bool, ClusterError> {
    let Some(resource) = workload.resource() else {
        return Ok(false);
    };
    let nested = |key: &str, value: Value| {
        let mut map = Mapping::new();
        map.insert(key, value);
        Value::from(map)
    };
    let annotations = nested("annotations", nested(RESTARTED_AT, now.into()));
    let mut object = Mapping::new();
    object.insert("apiVersion", resource.api_version());
    object.insert("kind", resource.kind.as_str());
    object.insert("metadata", nested("name", workload.name.as_str().into()));
    object.insert("spec", nested("template", nested("metadata", annotations)));
    let options = ApplyOptions {
        field_manager: "istioctl".to_owned(),
        force: true,
        dry_run: false,
    };
    connection
        .apply(
            &resource,
            Some(&workload.namespace),
            &workload.name,
            &object.into(),
            &options,
        )
        .await?;
    Ok(true)
}

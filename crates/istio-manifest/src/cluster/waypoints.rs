//! Waypoints in a cluster, and the labels of namespaces and Services that lead to them.

use std::fmt;
use std::time::Duration;

use kubeyaml::{Mapping, Value};
use tokio::time::Instant;

use super::connection::Connection;
use super::error::ClusterError;
use super::join_all;
use super::resource::{Resource, kinds};
use super::verbs::{ApplyOptions, ListOptions, Propagation};
use crate::waypoint::{AMBIENT, CLASS, DATAPLANE_MODE, Live, USE_WAYPOINT, Waypoint};

/// Who owns what these commands write.
const FIELD_MANAGER: &str = "istioctl";
/// How often a waypoint is looked at while it is waited for.
const INTERVAL: Duration = Duration::from_millis(500);
/// How often a namespace is written anew when somebody else writes it too.
const ATTEMPTS: u32 = 5;

/// Gateway of the Kubernetes Gateway API.
fn gateway() -> Resource {
    Resource {
        group: "gateway.networking.k8s.io".to_owned(),
        version: "v1".to_owned(),
        plural: "gateways".to_owned(),
        kind: "Gateway".to_owned(),
        namespaced: true,
    }
}

fn gateway_class() -> Resource {
    Resource {
        plural: "gatewayclasses".to_owned(),
        kind: "GatewayClass".to_owned(),
        namespaced: false,
        ..gateway()
    }
}

/// Why a command about waypoints could not do its work.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaypointsError {
    /// The cluster.
    Cluster(ClusterError),
    /// The cluster does not know Gateways.
    NoGatewayApi(ClusterError),
    /// There is no such namespace.
    NoNamespace(String),
}

impl From<ClusterError> for WaypointsError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl fmt::Display for WaypointsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::NoGatewayApi(why) => write!(
                f,
                "missing Kubernetes Gateway CRDs need to be installed before there can be a waypoint (https://gateway-api.sigs.k8s.io): {why}"
            ),
            Self::NoNamespace(name) => write!(f, "namespace: {name} not found"),
        }
    }
}

impl std::error::Error for WaypointsError {}

/// A kind that is not served answers 404, as an object that is not there does.
fn without_api(why: ClusterError) -> WaypointsError {
    if why.is_not_found() {
        WaypointsError::NoGatewayApi(why)
    } else {
        WaypointsError::Cluster(why)
    }
}

/// The waypoints of a namespace or of all, by namespace and name; with a revision those that name it.
///
/// # Errors
/// A cluster without the Gateway API; any [`ClusterError`].
pub async fn list(
    connection: &Connection,
    namespace: Option<&str>,
    revision: Option<&str>,
) -> Result<Vec<Live>, WaypointsError> {
    let options = ListOptions::labels(revision.map_or(String::new(), |name| format!("istio.io/rev={name}")));
    let gateways = connection.list(&gateway(), namespace, &options).await;
    let gateways = gateways.map_err(without_api)?;
    let mut found: Vec<Live> = gateways.iter().filter_map(Live::of_gateway).collect();
    found.sort_by(|a, b| (&a.namespace, &a.name).cmp(&(&b.namespace, &b.name)));
    Ok(found)
}

/// How a namespace takes part in the mesh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolment {
    /// Whether its pods are in the ambient mesh.
    pub ambient: bool,
    /// The waypoint that its label names.
    pub waypoint: Option<String>,
}

/// Reads a namespace's labels.
///
/// # Errors
/// A namespace that is not there; any [`ClusterError`].
pub async fn enrolment(connection: &Connection, namespace: &str) -> Result<Enrolment, WaypointsError> {
    let object = connection.get(&kinds::namespace(), None, namespace).await?;
    let object = object.ok_or_else(|| WaypointsError::NoNamespace(namespace.to_owned()))?;
    let label = |name: &str| {
        object["metadata"]["labels"][name]
            .as_str()
            .filter(|value| !value.is_empty())
    };
    Ok(Enrolment {
        ambient: label(DATAPLANE_MODE) == Some(AMBIENT),
        waypoint: label(USE_WAYPOINT).map(str::to_owned),
    })
}

/// Creates a waypoint, or changes it to what is asked for; what others own stays theirs.
///
/// # Errors
/// A cluster without the Gateway API; any [`ClusterError`], that of a conflict with another owner of a field among them.
pub async fn apply(connection: &Connection, namespace: &str, waypoint: &Waypoint) -> Result<(), WaypointsError> {
    let options = ApplyOptions {
        field_manager: FIELD_MANAGER.to_owned(),
        force: false,
        dry_run: false,
    };
    let object = waypoint.gateway();
    let applied = connection
        .apply(&gateway(), Some(namespace), waypoint.name(), &object, &options)
        .await;
    applied.map(|_| ()).map_err(without_api)
}

/// Has a namespace's label name a waypoint, or none at all. Says whether that changed anything.
///
/// # Errors
/// A namespace that is not there; any [`ClusterError`].
pub async fn enrol(connection: &Connection, namespace: &str, waypoint: Option<&str>) -> Result<bool, WaypointsError> {
    let resource = kinds::namespace();
    let mut attempt = 1;
    loop {
        let live = connection.get(&resource, None, namespace).await?;
        let mut object = live.ok_or_else(|| WaypointsError::NoNamespace(namespace.to_owned()))?;
        if !label(&mut object, waypoint) {
            return Ok(false);
        }
        match connection
            .update(&resource, None, namespace, &object, FIELD_MANAGER)
            .await
        {
            // Somebody else changed it between reading and writing; its state now is what counts.
            Err(why) if why.is_conflict() && attempt < ATTEMPTS => attempt += 1,
            other => return Ok(other.map(|_| true)?),
        }
    }
}

/// Sets or removes the label; says whether the object is another one then.
fn label(object: &mut Value, waypoint: Option<&str>) -> bool {
    if object["metadata"]["labels"][USE_WAYPOINT].as_str() == waypoint {
        return false;
    }
    let metadata = object.as_mapping_mut().map(|object| object.entry_or_null("metadata"));
    let Some(metadata) = metadata.and_then(Value::as_mapping_mut) else {
        return false;
    };
    let labels = metadata.entry_or_null("labels");
    if labels.as_mapping().is_none() {
        *labels = Mapping::new().into();
    }
    if let Some(labels) = labels.as_mapping_mut() {
        match waypoint {
            Some(name) => labels.insert(USE_WAYPOINT, name),
            None => labels.remove(USE_WAYPOINT),
        };
    }
    true
}

/// Deletes waypoints side by side; says of each, in the order of the names, whether it was there.
pub async fn delete(connection: &Connection, namespace: &str, names: &[String]) -> Vec<Result<bool, ClusterError>> {
    let resource = gateway();
    let delete = |name| connection.delete(&resource, Some(namespace), name, Propagation::Background);
    join_all(names.iter().map(|name| delete(name.as_str()))).await
}

/// What in a namespace names a waypoint by a label, the namespace itself first: `namespace/shop`, `service/shop/web`.
///
/// Who may not read these gets no error but a shorter list: this is advice.
pub async fn users(connection: &Connection, namespace: &str, waypoint: &str) -> Vec<String> {
    let mut users = Vec::new();
    if let Ok(found) = enrolment(connection, namespace).await
        && found.waypoint.as_deref() == Some(waypoint)
    {
        users.push(format!("namespace/{namespace}"));
    }
    let options = ListOptions::labels(format!("{USE_WAYPOINT}={waypoint}"));
    let services = connection
        .list_metadata(&kinds::service(), Some(namespace), &options)
        .await;
    for service in services.unwrap_or_default() {
        let name = service["metadata"]["name"].as_str().unwrap_or_default();
        users.push(format!("service/{namespace}/{name}"));
    }
    users
}

/// Whether a control plane is there that takes care of waypoints: each makes their GatewayClass when it starts. Nothing if that
/// may not be looked at.
pub async fn has_controller(connection: &Connection) -> Option<bool> {
    let class = connection.get(&gateway_class(), None, CLASS).await;
    class.ok().map(|class| class.is_some())
}

/// Looks at waypoints until all of them are programmed or the time is over, and gives their last state. `progress` is called with
/// those that are not programmed after each look.
///
/// # Errors
/// Any error of looking at one, or a waypoint that was deleted meanwhile.
pub async fn wait(
    connection: &Connection,
    mut waypoints: Vec<Live>,
    limit: Duration,
    mut progress: impl FnMut(&[&Live]),
) -> Result<Vec<Live>, ClusterError> {
    let end = Instant::now().checked_add(limit);
    loop {
        let missing: Vec<&Live> = waypoints.iter().filter(|one| !one.is_programmed()).collect();
        if missing.is_empty() {
            return Ok(waypoints);
        }
        progress(&missing);
        let left = end.map_or(INTERVAL, |end| end.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            return Ok(waypoints);
        }
        tokio::time::sleep(INTERVAL.min(left)).await;
        for waypoint in waypoints.iter_mut().filter(|one| !one.is_programmed()) {
            *waypoint = look(connection, &waypoint.namespace, &waypoint.name).await?;
        }
    }
}

/// One waypoint as it is now.
///
/// # Errors
/// Any [`ClusterError`]; one that is not there (any more) is an error too.
pub async fn look(connection: &Connection, namespace: &str, name: &str) -> Result<Live, ClusterError> {
    let resource = gateway();
    let found = connection.get(&resource, Some(namespace), name).await?;
    found
        .as_ref()
        .and_then(Live::of_gateway)
        .ok_or_else(|| ClusterError::Answer {
            what: resource.words(Some(namespace), Some(name)),
            why: "there is no waypoint of this name (any more)".to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_set_changed_and_removed() {
        let mut object = kubeyaml::from_str("metadata: {name: shop}").expect("YAML");
        let now = |object: &Value| object["metadata"]["labels"][USE_WAYPOINT].as_str().map(str::to_owned);
        assert!(!label(&mut object, None));
        assert!(label(&mut object, Some("wp")));
        assert_eq!(now(&object).as_deref(), Some("wp"));
        assert!(!label(&mut object, Some("wp")), "nothing to change");
        assert!(label(&mut object, None));
        assert_eq!(now(&object), None);
    }
}

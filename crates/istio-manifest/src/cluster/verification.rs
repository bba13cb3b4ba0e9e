//! Whether an installation in a cluster is what it should be, and does its work.

use std::fmt;

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::install::{Difference, Plan, differences, find};
use crate::component::Component;
use crate::lifecycle::comparison::Change;
use crate::lifecycle::comparison::without_bookkeeping;
use crate::lifecycle::ownership::{COMPONENT, MANAGED, MANAGED_VALUE, OWNING_RESOURCE_NAMESPACE, REVISION};
use crate::lifecycle::prune::{DEFINITIONS, Identity, PRUNED, component_of};
use crate::lifecycle::readiness::{Readiness, readiness};
use crate::manifest::diff_trees;

/// What is to be said about an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as it should be and does its work.
    Good,
    /// It is not there.
    Missing,
    /// It differs from what it should be, in these fields.
    Changed(Vec<String>),
    /// It does not do its work yet.
    NotReady(String),
    /// It works, but not as one would expect.
    Doubtful(String),
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good => f.write_str("good"),
            Self::Missing => f.write_str("missing"),
            Self::Changed(fields) => write!(f, "changed: {}", fields.join(", ")),
            Self::NotReady(why) => write!(f, "not ready: {why}"),
            Self::Doubtful(why) => f.write_str(why),
        }
    }
}

/// An object that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its component.
    pub component: Option<Component>,
    /// The object.
    pub identity: Identity,
    /// What it came to.
    pub state: State,
}

impl Verified {
    /// Whether the installation is not what it should be because of this object.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !matches!(self.state, State::Good | State::Doubtful(_))
    }
}

/// Compares the cluster with a plan.
///
/// # Errors
/// What the server refuses.
pub async fn verify(connection: &Connection, plan: &Plan) -> Result<Vec<Verified>, String> {
    let found = differences(connection, plan, Vec::new()).await?;
    Ok(found.into_iter().map(judge).collect())
}

/// Looks whether what an installation wrote does its work, when nobody knows any more what it should be.
///
/// # Errors
/// A list that is refused.
pub async fn verify_live(
    connection: &Connection,
    namespace: &str,
    revision: &str,
) -> Result<Vec<Verified>, ClusterError> {
    let selector =
        format!("{MANAGED}={MANAGED_VALUE},{OWNING_RESOURCE_NAMESPACE}={namespace},{REVISION}={revision},{COMPONENT}");
    let mut kinds = vec![DEFINITIONS];
    kinds.extend(PRUNED);
    let objects = find(connection, &kinds, &[selector]).await?;
    let verified = objects.into_iter().map(|live| Verified {
        component: component_of(&live),
        identity: Identity::of(&live),
        state: working(&live),
    });
    Ok(verified.collect())
}

fn judge(difference: Difference) -> Verified {
    let state = match (difference.change(), &difference.live, &difference.wanted) {
        (Change::Unchanged, Some(live), _) => working(live),
        (Change::Changed, Some(live), Some(wanted)) => State::Changed(fields(live, wanted)),
        _ => State::Missing,
    };
    Verified {
        component: difference.component,
        identity: difference.identity,
        state,
    }
}

/// The paths of the fields that differ.
fn fields(live: &Value, wanted: &Value) -> Vec<String> {
    let mut paths: Vec<String> = diff_trees(&without_bookkeeping(live), &without_bookkeeping(wanted))
        .into_iter()
        .map(|line| line.split(": ").next().unwrap_or_default().trim().to_owned())
        .collect();
    paths.dedup();
    paths
}

fn working(live: &Value) -> State {
    if let Readiness::Waiting(why) = readiness(live) {
        return State::NotReady(why);
    }
    match live["kind"].as_str() {
        Some("Service") => load_balancer(live),
        Some("HorizontalPodAutoscaler") => autoscaler(live),
        _ => None,
    }
    .map_or(State::Good, State::Doubtful)
}

/// A LoadBalancer that nobody gives an address.
fn load_balancer(service: &Value) -> Option<String> {
    let waits = service["spec"]["type"].as_str() == Some("LoadBalancer")
        && service["status"]["loadBalancer"]["ingress"]
            .as_sequence()
            .unwrap_or_default()
            .is_empty();
    waits.then(|| {
        let values = match component_of(service) {
            Some(Component::EgressGateways) => "values.gateways.istio-egressgateway.type",
            _ => "values.gateways.istio-ingressgateway.type",
        };
        format!(
            "its external address is pending: a cluster without load balancers never gives one; install with --set {values}=NodePort to do without"
        )
    })
}

/// An autoscaler that cannot count.
fn autoscaler(autoscaler: &Value) -> Option<String> {
    let conditions = autoscaler["status"]["conditions"].as_sequence().unwrap_or_default();
    let failing = conditions.iter().find(|condition| {
        matches!(condition["type"].as_str(), Some("AbleToScale" | "ScalingActive"))
            && condition["status"].as_str() == Some("False")
    })?;
    let reason = failing["reason"].as_str().unwrap_or_default();
    let message = failing["message"].as_str().unwrap_or_default();
    Some(format!("it does not scale: {reason}: {message}"))
}

//! Brings an installation into a cluster: applies what it consists of, waits until it works, removes what an older one left.
//!
//! Every object is applied on the server's side, with the labels of its owner. Components go in by what they depend on, those that
//! depend on nothing of each other side by side; within a component objects go in step by step (accounts before workloads). Running it
//! again, also after it was killed at any point, comes to the same end.

pub mod addons;
mod apply;
mod default_tag;
mod difference;
mod lock;
mod permission;
mod plan;
mod pruning;
pub mod record;
mod wait;

use std::time::Duration;

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use kubeyaml::Value;

pub use difference::{Difference, differences};
pub use lock::{Lock, LockError};
pub use permission::{Denied, Question, denied, missing_permissions};
pub use plan::{DefaultTag, Plan};
pub use pruning::{delete_all, find, left_behind, wait_gone};
pub(super) use pruning::{kind_of, resource};

use super::connection::Connection;
use super::error::ClusterError;
use super::join_all;
use crate::component::{ALL, Component};
use crate::lifecycle::comparison::Change;
use crate::lifecycle::order::after;
use crate::lifecycle::prune::Identity;

/// How to go about it.
#[derive(Clone, Copy, Debug)]
pub struct InstallOptions {
    /// How long each component may take to become ready.
    pub readiness: Duration,
    /// Whether to wait at all.
    pub wait: bool,
}

/// What happens on the way, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Objects of the component are being applied.
    Started(Component),
    /// An object was applied.
    Applied(Component, Identity, Change),
    /// Another manager had set fields; they were taken over. The text names the managers and fields.
    TookOver(Identity, String),
    /// An object that an earlier uninstall deletes is not gone yet.
    Leaving(Identity),
    /// What the component still waits for, object by object; sent whenever it changes.
    Waiting(Component, Vec<(Identity, String)>),
    /// The component is ready.
    Ready(Component),
    /// The component failed.
    Failed(Component, String),
    /// The component was left out, since the other one failed.
    Skipped(Component, Component),
    /// An object that is no longer wanted was removed.
    Removed(Identity),
    /// Somebody else holds the lock of the installation, since then; it is waited for.
    Locked(String, String),
    /// The lock was taken over from somebody who gave no sign of life any more.
    TookLock(String),
    /// There is no lock, for the user may not write one; the server says why.
    Unlocked(String),
}

/// What an installation came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What became of each object.
    pub objects: Vec<(Component, Identity, Change)>,
    /// Components that failed, with the reason.
    pub failures: Vec<(Component, String)>,
}

/// Why a component is not ready.
#[derive(Debug)]
pub(crate) enum ComponentError {
    /// The cluster said no.
    Cluster(ClusterError),
    /// A kind that the cluster does not serve.
    UnknownKind(Identity),
    /// The time is up; what was not ready, and why.
    NotReady(Duration, Vec<(Identity, String)>),
}

impl std::fmt::Display for ComponentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cluster(error) => error.fmt(f),
            Self::UnknownKind(identity) => write!(f, "the cluster has no such kind as that of {identity}"),
            Self::NotReady(after, waiting) => {
                write!(f, "not ready after {} s", after.as_secs())?;
                for (identity, why) in waiting {
                    write!(f, "\n  {identity}: {why}")?;
                }
                Ok(())
            }
        }
    }
}

impl From<ClusterError> for ComponentError {
    fn from(error: ClusterError) -> Self {
        Self::Cluster(error)
    }
}

/// Makes the namespace of the control plane if it is not there. It gets no owner: an uninstall leaves it, since others may use it.
///
/// # Errors
/// A namespace that cannot be made.
pub async fn ensure_namespace(connection: &Connection, plan: &Plan) -> Result<(), ClusterError> {
    apply::namespace(connection, plan).await
}

/// Applies a plan and waits. What happens is told to `tell` as it happens.
///
/// # Errors
/// A namespace that cannot be made. What fails later is part of the outcome: a component that fails keeps those that depend on it from
/// being applied, and no others.
pub async fn install(
    connection: &Connection,
    plan: &Plan,
    options: InstallOptions,
    tell: &dyn Fn(Event),
) -> Result<Outcome, ClusterError> {
    apply::namespace(connection, plan).await?;
    let run = Run {
        connection,
        plan,
        options,
        tell,
    };
    let mut outcome = Outcome::default();
    for part in run.branch(Component::Base).await {
        outcome.objects.extend(part.objects);
        outcome.failures.extend(part.failures);
    }
    // A tag that points to a control plane that does not work would only move the trouble to everyone's pods.
    let of_pilot = |component: Component| component == Component::Pilot;
    let applied = outcome.objects.iter().any(|(component, _, _)| of_pilot(*component));
    if applied && !outcome.failures.iter().any(|(component, _)| of_pilot(*component)) {
        match default_tag::set(connection, plan, tell).await {
            Ok(objects) => outcome.objects.extend(objects),
            Err(why) => outcome.failures.push((Component::Pilot, why.to_string())),
        }
    }
    Ok(outcome)
}

struct Run<'r> {
    connection: &'r Connection,
    plan: &'r Plan,
    options: InstallOptions,
    tell: &'r dyn Fn(Event),
}

impl Run<'_> {
    /// A component, and then side by side those that wait for it.
    fn branch(&self, component: Component) -> LocalBoxFuture<'_, Vec<Outcome>> {
        async move {
            let mut outcome = Outcome::default();
            let result = self.component(component, &mut outcome).await;
            let dependents = || ALL.into_iter().filter(move |other| after(*other) == Some(component));
            let failed = result.is_err();
            if let Err(error) = result {
                (self.tell)(Event::Failed(component, error.to_string()));
                outcome.failures.push((component, error.to_string()));
            }
            let mut all = vec![outcome];
            if failed {
                for skipped in dependents().filter(|other| self.plan.sets.iter().any(|set| set.component == *other)) {
                    (self.tell)(Event::Skipped(skipped, component));
                }
                return all;
            }
            for part in join_all(dependents().map(|dependent| self.branch(dependent))).await {
                all.extend(part);
            }
            all
        }
        .boxed_local()
    }

    async fn component(&self, component: Component, outcome: &mut Outcome) -> Result<(), ComponentError> {
        let objects = self.plan.objects(component);
        if objects.is_empty() {
            return Ok(());
        }
        (self.tell)(Event::Started(component));
        let deadline = tokio::time::Instant::now() + self.options.readiness;
        for step in apply::steps(&objects) {
            let applied = join_all(
                step.iter()
                    .map(|object| apply::object(self.connection, object, deadline, self.tell)),
            )
            .await;
            for (object, result) in step.iter().zip(applied) {
                let change = result?;
                let identity = Identity::of(object);
                (self.tell)(Event::Applied(component, identity.clone(), change));
                outcome.objects.push((component, identity, change));
            }
            // Objects of a kind can only follow once its definition is served.
            if step
                .iter()
                .any(|object| object["kind"].as_str() == Some("CustomResourceDefinition"))
            {
                wait::ready(self.connection, component, &step, self.options.readiness, self.tell).await?;
            }
        }
        if self.options.wait {
            let all: Vec<&Value> = objects.iter().collect();
            wait::ready(self.connection, component, &all, self.options.readiness, self.tell).await?;
        }
        (self.tell)(Event::Ready(component));
        Ok(())
    }
}

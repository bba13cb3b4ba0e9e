//! One at a time: a Lease in the control plane's namespace that an installation, or an uninstall, holds while it writes.
//!
//! Who comes second learns whose turn it is and waits. A holder that was killed renews its lease no more; whoever waits takes it over
//! once it has watched it unchanged for as long as the lease says it lasts. Only that counts, as with other holders of leases, since
//! clocks of two machines differ. Go's istioctl knows no lock and is not kept out by this one.

use std::cell::RefCell;
use std::fmt;
use std::pin::pin;
use std::time::Duration;

use futures::future::{Either, select};
use kubeyaml::{Mapping, Value};
use tokio::time::Instant;

use super::Event;
use super::pruning::resource;
use crate::cluster::connection::Connection;
use crate::cluster::error::ClusterError;
use crate::cluster::verbs::Propagation;
use crate::lifecycle::prune::{INSTALL_LOCK, LEASES};

/// How long a lease lasts after its last sign of life.
const DURATION: Duration = Duration::from_secs(15);
/// How often it is renewed.
const RENEW: Duration = Duration::from_secs(4);
/// How often to look whether another's lease is free.
const LOOK: Duration = Duration::from_millis(500);
/// How many connections may break while the lease is taken.
const BROKEN: u32 = 3;
/// What others may have written into theirs is believed up to here.
const LONGEST: Duration = Duration::from_secs(120);
/// The field manager of the lease.
const MANAGER: &str = "istioctl";

/// The lock as this process has it.
#[derive(Debug)]
pub struct Lock {
    namespace: String,
    identity: String,
    /// Our lease as the server has it; nothing where there can be no lease, so that nobody is kept out.
    lease: RefCell<Option<Value>>,
    waited: bool,
}

/// Why there is no lock, or no longer.
#[derive(Debug)]
pub enum LockError {
    /// The cluster said no.
    Cluster(ClusterError),
    /// Somebody else held it all the time.
    Held {
        /// Who.
        by: String,
        /// How long it was waited for.
        after: Duration,
    },
    /// Somebody else has taken it over: this process gave no sign of life for too long.
    Lost(String),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster(why) => why.fmt(f),
            Self::Held { by, after } => write!(
                f,
                "nothing was written: {by} still holds the installation's lock after {} s",
                after.as_secs()
            ),
            Self::Lost(to) => write!(
                f,
                "{to} has taken over the installation, since this process gave no sign of life for {} s",
                DURATION.as_secs()
            ),
        }
    }
}

impl std::error::Error for LockError {}

impl From<ClusterError> for LockError {
    fn from(why: ClusterError) -> Self {
        Self::Cluster(why)
    }
}

impl Lock {
    /// Takes the lock, after waiting for it where somebody else has it. Whoever may not write leases, and who finds no namespace for
    /// one, goes on without; the former is told.
    ///
    /// `identity` says who we are, for others to read.
    ///
    /// # Errors
    /// A lock that is not free within `limit`; a cluster that does not answer.
    pub async fn acquire(
        connection: &Connection,
        namespace: &str,
        identity: &str,
        limit: Duration,
        tell: &dyn Fn(Event),
    ) -> Result<Self, LockError> {
        let mut lock = Self {
            namespace: namespace.to_owned(),
            identity: identity.to_owned(),
            lease: RefCell::default(),
            waited: false,
        };
        let start = Instant::now();
        let mut seen: Option<(Value, Instant)> = None;
        let mut told = String::new();
        let mut broken = 0;
        loop {
            let live = match connection.get(&resource(&LEASES), Some(namespace), INSTALL_LOCK).await {
                Err(ClusterError::Forbidden { message, .. }) => {
                    tell(Event::Unlocked(message));
                    return Ok(lock);
                }
                other => other?,
            };
            let holder = live.as_ref().map(holder).unwrap_or_default().to_owned();
            let free = match (&live, &seen) {
                (None, _) => true,
                _ if holder.is_empty() || holder == identity => true,
                (Some(live), Some((last, since))) if sign_of_life(live) == sign_of_life(last) => {
                    since.elapsed() >= duration(live)
                }
                (Some(live), _) => {
                    seen = Some((live.clone(), Instant::now()));
                    false
                }
            };
            if free {
                match lock.write(connection, live.as_ref()).await {
                    Ok(lease) => {
                        if !holder.is_empty() && holder != identity {
                            tell(Event::TookLock(holder));
                        }
                        lock.lease = RefCell::new(Some(lease));
                        return Ok(lock);
                    }
                    // Somebody was faster.
                    Err(why) if why.is_conflict() => continue,
                    // No namespace, no installation in it that anybody could be kept from.
                    Err(why) if why.is_not_found() => return Ok(lock),
                    Err(ClusterError::Forbidden { message, .. }) => {
                        tell(Event::Unlocked(message));
                        return Ok(lock);
                    }
                    // The answer was lost, and the lease perhaps written: another look tells.
                    Err(ClusterError::Unreachable { .. }) if broken < BROKEN => {
                        broken += 1;
                        tokio::time::sleep(LOOK).await;
                        continue;
                    }
                    Err(why) => return Err(why.into()),
                }
            }
            lock.waited = true;
            if holder != told {
                let since = live.as_ref().map(since).unwrap_or_default().to_owned();
                tell(Event::Locked(holder.clone(), since));
                told.clone_from(&holder);
            }
            if start.elapsed() >= limit {
                return Err(LockError::Held {
                    by: holder,
                    after: limit,
                });
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Whether somebody else had it first, so that what was read before may be old.
    #[must_use]
    pub fn was_waited_for(&self) -> bool {
        self.waited
    }

    /// Does some work while the lease is renewed beside it.
    ///
    /// # Errors
    /// [`LockError::Lost`], and the work is dropped where it is.
    pub async fn hold<T>(&self, connection: &Connection, work: impl Future<Output = T>) -> Result<T, LockError> {
        if self.lease.borrow().is_none() {
            return Ok(work.await);
        }
        match select(pin!(work), pin!(self.renew(connection))).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right((lost, _)) => Err(LockError::Lost(lost)),
        }
    }

    /// Renews the lease until somebody else has it, and says who.
    async fn renew(&self, connection: &Connection) -> String {
        loop {
            let last = self.lease.borrow().clone();
            let Some(last) = last else {
                return std::future::pending().await;
            };
            match self.write(connection, Some(&last)).await {
                Ok(lease) => *self.lease.borrow_mut() = Some(lease),
                Err(why) if why.is_conflict() || why.is_not_found() => {
                    let live = connection
                        .get(&resource(&LEASES), Some(&self.namespace), INSTALL_LOCK)
                        .await;
                    match live {
                        // A renewal whose answer was lost.
                        Ok(Some(live)) if holder(&live) == self.identity => *self.lease.borrow_mut() = Some(live),
                        Ok(Some(live)) if !holder(&live).is_empty() => return holder(&live).to_owned(),
                        // Somebody removed it who was no installation: it is made anew.
                        Ok(None) => {
                            if let Ok(lease) = self.write(connection, None).await {
                                *self.lease.borrow_mut() = Some(lease);
                            }
                        }
                        _ => {}
                    }
                }
                // A server that is away for a while fails the work by itself, if it has to fail.
                Err(_) => {}
            }
            tokio::time::sleep(RENEW).await;
        }
    }

    /// Gives the lock back. What fails is not worth an error: the lease ends by itself.
    pub async fn release(self, connection: &Connection) {
        let Some(lease) = self.lease.into_inner() else { return };
        let leases = resource(&LEASES);
        let version = lease["metadata"]["resourceVersion"].as_str().unwrap_or_default();
        let namespace = Some(self.namespace.as_str());
        let deleted = connection
            .delete_unchanged(&leases, namespace, INSTALL_LOCK, version, Propagation::Background)
            .await;
        match deleted {
            // A renewal whose answer never came has changed it.
            Err(why) if why.is_conflict() => {
                if let Ok(Some(live)) = connection.get(&leases, namespace, INSTALL_LOCK).await
                    && holder(&live) == self.identity
                {
                    let version = live["metadata"]["resourceVersion"].as_str().unwrap_or_default();
                    let _ = connection
                        .delete_unchanged(&leases, namespace, INSTALL_LOCK, version, Propagation::Background)
                        .await;
                }
            }
            // Who may renew and not delete leaves a lease that nobody holds.
            Err(ClusterError::Forbidden { .. }) => {
                let mut free = lease;
                set(&mut free, "holderIdentity", "");
                let _ = connection
                    .update(&leases, namespace, INSTALL_LOCK, &free, MANAGER)
                    .await;
            }
            _ => {}
        }
    }

    /// Writes the lease: anew, or over what is there.
    async fn write(&self, connection: &Connection, live: Option<&Value>) -> Result<Value, ClusterError> {
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string();
        let leases = resource(&LEASES);
        let namespace = Some(self.namespace.as_str());
        let Some(live) = live else {
            let lease = new_lease(&self.namespace, &self.identity, &now);
            return connection.create(&leases, namespace, &lease, MANAGER).await;
        };
        let mut lease = live.clone();
        if holder(live) != self.identity {
            set(&mut lease, "holderIdentity", self.identity.as_str());
            set(&mut lease, "acquireTime", now.as_str());
            let transitions = live["spec"]["leaseTransitions"].as_i64().unwrap_or_default();
            set(&mut lease, "leaseTransitions", transitions.saturating_add(1));
        }
        set(&mut lease, "leaseDurationSeconds", seconds(DURATION));
        set(&mut lease, "renewTime", now.as_str());
        connection
            .update(&leases, namespace, INSTALL_LOCK, &lease, MANAGER)
            .await
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

fn new_lease(namespace: &str, identity: &str, now: &str) -> Value {
    let mut metadata = Mapping::new();
    metadata.insert("name", INSTALL_LOCK);
    metadata.insert("namespace", namespace);
    let mut lease = Mapping::new();
    lease.insert("apiVersion", LEASES.api_version);
    lease.insert("kind", LEASES.kind);
    lease.insert("metadata", metadata);
    let mut lease = lease.into();
    set(&mut lease, "holderIdentity", identity);
    set(&mut lease, "leaseDurationSeconds", seconds(DURATION));
    set(&mut lease, "acquireTime", now);
    set(&mut lease, "renewTime", now);
    set(&mut lease, "leaseTransitions", 0_i64);
    lease
}

/// Sets a field of the lease's `spec`.
fn set(lease: &mut Value, field: &str, value: impl Into<Value>) {
    let Some(lease) = lease.as_mapping_mut() else { return };
    let spec = lease.entry_or_null("spec");
    if spec.as_mapping().is_none() {
        *spec = Mapping::new().into();
    }
    if let Some(spec) = spec.as_mapping_mut() {
        spec.insert(field, value);
    }
}

fn holder(lease: &Value) -> &str {
    lease["spec"]["holderIdentity"].as_str().unwrap_or_default()
}

fn since(lease: &Value) -> &str {
    lease["spec"]["acquireTime"].as_str().unwrap_or_default()
}

/// What changes with every renewal.
fn sign_of_life(lease: &Value) -> (&str, &str) {
    (holder(lease), lease["spec"]["renewTime"].as_str().unwrap_or_default())
}

fn duration(lease: &Value) -> Duration {
    let seconds = lease["spec"]["leaseDurationSeconds"].as_i64().unwrap_or_default();
    u64::try_from(seconds)
        .map_or(DURATION, Duration::from_secs)
        .min(LONGEST)
}

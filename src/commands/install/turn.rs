//! One command at a time changes an installation, and Ctrl-C ends it in an orderly way.

use std::time::Duration;

use anyhow::Result;
use istio_manifest::cluster::Connection;
use istio_manifest::cluster::install::{Event, Lock};

use crate::error::Interrupted;
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::ui::Ui;

/// How long giving the lock back may take; it ends by itself a little later.
const RELEASE: Duration = Duration::from_secs(5);
/// What an interrupted command leaves is no damage.
const AGAIN: &str = "\nRunning the same command again goes on from here.";

/// The time in which this process, and no other istioctl, changes the installation.
pub(crate) struct Turn {
    lock: Lock,
    interrupt: Interrupt,
}

impl Turn {
    /// Waits for it where somebody else has it.
    ///
    /// # Errors
    /// Somebody who has it for longer than `limit`, Ctrl-C, and a cluster that does not answer.
    pub(crate) fn take(
        connection: &Connection,
        namespace: &str,
        identity: &str,
        limit: Duration,
        ui: &mut Ui,
    ) -> Result<Self> {
        let interrupt = Interrupt::watch()?;
        let progress = Progress::new(ui);
        let tell = |event: Event| progress.tell(&event);
        let acquired = Lock::acquire(connection, namespace, identity, limit, &tell);
        match interrupt.run(connection, acquired) {
            Some(lock) => Ok(Self { lock: lock?, interrupt }),
            None => Err(Interrupted(": nothing was written".to_owned()).into()),
        }
    }

    /// Whether somebody else had it first.
    pub(crate) fn was_waited_for(&self) -> bool {
        self.lock.was_waited_for()
    }

    /// Does some work in it and shows what happens.
    ///
    /// # Errors
    /// Those of the work; Ctrl-C, with what was not ready; a turn that somebody else has taken over.
    pub(crate) fn run<T, E>(
        &self,
        connection: &Connection,
        ui: &mut Ui,
        work: impl AsyncFnOnce(&dyn Fn(Event)) -> Result<T, E>,
    ) -> Result<T>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let progress = Progress::new(ui);
        let tell = |event: Event| progress.tell(&event);
        match self.interrupt.run(connection, self.lock.hold(connection, work(&tell))) {
            Some(done) => Ok(done??),
            None => {
                let left = match progress.not_ready() {
                    left if left.is_empty() => String::new(),
                    left => format!("; not ready:{left}"),
                };
                Err(Interrupted(left + AGAIN).into())
            }
        }
    }

    /// Lets others go on.
    pub(crate) fn end(self, connection: &Connection) {
        let _ = connection.block_on_within(RELEASE, self.lock.release(connection));
    }
}

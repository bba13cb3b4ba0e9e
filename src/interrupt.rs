//! Ctrl-C, and a request to end, while a command changes a cluster: it stops between two requests, says how far it came, and gives back
//! what it holds. A second one ends it at once, and so does one at any other time, at a question for example.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use istio_manifest::cluster::Connection;
use signal_hook::consts::{SIGINT, SIGTERM};

/// Watches for signals from its making until the end of the process.
#[derive(Debug)]
pub(crate) struct Interrupt {
    /// Whether a signal ends the process; the first one during [`Interrupt::run`] sets it.
    ends: Arc<AtomicBool>,
}

impl Interrupt {
    /// Starts to watch.
    ///
    /// # Errors
    /// When the system does not let it.
    pub(crate) fn watch() -> Result<Self> {
        let ends = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the flag that the first signal sets is looked at by the second.
            signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&ends))
                .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&ends)))
                .context("signals")?;
        }
        Ok(Self { ends })
    }

    /// Runs a future; `None` if a signal came before it was done.
    pub(crate) fn run<T>(&self, connection: &Connection, future: impl Future<Output = T>) -> Option<T> {
        self.ends.store(false, Ordering::SeqCst);
        let done = connection.block_on_unless(&self.ends, future);
        self.ends.store(true, Ordering::SeqCst);
        done
    }
}

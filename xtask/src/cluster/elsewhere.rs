//! Where there is no control plane: its programs are for Unix.

use crate::arguments::Arguments;
use anyhow::{Result, bail};
use std::convert::Infallible;
use std::path::Path;

/// The variable that names the kubeconfig of the cluster to the tests.
pub(crate) const KUBECONFIG_VARIABLE: &str = "ISTIOCTL_TEST_KUBECONFIG";
/// The variable that tells the tests why there is no cluster.
pub(crate) const REASON_VARIABLE: &str = "ISTIOCTL_TEST_NO_CLUSTER";

/// Says that there is none.
///
/// # Errors
/// Always.
pub(crate) fn run(_argv: Vec<String>) -> Result<bool> {
    bail!("cluster: a control plane needs Linux or macOS")
}

/// Why the programs cannot be had.
#[derive(Debug)]
pub(crate) struct NoGo;

impl std::fmt::Display for NoGo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it needs Linux or macOS")
    }
}

impl std::error::Error for NoGo {}

/// There are none.
pub(crate) struct Binaries(Infallible);

impl Binaries {
    /// Says why not.
    ///
    /// # Errors
    /// Always.
    pub(crate) fn of_arguments(_arguments: &mut Arguments) -> Result<Self> {
        Err(NoGo.into())
    }
}

/// None runs.
pub(crate) struct Running(Infallible);

impl Running {
    /// The kubeconfig of its administrator.
    pub(crate) fn kubeconfig(&self) -> &Path {
        match self.0 {}
    }

    /// Ends it.
    ///
    /// # Errors
    /// Never.
    pub(crate) fn stop(self) -> Result<()> {
        match self.0 {}
    }
}

/// Starts none.
///
/// # Errors
/// Never.
pub(crate) fn start_tied(binaries: &Binaries) -> Result<Running> {
    match binaries.0 {}
}

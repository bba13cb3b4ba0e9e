//! The cluster that the tests run against, and the binary in front of it.

use std::path::PathBuf;
use std::process::{Command, Output};

/// A reachable cluster.
pub(crate) struct Cluster {
    kubeconfig: PathBuf,
}

impl Cluster {
    /// The one that `cargo xtask` names, or why there is none.
    pub(crate) fn of_environment() -> Result<Self, String> {
        match std::env::var_os("ISTIOCTL_TEST_KUBECONFIG") {
            Some(path) if !path.is_empty() => Ok(Self {
                kubeconfig: PathBuf::from(path),
            }),
            _ => Err(std::env::var("ISTIOCTL_TEST_NO_CLUSTER")
                .unwrap_or_else(|_| "needs a cluster: cargo xtask cluster test".to_owned())),
        }
    }

    /// Runs istioctl as the cluster's administrator.
    pub(crate) fn istioctl(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_istioctl"))
            .args(args)
            .env("KUBECONFIG", &self.kubeconfig)
            .output()
            .expect("the built binary starts")
    }
}

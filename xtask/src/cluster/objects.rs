//! What a fresh control plane needs before a test can use it: an answer that it is ready, kwok's kinds, a node.

use anyhow::{Context as _, Result, anyhow};
use http::Request;
use kube::Client;
use kube::config::{Config, KubeConfigOptions, Kubeconfig};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// The simulated node. It has room for every pod that a test makes.
const NODE: &str = "node-1";
/// How long a step may take on a busy machine.
const LIMIT: Duration = Duration::from_secs(90);

/// A connection to the control plane as its administrator.
pub(crate) struct Administrator {
    runtime: Runtime,
    client: Client,
}

impl Administrator {
    /// Reads the kubeconfig; connects with the first request.
    ///
    /// # Errors
    /// When the kubeconfig cannot be used.
    pub(crate) fn new(kubeconfig: &Path) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = runtime.block_on(async {
            let read = Kubeconfig::read_from(kubeconfig)?;
            let config = Config::from_custom_kubeconfig(read, &KubeConfigOptions::default()).await?;
            anyhow::Ok(Client::try_from(config)?)
        })?;
        Ok(Self { runtime, client })
    }

    fn get(&self, path: &str) -> Result<String> {
        let request = Request::get(path).body(Vec::new())?;
        self.runtime.block_on(async {
            let answer = tokio::time::timeout(Duration::from_secs(10), self.client.request_text(request)).await;
            Ok(answer.context("no answer")??)
        })
    }

    fn create(&self, path: &str, object: &Value) -> Result<()> {
        let request = Request::post(path)
            .header("Content-Type", "application/json")
            .body(object.to_string().into_bytes())?;
        self.runtime
            .block_on(self.client.request_text(request))
            .with_context(|| path.to_owned())?;
        Ok(())
    }

    /// Waits until the server says that it is ready. `check` is asked meanwhile whether it can still become so.
    ///
    /// # Errors
    /// What `check` says, or the server's last answer when the time is up.
    pub(crate) fn wait_ready(&self, check: impl FnMut() -> Result<()>) -> Result<()> {
        self.wait("/readyz", check, |_| true)
    }

    /// Waits until the node is ready and the default service account is there, without which no pod can be made.
    ///
    /// # Errors
    /// As [`Administrator::wait_ready`].
    pub(crate) fn wait_node(&self, mut check: impl FnMut() -> Result<()>) -> Result<()> {
        self.wait(&format!("/api/v1/nodes/{NODE}"), &mut check, |node| {
            let Ok(node) = serde_json::from_str::<Value>(node) else {
                return false;
            };
            let conditions = node["status"]["conditions"].as_array();
            conditions.is_some_and(|all| all.iter().any(|one| one["type"] == "Ready" && one["status"] == "True"))
        })?;
        self.wait("/api/v1/namespaces/default/serviceaccounts/default", check, |_| true)
    }

    fn wait(&self, path: &str, mut check: impl FnMut() -> Result<()>, done: impl Fn(&str) -> bool) -> Result<()> {
        let start = Instant::now();
        loop {
            check()?;
            let why = match self.get(path) {
                Ok(text) if done(&text) => return Ok(()),
                Ok(_) => anyhow!("not yet"),
                Err(why) => why,
            };
            if start.elapsed() > LIMIT {
                return Err(why.context(format!("{path} after {} s", LIMIT.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Creates the node and the kinds that steer kwok.
    ///
    /// # Errors
    /// What the server refuses, or a definition that cannot be read.
    pub(crate) fn prepare(&self, definitions: &[PathBuf]) -> Result<()> {
        for path in definitions {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let value = kubeyaml::from_str(&text).map_err(|why| anyhow!("{}: {why}", path.display()))?;
            let json = kubeyaml::json::to_string(&value)?;
            let definition: Value = serde_json::from_str(&json)?;
            self.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", &definition)?;
        }
        let room = json!({"cpu": "1k", "memory": "4Ti", "ephemeral-storage": "4Ti", "pods": "50k"});
        let node = json!({
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {
                "name": NODE,
                "annotations": {"kwok.x-k8s.io/node": "fake"},
                "labels": {
                    "kubernetes.io/hostname": NODE,
                    "kubernetes.io/os": "linux",
                    "kubernetes.io/arch": "amd64",
                    "node-role.kubernetes.io/agent": "",
                },
            },
            "status": {"capacity": room, "allocatable": room},
        });
        self.create("/api/v1/nodes", &node)
    }
}

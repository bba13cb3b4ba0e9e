//! The files that the programs and their users read: kubeconfig, tokens, kwok's configuration, audit policy.

use super::ports::Ports;
use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::fs;
use std::path::Path;

/// Name of the kubeconfig in the folder.
pub(crate) const KUBECONFIG: &str = "kubeconfig";
/// Name of the file with the users' tokens.
pub(crate) const TOKENS: &str = "tokens.csv";
/// Name of kwok's configuration.
pub(crate) const KWOK: &str = "kwok.yaml";
/// Name of the audit policy.
pub(crate) const AUDIT_POLICY: &str = "audit-policy.yaml";
/// Name of the log that the policy fills.
pub(crate) const AUDIT_LOG: &str = "audit.log";

/// The users: one who may do everything, and one who may do nothing until a test gives it something.
const USERS: [(&str, &str); 2] = [("admin", "system:masters"), ("narrow", "")];

/// Writes them all. Contexts of the kubeconfig are named as the users are; `admin` is the current one.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn write(folder: &Path, ports: Ports, authority: &str, stages: &Path) -> Result<()> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| path.display().to_string())
    };
    let mut tokens = String::new();
    let (mut users, mut contexts) = (Vec::new(), Vec::new());
    for (user, group) in USERS {
        let token = token()?;
        tokens += &format!("{token},{user},{user},\"{group}\"\n");
        users.push(json!({"name": user, "user": {"token": token}}));
        contexts.push(json!({"name": user, "context": {"cluster": "test", "user": user}}));
    }
    write(TOKENS, &tokens)?;
    // A kubeconfig may be JSON, as any YAML may.
    let kubeconfig = json!({
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": USERS[0].0,
        "clusters": [{
            "name": "test",
            "cluster": {"server": server(ports), "certificate-authority-data": STANDARD.encode(authority)},
        }],
        "users": users,
        "contexts": contexts,
    });
    write(KUBECONFIG, &format!("{kubeconfig:#}\n"))?;
    write(
        KWOK,
        &fs::read_to_string(stages).with_context(|| stages.display().to_string())?,
    )?;
    let policy = json!({
        "apiVersion": "audit.k8s.io/v1",
        "kind": "Policy",
        "omitStages": ["RequestReceived"],
        "rules": [{"level": "Metadata"}],
    });
    write(AUDIT_POLICY, &policy.to_string())
}

/// The address of the API server.
pub(crate) fn server(ports: Ports) -> String {
    format!("https://127.0.0.1:{}", ports.server)
}

fn token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).context("random bytes")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

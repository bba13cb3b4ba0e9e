//! The five programs with their flags, as children of the supervisor.

use super::build::Binaries;
use super::certificates::{
    AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY, SERVICE_ACCOUNTS_KEY, SERVICE_ACCOUNTS_PUBLIC_KEY,
};
use super::config::{AUDIT_LOG, AUDIT_POLICY, KUBECONFIG, KWOK, TOKENS};
use super::ports::Ports;
use anyhow::{Context as _, Result, anyhow};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The service account tokens' issuer.
const ISSUER: &str = "https://kubernetes.default.svc";
/// kwok's kinds that tests steer it with.
const KWOK_KINDS: &str = "PortForward,ClusterPortForward,Exec,ClusterExec,Logs,ClusterLogs";

/// A program that runs.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) child: Child,
    log: PathBuf,
}

impl Program {
    /// If it has ended: how, and the end of what it wrote.
    pub(crate) fn ended(&mut self) -> Option<anyhow::Error> {
        let status = self.child.try_wait().ok().flatten()?;
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines[lines.len().saturating_sub(5)..].join("\n  ");
        Some(anyhow!("{} ended ({status}):\n  {tail}", self.name))
    }

    /// Ends it at once: nothing that it holds is wanted afterwards.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts programs in a cluster's folder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Launcher<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) binaries: &'a Binaries,
    pub(crate) ports: Ports,
    pub(crate) audit: bool,
}

impl Launcher<'_> {
    fn start(&self, name: &'static str, flags: &[String]) -> Result<Program> {
        let path = self.binaries.program(name);
        let log = self.folder.join(format!("{name}.log"));
        let file = File::create(&log).with_context(|| log.display().to_string())?;
        let child = Command::new(&path)
            .args(flags)
            .current_dir(self.folder)
            .env_remove("KUBECONFIG")
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| path.display().to_string())?;
        Ok(Program { name, child, log })
    }

    fn at(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The store.
    ///
    /// # Errors
    /// When the program does not start.
    pub(crate) fn etcd(&self) -> Result<Program> {
        let client = format!("http://127.0.0.1:{}", self.ports.etcd_client);
        let peer = format!("http://127.0.0.1:{}", self.ports.etcd_peer);
        let flags = [
            format!("--data-dir={}", self.at("etcd")),
            "--unsafe-no-fsync".to_owned(),
            format!("--listen-client-urls={client}"),
            format!("--advertise-client-urls={client}"),
            format!("--listen-peer-urls={peer}"),
            format!("--initial-advertise-peer-urls={peer}"),
            format!("--initial-cluster=default={peer}"),
            "--logger=zap".to_owned(),
            "--log-level=warn".to_owned(),
        ];
        self.start("etcd", &flags)
    }

    /// The API server.
    ///
    /// # Errors
    /// When the program does not start.
    pub(crate) fn kube_apiserver(&self) -> Result<Program> {
        let mut flags = vec![
            format!("--etcd-servers=http://127.0.0.1:{}", self.ports.etcd_client),
            format!("--secure-port={}", self.ports.server),
            "--bind-address=127.0.0.1".to_owned(),
            format!("--tls-cert-file={}", self.at(SERVER)),
            format!("--tls-private-key-file={}", self.at(SERVER_KEY)),
            format!("--cert-dir={}", self.at("certificates")),
            format!("--client-ca-file={}", self.at(AUTHORITY)),
            format!("--service-account-issuer={ISSUER}"),
            format!("--service-account-key-file={}", self.at(SERVICE_ACCOUNTS_PUBLIC_KEY)),
            format!("--service-account-signing-key-file={}", self.at(SERVICE_ACCOUNTS_KEY)),
            format!("--token-auth-file={}", self.at(TOKENS)),
            "--authorization-mode=RBAC".to_owned(),
            "--service-cluster-ip-range=10.0.0.0/16".to_owned(),
            "--allow-privileged".to_owned(),
            "--endpoint-reconciler-type=none".to_owned(),
        ];
        if self.audit {
            flags.push(format!("--audit-policy-file={}", self.at(AUDIT_POLICY)));
            flags.push(format!("--audit-log-path={}", self.at(AUDIT_LOG)));
        }
        self.start("kube-apiserver", &flags)
    }

    /// The controllers.
    ///
    /// # Errors
    /// When the program does not start.
    pub(crate) fn kube_controller_manager(&self) -> Result<Program> {
        let flags = [
            format!("--kubeconfig={}", self.at(KUBECONFIG)),
            format!("--service-account-private-key-file={}", self.at(SERVICE_ACCOUNTS_KEY)),
            format!("--root-ca-file={}", self.at(AUTHORITY)),
            format!("--cluster-signing-cert-file={}", self.at(AUTHORITY)),
            format!("--cluster-signing-key-file={}", self.at(AUTHORITY_KEY)),
            format!("--cert-dir={}", self.at("certificates")),
            "--use-service-account-credentials".to_owned(),
            "--leader-elect=false".to_owned(),
            "--secure-port=0".to_owned(),
        ];
        self.start("kube-controller-manager", &flags)
    }

    /// The scheduler.
    ///
    /// # Errors
    /// When the program does not start.
    pub(crate) fn kube_scheduler(&self) -> Result<Program> {
        let flags = [
            format!("--kubeconfig={}", self.at(KUBECONFIG)),
            format!("--cert-dir={}", self.at("certificates")),
            "--leader-elect=false".to_owned(),
            "--secure-port=0".to_owned(),
        ];
        self.start("kube-scheduler", &flags)
    }

    /// The simulated nodes' kubelet.
    ///
    /// # Errors
    /// When the program does not start.
    pub(crate) fn kwok(&self) -> Result<Program> {
        let port = self.ports.kubelet;
        let flags = [
            format!("--kubeconfig={}", self.at(KUBECONFIG)),
            format!("--config={}", self.at(KWOK)),
            "--manage-all-nodes=true".to_owned(),
            "--node-lease-duration-seconds=40".to_owned(),
            "--node-ip=127.0.0.1".to_owned(),
            format!("--node-port={port}"),
            format!("--server-address=127.0.0.1:{port}"),
            format!("--tls-cert-file={}", self.at(SERVER)),
            format!("--tls-private-key-file={}", self.at(SERVER_KEY)),
            format!("--enable-crds={KWOK_KINDS}"),
        ];
        self.start("kwok", &flags)
    }
}

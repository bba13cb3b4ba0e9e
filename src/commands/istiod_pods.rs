//! The pods of the control plane that a command asks, and the flags that say which.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use istio_manifest::cluster::revisions::Revisions;
use istio_manifest::cluster::{ClusterError, Connection, ListOptions, kinds};
use kubeyaml::Value;

use crate::cli::{GlobalArgs, go_duration};
use crate::commands::admin_port::port;
use crate::environment::Environment;
use crate::error::UsageError;
use crate::kubeconfig;

/// istiod's monitoring port, unless an annotation names another; it has the debug pages.
const MONITORING_PORT: u16 = 15014;
/// The label of the revision.
const REVISION: &str = "istio.io/rev";

/// Flags of commands that ask istiod.
#[derive(Args, Debug)]
pub(crate) struct IstiodArgs {
    /// Revision (or tag) of the control plane to ask; without it, all are asked.
    #[arg(short, long, value_name = "REVISION")]
    revision: Option<String>,
    /// Labels of the istiod pods to ask, instead of app=istiod.
    #[arg(long, value_name = "LABELS")]
    xds_label: Option<String>,
    /// Longest time to wait for an answer of istiod.
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = go_duration)]
    timeout: i64,
    /// Address of an istiod's xDS port, which cannot be asked: istiod is asked in its pods.
    #[arg(long, value_name = "ADDRESS", hide = true)]
    xds_address: Option<String>,
    /// Port of xDS, which is not asked.
    #[arg(long, value_name = "PORT", default_value_t = 15012, hide = true)]
    xds_port: i64,
    /// Certificates for xDS, which is not asked.
    #[arg(long, value_name = "DIRECTORY", hide = true)]
    cert_dir: Option<String>,
    /// Name of xDS's certificate, which is not asked.
    #[arg(long, value_name = "NAME", hide = true)]
    authority: Option<String>,
    /// No check of xDS's certificate, which is not asked.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set, hide = true)]
    insecure: bool,
    /// xDS without TLS, which is not asked.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true",
          action = clap::ArgAction::Set, hide = true)]
    plaintext: bool,
}

/// An istiod.
pub(crate) struct IstiodPod {
    pub(crate) name: String,
    namespace: String,
    monitoring_port: u16,
}

impl IstiodPod {
    /// What it answers on its monitoring port.
    pub(crate) async fn get(&self, connection: &Connection, path: &str) -> Result<String, ClusterError> {
        connection
            .get_from_pod(&self.namespace, &self.name, self.monitoring_port, path)
            .await
    }
}

impl IstiodArgs {
    /// Connects, with the flags' time to wait, and finds the pods.
    ///
    /// # Errors
    /// A flag that names another way to istiod; a cluster that cannot be asked; no istiod that runs.
    pub(crate) fn pods(&self, global: &GlobalArgs, environment: &Environment) -> Result<(Connection, Vec<IstiodPod>)> {
        self.refuse_xds()?;
        port(self.xds_port)?;
        let mut target = kubeconfig::target(global, environment);
        let limit = Duration::from_nanos(u64::try_from(self.timeout).unwrap_or_default());
        if !limit.is_zero() {
            target.timeouts.answer = target.timeouts.answer.max(limit);
        }
        let connection = Connection::open(&target)?;
        let labels = self.xds_label.as_deref().filter(|labels| !labels.is_empty());
        let found = of_labels(
            &connection,
            labels.unwrap_or("app=istiod"),
            self.revision.as_deref(),
            &global.istio_namespace,
        );
        let pods = connection.block_on(found)?;
        Ok((connection, pods))
    }

    fn refuse_xds(&self) -> Result<(), UsageError> {
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        let flags = [
            (given(&self.xds_address), "--xds-address"),
            (given(&self.cert_dir), "--cert-dir"),
            (given(&self.authority), "--authority"),
            (self.insecure, "--insecure"),
            (self.plaintext, "--plaintext"),
        ];
        match flags.into_iter().find(|(given, _)| *given) {
            None => Ok(()),
            Some((_, flag)) => Err(UsageError(format!(
                "{flag} is about asking istiod over xDS, which this istioctl does not do: it asks the debug pages of istiod's pods through \
                 the API server, for which a kubeconfig of the cluster with istiod is needed"
            ))),
        }
    }
}

/// The pods of labels and revision that run, by name.
pub(crate) async fn of_labels(
    connection: &Connection,
    labels: &str,
    revision: Option<&str>,
    namespace: &str,
) -> Result<Vec<IstiodPod>> {
    let mut labels = labels.to_owned();
    if let Some(name) = revision.filter(|name| !name.is_empty()) {
        let revision = match Revisions::read(connection, namespace).await {
            Ok(found) => found.resolve(name).unwrap_or(name).to_owned(),
            // Who may not look for tags can still name a revision.
            Err(ClusterError::Forbidden { .. }) => name.to_owned(),
            Err(why) => return Err(why.into()),
        };
        if !labels.is_empty() {
            labels.push(',');
        }
        labels += &format!("{REVISION}={revision}");
    }
    let running = ListOptions {
        labels: labels.clone(),
        fields: "status.phase=Running".to_owned(),
    };
    let pods = connection.list(&kinds::pod(), Some(namespace), &running).await?;
    let mut found: Vec<IstiodPod> = pods.iter().filter_map(istiod).collect();
    if found.is_empty() {
        bail!("no running Istio pods in {namespace:?} (with labels {labels})");
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn istiod(pod: &Value) -> Option<IstiodPod> {
    let metadata = pod.get("metadata")?;
    if metadata.get("deletionTimestamp").is_some_and(|time| !time.is_null()) {
        return None;
    }
    let text = |path: &[&str]| metadata.get_path(path).and_then(Value::as_str);
    let annotated = text(&["annotations", "prometheus.io/port"]).and_then(|port| port.parse().ok());
    Some(IstiodPod {
        name: text(&["name"])?.to_owned(),
        namespace: text(&["namespace"])?.to_owned(),
        monitoring_port: annotated.filter(|port| *port > 0).unwrap_or(MONITORING_PORT),
    })
}

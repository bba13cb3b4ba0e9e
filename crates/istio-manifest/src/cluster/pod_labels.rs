//! The labels of the pods of a workload, by which webhooks and policies select them.

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::{Resource, kinds};
use super::verbs::ListOptions;

/// A workload as a user names it: `TYPE/NAME.NAMESPACE`, where type and namespace may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadName {
    /// The type; a pod if none is named.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The namespace, if one is named.
    pub namespace: Option<String>,
}

impl WorkloadName {
    /// Takes one apart.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (kind, rest) = text.split_once('/').unwrap_or(("pod", text));
        let (name, namespace) = match rest.rsplit_once('.') {
            Some((name, namespace)) if !name.is_empty() && !namespace.is_empty() => (name, Some(namespace)),
            _ => (rest, None),
        };
        Self {
            kind: kind.to_owned(),
            name: name.to_owned(),
            namespace: namespace.map(str::to_owned),
        }
    }

    /// The resource that the type names, by any of the names that kubectl knows it by.
    #[must_use]
    pub fn resource(&self) -> Option<Resource> {
        let (kind, group) = self.kind.split_once('.').unwrap_or((&self.kind, ""));
        let resource = match kind.to_ascii_lowercase().as_str() {
            "po" | "pod" | "pods" => kinds::pod(),
            "deploy" | "deployment" | "deployments" => kinds::deployment(),
            "sts" | "statefulset" | "statefulsets" => kinds::stateful_set(),
            "ds" | "daemonset" | "daemonsets" => kinds::daemon_set(),
            "rs" | "replicaset" | "replicasets" => kinds::replica_set(),
            "job" | "jobs" => kinds::job(),
            "svc" | "service" | "services" => kinds::service(),
            "cj" | "cronjob" | "cronjobs" => Resource {
                group: "batch".to_owned(),
                version: "v1".to_owned(),
                plural: "cronjobs".to_owned(),
                kind: "CronJob".to_owned(),
                namespaced: true,
            },
            "rc" | "replicationcontroller" | "replicationcontrollers" => Resource {
                group: String::new(),
                version: "v1".to_owned(),
                plural: "replicationcontrollers".to_owned(),
                kind: "ReplicationController".to_owned(),
                namespaced: true,
            },
            _ => return None,
        };
        (group.is_empty() || group == resource.group).then_some(resource)
    }
}

/// The labels of the pods of a workload: its own for a pod, of its template for what makes pods, of the first pod that it selects
/// for a Service. `None` if there is no such workload, or the Service has no pod.
///
/// # Errors
/// Any [`ClusterError`].
pub async fn read(
    connection: &Connection,
    resource: &Resource,
    namespace: &str,
    name: &str,
) -> Result<Option<Mapping>, ClusterError> {
    let Some(object) = connection.get(resource, Some(namespace), name).await? else {
        return Ok(None);
    };
    let object = match resource.kind.as_str() {
        "Service" => match first_pod(connection, namespace, &object["spec"]["selector"]).await? {
            Some(pod) => pod,
            None => return Ok(None),
        },
        _ => object,
    };
    let at = |path: &[&str]| object.get_path(path).and_then(Value::as_mapping).cloned();
    let labels = match resource.kind.as_str() {
        "Pod" | "Service" => at(&["metadata", "labels"]),
        "CronJob" => at(&["spec", "jobTemplate", "spec", "template", "metadata", "labels"]),
        _ => at(&["spec", "template", "metadata", "labels"]),
    };
    Ok(Some(labels.unwrap_or_default()))
}

/// A label selector for the labels of a mapping; nothing if it has none.
pub(super) fn equality_selector(labels: &Value) -> Option<String> {
    let labels = labels.as_mapping().filter(|labels| !labels.is_empty())?;
    let terms: Vec<String> = labels
        .iter()
        .map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()))
        .collect();
    Some(terms.join(","))
}

async fn first_pod(connection: &Connection, namespace: &str, selector: &Value) -> Result<Option<Value>, ClusterError> {
    let Some(selector) = equality_selector(selector) else {
        return Ok(None);
    };
    let pods = connection
        .list(&kinds::pod(), Some(namespace), &ListOptions::labels(selector))
        .await?;
    Ok(pods.into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let parsed = |text: &str| {
            let name = WorkloadName::parse(text);
            let kind = name.resource().map_or("?".to_owned(), |resource| resource.kind);
            format!("{kind} {} {}", name.name, name.namespace.unwrap_or_default())
        };
        assert_eq!(parsed("web"), "Pod web ");
        assert_eq!(parsed("web.shop"), "Pod web shop");
        assert_eq!(parsed("deploy/web.v1.shop"), "Deployment web.v1 shop");
        assert_eq!(parsed("deployment.apps/web"), "Deployment web ");
        assert_eq!(parsed("deployment.example/web"), "? web ");
        assert_eq!(parsed("gateway/web"), "? web ");
    }
}

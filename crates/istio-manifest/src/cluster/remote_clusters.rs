//! Which clusters each istiod reads besides its own, as it tells on its monitoring port.

use kubeyaml::Value;

use super::connection::Connection;
use super::error::ClusterError;
use super::join_all;
use super::versions::{istiods, monitoring_port};

/// A cluster that an istiod reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RemoteCluster {
    /// The istiod's pod.
    pub istiod: String,
    /// The cluster's name.
    pub name: String,
    /// The Secret with its kubeconfig, as `namespace/name`; empty for the istiod's own cluster.
    pub secret: String,
    /// What has become of reading it: `synced`, `syncing`, `timeout` or `closed`.
    pub status: String,
}

/// What all of them tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteClusters {
    /// How many istiods were asked.
    pub asked: usize,
    /// How many of them answered.
    pub answered: usize,
    /// By istiod and name.
    pub clusters: Vec<RemoteCluster>,
    /// Which istiod did not answer, and why.
    pub problems: Vec<String>,
}

/// Asks every istiod, or those of a revision.
///
/// # Errors
/// Any [`ClusterError`] from listing pods; an istiod that does not answer is no error.
pub async fn read(
    connection: &Connection,
    istio_namespace: &str,
    revision: Option<&str>,
) -> Result<RemoteClusters, ClusterError> {
    let pods = istiods(connection, istio_namespace, revision).await?;
    let ask = |pod: &Value| {
        let name = pod["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        let port = monitoring_port(pod);
        async move {
            let path = "/debug/clusterz";
            let told = connection.get_from_pod(istio_namespace, &name, port, path).await;
            let told = told.map_err(|why| why.to_string())?;
            clusters(&name, &told)
                .ok_or_else(|| format!("pod {istio_namespace}/{name}:{port}{path}: it is no list of clusters"))
        }
    };
    let mut all = RemoteClusters {
        asked: pods.len(),
        ..RemoteClusters::default()
    };
    for told in join_all(pods.iter().map(ask)).await {
        match told {
            Ok(clusters) => {
                all.answered += 1;
                all.clusters.extend(clusters);
            }
            Err(why) => all.problems.push(why),
        }
    }
    all.clusters.sort();
    Ok(all)
}

fn clusters(istiod: &str, told: &str) -> Option<Vec<RemoteCluster>> {
    let list = kubeyaml::json::from_str(told).ok()?;
    if list.is_null() {
        return Some(Vec::new());
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let cluster = |entry: &Value| RemoteCluster {
        istiod: istiod.to_owned(),
        name: text(&entry["id"]),
        secret: text(&entry["secretName"]),
        status: text(&entry["syncStatus"]),
    };
    Some(list.as_sequence()?.iter().map(cluster).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_list_is_none() {
        assert_eq!(clusters("a", "<html>"), None);
        assert_eq!(clusters("a", "{}"), None);
        assert_eq!(clusters("a", "null"), Some(Vec::new()));
    }
}

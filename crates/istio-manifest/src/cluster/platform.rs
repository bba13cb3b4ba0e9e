//! What an installation has to know of a cluster beforehand: its version, what its platform needs, and what its network must not do.

use std::fmt;

use kubeyaml::{Mapping, Value};

use super::connection::Connection;
use super::error::ClusterError;
use super::resource::{Resource, kinds};
use crate::render::OLDEST_KUBERNETES;

/// What a cluster is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Platform {
    /// The version of Kubernetes, as the server says it.
    pub version: String,
    /// Settings that the platform needs, as paths and values of `--set`.
    pub settings: Vec<String>,
}

impl Platform {
    /// Asks the server for its version, by which platforms are known.
    ///
    /// # Errors
    /// Any [`ClusterError`].
    pub async fn detect(connection: &Connection) -> Result<Self, ClusterError> {
        let told = connection.server_version().await?;
        let version = told["gitVersion"].as_str().unwrap_or_default().to_owned();
        let mut settings = Vec::new();
        // There the plugins of the network are in another folder, and node agents belong into a namespace without a quota.
        if version.contains("-gke") {
            settings = [
                "components.cni.namespace=kube-system",
                "values.global.platform=gke",
                "values.cni.resourceQuotas.enabled=false",
            ]
            .map(str::to_owned)
            .to_vec();
        }
        Ok(Self { version, settings })
    }

    /// The version to render charts for; nothing if it is none that can be read.
    #[must_use]
    pub fn kube_version(&self) -> Option<String> {
        helm::KubeVersion::parse(&self.version)
            .is_ok()
            .then(|| self.version.clone())
    }

    /// Says so if the cluster is older than what this release of Istio runs on. A development version is none.
    #[must_use]
    pub fn too_old(&self) -> Option<String> {
        let number = |text: &str| -> Option<(u64, u64)> {
            let mut parts = text.trim_start_matches('v').split('.');
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        };
        let (has, oldest) = (number(&self.version)?, number(OLDEST_KUBERNETES)?);
        (has != (0, 0) && has < oldest).then(|| {
            format!(
                "the cluster runs Kubernetes {}; this release of Istio is for {}.{} and newer",
                self.version, oldest.0, oldest.1
            )
        })
    }
}

/// A setting of the cluster's network with which the mesh does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkProblem {
    /// Whose setting it is.
    pub network: &'static str,
    /// How it is set.
    pub found: String,
    /// How it has to be.
    pub needed: &'static str,
}

impl fmt::Display for NetworkProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { network, found, needed } = self;
        write!(
            f,
            "the cluster's network, {network}, has {found}; with Istio it needs {needed}"
        )
    }
}

/// Looks at the configuration of Calico and Cilium. Who may not read it gets no answer and no error.
pub async fn network_problems(connection: &Connection, operator: &Mapping) -> Vec<NetworkProblem> {
    let enabled = |component: &str| {
        let path = ["components", component, "enabled"];
        let enabled = operator.get("spec").and_then(|spec| spec.get_path(&path));
        enabled.and_then(Value::as_bool) == Some(true)
    };
    let calico = Resource {
        group: "projectcalico.org".to_owned(),
        version: "v3".to_owned(),
        plural: "felixconfigurations".to_owned(),
        kind: "FelixConfiguration".to_owned(),
        namespaced: false,
    };
    let mut problems = Vec::new();
    if let Ok(Some(felix)) = connection.get(&calico, None, "default").await {
        problems.extend(of_calico(&felix["spec"]));
    }
    if let Ok(Some(config)) = connection
        .get(&kinds::config_map(), Some("kube-system"), "cilium-config")
        .await
    {
        problems.extend(of_cilium(&config["data"], enabled("cni"), enabled("ztunnel")));
    }
    problems
}

fn of_calico(spec: &Value) -> Vec<NetworkProblem> {
    let mut problems = Vec::new();
    let mut add = |found: String, needed| {
        problems.push(NetworkProblem {
            network: "Calico",
            found,
            needed,
        });
    };
    if let Some(balancing) = spec["bpfConnectTimeLoadBalancing"]
        .as_str()
        .filter(|value| *value != "Disabled")
    {
        add(
            format!("bpfConnectTimeLoadBalancing={balancing}"),
            "bpfConnectTimeLoadBalancing=Disabled",
        );
    }
    if spec["bpfConnectTimeLoadBalancingEnabled"].as_bool() == Some(true) {
        add(
            "bpfConnectTimeLoadBalancingEnabled=true".to_owned(),
            "bpfConnectTimeLoadBalancingEnabled=false",
        );
    }
    problems
}

fn of_cilium(data: &Value, cni: bool, ztunnel: bool) -> Vec<NetworkProblem> {
    let is = |key: &str, value: &str| data[key].as_str() == Some(value);
    let mut problems = Vec::new();
    let mut add = |found: &str, needed| {
        problems.push(NetworkProblem {
            network: "Cilium",
            found: found.to_owned(),
            needed,
        });
    };
    if cni && is("cni-exclusive", "true") {
        add("cni-exclusive=true", "cni-exclusive=false");
    }
    if ztunnel && is("enable-bpf-masquerade", "true") {
        add(
            "enable-bpf-masquerade=true",
            "enable-bpf-masquerade=false in ambient mode",
        );
    }
    let host_only = is("bpf-lb-sock-hostns-only", "true");
    if is("bpf-lb-sock", "true") && !host_only {
        add("bpf-lb-sock=true", "bpf-lb-sock-hostns-only=true besides");
    }
    if is("kube-proxy-replacement", "strict") && !host_only {
        add("kube-proxy-replacement=strict", "bpf-lb-sock-hostns-only=true besides");
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(text: &str) -> Value {
        kubeyaml::from_str(text).expect("YAML")
    }

    #[test]
    fn networks_that_would_bypass_the_mesh_are_named() {
        let cilium = data(
            "{cni-exclusive: 'true', enable-bpf-masquerade: 'true', bpf-lb-sock: 'true', kube-proxy-replacement: strict}",
        );
        assert_eq!(of_cilium(&cilium, true, true).len(), 4);
        assert_eq!(of_cilium(&cilium, false, false).len(), 2);
        let told = of_cilium(&cilium, true, false)[0].to_string();
        assert!(
            told.contains("Cilium, has cni-exclusive=true") && told.contains("cni-exclusive=false"),
            "{told}"
        );
        assert!(
            of_cilium(
                &data("{bpf-lb-sock: 'true', bpf-lb-sock-hostns-only: 'true'}"),
                true,
                true
            )
            .is_empty()
        );
        assert_eq!(of_calico(&data("{bpfConnectTimeLoadBalancing: TCP}")).len(), 1);
        assert!(of_calico(&data("{bpfConnectTimeLoadBalancing: Disabled}")).is_empty());
    }

    #[test]
    fn old_clusters_are_told_and_development_versions_pass() {
        let of = |version: &str| Platform {
            version: version.to_owned(),
            settings: Vec::new(),
        };
        assert!(of("v1.29.4-eks-1").too_old().is_some());
        assert!(of("v1.32.0").too_old().is_none());
        assert!(of("v0.0.0-master+$Format:%H$").too_old().is_none());
        assert_eq!(of("nonsense").kube_version(), None);
    }
}

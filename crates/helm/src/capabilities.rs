//! What the cluster and Helm itself can do, as charts ask for it.

use crate::go_yaml::quoted;

/// `.Capabilities`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// `.Capabilities.KubeVersion`.
    pub kube_version: KubeVersion,
    /// `.Capabilities.APIVersions`: groups with version, and kinds (`apps/v1`, `apps/v1/Deployment`).
    pub api_versions: Vec<String>,
    /// `.Capabilities.HelmVersion.Version`.
    pub helm_version: String,
    /// `.Capabilities.HelmVersion.GoVersion`.
    pub go_version: String,
}

/// A Kubernetes version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KubeVersion {
    /// All of it, with a `v`.
    pub version: String,
    /// The first number.
    pub major: String,
    /// The second number.
    pub minor: String,
}

impl KubeVersion {
    /// Reads a version as `--kube-version` takes it: `1.29`, `v1.29.3-gke.100`. What follows the numbers is dropped.
    ///
    /// # Errors
    /// Text that is no version of at least two numbers.
    pub fn parse(text: &str) -> Result<KubeVersion, String> {
        let trimmed = text.trim_start();
        let trimmed = trimmed.strip_prefix('v').unwrap_or(trimmed);
        let mut numbers = Vec::new();
        let mut rest = trimmed;
        loop {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                break;
            }
            let (number, after) = rest.split_at(digits);
            numbers.push(number);
            match after.strip_prefix('.') {
                Some(after) => rest = after,
                None => break,
            }
        }
        let whole = quoted(text);
        if numbers.is_empty() {
            return Err(format!("could not parse {whole} as version"));
        }
        let [major, minor, ..] = numbers.as_slice() else {
            return Err(format!("illegal version string {whole}"));
        };
        if major.len() > 1 && major.starts_with('0') {
            let major = quoted(major);
            return Err(format!("illegal zero-prefixed version component {major} in {whole}"));
        }
        let mut read = Vec::new();
        for number in &numbers {
            let number: u64 = number
                .parse()
                .map_err(|_| format!("illegal non-numeric version component {} in {whole}", quoted(number)))?;
            read.push(number.to_string());
        }
        let _ = minor;
        Ok(KubeVersion {
            version: format!("v{}", read.join(".")),
            major: read.first().cloned().unwrap_or_default(),
            minor: read.get(1).cloned().unwrap_or_default(),
        })
    }
}

impl Default for Capabilities {
    /// What `helm template` of v3.21 assumes without a cluster, when it was built with the libraries of Kubernetes 1.35.
    fn default() -> Self {
        Capabilities {
            kube_version: KubeVersion {
                version: "v1.35.0".to_owned(),
                major: "1".to_owned(),
                minor: "35".to_owned(),
            },
            api_versions: DEFAULT_API_VERSIONS.iter().map(|v| (*v).to_owned()).collect(),
            helm_version: "v3.21".to_owned(),
            go_version: "go1.26.8".to_owned(),
        }
    }
}

impl Capabilities {
    /// Whether `.Capabilities.APIVersions.Has` says so.
    #[must_use]
    pub fn has_api_version(&self, version: &str) -> bool {
        self.api_versions.iter().any(|known| known == version)
    }
}

/// The API versions that client-go v0.35 knows, in its order, with those of API extensions.
pub const DEFAULT_API_VERSIONS: &[&str] = &[
    "v1",
    "admissionregistration.k8s.io/v1",
    "admissionregistration.k8s.io/v1alpha1",
    "admissionregistration.k8s.io/v1beta1",
    "internal.apiserver.k8s.io/v1alpha1",
    "apps/v1",
    "apps/v1beta1",
    "apps/v1beta2",
    "authentication.k8s.io/v1",
    "authentication.k8s.io/v1alpha1",
    "authentication.k8s.io/v1beta1",
    "authorization.k8s.io/v1",
    "authorization.k8s.io/v1beta1",
    "autoscaling/v1",
    "autoscaling/v2",
    "autoscaling/v2beta1",
    "autoscaling/v2beta2",
    "batch/v1",
    "batch/v1beta1",
    "certificates.k8s.io/v1",
    "certificates.k8s.io/v1beta1",
    "certificates.k8s.io/v1alpha1",
    "coordination.k8s.io/v1alpha2",
    "coordination.k8s.io/v1beta1",
    "coordination.k8s.io/v1",
    "discovery.k8s.io/v1",
    "discovery.k8s.io/v1beta1",
    "events.k8s.io/v1",
    "events.k8s.io/v1beta1",
    "extensions/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "networking.k8s.io/v1",
    "networking.k8s.io/v1beta1",
    "node.k8s.io/v1",
    "node.k8s.io/v1alpha1",
    "node.k8s.io/v1beta1",
    "policy/v1",
    "policy/v1beta1",
    "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1beta1",
    "rbac.authorization.k8s.io/v1alpha1",
    "resource.k8s.io/v1",
    "resource.k8s.io/v1beta2",
    "resource.k8s.io/v1beta1",
    "resource.k8s.io/v1alpha3",
    "scheduling.k8s.io/v1alpha1",
    "scheduling.k8s.io/v1beta1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1beta1",
    "storage.k8s.io/v1",
    "storage.k8s.io/v1alpha1",
    "storagemigration.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1beta1",
    "apiextensions.k8s.io/v1",
];

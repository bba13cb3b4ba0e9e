//! The charts and profiles that istioctl carries, as text.

/// A file of a chart or profile folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name without folder and ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! files {
    ($folder:literal, [$($name:literal),* $(,)?]) => {
        [$(File { name: $name, text: include_str!(concat!("../../../", $folder, "/", $name, ".yaml")) }),*]
    };
}

/// Profiles of IstioOperator.
pub(crate) const PROFILES: [File; 10] = files!(
    "profiles",
    [
        "ambient",
        "default",
        "demo",
        "empty",
        "minimal",
        "openshift",
        "openshift-ambient",
        "preview",
        "remote",
        "stable"
    ]
);

/// `values.yaml` of the chart that installs the control plane.
pub(crate) const DISCOVERY_VALUES: &str = include_str!("../../../charts/istio-control/istio-discovery/values.yaml");

/// Values that a profile lays over the chart's own.
pub(crate) const DISCOVERY_PROFILES: [File; 5] = files!(
    "charts/istio-control/istio-discovery/files/profiles",
    ["ambient", "demo", "preview", "remote", "stable"]
);

/// Values that bring back the behaviour of an older release.
pub(crate) const DISCOVERY_COMPATIBILITY: [File; 5] = files!(
    "charts/istio-control/istio-discovery/files/compatibility",
    ["1.25", "1.26", "1.27", "1.28", "1.29"]
);

/// Values for a platform.
pub(crate) const DISCOVERY_PLATFORMS: [File; 6] = files!(
    "charts/istio-control/istio-discovery/files/platforms",
    ["gke", "k3d", "k3s", "microk8s", "minikube", "openshift"]
);

/// What stands in front of every injection template.
pub(crate) const INJECTION_PRELUDE: &str =
    include_str!("../../../charts/istio-control/istio-discovery/files/injection/proxy.tpl");

/// Templates for pods.
pub(crate) const INJECTION_TEMPLATES: [File; 4] = files!(
    "charts/istio-control/istio-discovery/files/injection",
    ["gateway", "grpc-agent", "grpc-simple", "sidecar"]
);

/// What also stands in front of the templates of managed gateways.
pub(crate) const GATEWAY_PRELUDE: &str =
    include_str!("../../../charts/istio-control/istio-discovery/files/managed-gateway/objects.tpl");

/// Templates of what the control plane makes for a Gateway resource.
pub(crate) const GATEWAY_TEMPLATES: [File; 3] = files!(
    "charts/istio-control/istio-discovery/files/managed-gateway",
    ["agentgateway", "kube-gateway", "waypoint"]
);

/// The file of a name.
#[must_use]
pub(crate) fn find<'f>(files: &'f [File], name: &str) -> Option<&'f File> {
    files.iter().find(|file| file.name == name)
}

//! The container, annotation and label names that injection reads and writes.

/// The sidecar container.
pub(super) const PROXY_CONTAINER: &str = "istio-proxy";
/// The init container that programs iptables.
pub(super) const INIT_CONTAINER: &str = "istio-init";
/// The init container that checks what the CNI plugin programmed.
pub(super) const VALIDATION_CONTAINER: &str = "istio-validation";
/// The init container that raises the core dump limits.
pub(super) const CORE_DUMP_CONTAINER: &str = "enable-core-dump";

/// The image name with which a user's own `istio-proxy` container asks for the injected image.
pub(super) const AUTO_IMAGE: &str = "auto";

/// The template that is used when a pod names none.
pub(super) const SIDECAR_TEMPLATE: &str = "sidecar";

/// Environment variable of the sidecar with the application's original probes.
pub(super) const APP_PROBERS_ENV: &str = "ISTIO_KUBE_APP_PROBERS";
/// Environment variable of the sidecar with the application's original scrape settings.
pub(super) const PROMETHEUS_ENV: &str = "ISTIO_PROMETHEUS_ANNOTATIONS";

/// Annotations, as users write them on a pod template.
pub(super) mod annotation {
    /// Names the templates to apply, separated by commas.
    pub(crate) const TEMPLATES: &str = "inject.istio.io/templates";
    /// What an injection added, as JSON.
    pub(crate) const STATUS: &str = "sidecar.istio.io/status";
    /// Opts in or out (the label of the same name goes first).
    pub(crate) const INJECT: &str = "sidecar.istio.io/inject";
    /// The user's own containers that an injection merged over, as JSON.
    pub(crate) const PROXY_OVERRIDES: &str = "proxy.istio.io/overrides";
    /// Proxy configuration for this pod, as YAML.
    pub(crate) const PROXY_CONFIG: &str = "proxy.istio.io/config";
    /// Traffic interception mode.
    pub(crate) const INTERCEPTION_MODE: &str = "sidecar.istio.io/interceptionMode";
    /// The image variant.
    pub(crate) const PROXY_IMAGE_TYPE: &str = "sidecar.istio.io/proxyImageType";
    /// Whether the sidecar is an init container with `restartPolicy: Always`.
    pub(crate) const NATIVE_SIDECAR: &str = "sidecar.istio.io/nativeSidecar";
    /// Whether application probes go through the sidecar.
    pub(crate) const REWRITE_PROBERS: &str = "sidecar.istio.io/rewriteAppHTTPProbers";
    /// Port of the sidecar's status server.
    pub(crate) const STATUS_PORT: &str = "status.sidecar.istio.io/port";
    /// Whether application metrics are merged into the sidecar's.
    pub(crate) const PROMETHEUS_MERGE: &str = "prometheus.istio.io/merge-metrics";
}

/// Labels of a pod template.
pub(super) mod label {
    /// Opts in or out.
    pub(crate) const INJECT: &str = "sidecar.istio.io/inject";
    /// The network that the workload is on.
    pub(crate) const NETWORK: &str = "topology.istio.io/network";
}

/// Namespaces that injection leaves alone, as the webhook does.
pub(super) const IGNORED_NAMESPACES: [&str; 4] =
    ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

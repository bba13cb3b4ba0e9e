//! What an injection did, for the summary and for warnings.

use std::fmt;

/// Something the user should know although injection went on.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// A probe or hook names a port that its container does not declare, so the sidecar cannot serve it.
    UnknownProbePort {
        /// The container.
        container: String,
        /// The probe or hook.
        field: String,
        /// The port as written.
        port: String,
    },
    /// `dnsPolicy` keeps the sidecar from finding the control plane.
    DnsPolicy(String),
    /// `sidecar.istio.io/inject` is neither true nor false.
    InjectValue(String),
    /// A field of the workload that Kubernetes does not know.
    UnknownField {
        /// Its path.
        path: String,
        /// The nearest legal name.
        suggestion: Option<String>,
    },
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suggest = |suggestion: &Option<String>| {
            suggestion
                .as_ref()
                .map(|s| format!("; did you mean {s}?"))
                .unwrap_or_default()
        };
        match self {
            Self::UnknownProbePort { container, field, port } => write!(
                f,
                "the {field} of container {container} names the port {port:?}, which the container does not declare; it is left as it is and will not pass through the sidecar"
            ),
            Self::DnsPolicy(policy) => {
                write!(
                    f,
                    "with dnsPolicy {policy} (not ClusterFirst) the sidecar may not find the control plane"
                )
            }
            Self::InjectValue(value) => {
                write!(
                    f,
                    "sidecar.istio.io/inject is {value:?}; only \"true\" and \"false\" count, so the default policy applies"
                )
            }
            Self::UnknownField { path, suggestion } => {
                write!(f, "unknown field {path} is kept as it is{}", suggest(suggestion))
            }
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// Why a workload was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// `hostNetwork: true`: iptables rules would change the node.
    HostNetwork,
    /// The label or annotation `sidecar.istio.io/inject` says no.
    OptedOut,
    /// A selector of the injector configuration says no.
    NeverInjectSelector,
    /// A namespace of the Kubernetes system.
    IgnoredNamespace(String),
    /// The pod runs on Windows.
    Windows,
    /// The injector's webhook leaves it as it is.
    Webhook,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HostNetwork => f.write_str("has host networking enabled"),
            Self::OptedOut => f.write_str("has sidecar injection disabled"),
            Self::NeverInjectSelector => f.write_str("matches a neverInjectSelector of the injector configuration"),
            Self::IgnoredNamespace(namespace) => {
                write!(f, "is in the namespace {namespace}, which injection leaves alone")
            }
            Self::Windows => f.write_str("runs on Windows, for which there is no sidecar"),
            Self::Webhook => f.write_str("is none that the injector's webhook injects"),
        }
    }
}

/// What happened to one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A sidecar was put in (or brought up to date).
    Injected,
    /// It was injected before, and a new injection changes nothing.
    Unchanged,
    /// A workload that was left alone.
    Skipped(SkipReason),
    /// A kind without a pod template.
    NotAWorkload,
}

/// One object of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectReport {
    /// Its kind.
    pub kind: String,
    /// Its namespace, empty when it names none.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The line on which it starts.
    pub line: usize,
    /// What happened.
    pub outcome: Outcome,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl ObjectReport {
    /// `namespace/name`, or the name alone.
    #[must_use]
    pub fn full_name(&self) -> String {
        if self.namespace.is_empty() {
            self.name.clone()
        } else {
            format!("{}/{}", self.namespace, self.name)
        }
    }
}

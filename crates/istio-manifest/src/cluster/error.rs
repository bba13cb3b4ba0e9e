//! What can go wrong between a command and a cluster.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Where pods find the account that they act as.
const ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// Why the cluster could not be asked, or what it answered instead.
///
/// `verb` is the API's own word (get, list, patch...); `what` names resource, object and namespace, as in
/// `configmaps "istio" in namespace "istio-system"`.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClusterError {
    /// No kubeconfig names a cluster, and this is no pod of one.
    NoKubeconfig,
    /// A kubeconfig that cannot be read.
    Kubeconfig {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The context that was asked for is in no kubeconfig.
    UnknownContext(String),
    /// The kubeconfig's entry for the cluster or the user cannot be used.
    Unusable(String),
    /// No kubeconfig names a cluster, and the account of the pod that this is cannot be used.
    Account(String),
    /// Nothing answers at the server's address.
    Unreachable {
        /// The address.
        server: String,
        /// What the connection ended in.
        why: String,
    },
    /// No answer in time.
    Timeout {
        /// The address.
        server: String,
        /// The verb.
        verb: &'static str,
        /// The resource.
        what: String,
        /// How long it was waited.
        after: Duration,
    },
    /// 401: the credentials are missing, wrong or expired.
    Unauthorized {
        /// The address.
        server: String,
        /// The verb.
        verb: &'static str,
        /// The resource.
        what: String,
    },
    /// 403: the user may not do this.
    Forbidden {
        /// The verb.
        verb: &'static str,
        /// The resource.
        what: String,
        /// The server's message, which names the user.
        message: String,
    },
    /// 429 or 5xx, still after several attempts.
    Overloaded {
        /// The address.
        server: String,
        /// The verb.
        verb: &'static str,
        /// The resource.
        what: String,
        /// The last status code.
        code: u16,
        /// The last message.
        message: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// Any other refusal: 404, 409, 422...
    Rejected {
        /// The verb.
        verb: &'static str,
        /// The resource.
        what: String,
        /// The status code.
        code: u16,
        /// The server's message.
        message: String,
    },
    /// An answer that is not what the API promises.
    Answer {
        /// The resource.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// A pod's port does not answer.
    PodPort {
        /// `namespace/name:port`.
        what: String,
        /// What is wrong.
        why: String,
    },
}

impl ClusterError {
    /// Whether the server said that there is no such object (or no such kind).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Rejected { code: 404, .. })
    }

    /// Whether the server said that the object is there already, or was changed meanwhile.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Rejected { code: 409, .. })
    }

    /// Whether no answer came from the server at all, so that asking for something else is of no use.
    #[must_use]
    pub fn is_no_answer(&self) -> bool {
        !matches!(
            self,
            Self::Forbidden { .. } | Self::Rejected { .. } | Self::Answer { .. } | Self::PodPort { .. }
        )
    }
}

impl fmt::Display for ClusterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKubeconfig => f.write_str("no kubeconfig names a cluster"),
            Self::Kubeconfig { path, why } => write!(f, "kubeconfig {}: {why}", path.display()),
            Self::UnknownContext(name) => write!(f, "--context {name:?}: no kubeconfig has a context of this name"),
            Self::Unusable(why) => write!(f, "the kubeconfig cannot be used: {why}"),
            Self::Account(why) => write!(
                f,
                "no kubeconfig names a cluster, and the account of this pod in {ACCOUNT} cannot be used: {why}"
            ),
            Self::Unreachable { server, why } => write!(f, "the API server {server} cannot be reached: {why}"),
            Self::Timeout {
                server,
                verb,
                what,
                after,
            } => write!(
                f,
                "{verb} {what}: the API server {server} did not answer within {}",
                seconds(*after)
            ),
            Self::Unauthorized { server, verb, what } => write!(
                f,
                "{verb} {what}: the API server {server} does not accept the kubeconfig's credentials (401): they are missing, wrong or expired"
            ),
            Self::Forbidden { verb, what, message } => write!(f, "not allowed to {verb} {what} (403): {message}"),
            Self::Overloaded {
                server,
                verb,
                what,
                code,
                message,
                attempts,
            } => {
                let times = if *attempts == 1 { "attempt" } else { "attempts" };
                write!(
                    f,
                    "{verb} {what}: the API server {server} says {code} after {attempts} {times}: {message}"
                )
            }
            Self::Rejected {
                verb, what, message, ..
            } => write!(f, "{verb} {what}: {message}"),
            Self::Answer { what, why } => write!(f, "the answer about {what} cannot be read: {why}"),
            Self::PodPort { what, why } => write!(f, "pod {what}: {why}"),
        }
    }
}

impl std::error::Error for ClusterError {}

/// `15s` or `1.5s`.
fn seconds(duration: Duration) -> String {
    format!("{}s", duration.as_secs_f64())
}

//! Everything that is read from the process environment, in one place.

use std::path::PathBuf;

/// The environment variables that istioctl looks at, besides those that an injection template asks for by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment {
    /// `KUBECONFIG`: kubeconfig files, in the platform's list syntax.
    pub(crate) kubeconfig: Option<std::ffi::OsString>,
    /// `HOME` (`USERPROFILE` on Windows).
    pub(crate) home: Option<PathBuf>,
    /// `NO_COLOR` is set and not empty.
    pub(crate) no_color: bool,
    /// `CI` is set, and not to `false`: what looks like a terminal is a log.
    pub(crate) continuous_integration: bool,
    /// `TERM` is `dumb`.
    pub(crate) dumb_terminal: bool,
    /// `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT` are set, as they are in a pod.
    pub(crate) in_cluster: bool,
    /// A proxy for HTTPS is set, in any of the usual ways.
    pub(crate) proxied: bool,
    /// `ISTIOCTL_COMPLETION_LIMIT`: how long completion may ask a cluster, instead of the limits that it has.
    pub(crate) completion_limit: Option<String>,
}

impl Environment {
    /// Reads the process environment.
    pub(crate) fn of_process() -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            kubeconfig: set("KUBECONFIG"),
            home: set("HOME").or_else(|| set("USERPROFILE")).map(PathBuf::from),
            no_color: set("NO_COLOR").is_some(),
            continuous_integration: set("CI").is_some_and(|ci| ci != "false"),
            dumb_terminal: set("TERM").is_some_and(|term| term == "dumb"),
            proxied: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
                .into_iter()
                .any(|name| set(name).is_some()),
            completion_limit: set("ISTIOCTL_COMPLETION_LIMIT").and_then(|limit| limit.into_string().ok()),
            in_cluster: set("KUBERNETES_SERVICE_HOST").is_some() && set("KUBERNETES_SERVICE_PORT").is_some(),
        }
    }

    /// All variables, for injection templates that read some by name. Those that are not UTF-8 are left out.
    pub(crate) fn template_variables() -> std::collections::BTreeMap<String, String> {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }
}

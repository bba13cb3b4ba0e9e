//! Everything that is read from the process environment, in one place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use istio_manifest::cluster::Proxies;

/// The environment variables that istioctl looks at, besides those that an injection template asks for by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment {
    /// `KUBECONFIG`: kubeconfig files, in the platform's list syntax.
    pub(crate) kubeconfig: Option<std::ffi::OsString>,
    /// `HOME` (`USERPROFILE` on Windows).
    pub(crate) home: Option<PathBuf>,
    /// `NO_COLOR` is set and not empty.
    pub(crate) no_color: bool,
    /// `TERM` is `dumb`.
    pub(crate) dumb_terminal: bool,
    /// `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or not.
    pub(crate) proxies: Proxies,
    /// `CI` is set, and not to `false`: what looks like a terminal is a log.
    pub(crate) ci: bool,
    /// `USER` (`LOGNAME`, `USERNAME` on Windows).
    user: Option<String>,
    /// `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT` are set, as they are in a pod.
    pub(crate) in_cluster: bool,
    /// `ISTIOCONFIG`: a file with defaults of flags.
    pub(crate) istioconfig: Option<PathBuf>,
    /// Those variables of [`crate::defaults::FLAGS`] that are set, if only to nothing.
    pub(crate) flag_defaults: BTreeMap<&'static str, String>,
    /// `ISTIOCTL_COMPLETION_LIMIT`: how long completion may ask a cluster, instead of the limits that it has.
    pub(crate) completion_limit: Option<String>,
}

impl Environment {
    /// Reads the process environment.
    pub(crate) fn of_process() -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |names: [&str; 2]| names.into_iter().find_map(set).and_then(|text| text.into_string().ok());
        Self {
            proxies: Proxies {
                https: text(["HTTPS_PROXY", "https_proxy"]),
                http: text(["HTTP_PROXY", "http_proxy"]),
                except: text(["NO_PROXY", "no_proxy"]).unwrap_or_default(),
            },
            kubeconfig: set("KUBECONFIG"),
            home: set("HOME").or_else(|| set("USERPROFILE")).map(PathBuf::from),
            no_color: set("NO_COLOR").is_some(),
            ci: set("CI").is_some_and(|ci| ci != "false"),
            user: ["USER", "LOGNAME", "USERNAME"]
                .into_iter()
                .find_map(set)
                .and_then(|name| name.into_string().ok()),
            dumb_terminal: set("TERM").is_some_and(|term| term == "dumb"),
            istioconfig: set("ISTIOCONFIG").map(PathBuf::from),
            flag_defaults: crate::defaults::FLAGS
                .iter()
                .filter_map(|(_, variable, _)| Some((*variable, std::env::var_os(variable)?.into_string().ok()?)))
                .collect(),
            completion_limit: set("ISTIOCTL_COMPLETION_LIMIT").and_then(|limit| limit.into_string().ok()),
            in_cluster: set("KUBERNETES_SERVICE_HOST").is_some() && set("KUBERNETES_SERVICE_PORT").is_some(),
        }
    }

    /// Who this process is, for those that it keeps waiting: user, machine and process, and what tells it from another of that number.
    pub(crate) fn identity(&self) -> String {
        let user = self.user.as_deref().unwrap_or("unknown");
        let machine = gethostname::gethostname().to_string_lossy().into_owned();
        let start = jiff::Timestamp::now().subsec_nanosecond();
        format!("{user}@{machine}/{}-{start:x}", std::process::id())
    }

    /// All variables, for injection templates that read some by name. Those that are not UTF-8 are left out.
    pub(crate) fn template_variables() -> std::collections::BTreeMap<String, String> {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }
}

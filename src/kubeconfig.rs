//! Which cluster a command is for, as the flags and the environment say it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use istio_manifest::cluster::{Connection, Impersonation, RequestLog, Target, Timeouts};

use crate::cli::GlobalArgs;
use crate::environment::Environment;
use crate::ui;

/// The `--vklog` from which on requests are told, as in kubectl's `-v`.
const REQUESTS: i32 = 6;

/// Where the cluster is to be found. The files of `$KUBECONFIG` count together, the first that has an entry decides;
/// `--kubeconfig` stands instead of them and has to be there.
pub(crate) fn target(global: &GlobalArgs, environment: &Environment) -> Target {
    let explicit = global.kubeconfig.as_ref().filter(|path| !path.is_empty());
    let files = match (explicit, &environment.kubeconfig) {
        (Some(path), _) => vec![PathBuf::from(path)],
        (None, Some(list)) => std::env::split_paths(list)
            .filter(|path| !path.as_os_str().is_empty())
            .collect(),
        (None, None) => environment
            .home
            .iter()
            .map(|home| home.join(".kube").join("config"))
            .collect(),
    };
    let answer = u64::try_from(global.kubeclient_timeout).unwrap_or_default();
    Target {
        files,
        files_must_exist: explicit.is_some(),
        context: global.context.clone(),
        in_cluster: environment.in_cluster,
        impersonation: Impersonation {
            user: global.as_user.clone(),
            groups: global.as_group.clone(),
            uid: global.as_uid.clone(),
        },
        proxies: environment.proxies.clone(),
        timeouts: Timeouts::of_answer(Duration::from_nanos(answer)),
        request_log: global
            .vklog
            .is_some_and(|level| level >= REQUESTS)
            .then_some(ui::request as RequestLog),
    }
}

/// The name of the cluster that the context points to, if there is a kubeconfig that names one; `the cluster of this pod` in a pod.
///
/// # Errors
/// A file that cannot be read (one that is not there counts only if `--kubeconfig` names it) or is no YAML; a `--context` that no
/// file has.
pub(crate) fn cluster(target: &Target) -> Result<Option<String>> {
    let named = target.kubeconfig()?.cluster(target.context.as_deref())?;
    Ok(named.or_else(|| target.in_cluster.then(|| "the cluster of this pod".to_owned())))
}

/// Connects. Only commands that ask a cluster come here; the others start no runtime.
///
/// # Errors
/// A kubeconfig that is missing or cannot be used.
pub(crate) fn connect(global: &GlobalArgs, environment: &Environment) -> Result<Connection> {
    Ok(Connection::open(&target(global, environment))?)
}

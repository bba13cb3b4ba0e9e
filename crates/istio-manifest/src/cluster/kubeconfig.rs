//! Which cluster: kubeconfig files read as Kubernetes' own tools read them (several count together, the first that has an entry
//! decides), and everything else that says where to connect and as whom.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kube::config::{Config, KubeConfigOptions};
use kubeyaml::{Mapping, Value};

use super::connection::{RequestLog, Timeouts};
use super::error::ClusterError;
use super::proxy::Proxies;

/// The user to act as, besides the one that the kubeconfig names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impersonation {
    /// `--as`.
    pub user: Option<String>,
    /// `--as-group`.
    pub groups: Vec<String>,
    /// `--as-uid`.
    pub uid: Option<String>,
}

/// Where a cluster is to be found.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Kubeconfig files in order.
    pub files: Vec<PathBuf>,
    /// Whether a file that is not there is an error.
    pub files_must_exist: bool,
    /// The context to use instead of the current one.
    pub context: Option<String>,
    /// Whether this runs in a pod, whose service account serves where no kubeconfig names a cluster.
    pub in_cluster: bool,
    /// Whom to act as.
    pub impersonation: Impersonation,
    /// Proxies, for servers whose kubeconfig names none.
    pub proxies: Proxies,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// Who is told of every request.
    pub request_log: Option<RequestLog>,
}

impl Target {
    /// Reads the files.
    ///
    /// # Errors
    /// A file that cannot be read or is no YAML.
    pub fn kubeconfig(&self) -> Result<Kubeconfig, ClusterError> {
        let mut read = Kubeconfig::default();
        for path in &self.files {
            let failed = |why: String| ClusterError::Kubeconfig {
                path: path.clone(),
                why,
            };
            match std::fs::read(path) {
                Ok(bytes) => {
                    let value = kubeyaml::from_slice(&bytes).map_err(|why| failed(why.to_string()))?;
                    read.add(value, path.parent().unwrap_or(Path::new("")));
                }
                Err(why) if why.kind() == ErrorKind::NotFound && !self.files_must_exist => {}
                Err(why) => return Err(failed(why.to_string())),
            }
        }
        Ok(read)
    }

    /// Host and port at which the API server listens, if a kubeconfig names it and no proxy stands before it. Nothing is contacted.
    #[must_use]
    pub fn address(&self) -> Option<(String, u16)> {
        let kubeconfig = self.kubeconfig().ok()?;
        let cluster = kubeconfig.entry(self.context.as_deref())?;
        if text(cluster, "proxy-url").is_some() {
            return None;
        }
        let server: http::Uri = text(cluster, "server")?.parse().ok()?;
        let port = server
            .port_u16()
            .unwrap_or(if server.scheme_str() == Some("http") { 80 } else { 443 });
        let host = server.host()?.trim_start_matches('[').trim_end_matches(']');
        Some((host.to_owned(), port))
    }

    /// What to connect to.
    pub(super) async fn config(&self) -> Result<Config, ClusterError> {
        let kubeconfig = self.kubeconfig()?;
        let unusable = |why: &dyn std::fmt::Display| ClusterError::Unusable(why.to_string());
        let mut config = match kubeconfig.cluster(self.context.as_deref())? {
            Some(_) => {
                let options = KubeConfigOptions {
                    context: kubeconfig.context(self.context.as_deref()),
                    ..KubeConfigOptions::default()
                };
                let text = kubeyaml::json::to_string(&kubeconfig.merged()).map_err(|why| unusable(&why))?;
                let merged = kube::config::Kubeconfig::from_yaml(&text).map_err(|why| unusable(&why))?;
                Config::from_custom_kubeconfig(merged, &options)
                    .await
                    .map_err(|why| unusable(&why))?
            }
            None if self.in_cluster => Config::incluster().map_err(|why| ClusterError::Account(why.to_string()))?,
            None => return Err(ClusterError::NoKubeconfig),
        };
        trim_token(&mut config);
        // The client reads the environment by itself, but compares NO_PROXY with the proxy instead of the server.
        let of_kubeconfig = kubeconfig.proxy(self.context.as_deref());
        config.proxy_url = match of_kubeconfig.or_else(|| self.proxies.for_server(&config.cluster_url)) {
            Some(proxy) => Some(
                proxy
                    .parse()
                    .map_err(|why| unusable(&format!("proxy {proxy}: {why}")))?,
            ),
            None => None,
        };
        let Impersonation { user, groups, uid } = &self.impersonation;
        if user.is_some() || !groups.is_empty() || uid.is_some() {
            config.auth_info.impersonate.clone_from(user);
            config.auth_info.impersonate_groups = (!groups.is_empty()).then(|| groups.clone());
            config.auth_info.impersonate_uid.clone_from(uid);
        }
        config.connect_timeout = Some(self.timeouts.connect());
        // A request's own deadline counts, and attempts are made here.
        config.read_timeout = None;
        config.default_retry = false;
        Ok(config)
    }
}

/// A file with a token often ends in a line break, which the client would take for a part of the token.
fn trim_token(config: &mut Config) {
    let credentials = &mut config.auth_info;
    let Some(path) = credentials.token_file.as_ref().filter(|_| credentials.token.is_none()) else {
        return;
    };
    // One that cannot be read is told by the client.
    let Ok(token) = std::fs::read_to_string(path) else {
        return;
    };
    if token.trim() != token {
        credentials.token = Some(token.trim().to_owned().into());
        credentials.token_file = None;
    }
}

/// Kubeconfig files, merged.
#[derive(Clone, Debug, Default)]
pub struct Kubeconfig {
    current_context: Option<String>,
    contexts: Vec<Value>,
    clusters: Vec<Value>,
    users: Vec<Value>,
}

impl Kubeconfig {
    /// Adds a file's entries behind those that are there. Paths in it are from its own folder.
    fn add(&mut self, mut value: Value, folder: &Path) {
        if self.current_context.is_none() {
            self.current_context = text(&value, "current-context");
        }
        let lists = [
            ("contexts", &mut self.contexts, "context", &[][..]),
            (
                "clusters",
                &mut self.clusters,
                "cluster",
                &["certificate-authority"][..],
            ),
            (
                "users",
                &mut self.users,
                "user",
                &["client-certificate", "client-key", "tokenFile"][..],
            ),
        ];
        for (list, into, entry, paths) in lists {
            let Some(items) = value.as_mapping_mut().and_then(|all| all.get_mut(list)) else {
                continue;
            };
            for item in items.as_sequence_mut().map(std::mem::take).unwrap_or_default() {
                let mut item = item;
                if let Some(entry) = item.as_mapping_mut().and_then(|item| item.get_mut(entry)) {
                    resolve_paths(entry, paths, folder);
                }
                let known = |name: &str| named(into, name).is_some();
                if item
                    .get("name")
                    .and_then(Value::as_str)
                    .is_some_and(|name| !known(name))
                {
                    into.push(item);
                }
            }
        }
    }

    /// The name of the context: the given one, else the current one.
    fn context(&self, explicit: Option<&str>) -> Option<String> {
        let explicit = explicit.filter(|name| !name.is_empty());
        explicit.map(str::to_owned).or_else(|| self.current_context.clone())
    }

    /// The name of the cluster that a context (or the current one) points to, if it has a server.
    ///
    /// # Errors
    /// When the context was asked for and is not there.
    pub fn cluster(&self, context: Option<&str>) -> Result<Option<String>, ClusterError> {
        let Some(name) = self.context(context) else {
            return Ok(None);
        };
        let found = named(&self.contexts, &name);
        if found.is_none() && context.is_some_and(|name| !name.is_empty()) {
            return Err(ClusterError::UnknownContext(name));
        }
        let cluster = found.and_then(|context| text(context.get("context")?, "cluster"));
        let has_server = |name: &String| {
            named(&self.clusters, name)
                .and_then(|cluster| text(cluster.get("cluster")?, "server"))
                .is_some()
        };
        Ok(cluster.filter(has_server))
    }

    /// The command of the user of a context that gives credentials, if there is one.
    pub(super) fn plugin(&self, context: Option<&str>) -> Option<String> {
        let context = named(&self.contexts, &self.context(context)?)?;
        let user = text(context.get("context")?, "user")?;
        text(named(&self.users, &user)?.get_path(&["user", "exec"])?, "command")
    }

    /// The proxy of the cluster that a context points to.
    fn proxy(&self, context: Option<&str>) -> Option<String> {
        text(self.entry(context)?, "proxy-url")
    }

    /// The names of the contexts, in the order of the files.
    pub fn contexts(&self) -> impl Iterator<Item = &str> {
        self.contexts.iter().filter_map(|context| context.get("name")?.as_str())
    }

    /// The context that is used where none is named.
    #[must_use]
    pub fn current_context(&self) -> Option<&str> {
        self.current_context.as_deref()
    }

    /// The server of a context, or of the current one.
    #[must_use]
    pub fn server(&self, context: Option<&str>) -> Option<&str> {
        self.entry(context)?.get("server")?.as_str()
    }

    /// The cluster that a context points to.
    fn entry(&self, context: Option<&str>) -> Option<&Value> {
        let context = named(&self.contexts, &self.context(context)?)?;
        let name = context.get("context")?.get("cluster")?.as_str()?;
        named(&self.clusters, name)?.get("cluster")
    }

    fn merged(&self) -> Value {
        let mut merged = Mapping::new();
        merged.insert("apiVersion", "v1");
        merged.insert("kind", "Config");
        if let Some(context) = &self.current_context {
            merged.insert("current-context", context.as_str());
        }
        merged.insert("contexts", self.contexts.clone());
        merged.insert("clusters", self.clusters.clone());
        merged.insert("users", self.users.clone());
        merged.into()
    }
}

/// Makes relative paths count from a folder. A command counts as a path only if it has a separator.
fn resolve_paths(entry: &mut Value, paths: &[&str], folder: &Path) {
    let resolve = |value: &mut Value, is_command: bool| {
        let Some(path) = value.as_str().filter(|path| !path.is_empty()) else {
            return;
        };
        if !is_command || path.contains(std::path::MAIN_SEPARATOR) {
            *value = Value::from(folder.join(path).display().to_string());
        }
    };
    let Some(entry) = entry.as_mapping_mut() else { return };
    for path in paths {
        if let Some(value) = entry.get_mut(path) {
            resolve(value, false);
        }
    }
    let exec = entry.get_mut("exec").and_then(Value::as_mapping_mut);
    if let Some(command) = exec.and_then(|exec| exec.get_mut("command")) {
        resolve(command, true);
    }
}

fn named<'v>(list: &'v [Value], name: &str) -> Option<&'v Value> {
    list.iter()
        .find(|item| item.get("name").and_then(Value::as_str) == Some(name))
}

/// A text field that is not empty.
fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(files: &[(&str, &str)]) -> Kubeconfig {
        let mut kubeconfig = Kubeconfig::default();
        for (folder, text) in files {
            kubeconfig.add(kubeyaml::from_str(text).expect("YAML"), Path::new(folder));
        }
        kubeconfig
    }

    #[test]
    fn the_first_file_that_has_an_entry_decides() {
        let kubeconfig = merged(&[
            ("/a", "contexts: [{name: x, context: {cluster: one}}]"),
            (
                "/b",
                "current-context: x\ncontexts: [{name: x, context: {cluster: two}}, {name: y, context: {cluster: two}}]\n\
                 clusters: [{name: one, cluster: {server: 'https://1'}}, {name: two, cluster: {server: ''}}]",
            ),
        ]);
        assert_eq!(kubeconfig.cluster(None).ok().flatten().as_deref(), Some("one"));
        assert_eq!(
            kubeconfig.cluster(Some("y")).ok().flatten(),
            None,
            "a cluster without a server"
        );
        assert!(matches!(
            kubeconfig.cluster(Some("z")),
            Err(ClusterError::UnknownContext(_))
        ));
    }

    #[test]
    fn a_context_has_a_server_with_a_port() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let file = folder.path().join("config");
        let text = "current-context: one\n\
             contexts: [{name: one, context: {cluster: a}}, {name: two, context: {cluster: b}}, {name: three, context: {cluster: c}}]\n\
             clusters: [{name: a, cluster: {server: 'https://[::1]:6443/k8s'}}, {name: b, cluster: {server: 'https://b.example'}}, \
             {name: c, cluster: {server: 'https://c', proxy-url: 'http://p'}}]";
        std::fs::write(&file, text).expect("a file");
        let of = |context: Option<&str>| Target {
            files: vec![file.clone()],
            context: context.map(str::to_owned),
            ..Target::default()
        };
        assert_eq!(of(None).address(), Some(("::1".to_owned(), 6443)));
        assert_eq!(of(Some("two")).address(), Some(("b.example".to_owned(), 443)));
        assert_eq!(of(Some("three")).address(), None, "a proxy");
        assert_eq!(of(Some("four")).address(), None, "no such context");
        let read = of(None).kubeconfig().expect("a kubeconfig");
        assert_eq!(read.contexts().collect::<Vec<_>>(), ["one", "two", "three"]);
        assert_eq!(read.current_context(), Some("one"));
        assert_eq!(read.server(Some("two")), Some("https://b.example"));
    }

    #[test]
    fn paths_count_from_the_file_s_folder() {
        let kubeconfig = merged(&[(
            "/a/b",
            "clusters: [{name: c, cluster: {certificate-authority: ca.crt}}]\n\
             users: [{name: u, user: {client-key: /k, tokenFile: ../t, exec: {command: ./get}}}, {name: v, user: {exec: {command: get}}}]",
        )]);
        let at = |list: &[Value], index: usize, path: &[&str]| {
            list.get(index)
                .and_then(|item| item.get_path(path)?.as_str())
                .map(str::to_owned)
        };
        assert_eq!(
            at(&kubeconfig.clusters, 0, &["cluster", "certificate-authority"]).as_deref(),
            Some("/a/b/ca.crt")
        );
        assert_eq!(at(&kubeconfig.users, 0, &["user", "client-key"]).as_deref(), Some("/k"));
        assert_eq!(
            at(&kubeconfig.users, 0, &["user", "tokenFile"]).as_deref(),
            Some("/a/b/../t")
        );
        assert_eq!(
            at(&kubeconfig.users, 0, &["user", "exec", "command"]).as_deref(),
            Some("/a/b/./get")
        );
        assert_eq!(
            at(&kubeconfig.users, 1, &["user", "exec", "command"]).as_deref(),
            Some("get")
        );
    }
}

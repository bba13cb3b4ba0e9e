//! The cluster that the tests run against, and the binary in front of it.

use istio_analysis::snapshot::Kind;
use istio_manifest::cluster::{ClusterError, Connection, Propagation, Resource, Target, kinds};
use kubeyaml::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long something may take to become so: a loaded machine takes its time, and the API server looks at a definition that goes
/// away only every few seconds.
pub(crate) const LIMIT: Duration = Duration::from_secs(180);

/// A reachable cluster.
pub(crate) struct Cluster {
    kubeconfig: PathBuf,
    connection: Connection,
}

/// What a run of istioctl gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Cluster {
    /// The one that `cargo xtask` names, or why there is none.
    pub(crate) fn of_environment() -> Result<Self, String> {
        match std::env::var_os("ISTIOCTL_TEST_KUBECONFIG") {
            Some(path) if !path.is_empty() => {
                let kubeconfig = PathBuf::from(path);
                let target = Target {
                    files: vec![kubeconfig.clone()],
                    files_must_exist: true,
                    ..Target::default()
                };
                let connection = Connection::open(&target).expect("a kubeconfig of a cluster");
                Ok(Self { kubeconfig, connection })
            }
            _ => Err(std::env::var("ISTIOCTL_TEST_NO_CLUSTER")
                .unwrap_or_else(|_| "needs a cluster: cargo xtask cluster test".to_owned())),
        }
    }

    /// Runs istioctl as the cluster's administrator, or as whom the arguments say.
    pub(crate) fn istioctl(&self, args: &[&str]) -> Run {
        self.istioctl_in(&std::env::temp_dir(), args)
    }

    /// Runs it in a folder.
    pub(crate) fn istioctl_in(&self, folder: &Path, args: &[&str]) -> Run {
        self.run(folder, args, "")
    }

    /// Runs it with something on stdin.
    pub(crate) fn istioctl_answering(&self, args: &[&str], answer: &str) -> Run {
        self.run(&std::env::temp_dir(), args, answer)
    }

    /// The binary, set up for the cluster, for those who want to talk to it while it runs.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_istioctl"));
        command.args(args).env("KUBECONFIG", &self.kubeconfig);
        command
    }

    fn run(&self, folder: &Path, args: &[&str], stdin: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_istioctl"))
            .args(args)
            .current_dir(folder)
            .env("KUBECONFIG", &self.kubeconfig)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the built binary starts");
        // One that ends without reading it closes the pipe, which is no failure.
        let _ = child.stdin.take().expect("stdin").write_all(stdin.as_bytes());
        let output = child.wait_with_output().expect("the binary ends");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Runs it with more time for completion than a person would wait.
    pub(crate) fn istioctl_patient(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_istioctl"))
            .args(args)
            .env("KUBECONFIG", &self.kubeconfig)
            .env("ISTIOCTL_COMPLETION_LIMIT", "60s")
            .output()
            .expect("the built binary starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Waits until the API serves a kind that was just defined.
    pub(crate) fn wait_served(&self, group: &str, plural: &str) {
        let resource = Resource {
            group: group.to_owned(),
            version: "v1".to_owned(),
            plural: plural.to_owned(),
            kind: String::new(),
            namespaced: true,
        };
        let start = Instant::now();
        while self
            .connection
            .block_on(self.connection.list(&resource, None, &Default::default()))
            .is_err()
        {
            assert!(start.elapsed() < LIMIT, "{resource} is not served");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The file with its address and its administrator's token.
    pub(crate) fn kubeconfig(&self) -> &Path {
        &self.kubeconfig
    }

    /// The connection, for what a module asks by itself.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Creates an object of any kind that goes with something else.
    pub(crate) fn put(&self, text: &str, plural: &str) {
        let object = kubeyaml::from_str(text).expect("YAML");
        let (api_version, kind) = (object["apiVersion"].as_str(), object["kind"].as_str());
        let (api_version, kind) = (api_version.expect("apiVersion"), kind.expect("kind"));
        let (group, version) = api_version.rsplit_once('/').unwrap_or(("", api_version));
        let resource = Resource {
            group: group.to_owned(),
            version: version.to_owned(),
            plural: plural.to_owned(),
            kind: kind.to_owned(),
            namespaced: true,
        };
        let namespace = object["metadata"]["namespace"].as_str();
        self.connection
            .block_on(self.connection.create(&resource, namespace, &object, "test"))
            .unwrap_or_else(|why| panic!("{why}"));
    }

    /// A new namespace in which pods can be made.
    pub(crate) fn namespace(&self) -> Namespace<'_> {
        self.namespace_with("")
    }

    /// The same with more in its metadata.
    pub(crate) fn namespace_with(&self, metadata: &str) -> Namespace<'_> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let name = format!("test-{}-{count}", std::process::id());
        let namespace = Namespace { cluster: self, name };
        let object = format!(
            "{{apiVersion: v1, kind: Namespace, metadata: {{name: {}, {metadata}}}}}",
            namespace.name
        );
        self.create(&object);
        self.wait_for(&kinds::service_account(), Some(&namespace.name), "default", |_| true);
        namespace
    }

    /// Creates the objects of a YAML stream; they go again with what this returns.
    #[must_use]
    pub(crate) fn objects(&self, stream: &str) -> Objects<'_> {
        let created = stream.split("\n---\n").map(|text| self.create(text)).collect();
        Objects { cluster: self, created }
    }

    /// Objects without a namespace that istioctl may make; they go with what this returns.
    #[must_use]
    pub(crate) fn made_by_istioctl(&self, objects: &[(Resource, &str)]) -> Objects<'_> {
        let place = |(resource, name): &(Resource, &str)| Place {
            resource: resource.clone(),
            namespace: None,
            name: (*name).to_owned(),
        };
        Objects {
            cluster: self,
            created: objects.iter().map(place).collect(),
        }
    }

    /// Creates an object that goes with its namespace.
    pub(crate) fn create_in_namespace(&self, text: &str) {
        self.create(text);
    }

    fn create(&self, text: &str) -> Place {
        let object = kubeyaml::from_str(text).expect("YAML");
        let field = |path: &[&str]| object.get_path(path).and_then(Value::as_str).map(str::to_owned);
        let api_version = field(&["apiVersion"]).expect("apiVersion");
        let kind = field(&["kind"]).expect("kind");
        let place = Place {
            resource: Resource::of_object(&api_version, &kind).unwrap_or_else(|| kwok(&api_version, &kind)),
            namespace: field(&["metadata", "namespace"]),
            name: field(&["metadata", "name"]).expect("a name"),
        };
        let namespace = place.namespace.as_deref();
        self.connection
            .block_on(self.connection.create(&place.resource, namespace, &object, "test"))
            .unwrap_or_else(|why| panic!("{why}"));
        place
    }

    /// An object, if it is there.
    pub(crate) fn get(&self, resource: &Resource, namespace: Option<&str>, name: &str) -> Option<Value> {
        self.connection
            .block_on(self.connection.get(resource, namespace, name))
            .unwrap_or_else(|why| panic!("{why}"))
    }

    /// Waits until an object is as wanted.
    pub(crate) fn wait_for(
        &self,
        resource: &Resource,
        namespace: Option<&str>,
        name: &str,
        wanted: impl Fn(&Value) -> bool,
    ) {
        let start = Instant::now();
        while !self
            .get(resource, namespace, name)
            .is_some_and(|object| wanted(&object))
        {
            assert!(start.elapsed() < LIMIT, "{resource} {name:?} is not as wanted");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until an object is not there, deleted by whom ever.
    pub(crate) fn wait_gone(&self, resource: &Resource, namespace: Option<&str>, name: &str) {
        let start = Instant::now();
        while self.get(resource, namespace, name).is_some() {
            assert!(start.elapsed() < LIMIT, "{resource} {name:?} is still there");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits until a pod is ready.
    pub(crate) fn wait_ready(&self, namespace: &str, name: &str) {
        self.wait_for(&kinds::pod(), Some(namespace), name, |pod| {
            let conditions = pod.get_path(&["status", "conditions"]).and_then(Value::as_sequence);
            let is = |condition: &Value, key: &str, value: &str| condition.get(key) == Some(&Value::from(value));
            conditions.is_some_and(|all| {
                all.iter()
                    .any(|one| is(one, "type", "Ready") && is(one, "status", "True"))
            })
        });
    }

    fn delete(&self, place: &Place) {
        let Place {
            resource,
            namespace,
            name,
        } = place;
        let deleted: Result<bool, ClusterError> = self.connection.block_on(self.connection.delete(
            resource,
            namespace.as_deref(),
            name,
            Propagation::Background,
        ));
        if let Err(why) = deleted {
            // A test may have failed already; a second panic would end the others too.
            assert!(std::thread::panicking(), "{why}");
        }
    }
}

/// Istio's kinds, and those that steer the simulated node.
fn kwok(api_version: &str, kind: &str) -> Resource {
    let (group, version) = api_version.split_once('/').expect("a group");
    Resource {
        group: group.to_owned(),
        version: version.to_owned(),
        plural: Kind::of(api_version, kind).map_or_else(|| format!("{}s", kind.to_ascii_lowercase()), Kind::plural),
        kind: kind.to_owned(),
        namespaced: !kind.starts_with("Cluster"),
    }
}

struct Place {
    resource: Resource,
    namespace: Option<String>,
    name: String,
}

/// Objects that are deleted when this is dropped.
pub(crate) struct Objects<'c> {
    cluster: &'c Cluster,
    created: Vec<Place>,
}

impl Drop for Objects<'_> {
    fn drop(&mut self) {
        for place in self.created.iter().rev() {
            self.cluster.delete(place);
        }
    }
}

/// A namespace that is deleted, with what is in it, when this is dropped.
pub(crate) struct Namespace<'c> {
    cluster: &'c Cluster,
    pub(crate) name: String,
}

impl Drop for Namespace<'_> {
    fn drop(&mut self) {
        self.cluster.delete(&Place {
            resource: kinds::namespace(),
            namespace: None,
            name: self.name.clone(),
        });
    }
}

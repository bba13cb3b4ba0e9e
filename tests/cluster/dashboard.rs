//! `istioctl dashboard`, with pages that servers of these tests play.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use istio_manifest::cluster::{ListOptions, kinds};

use crate::Test;
use crate::harness::{Cluster, LIMIT, Namespace, Run};

pub(crate) const TESTS: &[Test] = &[
    ("dashboard::a_page_outlives_its_pod", a_page_outlives_its_pod),
    (
        "dashboard::a_named_pod_is_replaced_by_its_sibling",
        a_named_pod_is_replaced,
    ),
    ("dashboard::two_at_once", two_at_once),
    (
        "dashboard::a_port_that_is_taken_is_named",
        a_port_that_is_taken_is_named,
    ),
    ("dashboard::istiod_by_revision_and_name", istiod_by_revision_and_name),
    ("dashboard::what_is_missing_is_said", what_is_missing_is_said),
    (
        "dashboard::rights_that_are_missing_are_named",
        rights_that_are_missing_are_named,
    ),
];

/// A server that answers every request with one text and the path.
pub(crate) fn page(text: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                // Who only looks whether somebody is there goes away.
                let _ = answer(&stream, text);
            });
        }
    });
    port
}

fn answer(stream: &TcpStream, text: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream);
    let mut request = String::new();
    lines.read_line(&mut request)?;
    let mut header = String::new();
    while lines.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let body = format!("{text} {path}");
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// A dashboard that runs.
pub(crate) struct Session {
    child: Child,
    pub(crate) url: String,
}

impl Session {
    /// Starts one and waits until it says where the page is.
    pub(crate) fn start(cluster: &Cluster, args: &[&str]) -> Self {
        let mut child = cluster
            .command(&[&["dashboard"], args].concat())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the built binary starts");
        let mut url = String::new();
        let stdout = child.stdout.as_mut().expect("stdout");
        BufReader::new(stdout).read_line(&mut url).expect("a line");
        let url = url.trim_end().to_owned();
        let mut session = Self { child, url };
        if session.url.is_empty() {
            panic!("it ended: {}", session.stderr());
        }
        session
    }

    fn stderr(&mut self) -> String {
        let mut text = String::new();
        let stderr = self.child.stderr.as_mut().expect("stderr");
        stderr.read_to_string(&mut text).expect("UTF-8");
        text
    }

    /// Where it listens: `HOST:PORT`.
    fn authority(&self) -> &str {
        let rest = self.url.strip_prefix("http://").expect("a URL");
        rest.split('/').next().expect("an authority")
    }

    /// One request; what came back, or nothing.
    fn try_get(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.authority()).ok()?;
        stream.set_read_timeout(Some(LIMIT)).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.authority()).ok()?;
        // A connection that is given up ends without an answer. The simulated kubelet does not pass on that a server closes one.
        let mut lines = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        while lines.read_line(&mut line).ok()? > 2 {
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().ok()?;
            }
            line.clear();
        }
        let mut body = vec![0; length];
        lines.read_exact(&mut body).ok()?;
        String::from_utf8(body).ok()
    }

    /// Asks until the answer is `wanted`: the simulated kubelet sees a pod and what its ports lead to a moment after they were made.
    #[track_caller]
    pub(crate) fn get(&self, path: &str, wanted: &str) {
        let start = Instant::now();
        loop {
            let got = self.try_get(path);
            if got.as_deref() == Some(wanted) {
                return;
            }
            assert!(start.elapsed() < LIMIT, "{path}: {got:?} instead of {wanted:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Ctrl-C; what it said on stderr. It has to end with exit code 0 and give its port back.
    #[track_caller]
    pub(crate) fn interrupt(mut self) -> String {
        let pid = self.child.id().to_string();
        let killed = Command::new("kill").args(["-INT", &pid]).status().expect("kill");
        assert!(killed.success());
        let stderr = self.stderr();
        let code = self.child.wait().expect("it ends").code();
        assert_eq!(code, Some(0), "{stderr}");
        assert!(TcpStream::connect(self.authority()).is_err(), "somebody still listens");
        stderr
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It has ended unless a test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pod(namespace: &Namespace<'_>, name: &str, labels: &str) -> String {
    format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: {}, labels: {{{labels}}}}}, spec: {{terminationGracePeriodSeconds: 0, containers: [{{name: c, image: c}}]}}}}",
        namespace.name
    )
}

/// Every port of a pod leads to a server.
fn forward(namespace: &Namespace<'_>, pod: &str, port: u16) -> String {
    format!(
        "{{apiVersion: kwok.x-k8s.io/v1alpha1, kind: PortForward, metadata: {{name: {pod}, namespace: {}}}, spec: {{forwards: [{{target: {{address: 127.0.0.1, port: {port}}}}}]}}}}",
        namespace.name
    )
}

/// Every port of every pod of a namespace leads to a server.
pub(crate) fn forward_all(namespace: &str, port: u16) -> String {
    format!(
        "{{apiVersion: kwok.x-k8s.io/v1alpha1, kind: ClusterPortForward, metadata: {{name: dashboard-{namespace}}}, spec: {{selector: {{matchNamespaces: [{namespace}]}}, forwards: [{{target: {{address: 127.0.0.1, port: {port}}}}}]}}}}"
    )
}

#[track_caller]
fn fails(run: &Run, parts: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
    }
}

fn a_page_outlives_its_pod(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let label = "app: kiali";
    let objects = [
        pod(&namespace, "kiali-1", label),
        pod(&namespace, "kiali-2", label),
        forward(&namespace, "kiali-1", page("first")),
        forward(&namespace, "kiali-2", page("second")),
    ];
    for object in &objects[..2] {
        cluster.create_in_namespace(object);
    }
    let _forwards = cluster.objects(&objects[2..].join("\n---\n"));
    cluster.wait_ready(n, "kiali-1");
    cluster.wait_ready(n, "kiali-2");
    let session = Session::start(cluster, &["kiali", "-n", n]);
    assert!(
        session.url.starts_with("http://localhost:") && session.url.ends_with("/kiali"),
        "{}",
        session.url
    );
    session.get("/kiali/console", "first /kiali/console");
    cluster.remove(&kinds::pod(), Some(n), "kiali-1");
    session.get("/kiali", "second /kiali");
    let stderr = session.interrupt();
    assert!(
        stderr.contains(&format!("Kiali is at port 20001 of pod {n}/kiali-1.")),
        "{stderr}"
    );
    let moved = format!("pod {n}/kiali-1 is gone; connected to pod {n}/kiali-2");
    assert_eq!(stderr.matches(&moved).count(), 1, "{stderr}");
}

/// The names of the pods of a namespace that have a label, as soon as there are any that run.
fn running(cluster: &Cluster, namespace: &str, selector: &str) -> String {
    let start = Instant::now();
    loop {
        let connection = cluster.connection();
        let pods = connection
            .block_on(connection.list(&kinds::pod(), Some(namespace), &ListOptions::labels(selector)))
            .expect("pods");
        let found = pods.iter().find(|pod| {
            pod["status"]["phase"].as_str() == Some("Running") && pod["metadata"]["deletionTimestamp"].is_null()
        });
        if let Some(name) = found.and_then(|pod| pod["metadata"]["name"].as_str()) {
            return name.to_owned();
        }
        assert!(start.elapsed() < LIMIT, "no pod runs");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn a_named_pod_is_replaced(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let deployment = format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web, namespace: {n}}}, spec: {{selector: {{matchLabels: {{app: web}}}}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: c}}]}}}}}}}}"
    );
    let _objects = cluster.objects(&format!("{deployment}\n---\n{}", forward_all(n, page("admin"))));
    let first = running(cluster, n, "app=web");
    let by_name = Session::start(cluster, &["proxy", &format!("{first}.{n}"), "--address", "127.0.0.1"]);
    assert!(by_name.url.starts_with("http://127.0.0.1:"), "{}", by_name.url);
    let by_workload = Session::start(cluster, &["envoy", "deploy/web", "-n", n]);
    by_name.get("/", "admin /");
    by_workload.get("/config_dump", "admin /config_dump");
    cluster.remove(&kinds::pod(), Some(n), &first);
    cluster.wait_gone(&kinds::pod(), Some(n), &first);
    by_name.get("/", "admin /");
    by_workload.get("/", "admin /");
    for stderr in [by_name.interrupt(), by_workload.interrupt()] {
        let moved = format!("pod {n}/{first} is gone; connected to pod {n}/web-");
        assert!(stderr.contains(&moved), "{stderr}");
    }
}

fn two_at_once(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    cluster.create_in_namespace(&pod(&namespace, "zipkin", "app: zipkin"));
    let _forward = cluster.objects(&forward_all(n, page("traces")));
    cluster.wait_ready(n, "zipkin");
    let first = Session::start(cluster, &["zipkin", "-n", n]);
    let second = Session::start(cluster, &["zipkin", "-n", n]);
    assert_ne!(first.url, second.url);
    first.get("/", "traces /");
    std::thread::scope(|scope| {
        for path in ["/a", "/b", "/c", "/d"] {
            for session in [&first, &second] {
                scope.spawn(move || session.get(path, &format!("traces {path}")));
            }
        }
    });
    first.interrupt();
    second.get("/", "traces /");
    let stderr = second.interrupt();
    assert!(
        stderr.contains("port 9411 of localhost is in use by another program; this is port "),
        "{stderr}"
    );
}

fn a_port_that_is_taken_is_named(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    cluster.create_in_namespace(&pod(&namespace, "kiali", "app: kiali"));
    cluster.wait_ready(n, "kiali");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = cluster.istioctl(&["dashboard", "kiali", "-n", n, "--port", &port]);
    let text = format!("port {port} of localhost is in use by another program; without --port");
    fails(&run, &[&text]);
    let run = cluster.istioctl(&["dash", "kiali", "-n", n, "--address", "example.com"]);
    fails(&run, &["--address \"example.com\"", "localhost"]);
}

fn istiod_by_revision_and_name(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    cluster.create_in_namespace(&pod(&namespace, "istiod-a", "app: istiod, istio.io/rev: canary"));
    cluster.create_in_namespace(&pod(&namespace, "istiod-b", "app: istiod, istio.io/rev: default"));
    let _forward = cluster.objects(&forward_all(n, page("istiod")));
    cluster.wait_ready(n, "istiod-a");
    cluster.wait_ready(n, "istiod-b");
    let debug = Session::start(cluster, &["istiod-debug", "-i", n, "--revision", "default"]);
    assert!(debug.url.ends_with("/debug"), "{}", debug.url);
    debug.get("/debug", "istiod /debug");
    let stderr = debug.interrupt();
    assert!(stderr.contains(&format!("port 15014 of pod {n}/istiod-b")), "{stderr}");
    let named = ["controlz", &format!("istiod-a.{n}"), "--ctrlz_port", "9000"];
    let controlz = Session::start(cluster, &named);
    controlz.get("/", "istiod /");
    let stderr = controlz.interrupt();
    assert!(stderr.contains(&format!("port 9000 of pod {n}/istiod-a")), "{stderr}");
    let run = cluster.istioctl(&["d", "controlz", "istiod", "-i", n]);
    fails(
        &run,
        &[
            "there is no pod \"istiod\" in namespace",
            "there are istiod-a, istiod-b",
        ],
    );
}

fn what_is_missing_is_said(cluster: &Cluster) {
    let (empty, other) = (cluster.namespace(), cluster.namespace());
    let n = empty.name.as_str();
    let run = cluster.istioctl(&["dashboard", "skywalking", "-n", n]);
    fails(
        &run,
        &[
            "no pods found with selector app=skywalking-ui",
            "istioctl addons install skywalking",
        ],
    );
    cluster.create_in_namespace(&pod(&other, "ui", "app: skywalking-ui"));
    let run = cluster.istioctl(&["dashboard", "skywalking", "-n", n]);
    let elsewhere = format!("istioctl dashboard skywalking -n {}", other.name);
    fails(&run, &[&elsewhere]);
    let run = cluster.istioctl(&["dashboard", "proxy", "statefulset/web", "-n", n]);
    fails(&run, &["there is no statefulset \"web\" in namespace"]);
    let run = cluster.istioctl(&["dashboard", "proxy", "configmap/web", "-n", n]);
    fails(&run, &["configmap/web", "has no pods"]);
}

fn rights_that_are_missing_are_named(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    cluster.create_in_namespace(&pod(&namespace, "kiali", "app: kiali"));
    cluster.wait_ready(n, "kiali");
    let rights = format!(
        "{{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {{name: looks, namespace: {n}}}, rules: [{{apiGroups: [''], resources: [pods], verbs: [get, list]}}]}}
---
{{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {{name: looks, namespace: {n}}}, roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: looks}}, subjects: [{{apiGroup: rbac.authorization.k8s.io, kind: User, name: only-looks}}]}}"
    );
    let _rights = cluster.objects(&rights);
    let run = cluster.istioctl(&["dashboard", "proxy", &format!("kiali.{n}"), "--as", "only-looks"]);
    fails(&run, &["cannot get resource \"pods/portforward\"", n]);
}

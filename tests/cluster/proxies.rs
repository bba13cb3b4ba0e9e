//! Commands that look into proxies, ztunnels and istiods. A server of these tests answers on every port of the pods of a namespace.

use std::time::Instant;

use istio_manifest::cluster::kinds;
use kubeyaml::Value;
use testkit::apiserver::{Answer, FakeApiServer, Script};

use crate::Test;
use crate::dashboard::forward_all;
use crate::harness::{Cluster, LIMIT, Namespace, Objects, Run};

pub(crate) const TESTS: &[Test] = &[
    ("proxies::configuration_of_a_proxy", configuration_of_a_proxy),
    ("proxies::levels_of_a_proxy_s_log", levels_of_a_proxy_s_log),
    ("proxies::a_common_authority", a_common_authority),
    ("proxies::metrics", metrics),
    ("proxies::proxies_of_two_istiods", proxies_of_two_istiods),
    ("proxies::a_proxy_beside_its_istiod", a_proxy_beside_its_istiod),
    ("proxies::scopes_of_istiod", scopes_of_istiod),
    ("proxies::debug_pages", debug_pages),
    ("proxies::ztunnels", ztunnels),
];

fn dump(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/dumps")
        .join(name);
    std::fs::read_to_string(path).expect("a dump")
}

/// A pod that runs.
fn pod(namespace: &Namespace<'_>, name: &str, labels: &str) -> String {
    format!(
        "apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: {}, labels: {{{labels}}}, annotations: {{prometheus.io/port: '15014'}}}}
spec: {{containers: [{{name: web, image: web}}]}}",
        namespace.name
    )
}

/// A namespace whose pods answer by a script.
struct Site<'c> {
    cluster: &'c Cluster,
    namespace: Namespace<'c>,
    server: FakeApiServer,
    _forward: Objects<'c>,
}

impl<'c> Site<'c> {
    fn new(cluster: &'c Cluster, script: Script) -> Self {
        let namespace = cluster.namespace();
        let server = FakeApiServer::start(script).expect("a server");
        let forward = cluster.objects(&forward_all(&namespace.name, server.address().port()));
        Self {
            cluster,
            namespace,
            server,
            _forward: forward,
        }
    }

    fn pod(&self, name: &str, labels: &str) -> Objects<'c> {
        let objects = self.cluster.objects(&pod(&self.namespace, name, labels));
        self.cluster.wait_ready(&self.namespace.name, name);
        objects
    }

    /// Runs a command in the namespace until it succeeds: the simulated kubelet sees the forward only a moment after it was made.
    #[track_caller]
    fn ok(&self, args: &[&str]) -> Run {
        let args = [args, &["-n", &self.namespace.name, "-i", &self.namespace.name]].concat();
        let start = Instant::now();
        loop {
            let run = self.cluster.istioctl(&args);
            if run.code == Some(0) {
                return run;
            }
            assert!(start.elapsed() < LIMIT, "{args:?} {run:?}");
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    }

    #[track_caller]
    fn fails(&self, args: &[&str], parts: &[&str]) {
        let args = [args, &["-n", &self.namespace.name, "-i", &self.namespace.name]].concat();
        let run = self.cluster.istioctl(&args);
        assert_eq!(run.code, Some(1), "{run:?}");
        for part in parts {
            assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
        }
    }

    /// What was asked last, of those requests that have a part in their path and query.
    fn asked(&self, part: &str) -> Vec<String> {
        let shown = |request: &testkit::apiserver::Request| {
            let query = if request.query.is_empty() {
                String::new()
            } else {
                format!("?{}", request.query)
            };
            format!("{} {}{query}", request.method, request.path)
        };
        let all = self.server.requests();
        all.iter().map(shown).filter(|line| line.contains(part)).collect()
    }
}

fn envoy() -> Script {
    Script::new()
        .on("GET", "/config_dump", [Answer::json(dump("envoy.json"))])
        .on("GET", "/clusters", [Answer::json(dump("clusters.json"))])
}

fn configuration_of_a_proxy(cluster: &Cluster) {
    let site = Site::new(cluster, envoy());
    let _pod = site.pod("web", "app: web");
    let run = site.ok(&["proxy-config", "cluster", "web"]);
    assert_eq!(run.stdout, dump("expected/cluster.txt"));
    assert!(site.asked("mask=").iter().any(|line| line.contains("static_clusters")));
    assert_eq!(site.ok(&["pc", "ep", "web"]).stdout, dump("expected/endpoint.txt"));
    assert_eq!(
        site.ok(&["x", "authz", "check", "web"]).stdout,
        dump("expected/authz.txt")
    );
    // A pod of a workload, and the namespace in the name.
    let _service = cluster.objects(&format!(
        "{{apiVersion: v1, kind: Service, metadata: {{name: web, namespace: {}}}, spec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}}}",
        site.namespace.name
    ));
    let name = format!("svc/web.{}", site.namespace.name);
    let run = cluster.istioctl(&["pc", "secret", &name]);
    assert_eq!((run.code, run.stdout), (Some(0), dump("expected/secret.txt")));
    site.fails(&["pc", "all", "nobody"], &["there is no pod \"nobody\""]);
}

fn levels_of_a_proxy_s_log(cluster: &Cluster) {
    let loggers = "active loggers:\n  admin: warning\n  http: warning\n";
    let site = Site::new(cluster, Script::new().on("POST", "/logging", [Answer::json(loggers)]));
    let _pods = [site.pod("web-a", "app: web"), site.pod("web-b", "app: web")];
    let n = site.namespace.name.as_str();
    let run = site.ok(&["pc", "log", "web-a"]);
    assert_eq!(run.stdout, format!("web-a.{n}:\n{loggers}"));
    let run = site.ok(&["pc", "log", "-l", "app=web", "--level", "http:debug,info"]);
    assert_eq!(run.stdout, format!("web-a.{n}:\n{loggers}web-b.{n}:\n{loggers}"));
    let set = site.asked("POST /logging?");
    assert_eq!(
        set[set.len() - 2..],
        ["POST /logging?level=info", "POST /logging?http=debug"]
    );
    site.fails(
        &["pc", "log", "web-a", "--level", "htt:debug"],
        &["unrecognized logger name: htt"],
    );

    let _values = cluster.objects(&format!(
        "{{apiVersion: v1, kind: ConfigMap, metadata: {{name: istio-sidecar-injector, namespace: {n}}}, \
         data: {{values: '{{\"global\": {{\"proxy\": {{\"logLevel\": \"error\"}}}}}}'}}}}"
    ));
    site.ok(&["pc", "log", "web-a", "--reset"]);
    assert_eq!(
        site.asked("POST /logging?").last().map(String::as_str),
        Some("POST /logging?level=error")
    );
}

fn a_common_authority(cluster: &Cluster) {
    let site = Site::new(cluster, envoy());
    let _pods = [site.pod("web", "app: web"), site.pod("reviews", "app: reviews")];
    let run = site.ok(&["pc", "rc", "web", "reviews"]);
    assert!(run.stdout.contains("have the identical ROOTCA"), "{run:?}");
}

fn metrics(cluster: &Cluster) {
    let script = Script::new()
        .on("GET", "/stats", [Answer::json("server.live: 1\n")])
        .on("GET", "/stats?format=json", [Answer::json("{\"stats\": []}")])
        .on("GET", "/metrics", [Answer::json("merged 1\n")]);
    let site = Site::new(cluster, script);
    let _pod = site.pod("web", "app: web");
    let shown = |args: &[&str]| site.ok(&[&["x", "envoy-stats"], args].concat()).stdout;
    assert_eq!(shown(&["web"]), "\nThe result of pod web:\n\nserver.live: 1\n");
    assert_eq!(
        shown(&["-l", "app=web", "-o", "yaml"]),
        "\nThe result of pod web:\n\nstats: []\n"
    );
    assert_eq!(
        shown(&["web", "-o", "prom-merged"]),
        "\nThe result of pod web:\n\nmerged 1\n"
    );
}

const SYNCZ: &str = r#"[
    {"proxy": "web.shop", "cluster_id": "Kubernetes", "istio_version": "1.30.3", "resources": {
        "type.googleapis.com/envoy.config.cluster.v3.Cluster": {"sent": "a", "acked": "a", "sentTime": "2026-01-01T00:00:00Z"},
        "type.googleapis.com/envoy.config.listener.v3.Listener": {"sent": "a", "acked": "b", "sentTime": "2026-01-01T00:00:00Z"}}},
    {"proxy": "test-1.default", "istio_version": "65536.65536.65536"}]"#;

fn istiod_script() -> Script {
    Script::new().on("GET", "/debug/syncz", [Answer::json(SYNCZ)]).on(
        "GET",
        "/version",
        [Answer::json("1.30.3-abc-Clean")],
    )
}

fn proxies_of_two_istiods(cluster: &Cluster) {
    let site = Site::new(cluster, istiod_script());
    let n = site.namespace.name.as_str();
    site.fails(&["proxy-status"], &["no running Istio pods in", n]);
    let _istiods = [
        site.pod("istiod-1", "app: istiod, istio.io/rev: default"),
        site.pod("istiod-2", "app: istiod, istio.io/rev: canary"),
    ];
    let status = |args: &[&str]| {
        let args = [&["proxy-status", "-i", n], args].concat();
        let start = Instant::now();
        loop {
            let run = cluster.istioctl(&args);
            if run.code == Some(0) {
                return run.stdout;
            }
            assert!(start.elapsed() < LIMIT, "{run:?}");
        }
    };
    assert_eq!(
        status(&[]),
        "NAME         CLUSTER        ISTIOD       VERSION     SUBSCRIBED TYPES\n\
         web.shop     Kubernetes     istiod-1     1.30.3      2 (CDS,LDS)\n\
         web.shop     Kubernetes     istiod-2     1.30.3      2 (CDS,LDS)\n"
    );
    let verbose = status(&["-v", "1", "--revision", "canary"]);
    assert!(
        verbose.contains("SYNCED (") && verbose.contains("STALE (") && verbose.contains("IGNORED"),
        "{verbose}"
    );
    assert!(!verbose.contains("istiod-1"), "{verbose}");
    assert_eq!(status(&["-n", "elsewhere"]).lines().count(), 1);
    let json = kubeyaml::json::from_str(&status(&["--xds-label", "istio.io/rev=default", "-o", "json"])).expect("JSON");
    let resources = json["resources"].as_sequence().expect("resources");
    assert_eq!(resources.len(), 1, "istioctl itself is no proxy: {json:?}");
    assert_eq!(resources[0]["node"]["id"].as_str(), Some("web.shop"));
}

fn a_proxy_beside_its_istiod(cluster: &Cluster) {
    let script = envoy().on("GET", "/debug/config_dump", [Answer::json(dump("envoy.json"))]);
    let site = Site::new(cluster, script);
    let _pods = [site.pod("istiod-1", "app: istiod"), site.pod("web", "app: web")];
    let run = site.ok(&["ps", "web"]);
    let same = "Clusters Match\nListeners Match\nRoutes Match (RDS last loaded at Sat, 03 Jan 2026 00:00:00 UTC)\n";
    assert_eq!(run.stdout, same);
    assert_eq!(
        site.asked("proxyID").last(),
        Some(&format!("GET /debug/config_dump?proxyID=web.{}", site.namespace.name))
    );
    let _ztunnel = site.pod("zt", "app: ztunnel");
    let run = site.ok(&["ps", "zt"]);
    assert_eq!(
        run.stdout,
        format!(
            "Sync diff is not available for ztunnel pod zt.{}\n",
            site.namespace.name
        )
    );
    let folder = std::env::temp_dir().join(format!("istioctl-proxies-{}", std::process::id()));
    std::fs::write(&folder, dump("envoy.json").replace("BlackHoleCluster", "Nowhere")).expect("a file");
    let run = site.ok(&["ps", "web", "--file", &folder.display().to_string()]);
    std::fs::remove_file(&folder).expect("the file");
    assert!(
        run.stdout
            .starts_with("Clusters Don't Match\n--- Istiod Clusters\n+++ Envoy Clusters\n"),
        "{run:?}"
    );
    assert!(
        run.stdout
            .contains("\n-        \"name\": \"BlackHoleCluster\"\n+        \"name\": \"Nowhere\"\n"),
        "{run:?}"
    );
}

fn scopes_of_istiod(cluster: &Cluster) {
    let scopes = r#"[{"name": "ca", "description": "ca client", "output_level": "info", "stack_trace_level": "none", "log_callers": false},
        {"name": "ads", "description": "ads debugging", "output_level": "debug", "stack_trace_level": "none"}]"#;
    let script = Script::new()
        .on("GET", "/scopej/", [Answer::json(scopes)])
        .on("PUT", "/scopej/ads", [Answer::status(202, "")])
        .on("PUT", "/scopej/ca", [Answer::status(202, "")]);
    let site = Site::new(cluster, script);
    let _pod = site.pod("istiod-1", "app: istiod, istio.io/rev: default");
    let run = site.ok(&["admin", "log"]);
    assert_eq!(
        run.stdout,
        "ACTIVE SCOPE   DESCRIPTION     LOG LEVEL   STACK TRACE LEVEL\n\
         ads            ads debugging   debug       none\n\
         ca             ca client       info        none\n"
    );
    let run = site.ok(&[
        "istiod",
        "l",
        "istiod-1",
        "--level",
        "ads:warn",
        "--stack-trace-level",
        "ads:error",
    ]);
    assert_eq!(run.stdout, "");
    let put = |path: &str| -> Vec<Value> {
        let all = site.server.requests();
        let of = all
            .iter()
            .filter(|request| request.method == "PUT" && request.path == path);
        of.map(|request| kubeyaml::json::from_str(&String::from_utf8_lossy(&request.body)).expect("JSON"))
            .collect()
    };
    let sent = put("/scopej/ads");
    assert!(
        sent.iter().any(|scope| scope["output_level"].as_str() == Some("warn")),
        "{sent:?}"
    );
    assert!(
        sent.iter()
            .any(|scope| scope["stack_trace_level"].as_str() == Some("error")),
        "{sent:?}"
    );
    site.ok(&["admin", "log", "--reset"]);
    assert_eq!(
        put("/scopej/ca")
            .last()
            .and_then(|scope| scope["output_level"].as_str().map(str::to_owned))
            .as_deref(),
        Some("info")
    );
    site.fails(
        &["admin", "log", "--level", "nothing:info"],
        &["failed updating scope nothing"],
    );
}

fn debug_pages(cluster: &Cluster) {
    let script = istiod_script().on("GET", "/debug/list", [Answer::json(r#"["syncz"]"#)]);
    let site = Site::new(cluster, script);
    let _pod = site.pod("istiod-1", "app: istiod");
    assert_eq!(
        site.ok(&["x", "internal-debug", "--list"]).stdout,
        "[\n  \"syncz\"\n]\n"
    );
    let all = site.ok(&["x", "internal-debug", "syncz", "--all"]).stdout;
    let all = kubeyaml::json::from_str(&all).expect("JSON");
    assert_eq!(all["istiod-1"].as_sequence().map(<[_]>::len), Some(2));
    site.fails(&["x", "internal-debug", "nothing"], &["404", "--list"]);
}

fn ztunnels(cluster: &Cluster) {
    let script = Script::new()
        .on("GET", "/config_dump", [Answer::json(dump("ztunnel.json"))])
        .on("POST", "/logging", [Answer::json("current log level is info\n")]);
    let site = Site::new(cluster, script);
    let n = site.namespace.name.as_str();
    site.fails(&["zc", "workload"], &["there is no daemonset \"ztunnel\""]);
    let _set = cluster.objects(&format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: ztunnel, namespace: {n}}}
spec:
  selector: {{matchLabels: {{app: ztunnel}}}}
  template:
    metadata: {{labels: {{app: ztunnel}}}}
    spec:
      containers: [{{name: istio-proxy, image: ztunnel}}]
      tolerations: [{{operator: Exists}}]"
    ));
    cluster.wait_for(&kinds::daemon_set(), Some(n), "ztunnel", |set| {
        set["status"]["numberReady"].as_i64() == Some(1)
    });
    let _pod = site.pod("reviews-1", "app: reviews");
    assert_eq!(site.ok(&["zc", "all"]).stdout, dump("expected/zc-all.txt"));
    // The dump says that such a pod is in the namespace shop; here it is found by its name alone.
    let run = site.ok(&["zc", "workload", "reviews-1"]);
    assert_eq!(run.stdout, "NAMESPACE POD NAME ADDRESS NODE WAYPOINT PROTOCOL\n");
    let run = site.ok(&["zc", "log", "--level", "warning,access:debug"]);
    assert!(
        run.stdout.ends_with(&format!(".{n}:\ncurrent log level is info\n\n")),
        "{run:?}"
    );
    assert_eq!(
        site.asked("POST /logging").last().map(String::as_str),
        Some("POST /logging?level=warn,access:debug")
    );
    site.fails(&["zc", "log", "reviews-1"], &["is no ztunnel"]);
    site.fails(
        &["zc", "workload", "--node", "nowhere"],
        &["no ztunnel runs on node \"nowhere\""],
    );
}

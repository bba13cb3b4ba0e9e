//! What answers on ports of pods: `remote-clusters` and `experimental metrics`.

use std::time::{Duration, Instant};

use testkit::apiserver::{Answer, FakeApiServer, Script};

use crate::Test;
use crate::harness::{Cluster, LIMIT, Namespace, Objects, Run};

pub(crate) const TESTS: &[Test] = &[
    ("remote_clusters::each_istiod_is_asked", each_istiod_is_asked),
    ("metrics::prometheus_is_asked", prometheus_is_asked),
];

/// Sends a port of all pods of a namespace to a server on this machine.
fn forward<'c>(cluster: &'c Cluster, namespace: &Namespace<'_>, port: u16, server: &FakeApiServer) -> Objects<'c> {
    let address = server.url();
    let to = address.rsplit(':').next().expect("a port");
    cluster.objects(&format!(
        "apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterPortForward
metadata: {{name: {0}-{port}}}
spec:
  selector: {{matchNamespaces: [{0}]}}
  forwards: [{{ports: [{port}], target: {{address: 127.0.0.1, port: {to}}}}}]",
        namespace.name
    ))
}

fn pod<'c>(cluster: &'c Cluster, namespace: &Namespace<'_>, name: &str, labels: &str) -> Objects<'c> {
    let objects = cluster.objects(&format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: {}, labels: {{{labels}}}}}, \
         spec: {{containers: [{{name: a, image: a}}]}}}}",
        namespace.name
    ));
    cluster.wait_ready(&namespace.name, name);
    objects
}

/// Runs istioctl until it succeeds: the simulated kubelet sees a forward a moment after it was made.
fn until_it_succeeds(cluster: &Cluster, args: &[&str]) -> Run {
    let start = Instant::now();
    loop {
        let run = cluster.istioctl(args);
        if run.code == Some(0) || start.elapsed() > LIMIT {
            return run;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn each_istiod_is_asked(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let ask = ["remote-clusters", "-i", n];
    let none = cluster.istioctl(&ask);
    assert_eq!((none.code, none.stdout.as_str()), (Some(1), ""), "{none:?}");
    assert!(none.stderr.contains("unable to find any Istiod instances"), "{none:?}");

    let _default = pod(cluster, &namespace, "istiod-a", "app: istiod, istio.io/rev: default");
    let silent = cluster.istioctl(&ask);
    assert_eq!((silent.code, silent.stdout.as_str()), (Some(1), ""), "{silent:?}");
    assert!(silent.stderr.contains("istiod-a:15014/debug/clusterz"), "{silent:?}");

    let told = r#"[{"id": "west", "secretName": "istio-system/istio-remote-secret-west", "syncStatus": "timeout"},
        {"id": "east", "syncStatus": "synced"}]"#;
    let script = Script::new().on("GET", "/debug/clusterz", [Answer::json(told)]);
    let server = FakeApiServer::start(script).expect("a server");
    let _forward = forward(cluster, &namespace, 15014, &server);
    let run = until_it_succeeds(cluster, &ask);
    assert_eq!(
        run.stdout,
        "NAME     SECRET                                    STATUS      ISTIOD\n\
         east                                               synced      istiod-a\n\
         west     istio-system/istio-remote-secret-west     timeout     istiod-a\n",
        "{run:?}"
    );
    let _canary = pod(cluster, &namespace, "istiod-b", "app: istiod, istio.io/rev: canary");
    let count = |args: &[&str]| {
        let run = until_it_succeeds(cluster, &[&ask, args].concat());
        run.stdout.lines().count()
    };
    assert_eq!((count(&[]), count(&["-r", "canary"])), (5, 3));
}

fn prometheus_is_asked(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let ask = ["x", "metrics", "web.shop", "-i", n];
    let none = cluster.istioctl(&ask);
    assert_eq!((none.code, none.stdout.as_str()), (Some(1), ""), "{none:?}");
    assert!(none.stderr.contains("no Prometheus pods found"), "{none:?}");

    let _prometheus = pod(
        cluster,
        &namespace,
        "prometheus-0",
        "app.kubernetes.io/name: prometheus",
    );
    let sample = |value: &str| {
        let result = format!(r#"[{{"metric": {{}}, "value": [1, "{value}"]}}]"#);
        Answer::json(format!(
            r#"{{"status": "success", "data": {{"resultType": "vector", "result": {result}}}}}"#
        ))
    };
    let nothing = Answer::json(r#"{"status": "success", "data": {"resultType": "vector", "result": []}}"#);
    let query = |part: &str| format!("/api/v1/query?{part}");
    let latency = |quantile: &str| {
        let buckets = "istio_request_duration_milliseconds_bucket%7Bdestination_workload%3D%22web";
        query(&format!("histogram_quantile%28{quantile}%2C%20sum%28rate%28{buckets}"))
    };
    let script = Script::new()
        .on("GET", &latency("0.5"), [sample("12.75")])
        .on("GET", &latency("0.9"), [sample("1234")])
        .on("GET", &latency("0.99"), [sample("NaN")])
        .on("GET", &query("response_code"), [nothing.clone()])
        .on(
            "GET",
            &query("istio_requests_total%7Bdestination_workload%3D%22web"),
            [sample("3.14159")],
        )
        .on("GET", "/api/v1/query", [nothing]);
    let server = FakeApiServer::start(script).expect("a server");
    let _forward = forward(cluster, &namespace, 9090, &server);
    let run = until_it_succeeds(cluster, &ask);
    // The columns of Go's istioctl.
    assert_eq!(
        run.stdout,
        "                                  WORKLOAD    TOTAL RPS    ERROR RPS  P50 LATENCY  P90 LATENCY  P99 LATENCY\n\
         \u{20}                                 web.shop        3.142        0.000         12ms       1.234s            -\n",
        "{run:?}"
    );
    let asked = server.requests();
    let of_workload =
        "destination_workload%3D%22web%22%2Cdestination_workload_namespace%3D%22shop%22%2Creporter%3D%22destination%22";
    assert!(
        asked.iter().all(|request| request.query.contains(of_workload)),
        "{asked:?}"
    );
    assert!(
        asked.iter().all(|request| request.query.contains("%5B60s%5D")),
        "{asked:?}"
    );

    let run = until_it_succeeds(cluster, &["x", "m", "nobody", "-d", "5m", "-i", n]);
    assert!(
        run.stdout.contains("nobody        0.000        0.000           0s"),
        "{run:?}"
    );
    assert!(run.stderr.contains("knows of no request to workload nobody"), "{run:?}");
}

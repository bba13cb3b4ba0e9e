//! `istioctl version`

use crate::Test;
use crate::harness::{Cluster, Namespace, Objects};
use istio_manifest::cluster::{ListOptions, join_all, kinds};
use testkit::apiserver::{Answer, FakeApiServer, Script};

pub(crate) const TESTS: &[Test] = &[
    ("version::a_cluster_without_istio", a_cluster_without_istio),
    ("version::istiod_tells", istiod_tells),
    (
        "version::images_tell_where_istiod_does_not",
        images_tell_where_istiod_does_not,
    ),
    (
        "version::who_may_not_list_pods_is_told_so",
        who_may_not_list_pods_is_told_so,
    ),
    (
        "version::lists_of_a_thousand_objects_are_read_in_pages",
        lists_are_read_in_pages,
    ),
];

/// An istiod of a revision.
fn istiod(namespace: &Namespace<'_>, revision: &str, version: &str) -> String {
    format!(
        "apiVersion: v1
kind: Pod
metadata:
  name: istiod-{revision}
  namespace: {}
  labels: {{app: istiod, istio: pilot, istio.io/rev: {revision}}}
spec:
  containers: [{{name: discovery, image: 'docker.io/istio/pilot:{version}-distroless'}}]",
        namespace.name
    )
}

fn start<'c>(cluster: &'c Cluster, namespace: &Namespace<'_>, revision: &str, version: &str) -> Objects<'c> {
    let objects = cluster.objects(&istiod(namespace, revision, version));
    cluster.wait_ready(&namespace.name, &format!("istiod-{revision}"));
    objects
}

fn a_cluster_without_istio(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let run = cluster.istioctl(&["version", "-i", &namespace.name]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "client version: 1.30.3\n"),
        "{run:?}"
    );
    let said = format!(
        "Istio is not present in the cluster: no running Istio pods in namespace {:?}\n",
        namespace.name
    );
    assert_eq!(run.stderr, said);
}

fn istiod_tells(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let connected = r#"[
        {"proxy": "web.app", "istio_version": "1.29.0", "proxy_type": "sidecar", "cluster_id": "Kubernetes"},
        {"proxy": "gateway.app", "istio_version": "1.30.3", "proxy_type": "router"},
        {"proxy": "shop.app", "istio_version": "1.30.3", "proxy_type": "sidecar"},
        {"proxy": "test-1.default", "istio_version": "65536.65536.65536"}]"#;
    let script = Script::new()
        .on("GET", "/version", [Answer::json("1.30.3-abcdef-Clean")])
        .on("GET", "/debug/syncz", [Answer::json(connected)]);
    let monitoring = FakeApiServer::start(script).expect("a server");
    let address = monitoring.url();
    let port = address.rsplit(':').next().expect("a port");
    let _forward = cluster.objects(&format!(
        "apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterPortForward
metadata: {{name: {0}}}
spec:
  selector: {{matchNamespaces: [{0}]}}
  forwards: [{{ports: [15014], target: {{address: 127.0.0.1, port: {port}}}}}]",
        namespace.name
    ));
    let _istiod = start(cluster, &namespace, "default", "1.0.0");
    // The simulated kubelet sees the forward a moment after it was made.
    std::thread::sleep(std::time::Duration::from_secs(1));

    let run = cluster.istioctl(&["version", "-i", &namespace.name]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(
        run.stdout,
        "client version: 1.30.3\ncontrol plane version: 1.30.3\ndata plane version: 1.29.0 (1 proxies), 1.30.3 (2 proxies)\n"
    );
    let run = cluster.istioctl(&["version", "-i", &namespace.name, "-o", "json"]);
    let json = kubeyaml::json::from_str(&run.stdout).expect("JSON");
    let planes = json
        .get("meshVersion")
        .and_then(|list| list.as_sequence())
        .expect("control planes");
    let expected = kubeyaml::from_str(
        "{Component: pilot, Revision: default, Info: {version: 1.30.3, revision: abcdef, golang_version: '', status: Clean, tag: 1.30.3}}",
    );
    assert_eq!(planes, [expected.expect("YAML")]);
    let proxies = json
        .get("dataPlaneVersion")
        .and_then(|list| list.as_sequence())
        .expect("proxies");
    assert_eq!(proxies.len(), 3, "istioctl itself is none: {run:?}");
    let first = kubeyaml::from_str("{ID: web.app, IstioVersion: 1.29.0, Type: sidecar}").expect("YAML");
    assert_eq!(proxies[0], first);
}

fn images_tell_where_istiod_does_not(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let _default = start(cluster, &namespace, "default", "1.29.1");
    let _canary = start(cluster, &namespace, "canary", "1.30.3");
    let _proxy = cluster.objects(&format!(
        "apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: {}
  annotations: {{sidecar.istio.io/status: '{{\"revision\":\"canary\"}}'}}
spec:
  containers: [{{name: web, image: web}}]
  initContainers: [{{name: istio-proxy, image: 'istio/proxyv2:1.28.9', restartPolicy: Always}}]",
        namespace.name
    ));
    cluster.wait_ready(&namespace.name, "web");

    let run = cluster.istioctl(&["version", "-i", &namespace.name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        "client version: 1.30.3\npilot version: 1.30.3 (revision canary)\npilot version: 1.29.1 (revision default)\n\
         data plane version: 1.28.9 (1 proxies)\n"
    );
    assert!(run.stderr.contains("istiod-canary:15014/version"), "{run:?}");
    assert!(run.stderr.contains("images"), "{run:?}");

    let of = |revision: &str| cluster.istioctl(&["version", "-i", &namespace.name, "--revision", revision]);
    assert!(
        of("canary")
            .stdout
            .contains("control plane version: 1.30.3\ndata plane version: 1.28.9 (1 proxies)")
    );
    assert!(
        of("default")
            .stdout
            .contains("control plane version: 1.29.1\ndata plane version: none")
    );
    let missing = of("old");
    assert_eq!(
        (missing.code, missing.stdout.as_str()),
        (Some(0), "client version: 1.30.3\n")
    );
    assert!(missing.stderr.contains("of revision \"old\""), "{missing:?}");
}

fn who_may_not_list_pods_is_told_so(cluster: &Cluster) {
    let run = cluster.istioctl(&["version", "--context", "narrow"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "client version: 1.30.3\n"),
        "{run:?}"
    );
    let said = "not allowed to list pods in namespace \"istio-system\" (403)";
    assert!(run.stderr.contains(said) && run.stderr.contains("narrow"), "{run:?}");
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
}

/// More than two pages of 500.
fn lists_are_read_in_pages(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let connection = cluster.connection();
    let names: Vec<String> = (0..1_101).map(|number| format!("many-{number:04}")).collect();
    for some in names.chunks(50) {
        let made = some.iter().map(|name| {
            let object =
                format!("{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, labels: {{many: 'yes'}}}}}}");
            let object = kubeyaml::from_str(&object).expect("YAML");
            let within = &namespace.name;
            async move {
                let kind = kinds::config_map();
                connection.create(&kind, Some(within), &object, "test").await
            }
        });
        for one in connection.block_on(join_all(made)) {
            one.unwrap_or_else(|why| panic!("{why}"));
        }
    }
    let many = ListOptions::labels("many=yes");
    let whole = connection.block_on(connection.list(&kinds::config_map(), Some(&namespace.name), &many));
    let metadata = connection.block_on(connection.list_metadata(&kinds::config_map(), Some(&namespace.name), &many));
    for listed in [whole, metadata] {
        let listed = listed.unwrap_or_else(|why| panic!("{why}"));
        let found: Vec<&str> = listed
            .iter()
            .filter_map(|object| object["metadata"]["name"].as_str())
            .collect();
        assert_eq!(found, names);
    }
}

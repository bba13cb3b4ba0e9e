//! `istioctl experimental workload entry configure`

use istio_manifest::cluster::kinds;
use kubeyaml::Value;

use crate::Test;
use crate::harness::Cluster;

pub(crate) const TESTS: &[Test] = &[
    ("workload::files_of_a_machine", files_of_a_machine),
    ("workload::a_cluster_without_a_name", a_cluster_without_a_name),
    (
        "workload::what_is_missing_is_named_and_nothing_written",
        what_is_missing,
    ),
];

const GROUP: &str = "apiVersion: networking.istio.io/v1
kind: WorkloadGroup
metadata: {name: web}
spec:
  metadata: {labels: {app: web}}
  template: {ports: {http: 8080}, serviceAccount: vm}
";

fn configuration(namespace: &str, revision: &str) -> String {
    format!(
        "apiVersion: v1
kind: ConfigMap
metadata: {{name: istio{revision}, namespace: {namespace}}}
data: {{mesh: 'trustDomain: td'}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: istio-sidecar-injector{revision}, namespace: {namespace}}}
data: {{values: '{{\"global\": {{\"multiCluster\": {{\"clusterName\": \"c1\"}}}}}}'}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: istio-ca-root-cert, namespace: {namespace}}}
data: {{root-cert.pem: the certificate}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: vm, namespace: {namespace}}}
---
apiVersion: v1
kind: Service
metadata: {{name: istio-eastwestgateway, namespace: {namespace}}}
spec: {{externalIPs: [10.1.2.3], ports: [{{port: 15012}}]}}"
    )
}

fn files_of_a_machine(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let _objects = cluster.objects(&configuration(n, ""));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("web.yaml"), GROUP).expect("written");
    let args = [
        "x",
        "workload",
        "entry",
        "configure",
        "-f",
        "web.yaml",
        "-n",
        n,
        "-i",
        n,
    ];
    let args = [&args[..], &["-o", "vm/web", "--autoregister"]].concat();
    let run = cluster.istioctl_in(folder.path(), &args);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(0),
            "Configuration generation into directory vm/web was successful\n"
        ),
        "{run:?}"
    );
    assert!(run.stderr.contains("a security token for namespace"), "{run:?}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("vm/web").join(name)).expect(name);
    assert_eq!(read("hosts"), format!("10.1.2.3 istiod.{n}.svc\n"));
    assert_eq!(read("root-cert.pem"), "the certificate");
    assert_eq!(read("istio-token").matches('.').count(), 2, "a JWT");
    assert!(!run.stdout.contains(&read("istio-token")) && !run.stderr.contains(&read("istio-token")));
    let env = read("cluster.env");
    for line in [
        "ISTIO_META_CLUSTER_ID='c1'\n",
        "ISTIO_INBOUND_PORTS='8080'\n",
        "ISTIO_META_AUTO_REGISTER_GROUP='web'\n",
        "SERVICE_ACCOUNT='vm'\n",
        "TRUST_DOMAIN='td'\n",
    ] {
        assert!(env.contains(line), "{line} is not in {env}");
    }
    // A shell reads it.
    let shell = "set -e; . ./vm/web/cluster.env; printf %s \"$ISTIO_METAJSON_LABELS\"";
    let told = std::process::Command::new("sh")
        .args(["-c", shell])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    let labels = kubeyaml::json::from_str(&String::from_utf8_lossy(&told.stdout)).expect("JSON");
    assert_eq!(labels["service.istio.io/canonical-name"].as_str(), Some("web"));
    let mesh: Value = kubeyaml::from_str(&read("mesh.yaml")).expect("YAML");
    let metadata = &mesh["defaultConfig"]["proxyMetadata"];
    assert_eq!(metadata["ISTIO_META_WORKLOAD_NAME"].as_str(), Some("web"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |name: &str| {
            let file = folder.path().join("vm/web").join(name);
            std::fs::metadata(file).expect(name).permissions().mode() & 0o777
        };
        assert_eq!((mode("istio-token"), mode("hosts")), (0o600, 0o644));
    }
}

fn a_cluster_without_a_name(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let _objects =
        cluster.objects(&configuration(n, "").replace("{\"clusterName\": \"c1\"}", "{\"clusterName\": \"\"}"));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("web.yaml"), GROUP).expect("written");
    let args = [
        "x",
        "workload",
        "entry",
        "configure",
        "-f",
        "web.yaml",
        "-n",
        n,
        "-i",
        n,
        "-o",
        "vm",
    ];
    let run = cluster.istioctl_in(folder.path(), &args);
    assert_eq!(run.code, Some(0), "{run:?}");
    let env = std::fs::read_to_string(folder.path().join("vm/cluster.env")).expect("the file");
    assert!(env.contains("ISTIO_META_CLUSTER_ID='Kubernetes'\n"), "{env}");
}

fn what_is_missing(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("web.yaml"), GROUP).expect("written");
    let configure = |args: &[&str]| {
        let all = [
            &["x", "workload", "entry", "configure", "-n", n, "-i", n, "-o", "vm"],
            args,
        ]
        .concat();
        let run = cluster.istioctl_in(folder.path(), &all);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(!folder.path().join("vm").exists(), "nothing is written");
        run.stderr
    };
    let file = ["-f", "web.yaml"];
    let said = configure(&file);
    assert!(
        said.contains("--clusterID") && said.contains("istio-sidecar-injector"),
        "{said}"
    );
    let said = configure(&[&file[..], &["--clusterID", "c1"]].concat());
    assert!(said.contains("there is no ConfigMap istio in namespace"), "{said}");
    let _objects = cluster.objects(&configuration(n, ""));
    cluster.remove(&kinds::service_account(), Some(n), "vm");
    let said = configure(&file);
    assert!(said.contains("there is no ServiceAccount vm"), "{said}");
    let said = configure(&["--name", "nope"]);
    assert!(said.contains("WorkloadGroup nope"), "{said}");
    let said = configure(&[&file[..], &["-r", "nope"]].concat());
    assert!(
        said.contains("nope") || said.contains("no Istio control plane"),
        "{said}"
    );
}

//! `istioctl uninstall`, `verify-install` and `upgrade`

use istio_manifest::cluster::kinds;

use crate::Test;
use crate::harness::Cluster;
use crate::mesh::{Mesh, NAMESPACE};

pub(crate) const TESTS: &[Test] = &[
    (
        "uninstall::purge_says_what_configuration_is_lost",
        purge_says_what_configuration_is_lost,
    ),
    ("uninstall::what_istiod_wrote_goes_too", what_istiod_wrote_goes_too),
    ("uninstall::by_file", by_file),
    (
        "uninstall::what_to_remove_has_to_be_said",
        what_to_remove_has_to_be_said,
    ),
    ("verify_install::missing_objects_are_named", missing_objects_are_named),
    (
        "upgrade::versions_are_compared_as_versions",
        versions_are_compared_as_versions,
    ),
    ("upgrade::settings_are_kept", settings_are_kept),
    (
        "upgrade::older_sidecars_are_named_and_restarted",
        older_sidecars_are_named_and_restarted,
    ),
];

fn purge_says_what_configuration_is_lost(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let namespace = cluster.namespace();
    let text = format!(
        "{{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {{name: own, namespace: {}}}, spec: {{egress: [{{hosts: ['./*']}}]}}}}",
        namespace.name
    );
    cluster.put(&text, "sidecars");
    let kept = cluster.istioctl(&["uninstall", "--revision", "default", "-y"]);
    assert_eq!(kept.code, Some(0), "{kept:?}");
    assert!(
        kept.stderr
            .contains("These stay: the 15 definitions of Istio's kinds with the mesh's configuration (1 Sidecar)"),
        "{kept:?}"
    );
    assert!(
        mesh.get(&kinds::custom_resource_definition(), "sidecars.networking.istio.io")
            .is_some()
    );
    assert!(
        mesh.get(&kinds::service_account(), "istio-reader-service-account")
            .is_some(),
        "shared by revisions"
    );
    let run = cluster.istioctl(&["uninstall", "--purge", "-y"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("1 objects of configuration are lost: 1 Sidecar"),
        "{run:?}"
    );
    assert!(run.stderr.contains("The namespace istio-system stays"), "{run:?}");
    mesh.is_as_before();
}

fn what_istiod_wrote_goes_too(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let namespace = cluster.namespace();
    for name in ["istio-ca-root-cert", "istio-ca-crl"] {
        let text = format!(
            "{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, namespace: {}, labels: {{istio.io/config: 'true'}}}}}}",
            namespace.name
        );
        cluster.put(&text, "configmaps");
    }
    cluster.put(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-leader, namespace: istio-system}}",
        "configmaps",
    );
    cluster.put(
        "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: istio-gateway-deployment-default, namespace: istio-system}}",
        "leases",
    );
    let own =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-ca-root-cert-of-mine, namespace: istio-system}}";
    let own = cluster.objects(own);
    assert_eq!(
        cluster.istioctl(&["tag", "set", "prod", "--revision", "default"]).code,
        Some(0)
    );
    let run = cluster.istioctl(&["uninstall", "--purge", "-y"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for name in ["istio-ca-root-cert", "istio-ca-crl"] {
        let left = cluster.get(&kinds::config_map(), Some(&namespace.name), name);
        assert!(left.is_none(), "{name}");
    }
    assert_eq!(
        mesh.added().into_iter().collect::<Vec<_>>(),
        ["ConfigMap/istio-system/istio-ca-root-cert-of-mine"]
    );
    drop(own);
}

fn by_file(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mesh.yaml");
    let text = "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: mine}\nspec: {profile: minimal}\n";
    std::fs::write(&file, text).expect("written");
    let file = file.to_str().expect("UTF-8");
    mesh.installed(&["-f", file]);
    let istiod = mesh.get(&kinds::deployment(), "istiod").expect("istiod");
    assert_eq!(
        istiod["metadata"]["labels"]["install.operator.istio.io/owning-resource"].as_str(),
        Some("mine")
    );
    let run = cluster.istioctl(&["uninstall", "-f", file, "-y"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(mesh.get(&kinds::deployment(), "istiod").is_none());
    let nothing = cluster.istioctl(&["uninstall", "-f", file, "-y"]);
    assert_eq!(nothing.code, Some(0), "{nothing:?}");
    assert!(nothing.stderr.contains("Nothing to remove"), "{nothing:?}");

    // Without a name it is about the default revision, and not about those beside it.
    std::fs::write(file, "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n").expect("written");
    mesh.installed(&["--set", "profile=minimal"]);
    mesh.installed(&["--set", "profile=minimal", "--revision", "canary"]);
    assert_eq!(cluster.istioctl(&["uninstall", "-f", file, "-y"]).code, Some(0));
    assert!(mesh.get(&kinds::deployment(), "istiod").is_none());
    assert!(mesh.get(&kinds::deployment(), "istiod-canary").is_some());
    let moved = mesh.installed(&["--set", "profile=minimal", "--revision", "canary"]);
    assert!(!moved.stderr.contains("so far"), "{moved:?}");
    let moved = mesh.installed(&["--set", "profile=minimal"]);
    assert!(
        moved
            .stderr
            .contains("served by \"canary\" so far, and by \"default\" from now on"),
        "{moved:?}"
    );
}

fn what_to_remove_has_to_be_said(cluster: &Cluster) {
    for args in [
        &["uninstall"][..],
        &["uninstall", "-y"],
        &["uninstall", "--purge", "extra", "-y"],
    ] {
        let run = cluster.istioctl(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    }
    let run = cluster.istioctl(&["uninstall", "--purge", "-y"]);
    assert_eq!(run.code, Some(0), "nothing is installed: {run:?}");
}

fn missing_objects_are_named(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let none = cluster.istioctl(&["verify-install"]);
    assert_eq!(none.code, Some(1), "{none:?}");
    mesh.installed(&[]);
    let clean = cluster.istioctl(&["verify-install"]);
    assert_eq!(clean.code, Some(0), "{clean:?}");
    assert!(
        clean.stderr.contains("external address is pending") && clean.stderr.contains("NodePort"),
        "{clean:?}"
    );
    cluster.remove(&kinds::service(), Some(NAMESPACE), "istiod");
    let run = cluster.istioctl(&["verify-install"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.starts_with("COMPONENT  OBJECT"), "{run:?}");
    assert!(
        run.stdout.contains("Istiod     Service/istio-system/istiod  missing"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("1 of 42 objects are not as they should be"),
        "{run:?}"
    );
    let other = cluster.istioctl(&["verify-install", "--set", "profile=demo"]);
    assert_eq!(other.code, Some(1));
    assert!(other.stdout.contains("istio-egressgateway"), "{other:?}");
}

fn versions_are_compared_as_versions(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    let upgrade = |args: &[&str]| cluster.istioctl(&[&["upgrade", "-y", "--set", "profile=minimal"], args].concat());
    mesh.installed(&["--set", "profile=minimal", "--set", "tag=1.9.0"]);
    let far = upgrade(&[]);
    assert_eq!(far.code, Some(1), "{far:?}");
    assert!(
        far.stderr.contains("runs Istio 1.9.0") && far.stderr.contains("more than one minor version ahead"),
        "{far:?}"
    );
    mesh.installed(&["--set", "profile=minimal", "--set", "tag=1.31.0"]);
    let down = upgrade(&[]);
    assert_eq!(down.code, Some(1), "{down:?}");
    assert!(down.stderr.contains("1.30.3 is older"), "{down:?}");
    let forced = upgrade(&["--force"]);
    assert_eq!(forced.code, Some(0), "{forced:?}");
    mesh.installed(&["--set", "profile=minimal", "--set", "tag=1.29.5"]);
    let run = upgrade(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("Istio 1.29.5 becomes 1.30.3.") && run.stderr.contains("~ Deployment/istio-system/istiod"),
        "{run:?}"
    );
}

fn settings_are_kept(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&[
        "--set",
        "profile=minimal",
        "--set",
        "meshConfig.accessLogFile=/dev/stdout",
    ]);
    let run = cluster.istioctl(&["upgrade", "-y"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("settings of the installation are kept") && run.stderr.contains("Nothing to change"),
        "{run:?}"
    );
    let other = cluster.istioctl(&["upgrade", "--diff", "--set", "profile=demo"]);
    assert_eq!(other.code, Some(2), "{other:?}");
    assert!(
        other
            .stderr
            .contains("the installed profile is \"minimal\", this is \"demo\""),
        "{other:?}"
    );
}

fn older_sidecars_are_named_and_restarted(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=minimal"]);
    let namespace = cluster.namespace();
    let workload = |name: &str, version: &str| {
        let text = format!(
            "apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: {0}}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata:
      labels: {{app: {name}}}
      annotations: {{sidecar.istio.io/status: '{{\"revision\":\"default\"}}'}}
    spec:
      containers: [{{name: app, image: app}}]
      initContainers: [{{name: istio-proxy, image: 'istio/proxyv2:{version}', restartPolicy: Always}}]",
            namespace.name
        );
        let made = cluster.objects(&text);
        cluster.wait_for(&kinds::deployment(), Some(&namespace.name), name, |one| {
            one["status"]["readyReplicas"].as_i64() == Some(2)
        });
        made
    };
    let _objects = [workload("old", "1.9.4"), workload("new", "1.30.3")];
    let annotation = |name: &str| {
        let workload = cluster
            .get(&kinds::deployment(), Some(&namespace.name), name)
            .expect("a Deployment");
        workload["spec"]["template"]["metadata"]["annotations"]["kubectl.kubernetes.io/restartedAt"]
            .as_str()
            .map(str::to_owned)
    };
    let run = cluster.istioctl(&["upgrade", "-y"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("Deployment/old     2  1.9.4"), "{run:?}");
    assert!(
        !run.stderr.contains("Deployment/new") && annotation("old").is_none(),
        "{run:?}"
    );
    let run = cluster.istioctl(&["upgrade", "-y", "--restart-workloads"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        annotation("old").is_some_and(|time| time.ends_with('Z')) && annotation("new").is_none(),
        "{run:?}"
    );
}

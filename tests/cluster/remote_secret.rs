//! `istioctl create-remote-secret`

use istio_manifest::cluster::kinds;
use kubeyaml::Value;

use crate::Test;
use crate::harness::{Cluster, Objects};

pub(crate) const TESTS: &[Test] = &[
    (
        "remote_secret::its_kubeconfig_reads_the_cluster",
        its_kubeconfig_reads_the_cluster,
    ),
    ("remote_secret::an_account_of_ones_own", an_account_of_ones_own),
    (
        "remote_secret::what_cannot_be_made_is_said",
        what_cannot_be_made_is_said,
    ),
];

const READER: &str = "istio-reader-service-account";

/// The role and its binding, which belong to no namespace.
fn rights<'c>(cluster: &'c Cluster, namespace: &str) -> Objects<'c> {
    let name = format!("istio-reader-clusterrole-{namespace}");
    cluster.made_by_istioctl(&[(kinds::cluster_role(), &name), (kinds::cluster_role_binding(), &name)])
}

fn secret_of(stdout: &str) -> Value {
    let text = stdout.strip_suffix("---\n").expect("a document's end");
    kubeyaml::from_str(text).expect("YAML")
}

fn its_kubeconfig_reads_the_cluster(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let _rights = rights(cluster, n);
    let make = |args: &[&str]| cluster.istioctl(&[&["create-remote-secret", "-i", n], args].concat());
    let run = make(&["--name", "c0"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("--server"), "{}", run.stderr);
    let secret = secret_of(&run.stdout);
    let expected = format!(
        "{{annotations: {{networking.istio.io/cluster: c0}}, labels: {{istio/multiCluster: 'true'}}, name: istio-remote-secret-c0, \
         namespace: {n}}}"
    );
    assert_eq!(secret["metadata"], kubeyaml::from_str(&expected).expect("YAML"));

    // What it is for: whoever has it may read, and not write.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("c0.yaml");
    let kubeconfig = secret["stringData"]["c0"].as_str().expect("a kubeconfig");
    std::fs::write(&file, kubeconfig).expect("written");
    let as_reader = |args: &[&str]| {
        let file = file.to_str().expect("a path");
        cluster.istioctl(&[args, &["--kubeconfig", file]].concat())
    };
    let run = as_reader(&["version", "-i", n]);
    assert!(run.stderr.contains("no running Istio pods"), "{run:?}");
    let run = as_reader(&["create-remote-secret", "-i", "kube-system", "--name", "c0"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("(403)") && run.stderr.contains(READER), "{run:?}");

    // Again it is the same, and the server takes it.
    let again = make(&["--name", "c0"]);
    assert_eq!(secret_of(&again.stdout), secret);
    let connection = cluster.connection();
    connection
        .block_on(connection.create(&kinds::secret(), Some(n), &secret, "test"))
        .expect("the Secret");

    let uid = cluster
        .get(&kinds::namespace(), None, "kube-system")
        .expect("kube-system");
    let uid = uid["metadata"]["uid"].as_str().expect("a UID");
    let run = make(&["--server", "https://c0.example:6443", "--tls-server-name", "kubernetes"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let secret = secret_of(&run.stdout);
    assert_eq!(
        secret["metadata"]["name"].as_str(),
        Some(format!("istio-remote-secret-{uid}").as_str())
    );
    let kubeconfig: Value =
        kubeyaml::from_str(secret["stringData"][uid].as_str().expect("a kubeconfig")).expect("YAML");
    let entry = &kubeconfig["clusters"].as_sequence().expect("clusters")[0]["cluster"];
    assert_eq!(entry["server"].as_str(), Some("https://c0.example:6443"));
    assert_eq!(entry["tls-server-name"].as_str(), Some("kubernetes"));

    let plugin = [
        "--name",
        "c0",
        "--auth-type",
        "plugin",
        "--auth-plugin-name",
        "gcp",
        "--auth-plugin-config",
        "a=b,c=d=e",
    ];
    let secret = secret_of(&make(&plugin).stdout);
    let kubeconfig: Value =
        kubeyaml::from_str(secret["stringData"]["c0"].as_str().expect("a kubeconfig")).expect("YAML");
    let user = &kubeconfig["users"].as_sequence().expect("users")[0];
    let expected = "{name: c0, user: {auth-provider: {config: {a: b, c: d=e}, name: gcp}}}";
    assert_eq!(*user, kubeyaml::from_str(expected).expect("YAML"));
}

fn an_account_of_ones_own(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let account =
        |name: &str| format!("{{apiVersion: v1, kind: ServiceAccount, metadata: {{name: {name}, namespace: {n}}}}}");
    let token = |name: &str, account: &str| {
        format!(
            "{{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {{name: {name}, namespace: {n}, \
             annotations: {{kubernetes.io/service-account.name: {account}}}}}}}"
        )
    };
    let plain = format!("{{apiVersion: v1, kind: Secret, metadata: {{name: plain, namespace: {n}}}}}");
    let objects = [
        account("istiod"),
        account("mine"),
        token("first", "mine"),
        token("second", "mine"),
        plain,
    ];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    for name in ["first", "second"] {
        cluster.wait_for(&kinds::secret(), Some(n), name, |secret| {
            secret["data"]["token"].as_str().is_some()
        });
    }
    let make = |args: &[&str]| cluster.istioctl(&[&["create-remote-secret", "-n", n, "--name", "c0"], args].concat());
    let tokens = |args: &[&str]| {
        let run = make(args);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        secret_of(&run.stdout)["stringData"]["c0"]
            .as_str()
            .expect("a kubeconfig")
            .to_owned()
    };
    let first = tokens(&["--service-account", "mine"]);
    assert_eq!(first, tokens(&["--service-account", "mine", "--secret-name", "first"]));
    assert_ne!(first, tokens(&["--service-account", "mine", "--secret-name", "second"]));
    for (name, part) in [
        ("plain", "does not reference ServiceAccount mine"),
        ("missing", "there is none"),
    ] {
        let run = make(&["--service-account", "mine", "--secret-name", name]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(part), "{run:?}");
    }

    let run = make(&["--type", "config"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let secret = secret_of(&run.stdout);
    assert_eq!(secret["metadata"]["name"].as_str(), Some("istio-kubeconfig"));
    assert!(secret["stringData"]["config"].as_str().is_some());
}

fn what_cannot_be_made_is_said(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let make = |args: &[&str]| {
        let run = cluster.istioctl(&[&["create-remote-secret", "-i", n], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        run.stderr
    };
    let said = make(&["--service-account", "nope"]);
    assert!(
        said.contains("nope") && said.contains("only istio-reader-service-account can be made"),
        "{said}"
    );
    let said = make(&["--create-service-account=false"]);
    assert!(said.contains("--create-service-account=true"), "{said}");
    assert!(
        cluster.get(&kinds::service_account(), Some(n), READER).is_none(),
        "nothing was written"
    );
    let said = make(&["--manifests", "no-such-folder"]);
    assert!(said.contains("no-such-folder"), "{said}");
    let said = make(&["--context", "narrow", "--name", "c0"]);
    assert!(said.contains("not allowed to get serviceaccounts"), "{said}");
}

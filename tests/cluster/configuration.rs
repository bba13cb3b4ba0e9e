//! `istioctl create`, `replace`, `get` and `delete`, and what completion knows of the cluster

use crate::Test;
use crate::harness::Cluster;

pub(crate) const TESTS: &[Test] = &[
    ("configuration::as_early_releases_had_it", as_early_releases_had_it),
    ("completion::what_the_cluster_has", what_the_cluster_has),
];

const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: destinationrules.networking.istio.io}
spec:
  group: networking.istio.io
  names: {kind: DestinationRule, listKind: DestinationRuleList, plural: destinationrules, singular: destinationrule}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}";

fn rule(name: &str, host: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: {name}}}\nspec: {{host: {host}}}\n"
    )
}

fn as_early_releases_had_it(cluster: &Cluster) {
    let _definition = cluster.objects(DEFINITION);
    cluster.wait_served("networking.istio.io", "destinationrules");
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a file");
    };
    let run = |args: &[&str]| cluster.istioctl_in(folder.path(), &[args, &["-n", n]].concat());

    // One object that is wrong keeps all from the cluster.
    file(
        "bad.yaml",
        &format!(
            "{}---\n{}",
            rule("one", "one"),
            rule("two", "two").replace("host: two", "hots: two")
        ),
    );
    let refused = run(&["create", "-f", "bad.yaml"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.stderr.contains("hots") && refused.stdout.is_empty(),
        "{refused:?}"
    );
    let none = run(&["get", "destinationrules"]);
    assert!(none.stderr.contains("No resources found"), "{none:?}");

    file("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n");
    let foreign = run(&["create", "-f", "pod.yaml"]);
    assert!(foreign.stderr.contains("kubectl"), "{foreign:?}");

    file(
        "good.yaml",
        &format!("{}---\n{}", rule("one", "one.example"), rule("two", "two.example")),
    );
    let created = run(&["create", "-f", "good.yaml"]);
    assert_eq!(
        created.stdout,
        "destinationrules.networking.istio.io/one created\ndestinationrules.networking.istio.io/two created\n",
        "{created:?}"
    );
    assert!(created.stderr.contains("kubectl create"), "{created:?}");

    let listed = run(&["get", "destinationrule"]);
    let rows: Vec<Vec<&str>> = listed
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows.len(), 3, "{listed:?}");
    assert_eq!(rows[0], ["NAMESPACE", "KIND", "NAME", "AGE", "HOSTS"]);
    assert_eq!((rows[1][0], rows[1][2], rows[1][4]), (n, "one", "one.example"));
    let one = run(&["get", "dr", "two", "-o", "yaml"]);
    assert!(
        one.stdout.contains("host: two.example") && !one.stdout.contains("kind: List"),
        "{one:?}"
    );
    let json = run(&["get", "all", "-o", "json"]);
    assert!(json.stdout.contains("\"kind\": \"List\""), "{json:?}");
    let unknown = run(&["get", "destinationruel"]);
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
    assert!(unknown.stderr.contains("destinationrule?"), "{unknown:?}");

    file(
        "new.yaml",
        &format!("{}---\n{}", rule("one", "new.example"), rule("three", "three")),
    );
    let half = run(&["replace", "-f", "new.yaml"]);
    assert!(
        half.stderr.contains("three") && half.stderr.contains("nothing was replaced"),
        "{half:?}"
    );
    assert!(run(&["get", "dr", "one"]).stdout.contains("one.example"));
    file("new.yaml", &rule("one", "new.example"));
    let replaced = run(&["replace", "-f", "new.yaml"]);
    assert_eq!(
        replaced.stdout, "destinationrules.networking.istio.io/one replaced\n",
        "{replaced:?}"
    );
    assert!(run(&["get", "dr", "one"]).stdout.contains("new.example"));

    let deleted = run(&["delete", "destinationrule", "one", "nine"]);
    assert_eq!(
        deleted.stdout, "destinationrules.networking.istio.io/one deleted\n",
        "{deleted:?}"
    );
    assert!(deleted.stderr.contains("nine"), "{deleted:?}");
    let deleted = run(&["delete", "-f", "good.yaml"]);
    assert_eq!(
        deleted.stdout, "destinationrules.networking.istio.io/two deleted\n",
        "{deleted:?}"
    );

    // The log of requests names them and holds no credentials.
    let logged = run(&["get", "destinationrules", "--vklog", "6"]);
    assert!(
        logged
            .stderr
            .contains(&format!("/namespaces/{n}/destinationrules?limit=500 200 in ")),
        "{logged:?}"
    );
}

fn what_the_cluster_has(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let n = namespace.name.as_str();
    let pod = |name: &str, annotations: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {n}, annotations: {{{annotations}}}}}\n\
             spec: {{containers: [{{name: a, image: b}}]}}"
        )
    };
    let injector = |name: &str, labels: &str| {
        format!(
            "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\n\
             metadata: {{name: {name}-{n}, labels: {{{labels}}}}}\nwebhooks: []"
        )
    };
    let _objects = cluster.objects(
        &[
            pod("meshed", "sidecar.istio.io/status: '{}'"),
            pod("plain", ""),
            injector("completed", "istio.io/rev: completed"),
            injector("completed-tag", "istio.io/rev: completed, istio.io/tag: completed-tag"),
        ]
        .join("\n---\n"),
    );
    let answer = |words: &[&str]| {
        let run = cluster.istioctl_patient(&[&["__complete"], words].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{words:?}");
        run.stdout
    };
    assert_eq!(
        answer(&["version", "-n", n]),
        format!("{n}\tistio-injection=enabled\n:4\n")
    );
    assert_eq!(
        answer(&["version", "-r", "completed"]),
        "completed\trevision\ncompleted-tag\ttag of completed\n:4\n"
    );
    assert_eq!(
        answer(&["tag", "remove", "completed"]),
        "completed-tag\ttag of completed\n:4\n"
    );
    assert_eq!(
        answer(&["tag", "set", "x", "-r", "completed"]),
        "completed\trevision\n:4\n"
    );
    assert_eq!(answer(&["check-inject", "-n", n, ""]), "meshed\nplain\n:4\n");
    assert_eq!(answer(&["check-inject", "meshed."]), format!("meshed.{n}\n:4\n"));
    // Who may not look sees nothing, and no error.
    assert_eq!(answer(&["--as", "nobody", "version", "-n", ""]), ":4\n");
}

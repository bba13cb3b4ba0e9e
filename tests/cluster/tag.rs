//! `istioctl tag`

use crate::Test;
use crate::harness::{Cluster, Namespace, Objects};
use istio_manifest::cluster::kinds;
use kubeyaml::Value;

pub(crate) const TESTS: &[Test] = &[
    (
        "tag::a_tag_is_set_moved_listed_and_removed",
        a_tag_is_set_moved_listed_and_removed,
    ),
    (
        "tag::the_default_tag_switches_the_default_injector_off",
        the_default_tag,
    ),
    ("tag::generate_writes_nothing", generate_writes_nothing),
    ("tag::what_cannot_be_is_said_and_nothing_is_left", what_cannot_be),
];

/// An injector of a revision that no pod meets.
fn injector(revision: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: test-injector-{revision}
  labels: {{app: sidecar-injector, istio.io/rev: {revision}, operator.istio.io/component: Pilot, helm.sh/chart: istiod-1.0.0}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  reinvocationPolicy: Never
  clientConfig: {{service: {{name: istiod-{revision}, namespace: nowhere, path: /inject, port: 443}}}}
  namespaceSelector: {{matchLabels: {{nothing: has-this}}}}"
    )
}

/// The name of a tag's MutatingWebhookConfiguration, and a guard for what else istioctl makes cluster-wide.
fn webhook_of<'c>(cluster: &'c Cluster, namespace: &Namespace<'_>, tag: &str) -> (String, Objects<'c>) {
    let name = format!("istio-revision-tag-{tag}-{}", namespace.name);
    let guard = cluster.made_by_istioctl(&[
        (kinds::mutating_webhook_configuration(), &name),
        (kinds::validating_webhook_configuration(), "istiod-default-validator"),
    ]);
    (name, guard)
}

#[track_caller]
fn revision_of(object: Option<Value>) -> Option<String> {
    let labels = object?.get_path(&["metadata", "labels"]).cloned()?;
    Some(labels.get("istio.io/rev")?.as_str()?.to_owned())
}

fn a_tag_is_set_moved_listed_and_removed(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let i = namespace.name.as_str();
    let _injectors = cluster.objects(&[injector("default"), injector("canary")].join("\n---\n"));
    let (webhook, _guard) = webhook_of(cluster, &namespace, "prod");
    let tag = |args: &[&str]| cluster.istioctl(&[&["tag"], args, &["-i", i]].concat());
    let webhooks = kinds::mutating_webhook_configuration();

    assert_eq!(tag(&["list"]).stdout, "No Istio revision tags found.\n");
    let set = tag(&["set", "prod", "--revision", "canary"]);
    assert_eq!((set.code, set.stderr.as_str()), (Some(0), ""), "{set:?}");
    assert!(
        set.stdout
            .starts_with("Revision tag \"prod\" created, referencing control plane revision \"canary\".")
    );
    assert_eq!(
        revision_of(cluster.get(&webhooks, None, &webhook)).as_deref(),
        Some("canary")
    );
    let service = cluster.get(&kinds::service(), Some(i), "istiod-revision-tag-prod");
    assert_eq!(revision_of(service).as_deref(), Some("canary"));

    let again = tag(&["set", "prod", "--revision", "default"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(1), ""), "{again:?}");
    assert!(
        again
            .stderr
            .contains("revision tag \"prod\" already exists, and --overwrite is false"),
        "{again:?}"
    );
    assert_eq!(
        tag(&["set", "prod", "--revision", "default", "--overwrite"]).code,
        Some(0)
    );
    assert_eq!(
        revision_of(cluster.get(&webhooks, None, &webhook)).as_deref(),
        Some("default")
    );

    let follower = cluster.namespace_with("labels: {istio.io/rev: prod}");
    let listed = tag(&["list"]);
    assert_eq!(
        listed.stdout,
        format!("TAG  REVISION NAMESPACES\nprod default  {}\n", follower.name),
        "{listed:?}"
    );
    let json = kubeyaml::json::from_str(&tag(&["list", "-o", "json"]).stdout).expect("JSON");
    let expected = format!("[{{tag: prod, revision: default, namespaces: [{}]}}]", follower.name);
    assert_eq!(json, kubeyaml::from_str(&expected).expect("YAML"));

    for answer in ["n\n", "", "maybe\n"] {
        let kept = cluster.istioctl_answering(&["tag", "remove", "prod", "-i", i], answer);
        assert_eq!(
            (kept.code, kept.stdout.as_str()),
            (Some(0), "Aborting operation.\n"),
            "{kept:?}"
        );
        assert!(kept.stderr.contains(&follower.name), "{kept:?}");
        assert!(cluster.get(&webhooks, None, &webhook).is_some());
    }
    let removed = cluster.istioctl_answering(&["tag", "remove", "prod", "-i", i], "Yes\n");
    assert_eq!(
        (removed.code, removed.stdout.as_str()),
        (Some(0), "Revision tag prod removed\n"),
        "{removed:?}"
    );
    assert!(cluster.get(&webhooks, None, &webhook).is_none());
    assert!(
        cluster
            .get(&kinds::service(), Some(i), "istiod-revision-tag-prod")
            .is_none()
    );
    let missing = tag(&["remove", "prod"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.stderr.contains("cannot remove tag \"prod\"") && missing.stderr.contains("canary, default"));
}

fn the_default_tag(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let _injectors = cluster.objects(&[injector("default"), injector("canary")].join("\n---\n"));
    let (webhook, _guard) = webhook_of(cluster, &namespace, "default");
    let set = cluster.istioctl(&["tag", "set", "default", "-r", "canary", "-i", &namespace.name]);
    assert_eq!(set.code, Some(0), "{set:?}");
    let webhooks = kinds::mutating_webhook_configuration();
    let names = |object: Option<Value>| -> Vec<String> {
        let list = object.and_then(|object| Some(object.get("webhooks")?.as_sequence()?.to_vec()));
        let name = |one: &Value| one.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        list.unwrap_or_default().iter().map(name).collect()
    };
    let expected = ["rev.namespace", "rev.object", "namespace", "object"];
    let expected = expected.map(|name| format!("{name}.sidecar-injector.istio.io"));
    assert_eq!(names(cluster.get(&webhooks, None, &webhook)), expected);
    let validators = kinds::validating_webhook_configuration();
    assert_eq!(
        names(cluster.get(&validators, None, "istiod-default-validator")),
        ["validation.istio.io"]
    );
    let switched = cluster
        .get(&webhooks, None, "test-injector-default")
        .expect("still there");
    let selector = switched.get("webhooks").and_then(|all| {
        let first = all.as_sequence()?.first()?;
        first
            .get_path(&["namespaceSelector", "matchLabels", "istio.io/deactivated"])?
            .as_str()
    });
    assert_eq!(selector, Some("never-match"));
}

fn generate_writes_nothing(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let i = namespace.name.as_str();
    let _injectors = cluster.objects(&injector("canary"));
    let (webhook, _guard) = webhook_of(cluster, &namespace, "prod");
    let run = cluster.istioctl(&["tag", "generate", "prod", "--revision", "canary", "-i", i]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let kind = |text: &str| {
        let object = kubeyaml::from_str(text).expect("YAML");
        object
            .get("kind")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let kinds_of: Vec<String> = run.stdout.split("---\n").map(kind).collect();
    assert_eq!(kinds_of, ["Service", "MutatingWebhookConfiguration"]);
    assert!(!run.stdout.contains("operator.istio.io"), "{run:?}");
    assert!(
        cluster
            .get(&kinds::mutating_webhook_configuration(), None, &webhook)
            .is_none()
    );
}

fn what_cannot_be(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let i = namespace.name.as_str();
    let fails = |args: &[&str], parts: &[&str]| {
        let run = cluster.istioctl(&[&["tag"], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        for part in parts {
            assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
        }
    };
    fails(
        &["set", "prod", "-r", "default", "-i", i],
        &["revision \"default\"", "no Istio control plane"],
    );
    let _injectors = cluster.objects(&[injector("default"), injector("canary")].join("\n---\n"));
    fails(
        &["set", "prod", "-r", "missing", "-i", i],
        &["revision \"missing\"", "canary, default"],
    );
    fails(
        &["set", "canary", "-r", "default", "-i", i],
        &["existing control plane revision with same name"],
    );
    fails(
        &["set", "Bad_Tag", "-r", "canary", "-i", i],
        &["\"Bad_Tag\" cannot be a revision tag"],
    );
    fails(
        &["set", "prod", "-r", "canary", "-i", "no-such-namespace"],
        &["no-such-namespace"],
    );
    let left = cluster.get(
        &kinds::mutating_webhook_configuration(),
        None,
        "istio-revision-tag-prod-no-such-namespace",
    );
    assert!(left.is_none(), "half a tag is left");
    fails(
        &["list", "--context", "narrow"],
        &["not allowed to list mutatingwebhookconfigurations.admissionregistration.k8s.io"],
    );
}

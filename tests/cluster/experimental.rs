//! `istioctl precheck`, `check-inject` and `experimental injector|revision`

use crate::Test;
use crate::harness::{Cluster, Namespace};

pub(crate) const TESTS: &[Test] = &[
    ("experimental::precheck_of_a_fit_cluster", precheck_of_a_fit_cluster),
    (
        "experimental::precheck_names_what_is_missing",
        precheck_names_what_is_missing,
    ),
    (
        "experimental::precheck_looks_at_the_gateway_api",
        precheck_looks_at_the_gateway_api,
    ),
    ("experimental::who_injects_whom", who_injects_whom),
    ("experimental::why_a_pod_is_injected", why_a_pod_is_injected),
    ("experimental::revisions_and_their_pods", revisions_and_their_pods),
];

fn precheck_of_a_fit_cluster(cluster: &Cluster) {
    for args in [
        &["precheck"][..],
        &["x", "precheck", "--from-version", "1.20"],
        &["x", "precheck", "-n", "missing"],
    ] {
        let run = cluster.istioctl(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
        assert!(run.stderr.contains("safe to install or upgrade"), "{run:?}");
    }
    let run = cluster.istioctl(&["x", "precheck", "-o", "json"]);
    assert_eq!((run.code, run.stdout.trim()), (Some(0), "[]"), "{run:?}");
    for (version, part) in [("2.0", "major"), ("abc", "1.20"), ("1.x", "number")] {
        let run = cluster.istioctl(&["x", "precheck", "--from-version", version]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(part), "{run:?}");
    }
    let run = cluster.istioctl(&["x", "precheck", "--output-threshold", "x"]);
    assert_eq!(run.code, Some(64), "{run:?}");
}

fn precheck_names_what_is_missing(cluster: &Cluster) {
    let run = cluster.istioctl(&["precheck", "--context", "narrow", "--output-threshold", "Info"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stdout.matches("IST0141").count(), 11, "{run:?}");
    for part in [
        "Error [IST0141] (Cluster) ",
        "clusterroles.rbac.authorization.k8s.io",
        "deployments.apps in namespace istio-system",
    ] {
        assert!(run.stdout.contains(part), "{part}: {run:?}");
    }
    // What may not be read is named, and nothing waits for it.
    for part in ["list customresourcedefinitions", "list pods", "list deployments.apps"] {
        assert!(
            run.stderr.contains(&format!("Not checked: not allowed to {part}")),
            "{part}: {run:?}"
        );
    }
}

fn precheck_looks_at_the_gateway_api(cluster: &Cluster) {
    let _definition = cluster.objects(
        "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gateways.gateway.networking.k8s.io, annotations: {api-approved.kubernetes.io: 'https://x.example/1'}}
spec:
  group: gateway.networking.k8s.io
  names: {kind: Gateway, listKind: GatewayList, plural: gateways, singular: gateway}
  scope: Namespaced
  versions:
  - name: v1alpha2
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}",
    );
    let run = cluster.istioctl(&["x", "precheck"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let about = "(CustomResourceDefinition gateways.gateway.networking.k8s.io)";
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].starts_with(&format!("Error [IST0156] {about}")),
        "{run:?}"
    );
    assert!(lines[1].starts_with(&format!("Warning [IST0172] {about}")), "{run:?}");

    let run = cluster.istioctl(&["x", "precheck", "--output-threshold", "Error", "-o", "json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let json = kubeyaml::json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json.as_sequence().map(<[_]>::len), Some(1), "{run:?}");
    assert_eq!(json.as_sequence().expect("a list")[0]["code"].as_str(), Some("IST0156"));
}

/// An injector of a revision whose webhook injects namespaces with a label; it has no rules, so that no pod meets it.
fn injector(name: &str, labels: &str, key: &str, value: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {{name: {name}, labels: {{app: sidecar-injector, {labels}}}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {{url: 'https://127.0.0.1:1/inject'}}
  namespaceSelector: {{matchExpressions: [{{key: {key}, operator: In, values: [{value}]}}]}}
  objectSelector: {{matchExpressions: [{{key: sidecar.istio.io/inject, operator: NotIn, values: ['false']}}]}}"
    )
}

fn pod(namespace: &Namespace<'_>, name: &str, metadata: &str) -> String {
    format!(
        "apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: {}, {metadata}}}
spec: {{containers: [{{name: web, image: web}}]}}",
        namespace.name
    )
}

fn who_injects_whom(cluster: &Cluster) {
    let bare = cluster.istioctl(&["x", "injector", "list", "-n", "default"]);
    assert_eq!(
        (bare.code, bare.stdout.as_str()),
        (
            Some(0),
            "No Istio injected namespaces present.\n\nNo Istio injection hooks present.\n"
        ),
        "{bare:?}"
    );
    let injected = cluster.namespace_with("labels: {istio-injection: enabled}");
    let tagged = cluster.namespace_with("labels: {istio.io/rev: prod}");
    let config_map = format!(
        "apiVersion: v1
kind: ConfigMap
metadata: {{name: istio-sidecar-injector, namespace: {}, labels: {{istio.io/rev: default}}}}
data: {{values: '{{\"global\": {{\"hub\": \"docker.io/istio\", \"tag\": \"1.30.3\", \"proxy\": {{\"image\": \"proxyv2\"}}}}}}'}}",
        injected.name
    );
    let objects = [
        injector(
            "istio-sidecar-injector",
            "istio.io/rev: default",
            "istio-injection",
            "enabled",
        ),
        config_map,
        pod(&injected, "new", "annotations: {istio.io/rev: default}"),
        pod(
            &injected,
            "old",
            "annotations: {sidecar.istio.io/status: '{\"revision\":\"canary\"}'}",
        ),
        pod(&injected, "plain", "labels: {sidecar.istio.io/inject: 'false'}"),
    ];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    let run = cluster.istioctl(&["x", "injector", "list"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let lines: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let has = |words: &[&str]| assert!(lines.iter().any(|line| line == words), "{words:?}: {run:?}");
    let (i, t) = (injected.name.as_str(), tagged.name.as_str());
    has(&["NAMESPACE", "ISTIO-REVISION", "POD-REVISIONS"]);
    has(&[i, "default", "default:", "1"]);
    has(&[i, "default", "canary:", "1", "NEEDS", "RESTART:", "1"]);
    has(&[i, "default", "<non-Istio>:", "1", "(injection", "disabled:", "1)"]);
    has(&[t, "MISSING/prod", "<no", "pods>"]);
    has(&[i, "istio-sidecar-injector", "default", "docker.io/istio/proxyv2:1.30.3"]);

    let run = cluster.istioctl(&["x", "injector", "list", "--context", "narrow"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("not allowed to list namespaces"), "{run:?}");
}

fn why_a_pod_is_injected(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let n = namespace.name.as_str();
    let deployment = format!(
        "apiVersion: apps/v1
kind: Deployment
metadata: {{name: none, namespace: {n}}}
spec:
  replicas: 0
  selector: {{matchLabels: {{app: none}}}}
  template:
    metadata: {{labels: {{app: none, sidecar.istio.io/inject: 'false'}}}}
    spec: {{containers: [{{name: web, image: web}}]}}"
    );
    let none = cluster.istioctl(&["check-inject", "-n", n, "-l", "app=web"]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(0), ""), "{none:?}");
    assert!(none.stderr.contains("no injector"), "{none:?}");
    let objects = [
        injector(
            "istio-revision-tag-default",
            "istio.io/rev: default",
            "istio-injection",
            "enabled",
        ),
        injector(
            "istio-sidecar-injector-canary",
            "istio.io/rev: canary",
            "istio.io/rev",
            "canary",
        ),
        pod(&namespace, "web", "labels: {app: web}"),
        deployment,
    ];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    let expected = "WEBHOOK                        REVISION  INJECTED  REASON
istio-revision-tag-default     default   ✔         Namespace label istio-injection=enabled matches
istio-sidecar-injector-canary  canary    ✘         No matching namespace labels (istio.io/rev=canary) or pod labels ()
";
    let dotted = format!("web.{n}");
    for args in [
        &["x", "check-inject", "-n", n, "web"][..],
        &["check-inject", &dotted],
        &["check-inject", "-n", n, "-l", "app=web"],
    ] {
        let run = cluster.istioctl(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), expected), "{run:?}");
    }
    let run = cluster.istioctl(&["check-inject", "-n", n, "deploy/none"]);
    assert!(
        run.stdout
            .contains("Pod has sidecar.istio.io/inject=false label, preventing injection"),
        "a Deployment needs no pod: {run:?}"
    );
    for (args, part) in [
        (&["nope"][..], "there is no pods \"nope\""),
        (&["deploy/web"], "there is no deployments.apps \"web\""),
        (&["gateway/web"], "no type of workload"),
        (&[], "name a workload"),
        (&["-l", "app"], "key=value"),
    ] {
        let run = cluster.istioctl(&[&["check-inject", "-n", n][..], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
}

fn revisions_and_their_pods(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio.io/rev: prod}");
    let n = namespace.name.as_str();
    let istiod = format!(
        "apiVersion: v1
kind: Pod
metadata: {{name: istiod-canary, namespace: {n}, labels: {{app: istiod, istio.io/rev: canary}}}}
spec: {{containers: [{{name: discovery, image: 'docker.io/istio/pilot:1.30.3'}}]}}"
    );
    let objects = [
        injector(
            "istio-sidecar-injector-canary",
            "istio.io/rev: canary",
            "istio.io/rev",
            "canary",
        ),
        injector(
            "istio-revision-tag-prod",
            "istio.io/rev: canary, istio.io/tag: prod",
            "istio.io/rev",
            "prod",
        ),
        istiod,
        pod(&namespace, "web", "annotations: {istio.io/rev: canary}"),
        pod(&namespace, "plain", "labels: {app: plain}"),
    ];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    cluster.wait_ready(n, "istiod-canary");
    let run = cluster.istioctl(&["x", "revision", "list", "-i", n]);
    let line = format!("canary   prod istiod-canary (1.30.3) {n}");
    assert!(run.code == Some(0) && run.stdout.contains(&line), "{run:?}");
    let run = cluster.istioctl(&["x", "revision", "describe", "prod", "-i", n, "-o", "json"]);
    let json = kubeyaml::json::from_str(&run.stdout).expect("JSON");
    let expected = format!(
        "{{revision: canary, tags: [prod], webhooks: [istio-revision-tag-prod, istio-sidecar-injector-canary],
          controlPlane: [{{name: istiod-canary, namespace: {n}, version: 1.30.3, status: Ready}}],
          namespaces: [{{name: {n}, follows: true, pods: [web]}}]}}"
    );
    assert_eq!(json, kubeyaml::from_str(&expected).expect("YAML"), "{run:?}");
    let run = cluster.istioctl(&["x", "revision", "describe", "canary", "-i", n]);
    assert!(
        run.stdout.contains("istiod-canary") && run.stdout.contains("Ready"),
        "{run:?}"
    );
    let run = cluster.istioctl(&["x", "revision", "describe", "gone", "-i", n]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("\"gone\"; there are canary"), "{run:?}");
}

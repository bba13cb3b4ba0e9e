//! `istioctl kube-inject` with the configuration of a cluster.

use crate::Test;
use crate::harness::{Cluster, Namespace, Run};

pub(crate) const TESTS: &[Test] = &[
    (
        "kube_inject::revisions_and_tags_lead_to_their_configuration",
        revisions_and_tags,
    ),
    ("kube_inject::config_maps_by_name", config_maps_by_name),
    (
        "kube_inject::rights_to_two_config_maps_are_enough",
        rights_to_two_config_maps_are_enough,
    ),
    ("kube_inject::what_is_missing_is_named", what_is_missing_is_named),
];

const POD: &str =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: web, image: web}\n";

/// The ConfigMaps of a revision, whose sidecar has the image `hub` and tells the revision and the mesh's trust domain.
fn config_maps(namespace: &Namespace<'_>, suffix: &str, hub: &str) -> String {
    format!(
        "apiVersion: v1
kind: ConfigMap
metadata: {{name: istio{suffix}, namespace: {0}}}
data: {{mesh: 'trustDomain: {hub}.example'}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: istio-sidecar-injector{suffix}, namespace: {0}}}
data:
  values: '{{\"global\": {{\"hub\": \"{hub}\"}}}}'
  config: |
    policy: enabled
    defaultTemplates: [sidecar]
    templates:
      sidecar: |
        spec:
          containers:
          - name: istio-proxy
            image: '{{{{ .Values.global.hub }}}}'
            args: ['{{{{ .Revision }}}}', '{{{{ .MeshConfig.TrustDomain }}}}']",
        namespace.name
    )
}

/// An injector that no pod meets.
fn webhook(name: &str, labels: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {{name: {name}, labels: {{app: sidecar-injector, {labels}}}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {{url: 'https://127.0.0.1:1/inject'}}
  namespaceSelector: {{matchLabels: {{nothing: has-this}}}}"
    )
}

fn inject(cluster: &Cluster, args: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(folder.path().join("pod.yaml"), POD).expect("written");
    cluster.istioctl_in(folder.path(), &[&["kube-inject", "-f", "pod.yaml"], args].concat())
}

#[track_caller]
fn injected(run: &Run, hub: &str) {
    assert_eq!(run.code, Some(0), "{run:?}");
    for part in [format!("image: {hub}\n"), format!("{hub}.example")] {
        assert!(run.stdout.contains(&part), "{part:?} is not in {run:?}");
    }
}

fn revisions_and_tags(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let objects = [
        config_maps(&namespace, "", "first"),
        config_maps(&namespace, "-canary", "second"),
        webhook("test-injector", "istio.io/rev: default"),
        webhook("test-injector-canary", "istio.io/rev: canary"),
        webhook("test-tag-prod", "istio.io/rev: canary, istio.io/tag: prod"),
    ];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    let i = namespace.name.as_str();
    injected(&inject(cluster, &["-i", i]), "first");
    injected(&inject(cluster, &["-i", i, "-r", "default"]), "first");
    injected(&inject(cluster, &["-i", i, "-r", "canary"]), "second");
    let tagged = inject(cluster, &["-i", i, "-r", "prod"]);
    injected(&tagged, "second");
    assert!(
        tagged.stdout.contains("canary"),
        "the tag's revision is injected: {tagged:?}"
    );
    assert!(tagged.stderr.contains("istio-sidecar-injector-canary"), "{tagged:?}");

    let _default = cluster.objects(&webhook(
        "test-tag-default",
        "istio.io/rev: canary, istio.io/tag: default",
    ));
    injected(&inject(cluster, &["-i", i]), "second");
}

fn config_maps_by_name(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let _objects = cluster.objects(&config_maps(&namespace, "-mine", "own"));
    let by_name = [
        "--meshConfigMapName",
        "istio-mine",
        "--injectConfigMapName",
        "istio-sidecar-injector-mine",
    ];
    injected(
        &inject(cluster, &[&["-i", namespace.name.as_str()][..], &by_name].concat()),
        "own",
    );
}

fn rights_to_two_config_maps_are_enough(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let role = format!(
        "apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {{name: injector, namespace: {0}}}
rules: [{{apiGroups: [''], resources: [configmaps], verbs: [get]}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: injector, namespace: {0}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: injector}}
subjects: [{{apiGroup: rbac.authorization.k8s.io, kind: User, name: narrow}}]",
        namespace.name
    );
    let objects = [config_maps(&namespace, "-canary", "second"), role];
    let _objects = cluster.objects(&objects.join("\n---\n"));
    let i = namespace.name.as_str();
    injected(
        &inject(cluster, &["--context", "narrow", "-i", i, "-r", "canary"]),
        "second",
    );
    injected(&inject(cluster, &["--as", "narrow", "-i", i, "-r", "canary"]), "second");
}

fn what_is_missing_is_named(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let objects = [
        webhook("test-injector", "istio.io/rev: default"),
        webhook("test-tag-prod", "istio.io/rev: canary, istio.io/tag: prod"),
    ];
    let fails = |args: &[&str], parts: &[&str]| {
        let run = inject(cluster, args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        for part in parts {
            assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
        }
    };
    let i = namespace.name.as_str();
    fails(&["-i", i], &["no Istio control plane", "--offline"]);
    let _objects = cluster.objects(&objects.join("\n---\n"));
    fails(
        &["-i", i, "-r", "pord"],
        &["no revision or tag \"pord\"", "revision default", "prod -> canary"],
    );
    fails(&["-i", i], &["no ConfigMap \"istio\"", i, "revision default"]);
    fails(
        &["-i", i, "-r", "prod", "--context", "narrow"],
        &["not allowed to get configmaps \"istio-prod\"", "narrow"],
    );
}

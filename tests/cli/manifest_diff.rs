//! `istioctl manifest diff` and `manifest translate`.

use crate::harness::Place;

fn object(name: &str, replicas: u8) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {name}\n  namespace: ns\nspec:\n  replicas: {replicas}\n"
    )
}

#[test]
fn differences_are_data_and_the_exit_code_says_so() {
    let place = Place::new();
    place.file("a.yaml", format!("{}---\n{}", object("app", 1), object("web", 1)));
    place.file(
        "b.yaml",
        format!("# other order\n{}---\n{}", object("web", 1), object("app", 2)),
    );
    let run = place.run(&["manifest", "diff", "a.yaml", "b.yaml"]);
    assert_eq!(
        (run.code, run.out().as_str(), run.stderr.as_str()),
        (1, "~ Deployment/ns/app: spec.replicas: 1 -> 2\n", "")
    );
    place.run(&["manifest", "diff", "a.yaml", "a.yaml"]).ok();
    place
        .run(&["manifest", "diff", "a.yaml", "b.yaml", "--select", "Deployment:ns:*web"])
        .ok();
    place
        .run(&["manifest", "diff", "a.yaml", "b.yaml", "--ignore", "Deployment/app"])
        .ok();
    place
        .run(&["manifest", "diff", "a.yaml", "b.yaml", "--ignore", "*/*#spec.replicas"])
        .ok();
    place
        .run(&["manifest", "diff", "a.yaml", "missing.yaml"])
        .fails(&["missing.yaml"]);
    place
        .run(&["manifest", "diff", "a.yaml", "b.yaml", "--select", "x"])
        .fails(&["Kind/namespace/name"]);
}

#[test]
fn folders_are_compared_whole() {
    let place = Place::new();
    place.file("a/one.yaml", object("app", 1));
    place.file("a/sub/two.yaml", object("web", 1));
    place.file("b/all.yaml", format!("{}---\n{}", object("app", 1), object("web", 1)));
    place.run(&["manifest", "diff", "-r", "a", "b"]).ok();
    place.run(&["manifest", "diff", "a", "b"]).fails(&["-r"]);
}

#[test]
fn translation_writes_values_and_scripts() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig: {enableTracing: true}\n  components: {pilot: {k8s: {podAnnotations: {a: b}}}}\n",
    );
    let run = place.run(&["manifest", "translate", "-f", "o.yaml", "-o", "helm"]).ok();
    assert_eq!(run.out(), "helm\n");
    assert!(place.read("helm/pilot-values.yaml").contains("enableTracing: true"));
    let script = place.read("helm/install-pilot.sh");
    assert!(script.contains(
        "kubectl label --overwrite Deployment.apps --namespace=istio-system istiod app.kubernetes.io/managed-by=Helm"
    ));
    assert!(script.contains("helm upgrade --install pilot --namespace istio-system -f pilot-values.yaml oci://registry.istio.io/release/charts/istiod"));
    let readme = place.read("helm/README.md");
    assert!(readme.contains("`istio-ingressgateway`: NOT supported") && readme.contains("diff-pilot-helm-output.yaml"));
}

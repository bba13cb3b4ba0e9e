//! The way back.

use crate::harness::{Place, at, containers, documents};

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {prometheus.io/port: '9000'}}   # metrics
spec:
  containers:
  - {name: c, image: \"i:1\", livenessProbe: {tcpSocket: {port: 8080}}}
";

#[test]
fn the_original_bytes_come_back() {
    let place = Place::new();
    for (name, original) in [
        ("plain", POD.to_owned()),
        ("windows", POD.replace('\n', "\r\n")),
        ("no-newline", POD.trim_end().to_owned()),
        ("stream", format!("--- # first\n{POD}...\n---\n{POD}\n\n# the end")),
        ("json", r#"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}"#.to_owned()),
        ("list", format!("apiVersion: v1\nkind: List\nitems:\n- {}", POD.trim_end().replace('\n', "\n  "))),
    ] {
        let injected = place.run_with(&["kube-inject", "--offline", "-f", "-"], original.as_bytes()).ok().stdout;
        assert_ne!(injected, original.as_bytes(), "{name}");
        let back = place.run_with(&["kube-uninject", "-f", "-"], &injected).ok();
        assert_eq!(back.out(), original, "{name}");
    }
}

#[test]
fn an_edit_elsewhere_in_the_document_survives() {
    let place = Place::new();
    let injected = place
        .run_with(&["kube-inject", "--offline", "-f", "-"], POD.as_bytes())
        .ok()
        .out();
    let edited = injected.replacen("kind: Pod\n", "kind: Pod\n# edited\n", 1);
    let back = place.run_with(&["kube-uninject", "-f", "-"], edited.as_bytes()).ok();
    assert_eq!(back.out(), POD.replacen("kind: Pod\n", "kind: Pod\n# edited\n", 1));
}

#[test]
fn without_the_comment_what_injections_add_is_taken_out() {
    let place = Place::new();
    let injected = place
        .run_with(
            &["kube-inject", "--offline", "--no-restore-comment", "-f", "-"],
            POD.as_bytes(),
        )
        .ok()
        .out();
    let run = place.run_with(&["kube-uninject", "-f", "-"], injected.as_bytes()).ok();
    assert!(run.stderr.contains("no usable record"), "{}", run.stderr);
    let pod = &documents(&run.out())[0];
    assert_eq!(containers(pod, "spec/containers"), ["c"]);
    assert_eq!(
        at(pod, "spec/containers/0/livenessProbe/tcpSocket/port").as_i64(),
        Some(8080)
    );
    let annotations = at(pod, "metadata/annotations").as_mapping().expect("annotations");
    assert_eq!(
        annotations.get("prometheus.io/port").and_then(|v| v.as_str()),
        Some("9000")
    );
    assert_eq!(annotations.len(), 1);
    assert!(!run.out().contains("istio"), "{}", run.out());
}

#[test]
fn manifests_without_an_injection_pass_through() {
    let place = Place::new();
    let run = place.run_with(&["kube-uninject", "-f", "-"], POD.as_bytes()).ok();
    assert_eq!(run.out(), POD);
    assert!(run.stderr.contains("nothing was injected"), "{}", run.stderr);
}

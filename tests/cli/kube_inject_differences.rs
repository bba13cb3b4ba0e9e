//! Where ours differs from Go's istioctl 1.30.3 on purpose and no recorded case shows it: the list in COMPATIBILITY.md.

use crate::harness::{Place, at, documents};

fn inject(text: &str, flags: &[&str]) -> String {
    let place = Place::new();
    place.file("app.yaml", text);
    let mut arguments = vec!["kube-inject", "--offline", "-f", "app.yaml"];
    arguments.extend(flags);
    place.run(&arguments).ok().out()
}

fn pod(annotations: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations: {{{annotations}}}\nspec:\n  containers:\n  - {{name: c, image: i}}\n"
    )
}

#[test]
fn an_item_that_is_not_injected_keeps_its_text_beside_one_that_is() {
    let kept = "- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: d}\n  spec: {template: {metadata: {annotations: {sidecar.istio.io/inject: \"false\"}}, spec: {containers: [{name: c}]}}}\n";
    let text = format!(
        "apiVersion: v1\nkind: List\nitems:\n{kept}- apiVersion: v1\n  kind: Pod\n  metadata: {{name: p}}\n  spec: {{containers: [{{name: c, image: i}}]}}\n"
    );
    let out = inject(&text, &[]);
    assert!(out.contains(kept), "{out}");
    assert_eq!(out.matches("ISTIO_META_WORKLOAD_NAME").count(), 1, "{out}");
}

#[test]
fn a_broken_proxy_configuration_of_a_pod_that_opted_out_is_not_read() {
    let text = pod("sidecar.istio.io/inject: \"false\", proxy.istio.io/config: \"{\"");
    assert_eq!(inject(&text, &[]), text);
}

#[test]
fn an_unknown_field_of_a_user_volume_stays() {
    let text = pod(r#"sidecar.istio.io/userVolume: '{"mine": {"foo": 1}}'"#);
    let out = inject(&text, &[]);
    let document = &documents(&out)[0];
    let volumes = at(document, "spec/volumes").as_sequence().expect("a list");
    let mine = volumes
        .iter()
        .find(|volume| volume.get("name").and_then(|name| name.as_str()) == Some("mine"));
    assert_eq!(
        mine.and_then(|volume| volume.get("foo")).and_then(|foo| foo.as_i64()),
        Some(1),
        "{out}"
    );
}

#[test]
fn the_first_spelling_of_a_scrape_annotation_counts() {
    let merged = |text: &str| {
        let out = inject(&pod(text), &[]);
        let line = out
            .lines()
            .skip_while(|line| !line.contains("name: ISTIO_PROMETHEUS_ANNOTATIONS"))
            .nth(1);
        line.expect("the agent's copy of the annotations").to_owned()
    };
    let scrape = "prometheus.io/scrape: \"true\"";
    let first = merged(&format!(
        "{scrape}, prometheus.io/port: \"1111\", prometheus-io-port: \"2222\""
    ));
    assert!(first.contains("1111") && !first.contains("2222"), "{first}");
    let second = merged(&format!(
        "{scrape}, prometheus-io-port: \"2222\", prometheus.io/port: \"1111\""
    ));
    assert!(second.contains("2222") && !second.contains("1111"), "{second}");
}

#[test]
fn settings_are_checked_offline_as_those_of_an_installation() {
    let out = inject(&pod(""), &["--set", "values.global.variant=distroless"]);
    assert!(out.contains("-distroless"), "{out}");
    let place = Place::new();
    place.file("pod.yaml", pod(""));
    place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "pod.yaml",
            "--set",
            "values.global.proxy.variant=distroless",
        ])
        .fails(&["spec.values.global.proxy.variant", "there is no such key"]);
}

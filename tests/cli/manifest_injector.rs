//! The injector's configuration that `manifest generate` writes is one that `kube-inject` reads.

use kubeyaml::Value;

use crate::harness::{Place, at, documents};

const WORKLOADS: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - {name: shop, image: shop:1, ports: [{containerPort: 80, name: http}], readinessProbe: {httpGet: {path: /, port: http}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: count, namespace: books}
spec:
  template:
    metadata: {annotations: {sidecar.istio.io/proxyCPU: 50m, inject.istio.io/templates: \"sidecar\"}}
    spec: {restartPolicy: Never, containers: [{name: count, image: count:1}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge}
spec:
  selector: {matchLabels: {app: edge}}
  template:
    metadata: {labels: {app: edge}, annotations: {inject.istio.io/templates: gateway}}
    spec: {containers: [{name: istio-proxy, image: auto}]}
";

/// Writes the three files that `kube-inject` takes from the rendered ConfigMaps.
fn files(place: &Place, settings: &[&str]) {
    let mut args = vec!["manifest", "generate"];
    args.extend(settings);
    let run = place.run(&args).ok();
    let objects = documents(&run.out());
    let data = |name: &str, key: &str| -> String {
        objects
            .iter()
            .filter(|object| object.get("kind").and_then(Value::as_str) == Some("ConfigMap"))
            .find(|object| object.get_path(&["metadata", "name"]).and_then(Value::as_str) == Some(name))
            .and_then(|object| at(object, &format!("data/{key}")).as_str().map(str::to_owned))
            .unwrap_or_else(|| panic!("ConfigMap {name} with {key}"))
    };
    place.file("inject.yaml", data("istio-sidecar-injector", "config"));
    place.file("values.json", data("istio-sidecar-injector", "values"));
    place.file("mesh.yaml", data("istio", "mesh"));
}

#[test]
fn the_rendered_configuration_injects_as_the_embedded_one_does() {
    let settings: [&[&str]; 4] = [
        &["--set", "profile=minimal"],
        &[
            "--set",
            "profile=minimal",
            "--set",
            "values.global.proxy.logLevel=debug",
            "--set",
            "meshConfig.defaultConfig.concurrency=3",
        ],
        &["--set", "profile=ambient", "--set", "values.global.network=net"],
        &[
            "--set",
            "profile=minimal",
            "--set",
            "values.global.imagePullSecrets={pull}",
            "--set",
            "hub=h.example/x",
            "--set",
            "tag=t",
        ],
    ];
    for settings in settings {
        let place = Place::new();
        place.file("in.yaml", WORKLOADS);
        files(&place, settings);
        let rendered = place
            .run(&[
                "kube-inject",
                "-f",
                "in.yaml",
                "--injectConfigFile",
                "inject.yaml",
                "--valuesFile",
                "values.json",
                "--meshConfigFile",
                "mesh.yaml",
            ])
            .ok();
        let mut args = vec!["kube-inject", "-f", "in.yaml", "--offline"];
        args.extend(settings);
        let embedded = place.run(&args).ok();
        let (rendered, embedded) = (rendered.out(), embedded.out());
        assert_eq!(
            rendered.matches("name: istio-proxy").count(),
            3,
            "{settings:?}: {rendered}"
        );
        assert_eq!(rendered, embedded, "{settings:?}");
    }
}

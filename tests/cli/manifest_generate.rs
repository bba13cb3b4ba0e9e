//! `istioctl manifest generate`: what it writes.

use crate::harness::{Place, at, documents};

/// Objects of a run as `Kind/namespace/name`.
fn identities(out: &str) -> Vec<String> {
    documents(out)
        .iter()
        .map(|object| {
            let text = |path: &[&str]| {
                object
                    .get_path(path)
                    .and_then(kubeyaml::Value::as_str)
                    .unwrap_or_default()
            };
            format!(
                "{}/{}/{}",
                text(&["kind"]),
                text(&["metadata", "namespace"]),
                text(&["metadata", "name"])
            )
        })
        .collect()
}

fn object<'d>(objects: &'d [kubeyaml::Value], kind: &str, name: &str) -> &'d kubeyaml::Value {
    objects
        .iter()
        .find(|object| {
            object.get("kind").and_then(kubeyaml::Value::as_str) == Some(kind)
                && object.get_path(&["metadata", "name"]).and_then(kubeyaml::Value::as_str) == Some(name)
        })
        .unwrap_or_else(|| panic!("there is no {kind} {name}"))
}

#[test]
fn the_default_installation_can_be_applied_in_one_go() {
    let run = Place::new().run(&["manifest", "generate"]).ok();
    assert_eq!(run.stderr, "");
    let found = identities(&run.out());
    let place = |name: &str| {
        found
            .iter()
            .position(|id| id == name)
            .unwrap_or_else(|| panic!("{name} in {found:?}"))
    };
    let order = [
        "CustomResourceDefinition//virtualservices.networking.istio.io",
        "ServiceAccount/istio-system/istiod",
        "ClusterRoleBinding//istiod-clusterrole-istio-system",
        "ConfigMap/istio-system/istio",
        "Deployment/istio-system/istiod",
        "HorizontalPodAutoscaler/istio-system/istiod",
        "Service/istio-system/istiod",
    ];
    assert!(
        order.windows(2).all(|pair| place(pair[0]) < place(pair[1])),
        "{found:?}"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let place = Place::new();
    for profile in ["demo", "ambient", "openshift-ambient"] {
        let args = ["manifest", "generate", "--set", &format!("profile={profile}")];
        let (first, second) = (place.run(&args).ok(), place.run(&args).ok());
        assert!(first.stdout == second.stdout, "{profile}");
    }
}

#[test]
fn files_lie_below_flags_and_later_ones_on_top() {
    let place = Place::new();
    let operator = |tag: &str, network: &str| {
        format!(
            "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  profile: minimal\n  tag: {tag}\n  values: {{global: {{network: {network}}}}}\n"
        )
    };
    place.file("a.yaml", operator("a", "a"));
    place.file("b.yaml", operator("b", "b"));
    let run = place
        .run(&[
            "manifest",
            "generate",
            "-f",
            "a.yaml,b.yaml",
            "--set",
            "values.global.network=flag",
        ])
        .ok();
    let objects = documents(&run.out());
    let istiod = object(&objects, "Deployment", "istiod");
    assert_eq!(
        at(istiod, "spec/template/spec/containers/0/image").as_str(),
        Some("docker.io/istio/pilot:b")
    );
    let values = at(object(&objects, "ConfigMap", "istio-sidecar-injector"), "data/values");
    assert!(
        values
            .as_str()
            .is_some_and(|text| text.contains("\"network\": \"flag\"")),
        "{values:?}"
    );
}

#[test]
fn the_set_family_types_values_in_its_ways() {
    let place = Place::new();
    place.file("note.txt", "from a file");
    let run = place
        .run(&[
            "manifest",
            "generate",
            "--set",
            "profile=empty",
            "--set",
            "components.cni.enabled=true",
            "--set-string",
            "values.cni.podAnnotations.text=1",
            "--set-json",
            r#"values.cni.excludeNamespaces=["a","b"]"#,
            "--set-file",
            "values.cni.podAnnotations.file=note.txt",
        ])
        .ok();
    let objects = documents(&run.out());
    let annotations = at(
        object(&objects, "DaemonSet", "istio-cni-node"),
        "spec/template/metadata/annotations",
    );
    assert_eq!(at(annotations, "text").as_str(), Some("1"));
    assert_eq!(at(annotations, "file").as_str(), Some("from a file"));
    assert_eq!(
        at(
            object(&objects, "ConfigMap", "istio-cni-config"),
            "data/EXCLUDE_NAMESPACES"
        )
        .as_str(),
        Some("a,b")
    );
}

#[test]
fn objects_are_picked_by_pattern() {
    let place = Place::new();
    let run = place
        .run(&[
            "manifest",
            "generate",
            "--filter",
            "Deployment/*",
            "--filter",
            "service/istio-system/istiod",
        ])
        .ok();
    assert_eq!(
        identities(&run.out()),
        [
            "Deployment/istio-system/istio-ingressgateway",
            "Deployment/istio-system/istiod",
            "Service/istio-system/istiod"
        ]
    );
    let run = place
        .run(&["manifest", "generate", "--set", "profile=empty", "--filter", "nothing"])
        .ok();
    assert!(
        run.stderr.contains("--filter \"nothing\" has no effect"),
        "{}",
        run.stderr
    );
}

#[test]
fn images_are_listed_for_mirroring() {
    let run = Place::new()
        .run(&["manifest", "generate", "--set", "profile=ambient", "--images"])
        .ok();
    assert_eq!(
        run.out(),
        "docker.io/istio/install-cni:1.30.3-distroless\ndocker.io/istio/pilot:1.30.3-distroless\ndocker.io/istio/proxyv2:1.30.3-distroless\ndocker.io/istio/ztunnel:1.30.3-distroless\n"
    );
}

#[test]
fn json_is_one_list() {
    let run = Place::new()
        .run(&["manifest", "generate", "--set", "profile=minimal", "-o", "json"])
        .ok();
    let list: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(list["kind"], "List");
    assert!(list["items"].as_array().is_some_and(|items| items.len() > 20));
}

#[test]
fn each_object_goes_into_a_file_of_its_own() {
    let place = Place::new();
    let args = [
        "manifest",
        "generate",
        "--set",
        "profile=minimal",
        "--split-dir",
        "out/istio",
    ];
    let run = place.run(&args).ok();
    assert!(run.stdout.is_empty());
    let text = place.read("out/istio/deployment-istio-system-istiod.yaml");
    assert_eq!(identities(&text), ["Deployment/istio-system/istiod"]);
    // Files of others stay when it is written again.
    place.file("out/istio/own.yaml", "a: b\n");
    place.run(&args).ok();
    assert_eq!(place.read("out/istio/own.yaml"), "a: b\n");
    let run = place
        .run(&["manifest", "generate", "--split-dir", "other", "--dry-run"])
        .ok();
    assert!(
        run.stderr
            .contains("would write other/deployment-istio-system-istiod.yaml")
    );
    assert!(!place.path().join("other").exists());
}

#[test]
fn a_folder_stands_in_for_the_embedded_package() {
    let place = Place::new();
    place.file("p/profiles/default.yaml", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  components:\n    pilot: {enabled: false}\n    ingressGateways: []\n");
    place.file(
        "p/charts/base/Chart.yaml",
        "apiVersion: v2\nname: base\nversion: 1.0.0\n",
    );
    place.file(
        "p/charts/base/templates/a.yaml",
        "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a\n  namespace: {{ .Release.Namespace }}\ndata:\n  version: {{ .Capabilities.KubeVersion.Version | quote }}\n",
    );
    for flag in ["--manifests", "--charts", "-d"] {
        let run = place
            .run(&["manifest", "generate", flag, "p", "--kube-version", "1.34"])
            .ok();
        assert_eq!(
            run.out(),
            "apiVersion: v1\ndata:\n  version: v1.34\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: istio-system\n---\n"
        );
    }
    place.file("p/charts/base/templates/a.yaml", "kind: X\na: {{ .Values.a.b }}\n");
    place
        .run(&["manifest", "generate", "-d", "p"])
        .fails(&["base/templates/a.yaml:2:13"]);
}

#[test]
fn kubernetes_settings_and_overlays_are_laid_over_the_chart() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  profile: minimal\n  components:\n    pilot:\n      k8s:\n        replicaCount: 2\n        podAnnotations: {a: b}\n        overlays:\n        - kind: Deployment\n          name: istiod\n          patches:\n          - path: spec.template.spec.containers.[name:discovery].args[-1]\n            value: --last\n          - path: spec.template.spec.containers.[name:nope].image\n            value: x\n",
    );
    let run = place
        .run(&[
            "manifest",
            "generate",
            "-f",
            "o.yaml",
            "--set",
            "values.pilot.autoscaleEnabled=false",
        ])
        .ok();
    let objects = documents(&run.out());
    let istiod = object(&objects, "Deployment", "istiod");
    assert_eq!(at(istiod, "spec/replicas").as_i64(), Some(2));
    assert_eq!(at(istiod, "spec/template/metadata/annotations/a").as_str(), Some("b"));
    let args = at(istiod, "spec/template/spec/containers/0/args")
        .as_sequence()
        .expect("a list");
    assert_eq!(args.last().and_then(kubeyaml::Value::as_str), Some("--last"));
    assert!(
        run.stderr.contains("overlays[0].patches[1]") && run.stderr.contains("[name:nope]"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_variable_has_one_source() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  profile: minimal\n  components:\n    pilot:\n      k8s:\n        env:\n        - {name: POD_NAME, value: plain}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let objects = documents(&run.out());
    let env = at(
        object(&objects, "Deployment", "istiod"),
        "spec/template/spec/containers/0/env",
    );
    let found = env.as_sequence().expect("a list").iter();
    let variable = found
        .filter(|item| at(item, "name").as_str() == Some("POD_NAME"))
        .collect::<Vec<_>>();
    assert_eq!(
        kubeyaml::json::to_string(variable[0]).expect("JSON"),
        r#"{"name":"POD_NAME","value":"plain"}"#
    );
}

#[test]
fn overlay_text_stays_text_where_text_belongs() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  profile: minimal\n  components:\n    pilot:\n      k8s:\n        overlays:\n        - kind: Deployment\n          name: istiod\n          patches:\n          - {path: metadata.annotations.note, value: 'key: val'}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let objects = documents(&run.out());
    let istiod = object(&objects, "Deployment", "istiod");
    assert_eq!(at(istiod, "metadata/annotations/note").as_str(), Some("key: val"));
}

#[test]
fn null_values_keep_those_of_the_profile() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  values:\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml", "--images"]).ok();
    assert_eq!(
        run.out(),
        "docker.io/istio/pilot:1.30.3\ndocker.io/istio/proxyv2:1.30.3\n"
    );
}

#[test]
fn a_gateway_that_nobody_named_is_warned_of() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  components: null\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    assert!(run.stderr.contains("without a name"), "{}", run.stderr);
}

#[test]
fn an_empty_setting_is_written_where_there_was_none() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "kind: IstioOperator\nspec: {profile: empty, components: {ztunnel: {enabled: true, k8s: {affinity: {}, securityContext: {}}}}}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let objects = documents(&run.out());
    let pod = at(object(&objects, "DaemonSet", "ztunnel"), "spec/template/spec");
    for key in ["affinity", "securityContext"] {
        let empty = pod.get(key).and_then(kubeyaml::Value::as_mapping);
        assert!(empty.is_some_and(kubeyaml::Mapping::is_empty), "{key}");
    }
}

#[test]
fn keys_of_a_component_count_in_any_case() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "kind: IstioOperator\nspec: {profile: empty, components: {cni: {Enabled: false}, egressGateways: [{Name: out, label: {a: null}}]}}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    assert!(run.stderr.contains("the key is spelt \"enabled\"\n"), "{}", run.stderr);
    let objects = documents(&run.out());
    assert!(!run.out().contains("DaemonSet"));
    let gateway = object(&objects, "Deployment", "out");
    assert_eq!(at(gateway, "metadata/labels/a").as_str(), Some(""));
}

#[test]
fn null_among_the_values_stays_null() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "kind: IstioOperator\nspec: {profile: empty, values: {pilot: {cni: null}}, components: {pilot: {enabled: true}}}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let objects = documents(&run.out());
    let values = at(object(&objects, "ConfigMap", "istio-sidecar-injector"), "data/values");
    assert!(
        values.as_str().is_some_and(|text| text.contains("\"cni\": null")),
        "{values:?}"
    );
}

#[test]
fn null_settings_are_none_and_digits_are_a_tag() {
    let place = Place::new();
    place.file(
        "o.yaml",
        "# only a comment\n---\nkind: IstioOperator\nspec: {profile: empty, hub: null, revision: null, tag: 20240101, components: {pilot: {enabled: true}}}\n",
    );
    let run = place.run(&["manifest", "generate", "-f", "o.yaml"]).ok();
    let objects = documents(&run.out());
    let istiod = object(&objects, "Deployment", "istiod");
    assert_eq!(
        at(istiod, "spec/template/spec/containers/0/image").as_str(),
        Some("docker.io/istio/pilot:20240101")
    );
}

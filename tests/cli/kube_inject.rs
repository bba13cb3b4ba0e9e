//! What injection does, on manifests of our own with the embedded configuration.

use crate::harness::{Place, at, containers, documents};

const DEPLOYMENT: &str = "\
# the front end
apiVersion: apps/v1
kind: Deployment
metadata:
    name: web      # indented by four
spec:
    selector: {matchLabels: {app: web}}
    template:
        metadata:
            labels: {app: web}
        spec:
            containers:
            -   name: web
                image: 'example.com/web:1'
                ports: [{containerPort: 8080, name: http}]
                readinessProbe:
                    httpGet: {path: /ready, port: http}
            volumes:
            -   name: conf
                configMap: {name: web, defaultMode: 0644}
";

const SERVICE: &str = "apiVersion: v1\nkind:   Service\nmetadata: {name: \"web\"}\nspec: {ports: [{port: 0080}]}\n";

#[test]
fn a_deployment_gets_its_sidecar_and_keeps_its_lines() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    let run = place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok();
    let text = run.out();
    let injected = &documents(&text)[0];
    assert_eq!(
        containers(injected, "spec/template/spec/containers"),
        ["web", "istio-proxy"]
    );
    assert_eq!(
        containers(injected, "spec/template/spec/initContainers"),
        ["istio-init"]
    );
    for line in [
        "# the front end",
        "    name: web      # indented by four",
        "            -   name: web",
        "                image: 'example.com/web:1'",
        "                configMap: {name: web, defaultMode: 0644}",
    ] {
        assert!(text.lines().any(|l| l == line), "{line:?} is not in\n{text}");
    }
    assert_eq!(
        at(injected, "spec/template/spec/containers/0/readinessProbe/httpGet/path").as_str(),
        Some("/app-health/web/readyz")
    );
    assert!(
        run.stderr.contains("injected Deployment \"web\" (app.yaml:2)"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_named_probe_port_is_served_even_when_it_is_the_number_of_the_status_port() {
    let place = Place::new();
    place.file(
        "app.yaml",
        DEPLOYMENT.replace("containerPort: 8080", "containerPort: 15020"),
    );
    let text = place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok().out();
    let injected = &documents(&text)[0];
    let env = at(injected, "spec/template/spec/containers/1/env")
        .as_sequence()
        .expect("a list");
    let probers = env
        .iter()
        .find(|v| at(v, "name").as_str() == Some("ISTIO_KUBE_APP_PROBERS"))
        .expect("the probe is served");
    assert_eq!(
        at(probers, "value").as_str(),
        Some("{\"/app-health/web/readyz\":{\"httpGet\":{\"path\":\"/ready\",\"port\":15020}}}")
    );
}

#[test]
fn other_kinds_pass_through_byte_for_byte_and_in_order() {
    let place = Place::new();
    place.file("app.yaml", format!("{SERVICE}---\n{DEPLOYMENT}---\n{SERVICE}"));
    let text = place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok().out();
    assert!(text.starts_with(&format!("{SERVICE}---\n# the front end\n")), "{text}");
    assert!(text.ends_with(&format!("---\n{SERVICE}")), "{text}");
}

#[test]
fn injecting_twice_gives_the_same_bytes() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place
        .run(&["kube-inject", "--offline", "-f", "app.yaml", "-o", "once.yaml"])
        .ok();
    let again = place
        .run(&["kube-inject", "--offline", "-f", "once.yaml", "-o", "twice.yaml"])
        .ok();
    assert_eq!(place.read("once.yaml"), place.read("twice.yaml"));
    assert!(again.stderr.contains("unchanged Deployment"), "{}", again.stderr);
}

#[test]
fn a_new_configuration_replaces_an_older_injection() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place
        .run(&[
            "kube-inject",
            "--offline",
            "--set",
            "hub=example.com/old",
            "-f",
            "app.yaml",
            "-o",
            "old.yaml",
        ])
        .ok();
    let fresh = place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok().out();
    assert_eq!(
        place.run(&["kube-inject", "--offline", "-f", "old.yaml"]).ok().out(),
        fresh
    );
    assert!(place.read("old.yaml").contains("example.com/old/proxyv2"));
}

#[test]
fn stdin_several_files_and_directories() {
    let place = Place::new();
    place.file("a/one.yaml", DEPLOYMENT);
    place.file("a/b/two.yml", SERVICE);
    place.file("a/notes.txt", "not a manifest");
    place.file(
        "three.json",
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#,
    );
    let run = place
        .run_with(
            &["kube-inject", "--offline", "-f", "a", "-f", "three.json", "-f", "-"],
            SERVICE.as_bytes(),
        )
        .ok();
    let kinds: Vec<String> = documents(&run.out())
        .iter()
        .map(|d| at(d, "kind").as_str().expect("a kind").to_owned())
        .collect();
    assert_eq!(kinds, ["Service", "Deployment", "Pod", "Service"]);
    assert!(
        run.stderr
            .contains("2 injected, 0 unchanged, 0 skipped, 2 without a pod template"),
        "{}",
        run.stderr
    );
}

#[test]
fn in_place_replaces_only_files_that_change() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    let service = place.file("service.yaml", SERVICE);
    let before = std::fs::metadata(&service)
        .expect("the file")
        .modified()
        .expect("a time");
    place
        .run(&[
            "kube-inject",
            "--offline",
            "--in-place",
            "-f",
            "app.yaml",
            "-f",
            "service.yaml",
        ])
        .ok();
    assert!(place.read("app.yaml").contains("istio-proxy"));
    assert_eq!(
        std::fs::metadata(&service)
            .expect("the file")
            .modified()
            .expect("a time"),
        before
    );
    place.run(&["kube-uninject", "--in-place", "-f", "app.yaml"]).ok();
    assert_eq!(place.read("app.yaml"), DEPLOYMENT);
}

#[test]
fn output_may_be_the_input_file() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place
        .run(&["kube-inject", "--offline", "-f", "app.yaml", "-o", "app.yaml"])
        .ok();
    assert!(place.read("app.yaml").contains("istio-proxy"));
}

#[test]
fn json_stays_json_without_the_restore_comment() {
    let place = Place::new();
    let pod =
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#;
    let text = place
        .run_with(
            &["kube-inject", "--offline", "--no-restore-comment", "-f", "-"],
            pod.as_bytes(),
        )
        .ok()
        .out();
    let parsed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(parsed["spec"]["containers"][1]["name"], "istio-proxy");
}

#[test]
fn the_embedded_configuration_is_said_to_be_used() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    let run = place.run(&["kube-inject", "-f", "app.yaml"]).ok();
    assert!(
        run.stderr
            .starts_with("Using the embedded default configuration of Istio 1.30.3"),
        "{}",
        run.stderr
    );
    let quiet = place
        .run(&["kube-inject", "--offline", "--quiet", "-f", "app.yaml"])
        .ok();
    assert_eq!(quiet.stderr, "");
    assert_eq!(quiet.stdout, run.stdout);
}

#[test]
fn a_kubeconfig_that_names_a_cluster_is_not_passed_over() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place.file(
        ".kube/config",
        "current-context: c\ncontexts:\n- {name: c, context: {cluster: prod}}\nclusters:\n- {name: prod, cluster: {server: 'https://127.0.0.1:1'}}\n",
    );
    place.run(&["kube-inject", "-f", "app.yaml"]).fails(&[
        "https://127.0.0.1:1 cannot be reached",
        "--offline",
        "--injectConfigFile",
    ]);
    place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok();
    place.file("empty", "apiVersion: v1\nkind: Config\n");
    place
        .run_in_environment(&["kube-inject", "-f", "app.yaml"], b"", &[("KUBECONFIG", "empty")])
        .ok();
}

#[test]
fn a_kubeconfig_that_cannot_be_used_is_no_reason_for_the_embedded_configuration() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place
        .run(&["kube-inject", "-f", "app.yaml", "--context", "prdo"])
        .fails(&["--context", "prdo"]);
    place
        .run(&["kube-inject", "-f", "app.yaml", "--kubeconfig", "missing"])
        .fails(&["kubeconfig missing"]);
    // A directory is there but cannot be read as a file.
    place.file("directory/file", "");
    place
        .run_in_environment(&["kube-inject", "-f", "app.yaml"], b"", &[("KUBECONFIG", "directory")])
        .fails(&["kubeconfig directory"]);
    place
        .run_in_environment(&["kube-inject", "-f", "app.yaml"], b"", &[("KUBECONFIG", "missing")])
        .ok();
}

#[test]
fn settings_shape_the_embedded_configuration() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place.file("operator.yaml", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  values:\n    global:\n      proxy:\n        image: mine\n");
    let text = place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "app.yaml",
            "--operatorFileName",
            "operator.yaml",
            "--set",
            "tag=9.9",
            "--set",
            "meshConfig.trustDomain=example.com",
        ])
        .ok()
        .out();
    assert!(text.contains("docker.io/istio/mine:9.9"), "{text}");
    assert!(text.contains("example.com\n"), "{text}");
    let refused = |set: &str, words: &[&str]| {
        place
            .run(&["kube-inject", "--offline", "-f", "app.yaml", "--set", set])
            .fails(words);
    };
    refused("values.global", &["--set values.global", "expected a mapping"]);
    refused("values.global[a", &["values.global[a", "^"]);
    refused("values.globl.hub=x", &["values.globl", "did you mean", "global"]);
}

#[test]
fn a_kubernetes_version_with_native_sidecars_makes_the_sidecar_native() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    let sidecar_list = |version: &str| {
        let text = place
            .run(&["kube-inject", "--offline", "--kube-version", version, "-f", "app.yaml"])
            .ok()
            .out();
        let injected = documents(&text).remove(0);
        containers(&injected, "spec/template/spec/initContainers").contains(&"istio-proxy")
    };
    assert!(sidecar_list("1.36"));
    assert!(sidecar_list("v1.33.2"));
    assert!(!sidecar_list("1.32"));
    place
        .run(&["kube-inject", "--offline", "--kube-version", "new", "-f", "app.yaml"])
        .fails(&["--kube-version", "new"]);
}

#[test]
fn a_kind_is_injected_where_the_user_says_its_pod_template_is() {
    let place = Place::new();
    let rollout = DEPLOYMENT
        .replace("apps/v1", "argoproj.io/v1alpha1")
        .replace("kind: Deployment", "kind: Rollout");
    place.file("rollout.yaml", &rollout);
    assert_eq!(
        place
            .run(&["kube-inject", "--offline", "-f", "rollout.yaml"])
            .ok()
            .out(),
        rollout
    );
    let text = place
        .run(&[
            "kube-inject",
            "--offline",
            "--template-path",
            "Rollout=spec.template",
            "-f",
            "rollout.yaml",
        ])
        .ok()
        .out();
    assert_eq!(
        containers(&documents(&text)[0], "spec/template/spec/containers"),
        ["web", "istio-proxy"]
    );
    let run = place.run(&["kube-inject", "--template-path", "Rollout", "-f", "rollout.yaml"]);
    assert_eq!(run.code, 64, "{}", run.stderr);
}

#[test]
fn the_template_environment_reads_variables() {
    let place = Place::new();
    place.file("app.yaml", DEPLOYMENT);
    place.file("inject.yaml", "templates:\n  sidecar: |\n    spec:\n      containers:\n      - name: istio-proxy\n        image: {{ env \"PROXY\" \"none\" }}\n");
    let run = |environment: &[(&str, &str)]| {
        place
            .run_in_environment(
                &[
                    "kube-inject",
                    "--offline",
                    "--injectConfigFile",
                    "inject.yaml",
                    "-f",
                    "app.yaml",
                ],
                b"",
                environment,
            )
            .ok()
            .out()
    };
    assert!(run(&[]).contains("image: none"));
    assert!(run(&[("PROXY", "example.com/p:1")]).contains("image: example.com/p:1"));
}

#[test]
fn utf_16_stays_utf_16() {
    let place = Place::new();
    let encoded: Vec<u8> = std::iter::once(0xfeff)
        .chain(DEPLOYMENT.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    place.file("app.yaml", &encoded);
    let injected = place.run(&["kube-inject", "--offline", "-f", "app.yaml"]).ok().stdout;
    let text = String::from_utf16(
        &injected
            .chunks(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .collect::<Vec<_>>(),
    )
    .expect("UTF-16");
    assert!(text.starts_with('\u{feff}') && text.contains("istio-proxy"));
    place.file("injected.yaml", &injected);
    assert_eq!(
        place.run(&["kube-uninject", "-f", "injected.yaml"]).ok().stdout,
        encoded
    );
}

#[test]
fn process_substitution_and_pipes_are_files_like_any_other() {
    let place = Place::new();
    let run = place
        .run_with(&["kube-inject", "--offline", "-f", "/dev/stdin"], DEPLOYMENT.as_bytes())
        .ok();
    assert!(run.out().contains("istio-proxy"));
}

//! Every bad input gets one error with file, line, column, object and field, a non-zero exit, and an empty stdout.

use crate::harness::{Place, Run};

fn inject(text: impl AsRef<[u8]>) -> Run {
    let place = Place::new();
    place.file("app.yaml", text);
    place.run(&["kube-inject", "--offline", "-f", "app.yaml"])
}

const GOOD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: good}\nspec: {containers: [{name: c, image: i}]}\n";

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n{spec}")
}

fn annotated(annotations: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    {annotations}\nspec: {{containers: [{{name: c, image: i}}]}}\n"
    )
}

#[test]
fn broken_yaml() {
    inject("a: b: c\n").fails(&["app.yaml:1:"]);
    inject(format!("{GOOD}---\nkind: Pod\n  metadata: [\n")).fails(&["app.yaml:7:"]);
    inject("key: \"unclosed\n").fails(&["app.yaml:"]);
    inject("a: *nowhere\n").fails(&["app.yaml:1:4", "nowhere"]);
}

#[test]
fn a_mapping_where_a_list_belongs() {
    inject(pod("  containers:\n    name: c\n")).fails(&["app.yaml:6:5", "Pod p", "spec.containers", "list", "mapping"]);
}

#[test]
fn values_of_a_wrong_type() {
    inject(pod("  containers: [{name: c, ports: [{containerPort: http}]}]\n")).fails(&[
        "app.yaml:5:",
        "Pod p",
        "spec.containers[0].ports[0].containerPort",
        "integer",
    ]);
    inject("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 3000000000, template: {spec: {containers: [{name: c}]}}}\n")
        .fails(&["app.yaml:4:", "Deployment d", "spec.replicas", "3000000000"]);
    inject(pod("  hostNetwork: maybe\n  containers: [{name: c}]\n")).fails(&["app.yaml:5:16", "spec.hostNetwork"]);
    inject("- a\n- b\n").fails(&["app.yaml:1:1", "mapping", "list"]);
    inject("just text\n").fails(&["app.yaml:1:1", "mapping"]);
}

#[test]
fn invalid_annotation_values() {
    inject(annotated("sidecar.istio.io/interceptionMode: tproxy")).fails(&[
        "app.yaml:6:40",
        "Pod p",
        "interceptionMode",
        "TPROXY",
    ]);
    inject(annotated("status.sidecar.istio.io/port: http")).fails(&["app.yaml:6:35", "port"]);
    inject(annotated("sidecar.istio.io/nativeSidecar: maybe")).fails(&["app.yaml:6:37", "nativeSidecar"]);
    inject(annotated("proxy.istio.io/config: 'a: b: c'")).fails(&["app.yaml:6:28", "proxy.istio.io/config"]);
    inject(annotated("proxy.istio.io/config: '{concurrency: many}'")).fails(&["app.yaml:6:28", "concurrency"]);
    inject(annotated("proxy.istio.io/overrides: 'no json'")).fails(&["app.yaml:6:31", "proxy.istio.io/overrides"]);
    inject(annotated("proxy.istio.io/overrides: '[]'")).fails(&["app.yaml:6:31", "proxy.istio.io/overrides", "list"]);
}

#[test]
fn an_unknown_template_is_named_with_those_that_exist() {
    inject(annotated("inject.istio.io/templates: sidecar,cart")).fails(&[
        "app.yaml:6:",
        "\"cart\"",
        "gateway",
        "sidecar",
    ]);
}

#[test]
fn a_template_that_fails_or_does_not_parse() {
    let place = Place::new();
    place.file("app.yaml", GOOD);
    let run = |template: &str| {
        place.file("inject.yaml", format!("templates:\n  sidecar: |\n    {template}\n"));
        place.run(&[
            "kube-inject",
            "--offline",
            "--injectConfigFile",
            "inject.yaml",
            "-f",
            "app.yaml",
        ])
    };
    run("spec: {{ .Nowhere }}").fails(&["app.yaml:1:1", "Pod good", "template sidecar", "inject:1:9", "Nowhere"]);
    run("spec: {{ if }}").fails(&["template sidecar", "inject:1"]);
    run("spec: {{ unheardOf }}").fails(&["template sidecar", "unheardOf"]);
    run("spec: [").fails(&["template sidecar", "not YAML"]);
    run("- a").fails(&["template sidecar", "list"]);
    run("spec: {containers: {}}").fails(&["template sidecar", "spec.containers"]);
}

#[test]
fn files_that_cannot_be_read() {
    let place = Place::new();
    place
        .run(&["kube-inject", "--offline", "-f", "nowhere.yaml"])
        .fails(&["nowhere.yaml"]);
    place.run(&["kube-inject", "--offline", "-f", "."]).fails(&["no .yaml"]);
    place.run(&["kube-inject", "--offline"]).fails(&["-f"]);
    place.file("app.yaml", GOOD);
    for flag in [
        "--injectConfigFile",
        "--meshConfigFile",
        "--valuesFile",
        "--operatorFileName",
    ] {
        place
            .run(&["kube-inject", "--offline", "-f", "app.yaml", flag, "gone"])
            .fails(&["gone"]);
    }
    place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "app.yaml",
            "-o",
            "no/such/dir/out.yaml",
        ])
        .fails(&["no/such/dir/out.yaml"]);
}

#[test]
fn configuration_files_of_a_wrong_shape() {
    let place = Place::new();
    place.file("app.yaml", GOOD);
    place.file("list.yaml", "[1, 2]");
    place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "app.yaml",
            "--valuesFile",
            "list.yaml",
        ])
        .fails(&["values", "mapping"]);
    place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "app.yaml",
            "--meshConfigFile",
            "list.yaml",
        ])
        .fails(&["mesh configuration"]);
    place.file("values.yaml", "global: {proxy: {statusPort: high}}\n");
    place
        .run(&[
            "kube-inject",
            "--offline",
            "-f",
            "app.yaml",
            "--valuesFile",
            "values.yaml",
        ])
        .fails(&["values", "statusPort"]);
    place.file("map.yaml", "kind: ConfigMap\ndata: {}\n");
    place
        .run(&["kube-inject", "--offline", "-f", "app.yaml", "--valuesFile", "map.yaml"])
        .fails(&["map.yaml", "\"values\""]);
}

#[test]
fn empty_input_gives_empty_output() {
    for text in ["", "\n", "---\n---\n", "# nothing\n"] {
        let run = inject(text).ok();
        assert_eq!(run.out(), text);
        assert!(run.stderr.contains("nothing was injected"), "{}", run.stderr);
    }
}

#[test]
fn binary_input() {
    inject(b"\x7fELF\x02\x01\x01\0\0\0").fails(&["app.yaml:1:"]);
    inject(b"kind: \xff\xfe\n").fails(&["app.yaml:1:"]);
}

#[test]
fn an_alias_bomb() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..10 {
        let items = vec![format!("*a{}", i - 1); 10].join(", ");
        text.push_str(&format!("a{i}: &a{i} [{items}]\n"));
    }
    inject(text).fails(&["app.yaml:"]);
}

#[test]
fn a_hundred_thousand_levels() {
    inject("[".repeat(100_000)).fails(&["app.yaml:1:", "nest"]);
    let text: String = (0..100_000).map(|i| format!("{}a:\n", " ".repeat(i % 2000))).collect();
    assert!(inject(text).code != 101, "it must not panic");
}

#[test]
fn nested_lists_are_fast_or_refused() {
    let depth = 2_000;
    let text = format!(
        "{}{}",
        r#"{"apiVersion":"v1","kind":"List","items":["#.repeat(depth),
        "]}".repeat(depth)
    );
    inject(text).fails(&["app.yaml:1:"]);
}

#[test]
fn a_duplicate_key_in_a_workload_names_both_lines() {
    inject(pod(
        "  containers: [{name: c}]\n  hostNetwork: true\n  containers: []\n",
    ))
    .fails(&["app.yaml:7:3", "containers", "line 5"]);
}

#[test]
fn two_standard_inputs() {
    Place::new()
        .run(&["kube-inject", "--offline", "-f", "-", "-f", "-"])
        .fails(&["only once"]);
    Place::new()
        .run(&["kube-inject", "--offline", "--in-place", "-f", "-"])
        .fails(&["--in-place"]);
}

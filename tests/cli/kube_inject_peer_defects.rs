//! Where Go's istioctl 1.30.3 goes wrong, and what ours does: one test for each row of the reference table.

use crate::harness::{Place, Run, at, containers, documents};

fn inject(text: impl AsRef<[u8]>) -> Run {
    let place = Place::new();
    place.file("app.yaml", text);
    place.run(&["kube-inject", "--offline", "-f", "app.yaml"])
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

fn annotated(annotations: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    {annotations}\nspec:\n  containers:\n  - {{name: c, image: i, livenessProbe: {{httpGet: {{path: /l, port: 8080}}}}}}\n"
    )
}

fn annotation<'v>(pod: &'v kubeyaml::Value, name: &str) -> Option<&'v str> {
    pod.get_path(&["metadata", "annotations"])?.get(name)?.as_str()
}

#[test]
fn second_json_document_and_documents_after_dots_are_injected() {
    let json =
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}"#;
    for text in [format!("{json}\n{json}\n"), format!("{POD}...\n{POD}")] {
        let run = inject(&text).ok();
        assert!(run.stderr.contains("2 injected"), "{}", run.stderr);
        assert_eq!(run.out().matches("ISTIO_META_WORKLOAD_NAME").count(), 2);
    }
}

#[test]
fn kind_of_another_group_passes_through() {
    let job = "apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: j}\nspec: {tasks: [{template: {spec: {containers: [{name: c}]}}}]}\n";
    assert_eq!(inject(job).ok().out(), job);
}

#[test]
fn unknown_fields_and_comments_are_kept() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c # mine\n    imagee: i\n    x-note: {deep: [1]}\n";
    let run = inject(text).ok();
    for line in ["  - name: c # mine", "    imagee: i", "    x-note: {deep: [1]}"] {
        assert!(run.out().contains(line), "{}", run.out());
    }
    assert!(run.stderr.contains("did you mean image"), "{}", run.stderr);
}

#[test]
fn digits_stay() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  terminationGracePeriodSeconds: 9007199254740993\n  containers: [{name: c, image: i, resources: {limits: {cpu: 1.10}}}]\n  volumes: [{name: v, secret: {secretName: s, defaultMode: 0644}}]\n  x: 18446744073709551615\n";
    let out = inject(text).ok().out();
    for digits in [
        "9007199254740993",
        "cpu: 1.10}",
        "defaultMode: 0644}",
        "x: 18446744073709551615",
    ] {
        assert!(out.contains(digits), "{digits} is not in {out}");
    }
}

#[test]
fn largest_integer_is_accepted() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  activeDeadlineSeconds: 9223372036854775807\n  containers: [{name: c, image: i}]\n";
    assert!(
        inject(text)
            .ok()
            .out()
            .contains("activeDeadlineSeconds: 9223372036854775807\n")
    );
}

#[test]
fn carriage_returns_stay_in_documents_that_pass_through() {
    let service = "apiVersion: v1\r\nkind: Service\r\nmetadata: {name: s}\r\n";
    assert!(
        inject(format!("{service}---\r\n{POD}"))
            .ok()
            .out()
            .starts_with(&format!("{service}---\r\n"))
    );
}

#[test]
fn opt_out_on_a_cron_jobs_pod_template_is_honoured() {
    let cron = |where_: &str| {
        let (job, pod) = if where_ == "pod" {
            ("", "metadata: {labels: {sidecar.istio.io/inject: \"false\"}}, ")
        } else {
            ("metadata: {annotations: {sidecar.istio.io/inject: \"false\"}}, ", "")
        };
        format!(
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: j}}\nspec: {{schedule: '* * * * *', jobTemplate: {{{job}spec: {{template: {{{pod}spec: {{containers: [{{name: c, image: i}}]}}}}}}}}}}\n"
        )
    };
    for where_ in ["pod", "job"] {
        let run = inject(cron(where_)).ok();
        assert_eq!(run.out(), cron(where_));
        assert!(run.stderr.contains("skipped CronJob \"j\""), "{}", run.stderr);
    }
}

#[test]
fn a_numeric_probe_port_is_served_and_an_unknown_one_is_left_with_a_reason() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: i, livenessProbe: {httpGet: {path: /l, port: \"8080\"}}, readinessProbe: {httpGet: {path: /r, port: nowhere}}}\n";
    let run = inject(text).ok();
    let pod = &documents(&run.out())[0];
    assert_eq!(
        at(pod, "spec/containers/0/livenessProbe/httpGet/port").as_i64(),
        Some(15020)
    );
    assert!(
        run.out()
            .contains(r#"{"/app-health/c/livez":{"httpGet":{"path":"/l","port":8080}}}"#),
        "{}",
        run.out()
    );
    assert_eq!(
        at(pod, "spec/containers/0/readinessProbe/httpGet/port").as_str(),
        Some("nowhere")
    );
    assert!(
        run.stderr.contains("readinessProbe of container c") && run.stderr.contains("nowhere"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_status_port_of_its_own_is_used_everywhere() {
    let out = inject(annotated("status.sidecar.istio.io/port: \" 15025 \""))
        .ok()
        .out();
    let pod = &documents(&out)[0];
    assert_eq!(annotation(pod, "prometheus.io/port"), Some("15025"));
    assert_eq!(
        at(pod, "spec/containers/0/livenessProbe/httpGet/port").as_i64(),
        Some(15025)
    );

    let out = inject(annotated("status.sidecar.istio.io/port: \"0\"")).ok().out();
    let pod = &documents(&out)[0];
    assert_eq!(
        annotation(pod, "prometheus.io/port"),
        None,
        "there is no status server to scrape"
    );
    assert_eq!(
        at(pod, "spec/containers/0/livenessProbe/httpGet/port").as_i64(),
        Some(8080)
    );
}

#[test]
fn collisions_with_what_is_injected_name_both_sides() {
    inject("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i}]\n  volumes:\n  - name: istio-token\n    hostPath: {path: /tmp}\n")
        .fails(&["app.yaml:7:", "istio-token", "hostPath", "projected"]);
    inject("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: i}\n  - {name: istio-proxy, image: auto, readinessProbe: {exec: {command: [ok]}}}\n")
        .fails(&["app.yaml:7:", "readinessProbe", "exec", "httpGet"]);
}

#[test]
fn long_names_give_valid_labels() {
    let name = "n".repeat(70);
    let text = POD.replace("name: p}", &format!("name: {name}}}"));
    for templates in ["sidecar", "gateway"] {
        let text = text.replace(
            "metadata: {",
            &format!("metadata: {{annotations: {{inject.istio.io/templates: {templates}}}, "),
        );
        let out = inject(text).ok().out();
        let pod = &documents(&out)[0];
        let label = at(pod, "metadata/labels")
            .get("service.istio.io/canonical-name")
            .and_then(|v| v.as_str())
            .expect("the label");
        assert_eq!(label, "n".repeat(63), "{templates}");
    }
}

#[test]
fn annotation_text_cannot_inject_fields() {
    let evil = "'x\", privileged: \"true\"\n\n      evil: \"1: {}'";
    for name in [
        "traffic.sidecar.istio.io/excludeInboundPorts",
        "sidecar.istio.io/logLevel",
        "sidecar.istio.io/agentLogLevel",
        "sidecar.istio.io/bootstrapOverride",
        "sidecar.istio.io/proxyImage",
    ] {
        let run = inject(annotated(&format!("{name}: {evil}")));
        if run.code == 0 {
            let pod = documents(&run.out()).remove(0);
            let sidecar = at(&pod, "spec/containers/1");
            assert!(
                sidecar.get("evil").is_none() && sidecar.get("privileged").is_none(),
                "{name}: {sidecar:?}"
            );
        } else {
            run.fails(&["app.yaml:", "Pod p"]);
        }
    }
}

#[test]
fn a_leading_zero_is_decimal() {
    let out = inject(annotated("readiness.status.sidecar.istio.io/periodSeconds: \"017\""))
        .ok()
        .out();
    assert_eq!(
        at(&documents(&out)[0], "spec/containers/1/readinessProbe/periodSeconds").as_i64(),
        Some(17)
    );
}

#[test]
fn native_sidecar_is_a_boolean_in_any_case() {
    for (value, native) in [("False", false), ("TRUE", true), ("true", true), ("false", false)] {
        let out = inject(annotated(&format!("sidecar.istio.io/nativeSidecar: \"{value}\"")))
            .ok()
            .out();
        let list = containers(&documents(&out)[0], "spec/initContainers").join(",");
        assert_eq!(list.contains("istio-proxy"), native, "{value}: {list}");
    }
}

#[test]
fn a_workload_without_containers_is_an_error() {
    inject("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: []}\n").fails(&[
        "app.yaml:4:",
        "Pod p",
        "spec.containers",
        "container",
    ]);
    inject("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}\n").fails(&[
        "app.yaml:4:",
        "Deployment d",
        "container",
    ]);
}

#[test]
fn excluded_namespaces_and_windows_pods_are_skipped_and_said_so() {
    let system = POD.replace("{name: p}", "{name: p, namespace: kube-system}");
    let windows = POD.replace("spec: {", "spec: {nodeSelector: {kubernetes.io/os: windows}, ");
    let os = POD.replace("spec: {", "spec: {os: {name: windows}, ");
    for (text, reason) in [(system, "kube-system"), (windows, "Windows"), (os, "Windows")] {
        let run = inject(&text).ok();
        assert_eq!(run.out(), text);
        assert!(
            run.stderr.contains("skipped Pod") && run.stderr.contains(reason),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_misspelt_field_of_the_proxy_configuration_is_a_warning() {
    let run = inject(annotated("proxy.istio.io/config: '{concurency: 2}'")).ok();
    assert!(
        run.stderr.contains("concurency") && run.stderr.contains("concurrency"),
        "{}",
        run.stderr
    );
}

#[test]
fn input_that_only_go_rejects_is_accepted() {
    for text in [
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a\/b"}]}}"#.to_owned(),
        format!("%YAML 1.2\n---\n{POD}"),
        format!("--- {{apiVersion: v1, kind: ConfigMap}}\n---\n{POD}"),
        format!("{POD}---\nkind: ConfigMap\ndata:\n  a: |\n    \tx\n"),
        format!("{POD}---\nkind: ConfigMap\ndata: {{a: \"\\x7f\"}}\n"),
    ] {
        let run = inject(&text).ok();
        assert!(run.stderr.contains("1 injected"), "{text}: {}", run.stderr);
    }
}

#[test]
fn an_invalid_later_document_leaves_stdout_empty_and_names_the_line_in_the_file() {
    inject(format!("{POD}---\n{POD}---\nkind: [\n")).fails(&["app.yaml:1"]);
}

#[test]
fn a_status_annotation_of_a_wrong_type_is_an_error() {
    inject(annotated(
        "sidecar.istio.io/status: '{\"containers\": \"istio-proxy\"}'",
    ))
    .fails(&["app.yaml:6:30", "sidecar.istio.io/status", "containers"]);
}

#[test]
fn all_files_given_means_no_cluster_is_looked_for() {
    let place = Place::new();
    place.file("app.yaml", POD);
    place.file(
        "inject.yaml",
        "templates: {sidecar: 'spec: {containers: [{name: istio-proxy, image: x}]}'}\n",
    );
    place.file("empty.yaml", "{}\n");
    place.file(".kube/config", "current-context: c\ncontexts: [{name: c, context: {cluster: k}}]\nclusters: [{name: k, cluster: {server: 'https://192.0.2.1'}}]\n");
    let run = place
        .run(&[
            "kube-inject",
            "-f",
            "app.yaml",
            "--injectConfigFile",
            "inject.yaml",
            "--meshConfigFile",
            "empty.yaml",
            "--valuesFile",
            "empty.yaml",
        ])
        .ok();
    assert!(run.out().contains("istio-proxy"));
}

use crate::harness::Place;

/// A route to a service that is not there, beside one that is.
const BROKEN: &str = "apiVersion: v1
kind: Service
metadata:
  name: reviews
  namespace: shop
spec:
  ports:
  - name: http
    port: 80
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: web
  namespace: shop
spec:
  hosts:
  - reviews
  http:
  - route:
    - destination:
        host: reviewz
";

const FILES: &[&str] = &["analyze", "--use-kube=false"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    FILES.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_message_names_the_field_and_what_was_meant() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    let run = place.run(&with(&["web.yaml"]));
    assert_eq!(run.code, 79, "{}", run.stderr);
    let expected = "Error [IST0101] (VirtualService shop/web web.yaml:22) there is no host \"reviewz\" (did you mean \"reviews\"?)\n";
    assert_eq!(run.out(), expected);
}

#[test]
fn every_format_ends_in_the_same_exit_code_and_is_alone_on_stdout() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    place.file("fine.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    for format in ["log", "json", "yaml", "sarif", "junit", "github", "gitlab", "tap"] {
        let run = place.run(&with(&["-o", format, "web.yaml"]));
        assert_eq!(run.code, 79, "{format}: {}", run.stderr);
        assert!(run.out().contains("IST0101"), "{format}: {}", run.out());
        assert_eq!(place.run(&with(&["-o", format, "fine.yaml"])).code, 0, "{format}");
    }
    assert_eq!(place.run(&with(&["-o", "json", "fine.yaml"])).ok().out(), "[]\n");
    let run = place.run(&with(&[
        "-o",
        "sarif=a.sarif",
        "-o",
        "junit=a.xml",
        "-o",
        "log",
        "web.yaml",
    ]));
    assert!(run.out().starts_with("Error [IST0101]"), "{}", run.out());
    assert!(place.read("a.sarif").contains("\"2.1.0\"") && place.read("a.xml").contains("<testsuites"));
}

#[test]
fn thresholds_decide_what_is_shown_and_what_fails() {
    let place = Place::new();
    place.file(
        "port.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: b}\nspec: {ports: [{port: 1, name: x}]}\n",
    );
    assert!(
        place
            .run(&with(&["port.yaml"]))
            .ok()
            .out()
            .starts_with("Info [IST0118]")
    );
    assert_eq!(place.run(&with(&["--failure-threshold", "info", "port.yaml"])).code, 79);
    let run = place.run(&with(&[
        "--output-threshold",
        "Warning",
        "--failure-threshold",
        "Info",
        "port.yaml",
    ]));
    assert_eq!((run.code, run.out().trim()), (79, ""));
    assert_eq!(
        place.run(&with(&["--failure-threshold", "fatal", "port.yaml"])).code,
        64
    );
}

#[test]
fn what_cannot_be_read_is_exit_65_unless_something_worse_is_found() {
    let place = Place::new();
    place.file("values.yaml", "replicas: 3\n");
    place.file("web.yaml", BROKEN);
    let run = place.run(&with(&["values.yaml"]));
    assert_eq!(run.code, 65);
    assert!(run.stderr.contains("values.yaml:1:1: "), "{}", run.stderr);
    place.run(&with(&["--ignore-unknown", "values.yaml"])).ok();
    assert_eq!(place.run(&with(&["values.yaml", "web.yaml"])).code, 79);
    place.run(&with(&["missing.yaml"])).fails(&["missing.yaml"]);
    let run = place.run(&with(&["--meshConfigFile", "missing.yaml", "web.yaml"]));
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("missing.yaml"), "{}", run.stderr);
}

#[test]
fn messages_are_suppressed_by_flag_annotation_comment_and_settings() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    for suppression in [
        "IST0101=VirtualService shop/web",
        "IST0101=VirtualService web.shop",
        "IST0101=* *.shop",
    ] {
        place.run(&with(&["-S", suppression, "web.yaml"])).ok();
    }
    let run = place.run(&with(&["-v", "-S", "IST0101=VirtualService other/*", "web.yaml"]));
    assert_eq!(run.code, 79);
    assert!(
        run.stderr
            .contains("nothing to suppress for IST0101=VirtualService other/*"),
        "{}",
        run.stderr
    );
    let run = place.run(&with(&["-S", "IST9999=*", "web.yaml"]));
    assert!(run.stderr.contains("IST9999 is no code"), "{}", run.stderr);
    place.run(&with(&["-S", "IST0101", "web.yaml"])).fails(&["IST0101"]);

    let annotation = "  annotations:\n    galley.istio.io/analyze-suppress: IST0132, IST0101\nspec:\n  hosts";
    place.file("annotation.yaml", BROKEN.replace("spec:\n  hosts", annotation));
    place.run(&with(&["annotation.yaml"])).ok();
    place.file(
        "comment.yaml",
        BROKEN.replace("host: reviewz", "host: reviewz # istioctl:ignore IST0101"),
    );
    place.run(&with(&["comment.yaml"])).ok();
    place.file(
        "other.yaml",
        BROKEN.replace("host: reviewz", "host: reviewz # istioctl:ignore IST0102"),
    );
    assert_eq!(place.run(&with(&["other.yaml"])).code, 79);

    place.file(
        ".istioctl.yaml",
        "analyze:\n  suppress:\n  - IST0101=VirtualService shop/*\n",
    );
    place.run(&with(&["web.yaml"])).ok();
    place.file(".istioctl.yaml", "analyze:\n  supress: []\n");
    place.run(&with(&["web.yaml"])).fails(&[".istioctl.yaml", "supress"]);
}

#[test]
fn a_baseline_leaves_new_messages() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    place
        .run(&with(&["--baseline", "known.json", "--write-baseline", "web.yaml"]))
        .ok();
    place.run(&with(&["--baseline", "known.json", "web.yaml"])).ok();
    place.file("web.yaml", BROKEN.replace("reviewz", "revews"));
    let run = place.run(&with(&["--baseline", "known.json", "web.yaml"]));
    assert_eq!(run.code, 79);
    assert!(run.out().contains("revews"), "{}", run.out());
}

#[test]
fn directories_are_read_in_order_and_standard_input_too() {
    let place = Place::new();
    place.file("d/b/web.yaml", BROKEN);
    place.file("d/notes.txt", "no manifest");
    assert_eq!(place.run(&with(&["d"])).code, 79);
    place.run(&with(&["--recursive=false", "d"])).ok();
    let run = place.run_with(&with(&["-"]), BROKEN.as_bytes());
    assert!(run.out().contains("shop/web -:22)"), "{}", run.out());
    place.file("notes.txt", "no manifest");
    let run = place.run(&with(&["notes.txt"])).ok();
    assert!(run.stderr.contains("Skipped notes.txt"), "{}", run.stderr);
}

#[test]
fn without_a_cluster_files_are_analysed_and_it_is_said() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    let run = place.run(&["analyze", "web.yaml"]);
    assert_eq!(run.code, 79);
    assert!(run.stderr.contains("files only"), "{}", run.stderr);
    place.run(&["analyze"]).fails(&["kubeconfig"]);
    place.run(&["analyze", "--use-kube", "web.yaml"]).fails(&["kubeconfig"]);
}

#[test]
fn analyzers_are_listed_picked_and_explained() {
    let place = Place::new();
    let list = place.run(&["analyze", "-L"]).ok().out();
    assert_eq!(list.lines().filter(|line| line.starts_with("* ")).count(), 52);
    let page = place.run(&["analyze", "--explain", "ist0101"]).ok().out();
    for part in [
        "IST0101 ReferencedResourceNotFound (Error)",
        "virtualservice.GatewayAnalyzer",
        "## How to mend it",
    ] {
        assert!(page.contains(part), "{part:?} is not in: {page}");
    }
    place.run(&["analyze", "--explain", "IST0104"]).fails(&["IST0104"]);
    place.file("web.yaml", BROKEN);
    place
        .run(&with(&["--analyzer", "virtualservice.GatewayAnalyzer", "web.yaml"]))
        .ok();
}

#[test]
fn fields_that_a_kind_does_not_have_are_warnings_and_wrong_types_errors() {
    let place = Place::new();
    let sidecar = |field: &str| {
        format!(
            "apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {{name: a, namespace: b}}\nspec:\n  {field}\n"
        )
    };
    place.file("unknown.yaml", sidecar("egress: [{hosts: ['./*']}]\n  ingres: []"));
    let run = place.run(&with(&["unknown.yaml"])).ok();
    assert!(
        run.out().contains("Warning [IST0133] (Sidecar b/a unknown.yaml:6)")
            && run.out().contains("did you mean ingress"),
        "{}",
        run.out()
    );
    place.file("type.yaml", sidecar("egress: 3"));
    let run = place.run(&with(&["type.yaml"]));
    assert_eq!(run.code, 79);
    assert!(
        run.out().contains("Error [IST0106] (Sidecar b/a type.yaml:5)"),
        "{}",
        run.out()
    );
    // istioctl 1.30 cannot read such a resource.
    let run = place.run(&[
        "analyze",
        "--compat=istioctl-1.30",
        "--use-kube=false",
        "-A",
        "type.yaml",
    ]);
    assert_eq!((run.code, run.out().trim()), (65, ""));
}

/// A chart with a route to a host that no service has, unless a value says otherwise.
fn chart(place: &Place, folder: &str) {
    place.file(
        &format!("{folder}/Chart.yaml"),
        "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    );
    place.file(&format!("{folder}/values.yaml"), "backend: reviewz\n");
    place.file(
        &format!("{folder}/templates/route.yaml"),
        "{{- $host := .Values.backend }}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {{ .Release.Name }}
  namespace: shop
spec:
  hosts: [reviews]
  http:
  - route:
    - destination:
        host: {{ $host }}
",
    );
    place.file(
        &format!("{folder}/templates/service.yaml"),
        "apiVersion: v1\nkind: Service\nmetadata: {name: reviews, namespace: shop}\nspec: {ports: [{name: http, port: 80}]}\n",
    );
}

#[test]
fn charts_are_rendered_and_messages_point_to_templates() {
    let place = Place::new();
    chart(&place, "deploy/shop");
    let expected = "Error [IST0101] (VirtualService shop/shop deploy/shop/templates/route.yaml:12) \
                    there is no host \"reviewz\" (did you mean \"reviews\"?)\n";
    // Named itself, and as a part of a directory.
    for path in ["deploy/shop", "deploy"] {
        let run = place.run(&with(&[path]));
        assert_eq!((run.code, run.out().as_str()), (79, expected), "{}", run.stderr);
    }
    place.file("prod.yaml", "backend: reviews\n");
    place.run(&with(&["--values", "prod.yaml", "deploy/shop"])).ok();
    place.run(&with(&["--set", "backend=reviews", "deploy"])).ok();
    place.file(
        "deploy/shop/templates/broken.yaml",
        "{{ fail \"a value is missing\" }}\n",
    );
    place
        .run(&with(&["deploy/shop"]))
        .fails(&["chart deploy/shop", "a value is missing"]);
    let run = place.run(&with(&["deploy"]));
    assert_eq!(run.code, 65, "{}", run.stderr);
    assert!(run.stderr.contains("Not rendered: chart deploy/shop"), "{}", run.stderr);
}

#[test]
fn values_of_kubernetes_kinds_have_types() {
    let place = Place::new();
    let deployment = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web
        resources: {limits: {cpu: 100m}}
        env:
        - name: PORT
          value: \"80\"
";
    place.file("fine.yaml", deployment);
    place.run(&with(&["fine.yaml"])).ok();
    // Go's istioctl ends with 65 for each of them.
    for (from, to, position) in [
        ("replicas: 3", "replicas: '3'", "5:13"),
        ("\"80\"", "80", "16:18"),
        ("\"80\"", "true", "16:18"),
        ("100m", "abc", "13:35"),
        ("containers:", "containers: {}\n      other:", "10:7"),
    ] {
        place.file("wrong.yaml", deployment.replace(from, to));
        let run = place.run(&with(&["wrong.yaml"]));
        assert_eq!(run.code, 65, "{to}: {}", run.stderr);
        assert!(
            run.stderr
                .contains(&format!("Not read: wrong.yaml:{position}: Deployment: spec.")),
            "{to}: {}",
            run.stderr
        );
    }
    // A field that Kubernetes does not have is no such error.
    place.file("unknown.yaml", deployment.replace("replicas", "replica"));
    place.run(&with(&["unknown.yaml"])).ok();
}

#[test]
fn a_watched_file_is_analysed_again_when_it_changes() {
    use std::io::{BufRead, BufReader};
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_istioctl"))
        .args(["analyze", "--use-kube=false", "--watch", "."])
        .current_dir(place.path())
        .env_clear()
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the built binary starts");
    let (lines, read) = std::sync::mpsc::channel();
    let stdout = child.stdout.take().expect("stdout");
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                break;
            }
        }
    });
    let next = || read.recv_timeout(std::time::Duration::from_secs(30)).expect("a line");
    let first = next();
    assert!(first.starts_with("Error [IST0101]"), "{first}");
    place.file("web.yaml", BROKEN.replace("reviewz", "reviews"));
    assert_eq!(next(), "", "nothing is wrong any more");
    place.file(
        "new.yaml",
        BROKEN.replace("reviewz", "ratings").replace("name: web", "name: new"),
    );
    let third = next();
    assert!(third.contains("there is no host \"ratings\""), "{third}");
    child.kill().expect("it runs until it is ended");
    child.wait().expect("it ends");
    let run = place.run(&with(&["--watch", "-"]));
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("--watch needs files"), "{}", run.stderr);
}

#[test]
fn a_cluster_that_does_not_answer_is_an_error_soon() {
    let place = Place::new();
    place.file("web.yaml", BROKEN);
    place.file(
        "config",
        "apiVersion: v1
kind: Config
current-context: gone
contexts: [{name: gone, context: {cluster: gone, user: ''}}]
clusters: [{name: gone, cluster: {server: 'http://127.0.0.1:9'}}]
",
    );
    let run = place.run(&["analyze", "--kubeconfig", "config", "web.yaml"]);
    run.fails(&[
        "cluster gone (http://127.0.0.1:9)",
        "--use-kube=false analyses files alone",
    ]);
    place
        .run(&[
            "analyze",
            "--kubeconfig",
            "config",
            "--remote-contexts",
            "other",
            "web.yaml",
        ])
        .fails(&["other"]);
}

#[test]
fn items_of_lists_have_their_own_lines() {
    let place = Place::new();
    let list = "apiVersion: v1
kind: List
items:
- apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata: {name: a, namespace: shop}
  spec:
    hosts: [a.example.com]
    gateways:
    - missing
    http:
    - route: [{destination: {host: a.example.com}}]
";
    place.file("list.yaml", list);
    let run = place.run(&with(&["list.yaml"]));
    assert!(
        run.out()
            .starts_with("Error [IST0101] (VirtualService shop/a list.yaml:10) "),
        "{}",
        run.out()
    );
}

#[test]
fn names_that_the_api_server_does_not_know_are_unknown_fields() {
    let place = Place::new();
    let route = "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: shop}
spec:
  hosts: [a.example.com]
  http:
  - route: [{destination: {host: a.example.com}}]
    retries: {attempts: 2, per_try_timeout: 2s}
";
    place.file("route.yaml", route);
    let run = place.run(&with(&["route.yaml"])).ok();
    let place_and_text =
        "route.yaml:8) spec.http[0].retries.per_try_timeout: unknown field; did you mean perTryTimeout?";
    assert!(run.out().contains(place_and_text), "{}", run.out());
    let run = place.run(&["validate", "-f", "route.yaml"]);
    assert_eq!(run.code, 1);
    assert!(run.out().contains(place_and_text), "{}", run.out());
}

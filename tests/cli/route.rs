use crate::harness::Place;

const MESH: &str = "apiVersion: v1
kind: Service
metadata: {name: reviews, namespace: shop}
spec: {ports: [{name: http, port: 9080}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: reviews, namespace: shop}
spec:
  hosts: [reviews]
  http:
  - match:
    - headers: {end-user: {exact: jason}}
    route:
    - destination: {host: reviews}
";

#[test]
fn the_rule_of_a_request_is_shown_with_its_line() {
    let place = Place::new();
    place.file("mesh/reviews.yaml", MESH);
    let ask = [
        "x",
        "route",
        "--to",
        "reviews:9080/reviews/0",
        "--from",
        "shop/",
        "mesh",
    ];
    let run = place.run(&[&ask[..], &["-H", "end-user: jason"]].concat()).ok();
    assert!(run.out().contains("+ http[0].match[0]"), "{}", run.out());
    assert!(run.out().contains("(mesh/reviews.yaml:13)"), "{}", run.out());
    let run = place.run(&ask);
    assert_eq!(run.code, 1);
    assert!(run.out().contains("header end-user is missing"), "{}", run.out());
    assert!(run.stderr.is_empty(), "{}", run.stderr);
}

#[test]
fn json_is_one_object() {
    let place = Place::new();
    place.file("a.yaml", MESH);
    let run = place
        .run(&[
            "experimental",
            "route",
            "--to",
            "reviews",
            "-n",
            "shop",
            "-o",
            "json",
            "-H",
            "end-user:jason",
            "a.yaml",
        ])
        .ok();
    let value: serde_json::Value = serde_json::from_str(&run.out()).expect("valid JSON");
    assert_eq!(
        value["outcome"]["destinations"][0]["cluster"],
        "outbound|9080||reviews.shop.svc.cluster.local"
    );
}

#[test]
fn what_cannot_be_asked_is_an_error() {
    let place = Place::new();
    place.file("a.yaml", MESH);
    place.file("empty.yaml", "");
    for (args, part) in [
        (["--to", "a:b", "a.yaml"], "no target"),
        (["--to", "reviews", "empty.yaml"], "no resource"),
        (["--to", "reviews", "none.yaml"], "none.yaml"),
    ] {
        let run = place.run(&[&["x", "route"], &args[..]].concat());
        assert_eq!(run.code, 1, "{part}");
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
}

#[test]
fn a_chart_is_rendered_and_the_answer_points_to_its_templates() {
    let place = Place::new();
    place.file("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    place.file("web/values.yaml", "tester: nobody\n");
    let template = MESH.replace("{exact: jason}", "{exact: {{ .Values.tester }}}");
    place.file("web/templates/mesh.yaml", template);
    let ask = [
        "x",
        "route",
        "--to",
        "reviews:9080",
        "--from",
        "shop/",
        "-H",
        "end-user: jason",
    ];
    // Values decide, and a chart below a directory is rendered as well.
    assert_eq!(place.run(&[&ask[..], &["web"]].concat()).code, 1);
    for input in ["web", "."] {
        let run = place.run(&[&ask[..], &["--set", "tester=jason", input]].concat()).ok();
        assert!(run.out().contains("+ http[0].match[0]"), "{}", run.out());
        assert!(run.out().contains("web/templates/mesh.yaml:13)"), "{}", run.out());
        assert!(run.stderr.is_empty(), "{}", run.stderr);
    }
}

//! `istioctl addons` without a cluster.

use crate::harness::Place;

#[test]
fn generated_objects_are_a_stream_of_the_chosen_add_ons() {
    let place = Place::new();
    let run = place
        .run(&[
            "addons",
            "generate",
            "kiali,prometheus",
            "-n",
            "monitoring",
            "-i",
            "mesh",
        ])
        .ok();
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    let text = run.out();
    let documents: Vec<_> = text
        .split("---\n")
        .map(|document| kubeyaml::from_str(document).expect("YAML"))
        .collect();
    let names: Vec<(&str, &str)> = documents
        .iter()
        .filter(|object| object["kind"].as_str() == Some("Deployment"))
        .filter_map(|object| {
            Some((
                object["metadata"]["namespace"].as_str()?,
                object["metadata"]["name"].as_str()?,
            ))
        })
        .collect();
    assert_eq!(names, [("monitoring", "kiali"), ("monitoring", "prometheus")]);
    assert!(text.contains("root_namespace: mesh"), "{text}");
    let again = place.run(&[
        "addons",
        "generate",
        "prometheus",
        "kiali",
        "-n",
        "monitoring",
        "-i",
        "mesh",
    ]);
    assert_eq!(again.out(), text, "the order of names does not matter");
}

#[test]
fn what_cannot_be_generated_is_named() {
    let place = Place::new();
    let run = |args: &[&str]| place.run(&[&["addons", "generate"], args].concat());
    run(&["kyali"]).fails(&["no add-on \"kyali\"", "kiali", "zipkin"]);
    run(&["jaeger", "skywalking"]).fails(&["jaeger and skywalking cannot be in one namespace"]);
    run(&["grafana", "--set", "image.tag"]).fails(&["--set image.tag"]);
    run(&["grafana", "--set", "image=none"]).fails(&["add-on grafana"]);
}

#[test]
fn without_a_cluster_it_lists_what_there_is() {
    let run = Place::new().run(&["addons", "list"]).ok();
    let out = run.out();
    assert!(out.starts_with("NAME "), "{out}");
    for row in ["kiali ", "v2.26", "prometheus ", "v3.10.0", "zipkin "] {
        assert!(out.contains(row), "{out}");
    }
    assert!(run.stderr.contains("No kubeconfig names a cluster"), "{}", run.stderr);
    Place::new()
        .run(&["addons", "list", "-o", "xml"])
        .fails(&["unknown format: xml"]);
    Place::new()
        .run(&["addons", "list", "--kubeconfig", "nowhere"])
        .fails(&["nowhere"]);
}

#[test]
fn what_to_remove_has_to_be_said() {
    Place::new()
        .run(&["addons", "remove"])
        .fails(&["their names, or --all"]);
}

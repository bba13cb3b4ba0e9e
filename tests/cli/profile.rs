//! `istioctl profile`.

use crate::harness::Place;

#[test]
fn profiles_are_listed() {
    let run = Place::new().run(&["profile", "list"]).ok();
    let names: Vec<String> = run.out().lines().map(str::to_owned).collect();
    assert!(names.is_sorted());
    for name in [
        "ambient",
        "default",
        "demo",
        "empty",
        "minimal",
        "openshift",
        "preview",
        "remote",
        "stable",
    ] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
}

#[test]
fn a_profile_is_printed_whole_or_in_part() {
    let place = Place::new();
    let run = place.run(&["profile", "dump", "demo"]).ok();
    assert!(run.out().contains("kind: IstioOperator") && run.out().contains("profile: demo"));
    let run = place
        .run(&["profile", "dump", "demo", "--config-path", "components.egressGateways"])
        .ok();
    assert_eq!(run.out(), "- enabled: true\n  name: istio-egressgateway\n");
    let run = place
        .run(&["profile", "dump", "-o", "flags", "--set", "values.global.network=n,1"])
        .ok();
    let out = run.out();
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines.contains(&"components.ingressGateways[0].name=istio-ingressgateway"),
        "{out}"
    );
    assert!(lines.contains(&"values.global.network=n\\,1"), "{out}");
    let run = place
        .run(&["profile", "dump", "-o", "json", "-p", "components.pilot"])
        .ok();
    assert_eq!(run.out(), "{\"enabled\":true}\n");
}

#[test]
fn what_a_profile_does_not_have() {
    let place = Place::new();
    place.file("o.yaml", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n");
    place
        .run(&["profile", "dump", "nope"])
        .fails(&["there is no profile \"nope\"", "minimal"]);
    place.run(&["profile", "dump", "-p", "no.such"]).fails(&["no.such"]);
    place.run(&["profile", "dump", "demo", "-f", "o.yaml"]).fails(&["-f"]);
}

#[test]
fn profiles_are_compared() {
    let place = Place::new();
    let run = place.run(&["profile", "diff", "default", "minimal"]);
    assert_eq!(run.code, 1);
    assert!(run.out().contains("spec.components.ingressGateways"), "{}", run.out());
    assert_eq!(run.stderr, "");
    place.run(&["profile", "diff", "demo", "demo"]).ok();
    place.file(
        "o.yaml",
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {profile: demo, hub: other}\n",
    );
    let run = place.run(&["profile", "diff", "demo", "o.yaml"]);
    assert_eq!(run.out(), "spec.hub: \"docker.io/istio\" -> \"other\"\n");
}

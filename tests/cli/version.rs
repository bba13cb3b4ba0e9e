use crate::harness::Place;

#[test]
fn the_client_version_in_every_format() {
    let place = Place::new();
    assert_eq!(
        place.run(&["version", "--remote=false"]).ok().out(),
        "client version: 1.30.3\n"
    );
    let json = place.run(&["version", "--remote=false", "-o", "json"]).ok().out();
    let parsed: kubeyaml::Value = kubeyaml::from_str(&json).expect("JSON");
    assert_eq!(
        parsed.get_path(&["clientVersion", "version"]).and_then(|v| v.as_str()),
        Some("1.30.3")
    );
    let yaml = place.run(&["version", "--remote=false", "-o", "yaml"]).ok().out();
    assert_eq!(kubeyaml::from_str(&yaml).expect("YAML"), parsed);
}

#[test]
fn without_a_cluster_it_answers_at_once_and_says_what_is_missing() {
    let run = Place::new().run(&["version"]).ok();
    assert_eq!(run.out(), "client version: 1.30.3\n");
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("kubeconfig"), "{}", run.stderr);
}

#[test]
fn an_unknown_format_is_refused() {
    Place::new().run(&["version", "-o", "xml"]).fails(&["--output", "xml"]);
}

#[test]
fn a_context_that_does_not_exist_leaves_the_client_version() {
    let run = Place::new().run(&["version", "--context", "nope"]).ok();
    assert_eq!(run.out(), "client version: 1.30.3\n");
    assert!(run.stderr.contains("--context \"nope\""), "{}", run.stderr);
}

#[test]
fn the_experimental_one_is_the_same_with_flags_that_it_does_not_need() {
    let place = Place::new();
    let run = place
        .run(&["x", "version", "--remote=false", "--xds-port", "15010", "--plaintext"])
        .ok();
    assert_eq!(run.out(), "client version: 1.30.3\n");
    assert!(
        run.stderr.contains("Without effect: --plaintext, --xds-port"),
        "{}",
        run.stderr
    );
    assert_eq!(place.run(&["x", "version", "--remote=false"]).ok().stderr, "");
}

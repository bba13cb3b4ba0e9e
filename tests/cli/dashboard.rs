//! `istioctl dashboard` without a cluster: exit codes and words are those of Go's istioctl 1.30.3.

use crate::harness::Place;

#[test]
fn without_a_page_it_shows_the_pages() {
    let run = Place::new().run(&["dashboard"]).ok();
    for page in ["controlz", "grafana", "kiali", "istiod-debug", "skywalking"] {
        assert!(run.out().contains(page), "{}", run.out());
    }
}

#[test]
fn an_unknown_page_is_named() {
    let run = Place::new().run(&["dash", "foo"]);
    run.fails(&["unknown dashboard \"foo\"", "kiali"]);
}

#[test]
fn one_of_name_selector_and_revision() {
    let place = Place::new();
    for (args, part) in [
        (&["envoy"][..], "specify a pod or --selector"),
        (
            &["proxy", "a", "-l", "b=c"],
            "name cannot be provided when a selector is specified",
        ),
        (&["controlz"], "specify a pod, --selector, or --revision"),
        (
            &["istiod-debug", "a", "-r", "b"],
            "only one of name, --selector, or --revision can be specified",
        ),
        (
            &["controlz", "-l", "a=b", "-r", "b"],
            "only one of name, --selector, or --revision can be specified",
        ),
    ] {
        place.run(&[&["d"], args].concat()).fails(&[part]);
    }
}

#[test]
fn ports_are_ports() {
    let place = Place::new();
    let run = place.run(&["dashboard", "proxy", "a", "--ui-port", "70000"]);
    run.fails(&["port number 70000 must be in the range 1..65535"]);
    assert_eq!(place.run(&["dashboard", "kiali", "--port", "x"]).code, 64);
}

#[test]
fn without_a_kubeconfig_it_says_so() {
    let run = Place::new().run(&["dashboard", "kiali", "--kubeconfig", "nowhere"]);
    run.fails(&["nowhere"]);
}

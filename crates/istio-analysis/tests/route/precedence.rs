//! Which of several rules and VirtualServices counts.

use istio_analysis::route::to_text;

use crate::harness::{OTHER, TO_OTHER, TO_WEB, WEB, ask, ask_with, request, vs, went};

#[test]
fn without_rules_a_request_goes_to_the_service() {
    for name in ["web", "web.shop", "web.shop.svc", "web.shop.svc.cluster.local"] {
        let trace = ask(&[], name, &[]);
        assert_eq!(
            went(&trace),
            "default outbound|80||web.shop.svc.cluster.local",
            "{name}"
        );
        assert!(trace.is_taken());
    }
    let far = ask_with(&[], &request("web", &[]), "far", None);
    assert_eq!(went(&far), "default outbound|80||web.far.svc.cluster.local");
}

#[test]
fn a_port_that_the_service_lacks_takes_nothing() {
    let trace = ask(
        &[vs("v", "shop", &format!("{{hosts: [web], {TO_OTHER}}}"))],
        "web:9999",
        &[],
    );
    assert_eq!(went(&trace), "passed through");
    assert!(!trace.is_taken());
    assert!(
        to_text(&trace).contains("has no port 9999 (it has 80, 8080)"),
        "{}",
        to_text(&trace)
    );
}

#[test]
fn an_exact_host_comes_before_a_wildcard() {
    let config = [
        vs(
            "a-wide",
            "shop",
            &format!("{{hosts: ['*.svc.cluster.local'], {TO_OTHER}}}"),
        ),
        vs("z-exact", "shop", &format!("{{hosts: [web], {TO_WEB}}}")),
    ];
    let trace = ask(&config, "web", &[]);
    assert_eq!(went(&trace), WEB);
    assert_eq!(trace.virtual_services[0].resource, "VirtualService shop/z-exact");
    assert!(
        trace
            .passed_over
            .iter()
            .any(|other| other.place.resource.ends_with("a-wide")),
        "{}",
        to_text(&trace)
    );
}

#[test]
fn the_longest_wildcard_counts() {
    let config = [
        vs("a", "shop", &format!("{{hosts: ['*.cluster.local'], {TO_OTHER}}}")),
        vs(
            "b",
            "shop",
            &format!("{{hosts: ['*.shop.svc.cluster.local'], {TO_WEB}}}"),
        ),
    ];
    assert_eq!(went(&ask(&config, "web", &[])), WEB);
}

#[test]
fn of_two_for_one_host_the_oldest_counts_and_then_the_first_by_name() {
    let aged = |name: &str, created: &str, spec: &str| {
        vs(name, "shop", spec).replace(
            "namespace: shop}",
            &format!("namespace: shop, creationTimestamp: '{created}'}}"),
        )
    };
    let (to_web, to_other) = (
        format!("{{hosts: [web], {TO_WEB}}}"),
        format!("{{hosts: [web], {TO_OTHER}}}"),
    );
    let config = [vs("b", "shop", &to_web), vs("a", "shop", &to_other)];
    assert_eq!(went(&ask(&config, "web", &[])), OTHER);
    let config = [
        aged("a", "2026-02-01T00:00:00Z", &to_other),
        aged("b", "2026-01-01T00:00:00Z", &to_web),
    ];
    let trace = ask(&config, "web", &[]);
    assert_eq!(went(&trace), WEB);
    assert!(to_text(&trace).contains("it is older"), "{}", to_text(&trace));
}

#[test]
fn one_that_only_the_clients_namespace_sees_comes_first() {
    let config = [
        vs(
            "a",
            "far",
            &format!("{{hosts: [web.shop.svc.cluster.local], {TO_WEB}}}"),
        ),
        vs("z", "shop", &format!("{{hosts: [web], exportTo: ['.'], {TO_OTHER}}}")),
    ];
    assert_eq!(went(&ask(&config, "web", &[])), OTHER);
}

#[test]
fn one_whose_rules_are_for_others_gives_way_to_the_next_of_the_host() {
    let config = [
        vs(
            "a",
            "shop",
            "{hosts: [web], http: [{match: [{sourceNamespace: far}], route: [{destination: {host: web}}]}]}",
        ),
        vs("b", "shop", &format!("{{hosts: [web], {TO_OTHER}}}")),
    ];
    assert_eq!(went(&ask(&config, "web", &[])), OTHER);
    // But not to one with a wildcard: the service stays with the exact one, and has no rules then.
    let config = [
        config[0].clone(),
        vs("b", "shop", &format!("{{hosts: ['*.svc.cluster.local'], {TO_OTHER}}}")),
    ];
    assert_eq!(
        went(&ask(&config, "web", &[])),
        "default outbound|80||web.shop.svc.cluster.local"
    );
}

#[test]
fn short_hosts_are_of_the_virtual_services_namespace() {
    let config = [vs("v", "far", &format!("{{hosts: [web], {TO_WEB}}}"))];
    assert_eq!(
        went(&ask(&config, "web", &[])),
        "default outbound|80||web.shop.svc.cluster.local"
    );
    assert_eq!(
        went(&ask(&config, "web.far", &[])),
        "outbound|80||web.far.svc.cluster.local 100"
    );
}

#[test]
fn export_to_hides_a_virtual_service() {
    for (export_to, seen) in [
        ("'.'", false),
        ("shop", true),
        ("'~'", false),
        ("'*'", true),
        ("far, shop", true),
    ] {
        let spec = format!("{{hosts: [web.shop.svc.cluster.local], exportTo: [{export_to}], {TO_WEB}}}");
        let trace = ask(&[vs("v", "far", &spec)], "web", &[]);
        assert_eq!(!trace.virtual_services.is_empty(), seen, "{export_to}");
        assert_eq!(trace.passed_over.is_empty(), seen, "{export_to}");
    }
}

#[test]
fn one_for_gateways_is_not_for_sidecars() {
    for (gateways, seen) in [("[edge]", false), ("[edge, mesh]", true), ("[]", true)] {
        let spec = format!("{{hosts: [web], gateways: {gateways}, {TO_OTHER}}}");
        assert_eq!(
            went(&ask(&[vs("v", "shop", &spec)], "web", &[])) == OTHER,
            seen,
            "{gateways}"
        );
    }
}

//! Where a request goes: ports, subsets, DestinationRules.

use istio_analysis::route::{Outcome, to_text};

use crate::harness::{OTHER, SUBSET, SUBSETS, ask, ask_with, dr, request, vs, went};

#[test]
fn a_sidecars_destination_has_the_port_of_the_request_unless_it_names_one() {
    let spec = |port: &str| format!("{{hosts: [web], http: [{{route: [{{destination: {{host: other{port}}}}}]}}]}}");
    let trace = ask(&[vs("v", "shop", &spec(""))], "web:8080", &[]);
    assert_eq!(went(&trace), "outbound|8080||other.shop.svc.cluster.local 100");
    assert!(!trace.is_taken());
    let trace = ask(&[vs("v", "shop", &spec(", port: {number: 80}"))], "web:8080", &[]);
    assert_eq!(went(&trace), OTHER);
    assert!(trace.is_taken());
}

#[test]
fn a_subset_selects_workloads() {
    let trace = ask(&[vs("v", "shop", SUBSET), dr("d", "shop", SUBSETS)], "web", &[]);
    assert_eq!(went(&trace), "outbound|80|v2|web.shop.svc.cluster.local 100");
    let Outcome::Routed { destinations, .. } = &trace.outcome else {
        panic!("{}", to_text(&trace))
    };
    assert_eq!(destinations[0].workloads, ["Deployment shop/web-v2"]);
    let missing = ask(&[vs("v", "shop", SUBSET)], "web", &[]);
    assert!(!missing.is_taken());
    let empty = ask(
        &[
            vs("v", "shop", SUBSET),
            dr("d", "shop", &SUBSETS.replace("version: v2", "version: v3")),
        ],
        "web",
        &[],
    );
    assert!(!empty.is_taken(), "{}", to_text(&empty));
}

/// Which DestinationRule counts for `web`.
fn rule_for(config: &[String], from: &str) -> Option<String> {
    let trace = ask_with(config, &request("web.shop", &[]), from, None);
    let Outcome::Default(to) = trace.outcome else {
        panic!("no default")
    };
    to.rule.map(|rule| rule.place.resource.replace("DestinationRule ", ""))
}

#[test]
fn destination_rules_of_the_client_come_before_the_services_and_those_before_the_roots() {
    let all = [
        dr("root", "istio-system", "{host: '*.local'}"),
        dr("service", "shop", "{host: web}"),
        dr("client", "far", "{host: '*.shop.svc.cluster.local'}"),
    ];
    assert_eq!(rule_for(&all, "far").as_deref(), Some("far/client"));
    assert_eq!(rule_for(&all[..2], "far").as_deref(), Some("shop/service"));
    assert_eq!(rule_for(&all[..1], "far").as_deref(), Some("istio-system/root"));
    assert_eq!(rule_for(&[], "far"), None);
}

#[test]
fn a_destination_rule_of_the_host_comes_before_a_wildcard_and_a_hidden_one_never() {
    let config = [dr("a", "shop", "{host: '*.local'}"), dr("b", "shop", "{host: web}")];
    assert_eq!(rule_for(&config, "far").as_deref(), Some("shop/b"));
    let hidden = [dr("a", "shop", "{host: web, exportTo: ['.']}")];
    assert_eq!(rule_for(&hidden, "far"), None);
    assert_eq!(rule_for(&hidden, "shop").as_deref(), Some("shop/a"));
}

#[test]
fn a_destination_rule_for_the_clients_workload_comes_first() {
    let config = [
        dr("a", "shop", "{host: web}"),
        dr(
            "b",
            "shop",
            "{host: web, workloadSelector: {matchLabels: {app: client}}}",
        ),
        dr(
            "c",
            "shop",
            "{host: web, workloadSelector: {matchLabels: {app: nobody}}}",
        ),
    ];
    assert_eq!(rule_for(&config, "shop/client").as_deref(), Some("shop/b"));
    assert_eq!(rule_for(&config, "shop").as_deref(), Some("shop/a"));
    assert_eq!(rule_for(&config, "far").as_deref(), Some("shop/a"));
}

#[test]
fn destination_rules_of_one_host_are_merged() {
    let config = [
        vs("v", "shop", SUBSET),
        dr("a", "shop", "{host: web, subsets: [{name: v1, labels: {version: v1}}]}"),
        dr("b", "shop", "{host: web, subsets: [{name: v2, labels: {version: v2}}]}"),
    ];
    let trace = ask(&config, "web", &[]);
    assert!(trace.is_taken(), "{}", to_text(&trace));
    let Outcome::Routed { destinations, .. } = &trace.outcome else {
        panic!("{}", to_text(&trace))
    };
    let rule = destinations[0].rule.as_ref().expect("a rule");
    assert_eq!(
        (rule.place.resource.as_str(), rule.merged.len()),
        ("DestinationRule shop/a", 1)
    );
}

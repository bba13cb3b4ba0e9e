//! Which rule takes a request: one test a rule of precedence or of matching, as Istio 1.30 configures proxies.

use istio_analysis::route::{Error, From, Outcome, Request, Trace, to_json, to_text, trace};
use istio_analysis::snapshot::{Builder, Coverage, Settings, Snapshot};

/// A client with labels, three services, and two versions of one of them.
const MESH: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: client, namespace: shop}
spec: {template: {metadata: {labels: {app: client, version: v7}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: http-admin, port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: shop}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {ports: [{name: tcp, port: 5432}, {name: tls, port: 8443}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web-v1, namespace: shop}
spec: {template: {metadata: {labels: {app: web, version: v1}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web-v2, namespace: shop}
spec: {template: {metadata: {labels: {app: web, version: v2}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: far}
spec: {ports: [{name: http, port: 80}]}
";

fn vs(name: &str, namespace: &str, spec: &str) -> String {
    istio("VirtualService", name, namespace, spec)
}

fn dr(name: &str, namespace: &str, spec: &str) -> String {
    istio("DestinationRule", name, namespace, spec)
}

fn istio(kind: &str, name: &str, namespace: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: networking.istio.io/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {spec}\n"
    )
}

fn snapshot(config: &[String]) -> Snapshot {
    let mut builder = Builder::new(Settings {
        coverage: Coverage::Files,
        ..Settings::default()
    });
    builder.add_files(vec![(
        "mesh.yaml".to_owned(),
        (MESH.to_owned() + &config.concat()).into_bytes(),
    )]);
    let snapshot = builder.build();
    assert!(snapshot.problems().is_empty(), "{:?}", snapshot.problems());
    snapshot
}

fn request(to: &str, headers: &[&str]) -> Request {
    let mut request = Request::to(to).expect("a target");
    for header in headers {
        request.add_header(header).expect("a header");
    }
    request
}

fn ask_with(config: &[String], request: &Request, from: &str, gateway: Option<&str>) -> Trace {
    trace(&snapshot(config), request, &From::parse(from), gateway).expect("an answer")
}

fn ask(config: &[String], to: &str, headers: &[&str]) -> Trace {
    ask_with(config, &request(to, headers), "shop/client", None)
}

/// `cluster weight` of each destination; what else becomes of the request otherwise.
fn went(trace: &Trace) -> String {
    match &trace.outcome {
        Outcome::Routed { destinations, .. } => {
            let each: Vec<String> = destinations
                .iter()
                .map(|to| format!("{} {}", to.cluster(), to.weight.0))
                .collect();
            each.join(" ")
        }
        Outcome::Answered { text, .. } => text.clone(),
        Outcome::Default(to) => format!("default {}", to.cluster()),
        Outcome::PassedThrough { .. } => "passed through".to_owned(),
        Outcome::Refused { status, .. } => format!("refused {status}"),
    }
}

/// Whether a match of a rule to `other` takes a request of the client; without it the request goes to `web`.
fn takes(matched: &str, to: &str, headers: &[&str]) -> bool {
    let rules = format!(
        "{{hosts: [web], http: [{{match: [{matched}], route: [{{destination: {{host: other}}}}]}}, {{route: [{{destination: {{host: web}}}}]}}]}}"
    );
    let trace = ask(&[vs("v", "shop", &rules)], to, headers);
    let taken = went(&trace) == "outbound|80||other.shop.svc.cluster.local 100";
    assert!(
        taken || went(&trace) == "outbound|80||web.shop.svc.cluster.local 100",
        "{}",
        to_text(&trace)
    );
    // One that does not match says why, and one that does is the last that is tried.
    let first = &trace.tried[0];
    assert!(taken || !first.mismatches.is_empty(), "{matched}");
    taken
}

const TO_OTHER: &str = "http: [{route: [{destination: {host: other}}]}]";
const TO_WEB: &str = "http: [{route: [{destination: {host: web}}]}]";
const OTHER: &str = "outbound|80||other.shop.svc.cluster.local 100";
const WEB: &str = "outbound|80||web.shop.svc.cluster.local 100";

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
fn paths_are_compared_as_a_whole_by_their_beginning_and_by_expressions() {
    assert!(takes("{uri: {exact: /a}}", "web/a?x=1", &[]));
    assert!(!takes("{uri: {exact: /a}}", "web/a/", &[]));
    assert!(takes("{uri: {prefix: /a}}", "web/ab", &[]));
    assert!(!takes("{uri: {prefix: /a}}", "web/A", &[]));
    assert!(takes("{uri: {regex: '/a[0-9]+'}}", "web/a12", &[]));
    assert!(!takes("{uri: {regex: '/a[0-9]+'}}", "web/a12/b", &[]));
    assert!(!takes("{uri: {regex: 'a|/b'}}", "web/b/c", &[]));
}

#[test]
fn ignore_uri_case_is_about_exact_and_prefix_only() {
    assert!(takes("{uri: {prefix: /A}, ignoreUriCase: true}", "web/aB", &[]));
    assert!(takes("{uri: {exact: /A}, ignoreUriCase: true}", "web/a", &[]));
    assert!(!takes("{uri: {regex: /A}, ignoreUriCase: true}", "web/a", &[]));
}

#[test]
fn headers_are_compared_by_name_without_case_and_must_be_there() {
    assert!(takes(
        "{headers: {End-User: {exact: jason}}}",
        "web",
        &["end-user: jason"]
    ));
    assert!(!takes(
        "{headers: {end-user: {exact: jason}}}",
        "web",
        &["end-user: jasons"]
    ));
    assert!(!takes("{headers: {end-user: {exact: jason}}}", "web", &[]));
    assert!(takes("{headers: {x: {}}}", "web", &["x: 1"]));
    assert!(!takes("{headers: {x: {regex: '*'}}}", "web", &[]));
    assert!(takes("{headers: {x: {regex: '*'}}}", "web", &["x:"]));
    assert!(takes("{headers: {x: {exact: '1,2'}}}", "web", &["x: 1", "X: 2"]));
}

#[test]
fn without_headers_a_missing_one_counts_as_empty() {
    assert!(takes("{withoutHeaders: {x: {exact: a}}}", "web", &[]));
    assert!(takes("{withoutHeaders: {x: {exact: a}}}", "web", &["x: b"]));
    assert!(!takes("{withoutHeaders: {x: {exact: a}}}", "web", &["x: a"]));
    assert!(!takes("{withoutHeaders: {x: {regex: '.*'}}}", "web", &[]));
    assert!(takes("{withoutHeaders: {x: {}}}", "web", &[]));
    assert!(!takes("{withoutHeaders: {x: {}}}", "web", &["x: a"]));
}

#[test]
fn method_authority_and_query_parameters() {
    assert!(takes("{method: {exact: GET}}", "web", &[]));
    assert!(!takes("{method: {exact: POST}}", "web", &[]));
    assert!(takes("{authority: {exact: web.shop}}", "web.shop", &[]));
    assert!(takes("{authority: {prefix: web.sh}}", "web", &["host: web.shop"]));
    assert!(takes("{queryParams: {v: {exact: '2'}}}", "web/?v=2&v=3", &[]));
    assert!(!takes("{queryParams: {v: {exact: '3'}}}", "web/?v=2&v=3", &[]));
    assert!(!takes("{queryParams: {v: {}}}", "web/", &[]));
}

#[test]
fn ports_and_sources_of_a_match() {
    assert!(takes("{port: 80}", "web", &[]));
    assert!(!takes("{port: 8080}", "web", &[]));
    assert!(takes("{sourceLabels: {app: client}}", "web", &[]));
    assert!(!takes("{sourceLabels: {app: client, version: v8}}", "web", &[]));
    assert!(takes("{sourceNamespace: shop}", "web", &[]));
    assert!(!takes("{sourceNamespace: far}", "web", &[]));
    assert!(takes("{gateways: [mesh]}", "web", &[]));
    assert!(!takes("{gateways: [edge]}", "web", &[]));
}

#[test]
fn a_match_that_names_gateways_asks_for_no_other_source() {
    assert!(takes(
        "{gateways: [mesh], sourceLabels: {app: nobody}, sourceNamespace: far}",
        "web",
        &[]
    ));
}

#[test]
fn conditions_of_one_match_all_count_and_of_several_any() {
    assert!(!takes("{uri: {prefix: /a}, headers: {x: {exact: '1'}}}", "web/a", &[]));
    assert!(takes("{uri: {prefix: /b}}, {uri: {prefix: /a}}", "web/a", &[]));
    assert!(!takes("{uri: {prefix: /b}}, {uri: {prefix: /c}}", "web/a", &[]));
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

#[test]
fn a_delegate_narrows_its_root() {
    let root = "{hosts: [web], http: [{match: [{uri: {prefix: /a}}], timeout: 2s, delegate: {name: part, namespace: far}}, {route: [{destination: \
                {host: web}}]}]}";
    let part = "{http: [{match: [{uri: {prefix: /b}}], route: [{destination: {host: db}}]}, {match: [{uri: {prefix: /a/x}, headers: {h: {exact: \
                '1'}}}], route: [{destination: {host: web}}]}, {route: [{destination: {host: other.shop.svc.cluster.local}}]}]}";
    let config = [vs("root", "shop", root), vs("part", "far", part)];
    let trace = ask(&config, "web/a/x", &[]);
    assert_eq!(went(&trace), OTHER);
    assert!(to_text(&trace).contains("gives up after 2s"), "{}", to_text(&trace));
    assert!(
        trace
            .passed_over
            .iter()
            .any(|other| other.place.field == "spec.http[0]"),
        "{}",
        to_text(&trace)
    );
    // Short names are of the delegate's namespace.
    assert_eq!(
        went(&ask(&config, "web/a/x", &["h: 1"])),
        "outbound|80||web.far.svc.cluster.local 100"
    );
    assert_eq!(went(&ask(&config, "web/c", &[])), WEB);
}

#[test]
fn a_delegate_that_is_missing_or_hidden_leaves_its_rule_out() {
    let root =
        "{hosts: [web], http: [{delegate: {name: part, namespace: far}}, {route: [{destination: {host: web}}]}]}";
    let hidden = vs(
        "part",
        "far",
        "{exportTo: ['.'], http: [{route: [{destination: {host: other}}]}]}",
    );
    for config in [vec![vs("root", "shop", root)], vec![vs("root", "shop", root), hidden]] {
        let trace = ask(&config, "web", &[]);
        assert_eq!(went(&trace), WEB);
        assert_eq!(trace.passed_over.len(), 1, "{}", to_text(&trace));
    }
}

#[test]
fn redirects_and_fixed_responses_are_answers() {
    let spec = "{hosts: [web], http: [{match: [{uri: {exact: /r}}], redirect: {uri: /n, redirectCode: 308}}, {directResponse: {status: 418}}]}";
    let config = [vs("v", "shop", spec)];
    assert!(went(&ask(&config, "web/r", &[])).starts_with("redirects with 308"));
    assert_eq!(went(&ask(&config, "web", &[])), "answers with 418");
}

#[test]
fn no_rule_is_a_404() {
    let spec = "{hosts: [web], http: [{match: [{uri: {exact: /r}}], route: [{destination: {host: web}}]}]}";
    let trace = ask(&[vs("v", "shop", spec)], "web", &[]);
    assert_eq!(went(&trace), "refused 404");
    let mismatch = &trace.tried[0].mismatches[0];
    assert_eq!(mismatch.text, "path is \"/\", and must be exactly \"/r\"");
    assert_eq!(mismatch.place.field, "spec.http[0].match[0].uri");
    assert!(mismatch.place.location.is_some());
}

#[test]
fn weights_are_shares_and_none_gets_nothing() {
    let spec = "{hosts: [web], http: [{route: [{destination: {host: web}, weight: 90}, {destination: {host: other}, weight: 10}, {destination: {host: \
                db}}]}]}";
    let trace = ask(&[vs("v", "shop", spec)], "web", &[]);
    assert_eq!(
        went(&trace),
        "outbound|80||web.shop.svc.cluster.local 90 outbound|80||other.shop.svc.cluster.local 10"
    );
    assert!(to_text(&trace).contains("  90% web.shop"), "{}", to_text(&trace));
}

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

const SUBSET: &str = "{hosts: [web], http: [{route: [{destination: {host: web, subset: v2}}]}]}";
const SUBSETS: &str = "{host: web.shop.svc.cluster.local, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}";

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

fn entry(host: &str, ports: &str) -> String {
    istio(
        "ServiceEntry",
        "e",
        "shop",
        &format!("{{hosts: ['{host}'], ports: [{ports}], resolution: DNS}}"),
    )
}

#[test]
fn hosts_outside_the_cluster_need_a_service_entry_away_from_port_80() {
    let rules = vs("v", "shop", &format!("{{hosts: [api.example.com], {TO_OTHER}}}"));
    assert_eq!(went(&ask(std::slice::from_ref(&rules), "api.example.com", &[])), OTHER);
    assert_eq!(
        went(&ask(std::slice::from_ref(&rules), "api.example.com:8080", &[])),
        "passed through"
    );
    let config = [
        rules,
        entry("api.example.com", "{number: 8080, name: http, protocol: HTTP}"),
    ];
    assert_eq!(
        went(&ask(&config, "api.example.com:8080", &[])),
        "outbound|8080||other.shop.svc.cluster.local 100"
    );
}

#[test]
fn a_service_entry_with_a_wildcard_takes_hosts_under_it() {
    let config = [entry("*.example.com", "{number: 8080, name: http, protocol: HTTP}")];
    assert!(went(&ask(&config, "api.example.com:8080", &[])).starts_with("default outbound|8080||"));
    assert_eq!(went(&ask(&config, "example.com:8080", &[])), "passed through");
}

#[test]
fn a_mesh_of_known_services_only_refuses_the_rest() {
    let config = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n    \
                  outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n";
    let mut builder = Builder::new(Settings::default());
    builder.add_files(vec![("mesh.yaml".into(), (MESH.to_owned() + config).into_bytes())]);
    builder.use_config_map("istio");
    let found = trace(
        &builder.build(),
        &request("a.example.com", &[]),
        &From::parse("shop"),
        None,
    )
    .expect("an answer");
    assert_eq!(went(&found), "refused 502");
}

#[test]
fn tcp_and_tls_ports_have_rules_of_their_own() {
    let tcp = vs(
        "v",
        "shop",
        "{hosts: [db], tcp: [{match: [{port: 1}], route: [{destination: {host: web}}]}, {match: [{sourceLabels: {app: client}}], \
                              route: [{destination: {host: other, port: {number: 80}}}]}]}",
    );
    let trace = ask(std::slice::from_ref(&tcp), "db:5432", &[]);
    assert_eq!(went(&trace), OTHER);
    assert_eq!(trace.tried[0].mismatches[0].text, "the port is 5432, not 1");
    assert_eq!(
        went(&ask(&[], "db:5432", &[])),
        "default outbound|5432||db.shop.svc.cluster.local"
    );
    let tls = vs(
        "w",
        "shop",
        "{hosts: [db], tls: [{match: [{sniHosts: ['*.cluster.local']}], route: [{destination: {host: web, port: {number: 80}}}]}, \
                              {match: [{sniHosts: [db.shop.svc.cluster.local]}], route: [{destination: {host: other, port: {number: 80}}}]}]}",
    );
    assert_eq!(went(&ask(&[tls], "tls://db.shop.svc.cluster.local:8443", &[])), OTHER);
    let elsewhere = vs(
        "w",
        "shop",
        "{hosts: [db], tls: [{match: [{sniHosts: [a.io]}], route: [{destination: {host: web}}]}]}",
    );
    assert_eq!(went(&ask(&[elsewhere], "db:8443", &[])), "refused 0");
}

const GATEWAY: &str =
    "{selector: {app: client}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*.example.com']}]}";

fn at_gateway(config: &[String], to: &str) -> Trace {
    ask_with(config, &request(to, &[]), "shop", Some("shop/edge"))
}

#[test]
fn through_a_gateway_rules_of_all_virtual_services_of_a_host_count_and_catch_alls_come_last() {
    let config = [
        istio("Gateway", "edge", "shop", GATEWAY),
        vs(
            "a",
            "shop",
            &format!("{{hosts: [a.example.com], gateways: [edge], {TO_WEB}}}"),
        ),
        vs(
            "b",
            "shop",
            "{hosts: [a.example.com], gateways: [shop/edge], http: [{match: [{uri: {prefix: /b}}], route: [{destination: {host: other}}]}]}",
        ),
    ];
    assert_eq!(went(&at_gateway(&config, "a.example.com/b")), OTHER);
    let trace = at_gateway(&config, "a.example.com/");
    // The service has several ports, so that the request's counts.
    assert_eq!(went(&trace), WEB);
    assert_eq!(trace.virtual_services.len(), 2);
    assert_eq!(went(&at_gateway(&config, "b.example.com/")), "refused 404");
}

#[test]
fn a_gateways_destination_has_the_only_port_of_its_service() {
    let gateway = GATEWAY.replace("number: 80", "number: 8081");
    let config = [
        istio("Gateway", "edge", "shop", &gateway),
        vs(
            "a",
            "shop",
            &format!("{{hosts: [a.example.com], gateways: [edge], {TO_OTHER}}}"),
        ),
    ];
    assert_eq!(went(&at_gateway(&config, "a.example.com:8081")), OTHER);
}

#[test]
fn servers_of_a_gateway_say_whose_hosts_they_take() {
    let route = |namespace: &str| {
        let server = GATEWAY.replace("'*.example.com'", &format!("'{namespace}/*.example.com'"));
        let config = [
            istio("Gateway", "edge", "shop", &server),
            vs(
                "a",
                "far",
                &format!("{{hosts: [a.example.com], gateways: [shop/edge], {TO_WEB}}}"),
            ),
        ];
        went(&at_gateway(&config, "a.example.com"))
    };
    assert_eq!(route("far"), "outbound|80||web.far.svc.cluster.local 100");
    assert_eq!(route("*"), "outbound|80||web.far.svc.cluster.local 100");
    assert_eq!(route("."), "refused 404");
}

#[test]
fn a_server_that_redirects_to_https_answers_by_itself() {
    let server = GATEWAY.replace("hosts:", "tls: {httpsRedirect: true}, hosts:");
    let config = [
        istio("Gateway", "edge", "shop", &server),
        vs(
            "a",
            "shop",
            &format!("{{hosts: [a.example.com], gateways: [edge], {TO_WEB}}}"),
        ),
    ];
    assert_eq!(
        went(&at_gateway(&config, "a.example.com")),
        "redirects with 301 to https"
    );
}

#[test]
fn questions_that_make_no_sense_are_errors() {
    let snapshot = snapshot(&[]);
    let asked = |to: &str, from: &str, gateway| trace(&snapshot, &request(to, &[]), &From::parse(from), gateway);
    assert!(matches!(
        asked("web", "shop/clint", None),
        Err(Error::UnknownWorkload { .. })
    ));
    assert!(matches!(
        asked("web", "shop", Some("edge")),
        Err(Error::UnknownGateway(_))
    ));
    assert!(matches!(asked("db", "shop", None), Err(Error::Port { .. })));
    // Files without workloads of the namespace say nothing about it.
    assert!(asked("web.shop", "empty/client", None).is_ok());
}

#[test]
fn a_service_that_no_file_holds_is_taken_to_exist_and_that_is_said() {
    let config = [vs("v", "away", &format!("{{hosts: [app], {TO_WEB}}}"))];
    let trace = ask_with(&config, &request("app:9080", &[]), "away", None);
    assert_eq!(went(&trace), "outbound|9080||web.away.svc.cluster.local 100");
    assert!(
        trace.notes.iter().any(|note| note.contains("taken to exist")),
        "{:?}",
        trace.notes
    );
}

#[test]
fn the_answer_names_lines_and_its_json_reads_back() {
    let config = [vs("v", "shop", SUBSET), dr("d", "shop", SUBSETS)];
    let trace = ask(&config, "web", &[]);
    let text = to_text(&trace);
    let line = (MESH.to_owned() + &config[0]).lines().count();
    assert!(
        text.contains(&format!("+ http[0]: any request  (mesh.yaml:{line})")),
        "{text}"
    );
    let value: serde_json::Value = serde_json::from_str(&to_json(&trace)).expect("valid JSON");
    assert_eq!(
        value["outcome"]["destinations"][0]["cluster"],
        "outbound|80|v2|web.shop.svc.cluster.local"
    );
    assert_eq!(value["tried"][0]["at"]["line"], line);
    assert_eq!(value["taken"], true);
}

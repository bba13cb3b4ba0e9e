//! What one match asks: paths, headers, methods, ports, sources.

use crate::harness::takes;

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

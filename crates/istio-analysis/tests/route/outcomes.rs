//! What a rule does with a request: delegates, answers, weights.

use istio_analysis::route::to_text;

use crate::harness::{OTHER, WEB, ask, vs, went};

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

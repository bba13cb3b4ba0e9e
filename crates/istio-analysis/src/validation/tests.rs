//! Findings and their places, in objects that `istioctl validate` 1.30.3 refuses, or accepts with a warning, for the same.

use super::{Finding, INEFFECTIVE_MATCH, Level, Metadata, UNREACHABLE_RULE, has_validator, validate};
use kubeyaml::Value;

fn found(group: &str, kind: &str, spec: &str) -> Vec<Finding> {
    let metadata = kubeyaml::from_str("{name: a, namespace: b}").expect("metadata");
    let spec = kubeyaml::from_str(spec).expect("a spec");
    validate(group, kind, &Metadata::of(&metadata), &spec)
}

/// Level, place and rule of each finding.
fn places(group: &str, kind: &str, spec: &str) -> Vec<(Level, String, &'static str)> {
    let findings = found(group, kind, spec);
    findings.iter().map(|f| (f.level, f.path.to_string(), f.rule)).collect()
}

#[test]
fn places_have_the_indexes_of_lists_and_the_keys_of_maps() {
    let networking = "networking.istio.io";
    for (group, kind, spec, path, rule) in [
        (
            networking,
            "VirtualService",
            "{hosts: [a.b], http: [{route: [{destination: {host: a.b}}, {destination: {host: 'a_b'}, weight: 1}]}]}",
            "spec.http[0].route[1].destination.host",
            "host",
        ),
        (
            networking,
            "VirtualService",
            "{hosts: [a.b], http: [{match: [{headers: {x: {regex: '('}}}], redirect: {uri: /}}]}",
            "spec.http[0].match[0].headers.x.regex",
            "regex",
        ),
        (
            networking,
            "DestinationRule",
            "{host: a.b, subsets: [{name: v1, labels: {a.b/c: '_'}}]}",
            r#"spec.subsets[0].labels["a.b/c"]"#,
            "label-value",
        ),
        (
            networking,
            "Gateway",
            "{servers: [{hosts: [a.b], port: {number: 70000, protocol: HTTP, name: a}}]}",
            "spec.servers[0].port.number",
            "port-number",
        ),
        (
            networking,
            "Sidecar",
            "{egress: [{hosts: ['./a.b', 'c']}]}",
            "spec.egress[0].hosts[1]",
            "host-namespace",
        ),
        (
            networking,
            "ServiceEntry",
            "{hosts: [a.b], ports: [{number: 80, name: a, protocol: x}], resolution: DNS}",
            "spec.ports[0].protocol",
            "protocol",
        ),
        (
            "security.istio.io",
            "AuthorizationPolicy",
            "{rules: [{from: [{source: {ipBlocks: [1.2.3.4, x]}}]}]}",
            "spec.rules[0].from[0].source.ipBlocks[1]",
            "ip-address",
        ),
        (
            "telemetry.istio.io",
            "Telemetry",
            "{accessLogging: [{filter: {expression: 'a ==='}}]}",
            "spec.accessLogging[0].filter.expression",
            "cel",
        ),
    ] {
        let wanted = vec![(Level::Error, path.to_owned(), rule)];
        assert_eq!(places(group, kind, spec), wanted, "{spec}");
    }
}

#[test]
fn rules_that_are_never_used_name_their_rule_and_reason() {
    let spec = "{hosts: [a.b], http: [{name: x, redirect: {uri: /}}, {redirect: {uri: /}}]}";
    let findings = found("networking.istio.io", "VirtualService", spec);
    let finding = findings.first().expect("the second rule is never used");
    assert_eq!((finding.rule, finding.level), (UNREACHABLE_RULE, Level::Warning));
    assert_eq!(finding.path.to_string(), "spec.http[1]");
    assert_eq!(finding.parameters, ["#1", "only the last rule can have no matches"]);

    let spec = "{hosts: [a.b], tcp: [{match: [{port: 80}], route: [{destination: {host: a.b}}]}, \
                {match: [{port: 80}, {port: 81}], route: [{destination: {host: a.b}}]}]}";
    let findings = found("networking.istio.io", "VirtualService", spec);
    let finding = findings.first().expect("a match is repeated");
    assert_eq!((finding.rule, findings.len()), (INEFFECTIVE_MATCH, 1));
    assert_eq!(finding.path.to_string(), "spec.tcp[1].match[0]");
    assert_eq!(finding.parameters, ["#1", "#0", "#0"]);
}

#[test]
fn wrong_types_are_no_matter_of_these_checks_and_harm_nothing() {
    let odd = [
        "null",
        "1",
        "[]",
        "[[]]",
        "a",
        "{a: b}",
        "{hosts: 1, http: {}, tcp: [1, [], null]}",
        "{servers: [null, 1, {port: a, tls: []}], rules: [null, {from: [null, {source: 1}]}]}",
    ];
    for (group, kind, _) in super::KINDS {
        assert!(has_validator(group, kind));
        for spec in odd {
            let found = found(group, kind, spec);
            let is_object = matches!(kubeyaml::from_str(spec), Ok(Value::Mapping(_) | Value::Null));
            assert_eq!(
                found.iter().any(|f| f.rule == "spec-type"),
                !is_object,
                "{kind}: {spec}"
            );
        }
    }
    assert!(found("apps", "Deployment", "{}").is_empty() && !has_validator("apps", "Deployment"));
}

//! Hosts outside the cluster, and ports that do not speak HTTP.

use istio_analysis::route::{From, trace};
use istio_analysis::snapshot::{Builder, Settings};

use crate::harness::{MESH, OTHER, TO_OTHER, ask, istio, request, vs, went};

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

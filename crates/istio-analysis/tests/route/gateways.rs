//! Requests that come through a gateway.

use istio_analysis::route::Trace;

use crate::harness::{OTHER, TO_OTHER, TO_WEB, WEB, ask_with, istio, request, vs, went};

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

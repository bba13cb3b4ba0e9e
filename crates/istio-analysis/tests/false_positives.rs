//! Configuration that is right and that istioctl's analysis has called wrong, by the number of the issue of istio/istio.

use istio_analysis::analysis::{Analysis, Request, analyze};
use istio_analysis::snapshot::{Builder, Coverage, Settings};

fn analysis(text: &str, coverage: Coverage) -> Analysis {
    let mut builder = Builder::new(Settings {
        coverage,
        ..Settings::default()
    });
    builder.add_files(vec![("mesh.yaml".to_owned(), text.as_bytes().to_vec())]);
    builder.add_builtin_ingress_gateway();
    let snapshot = builder.build();
    assert!(snapshot.problems().is_empty(), "{:?}", snapshot.problems());
    analyze(&snapshot, &Request::default())
}

/// How often a code is reported.
fn count(code: &str, text: &str) -> usize {
    let messages = analysis(text, Coverage::Complete).messages;
    messages.iter().filter(|message| message.code.id == code).count()
}

fn service(name: &str, namespace: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}, {more}}}\nspec: {{ports: [{{name: http, port: 80}}]}}\n---\n"
    )
}

fn virtual_service(name: &str, namespace: &str, spec: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {spec}\n---\n"
    )
}

fn gateway(name: &str, namespace: &str, hosts: &str) -> String {
    format!(
        "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{selector: {{istio: \
         ingressgateway}}, servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: {hosts}}}]}}\n---\n"
    )
}

fn route(host: &str) -> String {
    format!("{{hosts: [x.example.com], http: [{{route: [{{destination: {{host: {host}}}}}]}}]}}")
}

/// A service for clients of another namespace, routed by a VirtualService beside it that they see as well.
#[test]
fn issue_39629_and_36048_a_service_exported_to_others_is_found_by_its_own_namespace() {
    let exported = service("web", "one", "annotations: {networking.istio.io/exportTo: two}");
    assert_eq!(
        count(
            "IST0101",
            &(exported.clone() + &virtual_service("v", "one", &route("web")))
        ),
        0
    );
    // One in a namespace that does not see it has nothing to route to.
    let from_afar = virtual_service("v", "three", &route("web.one.svc.cluster.local"));
    assert_eq!(count("IST0101", &(exported + &from_afar)), 1);
}

#[test]
fn issue_46269_a_service_entry_exported_to_where_the_virtual_service_applies_is_found() {
    let entry = "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: e, namespace: one}\nspec: {exportTo: [., two], \
                 hosts: [db.example.com], ports: [{number: 443, name: https, protocol: HTTPS}]}\n---\n";
    let spec = "{exportTo: [two], hosts: [db.example.com], tcp: [{route: [{destination: {host: db.example.com, port: {number: 443}}}]}]}";
    assert_eq!(
        count("IST0101", &(entry.to_owned() + &virtual_service("v", "one", spec))),
        0
    );
}

#[test]
fn issue_46597_a_service_entry_exported_to_the_namespace_is_found() {
    let entry = "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: e, namespace: foo}\nspec: {exportTo: [bar], \
                 hosts: [foobar.staging.mesh], ports: [{number: 80, name: http, protocol: HTTP}]}\n---\n";
    let spec = "{exportTo: [.], hosts: [x.example.com], http: [{route: [{destination: {host: foobar.staging.mesh}}]}]}";
    assert_eq!(
        count("IST0101", &(entry.to_owned() + &virtual_service("v", "bar", spec))),
        0
    );
    assert_eq!(
        count("IST0101", &(entry.to_owned() + &virtual_service("v", "baz", spec))),
        1
    );
}

#[test]
fn issue_17976_a_wildcard_service_entry_covers_its_hosts() {
    let entry = "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: e, namespace: one}\nspec: {hosts: \
                 ['*.eu.example.com']}\n---\n";
    let to = |host: &str| entry.to_owned() + &virtual_service("v", "one", &route(host));
    assert_eq!(count("IST0101", &to("web.eu.example.com")), 0);
    assert_eq!(count("IST0101", &to("web.us.example.com")), 1);
}

/// Files do not show which pods the cluster has.
#[test]
fn issue_40861_the_selector_of_a_gateway_is_unknown_offline() {
    let text = gateway("g", "one", "[x.example.com]").replace("ingressgateway", "custom");
    assert!(count("IST0101", &text) > 0);
    let offline = analysis(&text, Coverage::Files);
    assert!(!offline.messages.iter().any(|message| message.code.id == "IST0101"));
    assert!(
        offline
            .unknown
            .iter()
            .any(|unknown| unknown.text.contains("istio=custom")),
        "{:?}",
        offline.unknown
    );
}

#[test]
fn issue_58555_a_service_that_stands_for_an_external_host_is_served_under_it() {
    let external = "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: one}\nspec: {type: ExternalName, externalName: \
                    dev.cloud.example.com, ports: [{name: http, port: 80}]}\n---\n";
    let gateway = gateway("egress", "one", "['*.cloud.example.com']");
    let spec = "{hosts: [db], gateways: [egress], http: [{route: [{destination: {host: db}}]}]}";
    let routed = virtual_service("v", "one", spec);
    assert_eq!(count("IST0132", &format!("{external}{gateway}{routed}")), 0);
    assert_eq!(count("IST0132", &format!("{gateway}{routed}")), 1);
}

#[test]
fn issue_34829_a_host_that_one_of_several_gateways_serves_is_found() {
    let gateways = gateway("public", "one", "[www.example.com]") + &gateway("private", "one", "['*.internal']");
    let to = |host: &str| {
        let spec = format!("{{hosts: [{host}], gateways: [public, private], http: [{{redirect: {{uri: /}}}}]}}");
        gateways.clone() + &virtual_service("v", "one", &spec)
    };
    assert_eq!(count("IST0132", &to("web.internal")), 0);
    assert_eq!(count("IST0132", &to("web.external")), 2);
}

#[test]
fn issue_34653_a_host_of_the_gateways_own_namespace_is_found() {
    let spec = "{hosts: [www.example.com], gateways: [g], http: [{redirect: {uri: /}}]}";
    let own = gateway("g", "one", "[./www.example.com]");
    assert_eq!(count("IST0132", &(own + &virtual_service("v", "one", spec))), 0);
    let others = gateway("g", "one", "[two/www.example.com]");
    assert_eq!(count("IST0132", &(others + &virtual_service("v", "one", spec))), 1);
}

#[test]
fn issue_51257_and_48613_the_port_or_target_port_of_the_gateways_service_will_do() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ingress, labels: {app: edge}}\nspec: {containers: [{name: \
               istio-proxy, image: auto, ports: [{name: web, containerPort: 8080}]}]}\n---\n";
    // Neither protocol nor numeric target port, as in a manifest before the API server fills it in.
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: ingress}\nspec: {selector: {app: edge}, ports: [{name: \
                   http, port: 80, targetPort: web}]}\n---\n";
    let at = |port: &str| {
        let gateway = gateway("g", "one", "[x.example.com]").replace("istio: ingressgateway", "app: edge");
        format!(
            "{pod}{service}{}",
            gateway.replace("number: 80", &format!("number: {port}"))
        )
    };
    assert_eq!(count("IST0162", &at("80")), 0);
    assert_eq!(count("IST0162", &at("8080")), 0);
    assert_eq!(count("IST0162", &at("9090")), 1);
}

#[test]
fn issue_37444_a_webhook_that_a_tag_has_deactivated_overlaps_with_none() {
    let webhook = |name: &str, selector: &str| {
        format!(
            "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: {name}, labels: {{istio.io/rev: \
             default}}}}\nwebhooks: [{{name: namespace.sidecar-injector.istio.io, clientConfig: {{url: 'https://x/'}}, namespaceSelector: \
             {selector}}}]\n---\n"
        )
    };
    let active = "{matchLabels: {istio-injection: enabled}}";
    let deactivated = "{matchLabels: {istio.io/deactivated: never-match}}";
    let tag = webhook("istio-revision-tag-default", active);
    assert_eq!(
        count(
            "IST0139",
            &(tag.clone() + &webhook("istio-sidecar-injector", deactivated))
        ),
        0
    );
    assert_eq!(count("IST0139", &(tag + &webhook("istio-sidecar-injector", active))), 2);
}

#[test]
fn issue_42561_a_host_written_short_and_in_full_is_no_conflict() {
    let spec = "{hosts: [web, web.one.svc.cluster.local], http: [{redirect: {uri: /}}]}";
    assert_eq!(count("IST0109", &virtual_service("v", "one", spec)), 0);
    assert_eq!(
        count(
            "IST0109",
            &(virtual_service("v", "one", spec) + &virtual_service("w", "one", spec))
        ),
        2
    );
}

/// A pod of a file gets its sidecar when it is created.
#[test]
fn issue_17771_a_pod_that_is_not_created_yet_lacks_no_sidecar() {
    let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: one, labels: {istio-injection: enabled}}\n---\napiVersion: v1\nkind: \
                Pod\nmetadata: {name: p, namespace: one}\nspec: {containers: [{name: web}]}\n";
    assert_eq!(count("IST0103", text), 1);
    let offline = analysis(text, Coverage::Files);
    assert!(!offline.messages.iter().any(|message| message.code.id == "IST0103"));
}

/// The policy for the gateway, and the Secret of the registry, may be in the cluster.
#[test]
fn what_only_a_cluster_tells_is_no_finding() {
    let claim = gateway("public", "one", "['*']")
        + &virtual_service(
            "v",
            "one",
            "{hosts: [web.example.com], gateways: [public], http: [{match: [{headers: {'@request.auth.claims.a': {exact: b}}}], redirect: {uri: \
             /}}]}",
        );
    let network = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata: {meshNetworks: '{networks: {a: \
                   {endpoints: [{fromRegistry: far}]}}}'}\n";
    let analysed = |text: &str, coverage| {
        let mut builder = Builder::new(Settings {
            coverage,
            ..Settings::default()
        });
        builder.add_files(vec![("mesh.yaml".to_owned(), text.as_bytes().to_vec())]);
        builder.use_config_map("istio");
        builder.add_builtin_ingress_gateway();
        analyze(&builder.build(), &Request::default())
    };
    for (text, code, unknown) in [
        (claim.as_str(), "IST0149", "RequestAuthentication"),
        (network, "IST0126", "registry"),
    ] {
        let says = |analysis: &Analysis| analysis.messages.iter().any(|message| message.code.id == code);
        assert!(
            says(&analysed(text, Coverage::Complete)),
            "{code} is found where all is known"
        );
        let offline = analysed(text, Coverage::Files);
        assert!(!says(&offline), "{code} is guessed");
        assert!(
            offline.unknown.iter().any(|one| one.text.contains(unknown)),
            "{:?}",
            offline.unknown
        );
    }
}

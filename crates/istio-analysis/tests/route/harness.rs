//! A mesh, and questions about it.

use istio_analysis::route::{From, Outcome, Request, Trace, to_text, trace};
use istio_analysis::snapshot::{Builder, Coverage, Settings, Snapshot};

/// A client with labels, three services, and two versions of one of them.
pub(crate) const MESH: &str = "
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

pub(crate) fn vs(name: &str, namespace: &str, spec: &str) -> String {
    istio("VirtualService", name, namespace, spec)
}

pub(crate) fn dr(name: &str, namespace: &str, spec: &str) -> String {
    istio("DestinationRule", name, namespace, spec)
}

pub(crate) fn istio(kind: &str, name: &str, namespace: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: networking.istio.io/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {spec}\n"
    )
}

pub(crate) fn snapshot(config: &[String]) -> Snapshot {
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

pub(crate) fn request(to: &str, headers: &[&str]) -> Request {
    let mut request = Request::to(to).expect("a target");
    for header in headers {
        request.add_header(header).expect("a header");
    }
    request
}

pub(crate) fn ask_with(config: &[String], request: &Request, from: &str, gateway: Option<&str>) -> Trace {
    trace(&snapshot(config), request, &From::parse(from), gateway).expect("an answer")
}

pub(crate) fn ask(config: &[String], to: &str, headers: &[&str]) -> Trace {
    ask_with(config, &request(to, headers), "shop/client", None)
}

/// `cluster weight` of each destination; what else becomes of the request otherwise.
pub(crate) fn went(trace: &Trace) -> String {
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
pub(crate) fn takes(matched: &str, to: &str, headers: &[&str]) -> bool {
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

pub(crate) const TO_OTHER: &str = "http: [{route: [{destination: {host: other}}]}]";
pub(crate) const TO_WEB: &str = "http: [{route: [{destination: {host: web}}]}]";
pub(crate) const OTHER: &str = "outbound|80||other.shop.svc.cluster.local 100";
pub(crate) const WEB: &str = "outbound|80||web.shop.svc.cluster.local 100";
pub(crate) const SUBSET: &str = "{hosts: [web], http: [{route: [{destination: {host: web, subset: v2}}]}]}";
pub(crate) const SUBSETS: &str = "{host: web.shop.svc.cluster.local, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}";

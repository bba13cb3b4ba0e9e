//! Pages about pods and Services, from files. Words and verdicts are those of Go's istioctl 1.30.3 where it has them.

use istio_analysis::describe::{self, Options};
use istio_analysis::snapshot::{Builder, Settings, Snapshot};

const POD: &str = "
kind: Pod
apiVersion: v1
metadata: {name: web-1, namespace: shop, labels: {app: web, version: v1}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}, {name: istio-proxy, image: proxy}]}
status: {phase: Running, containerStatuses: [{name: web, ready: true}, {name: istio-proxy, ready: true}]}
---
kind: Service
apiVersion: v1
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 9080, targetPort: 8080}]}
";

fn snapshot(text: &str) -> Snapshot {
    let mut builder = Builder::new(Settings::default());
    builder.add_files(vec![("mesh.yaml".to_owned(), text.as_bytes().to_vec())]);
    let snapshot = builder.build();
    assert!(snapshot.problems().is_empty(), "{:?}", snapshot.problems());
    snapshot
}

fn options() -> Options {
    Options {
        here: "shop".to_owned(),
        ignore_unmeshed: false,
    }
}

/// The page about the pod with more configuration, without what comes before its Service.
fn page(more: &str) -> String {
    let text = format!("{POD}---\n{more}");
    let page = describe::pod(&snapshot(&text), "shop", "web-1", &options()).expect("the pod");
    let (_, page) = page.split_once("targets pod port 8080\n").expect("its Service");
    page.to_owned()
}

/// What stands between the Service and the policies.
fn rules(more: &str) -> String {
    let page = page(more);
    page.split("--------------------\n")
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn virtual_service(spec: &str) -> String {
    format!(
        "kind: VirtualService\napiVersion: networking.istio.io/v1\nmetadata: {{name: web, namespace: shop}}\nspec: {{hosts: [web], {spec}}}\n"
    )
}

fn destination_rule(spec: &str) -> String {
    format!(
        "kind: DestinationRule\napiVersion: networking.istio.io/v1\nmetadata: {{name: web, namespace: shop}}\nspec: {{host: web, {spec}}}\n"
    )
}

#[test]
fn subsets_that_the_pod_is_not_in() {
    let routes = "http: [{match: [{uri: {prefix: /prefix}}], route: [{destination: {host: web}, weight: 30}, \
                  {destination: {host: web2}, weight: 20}, {destination: {host: web3}, weight: 50}]}]";
    let policy = "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, loadBalancer: {simple: RANDOM}, connectionPool: {}, outlierDetection: {}, \
                  portLevelSettings: [{port: {number: 8080}, tls: {mode: DISABLE}, outlierDetection: {}}]}";
    let rule = destination_rule(&format!("subsets: [{{name: v9, labels: {{version: v9}}}}], {policy}"));
    assert_eq!(
        rules(&format!("{rule}---\n{}", virtual_service(routes))),
        "DestinationRule: web for \"web\"
   WARNING POD DOES NOT MATCH ANY SUBSETS.  (Non matching subsets v9)
   Matching subsets: 
      (Non-matching subsets v9)
   Traffic Policy TLS Mode: ISTIO_MUTUAL
   Policies: load balancer/connection pool/outlier detection
   Port Level Settings:
    8080:
      TLS Mode: DISABLE
      Policies: outlier detection
VirtualService: web
   Route to host \"web\" with weight 30%
   Route to host \"web2\" with weight 20%
   Route to host \"web3\" with weight 50%
   Match: /prefix*
"
    );
    assert!(rules(&destination_rule("subsets: []")).ends_with("   No Traffic Policy\n"));
}

#[test]
fn routes_that_do_not_reach_the_pod() {
    let to = |subset: &str| {
        virtual_service(&format!(
            "http: [{{route: [{{destination: {{host: web, subset: {subset}}}}}]}}]"
        ))
    };
    let none = "   WARNING: No destinations match pod subsets (checked 1 HTTP routes)\n";
    assert_eq!(
        rules(&to("v1")),
        format!(
            "VirtualService: web\n{none}      Warning: Route to subset v1 but NO DESTINATION RULE defining subsets!\n"
        )
    );
    let rule = destination_rule("subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]");
    let with = |subset: &str| {
        let page = rules(&format!("{rule}---\n{}", to(subset)));
        page.split_once("VirtualService: web\n")
            .map(|(_, rest)| rest.to_owned())
            .expect("the routes")
    };
    assert_eq!(with("v1"), "   1 HTTP route(s)\n");
    assert_eq!(
        with("v2"),
        format!("{none}      Route to non-matching subset v2 for (everything)\n")
    );
    assert_eq!(
        with("v3"),
        format!("{none}      Warning: Route to UNKNOWN subset v3; check DestinationRule web\n")
    );
}

#[test]
fn conditions_and_faults() {
    let routes = "http: [{fault: {delay: {fixedDelay: 5s, percentage: {value: 10}}, abort: {httpStatus: 503}}, match: [{uri: {exact: /a}, \
                  ignoreUriCase: true, headers: {b: {regex: x}, a: {exact: jason}}}], route: [{destination: {host: web}}]}], \
                  tcp: [{match: [{port: 27017}], route: [{destination: {host: web.shop.svc.cluster.local}}]}]";
    assert_eq!(
        rules(&virtual_service(routes)),
        "VirtualService: web
   Fault injection delay 5s 10% and abort 503, Match: /a uncased when headers are a=jason; b=regex \"x\"
   Match: port 27017
"
    );
}

#[test]
fn what_does_not_count_is_said() {
    let hidden = virtual_service("exportTo: [other], http: []");
    assert_eq!(
        rules(&hidden),
        "Not VirtualService shop/web: it is exported to other and not to shop\n"
    );
    let mut second = virtual_service("http: [{route: [{destination: {host: web}}]}]");
    second = second.replace("{name: web,", "{name: zeb,");
    let both = format!(
        "{}---\n{second}",
        virtual_service("http: [{route: [{destination: {host: web}}]}]")
    );
    assert!(
        rules(&both)
            .ends_with("WARNING: VirtualService zeb is for the same host and does not count: an older one does\n")
    );
}

#[test]
fn the_nearest_policy_that_says_anything_is_in_force() {
    let policy = |name: &str, namespace: &str, spec: &str| {
        format!(
            "kind: PeerAuthentication\napiVersion: security.istio.io/v1\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{{spec}}}\n"
        )
    };
    let mode = |policies: &[String]| {
        let page = page(&policies.join("---\n"));
        let (_, rest) = page.split_once("Workload mTLS mode: ").expect("a mode");
        rest.lines().next().unwrap_or_default().to_owned()
    };
    let mesh = policy("mesh", "istio-system", "mtls: {mode: STRICT}");
    let namespace = policy("all", "shop", "mtls: {mode: DISABLE}");
    let unset = policy(
        "none",
        "shop",
        "selector: {matchLabels: {app: web}}, mtls: {mode: UNSET}",
    );
    let workload = policy(
        "one",
        "shop",
        "selector: {matchLabels: {app: web}}, mtls: {mode: PERMISSIVE}",
    );
    let elsewhere = policy(
        "other",
        "istio-system",
        "selector: {matchLabels: {app: web}}, mtls: {mode: DISABLE}",
    );
    assert_eq!(mode(&[]), "PERMISSIVE");
    assert_eq!(mode(std::slice::from_ref(&mesh)), "STRICT");
    assert_eq!(mode(&[mesh.clone(), elsewhere]), "STRICT");
    assert_eq!(mode(&[mesh.clone(), namespace.clone()]), "DISABLE");
    assert_eq!(mode(&[mesh.clone(), namespace.clone(), unset]), "DISABLE");
    assert_eq!(mode(&[mesh, namespace, workload]), "PERMISSIVE");
}

#[test]
fn a_gateway_without_proxies_and_one_that_is_not_there() {
    let routes = virtual_service("gateways: [edge, none], http: [{route: [{destination: {host: web}}]}]")
        .replace("hosts: [web]", "hosts: [a.example.com]");
    let gateway = "kind: Gateway\napiVersion: networking.istio.io/v1\nmetadata: {name: edge, namespace: shop}\n\
                   spec: {selector: {istio: edge}, servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: ['*.example.com']}]}\n";
    let alone = page(&format!("{routes}---\n{gateway}"));
    assert!(
        alone.contains("WARNING: Gateway edge has no running proxy: no pod has the labels istio=edge\n"),
        "{alone}"
    );
    assert!(
        alone.contains("WARNING: VirtualService web names Gateway shop/none, which does not exist\n"),
        "{alone}"
    );
    let proxy = "kind: Pod\napiVersion: v1\nmetadata: {name: edge, namespace: edge, labels: {istio: edge}}\n\
                 spec: {containers: [{name: istio-proxy, image: p}]}\nstatus: {phase: Running, hostIP: 10.0.0.9}\n---\n\
                 kind: Service\napiVersion: v1\nmetadata: {name: edge, namespace: edge}\n\
                 spec: {selector: {istio: edge}, ports: [{name: https, port: 8443, targetPort: 443}]}\n";
    let exposed = |status: &str| page(&format!("{routes}---\n{gateway}---\n{proxy}{status}"));
    assert!(
        exposed("").contains("Exposed on Ingress Gateway https://10.0.0.9:8443 for a.example.com\n"),
        "{}",
        exposed("")
    );
    let balanced = exposed("status: {loadBalancer: {ingress: [{hostname: lb.example.com}]}}\n");
    assert!(
        balanced.contains("https://lb.example.com:8443 for a.example.com"),
        "{balanced}"
    );
}

#[test]
fn the_user_of_the_proxy_is_not_for_others() {
    let as_proxy = "spec: {securityContext: {runAsUser: 1337}, containers: [";
    let of = |text: &str| describe::pod(&snapshot(text), "shop", "web-1", &options()).expect("the pod");
    let warning = "WARNING: User ID (UID) 1337 is reserved for the sidecar proxy.";
    assert!(of(&POD.replace("spec: {containers: [", as_proxy)).contains(warning));
    let gateway = POD
        .replace("{name: web, image: web, ports: [{containerPort: 8080}]}, ", "")
        .replace("spec: {containers: [", as_proxy);
    assert!(!of(&gateway).contains(warning), "{}", of(&gateway));
}

#[test]
fn what_is_not_part_of_the_mesh() {
    let without = POD
        .replace(", {name: istio-proxy, image: proxy}", "")
        .replace(", {name: istio-proxy, ready: true}", "");
    let text = describe::pod(&snapshot(&without), "shop", "web-1", &options()).expect("the pod");
    assert!(
        text.contains("WARNING: web-1 is not part of mesh; no Istio sidecar\n"),
        "{text}"
    );
    let text = describe::service(&snapshot(&without), "shop", "web", &options()).expect("the Service");
    assert!(
        text.starts_with(
            "Pod web-1: no container \"istio-proxy\" in pod\nService \"web\" has no Istio pods.  (1 pods in service).\n"
        ),
        "{text}"
    );
    let ambient = without.replace(
        "version: v1}",
        "version: v1}, annotations: {ambient.istio.io/redirection: enabled}",
    );
    let text = describe::pod(&snapshot(&ambient), "shop", "web-1", &options()).expect("the pod");
    assert!(text.contains("ambient mesh") && !text.contains("WARNING"), "{text}");
    assert_eq!(describe::pod(&snapshot(POD), "shop", "nope", &options()), None);
}

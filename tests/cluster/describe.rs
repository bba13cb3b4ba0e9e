//! `istioctl experimental describe`

use crate::Test;
use crate::harness::{Cluster, Objects};
use crate::mesh::Mesh;

pub(crate) const TESTS: &[Test] = &[
    ("describe::without_istio_a_pod_is_told_about", without_istio),
    ("describe::rules_policies_and_gateways", rules_policies_and_gateways),
    ("describe::what_is_not_there_or_may_not_be_read", what_is_not_there),
];

/// A pod with a sidecar.
fn pod(namespace: &str, name: &str, labels: &str) -> String {
    format!(
        "apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: {namespace}, labels: {{app: web, {labels}}}, annotations: {{istio.io/rev: default}}}}
spec:
  containers:
  - {{name: web, image: web, ports: [{{name: web, containerPort: 8080}}, {{containerPort: 5353, protocol: UDP}}]}}
  - {{name: istio-proxy, image: proxy}}"
    )
}

fn service(namespace: &str) -> String {
    format!(
        "apiVersion: v1
kind: Service
metadata: {{name: web, namespace: {namespace}}}
spec:
  selector: {{app: web}}
  ports: [{{name: http, port: 80, targetPort: web}}, {{name: other, port: 81, targetPort: none}}]"
    )
}

fn start<'c>(cluster: &'c Cluster, namespace: &str, name: &str, labels: &str) -> Objects<'c> {
    let objects = cluster.objects(&pod(namespace, name, labels));
    cluster.wait_ready(namespace, name);
    objects
}

fn without_istio(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let _pod = start(cluster, n, "web-1", "version: v1");
    let run = cluster.istioctl(&["x", "describe", "pod", "web-1", "-n", n]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let expected = "Pod: web-1
   Pod Revision: default
   Pod Ports: 8080 (web), 5353/UDP (web)
Warning: No Kubernetes Services select pod web-1 (see https://istio.io/latest/docs/ops/deployment/application-requirements/)
--------------------
--------------------
Effective PeerAuthentication:
   Workload mTLS mode: PERMISSIVE
";
    assert_eq!(run.stdout, expected);
    // Under a name with its namespace from elsewhere, its name has the namespace.
    let run = cluster.istioctl(&["x", "des", "po", &format!("web-1.{n}"), "--ignoreUnmeshed"]);
    assert!(
        run.stdout.starts_with(&format!("Pod: web-1.{n}\n")) && !run.stdout.contains("Warning"),
        "{run:?}"
    );

    let _bare = cluster.objects(&format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: bare, namespace: {n}, labels: {{app: bare}}}}, spec: {{containers: [{{name: a, image: a}}]}}}}"
    ));
    cluster.wait_ready(n, "bare");
    let run = cluster.istioctl(&["x", "describe", "pod", "bare", "-n", n]);
    assert!(
        run.stdout
            .contains("WARNING: bare is not part of mesh; no Istio sidecar\n"),
        "{run:?}"
    );
    let of_service = |selector: &str| {
        let _service = cluster.objects(&format!(
            "{{apiVersion: v1, kind: Service, metadata: {{name: web, namespace: {n}}}, spec: {{selector: {{app: {selector}}}, ports: [{{port: 80}}]}}}}"
        ));
        cluster.istioctl(&["x", "describe", "svc", "web", "-n", n]).stdout
    };
    assert_eq!(of_service("nobody"), "Service \"web\" has no pods.\n");
    assert!(of_service("bare").contains("Service \"web\" has no Istio pods.  (1 pods in service).\n"));
    assert_eq!(
        of_service("web"),
        "Service: web\n   Port:  80/auto-detect targets pod port 80\n"
    );
}

fn rules_policies_and_gateways(cluster: &Cluster) {
    let mesh = Mesh::new(cluster);
    mesh.installed(&["--set", "profile=demo"]);
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let _one = start(cluster, n, "web-1", "version: v1");
    let _two = start(cluster, n, "web-2", "version: v2");
    let configuration = format!(
        "apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {{name: web, namespace: {n}}}
spec:
  host: web
  trafficPolicy: {{tls: {{mode: ISTIO_MUTUAL}}, loadBalancer: {{simple: RANDOM}}}}
  subsets: [{{name: v1, labels: {{version: v1}}}}, {{name: v3, labels: {{version: v3}}}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: web, namespace: {n}}}
spec:
  hosts: [web, web.example.com]
  gateways: [mesh, web]
  http:
  - match: [{{uri: {{prefix: /a}}, headers: {{user: {{exact: jason}}}}}}]
    route: [{{destination: {{host: web, subset: v1}}, weight: 30}}, {{destination: {{host: other}}, weight: 70}}]
  - route: [{{destination: {{host: web, subset: v3}}}}]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: web, namespace: {n}}}
spec:
  selector: {{istio: ingressgateway}}
  servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: [web.example.com]}}]
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {{name: strict, namespace: {n}}}
spec: {{mtls: {{mode: STRICT}}}}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {{name: port, namespace: {n}}}
spec: {{selector: {{matchLabels: {{version: v1}}}}, portLevelMtls: {{'8080': {{mode: DISABLE}}}}}}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {{name: deny, namespace: {n}}}
spec: {{selector: {{matchLabels: {{app: web}}}}, action: DENY, rules: [{{to: [{{operation: {{paths: [/x]}}}}]}}]}}
---
{}",
        service(n)
    );
    let _configuration = cluster.objects(&configuration);

    let run = cluster.istioctl(&["x", "describe", "pod", "web-1", "-n", n]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let routes = "VirtualService: web
   Route to host \"web\" subset \"v1\" with weight 30%
   Route to host \"other\" with weight 70%
   Match: /a* when headers are user=jason
   1 additional destination(s) that will not reach this pod
";
    let expected = format!(
        "Pod: web-1
   Pod Revision: default
   Pod Ports: 8080 (web), 5353/UDP (web)
--------------------
Service: web
   Port: http 80/HTTP targets pod port 8080
   WARNING: Port: other 81 targets pod port \"none\", and no container of web-1 has a port of this name
DestinationRule: web for \"web\"
   Matching subsets: v1
      (Non-matching subsets v3)
   Traffic Policy TLS Mode: ISTIO_MUTUAL
   Policies: load balancer
{routes}--------------------
Effective PeerAuthentication:
   Workload mTLS mode: STRICT
   Port Level mTLS mode:
      8080: DISABLE
Applied PeerAuthentication:
   strict.{n}, port.{n}
Applied AuthorizationPolicy:
   deny.{n} (DENY)
--------------------
Exposed on Ingress Gateway http://ADDRESS for web.example.com
{routes}"
    );
    // The two policies may be of one second, so that their names decide.
    let sorted = run
        .stdout
        .replace(&format!("port.{n}, strict.{n}"), &format!("strict.{n}, port.{n}"));
    let address = sorted
        .split("http://")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .expect("an address")
        .to_owned();
    assert_eq!(sorted.replace(&address, "ADDRESS"), expected, "{run:?}");

    let run = cluster.istioctl(&["x", "describe", "pod", "web-2", "-n", n]);
    assert!(
        run.stdout
            .contains("WARNING POD DOES NOT MATCH ANY SUBSETS.  (Non matching subsets v1,v3)"),
        "{run:?}"
    );
    assert!(
        run.stdout
            .contains("WARNING: No destinations match pod subsets (checked 2 HTTP routes)"),
        "{run:?}"
    );
    assert!(run.stdout.contains("Workload mTLS mode: STRICT\nApplied"), "{run:?}");

    // Of a Service all pods count.
    let run = cluster.istioctl(&["x", "describe", "service", &format!("web.{n}"), "-n", n]);
    assert!(
        run.stdout.contains("Matching subsets: v1\n") && run.stdout.contains("Exposed on Ingress Gateway"),
        "{run:?}"
    );
}

fn what_is_not_there(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    for (args, said) in [
        (["pod", "nope"], "pods \"nope\" not found"),
        (["service", "nope"], "services \"nope\" not found"),
    ] {
        let run = cluster.istioctl(&[&["x", "describe"], &args[..], &["-n", n]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    let run = cluster.istioctl(&["x", "describe", "pod", "web", "-n", n, "--context", "narrow"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("not allowed to get pods"), "{run:?}");
    // Who may read the pod alone is told what is left out.
    let _pod = start(cluster, n, "web", "version: v1");
    let _rights = cluster.objects(&format!(
        "apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {{name: pods, namespace: {n}}}
rules: [{{apiGroups: [''], resources: [pods], verbs: [get]}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: pods, namespace: {n}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: pods}}
subjects: [{{apiGroup: rbac.authorization.k8s.io, kind: User, name: narrow}}]"
    ));
    let start = std::time::Instant::now();
    let run = loop {
        let run = cluster.istioctl(&["x", "describe", "pod", "web", "-n", n, "--context", "narrow"]);
        // A right is in force a moment after it was given.
        if run.code == Some(0) || start.elapsed() > crate::harness::LIMIT {
            break run;
        }
    };
    assert!(run.stdout.starts_with("Pod: web\n"), "{run:?}");
    assert!(
        run.stderr.contains("this is left out: not allowed to list services"),
        "{run:?}"
    );
}

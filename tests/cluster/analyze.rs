//! `istioctl analyze` over a cluster.

use crate::Test;
use crate::harness::{Cluster, Namespace, Objects, Run};
use istio_manifest::cluster::kinds;
use kubeyaml::Value;

pub(crate) const TESTS: &[Test] = &[
    (
        "analyze::the_cluster_gives_the_findings_of_its_objects",
        the_cluster_gives_the_findings_of_its_objects,
    ),
    (
        "analyze::kinds_that_are_not_served_are_no_error",
        kinds_that_are_not_served_are_no_error,
    ),
    (
        "analyze::files_are_changes_to_the_cluster",
        files_are_changes_to_the_cluster,
    ),
    (
        "analyze::a_namespace_that_is_not_there_is_an_error",
        a_namespace_that_is_not_there_is_an_error,
    ),
    (
        "analyze::what_may_not_be_read_is_named_with_the_analyzers_that_need_it",
        what_may_not_be_read_is_named_with_the_analyzers_that_need_it,
    ),
    (
        "analyze::credentials_of_gateways_are_opened",
        credentials_of_gateways_are_opened,
    ),
    ("analyze::remote_contexts_are_asked_too", remote_contexts_are_asked_too),
    (
        "analyze::resources_of_another_revision_do_not_count",
        resources_of_another_revision_do_not_count,
    ),
    ("analyze::a_time_limit_ends_it", a_time_limit_ends_it),
];

const DEFINITIONS: &str = include_str!("../../charts/base/files/crd-all.gen.yaml");

/// Istio's kinds, served until this is dropped.
struct Definitions<'c> {
    _made: Objects<'c>,
}

fn definitions(cluster: &Cluster) -> Definitions<'_> {
    let texts: Vec<&str> = DEFINITIONS
        .split("\n---")
        .map(|document| document.trim_start_matches("---").trim())
        .filter(|document| document.contains("kind: CustomResourceDefinition"))
        .collect();
    let names = texts.iter().map(|text| {
        let object = kubeyaml::from_str(text).expect("YAML");
        let name = object.get_path(&["metadata", "name"]);
        name.and_then(Value::as_str).expect("a name").to_owned()
    });
    let names: Vec<String> = names.collect();
    // Those of another test go a while after they were deleted; until then they cannot be made anew.
    for name in &names {
        cluster.wait_gone(&kinds::custom_resource_definition(), None, name);
    }
    let made = cluster.objects(&texts.join("\n---\n"));
    let is = |condition: &Value, key: &str, value: &str| condition.get(key) == Some(&Value::from(value));
    for name in &names {
        cluster.wait_for(&kinds::custom_resource_definition(), None, name, |definition| {
            let conditions = definition
                .get_path(&["status", "conditions"])
                .and_then(Value::as_sequence);
            conditions.is_some_and(|all| {
                all.iter()
                    .any(|one| is(one, "type", "Established") && is(one, "status", "True"))
            })
        });
    }
    Definitions { _made: made }
}

/// A mesh in which one thing of each of several kinds is wrong.
fn broken(namespace: &Namespace<'_>) -> String {
    format!(
        "apiVersion: v1
kind: Service
metadata: {{name: web, namespace: {0}}}
spec: {{selector: {{app: web}}, ports: [{{name: http, port: 80}}]}}
---
apiVersion: v1
kind: Service
metadata: {{name: badport, namespace: {0}}}
spec: {{selector: {{app: web}}, ports: [{{name: foo-bar, port: 81}}]}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: lost, namespace: {0}}}
spec:
  hosts: [web]
  http: [{{route: [{{destination: {{host: absent}}}}]}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: port, namespace: {0}}}
spec:
  hosts: [other]
  http: [{{route: [{{destination: {{host: web, port: {{number: 9999}}}}}}]}}]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: gw, namespace: {0}}}
spec:
  selector: {{istio: nobody}}
  servers: [{{hosts: ['*'], port: {{number: 80, name: http, protocol: HTTP}}}}]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {{name: dr, namespace: {0}}}
spec: {{host: web, subsets: [{{name: v1, labels: {{version: v1}}}}], trafficPolicy: {{tls: {{mode: SIMPLE}}}}}}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {{name: ap, namespace: {0}}}
spec: {{selector: {{matchLabels: {{app: nobody}}}}, rules: [{{from: [{{source: {{namespaces: [no-such-ns]}}}}]}}]}}",
        namespace.name
    )
}

/// Code and resource of each line, in order, without the namespace's name.
fn findings(run: &Run, namespace: &Namespace<'_>) -> Vec<String> {
    let mut found: Vec<String> = run
        .stdout
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once('[')?;
            let (code, rest) = rest.split_once("] (")?;
            let resource = rest.split(')').next()?.replace(&namespace.name, "NS");
            let mut words = resource.split(' ');
            Some(format!("{code} {} {}", words.next()?, words.next()?))
        })
        .collect();
    found.sort();
    found
}

/// The codes that Go's istioctl gives for the same objects.
const EXPECTED: [&str; 9] = [
    "IST0101 AuthorizationPolicy NS/ap",
    "IST0101 Gateway NS/gw",
    "IST0101 VirtualService NS/lost",
    "IST0101 VirtualService NS/port",
    "IST0102 Namespace NS",
    "IST0118 Service NS/badport",
    "IST0127 AuthorizationPolicy NS/ap",
    "IST0128 DestinationRule NS/dr",
    "IST0173 DestinationRule NS/dr",
];

fn the_cluster_gives_the_findings_of_its_objects(cluster: &Cluster) {
    let _definitions = definitions(cluster);
    let namespace = cluster.namespace();
    let _mesh = cluster.objects(&broken(&namespace));
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name]);
    assert_eq!(run.code, Some(79), "{run:?}");
    assert_eq!(findings(&run, &namespace), EXPECTED, "{run:?}");
    let everywhere = cluster.istioctl(&["analyze", "-A", "-o", "json"]);
    assert_eq!(everywhere.code, Some(79), "the exit code is the same in every format");
    for expected in EXPECTED {
        let resource = expected
            .split_once(' ')
            .expect("a code")
            .1
            .replace("NS", &namespace.name);
        assert!(everywhere.stdout.contains(&resource), "{resource}: {everywhere:?}");
    }
    // Suppression and the choice of analyzers hold in a cluster too.
    let narrow = cluster.istioctl(&[
        "analyze",
        "-n",
        &namespace.name,
        "--analyzer",
        "service.PortNameAnalyzer",
        "-S",
        "IST0118=Service *.*",
    ]);
    assert_eq!((narrow.code, narrow.stdout.as_str()), (Some(0), "\n"), "{narrow:?}");
    assert!(narrow.stderr.contains("No issues found in namespace"), "{narrow:?}");
}

fn kinds_that_are_not_served_are_no_error(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "\n"), "{run:?}");
}

fn files_are_changes_to_the_cluster(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let _service = cluster.objects(&format!(
        "apiVersion: v1
kind: Service
metadata: {{name: web, namespace: {}}}
spec: {{selector: {{app: web}}, ports: [{{name: http, port: 80}}]}}",
        namespace.name
    ));
    let folder = tempfile::tempdir().expect("a folder");
    let route = |host: &str| {
        format!(
            "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: web, namespace: {}}}
spec:
  hosts: [web]
  http:
  - route:
    - destination:
        host: {host}
",
            namespace.name
        )
    };
    let write = |text: &str| std::fs::write(folder.path().join("route.yaml"), text).expect("a file");
    write(&route("web"));
    let run = cluster.istioctl_in(folder.path(), &["analyze", "route.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "\n"), "{run:?}");
    assert!(run.stderr.contains("route.yaml over cluster"), "{run:?}");
    write(&route("wep"));
    let run = cluster.istioctl_in(folder.path(), &["analyze", "route.yaml"]);
    assert_eq!(run.code, Some(79), "{run:?}");
    assert!(
        run.stdout.contains("web route.yaml:9)") && run.stdout.contains("did you mean \"web\""),
        "{run:?}"
    );
    // A namespace and a service that the files bring are there.
    write(&format!(
        "{}---
apiVersion: v1
kind: Service
metadata: {{name: wep, namespace: {}}}
spec: {{ports: [{{name: http, port: 80}}]}}
",
        route("wep"),
        namespace.name
    ));
    let run = cluster.istioctl_in(folder.path(), &["analyze", "route.yaml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn a_namespace_that_is_not_there_is_an_error(cluster: &Cluster) {
    let run = cluster.istioctl(&["analyze", "-n", "nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("there is no namespace \"nowhere\""), "{run:?}");
}

fn what_may_not_be_read_is_named_with_the_analyzers_that_need_it(cluster: &Cluster) {
    let _definitions = definitions(cluster);
    let namespace = cluster.namespace();
    let _mesh = cluster.objects(&broken(&namespace));
    let _grants = cluster.objects(
        "apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: analyze-services-only}
rules:
- {apiGroups: [''], resources: [services], verbs: [list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: analyze-services-only}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: analyze-services-only}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: narrow-analyst}]",
    );
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name, "--as", "narrow-analyst"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("IST0118"), "services can be read: {run:?}");
    assert!(
        !run.stdout.contains("IST0101"),
        "nothing is concluded from what was not read: {run:?}"
    );
    for said in [
        "not allowed to list pods in all namespaces (403)",
        "not allowed to list virtualservices.networking.istio.io",
        "analyzers that do not run because of it: ",
        "virtualservice.DestinationHostAnalyzer",
    ] {
        assert!(run.stderr.contains(said), "{said:?}: {run:?}");
    }
}

fn credentials_of_gateways_are_opened(cluster: &Cluster) {
    let _definitions = definitions(cluster);
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let _objects = cluster.objects(&format!(
        "apiVersion: v1
kind: Pod
metadata: {{name: gw, namespace: {0}, labels: {{istio: own-gateway}}, annotations: {{sidecar.istio.io/inject: 'false'}}}}
spec: {{containers: [{{name: istio-proxy, image: proxyv2}}]}}
---
apiVersion: v1
kind: Secret
metadata: {{name: certificate, namespace: {0}}}
stringData: {{cert: nonsense, key: nonsense}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {{name: gw, namespace: {0}}}
spec:
  selector: {{istio: own-gateway}}
  servers:
  - {{hosts: ['*'], port: {{number: 443, name: a, protocol: HTTPS}}, tls: {{mode: SIMPLE, credentialName: certificate}}}}
  - {{hosts: ['*'], port: {{number: 444, name: b, protocol: HTTPS}}, tls: {{mode: SIMPLE, credentialName: certificat}}}}",
        namespace.name
    ));
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name, "--analyzer", "gateway.SecretAnalyzer"]);
    assert_eq!(run.code, Some(79), "{run:?}");
    assert_eq!(
        findings(&run, &namespace),
        ["IST0101 Gateway NS/gw", "IST0161 Gateway NS/gw"],
        "{run:?}"
    );
}

fn remote_contexts_are_asked_too(cluster: &Cluster) {
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    // One server under two names: what differs is who asks, so nothing does.
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name, "--remote-contexts", "admin"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "\n"), "{run:?}");
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name, "--remote-contexts", "nowhere"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("nowhere"), "{run:?}");
}

fn resources_of_another_revision_do_not_count(cluster: &Cluster) {
    let _definitions = definitions(cluster);
    let namespace = cluster.namespace_with("labels: {istio-injection: enabled}");
    let _route = cluster.objects(&format!(
        "apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {{name: lost, namespace: {}, labels: {{istio.io/rev: canary}}}}
spec:
  hosts: [web.example.com]
  http: [{{route: [{{destination: {{host: absent}}}}]}}]",
        namespace.name
    ));
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "\n"), "{run:?}");
    let run = cluster.istioctl(&["analyze", "-n", &namespace.name, "--revision", "canary"]);
    assert_eq!(
        findings(&run, &namespace),
        ["IST0101 VirtualService NS/lost"],
        "{run:?}"
    );
}

fn a_time_limit_ends_it(cluster: &Cluster) {
    let run = cluster.istioctl(&["analyze", "--timeout", "1ms"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
}

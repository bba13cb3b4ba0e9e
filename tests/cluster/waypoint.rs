//! `istioctl waypoint`

use std::time::Instant;

use istio_manifest::cluster::{ListOptions, Resource, kinds};
use kubeyaml::{Mapping, Value};

use crate::Test;
use crate::harness::{Cluster, LIMIT, Objects};

pub(crate) const TESTS: &[Test] = &[
    ("waypoint::without_the_gateway_api", without_the_gateway_api),
    (
        "waypoint::one_is_applied_used_and_deleted",
        one_is_applied_used_and_deleted,
    ),
    ("waypoint::status_waits_for_the_control_plane", status_waits),
];

const DEFINITIONS: [&str; 2] = [
    "gateways.gateway.networking.k8s.io",
    "gatewayclasses.gateway.networking.k8s.io",
];

fn resource(plural: &str, kind: &str, namespaced: bool) -> Resource {
    Resource {
        group: "gateway.networking.k8s.io".to_owned(),
        version: "v1".to_owned(),
        plural: plural.to_owned(),
        kind: kind.to_owned(),
        namespaced,
    }
}

fn gateways() -> Resource {
    resource("gateways", "Gateway", true)
}

/// As much of the Gateway API as istioctl writes. There is no status subresource, so that a test can play the control plane.
struct GatewayApi<'c> {
    cluster: &'c Cluster,
    definitions: Option<Objects<'c>>,
}

impl<'c> GatewayApi<'c> {
    fn new(cluster: &'c Cluster) -> Self {
        wait_gone(cluster);
        let definition = |plural: &str, kind: &str, scope: &str, spec: &str| {
            format!(
                "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {{name: {plural}.gateway.networking.k8s.io, annotations: {{api-approved.kubernetes.io: 'https://x.example/1'}}}}
spec:
  group: gateway.networking.k8s.io
  names: {{kind: {kind}, listKind: {kind}List, plural: {plural}, singular: {}}}
  scope: {scope}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {{spec: {{type: object, {spec}}}, status: {{type: object, x-kubernetes-preserve-unknown-fields: true}}}}",
                kind.to_ascii_lowercase()
            )
        };
        let listener = "{type: object, required: [name, port, protocol], properties: {name: {type: string}, port: {type: integer}, \
                        protocol: {type: string}}}";
        let gateway = format!(
            "required: [gatewayClassName, listeners], properties: {{gatewayClassName: {{type: string}}, listeners: {{type: array, \
             x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {listener}}}}}"
        );
        let class = "properties: {controllerName: {type: string}}";
        let definitions = cluster.objects(
            &[
                definition("gateways", "Gateway", "Namespaced", &gateway),
                definition("gatewayclasses", "GatewayClass", "Cluster", class),
            ]
            .join("\n---\n"),
        );
        let start = Instant::now();
        for resource in [gateways(), resource("gatewayclasses", "GatewayClass", false)] {
            let connection = cluster.connection();
            let served = || {
                connection
                    .block_on(connection.list(&resource, None, &ListOptions::default()))
                    .is_ok()
            };
            while !served() {
                assert!(start.elapsed() < LIMIT, "{resource} is not served");
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
        }
        Self {
            cluster,
            definitions: Some(definitions),
        }
    }

    /// What the control plane says about a waypoint.
    fn program(&self, namespace: &str, name: &str, status: &str, reason: &str) {
        let mut gateway = self.cluster.get(&gateways(), Some(namespace), name).expect("a Gateway");
        let conditions =
            format!("{{conditions: [{{type: Programmed, status: '{status}', reason: {reason}, message: as it is}}]}}");
        let status: Value = kubeyaml::from_str(&conditions).expect("YAML");
        gateway.as_mapping_mut().expect("an object").insert("status", status);
        self.cluster.update(&gateways(), Some(namespace), &gateway);
    }
}

/// Definitions of a test before may be on their way out still.
fn wait_gone(cluster: &Cluster) {
    for name in DEFINITIONS {
        cluster.wait_gone(&kinds::custom_resource_definition(), None, name);
    }
}

impl Drop for GatewayApi<'_> {
    fn drop(&mut self) {
        self.definitions = None;
        if !std::thread::panicking() {
            wait_gone(self.cluster);
        }
    }
}

fn without_the_gateway_api(cluster: &Cluster) {
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    wait_gone(cluster);
    for args in [&["apply"][..], &["list"], &["status"], &["delete", "--all"]] {
        let run = cluster.istioctl(&[&["waypoint"], args, &["-n", n]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(run.stderr.contains("missing Kubernetes Gateway CRDs"), "{run:?}");
    }
    let run = cluster.istioctl(&["waypoint", "apply", "-n", "missing"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(1), "Error: namespace: missing not found\n")
    );
}

/// The value of a namespace's label.
fn used(cluster: &Cluster, namespace: &str) -> Option<String> {
    let object = cluster.get(&kinds::namespace(), None, namespace).expect("a namespace");
    object["metadata"]["labels"]["istio.io/use-waypoint"]
        .as_str()
        .map(str::to_owned)
}

fn one_is_applied_used_and_deleted(cluster: &Cluster) {
    let _api = GatewayApi::new(cluster);
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let waypoint = |args: &[&str]| cluster.istioctl(&[&["waypoint"], args, &["-n", n]].concat());
    let _service = cluster.objects(&format!(
        "{{apiVersion: v1, kind: Service, metadata: {{name: web, namespace: {n}, labels: {{istio.io/use-waypoint: wp2}}}}, \
         spec: {{ports: [{{port: 80}}]}}}}"
    ));

    assert_eq!(waypoint(&["list"]).stdout, "No waypoints found.\n");
    let run = waypoint(&["apply"]);
    assert_eq!(
        (run.code, run.stdout, run.stderr.as_str()),
        (Some(0), format!("✅ waypoint {n}/waypoint applied\n"), "")
    );
    let live = cluster.get(&gateways(), Some(n), "waypoint").expect("the Gateway");
    let fields = live["metadata"]["managedFields"].as_sequence().expect("owners");
    let owner = |field: &str| fields[0][field].as_str();
    assert_eq!(
        (fields.len(), owner("manager"), owner("operation")),
        (1, Some("istioctl"), Some("Apply"))
    );

    let run = waypoint(&["apply", "--name", "wp2", "--for", "workload", "--enroll-namespace"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stdout,
        format!("✅ waypoint {n}/wp2 applied\n✅ namespace {n} labeled with \"istio.io/use-waypoint: wp2\"\n")
    );
    assert!(run.stderr.contains("is not part of the ambient mesh"), "{run:?}");
    assert_eq!(used(cluster, n).as_deref(), Some("wp2"));
    // Another one does not take its place by chance.
    let run = waypoint(&["apply", "--name", "wp3", "--enroll-namespace"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stderr.contains("--overwrite"), "{run:?}");
    assert!(cluster.get(&gateways(), Some(n), "wp3").is_none());
    let run = waypoint(&["apply", "--name", "waypoint", "--enroll-namespace", "--overwrite"]);
    assert_eq!(
        (run.code, used(cluster, n).as_deref()),
        (Some(0), Some("waypoint")),
        "{run:?}"
    );

    let run = waypoint(&["list"]);
    assert_eq!(
        run.stdout,
        "NAME         REVISION     TRAFFIC TYPE     PROGRAMMED\n\
         waypoint     default      service          False\n\
         wp2          default      workload         False\n",
        "{run:?}"
    );
    let all = cluster.istioctl(&["waypoint", "list", "-A"]).stdout;
    assert!(
        all.starts_with("NAMESPACE ") && all.contains(&format!("{n}     wp2 ")),
        "{all}"
    );

    // A Gateway of another class is no waypoint, whatever its name.
    let other = format!(
        "{{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {{name: ingress, namespace: {n}}}, \
         spec: {{gatewayClassName: istio, listeners: [{{name: a, port: 80, protocol: HTTP}}]}}}}"
    );
    cluster.put(&other, "gateways");
    let run = waypoint(&["delete", "nope", "ingress"]);
    assert_eq!(
        (run.code, run.stdout),
        (
            Some(0),
            format!("waypoint {n}/nope not found\nwaypoint {n}/ingress not found\n")
        )
    );
    let run = waypoint(&["delete", "wp2"]);
    assert_eq!((run.code, run.stdout), (Some(0), format!("waypoint {n}/wp2 deleted\n")));
    assert!(
        run.stderr
            .contains(&format!("service/{n}/web still names waypoint \"wp2\"")),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("namespace/"), "{}", run.stderr);
    let run = waypoint(&["delete", "--all", "--unenroll-namespace"]);
    assert_eq!(
        (run.code, run.stdout, run.stderr.as_str()),
        (
            Some(0),
            format!("waypoint {n}/waypoint deleted\nnamespace {n} no longer uses waypoint waypoint\n"),
            ""
        )
    );
    assert_eq!(used(cluster, n), None);
    assert!(cluster.get(&gateways(), Some(n), "ingress").is_some());
}

fn status_waits(cluster: &Cluster) {
    let api = GatewayApi::new(cluster);
    let namespace = cluster.namespace();
    let n = namespace.name.as_str();
    let waypoint = |args: &[&str]| cluster.istioctl(&[&["waypoint"], args, &["-n", n]].concat());
    assert_eq!(waypoint(&["status"]).stdout, "No waypoints found.\n");
    assert_eq!(waypoint(&["apply", "-r", "canary"]).code, Some(0));

    // Without a control plane nothing is waited for.
    let start = Instant::now();
    let run = waypoint(&["status", "--waypoint-timeout", "10m"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("no control plane is there"), "{run:?}");
    assert!(run.stdout.contains("Unknown     Programmed     Pending"), "{run:?}");
    assert!(start.elapsed() < LIMIT, "it waited");
    let run = waypoint(&["apply", "-r", "canary", "--wait", "--waypoint-timeout", "1s"]);
    assert_eq!(
        (run.code, run.stdout),
        (Some(1), format!("✅ waypoint {n}/waypoint applied\n"))
    );
    let said = format!("timed out while waiting for waypoint {n}/waypoint; no control plane");
    assert!(run.stderr.contains(&said), "{}", run.stderr);

    let mut class = Mapping::new();
    class.insert("apiVersion", "gateway.networking.k8s.io/v1");
    class.insert("kind", "GatewayClass");
    class.insert("metadata", kubeyaml::from_str("{name: istio-waypoint}").expect("YAML"));
    class.insert(
        "spec",
        kubeyaml::from_str("{controllerName: istio.io/mesh-controller}").expect("YAML"),
    );
    let classes = resource("gatewayclasses", "GatewayClass", false);
    let connection = cluster.connection();
    connection
        .block_on(connection.create(&classes, None, &class.into(), "test"))
        .expect("a class");

    api.program(n, "waypoint", "False", "Pending");
    let run = waypoint(&["status", "--wait=false"]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (
            Some(0),
            "NAME         STATUS     TYPE           REASON      MESSAGE\n\
             waypoint     False      Programmed     Pending     as it is\n",
            ""
        )
    );
    let run = waypoint(&["status", "--waypoint-timeout", "1s"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("False      Programmed"), "{run:?}");
    assert!(run.stderr.contains(&format!("not programmed: {n}/waypoint")), "{run:?}");
    api.program(n, "waypoint", "True", "Programmed");
    for args in [&["status"][..], &["apply", "-r", "canary", "--wait"]] {
        let run = waypoint(args);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    }
    let list = waypoint(&["list"]).stdout;
    assert!(list.contains("canary       service          True"), "{list}");
    assert_eq!(waypoint(&["delete", "-r", "other"]).stdout, "");
    assert_eq!(
        waypoint(&["delete", "-r", "canary"]).stdout,
        format!("waypoint {n}/waypoint deleted\n")
    );
}

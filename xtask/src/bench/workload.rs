//! The files that the benchmarks run on: Deployments with Services, as a mid-sized shop writes them, installations with a number of
//! gateways, and meshes with policies.

use std::fmt::Write as _;

/// A stream of `documents` documents, half of them Deployments and half Services, about 660 KB a thousand.
///
/// The same number gives the same bytes. Names, images, ports, probes and resources vary, so that nothing is injected twice
/// from one cached result.
pub(crate) fn stream(documents: usize) -> String {
    let mut out = String::with_capacity(documents * 680);
    for index in 0..documents.div_ceil(2) {
        deployment(&mut out, index);
        if 2 * index + 1 < documents {
            service(&mut out, index);
        }
    }
    out
}

const TEAMS: [&str; 7] = [
    "checkout", "catalog", "search", "billing", "identity", "shipping", "reviews",
];
const TIERS: [&str; 3] = ["frontend", "backend", "worker"];

fn name(index: usize) -> String {
    format!("{}-{}-{index}", TEAMS[index % TEAMS.len()], TIERS[index % TIERS.len()])
}

fn deployment(out: &mut String, index: usize) {
    let (name, team, port) = (name(index), TEAMS[index % TEAMS.len()], 8000 + index % 900);
    let (minor, replicas, cpu) = (index % 23, 1 + index % 5, 50 * (1 + index % 8));
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: {team}
  labels: {{app: {name}, team: {team}}}
spec:
  replicas: {replicas}   # see the capacity plan
  selector:
    matchLabels:
      app: {name}
  template:
    metadata:
      labels:
        app: {name}
        version: v1.{minor}
      annotations:
        checksum/config: \"{index:016x}\"
    spec:
      serviceAccountName: {team}
      containers:
      - name: app
        image: registry.example.com/{team}/{name}:1.{minor}.{replicas}
        ports:
        - containerPort: {port}
          name: http
        env:
        - name: LOG_LEVEL
          value: info
        - name: POD_NAME
          valueFrom:
            fieldRef: {{fieldPath: metadata.name}}
        readinessProbe:
          httpGet: {{path: /ready, port: http}}
        livenessProbe:
          httpGet: {{path: /live, port: {port}}}
          initialDelaySeconds: 10
        resources:
          # measured under load
          requests: {{cpu: {cpu}m, memory: 128Mi}}
          limits: {{memory: 256Mi}}
---
"
    );
}

fn service(out: &mut String, index: usize) {
    let (name, team) = (name(index), TEAMS[index % TEAMS.len()]);
    let _ = write!(
        out,
        "\
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {team}
  labels:
    app: {name}
spec:
  selector:
    app: {name}
  ports:
  - name: http
    port: 80
    targetPort: http
---
"
    );
}

/// An IstioOperator with the profile default and this many gateways for incoming traffic, each with settings of its own.
pub(crate) fn installation(gateways: usize) -> String {
    let mut out = String::from(
        "\
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
spec:
  profile: default
  components:
    ingressGateways:
",
    );
    for index in 0..gateways {
        let (team, port, most, cpu) = (TEAMS[index % TEAMS.len()], 8000 + index, 3 + index % 5, 100 + index);
        let _ = write!(
            out,
            "    \
    - name: gateway-{index}
      namespace: {team}
      enabled: true
      label: {{team: {team}, gateway: gateway-{index}}}
      k8s:
        service:
          type: ClusterIP
          ports:
          - {{name: http2, port: 80, targetPort: {port}}}
          - {{name: https, port: 443, targetPort: 8443}}
        hpaSpec: {{minReplicas: 2, maxReplicas: {most}}}
        resources:
          requests: {{cpu: {cpu}m, memory: 128Mi}}
"
        );
    }
    out
}

/// Workloads of a namespace of [`mesh`]; each is five resources.
const WORKLOADS: usize = 50;
/// Resources of a namespace: its own, and its workloads'.
pub(crate) const A_NAMESPACE: usize = 1 + 5 * WORKLOADS;

/// Files of a mesh with so many namespaces, each in `files_each` files: every workload with Service, Deployment, DestinationRule,
/// VirtualService and AuthorizationPolicy. Nothing is wrong with it but what a tool cannot see that does not read Services.
pub(crate) fn mesh(namespaces: usize, files_each: usize) -> Vec<String> {
    let mut files = Vec::with_capacity(namespaces * files_each);
    for number in 0..namespaces {
        let namespace = format!("team-{number}");
        let per_file = WORKLOADS.div_ceil(files_each.max(1));
        for first in (0..WORKLOADS).step_by(per_file) {
            let mut out = String::new();
            if first == 0 {
                let _ = write!(
                    out,
                    "\
apiVersion: v1
kind: Namespace
metadata:
  name: {namespace}
  labels: {{istio-injection: enabled}}
---
"
                );
            }
            for index in first..(first + per_file).min(WORKLOADS) {
                let name = format!("{}-{index}", TEAMS[index % TEAMS.len()]);
                workload_resources(&mut out, &namespace, &name);
                workload_policies(&mut out, &namespace, &name);
            }
            files.push(out);
        }
    }
    files
}

fn workload_resources(out: &mut String, namespace: &str, name: &str) {
    let _ = write!(
        out,
        "\
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {namespace}
spec:
  selector:
    app: {name}
  ports:
  - name: http-web
    port: 80
    targetPort: 8080
  - name: grpc-api
    port: 9090
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: {namespace}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: {name}
  template:
    metadata:
      labels: {{app: {name}, version: v1}}
    spec:
      serviceAccountName: {name}
      containers:
      - name: app
        image: registry.example.com/{namespace}/{name}:1.0
        ports:
        - containerPort: 8080
          name: http
        env:
        - name: LOG_LEVEL
          value: info
        resources:
          requests: {{cpu: 100m, memory: 128Mi}}
          limits: {{memory: 256Mi}}
        readinessProbe:
          httpGet:
            path: /ready
            port: 8080
---
"
    );
}

fn workload_policies(out: &mut String, namespace: &str, name: &str) {
    let host = format!("{name}.{namespace}.svc.cluster.local");
    let _ = write!(
        out,
        "\
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: {name}
  namespace: {namespace}
spec:
  host: {host}
  trafficPolicy:
    tls: {{mode: ISTIO_MUTUAL}}
  subsets:
  - name: v1
    labels: {{version: v1}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {name}
  namespace: {namespace}
spec:
  hosts:
  - {host}
  http:
  - match:
    - uri:
        prefix: /v1
      headers:
        x-env: {{exact: prod}}
    route:
    - destination:
        host: {host}
        subset: v1
        port: {{number: 80}}
    retries:
      attempts: 3
      perTryTimeout: 2s
  - route:
    - destination:
        host: {host}
        port: {{number: 80}}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: {name}
  namespace: {namespace}
spec:
  selector:
    matchLabels:
      app: {name}
  action: ALLOW
  rules:
  - from:
    - source:
        principals:
        - cluster.local/ns/{namespace}/sa/{name}
    to:
    - operation:
        methods: [GET, POST]
        paths:
        - /v1/*
---
"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installation_has_each_gateway_once() {
        let text = installation(10);
        let tree = kubeyaml::from_str(&text).expect("YAML");
        let gateways = tree.get_path(&["spec", "components", "ingressGateways"]);
        let gateways = gateways.and_then(kubeyaml::Value::as_sequence).expect("a list");
        let names: std::collections::BTreeSet<_> = gateways.iter().filter_map(|g| g.get("name")?.as_str()).collect();
        assert_eq!((gateways.len(), names.len()), (10, 10));
    }

    #[test]
    fn a_mesh_is_the_same_in_however_many_files() {
        let (one, five) = (mesh(2, 1), mesh(2, 5));
        assert_eq!((one.len(), five.len()), (2, 10));
        assert_eq!(one.concat(), five.concat());
        assert_eq!(one.concat().matches("\nkind: ").count(), 2 * A_NAMESPACE);
    }

    #[test]
    fn a_thousand_documents_of_the_named_size() {
        let text = stream(1000);
        let count = |what: &str| text.matches(what).count();
        assert_eq!((count("kind: Deployment\n"), count("kind: Service\n")), (500, 500));
        assert!((630_000..690_000).contains(&text.len()), "{}", text.len());
        assert_eq!(text, stream(1000));
    }
}

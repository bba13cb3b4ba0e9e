//! What file analysis takes for granted: the ingress gateway of Istio's default installation.

use kubeyaml::{Mapping, Value};

/// Name, port and node port of each port of the gateway's service. The target port is the port.
const PORTS: [(&str, i64, i64); 4] = [
    ("http2", 80, 31380),
    ("https", 443, 31390),
    ("tcp", 31400, 31400),
    ("tls", 15443, 31447),
];

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect::<Mapping>(),
    )
}

/// A pod and a service of the gateway.
pub(super) fn ingress_gateway(namespace: &str, service: &str) -> [Value; 2] {
    let labels = || map([("istio", "ingressgateway".into())]);
    let pod = map([
        ("apiVersion", "v1".into()),
        ("kind", "Pod".into()),
        (
            "metadata",
            map([
                ("name", format!("{service}-dummypod").into()),
                ("namespace", namespace.into()),
                ("labels", labels()),
            ]),
        ),
        (
            "spec",
            map([("containers", vec![map([("name", "istio-proxy".into())])].into())]),
        ),
    ]);
    let ports = PORTS.map(|(name, port, node_port)| {
        map([
            ("name", name.into()),
            ("port", port.into()),
            ("nodePort", node_port.into()),
            ("targetPort", port.into()),
            ("protocol", "TCP".into()),
        ])
    });
    let gateway = map([
        ("apiVersion", "v1".into()),
        ("kind", "Service".into()),
        (
            "metadata",
            map([("name", service.into()), ("namespace", namespace.into())]),
        ),
        ("spec", map([("ports", ports.to_vec().into()), ("selector", labels())])),
    ]);
    [pod, gateway]
}

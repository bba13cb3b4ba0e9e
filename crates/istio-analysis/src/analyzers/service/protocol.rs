//! Which protocol the port of a service speaks.

use crate::snapshot::Fields;

/// Protocols that a port's name or `appProtocol` may say.
const PROTOCOLS: [&str; 11] = [
    "tcp",
    "udp",
    "grpc",
    "http",
    "http_proxy",
    "http2",
    "https",
    "tls",
    "mongo",
    "redis",
    "mysql",
];
/// The protocols of Kubernetes' own names for `appProtocol`.
const KUBERNETES: [&str; 3] = ["kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss"];
/// Ports on which the server speaks first, so that Istio takes them for TCP: SMTP, DNS, MySQL, MongoDB.
const SERVER_FIRST: [i64; 4] = [25, 53, 3306, 27017];

/// Whether the port of a Service says which protocol it speaks, by `appProtocol` or by its name.
#[must_use]
pub fn port_has_protocol(port: Fields<'_>) -> bool {
    if port.text("protocol") == "UDP" {
        return true;
    }
    let application = port.at("appProtocol");
    if KUBERNETES.contains(&application.as_text()) {
        return true;
    }
    let name = if application.is_set() {
        application.as_text()
    } else {
        port.text("name")
    };
    let grpc_web = name
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("grpc-web"));
    let prefix = name.split('-').next().unwrap_or("");
    grpc_web
        || PROTOCOLS.iter().any(|protocol| protocol.eq_ignore_ascii_case(prefix))
        || port
            .integer("port")
            .is_some_and(|number| SERVER_FIRST.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_application_protocols() {
        for (port, expected) in [
            ("{name: http-web, port: 80}", true),
            ("{name: HTTP, port: 80}", true),
            ("{name: web, port: 80}", false),
            ("{port: 80}", false),
            ("{port: 3306}", true),
            ("{name: web, port: 80, protocol: UDP}", true),
            ("{name: gRPC-Web-x, port: 80}", true),
            ("{name: web, port: 80, appProtocol: kubernetes.io/ws}", true),
            ("{name: http, port: 80, appProtocol: strange}", false),
        ] {
            let value = kubeyaml::from_str(port).expect("valid YAML");
            assert_eq!(port_has_protocol(Fields::of(Some(&value))), expected, "{port}");
        }
    }
}

//! Ports of Services: what they speak, and where in a pod they lead.

use super::pod::containers;
use crate::snapshot::{Fields, Resource};

/// What port names and `appProtocol` may say, and how Istio calls it.
const PROTOCOLS: [(&str, &str); 13] = [
    ("tcp", "TCP"),
    ("udp", "UDP"),
    ("grpc", "GRPC"),
    ("grpc-web", "GRPC-Web"),
    ("http", "HTTP"),
    ("http_proxy", "HTTP_PROXY"),
    ("http2", "HTTP2"),
    ("https", "HTTPS"),
    ("tls", "TLS"),
    ("mongo", "Mongo"),
    ("redis", "Redis"),
    ("mysql", "MySQL"),
    ("hbone", "HBONE"),
];
/// Ports on which the server speaks first, so that Istio takes them for TCP: SMTP, DNS, MySQL, MongoDB.
const SERVER_FIRST: [i64; 4] = [25, 53, 3306, 27017];

/// What a port of a Service speaks; `auto-detect` where the proxy looks at the first bytes.
pub(super) fn protocol(port: Fields<'_>) -> &'static str {
    if port.text("protocol") == "UDP" {
        return "UDP";
    }
    let application = port.text("appProtocol");
    match application {
        "kubernetes.io/h2c" => return "HTTP2",
        "kubernetes.io/ws" => return "HTTP",
        "kubernetes.io/wss" => return "HTTPS",
        _ => {}
    }
    let name = if application.is_empty() {
        port.text("name")
    } else {
        application
    };
    let name = name.to_ascii_lowercase();
    let prefix = if name.starts_with("grpc-web") {
        "grpc-web"
    } else {
        name.split('-').next().unwrap_or_default()
    };
    match PROTOCOLS.iter().find(|(known, _)| *known == prefix) {
        Some((_, called)) => called,
        None if port
            .integer("port")
            .is_some_and(|number| SERVER_FIRST.contains(&number)) =>
        {
            "TCP"
        }
        None => "auto-detect",
    }
}

/// The port of a pod that a port of a Service leads to.
///
/// # Errors
/// The name of a port that no container of the pod has.
pub(super) fn target(port: Fields<'_>, pod: &Resource) -> Result<i64, String> {
    let target = port.at("targetPort");
    if !target.is_set() {
        return Ok(port.integer("port").unwrap_or_default());
    }
    if let Some(number) = target.as_integer() {
        return Ok(number);
    }
    let protocol = |fields: Fields<'_>| match fields.text("protocol") {
        "" => "TCP".to_owned(),
        other => other.to_owned(),
    };
    let wanted = (target.as_text(), protocol(port));
    let mut ports = containers(pod).flat_map(|container| container.items("ports").collect::<Vec<_>>());
    let found = ports.find(|own| (own.text("name"), protocol(*own)) == wanted);
    found
        .and_then(|own| own.integer("containerPort"))
        .ok_or_else(|| target.as_text().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_port_speaks() {
        for (port, expected) in [
            ("{name: http-web, port: 80}", "HTTP"),
            ("{name: GRPC-Web-x, port: 80}", "GRPC-Web"),
            ("{name: web, port: 80}", "auto-detect"),
            ("{port: 80}", "auto-detect"),
            ("{name: db, port: 3306}", "TCP"),
            ("{name: web, port: 80, appProtocol: kubernetes.io/h2c}", "HTTP2"),
            ("{name: http, port: 80, appProtocol: redis}", "Redis"),
        ] {
            let value = kubeyaml::from_str(port).expect("valid YAML");
            assert_eq!(protocol(Fields::of(Some(&value))), expected, "{port}");
        }
    }
}

//! The services that a client sees: those of Kubernetes and of ServiceEntries.

use super::visibility::{ExportTo, age};
use crate::host;
use crate::snapshot::{Fields, Kind, Resource, Snapshot};

/// The annotation of a Service that says which namespaces see it.
const EXPORT_TO: &str = "networking.istio.io/exportTo";
const CLUSTER_SUFFIX: &str = ".svc.cluster.local";

/// What a port speaks, as far as routing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// HTTP, HTTP/2 or gRPC.
    Http,
    /// TLS that the client begins: routed by server name.
    Tls,
    /// Any bytes.
    Tcp,
    /// Not said: the proxy looks at the first bytes.
    Auto,
    /// UDP, which Istio leaves alone.
    Udp,
}

impl Protocol {
    /// The word for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Protocol::Http => "HTTP",
            Protocol::Tls => "TLS",
            Protocol::Tcp => "TCP",
            Protocol::Auto => "detected",
            Protocol::Udp => "UDP",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "http" | "http2" | "grpc" | "grpc-web" | "http_proxy" => Protocol::Http,
            "https" | "tls" => Protocol::Tls,
            "tcp" | "mongo" | "redis" | "mysql" => Protocol::Tcp,
            "udp" => Protocol::Udp,
            _ => return None,
        })
    }

    /// By the port's `appProtocol` or its name, as Istio reads a port of a Service.
    fn of_service_port(port: Fields<'_>) -> Self {
        if port.text("protocol") == "UDP" {
            return Protocol::Udp;
        }
        let application = port.text("appProtocol");
        match application {
            "kubernetes.io/h2c" | "kubernetes.io/ws" => return Protocol::Http,
            "kubernetes.io/wss" => return Protocol::Tls,
            _ => {}
        }
        let name = if application.is_empty() {
            port.text("name")
        } else {
            application
        };
        let first = name.split('-').next().unwrap_or("");
        match Self::of_word(first) {
            Some(protocol) => protocol,
            // Servers that speak first: SMTP, DNS, MySQL, MongoDB.
            None if matches!(port.integer("port"), Some(25 | 53 | 3306 | 27017)) => Protocol::Tcp,
            None => Protocol::Auto,
        }
    }
}

/// A port of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Port {
    pub(super) number: i64,
    pub(super) protocol: Protocol,
}

/// A service that a client sees under a host name.
#[derive(Clone, Debug)]
pub(super) struct Service<'a> {
    /// The full host name, in lower case; may be a wildcard.
    pub(super) host: String,
    pub(super) namespace: String,
    /// What defines it; `None` for one that no file holds and that is taken for granted.
    pub(super) resource: Option<&'a Resource>,
    pub(super) ports: Vec<Port>,
    pub(super) addresses: Vec<&'a str>,
}

impl<'a> Service<'a> {
    fn of_kubernetes(service: &'a Resource) -> Self {
        let spec = service.spec();
        let ports = spec.items("ports").filter_map(|port| {
            Some(Port {
                number: port.integer("port")?,
                protocol: Protocol::of_service_port(port),
            })
        });
        let addresses = [spec.text("clusterIP")].into_iter().chain(spec.texts("clusterIPs"));
        Self {
            host: host::fqdn(service.namespace(), service.name()).to_ascii_lowercase(),
            namespace: service.namespace().to_owned(),
            resource: Some(service),
            ports: ports.collect(),
            addresses: addresses.filter(|address| !matches!(*address, "" | "None")).collect(),
        }
    }

    fn of_entry(entry: &'a Resource, host: &str) -> Self {
        let spec = entry.spec();
        let ports = spec.items("ports").filter_map(|port| {
            Some(Port {
                number: port.integer("number")?,
                protocol: Protocol::of_word(port.text("protocol")).unwrap_or(Protocol::Auto),
            })
        });
        Self {
            host: host.to_ascii_lowercase(),
            namespace: entry.namespace().to_owned(),
            resource: Some(entry),
            ports: ports.collect(),
            addresses: spec.texts("addresses").collect(),
        }
    }

    /// One that no file holds, with whatever port is asked for.
    pub(super) fn assumed(host: String, namespace: String, port: i64) -> Self {
        Self {
            host,
            namespace,
            resource: None,
            ports: vec![Port {
                number: port,
                protocol: Protocol::Auto,
            }],
            addresses: Vec::new(),
        }
    }

    pub(super) fn port(&self, number: i64) -> Option<&Port> {
        self.ports.iter().find(|port| port.number == number)
    }

    /// The names by which clients of a namespace reach it.
    pub(super) fn names(&self, client_namespace: &str) -> Vec<String> {
        let mut names = vec![self.host.clone()];
        let short = self
            .host
            .strip_suffix(CLUSTER_SUFFIX)
            .filter(|short| !short.starts_with('*'));
        if let Some(short) = short
            && let Some((name, namespace)) = short.rsplit_once('.')
        {
            if namespace == client_namespace {
                names.push(name.to_owned());
            }
            names.push(short.to_owned());
            names.push(format!("{short}.svc"));
        }
        names.extend(self.addresses.iter().map(|address| (*address).to_owned()));
        names
    }
}

/// The services that a client sees, one a host.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    services: Vec<Service<'a>>,
}

impl<'a> Registry<'a> {
    /// Those that clients of a namespace see. Of several of a host the namespace's own counts, then Kubernetes's, then the oldest.
    pub(super) fn of(snapshot: &'a Snapshot, client_namespace: &str) -> Self {
        let mut found: Vec<Service<'a>> = Vec::new();
        let visible = |export_to: &ExportTo| export_to.includes(client_namespace);
        for service in snapshot.of_kind(Kind::Service) {
            let annotation = service.annotation(EXPORT_TO).unwrap_or("");
            let written = annotation.split(',').map(str::trim);
            if visible(&ExportTo::new(written, service, snapshot, "defaultServiceExportTo")) {
                found.push(Service::of_kubernetes(service));
            }
        }
        let mut entries: Vec<&Resource> = snapshot.of_kind(Kind::ServiceEntry).collect();
        entries.sort_by(|a, b| age(a).cmp(&age(b)));
        for entry in entries {
            let spec = entry.spec();
            if visible(&ExportTo::new(
                spec.texts("exportTo"),
                entry,
                snapshot,
                "defaultServiceExportTo",
            )) {
                found.extend(spec.texts("hosts").map(|host| Service::of_entry(entry, host)));
            }
        }
        let mut services: Vec<Service<'a>> = Vec::new();
        for service in found {
            match services.iter_mut().find(|known| known.host == service.host) {
                None => services.push(service),
                Some(known) if known.namespace != client_namespace && service.namespace == client_namespace => {
                    *known = service;
                }
                Some(_) => {}
            }
        }
        Self { services }
    }

    pub(super) fn add(&mut self, service: Service<'a>) {
        self.services.push(service);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Service<'a>> {
        self.services.iter()
    }

    /// The service of exactly this host name.
    pub(super) fn exact(&self, host: &str) -> Option<&Service<'a>> {
        self.services
            .iter()
            .find(|service| service.host.eq_ignore_ascii_case(host))
    }

    /// The service that a client means by a name: one of that name, else the one with the longest wildcard that matches.
    pub(super) fn named(&self, name: &str, client_namespace: &str) -> Option<&Service<'a>> {
        let exact = self.exact(name).or_else(|| {
            self.services
                .iter()
                .find(|service| service.names(client_namespace).iter().any(|known| known == name))
        });
        exact.or_else(|| {
            self.services
                .iter()
                .filter(|service| service.host.starts_with('*') && host::matches(&service.host, name))
                .max_by_key(|service| service.host.len())
        })
    }
}

/// The full name that a client means by a name that no service has: short names are services of the cluster.
pub(super) fn full_name(name: &str, client_namespace: &str, snapshot: &Snapshot) -> String {
    let dots = name.matches('.').count();
    if name.parse::<std::net::IpAddr>().is_ok() || name.starts_with('[') {
        return name.to_owned();
    }
    if let Some(short) = name.strip_suffix(".svc").filter(|_| dots == 2) {
        return format!("{short}{CLUSTER_SUFFIX}");
    }
    match (dots, name.split_once('.')) {
        (0, _) => host::fqdn(client_namespace, name),
        // `name.namespace`, if there is such a namespace.
        (1, Some((_, namespace))) if has_namespace(snapshot, namespace) => format!("{name}{CLUSTER_SUFFIX}"),
        _ => name.to_owned(),
    }
}

fn has_namespace(snapshot: &Snapshot, namespace: &str) -> bool {
    const KINDS: [Kind; 5] = [
        Kind::Service,
        Kind::VirtualService,
        Kind::DestinationRule,
        Kind::Deployment,
        Kind::Pod,
    ];
    snapshot.find(Kind::Namespace, "", namespace).is_some()
        || KINDS
            .iter()
            .any(|&kind| snapshot.of_kind(kind).any(|resource| resource.namespace() == namespace))
}

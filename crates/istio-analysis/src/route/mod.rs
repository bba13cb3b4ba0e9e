//! Which rule takes a request, answered from configuration alone.
//!
//! [`trace`] follows a [`Request`] from a workload (or through a Gateway) as Istio 1.30 would configure the proxy: the VirtualService that
//! counts for the host, its rules in order with what each asks for and what the request lacks, and the destinations with their subsets.
//! Every part of the answer has its place in a file.

pub(crate) mod client;
mod destination;
pub(crate) mod destination_rule;
mod json;
mod layer4;
mod matching;
mod registry;
mod request;
mod rules;
mod text;
mod trace;
mod virtual_hosts;
pub(crate) mod virtual_services;
pub(crate) mod visibility;

use crate::host;
use crate::snapshot::{Fields, Kind, Snapshot};
use client::Client;
use destination::Lookup;
use matching::Asked;
use registry::{Protocol, Registry, Service};
use virtual_hosts::{VirtualHost, VirtualHosts};

pub use json::write as to_json;
pub use request::{Error, From, Request};
pub use text::write as to_text;
pub use trace::{ChosenRule, Destination, Effect, Mismatch, Outcome, PassedOver, Place, Subset, Trace, Tried};

/// Follows a request of a workload; with `gateway` (`namespace/name`, or a name in the namespace of `from`) one that comes through it.
///
/// # Errors
/// [`Error`], where the question itself makes no sense for the snapshot.
pub fn trace(snapshot: &Snapshot, request: &Request, from: &From, gateway: Option<&str>) -> Result<Trace, Error> {
    let mut notes = Vec::new();
    let client = match gateway {
        Some(name) => Client::gateway(name, &from.namespace, snapshot)?,
        None => Client::workload(from, snapshot, &mut notes)?,
    };
    let mut registry = Registry::of(snapshot, &client.namespace);
    let name = request.authority_host();
    let known = registry.named(&name, &client.namespace).cloned();
    let port = match &client.gateway {
        Some(_) => gateway_port(&client, request, &name)?,
        None => service_port(known.as_ref(), request, &mut notes)?,
    };
    let full_host = match &known {
        Some(service) if !service.host.starts_with('*') => service.host.clone(),
        Some(_) => name.clone(),
        None => registry::full_name(&name, &client.namespace, snapshot),
    };
    if known.is_none()
        && client.gateway.is_none()
        && let Some((_, namespace)) = host::service_of_fqdn(&full_host)
        && !snapshot.knows(Kind::Service, Some(namespace))
    {
        notes.push(format!(
            "no file holds the service {full_host}: it is taken to exist, with port {port}"
        ));
        registry.add(Service::assumed(full_host.clone(), namespace.to_owned(), port));
    }
    if destination::is_partial(snapshot) {
        notes.extend(sidecar_note(snapshot, &client));
    }
    let service = registry.named(&name, &client.namespace).cloned();
    let protocol = protocol(&client, service.as_ref(), request, port);
    let asked = Asked { client: &client, port };
    let (virtual_services, passed_over) = virtual_services::of(snapshot, &client, &full_host);
    let mut trace = Trace {
        client: client.describe(),
        client_labels: client.labels.clone(),
        client_place: client.place(),
        host: full_host.clone(),
        port,
        protocol: protocol.name(),
        service: service
            .as_ref()
            .and_then(|service| service.resource)
            .map(Place::of_resource),
        passed_over,
        virtual_services: Vec::new(),
        tried: Vec::new(),
        outcome: Outcome::Refused {
            status: 404,
            why: String::new(),
        },
        notes,
    };
    let lookup = Lookup {
        snapshot,
        registry: &registry,
        client: &client,
        port,
    };
    trace.outcome = match protocol {
        Protocol::Udp => Outcome::PassedThrough {
            why: format!("port {port} speaks UDP, which the mesh leaves alone"),
        },
        Protocol::Http | Protocol::Auto => {
            let hosts = match &client.gateway {
                None => virtual_hosts::of_sidecar(snapshot, &registry, &virtual_services, &asked, &name, &full_host),
                Some((_, gateway)) => {
                    let servers = virtual_hosts::servers_at(&client, port);
                    virtual_hosts::of_gateway(snapshot, &virtual_services, &servers, gateway, &asked, &full_host)
                }
            };
            by_http(hosts, &lookup, request, &name, service.as_ref(), &mut trace)
        }
        Protocol::Tls | Protocol::Tcp => {
            let named: Vec<_> = virtual_services
                .iter()
                .filter(|bound| bound.names(&full_host))
                .collect();
            let found = match protocol {
                Protocol::Tls => layer4::tls(&named, &asked, &full_host),
                _ => layer4::tcp(&named, &asked),
            };
            by_connection(found, &lookup, service.as_ref(), &full_host, &mut trace)
        }
    };
    Ok(trace)
}

/// What the virtual host of the name makes of a request.
fn by_http<'a>(
    hosts: VirtualHosts<'a>,
    lookup: &Lookup<'a, '_>,
    request: &Request,
    name: &str,
    service: Option<&Service<'a>>,
    trace: &mut Trace,
) -> Outcome {
    let found = hosts.find(name);
    trace.virtual_services = found
        .map(|host| host.owners.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|owner| Place::of_resource(owner))
        .collect();
    let outcome = match found {
        Some(host) => in_virtual_host(host, lookup, request, name, trace),
        None => nothing_known(lookup, service, trace),
    };
    let used = trace.virtual_services.clone();
    let others = hosts.passed_over.into_iter().filter(|other| {
        // What concerns rules of one that counts stays; that it counts nowhere else is no news.
        other.place.field.contains('[') || !used.iter().any(|place| place.resource == other.place.resource)
    });
    trace.passed_over.extend(others);
    outcome
}

fn in_virtual_host<'a>(
    host: &VirtualHost<'a>,
    lookup: &Lookup<'a, '_>,
    request: &Request,
    name: &str,
    trace: &mut Trace,
) -> Outcome {
    if let Some(place) = host.redirects_to_https.as_ref().filter(|_| request.scheme != "https") {
        return Outcome::Answered {
            rule: place.clone(),
            text: "redirects with 301 to https".to_owned(),
            effects: Vec::new(),
        };
    }
    for item in &host.items {
        let mut mismatches = item.absent.clone();
        if let Some(matched) = item.matched.as_ref().filter(|_| mismatches.is_empty()) {
            mismatches = matching::mismatches(matched, request);
        }
        let part = item
            .matched
            .as_ref()
            .and_then(|matched| matched.part())
            .unwrap_or(&item.rule.part);
        let taken = mismatches.is_empty();
        trace.tried.push(Tried {
            place: Place::of(part.owner, &part.path),
            name: item.rule.name(item.matched.as_ref()),
            conditions: item.matched.as_ref().map(matching::conditions).unwrap_or_default(),
            mismatches,
        });
        if taken {
            let rule = Place::of(item.rule.part.owner, &item.rule.part.path);
            let effects = destination::effects(&item.rule);
            return match destination::answer(&item.rule.part) {
                Some(text) => Outcome::Answered { rule, text, effects },
                None => Outcome::Routed {
                    rule,
                    destinations: lookup.of_rule(&item.rule.part),
                    effects,
                },
            };
        }
    }
    match (&host.service, host.items.is_empty()) {
        (Some(service), true) => Outcome::Default(Box::new(lookup.of_service(service, name))),
        _ => Outcome::Refused {
            status: 404,
            why: "no rule takes the request".to_owned(),
        },
    }
}

fn by_connection<'a>(
    found: layer4::Found<'a>,
    lookup: &Lookup<'a, '_>,
    service: Option<&Service<'a>>,
    full_host: &str,
    trace: &mut Trace,
) -> Outcome {
    trace.tried = found.tried;
    if let Some(rule) = found.rule {
        trace.virtual_services = vec![Place::of_resource(rule.owner)];
        return Outcome::Routed {
            rule: Place::of(rule.owner, &rule.path),
            destinations: lookup.of_rule(&rule),
            effects: Vec::new(),
        };
    }
    let service = service.filter(|service| service.port(lookup.port).is_some());
    match service {
        Some(service) if !found.has_rules && lookup.client.gateway.is_none() => {
            Outcome::Default(Box::new(lookup.of_service(service, full_host)))
        }
        Some(_) if lookup.client.gateway.is_none() => Outcome::Refused {
            status: 0,
            why: "there are rules for this port, and none takes the connection".to_owned(),
        },
        _ => nothing_known(lookup, service, trace),
    }
}

/// What becomes of a request that nothing in the mesh is about.
fn nothing_known(lookup: &Lookup<'_, '_>, service: Option<&Service<'_>>, trace: &Trace) -> Outcome {
    if let Some((name, _)) = &lookup.client.gateway {
        return Outcome::Refused {
            status: 404,
            why: format!("gateway {name} has no rules for {} on port {}", trace.host, lookup.port),
        };
    }
    let about = match service {
        Some(service) => {
            let ports: Vec<String> = service.ports.iter().map(|port| port.number.to_string()).collect();
            format!(
                "{} has no port {} (it has {})",
                service.host,
                lookup.port,
                ports.join(", ")
            )
        }
        None => format!(
            "no service or ServiceEntry that the client sees has the host {}",
            trace.host
        ),
    };
    let policy = lookup.snapshot.mesh_config().message().message("outboundTrafficPolicy");
    if policy.is_some_and(|policy| policy.enum_name("mode") == "REGISTRY_ONLY") {
        Outcome::Refused {
            status: 502,
            why: format!("{about}, and the mesh lets through to known services only (REGISTRY_ONLY)"),
        }
    } else {
        Outcome::PassedThrough { why: about }
    }
}

/// How the proxy reads what comes to the port.
fn protocol(client: &Client<'_>, service: Option<&Service<'_>>, request: &Request, port: i64) -> Protocol {
    if client.gateway.is_some() {
        let servers = virtual_hosts::servers_at(client, port);
        return servers
            .first()
            .map_or(Protocol::Http, |(_, server)| protocol_of_server(*server));
    }
    let by_scheme = match request.scheme.as_str() {
        "https" | "tls" => Protocol::Tls,
        "tcp" => Protocol::Tcp,
        _ => Protocol::Auto,
    };
    match service.and_then(|service| service.port(port)).map(|port| port.protocol) {
        None | Some(Protocol::Auto) => by_scheme,
        Some(known) => known,
    }
}

fn protocol_of_server(server: Fields<'_>) -> Protocol {
    let tls = server.at("tls");
    let passes = tls.enumeration("mode", &["PASSTHROUGH"]);
    match Protocol::of_word(server.at("port").text("protocol")) {
        Some(Protocol::Tls) => {
            let https = server.at("port").text("protocol").eq_ignore_ascii_case("https");
            match (
                https,
                tls.is_set() && matches!(passes, "PASSTHROUGH" | "AUTO_PASSTHROUGH"),
            ) {
                (_, true) => Protocol::Tls,
                (true, false) => Protocol::Http,
                // The gateway ends TLS, and what is inside is any bytes.
                (false, false) => Protocol::Tcp,
            }
        }
        Some(known) => known,
        None => Protocol::Tcp,
    }
}

/// The port that a target means: its own, else the only one of the service, else that of the scheme.
fn service_port(service: Option<&Service<'_>>, request: &Request, notes: &mut Vec<String>) -> Result<i64, Error> {
    if let Some(port) = request.port {
        return Ok(i64::from(port));
    }
    let by_scheme = i64::from(request.default_port());
    let Some(service) = service else { return Ok(by_scheme) };
    match service.ports.as_slice() {
        _ if service.port(by_scheme).is_some() => Ok(by_scheme),
        [only] => {
            notes.push(format!(
                "the target names no port: {} is the only one of the service",
                only.number
            ));
            Ok(only.number)
        }
        [] => Ok(by_scheme),
        several => Err(Error::Port {
            of: service.host.clone(),
            ports: several.iter().map(|port| port.number).collect(),
        }),
    }
}

/// The same for a gateway: the port of the scheme if a server listens there, else the only one with the host.
fn gateway_port(client: &Client<'_>, request: &Request, name: &str) -> Result<i64, Error> {
    if let Some(port) = request.port {
        return Ok(i64::from(port));
    }
    let Some((gateway_name, gateway)) = &client.gateway else {
        return Ok(i64::from(request.default_port()));
    };
    let has_host = |server: &Fields<'_>| {
        server.texts("hosts").any(|own| {
            let own = own.split_once('/').map_or(own, |(_, host)| host).to_ascii_lowercase();
            host::matches(&own, name)
        })
    };
    let mut ports: Vec<i64> = gateway
        .spec()
        .items("servers")
        .filter(has_host)
        .filter_map(|server| server.at("port").integer("number"))
        .collect();
    ports.sort_unstable();
    ports.dedup();
    let by_scheme = i64::from(request.default_port());
    match ports.as_slice() {
        _ if ports.contains(&by_scheme) => Ok(by_scheme),
        [only] => Ok(*only),
        [] => Ok(by_scheme),
        _ => Err(Error::Port {
            of: format!("gateway {gateway_name}"),
            ports,
        }),
    }
}

/// That a Sidecar may hide services from the client.
fn sidecar_note(snapshot: &Snapshot, client: &Client<'_>) -> Option<String> {
    if client.gateway.is_some() {
        return None;
    }
    let mesh = snapshot.mesh_config().message();
    let root = match mesh.text("rootNamespace") {
        "" => snapshot.istio_namespace(),
        root => root,
    };
    let applies = |sidecar: &&crate::snapshot::Resource| {
        let wanted = sidecar.spec().at("workloadSelector").map("labels");
        sidecar.spec().items("egress").len() > 0
            && (sidecar.namespace() == client.namespace && client.has_labels(wanted)
                || sidecar.namespace() == root && wanted.is_none())
    };
    let sidecar = snapshot.of_kind(Kind::Sidecar).find(applies)?;
    let (place, name) = (Place::of_resource(sidecar), sidecar.full_name());
    let at = place
        .location
        .map(|at| format!(" ({}:{})", at.file, at.line))
        .unwrap_or_default();
    Some(format!(
        "Sidecar {name}{at} says which services the client sees; its egress hosts are not looked at here"
    ))
}

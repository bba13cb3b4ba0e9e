//! The virtual hosts of a proxy at a port: which names lead to which rules.
//!
//! Istio gives each name to the first VirtualService or service that claims it, and the proxy picks the virtual host whose name is the
//! request's host, else that with the longest wildcard. Both are done here, so that precedence is what it is in the mesh.

use super::client::Client;
use super::matching::{Asked, static_mismatches, takes_everything};
use super::registry::{Protocol, Registry, Service};
use super::rules::{self, Match, Rule};
use super::trace::{Mismatch, PassedOver, Place};
use super::virtual_services::Bound;
use crate::host;
use crate::snapshot::{Fields, Resource, Snapshot, field};

/// A match of a rule, or a rule without one, as the proxy tries it.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) rule: Rule<'a>,
    pub(super) matched: Option<Match<'a>>,
    /// Why the client's proxy does not have it at all.
    pub(super) absent: Vec<Mismatch>,
}

impl Item<'_> {
    fn takes_everything(&self) -> bool {
        self.absent.is_empty() && self.matched.as_ref().is_none_or(takes_everything)
    }
}

/// The rules behind a name.
#[derive(Debug)]
pub(super) struct VirtualHost<'a> {
    domains: Vec<String>,
    /// In the order in which the proxy tries them; empty where the service alone counts.
    pub(super) items: Vec<Item<'a>>,
    pub(super) owners: Vec<&'a Resource>,
    /// The service that takes what no VirtualService is about.
    pub(super) service: Option<Service<'a>>,
    /// A server that redirects what is not TLS.
    pub(super) redirects_to_https: Option<Place>,
}

/// All virtual hosts, and the VirtualServices that name the host and give none.
#[derive(Debug, Default)]
pub(super) struct VirtualHosts<'a> {
    list: Vec<VirtualHost<'a>>,
    pub(super) passed_over: Vec<PassedOver>,
}

impl<'a> VirtualHosts<'a> {
    /// The virtual host for a name: the name itself, then the longest wildcard, then `*`.
    pub(super) fn find(&self, name: &str) -> Option<&VirtualHost<'a>> {
        let fits = |domain: &str| match domain.strip_prefix('*') {
            Some(suffix) => name.len() > suffix.len() && name.ends_with(suffix),
            None => domain == name,
        };
        let rank = |domain: &str| {
            if domain.starts_with('*') {
                domain.len()
            } else {
                usize::MAX
            }
        };
        self.list
            .iter()
            .filter_map(|host| {
                let best = host
                    .domains
                    .iter()
                    .filter(|domain| fits(domain))
                    .map(|domain| rank(domain))
                    .max()?;
                Some((best, host))
            })
            // Of equals the first.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, host)| host)
    }

    /// Takes the names that nobody has yet; without any there is no virtual host.
    fn claim(&mut self, names: Vec<String>, make: impl FnOnce(Vec<String>) -> VirtualHost<'a>) -> bool {
        let taken = |name: &String| self.list.iter().any(|host| host.domains.contains(name));
        let mut free: Vec<String> = Vec::new();
        for name in names {
            if !taken(&name) && !free.contains(&name) {
                free.push(name);
            }
        }
        let any = !free.is_empty();
        if any {
            self.list.push(make(free));
        }
        any
    }
}

/// The rules of a VirtualService as the client's proxy has them. What follows a rule that takes everything is left out.
fn items<'a>(
    resource: &'a Resource,
    snapshot: &'a Snapshot,
    asked: &Asked<'_>,
    passed_over: &mut Vec<PassedOver>,
) -> Vec<Item<'a>> {
    let (rules, left_out) = rules::of(resource, snapshot);
    passed_over.extend(left_out);
    let mut found: Vec<Item<'a>> = Vec::new();
    for rule in rules {
        let matches: Vec<Option<Match<'a>>> = match rule.matches.as_slice() {
            [] => vec![None],
            some => some.iter().cloned().map(Some).collect(),
        };
        for matched in matches {
            let absent = matched
                .as_ref()
                .map(|matched| static_mismatches(matched, asked))
                .unwrap_or_default();
            let item = Item {
                rule: rule.clone(),
                matched,
                absent,
            };
            let last = item.takes_everything();
            found.push(item);
            if last {
                return found;
            }
        }
    }
    found
}

/// Those of a sidecar.
pub(super) fn of_sidecar<'a>(
    snapshot: &'a Snapshot,
    registry: &Registry<'a>,
    virtual_services: &[Bound<'a>],
    asked: &Asked<'_>,
    name: &str,
    full_host: &str,
) -> VirtualHosts<'a> {
    let at_port: Vec<&Service<'a>> = registry
        .iter()
        .filter(|service| service.port(asked.port).is_some())
        .collect();
    let speaks_http = |service: &Service<'_>| {
        let port = service.port(asked.port);
        port.is_some_and(|port| matches!(port.protocol, Protocol::Http | Protocol::Auto))
    };
    let client = asked.client.namespace.as_str();
    let mut hosts = VirtualHosts::default();
    let mut claimed: Vec<String> = Vec::new();
    for bound in virtual_services {
        let about_host = bound.names(full_host);
        let mut left_out = Vec::new();
        let items = items(bound.resource, snapshot, asked, &mut left_out);
        let pass = |hosts: &mut VirtualHosts<'a>, field: &str, why: String| {
            if about_host {
                let place = Place::of(bound.resource, &field!["spec", field]);
                hosts.passed_over.push(PassedOver { place, why });
            }
        };
        if !items.iter().any(|item| item.absent.is_empty()) {
            let why = match items.len() {
                0 => "it has no HTTP rules".to_owned(),
                _ => format!("none of its rules is for this client and port {}", asked.port),
            };
            pass(&mut hosts, "http", why);
            continue;
        }
        let mut names: Vec<String> = Vec::new();
        let mut services: Vec<&Service<'a>> = Vec::new();
        for own in bound.hosts.iter().filter(|own| !own.starts_with('*')) {
            match at_port.iter().find(|service| service.host == *own) {
                Some(service) => services.push(service),
                None => names.push(own.clone()),
            }
        }
        for own in bound.hosts.iter().filter(|own| own.starts_with('*')) {
            let covered: Vec<&&Service<'a>> = at_port
                .iter()
                .filter(|service| host::matches(&service.host, own))
                .collect();
            if covered.is_empty() {
                names.push(own.clone());
            }
            let chosen = covered.into_iter().filter(|service| {
                most_specific(virtual_services, &service.host).is_some_and(|best| std::ptr::eq(best, bound.resource))
            });
            services.extend(chosen.copied());
        }
        services.retain(|service| speaks_http(service));
        if services.is_empty() && asked.port != 80 {
            let exact = most_specific(virtual_services, full_host);
            if exact.is_some_and(|other| !std::ptr::eq(other, bound.resource)) {
                continue;
            }
            let why = format!(
                "none of its hosts is a service with port {}: away from port 80, rules work for services only",
                asked.port
            );
            pass(&mut hosts, "hosts", why);
            continue;
        }
        claimed.extend(services.iter().map(|service| service.host.clone()));
        let mut any = false;
        let made = |domains: Vec<String>, service: Option<Service<'a>>| VirtualHost {
            domains,
            items: items.clone(),
            owners: vec![bound.resource],
            service,
            redirects_to_https: None,
        };
        for name in names {
            any |= hosts.claim(vec![name], |domains| made(domains, None));
        }
        for service in services {
            let service = service.clone();
            any |= hosts.claim(service.names(client), |domains| made(domains, Some(service.clone())));
        }
        if any {
            hosts.passed_over.extend(left_out);
        }
    }
    for service in at_port {
        if speaks_http(service) && !claimed.contains(&service.host) {
            hosts.claim(service.names(client), |domains| VirtualHost {
                domains,
                items: Vec::new(),
                owners: Vec::new(),
                service: Some(service.clone()),
                redirects_to_https: None,
            });
        }
    }
    say_who_has(&mut hosts, virtual_services, name, full_host);
    hosts
}

/// Says of the VirtualServices that name a host and do not have it who has it, and why.
fn say_who_has(hosts: &mut VirtualHosts<'_>, virtual_services: &[Bound<'_>], name: &str, full_host: &str) {
    let owners = hosts.find(name).map(|host| host.owners.clone()).unwrap_or_default();
    let nearest = most_specific(virtual_services, full_host);
    let Some(winner) = owners.first().copied().or(nearest) else {
        return;
    };
    let Some(first) = virtual_services
        .iter()
        .find(|bound| std::ptr::eq(bound.resource, winner))
    else {
        return;
    };
    for bound in virtual_services.iter().filter(|bound| bound.names(full_host)) {
        let place = Place::of(bound.resource, &field!["spec", "hosts"]);
        let has_reason = |hosts: &VirtualHosts<'_>| {
            let mut reasons = hosts.passed_over.iter();
            reasons.any(|other| other.place.resource == place.resource && !other.place.field.contains('['))
        };
        if std::ptr::eq(bound.resource, winner) || has_reason(hosts) {
            continue;
        }
        let created = |bound: &Bound<'_>| {
            bound
                .resource
                .fields()
                .at("metadata")
                .text("creationTimestamp")
                .to_owned()
        };
        let exactness = |bound: &Bound<'_>| bound.hosts.iter().filter_map(|own| nearness(own, full_host)).max();
        let because = if exactness(first) > exactness(bound) {
            "names it more exactly"
        } else if created(first) != created(bound) && created(first) < created(bound) {
            "has it already: it is older"
        } else {
            "has it already: it comes first, as fewer namespaces see it or by its name"
        };
        let why = format!("VirtualService {} {because}", winner.full_name());
        hosts.passed_over.push(PassedOver { place, why });
    }
}

/// The VirtualService whose host is nearest to that of a service: the same, else the longest wildcard; of equals the first.
fn most_specific<'a>(virtual_services: &[Bound<'a>], host: &str) -> Option<&'a Resource> {
    let mut best: Option<(usize, &'a Resource)> = None;
    for bound in virtual_services {
        for own in &bound.hosts {
            let Some(rank) = nearness(own, host) else { continue };
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, bound.resource));
            }
        }
    }
    best.map(|(_, resource)| resource)
}

/// How near a VirtualService's host is to one: the same, or how long a wildcard that covers it.
fn nearness(own: &str, host: &str) -> Option<usize> {
    match own.strip_prefix('*') {
        None => (own == host).then_some(usize::MAX),
        Some(suffix) => host.trim_start_matches('*').ends_with(suffix).then_some(own.len()),
    }
}

/// Those of a gateway's servers at a port. All VirtualServices of a host count there, one after another; rules that take everything come
/// last.
pub(super) fn of_gateway<'a>(
    snapshot: &'a Snapshot,
    virtual_services: &[Bound<'a>],
    servers: &[(usize, Fields<'a>)],
    gateway: &'a Resource,
    asked: &Asked<'_>,
    full_host: &str,
) -> VirtualHosts<'a> {
    let mut hosts = VirtualHosts::default();
    for bound in virtual_services {
        let about_host = bound.names(full_host);
        let mut left_out = Vec::new();
        let items = items(bound.resource, snapshot, asked, &mut left_out);
        let place = || Place::of_resource(bound.resource);
        if !items.iter().any(|item| item.absent.is_empty()) {
            if about_host {
                let why = format!("none of its rules is for this gateway and port {}", asked.port);
                hosts.passed_over.push(PassedOver { place: place(), why });
            }
            continue;
        }
        let mut names: Vec<String> = Vec::new();
        for (_, server) in servers {
            for own in server.texts("hosts") {
                let Some(own) = host_for(own, bound.resource.namespace(), gateway.namespace()) else {
                    continue;
                };
                names.extend(bound.hosts.iter().filter_map(|host| narrower(&own, host)));
            }
        }
        names.sort();
        names.dedup();
        if about_host && !names.iter().any(|name| host::matches(name, full_host)) {
            let why = "no server of the gateway has the host for its namespace".to_owned();
            hosts.passed_over.push(PassedOver { place: place(), why });
        }
        hosts.passed_over.extend(left_out.into_iter().filter(|_| about_host));
        for name in names {
            match hosts.list.iter_mut().find(|host| host.domains.contains(&name)) {
                Some(host) => {
                    host.items.extend(items.iter().cloned());
                    host.owners.push(bound.resource);
                }
                None => hosts.list.push(VirtualHost {
                    domains: vec![name],
                    items: items.clone(),
                    owners: vec![bound.resource],
                    service: None,
                    redirects_to_https: None,
                }),
            }
        }
    }
    for host in &mut hosts.list {
        host.items.sort_by_key(Item::takes_everything);
    }
    redirects(&mut hosts, servers, gateway);
    hosts
}

/// What servers with `httpsRedirect` do to their hosts.
fn redirects<'a>(hosts: &mut VirtualHosts<'a>, servers: &[(usize, Fields<'a>)], gateway: &'a Resource) {
    for (index, server) in servers {
        if !server.at("tls").flag("httpsRedirect") {
            continue;
        }
        let place = Place::of(gateway, &field!["spec", "servers", *index, "tls", "httpsRedirect"]);
        for own in server.texts("hosts") {
            let own = own.split_once('/').map_or(own, |(_, host)| host).to_ascii_lowercase();
            for host in &mut hosts.list {
                if host.domains.iter().any(|domain| host::matches(domain, &own)) {
                    host.redirects_to_https = Some(place.clone());
                }
            }
            if !hosts.list.iter().any(|host| host.domains.contains(&own)) {
                hosts.list.push(VirtualHost {
                    domains: vec![own],
                    items: Vec::new(),
                    owners: Vec::new(),
                    service: None,
                    redirects_to_https: Some(place.clone()),
                });
            }
        }
    }
}

/// The host of a server, if it is for VirtualServices of a namespace.
pub(super) fn host_for(written: &str, namespace: &str, gateway_namespace: &str) -> Option<String> {
    let host = match written.split_once('/') {
        None => written,
        Some(("*", host)) => host,
        Some((".", host)) if namespace == gateway_namespace => host,
        Some((named, host)) if named == namespace => host,
        Some(_) => return None,
    };
    Some(host.to_ascii_lowercase())
}

/// The names that two hosts share, if one is within the other.
fn narrower(a: &str, b: &str) -> Option<String> {
    host::matches(a, b)
        .then(|| match (a.starts_with('*'), b.starts_with('*')) {
            (true, false) => b,
            (false, _) => a,
            (true, true) if a.len() >= b.len() => a,
            (true, true) => b,
        })
        .map(str::to_owned)
}

/// The servers of a gateway at a port.
pub(super) fn servers_at<'a>(client: &Client<'a>, port: i64) -> Vec<(usize, Fields<'a>)> {
    let Some((_, gateway)) = &client.gateway else {
        return Vec::new();
    };
    gateway
        .spec()
        .items("servers")
        .enumerate()
        .filter(|(_, server)| server.at("port").integer("number") == Some(port))
        .collect()
}

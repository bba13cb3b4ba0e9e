#![doc = include_str!("conflicting_hosts.md")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::MESH;
use crate::analyzers::{Analyzer, Context};
use crate::host;
use crate::message::{Message, codes};
use crate::snapshot::{Kind, Resource, field};

/// The registry's entry.
pub(crate) static ANALYZER: Analyzer = Analyzer {
    name: "virtualservice.ConflictingMeshGatewayHostsAnalyzer",
    description: "VirtualServices that claim the same host for sidecars",
    inputs: &[Kind::VirtualService],
    codes: &["IST0109"],
    page: include_str!("conflicting_hosts.md"),
    run,
};

/// VirtualServices by the scope that sees them (a namespace, or `*`) and by host.
type Claims<'s> = BTreeMap<(String, String), Vec<&'s Resource>>;

fn run(context: &mut Context<'_>) {
    let mut claims = Claims::new();
    for service in context.each(Kind::VirtualService) {
        let spec = service.spec();
        let for_sidecars = spec.items("gateways").len() == 0 || spec.texts("gateways").any(|gateway| gateway == MESH);
        if !for_sidecars {
            continue;
        }
        for scope in scopes(service) {
            for host in spec.texts("hosts") {
                let host = host::fqdn(service.namespace(), host);
                let claiming = claims.entry((scope.to_owned(), host)).or_default();
                // A host may be written twice, short and in full.
                if !claiming.iter().any(|other| std::ptr::eq(*other, service)) {
                    claiming.push(service);
                }
            }
        }
    }
    let public = Public::of(&claims);
    let mut reported = HashSet::new();
    for ((scope, host), services) in &claims {
        let mut services = services.clone();
        if scope != "*" {
            for other in public.matching(host) {
                if !services.iter().any(|known| std::ptr::eq(*known, other)) {
                    services.push(other);
                }
            }
        }
        if services.len() < 2 {
            continue;
        }
        let mut names: Vec<String> = services.iter().map(|service| service.full_name()).collect();
        names.sort();
        let names = names.join(",");
        for service in services {
            if reported.insert(service.full_name()) {
                let message = Message::new(&codes::CONFLICTING_MESH_GATEWAY_VIRTUAL_SERVICE_HOSTS, service);
                let message = message.with(&names).with(format!("{scope}/{host}"));
                context.report(message.at(field!["metadata", "name"]));
            }
        }
    }
}

/// Where a VirtualService is seen.
fn scopes(service: &Resource) -> BTreeSet<&str> {
    let export_to: Vec<&str> = service.spec().texts("exportTo").collect();
    if export_to.is_empty() || export_to.contains(&"*") {
        return BTreeSet::from(["*"]);
    }
    export_to
        .into_iter()
        .map(|to| if to == "." { service.namespace() } else { to })
        .collect()
}

/// The claims that all namespaces see, apart by whether their host is a wildcard.
struct Public<'c, 's> {
    exact: BTreeMap<&'c str, &'c [&'s Resource]>,
    wildcards: Vec<(&'c str, &'c [&'s Resource])>,
}

impl<'c, 's> Public<'c, 's> {
    fn of(claims: &'c Claims<'s>) -> Self {
        let public = claims.iter().filter(|((scope, _), _)| scope == "*");
        let all = public.map(|((_, host), services)| (host.as_str(), services.as_slice()));
        let (wildcards, exact): (Vec<_>, Vec<_>) = all.partition(|(host, _)| host.starts_with('*'));
        Self {
            exact: exact.into_iter().collect(),
            wildcards,
        }
    }

    fn matching(&self, host: &str) -> Vec<&'s Resource> {
        let mut found = Vec::new();
        if host.starts_with('*') {
            let covered = self.exact.iter().filter(|(other, _)| host::matches(host, other));
            found.extend(covered.flat_map(|(_, services)| services.iter().copied()));
        } else if let Some(services) = self.exact.get(host) {
            found.extend(services.iter().copied());
        }
        let covering = self.wildcards.iter().filter(|(other, _)| host::matches(host, other));
        found.extend(covering.flat_map(|(_, services)| services.iter().copied()));
        found
    }
}

//! Which hosts exist, and from which namespaces they are seen.

use std::collections::HashMap;

use crate::host;
use crate::selector::Selector;
use crate::snapshot::{Kind, Resource, Snapshot};

/// The annotation of a Service that says which namespaces see it.
const EXPORT_TO: &str = "networking.istio.io/exportTo";

/// Hosts of ServiceEntries and Services by scope (a namespace, or `*` for all) and full name.
#[derive(Debug, Default)]
pub(crate) struct ServiceHosts {
    exact: HashMap<String, Vec<(String, u32)>>,
    /// Wildcard hosts by what follows the `*`.
    suffixes: HashMap<String, Vec<(String, u32)>>,
}

/// A ServiceEntry or Service that a host stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostOwner<'a>(pub(crate) &'a Resource);

impl<'a> HostOwner<'a> {
    /// Its port numbers.
    pub(crate) fn ports(&self) -> Vec<i64> {
        let number = if self.0.kind() == Kind::Service {
            "port"
        } else {
            "number"
        };
        let ports = self.0.spec().items("ports");
        ports.map(|port| port.integer(number).unwrap_or(0)).collect()
    }

    /// The labels that it selects its endpoints by. Of a Service they are unknown to the checks of istioctl, which look at subsets only.
    pub(crate) fn selector(&self) -> Selector<'a> {
        match self.0.kind() {
            Kind::ServiceEntry => Selector::of(self.0.spec().at("workloadSelector").map("labels")),
            _ => Selector::default(),
        }
    }
}

impl ServiceHosts {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let mut hosts = Self::default();
        for (number, entry) in snapshot.indexed(Kind::ServiceEntry) {
            let namespace = entry.namespace();
            let spec = entry.spec();
            let export_to: Vec<&str> = spec.texts("exportTo").collect();
            for host in spec.texts("hosts") {
                hosts.add(
                    &scopes(export_to.iter().copied(), namespace),
                    &host::fqdn(namespace, host),
                    number,
                );
            }
        }
        for (number, service) in snapshot.indexed(Kind::Service) {
            let namespace = service.namespace();
            let annotation = service.annotation(EXPORT_TO).unwrap_or("");
            let export_to = annotation.split(',').map(str::trim).filter(|_| !annotation.is_empty());
            hosts.add(
                &scopes(export_to, namespace),
                &host::fqdn(namespace, service.name()),
                number,
            );
        }
        hosts
    }

    fn add(&mut self, scopes: &[String], host: &str, number: u32) {
        let (map, key) = match host.strip_prefix('*') {
            Some(suffix) => (&mut self.suffixes, suffix),
            None => (&mut self.exact, host),
        };
        let list = map.entry(key.to_owned()).or_default();
        list.extend(scopes.iter().map(|scope| (scope.clone(), number)));
    }

    /// Who owns a host that a resource of `namespace` names, seen from any of the namespaces that the resource is exported to.
    ///
    /// A resource without `exportTo`, or exported to all namespaces or to its own (`.`), counts in its own namespace.
    pub(crate) fn find<'s>(
        &self,
        snapshot: &'s Snapshot,
        namespace: &str,
        export_to: &[&str],
        host: &str,
    ) -> Option<HostOwner<'s>> {
        let everywhere = export_to.is_empty() || export_to.contains(&"*");
        let sees = |scope: &str, owner: u32| {
            // What is exported to all namespaces also applies where a service of its own namespace is seen.
            let beside = || everywhere && snapshot.resource(owner).namespace() == namespace;
            scope == "*"
                || (everywhere && scope == namespace)
                || export_to
                    .iter()
                    .any(|&to| scope == if to == "." { namespace } else { to })
                || beside()
        };
        let fqdn = host::fqdn(namespace, host);
        let owner = |list: &Vec<(String, u32)>| {
            // One for all namespaces comes before one for some; of equals the last one counts.
            let public = list.iter().rev().find(|(scope, _)| scope == "*");
            public
                .or_else(|| list.iter().rev().find(|(scope, owner)| sees(scope, *owner)))
                .map(|&(_, number)| number)
        };
        if let Some(number) = self.exact.get(&fqdn).and_then(owner) {
            return Some(HostOwner(snapshot.resource(number)));
        }
        let name = host.strip_prefix('*').unwrap_or(host);
        // The longest suffix is the most specific host.
        let starts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
        starts
            .filter_map(|at| self.suffixes.get(&name[at..]))
            .flatten()
            .find(|(scope, _)| scope == "*" || scope == namespace)
            .map(|&(_, number)| HostOwner(snapshot.resource(number)))
    }

    /// Every host that is no wildcard, for suggestions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.exact.keys().map(String::as_str)
    }
}

fn scopes<'a>(export_to: impl Iterator<Item = &'a str>, namespace: &str) -> Vec<String> {
    let mut scopes: Vec<String> = export_to
        .map(|to| if to == "." { namespace } else { to }.to_owned())
        .collect();
    if scopes.is_empty() || scopes.iter().any(|scope| scope == "*") {
        scopes = vec!["*".to_owned()];
    }
    scopes
}

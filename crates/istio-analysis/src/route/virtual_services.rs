//! Which VirtualServices a client sees, in the order in which they count.

use super::client::{Client, MESH};
use super::trace::{PassedOver, Place};
use super::visibility::{ExportTo, age};
use crate::host;
use crate::snapshot::{FieldPath, Kind, Resource, Snapshot};

/// A VirtualService that is bound to the client's gateway and that the client sees.
#[derive(Clone, Debug)]
pub(crate) struct Bound<'a> {
    pub(crate) resource: &'a Resource,
    /// Its hosts: full names, in lower case.
    pub(crate) hosts: Vec<String>,
}

impl Bound<'_> {
    /// Whether one of its hosts is, or covers, a host.
    pub(crate) fn names(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| host::matches(own, host))
    }
}

/// Those that count, in order, and those that name `host` and do not.
///
/// First come those that only the client's namespace sees, then those exported to some namespaces, then the public ones; among each the
/// oldest first, and then by name.
pub(crate) fn of<'a>(snapshot: &'a Snapshot, client: &Client<'a>, host: &str) -> (Vec<Bound<'a>>, Vec<PassedOver>) {
    let mut sorted: Vec<&Resource> = snapshot.of_kind(Kind::VirtualService).collect();
    sorted.sort_by(|a, b| age(a).cmp(&age(b)));
    let mut found: [Vec<Bound<'a>>; 3] = Default::default();
    let mut passed_over = Vec::new();
    for resource in sorted {
        let spec = resource.spec();
        let bound = Bound {
            resource,
            hosts: spec
                .texts("hosts")
                .map(|name| host::fqdn(resource.namespace(), name).to_ascii_lowercase())
                .collect(),
        };
        let mut pass = |path: &str, why: String| {
            if bound.names(host) {
                let place = Place::of(resource, &FieldPath::parse(path));
                passed_over.push(PassedOver { place, why });
            }
        };
        let gateways = gateways(resource);
        if !gateways.iter().any(|name| name == client.gateway_name()) {
            let why = match &client.gateway {
                None => format!("it is for {} and not for sidecars (mesh)", gateways.join(", ")),
                Some((name, _)) => format!("it is for {} and not for {name}", gateways.join(", ")),
            };
            pass("spec.gateways", why);
            continue;
        }
        let export_to = ExportTo::new(
            spec.texts("exportTo"),
            resource,
            snapshot,
            "defaultVirtualServiceExportTo",
        );
        if !export_to.includes(client.namespace.as_str()) {
            let why = format!("it is exported to {export_to} and not to {}", client.namespace);
            pass("spec.exportTo", why);
            continue;
        }
        let rank = match (export_to.is_public(), resource.namespace() == client.namespace) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        };
        found[rank].push(bound);
    }
    (found.into_iter().flatten().collect(), passed_over)
}

/// The gateways of a VirtualService: full names, or `mesh`.
pub(crate) fn gateways(resource: &Resource) -> Vec<String> {
    let named: Vec<String> = resource
        .spec()
        .texts("gateways")
        .map(|name| gateway_name(name, resource.namespace()))
        .collect();
    if named.is_empty() { vec![MESH.to_owned()] } else { named }
}

/// The full name of a gateway that a resource of a namespace names: `namespace/name`, a short name, or the old form with dots.
pub(crate) fn gateway_name(name: &str, namespace: &str) -> String {
    if name == MESH {
        return name.to_owned();
    }
    if let Some(short) = name.strip_prefix("./") {
        return format!("{namespace}/{short}");
    }
    if name.contains('/') {
        return name.to_owned();
    }
    match name.split_once('.') {
        None => format!("{namespace}/{name}"),
        Some((short, rest)) => format!("{}/{short}", rest.split('.').next().unwrap_or(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::gateway_name;

    #[test]
    fn gateways_are_named_in_four_ways() {
        for (name, full) in [
            ("mesh", "mesh"),
            ("web", "shop/web"),
            ("./web", "shop/web"),
            ("edge/web", "edge/web"),
            ("web.edge.svc.cluster.local", "edge/web"),
        ] {
            assert_eq!(gateway_name(name, "shop"), full);
        }
    }
}

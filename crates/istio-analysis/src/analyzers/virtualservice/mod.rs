//! Checks of VirtualService.

pub(crate) mod conflicting_hosts;
pub(crate) mod destination_hosts;
pub(crate) mod destination_rules;
pub(crate) mod gateways;
pub(crate) mod jwt_claims;
mod routes;

use crate::analyzers::Context;
use crate::host;

/// The name of the gateway that stands for all sidecars.
const MESH: &str = "mesh";

/// Hosts as a resource of `namespace` would write them, in the form of `written`: short names of its own namespace, or full names.
pub(super) fn host_names<'s>(context: &Context<'s>, namespace: &str, written: &str) -> Vec<&'s str> {
    let names = context.snapshot().service_hosts().names();
    if written.contains('.') {
        return names.collect();
    }
    names
        .filter_map(host::service_of_fqdn)
        .filter(|(_, home)| *home == namespace)
        .map(|(service, _)| service)
        .collect()
}

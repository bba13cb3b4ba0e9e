//! Semantic checks of the Istio kinds, beyond what their schema says.
//!
//! [`validate`] checks an object as Istio's admission does (`pkg/config/validation` in Istio 1.30): it reads the plain
//! tree, so an object needs no typed form, and names the field at fault by its [`Path`]. Values of a wrong type and unknown
//! fields are the schema's matter: here they read as if absent.
//!
//! Each kind has a file of its own; what several share has one by its noun (`hosts`, `ports`, `string_match`).

mod addresses;
mod authorization_policy;
mod authorization_values;
mod cel;
mod client_tls;
mod connection_pool;
mod destination_rule;
mod destinations;
mod durations;
mod envoy;
mod envoy_filter;
mod export_to;
mod gateway;
mod headers;
mod hosts;
mod jwks;
mod labels;
mod locality;
mod mesh_networks;
mod metadata;
mod node;
mod path;
mod peer_authentication;
mod ports;
mod protocols;
mod proxy_config;
mod report;
mod request_authentication;
mod selector;
mod server_tls;
mod service_entry;
mod sidecar;
mod string_match;
mod telemetry;
#[cfg(test)]
mod tests;
mod traffic_extension;
mod traffic_policy;
mod virtual_service;
mod wasm_plugin;
mod workload_entry;
mod workload_group;

use kubeyaml::Value;
use node::Node;
use report::Report;

pub use durations::validate_connection_age;
pub use mesh_networks::validate_mesh_networks;
pub use metadata::Metadata;
pub use path::{Path, Step};
pub use report::{Finding, INEFFECTIVE_MATCH, Level, UNREACHABLE_RULE};

/// An object to check.
struct Object<'a> {
    metadata: Metadata<'a>,
    spec: Node<'a>,
}

type Check = fn(&Object<'_>, &mut Report);

const EXTENSIONS: &str = "extensions.istio.io";
const NETWORKING: &str = "networking.istio.io";
const SECURITY: &str = "security.istio.io";

/// The kinds with checks of their own.
const KINDS: &[(&str, &str, Check)] = &[
    (EXTENSIONS, "TrafficExtension", traffic_extension::check),
    (EXTENSIONS, "WasmPlugin", wasm_plugin::check),
    (NETWORKING, "DestinationRule", destination_rule::check),
    (NETWORKING, "EnvoyFilter", envoy_filter::check),
    (NETWORKING, "Gateway", gateway::check),
    (NETWORKING, "ProxyConfig", proxy_config::check),
    (NETWORKING, "ServiceEntry", service_entry::check),
    (NETWORKING, "Sidecar", sidecar::check),
    (NETWORKING, "VirtualService", virtual_service::check),
    (NETWORKING, "WorkloadEntry", workload_entry::check),
    (NETWORKING, "WorkloadGroup", workload_group::check),
    (SECURITY, "AuthorizationPolicy", authorization_policy::check),
    (SECURITY, "PeerAuthentication", peer_authentication::check),
    (SECURITY, "RequestAuthentication", request_authentication::check),
    ("telemetry.istio.io", "Telemetry", telemetry::check),
];

fn find(group: &str, kind: &str) -> Option<Check> {
    let found = KINDS.iter().find(|(g, k, _)| *g == group && *k == kind)?;
    Some(found.2)
}

/// Whether objects of this kind have semantic checks.
#[must_use]
pub fn has_validator(group: &str, kind: &str) -> bool {
    find(group, kind).is_some()
}

/// Checks an object: `group` and `kind` as in `networking.istio.io/v1`, `VirtualService`. Nothing is found in objects of
/// kinds without checks. Findings come in the order of the checks; paths begin with `metadata` or `spec`.
#[must_use]
pub fn validate(group: &str, kind: &str, metadata: &Metadata<'_>, spec: &Value) -> Vec<Finding> {
    let mut report = Report::default();
    let Some(check) = find(group, kind) else {
        return report.into_findings();
    };
    let object = Object {
        metadata: *metadata,
        spec: Node::root("spec", Some(spec)),
    };
    if !matches!(spec, Value::Mapping(_) | Value::Null) {
        report.error(
            &object.spec,
            "spec-type",
            format!("the spec of a {kind} must be a mapping, not {}", spec.kind_name()),
        );
    } else if metadata::check(&object, kind, &mut report) {
        check(&object, &mut report);
    }
    report.into_findings()
}

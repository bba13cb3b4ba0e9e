// Written by `cargo xtask generate` from crates/istio-api/api.

//! The table of kinds.

use crate::typed::{Kind, Scope};

pub(crate) const AUTHORIZATION_POLICY: Kind = Kind {
    group: "security.istio.io",
    kind: "AuthorizationPolicy",
    plural: "authorizationpolicies",
    short_names: &["ap"],
    versions: &["v1", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const DESTINATION_RULE: Kind = Kind {
    group: "networking.istio.io",
    kind: "DestinationRule",
    plural: "destinationrules",
    short_names: &["dr"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const ENVOY_FILTER: Kind = Kind {
    group: "networking.istio.io",
    kind: "EnvoyFilter",
    plural: "envoyfilters",
    short_names: &[],
    versions: &["v1alpha3"],
    storage_version: "v1alpha3",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const GATEWAY: Kind = Kind {
    group: "networking.istio.io",
    kind: "Gateway",
    plural: "gateways",
    short_names: &["gw"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const ISTIO_OPERATOR: Kind = Kind {
    group: "install.istio.io",
    kind: "IstioOperator",
    plural: "istiooperators",
    short_names: &["iop", "io"],
    versions: &["v1alpha1"],
    storage_version: "v1alpha1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const PEER_AUTHENTICATION: Kind = Kind {
    group: "security.istio.io",
    kind: "PeerAuthentication",
    plural: "peerauthentications",
    short_names: &["pa"],
    versions: &["v1", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const PROXY_CONFIG: Kind = Kind {
    group: "networking.istio.io",
    kind: "ProxyConfig",
    plural: "proxyconfigs",
    short_names: &[],
    versions: &["v1beta1"],
    storage_version: "v1beta1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const REQUEST_AUTHENTICATION: Kind = Kind {
    group: "security.istio.io",
    kind: "RequestAuthentication",
    plural: "requestauthentications",
    short_names: &["ra"],
    versions: &["v1", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const SERVICE_ENTRY: Kind = Kind {
    group: "networking.istio.io",
    kind: "ServiceEntry",
    plural: "serviceentries",
    short_names: &["se"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: true,
};

pub(crate) const SIDECAR: Kind = Kind {
    group: "networking.istio.io",
    kind: "Sidecar",
    plural: "sidecars",
    short_names: &[],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const TELEMETRY: Kind = Kind {
    group: "telemetry.istio.io",
    kind: "Telemetry",
    plural: "telemetries",
    short_names: &["telemetry"],
    versions: &["v1", "v1alpha1"],
    storage_version: "v1alpha1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const TRAFFIC_EXTENSION: Kind = Kind {
    group: "extensions.istio.io",
    kind: "TrafficExtension",
    plural: "trafficextensions",
    short_names: &[],
    versions: &["v1alpha1"],
    storage_version: "v1alpha1",
    scope: Scope::Namespaced,
    spec_required: true,
};

pub(crate) const VIRTUAL_SERVICE: Kind = Kind {
    group: "networking.istio.io",
    kind: "VirtualService",
    plural: "virtualservices",
    short_names: &["vs"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: false,
};

pub(crate) const WASM_PLUGIN: Kind = Kind {
    group: "extensions.istio.io",
    kind: "WasmPlugin",
    plural: "wasmplugins",
    short_names: &[],
    versions: &["v1alpha1"],
    storage_version: "v1alpha1",
    scope: Scope::Namespaced,
    spec_required: true,
};

pub(crate) const WORKLOAD_ENTRY: Kind = Kind {
    group: "networking.istio.io",
    kind: "WorkloadEntry",
    plural: "workloadentries",
    short_names: &["we"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: true,
};

pub(crate) const WORKLOAD_GROUP: Kind = Kind {
    group: "networking.istio.io",
    kind: "WorkloadGroup",
    plural: "workloadgroups",
    short_names: &["wg"],
    versions: &["v1", "v1alpha3", "v1beta1"],
    storage_version: "v1",
    scope: Scope::Namespaced,
    spec_required: true,
};

/// The kinds that a cluster serves, sorted by plural.
pub(crate) const SERVED: &[Kind] = &[
    AUTHORIZATION_POLICY,
    DESTINATION_RULE,
    ENVOY_FILTER,
    GATEWAY,
    PEER_AUTHENTICATION,
    PROXY_CONFIG,
    REQUEST_AUTHENTICATION,
    SERVICE_ENTRY,
    SIDECAR,
    TELEMETRY,
    TRAFFIC_EXTENSION,
    VIRTUAL_SERVICE,
    WASM_PLUGIN,
    WORKLOAD_ENTRY,
    WORKLOAD_GROUP,
];

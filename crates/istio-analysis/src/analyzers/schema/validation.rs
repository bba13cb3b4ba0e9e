#![doc = include_str!("validation.md")]

use kubeyaml::Value;

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::snapshot::{FieldPath, Kind, Step};
use crate::validation::{self, INEFFECTIVE_MATCH, Level, Metadata, UNREACHABLE_RULE};

macro_rules! validators {
    ($( $constant:ident $kind:ident [$($code:literal),*]; )+) => {
        $(
            /// The registry's entry for the kind.
            pub(crate) static $constant: Analyzer = Analyzer {
                name: concat!("schema.ValidationAnalyzer.", stringify!($kind)),
                description: concat!("What Istio's admission would say of a ", stringify!($kind)),
                inputs: &[Kind::$kind],
                codes: &[$($code),*],
                page: include_str!("validation.md"),
                run: |context| run(Kind::$kind, context),
            };
        )+
    };
}

validators! {
    AUTHORIZATION_POLICY AuthorizationPolicy ["IST0106", "IST0133"];
    DESTINATION_RULE DestinationRule ["IST0106", "IST0133"];
    ENVOY_FILTER EnvoyFilter ["IST0106", "IST0133"];
    GATEWAY Gateway ["IST0106", "IST0133"];
    PEER_AUTHENTICATION PeerAuthentication ["IST0106", "IST0133"];
    PROXY_CONFIG ProxyConfig ["IST0106", "IST0133"];
    REQUEST_AUTHENTICATION RequestAuthentication ["IST0106", "IST0133"];
    SERVICE_ENTRY ServiceEntry ["IST0106", "IST0133"];
    SIDECAR Sidecar ["IST0106", "IST0133"];
    TELEMETRY Telemetry ["IST0106", "IST0133"];
    TRAFFIC_EXTENSION TrafficExtension ["IST0106", "IST0133"];
    VIRTUAL_SERVICE VirtualService ["IST0106", "IST0130", "IST0131", "IST0133"];
    WASM_PLUGIN WasmPlugin ["IST0106", "IST0133"];
    WORKLOAD_ENTRY WorkloadEntry ["IST0106", "IST0133"];
    WORKLOAD_GROUP WorkloadGroup ["IST0106", "IST0133"];
    MESH_NETWORKS MeshNetworks ["IST0106", "IST0133"];
    MESH_CONFIG MeshConfig ["IST0106", "IST0133"];
}

fn run(kind: Kind, context: &mut Context<'_>) {
    let nothing = Value::Null;
    for resource in context.each(kind) {
        // As in Istio's analyzer, annotations are left to admission.
        let metadata = Metadata {
            name: resource.name(),
            namespace: resource.namespace(),
            tree: &nothing,
        };
        let spec = resource.spec().value().unwrap_or(&nothing);
        for finding in validation::validate(kind.group(), kind.name(), &metadata, spec) {
            let code = match (finding.rule, finding.level) {
                (UNREACHABLE_RULE, _) => &codes::VIRTUAL_SERVICE_UNREACHABLE_RULE,
                (INEFFECTIVE_MATCH, _) => &codes::VIRTUAL_SERVICE_INEFFECTIVE_MATCH,
                (_, Level::Error) => &codes::SCHEMA_VALIDATION_ERROR,
                (_, Level::Warning) => &codes::SCHEMA_WARNING,
            };
            let mut message = Message::new(code, resource);
            if finding.parameters.is_empty() {
                message = message.with(finding.text);
            }
            for parameter in finding.parameters {
                message = message.with(parameter);
            }
            context.report(message.near(place(&finding.path)));
        }
    }
}

fn place(path: &validation::Path) -> FieldPath {
    let steps = path.0.iter().map(|step| match step {
        validation::Step::Key(key) => Step::Key(key.clone()),
        validation::Step::Index(index) => Step::Index(*index),
    });
    FieldPath::new(steps.collect())
}

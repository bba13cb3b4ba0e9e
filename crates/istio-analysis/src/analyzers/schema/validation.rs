#![doc = include_str!("validation.md")]

use std::borrow::Cow;

use kubeyaml::{Mapping, Value};

use crate::analyzers::{Analyzer, Context};
use crate::message::{Message, codes};
use crate::schemas::{self, FindingKind, SchemaUse};
use crate::snapshot::{FieldPath, Kind, Resource, Step};
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
        if context.snapshot().schemas() == SchemaUse::Report {
            check_schema(resource, context);
        }
        // As in Istio's analyzer, annotations are left to admission.
        let metadata = Metadata {
            name: resource.name(),
            namespace: resource.namespace(),
            tree: &nothing,
        };
        let spec = with_empty_items(resource.spec().value().unwrap_or(&nothing));
        let mut warned: Vec<(&str, validation::Path)> = Vec::new();
        for finding in validation::validate(kind.group(), kind.name(), &metadata, &spec) {
            // One warning of a rule about a field will do.
            let about = (finding.rule, finding.path.clone());
            if finding.level == Level::Warning && finding.parameters.is_empty() {
                if warned.contains(&about) {
                    continue;
                }
                warned.push(about);
            }
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

/// Reports values that do not fit their fields, and fields that the kind does not have.
fn check_schema(resource: &Resource, context: &mut Context<'_>) {
    for finding in schemas::check(resource.object()) {
        let code = match finding.kind {
            FindingKind::Unreadable => &codes::SCHEMA_VALIDATION_ERROR,
            FindingKind::UnknownField => &codes::SCHEMA_WARNING,
            FindingKind::Refused => continue,
        };
        let message = Message::new(code, resource).with(finding.text);
        context.report(message.at(FieldPath::parse(&finding.path)));
    }
}

/// Lists with nulls in them as protobuf reads them: an empty item for each.
fn with_empty_items(value: &Value) -> Cow<'_, Value> {
    if !has_null_items(value) {
        return Cow::Borrowed(value);
    }
    let mut filled = value.clone();
    fill(&mut filled);
    Cow::Owned(filled)
}

// Both follow a tree that was read, whose depth is limited.
fn has_null_items(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter().any(|item| item.is_null() || has_null_items(item)),
        Value::Mapping(map) => map.values().any(has_null_items),
        _ => false,
    }
}

fn fill(value: &mut Value) {
    match value {
        Value::Sequence(items) => {
            for item in items {
                if item.is_null() {
                    *item = Value::Mapping(Mapping::new());
                }
                fill(item);
            }
        }
        Value::Mapping(map) => {
            for (_, value) in map.iter_mut() {
                fill(value);
            }
        }
        _ => {}
    }
}

fn place(path: &validation::Path) -> FieldPath {
    let steps = path.0.iter().map(|step| match step {
        validation::Step::Key(key) => Step::Key(key.clone()),
        validation::Step::Index(index) => Step::Index(*index),
    });
    FieldPath::new(steps.collect())
}

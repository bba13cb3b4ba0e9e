//! Keys that do not exist and values of a wrong type.

use istio_api::descriptor::{Cardinality, Kind, MessageDescriptor};
use istio_api::message::Message;
use istio_api::protojson::WarningKind;
use kubeschema::{Path, Schema, Step, UnknownFields, decode, nearest};
use kubeyaml::{Mapping, Number, Value};

use super::{Findings, Violation, istio_api_message, path_below};
use crate::operator::schema::{Key, OPERATOR, Type};

/// Keys that are not near to those that are meant by them: the key around them, they themselves, what is meant.
const OFTEN_MEANT: [(&str, &str, &str); 6] = [
    ("k8s", "replicas", "replicaCount"),
    ("k8s", "hpa", "hpaSpec"),
    ("k8s", "pdb", "podDisruptionBudget"),
    ("k8s", "annotations", "podAnnotations"),
    ("gateways", "ingressgateway", "istio-ingressgateway"),
    ("gateways", "egressgateway", "istio-egressgateway"),
];

/// Keys that earlier releases had, and what became of them.
const REMOVED: [(&str, &str); 7] = [
    ("spec.addonComponents", "add-ons are installed by themselves"),
    ("spec.values.grafana", "add-ons are installed by themselves"),
    ("spec.values.kiali", "add-ons are installed by themselves"),
    ("spec.values.prometheus", "add-ons are installed by themselves"),
    (
        "spec.values.tracing",
        "tracing is configured in meshConfig and by Telemetry",
    ),
    ("spec.values.global.mtls", "write a PeerAuthentication"),
    ("spec.values.global.controlPlaneSecurityEnabled", "it is always secured"),
];

fn often_meant(path: &Path) -> Option<&'static str> {
    let [.., Step::Key(around), Step::Key(name)] = path.steps() else {
        return None;
    };
    let found = OFTEN_MEANT.iter().find(|(a, wrong, _)| a == around && wrong == name);
    found.map(|(_, _, meant)| *meant)
}

fn no_such_key(path: &Path) -> String {
    let text = path.to_string();
    match REMOVED.iter().find(|(removed, _)| *removed == text) {
        Some((_, instead)) => format!("there is no such key any more; {instead}"),
        None => "there is no such key".to_owned(),
    }
}

/// Keys of a component that count in any case.
const READ_IN_ANY_CASE: [&str; 6] = ["enabled", "name", "namespace", "hub", "tag", "label"];

pub(super) fn check(tree: &Value, findings: &mut Findings) {
    object(tree, &OPERATOR, &mut Path::new(), findings);
}

fn object(value: &Value, keys: &'static [Key], path: &mut Path, findings: &mut Findings) {
    let Some(map) = mapping(value, path, findings) else {
        return;
    };
    for (name, value) in map.iter() {
        path.push_key(name);
        let exact = keys.iter().find(|key| key.name == name);
        match exact {
            Some(key) => typed(value, key.ty, path, findings),
            None => match keys.iter().find(|key| key.name.eq_ignore_ascii_case(name)) {
                Some(key) => {
                    let message = if READ_IN_ANY_CASE.contains(&key.name) && path.steps().len() > 3 {
                        format!("the key is spelt {:?}", key.name)
                    } else {
                        format!("the key is spelt {:?}; spelt like this it has no effect", key.name)
                    };
                    findings.warning(path.clone(), message);
                }
                None => findings.errors.push(Violation {
                    path: path.clone(),
                    message: no_such_key(path),
                    suggestion: often_meant(path)
                        .or_else(|| nearest(name, keys.iter().map(|key| key.name)))
                        .map(str::to_owned),
                    origin: None,
                    unreadable: false,
                }),
            },
        }
        path.pop();
    }
}

fn mapping<'v>(value: &'v Value, path: &Path, findings: &mut Findings) -> Option<&'v Mapping> {
    match value {
        Value::Mapping(map) => Some(map),
        Value::Null => None,
        other => {
            wrong(path, "a mapping", other, findings);
            None
        }
    }
}

fn wrong(path: &Path, expected: &str, found: &Value, findings: &mut Findings) {
    findings.wrong_type(path.clone(), format!("expected {expected}, found {}", described(found)));
}

/// A value in words, for messages.
pub(super) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => match kubeyaml::json::number_text(*number) {
            Ok(text) => format!("the number {text}"),
            Err(_) => "a number that JSON cannot hold".to_owned(),
        },
        Value::String(text) if text.chars().count() <= 60 => format!("the string {text:?}"),
        other => other.kind_name().to_owned(),
    }
}

fn typed(value: &Value, ty: Type, path: &mut Path, findings: &mut Findings) {
    // Null is what an absent key is, whatever the type.
    if value.is_null() {
        return;
    }
    match ty {
        Type::Any => {}
        Type::Text => {
            if value.as_str().is_none() {
                wrong(path, "a string", value, findings);
            }
        }
        Type::Bool => {
            if value.as_bool().is_none() {
                wrong(path, "true or false", value, findings);
            }
        }
        Type::Uint32 => {
            let fits = matches!(value, Value::Number(Number::Int(int)) if u32::try_from(*int).is_ok());
            if !fits {
                wrong(path, "an integer from 0 to 4294967295", value, findings);
            }
        }
        Type::TextMap => {
            let Some(map) = mapping(value, path, findings) else {
                return;
            };
            for (key, value) in map.iter() {
                if value.as_str().is_none() && !value.is_null() {
                    let quoted = match value {
                        Value::Bool(_) | Value::Number(_) => "a string (in quotes)",
                        _ => "a string",
                    };
                    wrong(&path.child(key), quoted, value, findings);
                }
            }
        }
        Type::Object(keys) => object(value, keys, path, findings),
        Type::List(keys) => {
            for (index, item) in items(value, path, findings) {
                path.push_index(index);
                object(item, keys, path, findings);
                path.pop();
            }
        }
        Type::Kube(name) => kube(value, name, path, Strings::AsTheyAre, findings),
        Type::KubeList(name) => {
            for (index, item) in items(value, path, findings) {
                path.push_index(index);
                kube(item, name, path, Strings::AsTheyAre, findings);
                path.pop();
            }
        }
        Type::Message(name) if name == istio_api::values::VALUES => values(value, findings),
        // Mesh configuration has a check of its own.
        Type::Message(_) => {}
    }
}

fn items<'v>(value: &'v Value, path: &Path, findings: &mut Findings) -> Vec<(usize, &'v Value)> {
    match value {
        Value::Sequence(items) => items.iter().enumerate().collect(),
        other => {
            wrong(path, "a list", other, findings);
            Vec::new()
        }
    }
}

/// Whether a field that is text takes a number or boolean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strings {
    /// No: the tree is read as JSON.
    AsTheyAre,
    /// Yes: the tree is read as YAML.
    FromScalars,
}

/// Checks a value against a Kubernetes struct.
pub(super) fn kube(value: &Value, name: &str, path: &Path, strings: Strings, findings: &mut Findings) {
    let Some(found) = Schema::get().struct_named(name) else {
        return;
    };
    let full = |inner: &Path| -> Path { path.steps().iter().chain(inner.steps()).cloned().collect() };
    match decode(value, &kubeschema::Type::Struct(found.id()), UnknownFields::Drop) {
        Err(error) => findings.wrong_type(full(&error.path), error.problem.to_string()),
        Ok(decoded) => {
            for unknown in &decoded.unknown {
                findings.errors.push(Violation {
                    path: full(&unknown.path),
                    message: "there is no such key".to_owned(),
                    suggestion: unknown.nearest().map(str::to_owned),
                    origin: None,
                    unreadable: false,
                });
            }
            for renamed in &decoded.renamed {
                let message = format!("the key is spelt {:?}", renamed.canonical);
                findings.warning(full(&renamed.path), message);
            }
            if strings == Strings::AsTheyAre {
                for coerced in &decoded.coerced {
                    let message = format!("expected a string, found {}; put it in quotes", coerced.text);
                    findings.wrong_type(full(&coerced.path), message);
                }
            }
        }
    }
}

const VALUES: [&str; 2] = ["spec", "values"];

fn values(value: &Value, findings: &mut Findings) {
    let Some(descriptor) = MessageDescriptor::find(istio_api::values::VALUES) else {
        return;
    };
    let mut warnings = Vec::new();
    if let Err(error) = Message::decode(descriptor, value, &mut warnings) {
        let message = istio_api_message(&error);
        findings.error(path_below(&VALUES, &error.path), message);
    }
    for warning in warnings {
        let path = path_below(&VALUES, &warning.path);
        match warning.kind {
            WarningKind::UnknownField { suggestion } => findings.errors.push(Violation {
                message: no_such_key(&path),
                suggestion: often_meant(&path).map(str::to_owned).or(suggestion),
                path,
                origin: None,
                unreadable: false,
            }),
            WarningKind::Overridden { by } => {
                findings.warning(path, format!("has no effect: {by:?} is set too, and holds"));
            }
            WarningKind::Finding(text) => findings.warning(path, text),
        }
    }
    let mut steps = Vec::new();
    spellings(value, descriptor, &mut steps, findings);
}

/// Keys that the API knows by another spelling than the charts do.
fn spellings(value: &Value, descriptor: &MessageDescriptor, path: &mut Vec<Step>, findings: &mut Findings) {
    let Some(map) = value.as_mapping() else { return };
    for (name, value) in map.iter() {
        let Some(field) = descriptor.field(name) else { continue };
        path.push(Step::Key(name.to_owned()));
        // The charts know this one by its older spelling.
        if field.json_name != name && name != "istio_cni" && !value.is_null() {
            let full: Path = VALUES
                .iter()
                .map(|key| Step::Key((*key).to_owned()))
                .chain(path.iter().cloned())
                .collect();
            let message = format!(
                "the charts know this key as {:?}; spelt like this it has no effect",
                field.json_name
            );
            findings.warning(full, message);
        }
        if let (Kind::Message(inner), Cardinality::Singular) = (field.kind, field.cardinality) {
            spellings(value, inner.get(), path, findings);
        }
        path.pop();
    }
}

//! The names of settings, for whoever types them: which keys a path may go on with, and which values it may have.

use istio_api::descriptor::{Cardinality, FieldDescriptor, Kind, MessageDescriptor};
use kubeschema::Schema;

use super::schema::{self, Type};

/// A key that a path may go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingKey {
    /// The key.
    pub name: String,
    /// Whether there are keys below it; otherwise it has a value.
    pub has_keys: bool,
}

/// What stands at a path.
#[derive(Clone, Copy)]
enum At {
    Own(Type),
    Kube(&'static kubeschema::Type),
    Field(&'static FieldDescriptor),
    Message(&'static MessageDescriptor),
}

/// The keys below a path of `spec` such as `values.global`, in the order of the API; none for a path that is not there or has a value.
/// The empty path is `spec` itself. List items have their index or selector: `components.ingressGateways[0]`.
#[must_use]
pub fn keys_below(path: &str) -> Vec<SettingKey> {
    at(path).map(keys).unwrap_or_default()
}

/// The values that a setting may have, if they are few: those of a boolean and of an enumeration.
#[must_use]
pub fn values_at(path: &str) -> Vec<&'static str> {
    const BOOLEAN: [&str; 2] = ["true", "false"];
    match at(path) {
        Some(At::Own(Type::Bool)) => BOOLEAN.to_vec(),
        Some(At::Kube(ty)) if matches!(ty.target(), kubeschema::Type::Bool) => BOOLEAN.to_vec(),
        Some(At::Field(field)) if field.cardinality == Cardinality::Singular => match field.kind {
            Kind::Bool => BOOLEAN.to_vec(),
            Kind::Enum(values) => values.get().values.iter().map(|(_, name)| name.as_str()).collect(),
            Kind::Message(message) if message.get().name == "google.protobuf.BoolValue" => BOOLEAN.to_vec(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn at(path: &str) -> Option<At> {
    let start = At::Own(Type::Object(schema::spec()));
    let mut steps = path.split('.').filter(|step| !step.is_empty());
    steps.try_fold(start, |at, step| {
        let (name, is_item) = match step.split_once('[') {
            Some((name, _)) => (name, true),
            None => (step, false),
        };
        let below = below(at, name)?;
        if is_item { item(below) } else { Some(below) }
    })
}

/// The value of a key.
fn below(at: At, name: &str) -> Option<At> {
    match at {
        At::Own(Type::Object(keys)) => keys.iter().find(|key| key.name == name).map(|key| At::Own(key.ty)),
        At::Own(Type::Kube(kube)) => kube_field(Schema::get().struct_named(kube)?, name),
        At::Own(Type::Message(message)) => MessageDescriptor::find(message)?.field(name).map(At::Field),
        At::Kube(ty) => kube_field(ty.as_struct()?, name),
        At::Field(field) if field.cardinality == Cardinality::Singular => message_of(field)?.field(name).map(At::Field),
        At::Message(message) => message.field(name).map(At::Field),
        At::Own(_) | At::Field(_) => None,
    }
}

fn kube_field(found: &'static kubeschema::Struct, name: &str) -> Option<At> {
    found.json_field(name).map(|found| At::Kube(&found.field.ty))
}

/// An item of a list.
fn item(list: At) -> Option<At> {
    match list {
        At::Own(Type::List(keys)) => Some(At::Own(Type::Object(keys))),
        At::Own(Type::KubeList(name)) => Some(At::Own(Type::Kube(name))),
        At::Kube(ty) => match ty.target() {
            kubeschema::Type::List(item) => Some(At::Kube(item)),
            _ => None,
        },
        At::Field(field) if field.cardinality == Cardinality::Repeated => message_of(field).map(At::Message),
        _ => None,
    }
}

/// The message that a field holds, if its fields are keys: wrappers and durations are written as plain values.
fn message_of(field: &FieldDescriptor) -> Option<&'static MessageDescriptor> {
    match field.kind {
        Kind::Message(message) if !message.get().name.starts_with("google.protobuf.") => Some(message.get()),
        _ => None,
    }
}

fn keys(at: At) -> Vec<SettingKey> {
    let key = |name: &str, at: At| SettingKey {
        name: name.to_owned(),
        has_keys: has_keys(at),
    };
    let of_struct = |found: &'static kubeschema::Struct| -> Vec<SettingKey> {
        found
            .json_fields()
            .map(|field| key(field.json, At::Kube(&field.ty)))
            .collect()
    };
    let of_message = |message: &'static MessageDescriptor| -> Vec<SettingKey> {
        message
            .fields
            .iter()
            .map(|field| key(&field.json_name, At::Field(field)))
            .collect()
    };
    match at {
        At::Own(Type::Object(keys)) => keys.iter().map(|found| key(found.name, At::Own(found.ty))).collect(),
        At::Own(Type::Kube(name)) => Schema::get().struct_named(name).map(of_struct).unwrap_or_default(),
        At::Own(Type::Message(name)) => MessageDescriptor::find(name).map(of_message).unwrap_or_default(),
        At::Kube(ty) => ty.as_struct().map(of_struct).unwrap_or_default(),
        At::Field(field) if field.cardinality == Cardinality::Singular => {
            message_of(field).map(of_message).unwrap_or_default()
        }
        At::Message(message) => of_message(message),
        At::Own(_) | At::Field(_) => Vec::new(),
    }
}

/// Whether something is a mapping, whose keys may be anything.
fn has_keys(at: At) -> bool {
    match at {
        At::Own(ty) => matches!(ty, Type::Object(_) | Type::Kube(_) | Type::Message(_) | Type::TextMap),
        At::Kube(ty) => match ty.target() {
            kubeschema::Type::Map(_) => true,
            kubeschema::Type::Struct(found) => found.get().json_fields().len() > 0,
            _ => false,
        },
        At::Field(field) => match field.cardinality {
            Cardinality::Singular => message_of(field).is_some(),
            Cardinality::Map => true,
            Cardinality::Repeated => false,
        },
        At::Message(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str) -> Vec<String> {
        keys_below(path).into_iter().map(|key| key.name).collect()
    }

    #[test]
    fn keys_are_those_of_the_api() {
        assert!(names("").contains(&"meshConfig".to_owned()));
        assert_eq!(names("components.base"), ["enabled", "k8s"]);
        for (path, key) in [
            ("meshConfig.defaultConfig", "holdApplicationUntilProxyStarts"),
            ("values.global.proxy", "logLevel"),
            ("components.pilot.k8s.resources", "limits"),
            ("components.ingressGateways[0].k8s.service", "type"),
            ("meshConfig.extensionProviders[0]", "name"),
        ] {
            assert!(names(path).contains(&key.to_owned()), "{path}: {:?}", names(path));
        }
        for path in [
            "nowhere",
            "hub",
            "hub.x",
            "components.ingressGateways",
            "components.pilot.k8s.nodeSelector",
        ] {
            assert_eq!(names(path), [""; 0], "{path}");
        }
    }

    #[test]
    fn values_are_those_of_booleans_and_enumerations() {
        assert_eq!(values_at("components.pilot.enabled"), ["true", "false"]);
        assert!(values_at("meshConfig.accessLogEncoding").contains(&"JSON"));
        assert_eq!(
            values_at("meshConfig.outboundTrafficPolicy.mode"),
            ["REGISTRY_ONLY", "ALLOW_ANY", "ALLOW_ANY_DYNAMIC_DNS"]
        );
        assert_eq!(values_at("hub"), [""; 0]);
    }
}

//! The keys that an IstioOperator may have, with their types.

use istio_api::descriptor::{Cardinality, Kind, MessageDescriptor};
use kubeschema::Schema;

use super::set_flag::{Step, Takes};

/// The type of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Type {
    Text,
    Bool,
    /// An integer from 0 that 32 bits hold.
    Uint32,
    /// Anything at all.
    Any,
    /// A mapping from text to text.
    TextMap,
    /// An object with these keys and no others.
    Object(&'static [Key]),
    /// A list of such objects.
    List(&'static [Key]),
    /// A Kubernetes struct.
    Kube(&'static str),
    /// A list of Kubernetes structs.
    KubeList(&'static str),
    /// A message of the Istio API.
    Message(&'static str),
}

/// A legal key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) ty: Type,
}

const fn key(name: &'static str, ty: Type) -> Key {
    Key { name, ty }
}

/// The whole object.
pub(crate) static OPERATOR: [Key; 4] = [
    key("apiVersion", Type::Text),
    key("kind", Type::Text),
    key("metadata", Type::Kube("meta/v1.ObjectMeta")),
    key("spec", Type::Object(&SPEC)),
];

static SPEC: [Key; 11] = [
    key("profile", Type::Text),
    key("installPackagePath", Type::Text),
    key("hub", Type::Text),
    key("tag", Type::Any),
    key("namespace", Type::Text),
    key("revision", Type::Text),
    key("compatibilityVersion", Type::Text),
    key("meshConfig", Type::Message(istio_api::mesh::MESH_CONFIG)),
    key("components", Type::Object(&COMPONENTS)),
    key("values", Type::Message(istio_api::values::VALUES)),
    key("unvalidatedValues", Type::Any),
];

static COMPONENTS: [Key; 7] = [
    key("base", Type::Object(&BASE)),
    key("pilot", Type::Object(&COMPONENT)),
    key("cni", Type::Object(&COMPONENT)),
    key("ztunnel", Type::Object(&COMPONENT)),
    key("istiodRemote", Type::Object(&COMPONENT)),
    key("ingressGateways", Type::List(&GATEWAY)),
    key("egressGateways", Type::List(&GATEWAY)),
];

static BASE: [Key; 2] = [key("enabled", Type::Bool), key("k8s", Type::Object(&K8S))];

static COMPONENT: [Key; 5] = [
    key("enabled", Type::Bool),
    key("namespace", Type::Text),
    key("hub", Type::Text),
    key("tag", Type::Any),
    key("k8s", Type::Object(&K8S)),
];

static GATEWAY: [Key; 7] = [
    key("enabled", Type::Bool),
    key("namespace", Type::Text),
    key("hub", Type::Text),
    key("tag", Type::Any),
    key("k8s", Type::Object(&K8S)),
    key("name", Type::Text),
    key("label", Type::TextMap),
];

static K8S: [Key; 19] = [
    key("affinity", Type::Kube("core/v1.Affinity")),
    key("env", Type::KubeList("core/v1.EnvVar")),
    key("hpaSpec", Type::Kube("autoscaling/v2.HorizontalPodAutoscalerSpec")),
    key("imagePullPolicy", Type::Text),
    key("nodeSelector", Type::TextMap),
    key("podDisruptionBudget", Type::Kube("policy/v1.PodDisruptionBudgetSpec")),
    key("podAnnotations", Type::TextMap),
    key("priorityClassName", Type::Text),
    key("readinessProbe", Type::Kube("core/v1.Probe")),
    key("replicaCount", Type::Uint32),
    key("resources", Type::Kube("core/v1.ResourceRequirements")),
    key("service", Type::Kube("core/v1.ServiceSpec")),
    key("strategy", Type::Kube("apps/v1.DeploymentStrategy")),
    key("tolerations", Type::KubeList("core/v1.Toleration")),
    key("serviceAnnotations", Type::TextMap),
    key("securityContext", Type::Kube("core/v1.PodSecurityContext")),
    key("volumes", Type::KubeList("core/v1.Volume")),
    key("volumeMounts", Type::KubeList("core/v1.VolumeMount")),
    key("overlays", Type::List(&OVERLAY)),
];

static OVERLAY: [Key; 4] = [
    key("apiVersion", Type::Text),
    key("kind", Type::Text),
    key("name", Type::Text),
    key("patches", Type::List(&PATCH)),
];

static PATCH: [Key; 2] = [key("path", Type::Text), key("value", Type::Any)];

/// The keys of `spec`.
pub(super) fn spec() -> &'static [Key] {
    &SPEC
}

/// What the value at a path of `spec` takes, as far as that changes how the value of a flag is read.
#[must_use]
pub fn takes(path: &[Step]) -> Takes {
    let Some((Step::Key(_), _)) = path.split_first() else {
        return Takes::Unknown;
    };
    within_object(&SPEC, path)
}

fn within_object(keys: &'static [Key], path: &[Step]) -> Takes {
    let Some((Step::Key(name), rest)) = path.split_first() else {
        return Takes::Other;
    };
    match keys.iter().find(|key| key.name == name) {
        Some(key) => within(key.ty, rest),
        None => Takes::Unknown,
    }
}

fn within(ty: Type, rest: &[Step]) -> Takes {
    match (ty, rest) {
        (Type::Text, []) => Takes::Text,
        (Type::Bool | Type::Uint32 | Type::TextMap | Type::Object(_), []) => Takes::Other,
        (Type::List(_) | Type::KubeList(_), []) => Takes::List,
        (Type::TextMap, [Step::Key(_)]) => Takes::Text,
        (Type::Object(keys), rest) => within_object(keys, rest),
        (Type::List(keys), [Step::Index(_) | Step::Item(..), rest @ ..]) => within_object(keys, rest),
        (Type::Kube(name), rest) => kube(name, rest),
        (Type::KubeList(name), [Step::Index(_) | Step::Item(..), rest @ ..]) => kube(name, rest),
        (Type::Message(name), rest) => MessageDescriptor::find(name).map_or(Takes::Unknown, |m| message(m, rest)),
        _ => Takes::Unknown,
    }
}

fn kube(name: &str, path: &[Step]) -> Takes {
    match Schema::get().struct_named(name) {
        Some(found) => kube_type(&kubeschema::Type::Struct(found.id()), path),
        None => Takes::Unknown,
    }
}

fn kube_type(ty: &kubeschema::Type, path: &[Step]) -> Takes {
    use kubeschema::Type as Kube;
    match (ty.target(), path) {
        (Kube::String, []) => Takes::Text,
        (Kube::Raw, []) => Takes::Unknown,
        (Kube::List(_), []) => Takes::List,
        (_, []) => Takes::Other,
        (Kube::Struct(id), [Step::Key(name), rest @ ..]) => match id.get().json_field(name) {
            Some(found) => kube_type(&found.field.ty, rest),
            None => Takes::Unknown,
        },
        (Kube::List(item), [Step::Index(_) | Step::Item(..), rest @ ..]) => kube_type(item, rest),
        (Kube::Map(value), [Step::Key(_), rest @ ..]) => kube_type(value, rest),
        _ => Takes::Unknown,
    }
}

fn message(descriptor: &MessageDescriptor, path: &[Step]) -> Takes {
    let Some((Step::Key(name), rest)) = path.split_first() else {
        return Takes::Other;
    };
    let Some(field) = descriptor.field(name) else {
        return Takes::Unknown;
    };
    let rest = match (field.cardinality, rest) {
        (Cardinality::Singular, rest) => rest,
        (Cardinality::Repeated, []) => return Takes::List,
        (Cardinality::Map, []) => return Takes::Other,
        (Cardinality::Repeated, [Step::Index(_) | Step::Item(..), rest @ ..]) => rest,
        (Cardinality::Map, [Step::Key(_), rest @ ..]) => rest,
        _ => return Takes::Unknown,
    };
    match (field.kind, rest) {
        (Kind::String | Kind::Enum(_), []) => Takes::Text,
        (Kind::Message(inner), rest) => match (inner.get().name.as_str(), rest) {
            ("google.protobuf.Value" | "google.protobuf.Struct" | "google.protobuf.ListValue", _) => Takes::Unknown,
            ("google.protobuf.StringValue" | "google.protobuf.Duration", []) => Takes::Text,
            (_, []) => Takes::Other,
            (_, rest) => message(inner.get(), rest),
        },
        (_, []) => Takes::Other,
        _ => Takes::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::SetFlag;

    #[test]
    fn every_named_type_exists() {
        fn check(keys: &'static [Key]) {
            for key in keys {
                match key.ty {
                    Type::Object(keys) | Type::List(keys) => check(keys),
                    Type::Kube(name) | Type::KubeList(name) => {
                        assert!(Schema::get().struct_named(name).is_some(), "{name}");
                    }
                    Type::Message(name) => assert!(MessageDescriptor::find(name).is_some(), "{name}"),
                    Type::Text | Type::Bool | Type::Uint32 | Type::Any | Type::TextMap => {}
                }
            }
        }
        check(&OPERATOR);
    }

    #[test]
    fn a_path_says_what_it_takes() {
        let of = |path: &str| takes(&SetFlag::typed(format!("{path}=x")).steps());
        assert_eq!(of("hub"), Takes::Text);
        assert_eq!(of("values.global.imagePullSecrets"), Takes::List);
        assert_eq!(of("values.pilot.resources.limits.cpu"), Takes::Text);
        assert_eq!(of("values.pilot.autoscaleEnabled"), Takes::Other);
        assert_eq!(of("values.cni.env.FOO"), Takes::Unknown);
        assert_eq!(of("meshConfig.accessLogFormat"), Takes::Text);
        assert_eq!(of("components.pilot.k8s.tolerations"), Takes::List);
        assert_eq!(
            of("components.ingressGateways[0].k8s.service.ports[0].name"),
            Takes::Text
        );
    }
}

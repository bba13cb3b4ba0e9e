//! Mode `inject`: sprig, Istio's injection functions over it, and the Kubernetes and mesh values that templates see there.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Ran;
use gotemplate::{ExecOptions, FunctionLayer, List, Map, TemplateSet, Value};
use istio_api::descriptor::MessageDescriptor;
use istio_api::message::Message;
use istio_api::template::MessagePointer;
use istio_manifest::inject::template::{self, KubeObject, TemplateData};
use kubeschema::{Schema, Struct, Type, UnknownFields};
use kubeyaml::Value as Tree;
use serde_json::Value as Json;
use sprig::{Environment, Sprig};
use testkit::engine_data;

use crate::conformance::trees;

const NAME: &str = "inject";

/// Runs a case.
///
/// # Errors
/// When the case cannot be understood.
pub(crate) fn run(case: &Json) -> Result<Ran, String> {
    let template = case["template"].as_str().ok_or("no template")?;
    let variables: BTreeMap<String, String> = case["env"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    let sprig = Sprig::new(Environment::default().with_variables(variables.clone()));
    let (own, environment) = (
        template::layer(),
        template::environment_layer(move |name| variables.get(name).cloned()),
    );
    let layers: [&dyn FunctionLayer; 3] = [&sprig, &own, &environment];
    let mut set = TemplateSet::new();
    let failed = |phase: &str, text: String| Ran::Error {
        phase: phase.to_owned(),
        text,
    };
    if let Err(error) = set.parse(NAME, template, &layers) {
        return Ok(failed("parse", error.to_string()));
    }
    let data = value(&case["data"])?;
    Ok(match set.execute(NAME, &layers, data, &ExecOptions::default()) {
        Ok(output) => Ran::Output(output),
        Err(error) => failed("exec", error.to_string()),
    })
}

/// The value that `data` describes: the types of this mode here, all others as in mode `text`.
fn value(json: &Json) -> Result<Value, String> {
    match json {
        Json::Array(items) => Ok(Value::List(items.iter().map(value).collect::<Result<List, _>>()?)),
        Json::Object(object) => match object.get("$go").and_then(Json::as_str) {
            Some(go) => match typed(go, &json["v"])? {
                Some(value) => Ok(value),
                None => engine_data::value(json),
            },
            None => {
                let map = Map::new();
                for (key, item) in object {
                    map.insert(key.as_str(), value(item)?);
                }
                Ok(map.into())
            }
        },
        other => engine_data::value(other),
    }
}

fn typed(go: &str, v: &Json) -> Result<Option<Value>, String> {
    Ok(Some(match go {
        "metav1.ObjectMeta" => object("v1.ObjectMeta", v)?,
        "corev1.PodSpec" => object("v1.PodSpec", v)?,
        "[]corev1.Container" => {
            let shape = shape("v1.Container")?;
            let items = v.as_array().into_iter().flatten();
            let items = items.map(|item| decoded(shape, item)).collect::<Result<Vec<_>, _>>()?;
            template::slice_of(shape, items)
        }
        "*durationpb.Duration" => message("google.protobuf.Duration", v)?,
        "*meshconfig.ProxyConfig" => message(istio_api::mesh::PROXY_CONFIG, v)?,
        "*meshconfig.MeshConfig" => message(istio_api::mesh::MESH_CONFIG, v)?,
        "*inject.SidecarTemplateData" => root(v)?,
        _ => return Ok(None),
    }))
}

fn shape(name: &str) -> Result<&'static Struct, String> {
    Schema::get()
        .struct_named(name)
        .ok_or_else(|| format!("no struct {name}"))
}

fn decoded(shape: &'static Struct, v: &Json) -> Result<Tree, String> {
    let tree = trees::from_json(v);
    let decoded =
        kubeschema::decode(&tree, &Type::Struct(shape.id()), UnknownFields::Drop).map_err(|e| e.to_string())?;
    Ok(decoded.value)
}

fn object(name: &str, v: &Json) -> Result<Value, String> {
    let shape = shape(name)?;
    let tree = if v.is_null() { serde_json::json!({}) } else { v.clone() };
    Ok(Value::object(KubeObject::new(Rc::new(decoded(shape, &tree)?), shape)))
}

fn message(name: &str, v: &Json) -> Result<Value, String> {
    let descriptor = MessageDescriptor::find(name).ok_or_else(|| format!("no message {name}"))?;
    Ok(Value::object(if v.is_null() {
        MessagePointer::nil(descriptor)
    } else {
        let decoded = Message::decode(descriptor, &trees::from_json(v), &mut Vec::new());
        MessagePointer::new(decoded.map_err(|e| e.to_string())?)
    }))
}

fn root(v: &Json) -> Result<Value, String> {
    let text = |field: &str| v[field].as_str().unwrap_or_default();
    let meta = |object: &str, field: &str| v[object][field].as_str().unwrap_or_default().to_owned();
    let values = match &v["Values"] {
        Json::Null => Value::Map(Map::nil(gotemplate::Type::MAP)),
        values => value(values)?,
    };
    Ok(Value::object(TemplateData::new(vec![
        (
            "TypeMeta",
            template::type_meta(&meta("TypeMeta", "kind"), &meta("TypeMeta", "apiVersion")),
        ),
        (
            "DeploymentMeta",
            template::namespaced_name(&meta("DeploymentMeta", "namespace"), &meta("DeploymentMeta", "name")),
        ),
        ("ObjectMeta", object("v1.ObjectMeta", &v["ObjectMeta"])?),
        ("Spec", object("v1.PodSpec", &v["Spec"])?),
        (
            "ProxyConfig",
            message(istio_api::mesh::PROXY_CONFIG, &v["ProxyConfig"])?,
        ),
        ("MeshConfig", message(istio_api::mesh::MESH_CONFIG, &v["MeshConfig"])?),
        ("Values", values),
        ("Revision", text("Revision").into()),
        (
            "NativeSidecars",
            v["NativeSidecars"].as_bool().unwrap_or_default().into(),
        ),
        ("ProxyImage", text("ProxyImage").into()),
        ("ProxyUID", Value::int64(v["ProxyUID"].as_i64().unwrap_or_default())),
        ("ProxyGID", Value::int64(v["ProxyGID"].as_i64().unwrap_or_default())),
        ("InboundTrafficPolicyMode", text("InboundTrafficPolicyMode").into()),
        ("CompliancePolicy", text("CompliancePolicy").into()),
    ])))
}

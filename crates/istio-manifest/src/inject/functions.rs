//! The functions that injection templates have besides Go's and sprig's. Several replace a sprig function of the same name and take
//! their arguments in another order (`contains`, `env`, `indent`, `omit`, `toYaml`).
//!
//! Names and behaviour are those of Istio 1.30, so that the templates of a real cluster run as they are.

use gotemplate::{
    Call, Closure, Closures, FuncError, Function, Functions, Kind, List, Map, NamedType, Signature, Type, TypeRef,
    Value,
};

use istio_api::message::Message;
use istio_api::template::MessagePointer;

use super::kube_object::KubeObject;
use super::otel;
use crate::bridge;

static OBJECT_META: NamedType = NamedType {
    name: std::borrow::Cow::Borrowed("v1.ObjectMeta"),
    kind: Kind::Struct,
    comparable: false,
};
static CONTAINER: Type = Type::Static(&NamedType {
    name: std::borrow::Cow::Borrowed("v1.Container"),
    kind: Kind::Struct,
    comparable: false,
});
static DURATION: Type = Type::Static(&NamedType::new("durationpb.Duration", Kind::Struct));
static MESH_CONFIG: Type = Type::Static(&NamedType::new("v1alpha1.MeshConfig", Kind::Struct));

const CONTAINERS: Type = Type::Slice(TypeRef::Static(&CONTAINER));

type Outcome = Result<Value, FuncError>;

macro_rules! function {
    ($name:literal, $run:expr, [$($param:expr),*] -> $result:expr) => {
        Function { name: $name, signature: Signature { params: &[$($param),*], variadic: false, result: $result }, run: $run }
    };
    ($name:literal, $run:expr, [$($param:expr),*; ...] -> $result:expr) => {
        Function { name: $name, signature: Signature { params: &[$($param),*], variadic: true, result: $result }, run: $run }
    };
}

/// Sorted by name.
static TABLE: [Function; 25] = [
    function!("annotation", annotation, [Type::Static(&OBJECT_META), Type::STRING, Type::ANY] -> Type::STRING),
    function!("appendMultusNetwork", append_multus_network, [Type::STRING, Type::STRING] -> Type::STRING),
    function!("applicationPorts", application_ports, [CONTAINERS] -> Type::STRING),
    function!("contains", contains, [Type::STRING, Type::STRING] -> Type::BOOL),
    function!("directory", directory, [Type::STRING] -> Type::STRING),
    function!("excludeInboundPort", exclude_inbound_port, [Type::ANY, Type::STRING] -> Type::STRING),
    function!("excludeInterfaces", same_text, [Type::STRING] -> Type::STRING),
    function!("formatDuration", format_duration, [Type::Pointer(TypeRef::Static(&DURATION))] -> Type::STRING),
    function!("fromJSON", from_json, [Type::STRING] -> Type::ANY),
    function!("includeInboundPorts", include_inbound_ports, [CONTAINERS] -> Type::STRING),
    function!("indent", indent, [Type::INT, Type::STRING] -> Type::STRING),
    function!("isset", isset, [Type::STRING_MAP, Type::STRING] -> Type::BOOL),
    function!("kubevirtInterfaces", same_text, [Type::STRING] -> Type::STRING),
    function!("mergeMaps", merge_maps, [Type::STRING_MAP; ...] -> Type::STRING_MAP),
    function!("omit", omit, [Type::STRING_MAP, Type::STRING; ...] -> Type::STRING_MAP),
    function!("omitNil", omit_nil, [Type::ANY] -> Type::ANY),
    function!("otelResourceAttributes", otel_resource_attributes,
        [Type::Pointer(TypeRef::Static(&MESH_CONFIG)), Type::STRING_MAP, Type::STRING_MAP, Type::STRING, CONTAINERS] -> Type::STRING),
    function!("protoToJSON", proto_to_json, [istio_api::template::PROTO_MESSAGE] -> Type::STRING),
    function!("strdict", strdict, [Type::STRING; ...] -> Type::STRING_MAP),
    function!("structToJSON", struct_to_json, [Type::ANY] -> Type::STRING),
    function!("toJSON", to_json, [Type::STRING_MAP] -> Type::STRING),
    function!("toJsonMap", to_json_map, [Type::STRING_MAP; ...] -> Type::STRING),
    function!("toLower", to_lower, [Type::STRING] -> Type::STRING),
    function!("toYaml", to_yaml, [Type::ANY] -> Type::STRING),
    function!("valueOrDefault", value_or_default, [Type::ANY, Type::ANY] -> Type::ANY),
];

/// The injection functions without state.
#[must_use]
pub fn layer() -> Functions {
    Functions(&TABLE)
}

/// `env NAME DEFAULT`: the control plane's environment there, the caller's here.
#[must_use]
pub fn environment_layer(lookup: impl Fn(&str) -> Option<String> + 'static) -> Closures {
    let mut layer = Closures::new();
    let signature = Signature {
        params: &[Type::STRING, Type::STRING],
        variadic: false,
        result: Type::STRING,
    };
    layer.insert(
        "env",
        Closure::new(signature, move |call| {
            let name = call.string(0);
            let found = name.to_str().and_then(&lookup).filter(|value| !value.is_empty());
            Ok(found.map_or_else(|| Value::String(call.string(1)), Value::from))
        }),
    );
    layer
}

fn text(call: &Call<'_>, i: usize) -> String {
    call.string(i).to_str_lossy().into_owned()
}

/// The message that an argument points to; `None` for a nil pointer.
fn message<'c>(call: &'c Call<'_>, i: usize) -> Option<&'c Message> {
    call.arg(i).downcast::<MessagePointer>()?.message()
}

fn same_text(call: &mut Call<'_>) -> Outcome {
    Ok(call.take(0))
}

/// A value as Go's `fmt.Sprint` writes it.
fn sprint(value: &Value) -> String {
    gotemplate::format::display(value)
}

fn annotation(call: &mut Call<'_>) -> Outcome {
    let Some(meta) = call.arg(0).downcast::<KubeObject>() else {
        return Err("annotation needs the ObjectMeta of the pod".into());
    };
    let annotations = meta.value().get("annotations");
    if let Some(found) = annotations
        .and_then(|a| a.get(&call.string(1).to_str_lossy()))
        .and_then(kubeyaml::Value::as_str)
    {
        return Ok(found.into());
    }
    Ok(match call.arg(2) {
        // Text is its own text; only what is not UTF-8 has to be replaced.
        Value::String(default) if default.to_str().is_some() => call.take(2),
        other => sprint(other).into(),
    })
}

fn isset(call: &mut Call<'_>) -> Outcome {
    Ok(call.map(0).get_bytes(call.string(1).as_bytes()).is_some().into())
}

fn contains(call: &mut Call<'_>) -> Outcome {
    let (needle, haystack) = (call.string(0), call.string(1));
    Ok((needle.is_empty() || memchr::memmem::find(haystack.as_bytes(), needle.as_bytes()).is_some()).into())
}

fn directory(call: &mut Call<'_>) -> Outcome {
    let path = text(call, 0);
    Ok(path.rfind('/').map_or("", |slash| &path[..=slash]).into())
}

fn to_lower(call: &mut Call<'_>) -> Outcome {
    Ok(text(call, 0).to_lowercase().into())
}

fn value_or_default(call: &mut Call<'_>) -> Outcome {
    let empty = match call.arg(0) {
        Value::Nil => true,
        Value::String(s) => s.is_empty(),
        _ => false,
    };
    Ok(call.take(usize::from(empty)))
}

/// Every line but the first is moved right; the first stands where the action stands.
fn indent(call: &mut Call<'_>) -> Outcome {
    const WIDEST: u64 = 10_000;
    // A negative width pads as much, on the other side of nothing.
    let width = call.int(0).unsigned_abs();
    if width > WIDEST {
        return Err(format!("cannot indent by {width} spaces").into());
    }
    let spaces = " ".repeat(usize::try_from(width).unwrap_or_default());
    Ok(text(call, 1).replace('\n', &format!("\n{spaces}")).into())
}

fn exclude_inbound_port(call: &mut Call<'_>) -> Outcome {
    let excluded = text(call, 1);
    let port = sprint(call.arg(0)).trim().to_owned();
    if port.is_empty() || port == "0" || excluded.split(',').any(|p| p == port) {
        return Ok(excluded.into());
    }
    let mut ports: Vec<&str> = excluded.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    ports.push(&port);
    Ok(ports.join(",").into())
}

fn format_duration(call: &mut Call<'_>) -> Outcome {
    let nanos = istio_api::duration::as_nanos(message(call, 0));
    Ok(istio_api::duration::go_string(nanos).into())
}

fn ports_of(call: &Call<'_>, wanted: impl Fn(&kubeyaml::Value) -> bool) -> Value {
    let mut ports = Vec::new();
    for container in call.list(0).iter() {
        let Some(container) = container.downcast::<KubeObject>() else {
            continue;
        };
        if !wanted(container.value()) {
            continue;
        }
        for port in container
            .value()
            .get("ports")
            .and_then(kubeyaml::Value::as_sequence)
            .unwrap_or_default()
        {
            let protocol = port
                .get("protocol")
                .and_then(kubeyaml::Value::as_str)
                .unwrap_or_default();
            if !matches!(protocol, "UDP" | "SCTP") {
                ports.push(
                    port.get("containerPort")
                        .and_then(kubeyaml::Value::as_i64)
                        .unwrap_or_default()
                        .to_string(),
                );
            }
        }
    }
    ports.join(",").into()
}

fn application_ports(call: &mut Call<'_>) -> Outcome {
    Ok(ports_of(call, |container| {
        super::pod::name(container) != super::names::PROXY_CONTAINER
    }))
}

fn include_inbound_ports(call: &mut Call<'_>) -> Outcome {
    Ok(ports_of(call, |_| true))
}

fn json_of(value: &Value) -> String {
    crate::bridge::json_text(&bridge::plain(value))
}

fn to_json(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    Ok(if map.is_nil() {
        "{}".into()
    } else {
        json_of(&Value::Map(map)).into()
    })
}

fn from_json(call: &mut Call<'_>) -> Outcome {
    // Text that is no JSON gives the text "{}", not an empty map: templates see it when they range over it.
    Ok(kubeyaml::json::from_str(&text(call, 0)).map_or_else(|_| Value::from("{}"), |v| bridge::from_json(&v)))
}

fn to_json_map(call: &mut Call<'_>) -> Outcome {
    Ok(match merged(call) {
        Some(map) => json_of(&Value::Map(map)).into(),
        None => "null".into(),
    })
}

fn struct_to_json(call: &mut Call<'_>) -> Outcome {
    Ok(match call.arg(0) {
        // What has no JSON form is an empty object too.
        Value::Nil | Value::Complex(..) | Value::Func(_) => "{}".into(),
        value => json_of(value).into(),
    })
}

fn to_yaml(call: &mut Call<'_>) -> Outcome {
    Ok(match call.arg(0) {
        // What has no JSON form is no text.
        Value::Complex(..) | Value::Func(_) => "".into(),
        value => kubeyaml::marshal(&bridge::plain(value)).unwrap_or_default().into(),
    })
}

fn proto_to_json(call: &mut Call<'_>) -> Outcome {
    Ok(istio_api::mesh::proto_to_json(message(call, 0)).into())
}

/// Later maps win; nothing at all without arguments.
fn merged(call: &Call<'_>) -> Option<Map> {
    if call.is_empty() {
        return None;
    }
    let merged = Map::typed(Type::STRING_MAP);
    for i in 0..call.len() {
        for (key, value) in call.map(i).string_entries() {
            merged.insert(key, value);
        }
    }
    Some(merged)
}

fn merge_maps(call: &mut Call<'_>) -> Outcome {
    Ok(Value::Map(merged(call).unwrap_or_else(|| Map::nil(Type::STRING_MAP))))
}

fn omit(call: &mut Call<'_>) -> Outcome {
    let kept = call.map(0).shallow_copy();
    let result = Map::typed(Type::STRING_MAP);
    for (key, value) in kept.string_entries() {
        if !(1..call.len()).any(|i| call.string(i) == key) {
            result.insert(key, value);
        }
    }
    Ok(Value::Map(result))
}

/// Keys and values in turn; a last key without a value gets an empty one.
fn strdict(call: &mut Call<'_>) -> Outcome {
    let dict = Map::typed(Type::STRING_MAP);
    for i in (0..call.len()).step_by(2) {
        let value = if i + 1 < call.len() {
            call.string(i + 1)
        } else {
            gotemplate::Str::EMPTY
        };
        dict.insert(call.string(i), value);
    }
    Ok(Value::Map(dict))
}

/// How deep `omitNil` follows lists and maps.
const DEPTH: usize = 200;

fn omit_nil(call: &mut Call<'_>) -> Outcome {
    Ok(without_nil(call.arg(0), DEPTH).unwrap_or(Value::Nil))
}

/// The value without nils, and without the maps and lists that are empty once their nils are gone. `None` when nothing is left.
/// A value that holds no nil anywhere stays the very same one.
fn without_nil(value: &Value, depth: usize) -> Option<Value> {
    if depth == 0 || !holds_nil(value, depth) {
        return Some(value.clone());
    }
    match value {
        Value::Map(map) if *map.map_type() == Type::MAP => {
            let kept = Map::new();
            for (key, item) in map.string_entries() {
                if let Some(item) = without_nil(&item, depth - 1).filter(|v| !matches!(v, Value::Nil)) {
                    kept.insert(key, item);
                }
            }
            (!kept.is_empty()).then_some(Value::Map(kept))
        }
        Value::List(list) if *list.list_type() == Type::ANYS => {
            let kept: Vec<Value> = list
                .iter()
                .filter_map(|item| without_nil(item, depth - 1))
                .filter(|v| !matches!(v, Value::Nil))
                .collect();
            (!kept.is_empty()).then(|| Value::List(List::new(kept)))
        }
        Value::Nil => None,
        other => Some(other.clone()),
    }
}

fn holds_nil(value: &Value, depth: usize) -> bool {
    match value {
        Value::Nil => true,
        _ if depth == 0 => false,
        Value::Map(map) if *map.map_type() == Type::MAP => {
            map.string_entries().iter().any(|(_, v)| holds_nil(v, depth - 1))
        }
        Value::List(list) if *list.list_type() == Type::ANYS => list.iter().any(|v| holds_nil(v, depth - 1)),
        _ => false,
    }
}

/// Adds Istio's network to the value of the Multus annotation, which is a JSON list or names separated by commas.
fn append_multus_network(call: &mut Call<'_>) -> Outcome {
    let (existing, network) = (text(call, 0), text(call, 1));
    if existing.is_empty() {
        return Ok(network.into());
    }
    let Some(end) = existing.rfind(']') else {
        let there = existing.split(',').any(|n| n.trim() == network);
        return Ok(if there {
            existing
        } else {
            format!("{existing}, {network}")
        }
        .into());
    };
    let Ok(kubeyaml::Value::Sequence(networks)) = kubeyaml::json::from_str(&existing) else {
        return Ok(existing.into());
    };
    if networks.iter().any(|n| n.as_mapping().is_none() && !n.is_null()) {
        return Ok(existing.into());
    }
    let (namespace, name) = network.split_once('/').unwrap_or(("", &network));
    let field = |n: &kubeyaml::Value, field: &str| {
        n.get(field)
            .and_then(kubeyaml::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if networks
        .iter()
        .any(|n| field(n, "name") == name && field(n, "namespace") == namespace)
    {
        return Ok(existing.into());
    }
    let added = if namespace.is_empty() {
        format!(r#", {{"name": "{name}"}}"#)
    } else {
        format!(r#", {{"name": "{name}", "namespace": "{namespace}"}}"#)
    };
    Ok(format!("{}{added}{}", &existing[..end], &existing[end..]).into())
}

fn otel_resource_attributes(call: &mut Call<'_>) -> Outcome {
    /// `OTEL_SEMANTIC_CONVENTIONS` of `ServiceAttributeEnrichment`.
    const SEMANTIC_CONVENTIONS: i64 = 1;
    let wanted = message(call, 0).is_some_and(|mesh| {
        let mut providers = mesh
            .messages("extensionProviders")
            .filter_map(|provider| provider.message("opentelemetry"));
        providers.any(|tracing| tracing.int("serviceAttributeEnrichment") == SEMANTIC_CONVENTIONS)
    });
    if !wanted {
        return Ok("".into());
    }
    let lookup = |map: Map| {
        move |key: &str| {
            map.get(key)
                .and_then(|v| v.as_string().map(|s| s.to_str_lossy().into_owned()))
        }
    };
    let containers: Vec<kubeyaml::Value> = call
        .list(4)
        .iter()
        .filter_map(|c| Some(c.downcast::<KubeObject>()?.value().clone()))
        .collect();
    Ok(otel::resource_attributes(lookup(call.map(1)), lookup(call.map(2)), &text(call, 3), &containers).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn text_functions() {
        let run = |name: &str, args: &mut [Value]| {
            let function = TABLE.iter().find(|f| f.name == name).expect("a function of the table");
            sprint(&(function.run)(&mut Call::new(name, args)).expect("no error"))
        };
        assert_eq!(run("excludeInboundPort", &mut [15020.0.into(), "".into()]), "15020");
        assert_eq!(
            run("excludeInboundPort", &mut ["15020".into(), "80, 90,".into()]),
            "80,90,15020"
        );
        assert_eq!(run("excludeInboundPort", &mut ["0".into(), "80".into()]), "80");
        assert_eq!(
            run("directory", &mut ["/etc/lightstep/ca.crt".into()]),
            "/etc/lightstep/"
        );
        assert_eq!(run("directory", &mut ["ca.crt".into()]), "");
        assert_eq!(run("indent", &mut [Value::int(2), "a\nb\n".into()]), "a\n  b\n  ");
        assert_eq!(run("contains", &mut ["/".into(), "a/b".into()]), "true");
        assert_eq!(
            run("appendMultusNetwork", &mut ["".into(), "default/istio-cni".into()]),
            "default/istio-cni"
        );
        assert_eq!(
            run("appendMultusNetwork", &mut ["a".into(), "default/istio-cni".into()]),
            "a, default/istio-cni"
        );
        assert_eq!(
            run(
                "appendMultusNetwork",
                &mut [r#"[{"name":"a"}]"#.into(), "default/istio-cni".into()]
            ),
            r#"[{"name":"a"}, {"name": "istio-cni", "namespace": "default"}]"#
        );
    }
}

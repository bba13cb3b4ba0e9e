use gotemplate::{Call, Field as GoField, Object, Value};
use kubeyaml::Value as Data;

use super::*;
use crate::mesh;

fn mapping(entries: impl IntoIterator<Item = (&'static str, Data)>) -> Data {
    Data::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
}

fn proxy() -> MessagePointer {
    let data = mapping([
        ("drainDuration", "90s".into()),
        ("concurrency", 2.into()),
        ("interceptionMode", "TPROXY".into()),
        ("proxyMetadata", mapping([("a", "1".into())])),
        ("tracing", mapping([("zipkin", mapping([("address", "z:1".into())]))])),
    ]);
    let (proxy, _) = mesh::merge_proxy_config(&data, &mesh::default_proxy_config()).expect("decodes");
    MessagePointer::new(proxy.into_message())
}

fn field(of: &dyn Object, name: &str) -> Value {
    match of.field(name) {
        GoField::Value(value) | GoField::Interface(value, _) => value,
        other => panic!("{name}: {other:?}"),
    }
}

fn call(of: &dyn Object, name: &str) -> Value {
    assert!(of.method(name).is_some(), "{name}");
    of.call(name, &mut Call::new(name, &mut []))
        .expect("getters do not fail")
}

fn object(value: &Value) -> &dyn Object {
    match value {
        Value::Object(object) => object.as_ref(),
        other => panic!("no object: {other:?}"),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_str_lossy().into_owned(),
        Value::Object(object) => object.display().expect("prints").to_str_lossy().into_owned(),
        Value::Int(v, _) => v.to_string(),
        Value::Bool(v) => v.to_string(),
        Value::Float(v, _) => v.to_string(),
        other => panic!("not expected: {other:?}"),
    }
}

fn type_name(value: &Value) -> String {
    value.type_of().map_or_else(|| "<nil>".to_owned(), |of| of.to_string())
}

#[test]
fn fields_have_gos_names_and_types() {
    let pc = proxy();
    assert_eq!(pc.type_of().to_string(), "*v1alpha1.ProxyConfig");
    for (name, of, text) in [
        ("StatusPort", "int32", "15020"),
        ("DrainDuration", "*durationpb.Duration", "seconds:90"),
        ("Concurrency", "*wrapperspb.Int32Value", "value:2"),
        (
            "InterceptionMode",
            "v1alpha1.ProxyConfig_InboundInterceptionMode",
            "TPROXY",
        ),
        ("Image", "*v1beta1.ProxyImage", "<nil>"),
    ] {
        let value = field(&pc, name);
        assert_eq!(
            (type_name(&value).as_str(), shown(&value).as_str()),
            (of, text),
            "{name}"
        );
    }
    assert_eq!(type_name(&field(&pc, "ProxyMetadata")), "map[string]string");
    assert!(field(&pc, "RuntimeValues").is_nil());
    assert!(matches!(pc.field("statusPort"), GoField::Absent));
    assert!(matches!(pc.field("ServiceCluster"), GoField::Absent));
    assert!(matches!(pc.field("sizeCache"), GoField::Unexported));
}

#[test]
fn a_oneof_is_an_interface_that_holds_a_wrapper() {
    let pc = proxy();
    let GoField::Interface(wrapper, of) = pc.field("ClusterName") else {
        panic!("no interface")
    };
    assert_eq!(of.to_string(), "v1alpha1.isProxyConfig_ClusterName");
    assert_eq!(type_name(&wrapper), "*v1alpha1.ProxyConfig_ServiceCluster");
    assert_eq!(shown(&field(object(&wrapper), "ServiceCluster")), "istio-proxy");
    assert!(matches!(object(&wrapper).field("TracingServiceName"), GoField::Absent));
    assert_eq!(shown(&call(&pc, "GetServiceCluster")), "istio-proxy");
    assert_eq!(shown(&call(&pc, "GetTracingServiceName")), "APP_LABEL_AND_NAMESPACE");
    let tracing = call(&pc, "GetTracing");
    assert_eq!(
        shown(&call(object(&call(object(&tracing), "GetZipkin")), "GetAddress")),
        "z:1"
    );
    assert!(call(object(&tracing), "GetLightstep").is_nil());
}

#[test]
fn getters_work_on_nil() {
    let nil = MessagePointer::nil(proxy().descriptor());
    assert!(nil.is_nil());
    assert_eq!(shown(&call(&nil, "GetStatusPort")), "0");
    let tls = call(object(&call(&nil, "GetTracing")), "GetTlsSettings");
    assert!(tls.is_nil());
    assert_eq!(shown(&call(object(&tls), "GetCaCertificates")), "");
    assert_eq!(shown(&call(&nil, "String")), "<nil>");
    assert!(matches!(call(&nil, "GetClusterName"), Value::Nil));
}

#[test]
fn enums_print_by_name_and_count_by_number() {
    let mode = field(&proxy(), "InterceptionMode");
    assert_eq!(shown(&call(object(&mode), "String")), "TPROXY");
    assert_eq!(shown(&mode.underlying()), "1");
    assert!(mode.truth());
    assert!(object(&mode).equals(object(&field(&proxy(), "InterceptionMode"))));
}

#[test]
fn durations_become_gos() {
    let drain = field(&proxy(), "DrainDuration");
    let duration = call(object(&drain), "AsDuration");
    assert_eq!(
        (type_name(&duration).as_str(), shown(&duration).as_str()),
        ("time.Duration", "1m30s")
    );
    assert_eq!(shown(&call(object(&duration), "Minutes")), "1.5");
    assert_eq!(shown(&call(object(&duration), "Milliseconds")), "90000");
    assert_eq!(shown(&call(object(&drain), "GetSeconds")), "90");
    let nil = field(object(&call(&proxy(), "GetReadinessProbe")), "TimeoutSeconds");
    assert_eq!(shown(&nil), "0");
}

#[test]
fn parameter_types_are_those_of_the_objects() {
    assert_eq!(field(&proxy(), "DrainDuration").type_of(), Some(DURATION_POINTER));
    assert_eq!(proxy().type_of(), PROXY_CONFIG_POINTER);
    let mesh = MessagePointer::new(mesh::default_mesh_config().into_message());
    assert_eq!(mesh.type_of(), MESH_CONFIG_POINTER);
}

/// Plain data as compact text with sorted keys.
fn plain_text(value: &Value) -> String {
    match value {
        Value::Nil => "null".to_owned(),
        Value::String(text) => format!("{:?}", text.to_str_lossy()),
        Value::Uint(v, _) => v.to_string(),
        Value::Map(map) => {
            let entries = map.string_entries();
            let entries = entries
                .iter()
                .map(|(k, v)| format!("{}:{}", k.to_str_lossy(), plain_text(v)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Value::List(list) => format!(
            "[{}]",
            list.items().iter().map(plain_text).collect::<Vec<_>>().join(",")
        ),
        Value::Object(object) => plain_text(&object.plain().expect("has plain data")),
        other => shown(other),
    }
}

#[test]
fn plain_data_is_what_gos_json_package_makes_of_it() {
    let pc = proxy();
    assert_eq!(plain_text(&field(&pc, "DrainDuration")), "{seconds:90}");
    assert_eq!(plain_text(&field(&pc, "Concurrency")), "{value:2}");
    assert_eq!(plain_text(&field(&pc, "Image")), "null");
    assert_eq!(plain_text(&field(&pc, "InterceptionMode")), "1");
    assert_eq!(
        plain_text(&field(&pc, "ClusterName")),
        "{ServiceCluster:\"istio-proxy\"}"
    );
    assert_eq!(
        plain_text(&call(object(&field(&pc, "DrainDuration")), "AsDuration")),
        "90000000000"
    );
    let data = mapping([
        ("drainDuration", "90s".into()),
        ("concurrency", 2.into()),
        ("interceptionMode", "TPROXY".into()),
        ("fileFlushMinSizeKb", 5.into()),
        ("extraStatTags", Data::Sequence(vec!["x".into()])),
    ]);
    let bare = mesh::ProxyConfig::new(Message::new(pc.descriptor())).expect("its type");
    let (bare, _) = mesh::merge_proxy_config(&data, &bare).expect("decodes");
    assert_eq!(
        plain_text(&Value::object(MessagePointer::new(bare.into_message()))),
        "{concurrency:2,drainDuration:\"90s\",extraStatTags:[\"x\"],fileFlushMinSizeKb:5,interceptionMode:\"TPROXY\"}"
    );
}

//! The `.api` files against what is known of the Istio API by other ways.

use super::model::{Api, Definition, Field, FieldType, Message, Shape};
use super::{crd, parse, rust};
use crate::project;
use istio_api::descriptor::{Cardinality, FieldDescriptor, Kind, MessageDescriptor};

fn api() -> Api {
    let folder = project::root().join("crates/istio-api/api");
    parse::folder(&folder).unwrap_or_else(|error| panic!("{error:#}"))
}

/// What a message is called in protobuf, by the name of a field's type.
fn proto_name(api: &Api, field: &Field) -> Option<String> {
    let FieldType::Named(reference) = &field.kind else {
        return None;
    };
    match api.find(reference)? {
        Definition::Message(message) => message.proto.clone(),
        Definition::Enum(values) => values.proto.clone(),
    }
}

/// How a descriptor table writes the type that a field has here.
fn expected(api: &Api, field: &Field) -> String {
    let wrapper = |plain: &str, wrapper: &str| match field.nullable {
        true => format!("google.protobuf.{wrapper}"),
        false => plain.to_owned(),
    };
    match &field.kind {
        FieldType::Bool => wrapper("bool", "BoolValue"),
        FieldType::Int32 => wrapper("int32", "Int32Value"),
        FieldType::Int64 => wrapper("int64", "Int64Value"),
        FieldType::Uint32 => wrapper("uint32", "UInt32Value"),
        FieldType::Uint64 => wrapper("uint64", "UInt64Value"),
        FieldType::Double => wrapper("double", "DoubleValue"),
        FieldType::String => wrapper("string", "StringValue"),
        FieldType::Bytes => "bytes".to_owned(),
        FieldType::Duration => "google.protobuf.Duration".to_owned(),
        FieldType::Timestamp => "google.protobuf.Timestamp".to_owned(),
        FieldType::Object => "google.protobuf.Struct".to_owned(),
        FieldType::Any if field.shape == Shape::List => "google.protobuf.ListValue".to_owned(),
        FieldType::Any => "google.protobuf.Value".to_owned(),
        FieldType::IntOrString => "istio.operator.v1alpha1.IntOrString".to_owned(),
        FieldType::Named(_) => proto_name(api, field).unwrap_or_default(),
    }
}

fn described(field: &FieldDescriptor) -> String {
    match field.kind {
        Kind::Bool => "bool".to_owned(),
        Kind::Int32 => "int32".to_owned(),
        Kind::Int64 => "int64".to_owned(),
        Kind::Uint32 => "uint32".to_owned(),
        Kind::Uint64 => "uint64".to_owned(),
        Kind::Double => "double".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Enum(of) => of.get().name.clone(),
        Kind::Message(of) => of.get().name.clone(),
    }
}

/// Differences between a message here and in the descriptor tables.
fn differences(api: &Api, message: &Message, descriptor: &MessageDescriptor) -> Vec<String> {
    let mut found = Vec::new();
    for field in &descriptor.fields {
        if !message.fields.iter().any(|f| f.name == field.json_name) {
            found.push(format!("{}: no {}", message.name, field.json_name));
        }
    }
    for field in &message.fields {
        let place = format!("{}.{}", message.name, field.name);
        let Some(there) = descriptor.fields.iter().find(|f| f.json_name == field.name) else {
            found.push(format!("{place}: unknown to protobuf"));
            continue;
        };
        if described(there) != expected(api, field) {
            found.push(format!(
                "{place}: {} there, {} here",
                described(there),
                expected(api, field)
            ));
        }
        let shape = match there.cardinality {
            Cardinality::Singular if described(there) == "google.protobuf.ListValue" => Shape::List,
            Cardinality::Singular => Shape::One,
            Cardinality::Repeated => Shape::List,
            Cardinality::Map => Shape::Map,
        };
        if shape != field.shape {
            found.push(format!("{place}: {shape:?} there"));
        }
        if there.deprecated != field.deprecated {
            found.push(format!("{place}: deprecated there: {}", there.deprecated));
        }
        let group = message.one_ofs.iter().position(|group| group.contains(&field.name));
        let there = there.oneof.map(|oneof| {
            let members: Vec<_> = descriptor.oneof_fields(oneof).map(|f| f.json_name.clone()).collect();
            members
        });
        if there.as_ref() != group.map(|group| &message.one_ofs[group]) {
            found.push(format!("{place}: one of {there:?} there"));
        }
    }
    found
}

#[test]
fn messages_have_the_fields_of_the_descriptor_tables() {
    let api = api();
    let mut found = Vec::new();
    let mut compared = 0;
    for message in api.files.iter().flat_map(|file| &file.messages) {
        let Some(descriptor) = message.proto.as_deref().and_then(MessageDescriptor::find) else {
            continue;
        };
        compared += 1;
        found.extend(differences(&api, message, descriptor));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(compared > 120, "only {compared} messages are in both");
}

#[test]
fn a_difference_from_the_descriptor_tables_is_found() {
    let mut api = api();
    let file = api.files.iter_mut().find(|file| file.stem == "mesh_config");
    let message = file
        .and_then(|file| file.messages.first_mut())
        .expect("mesh config is there");
    message.fields.retain(|field| field.name != "rootNamespace");
    message.fields[0].kind = FieldType::String;
    let file = api.file("mesh_config").expect("mesh config is there");
    let descriptor = MessageDescriptor::find("istio.mesh.v1alpha1.MeshConfig").expect("in the tables");
    let found = differences(&api, &file.messages[0], descriptor);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn mesh_messages_of_the_descriptor_tables_are_all_here() {
    let api = api();
    let mut todo = vec![
        MessageDescriptor::find("istio.mesh.v1alpha1.MeshConfig"),
        MessageDescriptor::find("istio.mesh.v1alpha1.MeshNetworks"),
        MessageDescriptor::find("istio.operator.v1alpha1.Values"),
    ];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(descriptor) = todo.pop() {
        let descriptor = descriptor.expect("in the tables");
        if !seen.insert(&descriptor.name)
            || descriptor.name.starts_with("google.")
            || descriptor.name.ends_with(".IntOrString")
        {
            continue;
        }
        let here = api.files.iter().flat_map(|file| &file.messages);
        let count = here
            .filter(|message| message.proto.as_deref() == Some(&descriptor.name))
            .count();
        assert_eq!(count, 1, "{}", descriptor.name);
        for field in &descriptor.fields {
            if let Kind::Message(of) = field.kind {
                todo.push(Some(of.get()));
            }
        }
    }
}

const SAMPLE: &str = r#"# A sample.

/// A tea.
kind Tea teas.drinks.io
  spec Tea required
  rule `has(self.leaf)` `leaf is missing`
  short t
  categories all
  versions v1 v1beta1
  storage v1
  column Leaf string .spec.leaf

/// What a tea is.
message Tea = drinks.Tea
  one-of leaf | bag
  rule `true` `never`
  /// The leaf.
  leaf: string max-length 9 alias leaf_name
  /// The bag.
  bag: Bag
  /// How long.
  time: duration required
  /// Cups.
  cups: [Bag] keys size max-items 2
  /// Sizes by name.
  sizes: {uint32} each rule `self > 0` `too small`
  /// How it is.
  taste: Taste

/// A bag.
message Bag
  /// Its size.
  size: int64 required

/// A taste.
enum Taste
  /// Like sugar.
  SWEET
"#;

fn sample() -> Api {
    let file = parse::file(SAMPLE, "drinks".to_owned(), "tea".to_owned()).unwrap_or_else(|error| panic!("{error:#}"));
    Api { files: vec![file] }
}

#[test]
fn a_schema_says_what_the_file_says() {
    let text = crd::documents(&sample());
    let definition = kubeyaml::from_str(&text).expect("the CRD is YAML");
    let versions = definition
        .get_path(&["spec", "versions"])
        .and_then(|v| v.as_sequence())
        .expect("versions");
    assert_eq!(versions.len(), 2);
    let schema = versions[1].get_path(&["schema", "openAPIV3Schema"]).expect("a schema");
    let expected = r#"{"description":"A tea.","required":["spec"],"type":"object","properties":{"spec":{
        "description":"What a tea is.","type":"object","required":["time"],
        "oneOf":[{"not":{"anyOf":[{"required":["leaf"]},{"required":["bag"]}]}},{"required":["leaf"]},{"required":["bag"]}],
        "x-kubernetes-validations":[{"message":"leaf is missing","rule":"has(self.leaf)"},{"message":"never","rule":"true"}],
        "properties":{
        "leaf":{"description":"The leaf.","maxLength":9,"type":"string"},
        "leaf_name":{"description":"The leaf.","maxLength":9,"type":"string"},
        "bag":{"description":"The bag.","type":"object","required":["size"],"properties":{"size":
            {"description":"Its size.","anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}}},
        "time":{"description":"How long.","type":"string","x-kubernetes-validations":[
            {"message":"must be a valid duration greater than 1ms","rule":"duration(self) >= duration('1ms')"}]},
        "cups":{"description":"Cups.","maxItems":2,"type":"array","x-kubernetes-list-map-keys":["size"],
            "x-kubernetes-list-type":"map","items":{"type":"object","required":["size"],"properties":{"size":
            {"description":"Its size.","anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}}}},
        "sizes":{"description":"Sizes by name.","type":"object","additionalProperties":{"type":"integer","minimum":0,
            "maximum":4294967295,"x-kubernetes-validations":[{"message":"too small","rule":"self > 0"}]}},
        "taste":{"description":"How it is.\n\nSWEET: Like sugar.","type":"string","enum":["SWEET"]}}}}}"#;
    let expected: serde_json::Value = serde_json::from_str(expected).expect("JSON");
    let made = kubeyaml::json::to_string(schema).expect("the schema has JSON");
    let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
    assert_eq!(made, expected);
}

#[test]
fn types_say_what_the_file_says() {
    let files = rust::files(&sample());
    let text = |path: &str| {
        let file = files.iter().find(|(there, _)| there == path);
        file.map(|(_, text)| text.as_str())
            .unwrap_or_else(|| panic!("no {path}"))
    };
    let types = text("drinks/tea.rs");
    for part in [
        "/// At most one of `leaf`, `bag` is set.\n",
        "pub struct TeaSpec {",
        "#[serde(alias = \"leaf_name\", skip_serializing_if = \"Option::is_none\")]\n    pub leaf: Option<String>,",
        "    /// How long.\n    pub time: crate::typed::Duration,",
        "pub cups: Option<Vec<Bag>>,",
        "pub sizes: Option<std::collections::BTreeMap<String, u32>>,",
        "#[serde(rename = \"SWEET\")]\n    Sweet,",
        "&crate::generated::kinds::TEA;",
    ] {
        assert!(types.contains(part), "no {part:?} in\n{types}");
    }
    assert!(
        text("drinks/mod.rs").contains("pub type Tea = crate::typed::Object<super::TeaSpec, crate::typed::V1Beta1>;")
    );
    assert!(text("kinds.rs").contains("versions: &[\"v1\", \"v1beta1\"],"));
}

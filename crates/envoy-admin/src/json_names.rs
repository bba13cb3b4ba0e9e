//! How the field names of a dump are written.
//!
//! Envoy's admin interface writes the names of the proto files. Go's istioctl reads a dump into messages and writes their JSON names, and
//! scripts rely on that (`jq '.[].loadAssignment'`). Here names are changed without knowing the messages: every key is the name of a
//! field, but for the keys of maps and of free-form data (`google.protobuf.Struct`), which belong to users and stay.

use kubeyaml::{Mapping, Value};

use crate::message::json_name;

/// Fields that hold a map of messages: its keys stay, what is below them has field names again.
const MAPS: &[&str] = &[
    "constraints",
    "entries",
    "map",
    "named_endpoints",
    "policies",
    "providers",
    "requirement_map",
    "requires",
    "typed_extension_protocol_options",
    "typed_filter_metadata",
    "typed_per_filter_config",
];

/// Fields that hold free-form data, or a map of plain values: nothing below them changes.
const FREE: &[&str] = &[
    "context_params",
    "filter_metadata",
    "json_format",
    "key_values",
    "labels",
    "params",
    "static_layer",
];

/// Types that hold free-form data in a field `value`.
const FREE_TYPES: &[&str] = &[
    "google.protobuf.Struct",
    "google.protobuf.Value",
    "google.protobuf.ListValue",
    "udpa.type.v1.TypedStruct",
    "xds.type.v3.TypedStruct",
];

/// Fields that hold a node or a build version. `metadata` is free-form data in these, and a message everywhere else.
const WITH_FREE_METADATA: &[&str] = &["node", "user_agent_build_version", "version"];

/// The same message with JSON names.
pub(crate) fn with_json_names(message: &Value) -> Value {
    named(message, false)
}

fn named(message: &Value, free_metadata: bool) -> Value {
    match message {
        Value::Sequence(items) => Value::Sequence(items.iter().map(with_json_names).collect()),
        Value::Mapping(fields) => named_fields(fields, free_metadata).into(),
        other => other.clone(),
    }
}

fn named_fields(fields: &Mapping, free_metadata: bool) -> Mapping {
    let free_type = fields
        .get("@type")
        .and_then(Value::as_str)
        .is_some_and(|url| FREE_TYPES.contains(&url.rsplit('/').next().unwrap_or(url)));
    let mut all = Mapping::with_capacity(fields.len());
    for (name, value) in fields.iter() {
        let free = value.as_mapping().is_some() && is_one_of(FREE, name)
            || free_type && name == "value"
            || free_metadata && name == "metadata";
        let value = if free {
            value.clone()
        } else if let (true, Some(entries)) = (is_one_of(MAPS, name), value.as_mapping()) {
            let mut kept = Mapping::with_capacity(entries.len());
            for (key, entry) in entries.iter() {
                kept.insert(key, with_json_names(entry));
            }
            kept.into()
        } else {
            named(value, is_one_of(WITH_FREE_METADATA, name))
        };
        all.insert(json_name(name).into_owned(), value);
    }
    all
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| *known == name || json_name(known) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_change_and_keys_of_users_stay() {
        let before = kubeyaml::from_str(
            "node: {user_agent_name: envoy, metadata: {MESH_ID: a, some_key: {in_it: 1}}}
metadata: {filter_metadata: {istio: {my_key: 1}}}
custom_tags: [{metadata: {metadata_key: {key: a_b}}}]
typed_per_filter_config: {my_filter: {'@type': x, stat_prefix: y}}
typed_config: {'@type': type.googleapis.com/udpa.type.v1.TypedStruct, type_url: t, value: {a_b: 1}}
policies: {'ns[a_b]': {not_rule: {any_rule: true}}}",
        );
        let after = kubeyaml::from_str(
            "node: {userAgentName: envoy, metadata: {MESH_ID: a, some_key: {in_it: 1}}}
metadata: {filterMetadata: {istio: {my_key: 1}}}
customTags: [{metadata: {metadataKey: {key: a_b}}}]
typedPerFilterConfig: {my_filter: {'@type': x, statPrefix: y}}
typedConfig: {'@type': type.googleapis.com/udpa.type.v1.TypedStruct, typeUrl: t, value: {a_b: 1}}
policies: {'ns[a_b]': {notRule: {anyRule: true}}}",
        );
        assert_eq!(with_json_names(&before.expect("YAML")), after.expect("YAML"));
    }
}

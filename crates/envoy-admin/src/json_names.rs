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

/// The same message with JSON names.
pub(crate) fn with_json_names(message: &Value) -> Value {
    match message {
        Value::Sequence(items) => Value::Sequence(items.iter().map(with_json_names).collect()),
        Value::Mapping(fields) => fields_with_json_names(fields).into(),
        other => other.clone(),
    }
}

fn fields_with_json_names(fields: &Mapping) -> Mapping {
    let free_type = fields
        .get("@type")
        .and_then(Value::as_str)
        .is_some_and(|url| FREE_TYPES.contains(&url.rsplit('/').next().unwrap_or(url)));
    let mut named = Mapping::with_capacity(fields.len());
    for (name, value) in fields.iter() {
        let free = value.as_mapping().is_some() && is_one_of(FREE, name)
            || free_type && name == "value"
            || name == "metadata" && !is_core_metadata(value);
        let value = if free {
            value.clone()
        } else if let (true, Some(entries)) = (is_one_of(MAPS, name), value.as_mapping()) {
            let mut kept = Mapping::with_capacity(entries.len());
            for (key, entry) in entries.iter() {
                kept.insert(key, with_json_names(entry));
            }
            kept.into()
        } else {
            with_json_names(value)
        };
        named.insert(json_name(name).into_owned(), value);
    }
    named
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| *known == name || json_name(known) == name)
}

/// `metadata` is a message of Envoy's in most places, and free-form data in a node and a build version.
fn is_core_metadata(value: &Value) -> bool {
    let known = [
        "filter_metadata",
        "filterMetadata",
        "typed_filter_metadata",
        "typedFilterMetadata",
    ];
    value
        .as_mapping()
        .is_none_or(|fields| fields.keys().all(|key| known.contains(&key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_change_and_keys_of_users_stay() {
        let before = kubeyaml::from_str(
            "node: {user_agent_name: envoy, metadata: {MESH_ID: a, some_key: {in_it: 1}}}
metadata: {filter_metadata: {istio: {my_key: 1}}}
typed_per_filter_config: {my_filter: {'@type': x, stat_prefix: y}}
typed_config: {'@type': type.googleapis.com/udpa.type.v1.TypedStruct, type_url: t, value: {a_b: 1}}
policies: {'ns[a_b]': {not_rule: {any_rule: true}}}",
        );
        let after = kubeyaml::from_str(
            "node: {userAgentName: envoy, metadata: {MESH_ID: a, some_key: {in_it: 1}}}
metadata: {filterMetadata: {istio: {my_key: 1}}}
typedPerFilterConfig: {my_filter: {'@type': x, statPrefix: y}}
typedConfig: {'@type': type.googleapis.com/udpa.type.v1.TypedStruct, typeUrl: t, value: {a_b: 1}}
policies: {'ns[a_b]': {notRule: {anyRule: true}}}",
        );
        assert_eq!(with_json_names(&before.expect("YAML")), after.expect("YAML"));
    }
}

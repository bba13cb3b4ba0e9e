//! The types of the fields of the Gateway API, as far as its kinds share them: enough to tell a manifest that cannot be read.

use kubeyaml::{Number, Value};

use crate::snapshot::field_path::FieldPath;

/// Fields that hold text wherever they stand in a spec.
const TEXTS: [&str; 12] = [
    "controllerName",
    "description",
    "gatewayClassName",
    "group",
    "hostname",
    "kind",
    "name",
    "namespace",
    "protocol",
    "sectionName",
    "type",
    "value",
];
/// Fields that hold an integer.
const INTEGERS: [&str; 4] = ["port", "statusCode", "weight", "number"];
/// Fields that hold a list.
const LISTS: [&str; 13] = [
    "addresses",
    "backendRefs",
    "certificateRefs",
    "filters",
    "headers",
    "hostnames",
    "kinds",
    "listeners",
    "matches",
    "parentRefs",
    "queryParams",
    "rules",
    "targetRefs",
];
/// Fields that hold further fields.
const OBJECTS: [&str; 7] = [
    "allowedRoutes",
    "backendRef",
    "infrastructure",
    "path",
    "requestHeaderModifier",
    "timeouts",
    "tls",
];
/// Fields below which names are the user's own.
const FREE: [&str; 4] = ["annotations", "labels", "matchLabels", "options"];

/// The first field of a spec whose value is of another type, and what is wrong with it.
pub(super) fn wrong_type(spec: &Value) -> Option<(FieldPath, String)> {
    find(spec, &FieldPath::parse("spec"))
}

// It follows a tree that was read, whose depth is limited.
fn find(value: &Value, path: &FieldPath) -> Option<(FieldPath, String)> {
    match value {
        Value::Mapping(fields) => fields.iter().find_map(|(name, value)| {
            let here = path.child(name);
            if FREE.contains(&name) {
                return None;
            }
            match expected(name).filter(|(fits, _)| !value.is_null() && !fits(value)) {
                Some((_, wanted)) => Some((here, format!("must be {wanted}, not {}", value.kind_name()))),
                None => find(value, &here),
            }
        }),
        Value::Sequence(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| find(item, &path.child(index))),
        _ => None,
    }
}

type Fits = fn(&Value) -> bool;

/// What a field holds, if that is known.
fn expected(name: &str) -> Option<(Fits, &'static str)> {
    match name {
        _ if TEXTS.contains(&name) => Some((|value| value.as_str().is_some(), "text")),
        _ if INTEGERS.contains(&name) => Some((is_integer, "an integer")),
        _ if LISTS.contains(&name) => Some((|value| value.as_sequence().is_some(), "a list")),
        _ if OBJECTS.contains(&name) => Some((|value| value.as_mapping().is_some(), "a mapping")),
        _ => None,
    }
}

fn is_integer(value: &Value) -> bool {
    match value {
        Value::Number(Number::Int(_)) => true,
        Value::Number(number) => number.as_f64().fract() == 0.0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::wrong_type;

    #[test]
    fn the_first_field_of_a_wrong_type_is_named() {
        for (spec, wanted) in [
            ("{parentRefs: [{name: 3}]}", Some("spec.parentRefs[0].name")),
            ("{rules: x}", Some("spec.rules")),
            (
                "{rules: [{backendRefs: [{name: a, port: '80'}]}]}",
                Some("spec.rules[0].backendRefs[0].port"),
            ),
            ("{listeners: [{name: a, port: 80.0, tls: {options: {name: 3}}}]}", None),
            (
                "{rules: [{matches: [{method: {service: a}, path: {value: /}}, {method: GET}], filters: null}]}",
                None,
            ),
        ] {
            let tree = kubeyaml::from_str(spec).expect("YAML");
            let found = wrong_type(&tree).map(|(path, _)| path.to_string());
            assert_eq!(found.as_deref(), wanted, "{spec}");
        }
    }
}

//! Top-level settings of an IstioOperator as the values that charts know them by.

use kubeyaml::{Mapping, Value};

use super::merge;
use super::set_flag::{SetFlag, Takes, apply};

/// Writes `hub`, `tag`, `revision`, `compatibilityVersion` and `meshConfig` into the values, and there which components are enabled;
/// the user's own values then go on top.
///
/// `before` are the values of the profile alone. Where it has no mapping and the user has one, Go holds one mapping for both, and what is
/// written here overrides the user's value: `values.pilot.enabled`, `values.pilot.cni.enabled`, and keys that both `meshConfig` and
/// `values.meshConfig` have.
pub(crate) fn translate(operator: &mut Mapping, before: Option<&Mapping>, user_values: Option<Mapping>) {
    let mut user_values = user_values;
    let Some(Value::Mapping(spec)) = operator.get("spec") else {
        return;
    };
    let spec = spec.clone();
    let mut values = spec
        .get("values")
        .and_then(Value::as_mapping)
        .cloned()
        .unwrap_or_default();
    let mut write = |values: &mut Mapping, path: &[&str], value: Value| {
        put(values, path, value.clone());
        if let Some(user) = user_values.as_mut()
            && shared(before, user, &path[..path.len() - 1])
        {
            put(user, path, value);
        }
    };

    let settings: [(&str, &[&str]); 4] = [
        ("hub", &["global", "hub"]),
        ("tag", &["global", "tag"]),
        ("revision", &["revision"]),
        ("compatibilityVersion", &["compatibilityVersion"]),
    ];
    for (setting, path) in settings {
        if let Some(value) = spec.get(setting).filter(|value| !value.is_null()) {
            write(&mut values, path, as_typed(path, value));
        }
    }
    match spec.get("meshConfig") {
        Some(Value::Mapping(mesh)) => {
            let mut writes = Vec::new();
            let below = values.get("meshConfig").and_then(Value::as_mapping);
            if below.is_none() {
                writes.push((vec!["meshConfig"], Value::Mapping(mesh.clone())));
            } else {
                leaves(below, mesh, &mut vec!["meshConfig"], &mut writes);
            }
            for (path, value) in writes {
                write(&mut values, &path, value);
            }
        }
        None | Some(Value::Null) => {}
        Some(other) => write(&mut values, &["meshConfig"], other.clone()),
    }
    let enabled = |component: &str| -> Value {
        let component = spec.get("components").and_then(|c| c.get_path(&[component, "enabled"]));
        Value::Bool(component.and_then(Value::as_bool).unwrap_or_default())
    };
    write(&mut values, &["pilot", "enabled"], enabled("pilot"));
    write(&mut values, &["pilot", "cni", "enabled"], enabled("cni"));

    let namespace = values
        .get("global")
        .and_then(|global| global.get("istioNamespace"))
        .and_then(Value::as_str)
        .filter(|namespace| !namespace.is_empty())
        .map(str::to_owned);
    if let Some(user) = user_values {
        merge(&mut values, &user);
    }
    if let Some(spec) = operator.get_mut("spec").and_then(Value::as_mapping_mut) {
        spec.insert("values", values);
    }
    if let Some(namespace) = namespace {
        put(operator, &["metadata", "namespace"], Value::from(namespace));
    }
}

/// A setting goes through the text of a flag, where a revision `"1"` becomes a number.
fn as_typed(path: &[&str], value: &Value) -> Value {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => match kubeyaml::json::number_text(*number) {
            Ok(text) => text,
            Err(_) => return value.clone(),
        },
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => return value.clone(),
    };
    let mut out = Mapping::new();
    let flag = SetFlag::typed(format!("values.{}={text}", path.join(".")));
    match apply(&mut out, &flag, &|_| Takes::Text, &mut Vec::new()) {
        Ok(()) => {
            let whole: Vec<&str> = std::iter::once("values").chain(path.iter().copied()).collect();
            Value::Mapping(out)
                .get_path(&whole)
                .cloned()
                .unwrap_or(Value::String(text))
        }
        Err(_) => Value::String(text),
    }
}

/// Sets a value, making mappings on the way; where null stands in the way, it stays.
fn put(map: &mut Mapping, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        map.insert(*first, value);
        return;
    }
    if map.get(first).is_some_and(Value::is_null) {
        return;
    }
    let next = map.entry_or_null(first);
    if next.as_mapping().is_none() {
        *next = Value::Mapping(Mapping::new());
    }
    if let Some(next) = next.as_mapping_mut() {
        put(next, rest, value);
    }
}

/// Whether the mapping at a path is the user's own one.
fn shared(before: Option<&Mapping>, user: &Mapping, path: &[&str]) -> bool {
    let Some(mut below) = before else { return true };
    let mut above = user;
    for key in path {
        let Some(next_above) = above.get(key).and_then(Value::as_mapping) else {
            return false;
        };
        let Some(next_below) = below.get(key).and_then(Value::as_mapping) else {
            return true;
        };
        (below, above) = (next_below, next_above);
    }
    false
}

/// The values that merging `above` over `below` writes, each with its path.
fn leaves<'m>(
    below: Option<&Mapping>,
    above: &'m Mapping,
    path: &mut Vec<&'m str>,
    writes: &mut Vec<(Vec<&'m str>, Value)>,
) {
    for (key, value) in above.iter() {
        path.push(key);
        let under = below.and_then(|map| map.get(key)).and_then(Value::as_mapping);
        match (under, value) {
            (Some(under), Value::Mapping(over)) => leaves(Some(under), over, path, writes),
            _ => writes.push((path.clone(), value.clone())),
        }
        path.pop();
    }
}

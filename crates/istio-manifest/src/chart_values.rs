//! The values that the chart of one instance of a component is given.

use kubeyaml::{Mapping, Value};

use crate::component::{Component, Instance};
use crate::operator::{self, SetFlag, Takes, floats};

/// The values of an instance: those of the IstioOperator, with what belongs to this component put where its chart looks for it.
///
/// Charts compare numbers as Go does: those of files are floating-point numbers, those of flags integers. A component whose values are
/// changed here gets floating-point numbers only, since Go copies them through JSON.
#[must_use]
pub fn chart_values(component: Component, instance: &Instance, operator: &Mapping) -> Mapping {
    let mut values = operator
        .get("spec")
        .and_then(|spec| spec.get("values"))
        .and_then(Value::as_mapping)
        .cloned()
        .unwrap_or_default();
    let facts = component.facts();
    if component.is_gateway() {
        let at = descend(&mut values, facts.values);
        at.insert("name", instance.name.as_str());
        at.insert("labels", instance.labels.clone());
        let ports = instance.k8s.as_ref().and_then(|k8s| k8s.get("service"));
        let ports = ports
            .and_then(|service| service.get("ports"))
            .and_then(Value::as_sequence);
        if let Some(ports) = ports.filter(|ports| !ports.is_empty()) {
            let ports = ports.iter().map(service_port).collect::<Vec<_>>();
            at.insert("ports", ports);
        }
    }
    // An instance that nobody named has no labels, where one that is named has none or more.
    if !component.is_gateway()
        && !facts.flat_values
        && instance.hub.is_empty()
        && instance.tag.is_none()
        && !instance.named
    {
        return values;
    }
    let mut whole = Value::Mapping(values);
    floats(&mut whole);
    let Value::Mapping(mut values) = whole else {
        return Mapping::new();
    };
    if !instance.hub.is_empty() {
        put_typed(&mut values, facts.values, "hub", &instance.hub);
    }
    if let Some(tag) = &instance.tag {
        let text = match tag {
            Value::String(text) => text.clone(),
            Value::Number(number) => kubeyaml::json::number_text(*number).unwrap_or_default(),
            Value::Bool(value) => value.to_string(),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) => String::new(),
        };
        put_typed(&mut values, facts.values, "tag", &text);
    }
    if facts.flat_values {
        flatten(&mut values, facts.values);
    }
    values
}

/// The mapping at a path, made where there is none.
fn descend<'v>(values: &'v mut Mapping, path: &[&str]) -> &'v mut Mapping {
    let mut at = values;
    for key in path {
        let next = at.entry_or_null(key);
        if next.as_mapping().is_none() {
            *next = Value::Mapping(Mapping::new());
        }
        at = next.as_mapping_mut().expect("a mapping was just put there");
    }
    at
}

/// Writes a setting as a flag would, so that a tag of digits is a number.
fn put_typed(values: &mut Mapping, path: &[&str], key: &str, text: &str) {
    let at = descend(values, path);
    let mut read = Mapping::new();
    let flag = SetFlag::typed(format!("{key}x={text}"));
    let value = match operator::apply(&mut read, &flag, &|_| Takes::Text, &mut Vec::new()) {
        Ok(()) => read.remove(&format!("{key}x")).unwrap_or_default(),
        Err(_) => Value::from(text),
    };
    at.insert(key, value);
}

/// Values of a component go to the top, beside `global` and all that is no mapping.
fn flatten(values: &mut Mapping, path: &[&str]) {
    let own = path.iter().try_fold(&*values, |at, key| at.get(key)?.as_mapping());
    let Some(own) = own.cloned() else { return };
    let mut flat = Mapping::new();
    flat.insert("global", values.get("global").cloned().unwrap_or_default());
    for (key, value) in values.iter().filter(|(_, value)| value.as_mapping().is_none()) {
        flat.insert(key, value.clone());
    }
    for (key, value) in own.iter() {
        flat.insert(key, value.clone());
    }
    *values = flat;
}

/// A port as it comes out of Go's struct: with its number, and its target even where that was left out.
fn service_port(port: &Value) -> Value {
    let mut port = port.as_mapping().cloned().unwrap_or_default();
    port.retain(|_, value| !value.is_null() && *value != Value::from(""));
    for key in ["port", "targetPort"] {
        if !port.contains_key(key) {
            port.insert(key, 0_i64);
        }
    }
    if port.get("nodePort").and_then(Value::as_i64) == Some(0) {
        port.remove("nodePort");
    }
    let mut port = Value::Mapping(port);
    floats(&mut port);
    port
}

//! The functions that Helm has besides Go's and sprig's. `include` and `tpl`, which execute templates, are in the engine.

mod toml_decode;
mod toml_encode;

use gotemplate::{Call, FuncError, Function, List, Map, Signature, Type, Value};
use kubeyaml::{Layout, Number, Value as Tree};
use sprig::json::{self, JsonStyle};

use crate::bridge;
use crate::error::{FAIL_END, FAIL_START};
use crate::go_yaml;

pub(crate) type Outcome = Result<Value, FuncError>;

macro_rules! function {
    ($name:literal, $run:expr, [$($param:expr),*] -> $result:expr) => {
        Function { name: $name, signature: Signature { params: &[$($param),*], variadic: false, result: $result }, run: $run }
    };
}

/// Sorted by name.
pub(crate) static TABLE: [Function; 12] = [
    function!("fail", fail, [Type::STRING] -> Type::STRING),
    function!("fromJson", from_json, [Type::STRING] -> Type::MAP),
    function!("fromJsonArray", from_json_array, [Type::STRING] -> Type::ANYS),
    function!("fromToml", from_toml, [Type::STRING] -> Type::MAP),
    function!("fromYaml", from_yaml, [Type::STRING] -> Type::MAP),
    function!("fromYamlArray", from_yaml_array, [Type::STRING] -> Type::ANYS),
    function!("getHostByName", no_host, [Type::STRING] -> Type::STRING),
    function!("required", required, [Type::STRING, Type::ANY] -> Type::ANY),
    function!("toJson", to_json, [Type::ANY] -> Type::STRING),
    function!("toToml", to_toml, [Type::ANY] -> Type::STRING),
    function!("toYaml", to_yaml, [Type::ANY] -> Type::STRING),
    function!("toYamlPretty", to_yaml_pretty, [Type::ANY] -> Type::STRING),
];

fn text(call: &Call<'_>, i: usize) -> String {
    call.string(i).to_str_lossy().into_owned()
}

fn marked(message: &str) -> FuncError {
    FuncError::new(format!("{FAIL_START}{message}{FAIL_END}"))
}

fn fail(call: &mut Call<'_>) -> Outcome {
    Err(marked(&text(call, 0)))
}

fn required(call: &mut Call<'_>) -> Outcome {
    match call.arg(1) {
        Value::Nil => Err(marked(&text(call, 0))),
        Value::String(s) if s.is_empty() => Err(marked(&text(call, 0))),
        _ => Ok(call.take(1)),
    }
}

/// Without leave to ask name servers, no name has an address.
fn no_host(_: &mut Call<'_>) -> Outcome {
    Ok(Value::from(""))
}

/// A value as `sigs.k8s.io/yaml` writes it; `None` where that fails.
pub(crate) fn yaml_text(value: &Value) -> Option<String> {
    kubeyaml::marshal(&bridge::to_tree(value)?).ok()
}

fn without_break(text: Option<String>) -> Value {
    let text = text.unwrap_or_default();
    text.strip_suffix('\n').unwrap_or(&text).into()
}

fn to_yaml(call: &mut Call<'_>) -> Outcome {
    Ok(without_break(yaml_text(call.arg(0))))
}

/// Unlike `toYaml` this does not go through JSON, so a float keeps Go's form: `1e+06`.
fn to_yaml_pretty(call: &mut Call<'_>) -> Outcome {
    let layout = Layout::GO.with_indented_lists(true).with_width(None);
    let Some(mut tree) = bridge::to_tree(call.arg(0)) else {
        return Ok("".into());
    };
    let mut floats = Vec::new();
    mark_floats(&mut tree, &mut floats);
    let mut text = kubeyaml::to_string_with(&tree, &layout);
    for (mark, float) in &floats {
        text = text.replacen(mark, float, 1);
    }
    Ok(without_break(Some(text)))
}

/// Puts words in the place of floats that are written with an exponent but would be read as integers.
fn mark_floats(tree: &mut Tree, floats: &mut Vec<(String, String)>) {
    match tree {
        Tree::Number(Number::Float(n)) if n.fract() == 0.0 && n.abs() >= 1e6 => {
            let mark = format!("float-with-exponent-{}-", floats.len());
            floats.push((mark.clone(), gotemplate::format::format_float(*n, 'g', None, 64)));
            *tree = Tree::String(mark);
        }
        Tree::Sequence(items) => items.iter_mut().for_each(|item| mark_floats(item, floats)),
        Tree::Mapping(map) => map.iter_mut().for_each(|(_, item)| mark_floats(item, floats)),
        _ => {}
    }
}

/// A map that holds an error, which is how these functions report one.
fn error_map(error: impl Into<gotemplate::Str>) -> Value {
    Map::from_iter([("Error", Value::string(error))]).into()
}

fn from_yaml(call: &mut Call<'_>) -> Outcome {
    Ok(match go_yaml::parse_map(call.string(0).as_bytes()) {
        Ok(map) => bridge::map_to_template(&map).into(),
        Err(error) => error_map(error.message),
    })
}

fn from_yaml_array(call: &mut Call<'_>) -> Outcome {
    Ok(match go_yaml::parse_list(call.string(0).as_bytes()) {
        Ok(items) => List::new(items.iter().map(bridge::to_template)).into(),
        Err(error) => Value::list([Value::from(error.message)]),
    })
}

fn to_json(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    if bridge::has_struct(value) {
        let mut text = String::new();
        let written = bridge::to_tree(value).and_then(|tree| bridge::json_in_order(&mut text, &tree));
        return Ok(written.map(|()| text).unwrap_or_default().into());
    }
    Ok(Value::string(
        json::write(value, JsonStyle::Compact).unwrap_or_default(),
    ))
}

/// What `encoding/json` says where a value does not fit the variable.
fn mismatch(value: &Value, target: &str) -> String {
    let kind = match value {
        Value::Bool(_) => "bool",
        Value::Float(..) => "number",
        Value::String(_) => "string",
        Value::List(_) => "array",
        _ => "object",
    };
    format!("json: cannot unmarshal {kind} into Go value of type {target}")
}

fn from_json(call: &mut Call<'_>) -> Outcome {
    Ok(match json::parse(call.string(0).as_bytes()) {
        Ok(Value::Map(map)) => map.into(),
        // JSON's null makes the map nil.
        Ok(Value::Nil) => Map::nil(Type::MAP).into(),
        Ok(other) => error_map(mismatch(&other, "map[string]interface {}")),
        Err(error) => error_map(error.to_string()),
    })
}

fn from_json_array(call: &mut Call<'_>) -> Outcome {
    Ok(match json::parse(call.string(0).as_bytes()) {
        Ok(Value::List(list)) => list.into(),
        Ok(Value::Nil) => List::nil(Type::ANYS).into(),
        Ok(other) => Value::list([Value::from(mismatch(&other, "[]interface {}"))]),
        Err(error) => Value::list([Value::from(error.to_string())]),
    })
}

fn to_toml(call: &mut Call<'_>) -> Outcome {
    toml_encode::encode(call.arg(0))
}

fn from_toml(call: &mut Call<'_>) -> Outcome {
    Ok(match toml_decode::decode(&text(call, 0)) {
        Ok(map) => map.into(),
        Err(error) => error_map(error),
    })
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn names_are_sorted() {
        assert!(TABLE.is_sorted_by(|a, b| a.name < b.name));
    }
}

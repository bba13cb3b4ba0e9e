//! Checking values against `values.schema.json`.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use kubeyaml::{Mapping, Number, Value};
use serde_json::Value as Json;

use crate::dependencies::{Charts, ROOT};
use crate::error::Error;
use crate::go_yaml::json_kind;

/// Checks the values of the root chart and of every chart below it.
pub(crate) fn validate(charts: &Charts<'_>, values: &Mapping) -> Result<(), Error> {
    let mut report = String::new();
    check(charts, ROOT, values, &mut report);
    if report.is_empty() {
        return Ok(());
    }
    Err(Error::values(format!(
        "values don't meet the specifications of the schema(s) in the following chart(s):\n{report}"
    )))
}

fn check(charts: &Charts<'_>, node: usize, values: &Mapping, report: &mut String) {
    let chart = &charts.nodes[node];
    if let Some(schema) = &chart.chart.schema
        && let Err(error) = against(schema, values)
    {
        report.push_str(&format!("{}:\n{error}", chart.name));
    }
    for child in &chart.children {
        let name = &charts.nodes[*child].name;
        match values.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Mapping(inner)) => check(charts, *child, inner, report),
            Some(other) => {
                let got = json_kind(other);
                report.push_str(&format!(
                    "{name}:\ninvalid type for values: expected object (map), got {got}\n"
                ));
            }
        }
    }
}

/// Errors shown for one chart; a schema that every value breaks would fill pages.
const MAX_SHOWN: usize = 100;

fn against(schema: &[u8], values: &Mapping) -> Result<(), String> {
    let mut schema: Json = serde_json::from_slice(schema).map_err(|e| e.to_string())?;
    if let Some(root) = schema.as_object_mut()
        && !root.get("$schema").and_then(Json::as_str).is_some_and(is_known_draft)
    {
        // The latest one, which is also what no name means.
        root.remove("$schema");
    }
    let validator = jsonschema::options()
        .with_retriever(NoNetwork)
        .build(&schema)
        .map_err(|e| format!("{e}\n"))?;
    let values = to_json(&Value::Mapping(values.clone()));
    let mut faults: Vec<(String, String)> = Vec::new();
    let mut missing: Vec<(String, Vec<String>)> = Vec::new();
    for error in validator.iter_errors(&values).take(MAX_SHOWN) {
        let path = error.instance_path().to_string();
        // Helm's library names all missing properties of an object at once.
        if let ValidationErrorKind::Required { property } = error.kind() {
            let property = shown(property);
            match missing.iter_mut().find(|(known, _)| *known == path) {
                Some((_, names)) => names.push(property),
                None => missing.push((path, vec![property])),
            }
        } else {
            faults.push((path, said(&error)));
        }
    }
    faults.extend(missing.into_iter().map(|(path, names)| {
        let what = if names.len() == 1 { "property" } else { "properties" };
        (path, format!("missing {what} {}", names.join(", ")))
    }));
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort();
    Err(faults
        .into_iter()
        .map(|(path, said)| format!("- at '{path}': {said}\n"))
        .collect())
}

fn is_known_draft(name: &str) -> bool {
    ["draft-04", "draft-06", "draft-07", "draft/2019-09", "draft/2020-12"]
        .iter()
        .any(|draft| name.contains(draft))
}

/// Schemas somewhere else are not fetched; names of no place (`urn:`) stand for a schema that takes everything, as in Helm.
struct NoNetwork;

impl jsonschema::Retrieve for NoNetwork {
    fn retrieve(&self, uri: &jsonschema::Uri<String>) -> Result<Json, Box<dyn std::error::Error + Send + Sync>> {
        if uri.as_str().starts_with("urn:") {
            return Ok(Json::Bool(true));
        }
        Err(format!("{uri} is not fetched").into())
    }
}

/// Values as JSON; floats without a fraction are integers there.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(b) => Json::Bool(*b),
        Value::Number(Number::Int(n)) => Json::from(*n),
        Value::Number(Number::Uint(n)) => Json::from(*n),
        Value::Number(Number::Float(n)) if n.fract() == 0.0 && n.abs() < 9e15 => Json::from(*n as i64),
        Value::Number(Number::Float(n)) => Json::from(*n),
        Value::String(s) => Json::from(s.as_str()),
        Value::Sequence(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Mapping(map) => Json::Object(map.iter().map(|(k, v)| (k.to_owned(), to_json(v))).collect()),
    }
}

/// A value as the library of Helm shows it.
fn shown(value: &Json) -> String {
    match value {
        Json::String(s) => quote(s),
        other => other.to_string(),
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "\\'"))
}

fn quoted_list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| quote(item)).collect();
    quoted.join(", ")
}

/// What is wrong, in the words of Helm's library where it has some for it.
fn said(error: &ValidationError<'_>) -> String {
    use ValidationErrorKind as Kind;
    let got = error.instance();
    let size = || match &**got {
        Json::Array(items) => items.len(),
        Json::Object(map) => map.len(),
        Json::String(s) => s.chars().count(),
        _ => 0,
    };
    let counted = |name: &str, want: u64| format!("{name}: got {}, want {want}", size());
    let bound = |name: &str, want: &Json| format!("{name}: got {got}, want {want}");
    match error.kind() {
        Kind::Type { kind } => {
            let want = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(set) => {
                    let names: Vec<String> = set.iter().map(|one| one.to_string()).collect();
                    names.join(" or ")
                }
            };
            let got = match &**got {
                Json::Null => "null",
                Json::Bool(_) => "boolean",
                Json::Number(_) => "number",
                Json::String(_) => "string",
                Json::Array(_) => "array",
                Json::Object(_) => "object",
            };
            format!("got {got}, want {want}")
        }
        Kind::AdditionalProperties { unexpected } => {
            let mut unexpected = unexpected.clone();
            unexpected.sort();
            format!("additional properties {} not allowed", quoted_list(&unexpected))
        }
        Kind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            if options.iter().any(|option| option.is_array() || option.is_object()) {
                return "'enum' failed".to_owned();
            }
            let options: Vec<String> = options.iter().map(shown).collect();
            match options.as_slice() {
                [one] => format!("value must be {one}"),
                many => format!("value must be one of {}", many.join(", ")),
            }
        }
        Kind::Constant { expected_value } if expected_value.is_array() || expected_value.is_object() => {
            "'const' failed".to_owned()
        }
        Kind::Constant { expected_value } => format!("value must be {}", shown(expected_value)),
        Kind::Pattern { pattern } => format!("{} does not match pattern {}", shown(got), quote(pattern)),
        Kind::Minimum { limit } => bound("minimum", limit),
        Kind::Maximum { limit } => bound("maximum", limit),
        Kind::ExclusiveMinimum { limit } => bound("exclusiveMinimum", limit),
        Kind::ExclusiveMaximum { limit } => bound("exclusiveMaximum", limit),
        Kind::MultipleOf { multiple_of } => format!("multipleOf: got {got}, want {multiple_of}"),
        Kind::MinItems { limit } => counted("minItems", *limit),
        Kind::MaxItems { limit } => counted("maxItems", *limit),
        Kind::MinLength { limit } => counted("minLength", *limit),
        Kind::MaxLength { limit } => counted("maxLength", *limit),
        Kind::MinProperties { limit } => counted("minProperties", *limit),
        Kind::MaxProperties { limit } => counted("maxProperties", *limit),
        Kind::AnyOf { .. } => "'anyOf' failed".to_owned(),
        Kind::OneOfNotValid { .. } => "'oneOf' failed, none matched".to_owned(),
        Kind::Not { .. } => "'not' failed".to_owned(),
        Kind::FalseSchema => "false schema".to_owned(),
        _ => error.to_string(),
    }
}

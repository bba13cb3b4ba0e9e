//! CustomResourceDefinitions from the `.api` files.

use super::model::{Api, ApiFile, Definition, Enum, Field, FieldType, Kind, Limits, Message, Reference, Rule, Shape};
use kubeyaml::{Mapping, Value};

/// The first line of the file.
const HEADER: &str = "# Written by `cargo xtask generate` from crates/istio-api/api.\n";

/// Labels that every CRD has, besides those of its kind.
const LABELS: [(&str, &str); 4] = [
    ("app", "istio-pilot"),
    ("chart", "istio"),
    ("heritage", "Tiller"),
    ("release", "istio"),
];

/// The rule for durations.
const DURATION_RULE: (&str, &str) = (
    "duration(self) >= duration('1ms')",
    "must be a valid duration greater than 1ms",
);

/// Every CRD, as one YAML text.
pub(crate) fn documents(api: &Api) -> String {
    let mut text = HEADER.to_owned();
    let kinds = api.kinds().into_iter().filter(|(_, kind)| !kind.file_only);
    for (index, (file, kind)) in kinds.enumerate() {
        if index > 0 {
            text.push_str("---\n");
        }
        text.push_str(&kubeyaml::to_string(&definition(api, file, kind)));
    }
    text
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter().map(|(key, value)| (key.to_owned(), value));
    Value::Mapping(entries.collect())
}

fn texts(items: &[String]) -> Value {
    Value::Sequence(items.iter().map(|item| Value::from(item.as_str())).collect())
}

fn definition(api: &Api, file: &ApiFile, kind: &Kind) -> Value {
    let singular = kind.name.to_lowercase();
    let mut names = Mapping::new();
    names.insert("categories", texts(&kind.categories));
    names.insert("kind", kind.name.as_str());
    names.insert("listKind", format!("{}List", kind.name));
    names.insert("plural", kind.plural.as_str());
    if !kind.short.is_empty() {
        names.insert("shortNames", texts(&kind.short));
    }
    names.insert("singular", singular);
    let labels = LABELS
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
    let own = kind
        .labels
        .iter()
        .map(|(key, value)| (key.clone(), Value::from(value.as_str())));
    let schema = object_schema(api, file, kind);
    let versions = kind
        .versions
        .iter()
        .map(|version| self::version(kind, version, &schema));
    map([
        ("apiVersion", "apiextensions.k8s.io/v1".into()),
        ("kind", "CustomResourceDefinition".into()),
        (
            "metadata",
            map([
                ("annotations", map([("helm.sh/resource-policy", "keep".into())])),
                ("labels", Value::Mapping(labels.chain(own).collect())),
                ("name", format!("{}.{}", kind.plural, kind.group).into()),
            ]),
        ),
        (
            "spec",
            map([
                ("group", kind.group.as_str().into()),
                ("names", names.into()),
                ("scope", "Namespaced".into()),
                ("versions", Value::Sequence(versions.collect())),
            ]),
        ),
    ])
}

fn version(kind: &Kind, name: &str, schema: &Value) -> Value {
    let mut version = Mapping::new();
    let columns = kind.columns.iter().map(|column| {
        map([
            ("jsonPath", column.path.as_str().into()),
            ("name", column.name.as_str().into()),
            ("type", column.kind.as_str().into()),
        ])
    });
    if !kind.columns.is_empty() {
        version.insert("additionalPrinterColumns", Value::Sequence(columns.collect()));
    }
    version.insert("name", name);
    version.insert("schema", map([("openAPIV3Schema", schema.clone())]));
    version.insert("served", true);
    version.insert("storage", name == kind.storage);
    version.insert("subresources", map([("status", Value::Mapping(Mapping::new()))]));
    version.into()
}

/// The schema of a whole object.
fn object_schema(api: &Api, file: &ApiFile, kind: &Kind) -> Value {
    let status = Reference {
        stem: "status".to_owned(),
        name: "IstioStatus".to_owned(),
    };
    let mut properties = Mapping::new();
    for (name, definition, rules) in [
        (
            "spec",
            file.message(&kind.spec).map(Definition::Message),
            kind.rules.as_slice(),
        ),
        ("status", api.find(&status), &[]),
    ] {
        let Some(Definition::Message(message)) = definition else {
            continue;
        };
        let mut schema = Mapping::new();
        schema.insert("description", message.doc.as_str());
        add_message(api, &mut schema, message, rules);
        properties.insert(name, schema);
    }
    let mut schema = Mapping::new();
    schema.insert("description", kind.doc.as_str());
    schema.insert("properties", properties);
    if kind.spec_required {
        schema.insert("required", Value::Sequence(vec!["spec".into()]));
    }
    schema.insert("type", "object");
    schema.into()
}

/// What a message asks of an object; `rules` come before the message's own.
fn add_message(api: &Api, schema: &mut Mapping, message: &Message, rules: &[Rule]) {
    let mut properties = Mapping::new();
    for field in &message.fields {
        let schema = field_schema(api, field);
        if let Some(alias) = &field.alias {
            properties.insert(alias.as_str(), schema.clone());
        }
        properties.insert(field.name.as_str(), schema);
    }
    if !properties.is_empty() {
        schema.insert("properties", properties);
    }
    let required = message.fields.iter().filter(|field| field.required);
    let required: Vec<Value> = required.map(|field| field.name.as_str().into()).collect();
    if !required.is_empty() {
        schema.insert("required", Value::Sequence(required));
    }
    match message.one_ofs.as_slice() {
        [] => {}
        [one] => {
            schema.insert("oneOf", one_of(one));
        }
        several => {
            let groups = several.iter().map(|group| map([("oneOf", one_of(group))]));
            schema.insert("allOf", Value::Sequence(groups.collect()));
        }
    }
    schema.insert("type", "object");
    if message.open {
        schema.insert("x-kubernetes-preserve-unknown-fields", true);
    }
    add_rules(schema, rules.iter().chain(&message.rules));
}

/// None of the fields, or exactly one.
fn one_of(fields: &[String]) -> Value {
    let required = |name: &String| map([("required", texts(std::slice::from_ref(name)))]);
    let any = Value::Sequence(fields.iter().map(required).collect());
    let mut alternatives = vec![map([("not", map([("anyOf", any)]))])];
    alternatives.extend(fields.iter().map(required));
    Value::Sequence(alternatives)
}

fn add_rules<'a>(schema: &mut Mapping, rules: impl Iterator<Item = &'a Rule>) {
    let rules: Vec<Value> = rules
        .map(|rule| {
            map([
                ("message", rule.message.as_str().into()),
                ("rule", rule.expression.as_str().into()),
            ])
        })
        .collect();
    if !rules.is_empty() {
        schema.insert("x-kubernetes-validations", Value::Sequence(rules));
    }
}

fn field_schema(api: &Api, field: &Field) -> Value {
    let mut schema = Mapping::new();
    schema.insert("description", description(api, field));
    match field.shape {
        Shape::One => add_value(api, &mut schema, field, &field.limits),
        Shape::List => {
            let mut items = Mapping::new();
            add_value(api, &mut items, field, &field.each);
            schema.insert("items", items);
            schema.insert("type", "array");
            add_limits(&mut schema, &field.limits);
            add_rules(&mut schema, field.limits.rules.iter());
        }
        Shape::Map => {
            let mut values = Mapping::new();
            add_value(api, &mut values, field, &field.each);
            schema.insert("additionalProperties", values);
            schema.insert("type", "object");
            add_limits(&mut schema, &field.limits);
            add_rules(&mut schema, field.limits.rules.iter());
        }
    }
    if field.nullable {
        schema.insert("nullable", true);
    }
    schema.into()
}

/// The field's documentation, with what the values of an enum mean.
fn description(api: &Api, field: &Field) -> String {
    let mut text = field.doc.clone();
    if let FieldType::Named(reference) = &field.kind
        && let Some(Definition::Enum(values)) = api.find(reference)
    {
        text.push('\n');
        for (name, doc) in &values.values {
            text.push_str(&format!("\n{name}: {doc}"));
        }
    }
    text
}

/// The type of one value and what is asked of it.
fn add_value(api: &Api, schema: &mut Mapping, field: &Field, limits: &Limits) {
    let mut plain = |kind: &str, format: Option<&str>| {
        schema.insert("type", kind);
        if let Some(format) = format {
            schema.insert("format", format);
        }
    };
    match &field.kind {
        FieldType::Bool => plain("boolean", None),
        FieldType::Int32 => plain("integer", Some("int32")),
        FieldType::Uint32 => {
            plain("integer", None);
            schema.insert("minimum", 0);
            schema.insert("maximum", i64::from(u32::MAX));
        }
        FieldType::Uint64 => {
            plain("integer", None);
            schema.insert("minimum", 0);
        }
        FieldType::Double => plain("number", Some("double")),
        FieldType::String | FieldType::Duration => plain("string", None),
        FieldType::Bytes => plain("string", Some("byte")),
        FieldType::Timestamp => plain("string", Some("date-time")),
        FieldType::Object => {
            plain("object", None);
            schema.insert("x-kubernetes-preserve-unknown-fields", true);
        }
        FieldType::Any => {
            schema.insert("x-kubernetes-preserve-unknown-fields", true);
        }
        FieldType::Int64 | FieldType::IntOrString => {
            let either = ["integer", "string"].map(|kind| map([("type", kind.into())]));
            schema.insert("anyOf", Value::Sequence(either.into()));
            schema.insert("x-kubernetes-int-or-string", true);
        }
        FieldType::Named(reference) => match api.find(reference) {
            Some(Definition::Message(message)) => {
                add_message(api, schema, message, &limits.rules);
                add_limits(schema, limits);
                return;
            }
            Some(Definition::Enum(values)) => {
                plain("string", None);
                schema.insert("enum", enum_values(values));
            }
            None => {}
        },
    }
    add_limits(schema, limits);
    if field.kind == FieldType::Duration && !field.unchecked {
        let rule = Rule {
            expression: DURATION_RULE.0.to_owned(),
            message: DURATION_RULE.1.to_owned(),
        };
        add_rules(schema, std::iter::once(&rule));
    } else {
        add_rules(schema, limits.rules.iter());
    }
}

fn enum_values(values: &Enum) -> Value {
    let names = values.values.iter().map(|(name, _)| Value::from(name.as_str()));
    Value::Sequence(names.collect())
}

fn add_limits(schema: &mut Mapping, limits: &Limits) {
    for (attribute, number) in &limits.numbers {
        let key = match attribute.as_str() {
            "min" => "minimum",
            "max" => "maximum",
            "min-length" => "minLength",
            "max-length" => "maxLength",
            "min-items" => "minItems",
            "max-items" => "maxItems",
            "min-properties" => "minProperties",
            _ => "maxProperties",
        };
        schema.insert(key, *number);
    }
    if let Some(pattern) = &limits.pattern {
        schema.insert("pattern", pattern.as_str());
    }
    if let Some(field) = &limits.keys {
        schema.insert("x-kubernetes-list-map-keys", texts(std::slice::from_ref(field)));
        schema.insert("x-kubernetes-list-type", "map");
    }
}

//! From a CustomResourceDefinition's `openAPIV3Schema` to [`Node`]s.

use std::fmt;

use kubeyaml::{Mapping, Number, Value};

use super::format::Format;
use super::node::{Additional, Bound, ListType, Node, Type};
use super::path::{At, Path};
use super::pattern::Pattern;
use super::rules::{Library, Rule, RuleSet};

/// How deep a schema may nest.
const MAX_DEPTH: usize = 100;
/// How many rules one value may have, as many as no definition of use comes near.
const MAX_RULES: usize = 200;

/// Why a CustomResourceDefinition gives no schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// The place in the schema, or in the definition.
    pub path: Path,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for SchemaError {}

impl SchemaError {
    pub(super) fn at(at: At<'_>, message: impl Into<String>) -> Self {
        Self {
            path: at.path(),
            message: message.into(),
        }
    }
}

/// Reads a structural schema.
pub(super) fn schema(value: &Value, at: At<'_>, library: &Library) -> Result<Node, SchemaError> {
    Reader { library }.node(value, at, 0)
}

struct Reader<'l> {
    library: &'l Library,
}

impl Reader<'_> {
    fn node(&self, value: &Value, at: At<'_>, depth: usize) -> Result<Node, SchemaError> {
        let Value::Mapping(map) = value else {
            return Err(SchemaError::at(
                at,
                format!("a schema must be an object, not {}", value.kind_name()),
            ));
        };
        if depth > MAX_DEPTH {
            return Err(SchemaError::at(at, format!("a schema may nest {MAX_DEPTH} levels")));
        }
        let fields = Fields { map, at };
        let kind = match fields.text("type")? {
            None | Some("") => None,
            Some("object") => Some(Type::Object),
            Some("array") => Some(Type::Array),
            Some("string") => Some(Type::String),
            Some("integer") => Some(Type::Integer),
            Some("number") => Some(Type::Number),
            Some("boolean") => Some(Type::Boolean),
            Some(other) => return Err(SchemaError::at(at.field("type"), format!("unknown type {other:?}"))),
        };
        let mut node = Node {
            kind,
            nullable: fields.flag("nullable")?,
            int_or_string: fields.flag("x-kubernetes-int-or-string")?,
            preserves_unknown: fields.flag("x-kubernetes-preserve-unknown-fields")?,
            embedded: fields.flag("x-kubernetes-embedded-resource")?,
            required: fields.texts("required")?,
            enumeration: fields.list("enum")?.to_vec(),
            pattern: fields
                .text("pattern")?
                .filter(|source| !source.is_empty())
                .map(Pattern::new),
            format: fields.text("format")?.and_then(|name| Format::of(name, kind)),
            minimum: fields.bound("minimum", "exclusiveMinimum")?,
            maximum: fields.bound("maximum", "exclusiveMaximum")?,
            multiple_of: fields.number("multipleOf")?.filter(|factor| *factor > 0.0),
            min_length: fields.count("minLength")?,
            max_length: fields.count("maxLength")?,
            min_items: fields.count("minItems")?,
            max_items: fields.count("maxItems")?,
            min_properties: fields.count("minProperties")?,
            max_properties: fields.count("maxProperties")?,
            unique_items: fields.flag("uniqueItems")?,
            default: map.get("default").filter(|value| !value.is_null()).cloned(),
            all_of: self.nodes(&fields, "allOf", depth)?,
            any_of: self.nodes(&fields, "anyOf", depth)?,
            one_of: self.nodes(&fields, "oneOf", depth)?,
            list_type: list_type(&fields)?,
            ..Node::default()
        };
        if let Some(not) = map.get("not") {
            node.not = Some(Box::new(self.node(not, at.field("not"), depth + 1)?));
        }
        match map.get("items") {
            None | Some(Value::Null) => {}
            Some(items) => node.items = Some(Box::new(self.node(items, at.field("items"), depth + 1)?)),
        }
        self.properties(&mut node, &fields, depth)?;
        node.rules = self.rules(&fields, &node)?;
        note_what_lies_below(&mut node);
        Ok(node)
    }

    fn nodes(&self, fields: &Fields<'_>, name: &'static str, depth: usize) -> Result<Vec<Node>, SchemaError> {
        let at = fields.at.field(name);
        let mut nodes = Vec::new();
        for (index, value) in fields.list(name)?.iter().enumerate() {
            nodes.push(self.node(value, at.index(index), depth + 1)?);
        }
        Ok(nodes)
    }

    fn properties(&self, node: &mut Node, fields: &Fields<'_>, depth: usize) -> Result<(), SchemaError> {
        if let Some(properties) = fields.map("properties")? {
            let at = fields.at.field("properties");
            for (name, value) in properties.iter() {
                node.properties
                    .insert(name.to_owned(), self.node(value, at.field(name), depth + 1)?);
            }
        }
        node.additional = match fields.map.get("additionalProperties") {
            None | Some(Value::Null) => None,
            Some(Value::Bool(true)) => Some(Additional::Any),
            Some(Value::Bool(false)) => Some(Additional::None),
            Some(value) => {
                let at = fields.at.field("additionalProperties");
                Some(Additional::Schema(Box::new(self.node(value, at, depth + 1)?)))
            }
        };
        Ok(())
    }

    fn rules(&self, fields: &Fields<'_>, node: &Node) -> Result<Option<RuleSet>, SchemaError> {
        const NAME: &str = "x-kubernetes-validations";
        let at = fields.at.field(NAME);
        let list = fields.list(NAME)?;
        if list.len() > MAX_RULES {
            return Err(SchemaError::at(at, format!("a value may have {MAX_RULES} rules")));
        }
        let mut rules = Vec::new();
        for (index, value) in list.iter().enumerate() {
            let at = at.index(index);
            let Value::Mapping(map) = value else {
                return Err(SchemaError::at(
                    at,
                    format!("a rule must be an object, not {}", value.kind_name()),
                ));
            };
            let fields = Fields { map, at };
            let Some(expression) = fields.text("rule")?.filter(|rule| !rule.trim().is_empty()) else {
                continue;
            };
            rules.push(Rule {
                program: self.library.program(expression),
                message: fields
                    .text("message")?
                    .map(str::trim)
                    .filter(|m| !m.is_empty())
                    .map(str::to_owned),
                message_expression: fields
                    .text("messageExpression")?
                    .filter(|m| !m.trim().is_empty())
                    .map(|expression| self.library.program(expression)),
                kind: Rule::kind_of_reason(fields.text("reason")?),
                field_path: match fields.text("fieldPath")?.filter(|path| !path.is_empty()) {
                    Some(path) => Rule::read_field_path(path, node)
                        .ok_or_else(|| SchemaError::at(at.field("fieldPath"), format!("{path:?} leads to no field")))?,
                    None => Vec::new(),
                },
                optional_old_self: fields.flag("optionalOldSelf")?,
            });
        }
        Ok((!rules.is_empty()).then(|| RuleSet::new(rules, self.library)))
    }
}

fn list_type(fields: &Fields<'_>) -> Result<Option<ListType>, SchemaError> {
    Ok(match fields.text("x-kubernetes-list-type")? {
        Some("set") => Some(ListType::Set),
        Some("map") => Some(ListType::Map(fields.texts("x-kubernetes-list-map-keys")?)),
        Some(_) => Some(ListType::Atomic),
        None => None,
    })
}

fn note_what_lies_below(node: &mut Node) {
    let additional = match &node.additional {
        Some(Additional::Schema(node)) => Some(node.as_ref()),
        _ => None,
    };
    let below = || node.properties.values().chain(additional).chain(node.items.as_deref());
    let related = matches!(node.list_type, Some(ListType::Set | ListType::Map(_))) || node.embedded;
    let relations = related || below().any(|child| child.leads_to_relations);
    let defaults = below().any(|child| child.default.is_some() || child.leads_to_defaults);
    let rules = node.rules.is_some()
        || node.all_of.iter().any(|part| part.leads_to_rules)
        || below().any(|child| child.leads_to_rules);
    node.leads_to_relations = relations;
    node.leads_to_defaults = defaults;
    node.leads_to_rules = rules;
}

/// The fields of one schema or rule.
struct Fields<'a> {
    map: &'a Mapping,
    at: At<'a>,
}

impl<'a> Fields<'a> {
    fn wrong(&self, name: &str, expected: &str, value: &Value) -> SchemaError {
        SchemaError::at(
            self.at.field(name),
            format!("must be {expected}, not {}", value.kind_name()),
        )
    }

    fn text(&self, name: &str) -> Result<Option<&'a str>, SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(name, "a string", other)),
        }
    }

    fn flag(&self, name: &str) -> Result<bool, SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(name, "true or false", other)),
        }
    }

    fn list(&self, name: &str) -> Result<&'a [Value], SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Sequence(items)) => Ok(items),
            Some(other) => Err(self.wrong(name, "a list", other)),
        }
    }

    fn map(&self, name: &str) -> Result<Option<&'a Mapping>, SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Mapping(map)) => Ok(Some(map)),
            Some(other) => Err(self.wrong(name, "an object", other)),
        }
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, SchemaError> {
        self.list(name)?
            .iter()
            .map(|item| match item {
                Value::String(text) => Ok(text.clone()),
                other => Err(self.wrong(name, "a list of strings", other)),
            })
            .collect()
    }

    fn number(&self, name: &str) -> Result<Option<f64>, SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number.as_f64())),
            Some(other) => Err(self.wrong(name, "a number", other)),
        }
    }

    fn count(&self, name: &str) -> Result<Option<u64>, SchemaError> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(Number::Int(count))) => Ok(Some(u64::try_from(*count).unwrap_or(0))),
            Some(Value::Number(Number::Uint(count))) => Ok(Some(*count)),
            Some(other) => Err(self.wrong(name, "an integer", other)),
        }
    }

    fn bound(&self, name: &str, exclusive: &str) -> Result<Option<Bound>, SchemaError> {
        let exclusive = self.flag(exclusive)?;
        Ok(self.number(name)?.map(|value| Bound { value, exclusive }))
    }
}

//! One node of a structural schema.

use std::collections::BTreeMap;

use kubeyaml::{Number, Value};

use super::format::Format;
use super::pattern::Pattern;
use super::rules::RuleSet;

/// A value's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
}

impl Type {
    /// With its article, as messages have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Type::Object => "an object",
            Type::Array => "a list",
            Type::String => "a string",
            Type::Integer => "an integer",
            Type::Number => "a number",
            Type::Boolean => "true or false",
        }
    }

    /// Whether `value` is of this type. As for the API server, an integer is a number, and a number without a fraction is an
    /// integer.
    pub(super) fn has(self, value: &Value) -> bool {
        match (self, value) {
            (Type::Object, Value::Mapping(_))
            | (Type::Array, Value::Sequence(_))
            | (Type::String, Value::String(_))
            | (Type::Boolean, Value::Bool(_))
            | (Type::Number, Value::Number(_)) => true,
            (Type::Integer, Value::Number(number)) => match number {
                Number::Int(_) => true,
                other => is_nearly_integer(other.as_f64()),
            },
            _ => false,
        }
    }
}

/// Whether the API server takes a floating point number for an integer: it allows for rounding, and for nothing that a double
/// does not hold exactly.
pub(super) fn is_nearly_integer(number: f64) -> bool {
    const MOST: f64 = 9_007_199_254_740_991.0;
    const EPSILON: f64 = 1e-9;
    if !number.is_finite() || number.abs() > MOST {
        return false;
    }
    let whole = number.trunc();
    if whole == number {
        return true;
    }
    (number - whole).abs() / (number.abs() + whole.abs()) < EPSILON
}

/// What values a map's other keys may have.
#[derive(Debug)]
pub(super) enum Additional {
    Any,
    None,
    Schema(Box<Node>),
}

/// What items of a list have to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListType {
    Atomic,
    /// No two items are equal.
    Set,
    /// No two items have the same values under these keys.
    Map(Vec<String>),
}

/// A limit of a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) value: f64,
    pub(super) exclusive: bool,
}

/// A structural schema, or a part of one within `allOf` and the like.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) kind: Option<Type>,
    pub(super) nullable: bool,
    pub(super) int_or_string: bool,
    pub(super) preserves_unknown: bool,
    pub(super) embedded: bool,
    pub(super) properties: BTreeMap<String, Node>,
    pub(super) additional: Option<Additional>,
    pub(super) items: Option<Box<Node>>,
    pub(super) required: Vec<String>,
    pub(super) enumeration: Vec<Value>,
    pub(super) pattern: Option<Pattern>,
    pub(super) format: Option<Format>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Option<f64>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) min_properties: Option<u64>,
    pub(super) max_properties: Option<u64>,
    pub(super) unique_items: bool,
    pub(super) default: Option<Value>,
    pub(super) all_of: Vec<Node>,
    pub(super) any_of: Vec<Node>,
    pub(super) one_of: Vec<Node>,
    pub(super) not: Option<Box<Node>>,
    pub(super) list_type: Option<ListType>,
    pub(super) rules: Option<RuleSet>,
    /// Whether this node or one below has rules.
    pub(super) leads_to_rules: bool,
    /// Whether this node or one below is a list whose items have to do with each other, or an embedded resource.
    pub(super) leads_to_relations: bool,
    /// Whether a field below has a default.
    pub(super) leads_to_defaults: bool,
}

impl Node {
    /// The schema of the value under `key`, and whether `key` is a field of the schema rather than a key of the user's choice.
    pub(super) fn child(&self, key: &str) -> Option<(&Node, bool)> {
        match self.properties.get(key) {
            Some(node) => Some((node, true)),
            None => match &self.additional {
                Some(Additional::Schema(node)) => Some((node, false)),
                _ => None,
            },
        }
    }
}

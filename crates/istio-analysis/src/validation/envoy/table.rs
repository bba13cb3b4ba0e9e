//! Envoy's messages, as far as JSON can be checked against them. `tools/envoyapi` writes the table.

use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("messages.txt");

/// The messages and enums by their full names.
#[derive(Default)]
pub(super) struct Table {
    messages: HashMap<String, Message>,
    enums: HashMap<String, Vec<&'static str>>,
}

/// A message.
#[derive(Default)]
pub(super) struct Message {
    /// Whether its version is given up.
    pub(super) is_frozen: bool,
    /// The fields in their order.
    pub(super) fields: Vec<Field>,
}

/// A field.
pub(super) struct Field {
    /// The name in the `.proto` file.
    pub(super) name: &'static str,
    /// The name in JSON, when it is not the lowerCamel form of the other.
    json_name: Option<&'static str>,
    /// How many values it has.
    pub(super) count: Count,
    /// What a value is.
    pub(super) kind: Kind,
}

/// How many values a field has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    One,
    List,
    Map,
}

/// What a value is.
pub(super) enum Kind {
    Bool,
    Text,
    Bytes,
    /// An integer in this range.
    Integer(i128, i128),
    Float,
    /// An enum by its full name.
    Enum(String),
    /// A message by its full name.
    Message(String),
}

impl Message {
    /// The field that a key of JSON names, by its name in the `.proto` file or by its JSON name.
    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.is_called(key))
    }
}

impl Field {
    fn is_called(&self, key: &str) -> bool {
        if key == self.name {
            return true;
        }
        match self.json_name {
            Some(name) => key == name,
            None => is_camel_of(key, self.name),
        }
    }
}

/// Whether `key` is the lowerCamel form of `name`.
fn is_camel_of(key: &str, name: &str) -> bool {
    let mut rest = key.chars();
    let mut upper = false;
    for c in name.chars() {
        if c == '_' {
            upper = true;
            continue;
        }
        let wanted = if upper { c.to_ascii_uppercase() } else { c };
        upper = false;
        if rest.next() != Some(wanted) {
            return false;
        }
    }
    rest.next().is_none()
}

impl Table {
    /// The table, which is read when it is first needed.
    pub(super) fn get() -> &'static Table {
        static TABLE_ONCE: OnceLock<Table> = OnceLock::new();
        TABLE_ONCE.get_or_init(read)
    }

    /// A message by its full name.
    pub(super) fn message(&self, name: &str) -> Option<&Message> {
        self.messages.get(name)
    }

    /// Whether an enum has a value; an enum that is not known has every value.
    pub(super) fn has_value(&self, of: &str, value: &str) -> bool {
        self.enums.get(of).is_none_or(|values| values.contains(&value))
    }
}

fn read() -> Table {
    let mut table = Table::default();
    let mut current: Option<(String, Message)> = None;
    for line in TABLE.lines() {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if line.starts_with('\t') {
            if let Some((_, message)) = &mut current {
                message.fields.push(field(first, second, words.next()));
            }
            continue;
        }
        table.messages.extend(current.take());
        if first == "enum" {
            table.enums.insert(full_name(second), words.collect());
        } else {
            let message = Message {
                is_frozen: words.next() == Some("frozen"),
                fields: Vec::new(),
            };
            current = Some((full_name(second), message));
        }
    }
    table.messages.extend(current);
    table
}

fn full_name(short: &str) -> String {
    match short.strip_prefix('~') {
        Some(rest) => format!("envoy.{rest}"),
        None => short.to_owned(),
    }
}

fn field(name: &'static str, of: &'static str, json_name: Option<&'static str>) -> Field {
    let (count, of) = match (of.strip_prefix('*'), of.strip_prefix('%')) {
        (Some(of), _) => (Count::List, of),
        (_, Some(of)) => (Count::Map, of),
        _ => (Count::One, of),
    };
    let kind = match of {
        "b" => Kind::Bool,
        "s" => Kind::Text,
        "y" => Kind::Bytes,
        "i" => Kind::Integer(i32::MIN.into(), i32::MAX.into()),
        "I" => Kind::Integer(i64::MIN.into(), i64::MAX.into()),
        "u" => Kind::Integer(0, u32::MAX.into()),
        "U" => Kind::Integer(0, u64::MAX.into()),
        "f" => Kind::Float,
        _ => match of.strip_prefix('=') {
            Some(name) => Kind::Enum(full_name(name)),
            None => Kind::Message(full_name(of.trim_start_matches('.'))),
        },
    };
    Field {
        name,
        json_name,
        count,
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_table_is_in_it() {
        let table = Table::get();
        assert!(table.messages.len() > 1000);
        for (name, message) in &table.messages {
            for field in &message.fields {
                match &field.kind {
                    Kind::Enum(of) => assert!(table.enums.contains_key(of), "{name}.{}: {of}", field.name),
                    Kind::Message(of) => assert!(table.messages.contains_key(of), "{name}.{}: {of}", field.name),
                    _ => {}
                }
            }
        }
        let cluster = table
            .message("envoy.config.cluster.v3.Cluster")
            .expect("the table has clusters");
        assert!(cluster.field("lbPolicy").is_some() && cluster.field("lb_policy").is_some());
        assert!(cluster.field("lb_Policy").is_none());
    }
}

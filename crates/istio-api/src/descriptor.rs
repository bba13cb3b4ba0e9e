//! What every message and enum of the Istio API looks like: the names a field goes by in protobuf, JSON and Go, its
//! type, and which fields exclude one another. The facts come from `descriptors/*.txt`, which `tools/istioapi` writes.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

/// The embedded tables. A message that several tables hold is taken from the first.
const TABLES: &[&str] = &[
    include_str!("../descriptors/mesh.txt"),
    include_str!("../descriptors/values.txt"),
];

/// A protobuf message type.
pub struct MessageDescriptor {
    /// The full name, such as `istio.mesh.v1alpha1.ProxyConfig`.
    pub name: String,
    /// Go's struct type, such as `v1alpha1.ProxyConfig`; `-` where nothing of Go's is ever seen by users.
    pub go_type: String,
    /// The fields in the order of their declaration, which is the order of JSON output.
    pub fields: Vec<FieldDescriptor>,
    /// The oneofs of the message.
    pub oneofs: Vec<OneofDescriptor>,
    by_name: HashMap<String, usize>,
}

/// A field of a message.
pub struct FieldDescriptor {
    /// The position in [`MessageDescriptor::fields`].
    pub index: usize,
    /// The field number.
    pub number: u32,
    /// The name in the `.proto` file.
    pub name: String,
    /// The lowerCamel name of JSON and YAML.
    pub json_name: String,
    /// The field of Go's struct; for a member of a oneof, the only field of its wrapper struct.
    pub go_name: String,
    /// The type of one value; of a map's values for a map.
    pub kind: Kind,
    /// How many values there are.
    pub cardinality: Cardinality,
    /// The oneof this belongs to: its position in [`MessageDescriptor::oneofs`].
    pub oneof: Option<usize>,
    /// Go's wrapper type for a member of a oneof, such as `ProxyConfig_ServiceCluster`.
    pub go_wrapper: String,
    /// Whether the API calls it deprecated.
    pub deprecated: bool,
}

/// Fields of which at most one is set.
pub struct OneofDescriptor {
    /// The name in the `.proto` file.
    pub name: String,
    /// The interface field of Go's struct.
    pub go_name: String,
}

/// How many values a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// One at most.
    Singular,
    /// A list.
    Repeated,
    /// A map with string keys.
    Map,
}

/// The type of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint32`
    Uint32,
    /// `uint64`
    Uint64,
    /// `double`
    Double,
    /// `string`
    String,
    /// An enum.
    Enum(EnumRef),
    /// A message.
    Message(MessageRef),
}

/// Which enum of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumRef(usize);

/// Which message of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageRef(usize);

/// A protobuf enum.
pub struct EnumDescriptor {
    /// The full name.
    pub name: String,
    /// Go's type, such as `v1alpha1.AuthenticationPolicy`.
    pub go_type: String,
    /// Numbers and names in the order of their declaration.
    pub values: Vec<(i32, String)>,
}

impl EnumRef {
    /// The enum.
    #[must_use]
    pub fn get(self) -> &'static EnumDescriptor {
        &registry().enums[self.0]
    }
}

impl MessageRef {
    /// The message type.
    #[must_use]
    pub fn get(self) -> &'static MessageDescriptor {
        &registry().messages[self.0]
    }
}

impl EnumDescriptor {
    /// The first name of a number.
    #[must_use]
    pub fn name_of(&self, number: i32) -> Option<&str> {
        self.values
            .iter()
            .find(|(n, _)| *n == number)
            .map(|(_, name)| name.as_str())
    }

    /// The number of a name.
    #[must_use]
    pub fn number_of(&self, name: &str) -> Option<i32> {
        self.values.iter().find(|(_, n)| n == name).map(|(number, _)| *number)
    }
}

impl MessageDescriptor {
    /// The message type of a full protobuf name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static MessageDescriptor> {
        let registry = registry();
        registry.message_index.get(name).map(|&i| &registry.messages[i])
    }

    /// The field with this protobuf or JSON name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldDescriptor> {
        self.by_name.get(name).map(|&i| &self.fields[i])
    }

    /// The fields of a oneof, in order.
    pub fn oneof_fields(&self, oneof: usize) -> impl Iterator<Item = &FieldDescriptor> {
        self.fields.iter().filter(move |f| f.oneof == Some(oneof))
    }
}

impl FieldDescriptor {
    /// Whether a zero value can be told from an absent one: messages and members of a oneof.
    #[must_use]
    pub fn has_presence(&self) -> bool {
        self.cardinality == Cardinality::Singular && (self.oneof.is_some() || matches!(self.kind, Kind::Message(_)))
    }
}

impl fmt::Debug for MessageDescriptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Message types are the same when their names are.
impl PartialEq for MessageDescriptor {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

struct Registry {
    messages: Vec<MessageDescriptor>,
    message_index: HashMap<String, usize>,
    enums: Vec<EnumDescriptor>,
}

fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| Registry::parse(TABLES).expect("the embedded tables are well formed: a test reads them"))
}

/// One line of a table, split into words, with its field type not yet resolved.
struct PendingField {
    message: usize,
    field: usize,
    kind: String,
}

impl Registry {
    /// Reads the tables. The error is the line at fault.
    fn parse(tables: &[&str]) -> Result<Registry, String> {
        let mut registry = Registry {
            messages: Vec::new(),
            message_index: HashMap::new(),
            enums: Vec::new(),
        };
        let mut enum_index = HashMap::new();
        let mut pending = Vec::new();
        for table in tables {
            let mut skipping = false;
            for line in table.lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                match words.as_slice() {
                    ["message", name, go_type] => {
                        skipping = registry.message_index.contains_key(*name);
                        if !skipping {
                            registry
                                .message_index
                                .insert((*name).to_owned(), registry.messages.len());
                            registry.messages.push(MessageDescriptor {
                                name: (*name).to_owned(),
                                go_type: (*go_type).to_owned(),
                                fields: Vec::new(),
                                oneofs: Vec::new(),
                                by_name: HashMap::new(),
                            });
                        }
                    }
                    ["enum", name, go_type] => {
                        skipping = enum_index.contains_key(*name);
                        if !skipping {
                            enum_index.insert((*name).to_owned(), registry.enums.len());
                            registry.enums.push(EnumDescriptor {
                                name: (*name).to_owned(),
                                go_type: (*go_type).to_owned(),
                                values: Vec::new(),
                            });
                        }
                    }
                    _ if skipping => {}
                    ["oneof", name, go_name] => {
                        let message = registry.messages.last_mut().ok_or(line)?;
                        message.oneofs.push(OneofDescriptor {
                            name: (*name).to_owned(),
                            go_name: (*go_name).to_owned(),
                        });
                    }
                    ["field", number, name, json_name, go_name, kind, marks @ ..] => {
                        let at = registry.messages.len().checked_sub(1).ok_or(line)?;
                        let message = &mut registry.messages[at];
                        let mut field = FieldDescriptor {
                            index: message.fields.len(),
                            number: number.parse().map_err(|_| line)?,
                            name: (*name).to_owned(),
                            json_name: (*json_name).to_owned(),
                            go_name: (*go_name).to_owned(),
                            kind: Kind::Bool,
                            cardinality: Cardinality::Singular,
                            oneof: None,
                            go_wrapper: String::new(),
                            deprecated: false,
                        };
                        for mark in marks {
                            match mark.split_once('=') {
                                None if *mark == "repeated" => field.cardinality = Cardinality::Repeated,
                                None if *mark == "map" => field.cardinality = Cardinality::Map,
                                None if *mark == "deprecated" => field.deprecated = true,
                                Some(("in", membership)) => {
                                    let (oneof, wrapper) = membership.split_once(':').ok_or(line)?;
                                    let oneof = message.oneofs.iter().position(|o| o.name == oneof).ok_or(line)?;
                                    field.oneof = Some(oneof);
                                    field.go_wrapper = wrapper.to_owned();
                                }
                                _ => return Err(line.to_owned()),
                            }
                        }
                        message.by_name.insert(field.name.clone(), field.index);
                        message.by_name.insert(field.json_name.clone(), field.index);
                        pending.push(PendingField {
                            message: at,
                            field: field.index,
                            kind: (*kind).to_owned(),
                        });
                        message.fields.push(field);
                    }
                    ["value", number, name] => {
                        let of = registry.enums.last_mut().ok_or(line)?;
                        of.values.push((number.parse().map_err(|_| line)?, (*name).to_owned()));
                    }
                    _ => return Err(line.to_owned()),
                }
            }
        }
        for PendingField { message, field, kind } in pending {
            let resolved = match kind.as_str() {
                "bool" => Kind::Bool,
                "int32" => Kind::Int32,
                "int64" => Kind::Int64,
                "uint32" => Kind::Uint32,
                "uint64" => Kind::Uint64,
                "double" => Kind::Double,
                "string" => Kind::String,
                other => match other.split_at_checked(1) {
                    Some((".", name)) => Kind::Message(MessageRef(
                        *registry.message_index.get(name).ok_or_else(|| kind.clone())?,
                    )),
                    Some(("=", name)) => Kind::Enum(EnumRef(*enum_index.get(name).ok_or_else(|| kind.clone())?)),
                    _ => return Err(kind),
                },
            };
            registry.messages[message].fields[field].kind = resolved;
        }
        Ok(registry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_are_well_formed() {
        let registry = Registry::parse(TABLES).unwrap_or_else(|line| panic!("bad line: {line}"));
        assert!(registry.messages.len() > 100);
    }

    #[test]
    fn a_field_is_found_by_both_names() {
        let proxy = MessageDescriptor::find("istio.mesh.v1alpha1.ProxyConfig").expect("in the table");
        let field = proxy.field("hold_application_until_proxy_starts").expect("proto name");
        assert_eq!(field.json_name, "holdApplicationUntilProxyStarts");
        assert_eq!(field.go_name, "HoldApplicationUntilProxyStarts");
        assert_eq!(
            proxy.field("holdApplicationUntilProxyStarts").map(|f| f.index),
            Some(field.index)
        );
    }

    #[test]
    fn oneofs_know_their_members_and_wrappers() {
        let proxy = MessageDescriptor::find("istio.mesh.v1alpha1.ProxyConfig").expect("in the table");
        assert_eq!(proxy.oneofs[0].go_name, "ClusterName");
        let members: Vec<_> = proxy
            .oneof_fields(0)
            .map(|f| (f.json_name.as_str(), f.go_wrapper.as_str()))
            .collect();
        assert_eq!(
            members,
            [
                ("serviceCluster", "ProxyConfig_ServiceCluster"),
                ("tracingServiceName", "ProxyConfig_TracingServiceName_")
            ]
        );
    }

    #[test]
    fn a_malformed_line_is_named() {
        assert_eq!(
            Registry::parse(&["message a.B C\n  field x y"]).err().as_deref(),
            Some("  field x y")
        );
        assert_eq!(
            Registry::parse(&["message a.B C\n field 1 y y Y .no.Such"])
                .err()
                .as_deref(),
            Some(".no.Such")
        );
    }
}

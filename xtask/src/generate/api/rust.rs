//! Rust types from the `.api` files.

use super::model::{Api, ApiFile, Enum, Field, FieldType, Kind, Message, Reference, Shape};
use super::names;
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the Rust files.
pub(crate) const FOLDER: &str = "crates/istio-api/src/generated";

/// The first line of each file.
const HEADER: &str = "// Written by `cargo xtask generate` from crates/istio-api/api.\n";

/// How wide a line of documentation is, without its indentation.
const WIDTH: usize = 110;

/// Every Rust file: its path in [`FOLDER`] and its text, which rustfmt has not yet seen.
pub(crate) fn files(api: &Api) -> Vec<(String, String)> {
    let mut files = vec![
        ("mod.rs".to_owned(), root_module(api)),
        ("kinds.rs".to_owned(), kinds(api)),
    ];
    for (group, members) in groups(api) {
        if !group.is_empty() {
            files.push((format!("{group}/mod.rs"), group_module(&group, &members)));
        }
    }
    for file in &api.files {
        let folder = match file.group.as_str() {
            "" => String::new(),
            group => format!("{group}/"),
        };
        files.push((format!("{folder}{}.rs", file.stem), types(api, file)));
    }
    files.sort();
    files
}

fn groups(api: &Api) -> BTreeMap<String, Vec<&ApiFile>> {
    let mut groups: BTreeMap<String, Vec<&ApiFile>> = BTreeMap::new();
    for file in &api.files {
        groups.entry(file.group.clone()).or_default().push(file);
    }
    groups
}

fn root_module(api: &Api) -> String {
    let mut text = format!("{HEADER}\n//! The types of the Istio API, a module a group.\n\npub(crate) mod kinds;\n");
    let mut modules: BTreeSet<&str> = BTreeSet::new();
    for file in &api.files {
        modules.insert(match file.group.as_str() {
            "" => &file.stem,
            group => group,
        });
    }
    for module in modules {
        text.push_str(&format!("pub mod {module};\n"));
    }
    text
}

fn group_module(group: &str, files: &[&ApiFile]) -> String {
    let mut text = format!("{HEADER}\n//! The types of the group {group}.\n\n");
    for file in files {
        text.push_str(&format!("mod {};\n", file.stem));
    }
    text.push('\n');
    for file in files {
        text.push_str(&format!("pub use {}::*;\n", file.stem));
    }
    let mut versions: BTreeMap<&str, Vec<&Kind>> = BTreeMap::new();
    for kind in files.iter().flat_map(|file| &file.kinds) {
        for version in &kind.versions {
            versions.entry(version).or_default().push(kind);
        }
    }
    for (version, kinds) in versions {
        text.push_str(&format!(
            "\n/// The objects of version `{version}`.\n#[cfg(feature = \"kube\")]\npub mod {version} {{\n"
        ));
        for kind in kinds {
            document(&mut text, "    ", &kind.doc);
            text.push_str(&format!(
                "    pub type {} = crate::typed::Object<super::{}, crate::typed::{}>;\n",
                kind.name,
                spec_name(&kind.spec),
                names::version(version)
            ));
        }
        text.push_str("}\n");
    }
    text
}

fn spec_name(message: &str) -> String {
    format!("{message}Spec")
}

fn document(text: &mut String, indent: &str, doc: &str) {
    let mut line = String::new();
    for word in doc.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > WIDTH {
            text.push_str(&format!("{indent}/// {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    text.push_str(&format!("{indent}/// {line}\n"));
}

fn in_protobuf(text: &mut String, name: Option<&str>) {
    if let Some(name) = name {
        text.push_str(&format!("///\n/// In protobuf: `{name}`.\n"));
    }
}

fn kinds(api: &Api) -> String {
    let mut text = format!("{HEADER}\n//! The table of kinds.\n\nuse crate::typed::{{Kind, Scope}};\n");
    let quoted = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| format!("{item:?}")).collect();
        items.join(", ")
    };
    for (_, kind) in api.kinds() {
        text.push_str(&format!(
            "\npub(crate) const {}: Kind = Kind {{\n    group: {:?},\n    kind: {:?},\n    plural: {:?},\n    short_names: &[{}],\n    \
             versions: &[{}],\n    storage_version: {:?},\n    scope: Scope::Namespaced,\n    spec_required: {},\n}};\n",
            constant(kind),
            kind.group,
            kind.name,
            kind.plural,
            quoted(&kind.short),
            quoted(&kind.versions),
            kind.storage,
            kind.spec_required
        ));
    }
    text.push_str("\n/// The kinds that a cluster serves, sorted by plural.\npub(crate) const SERVED: &[Kind] = &[\n");
    for (_, kind) in api.kinds() {
        if !kind.file_only {
            text.push_str(&format!("    {},\n", constant(kind)));
        }
    }
    text.push_str("];\n");
    text
}

fn constant(kind: &Kind) -> String {
    names::snake(&kind.name).to_uppercase()
}

/// The types of one file.
fn types(api: &Api, file: &ApiFile) -> String {
    let mut text = format!(
        "{HEADER}\n//! {}\n\nuse serde::{{Deserialize, Serialize}};\n",
        file.about
    );
    let writer = Writer { api, file };
    for message in &file.messages {
        writer.message(&mut text, message);
        for kind in file.kinds.iter().filter(|kind| kind.spec == message.name) {
            text.push_str(&format!(
                "\nimpl crate::typed::Spec for {} {{\n    const KIND: &'static crate::typed::Kind = \
                 &crate::generated::kinds::{};\n}}\n",
                spec_name(&kind.spec),
                constant(kind)
            ));
        }
    }
    for values in &file.enums {
        enumeration(&mut text, values);
    }
    text
}

struct Writer<'a> {
    api: &'a Api,
    file: &'a ApiFile,
}

impl Writer<'_> {
    fn message(&self, text: &mut String, message: &Message) {
        let name = rust_name(self.file, &message.name);
        text.push('\n');
        document(text, "", &message.doc);
        let whole = message.one_ofs.iter().map(Vec::len).sum::<usize>() == message.fields.len();
        for group in message.one_ofs.iter().filter(|group| group.len() > 1) {
            let fields: Vec<String> = group.iter().map(|field| format!("`{}`", names::snake(field))).collect();
            text.push_str("///\n");
            document(text, "", &format!("At most one of {} is set.", fields.join(", ")));
        }
        in_protobuf(text, message.proto.as_deref());
        text.push_str("#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]\n");
        if message.fields.is_empty() {
            text.push_str(&format!("pub struct {name} {{}}\n"));
            return;
        }
        text.push_str(&format!("#[serde(rename_all = \"camelCase\")]\npub struct {name} {{\n"));
        for field in &message.fields {
            self.field(text, field);
        }
        if message.open {
            text.push_str("    /// Fields that this library does not know.\n    #[serde(flatten)]\n");
            text.push_str("    pub other: serde_json::Map<String, serde_json::Value>,\n");
        }
        text.push_str("}\n");
        if whole && message.one_ofs.len() == 1 && message.fields.len() > 1 {
            self.constructors(text, &name, message);
        }
    }

    fn field(&self, text: &mut String, field: &Field) {
        document(text, "    ", &field.doc);
        let name = names::field(&field.name);
        let mut attributes = Vec::new();
        if names::serde_camel(&name) != field.name {
            attributes.push(format!("rename = {:?}", field.name));
        }
        if let Some(alias) = &field.alias {
            attributes.push(format!("alias = {alias:?}"));
        }
        let value = self.value(field);
        let value = match field.required {
            true => value,
            false => {
                attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
                format!("Option<{value}>")
            }
        };
        if !attributes.is_empty() {
            text.push_str(&format!("    #[serde({})]\n", attributes.join(", ")));
        }
        text.push_str(&format!("    pub {name}: {value},\n"));
    }

    /// The Rust type of a field that is there.
    fn value(&self, field: &Field) -> String {
        let one = match &field.kind {
            FieldType::Bool => "bool".to_owned(),
            FieldType::Int32 => "i32".to_owned(),
            FieldType::Uint32 => "u32".to_owned(),
            FieldType::Uint64 => "u64".to_owned(),
            FieldType::Double => "f64".to_owned(),
            FieldType::String | FieldType::Bytes | FieldType::Timestamp => "String".to_owned(),
            FieldType::Duration => "crate::typed::Duration".to_owned(),
            FieldType::Object => "serde_json::Map<String, serde_json::Value>".to_owned(),
            FieldType::Any => "serde_json::Value".to_owned(),
            FieldType::Int64 | FieldType::IntOrString => "crate::typed::IntOrString".to_owned(),
            FieldType::Named(reference) => self.path(reference),
        };
        match field.shape {
            Shape::One => one,
            Shape::List => format!("Vec<{one}>"),
            Shape::Map => format!("std::collections::BTreeMap<String, {one}>"),
        }
    }

    /// How this file names a type of any file.
    fn path(&self, reference: &Reference) -> String {
        let Some(file) = self.api.file(&reference.stem) else {
            return reference.name.clone();
        };
        let name = rust_name(file, &reference.name);
        if file.stem == self.file.stem {
            name
        } else if file.group.is_empty() {
            format!("crate::generated::{}::{name}", file.stem)
        } else if file.group == self.file.group {
            format!("super::{name}")
        } else {
            format!("crate::generated::{}::{name}", file.group)
        }
    }

    /// For a message that is nothing but a choice, a function a field.
    fn constructors(&self, text: &mut String, name: &str, message: &Message) {
        text.push_str(&format!("\nimpl {name} {{\n"));
        for (index, field) in message.fields.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            let rust = names::field(&field.name);
            let value = self.value(field);
            let (parameter, given) = match value.as_str() {
                "String" => ("impl Into<String>".to_owned(), "value.into()"),
                _ => (value, "value"),
            };
            document(
                text,
                "    ",
                &format!("With `{}` set: {}", names::snake(&field.name), lower_first(&field.doc)),
            );
            text.push_str(&format!(
                "    #[must_use]\n    pub fn {rust}(value: {parameter}) -> Self {{\n        Self {{\n            \
                 {rust}: Some({given}),\n            ..Self::default()\n        }}\n    }}\n"
            ));
        }
        text.push_str("}\n");
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if letters.as_str().starts_with(|c: char| c.is_lowercase() || c == ' ') => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The Rust name of a message or enum; a kind's own message is its spec.
fn rust_name(file: &ApiFile, name: &str) -> String {
    match file.kinds.iter().any(|kind| kind.spec == name) {
        true => spec_name(name),
        false => name.to_owned(),
    }
}

fn enumeration(text: &mut String, values: &Enum) {
    text.push('\n');
    document(text, "", &values.doc);
    in_protobuf(text, values.proto.as_deref());
    text.push_str("#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]\n#[non_exhaustive]\n");
    text.push_str(&format!("pub enum {} {{\n", values.name));
    for (name, doc) in &values.values {
        document(text, "    ", doc);
        let variant = names::variant(name);
        if variant != *name {
            text.push_str(&format!("    #[serde(rename = {name:?})]\n"));
        }
        text.push_str(&format!("    {variant},\n"));
    }
    text.push_str("    /// A value that this library does not know.\n    #[serde(untagged)]\n    Other(String),\n}\n");
}

//! What the `.api` files say, as data.

use std::collections::BTreeMap;

/// Everything that the `.api` files say.
pub(crate) struct Api {
    /// The files, sorted by path.
    pub(crate) files: Vec<ApiFile>,
}

/// One file.
#[derive(Debug, Default)]
pub(crate) struct ApiFile {
    /// The folder it is in, which is its Rust module; empty for files at the top.
    pub(crate) group: String,
    /// The file's name without extension, by which other files refer to its definitions.
    pub(crate) stem: String,
    /// The comment at its top.
    pub(crate) about: String,
    /// The kinds, in order.
    pub(crate) kinds: Vec<Kind>,
    /// The messages, in order.
    pub(crate) messages: Vec<Message>,
    /// The enums, in order.
    pub(crate) enums: Vec<Enum>,
}

/// A Kubernetes kind.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    /// What it is.
    pub(crate) doc: String,
    /// The kind's name.
    pub(crate) name: String,
    /// The plural, in lower case.
    pub(crate) plural: String,
    /// The API group.
    pub(crate) group: String,
    /// The message of its spec, in the same file.
    pub(crate) spec: String,
    /// Whether an object must have a spec.
    pub(crate) spec_required: bool,
    /// Rules for the spec besides those of its message.
    pub(crate) rules: Vec<Rule>,
    /// Short names.
    pub(crate) short: Vec<String>,
    /// Categories.
    pub(crate) categories: Vec<String>,
    /// The served versions, in the order of the CRD.
    pub(crate) versions: Vec<String>,
    /// The version that is stored.
    pub(crate) storage: String,
    /// Printer columns.
    pub(crate) columns: Vec<Column>,
    /// Labels of its CRD besides those that all CRDs have.
    pub(crate) labels: BTreeMap<String, String>,
    /// Whether it is only read from files, so that no CRD is made.
    pub(crate) file_only: bool,
}

/// A column that `kubectl get` prints.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) name: String,
    /// Its type.
    pub(crate) kind: String,
    /// Where its value is.
    pub(crate) path: String,
}

/// A rule in the Common Expression Language.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The expression that must be true.
    pub(crate) expression: String,
    /// What is said when it is not.
    pub(crate) message: String,
}

/// A message: an object with known fields.
#[derive(Debug, Default)]
pub(crate) struct Message {
    /// What it is.
    pub(crate) doc: String,
    /// Its name.
    pub(crate) name: String,
    /// Its full name in protobuf, if it has one there.
    pub(crate) proto: Option<String>,
    /// Whether fields that are not listed are kept.
    pub(crate) open: bool,
    /// Groups of fields of which at most one may be set.
    pub(crate) one_ofs: Vec<Vec<String>>,
    /// Rules for a value of the message.
    pub(crate) rules: Vec<Rule>,
    /// The fields, in order.
    pub(crate) fields: Vec<Field>,
}

/// A field of a message.
#[derive(Debug)]
pub(crate) struct Field {
    /// What it does.
    pub(crate) doc: String,
    /// Its name in JSON.
    pub(crate) name: String,
    /// The type of one value.
    pub(crate) kind: FieldType,
    /// How many values there are.
    pub(crate) shape: Shape,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Whether null stands for absent.
    pub(crate) nullable: bool,
    /// Whether it should not be used any more.
    pub(crate) deprecated: bool,
    /// Another name that the CRD takes.
    pub(crate) alias: Option<String>,
    /// Whether a duration is not checked by the CRD.
    pub(crate) unchecked: bool,
    /// Limits of the field's value: of the whole list or map.
    pub(crate) limits: Limits,
    /// Limits of each element of a list or map.
    pub(crate) each: Limits,
}

/// How many values a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One.
    One,
    /// A list.
    List,
    /// A map with text keys.
    Map,
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// True or false.
    Bool,
    /// 32 bits with sign.
    Int32,
    /// 64 bits with sign, which JSON may give as text.
    Int64,
    /// 32 bits without sign.
    Uint32,
    /// 64 bits without sign.
    Uint64,
    /// A floating point number.
    Double,
    /// Text.
    String,
    /// Base64.
    Bytes,
    /// A duration such as `5s`.
    Duration,
    /// A date and time.
    Timestamp,
    /// Any JSON object.
    Object,
    /// Any JSON.
    Any,
    /// A number or a text.
    IntOrString,
    /// A message or an enum.
    Named(Reference),
}

/// The name of a message or an enum, and the file that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The file's stem.
    pub(crate) stem: String,
    /// The name.
    pub(crate) name: String,
}

/// What is asked of a value besides its type.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    /// Numbers by attribute (`min-length`).
    pub(crate) numbers: BTreeMap<String, i64>,
    /// The expression that a text matches.
    pub(crate) pattern: Option<String>,
    /// The field by which a list is a map.
    pub(crate) keys: Option<String>,
    /// Rules.
    pub(crate) rules: Vec<Rule>,
}

/// An enum.
#[derive(Debug, Default)]
pub(crate) struct Enum {
    /// What it is.
    pub(crate) doc: String,
    /// Its name.
    pub(crate) name: String,
    /// Its full name in protobuf, if it has one there.
    pub(crate) proto: Option<String>,
    /// Names and documentation of the values, in order.
    pub(crate) values: Vec<(String, String)>,
}

/// What a [`Reference`] leads to.
pub(crate) enum Definition<'a> {
    /// A message.
    Message(&'a Message),
    /// An enum.
    Enum(&'a Enum),
}

impl Api {
    /// The file with a stem.
    pub(crate) fn file(&self, stem: &str) -> Option<&ApiFile> {
        self.files.iter().find(|file| file.stem == stem)
    }

    /// What a reference leads to.
    pub(crate) fn find(&self, reference: &Reference) -> Option<Definition<'_>> {
        let file = self.file(&reference.stem)?;
        let message = file.message(&reference.name).map(Definition::Message);
        message.or_else(|| {
            file.enums
                .iter()
                .find(|e| e.name == reference.name)
                .map(Definition::Enum)
        })
    }

    /// Every kind with the file it is in, sorted by group and plural as CRDs are named.
    pub(crate) fn kinds(&self) -> Vec<(&ApiFile, &Kind)> {
        let mut kinds: Vec<_> = self
            .files
            .iter()
            .flat_map(|file| file.kinds.iter().map(move |kind| (file, kind)))
            .collect();
        kinds.sort_by_key(|(_, kind)| (kind.plural.as_str(), kind.group.as_str()));
        kinds
    }
}

impl ApiFile {
    /// The message with a name.
    pub(crate) fn message(&self, name: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.name == name)
    }
}

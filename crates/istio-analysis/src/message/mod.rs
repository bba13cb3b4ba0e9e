//! What analysis reports: a code with its parameters, about a field of a resource.

mod level;
mod table;

use std::cmp::Reverse;

use crate::snapshot::{FieldPath, Location, Origin, Resource};

pub use level::Level;
pub use table::{CODES, Code, codes};

/// Base address of the pages about codes.
const PAGES: &str = "https://istio.io/v1.30/docs/reference/config/analysis";

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind, as in `VirtualService`.
    pub kind: String,
    /// The namespace; empty if it has none.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// The cluster; empty if there is one only.
    pub cluster: String,
    /// The value of the annotation that suppresses messages.
    pub(crate) suppressed: Option<String>,
}

impl Subject {
    /// A subject that is no resource of a snapshot.
    #[must_use]
    pub fn new(kind: &str, namespace: &str, name: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            cluster: String::new(),
            suppressed: None,
        }
    }

    /// `Kind namespace/name`, or `Kind name`; `Cluster` alone for what has no name.
    #[must_use]
    pub fn friendly_name(&self) -> String {
        format!("{} {}", self.kind, self.full_name()).trim_end().to_owned()
    }

    /// `namespace/name`, or `name`.
    #[must_use]
    pub fn full_name(&self) -> String {
        crate::snapshot::full_name(&self.namespace, &self.name)
    }

    /// The namespace that the resource belongs to: for a Namespace that is its name.
    #[must_use]
    pub fn home(&self) -> &str {
        if self.kind == "Namespace" {
            &self.name
        } else {
            &self.namespace
        }
    }

    fn order(&self) -> String {
        format!("{}/{}/{}", self.kind, self.name, self.namespace)
    }
}

impl From<&Resource> for Subject {
    fn from(resource: &Resource) -> Self {
        Self {
            kind: resource.kind().name().to_owned(),
            namespace: resource.namespace().to_owned(),
            name: resource.name().to_owned(),
            cluster: resource.origin().cluster().to_owned(),
            suppressed: resource.annotation(crate::suppression::ANNOTATION).map(str::to_owned),
        }
    }
}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it says, in general.
    pub code: &'static Code,
    /// What it is about.
    pub subject: Option<Subject>,
    /// The names and values that it says it of.
    pub parameters: Vec<String>,
    /// The field that it is about.
    pub field: Option<FieldPath>,
    /// What may have been meant.
    pub suggestion: Option<String>,
    /// Where the field, or else the resource, is written.
    pub location: Option<Location>,
    /// The analyzer that found it.
    pub analyzer: &'static str,
    pub(crate) origin: Option<Origin>,
    /// Whether the field is one that two messages of the same text may differ in.
    pub(crate) field_is_exact: bool,
    pub(crate) line_of_identity: usize,
}

impl Message {
    /// A message about a resource.
    #[must_use]
    pub fn new(code: &'static Code, resource: &Resource) -> Self {
        let mut message = Self::about(code, Some(Subject::from(resource)));
        message.origin = Some(resource.origin().clone());
        message
    }

    /// A message about something that is no resource of a snapshot, or about nothing in particular.
    #[must_use]
    pub fn about(code: &'static Code, subject: Option<Subject>) -> Self {
        Self {
            code,
            subject,
            parameters: Vec::new(),
            field: None,
            suggestion: None,
            location: None,
            analyzer: "",
            origin: None,
            field_is_exact: false,
            line_of_identity: 0,
        }
    }

    /// Adds the next parameter.
    #[must_use]
    pub fn with(mut self, parameter: impl ToString) -> Self {
        self.parameters.push(parameter.to_string());
        self
    }

    /// Adds a list of names as the next parameter.
    #[must_use]
    pub fn with_list(self, items: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut text = String::new();
        for item in items {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(item.as_ref());
        }
        self.with(text)
    }

    /// Names the field. Messages of the same text at several fields stay apart.
    #[must_use]
    pub fn at(mut self, field: FieldPath) -> Self {
        self.field = Some(field);
        self.field_is_exact = true;
        self
    }

    /// Names the field that is nearest to what is wrong; of several messages of the same text one is kept.
    #[must_use]
    pub fn near(mut self, field: FieldPath) -> Self {
        self.field = Some(field);
        self
    }

    /// Says what may have been meant.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// The text, with the suggestion if there is one.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.code.text(&self.parameters);
        if let Some(suggestion) = &self.suggestion {
            text.push_str(&format!(" (did you mean {suggestion:?}?)"));
        }
        text
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.code.level
    }

    /// The address of the page about the code; `reference` says who sends the reader there.
    #[must_use]
    pub fn documentation_url(&self, reference: &str) -> String {
        let code = self.code.id.to_ascii_lowercase();
        let query = if reference.is_empty() {
            String::new()
        } else {
            format!("?ref={reference}")
        };
        format!("{PAGES}/{code}/{query}")
    }
}

/// Sorts messages as istioctl does (cluster, level from error to info, code, resource, text) and drops those that say the same of the
/// same place.
pub fn sort_and_merge(messages: &mut Vec<Message>) {
    messages.sort_by_cached_key(|message| {
        let subject = message.subject.as_ref();
        (
            subject.map_or("", |subject| subject.cluster.as_str()).to_owned(),
            Reverse(message.level()),
            message.code.id,
            subject.map(Subject::order),
            message.location.clone(),
            message.text(),
        )
    });
    let mut seen = std::collections::HashSet::new();
    messages.retain(|message| {
        let subject = message.subject.as_ref();
        seen.insert((
            message.code.id,
            subject.map(|subject| (subject.cluster.clone(), subject.order())),
            message.text(),
            message.line_of_identity,
            message.location.as_ref().map(|place| place.file.clone()),
        ))
    });
}

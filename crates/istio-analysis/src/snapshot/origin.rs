//! Where a resource came from.

use std::ops::Range;
use std::sync::Arc;

use kubeyaml::{Limits, NodeRef, Stream};

use crate::snapshot::field_path::FieldPath;
use crate::snapshot::template::line_in_template;

/// The text of a file, shared by the resources that came from it.
#[derive(Debug)]
pub struct Source {
    /// The name as the user gave it; `-` for standard input.
    pub name: String,
    /// The text.
    pub text: String,
    /// The template that made the text, if one did: messages are about its lines.
    pub template: Option<String>,
}

impl Source {
    /// A text that was written as it is.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            template: None,
        }
    }

    /// What the user wrote.
    #[must_use]
    pub fn written(&self) -> &str {
        self.template.as_deref().unwrap_or(&self.text)
    }

    /// A place in the text as a place in what the user wrote.
    pub(crate) fn written_place(&self, line: usize, column: usize) -> (usize, usize) {
        let Some(template) = &self.template else {
            return (line, column);
        };
        let written = line_in_template(template, &self.text, line);
        let nth = |text: &str, line: usize| text.lines().nth(line.saturating_sub(1)).unwrap_or("").to_owned();
        let own = nth(template, written);
        if own == nth(&self.text, line) {
            return (written, column);
        }
        (written, own.len() - own.trim_start().len() + 1)
    }
}

/// Where a resource came from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A document of a file.
    File(FileOrigin),
    /// A cluster, with its name if there are several.
    Cluster {
        /// The name of the cluster; empty if there is one only.
        cluster: String,
    },
    /// Built in: taken for granted where files alone are analysed.
    BuiltIn,
}

/// A document of a file, or an item of a List in it.
#[derive(Clone, Debug)]
pub struct FileOrigin {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes of the document.
    pub(crate) document: Range<usize>,
    /// The line, from 1, on which the bytes of the document start.
    pub(crate) first_line: usize,
    /// Indexes into `items`, one for each List around the resource.
    pub(crate) items: Vec<usize>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// Where a field is.
pub(crate) struct Place {
    /// Its place, or that of what is nearest to it.
    pub(crate) location: Location,
    /// Whether the field is there and holds a scalar.
    pub(crate) is_field: bool,
}

impl Origin {
    /// The name of the cluster; empty for files.
    #[must_use]
    pub fn cluster(&self) -> &str {
        match self {
            Origin::Cluster { cluster } => cluster,
            Origin::File(_) | Origin::BuiltIn => "",
        }
    }

    /// The file; `None` for what came from elsewhere.
    #[must_use]
    pub fn file(&self) -> Option<&FileOrigin> {
        match self {
            Origin::File(file) => Some(file),
            Origin::Cluster { .. } | Origin::BuiltIn => None,
        }
    }
}

impl FileOrigin {
    /// The text of the document.
    #[must_use]
    pub fn document_text(&self) -> &str {
        self.source.text.get(self.document.clone()).unwrap_or("")
    }

    /// The line and column of a field, or of the object.
    pub(crate) fn place(&self, field: Option<&FieldPath>) -> (usize, usize) {
        self.locate([(self.items.as_slice(), field)].into_iter())
            .first()
            .map_or((self.first_line, 1), |place| {
                (place.location.line, place.location.column)
            })
    }

    /// Reads the document again and gives the places of fields, each of the resource at a path of List items.
    ///
    /// Documents are read again only when a message is about them, so that a snapshot need not keep every position of every file.
    pub(crate) fn locate<'a>(&self, wanted: impl Iterator<Item = (&'a [usize], Option<&'a FieldPath>)>) -> Vec<Place> {
        let text = self.document_text();
        let stream = Stream::parse(text.as_bytes(), &Limits::default()).ok();
        let document = stream
            .as_ref()
            .and_then(|stream| stream.documents().find_map(Result::ok));
        let root = document.as_ref().and_then(|document| document.root());
        wanted
            .map(|(items, field)| {
                let (line, column, whole) = root.map_or((1, 1, false), |root| place(root, items, field, text));
                Place {
                    location: Location {
                        file: self.source.name.clone(),
                        line: self.first_line + line - 1,
                        column,
                    },
                    is_field: whole,
                }
            })
            .collect()
    }
}

fn place(root: NodeRef<'_>, items: &[usize], field: Option<&FieldPath>, text: &str) -> (usize, usize, bool) {
    let mut object = root;
    for &item in items {
        match object.get("items").and_then(|list| list.item(item)) {
            Some(found) => object = found,
            None => break,
        }
    }
    let Some(field) = field else {
        if items.is_empty() {
            let (line, column) = first_line(text);
            return (line, column, false);
        }
        let position = object.position();
        return (position.line, position.column, false);
    };
    let (node, whole) = field.find(object.resolved());
    let position = node.position();
    (position.line, position.column, whole)
}

/// The first line of a document that is neither empty nor a separator: comments above the object belong to it.
fn first_line(text: &str) -> (usize, usize) {
    let line = text
        .lines()
        .position(|line| !line.trim_end().is_empty() && line.trim_end() != "---")
        .unwrap_or(0);
    (line + 1, 1)
}

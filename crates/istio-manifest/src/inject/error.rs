//! Why an injection failed, and where the cause stands.

use std::fmt;

use kubeschema::{Path, Step};
use kubeyaml::NodeRef;

/// A fault in one object, before it is known which file it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    /// Where in the pod (`metadata...` and `spec...` of the pod template); the root when the fault is not of one field.
    pub path: Path,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault at a path.
    #[must_use]
    pub(super) fn at(path: Path, message: impl Into<String>) -> Self {
        Self { path, message: message.into() }
    }

    /// A fault of the whole pod.
    #[must_use]
    pub(super) fn pod(message: impl Into<String>) -> Self {
        Self::at(Path::new(), message)
    }

    /// A fault in the value of an annotation of the pod.
    #[must_use]
    pub(super) fn annotation(name: &str, message: impl Into<String>) -> Self {
        let path = ["metadata", "annotations", name].map(|key| Step::Key(key.to_owned())).into_iter().collect();
        Self::at(path, message)
    }
}

/// A failed injection. `Display` is one line: `FILE:LINE:COLUMN: OBJECT: FIELD: what is wrong`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InjectError {
    /// Name of the input.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// Kind and name of the object, once they are known.
    pub object: Option<String>,
    /// Path of the field in the object.
    pub field: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl InjectError {
    /// Input that is not readable as YAML or JSON.
    #[must_use]
    pub fn reading(file: &str, why: &kubeyaml::Error) -> Self {
        let position = why.position();
        let mut message = why.message().to_owned();
        if let Some((_, first)) = why.first_place() {
            message = format!("{message} (first on line {})", first.line);
        }
        Self {
            file: file.to_owned(),
            line: position.map(|p| p.line),
            column: position.map(|p| p.column),
            object: None,
            field: None,
            message,
        }
    }

    /// A fault at a node.
    #[must_use]
    pub fn at_node(file: &str, node: NodeRef<'_>, message: impl Into<String>) -> Self {
        let position = node.position();
        Self {
            file: file.to_owned(),
            line: Some(position.line),
            column: Some(position.column),
            object: None,
            field: None,
            message: message.into(),
        }
    }

    /// Names the object.
    #[must_use]
    pub fn of(mut self, object: &str) -> Self {
        self.object = Some(object.to_owned());
        self
    }

    /// Names the field.
    #[must_use]
    pub fn in_field(mut self, path: &Path) -> Self {
        self.field = Some(path.to_string());
        self
    }
}

impl fmt::Display for InjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        f.write_str(": ")?;
        for part in [&self.object, &self.field].into_iter().flatten() {
            write!(f, "{part}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for InjectError {}

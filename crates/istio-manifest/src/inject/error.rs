//! Why an injection failed, and where the cause stands.

use std::fmt;

use kubeschema::{Path, Step};
use kubeyaml::{NodeRef, Position};

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
        Self {
            path,
            message: message.into(),
        }
    }

    /// A fault of the whole pod.
    #[must_use]
    pub(super) fn pod(message: impl Into<String>) -> Self {
        Self::at(Path::new(), message)
    }

    /// A fault in the value of an annotation of the pod.
    #[must_use]
    pub(super) fn annotation(name: &str, message: impl Into<String>) -> Self {
        let path = ["metadata", "annotations", name]
            .map(|key| Step::Key(key.to_owned()))
            .into_iter()
            .collect();
        Self::at(path, message)
    }
}

/// A failed injection. `Display` is one line: `FILE:LINE:COLUMN: OBJECT: FIELD: what is wrong`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InjectError(Box<Diagnosis>);

/// What is wrong and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Name of the input.
    pub file: String,
    /// Line and column (in characters), both from 1.
    pub position: Option<Position>,
    /// Kind and name of the object, once they are known.
    pub object: Option<String>,
    /// Path of the field in the object.
    pub field: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl InjectError {
    fn new(file: &str, position: Option<Position>, message: String) -> Self {
        Self(Box::new(Diagnosis {
            file: file.to_owned(),
            position,
            object: None,
            field: None,
            message,
        }))
    }

    /// What is wrong and where.
    #[must_use]
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.0
    }

    /// Input that is not readable as YAML or JSON.
    #[must_use]
    pub(super) fn reading(file: &str, why: &kubeyaml::Error) -> Self {
        let mut message = why.message().to_owned();
        if let Some((_, first)) = why.first_place() {
            message = format!("{message} (first on line {})", first.line);
        }
        Self::new(file, why.position(), message)
    }

    /// A fault at a node.
    #[must_use]
    pub(super) fn at_node(file: &str, node: NodeRef<'_>, message: impl Into<String>) -> Self {
        Self::new(file, Some(node.position()), message.into())
    }

    /// Names the object.
    #[must_use]
    pub(super) fn of(mut self, object: &str) -> Self {
        self.0.object = Some(object.to_owned());
        self
    }

    /// Names the field.
    #[must_use]
    pub(super) fn in_field(mut self, path: &Path) -> Self {
        self.0.field = Some(path.to_string());
        self
    }
}

impl fmt::Display for InjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnosis {
            file,
            position,
            object,
            field,
            message,
        } = &*self.0;
        f.write_str(file)?;
        if let Some(Position { line, column }) = position {
            write!(f, ":{line}:{column}")?;
        }
        f.write_str(": ")?;
        for part in [object, field].into_iter().flatten() {
            write!(f, "{part}: ")?;
        }
        f.write_str(message)
    }
}

impl std::error::Error for InjectError {}

//! What can go wrong between a chart and its manifests.

use std::fmt;

use gotemplate::{ExecError, ParseError};

use crate::strvals;

/// In which part of the work an error came up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Reading the chart.
    Load,
    /// Bringing values together: values files, `--set` and its kin, dependencies, schemas.
    Values,
    /// Parsing and executing templates.
    Render,
    /// Splitting what was rendered into manifests.
    Manifest,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Phase::Load => "load",
            Phase::Values => "values",
            Phase::Render => "render",
            Phase::Manifest => "manifest",
        })
    }
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as Helm names templates: `chart/templates/deployment.yaml`; `gotpl` for a text given to `tpl`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The byte within the line, from 0; `None` where Go knows only the line (parse errors).
    pub column: Option<usize>,
    /// The `define` or file that was executing; empty for parse errors.
    pub template: String,
    /// The failing expression, empty for parse errors.
    pub expression: String,
}

/// An error of this crate. `Display` is the text that Helm gives.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    phase: Phase,
    message: String,
    cause: String,
    file: Option<String>,
    position: Option<kubeyaml::Position>,
    trace: Vec<Place>,
    argument: Option<strvals::Error>,
}

impl Error {
    pub(crate) fn new(phase: Phase, message: impl Into<String>) -> Self {
        let message = message.into();
        Error(Box::new(Inner {
            phase,
            cause: message.clone(),
            message,
            file: None,
            position: None,
            trace: Vec::new(),
            argument: None,
        }))
    }

    pub(crate) fn load(message: impl Into<String>) -> Self {
        Error::new(Phase::Load, message)
    }

    pub(crate) fn values(message: impl Into<String>) -> Self {
        Error::new(Phase::Values, message)
    }

    pub(crate) fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.file.get_or_insert_with(|| file.into());
        self
    }

    pub(crate) fn at(mut self, position: Option<kubeyaml::Position>) -> Self {
        self.0.position = self.0.position.or(position);
        self
    }

    /// An argument of `--set` or its kin that cannot be used, in the words given.
    pub(crate) fn argument_error(message: String, error: strvals::Error) -> Self {
        let mut result = Error::new(Phase::Values, message);
        error.message().clone_into(&mut result.0.cause);
        result.0.argument = Some(error);
        result
    }

    /// Puts words before the text, as Helm does where it passes errors on.
    pub(crate) fn wrapped(mut self, prefix: &str) -> Self {
        self.0.message = format!("{prefix}: {}", self.0.message);
        self
    }

    /// The same error within a subchart: the file's path grows.
    pub(crate) fn below(mut self, folder: &str) -> Self {
        if let Some(file) = &mut self.0.file {
            *file = format!("{folder}/{file}");
        }
        self
    }

    /// A template that does not parse, in Helm's words: where, and the last part of the message.
    pub(crate) fn parse(file: &str, error: &ParseError) -> Self {
        let text = error.to_string();
        let mut parts = text.split(": ");
        let message = match (parts.nth(1), parts.last()) {
            (Some(place), Some(last)) => format!("parse error at ({place}): {last}"),
            (Some(place), None) => format!("parse error at ({place}): {place}"),
            _ => format!("parse error in ({file}): {text}"),
        };
        let mut result = Error::new(Phase::Render, message).in_file(file);
        result.0.cause.clone_from(&error.message);
        result.0.trace.push(Place {
            file: error.template.clone(),
            line: error.line,
            column: None,
            template: String::new(),
            expression: String::new(),
        });
        result
    }

    /// A failed execution in Helm's words. What `fail` and `required` say stands alone behind the place.
    pub(crate) fn exec(file: &str, error: ExecError) -> Self {
        let text = error.to_string();
        let mut parts = text.splitn(3, ": ");
        let (place, rest) = (parts.nth(1), parts.next());
        let marked = rest.and_then(|rest| {
            let start = rest.find(FAIL_START)? + FAIL_START.len();
            let end = rest.rfind(FAIL_END).filter(|end| *end >= start)?;
            rest.get(start..end)
        });
        let message = match (place, marked) {
            (Some(place), Some(said)) => format!("execution error at ({place}): {said}"),
            _ if rest.is_none() => format!("execution error in ({file}): {text}"),
            _ => text.clone(),
        };
        let marked = marked.map(str::to_owned);
        let mut result = Error::new(Phase::Render, message).in_file(file);
        let mut next = Some(Box::new(error));
        // Taken apart link by link, so that a long chain costs no stack when it goes.
        while let Some(mut link) = next {
            next = link.source.take();
            if let Some(at) = link.location {
                result.0.trace.push(Place {
                    file: at.parse_name,
                    line: at.line,
                    column: Some(at.column),
                    template: link.template,
                    expression: at.expression,
                });
            }
            if next.is_none() {
                result.0.cause = marked.clone().unwrap_or(link.message);
            }
        }
        result
    }

    /// The part of the work.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// What is wrong at the innermost place, without the places that led there.
    #[must_use]
    pub fn cause(&self) -> &str {
        &self.0.cause
    }

    /// The file of the chart that the error is about (`values.yaml`, `charts/db/Chart.yaml`), or the template that was rendered
    /// (`chart/templates/deployment.yaml`).
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// Line and column, from 1, in a YAML file of the chart or in rendered text.
    #[must_use]
    pub fn position(&self) -> Option<kubeyaml::Position> {
        self.0.position
    }

    /// The argument of `--set` or its kin that the error is about, with the place in it.
    #[must_use]
    pub fn argument(&self) -> Option<&strvals::Error> {
        self.0.argument.as_ref()
    }

    /// The places in templates from the file that was rendered down to where it failed: a file that includes a helper that includes
    /// another has three.
    #[must_use]
    pub fn trace(&self) -> &[Place] {
        &self.0.trace
    }
}

/// Helm marks the texts of `fail` and `required` with these inside of the engine's error.
pub(crate) const FAIL_START: &str = "HELM_ERR_START";
pub(crate) const FAIL_END: &str = "HELM_ERR_END";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {self})", self.0.phase)
    }
}

impl std::error::Error for Error {}

//! Sets of parsed templates, and executing them.

use crate::error::{ExecError, ParseError};
use crate::exec::Exec;
use crate::function::{FunctionLayer, find_function};
use crate::node::{NodeId, Tree};
use crate::parse::parse;
use crate::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a missing map key gives, Go's option `missingkey`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingKey {
    /// No value, printed `<no value>`.
    #[default]
    Default,
    /// The zero value of the map's element type.
    Zero,
    /// An error.
    Error,
}

/// How to execute, and what an execution may use.
#[derive(Clone, Debug)]
pub struct ExecOptions {
    /// What a missing map key gives.
    pub missing_key: MissingKey,
    /// How deep templates may call each other; Go's limit by default.
    pub max_depth: usize,
    /// How many bytes may be written.
    pub max_output: usize,
    /// How many nodes may be executed.
    pub max_steps: u64,
}

impl Default for ExecOptions {
    fn default() -> Self {
        ExecOptions {
            missing_key: MissingKey::Default,
            max_depth: 100_000,
            max_output: 1 << 30,
            max_steps: u64::MAX,
        }
    }
}

/// One template of a set: a parsed text, or a `define` or `block` in one.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) name: Arc<str>,
    pub(crate) tree: Arc<Tree>,
    pub(crate) list: Arc<[NodeId]>,
    empty: bool,
}

/// Templates that know each other by name. Cloning shares what is parsed; the set is `Send` and `Sync`.
#[derive(Clone, Debug, Default)]
pub struct TemplateSet {
    templates: BTreeMap<Arc<str>, Template>,
    left: String,
    right: String,
}

impl TemplateSet {
    /// An empty set with the delimiters `{{` and `}}`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the delimiters of texts parsed from now on; an empty one stands for Go's default.
    #[must_use]
    pub fn delims(mut self, left: impl Into<String>, right: impl Into<String>) -> Self {
        self.left = left.into();
        self.right = right.into();
        self
    }

    /// Parses a text as the template `name` and adds it with all templates that it defines. A template that is there already is
    /// replaced, unless the new one is empty but for white space. The functions of `layers` are the ones the text may name,
    /// besides Go's builtin ones.
    ///
    /// # Errors
    /// [`ParseError`] with Go's text; the set is then as it was.
    pub fn parse(
        &mut self,
        name: &str,
        text: impl AsRef<[u8]>,
        layers: &[&dyn FunctionLayer],
    ) -> Result<(), ParseError> {
        let left = if self.left.is_empty() { "{{" } else { &self.left };
        let right = if self.right.is_empty() { "}}" } else { &self.right };
        let is_function = |name: &str| find_function(layers, name).is_some();
        let (tree, definitions) = parse(name, text.as_ref(), (left.as_bytes(), right.as_bytes()), &is_function)?;
        let tree = Arc::new(tree);
        for definition in definitions {
            if definition.empty && self.templates.contains_key(definition.name.as_str()) {
                continue;
            }
            let name: Arc<str> = definition.name.into();
            let template = Template {
                name: name.clone(),
                tree: tree.clone(),
                list: definition.list.into(),
                empty: definition.empty,
            };
            self.templates.insert(name, template);
        }
        Ok(())
    }

    /// Whether there is a template of this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }

    /// Whether the template is there and has more in it than white space and comments.
    #[must_use]
    pub fn has_content(&self, name: &str) -> bool {
        self.templates.get(name).is_some_and(|template| !template.empty)
    }

    /// The names of all templates, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(|name| &**name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Template> {
        self.templates.get(name)
    }

    /// Executes a template and gives what it wrote.
    ///
    /// # Errors
    /// [`ExecError`] with Go's text. A name that is not there fails as Go's `Execute` does on an empty template; `ExecuteTemplate`
    /// words that in its own way, so who stands in for it asks [`TemplateSet::contains`] first.
    pub fn execute(
        &self,
        name: &str,
        layers: &[&dyn FunctionLayer],
        data: Value,
        options: &ExecOptions,
    ) -> Result<Vec<u8>, ExecError> {
        let mut out = Vec::new();
        self.execute_into(&mut out, name, layers, data, options)?;
        Ok(out)
    }

    /// Executes a template; what it writes is appended to `out`, also when it fails half way. `max_output` counts all of `out`.
    ///
    /// # Errors
    /// [`ExecError`] with Go's text.
    pub fn execute_into(
        &self,
        out: &mut Vec<u8>,
        name: &str,
        layers: &[&dyn FunctionLayer],
        data: Value,
        options: &ExecOptions,
    ) -> Result<(), ExecError> {
        let Some(template) = self.templates.get(name) else {
            return Err(ExecError {
                template: name.to_owned(),
                location: None,
                message: format!(
                    "{} is an incomplete or empty template",
                    crate::quote::quoted(name.as_bytes())
                ),
                source: None,
            });
        };
        Exec::new(self, template, layers, options, out)
            .run(data)
            .map_err(|error| *error)
    }
}

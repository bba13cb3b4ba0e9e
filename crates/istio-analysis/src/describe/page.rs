//! Lines of text with indentation.

use crate::snapshot::Resource;

/// A page that is written line by line.
#[derive(Debug)]
pub(super) struct Page<'h> {
    here: &'h str,
    text: String,
}

impl<'h> Page<'h> {
    pub(super) fn new(here: &'h str) -> Self {
        Self {
            here,
            text: String::new(),
        }
    }

    /// Adds a line, so many spaces from the left.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a line between two parts.
    pub(super) fn rule(&mut self) {
        self.line(0, "--------------------");
    }

    /// The name of a resource, with its namespace if that is another one than the page is about.
    pub(super) fn name(&self, resource: &Resource) -> String {
        if resource.namespace() == self.here {
            resource.name().to_owned()
        } else {
            format!("{}.{}", resource.name(), resource.namespace())
        }
    }

    pub(super) fn text(self) -> String {
        self.text
    }
}

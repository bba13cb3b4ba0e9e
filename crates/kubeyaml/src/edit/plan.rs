//! What is to become of the entries of a mapping or the items of a list.

use crate::{NodeRef, Value};

use super::changes::Edit;
use super::editor::Editor;

/// Where an entry or item stands: from its key, `?` or `-` to the end of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it ends with a `:` or tag after which there is no text.
    pub(super) is_open: bool,
}

impl Part {
    /// What has to stand before a `,` or bracket: a `:` without a blank could be taken for the end of its key, and a tag has to
    /// have one after it.
    pub(super) fn blank_after(&self) -> &'static str {
        if self.is_open { " " } else { "" }
    }
}

impl Editor<'_, '_, '_> {
    /// Whether `node` has no text but the `:` or tag that ends at `end`.
    pub(super) fn is_open(&self, node: NodeRef<'_>, end: usize) -> bool {
        let text = &self.lines.text[..end];
        node.raw().is_empty()
            && (node.is_omitted() && text.ends_with(':') || node.tag_span().is_some_and(|tag| tag.end == end))
    }
}

/// A place among parts of which at least the one named stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before(usize),
    After(usize),
}

/// Something to put in.
#[derive(Clone, Debug)]
pub(super) enum New<'t> {
    Entry(&'t str, &'t Value),
    Item(&'t Value),
    /// The old part of this index, after these edits.
    Moved {
        old: usize,
        edits: Vec<Edit>,
    },
}

/// What goes and what is put in. The parts that stay are changed elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Plan<'t> {
    pub(super) deleted: Vec<bool>,
    pub(super) insertions: Vec<(Place, New<'t>)>,
}

impl Plan<'_> {
    pub(super) fn new(parts: usize) -> Self {
        Self {
            deleted: vec![false; parts],
            insertions: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.insertions.is_empty() && !self.deleted.contains(&true)
    }
}

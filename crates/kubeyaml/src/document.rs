//! A parsed document: its text and the nodes in it.

use std::ops::Range;
use std::sync::OnceLock;

use crate::index::KeyIndex;
use crate::limits::{DuplicateKeys, Limits, Strictness};
use crate::node::{NodeId, NodeRef};
use crate::position::{LineTable, Position};
use crate::{Error, Reason, Value};

/// What the bits of [`NodeData::shape`] say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    BlockSequence,
    FlowSequence,
    BlockMapping,
    FlowMapping,
    Alias,
}

/// No node, no properties.
pub(crate) const NONE: u32 = u32::MAX;

/// One node. 28 bytes, no boxes: everything else lies in the tables of the document.
#[derive(Clone, Debug)]
pub(crate) struct NodeData {
    /// Where the content starts and ends in the text, tag and anchor left out.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Scalars: where the value starts, in the text or (see `cooked`) in the document's buffer.
    /// Collections: index of the first child in `links`. Aliases: the node referred to.
    pub(crate) first: u32,
    /// Scalars: how many bytes the value has. Collections: how many children there are.
    pub(crate) count: u32,
    pub(crate) parent: u32,
    pub(crate) properties: u32,
    pub(crate) shape: Shape,
    /// The value of the scalar had to be put together and lies in the document's buffer.
    pub(crate) cooked: bool,
}

/// Tag and anchor of a node.
#[derive(Clone, Debug)]
pub(crate) struct Properties {
    /// Where the first of them starts.
    pub(crate) start: u32,
    /// The name after `&`.
    pub(crate) anchor: Option<(u32, u32)>,
    /// The tag as written, and the full tag that it stands for.
    pub(crate) tag: Option<(Range<u32>, Box<str>)>,
}

/// One document of a [`Stream`](crate::Stream).
///
/// All offsets are byte offsets in the decoded text of the whole stream, so nodes of different documents can be compared and
/// positions are those of the file.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    pub(crate) text: &'s str,
    pub(crate) range: Range<usize>,
    pub(crate) first_line: usize,
    pub(crate) index: usize,
    /// Where `---` and `...` stand.
    pub(crate) start_marker: Option<usize>,
    pub(crate) end_marker: Option<usize>,
    pub(crate) nodes: Vec<NodeData>,
    pub(crate) links: Vec<u32>,
    pub(crate) cooked: String,
    pub(crate) properties: Vec<Properties>,
    pub(crate) limits: Limits,
    pub(crate) strictness: Strictness,
    pub(crate) lines: OnceLock<LineTable>,
    pub(crate) keys: OnceLock<KeyIndex>,
}

impl<'s> Document<'s> {
    /// The text of the whole stream. Every span is a range of it.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// The document's own range in [`Document::text`]: directives, markers, comments and blank lines included. The ranges of
    /// a stream's documents follow each other without gaps.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The document's own text, [`Document::range`] of the stream.
    #[must_use]
    pub fn source(&self) -> &'s str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    /// Which document of the stream this is, from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The span of the `---` that opens the document, if there is one.
    #[must_use]
    pub fn start_marker(&self) -> Option<Range<usize>> {
        self.start_marker.map(|at| at..at + 3)
    }

    /// The span of the `...` that ends the document, if there is one.
    #[must_use]
    pub fn end_marker(&self) -> Option<Range<usize>> {
        self.end_marker.map(|at| at..at + 3)
    }

    /// The root node; `None` if there is nothing but comments, blank space and markers.
    #[must_use]
    pub fn root(&self) -> Option<NodeRef<'_>> {
        (!self.nodes.is_empty()).then(|| NodeRef::new(self, 0))
    }

    /// Whether the document has no content: [`Document::root`] is `None`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The node with this id, if the id is of this document.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<NodeRef<'_>> {
        ((id.0 as usize) < self.nodes.len()).then(|| NodeRef::new(self, id.0))
    }

    /// The innermost node whose span holds the byte at `offset`.
    #[must_use]
    pub fn node_at(&self, offset: usize) -> Option<NodeRef<'_>> {
        let mut node = self.root().filter(|node| node.full_span().contains(&offset))?;
        while let Some(inner) = node.children().find(|child| child.full_span().contains(&offset)) {
            node = inner;
        }
        Some(node)
    }

    /// Line and column of a byte offset, counted from the start of the stream.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines
            .get_or_init(|| LineTable::new(self.text, self.range.start, self.range.end, self.first_line))
            .position(self.text, offset)
    }

    /// The data without positions: aliases and merge keys applied, scalars resolved and keys turned into text as
    /// `sigs.k8s.io/yaml` does; `Null` for an empty document. Of a key that is there twice the last value counts.
    ///
    /// # Errors
    /// [`Reason::KeyType`], [`Reason::Merge`], [`Reason::Tag`], [`Reason::RecursiveAlias`], [`Reason::AliasExpansion`],
    /// [`Reason::Depth`].
    pub fn to_value(&self) -> Result<Value, Error> {
        self.to_value_with(DuplicateKeys::LastWins)
    }

    /// As [`Document::to_value`], with a say on duplicate keys.
    ///
    /// # Errors
    /// Those of `to_value`, and [`Reason::DuplicateKey`].
    pub fn to_value_with(&self, duplicates: DuplicateKeys) -> Result<Value, Error> {
        match self.root() {
            Some(root) => root.to_value_with(duplicates),
            None => Ok(Value::Null),
        }
    }

    pub(crate) fn error(&self, reason: Reason, offset: usize, message: impl Into<String>) -> Error {
        Error::new(reason, offset, self.position(offset), message)
    }
}

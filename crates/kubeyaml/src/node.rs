//! Looking at nodes.

use std::fmt;
use std::ops::Range;

use crate::comments::{self, Comment};
use crate::decode;
use crate::document::{Document, NONE, NodeData, Properties, Shape};
use crate::index::{self, KeyIndex, MappingIndex};
use crate::limits::DuplicateKeys;
use crate::position::Position;
use crate::resolve::{self, Scalar};
use crate::{Error, Value};

/// Names a node within its document. Ids go up in the order of the text, a parent before its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The id as an index, below [`Document::node_count`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Text, a number, a boolean or null.
    Scalar,
    /// A list.
    Sequence,
    /// A map.
    Mapping,
    /// `*name`.
    Alias,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Without quotes; also a value left out.
    Plain,
    /// `'...'`
    SingleQuoted,
    /// `"..."`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// How a sequence or mapping is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CollectionStyle {
    /// By indentation.
    Block,
    /// In brackets.
    Flow,
}

/// One key with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'d> {
    /// The key node.
    pub key: NodeRef<'d>,
    /// The value node; a plain scalar without text if the value was left out.
    pub value: NodeRef<'d>,
}

impl Entry<'_> {
    /// From the start of the key to the end of the value, tags and anchors included, comments not.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        let start = self.key.full_span().start;
        start..self.value.full_span().end.max(self.key.full_span().end).max(start)
    }
}

/// A node of a document. Cheap to copy.
#[derive(Clone, Copy)]
pub struct NodeRef<'d> {
    document: &'d Document<'d>,
    id: u32,
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.document, other.document)
    }
}
impl Eq for NodeRef<'_> {}

impl fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NodeRef({}, {:?}, {:?})", self.id, self.kind(), self.span())
    }
}

impl<'d> NodeRef<'d> {
    pub(crate) fn new(document: &'d Document<'d>, id: u32) -> Self {
        Self { document, id }
    }

    pub(crate) fn data(self) -> &'d NodeData {
        &self.document.nodes[self.id as usize]
    }

    fn properties(self) -> Option<&'d Properties> {
        self.document.properties.get(self.data().properties as usize)
    }

    fn child_ids(self) -> &'d [u32] {
        let data = self.data();
        match data.shape {
            Shape::BlockSequence | Shape::FlowSequence | Shape::BlockMapping | Shape::FlowMapping => {
                let first = data.first as usize;
                self.document
                    .links
                    .get(first..first + data.count as usize)
                    .unwrap_or_default()
            }
            _ => &[],
        }
    }

    pub(crate) fn data_id(self) -> u32 {
        self.id
    }

    /// The entry at a position of a mapping.
    pub(crate) fn entry_at(self, position: usize) -> Option<Entry<'d>> {
        let pair = self.child_ids().get(position.checked_mul(2)?..)?.get(..2)?;
        (self.kind() == NodeKind::Mapping).then(|| Entry {
            key: NodeRef::new(self.document, pair[0]),
            value: NodeRef::new(self.document, pair[1]),
        })
    }

    /// The index of a mapping that is large enough to have one.
    pub(crate) fn key_index(self) -> Option<&'d MappingIndex> {
        if !index::is_large(self) {
            return None;
        }
        self.document
            .keys
            .get_or_init(|| KeyIndex::build(self.document))
            .of(self)
    }

    /// The document that the node is in.
    #[must_use]
    pub fn document(self) -> &'d Document<'d> {
        self.document
    }

    /// The node's id in its document.
    #[must_use]
    pub fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// What the node is.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        match self.data().shape {
            Shape::BlockSequence | Shape::FlowSequence => NodeKind::Sequence,
            Shape::BlockMapping | Shape::FlowMapping => NodeKind::Mapping,
            Shape::Alias => NodeKind::Alias,
            _ => NodeKind::Scalar,
        }
    }

    /// How the scalar is written; `None` if the node is no scalar.
    #[must_use]
    pub fn scalar_style(self) -> Option<ScalarStyle> {
        Some(match self.data().shape {
            Shape::Plain => ScalarStyle::Plain,
            Shape::SingleQuoted => ScalarStyle::SingleQuoted,
            Shape::DoubleQuoted => ScalarStyle::DoubleQuoted,
            Shape::Literal => ScalarStyle::Literal,
            Shape::Folded => ScalarStyle::Folded,
            _ => return None,
        })
    }

    /// How the collection is written; `None` if the node is no collection.
    #[must_use]
    pub fn collection_style(self) -> Option<CollectionStyle> {
        Some(match self.data().shape {
            Shape::BlockSequence | Shape::BlockMapping => CollectionStyle::Block,
            Shape::FlowSequence | Shape::FlowMapping => CollectionStyle::Flow,
            _ => return None,
        })
    }

    /// The bytes of the content, in the text of the stream; tag and anchor left out. Never ends with a line break: a block
    /// scalar's span runs from its `|` or `>` to the end of its last line (of its last blank line where those count, with
    /// `+`), a block collection's from its first key or `-` to the end of its last child. A value that was left out has an
    /// empty span right after the `:` or `-`.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        let data = self.data();
        data.start as usize..data.end as usize
    }

    /// As [`NodeRef::span`], tag and anchor included.
    #[must_use]
    pub fn full_span(self) -> Range<usize> {
        let span = self.span();
        match self.properties() {
            Some(properties) => properties.start as usize..span.end,
            None => span,
        }
    }

    /// The text of [`NodeRef::span`].
    #[must_use]
    pub fn raw(self) -> &'d str {
        self.document.text.get(self.span()).unwrap_or_default()
    }

    /// Whether there is no text at all for the node: a value left out, as in `a:`.
    #[must_use]
    pub fn is_omitted(self) -> bool {
        let data = self.data();
        data.shape == Shape::Plain && data.start == data.end && data.properties == NONE
    }

    /// Line and column of the content's first byte.
    #[must_use]
    pub fn position(self) -> Position {
        self.document.position(self.span().start)
    }

    /// Column of the content's first byte from 0, in bytes from the start of its line: for entries of a block collection the
    /// indentation of the collection.
    #[must_use]
    pub fn indent(self) -> usize {
        let start = self.data().start as usize;
        start - line_start(self.document.text, start)
    }

    /// The full tag, as `tag:yaml.org,2002:str` for `!!str`; `None` if none is written.
    #[must_use]
    pub fn tag(self) -> Option<&'d str> {
        self.properties()?.tag.as_ref().map(|(_, full)| &**full)
    }

    /// The span of the tag as written.
    #[must_use]
    pub fn tag_span(self) -> Option<Range<usize>> {
        self.properties()?
            .tag
            .as_ref()
            .map(|(span, _)| span.start as usize..span.end as usize)
    }

    /// The name of the anchor, without `&`.
    #[must_use]
    pub fn anchor(self) -> Option<&'d str> {
        self.document.text.get(self.anchor_span()?)?.get(1..)
    }

    /// The span of the anchor, `&` included.
    #[must_use]
    pub fn anchor_span(self) -> Option<Range<usize>> {
        self.properties()?
            .anchor
            .map(|(start, end)| start as usize..end as usize)
    }

    /// The text of a scalar as it reads once quotes, escapes, folding and indentation are gone; `None` for other kinds.
    #[must_use]
    pub fn as_text(self) -> Option<&'d str> {
        self.scalar_style()?;
        let data = self.data();
        let from = if data.cooked {
            self.document.cooked.as_str()
        } else {
            self.document.text
        };
        let first = data.first as usize;
        Some(from.get(first..first + data.count as usize).unwrap_or_default())
    }

    /// The text of a scalar that cannot be anything but a string, seen without a close look: it has no tag and is in quotes or begins
    /// like no number, date or word with a meaning. It is no merge key either.
    #[inline]
    pub(crate) fn plainly_text(self) -> Option<&'d str> {
        let data = self.data();
        if data.properties != NONE {
            return None;
        }
        let plain = match data.shape {
            Shape::Plain => true,
            Shape::SingleQuoted | Shape::DoubleQuoted | Shape::Literal | Shape::Folded => false,
            _ => return None,
        };
        let from = if data.cooked {
            self.document.cooked.as_str()
        } else {
            self.document.text
        };
        let first = data.first as usize;
        let text = from.get(first..first + data.count as usize)?;
        (!plain || resolve::begins_as_text(text)).then_some(text)
    }

    /// The text of a scalar that reads as a string; `None` for numbers, booleans, null and other kinds. Follows aliases.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        let target = self.resolved();
        match target.scalar() {
            Some(Ok(Scalar::String(_))) => target.as_text(),
            _ => None,
        }
    }

    /// What a scalar stands for under Go's YAML 1.1 rules; `None` for other kinds.
    ///
    /// An explicit tag that does not fit the text gives [`Reason::Tag`](crate::Reason::Tag).
    #[must_use]
    pub fn scalar(self) -> Option<Result<Scalar<'d>, Error>> {
        let text = self.as_text()?;
        let plain = self.data().shape == Shape::Plain;
        Some(resolve::resolve(text, plain, self.tag()).map_err(|mismatch| {
            self.document
                .error(crate::Reason::Tag, self.full_span().start, mismatch.to_string())
        }))
    }

    /// Whether the node, aliases followed, is a scalar that reads as null.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.resolved().scalar(), Some(Ok(Scalar::Null)))
    }

    /// The node that an alias refers to; `None` for other kinds.
    #[must_use]
    pub fn alias_target(self) -> Option<NodeRef<'d>> {
        let data = self.data();
        (data.shape == Shape::Alias).then(|| NodeRef::new(self.document, data.first))
    }

    /// The node itself, or what it refers to if it is an alias.
    #[must_use]
    pub fn resolved(self) -> NodeRef<'d> {
        self.alias_target().unwrap_or(self)
    }

    /// The collection that the node is in: for a key or value its mapping, for an item its sequence.
    #[must_use]
    pub fn parent(self) -> Option<NodeRef<'d>> {
        let parent = self.data().parent;
        (parent != NONE).then(|| NodeRef::new(self.document, parent))
    }

    /// How many items or entries there are; 0 for scalars and aliases.
    #[must_use]
    pub fn len(self) -> usize {
        match self.kind() {
            NodeKind::Mapping => self.child_ids().len() / 2,
            _ => self.child_ids().len(),
        }
    }

    /// Whether there are no items or entries.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Items of a sequence; keys and values of a mapping in turn.
    pub fn children(self) -> impl DoubleEndedIterator<Item = NodeRef<'d>> + ExactSizeIterator {
        self.child_ids().iter().map(move |&id| NodeRef::new(self.document, id))
    }

    /// The child right before `child`.
    pub(crate) fn child_before(self, child: NodeRef<'d>) -> Option<NodeRef<'d>> {
        // Ids go up with the position in the text.
        let ids = self.child_ids();
        let before = ids.partition_point(|&id| id < child.id).checked_sub(1)?;
        ids.get(before).map(|&id| NodeRef::new(self.document, id))
    }

    /// The items of a sequence in order; nothing for other kinds. Does not follow aliases.
    pub fn items(self) -> impl DoubleEndedIterator<Item = NodeRef<'d>> + ExactSizeIterator {
        let ids = if self.kind() == NodeKind::Sequence {
            self.child_ids()
        } else {
            &[]
        };
        ids.iter().map(move |&id| NodeRef::new(self.document, id))
    }

    /// The entries of a mapping in the order of the text, duplicates and `<<` included; nothing for other kinds. Does not
    /// follow aliases.
    pub fn entries(self) -> impl DoubleEndedIterator<Item = Entry<'d>> + ExactSizeIterator {
        let ids = if self.kind() == NodeKind::Mapping {
            self.child_ids()
        } else {
            &[]
        };
        ids.chunks_exact(2).map(move |pair| Entry {
            key: NodeRef::new(self.document, pair[0]),
            value: NodeRef::new(self.document, pair[1]),
        })
    }

    /// The item at `index` of a sequence, aliases followed.
    #[must_use]
    pub fn item(self, index: usize) -> Option<NodeRef<'d>> {
        self.resolved().items().nth(index)
    }

    /// The entry of a mapping whose key gives the JSON key `key`: the last one if there are several. Follows an alias to a
    /// mapping; `<<` is not looked into.
    #[must_use]
    pub fn entry(self, key: &str) -> Option<Entry<'d>> {
        decode::find_entry(self.resolved(), key)
    }

    /// The value under `key` as [`Document::to_value`] would have it: `<<` looked into, the last of duplicates. The value
    /// node is given as it stands, so it may be an alias (see [`NodeRef::resolved`]).
    #[must_use]
    pub fn get(self, key: &str) -> Option<NodeRef<'d>> {
        decode::lookup(self.resolved(), key)
    }

    /// The value at a path of mapping keys; a key that is a number also names an item of a sequence.
    #[must_use]
    pub fn get_path(self, path: &[&str]) -> Option<NodeRef<'d>> {
        path.iter().try_fold(self, |node, step| {
            let node = node.resolved();
            match node.kind() {
                NodeKind::Sequence => node.item(step.parse().ok()?),
                _ => node.get(step),
            }
        })
    }

    /// The JSON key that this node gives as a mapping key.
    ///
    /// # Errors
    /// [`Reason::KeyType`](crate::Reason::KeyType) for lists, mappings and null; [`Reason::Tag`](crate::Reason::Tag).
    pub fn key_text(self) -> Result<std::borrow::Cow<'d, str>, Error> {
        decode::key_text(self)
    }

    /// Whether this is the merge key `<<`, unquoted.
    #[must_use]
    pub fn is_merge_key(self) -> bool {
        decode::is_merge_key(self)
    }

    /// The data without positions; see [`Document::to_value`].
    ///
    /// # Errors
    /// As there.
    pub fn to_value(self) -> Result<Value, Error> {
        self.to_value_with(DuplicateKeys::LastWins)
    }

    /// As [`NodeRef::to_value`], with a say on duplicate keys.
    ///
    /// # Errors
    /// As [`Document::to_value_with`].
    pub fn to_value_with(self, duplicates: DuplicateKeys) -> Result<Value, Error> {
        decode::to_value(self, duplicates)
    }

    /// Every key that a mapping has twice, in this node and below, in the order of the text. One pass, no error.
    #[must_use]
    pub fn duplicate_keys(self) -> Vec<DuplicateKey<'d>> {
        decode::duplicate_keys(self)
    }

    /// The comments on the lines right above the node (no blank line in between), top first.
    #[must_use]
    pub fn head_comments(self) -> Vec<Comment<'d>> {
        comments::head(self)
    }

    /// The comment after the node on its last line. For a block collection that is the one of its last child; for a block
    /// scalar the one after `|`.
    #[must_use]
    pub fn line_comment(self) -> Option<Comment<'d>> {
        comments::line(self)
    }

    /// The comments on the lines right below the node that are indented at least as far as it and are followed by a blank
    /// line, a smaller indentation or the end: those that belong to nothing below.
    #[must_use]
    pub fn foot_comments(self) -> Vec<Comment<'d>> {
        comments::foot(self)
    }
}

/// A key that a mapping has more than once.
#[derive(Clone, Debug)]
pub struct DuplicateKey<'d> {
    /// The JSON key.
    pub key: String,
    /// The key node that came first.
    pub first: NodeRef<'d>,
    /// The later key node with the same text.
    pub again: NodeRef<'d>,
}

/// The start of the line that `offset` is on.
pub(crate) fn line_start(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1)
}

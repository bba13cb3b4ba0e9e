//! Finding keys in large mappings without looking at each.

use std::collections::HashMap;

use crate::decode::{is_merge_key, key_text};
use crate::document::Document;
use crate::node::{Entry, NodeKind, NodeRef};

/// Mappings with more entries than this are indexed; up to here looking at each is as fast.
const SMALL: usize = 48;

/// The entries of every large mapping of a document, by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyIndex(HashMap<u32, MappingIndex>);

/// Positions of entries in their mapping.
#[derive(Clone, Debug, Default)]
pub(crate) struct MappingIndex {
    /// Those with a key, sorted by it; equal ones in the order of the text.
    by_key: Vec<u32>,
    /// Those with `<<`, in the order of the text.
    pub(crate) merges: Vec<u32>,
}

impl KeyIndex {
    pub(crate) fn build(document: &Document<'_>) -> Self {
        let large = (0..document.nodes.len() as u32)
            .map(|id| NodeRef::new(document, id))
            .filter(|node| is_large(*node));
        Self(large.map(|node| (node.data_id(), MappingIndex::build(node))).collect())
    }

    pub(crate) fn of(&self, mapping: NodeRef<'_>) -> Option<&MappingIndex> {
        self.0.get(&mapping.data_id())
    }
}

/// Whether the node is a mapping that is worth an index.
pub(crate) fn is_large(node: NodeRef<'_>) -> bool {
    node.kind() == NodeKind::Mapping && node.len() > SMALL
}

impl MappingIndex {
    fn build(mapping: NodeRef<'_>) -> Self {
        let mut keys = Vec::with_capacity(mapping.len());
        let mut merges = Vec::new();
        for (position, Entry { key, .. }) in (0u32..).zip(mapping.entries()) {
            if is_merge_key(key) {
                merges.push(position);
            } else if let Ok(text) = key_text(key) {
                keys.push((text, position));
            }
        }
        keys.sort();
        Self {
            by_key: keys.into_iter().map(|(_, position)| position).collect(),
            merges,
        }
    }

    /// The position of the last entry whose key gives `wanted`.
    pub(crate) fn last(&self, mapping: NodeRef<'_>, wanted: &str) -> Option<u32> {
        let key_at = |position: u32| {
            mapping
                .entry_at(position as usize)
                .and_then(|entry| key_text(entry.key).ok())
        };
        let after = self
            .by_key
            .partition_point(|&position| key_at(position).is_some_and(|key| *key <= *wanted));
        let position = *self.by_key.get(after.checked_sub(1)?)?;
        key_at(position).is_some_and(|key| key == wanted).then_some(position)
    }
}

//! How a document is laid out, so that what is put in looks like what is there.

use crate::{CollectionStyle, Document, NodeKind, NodeRef};

/// How block collections of a document are indented and how its lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The line break.
    pub(super) newline: &'static str,
    /// How much further a mapping is indented than the mapping that it is a value of.
    pub(super) indent: usize,
    /// How much further the `-` of a list is indented than the key that the list is a value of.
    pub(super) list_indent: usize,
    /// How much further an item is indented than its `-`.
    pub(super) item_indent: usize,
}

/// How many nodes are looked at, which is plenty to tell the habits of a document.
const SAMPLE: usize = 4096;

impl Layout {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut indents = Tally::default();
        let mut list_indents = Tally::default();
        let mut item_indents = Tally::default();
        let mut open: Vec<NodeRef<'_>> = document.root().into_iter().collect();
        let mut seen = 0;
        while let Some(node) = open.pop() {
            seen += 1;
            if seen > SAMPLE || node.collection_style() != Some(CollectionStyle::Block) {
                continue;
            }
            for child in node.children() {
                if child.collection_style() != Some(CollectionStyle::Block) {
                    continue;
                }
                let further = child.indent().checked_sub(node.indent());
                let tally = match (node.kind(), child.kind()) {
                    (NodeKind::Mapping, NodeKind::Mapping) => &mut indents,
                    (NodeKind::Mapping, _) => &mut list_indents,
                    _ => &mut item_indents,
                };
                tally.add(further);
                open.push(child);
            }
        }
        let indent = indents.most().filter(|n| *n > 0).unwrap_or(2);
        Self {
            newline: newline(document),
            indent,
            list_indent: list_indents.most().unwrap_or(0),
            item_indent: item_indents.most().filter(|n| *n > 1).unwrap_or(2),
        }
    }
}

/// The first line break of the document, or else of the whole text.
fn newline(document: &Document<'_>) -> &'static str {
    let first = [document.source(), document.text()]
        .into_iter()
        .find_map(|text| memchr::memchr2(b'\n', b'\r', text.as_bytes()).map(|at| &text.as_bytes()[at..]));
    match first {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// Counts small numbers.
#[derive(Default)]
struct Tally([usize; 17]);

impl Tally {
    fn add(&mut self, n: Option<usize>) {
        if let Some(count) = n.and_then(|n| self.0.get_mut(n)) {
            *count += 1;
        }
    }

    /// The most frequent number, the smallest of several.
    fn most(&self) -> Option<usize> {
        let best = self.0.iter().copied().max().filter(|count| *count > 0)?;
        self.0.iter().position(|count| *count == best)
    }
}

//! What the reader is willing to take, and how strictly it judges.

/// Bounds that keep hostile input from costing more than it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How deep collections may nest, in the text and after aliases are applied. Values above [`Limits::DEEPEST`] count
    /// as that.
    pub max_depth: usize,
    /// How many bytes the input may have. Never more than 4 GiB - 1.
    pub max_bytes: usize,
    /// How many nodes a document may have once its aliases are applied, whatever the ratio rule says: up to 400,000
    /// nodes 99% may come from aliases, above 4,000,000 no more than 10%, in between on a line from one to the other.
    /// (That ratio rule is the one of Go's yaml.v2.)
    pub max_expanded_nodes: usize,
}

impl Limits {
    /// The largest nesting depth that is ever accepted; recursive users of the tree stay safe below it.
    pub const DEEPEST: usize = 1_000;

    /// Sets [`Limits::max_depth`].
    #[must_use]
    pub fn with_max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// Sets [`Limits::max_bytes`].
    #[must_use]
    pub fn with_max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Sets [`Limits::max_expanded_nodes`].
    #[must_use]
    pub fn with_max_expanded_nodes(mut self, nodes: usize) -> Self {
        self.max_expanded_nodes = nodes;
        self
    }

    pub(crate) fn depth(&self) -> usize {
        self.max_depth.min(Self::DEEPEST)
    }
}

impl Default for Limits {
    /// 500 levels, 1 GiB, 10,000,000 nodes.
    fn default() -> Self {
        Self {
            max_depth: 500,
            max_bytes: 1 << 30,
            max_expanded_nodes: 10_000_000,
        }
    }
}

/// Whose verdict on doubtful text the reader gives.
///
/// Both read every document that Go's `sigs.k8s.io/yaml` reads to the same value. The lenient one also takes text that is
/// valid YAML 1.2 or JSON and only Go rejects:
/// - `\/` and surrogate pairs such as `\ud83d\ude00` in double quotes, as JSON writes them;
/// - the character U+007F;
/// - a tab after the indentation of a block scalar whose indentation is not known yet;
/// - keys in double quotes of more than 1,024 characters in brackets, as JSON has them;
/// - `%YAML` of any version 1.x and directives of unknown name;
/// - `...` before the first document, documents without `---` after `...`, and JSON documents one after the other;
/// - a byte order mark before any document; UTF-16 without a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Takes what the list above says.
    #[default]
    Lenient,
    /// Rejects what Go rejects, and like Go looks at nothing after the first document's root.
    Go,
}

/// What to do when a mapping has a key twice. Keys are the same when they give the same JSON key: `1` and `"1"` are.
/// A key that comes from `<<` and is also written out is no duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DuplicateKeys {
    /// The last value counts, as in Go's lenient reader.
    #[default]
    LastWins,
    /// An error that has both positions.
    Reject,
}

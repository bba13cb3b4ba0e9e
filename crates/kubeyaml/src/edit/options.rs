//! What a caller may decide about an edit.

use crate::Value;

/// One step from a node to one below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// To the value under this key, by its name in the target.
    Key(&'a str),
    /// To the item of this index in the target.
    Index(usize),
}

/// The way from the root of a document to a node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Path<'a> {
    above: Option<(&'a Path<'a>, Step<'a>)>,
}

impl<'a> Path<'a> {
    /// The path of the root.
    pub const ROOT: Path<'static> = Path { above: None };

    /// The path one step further.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            above: Some((self, Step::Key(key))),
        }
    }

    /// The path to an item.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            above: Some((self, Step::Index(index))),
        }
    }

    /// The path without its last step; `None` at the root.
    #[must_use]
    pub fn parent(&self) -> Option<&'a Path<'a>> {
        self.above.map(|(parent, _)| parent)
    }

    /// The last step; `None` at the root.
    #[must_use]
    pub fn last(&self) -> Option<Step<'a>> {
        self.above.map(|(_, step)| step)
    }

    /// The last step that is a key: the field that the node is in or of.
    #[must_use]
    pub fn field(&self) -> Option<&'a str> {
        let (parent, step) = self.above?;
        match step {
            Step::Key(key) => Some(key),
            Step::Index(_) => parent.field(),
        }
    }

    /// All steps from the root on.
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        let mut at = self.above;
        while let Some((parent, step)) = at {
            steps.push(step);
            at = parent.above;
        }
        steps.reverse();
        steps
    }
}

/// Whether `original` at the path may stay although it is not equal to `target`.
pub type Same<'a> = dyn Fn(&Path<'_>, &Value, &Value) -> bool + 'a;

/// Whether the key at the path, which the target lacks, stays with the given value.
pub type Keep<'a> = dyn Fn(&Path<'_>, &Value) -> bool + 'a;

/// The name that the target has for the key of the given name in the mapping at the path; `None` for the same one.
pub type Rename<'a> = dyn Fn(&Path<'_>, &str) -> Option<String> + 'a;

/// The keys that can tell the items of the list at the path apart, best first.
pub type Identity<'a> = dyn Fn(&Path<'_>) -> &'static [&'static str] + 'a;

/// Where a new key of a mapping goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// After the last key that is there, several in the order of the target.
    #[default]
    Last,
    /// After the key that precedes it in the alphabet, or first.
    Alphabetical,
}

/// What a caller may decide about an edit. The default decides nothing: scalars stay when they are equal, keys that the target
/// lacks go, no key has another name, and list items are told apart by [`IDENTITY`].
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Asked about scalars that are not equal, and about nodes of different kinds.
    pub same: &'a Same<'a>,
    /// Asked about keys that the target lacks.
    pub keep: &'a Keep<'a>,
    /// Asked about every key.
    pub rename: &'a Rename<'a>,
    /// Asked about lists that differ.
    pub identity: &'a Identity<'a>,
    /// Where new keys go.
    pub placement: Placement,
}

/// The keys by which Kubernetes tells list items apart, in the order in which they are tried: the first that every item has
/// with a value of its own counts.
pub const IDENTITY: &[&str] = &[
    "name",
    "mountPath",
    "containerPort",
    "devicePath",
    "port",
    "ip",
    "topologyKey",
    "key",
    "type",
    "uid",
];

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            same: &|_, _, _| false,
            keep: &|_, _| false,
            rename: &|_, _| None,
            identity: &|_| IDENTITY,
            placement: Placement::Last,
        }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("placement", &self.placement)
            .finish_non_exhaustive()
    }
}

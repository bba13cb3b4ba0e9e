//! Why a patch cannot be applied.

use std::fmt;

use kubeschema::{Path, Step};

/// What a patch is refused for, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct PatchError {
    /// The place, in the tree that the patch speaks of; items of lists are counted as the patch has them.
    pub path: Path,
    /// What is wrong there.
    pub problem: Problem,
}

/// The list that a directive needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// `$deleteFromPrimitiveList/FIELD`.
    DeleteFromPrimitiveList,
    /// `$setElementOrder/FIELD`.
    SetElementOrder,
    /// `$retainKeys`.
    RetainKeys,
}

/// What is wrong with a patch.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// Something else stands where a mapping or a list has to be.
    WrongType {
        /// What has to be there.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// An item of a list that merges by key has no such key.
    NoMergeKey {
        /// The key.
        key: &'static str,
    },
    /// The merge key of an item is a mapping or a list.
    MergeKeyNotScalar {
        /// The key.
        key: &'static str,
    },
    /// Mappings in a list that merges as a list of scalars.
    NoMergeKeyDeclared,
    /// `$patch` with a word that it does not know at this place.
    Directive {
        /// The word.
        directive: String,
    },
    /// `$patch: merge` in an item of a list.
    MergeInList,
    /// A directive whose form is wrong: its key or its value.
    Form(Operand),
    /// A key of the patch that `$retainKeys` beside it does not list.
    NotRetained {
        /// The key.
        key: String,
    },
    /// The items of the patch come in another order than `$setElementOrder` gives, or one is not in it.
    Order,
    /// Items of different types in one list that merges.
    MixedList,
    /// Lists as items of a list that merges.
    ListOfLists,
    /// `$setElementOrder` for a list without items.
    NoItems,
    /// A field that the struct does not have, which both sides set to mappings or lists.
    UnknownField {
        /// The Go type of the struct.
        go_type: &'static str,
        /// The legal name that is nearest, if one is near.
        nearest: Option<&'static str>,
    },
    /// Mappings or lists for a field whose type has none inside.
    NoFields,
    /// Nested deeper than patches are followed.
    TooDeep,
    /// A JSON patch is no list of operations.
    NoOperations,
    /// An operation of a JSON patch that cannot be read or done.
    Operation {
        /// Its place in the patch, from 0.
        index: usize,
        /// Its `op`, as far as it has one.
        op: String,
        /// Its `path`, as far as it has one.
        pointer: String,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Operand::DeleteFromPrimitiveList => "$deleteFromPrimitiveList/FIELD",
            Operand::SetElementOrder => "$setElementOrder/FIELD",
            Operand::RetainKeys => "$retainKeys",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Problem::NoMergeKey { key } => write!(f, "the item has no {key:?}, the key by which this list merges"),
            Problem::MergeKeyNotScalar { key } => write!(
                f,
                "{key:?}, the key by which this list merges, must be plain text or a number"
            ),
            Problem::NoMergeKeyDeclared => {
                f.write_str("the items are mappings, but no key is declared by which they could merge")
            }
            Problem::Directive { directive } => {
                write!(f, "$patch cannot be {directive:?} here; it knows replace and delete")
            }
            Problem::MergeInList => f.write_str("$patch: merge cannot be used in an item of a list"),
            Problem::Form(operand) => write!(f, "{operand} has a wrong form; it takes a list"),
            Problem::NotRetained { key } => write!(f, "the patch sets {key:?}, which its $retainKeys does not list"),
            Problem::Order => {
                f.write_str("the items of the patch do not come in the order that $setElementOrder gives")
            }
            Problem::MixedList => f.write_str("the items of the two lists are not all of one type"),
            Problem::ListOfLists => f.write_str("lists of lists cannot be merged"),
            Problem::NoItems => f.write_str("$setElementOrder needs a list with items"),
            Problem::UnknownField { go_type, nearest } => {
                write!(f, "{go_type} has no such field")?;
                nearest.map_or(Ok(()), |name| write!(f, "; did you mean {name:?}?"))
            }
            Problem::NoFields => f.write_str("this field has nothing inside that could be merged"),
            Problem::TooDeep => f.write_str("nested too deeply"),
            Problem::NoOperations => f.write_str("a JSON patch is a list of operations, each with op and path"),
            Problem::Operation {
                index,
                op,
                pointer,
                reason,
            } => {
                write!(f, "operation {} ({op} {pointer:?}): {reason}", index + 1)
            }
        }
    }
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_root() {
            write!(f, "{}: ", self.path)?;
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for PatchError {}

/// A problem on its way out, collecting the steps it passes, innermost first: so a patch that succeeds pays nothing for paths.
#[derive(Debug)]
pub(crate) struct Failure {
    problem: Problem,
    trail: Vec<Step>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure {
            problem,
            trail: Vec::new(),
        }
    }
}

impl From<Failure> for PatchError {
    fn from(failure: Failure) -> Self {
        PatchError {
            path: failure.trail.into_iter().rev().collect(),
            problem: failure.problem,
        }
    }
}

impl Failure {
    pub(crate) fn under_key(mut self, key: &str) -> Self {
        self.trail.push(Step::Key(key.to_owned()));
        self
    }

    pub(crate) fn at_index(mut self, index: usize) -> Self {
        self.trail.push(Step::Index(index));
        self
    }
}

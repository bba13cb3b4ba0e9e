//! Text replacements: what changes in a source, and nothing else.

use std::ops::Range;

/// One replacement: the bytes of `range` in the source give way to `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the source; empty for an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

/// A list of replacements in one source, sorted and without overlaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    edits: Vec<Edit>,
}

/// Two replacements claim the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The earlier of the two ranges.
    pub first: Range<usize>,
    /// The range that starts inside it.
    pub second: Range<usize>,
}

impl std::fmt::Display for Overlap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "edits of bytes {}..{} and {}..{} overlap",
            self.first.start, self.first.end, self.second.start, self.second.end
        )
    }
}

impl std::error::Error for Overlap {}

impl Edits {
    /// Sorts `edits` by place. Insertions at one place stay in the order given and go before a replacement that starts there.
    ///
    /// # Errors
    /// When two replacements overlap.
    pub fn new(mut edits: Vec<Edit>) -> Result<Self, Overlap> {
        edits.retain(|edit| !edit.range.is_empty() || !edit.text.is_empty());
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for pair in edits.windows(2) {
            if pair[0].range.end > pair[1].range.start {
                return Err(Overlap {
                    first: pair[0].range.clone(),
                    second: pair[1].range.clone(),
                });
            }
        }
        Ok(Self { edits })
    }

    /// Joins the replacements of several documents of one source.
    ///
    /// # Errors
    /// When two replacements overlap.
    pub fn join(all: impl IntoIterator<Item = Edits>) -> Result<Self, Overlap> {
        Self::new(all.into_iter().flat_map(|edits| edits.edits).collect())
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many replacements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// The replacements in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Edit> + ExactSizeIterator {
        self.edits.iter()
    }

    /// The replacements that start at `start` or after it.
    pub(super) fn iter_from(&self, start: usize) -> impl Iterator<Item = &Edit> {
        self.edits[self.edits.partition_point(|edit| edit.range.start < start)..].iter()
    }

    /// The source with every replacement made. Those that lie outside the source are left out and those that cut a
    /// character widened, so that edits of another text cannot panic.
    #[must_use]
    pub fn apply(&self, source: &str) -> String {
        self.apply_range(source, 0..source.len())
    }

    /// The part `range` of the source with the replacements that lie in it made; the others are left out.
    #[must_use]
    pub fn apply_range(&self, source: &str, range: Range<usize>) -> String {
        let start = floor_boundary(source, range.start);
        let end = floor_boundary(source, range.end).max(start);
        let first = self.edits.partition_point(|edit| edit.range.start < start);
        let mut out = String::with_capacity(end - start + self.edits.iter().map(|e| e.text.len()).sum::<usize>());
        let mut at = start;
        for edit in &self.edits[first..] {
            if edit.range.end > end || edit.range.start > end {
                break;
            }
            let from = floor_boundary(source, edit.range.start).max(at);
            out.push_str(&source[at..from]);
            out.push_str(&edit.text);
            at = floor_boundary(source, edit.range.end).max(from);
        }
        out.push_str(&source[at.min(end)..end]);
        out
    }

    /// Gives up the list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Edit> {
        self.edits
    }
}

fn floor_boundary(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit {
            range,
            text: text.to_owned(),
        }
    }

    #[test]
    fn replacements_are_made_in_place_order_whatever_order_they_come_in() {
        let edits =
            Edits::new(vec![edit(4..5, "E"), edit(0..1, "A"), edit(2..2, "x"), edit(2..2, "y")]).expect("no overlap");
        assert_eq!(edits.apply("abcdef"), "AbxycdEf");
        assert_eq!(edits.apply_range("abcdef", 2..5), "xycdE");
    }

    #[test]
    fn overlapping_replacements_are_refused() {
        let overlap = Edits::new(vec![edit(0..3, ""), edit(2..4, "")]).expect_err("they overlap");
        assert_eq!((overlap.first, overlap.second), (0..3, 2..4));
    }

    #[test]
    fn edits_of_another_text_do_not_panic() {
        let edits = Edits::new(vec![edit(1..2, "x"), edit(7..9, "y")]).expect("no overlap");
        assert_eq!(edits.apply("é!"), "x!");
    }
}

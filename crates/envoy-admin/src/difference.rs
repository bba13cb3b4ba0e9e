//! The difference of two texts, for people.

use similar::{Algorithm, TextDiff};

/// How many lines that are the same stand around a difference.
const CONTEXT: usize = 7;

/// A unified diff of two texts with a name each; nothing if they are the same.
#[must_use]
pub fn unified_difference(before: &str, after: &str, names: [&str; 2]) -> Option<String> {
    if before == after {
        return None;
    }
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(before, after);
    let [old, new] = names;
    Some(diff.unified_diff().context_radius(CONTEXT).header(old, new).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_a_difference_are_shown() {
        assert_eq!(unified_difference("a\n", "a\n", ["x", "y"]), None);
        let text = unified_difference("a\nb\nc\n", "a\nd\nc\n", ["x", "y"]).expect("a difference");
        assert_eq!(text, "--- x\n+++ y\n@@ -1,3 +1,3 @@\n a\n-b\n+d\n c\n");
    }
}

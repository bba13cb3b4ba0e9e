//! Whether one line of a file says at least as exactly as another where something is.

use std::path::Path;

/// Whether `ours` is as good a place as `recorded`: the same line, or, where the recorded line is only the first of its resource, a line of
/// the resource. Recorded lines of List items are one too high.
pub(super) fn is_at_least_as_exact(folder: &Path, recorded: &str, ours: &str) -> bool {
    if recorded == ours {
        return true;
    }
    let (Some((file, recorded)), Some((our_file, ours))) = (split(recorded), split(ours)) else {
        return recorded.is_empty();
    };
    if file != our_file {
        return false;
    }
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        return false;
    };
    let lines: Vec<&str> = text.lines().collect();
    let in_list = lines.iter().any(|line| line.trim() == "kind: List");
    // Go counts a separator that opens the file twice.
    let opened = lines.first().is_some_and(|line| line.trim_end() == "---")
        && !lines.iter().take(ours).skip(1).any(|line| line.trim_end() == "---");
    if ours + 1 == recorded && (in_list || opened) {
        return true;
    }
    let separator = |number: usize| lines.get(number - 1).is_some_and(|line| line.trim_end() == "---");
    let first = (1..recorded)
        .rev()
        .find(|&number| separator(number))
        .map_or(1, |number| number + 1);
    let last = (recorded..=lines.len())
        .find(|&number| separator(number))
        .unwrap_or(lines.len() + 1);
    let starts_resource = (first..recorded).all(|number| lines[number - 1].trim().is_empty())
        || lines[recorded - 1].trim_start().starts_with("- ")
        || lines
            .get(recorded.saturating_sub(2))
            .is_some_and(|line| line.trim_start().starts_with("- "));
    starts_resource && (recorded.saturating_sub(1)..last).contains(&ours)
}

fn split(place: &str) -> Option<(&str, usize)> {
    let (file, line) = place.rsplit_once(':')?;
    Some((file, line.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_more_exact_than_the_start_of_its_document() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::write(
            folder.path().join("f.yaml"),
            "a: 1\nb: 2\n---\n\nc: 3\nd: 4\n---\ne: 5\n",
        )?;
        let exact = |recorded: &str, ours: &str| is_at_least_as_exact(folder.path(), recorded, ours);
        assert!(exact("f.yaml:1", "f.yaml:2"));
        assert!(exact("f.yaml:5", "f.yaml:6"));
        assert!(!exact("f.yaml:6", "f.yaml:5"));
        assert!(!exact("f.yaml:1", "f.yaml:5"));
        assert!(!exact("f.yaml:5", "f.yaml:8"));
        assert!(!exact("f.yaml:1", ""));
        assert!(exact("", "f.yaml:1"));
        Ok(())
    }
}

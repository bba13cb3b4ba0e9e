//! The legal name nearest to one that is not.

/// The candidate that `name` was probably meant to be: the same but for case, `-` and `_`, or a few letters apart.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(name);
    let allowed = (wanted.len() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = distance(&wanted, &folded(candidate));
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn folded(name: &str) -> Vec<char> {
    // A name far longer than any field is no misspelling; cutting it bounds the work below.
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .take(128)
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many single-letter insertions, deletions, replacements and swaps of neighbours lie between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let fields = ["concurrency", "holdApplicationUntilProxyStarts", "image", "meshId"];
        let find = |name| nearest(name, fields.into_iter());
        assert_eq!(find("concurency"), Some("concurrency"));
        assert_eq!(
            find("hold-application-until-proxy-starts"),
            Some("holdApplicationUntilProxyStarts")
        );
        assert_eq!(find("meshID"), Some("meshId"));
        assert_eq!(find("iamge"), Some("image"));
        assert_eq!(find("somethingElse"), None);
        assert_eq!(find(""), None);
    }
}

//! The nearest legal name to a misspelt one.

/// Names longer than this are never compared: no field is that long, and the comparison is quadratic.
const LONGEST: usize = 64;

/// The name among `names` that `typed` is most likely meant to be: equal but for case, or at most a third of its letters away
/// (insertions, deletions, substitutions and swaps of neighbours count one each). `None` if nothing is near.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<u8> = typed.bytes().map(|b| b.to_ascii_lowercase()).collect();
    if typed.is_empty() || typed.len() > LONGEST {
        return None;
    }
    let allowed = (typed.len() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        if name.len() > LONGEST || name.len().abs_diff(typed.len()) > allowed {
            continue;
        }
        let lower: Vec<u8> = name.bytes().map(|b| b.to_ascii_lowercase()).collect();
        let distance = edit_distance(&typed, &lower);
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Damerau's distance with swaps of neighbours only (optimal string alignment), three rows at a time.
fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let width = b.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..width {
            let substitution = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substitution.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_likely_name() {
        let names = ["image", "imagePullPolicy", "command", "args", "env", "envFrom", "ports"];
        assert_eq!(nearest("imagePulPolicy", names), Some("imagePullPolicy"));
        assert_eq!(nearest("comand", names), Some("command"));
        assert_eq!(nearest("prots", names), Some("ports"));
        assert_eq!(nearest("replicas", names), None);
        assert_eq!(nearest("", names), None);
    }
}

//! Patterns of Go's `filepath.Match`: `*` and `?` within one part of a path, `[a-z]`, `[^a]`, `\` before a character.

/// What a pattern is made of.
#[derive(Debug)]
enum Piece {
    Char(char),
    Any,
    Star,
    Class { negated: bool, ranges: Vec<(char, char)> },
}

const BAD: &str = "syntax error in pattern";

fn pieces(pattern: &str) -> Result<Vec<Piece>, String> {
    let bad = || BAD.to_owned();
    let mut chars = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(c) = chars.next() {
        pieces.push(match c {
            '*' => Piece::Star,
            '?' => Piece::Any,
            '\\' => Piece::Char(chars.next().ok_or_else(bad)?),
            '[' => {
                let negated = chars.next_if_eq(&'^').is_some();
                let mut ranges = Vec::new();
                loop {
                    if !ranges.is_empty() && chars.next_if_eq(&']').is_some() {
                        break;
                    }
                    let mut bound = || match chars.next() {
                        Some('\\') => chars.next(),
                        Some('-' | ']') | None => None,
                        other => other,
                    };
                    let low = bound().ok_or_else(bad)?;
                    let high = if chars.next_if_eq(&'-').is_some() {
                        let mut bound = || match chars.next() {
                            Some('\\') => chars.next(),
                            Some('-' | ']') | None => None,
                            other => other,
                        };
                        bound().ok_or_else(bad)?
                    } else {
                        low
                    };
                    ranges.push((low, high));
                }
                Piece::Class { negated, ranges }
            }
            c => Piece::Char(c),
        });
    }
    Ok(pieces)
}

/// Whether the pattern is well formed.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    pieces(pattern).map(drop)
}

/// Whether the whole text matches; a malformed pattern matches nothing.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let Ok(pieces) = pieces(pattern) else { return false };
    let text: Vec<char> = text.chars().collect();
    // The places in the text that the pieces so far can have reached.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for piece in &pieces {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            if !reached[at] {
                continue;
            }
            let c = text.get(at).copied();
            match piece {
                Piece::Star => {
                    let mut end = at;
                    next[end] = true;
                    while text.get(end).is_some_and(|c| *c != '/') {
                        end += 1;
                        next[end] = true;
                    }
                }
                Piece::Any if c.is_some_and(|c| c != '/') => next[at + 1] = true,
                Piece::Char(wanted) if c == Some(*wanted) => next[at + 1] = true,
                Piece::Class { negated, ranges } => {
                    let inside = |c| ranges.iter().any(|(low, high)| (*low..=*high).contains(&c));
                    if c.is_some_and(|c| inside(c) != *negated) {
                        next[at + 1] = true;
                    }
                }
                _ => {}
            }
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::{check, matches};

    /// Each result is what Go's `filepath.Match` gives.
    #[test]
    fn matches_as_go_does() {
        for (pattern, text, result) in [
            ("*.txt", "a.txt", true),
            ("*.txt", "a/b.txt", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("\\*", "*", true),
            ("*a*b", "xaxb", true),
            ("a*b*c/d", "abc/d", true),
            ("", "", true),
        ] {
            assert_eq!(matches(pattern, text), result, "{pattern} {text}");
        }
        for bad in ["[", "[]a]", "a\\", "[a-]", "[-x]"] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}

//! The patterns of `.Files.Glob`: `*` within a folder, `**` across folders, `?`, `[abc]`, `[!a-z]`, `{one,two}`.

use std::collections::BTreeSet;

/// How deep braces may nest.
const MAX_DEPTH: usize = 50;

#[derive(Debug)]
enum Piece {
    Char(char),
    /// One character that is no `/`.
    Single,
    /// Any number of characters that are no `/`.
    Any,
    /// Any number of characters.
    Super,
    Set {
        negated: bool,
        chars: Vec<char>,
    },
    Range {
        negated: bool,
        low: char,
        high: char,
    },
    /// One of several patterns.
    AnyOf(Vec<Vec<Piece>>),
}

/// A pattern. One that is malformed matches everything, as in Helm.
#[derive(Debug)]
pub(crate) struct Glob(Option<Vec<Piece>>);

impl Glob {
    pub(crate) fn new(pattern: &str) -> Self {
        let mut parser = Parser {
            chars: pattern.chars().collect(),
            at: 0,
        };
        Glob(parser.pattern(0))
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        let Some(pieces) = &self.0 else { return true };
        let text: Vec<char> = text.chars().collect();
        advance(pieces, &text, BTreeSet::from([0])).contains(&text.len())
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
}

impl Parser {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied();
        self.at += usize::from(c.is_some());
        c
    }

    fn next_if(&mut self, wanted: char) -> bool {
        let found = self.chars.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    /// Pieces up to the end, or up to a `,` or `}` when inside of braces. Braces that are not closed end with the text.
    fn pattern(&mut self, depth: usize) -> Option<Vec<Piece>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut pieces = Vec::new();
        while let Some(c) = self.next() {
            pieces.push(match c {
                ',' | '}' if depth > 0 => {
                    self.at -= 1;
                    break;
                }
                '*' if self.next_if('*') => Piece::Super,
                '*' => Piece::Any,
                '?' => Piece::Single,
                '[' => self.range()?,
                '{' => {
                    let mut alternatives = vec![self.pattern(depth + 1)?];
                    while self.next_if(',') {
                        alternatives.push(self.pattern(depth + 1)?);
                    }
                    self.next_if('}');
                    Piece::AnyOf(alternatives)
                }
                '\\' => match self.next() {
                    Some(c) => Piece::Char(c),
                    None => break,
                },
                c => Piece::Char(c),
            });
        }
        Some(pieces)
    }

    fn range(&mut self) -> Option<Piece> {
        let negated = self.next_if('!');
        if self.chars.get(self.at + 1) == Some(&'-') {
            let low = self.next()?;
            self.at += 1;
            let high = self.next()?;
            return (self.next_if(']') && low <= high).then_some(Piece::Range { negated, low, high });
        }
        let mut chars = Vec::new();
        loop {
            match self.next()? {
                ']' if chars.is_empty() => return None,
                ']' => return Some(Piece::Set { negated, chars }),
                '\\' => chars.push(self.next()?),
                c => chars.push(c),
            }
        }
    }
}

/// The places in the text that can be reached from these with the pieces.
fn advance(pieces: &[Piece], text: &[char], mut from: BTreeSet<usize>) -> BTreeSet<usize> {
    for piece in pieces {
        let one = |fits: &dyn Fn(char) -> bool| -> BTreeSet<usize> {
            from.iter()
                .filter(|at| text.get(**at).is_some_and(|c| fits(*c)))
                .map(|at| at + 1)
                .collect()
        };
        from = match piece {
            Piece::Char(wanted) => one(&|c| c == *wanted),
            Piece::Single => one(&|c| c != '/'),
            Piece::Set { negated, chars } => one(&|c| chars.contains(&c) != *negated),
            Piece::Range { negated, low, high } => one(&|c| (*low..=*high).contains(&c) != *negated),
            Piece::Super => match from.first() {
                Some(first) => (*first..=text.len()).collect(),
                None => BTreeSet::new(),
            },
            Piece::Any => {
                let mut reached = BTreeSet::new();
                for at in from {
                    let mut end = at;
                    while reached.insert(end) && text.get(end).is_some_and(|c| *c != '/') {
                        end += 1;
                    }
                }
                reached
            }
            Piece::AnyOf(alternatives) => alternatives
                .iter()
                .flat_map(|pieces| advance(pieces, text, from.clone()))
                .collect(),
        };
        if from.is_empty() {
            break;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::Glob;

    /// Each result is what `github.com/gobwas/glob` v0.2.3 gives with the separator `/`.
    #[test]
    fn matches_as_the_library_of_helm() {
        for (pattern, text, result) in [
            ("config/*", "config/a.conf", true),
            ("config/*", "config/sub/a.conf", false),
            ("config/**", "config/sub/a.conf", true),
            ("**.conf", "config/sub/a.conf", true),
            ("*.{yaml,json}", "a.json", true),
            ("*.{yaml,json}", "a.txt", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("[ab]c", "bc", true),
            ("[!ab]c", "bc", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("\\*", "*", true),
            ("{a,b{c,d}}e", "bde", true),
            ("[", "anything", true),
            ("[]", "anything", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(text), result, "{pattern} {text}");
        }
    }
}

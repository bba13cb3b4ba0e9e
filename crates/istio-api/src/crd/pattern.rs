//! Regular expressions of schemas and rules, which are Go's.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// How much memory one compiled expression may take.
const MAX_COMPILED: usize = 8 << 20;

/// Compiles an expression that Go's `regexp` would read.
///
/// The syntax is nearly the one of the crate `regex`. What differs: classes such as `\d` hold ASCII characters only, and within
/// brackets `[`, `&` and `~` mean themselves.
pub(super) fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&translate(source)).size_limit(MAX_COMPILED).build()
}

fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let mut chars = source.chars().peekable();
    let mut in_class = false;
    // A `]` right after the opening bracket is a member of the class.
    let mut at_class_start = false;
    while let Some(c) = chars.next() {
        let first = std::mem::take(&mut at_class_start);
        match c {
            '\\' => match chars.next() {
                Some('d') => out.push_str("[0-9]"),
                Some('D') => out.push_str("[^0-9]"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                Some('s') => out.push_str("[\\t\\n\\f\\r ]"),
                Some('S') => out.push_str("[^\\t\\n\\f\\r ]"),
                Some('b') if !in_class => out.push_str("(?-u:\\b)"),
                Some('B') if !in_class => out.push_str("(?-u:\\B)"),
                Some('Q') => {
                    // Quoted up to \E or the end.
                    let mut quoted = String::new();
                    while let Some(c) = chars.next() {
                        if c == '\\' && chars.peek() == Some(&'E') {
                            chars.next();
                            break;
                        }
                        quoted.push(c);
                    }
                    out.push_str(&regex::escape(&quoted));
                }
                Some(other) => {
                    out.push('\\');
                    out.push(other);
                }
                None => out.push('\\'),
            },
            '[' if !in_class => {
                in_class = true;
                out.push('[');
                if chars.peek() == Some(&'^') {
                    chars.next();
                    out.push('^');
                }
                at_class_start = true;
            }
            '[' if chars.peek() == Some(&':') => {
                // [:alpha:], to its end
                out.push('[');
                for c in chars.by_ref() {
                    out.push(c);
                    if c == ']' {
                        break;
                    }
                }
            }
            '[' | '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            ']' if first => out.push_str("\\]"),
            ']' => {
                in_class = false;
                out.push(']');
            }
            other => out.push(other),
        }
    }
    out
}

/// A schema's `pattern`, compiled when a text is first compared with it.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            compiled: OnceLock::new(),
        }
    }

    /// The expression.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Whether it matches anywhere in `text`; `None` when the expression is wrong.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        let regex = self.compiled.get_or_init(|| compile(&self.source).ok());
        regex.as_ref().map(|regex| regex.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Go 1.25's `regexp.MatchString` says of the same expressions and texts.
    #[test]
    fn reads_what_go_reads() {
        for (pattern, text, matches) in [
            (r"^\d+$", "12", true),
            (r"^\d+$", "\u{661}", false),
            (r"^[\w-]+$", "a-b_c", true),
            (r"^[\w-]+$", "é", false),
            (r"^[[]$", "[", true),
            (r"^[]a]+$", "a]", true),
            (r"^[^]a]$", "b", true),
            (r"^[a&&b]+$", "&a", true),
            (r"^[[:alpha:]~]+$", "x~", true),
            (r"^.{3}$", "äöü", true),
            (r"^\Qa.b\E$", "a.b", true),
            (r"^\Qa.b\E$", "axb", false),
            ("a$", "a\n", false),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text), Some(matches), "{pattern} {text}");
        }
        assert_eq!(Pattern::new("(").matches("a"), None);
        assert_eq!(Pattern::new(r"(?=a)").matches("a"), None);
    }
}

//! The words that Go's YAML reader has for what is wrong with a text.
//!
//! They show up in what charts render (`fromYaml` gives them as data) and in Helm's errors. Go counts lines in its own way: its
//! scanner from 1, its parser from 0, and both leave out a line 0.

use kubeyaml::{Document, NodeKind, NodeRef, Reason, Value};

/// Which part of Go's reader finds something wrong.
enum Finder {
    /// The scanner, at the place where it is.
    Scanner,
    /// The parser, at a token.
    Parser,
    /// Others, which name no line.
    Other,
}

/// What stands in our messages, who finds that in Go, and what it says. The first that fits counts.
const WORDS: &[(&str, Finder, &str)] = &[
    (
        "a second `: `",
        Finder::Scanner,
        "mapping values are not allowed in this context",
    ),
    (
        "a list item cannot start here; put",
        Finder::Scanner,
        "block sequence entries are not allowed in this context",
    ),
    (
        "a `? ` key cannot",
        Finder::Scanner,
        "mapping keys are not allowed in this context",
    ),
    (
        "there is no `:` after the key",
        Finder::Scanner,
        "could not find expected ':'",
    ),
    (
        "whose name has only letters",
        Finder::Scanner,
        "did not find expected alphabetic or numeric character",
    ),
    (
        "cannot start a value",
        Finder::Scanner,
        "found character that cannot start any token",
    ),
    (
        "a tab cannot indent",
        Finder::Scanner,
        "found character that cannot start any token",
    ),
    (
        "has no closing quote",
        Finder::Scanner,
        "found unexpected end of stream",
    ),
    (
        "a document marker stands",
        Finder::Scanner,
        "found unexpected document indicator",
    ),
    (
        "is no escape that YAML knows",
        Finder::Scanner,
        "found unknown escape character",
    ),
    (
        "hexadecimal digits in the escape",
        Finder::Scanner,
        "did not find expected hexdecimal number",
    ),
    (
        "is no character",
        Finder::Scanner,
        "found invalid Unicode character escape code",
    ),
    (
        "half of a surrogate pair",
        Finder::Scanner,
        "found invalid Unicode character escape code",
    ),
    (
        "on the line below its",
        Finder::Scanner,
        "did not find expected comment or line break",
    ),
    (
        "is 1 to 9, not 0",
        Finder::Scanner,
        "found an indentation indicator equal to 0",
    ),
    (
        "a tab stands where",
        Finder::Scanner,
        "found a tab character where an indentation space is expected",
    ),
    (
        "two %YAML directives",
        Finder::Parser,
        "found duplicate %YAML directive",
    ),
    ("two %TAG directives", Finder::Parser, "found duplicate %TAG directive"),
    (
        "is not read, only 1.x",
        Finder::Parser,
        "found incompatible YAML document",
    ),
    (
        "`---` after the directives",
        Finder::Parser,
        "did not find expected <document start>",
    ),
    ("begins a directive", Finder::Scanner, "found unknown directive name"),
    ("the directive %", Finder::Scanner, "found unknown directive name"),
    ("not declared with %TAG", Finder::Parser, "found undefined tag handle"),
    (
        "another list item",
        Finder::Parser,
        "did not find expected '-' indicator",
    ),
    ("another `key: value`", Finder::Parser, "did not find expected key"),
    ("`,` or `]`", Finder::Parser, "did not find expected ',' or ']'"),
    ("`,` or `}`", Finder::Parser, "did not find expected ',' or '}'"),
    (
        "expected a document before",
        Finder::Parser,
        "did not find expected node content",
    ),
    ("expected a", Finder::Parser, "did not find expected node content"),
    ("there is no `", Finder::Parser, "did not find expected node content"),
    (
        "cannot start here",
        Finder::Parser,
        "did not find expected node content",
    ),
    (
        "aliases would expand",
        Finder::Other,
        "document contains excessive aliasing",
    ),
    (
        "`<<` takes a mapping",
        Finder::Other,
        "map merge requires map or sequence of maps as the value",
    ),
];

/// Go's text for an error of the reader, what `error converting YAML to JSON: ` stands before. `document` is the one with the
/// error, when it could be read that far.
pub(crate) fn go_text(text: &[u8], error: &kubeyaml::Error, document: Option<&Document<'_>>) -> String {
    let message = error.message();
    match error.reason() {
        Reason::ControlCharacter => return "yaml: control characters are not allowed".to_owned(),
        Reason::Encoding => return "yaml: invalid leading UTF-8 octet".to_owned(),
        Reason::UnknownAnchor => {
            let name = between(message, "&", " ");
            return format!("yaml: unknown anchor '{name}' referenced");
        }
        Reason::RecursiveAlias => {
            let name = between(message, "&", " ");
            return format!("yaml: anchor '{name}' value contains itself");
        }
        Reason::KeyType => {
            if let Some(said) = document.and_then(|document| bad_key(document, error.offset()?)) {
                return said;
            }
        }
        _ => {}
    }
    let (Some(position), Some((_, finder, words))) =
        (error.position(), WORDS.iter().find(|(ours, ..)| message.contains(ours)))
    else {
        return format!("yaml: {error}");
    };
    let place = Place {
        text,
        offset: error.offset().unwrap_or_default(),
        line: position.line,
    };
    if *words == "did not find expected key" && place.is_bare_word() {
        return with_line(place.line_after_word(), "could not find expected ':'");
    }
    match finder {
        Finder::Other => format!("yaml: {words}"),
        Finder::Parser => with_line(place.token_line(), words),
        Finder::Scanner if *words == "found unexpected end of stream" => {
            let breaks = count_breaks(text);
            with_line(if breaks == 0 { 0 } else { breaks + 1 }, words)
        }
        Finder::Scanner => {
            let words = if message.contains("a tab cannot indent") && place.continues_a_word() {
                "found a tab character that violates indentation"
            } else {
                words
            };
            with_line(if place.line <= 1 { 0 } else { place.line }, words)
        }
    }
}

fn with_line(line: usize, words: &str) -> String {
    if line == 0 {
        format!("yaml: {words}")
    } else {
        format!("yaml: line {line}: {words}")
    }
}

fn between<'m>(message: &'m str, start: &str, end: &str) -> &'m str {
    let rest = message.split_once(start).map_or("", |(_, rest)| rest);
    rest.split(end).next().unwrap_or(rest)
}

fn count_breaks(text: &[u8]) -> usize {
    text.iter().filter(|b| **b == b'\n').count()
}

struct Place<'t> {
    text: &'t [u8],
    offset: usize,
    line: usize,
}

impl Place<'_> {
    fn line_from(&self, offset: usize) -> &[u8] {
        let rest = self.text.get(offset..).unwrap_or_default();
        rest.split(|b| *b == b'\n').next().unwrap_or(rest)
    }

    /// The line of a token counted from 0. Go puts the end of a text onto a line of its own.
    fn token_line(&self) -> usize {
        let at_end = self.offset >= self.text.len() && !self.text.is_empty() && self.text.last() != Some(&b'\n');
        self.line - 1 + usize::from(at_end)
    }

    /// Whether a word stands at the start of a line without a `:` behind it, which Go took for a key.
    fn is_bare_word(&self) -> bool {
        let before = self.text.get(..self.offset).unwrap_or_default();
        let indentation = before.iter().rev().take_while(|b| **b == b' ').count();
        let starts_line = matches!(before.iter().rev().nth(indentation), None | Some(b'\n'));
        let line = self.line_from(self.offset);
        let word = line.first().is_some_and(|b| !b"-?:[]{},#&*!|>'\"%@`".contains(b));
        starts_line && word && !line.windows(2).any(|w| w == b": ") && !line.ends_with(b":")
    }

    /// The line, from 1, on which Go is when it has read a word and all blanks behind it.
    fn line_after_word(&self) -> usize {
        let mut line = self.line;
        let mut offset = self.offset;
        loop {
            offset += self.line_from(offset).len() + 1;
            line += 1;
            if offset >= self.text.len() || !self.line_from(offset).trim_ascii().is_empty() {
                return line;
            }
        }
    }

    /// Whether the line before ends in the middle of a plain scalar.
    fn continues_a_word(&self) -> bool {
        let before = self.text.get(..self.offset).unwrap_or_default();
        let mut lines = before.split(|b| *b == b'\n').rev();
        lines.next();
        let last = lines.map(<[u8]>::trim_ascii).find(|line| !line.is_empty());
        last.is_some_and(|line| !line.starts_with(b"#") && !line.last().is_some_and(|b| b":-?[]{},|>\"'".contains(b)))
    }
}

/// What Go says of a key that JSON has no text for.
fn bad_key(document: &Document<'_>, offset: usize) -> Option<String> {
    let mut node = document.root()?;
    // Down along the nodes that hold the place; a key that starts there is the one.
    for _ in 0..document.node_count() {
        if let Some(entry) = node.entries().find(|entry| entry.key.full_span().start == offset) {
            return Some(match entry.key.kind() {
                NodeKind::Sequence | NodeKind::Mapping => {
                    format!("yaml: invalid map key: {}", go_syntax(entry.key, 10)?)
                }
                _ => format!(
                    "unsupported map key of type: %!s(<nil>), key: <nil>, value: {}",
                    go_syntax(entry.value, 10)?
                ),
            });
        }
        node = node.children().find(|child| child.full_span().contains(&offset))?;
    }
    None
}

/// A value as `%#v` prints it; `None` for what is nested too deeply to be worth it.
fn go_syntax(node: NodeRef<'_>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    Some(match node.resolved().kind() {
        NodeKind::Sequence => {
            let items = node.resolved().items().map(|item| go_syntax(item, depth));
            let items: Option<Vec<String>> = items.collect();
            format!("[]interface {{}}{{{}}}", items?.join(", "))
        }
        NodeKind::Mapping => {
            let entries = node.resolved().entries();
            let entries = entries.map(|e| Some(format!("{}:{}", go_syntax(e.key, depth)?, go_syntax(e.value, depth)?)));
            let entries: Option<Vec<String>> = entries.collect();
            format!("map[interface {{}}]interface {{}}{{{}}}", entries?.join(", "))
        }
        _ => match node.to_value().ok()? {
            Value::Null => "interface {}(nil)".to_owned(),
            Value::String(text) => crate::go_yaml::quoted(&text),
            other => kubeyaml::to_string(&other).trim_end().to_owned(),
        },
    })
}

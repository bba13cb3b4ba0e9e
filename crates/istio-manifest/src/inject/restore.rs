//! The comment by which an injected document remembers the bytes it was made from.

use kubeyaml::edit::{Edits, restore::Record};
use kubeyaml::{CollectionStyle, Document};

/// What the comment starts with.
pub(super) const MARK: &str = "# kube-uninject: ";

/// The document's text with `edits` applied and the comment added: below the object, or above it where the object is in braces,
/// since tools that read JSON do so only when a file starts with a brace.
///
/// An object in braces that does not start its line (concatenated JSON) cannot have a comment and stays without.
pub(super) fn with_comment(document: &Document<'_>, edits: &Edits) -> String {
    let (text, range) = (document.text(), document.range());
    let Some(root) = document.root() else {
        return edits.apply_range(text, range);
    };
    let record = edits.inverse_in(text, range.clone()).encode();
    let line_break = if document.source().contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let span = root.full_span();
    if root.collection_style() == Some(CollectionStyle::Flow) {
        let whole = &text[..span.start];
        if !(whole.is_empty() || whole.ends_with('\n') || whole == "\u{feff}") {
            return edits.apply_range(text, range);
        }
        let (head, tail) = (
            edits.apply_range(text, range.start..span.start),
            edits.apply_range(text, span.start..range.end),
        );
        return format!("{head}{MARK}{record}{line_break}{tail}");
    }
    // New parts may stand below comments that follow the object; the comment goes below them.
    let last = edits
        .iter()
        .map(|edit| edit.range.end)
        .filter(|end| *end <= range.end)
        .max()
        .unwrap_or_default()
        .max(span.end);
    let end = if text[..last].ends_with('\n') {
        last
    } else {
        text[last..range.end].find('\n').map_or(range.end, |at| last + at + 1)
    };
    let (head, tail) = (edits.apply_range(text, range.start..end), &text[end..range.end]);
    if head.ends_with('\n') {
        format!("{head}{MARK}{record}{line_break}{tail}")
    } else {
        format!("{head}{line_break}{MARK}{record}")
    }
}

/// The text that an injected document was made from; `None` without the comment, or when what it describes is no longer there.
#[must_use]
pub(super) fn original(document: &Document<'_>) -> Option<String> {
    let (rest, record) = split_comment(document.source())?;
    Record::decode(record).ok()?.restore(&rest).ok()
}

/// The document without the comment's line, and the record in it.
fn split_comment(source: &str) -> Option<(String, &str)> {
    let at = memchr::memmem::rfind(source.as_bytes(), MARK.as_bytes())?;
    let starts_line = at == 0 || source[..at].ends_with('\n') || source[..at] == *"\u{feff}";
    if !starts_line {
        return None;
    }
    let line_end = source[at..].find('\n').map(|n| at + n + 1);
    let record = source[at + MARK.len()..line_end.unwrap_or(source.len())].trim_end();
    let before = &source[..at];
    let rest = match line_end {
        Some(end) => format!("{before}{}", &source[end..]),
        // The object had no line break at its end; the comment brought one along.
        None => before
            .strip_suffix('\n')
            .map_or(before, |b| b.strip_suffix('\r').unwrap_or(b))
            .to_owned(),
    };
    Some((rest, record))
}

//! Comments, found in the gaps between nodes.

use std::ops::Range;

use crate::document::Shape;
use crate::node::{NodeRef, line_start};

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment<'d> {
    /// The text from `#` to the end of the line, blanks at the end left out.
    pub text: &'d str,
    /// Where it stands in the text of the stream.
    pub span: Range<usize>,
}

pub(crate) fn head(node: NodeRef<'_>) -> Vec<Comment<'_>> {
    let text = node.document().text();
    let floor = previous_end(node);
    let mut found = Vec::new();
    let mut start = line_start(text, node.full_span().start);
    let indent = blanks(text, start);
    while start > floor {
        let end = before_break(text, start);
        let above = line_start(text, end);
        // A comment after a value belongs to that value, and one that is indented further to what stands above.
        match comment_on(text, above, end) {
            Some(comment) if above >= floor && comment.span.start - above <= indent => found.push(comment),
            _ => break,
        }
        start = above;
    }
    found.reverse();
    found
}

/// How many blanks a line starts with.
fn blanks(text: &str, line: usize) -> usize {
    let rest = text.as_bytes().get(line..).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

pub(crate) fn line(node: NodeRef<'_>) -> Option<Comment<'_>> {
    let text = node.document().text();
    let span = node.span();
    let from = match node.data().shape {
        // The comment stands after the header, on the scalar's first line.
        Shape::Literal | Shape::Folded => {
            let end = end_of_line(text, span.start);
            let header = text.get(span.start..end).unwrap_or_default();
            return header.find('#').and_then(|at| comment_on(text, span.start + at, end));
        }
        _ => span.end,
    };
    let end = end_of_line(text, from).min(node.document().range().end);
    let rest = text.get(from..end)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t', ',', ']', '}']).len();
    (blank > 0).then(|| comment_on(text, from + blank, end)).flatten()
}

pub(crate) fn foot(node: NodeRef<'_>) -> Vec<Comment<'_>> {
    let text = node.document().text();
    let limit = node.document().range().end;
    let indent = node.indent();
    let mut found = Vec::new();
    let mut at = next_line(text, end_of_line(text, node.span().end));
    while at < limit {
        let end = end_of_line(text, at).min(limit);
        let Some(comment) = comment_on(text, at, end).filter(|comment| comment.span.start - at >= indent) else {
            break;
        };
        found.push(comment);
        at = next_line(text, end);
    }
    // Comments that run into a line with content at their own indentation or deeper head that content.
    let line = text
        .get(at..end_of_line(text, at).min(limit).max(at))
        .unwrap_or_default();
    let content = line.trim_start_matches([' ', '\t']);
    if !content.is_empty()
        && !content.starts_with('#')
        && line.len() - content.len() >= indent
        && !line.starts_with("---")
    {
        found.clear();
    }
    found
}

/// The end of whatever comes before the node in the text.
fn previous_end(node: NodeRef<'_>) -> usize {
    let start = node.full_span().start;
    let mut inner = node;
    while let Some(parent) = inner.parent() {
        if let Some(before) = parent.child_before(inner) {
            return before.span().end.min(start);
        }
        inner = parent;
    }
    let document = node.document();
    document
        .start_marker()
        .map_or(document.range().start, |marker| marker.end)
        .min(start)
}

fn comment_on(text: &str, from: usize, end: usize) -> Option<Comment<'_>> {
    let line = text.get(from..end)?;
    let start = from + (line.len() - line.trim_start_matches([' ', '\t']).len());
    let comment = text.get(start..end)?.trim_end_matches([' ', '\t']);
    comment.starts_with('#').then(|| Comment {
        text: comment,
        span: start..start + comment.len(),
    })
}

/// The offset of the line break that ends the line at `offset`, or of the end.
pub(crate) fn end_of_line(text: &str, offset: usize) -> usize {
    let rest = text.as_bytes().get(offset..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |at| offset + at)
}

/// The start of the line after the break at `end`.
pub(crate) fn next_line(text: &str, end: usize) -> usize {
    match text.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => text.len(),
    }
}

/// The end of the line above the one that starts at `start`, its break left out.
fn before_break(text: &str, start: usize) -> usize {
    let before = text.as_bytes().get(..start).unwrap_or_default();
    match before {
        [.., b'\r', b'\n'] => start - 2,
        [.., b'\n' | b'\r'] => start - 1,
        _ => start,
    }
}

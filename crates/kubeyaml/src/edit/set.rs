//! From a document and its target to edits.

use std::collections::HashSet;

use crate::{Document, NodeId, NodeRef, Stream, Value};

use super::changes::{Edit, Edits};
use super::editor::{Editor, Slot};
use super::equal::{self, OwnedStep};
use super::lines::Lines;
use super::options::{Options, Path};

/// Why a document cannot be given a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The document as it stands has no value; see [`Document::to_value`].
    Document(crate::Error),
    /// The target is nested deeper than documents may be.
    TooDeep,
    /// No text was found that reads back as the target.
    Unfaithful,
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EditError::Document(error) => error.fmt(f),
            EditError::TooDeep => f.write_str("the new value is nested too deep"),
            EditError::Unfaithful => f.write_str("the document cannot be changed so that it reads as the new value"),
        }
    }
}

impl std::error::Error for EditError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EditError::Document(error) => Some(error),
            _ => None,
        }
    }
}

impl From<crate::Error> for EditError {
    fn from(error: crate::Error) -> Self {
        EditError::Document(error)
    }
}

/// How often a result that does not read back as it should is mended before the whole document is written anew.
const ATTEMPTS: usize = 12;

/// The edits that make `document` read as `target` ([`Document::to_value`]), with as much of its text left alone as can be.
/// Offsets are those of [`Document::text`].
///
/// Scalars that are equal, keys that are there and list items that are found again keep their text and comments. What is
/// removed goes with its comments. New parts are written in the style of what is around them.
///
/// # Errors
/// [`EditError::Document`] if the document has no value, [`EditError::TooDeep`] and [`EditError::Unfaithful`] for targets that
/// no document can have.
pub fn set_value(document: &Document<'_>, target: &Value, options: &Options<'_>) -> Result<Edits, EditError> {
    let mut forced: HashSet<NodeId> = HashSet::new();
    for _ in 0..ATTEMPTS {
        let differs = match attempt(document, target, options, Way::Walk(&forced), LastBreak::AsBefore)? {
            Attempt::Done(edits) => return Ok(edits),
            Attempt::Differs(node) => node,
        };
        // A block scalar at the end may need the break that the text had not.
        if !document.text().ends_with(['\n', '\r'])
            && let Attempt::Done(edits) = attempt(document, target, options, Way::Walk(&forced), LastBreak::Written)?
        {
            return Ok(edits);
        }
        if !differs.is_some_and(|node| forced.insert(node)) {
            break;
        }
    }
    forced.extend(document.root().map(NodeRef::id));
    for way in [Way::Walk(&forced), Way::Alone] {
        if let Attempt::Done(edits) = attempt(document, target, options, way, LastBreak::Written)? {
            return Ok(edits);
        }
    }
    Err(EditError::Unfaithful)
}

/// How the text of the target comes about.
#[derive(Clone, Copy)]
enum Way<'f> {
    /// By a walk over the nodes, of which these are written anew.
    Walk(&'f HashSet<NodeId>),
    /// As the only content, in place of all that there is from the root on: comments and blank lines that follow it go as well.
    Alone,
}

/// What becomes of the end of a text that does not end with a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastBreak {
    AsBefore,
    Written,
}

enum Attempt {
    Done(Edits),
    /// The edited document does not read as it should; the node to be written anew.
    Differs(Option<NodeId>),
}

fn attempt(
    document: &Document<'_>,
    target: &Value,
    options: &Options<'_>,
    way: Way<'_>,
    last_break: LastBreak,
) -> Result<Attempt, EditError> {
    let none = HashSet::new();
    let forced = match way {
        Way::Walk(forced) => forced,
        Way::Alone => &none,
    };
    let mut editor = Editor::new(document, options, forced);
    match document.root() {
        Some(root) if matches!(way, Way::Alone) => editor.replace_rest(root, target)?,
        Some(root) => editor.walk(root, Slot::Root, target, &Path::ROOT)?,
        None if target.is_null() => {}
        None => editor.fill(target)?,
    }
    let mut edits = std::mem::take(&mut editor.edits);
    edits.retain(|edit| !edit.range.is_empty() || !edit.text.is_empty());
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut edits = split_deletions(edits);
    let text = document.text();
    if document.range().end == text.len() && !text.ends_with(['\n', '\r']) {
        match (last_break, edits.last_mut()) {
            (LastBreak::AsBefore, _) => leave_out_last_break(text, &mut edits),
            (LastBreak::Written, Some(last)) if last.range.end == text.len() && !last.text.ends_with(['\n', '\r']) => {
                last.text.push_str(editor.layout().newline);
            }
            (LastBreak::Written, _) => {}
        }
    }
    let can_be_made =
        keep_marker(document, &mut edits, editor.layout().newline) && are_between_characters(text, &edits);
    // Two changes of one place cannot both be made; an outer node has to be written anew.
    let (true, Ok(edits)) = (can_be_made, Edits::new(edits)) else {
        return Ok(Attempt::Differs(innermost(document, &[], &editor)));
    };
    if !(editor.doubtful || meets_blanks(&edits, &editor.lines)) {
        return Ok(Attempt::Done(edits));
    }
    let difference = if edits.is_empty() {
        // The text of a later document need not read alone.
        equal::first_difference(&document.to_value()?, target, options)
    } else {
        read_back(document, &edits, target, options)
    };
    Ok(match difference {
        None => Attempt::Done(edits),
        Some(difference) => Attempt::Differs(innermost(document, &difference, &editor)),
    })
}

/// Sees to it that the marker after the content, this document's `...` or the first one of the next document, still starts a
/// line. `false` if the edits reach into it, as they can after a line break that only YAML 1.1 knows.
fn keep_marker(document: &Document<'_>, edits: &mut [Edit], newline: &str) -> bool {
    let text = document.text();
    let marker = document
        .end_marker()
        .map_or(document.range().end, |marker| marker.start);
    let Some(last) = edits.last_mut().filter(|_| text[marker..].starts_with(['-', '.', '%'])) else {
        return true;
    };
    let breaks = if last.text.is_empty() {
        &text[..last.range.start]
    } else {
        &last.text
    };
    if last.range.end == marker && !breaks.ends_with(['\n', '\r']) {
        last.text.push_str(newline);
    }
    last.range.end <= marker
}

/// Whether no edit cuts a character in two, as one could that takes a place for another.
fn are_between_characters(text: &str, edits: &[Edit]) -> bool {
    let is_between = |at| text.is_char_boundary(at);
    edits
        .iter()
        .all(|edit| is_between(edit.range.start) && is_between(edit.range.end))
}

/// Whether lines that are changed are followed by blank ones that a block scalar could take for text: those with spaces, and all
/// of them where block scalars keep blank lines.
fn meets_blanks(edits: &Edits, lines: &Lines<'_>) -> bool {
    let mut edits = edits.iter().peekable();
    while let Some(edit) = edits.next() {
        let mut end = edit.range.end;
        while let Some(next) = edits.next_if(|next| next.range.start == end) {
            end = next.range.end;
        }
        if !lines.is_start(end) {
            continue;
        }
        let (after, spaces) = lines.blanks(end);
        if spaces || (after > end && may_keep_blanks(&lines.text[lines.start..lines.end])) {
            return true;
        }
    }
    false
}

/// Whether there may be a block scalar with `+`.
fn may_keep_blanks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'+', bytes).any(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + 1);
        matches!(before, Some(b'|' | b'>' | b'1'..=b'9'))
            && matches!(after, None | Some(b'\n' | b'\r' | b' ' | b'\t' | b'1'..=b'9'))
    })
}

/// Lets insertions stand that fall inside a deletion.
fn split_deletions(edits: Vec<Edit>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    let mut rest: Option<Edit> = None;
    for edit in edits {
        if let Some(mut open) = rest.take() {
            if edit.range.is_empty() && edit.range.start < open.range.end {
                let end = std::mem::replace(&mut open.range.end, edit.range.start);
                out.extend([open, edit]);
                let start = out.last().map_or(end, |edit| edit.range.start);
                rest = Some(Edit {
                    range: start..end,
                    text: String::new(),
                });
                continue;
            }
            out.push(open);
        }
        if edit.text.is_empty() {
            rest = Some(edit);
        } else {
            out.push(edit);
        }
    }
    out.extend(rest);
    out
}

/// A text without a line break at its end stays one.
fn leave_out_last_break(text: &str, edits: &mut [Edit]) {
    let mut reach = text.len();
    for i in (0..edits.len()).rev() {
        if edits[i].range.end != reach {
            return;
        }
        let edit = &mut edits[i];
        if let Some(rest) = edit.text.strip_suffix('\n') {
            let len = rest.strip_suffix('\r').map_or(rest.len(), str::len);
            edit.text.truncate(len);
            return;
        }
        if !edit.text.is_empty() {
            return;
        }
        reach = edit.range.start;
        let floor = i.checked_sub(1).map_or(0, |before| edits[before].range.end);
        let before = text[..reach]
            .strip_suffix('\n')
            .map(|rest| rest.strip_suffix('\r').map_or(rest.len(), str::len));
        if let Some(before) = before.filter(|before| *before >= floor && floor < reach) {
            edits[i].range.start = before;
            return;
        }
    }
}

/// Where the edited document differs from the target; the root if it cannot even be read.
fn read_back(document: &Document<'_>, edits: &Edits, target: &Value, options: &Options<'_>) -> Option<Vec<OwnedStep>> {
    let mut text = edits.apply_range(document.text(), document.range());
    // Text at the root would go on over the directives of the next document.
    let directives = document.text()[document.range().end..].starts_with('%');
    if directives {
        text.push_str("%YAML 1.1\n---\n");
    }
    let unreadable = Some(Vec::new());
    let Ok(stream) = Stream::parse_with(text.as_bytes(), &document.limits, document.strictness) else {
        return unreadable;
    };
    let mut documents = stream.documents();
    let value = match documents.next() {
        None => Value::Null,
        Some(Ok(document)) => match document.to_value() {
            Ok(value) => value,
            Err(_) => return unreadable,
        },
        Some(Err(_)) => return unreadable,
    };
    if documents.next().is_some() != directives {
        return unreadable;
    }
    equal::first_difference(&value, target, options)
}

/// The node to write anew because of a difference: the one at the path as far as it was there before, or the nearest above it
/// that has not been tried.
fn innermost(document: &Document<'_>, difference: &[OwnedStep], editor: &Editor<'_, '_, '_>) -> Option<NodeId> {
    let mut node = document.root()?;
    for (depth, step) in difference.iter().enumerate() {
        let next = match step {
            OwnedStep::Key(key) => node
                .entries()
                .rev()
                .find(|entry| {
                    let name = entry.key.key_text();
                    name.is_ok_and(|name| named_like(&difference[..depth], &name, key, editor.options))
                })
                .map(|entry| entry.value),
            OwnedStep::Index(new) => {
                let old = editor
                    .aligned
                    .get(&node.id())
                    .map_or(Some(*new), |old| old.get(*new).copied().flatten());
                old.and_then(|old| node.items().nth(old))
            }
        };
        let Some(next) = next else { break };
        node = next;
    }
    while editor.forced.contains(&node.id()) {
        node = node.parent()?;
    }
    Some(node.id())
}

/// Whether the key `name` below the path is called `wanted` in the target.
fn named_like(steps: &[OwnedStep], name: &str, wanted: &str, options: &Options<'_>) -> bool {
    fn descend(path: &Path<'_>, steps: &[OwnedStep], name: &str, wanted: &str, options: &Options<'_>) -> bool {
        match steps.split_first() {
            Some((OwnedStep::Key(key), rest)) => descend(&path.key(key), rest, name, wanted, options),
            Some((OwnedStep::Index(index), rest)) => descend(&path.index(*index), rest, name, wanted, options),
            None => (options.rename)(path, name).as_deref().unwrap_or(name) == wanted,
        }
    }
    descend(&Path::ROOT, steps, name, wanted, options)
}

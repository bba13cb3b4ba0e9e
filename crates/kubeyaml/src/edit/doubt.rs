//! Whether the text of a document holds what makes lines and places other than they seem.

use memchr::memmem;

/// Whether a changed document has to be read back because of what is anywhere in its text: line breaks that few have, tabs where
/// only spaces count, byte order marks, and keys with `?`.
pub(super) fn is_unusual(text: &str) -> bool {
    has_rare_breaks(text) || has_inner_marks(text) || has_leading_tabs(text) || has_explicit_keys(text)
}

/// Whether there is a byte order mark that is text, and would be none at the start.
fn has_inner_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xEF, bytes).any(|at| at > 0 && bytes[at..].starts_with("\u{feff}".as_bytes()))
}

/// Whether there are characters that YAML 1.1 takes for line breaks and hardly anything else does, or carriage returns alone.
fn has_rare_breaks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let rare = ["\u{85}", "\u{2028}", "\u{2029}"];
    (!text.is_ascii() && rare.iter().any(|rare| memmem::find(bytes, rare.as_bytes()).is_some()))
        || memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// Whether a line starts with blanks of which one is a tab.
fn has_leading_tabs(text: &str) -> bool {
    memchr::memchr_iter(b'\t', text.as_bytes()).any(|at| {
        let line = text[..at].trim_end_matches(' ');
        line.is_empty() || line.ends_with(['\n', '\r'])
    })
}

/// Whether there may be a `?` before a key.
fn has_explicit_keys(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'?', bytes).any(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        matches!(
            before,
            None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'{' | b'[' | b',' | 0x80..)
        )
    })
}

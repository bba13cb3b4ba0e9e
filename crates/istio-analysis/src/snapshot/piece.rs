//! Files in pieces, so that several threads may read one.

use std::ops::Range;
use std::sync::Arc;

use kubeyaml::{Limits, Stream};

use crate::snapshot::builder::RenderedFile;
use crate::snapshot::origin::{Location, Source};
use crate::snapshot::reader::{Problem, breaks};

/// Files longer than this are read in pieces, so that several threads may work on one.
const PIECE: usize = 128 * 1024;

/// A file, or a run of whole documents of one.
pub(super) struct Piece {
    pub(super) source: Arc<Source>,
    pub(super) range: Range<usize>,
    /// The line, from 1, on which it starts.
    pub(super) first_line: usize,
    /// The bytes, where they are not those of the text: other encodings, and what is no text at all.
    pub(super) bytes: Option<Vec<u8>>,
}

impl Piece {
    /// Whether a file starts with it.
    pub(super) fn is_first(&self) -> bool {
        self.range.start == 0
    }
}

/// Cuts a file into pieces that can be read apart from each other.
///
/// # Errors
/// Bytes that hold no YAML at all.
pub(super) fn pieces(file: RenderedFile) -> Result<Vec<Piece>, Problem> {
    let RenderedFile { name, text, template } = file;
    let problem = |error: &kubeyaml::Error| {
        let (line, column) = error.position().map_or((1, 1), |at| (at.line, at.column));
        Problem {
            location: Location {
                file: name.clone(),
                line,
                column,
            },
            document: 0,
            text: error.message().to_owned(),
        }
    };
    let stream = Stream::parse(&text, &Limits::default()).map_err(|error| problem(&error))?;
    let (text, bytes) = match stream.text().len() == text.len() {
        // Nothing was left out or decoded: no copy is made.
        true => (String::from_utf8(text).unwrap_or_default(), None),
        false => (stream.text().to_owned(), Some(text)),
    };
    let mut cuts = if bytes.is_some() { Vec::new() } else { cuts(&text) };
    cuts.push(text.len());
    let source = Arc::new(Source {
        name: name.clone(),
        text,
        template,
    });
    let (mut start, mut first_line) = (0, 1);
    let mut pieces = Vec::with_capacity(cuts.len());
    for end in cuts {
        pieces.push(Piece {
            source: Arc::clone(&source),
            range: start..end,
            first_line,
            bytes: None,
        });
        first_line += breaks(source.text.get(start..end).unwrap_or(""));
        start = end;
    }
    if let Some(whole) = pieces.first_mut() {
        whole.bytes = bytes;
    }
    Ok(pieces)
}

/// Where a long text can be cut: before lines with `---`, which no scalar and no collection may hold. Directives count for the document
/// after them, so that a text with any is left whole.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    if text.len() <= PIECE || text.starts_with('%') || text.contains("\n%") {
        return cuts;
    }
    let mut from = PIECE;
    while let Some(rest) = text.as_bytes().get(from..) {
        let marker = memchr::memmem::find_iter(rest, b"\n---")
            .map(|at| from + at + 1)
            .find(|at| matches!(text.as_bytes().get(at + 3), Some(b' ' | b'\n' | b'\r')));
        let Some(marker) = marker else { break };
        cuts.push(marker);
        from = marker + PIECE;
    }
    cuts
}

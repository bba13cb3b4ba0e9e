//! A file with any number of documents.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::compose::compose;
use crate::document::Document;
use crate::encoding::{self, Encoding};
use crate::limits::{Limits, Strictness};
use crate::position::{LineTable, Position, count_breaks};
use crate::scan::{ScanError, Scratch, scan};
use crate::{Error, Reason, Value};

/// Text that holds YAML or JSON documents one after the other.
///
/// Parsing is lazy: [`Stream::documents`] reads one document at a time, so a large stream costs no more memory than its largest
/// document.
#[derive(Clone, Debug)]
pub struct Stream<'s> {
    pub(crate) text: Cow<'s, str>,
    pub(crate) encoding: Encoding,
    pub(crate) fault: Option<encoding::Fault>,
    pub(crate) limits: Limits,
    pub(crate) strictness: Strictness,
}

impl<'s> Stream<'s> {
    /// Takes the bytes of a file: UTF-8, or UTF-16 in either byte order (detected, and turned into UTF-8).
    ///
    /// # Errors
    /// [`Reason::Size`](crate::Reason::Size); [`Reason::Encoding`](crate::Reason::Encoding) for UTF-32. Bytes that are no text
    /// are reported by the document that holds them.
    pub fn parse(bytes: &'s [u8], limits: &Limits) -> Result<Self, Error> {
        Self::parse_with(bytes, limits, Strictness::Lenient)
    }

    /// As [`Stream::parse`], with a say on how to judge doubtful text.
    ///
    /// # Errors
    /// As there.
    pub fn parse_with(bytes: &'s [u8], limits: &Limits, strictness: Strictness) -> Result<Self, Error> {
        encoding::open(bytes, limits, strictness)
    }

    /// The text of the stream as UTF-8, the byte order mark included if it was UTF-8; all offsets count in it. Where bytes are
    /// no text it ends before them, and the document there is an error.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the bytes were encoded in.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Reads the documents one by one.
    ///
    /// The ranges of the documents join up to the whole text. A text without content gives one empty document, an empty text
    /// none. After an error the iterator goes on at the next line that starts with `---`, so that one bad document does not
    /// hide the others.
    #[must_use]
    pub fn documents(&self) -> Documents<'_> {
        Documents {
            stream: self,
            at: 0,
            line: 1,
            index: 0,
            surplus: None,
            ended: false,
            scratch: Scratch::default(),
        }
    }

    /// All documents, or the first error.
    ///
    /// # Errors
    /// See [`Reason`](crate::Reason).
    pub fn to_documents(&self) -> Result<Vec<Document<'_>>, Error> {
        self.documents().collect()
    }
}

/// Iterator over the documents of a [`Stream`].
#[derive(Debug)]
pub struct Documents<'a> {
    stream: &'a Stream<'a>,
    at: usize,
    line: usize,
    index: usize,
    /// Content that follows the last document's root without a marker in between.
    surplus: Option<Error>,
    ended: bool,
    scratch: Scratch,
}

impl<'a> Iterator for Documents<'a> {
    type Item = Result<Document<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(surplus) = self.surplus.take() {
            self.resume_after(surplus.offset().unwrap_or(self.at));
            return Some(Err(surplus));
        }
        if self.ended {
            return None;
        }
        let text: &'a str = &self.stream.text;
        if self.at >= text.len() {
            let fault = self.fault_here();
            self.ended = true;
            return fault.map(Err);
        }
        Some(self.read(text))
    }
}

impl<'a> Documents<'a> {
    fn read(&mut self, text: &'a str) -> Result<Document<'a>, Error> {
        let stream = self.stream;
        let mut document = Document {
            text,
            range: self.at..text.len(),
            first_line: self.line,
            index: self.index,
            start_marker: None,
            end_marker: None,
            nodes: Vec::new(),
            links: Vec::new(),
            cooked: String::new(),
            properties: Vec::new(),
            limits: stream.limits.clone(),
            strictness: stream.strictness,
            lines: OnceLock::new(),
            keys: OnceLock::new(),
        };
        self.index += 1;
        let depth = stream.limits.depth();
        let outline = scan(
            text,
            self.at,
            stream.strictness,
            depth,
            &mut self.scratch,
            &mut document.cooked,
        );
        document.start_marker = outline.start_marker;
        document.end_marker = outline.end_marker;
        let (composed, taken) = compose(&mut document, &outline, &self.scratch);
        let used_up = taken >= self.scratch.tokens.len();
        let composed = match composed {
            Err(error) if !used_up => return Err(self.fail(text, error)),
            other => other,
        };
        // From here on the tokens that there are make sense; did scanning come to the document's end?
        let cut_off = match stream.strictness {
            Strictness::Go => self.reads_fault(outline.reached),
            Strictness::Lenient => outline.at_end && used_up,
        };
        if cut_off && let Some(fault) = self.fault_here() {
            self.ended = true;
            self.at = text.len();
            return Err(fault);
        }
        if let Some(error) = outline.error
            && (used_up || outline.undecided.is_some_and(|token| token as usize <= taken))
        {
            return Err(self.fail(text, error));
        }
        composed.map_err(|error| self.fail(text, error))?;
        let mut end = if outline.end > self.at { outline.end } else { text.len() };
        if let Some(token) = self.scratch.tokens.get(taken) {
            end = token.start as usize;
            document.end_marker = None;
            let message = "expected `---` or the end of the file: the document is complete before this";
            self.surplus = Some(Error::new(Reason::Syntax, end, self.place(text, end), message));
        }
        document.range.end = end;
        self.advance(text, end);
        Ok(document)
    }

    fn place(&self, text: &str, offset: usize) -> Position {
        LineTable::new(text, self.at, offset, self.line).position(text, offset)
    }

    fn fail(&mut self, text: &str, error: ScanError) -> Error {
        let position = self.place(text, error.offset.max(self.at));
        self.resume_after(error.offset);
        Error::new(error.reason, error.offset, position, error.message)
    }

    fn advance(&mut self, text: &str, to: usize) {
        self.line += count_breaks(text.get(self.at..to).unwrap_or_default());
        self.at = to;
    }

    /// Goes on at the first line after `offset` that starts with `---`.
    fn resume_after(&mut self, offset: usize) {
        let text: &'a str = &self.stream.text;
        let bytes = text.as_bytes();
        let from = offset.max(self.at);
        let is_marker = |at: &usize| matches!(bytes.get(at + 3), None | Some(b' ' | b'\t' | b'\n' | b'\r'));
        let starts_line = |at: &usize| *at > self.at && matches!(bytes.get(at - 1), Some(b'\n' | b'\r'));
        let next = memchr::memmem::find_iter(bytes.get(from..).unwrap_or_default(), b"---")
            .map(|at| from + at)
            .find(|at| starts_line(at) && is_marker(at));
        self.advance(text, next.unwrap_or(text.len()));
    }

    /// Whether Go, which takes its input in blocks of 512 bytes and checks each when it needs its first character, would have come upon
    /// the fault after scanning up to `reached`.
    fn reads_fault(&self, reached: usize) -> bool {
        const BLOCK: usize = 512;
        const LOOKAHEAD: usize = 4;
        let Some(fault) = &self.stream.fault else { return false };
        let text = &self.stream.text;
        let mut block = 0;
        while block + BLOCK <= fault.offset {
            // Characters are not split over blocks.
            block = (block + BLOCK - 3..=block + BLOCK)
                .rev()
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(block + BLOCK);
        }
        reached + LOOKAHEAD > block
    }

    /// The error for bytes that are no text, which stand where the text ends. Given once.
    fn fault_here(&mut self) -> Option<Error> {
        if self.ended {
            return None;
        }
        let fault = self.stream.fault.as_ref()?;
        let position = self.place(&self.stream.text, fault.offset);
        Some(Error::new(fault.reason, fault.offset, position, fault.message.clone()))
    }
}

impl Documents<'_> {
    /// The range of the text that has been read, errors included.
    #[must_use]
    pub fn consumed(&self) -> Range<usize> {
        0..self.at
    }
}

/// The value of the first document of `bytes`: what Go's `yaml.Unmarshal` gives for them, later documents ignored.
///
/// # Errors
/// See [`Reason`](crate::Reason).
pub fn from_slice(bytes: &[u8]) -> Result<Value, Error> {
    let stream = Stream::parse(bytes, &Limits::default())?;
    stream
        .documents()
        .next()
        .map_or(Ok(Value::Null), |document| document?.to_value())
}

/// The value of the first document of `text`; see [`from_slice`].
///
/// # Errors
/// See [`Reason`](crate::Reason).
pub fn from_str(text: &str) -> Result<Value, Error> {
    from_slice(text.as_bytes())
}

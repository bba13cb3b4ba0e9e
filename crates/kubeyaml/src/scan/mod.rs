//! From text to tokens, one document at a time.
//!
//! Tokens lie flat on a tape. YAML tells only at `:` that what came before was a key, and that a block mapping began there; so a
//! token that may turn out to be a key is remembered as a candidate, and `:` then marks it on the tape with [`Token::KEY`] and, where
//! a mapping opens, [`Token::MAPPING`]. Which token may be a key, where tabs may stand and how far a key may reach are the rules of
//! YAML 1.1 as `go.yaml.in/yaml/v2` applies them.

mod block;
mod directive;
mod marks;
mod plain;
mod quoted;
mod structure;
mod tag;

use crate::Reason;
use crate::document::{NONE, Shape};
use crate::limits::Strictness;

pub(crate) use tag::Handles;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `- `
    Dash,
    /// `? `
    Question,
    /// `: `
    Colon,
    /// `,`
    Comma,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Anchor,
    Alias,
    Tag,
    Scalar(Shape),
    /// The end of a block sequence or mapping.
    BlockEnd,
}

/// One token. `value` and `length` are the scalar's text in the stream or, if `cooked`, in the document's buffer; for a tag `value`
/// is its index in [`Scratch::tags`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) value: u32,
    pub(crate) length: u32,
    pub(crate) kind: Kind,
    pub(crate) marks: u8,
    pub(crate) cooked: bool,
}

impl Token {
    /// A block mapping opens before the token.
    pub(crate) const MAPPING: u8 = 1;
    /// A block sequence opens before the token.
    pub(crate) const SEQUENCE: u8 = 2;
    /// The token begins a key without `?`.
    pub(crate) const KEY: u8 = 4;

    fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
            value: 0,
            length: 0,
            kind,
            marks: 0,
            cooked: false,
        }
    }
}

/// Buffers that are used again for every document of a stream.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) tokens: Vec<Token>,
    /// Full tags, and how they are written.
    pub(crate) tags: Vec<Box<str>>,
    indents: Vec<i64>,
    candidates: Vec<Candidate>,
    breaks: String,
}

/// A token that is a key if `:` follows.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Index on the tape, [`NONE`] if there is no candidate.
    token: u32,
    /// It starts where the keys of the open block mapping start, so it has to be one.
    required: bool,
    offset: u32,
    line_start: u32,
}

const NO_CANDIDATE: Candidate = Candidate {
    token: NONE,
    required: false,
    offset: 0,
    line_start: 0,
};

/// How many characters a key without `?` may have.
const LONGEST_KEY: usize = 1024;

/// Why scanning stopped early.
#[derive(Debug)]
pub(crate) struct ScanError {
    pub(crate) reason: Reason,
    pub(crate) offset: usize,
    pub(crate) message: String,
}

impl ScanError {
    fn syntax(offset: usize, message: impl Into<String>) -> Self {
        Self {
            reason: Reason::Syntax,
            offset,
            message: message.into(),
        }
    }
}

/// What a document's text looks like from outside.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Where the next document begins.
    pub(crate) end: usize,
    pub(crate) start_marker: Option<usize>,
    pub(crate) end_marker: Option<usize>,
    pub(crate) error: Option<ScanError>,
    /// Scanning came to the end of the text.
    pub(crate) at_end: bool,
    /// The first token that was still a candidate for a key when the error came up: Go decides about candidates before it goes on, so
    /// the error strikes before anything from this token on is read.
    pub(crate) undecided: Option<u32>,
    /// How far scanning came.
    pub(crate) reached: usize,
}

/// How many tokens get room at the start; a document with more makes the tape grow.
const FIRST_TOKENS: usize = 2048;

/// Reads the tokens of the document that begins at `start` into `scratch`, and the texts that have to be put together into `cooked`.
pub(crate) fn scan(
    text: &str,
    start: usize,
    strictness: Strictness,
    max_depth: usize,
    scratch: &mut Scratch,
    cooked: &mut String,
) -> Outline {
    scratch.tokens.clear();
    // Manifests have a token for about three bytes.
    scratch
        .tokens
        .reserve((text.len().saturating_sub(start) / 3).min(FIRST_TOKENS));
    scratch.tags.clear();
    scratch.indents.clear();
    scratch.candidates.clear();
    scratch.candidates.push(NO_CANDIDATE);
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: start,
        start,
        line_start: start,
        before_token: BeforeToken {
            at: start,
            line_start: start,
            candidate: NO_CANDIDATE,
        },
        indent: -1,
        key_allowed: true,
        in_brackets: false,
        lenient: strictness == Strictness::Lenient,
        max_depth,
        handles: Handles::default(),
        scratch,
        cooked,
        outline: Outline::default(),
    };
    let scanned = scanner.document();
    scanner.outline.at_end = scanner.at >= scanner.bytes.len();
    scanner.outline.reached = scanner.at;
    if let Err(error) = scanned {
        let before = scanner.before_token;
        (scanner.at, scanner.line_start) = (before.at, before.line_start);
        if before.candidate.token != NONE && scanner.reaches(&before.candidate) {
            scanner.outline.undecided = Some(before.candidate.token);
        }
        scanner.outline.error = Some(error);
    }
    scanner.outline
}

/// The state after the last whole token, with the candidate outside of brackets.
#[derive(Clone, Copy)]
struct BeforeToken {
    at: usize,
    line_start: usize,
    candidate: Candidate,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the document begins.
    start: usize,
    /// Where the current line begins. Everything before a token that decides about indentation is ASCII, so bytes from here are columns.
    line_start: usize,
    before_token: BeforeToken,
    /// Column of the innermost open block collection, -1 outside of any.
    indent: i64,
    /// Whether a key, `-` or `?` may stand here: at the start of a line and after `-`, `?` and `:` of their kind.
    key_allowed: bool,
    /// Whether a `[` or `{` is open.
    in_brackets: bool,
    lenient: bool,
    max_depth: usize,
    handles: Handles,
    scratch: &'a mut Scratch,
    cooked: &'a mut String,
    outline: Outline,
}

type Scan<T> = Result<T, ScanError>;

impl Scanner<'_> {
    /// The byte at `at + ahead`, 0 after the end (no text holds a NUL).
    #[inline]
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    #[inline]
    fn column(&self) -> i64 {
        (self.at - self.line_start) as i64
    }

    #[inline]
    fn in_flow(&self) -> bool {
        self.in_brackets
    }

    #[inline]
    fn push(&mut self, kind: Kind, length: usize) {
        self.scratch.tokens.push(Token::new(kind, self.at, self.at + length));
        self.at += length;
    }

    fn document(&mut self) -> Scan<()> {
        let mut after_root_collection = false;
        loop {
            self.before_token.at = self.at;
            self.before_token.line_start = self.line_start;
            if let Some(candidate) = self.scratch.candidates.first() {
                self.before_token.candidate = *candidate;
            }
            self.skip_to_token();
            if !self.in_flow() {
                self.close_blocks(self.column());
            }
            let byte = self.peek(0);
            if self.at >= self.bytes.len() {
                self.outline.end = self.bytes.len();
                self.need_start_marker()?;
                return self.finish();
            }
            if self.at == self.line_start {
                let ended = match byte {
                    b'%' => self.percent()?,
                    b'-' if self.is_marker(b'-') => self.start_marker()?,
                    b'.' if self.is_marker(b'.') => self.end_marker()?,
                    _ => None,
                };
                match ended {
                    Some(true) => return self.finish(),
                    Some(false) => continue,
                    None => {}
                }
            }
            self.need_start_marker()?;
            if after_root_collection && matches!(byte, b'{' | b'[') && self.indent < 0 && !self.in_flow() {
                // JSON documents one after the other.
                let blank = self
                    .text
                    .get(self.line_start..self.at)
                    .is_some_and(|before| before.bytes().all(|b| matches!(b, b' ' | b'\t')));
                self.outline.end = if blank { self.line_start } else { self.at };
                return self.finish();
            }
            self.token(byte)?;
            after_root_collection = matches!(byte, b'}' | b']') && self.indent < 0 && !self.in_flow();
        }
    }

    /// Closes everything at the end of the document.
    fn finish(&mut self) -> Scan<()> {
        if !self.in_flow() {
            self.close_blocks(-1);
        }
        self.drop_candidate()
    }

    fn token(&mut self, byte: u8) -> Scan<()> {
        match byte {
            b'[' => self.open_flow(Kind::OpenBracket),
            b'{' => self.open_flow(Kind::OpenBrace),
            b']' => self.close_flow(Kind::CloseBracket),
            b'}' => self.close_flow(Kind::CloseBrace),
            b',' => {
                self.drop_candidate()?;
                self.key_allowed = true;
                self.push(Kind::Comma, 1);
                Ok(())
            }
            b'-' if self.is_blank_or_end(1) => self.dash(),
            b'?' if self.in_flow() || self.is_blank_or_end(1) => self.question(),
            b':' if self.in_flow() || self.is_blank_or_end(1) => self.colon(),
            b'*' => self.named(Kind::Alias),
            b'&' => self.named(Kind::Anchor),
            b'!' => {
                self.note_candidate()?;
                self.key_allowed = false;
                self.tag()
            }
            b'|' if !self.in_flow() => self.block_scalar(Shape::Literal),
            b'>' if !self.in_flow() => self.block_scalar(Shape::Folded),
            b'\'' => self.quoted_scalar(Shape::SingleQuoted),
            b'"' => self.quoted_scalar(Shape::DoubleQuoted),
            b'#' | b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' => Err(self.cannot_start(byte)),
            _ => self.plain_scalar(),
        }
    }

    fn cannot_start(&self, byte: u8) -> ScanError {
        let message = match byte {
            b'\t' => "a tab cannot indent; use spaces".to_owned(),
            b'@' | b'`' => format!("`{}` is reserved and cannot start a value; quote it", char::from(byte)),
            b'%' => "`%` cannot start a value; quote it".to_owned(),
            _ => format!("`{}` cannot start a value here; quote it", char::from(byte)),
        };
        ScanError::syntax(self.at, message)
    }

    /// Passes over blanks, comments and line breaks.
    fn skip_to_token(&mut self) {
        loop {
            if self.at == self.line_start && self.peek(0) == 0xef && self.starts_with_mark() {
                self.at += '\u{feff}'.len_utf8();
                self.line_start = self.at;
            }
            let tabs = self.in_flow() || !self.key_allowed;
            let rest = self.rest();
            let blanks = rest.iter().position(|&byte| byte != b' ' && (byte != b'\t' || !tabs));
            self.at += blanks.unwrap_or(rest.len());
            match self.peek(0) {
                b'\n' => {
                    self.at += 1;
                    self.line_start = self.at;
                }
                byte => {
                    if byte == b'#' {
                        self.at = self.end_of_line();
                    }
                    if !matches!(byte, b'#' | b'\r' | 0xc2 | 0xe2) || !self.take_break() {
                        return;
                    }
                }
            }
            if !self.in_flow() {
                self.key_allowed = true;
            }
        }
    }

    /// A byte order mark counts at the start of the stream and, leniently, where files were joined: at the start of a
    /// later document and before `---`.
    fn starts_with_mark(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(after) = rest.strip_prefix('\u{feff}') else {
            return false;
        };
        let later = self.start > 0 || self.outline.start_marker.is_some();
        let starts_document = later && self.scratch.tokens.is_empty();
        self.at == 0 || (self.lenient && (starts_document || after.starts_with("---")))
    }

    /// `&name` or `*name`.
    fn named(&mut self, kind: Kind) -> Scan<()> {
        self.note_candidate()?;
        self.key_allowed = false;
        let name = self.bytes[self.at + 1..]
            .iter()
            .take_while(|&&byte| is_word(byte))
            .count();
        let next = self.peek(1 + name);
        let ends =
            self.is_blank_or_end(1 + name) || matches!(next, b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name == 0 || !ends {
            let message = if kind == Kind::Alias {
                "`*` starts an alias, whose name has only letters, digits, `-` and `_`; quote the value if it is meant as text"
            } else {
                "`&` starts an anchor, whose name has only letters, digits, `-` and `_`; quote the value if it is meant as text"
            };
            return Err(ScanError::syntax(self.at, message));
        }
        self.push(kind, 1 + name);
        Ok(())
    }

    /// Puts a scalar on the tape whose text is `value` of the stream.
    fn push_borrowed(&mut self, shape: Shape, start: usize, end: usize, value: std::ops::Range<usize>) {
        let mut token = Token::new(Kind::Scalar(shape), start, end);
        token.value = value.start as u32;
        token.length = (value.end - value.start) as u32;
        self.scratch.tokens.push(token);
    }

    /// Puts a scalar on the tape whose text was put together at the end of the buffer, from `from` on.
    fn push_cooked(&mut self, shape: Shape, start: usize, end: usize, from: usize) {
        let mut token = Token::new(Kind::Scalar(shape), start, end);
        token.value = from as u32;
        token.length = (self.cooked.len() - from) as u32;
        token.cooked = true;
        self.scratch.tokens.push(token);
    }
}

/// Letters, digits, `-` and `_`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

pub(crate) fn too_deep(max_depth: usize) -> String {
    format!("nested deeper than {max_depth} levels")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tape in short: `[` and `{` before a token that opens a block sequence or mapping, `k` before a key, and the text or `<` for
    /// the end of a block.
    fn tape(text: &str) -> Result<String, String> {
        let mut scratch = Scratch::default();
        let mut cooked = String::new();
        let outline = scan(text, 0, Strictness::Go, 100, &mut scratch, &mut cooked);
        if let Some(error) = outline.error {
            return Err(format!("{}: {}", error.offset, error.message));
        }
        assert_eq!(outline.end, text.len());
        let mut shown = Vec::new();
        for token in &scratch.tokens {
            let mut word = String::new();
            for (mark, sign) in [(Token::SEQUENCE, '['), (Token::MAPPING, '{'), (Token::KEY, 'k')] {
                word.extend((token.marks & mark != 0).then_some(sign));
            }
            word.push_str(match token.kind {
                Kind::BlockEnd => "<",
                _ => &text[token.start as usize..token.end as usize],
            });
            shown.push(word);
        }
        Ok(shown.join(" "))
    }

    #[test]
    fn keys_are_marked_once_their_colon_is_there() {
        assert_eq!(tape("a: b\nc:\n- d\n").as_deref(), Ok("{ka : b kc : - d <"));
        assert_eq!(
            tape("a:\n  - d: e\n    f: g\n").as_deref(),
            Ok("{ka : [- {kd : e kf : g < < <")
        );
        assert_eq!(tape("&x !!str a: b").as_deref(), Ok("{k&x !!str a : b <"));
        assert_eq!(tape("&x\na: b").as_deref(), Ok("&x {ka : b <"));
        assert_eq!(
            tape("[a: b, {c: d}]: e").as_deref(),
            Ok("{k[ ka : b , { kc : d } ] : e <")
        );
        assert_eq!(tape("? a\n: b\n").as_deref(), Ok("{? a : b <"));
        assert_eq!(tape("plain\n text").as_deref(), Ok("plain\n text"));
    }

    #[test]
    fn what_cannot_be_a_token_is_an_error_at_its_place() {
        for (text, offset) in [
            ("a: b: c", 4),
            ("a: @", 3),
            ("a:\n\tb", 3),
            ("a: 1\n  b: 2", 8),
            ("a: 'b", 3),
            ("a: 1\nb\n", 5),
            ("a: - b", 3),
        ] {
            let error = tape(text).expect_err(text);
            assert!(error.starts_with(&format!("{offset}: ")), "{text:?}: {error}");
        }
    }

    #[test]
    fn only_texts_that_change_are_copied() {
        let mut scratch = Scratch::default();
        let mut cooked = String::new();
        scan(
            "[a b, 'c', \"d\", e\n  f, 'g''', \"\\n\"]",
            0,
            Strictness::Go,
            100,
            &mut scratch,
            &mut cooked,
        );
        assert_eq!(cooked, "e fg'\n");
    }
}

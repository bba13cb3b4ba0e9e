//! Cuts template text into tokens. All trimming of white space (`{{-`, `-}}`) happens here.

use crate::quote::{decode, quoted};
use crate::unicode::{is_digit, is_letter, is_print};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// The text of the token is the message.
    Error,
    Bool,
    /// A lone printable character that no other kind covers, such as a comma.
    Char,
    CharConstant,
    /// The token also carries where the imaginary part begins.
    Complex,
    Assign,
    Declare,
    Eof,
    Field,
    Identifier,
    LeftDelim,
    LeftParen,
    Number,
    Pipe,
    RawString,
    RightDelim,
    RightParen,
    Space,
    String,
    Text,
    Variable,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

impl TokenKind {
    fn is_keyword(self) -> bool {
        matches!(
            self,
            TokenKind::Block
                | TokenKind::Break
                | TokenKind::Continue
                | TokenKind::Dot
                | TokenKind::Define
                | TokenKind::Else
                | TokenKind::End
                | TokenKind::If
                | TokenKind::Nil
                | TokenKind::Range
                | TokenKind::Template
                | TokenKind::With
        )
    }
}

/// A token: its kind, where its text stands, and the line it starts on.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) line: usize,
    /// Where the imaginary part of a complex constant begins.
    pub(crate) split: usize,
    /// The message of an error.
    pub(crate) message: String,
}

impl Token {
    /// What stands in a parser's look-ahead before anything was read.
    pub(crate) fn none() -> Token {
        Token {
            kind: TokenKind::Error,
            start: 0,
            end: 0,
            line: 0,
            split: 0,
            message: String::new(),
        }
    }
}

const LEFT_COMMENT: &[u8] = b"/*";
const RIGHT_COMMENT: &[u8] = b"*/";

/// The scanner. After an error it yields only the end of the text.
#[derive(Debug)]
pub(crate) struct Lexer<'t> {
    text: &'t [u8],
    left: &'t [u8],
    right: &'t [u8],
    pos: usize,
    start: usize,
    line: usize,
    start_line: usize,
    inside_action: bool,
    paren_depth: usize,
    failed: bool,
    /// Whether `break` is the keyword rather than a function of that name.
    pub(crate) break_is_keyword: bool,
    /// The same for `continue`.
    pub(crate) continue_is_keyword: bool,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t [u8], left: &'t [u8], right: &'t [u8]) -> Self {
        Lexer {
            text,
            left,
            right,
            pos: 0,
            start: 0,
            line: 1,
            start_line: 1,
            inside_action: false,
            paren_depth: 0,
            failed: false,
            break_is_keyword: true,
            continue_is_keyword: true,
        }
    }

    pub(crate) fn next_token(&mut self) -> Token {
        if self.failed {
            return Token {
                line: self.start_line,
                ..self.bare(TokenKind::Eof)
            };
        }
        if self.inside_action {
            self.in_action()
        } else {
            self.in_text()
        }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.get(self.pos..).unwrap_or_default()
    }

    fn bare(&self, kind: TokenKind) -> Token {
        Token {
            kind,
            start: self.start,
            end: self.pos,
            line: self.start_line,
            split: 0,
            message: String::new(),
        }
    }

    /// The token from `start` to here; the next one starts here.
    fn token(&mut self, kind: TokenKind) -> Token {
        let token = self.bare(kind);
        self.start = self.pos;
        self.start_line = self.line;
        token
    }

    fn error(&mut self, message: impl Into<String>) -> Token {
        let token = Token {
            message: message.into(),
            ..self.bare(TokenKind::Error)
        };
        self.failed = true;
        (self.start, self.pos) = (0, 0);
        token
    }

    /// Moves on by `len` bytes, counting lines.
    fn advance(&mut self, len: usize) {
        let passed = self.text.get(self.pos..self.pos + len).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count();
        self.pos += passed.len();
    }

    /// Forgets what was passed since the last token.
    fn ignore(&mut self) {
        self.start = self.pos;
        self.start_line = self.line;
    }

    /// The next character and its length; a byte that is no UTF-8 counts as U+FFFD. `None` at the end.
    fn peek(&self) -> Option<(char, usize)> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        let (c, len) = decode(rest);
        Some((c.unwrap_or('\u{fffd}'), len))
    }

    fn accept(&mut self, set: &[u8]) -> bool {
        let found = self.rest().first().is_some_and(|b| set.contains(b));
        if found {
            self.advance(1);
        }
        found
    }

    fn accept_run(&mut self, set: &[u8]) {
        while self.accept(set) {}
    }

    fn in_text(&mut self) -> Token {
        loop {
            let Some(before) = find(self.rest(), self.left) else {
                if self.rest().is_empty() {
                    return self.token(TokenKind::Eof);
                }
                self.advance(self.rest().len());
                return self.token(TokenKind::Text);
            };
            if before > 0 {
                let text = self.rest().get(..before).unwrap_or_default();
                let trims = has_left_trim_marker(self.rest().get(before + self.left.len()..).unwrap_or_default());
                let kept = if trims { trim_end(text) } else { before };
                self.advance(kept);
                let token = self.token(TokenKind::Text);
                self.advance(before - kept);
                self.ignore();
                if kept > 0 {
                    return token;
                }
            }
            self.advance(self.left.len());
            let marker = if has_left_trim_marker(self.rest()) { 2 } else { 0 };
            if self.rest().get(marker..).unwrap_or_default().starts_with(LEFT_COMMENT) {
                self.advance(marker);
                self.ignore();
                match self.comment() {
                    Some(error) => return error,
                    None => continue,
                }
            }
            let token = self.token(TokenKind::LeftDelim);
            self.inside_action = true;
            self.paren_depth = 0;
            self.advance(marker);
            self.ignore();
            return token;
        }
    }

    /// Passes over a comment and its closing delimiter.
    fn comment(&mut self) -> Option<Token> {
        let body = self.rest().get(LEFT_COMMENT.len()..).unwrap_or_default();
        let Some(len) = find(body, RIGHT_COMMENT) else {
            return Some(self.error("unclosed comment"));
        };
        // Go counts the lines of a comment only once it has closed.
        let after = self.pos + LEFT_COMMENT.len() + len + RIGHT_COMMENT.len();
        let Some(trims) = self.right_delim_at(after) else {
            return Some(self.error("comment ends before closing delimiter"));
        };
        self.advance(after - self.pos);
        self.advance(if trims { 2 } else { 0 } + self.right.len());
        if trims {
            self.advance(leading_spaces(self.rest()));
        }
        self.ignore();
        None
    }

    /// Whether a right delimiter stands at `pos`, and if so whether it trims.
    fn right_delim_at(&self, pos: usize) -> Option<bool> {
        let rest = self.text.get(pos..).unwrap_or_default();
        if has_right_trim_marker(rest) && rest.get(2..).unwrap_or_default().starts_with(self.right) {
            return Some(true);
        }
        rest.starts_with(self.right).then_some(false)
    }

    fn right_delim(&mut self) -> Token {
        let trims = self.right_delim_at(self.pos) == Some(true);
        if trims {
            self.advance(2);
            self.ignore();
        }
        self.advance(self.right.len());
        let token = self.token(TokenKind::RightDelim);
        if trims {
            self.advance(leading_spaces(self.rest()));
            self.ignore();
        }
        self.inside_action = false;
        token
    }

    fn in_action(&mut self) -> Token {
        if self.right_delim_at(self.pos).is_some() {
            if self.paren_depth == 0 {
                return self.right_delim();
            }
            return self.error("unclosed left paren");
        }
        let Some((c, len)) = self.peek() else {
            return self.error("unclosed action");
        };
        if is_space(c) {
            return self.space();
        }
        match c {
            '+' | '-' | '0'..='9' => return self.number(),
            '.' if self.rest().get(1).is_none_or(u8::is_ascii_digit) => return self.number(),
            c if is_alphanumeric(c) => return self.identifier(),
            _ => self.advance(len),
        }
        match c {
            '=' => self.token(TokenKind::Assign),
            ':' => match self.peek() {
                Some(('=', _)) => {
                    self.advance(1);
                    self.token(TokenKind::Declare)
                }
                other => {
                    self.advance(other.map_or(0, |(_, len)| len));
                    self.error("expected :=")
                }
            },
            '|' => self.token(TokenKind::Pipe),
            '"' => self.quoted(b'"', TokenKind::String, "unterminated quoted string"),
            '\'' => self.quoted(b'\'', TokenKind::CharConstant, "unterminated character constant"),
            '`' => self.raw_string(),
            '$' => self.field_or_variable(TokenKind::Variable),
            '.' => self.field_or_variable(TokenKind::Field),
            '(' => {
                self.paren_depth += 1;
                self.token(TokenKind::LeftParen)
            }
            ')' => match self.paren_depth.checked_sub(1) {
                Some(depth) => {
                    self.paren_depth = depth;
                    self.token(TokenKind::RightParen)
                }
                None => self.error("unexpected right paren"),
            },
            c if c.is_ascii() && is_print(c) => self.token(TokenKind::Char),
            c => {
                let shown = describe(Some(c));
                self.error(format!("unrecognized character in action: {shown}"))
            }
        }
    }

    fn space(&mut self) -> Token {
        let len = leading_spaces(self.rest());
        let last = self.pos + len - 1;
        // The last space may belong to a trimming right delimiter.
        if self.right_delim_at(last) == Some(true) {
            if len == 1 {
                return self.right_delim();
            }
            self.advance(len - 1);
        } else {
            self.advance(len);
        }
        self.token(TokenKind::Space)
    }

    fn skip_alphanumeric(&mut self) {
        while let Some((c, len)) = self.peek() {
            if !is_alphanumeric(c) {
                break;
            }
            self.advance(len);
        }
    }

    fn bad_character(&mut self) -> Token {
        let shown = describe(self.peek().map(|(c, _)| c));
        self.error(format!("bad character {shown}"))
    }

    fn identifier(&mut self) -> Token {
        self.skip_alphanumeric();
        if !self.at_terminator() {
            return self.bad_character();
        }
        let kind = match self.text.get(self.start..self.pos).unwrap_or_default() {
            b"block" => TokenKind::Block,
            b"break" if self.break_is_keyword => TokenKind::Break,
            b"continue" if self.continue_is_keyword => TokenKind::Continue,
            b"define" => TokenKind::Define,
            b"else" => TokenKind::Else,
            b"end" => TokenKind::End,
            b"if" => TokenKind::If,
            b"range" => TokenKind::Range,
            b"nil" => TokenKind::Nil,
            b"template" => TokenKind::Template,
            b"with" => TokenKind::With,
            b"true" | b"false" => TokenKind::Bool,
            _ => TokenKind::Identifier,
        };
        self.token(kind)
    }

    fn field_or_variable(&mut self, kind: TokenKind) -> Token {
        if self.at_terminator() {
            return self.token(if kind == TokenKind::Field { TokenKind::Dot } else { kind });
        }
        self.skip_alphanumeric();
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.token(kind)
    }

    /// Whether what follows may end an identifier.
    fn at_terminator(&self) -> bool {
        match self.rest().first() {
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'.' | b',' | b'|' | b':' | b')' | b'(') => true,
            Some(_) => self.rest().starts_with(self.right),
        }
    }

    fn quoted(&mut self, quote: u8, kind: TokenKind, unterminated: &str) -> Token {
        loop {
            match self.rest().first() {
                Some(b'\\') => {
                    self.advance(1);
                    match self.peek() {
                        None | Some(('\n', _)) => return self.error(unterminated),
                        Some((_, len)) => self.advance(len),
                    }
                }
                None | Some(b'\n') => return self.error(unterminated),
                Some(b) => {
                    self.advance(1);
                    if *b == quote {
                        return self.token(kind);
                    }
                }
            }
        }
    }

    fn raw_string(&mut self) -> Token {
        match find(self.rest(), b"`") {
            Some(len) => {
                self.advance(len + 1);
                self.token(TokenKind::RawString)
            }
            None => self.error("unterminated raw quoted string"),
        }
    }

    fn number(&mut self) -> Token {
        if !self.scan_number() {
            return self.bad_number();
        }
        if !matches!(self.rest().first(), Some(b'+' | b'-')) {
            return self.token(TokenKind::Number);
        }
        let split = self.pos - self.start;
        if !self.scan_number() || self.text.get(self.pos - 1) != Some(&b'i') {
            return self.bad_number();
        }
        Token {
            split,
            ..self.token(TokenKind::Complex)
        }
    }

    fn bad_number(&mut self) -> Token {
        let shown = quoted(self.text.get(self.start..self.pos).unwrap_or_default());
        self.error(format!("bad number syntax: {shown}"))
    }

    /// Takes what looks like a number; the parser checks it in full. False when a letter follows.
    fn scan_number(&mut self) -> bool {
        self.accept(b"+-");
        let mut digits: &[u8] = b"0123456789_";
        let mut exponent: &[u8] = b"eE";
        if self.accept(b"0") {
            if self.accept(b"xX") {
                (digits, exponent) = (b"0123456789abcdefABCDEF_", b"pP");
            } else if self.accept(b"oO") {
                (digits, exponent) = (b"01234567_", b"");
            } else if self.accept(b"bB") {
                (digits, exponent) = (b"01_", b"");
            }
        }
        self.accept_run(digits);
        if self.accept(b".") {
            self.accept_run(digits);
        }
        if self.accept(exponent) {
            self.accept(b"+-");
            self.accept_run(b"0123456789_");
        }
        self.accept(b"i");
        match self.peek() {
            Some((c, len)) if is_alphanumeric(c) => {
                self.advance(len);
                false
            }
            _ => true,
        }
    }
}

/// A token as error texts show it; `text` is the text it was cut from.
pub(crate) fn show(token: &Token, text: &[u8]) -> String {
    let value = text.get(token.start..token.end).unwrap_or_default();
    match token.kind {
        TokenKind::Eof => "EOF".to_owned(),
        TokenKind::Error => token.message.clone(),
        kind if kind.is_keyword() => format!("<{}>", String::from_utf8_lossy(value)),
        _ if value.len() > 10 => {
            let mut cut = 0;
            for _ in 0..10 {
                cut += decode(value.get(cut..).unwrap_or_default()).1;
            }
            format!("{}...", quoted(value.get(..cut).unwrap_or_default()))
        }
        _ => quoted(value),
    }
}

/// Go's `%#U` of a character, where the end of the text counts as -1.
fn describe(c: Option<char>) -> String {
    match c {
        None => "U+FFFFFFFFFFFFFFFF".to_owned(),
        Some(c) if is_print(c) => format!("U+{:04X} '{c}'", u32::from(c)),
        Some(c) => format!("U+{:04X}", u32::from(c)),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_space_byte(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_alphanumeric(c: char) -> bool {
    c == '_' || is_letter(c) || is_digit(c)
}

fn has_left_trim_marker(s: &[u8]) -> bool {
    matches!(s, [b'-', space, ..] if is_space_byte(*space))
}

fn has_right_trim_marker(s: &[u8]) -> bool {
    matches!(s, [space, b'-', ..] if is_space_byte(*space))
}

fn leading_spaces(s: &[u8]) -> usize {
    s.iter().take_while(|b| is_space_byte(**b)).count()
}

/// The length of the text without trailing white space.
fn trim_end(s: &[u8]) -> usize {
    s.len() - s.iter().rev().take_while(|b| is_space_byte(**b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind> {
        let mut lexer = Lexer::new(text.as_bytes(), b"{{", b"}}");
        let mut out = Vec::new();
        loop {
            let token = lexer.next_token();
            out.push(token.kind);
            if matches!(token.kind, TokenKind::Eof | TokenKind::Error) {
                return out;
            }
        }
    }

    #[test]
    fn an_action_becomes_its_tokens() {
        use TokenKind::*;
        assert_eq!(
            kinds("a{{$x := .F.G | print 1}}b"),
            [
                Text, LeftDelim, Variable, Space, Declare, Space, Field, Field, Space, Pipe, Space, Identifier, Space,
                Number, RightDelim, Text, Eof
            ]
        );
        assert_eq!(kinds("{{. -}}  x"), [LeftDelim, Dot, RightDelim, Text, Eof]);
        assert_eq!(kinds("{{-3}}"), [LeftDelim, Number, RightDelim, Eof]);
    }

    #[test]
    fn trimming_takes_white_space_on_either_side() {
        let text = b"a \n{{- 1 -}}\n b";
        let mut lexer = Lexer::new(text, b"{{", b"}}");
        let first = lexer.next_token();
        assert_eq!(&text[first.start..first.end], b"a");
        let mut last = first;
        loop {
            let token = lexer.next_token();
            if token.kind == TokenKind::Eof {
                break;
            }
            last = token;
        }
        assert_eq!((&text[last.start..last.end], last.line), (&b"b"[..], 3));
    }

    #[test]
    fn the_error_names_what_is_wrong() {
        for (text, message) in [
            ("{{", "unclosed action"),
            ("{{\"a", "unterminated quoted string"),
            ("{{/* x", "unclosed comment"),
            ("{{/* x */ y}}", "comment ends before closing delimiter"),
            ("{{3k}}", "bad number syntax: \"3k\""),
            ("{{\u{1}}}", "unrecognized character in action: U+0001"),
            ("{{a", "unclosed action"),
        ] {
            let mut lexer = Lexer::new(text.as_bytes(), b"{{", b"}}");
            let error = std::iter::repeat_with(|| lexer.next_token()).find(|t| t.kind == TokenKind::Error);
            assert_eq!(error.map(|t| t.message).as_deref(), Some(message), "{text}");
        }
    }
}

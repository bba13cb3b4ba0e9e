//! `camelcase`, `snakecase` and `kebabcase`, as huandu/xstrings v1.5.0 splits words.

use crate::runes;

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Nothing, or only bytes that are not UTF-8.
    Invalid,
    Number,
    Upper,
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

fn is_connector(c: char) -> bool {
    c == '-' || c == '_' || c.is_whitespace()
}

/// A letter of a script with words: Chinese characters are not.
fn is_alphabet(c: char) -> bool {
    runes::is_letter(c) && !matches!(c, '\u{4e00}'..='\u{9fcc}' | '\u{3400}'..='\u{4d85}' | '\u{20000}'..='\u{2b81d}')
}

fn class(c: char) -> Word {
    if is_connector(c) {
        Word::Connector
    } else if runes::is_punctuation(c) {
        Word::Punctuation
    } else if runes::is_upper(c) {
        Word::Upper
    } else if is_alphabet(c) {
        Word::Alphabet
    } else if c.is_numeric() {
        Word::Number
    } else {
        Word::Other
    }
}

/// Upper camel case: connectors go, and the letter after one is made a capital.
pub(crate) fn pascal_case(text: &[u8]) -> String {
    let chars: Vec<char> = runes::runes(text).map(|(c, _)| c).collect();
    let mut out = String::with_capacity(text.len());
    let first = chars.iter().position(|c| !is_connector(*c)).unwrap_or(chars.len());
    out.extend(&chars[..first]);
    let Some((start, rest)) = chars[first..].split_first() else {
        // Of connectors alone the last is written twice.
        out.extend(chars.last());
        return out;
    };
    if rest.is_empty() {
        out.push(runes::to_upper(*start));
        return out;
    }
    let mut in_capitals = runes::is_upper(*start);
    let mut previous = runes::to_upper(*start);
    for &c in rest {
        let mut current = c;
        match (is_connector(current), is_connector(previous)) {
            (true, true) => {
                out.push(previous);
                previous = current;
                continue;
            }
            (_, true) => {
                in_capitals = runes::is_upper(current);
                current = runes::to_upper(current);
            }
            (_, false) => {
                if in_capitals {
                    if runes::is_upper(current) {
                        current = runes::to_lower(current);
                    } else {
                        in_capitals = false;
                    }
                }
                out.push(previous);
            }
        }
        previous = current;
    }
    out.push(previous);
    out
}

/// Lower case words with `connector` between them.
pub(crate) fn connected_case(text: &[u8], connector: char) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 8);
    let mut words = Words { rest: text };
    let (mut kind, mut word) = words.next();
    while !words.rest.is_empty() {
        if kind != Word::Connector {
            push_lower(&mut out, kind, word, connector);
        }
        let (previous_kind, previous) = (kind, word);
        (kind, word) = words.next();
        match previous_kind {
            Word::Number => {
                while matches!(kind, Word::Alphabet | Word::Number) {
                    push_lower(&mut out, kind, word, connector);
                    (kind, word) = words.next();
                }
                connect(&mut out, kind, connector, true);
            }
            Word::Connector => push_lower(&mut out, previous_kind, previous, connector),
            Word::Punctuation => {}
            _ if kind != Word::Number => connect(&mut out, kind, connector, false),
            _ if words.rest.is_empty() => {}
            _ => {
                let number = word;
                (kind, word) = words.next();
                if kind != Word::Alphabet {
                    // The number belongs to the word before it: `Bld4Floor` is `bld4_floor`.
                    push_lower(&mut out, Word::Number, number, connector);
                    connect(&mut out, kind, connector, false);
                    continue;
                }
                // Small letters after the number: it starts a word, `HTTP2xx` is `http_2xx`.
                push_char(&mut out, connector);
                push_lower(&mut out, Word::Number, number, connector);
                while matches!(kind, Word::Alphabet | Word::Number) {
                    push_lower(&mut out, kind, word, connector);
                    (kind, word) = words.next();
                }
                connect(&mut out, kind, connector, true);
            }
        }
    }
    push_lower(&mut out, kind, word, connector);
    out
}

/// Writes a connector before a word that needs one.
fn connect(out: &mut Vec<u8>, next: Word, connector: char, may_be_end: bool) {
    let needless = matches!(next, Word::Connector | Word::Punctuation) || may_be_end && next == Word::Invalid;
    if !needless {
        push_char(out, connector);
    }
}

fn push_char(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_lower(out: &mut Vec<u8>, kind: Word, word: &[u8], connector: char) {
    if !matches!(kind, Word::Upper | Word::Connector) {
        out.extend_from_slice(word);
        return;
    }
    for (c, _) in runes::runes(word) {
        let c = if is_connector(c) {
            connector
        } else if runes::is_upper(c) {
            runes::to_lower(c)
        } else {
            c
        };
        push_char(out, c);
    }
}

struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    /// The next word; at the end an empty, invalid one.
    fn next(&mut self) -> (Word, &'a [u8]) {
        let text = self.rest;
        let mut scan = Scan {
            rest: text,
            taken: 0,
            last: char::REPLACEMENT_CHARACTER,
        };
        let kind = scan.word();
        let (word, rest) = text.split_at(scan.taken);
        self.rest = rest;
        (kind, word)
    }
}

/// Reads characters, passing over bytes that are not UTF-8: they belong to the character after them.
struct Scan<'a> {
    rest: &'a [u8],
    taken: usize,
    /// The last character seen, which stands in for the next when there are only broken bytes left.
    last: char,
}

impl Scan<'_> {
    /// The next character and how many bytes it takes with the broken ones before it.
    fn peek(&self) -> (char, usize) {
        let mut size = 0;
        for (c, bytes) in runes::runes(self.rest) {
            size += bytes.len();
            if c != char::REPLACEMENT_CHARACTER {
                return (c, size);
            }
        }
        (self.last, size)
    }

    fn take(&mut self, c: char, size: usize) {
        self.last = c;
        self.taken += size;
        self.rest = self.rest.get(size..).unwrap_or_default();
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) {
        while !self.rest.is_empty() {
            let (c, size) = self.peek();
            if size == 0 || !keep(c) {
                self.last = c;
                break;
            }
            self.take(c, size);
        }
    }

    fn word(&mut self) -> Word {
        if self.rest.is_empty() {
            return Word::Invalid;
        }
        let (c, size) = self.peek();
        self.take(c, size);
        if c == char::REPLACEMENT_CHARACTER {
            return Word::Invalid;
        }
        let kind = class(c);
        match kind {
            Word::Connector => self.take_while(is_connector),
            Word::Punctuation => self.take_while(runes::is_punctuation),
            Word::Alphabet => self.take_while(|c| is_alphabet(c) && !runes::is_upper(c)),
            Word::Number => self.take_while(char::is_numeric),
            Word::Upper => self.capitals(),
            Word::Other | Word::Invalid => self.take_while(|c| class(c) == Word::Other),
        }
        kind
    }

    /// After one capital: more of them, or small letters. In `HTTPStatus` the `S` goes to the next word.
    fn capitals(&mut self) {
        if self.rest.is_empty() {
            return;
        }
        let (c, size) = self.peek();
        if !runes::is_upper(c) {
            if is_alphabet(c) {
                self.take(c, size);
                self.take_while(|c| is_alphabet(c) && !runes::is_upper(c));
            }
            return;
        }
        let mut last_size = size;
        self.take(c, size);
        while !self.rest.is_empty() {
            let (c, size) = self.peek();
            if !runes::is_upper(c) {
                if is_alphabet(c) {
                    self.taken -= last_size;
                }
                return;
            }
            last_size = size;
            self.take(c, size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_in_go() {
        for (text, camel, snake) in [
            ("FirstName", "FirstName", "first_name"),
            ("HTTPServer", "Httpserver", "http_server"),
            ("NoHTTPS", "NoHTTPS", "no_https"),
            ("GO_PATH", "GoPath", "go_path"),
            ("http2xx", "Http2xx", "http_2xx"),
            ("HTTP20xOK", "Http20xOK", "http_20x_ok"),
            ("Bld4Floor3rd", "Bld4Floor3rd", "bld4_floor_3rd"),
            ("_complex__case_", "_Complex_Case_", "_complex__case_"),
            ("some words", "SomeWords", "some_words"),
        ] {
            let shown = String::from_utf8(connected_case(text.as_bytes(), '_')).expect(text);
            assert_eq!(shown, snake, "{text}");
            assert_eq!(pascal_case(text.as_bytes()), camel, "{text}");
        }
    }
}

//! Characters of Go strings, which may hold bytes that are not UTF-8, and Go's classes and case mappings of characters.

use unicode_general_category::{GeneralCategory, get_general_category};

/// One character of a string: itself, and the bytes it takes. A byte that is not UTF-8 is U+FFFD and takes one byte.
pub(crate) fn runes(text: &[u8]) -> impl Iterator<Item = (char, &[u8])> {
    text.utf8_chunks().flat_map(|chunk| {
        let valid = chunk.valid();
        let whole = valid
            .char_indices()
            .map(move |(i, c)| (c, &valid.as_bytes()[i..i + c.len_utf8()]));
        let broken = chunk.invalid().chunks(1).map(|b| (char::REPLACEMENT_CHARACTER, b));
        whole.chain(broken)
    })
}

/// The last character and how many bytes it takes.
fn last(text: &[u8]) -> Option<(char, usize)> {
    let longest = text.len().min(4);
    let whole = (1..=longest).find_map(|length| {
        let mut found = std::str::from_utf8(&text[text.len() - length..]).ok()?.chars();
        found.next().map(|c| (c, length))
    });
    whole.or_else(|| (!text.is_empty()).then_some((char::REPLACEMENT_CHARACTER, 1)))
}

/// The text with every character mapped; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn map(text: &[u8], f: impl FnMut(char) -> char) -> String {
    runes(text).map(|(c, _)| c).map(f).collect()
}

/// Category Lu: fewer than Rust's `is_uppercase`.
pub(crate) fn is_upper(c: char) -> bool {
    get_general_category(c) == GeneralCategory::UppercaseLetter
}

/// Category Ll: fewer than Rust's `is_lowercase`.
pub(crate) fn is_lower(c: char) -> bool {
    get_general_category(c) == GeneralCategory::LowercaseLetter
}

/// Category Lt.
pub(crate) fn is_title(c: char) -> bool {
    get_general_category(c) == GeneralCategory::TitlecaseLetter
}

/// Category L.
pub(crate) fn is_letter(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        get_general_category(c),
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter
    )
}

/// Category Nd.
pub(crate) fn is_digit(c: char) -> bool {
    get_general_category(c) == GeneralCategory::DecimalNumber
}

/// Category P.
pub(crate) fn is_punctuation(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        get_general_category(c),
        G::ConnectorPunctuation
            | G::DashPunctuation
            | G::OpenPunctuation
            | G::ClosePunctuation
            | G::InitialPunctuation
            | G::FinalPunctuation
            | G::OtherPunctuation
    )
}

/// The upper case of one character as one character, where there is such.
pub(crate) fn to_upper(c: char) -> char {
    let mut mapped = c.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(upper), None) => upper,
        _ => greek_title(c),
    }
}

/// The title case: upper case, but for the digraphs that have a form of their own and for Georgian, which has none.
pub(crate) fn to_title(c: char) -> char {
    match c {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}' => c,
        _ => to_upper(c),
    }
}

/// The lower case of one character as one character.
pub(crate) fn to_lower(c: char) -> char {
    // The only character whose full lower case is longer is `İ`; its first character is the simple one.
    c.to_lowercase().next().unwrap_or(c)
}

/// Greek letters with iota subscript have one-character capitals although their full upper case is longer.
fn greek_title(c: char) -> char {
    let code = u32::from(c);
    let moved = match code {
        0x1f80..=0x1f87 | 0x1f90..=0x1f97 | 0x1fa0..=0x1fa7 => code + 8,
        0x1fb3 | 0x1fc3 | 0x1ff3 => code + 9,
        _ => code,
    };
    char::from_u32(moved).unwrap_or(c)
}

/// The text without white space at its ends. A byte that is not UTF-8 is no white space.
pub(crate) fn trim(text: &[u8]) -> &[u8] {
    trim_matches(text, char::is_whitespace)
}

/// The text without the characters at its ends that `cut` names.
pub(crate) fn trim_matches(text: &[u8], cut: impl Fn(char) -> bool) -> &[u8] {
    let mut rest = text;
    // No character is longer than four bytes, and texts are.
    while let Some((_, bytes)) = runes(rest.get(..4).unwrap_or(rest)).next().filter(|(c, _)| cut(*c)) {
        rest = &rest[bytes.len()..];
    }
    while let Some((_, length)) = last(rest).filter(|(c, _)| cut(*c)) {
        rest = &rest[..rest.len() - length];
    }
    rest
}

/// Where `needle` starts in `text`.
pub(crate) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [b] => memchr::memchr(*b, text),
        _ => memchr::memmem::find(text, needle),
    }
}

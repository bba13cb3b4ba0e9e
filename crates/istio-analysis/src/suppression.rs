//! What the user does not want to hear: on the command line, in annotations, in comments.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::message::{Code, Message, Subject};

/// The annotation of a resource that lists the codes not to report about it; `*` stands for all.
pub(crate) const ANNOTATION: &str = "galley.istio.io/analyze-suppress";

/// What a comment starts with that suppresses codes for the line it stands on, or for the resource below it.
const COMMENT: &str = "istioctl:ignore";

/// A code that is not to be reported about some resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The code, or `*`.
    pub code: String,
    /// The resources: `Kind namespace/name` or `Kind name.namespace`, in which `*` stands for any text.
    pub resource: String,
}

/// A suppression that is not written as `CODE=RESOURCE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionError(pub String);

impl fmt::Display for SuppressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a valid suppression value: CODE=KIND NAMESPACE/NAME is",
            self.0
        )
    }
}

impl std::error::Error for SuppressionError {}

impl FromStr for Suppression {
    type Err = SuppressionError;

    fn from_str(text: &str) -> Result<Self, SuppressionError> {
        match text.split_once('=') {
            Some((code, resource)) if !resource.contains('=') => Ok(Self {
                code: code.trim().to_owned(),
                resource: resource.trim().to_owned(),
            }),
            _ => Err(SuppressionError(text.to_owned())),
        }
    }
}

impl fmt::Display for Suppression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.code, self.resource)
    }
}

impl Suppression {
    /// Whether the code is `*` or one that is known.
    #[must_use]
    pub fn has_known_code(&self) -> bool {
        self.code == "*" || Code::find(&self.code).is_some()
    }

    fn covers(&self, code: &str, subject: &Subject) -> bool {
        if self.code != "*" && !self.code.eq_ignore_ascii_case(code) {
            return false;
        }
        let friendly = subject.friendly_name();
        if glob(&self.resource, &friendly) {
            return true;
        }
        let dotted = format!("{} {}.{}", subject.kind, subject.name, subject.namespace);
        !subject.namespace.is_empty() && glob(&self.resource, &dotted)
    }
}

/// Whether a pattern, in which `*` stands for any text, covers a text.
#[must_use]
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    if !pattern.contains('*') {
        return rest.is_empty();
    }
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

/// Suppressions at work: they remember which of them did something.
pub(crate) struct Suppressions<'a> {
    given: &'a [Suppression],
    used: Vec<bool>,
    /// Comments by file, line by line; read on demand.
    comments: BTreeMap<String, Vec<(usize, Vec<String>)>>,
}

impl<'a> Suppressions<'a> {
    pub(crate) fn new(given: &'a [Suppression]) -> Self {
        Self {
            given,
            used: vec![false; given.len()],
            comments: BTreeMap::new(),
        }
    }

    /// Whether anything suppresses the message.
    pub(crate) fn suppresses(&mut self, message: &Message) -> bool {
        let Some(subject) = &message.subject else {
            return false;
        };
        let code = message.code.id;
        if let Some(listed) = &subject.suppressed
            && listed
                .split(',')
                .map(str::trim)
                .any(|one| one == "*" || one.eq_ignore_ascii_case(code))
        {
            return true;
        }
        let mut suppressed = false;
        for (suppression, used) in self.given.iter().zip(&mut self.used) {
            if suppression.covers(code, subject) {
                *used = true;
                suppressed = true;
            }
        }
        suppressed || self.comment_suppresses(message)
    }

    /// Whether a comment does: one on the line of the message or right above it, or one at the head of the resource's document.
    fn comment_suppresses(&mut self, message: &Message) -> bool {
        let (Some(file), Some(location)) = (
            message.origin.as_ref().and_then(|origin| origin.file()),
            &message.location,
        ) else {
            return false;
        };
        let key = format!("{}\u{0}{}", file.source.name, file.document.start);
        let comments = self
            .comments
            .entry(key)
            .or_insert_with(|| comments(file.document_text(), file.first_line));
        let head = comments_of_head(file.document_text()) + file.first_line;
        comments.iter().any(|(line, codes)| {
            let covers =
                *line == location.line || *line + 1 == location.line || (*line < head && file.items.is_empty());
            covers
                && codes
                    .iter()
                    .any(|one| one == "*" || one.eq_ignore_ascii_case(message.code.id))
        })
    }

    /// The suppressions that suppressed nothing.
    pub(crate) fn unused(&self) -> Vec<String> {
        let unused = self.given.iter().zip(&self.used).filter(|(_, used)| !**used);
        unused.map(|(suppression, _)| suppression.to_string()).collect()
    }
}

/// The comments of a document that suppress something, with their lines.
fn comments(text: &str, first_line: usize) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    if !text.contains(COMMENT) {
        return found;
    }
    for (number, line) in text.lines().enumerate() {
        let Some((before, after)) = line.split_once(COMMENT) else {
            continue;
        };
        if !before.trim_end().ends_with('#') {
            continue;
        }
        let codes = after
            .split([',', ' '])
            .map(str::trim)
            .filter(|code| *code == "*" || Code::find(code).is_some());
        found.push((first_line + number, codes.map(str::to_owned).collect()));
    }
    found
}

/// How many lines a document has before its first line of content.
fn comments_of_head(text: &str) -> usize {
    text.lines()
        .take_while(|line| {
            let line = line.trim();
            line.is_empty() || line == "---" || line.starts_with(['#', '%'])
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_resource_are_covered() {
        let subject = Subject::new("Pod", "shop", "web-1");
        let covers = |text: &str| {
            text.parse::<Suppression>()
                .expect("well formed")
                .covers("IST0103", &subject)
        };
        assert!(covers("IST0103=Pod shop/web-1"));
        assert!(covers("IST0103=Pod web-1.shop"));
        assert!(covers("IST0103=Pod *.shop"));
        assert!(covers("*=* shop/*"));
        assert!(!covers("IST0103=Pod other/*"));
        assert!(!covers("IST0102=Pod *"));
        assert!("IST0103".parse::<Suppression>().is_err());
        assert!("a=b=c".parse::<Suppression>().is_err());
    }

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("*", "anything", true),
            ("a*c", "abc", true),
            ("a*c", "ab", false),
            ("a*b*c", "a--b--c", true),
            ("ab", "abc", false),
            ("*c", "abc", true),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} {text}");
        }
    }
}

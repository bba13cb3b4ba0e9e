//! The lines and words of `.api` files.

use anyhow::{Context as _, Result, bail};
use std::collections::VecDeque;

/// A line with those that continue it.
pub(crate) struct Logical {
    /// The line's number, from 1.
    pub(crate) number: usize,
    /// Whether it is a member of the definition above.
    pub(crate) member: bool,
    /// The documentation above it, its lines joined.
    pub(crate) doc: String,
    /// Its text.
    pub(crate) text: String,
}

/// The first comment of a text, and its lines with what continues them.
pub(crate) fn logical_lines(text: &str) -> (String, Vec<Logical>) {
    let mut about = String::new();
    let mut lines: Vec<Logical> = Vec::new();
    let mut doc = String::new();
    for (index, line) in text.lines().enumerate() {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(more) = content.strip_prefix("///") {
            if !doc.is_empty() {
                doc.push(' ');
            }
            doc.push_str(more.trim());
        } else if let Some(comment) = content.strip_prefix('#') {
            if about.is_empty() {
                comment.trim().clone_into(&mut about);
            }
        } else if content.is_empty() {
            continue;
        } else if indent > 2
            && let Some(last) = lines.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(content);
        } else {
            lines.push(Logical {
                number: index + 1,
                member: indent > 0,
                doc: std::mem::take(&mut doc),
                text: content.to_owned(),
            });
        }
    }
    (about, lines)
}

/// The words of a line that are not read yet.
pub(crate) struct Words(VecDeque<String>);

impl Words {
    /// Splits a line at blanks. A word in backquotes is taken as it is, one in double quotes as JSON.
    ///
    /// # Errors
    /// When a quote is not closed.
    pub(crate) fn split(line: &str) -> Result<Self> {
        let mut words = VecDeque::new();
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let (word, after) = match first {
                '`' => {
                    let (word, after) = rest[1..].split_once('`').context("a ` that is not closed")?;
                    (word.to_owned(), after)
                }
                '"' => {
                    let mut read = serde_json::Deserializer::from_str(rest).into_iter::<String>();
                    let Some(Ok(word)) = read.next() else {
                        bail!("a text in double quotes that is not JSON");
                    };
                    (word, &rest[read.byte_offset()..])
                }
                _ => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    (rest[..end].to_owned(), &rest[end..])
                }
            };
            words.push_back(word);
            rest = after.trim_start();
        }
        Ok(Self(words))
    }

    /// The next word.
    ///
    /// # Errors
    /// When there is none; `what` says what should be there.
    pub(crate) fn next(&mut self, what: &str) -> Result<String> {
        self.try_next().with_context(|| format!("{what} is missing"))
    }

    /// The next word, if there is one.
    pub(crate) fn try_next(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes the next word if it is this one.
    pub(crate) fn take(&mut self, word: &str) -> bool {
        let found = self.0.front().is_some_and(|next| next == word);
        if found {
            self.0.pop_front();
        }
        found
    }

    /// All words that are left.
    pub(crate) fn rest(&mut self) -> Vec<String> {
        self.0.drain(..).collect()
    }

    /// That no word is left.
    ///
    /// # Errors
    /// When one is.
    pub(crate) fn end(&self) -> Result<()> {
        match self.0.front() {
            Some(word) => bail!("unexpected {word:?}"),
            None => Ok(()),
        }
    }
}

//! What a shell is told, in the protocol of cobra's command lines.
//!
//! A line a candidate, a tab before its description, and at last a colon with a number whose bits say what else the shell does. Scripts that
//! Go's istioctl wrote read it as well as our own.

use std::fmt::Write as _;

/// Add no space behind a candidate.
const NO_SPACE: u8 = 2;
/// Offer no files.
const NO_FILES: u8 = 4;
/// The candidates are endings of the files to offer.
const FILE_ENDINGS: u8 = 8;
/// Offer directories.
const DIRECTORIES: u8 = 16;
/// The order of the candidates is meant.
const KEEP_ORDER: u8 = 32;

/// Something that can stand where the cursor is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// What would be typed.
    pub(super) value: String,
    /// What it is, in a line; empty if there is nothing to say.
    pub(super) description: String,
}

impl Candidate {
    /// One with a description.
    pub(super) fn new(value: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            description: description.into(),
        }
    }

    /// One that says everything itself.
    pub(super) fn bare(value: impl Into<String>) -> Self {
        Self::new(value, "")
    }
}

/// Which files the shell offers by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Files {
    /// None.
    #[default]
    No,
    /// Any, if there are no candidates.
    Any,
    /// Directories, and files with one of these endings; there are no candidates then.
    Ending(&'static [&'static str]),
    /// Directories only; there are no candidates then.
    Directories,
}

/// All that is to be said about one cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) candidates: Vec<Candidate>,
    pub(super) files: Files,
    /// The word goes on behind a candidate.
    pub(super) no_space: bool,
    /// The order is meant; a shell would sort otherwise.
    pub(super) keep_order: bool,
}

impl Answer {
    /// Files and nothing else.
    pub(super) fn files(files: Files) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    /// Candidates and no files.
    pub(super) fn of(candidates: Vec<Candidate>) -> Self {
        Self {
            candidates,
            ..Self::default()
        }
    }

    /// The text for the shell.
    pub(super) fn text(&self, descriptions: bool) -> String {
        let mut text = String::new();
        let mut bits = 0;
        match self.files {
            Files::No => bits |= NO_FILES,
            Files::Any => {}
            Files::Ending(endings) => {
                bits |= FILE_ENDINGS;
                for ending in endings {
                    let _ = writeln!(text, "{ending}");
                }
            }
            Files::Directories => bits |= DIRECTORIES,
        }
        if !matches!(self.files, Files::Ending(_) | Files::Directories) {
            for Candidate { value, description } in &self.candidates {
                // A name with a line break would be two candidates.
                let value = value.replace(['\n', '\t', '\r'], " ");
                let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
                text += &value;
                if descriptions && !description.is_empty() {
                    text.push('\t');
                    text += &description;
                }
                text.push('\n');
            }
        }
        if self.no_space {
            bits |= NO_SPACE;
        }
        if self.keep_order {
            bits |= KEEP_ORDER;
        }
        let _ = writeln!(text, ":{bits}");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines and numbers as `istioctl __complete` of 1.30.3 prints them.
    #[test]
    fn the_text_is_that_of_cobra() {
        let answer = Answer::of(vec![Candidate::new("a", "one\ntwo"), Candidate::bare("b")]);
        assert_eq!(answer.text(true), "a\tone two\nb\n:4\n");
        assert_eq!(answer.text(false), "a\nb\n:4\n");
        assert_eq!(Answer::files(Files::Any).text(true), ":0\n");
        assert_eq!(
            Answer::files(Files::Ending(&["yaml", "yml"])).text(true),
            "yaml\nyml\n:8\n"
        );
        assert_eq!(Answer::files(Files::Directories).text(true), ":16\n");
        let more = Answer {
            no_space: true,
            keep_order: true,
            ..Answer::of(vec![Candidate::bare("profile=")])
        };
        assert_eq!(more.text(true), "profile=\n:38\n");
    }
}

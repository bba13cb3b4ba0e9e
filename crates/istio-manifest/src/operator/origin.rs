//! Which file and line, or which flag, gave a value: looked up when there is something to say about it.

use std::fmt;

use kubeschema::{Path, Step};
use kubeyaml::{Document, Limits, NodeRef, Stream, Value};

use super::input::InputFile;
use super::set_flag::{SetFlag, Step as SetStep};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A place in a file.
    File {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A flag of the `--set` family, as it was typed.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line, column } => write!(f, "{name}:{line}:{column}"),
            Self::Flag(text) => f.write_str(text),
        }
    }
}

/// All that was merged, in order.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Files; the profiles come first.
    pub files: Vec<InputFile>,
    /// Flags.
    pub flags: Vec<SetFlag>,
    /// How many of the files are profiles.
    pub profiles: usize,
}

/// Values that another setting may stand behind: the setting's path and the value's.
const ALIASES: [(&[&str], &[&str]); 5] = [
    (&["spec", "hub"], &["spec", "values", "global", "hub"]),
    (&["spec", "tag"], &["spec", "values", "global", "tag"]),
    (&["spec", "revision"], &["spec", "values", "revision"]),
    (
        &["spec", "compatibilityVersion"],
        &["spec", "values", "compatibilityVersion"],
    ),
    (&["spec", "meshConfig"], &["spec", "values", "meshConfig"]),
];

impl Origins {
    /// Where the value at a path of the merged tree comes from: the last flag that set it or something around it, else the last file of
    /// the user that has it, else a flag that set something inside it, else a profile.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<Origin> {
        self.exactly(path.steps()).or_else(|| {
            let (setting, value) = ALIASES.iter().find(|(_, value)| starts_with(path.steps(), value))?;
            let mut other: Vec<Step> = setting.iter().map(|key| Step::Key((*key).to_owned())).collect();
            other.extend_from_slice(&path.steps()[value.len()..]);
            self.exactly(&other)
        })
    }

    /// Whether a file of the user or a flag gave the value at a path, rather than a profile.
    #[must_use]
    pub fn of_user(&self, path: &Path) -> bool {
        self.user_layers().exactly(path.steps()).is_some()
    }

    /// The text that the last file of the user has at a path.
    #[must_use]
    pub fn user_text(&self, path: &Path) -> Option<String> {
        self.user_layers().files.iter().rev().find_map(|file| {
            let object = file.object(&mut Vec::new()).ok()??;
            value_at(&Value::Mapping(object), path.steps())?
                .as_str()
                .map(str::to_owned)
        })
    }

    fn user_layers(&self) -> Origins {
        Origins {
            files: self.files.get(self.profiles..).unwrap_or_default().to_vec(),
            flags: self.flags.clone(),
            profiles: 0,
        }
    }

    fn exactly(&self, path: &[Step]) -> Option<Origin> {
        let flag = |flag: &SetFlag| Origin::Flag(format!("{} {}", flag.name(), flag.text));
        let within_spec = path.strip_prefix(&[Step::Key("spec".to_owned())][..]);
        let mut inside = None;
        for candidate in self.flags.iter().rev() {
            let Some(path) = within_spec else { break };
            let steps = candidate.steps();
            if steps.is_empty() || !steps.iter().zip(path).all(|(a, b)| same(a, b)) {
                continue;
            }
            if steps.len() <= path.len() {
                return Some(flag(candidate));
            }
            inside.get_or_insert_with(|| flag(candidate));
        }
        // A profile comes last: a flag that reaches into a setting may have replaced what the profile has there, as it does with lists.
        let (profiles, user) = self.files.split_at(self.profiles.min(self.files.len()));
        let last = |files: &[InputFile]| files.iter().rev().find_map(|file| in_file(file, path));
        last(user).or(inside).or_else(|| last(profiles))
    }
}

fn starts_with(path: &[Step], keys: &[&str]) -> bool {
    path.len() >= keys.len()
        && path
            .iter()
            .zip(keys)
            .all(|(step, key)| matches!(step, Step::Key(name) if name == key))
}

/// Whether a step of a flag may be that of a path. Which item a selector found is not known here, so any will do.
fn same(flag: &SetStep, path: &Step) -> bool {
    match (flag, path) {
        (SetStep::Key(a), Step::Key(b)) => a == b,
        (SetStep::Index(_) | SetStep::Item(..), Step::Index(_)) => true,
        _ => false,
    }
}

fn in_file(file: &InputFile, path: &[Step]) -> Option<Origin> {
    let stream = Stream::parse(file.text.as_bytes(), &Limits::default()).ok()?;
    let documents = stream.to_documents().ok()?;
    let document = documents.iter().find(|document| !document.is_empty())?;
    let offset = offset(document, path)?;
    let position = document.position(offset);
    Some(Origin::File {
        name: file.name.clone(),
        line: position.line,
        column: position.column,
    })
}

/// Where the last step of the path stands: a key, or an item.
fn offset(document: &Document<'_>, path: &[Step]) -> Option<usize> {
    let mut node: NodeRef<'_> = document.root()?.resolved();
    let mut offset = node.span().start;
    for step in path {
        let next = match step {
            Step::Key(key) => {
                let entry = node.entry(key)?;
                offset = entry.key.span().start;
                entry.value
            }
            Step::Index(index) => {
                let item = node.item(*index)?;
                offset = item.span().start;
                item
            }
        };
        node = next.resolved();
    }
    Some(offset)
}

/// The value at a path of a tree.
#[must_use]
pub fn value_at<'v>(tree: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(tree, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.as_sequence()?.get(*index),
    })
}

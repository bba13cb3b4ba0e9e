//! Where in a command line the cursor is.

use clap::{Arg, Command};

/// A command line up to the cursor.
#[derive(Debug)]
pub(super) struct Line<'c, 'w> {
    /// The innermost command that is named.
    pub(super) command: &'c Command,
    /// The names of the commands down to it, without that of the binary; aliases count as what they stand for.
    pub(super) path: Vec<&'c str>,
    /// The flags so far, with their values.
    given: Vec<(&'c Arg, &'w str)>,
    /// How many positional arguments stand before the cursor.
    positionals: usize,
    /// Whether `--` said that no flags and commands follow.
    only_words: bool,
    /// What is being typed.
    pub(super) wanted: Wanted<'c, 'w>,
}

/// What is being typed.
#[derive(Debug)]
pub(super) enum Wanted<'c, 'w> {
    /// The value of a flag.
    Value(&'c Arg, &'w str),
    /// A flag's name, with its dashes.
    Flag(&'w str),
    /// A command or an argument without a flag.
    Word(&'w str),
}

impl<'c, 'w> Line<'c, 'w> {
    /// Reads the words after the binary's name, of which the last one is being typed. The command must be built. A line that makes no
    /// sense is read as far as it does.
    pub(super) fn read(root: &'c Command, words: &'w [String]) -> Self {
        let (current, before) = words
            .split_last()
            .map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
        let mut line = Self {
            command: root,
            path: Vec::new(),
            given: Vec::new(),
            positionals: 0,
            only_words: false,
            wanted: Wanted::Word(current),
        };
        let mut pending: Option<&'c Arg> = None;
        for word in before {
            if let Some(argument) = pending.take() {
                line.given.push((argument, word));
            } else if line.only_words {
                line.positionals += 1;
            } else if word == "--" {
                line.only_words = true;
            } else if word.len() > 1 && word.starts_with('-') {
                pending = line.flag(word);
            } else {
                line.word(word);
            }
        }
        line.wanted = match (pending, current) {
            (Some(argument), _) => Wanted::Value(argument, current),
            (None, _) if line.only_words => Wanted::Word(current),
            (None, flag) if flag.starts_with('-') => match flag.split_once('=') {
                Some((name, value)) => match line.long(name.trim_start_matches('-')) {
                    Some(argument) if takes_value(argument) => Wanted::Value(argument, value),
                    _ => Wanted::Flag(current),
                },
                None => Wanted::Flag(current),
            },
            _ => Wanted::Word(current),
        };
        line
    }

    /// Takes a flag in; gives the argument whose value is the next word.
    fn flag(&mut self, word: &'w str) -> Option<&'c Arg> {
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long
                .split_once('=')
                .map_or((long, None), |(name, value)| (name, Some(value)));
            let argument = self.long(name)?;
            if value.is_none() && needs_value(argument) {
                return Some(argument);
            }
            self.given.push((argument, value.unwrap_or_default()));
            return None;
        }
        // -yf FILE, -fFILE, -f=FILE
        let shorts = word.strip_prefix('-')?;
        for (at, short) in shorts.char_indices() {
            let argument = self
                .command
                .get_arguments()
                .find(|argument| argument.get_short() == Some(short))?;
            let rest = &shorts[at + short.len_utf8()..];
            if takes_value(argument) {
                if rest.is_empty() && needs_value(argument) {
                    return Some(argument);
                }
                self.given.push((argument, rest.strip_prefix('=').unwrap_or(rest)));
                return None;
            }
            self.given.push((argument, ""));
        }
        None
    }

    fn long(&self, name: &str) -> Option<&'c Arg> {
        let named = |argument: &&Arg| {
            argument.get_long() == Some(name)
                || argument
                    .get_all_aliases()
                    .is_some_and(|aliases| aliases.contains(&name))
        };
        self.command.get_arguments().find(named)
    }

    fn word(&mut self, word: &str) {
        let command = self.command;
        match command.find_subcommand(word).filter(|_| self.positionals == 0) {
            Some(sub) => {
                self.command = sub;
                self.path.push(sub.get_name());
            }
            None => self.positionals += 1,
        }
    }

    /// The argument without a flag at whose place the cursor is.
    pub(super) fn positional(&self) -> Option<&'c Arg> {
        let mut all = self.command.get_positionals();
        let last = self.command.get_positionals().last()?;
        let repeats = last.get_num_args().is_some_and(|count| count.max_values() > 1);
        all.nth(self.positionals)
            .or(repeats.then_some(last))
            .filter(|argument| !argument.is_hide_set())
    }

    /// Whether a command's name can stand at the cursor.
    pub(super) fn takes_command(&self) -> bool {
        self.positionals == 0 && !self.only_words
    }

    /// The value that was given last to a flag of this long name.
    pub(super) fn value(&self, long: &str) -> Option<&'w str> {
        let mut found = self
            .given
            .iter()
            .rev()
            .filter(|(argument, _)| argument.get_long() == Some(long));
        found.next().map(|(_, value)| *value).filter(|value| !value.is_empty())
    }

    /// Every value given to a flag of this long name.
    pub(super) fn values(&self, long: &str) -> Vec<String> {
        let found = self
            .given
            .iter()
            .filter(|(argument, _)| argument.get_long() == Some(long));
        found.map(|(_, value)| (*value).to_owned()).collect()
    }

    /// Whether a flag is there already.
    pub(super) fn has(&self, argument: &Arg) -> bool {
        self.given.iter().any(|(given, _)| given.get_id() == argument.get_id())
    }
}

/// Whether a value may belong to the flag.
pub(super) fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// Whether the next word is the flag's value.
fn needs_value(argument: &Arg) -> bool {
    takes_value(argument)
        && !argument.is_require_equals_set()
        && argument.get_num_args().is_none_or(|count| count.min_values() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    fn read(text: &str, check: impl Fn(&Line<'_, '_>)) {
        let mut root = cli::command();
        root.build();
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        check(&Line::read(&root, &words));
    }

    #[test]
    fn commands_and_their_aliases_lead_down() {
        for (text, path) in [
            ("man", &[][..]),
            ("manifest gen", &["manifest"]),
            ("x check-inject ", &["experimental", "check-inject"]),
            ("-n shop --context=a tag show ", &["tag", "list"]),
            ("install --set tag manifest ", &["install"]),
        ] {
            read(text, |line| assert_eq!(line.path, path, "{text}"));
        }
    }

    #[test]
    fn values_belong_to_their_flags() {
        for (text, name, value) in [
            ("install -f ", "filename", ""),
            ("install -yf x", "filename", "x"),
            ("install --filename=a/b", "filename", "a/b"),
            ("install --set profile=d", "set", "profile=d"),
            ("--context ", "context", ""),
            ("install --charts di", "manifests", "di"),
        ] {
            read(text, |line| match line.wanted {
                Wanted::Value(argument, text) => {
                    assert_eq!((argument.get_long(), text), (Some(name), value));
                }
                ref other => panic!("{text}: {other:?}"),
            });
        }
        read("-n shop --prune install -n mall --dry-run ", |line| {
            assert_eq!(line.value("namespace"), Some("mall"));
            assert!(matches!(line.wanted, Wanted::Word("")));
        });
    }

    #[test]
    fn words_are_arguments_where_no_command_can_be() {
        read("profile dump ", |line| {
            assert_eq!(
                line.positional().map(|argument| argument.get_id().as_str()),
                Some("name")
            );
        });
        read("profile dump demo ", |line| assert!(line.positional().is_none()));
        read("analyze a.yaml b.yaml ", |line| {
            assert_eq!(
                line.positional().map(|argument| argument.get_id().as_str()),
                Some("files")
            );
        });
        read("analyze -- -k", |line| {
            assert!(matches!(line.wanted, Wanted::Word("-k")))
        });
        read("analyze -", |line| assert!(matches!(line.wanted, Wanted::Flag("-"))));
    }
}

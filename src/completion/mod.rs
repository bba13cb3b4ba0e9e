//! What can stand where the cursor is: commands, flags, and values, those of the cluster among them.
//!
//! `istioctl __complete WORD...` answers for the last of the words; the scripts of `istioctl completion SHELL` call it, as do those that Go's
//! istioctl wrote, since the protocol is cobra's. Every answer ends with exit code 0 and nothing on stderr: a shell shows what stands there in the
//! middle of the line that is being typed.

mod answer;
mod line;
mod live;
mod nouns;
mod scripts;
mod values;

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

use self::answer::{Answer, Candidate};
use self::line::{Line, Wanted, takes_value};
use crate::environment::Environment;

pub(crate) use self::scripts::{Shell, script};

/// The hidden command, and the same without descriptions.
const COMMANDS: [(&str, bool); 2] = [("__complete", true), ("__completeNoDesc", false)];

/// The answer, if the command line asks for one: its words are another command line and are not parsed as flags.
pub(crate) fn requested(
    argv: &[OsString],
    command: impl FnOnce() -> Command,
    environment: &Environment,
) -> Option<String> {
    let asked = argv.get(1)?.to_str()?;
    let (_, descriptions) = COMMANDS.iter().find(|(name, _)| *name == asked)?;
    let words: Vec<String> = argv
        .iter()
        .skip(2)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let mut root = command();
    // Clap fills in global flags and help only then.
    root.build();
    Some(answer(&root, &words, environment).text(*descriptions))
}

fn answer(root: &Command, words: &[String], environment: &Environment) -> Answer {
    let line = Line::read(root, words);
    let (mut answer, typed) = match line.wanted {
        Wanted::Flag(typed) => (Answer::of(flags(&line, typed)), typed.to_owned()),
        Wanted::Value(argument, text) => (value(argument, text, &line, environment), text.to_owned()),
        Wanted::Word(text) => {
            let mut answer = line
                .positional()
                .map(|argument| value(argument, text, &line, environment))
                .unwrap_or_default();
            if line.takes_command() {
                answer.candidates.splice(0..0, commands(line.command));
            }
            (answer, text.to_owned())
        }
    };
    answer
        .candidates
        .retain(|candidate| candidate.value.starts_with(&typed));
    if !answer.keep_order {
        answer.candidates.sort();
    }
    answer.candidates.dedup_by(|second, first| second.value == first.value);
    answer
}

/// The commands below one.
fn commands(command: &Command) -> Vec<Candidate> {
    let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    shown
        .map(|sub| Candidate::new(sub.get_name(), first_line(sub.get_about())))
        .collect()
}

/// The flags that a command takes and that are not there yet. Short ones are offered behind a single dash only.
fn flags(line: &Line<'_, '_>, typed: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let repeatable = |argument: &Arg| matches!(argument.get_action(), ArgAction::Append | ArgAction::Count);
    for argument in line.command.get_arguments() {
        if argument.is_hide_set() || (line.has(argument) && !repeatable(argument)) {
            continue;
        }
        let about = first_line(argument.get_help());
        if let Some(long) = argument.get_long() {
            found.push(Candidate::new(format!("--{long}"), &about));
            let aliases = argument.get_visible_aliases().unwrap_or_default();
            found.extend(aliases.iter().map(|alias| Candidate::new(format!("--{alias}"), &about)));
        }
        if let Some(short) = argument.get_short().filter(|_| !typed.starts_with("--")) {
            found.push(Candidate::new(format!("-{short}"), &about));
        }
    }
    found
}

/// Values of an argument. Of a list with commas between its items the last item counts.
fn value(argument: &Arg, text: &str, line: &Line<'_, '_>, environment: &Environment) -> Answer {
    let delimiter = argument.get_value_delimiter();
    let (before, text) = match delimiter.and_then(|delimiter| text.rsplit_once(delimiter)) {
        Some((before, last)) => (format!("{before}{}", delimiter.unwrap_or(',')), last),
        None => (String::new(), text),
    };
    let possible = argument.get_possible_values();
    let mut answer = if takes_value(argument) && !possible.is_empty() {
        let shown = possible.iter().filter(|value| !value.is_hide_set());
        let candidate =
            |value: &clap::builder::PossibleValue| Candidate::new(value.get_name(), first_line(value.get_help()));
        Answer {
            keep_order: true,
            ..Answer::of(shown.map(candidate).collect())
        }
    } else {
        values::of_noun(nouns::noun(&line.path, argument), text, line, environment)
    };
    for candidate in &mut answer.candidates {
        candidate.value.insert_str(0, &before);
    }
    answer
}

/// The first line of help, without its full stop.
fn first_line(help: Option<&StyledStr>) -> String {
    let text = help.map(ToString::to_string).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default().trim();
    line.strip_suffix('.').unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::answer::Files;
    use super::*;

    fn complete(text: &str) -> Answer {
        let mut root = crate::cli::command();
        root.build();
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        answer(&root, &words, &Environment::default())
    }

    fn values(text: &str) -> Vec<String> {
        complete(text)
            .candidates
            .into_iter()
            .map(|candidate| candidate.value)
            .collect()
    }

    #[test]
    fn commands_and_flags() {
        assert_eq!(values("insta"), ["install"]);
        assert_eq!(values("tag "), ["generate", "help", "list", "remove", "set"]);
        assert_eq!(values("install --read"), ["--readiness-timeout"]);
        assert_eq!(values("install --dry-run --dr"), [""; 0], "a flag that is there");
        assert_eq!(values("install --set a=b --set-s"), ["--set-string"]);
        assert!(values("install -").contains(&"-y".to_owned()));
        assert!(values("referen").is_empty(), "what is hidden");
    }

    #[test]
    fn values_that_are_known() {
        assert_eq!(values("manifest generate -o "), ["yaml", "json"]);
        assert_eq!(values("install --prune="), ["true", "false"]);
        assert_eq!(values("profile dump de"), ["default", "demo"]);
        assert_eq!(values("install --set profile=de"), ["profile=default", "profile=demo"]);
        assert_eq!(values("install --set=pro"), ["profile="]);
        assert_eq!(values("analyze --explain IST0101"), ["IST0101"]);
        assert_eq!(values("analyze -S IST0169"), ["IST0169="]);
        assert_eq!(
            values("analyze --analyzer gateway.Confl"),
            ["gateway.ConflictingGatewayAnalyzer"]
        );
        assert_eq!(values("analyze --output-threshold "), ["Info", "Warning", "Error"]);
    }

    #[test]
    fn settings_are_completed_key_by_key() {
        assert_eq!(
            values("install --set values.global.proxy.logL"),
            ["values.global.proxy.logLevel="]
        );
        assert!(complete("install --set values.global.pro").no_space);
        assert_eq!(values("install --set comp"), ["compatibilityVersion=", "components."]);
        assert_eq!(
            values("install --set components.pilot.ena"),
            ["components.pilot.enabled="]
        );
        assert_eq!(
            values("install --set components.pilot.enabled="),
            ["components.pilot.enabled=false", "components.pilot.enabled=true"]
        );
    }

    #[test]
    fn files_are_those_that_an_argument_takes() {
        let yaml = Files::Ending(&["yaml", "yml", "json"]);
        for text in [
            "install -f ",
            "analyze ",
            "validate --filename=",
            "kube-inject -f a.yaml -f ",
        ] {
            assert_eq!(complete(text).files, yaml, "{text}");
        }
        assert_eq!(complete("profile list -d ").files, Files::Directories);
        assert_eq!(complete("--kubeconfig ").files, Files::Any);
        assert_eq!(complete("install --readiness-timeout ").files, Files::No);
        assert_eq!(complete("version ").files, Files::No);
    }

    #[test]
    fn without_a_cluster_there_are_no_live_values() {
        for text in [
            "-n ",
            "install --revision ",
            "tag remove ",
            "check-inject ",
            "--context ",
        ] {
            assert_eq!(complete(text), Answer::default(), "{text}");
        }
    }
}

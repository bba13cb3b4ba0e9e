//! How the commands and flags here compare with those of another istioctl, as a page of documentation.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use clap::{Arg, Command};
use kubeyaml::Value;

/// A command of the other tool.
struct Other<'v> {
    path: &'v str,
    aliases: Vec<&'v str>,
    /// Long names, each with the short one.
    flags: Vec<(&'v str, Option<&'v str>)>,
}

/// The page, from a description of the other tool in JSON: by command its `aliases` and `flags` (`name`, `short`).
///
/// # Errors
/// A text that is no such description.
pub(super) fn page(root: &Command, description: &str) -> Result<String> {
    let value = kubeyaml::json::from_str(description).context("the description of the other tool")?;
    let all = value
        .as_mapping()
        .context("the description of the other tool is no mapping")?;
    let others: Vec<Other<'_>> = all.iter().map(|(path, entry)| other(path, entry)).collect();
    let (mut commands, mut flags) = ((0, 0), (0, 0));
    let mut rows = String::new();
    for other in &others {
        let names: Vec<&str> = other.path.split(' ').filter(|name| *name != "(root)").collect();
        let found = find(root, &names);
        commands.1 += 1;
        flags.1 += other.flags.len();
        let shown = if names.is_empty() { "(global flags)" } else { other.path };
        let Some(found) = found else {
            let _ = writeln!(rows, "| `{shown}` | no | 0 of {} | |", other.flags.len());
            continue;
        };
        commands.0 += 1;
        let missing: Vec<String> = other
            .flags
            .iter()
            .filter(|(name, short)| !has(found, name, *short))
            .map(|(name, short)| match short {
                Some(short) => format!("`--{name}`, `-{short}`"),
                None => format!("`--{name}`"),
            })
            .chain(
                other
                    .aliases
                    .iter()
                    .filter(|alias| !is_called(found, alias))
                    .map(|alias| format!("alias `{alias}`")),
            )
            .collect();
        let there = other
            .flags
            .iter()
            .filter(|(name, short)| has(found, name, *short))
            .count();
        flags.0 += there;
        let _ = writeln!(
            rows,
            "| `{shown}` | yes | {there} of {} | {} |",
            other.flags.len(),
            missing.join("; ")
        );
    }
    let mut more = Vec::new();
    own(root, &mut Vec::new(), &others, &mut more);
    Ok(format!(
        "<!-- Written by `cargo xtask generate` from the command line itself. -->\n\n# Commands of Go's istioctl 1.30.3\n\n\
         {} of {} commands and {} of {} flags are here. A flag counts with its short name, a command with its aliases.\n\n\
         | command | here | flags | missing |\n|--|--|--|--|\n{rows}\n\
         Commands that only this istioctl has: {}.\n",
        commands.0,
        commands.1,
        flags.0,
        flags.1,
        more.join(", ")
    ))
}

fn other<'v>(path: &'v str, entry: &'v Value) -> Other<'v> {
    let texts = |value: Option<&'v Value>| -> Vec<&'v str> {
        let all = value.and_then(Value::as_sequence).unwrap_or_default();
        all.iter().filter_map(Value::as_str).collect()
    };
    let flags = entry.get("flags").and_then(Value::as_sequence).unwrap_or_default();
    let own_name = path.rsplit(' ').next().unwrap_or(path);
    // The first alias may be the name itself.
    let aliases = texts(entry.get("aliases"))
        .into_iter()
        .filter(|alias| *alias != own_name)
        .collect();
    Other {
        path,
        aliases,
        flags: flags
            .iter()
            .filter_map(|flag| Some((flag.get("name")?.as_str()?, flag.get("short").and_then(Value::as_str))))
            .collect(),
    }
}

fn find<'c>(root: &'c Command, names: &[&str]) -> Option<&'c Command> {
    names.iter().try_fold(root, |command, name| {
        command.get_subcommands().find(|sub| sub.get_name() == *name)
    })
}

fn is_called(command: &Command, alias: &str) -> bool {
    command.get_all_aliases().any(|known| known == alias)
}

/// Whether a command takes a flag; flags of all its subcommands count, as cobra's persistent flags do.
fn has(command: &Command, name: &str, short: Option<&str>) -> bool {
    let here = command.get_arguments().any(|argument| is(argument, name, short));
    let mut below = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
        .peekable();
    here || (below.peek().is_some() && below.all(|sub| has(sub, name, short)))
}

fn is(argument: &Arg, name: &str, short: Option<&str>) -> bool {
    let long = argument.get_long() == Some(name)
        || argument
            .get_all_aliases()
            .is_some_and(|aliases| aliases.contains(&name));
    let shorts: Vec<char> = argument
        .get_short()
        .into_iter()
        .chain(argument.get_all_short_aliases().unwrap_or_default())
        .collect();
    long && short.is_none_or(|short| shorts.iter().any(|known| short.chars().eq([*known])))
}

/// The commands that the other tool lacks.
fn own<'c>(command: &'c Command, path: &mut Vec<&'c str>, others: &[Other<'_>], found: &mut Vec<String>) {
    for sub in command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
    {
        path.push(sub.get_name());
        let name = path.join(" ");
        if !others.iter().any(|other| other.path == name) {
            found.push(format!("`{name}`"));
        }
        own(sub, path, others, found);
        path.pop();
    }
}

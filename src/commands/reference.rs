//! `istioctl reference`, which help does not show: the command line as a Markdown document.

use std::fmt::Write as _;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Arg, ArgAction, Args, Command, ValueHint};

use super::surface;
use crate::cli;
use crate::files;
use crate::ui::Ui;

/// Print the reference of all commands in Markdown.
#[derive(Args, Debug)]
pub(crate) struct ReferenceArgs {
    /// Compare with the commands and flags of another istioctl, which this file describes in JSON.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "man")]
    surface: Option<PathBuf>,
    /// Write manual pages into this folder instead, one a command.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    man: Option<PathBuf>,
}

pub(crate) fn run(args: &ReferenceArgs, ui: &mut Ui) -> Result<()> {
    let mut root = cli::command();
    if let Some(folder) = &args.man {
        return manual(root, folder, ui);
    }
    // Clap fills in global flags, help and usage only then.
    root.build();
    if let Some(file) = &args.surface {
        let description = files::read_text(file)?;
        return Ok(ui.data(surface::page(&root, &description)?.as_bytes())?);
    }
    Ok(ui.data(document(&root).as_bytes())?)
}

/// Writes `istioctl.1`, `istioctl-install.1` and so on.
fn manual(root: Command, folder: &Path, ui: &mut Ui) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let root = root.disable_help_subcommand(true);
    clap_mangen::generate_to(root, folder).with_context(|| folder.display().to_string())?;
    ui.note(&format!("The manual is in {}", folder.display()));
    Ok(())
}

fn document(root: &Command) -> String {
    let mut text = String::from(
        "<!-- Written by `cargo xtask generate` from the command line itself. -->\n\n# Commands\n\nEvery command and what it takes; \
         `istioctl COMMAND --help` says the same. [Global flags](#global-flags) are at the end.\n\n",
    );
    let mut commands = Vec::new();
    collect(root, root.get_name(), &mut commands);
    for (path, command) in &commands {
        let anchor = path.replace(' ', "-");
        let _ = writeln!(text, "- [`{path}`](#{anchor}): {}", line(command.get_about()));
    }
    for (path, command) in &commands {
        write_command(&mut text, path, command);
    }
    text.push_str("\n## Global flags\n\nEvery command takes them.\n");
    table(&mut text, root.get_arguments().filter(|arg| arg.is_global_set()));
    text
}

/// The commands below one with what is typed to reach them, depth first.
fn collect<'c>(command: &'c Command, path: &str, found: &mut Vec<(String, &'c Command)>) {
    let shown = |sub: &&Command| !sub.is_hide_set() && sub.get_name() != "help";
    for sub in command.get_subcommands().filter(shown) {
        let path = format!("{path} {}", sub.get_name());
        found.push((path.clone(), sub));
        collect(sub, &path, found);
    }
}

fn write_command(text: &mut String, path: &str, command: &Command) {
    let _ = write!(text, "\n## {path}\n\n");
    let long = command.get_long_about().or(command.get_about());
    let _ = writeln!(text, "{}", long.map(ToString::to_string).unwrap_or_default().trim());
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let _ = write!(text, "\n```\n{usage}\n```\n");
    let aliases: Vec<String> = command
        .get_visible_aliases()
        .map(|alias| format!("`{alias}`"))
        .collect();
    if !aliases.is_empty() {
        let _ = write!(text, "\nAlso: {}\n", aliases.join(", "));
    }
    let shown =
        |arg: &&Arg| !arg.is_hide_set() && !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version");
    table(text, command.get_arguments().filter(shown));
    if let Some(more) = command.get_after_long_help().or(command.get_after_help()) {
        let _ = write!(text, "\n```\n{}\n```\n", more.to_string().trim());
    }
}

/// A table of arguments, if there is one at all.
fn table<'c>(text: &mut String, arguments: impl Iterator<Item = &'c Arg>) {
    let mut lines = String::new();
    for argument in arguments {
        let default: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        let default = match default.join(",") {
            value if value.is_empty() || argument.is_hide_default_value_set() => String::new(),
            value => format!("`{value}`"),
        };
        let about = line(argument.get_long_help().or(argument.get_help()));
        let _ = writeln!(lines, "| {} | {default} | {} |", typed(argument), cell(&about));
    }
    if !lines.is_empty() {
        let _ = write!(text, "\n| argument | default | what it does |\n|--|--|--|\n{lines}");
    }
}

/// How an argument is typed.
fn typed(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let value = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" ");
    if argument.is_positional() {
        return format!(
            "`{}`",
            if value.is_empty() {
                argument.get_id().as_str()
            } else {
                &value
            }
        );
    }
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let mut flags: Vec<String> = short.into_iter().chain(long).collect();
    flags.extend(
        argument
            .get_visible_aliases()
            .unwrap_or_default()
            .iter()
            .map(|alias| format!("--{alias}")),
    );
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append)
        && !value.is_empty()
        && argument.get_num_args().is_none_or(|count| count.min_values() > 0);
    let value = if takes_value {
        format!(" {value}")
    } else {
        String::new()
    };
    format!("`{}{value}`", flags.join(", "))
}

/// Help as one line.
fn line(help: Option<&clap::builder::StyledStr>) -> String {
    let text = help.map(ToString::to_string).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_its_flags_are_there() {
        let mut root = cli::command();
        root.build();
        let text = document(&root);
        for part in [
            "\n## istioctl analyze\n",
            "\n## istioctl tag set\n",
            "`-S, --suppress",
            "`-n, --namespace NAME`",
        ] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!text.contains("istioctl reference"));
        assert_eq!(text.matches("--kubeclient-timeout").count(), 1);
    }
}

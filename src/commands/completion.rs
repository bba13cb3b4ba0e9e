//! `istioctl completion SHELL`

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::completion::{Shell, script};
use crate::ui::Ui;

/// Print the script that brings completion to a shell.
///
/// Commands, flags and values are completed, those of the cluster too: namespaces, revisions, tags, pods. A cluster that does not answer at once
/// is not waited for; ISTIOCTL_COMPLETION_LIMIT (such as 1s) allows it more time, and 0s leaves it alone.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true, subcommand_required = true)]
#[command(after_help = "Examples:
  # For this session of bash
  source <(istioctl completion bash)")]
pub(crate) struct CompletionArgs {
    #[command(subcommand)]
    shell: ShellCommand,
}

#[derive(Debug, Subcommand)]
enum ShellCommand {
    /// Print the script for bash, 3.2 or newer.
    #[command(after_help = "Examples:
  # For this session
  source <(istioctl completion bash)

  # For good, where bash-completion is installed
  istioctl completion bash > /etc/bash_completion.d/istioctl

  # For good, where it is not
  echo 'source <(istioctl completion bash)' >> ~/.bashrc")]
    Bash(ScriptArgs),
    /// Print the script for fish.
    #[command(after_help = "Examples:
  # For this session
  istioctl completion fish | source

  # For good
  istioctl completion fish > ~/.config/fish/completions/istioctl.fish")]
    Fish(ScriptArgs),
    /// Print the script for PowerShell.
    #[command(after_help = "Examples:
  # For this session
  istioctl completion powershell | Out-String | Invoke-Expression

  # For good
  istioctl completion powershell >> $PROFILE")]
    Powershell(ScriptArgs),
    /// Print the script for zsh.
    #[command(after_help = "Examples:
  # For this session, after compinit
  source <(istioctl completion zsh)

  # For good
  istioctl completion zsh > \"${fpath[1]}/_istioctl\"")]
    Zsh(ScriptArgs),
}

#[derive(Args, Debug)]
struct ScriptArgs {
    /// Show the candidates alone, without saying what they are.
    #[arg(long)]
    no_descriptions: bool,
}

pub(crate) fn run(args: &CompletionArgs, ui: &mut Ui) -> Result<()> {
    let (shell, args) = match &args.shell {
        ShellCommand::Bash(args) => (Shell::Bash, args),
        ShellCommand::Fish(args) => (Shell::Fish, args),
        ShellCommand::Powershell(args) => (Shell::Powershell, args),
        ShellCommand::Zsh(args) => (Shell::Zsh, args),
    };
    Ok(ui.data(script(shell, !args.no_descriptions).as_bytes())?)
}

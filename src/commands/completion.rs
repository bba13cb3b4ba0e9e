//! `istioctl completion SHELL`

use anyhow::Result;
use clap::Args;
use clap_complete::Shell;

use crate::cli;
use crate::ui::Ui;

/// Print the completion script of a shell.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # bash, for this session
  source <(istioctl completion bash)

  # zsh, for good
  istioctl completion zsh > \"${fpath[1]}/_istioctl\"")]
pub(crate) struct CompletionArgs {
    /// The shell to complete in.
    shell: Shell,
}

pub(crate) fn run(args: &CompletionArgs, ui: &mut Ui) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), "istioctl", &mut script);
    Ok(ui.data(&script)?)
}

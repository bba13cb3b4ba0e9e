//! `istioctl options`

use anyhow::Result;
use clap::Args;

use crate::cli;
use crate::ui::Ui;

/// List the flags that every command takes.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  istioctl options")]
pub(crate) struct OptionsArgs {}

pub(crate) fn run(_: &OptionsArgs, ui: &mut Ui) -> Result<()> {
    let mut root = cli::command();
    root.build();
    let flags = root
        .get_arguments()
        .filter(|argument| argument.is_global_set())
        .cloned();
    // Help of a command that has nothing but these flags.
    let mut command = clap::Command::new("options")
        .disable_help_flag(true)
        .max_term_width(110)
        .help_template("Every command takes these flags:\n\n{options}\n")
        .args(flags.map(|flag| flag.help_heading(None::<&str>)));
    Ok(ui.data(command.render_help().to_string().as_bytes())?)
}

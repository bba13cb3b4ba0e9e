//! Completion in real shells: a terminal, a person who types and presses Tab, and what comes of it.
//!
//! Where a shell is missing its tests are reported as skipped, with the reason. What the terminals showed is in
//! `completion/SHELL.txt` below the folder for temporary files of cargo's target folder.

mod cases;
mod cluster;
mod terminal;

use libtest_mimic::{Arguments, Completion, Trial};
use std::process::ExitCode;
use terminal::{Shell, Terminal};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = Shell::ALL
        .into_iter()
        .map(|shell| {
            Trial::ignorable_test(shell.name(), move || match shell.missing() {
                Some(reason) => Ok(Completion::ignored_with(reason)),
                None => {
                    run(shell)?;
                    Ok(Completion::Completed)
                }
            })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn run(shell: Shell) -> Result<(), String> {
    let cluster = cluster::start();
    let mut terminal = Terminal::start(shell, &cluster.kubeconfig());
    let mut wrong = Vec::new();
    for case in cases::CASES {
        if let Err(why) = terminal.try_case(case) {
            wrong.push(why);
        }
    }
    terminal.keep_transcript();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n\n"))
    }
}

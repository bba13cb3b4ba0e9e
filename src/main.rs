//! `istioctl`: the command line of the Istio service mesh.

mod cli;
mod command_names;
mod commands;
mod completion;
mod defaults;
mod environment;
mod error;
mod files;
mod interrupt;
mod kubeconfig;
mod progress;
mod table;
mod ui;

use std::process::ExitCode;

fn main() -> ExitCode {
    let environment = environment::Environment::of_process();
    let mut ui = ui::Ui::of_process(&environment);
    match cli::run(std::env::args_os(), &environment, &mut ui) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => ExitCode::from(ui.failure(&error)),
    }
}

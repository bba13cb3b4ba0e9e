//! Which library runs a template case: the seam between the recorded engine suite and the template crates.

mod charts;
mod inject_functions;

use serde_json::Value as Json;
use std::collections::BTreeMap;
use testkit::engine_data::{self, Outcome};

/// What running a template case gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    /// The bytes that execution wrote.
    Output(Vec<u8>),
    /// An error, with the phase that gave it (`parse` or `exec`; helm: `load`, `values` or `render`).
    Error {
        /// The phase.
        phase: String,
        /// Its text.
        text: String,
    },
    /// The files that a chart's templates wrote, by path, and what `helm template` would print or why it would fail.
    Chart {
        /// The files.
        files: BTreeMap<String, Vec<u8>>,
        /// The manifest.
        manifest: Result<String, String>,
    },
}

/// Runs the case that one line of an engine file describes.
pub(crate) type Runner = fn(&str) -> Ran;

/// The runner for a mode.
///
/// # Errors
/// The reason why there is none.
pub(crate) fn runner(mode: &str) -> Result<Runner, String> {
    match mode {
        "text" => Ok(|line| run(line, |case| engine_data::run_text_case(case).map(Ran::from))),
        "helm" => Ok(|line| run(line, charts::run)),
        "inject" => Ok(|line| run(line, inject_functions::run)),
        _ => Err(format!("not yet covered: mode {mode}")),
    }
}

/// Runs one line; a case that cannot be understood is an error in a phase that no case records.
fn run(line: &str, case: fn(&Json) -> Result<Ran, String>) -> Ran {
    let parsed: Result<Json, String> = serde_json::from_str(line).map_err(|e| e.to_string());
    parsed.and_then(|json| case(&json)).unwrap_or_else(|text| Ran::Error {
        phase: "data".to_owned(),
        text,
    })
}

impl From<Outcome> for Ran {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Output(bytes) => Ran::Output(bytes),
            Outcome::Error { phase, text } => Ran::Error {
                phase: phase.to_owned(),
                text,
            },
        }
    }
}

//! Which library runs a template case: the seam between the recorded engine suite and the template crates.

use serde_json::Value as Json;
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
}

/// Runs the case that one line of an engine file describes.
pub(crate) type Runner = fn(&str) -> Ran;

/// The runner for a mode and the area it is in.
///
/// # Errors
/// The reason why there is none.
pub(crate) fn runner(mode: &str, area: &str) -> Result<Runner, String> {
    match (mode, area) {
        ("text", _) => Ok(|line| run(line, engine_data::run_text_case)),
        ("helm", area) if !area.starts_with("sprig") => Err("not yet covered: Helm charts".to_owned()),
        _ => Err(format!("not yet covered: mode {mode}")),
    }
}

/// Runs one line; a case that cannot be understood is an error in a phase that no case records.
fn run(line: &str, case: fn(&Json) -> Result<Outcome, String>) -> Ran {
    let parsed: Result<Json, String> = serde_json::from_str(line).map_err(|e| e.to_string());
    match parsed.and_then(|json| case(&json)) {
        Ok(Outcome::Output(bytes)) => Ran::Output(bytes),
        Ok(Outcome::Error { phase, text }) => Ran::Error {
            phase: phase.to_owned(),
            text,
        },
        Err(text) => Ran::Error {
            phase: "data".to_owned(),
            text,
        },
    }
}

//! Which library runs a template case: the seam between the recorded engine suite and the template crates.

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
    /// The data holds a kind of value that this engine does not have.
    Unsupported(String),
}

/// Runs the case that one line of an engine file describes.
pub(crate) type Runner = fn(&str) -> Ran;

/// The runner for a mode and the area it is in.
///
/// # Errors
/// The reason why there is none.
pub(crate) fn runner(mode: &str, area: &str) -> Result<Runner, String> {
    match (mode, area) {
        ("helm", area) if !area.starts_with("sprig") => Err("not yet covered: Helm charts".to_owned()),
        _ => Err(format!("not yet covered: mode {mode}")),
    }
}

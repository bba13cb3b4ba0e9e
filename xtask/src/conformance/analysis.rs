//! Area `analysis`: what analyzers report (`analyzers.json`, through the library), and what `analyze` and `validate` say of files
//! (`cli.json`, through the binary).

mod analyzers;
mod commands;
mod places;

use super::Options;
use super::outcome::AreaReport;
use anyhow::{Context as _, Result};
use serde_json::Value as Json;
use std::path::Path;

/// Runs both files of cases.
///
/// # Errors
/// When one cannot be read or does not hold cases, or the binary does not build.
pub(crate) fn run(folder: &Path, options: &Options) -> Result<Vec<AreaReport>> {
    Ok(vec![analyzers::run(folder, options)?, commands::run(folder, options)?])
}

fn load(path: &Path) -> Result<Vec<Json>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// The text of a case's field.
fn text<'c>(case: &'c Json, field: &str) -> Option<&'c str> {
    case.get(field).and_then(Json::as_str)
}

/// The items of a case's field.
fn items<'c>(case: &'c Json, field: &str) -> &'c [Json] {
    case.get(field)
        .and_then(Json::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// A message as both sides have it.
#[derive(Clone, Debug)]
struct Reported {
    code: String,
    level: String,
    resource: String,
    /// `file:line`, or empty.
    at: String,
}

/// Pairs what was recorded with what was reported: code, level and resource must be equal, and the line must be equal or, where the
/// recorded one is only where the resource starts, within the resource. Gives what has no partner.
fn unpaired<'m>(
    expected: &[Reported],
    found: &'m [Reported],
    folder: &Path,
    may_pair: impl Fn(usize, usize) -> bool,
) -> (Vec<usize>, Vec<&'m Reported>) {
    let mut free: Vec<bool> = vec![true; found.len()];
    let mut missing = Vec::new();
    for (index, wanted) in expected.iter().enumerate() {
        let same = |at: usize| {
            let one = &found[at];
            (&one.code, &one.level, &one.resource) == (&wanted.code, &wanted.level, &wanted.resource)
        };
        let candidates = || (0..found.len()).filter(|&at| free[at] && same(at) && may_pair(index, at));
        let exact = candidates().find(|&at| found[at].at == wanted.at);
        let near = || candidates().find(|&at| places::is_at_least_as_exact(folder, &wanted.at, &found[at].at));
        match exact.or_else(near) {
            Some(at) => free[at] = false,
            None => missing.push(index),
        }
    }
    let surplus = found.iter().zip(free).filter(|(_, free)| *free).map(|(one, _)| one);
    (missing, surplus.collect())
}

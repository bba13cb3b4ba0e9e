//! What `analyze` says of itself: its analyzers and what codes mean.

use anyhow::{Result, bail};
use istio_analysis::analyzers::{ANALYZERS, reporting};
use istio_analysis::message::Code;

/// The analyzers, by name.
pub(super) fn list() -> String {
    let mut analyzers: Vec<_> = ANALYZERS.iter().collect();
    analyzers.sort_by_key(|analyzer| analyzer.name);
    analyzers
        .iter()
        .map(|analyzer| format!("* {}:\n    {}\n", analyzer.name, analyzer.description))
        .collect()
}

/// The pages about a code or an analyzer.
///
/// # Errors
/// A name that is neither.
pub(super) fn page(name: &str) -> Result<String> {
    if let Some(analyzer) = ANALYZERS.iter().find(|analyzer| analyzer.name == name) {
        return Ok(with_line_break(format!(
            "# {}\n\n{}",
            analyzer.name,
            analyzer.page.trim()
        )));
    }
    let Some(code) = Code::find(name) else {
        bail!("{name} is neither a code, such as IST0101, nor the name of an analyzer (see istioctl analyze -L)");
    };
    let mut text = format!("{} {} ({})\n", code.id, code.name, code.level);
    let mut pages: Vec<&str> = Vec::new();
    for analyzer in reporting(code.id) {
        text.push_str(&format!("Found by {}: {}\n", analyzer.name, analyzer.description));
        if !pages.contains(&analyzer.page) {
            pages.push(analyzer.page);
        }
    }
    if pages.is_empty() {
        text.push_str("No analyzer of this command finds it.\n");
    }
    for page in pages {
        text.push_str(&format!("\n{}\n", page.trim()));
    }
    Ok(text)
}

fn with_line_break(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

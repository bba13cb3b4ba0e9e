//! The CRDs and the Rust types of the Istio API, from the `.api` files in `crates/istio-api/api`.

mod crd;
mod model;
mod names;
mod parse;
mod rust;
mod words;

#[cfg(test)]
mod tests;

use crate::project;
use anyhow::{Context as _, Result, bail};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The file that has the CRDs.
pub(crate) const CRDS: &str = "charts/base/files/crd-all.gen.yaml";

/// Every file that the `.api` files make: path from the root, and text.
///
/// # Errors
/// When an `.api` file cannot be read or is malformed, or rustfmt does not run.
pub(crate) fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let api = parse::folder(&project::root().join("crates/istio-api/api"))?;
    let mut files = vec![(CRDS.to_owned(), crd::documents(&api).into_bytes())];
    for (path, text) in rust::files(&api) {
        let text = formatted(&text).with_context(|| path.clone())?;
        files.push((format!("{}/{path}", rust::FOLDER), text));
    }
    Ok(files)
}

/// The folder in which every file is made here, so that one that no longer is must go.
pub(crate) const FOLDER: &str = rust::FOLDER;

/// What rustfmt makes of a text with the project's settings.
fn formatted(text: &str) -> Result<Vec<u8>> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path"])
        .arg(project::root().join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("rustfmt does not start")?;
    let mut stdin = child.stdin.take().context("rustfmt takes no input")?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().context("rustfmt")?;
    let written = writer.join().map_err(|_| anyhow::anyhow!("the writer stopped"))?;
    if !output.status.success() {
        bail!("rustfmt: {}", String::from_utf8_lossy(&output.stderr));
    }
    written.context("rustfmt")?;
    Ok(output.stdout)
}

//! `cargo xtask fuzz`: runs the fuzz targets, each for a while.

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use crate::tally::Tally;
use anyhow::{Context as _, Result, bail};
use std::process::Command;

/// A target and the dictionary that fits its input.
const TARGETS: [(&str, &str); 9] = [
    ("template_parse", "template"),
    ("template_exec", "template"),
    ("yaml_read", "yaml"),
    ("editor_roundtrip", "yaml"),
    ("kube_inject", "kubernetes"),
    ("helm_chart", "template"),
    ("analyze", "istio"),
    ("validate", "istio"),
    ("route", "istio"),
];

/// Runs the named targets, or all of them one after another.
///
/// # Errors
/// On wrong arguments, or when cargo-fuzz is not installed.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let seconds: u64 = match arguments.value("--seconds")? {
        Some(n) => n.parse().with_context(|| format!("--seconds {n}"))?,
        None => 60,
    };
    let names = arguments.rest()?;
    if let Some(unknown) = names
        .iter()
        .find(|name| !TARGETS.iter().any(|(target, _)| target == name))
    {
        bail!(
            "no target {unknown:?}: {}",
            TARGETS.map(|(target, _)| target).join(", ")
        );
    }
    let installed = Command::new("cargo").args(["fuzz", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        bail!("cargo-fuzz is missing: cargo install cargo-fuzz");
    }
    let mut tally = Tally::default();
    for (target, dictionary) in TARGETS {
        if !names.is_empty() && !names.iter().any(|name| name == target) {
            continue;
        }
        say!("{target}: {seconds} s");
        if run_target(target, dictionary, seconds)? {
            tally.passed += 1;
        } else {
            say!("FAILED {target}: the input is in fuzz/artifacts/{target}");
            tally.failed += 1;
        }
    }
    say!("{tally}");
    Ok(tally.failed == 0)
}

fn run_target(target: &str, dictionary: &str, seconds: u64) -> Result<bool> {
    let folder = project::root().join("fuzz");
    let corpus = folder.join("corpus").join(target);
    std::fs::create_dir_all(&corpus).with_context(|| corpus.display().to_string())?;
    let dictionary = folder.join("dictionaries").join(format!("{dictionary}.dict"));
    let seeds = folder.join("seeds").join(target);
    // Coverage needs unstable compiler flags; the code has no unsafe part that an address sanitizer could watch.
    let status = Command::new("cargo")
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(project::root())
        .args(["fuzz", "run", "--sanitizer", "none", target])
        .args([&corpus, &seeds])
        .arg("--")
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args([
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-max_len=16384",
            "-print_final_stats=1",
        ])
        .status()
        .context("cargo fuzz")?;
    Ok(status.success())
}

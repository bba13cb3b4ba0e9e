//! `cargo xtask test`: every test of the workspace, and one count line.

use crate::arguments::Arguments;
use crate::cluster;
use crate::project;
use crate::report::say;
use crate::tally::Tally;
use anyhow::{Context as _, Result};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Runs the command; further arguments go to `cargo test` (for example `-p kubeyaml`).
///
/// # Errors
/// When cargo cannot be started or its output breaks off.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let mut arguments = Arguments::new(argv);
    let package = arguments.value("-p")?;
    let mut command = project::cargo();
    command.args(["test", "--no-fail-fast"]);
    match &package {
        Some(package) => command.args(["-p", package]),
        None => command.arg("--workspace"),
    };
    // The cluster tests belong to the binary's package.
    let wants_cluster = package.is_none_or(|package| package == "istioctl");
    let cluster = match wants_cluster {
        true => cluster_for(&mut command, &mut arguments)?,
        false => None,
    };
    command.args(arguments.rest()?);
    let held = run_cargo(command, Summary::default());
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    held
}

/// Starts a cluster for the tests, or tells them why there is none.
fn cluster_for(command: &mut Command, arguments: &mut Arguments) -> Result<Option<cluster::Running>> {
    if arguments.switch("--no-cluster") {
        command.env(cluster::REASON_VARIABLE, "--no-cluster");
        return Ok(None);
    }
    let binaries = match cluster::Binaries::of_arguments(arguments) {
        Err(why) if why.is::<cluster::NoGo>() => {
            command.env(cluster::REASON_VARIABLE, format!("no control plane: {why:#}"));
            return Ok(None);
        }
        other => other?,
    };
    let running = cluster::start_tied(&binaries)?;
    command.env(cluster::KUBECONFIG_VARIABLE, running.kubeconfig());
    Ok(Some(running))
}

/// Runs `cargo test`, prints what a person wants to see of it, and the count line.
///
/// # Errors
/// When cargo cannot be started or its output breaks off.
pub(crate) fn run_cargo(mut command: Command, mut summary: Summary) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo test")?;
    let stdout = child.stdout.take().context("cargo test has no stdout")?;
    for line in BufReader::new(stdout).lines() {
        let line = line.context("the output of cargo test")?;
        if summary.read(&line) {
            say!("{line}");
        }
    }
    let status = child.wait().context("cargo test")?;
    if !status.success() && summary.tally.failed == 0 {
        say!("cargo test failed without naming a test: something does not build, or a test ended the process");
        summary.tally.failed += 1;
    }
    for (reason, tests) in &summary.skips {
        say!("skipped {}: {reason} [{}]", tests.len(), tests.join(", "));
    }
    say!("{}", summary.tally);
    Ok(summary.tally.failed == 0)
}

/// What the lines of cargo's test report say.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    tally: Tally,
    /// Whether passed tests are shown too.
    list_all: bool,
    skips: BTreeMap<String, Vec<String>>,
}

impl Summary {
    /// One that shows passed tests too.
    pub(crate) fn listing_all() -> Self {
        Self {
            list_all: true,
            ..Self::default()
        }
    }

    /// Takes one line in; says whether a person wants to see it.
    fn read(&mut self, line: &str) -> bool {
        if let Some(counts) = line.strip_prefix("test result: ") {
            let count = |what: &str| {
                counts
                    .split([';', '.'])
                    .filter_map(|part| part.trim().strip_suffix(what))
                    .find_map(|n| n.trim().parse::<usize>().ok())
                    .unwrap_or(0)
            };
            self.tally += Tally {
                passed: count(" passed"),
                failed: count(" failed"),
                skipped: count(" ignored"),
            };
            return count(" failed") > 0;
        }
        if let Some((name, rest)) = line.strip_prefix("test ").and_then(|l| l.split_once(" ... ")) {
            if let Some(reason) = rest.strip_prefix("ignored") {
                let reason = reason.trim_start_matches(',').trim();
                // A test that finds out as it runs writes its reason in parentheses.
                let reason = reason
                    .strip_prefix('(')
                    .and_then(|r| r.strip_suffix(')'))
                    .unwrap_or(reason);
                let reason = if reason.is_empty() { "no reason given" } else { reason };
                self.skips
                    .entry(reason.to_owned())
                    .or_default()
                    .push(name.trim_end().to_owned());
            }
            return self.list_all || rest.starts_with("FAILED");
        }
        // How long a test of the cluster took is for who runs those alone.
        !line.is_empty() && !line.starts_with("running ") && (self.list_all || !line.starts_with("time "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_what_the_lines_say() {
        let mut summary = Summary::default();
        let shown: Vec<bool> = [
            "running 3 tests",
            "test a::b ... ok",
            "test a::c ... FAILED",
            "test a::d ... ignored, needs a cluster",
            "test a::e   ... ignored (needs Go)",
            "test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "thread 'a::c' panicked at src/lib.rs:1:1:",
        ]
        .iter()
        .map(|line| summary.read(line))
        .collect();
        assert_eq!(shown, [false, false, true, false, false, true, false, true]);
        assert_eq!(
            summary.tally,
            Tally {
                passed: 13,
                failed: 1,
                skipped: 1
            }
        );
        assert_eq!(summary.skips.get("needs a cluster"), Some(&vec!["a::d".to_owned()]));
        assert_eq!(summary.skips.get("needs Go"), Some(&vec!["a::e".to_owned()]));
    }
}

//! Time and peak memory of whole commands.

use crate::report::say;
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What one run took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Run {
    /// From start to exit.
    pub(crate) milliseconds: f64,
    /// The most memory that was resident, where the system tells.
    pub(crate) peak_kib: Option<u64>,
}

/// Several runs of one command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figures {
    /// The median of the times, which a few slow runs on a busy machine do not move.
    pub(crate) median_ms: f64,
    /// The fastest run.
    pub(crate) least_ms: f64,
    /// The largest peak of resident memory.
    pub(crate) peak_kib: Option<u64>,
}

impl Figures {
    /// Sums up; `None` without a run.
    pub(crate) fn of(runs: &[Run]) -> Option<Self> {
        let mut times: Vec<f64> = runs.iter().map(|r| r.milliseconds).collect();
        times.sort_by(f64::total_cmp);
        let middle = times.len() / 2;
        let upper = *times.get(middle)?;
        let median_ms = match middle.checked_sub(1).and_then(|below| times.get(below)) {
            Some(lower) if times.len().is_multiple_of(2) => (lower + upper) / 2.0,
            _ => upper,
        };
        let least_ms = *times.first()?;
        let peak_kib = runs.iter().map(|r| r.peak_kib).max().flatten();
        Some(Self {
            median_ms,
            least_ms,
            peak_kib,
        })
    }
}

/// Runs a command `times` times, after one run that does not count.
///
/// The peak of memory that a system tells is the largest of all children that a process has waited for. So each run is
/// started by a fresh copy of this program (the command `measure`), of which it is the only child.
///
/// # Errors
/// When the command cannot be started or fails.
pub(crate) fn repeat(program: &Path, args: &[String], times: usize) -> Result<Figures> {
    let mut runs = Vec::new();
    let own = std::env::current_exe().context("this program's own path")?;
    for index in 0..=times {
        let output = Command::new(&own)
            .arg("measure")
            .arg(program)
            .args(args)
            .stdin(Stdio::null())
            .output()
            .context("measuring")?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{} {}: {}",
                program.display(),
                args.join(" "),
                message.lines().last().unwrap_or("failed")
            );
        }
        if index > 0 {
            runs.push(parse(&String::from_utf8_lossy(&output.stdout)).context("a measurement")?);
        }
    }
    Figures::of(&runs).context("no runs")
}

fn parse(line: &str) -> Option<Run> {
    let (milliseconds, peak) = line.trim().split_once(' ')?;
    Some(Run {
        milliseconds: milliseconds.parse().ok()?,
        peak_kib: peak.parse().ok(),
    })
}

/// The command `measure PROGRAM ARGS...`: runs it once, its stdout thrown away, and prints milliseconds and KiB.
///
/// # Errors
/// When the program cannot be started.
pub(crate) fn once(argv: &[String]) -> Result<bool> {
    let (program, args) = argv.split_first().context("measure needs a program")?;
    let start = Instant::now();
    let status = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .with_context(|| program.clone())?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    match peak_of_children() {
        Some(kib) => say!("{milliseconds} {kib}"),
        None => say!("{milliseconds} -"),
    }
    Ok(status.success())
}

#[cfg(target_os = "linux")]
fn peak_of_children() -> Option<u64> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    u64::try_from(usage.max_rss()).ok()
}

/// Elsewhere the unit differs or there is no such call.
#[cfg(not(target_os = "linux"))]
fn peak_of_children() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_runs() {
        let run = |milliseconds, peak| Run {
            milliseconds,
            peak_kib: Some(peak),
        };
        let wanted = |median_ms| Figures {
            median_ms,
            least_ms: 1.0,
            peak_kib: Some(30),
        };
        assert_eq!(Figures::of(&[run(3.0, 10), run(1.0, 30)]), Some(wanted(2.0)));
        let three = [run(9.0, 10), run(2.0, 20), run(1.0, 30)];
        assert_eq!(Figures::of(&three), Some(wanted(2.0)));
        assert_eq!(Figures::of(&[]), None);
    }

    #[test]
    fn a_measurement_is_read_back() {
        assert_eq!(
            parse("1.5 2048\n"),
            Some(Run {
                milliseconds: 1.5,
                peak_kib: Some(2048)
            })
        );
        assert_eq!(
            parse("1.5 -\n"),
            Some(Run {
                milliseconds: 1.5,
                peak_kib: None
            })
        );
        assert_eq!(parse("x"), None);
    }
}

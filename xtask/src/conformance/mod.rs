//! `cargo xtask conformance`: runs recorded cases and compares.
//!
//! Each area is one module that loads its cases, runs them on a few threads with a time limit each, and judges them.
//! COMPATIBILITY.md excuses failures by area and name (see [`known`]); an excused one counts as skipped, with its reason.

mod decode;
mod engine;
mod known;
mod kube_inject;
mod limits;
mod modes;
mod outcome;
mod reader;
mod streams;
mod trees;
mod yaml;

use crate::arguments::Arguments;
use crate::project;
use crate::report::say;
use crate::tally::Tally;
use anyhow::{Context as _, Result, bail};
use known::{Known, covers};
use outcome::AreaReport;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The areas that run today.
const COVERED: [&str; 3] = ["kube-inject", "engine", "yaml"];
/// The areas a suite may hold besides, with the files that list their cases.
const LATER: [(&str, &[&str]); 4] = [
    ("manifest", &["cases.json"]),
    ("crds", &["objects.json"]),
    ("analysis", &["analyzers.json", "cli.json"]),
    ("validation", &["calls.json"]),
];

/// What the caller asked for.
pub(crate) struct Options {
    suite: PathBuf,
    areas: Vec<String>,
    json: bool,
    binary: Option<PathBuf>,
    case: Option<String>,
    diffs: usize,
    known: Known,
}

impl Options {
    fn parse(argv: Vec<String>) -> Result<Self> {
        let mut arguments = Arguments::new(argv);
        let here = std::env::current_dir().context("the current folder")?;
        let suite = match arguments.value("--suite")? {
            Some(dir) => here.join(dir),
            None => project::root().join("../shared/conformance"),
        };
        let json = match arguments.value("--format")?.as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => bail!("--format {other}: text or json"),
        };
        let binary = arguments.value("--binary")?.map(|path| here.join(path));
        let case = arguments.value("--case")?;
        let diffs = match arguments.value("--diffs")? {
            Some(n) => n.parse().with_context(|| format!("--diffs {n}"))?,
            None => 20,
        };
        let mut areas = arguments.rest()?;
        for area in &areas {
            let known = COVERED
                .into_iter()
                .chain(LATER.map(|(name, _)| name))
                .any(|name| covers(name, area));
            if !known {
                bail!(
                    "no area {area:?}: {}, {}",
                    COVERED.join(", "),
                    LATER.map(|(name, _)| name).join(", ")
                );
            }
        }
        if areas.is_empty() {
            areas = COVERED
                .into_iter()
                .chain(LATER.map(|(name, _)| name))
                .map(str::to_owned)
                .collect();
        }
        Ok(Self {
            suite,
            areas,
            json,
            binary,
            case,
            diffs,
            known: Known::load()?,
        })
    }

    /// Whether a case is among those asked for.
    pub(crate) fn wants(&self, case: &str) -> bool {
        self.case.as_deref().is_none_or(|part| case.contains(part))
    }

    /// The binary to run: the one named, else a release build.
    ///
    /// # Errors
    /// When it is not there or does not build.
    pub(crate) fn binary(&self) -> Result<PathBuf> {
        match &self.binary {
            Some(path) if path.is_file() => Ok(path.clone()),
            Some(path) => bail!("no binary at {}", path.display()),
            None => project::release_binary(),
        }
    }

    #[cfg(test)]
    fn for_tests() -> Self {
        Self {
            suite: PathBuf::new(),
            areas: Vec::new(),
            json: false,
            binary: None,
            case: None,
            diffs: 20,
            known: Known::default(),
        }
    }
}

/// Runs the command; the result is whether nothing failed that COMPATIBILITY.md does not list.
///
/// # Errors
/// On wrong arguments, a malformed COMPATIBILITY.md or suite, or a binary that does not build.
pub(crate) fn run(argv: Vec<String>) -> Result<bool> {
    let options = Options::parse(argv)?;
    if !options.suite.is_dir() {
        return Ok(without_suite(&options));
    }
    let mut total = Tally::default();
    let mut areas = Vec::new();
    let mut stale = Vec::new();
    for area in COVERED.into_iter().chain(LATER.map(|(name, _)| name)) {
        if !options.areas.iter().any(|asked| covers(area, asked)) {
            continue;
        }
        for mut report in run_area(area, &options)? {
            let excused = report.excuse(&options.known);
            stale.extend(excused.into_iter().map(|case| (report.area.clone(), case)));
            total += report.tally();
            if !options.json {
                crate::report::write(format_args!("{}", report.text(options.diffs)));
            }
            areas.push(report.json());
        }
    }
    if options.json {
        let stale: Vec<_> = stale
            .iter()
            .map(|(area, case)| json!({"area": area, "case": case}))
            .collect();
        let report = json!({
            "suite": options.suite.display().to_string(),
            "areas": areas,
            "stale": stale,
            "passed": total.passed,
            "failed": total.failed,
            "skipped": total.skipped,
        });
        say!("{report:#}");
    } else {
        for (area, case) in &stale {
            say!("stale in COMPATIBILITY.md: {area} {case} passes");
        }
        say!("{total}");
    }
    Ok(total.failed == 0)
}

fn run_area(area: &str, options: &Options) -> Result<Vec<AreaReport>> {
    let folder = options.suite.join(area);
    if !folder.is_dir() {
        return Ok(vec![AreaReport::skipped(
            area,
            vec![area.to_owned()],
            "the suite has no such folder",
        )]);
    }
    match area {
        "kube-inject" => kube_inject::run(&folder, options),
        "engine" => engine::run(&folder, options),
        "yaml" => yaml::run(&folder, options),
        _ => later(area, &folder, options).map(|report| vec![report]),
    }
}

/// An area that no code covers yet: its cases count as skipped.
fn later(area: &str, folder: &Path, options: &Options) -> Result<AreaReport> {
    let files = LATER
        .iter()
        .find(|(name, _)| *name == area)
        .map(|(_, files)| *files)
        .unwrap_or_default();
    let mut cases = Vec::new();
    for file in files {
        let path = folder.join(file);
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let listed: Vec<serde_json::Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        for (index, case) in listed.iter().enumerate() {
            let name = case.get("name").and_then(serde_json::Value::as_str);
            cases.push(name.map_or_else(|| format!("{file} #{index}"), str::to_owned));
        }
    }
    cases.retain(|case| options.wants(case));
    let reason = format!("not yet covered: {} cases", cases.len());
    Ok(AreaReport::skipped(area, cases, &reason))
}

fn without_suite(options: &Options) -> bool {
    let total = Tally {
        skipped: 1,
        ..Tally::default()
    };
    let reason = format!("no recorded cases: there is no folder {}", options.suite.display());
    if options.json {
        say!(
            "{:#}",
            json!({"areas": [], "reason": reason, "passed": 0, "failed": 0, "skipped": 1})
        );
    } else {
        say!("conformance skipped: {reason}");
        say!("{total}");
    }
    true
}

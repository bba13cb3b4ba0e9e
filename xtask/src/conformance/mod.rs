//! `cargo xtask conformance`: runs recorded cases and compares.
//!
//! Each area is one module that loads its cases, runs them on a few threads with a time limit each, and judges them.
//! COMPATIBILITY.md excuses failures by area and name (see [`known`]); an excused one counts as skipped, with its reason.

mod analysis;
mod crd_schemas;
mod crds;
mod decode;
mod engine;
mod known;
mod kube_inject;
mod limits;
mod manifest;
mod modes;
mod outcome;
mod reader;
mod streams;
mod trees;
mod validation;
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

/// Runs one area of a suite: the folder of its cases, and what the caller asked for.
type RunArea = fn(&Path, &Options) -> Result<Vec<AreaReport>>;

/// Every area of the suite, with what compares it.
const AREAS: [(&str, RunArea); 7] = [
    ("kube-inject", kube_inject::run),
    ("manifest", manifest::run),
    ("crds", |folder, options| {
        let mut reports = crds::run(folder, options)?;
        reports.extend(crd_schemas::run(folder, options)?);
        Ok(reports)
    }),
    ("engine", engine::run),
    ("yaml", yaml::run),
    ("analysis", analysis::run),
    ("validation", validation::run),
];

/// What the caller asked for.
pub(crate) struct Options {
    suite: PathBuf,
    areas: Vec<String>,
    json: bool,
    binary: Option<PathBuf>,
    /// Charts and profiles of an official release, for the areas that compare with them.
    manifests: Option<PathBuf>,
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
        let manifests = arguments.value("--manifests")?.map(|path| here.join(path));
        let case = arguments.value("--case")?;
        let diffs = match arguments.value("--diffs")? {
            Some(n) => n.parse().with_context(|| format!("--diffs {n}"))?,
            None => 20,
        };
        let mut areas = arguments.rest()?;
        let names = AREAS.map(|(name, _)| name);
        for area in &areas {
            if !names.iter().any(|name| covers(name, area)) {
                bail!("no area {area:?}: {}", names.join(", "));
            }
        }
        if areas.is_empty() {
            areas = names.map(str::to_owned).to_vec();
        }
        Ok(Self {
            suite,
            areas,
            json,
            binary,
            manifests,
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
            manifests: None,
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
    for (area, compare) in AREAS {
        if !options.areas.iter().any(|asked| covers(area, asked)) {
            continue;
        }
        for mut report in run_area(area, compare, &options)? {
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

fn run_area(area: &str, compare: RunArea, options: &Options) -> Result<Vec<AreaReport>> {
    let folder = options.suite.join(area);
    if !folder.is_dir() {
        return Ok(vec![AreaReport::skipped(
            area,
            vec![area.to_owned()],
            "the suite has no such folder",
        )]);
    }
    compare(&folder, options)
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

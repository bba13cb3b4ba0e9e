//! What became of each case, and how that is printed.

use super::known::Known;
use crate::tally::Tally;
use serde_json::json;
use std::collections::BTreeMap;

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Equal to the recorded result.
    Passed,
    /// An error at the recorded place and of the recorded kind, in other words.
    SamePlace,
    /// Different; the text is a short diff.
    Failed(String),
    /// Not decided; the text is the reason.
    Skipped(String),
}

/// One case's name and outcome.
#[derive(Clone, Debug)]
pub(crate) struct CaseResult {
    /// The case's name in its area.
    pub(crate) case: String,
    /// What became of it.
    pub(crate) outcome: Outcome,
}

/// The results of one area, in the order of the suite's file.
#[derive(Debug)]
pub(crate) struct AreaReport {
    /// The area, for example `kube-inject/recorded`.
    pub(crate) area: String,
    /// Every case.
    pub(crate) results: Vec<CaseResult>,
}

impl AreaReport {
    /// An area of which nothing could be run.
    pub(crate) fn skipped(area: &str, cases: Vec<String>, reason: &str) -> Self {
        let results = cases
            .into_iter()
            .map(|case| CaseResult {
                case,
                outcome: Outcome::Skipped(reason.to_owned()),
            })
            .collect();
        Self {
            area: area.to_owned(),
            results,
        }
    }

    /// Turns each failure that the list of known differences excuses into a skip with that reason, and gives the listed
    /// cases that pass nevertheless.
    pub(crate) fn excuse(&mut self, known: &Known) -> Vec<String> {
        let mut stale = Vec::new();
        for result in &mut self.results {
            let Some(row) = known.find(&self.area, &result.case) else {
                continue;
            };
            match &result.outcome {
                Outcome::Failed(_) => {
                    result.outcome = Outcome::Skipped(format!(
                        "known difference: {} (pinned by {})",
                        row.reason, row.pinned_by
                    ));
                }
                Outcome::Passed | Outcome::SamePlace => stale.push(result.case.clone()),
                Outcome::Skipped(_) => {}
            }
        }
        stale
    }

    /// The counts.
    pub(crate) fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for result in &self.results {
            match result.outcome {
                Outcome::Passed | Outcome::SamePlace => tally.passed += 1,
                Outcome::Failed(_) => tally.failed += 1,
                Outcome::Skipped(_) => tally.skipped += 1,
            }
        }
        tally
    }

    fn same_place(&self) -> usize {
        self.results.iter().filter(|r| r.outcome == Outcome::SamePlace).count()
    }

    fn failures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.results.iter().filter_map(|r| match &r.outcome {
            Outcome::Failed(diff) => Some((r.case.as_str(), diff.as_str())),
            _ => None,
        })
    }

    fn skips(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for result in &self.results {
            if let Outcome::Skipped(reason) = &result.outcome {
                reasons.entry(reason).or_default().push(&result.case);
            }
        }
        reasons
    }

    /// The report for people: failures with their diffs (at most `diffs` of them in full), then skips by reason.
    pub(crate) fn text(&self, diffs: usize) -> String {
        let mut out = format!("{}: {}", self.area, self.tally());
        match self.same_place() {
            0 => {}
            n => out.push_str(&format!(
                " ({n} of the passed are errors at the same place in other words)"
            )),
        }
        out.push('\n');
        for (index, (case, diff)) in self.failures().enumerate() {
            out.push_str(&format!("  FAILED {case}\n"));
            if index < diffs {
                for line in diff.lines() {
                    out.push_str(&format!("      {line}\n"));
                }
            }
        }
        for (reason, cases) in self.skips() {
            out.push_str(&format!("  skipped {}: {reason}", cases.len()));
            if cases.len() <= 3 {
                out.push_str(&format!(" [{}]", cases.join(", ")));
            }
            out.push('\n');
        }
        out
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> serde_json::Value {
        let tally = self.tally();
        json!({
            "area": self.area,
            "passed": tally.passed,
            "failed": tally.failed,
            "skipped": tally.skipped,
            "same_place": self.same_place(),
            "failures": self.failures().map(|(case, diff)| json!({"case": case, "diff": diff})).collect::<Vec<_>>(),
            "skips": self.skips().into_iter().map(|(reason, cases)| json!({"reason": reason, "cases": cases}))
                .collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> AreaReport {
        let case = |name: &str, outcome| CaseResult {
            case: name.to_owned(),
            outcome,
        };
        AreaReport {
            area: "yaml".to_owned(),
            results: vec![
                case("good", Outcome::Passed),
                case("near", Outcome::SamePlace),
                case("bad", Outcome::Failed("expected 1, got 2".to_owned())),
                case("later", Outcome::Skipped("no binary".to_owned())),
            ],
        }
    }

    #[test]
    fn counts_each_kind() {
        assert_eq!(
            report().tally(),
            Tally {
                passed: 2,
                failed: 1,
                skipped: 1
            }
        );
        assert!(report().text(20).contains("FAILED bad\n      expected 1, got 2"));
        assert_eq!(report().json()["failures"][0]["case"], "bad");
    }

    #[test]
    fn only_listed_failures_are_excused_and_listed_passes_are_stale() -> anyhow::Result<()> {
        let table = "| area | case | reason | pinned by test |\n|--|--|--|--|\n\
                     | yaml | bad | why | x |\n| yaml | good | why | x |\n";
        let known = Known::parse(table, &|_| true)?;
        let mut excused = report();
        assert_eq!(excused.excuse(&known), vec!["good".to_owned()]);
        assert_eq!(
            excused.tally(),
            Tally {
                passed: 2,
                failed: 0,
                skipped: 2
            }
        );
        let mut other = report();
        other.area = "engine/text_lex".to_owned();
        other.excuse(&known);
        assert_eq!(other.tally().failed, 1);
        Ok(())
    }
}

//! The known differences: a table in COMPATIBILITY.md, read strictly.
//!
//! The table has exactly the columns `area`, `case`, `reason`, `pinned by test`. `area` is an area's name or the part of it
//! before a slash (`kube-inject` covers `kube-inject/recorded` and `kube-inject/own`); `case` is the case's name, in
//! backquotes if it holds anything special; `|` within a cell is written `\|`; `pinned by test` names one test function or
//! several with commas between, each as `name` or `path::name`, and each must exist.

use crate::project;
use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

const COLUMNS: [&str; 4] = ["area", "case", "reason", "pinned by test"];

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    area: String,
    case: String,
    /// Why we differ.
    pub(crate) reason: String,
    /// The test that holds our own behaviour.
    pub(crate) pinned_by: String,
}

/// All rows.
#[derive(Debug, Default)]
pub(crate) struct Known(Vec<Row>);

impl Known {
    /// Reads the project's COMPATIBILITY.md; without that file nothing is known.
    ///
    /// # Errors
    /// When the file cannot be read or its table is malformed.
    pub(crate) fn load() -> Result<Self> {
        let path = project::root().join("COMPATIBILITY.md");
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let tests = test_names(&project::root())?;
        Self::parse(&text, &|name| tests.contains(name)).context("COMPATIBILITY.md")
    }

    /// Reads every table with our four columns; other tables are prose to us.
    ///
    /// # Errors
    /// On a row with a missing, empty or extra cell, a case listed twice, or a test that does not exist.
    pub(crate) fn parse(text: &str, test_exists: &dyn Fn(&str) -> bool) -> Result<Self> {
        let mut rows: Vec<Row> = Vec::new();
        let mut inside = false;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            let Some(cells) = cells(line) else {
                inside = false;
                continue;
            };
            if cells.iter().map(|c| c.to_lowercase()).eq(COLUMNS) {
                inside = true;
                continue;
            }
            if !inside
                || cells
                    .iter()
                    .all(|c| !c.is_empty() && c.chars().all(|ch| matches!(ch, '-' | ':')))
            {
                continue;
            }
            let [area, case, reason, pinned_by] = cells.as_slice() else {
                bail!("line {number}: {} cells instead of 4", cells.len());
            };
            if [area, case, reason, pinned_by].iter().any(|c| c.is_empty()) {
                bail!("line {number}: an empty cell");
            }
            for test in pinned_by.split(',') {
                let name = unquote(test.trim());
                let name = name.rsplit("::").next().unwrap_or(name);
                if !test_exists(name) {
                    bail!("line {number}: no test is called {name:?}");
                }
            }
            let row = Row {
                area: unquote(area).to_owned(),
                case: unquote(case).to_owned(),
                reason: reason.clone(),
                pinned_by: pinned_by.clone(),
            };
            if rows.iter().any(|r| r.area == row.area && r.case == row.case) {
                bail!("line {number}: {} {} is listed twice", row.area, row.case);
            }
            rows.push(row);
        }
        Ok(Self(rows))
    }

    /// The row that covers a case of an area.
    pub(crate) fn find(&self, area: &str, case: &str) -> Option<&Row> {
        self.0.iter().find(|row| row.case == case && covers(&row.area, area))
    }
}

/// Whether an area's name, or the part of one before a slash, covers `area`.
pub(crate) fn covers(name: &str, area: &str) -> bool {
    area.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn unquote(cell: &str) -> &str {
    cell.strip_prefix('`').and_then(|c| c.strip_suffix('`')).unwrap_or(cell)
}

/// The cells of a table line, or `None` for any other line.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?;
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = inner.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'|') => {
                characters.next();
                cell.push('|');
            }
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            other => cell.push(other),
        }
    }
    if !cell.trim().is_empty() {
        cells.push(cell.trim().to_owned());
    }
    Some(cells)
}

/// Every function under a `#[test]` in the project's sources.
fn test_names(root: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut folders: Vec<_> = ["src", "crates", "tests", "xtask"]
        .iter()
        .map(|d| root.join(d))
        .collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                if path.file_name().is_some_and(|n| n != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                collect_tests(&text, &mut names);
            }
        }
    }
    Ok(names)
}

fn collect_tests(source: &str, names: &mut BTreeSet<String>) {
    let mut test = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[test]") {
            test = true;
        } else if line.starts_with("#[ignore") {
            // What does not run pins nothing.
            test = false;
        } else if test && let Some(rest) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("pub fn ")) {
            names.extend(rest.split(['(', '<']).next().map(str::to_owned));
            test = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "| area | case | reason | pinned by test |\n|--|--|--|--|\n";

    fn parse(rows: &str) -> Result<Known> {
        Known::parse(&format!("prose\n\n{HEAD}{rows}\nmore\n| a | b |\n"), &|name| {
            name == "pins_it"
        })
    }

    #[test]
    fn reads_rows_with_quotes_and_pipes() -> Result<()> {
        let known = parse("| kube-inject | `a \\| b` | our reason | `crates/x::pins_it` |\n")?;
        let row = known.find("kube-inject/own", "a | b").context("found")?;
        assert_eq!(row.reason, "our reason");
        assert!(known.find("kube-injector", "a | b").is_none());
        assert!(known.find("kube-inject", "a").is_none());
        Ok(())
    }

    #[test]
    fn refuses_malformed_rows() {
        assert!(parse("| yaml | x | why |\n").is_err());
        assert!(parse("| yaml | x |  | pins_it |\n").is_err());
        assert!(parse("| yaml | x | why | pins_it | more |\n").is_err());
        assert!(parse("| yaml | x | why | nobody |\n").is_err());
        assert!(parse("| yaml | x | why | pins_it |\n| yaml | x | why | pins_it |\n").is_err());
        assert!(parse("| yaml | x | why | pins_it |\n").is_ok());
    }

    #[test]
    fn finds_test_functions_and_nothing_else() {
        let mut names = BTreeSet::new();
        collect_tests(
            "fn no() {}\n#[test]\n#[should_panic]\nfn yes() {}\n#[test]\n#[ignore = \"slow\"]\nfn sleeps() {}\nfn neither() {}\n",
            &mut names,
        );
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["yes"]);
    }
}

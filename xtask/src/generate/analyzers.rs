//! `docs/analyzers/`: the pages beside the analyzers' sources, and an index of the codes.

use std::fmt::Write as _;

use istio_analysis::analyzers::{ALPHA_ANNOTATIONS, ANALYZERS, Analyzer};
use istio_analysis::message::{CODES, Code};

use crate::project;

/// The folder; nothing else is in it.
pub(super) const FOLDER: &str = "docs/analyzers";

const NOTE: &str =
    "<!-- Written by `cargo xtask generate` from crates/istio-analysis/src/analyzers; edit the page there. -->\n";

/// Analyzers that share a page of the documentation.
struct Page {
    analyzers: Vec<&'static Analyzer>,
    text: &'static str,
}

impl Page {
    /// The file's name without its ending: that of the analyzer, or what the names of several begin with.
    fn name(&self) -> String {
        let names: Vec<&str> = self.analyzers.iter().map(|analyzer| analyzer.name).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first, rest @ ..] => {
                let parts: Vec<&str> = first.split('.').collect();
                let shared = (1..parts.len())
                    .rev()
                    .map(|count| parts[..count].join("."))
                    .find(|start| rest.iter().all(|name| name.starts_with(&format!("{start}."))));
                shared.unwrap_or_else(|| (*first).to_owned())
            }
        }
    }

    fn codes(&self) -> Vec<&'static Code> {
        let mut codes: Vec<&Code> = self
            .analyzers
            .iter()
            .flat_map(|analyzer| analyzer.codes)
            .filter_map(|code| Code::find(code))
            .collect();
        codes.sort_by_key(|code| code.id);
        codes.dedup_by_key(|code| code.id);
        codes
    }

    fn write(&self) -> String {
        let text = self.text.trim();
        let (heading, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut page = format!("{NOTE}\n{heading}\n\n");
        for code in self.codes() {
            let _ = writeln!(
                page,
                "- `{}` {} ({}): {}",
                code.id,
                code.name,
                code.level,
                line_of(code)
            );
        }
        page.push_str("\nAnalyzers:\n\n");
        for analyzer in &self.analyzers {
            let _ = writeln!(page, "- `{}`: {}", analyzer.name, analyzer.description);
        }
        let _ = write!(page, "\n{}\n", rest.trim());
        page
    }
}

fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for analyzer in ANALYZERS.iter().copied().chain([ALPHA_ANNOTATIONS]) {
        match pages.iter_mut().find(|page| page.text == analyzer.page) {
            Some(page) => page.analyzers.push(analyzer),
            None => pages.push(Page {
                analyzers: vec![analyzer],
                text: analyzer.page,
            }),
        }
    }
    pages
}

/// What a message of the code says, with the names of its parameters.
fn line_of(code: &Code) -> String {
    let names: Vec<String> = code.parameters.iter().map(|name| format!("*{name}*")).collect();
    code.text(&names)
}

/// A text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// All files of the folder.
pub(super) fn files() -> Vec<(String, Vec<u8>)> {
    let pages = pages();
    let mut files: Vec<(String, Vec<u8>)> = pages
        .iter()
        .map(|page| (format!("{FOLDER}/{}.md", page.name()), page.write().into_bytes()))
        .collect();
    files.push((format!("{FOLDER}/README.md"), index(&pages).into_bytes()));
    files.sort();
    files
}

fn index(pages: &[Page]) -> String {
    let mut text = format!(
        "{NOTE}
# What analysis finds

`istioctl analyze` reports these codes; `istioctl analyze --explain CODE` shows the same pages on a terminal, and
`istioctl analyze -L` lists the analyzers. *Names in italics* stand for what a message names.

| code | name | level | what it says | page |
|--|--|--|--|--|
"
    );
    for code in CODES {
        let found_by: Vec<String> = pages
            .iter()
            .filter(|page| page.codes().iter().any(|found| found.id == code.id))
            .map(|page| format!("[{name}]({name}.md)", name = page.name()))
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            code.id,
            code.name,
            code.level,
            cell(&line_of(code)),
            found_by.join(", ")
        );
    }
    text.push_str(
        "\nA code without a page belongs to another command than `analyze`, or is kept for its meaning only.\n",
    );
    text.push_str(&cases(pages));
    text
}

/// Where the cases of the analyzers are.
const CASES: &str = "crates/istio-analysis/tests/cases";

/// The table of analyzers, each with a case that it reports and one that it does not.
fn cases(pages: &[Page]) -> String {
    let mut text = String::from(
        "
# Analyzers

Each reports something of its first case and nothing of its second (`cargo test -p istio-analysis --test registry`).

| analyzer | what it finds | codes | reported | not reported | page |
|--|--|--|--|--|--|
",
    );
    for analyzer in ANALYZERS.iter().copied().chain([ALPHA_ANNOTATIONS]) {
        let name = analyzer.name;
        let case = |file: &str| {
            let path = format!("{CASES}/{name}/{file}.yaml");
            match project::root().join(&path).is_file() {
                true => format!("[{file}](../../{path})"),
                false => "-".to_owned(),
            }
        };
        let page = pages
            .iter()
            .find(|page| page.text == analyzer.page)
            .map(Page::name)
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} | {} | {} | [{page}]({page}.md) |",
            cell(analyzer.description),
            analyzer.codes.join(", "),
            case("fires"),
            case("silent"),
        );
    }
    text.push_str("\nThose without cases look at what Istio itself checks when it reads it, and find nothing.\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_analyzer_is_on_one_page_and_every_page_has_a_name_of_its_own() {
        let pages = pages();
        let on_pages: usize = pages.iter().map(|page| page.analyzers.len()).sum();
        assert_eq!(on_pages, ANALYZERS.len() + 1);
        let mut names: Vec<String> = pages.iter().map(Page::name).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.contains(&"schema.ValidationAnalyzer".to_owned()), "{names:?}");
    }

    #[test]
    fn the_table_has_a_line_and_two_cases_for_every_analyzer() {
        let table = cases(&pages());
        let lines = table.lines().filter(|line| line.starts_with("| `"));
        assert_eq!(lines.count(), ANALYZERS.len() + 1);
        // Mesh configuration and mesh networks have none.
        assert_eq!(table.matches("| - | - |").count(), 2, "{table}");
    }

    #[test]
    fn the_index_has_a_line_for_every_code() {
        let index = index(&pages());
        for code in CODES {
            assert!(
                index.contains(&format!("| {} | {} |", code.id, code.name)),
                "{}",
                code.id
            );
        }
    }
}

//! The documentation holds: its commands print what it shows, its links lead somewhere, its translations are in step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use testkit::page::{Page, Section};
use testkit::session::{self, Terminal};

use crate::harness::Place;
use crate::readme;

/// Pages that a test of this module reads, beside all that are in docs/.
const PAGES: [&str; 6] = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "COMPATIBILITY.md",
    "CONTRIBUTING.md",
    "packaging/README.md",
];

/// Pages with a translation.
const TRANSLATED: [&str; 2] = ["README.md", "docs/tour.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn pages() -> Vec<String> {
    let mut folders = vec![PathBuf::from("docs")];
    let mut pages: Vec<String> = PAGES.into_iter().map(str::to_owned).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).expect("a folder").flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path.to_str().expect("UTF-8").to_owned());
            }
        }
    }
    pages.sort();
    pages
}

/// Every block that no note sends elsewhere; `run: cluster` and `run: mesh` are for tests/cluster/tour.rs.
#[test]
fn commands_print_what_pages_show() {
    let binaries = Path::new(env!("CARGO_BIN_EXE_istioctl")).parent().map(PathBuf::from);
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let folders = binaries.into_iter().chain(std::env::split_paths(&inherited));
    let path = std::env::join_paths(folders).expect("folders without a colon");
    let mut run = 0;
    let mut failures = Vec::new();
    for name in ["README.md", "docs/coming-from-go.md", "docs/in-ci.md"] {
        let place = Place::new();
        readme::fill(place.path(), root());
        let environment = vec![
            ("PATH".into(), path.clone()),
            ("HOME".into(), place.path().into()),
            ("KUBECONFIG".into(), "/dev/null".into()),
            ("NO_COLOR".into(), "1".into()),
        ];
        let terminal = Terminal::new(place.path(), environment, Duration::from_secs(300));
        let page = Page::parse(&read(name));
        let here = page
            .blocks
            .iter()
            .filter(|block| block.language == "console" && block.note.is_none());
        for step in here.flat_map(|block| session::steps(block).unwrap_or_else(|why| panic!("{name}: {why}"))) {
            run += 1;
            failures.extend(terminal.run(&step).err().map(|why| format!("{name} {why}")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(run > 25, "only {run} commands");
}

#[test]
fn notes_of_blocks_say_where_they_run_or_why_not() {
    for name in pages() {
        for block in Page::parse(&read(&name)).blocks {
            let Some(note) = block.note.filter(|_| block.language == "console") else {
                continue;
            };
            let known = ["run: cluster", "run: mesh"].contains(&note.as_str())
                || note.strip_prefix("not run: ").is_some_and(|why| !why.is_empty())
                || name.starts_with("docs/tour") && note.starts_with("tour: ");
            assert!(known, "{name}:{}: {note}", block.line);
        }
    }
}

/// What a browser makes of a heading, as far as pages here need it.
fn anchor(heading: &str) -> String {
    let lower = heading.to_lowercase().replace(' ', "-");
    lower
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-' || *c == '_')
        .collect()
}

#[test]
fn links_lead_to_files_and_headings_that_exist() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for name in pages() {
        let folder = Path::new(&name).parent().unwrap_or(Path::new("")).to_owned();
        for link in Page::parse(&read(&name)).links() {
            if link.contains("://") {
                continue;
            }
            seen += 1;
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => root().join(&name),
                file => root().join(&folder).join(file),
            };
            let leads = match std::fs::read_to_string(&target) {
                _ if heading.is_empty() => target.exists(),
                Ok(text) => Page::parse(&text)
                    .sections
                    .iter()
                    .any(|section| anchor(&section.heading) == heading),
                Err(_) => false,
            };
            if !leads {
                broken.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(seen > 60, "only {seen} links");
}

/// Links as they count for a translation: a translated page stands for its original, its headings for theirs.
fn links(section: &Section) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for link in &section.links {
        let file = link.split('#').next().unwrap_or_default();
        *counts.entry(file.replace(".zh-CN.md", ".md")).or_default() += 1;
    }
    counts
}

/// What is not in step; `other` is the translation of `page`.
fn out_of_step(page: &Page, other: &Page) -> Vec<String> {
    let mut found = Vec::new();
    let levels = |page: &Page| page.sections.iter().map(|section| section.level).collect::<Vec<_>>();
    if levels(page) != levels(other) {
        let headings = |page: &Page| {
            let all = page.sections.iter().map(|section| section.heading.clone());
            all.collect::<Vec<_>>().join(" / ")
        };
        found.push(format!("other headings:\n  {}\n  {}", headings(page), headings(other)));
        return found;
    }
    for (section, there) in page.sections.iter().zip(&other.sections) {
        let what = format!("{:?} (line {})", section.heading, there.line);
        if links(section) != links(there) {
            found.push(format!("{what}: other links: {:?} {:?}", section.links, there.links));
        }
        let digest = section.digest();
        if there.translated_from() != Some(&digest) {
            found.push(format!(
                "{what}: translated from another text; once it is in step: <!-- en: {digest} -->"
            ));
        }
    }
    let code = |page: &Page| {
        let all = page.blocks.iter();
        all.map(|block| (block.language.clone(), block.text.clone(), block.note.clone()))
            .collect::<Vec<_>>()
    };
    if code(page) != code(other) {
        let differs = code(page)
            .into_iter()
            .zip(code(other))
            .position(|(one, two)| one != two);
        found.push(match differs.and_then(|at| other.blocks.get(at)) {
            Some(block) => format!("line {}: another block of code", block.line),
            None => "more or fewer blocks of code".to_owned(),
        });
    }
    found
}

#[test]
fn translations_are_in_step() {
    for name in TRANSLATED {
        let translation = name.replace(".md", ".zh-CN.md");
        let found = out_of_step(&Page::parse(&read(name)), &Page::parse(&read(&translation)));
        assert!(found.is_empty(), "{translation}:\n{}", found.join("\n"));
    }
}

#[test]
fn a_translation_left_behind_is_found() {
    let english = "# One\n\nA [link](a.md).\n\n```console\n$ true\n```\n";
    let digest = Page::parse(english).sections[0].digest();
    let chinese = format!("# 一\n<!-- en: {digest} -->\n\n一个[链接](a.zh-CN.md#甲)。\n\n```console\n$ true\n```\n");
    let problems = |english: &str, chinese: &str| out_of_step(&Page::parse(english), &Page::parse(chinese));
    assert_eq!(problems(english, &chinese), Vec::<String>::new());
    for (english, chinese) in [
        (english.replace("A ", "The "), chinese.clone()),
        (english.to_owned(), chinese.replace("true", "false")),
        (english.to_owned(), chinese.replace("a.zh-CN.md", "b.md")),
        (english.to_owned(), chinese.replace("# 一", "## 一")),
        (english.to_owned(), chinese.replace("```console\n$ true\n```\n", "")),
        (english.to_owned(), chinese.replace("<!-- en", "<!-- de")),
    ] {
        assert_eq!(problems(&english, &chinese).len(), 1, "{english}\n{chinese}");
    }
}

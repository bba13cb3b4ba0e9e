//! Every analyzer has a case that it reports (`fires.yaml`, and where one cannot show every code, `fires-WHY.yaml`) and one that it does
//! not (`silent.yaml`), in `tests/cases/NAME/`; together they bring up every code of the analyzer. The table in `docs/analyzers/README.md` names them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use istio_analysis::analysis::{Analysis, Request, analyze_with};
use istio_analysis::analyzers::{ALPHA_ANNOTATIONS, ANALYZERS, Analyzer};
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Settings};
use kubeyaml::{Limits, Stream, Value};

/// Analyzers that find nothing: what they look at, Istio checks when it reads it.
const WITHOUT_CASES: [&str; 2] = [
    "schema.ValidationAnalyzer.MeshConfig",
    "schema.ValidationAnalyzer.MeshNetworks",
];

/// What is said of every resource of a kind, however it looks.
const ALWAYS: (&str, &str) = ("schema.ValidationAnalyzer.EnvoyFilter", "IST0133");

/// A line that starts the objects of a cluster; what is before the first one is a file.
const CLUSTER: &str = "# cluster ";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn all() -> impl Iterator<Item = &'static Analyzer> {
    ANALYZERS.iter().copied().chain([ALPHA_ANNOTATIONS])
}

fn objects(text: &str) -> Vec<Value> {
    let stream = Stream::parse(text.as_bytes(), &Limits::default()).expect("a stream");
    let documents = stream.documents().map(|document| document.expect("a document"));
    documents
        .map(|document| document.to_value().expect("an object"))
        .collect()
}

fn analysed(analyzer: &'static Analyzer, case: &str) -> Analysis {
    let path = folder().join(analyzer.name).join(case);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let mut builder = Builder::new(Settings {
        schemas: SchemaUse::Report,
        ..Settings::default()
    });
    if text.starts_with(CLUSTER) {
        for part in text.split(CLUSTER).filter(|part| !part.is_empty()) {
            let (name, manifest) = part.split_once('\n').expect("objects after the name");
            builder.add_objects(name, objects(manifest));
        }
    } else {
        builder.add_files(vec![(case.to_owned(), text.into_bytes())]);
    }
    builder.use_config_map("istio");
    let snapshot = builder.build();
    assert!(
        !snapshot.is_empty() && snapshot.problems().is_empty(),
        "{}: {:?}",
        path.display(),
        snapshot.problems()
    );
    let analysis = analyze_with(&snapshot, &[analyzer], &Request::default());
    assert!(analysis.skipped.is_empty(), "{} did not run", analyzer.name);
    analysis
}

/// The codes that the cases of an analyzer bring up.
fn fired(analyzer: &'static Analyzer) -> BTreeSet<&'static str> {
    let entries = std::fs::read_dir(folder().join(analyzer.name)).expect("the cases of the analyzer");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let firing = names.filter(|name| name.starts_with("fires"));
    let messages = firing.flat_map(|case| analysed(analyzer, &case).messages);
    messages.map(|message| message.code.id).collect()
}

#[test]
fn every_analyzer_reports_one_case_and_not_the_other() {
    let mut wrong = Vec::new();
    for analyzer in all().filter(|analyzer| !WITHOUT_CASES.contains(&analyzer.name)) {
        let codes = fired(analyzer);
        let foreign = codes.iter().filter(|code| !analyzer.codes.contains(code));
        wrong.extend(foreign.map(|code| format!("{} reports {code}, which its entry does not name", analyzer.name)));
        // Of the analyzers of schemas each may warn; which kinds do is for the tests of validation.
        let of_schema = analyzer.name.starts_with("schema.");
        let wanted = analyzer.codes.iter().filter(|code| !(of_schema && **code == "IST0133"));
        let missing = wanted.filter(|code| !codes.contains(**code));
        wrong.extend(missing.map(|code| format!("{} reports no {code}", analyzer.name)));
        for message in analysed(analyzer, "silent.yaml").messages {
            if (analyzer.name, message.code.id) != ALWAYS {
                wrong.push(format!(
                    "{} reports {}: {}",
                    analyzer.name,
                    message.code.id,
                    message.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_folder_of_cases_is_left_over() {
    let known: BTreeSet<&str> = all()
        .map(|analyzer| analyzer.name)
        .filter(|name| !WITHOUT_CASES.contains(name))
        .collect();
    let entries = std::fs::read_dir(folder()).expect("the cases");
    let folders: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

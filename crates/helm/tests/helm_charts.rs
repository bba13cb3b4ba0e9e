//! Three charts as strangers would write them, rendered with several values. What is expected was printed by Helm v3.21.0
//! (`tests/expected/NAME.yaml`, or the error in `NAME.error`); the tests of `real_helm` ask Helm again.

mod cases;

use std::path::{Path, PathBuf};

use cases::{CASES, folder, rendered};
use helm::values::{self, SetFlag};
use helm::{Chart, Phase};
use kubeyaml::Mapping;

fn expected(name: &str) -> Result<String, String> {
    let read = |end: &str| std::fs::read_to_string(folder("expected").join(format!("{name}.{end}")));
    match read("yaml") {
        Ok(text) => Ok(text),
        Err(_) => Err(read("error").expect("what Helm printed").trim_end().to_owned()),
    }
}

#[test]
fn charts_come_out_as_from_helm() {
    for (name, chart, flags) in CASES {
        let chart = Chart::from_folder(&folder("charts").join(chart)).expect("the chart loads");
        let ours = rendered(&chart, flags).map_err(|error| error.to_string().trim_end().to_owned());
        assert_eq!(ours, expected(name), "{name}");
    }
}

/// The first rendering parses; those after it must not see what an earlier one left behind.
#[test]
fn a_chart_is_rendered_again_and_again() {
    for chart in ["shop", "worker", "store"] {
        let loaded = Chart::from_folder(&folder("charts").join(chart)).expect("the chart loads");
        for _ in 0..2 {
            for (name, _, flags) in CASES.iter().filter(|(_, of, _)| *of == chart) {
                let ours = rendered(&loaded, flags).map_err(|error| error.to_string().trim_end().to_owned());
                assert_eq!(ours, expected(name), "{name}");
            }
        }
    }
}

#[test]
fn single_templates_come_out_as_among_all() {
    let chart = Chart::from_folder(&folder("charts").join("worker")).expect("the chart loads");
    let rendered = |only: &[&str]| {
        let options = helm::RenderOptions {
            only,
            ..helm::RenderOptions::default()
        };
        let release = helm::Release::default();
        helm::render(
            &chart,
            &Mapping::new(),
            &release,
            &helm::Capabilities::default(),
            &options,
        )
        .expect("it renders")
    };
    let (all, one) = (rendered(&[]), rendered(&["templates/workers.yaml"]));
    assert_eq!(one.templates().len(), 1);
    let path = one.templates()[0].path();
    assert!(
        path.ends_with("/templates/workers.yaml") && all.templates().len() > 1,
        "{path}"
    );
    assert_eq!(all.get(path), one.get(path));
}

#[test]
fn archives_hold_the_same_charts() {
    for (name, chart, flags) in CASES.iter().filter(|(name, ..)| name.ends_with("defaults")) {
        let mut builder = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
        let folder = folder("charts").join(chart);
        // Archives are made of what the folder's rules leave: here of the loaded chart's files.
        for file in walk(&folder) {
            let path = file.strip_prefix(&folder).expect("below the folder");
            let left_out = ["bak", "md"]
                .iter()
                .any(|end| path.extension().is_some_and(|e| e == *end));
            if left_out || path.starts_with("ci") || path.ends_with(".hidden.yaml") {
                continue;
            }
            builder
                .append_path_with_name(&file, Path::new(chart).join(path))
                .expect("a file");
        }
        let bytes = builder.into_inner().and_then(|gz| gz.finish()).expect("an archive");
        let chart = Chart::from_archive(&bytes).expect("the archive loads");
        let ours = rendered(&chart, flags).map_err(|error| error.to_string());
        assert_eq!(ours, expected(name), "{name}");
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn errors_say_where() {
    let chart = Chart::from_files([
        ("Chart.yaml", &b"apiVersion: v2\nname: app\nversion: 1.0.0\n"[..]),
        (
            "templates/_h.tpl",
            b"{{ define \"one\" }}\n  {{ .Values.a.b }}\n{{ end }}",
        ),
        ("templates/a.yaml", b"a: 1\nb: {{ include \"one\" . }}\n"),
    ])
    .expect("a chart");
    let error = rendered(&chart, &[]).expect_err("a.b is below nil");
    assert_eq!(
        (error.phase(), error.file()),
        (Phase::Render, Some("app/templates/a.yaml"))
    );
    assert_eq!(error.cause(), "nil pointer evaluating interface {}.b");
    let places: Vec<_> = error
        .trace()
        .iter()
        .map(|p| (p.file.as_str(), p.line, p.column, p.expression.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("app/templates/a.yaml", 2, Some(6), "include \"one\" ."),
            ("app/templates/_h.tpl", 2, Some(12), ".Values.a.b"),
        ]
    );
    let error = Chart::from_files([
        ("Chart.yaml", &b"apiVersion: v2\nname: app\nversion: 1.0.0\n"[..]),
        ("charts/sub/Chart.yaml", b"apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
        ("charts/sub/values.yaml", b"a: 1\nb: [\n"),
    ])
    .expect_err("the list has no end");
    assert_eq!(
        (error.phase(), error.file()),
        (Phase::Load, Some("charts/sub/values.yaml"))
    );
    assert_eq!(error.position().map(|p| p.line), Some(3));
}

#[test]
fn arguments_that_cannot_be_used_show_where() {
    for (argument, column, said) in [
        ("a=1,b", 5, "key \"b\" has no value"),
        (
            "a[x]=1",
            3,
            "error parsing index: strconv.Atoi: parsing \"x\": invalid syntax",
        ),
        ("a={1,2", 3, "list must terminate with '}'"),
        (
            "ä.b[70000]=1",
            11,
            "index of 70000 is greater than maximum supported index of 65536",
        ),
    ] {
        let mut into = Mapping::new();
        let error = helm::strvals::set(argument, &mut into).expect_err(argument);
        assert_eq!((error.column(), error.message()), (column, said), "{argument}");
    }
    let error = values::set(SetFlag::SetString, "a=1,b", &mut Mapping::new(), |_| Ok(String::new()));
    let error = error.expect_err("b has no value");
    assert_eq!(
        error.to_string(),
        "failed parsing --set-string data: key \"b\" has no value"
    );
    assert_eq!(error.argument().map(|a| a.caret()).as_deref(), Some("a=1,b\n    ^"));
}

/// Endless recursion is an error, whatever it goes through.
#[test]
fn recursion_ends_with_an_error() {
    let endless: [(&str, &str); 5] = [
        ("{{ tpl .Values.t . }}", "t={{ tpl .Values.t . }}"),
        (
            "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}",
            "t=1",
        ),
        (
            "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ include \"a\" . }}",
            "t=1",
        ),
        (
            "{{ define \"a\" }}{{ tpl .Values.t . }}{{ end }}{{ include \"a\" . }}",
            "t={{ include \"a\" . }}",
        ),
        (
            "{{ define \"a\" }}{{ ((((((((((((((((((((((include \"a\" .)))))))))))))))))))))) }}{{ end }}{{ include \"a\" . }}",
            "t=1",
        ),
    ];
    for (template, set) in endless {
        let chart = Chart::from_files([
            (
                "Chart.yaml".to_owned(),
                b"apiVersion: v2\nname: app\nversion: 1.0.0\n".to_vec(),
            ),
            ("templates/a.yaml".to_owned(), template.as_bytes().to_vec()),
        ])
        .expect("a chart");
        let error = rendered(&chart, &["--set-literal", set]).expect_err("endless");
        let cause = error.cause().to_owned();
        let known = ["nested too deeply", "nested reference name", "maximum template depth"];
        assert!(known.iter().any(|known| cause.contains(known)), "{template}: {cause}");
        assert!(error.to_string().len() < 8 << 20);
    }
}

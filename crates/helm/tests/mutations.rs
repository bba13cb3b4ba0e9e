//! Charts with random damage load and render, or give an error; nothing panics or hangs.

use std::path::Path;

use helm::{Capabilities, Chart, Release, RenderOptions};
use kubeyaml::Mapping;

/// A small generator of choices, the same on every run.
struct Choices(u64);

impl Choices {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap_or_default()
    }
}

const PIECES: [&str; 24] = [
    "{{",
    "}}",
    "{{-",
    "{{ . }}",
    "{{ include \"shop.labels\" . }}",
    "{{ tpl .Values.extraConfig . }}",
    "{{ end }}",
    "{{ range . }}",
    "{{ with .Values }}",
    "{{ toYaml $ }}",
    "{{ .Chart | toToml }}",
    "{{ fromYaml . }}",
    "null",
    "[]",
    "{}",
    "-1",
    "---\n",
    "\n",
    ": ",
    "\"",
    "&a ",
    "*a",
    "\u{0}",
    "é",
];

fn files(folder: &Path, below: &Path, into: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, below, into);
        } else {
            let name = path
                .strip_prefix(below)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            into.push((name, std::fs::read(&path).expect("a file")));
        }
    }
}

#[test]
fn damaged_charts_give_errors_and_never_panic() {
    let options = RenderOptions {
        max_output: 1 << 20,
        max_steps: 100_000,
        max_calls: 10_000,
        ..RenderOptions::default()
    };
    let (release, capabilities) = (Release::default(), Capabilities::default());
    let mut choices = Choices(0x9e37_79b9_7f4a_7c15);
    let (mut good, mut bad) = (0, 0);
    for name in ["shop", "worker", "store"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts").join(name);
        let mut whole = Vec::new();
        files(&folder, &folder, &mut whole);
        for _ in 0..150 {
            let mut damaged = whole.clone();
            for _ in 0..=choices.next(3) {
                let at = choices.next(damaged.len());
                let data = &mut damaged[at].1;
                let from = choices.next(data.len() + 1);
                let to = (from + choices.next(12)).min(data.len());
                match choices.next(4) {
                    0 => drop(data.drain(from..to)),
                    1 => drop(data.splice(from..to, PIECES[choices.next(PIECES.len())].bytes())),
                    2 => {
                        let copied = data[from..to].to_vec();
                        drop(data.splice(from..from, copied));
                    }
                    _ => drop(data.splice(from..from, [u8::try_from(choices.next(256)).unwrap_or(0)])),
                }
            }
            let result = Chart::from_files(damaged)
                .and_then(|chart| helm::render(&chart, &Mapping::new(), &release, &capabilities, &options))
                .and_then(|rendered| rendered.template_output(true));
            match result {
                Ok(_) => good += 1,
                Err(error) => {
                    assert!(!error.to_string().contains("panicked"), "{error}");
                    bad += 1;
                }
            }
        }
    }
    assert!(good > 20 && bad > 20, "{good} good, {bad} bad");
}

/// Values that hold themselves, or that share their parts so often that written out they would fill the memory, have no text.
#[test]
fn values_without_end_have_no_text() {
    let endless = r#"{{ $_ := set .Values "x" .Values }}{{ $_ = set .Values "y" .Values }}{{ toJson .Values }}|{{ toYaml .Values }}|"#;
    let wide = r#"{{ $x := dict }}{{ range until 60 }}{{ $x = dict "a" $x "b" $x }}{{ end }}{{ toYaml $x }}|{{ toYamlPretty $x }}|"#;
    for template in [endless, wide] {
        let chart = Chart::from_files([
            ("Chart.yaml", &b"apiVersion: v2\nname: app\nversion: 1.0.0\n"[..]),
            ("templates/a.yaml", template.as_bytes()),
        ])
        .expect("a chart");
        let (release, capabilities) = (Release::default(), Capabilities::default());
        let rendered = helm::render(
            &chart,
            &Mapping::new(),
            &release,
            &capabilities,
            &RenderOptions::default(),
        );
        assert_eq!(rendered.expect("it renders").templates()[0].text(), "||", "{template}");
    }
}

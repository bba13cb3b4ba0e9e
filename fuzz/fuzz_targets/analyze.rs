//! Any file is analysed without a panic, in both ways of reading: the same again gives the same, every message is on a line of the
//! file, and every format writes it.
#![no_main]

use istio_analysis::analysis::{Analysis, Request, analyze};
use istio_analysis::format::{Format, Report};
use istio_analysis::schemas::SchemaUse;
use istio_analysis::snapshot::{Builder, Coverage, Settings};
use libfuzzer_sys::fuzz_target;

const NAME: &str = "input.yaml";

fn analysed(data: &[u8], compat: bool) -> (Analysis, usize) {
    let mut builder = Builder::new(Settings {
        coverage: if compat { Coverage::Complete } else { Coverage::Files },
        as_istioctl_130: compat,
        schemas: if compat { SchemaUse::Refuse } else { SchemaUse::Report },
        // Certificates are judged at one time.
        now: 1_780_000_000,
        ..Settings::default()
    });
    builder.add_files(vec![(NAME.to_owned(), data.to_vec())]);
    builder.use_config_map("istio");
    builder.add_builtin_ingress_gateway();
    let snapshot = builder.build();
    for problem in snapshot.problems() {
        assert!(problem.location.line >= 1 && problem.location.column >= 1, "{problem}");
    }
    (analyze(&snapshot, &Request::default()), snapshot.problems().len())
}

fn written(analysis: &Analysis) -> Vec<String> {
    let report = Report {
        messages: &analysis.messages,
        inputs: &[NAME.to_owned()],
        version: "1.30.3",
        reference: "istioctl-analyze",
        colour: true,
        frames: true,
    };
    Format::ALL.iter().map(|format| format.write(&report)).collect()
}

fuzz_target!(|data: &[u8]| {
    // YAML 1.1 knows more line breaks than LF.
    let text = String::from_utf8_lossy(data);
    let breaks = text.chars().filter(|c| "\n\r\u{85}\u{2028}\u{2029}\u{fffd}\0".contains(*c)).count();
    for compat in [false, true] {
        let (first, problems) = analysed(data, compat);
        for message in &first.messages {
            assert!(!message.text().is_empty(), "{} without a text", message.code.id);
            let Some(place) = &message.location else { continue };
            assert!((1..=breaks + 1).contains(&place.line) && place.column >= 1, "{place:?}: {}", message.text());
        }
        let (second, problems_again) = analysed(data, compat);
        assert_eq!((written(&first), problems), (written(&second), problems_again));
    }
});

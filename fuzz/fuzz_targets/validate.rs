//! Any file is validated without a panic: the same again gives the same, and every message is on a line of the file.
#![no_main]

use istio_analysis::check::{CheckSettings, Checked, check_file};
use libfuzzer_sys::fuzz_target;

fn checked(data: &[u8]) -> Checked {
    let settings = CheckSettings {
        default_namespace: "default",
        istio_namespace: "istio-system",
    };
    check_file("input.yaml", data, settings)
}

fn told(checked: &Checked) -> Vec<String> {
    let messages = checked.messages.iter().map(|message| format!("{:?} {}", message.location, message.text()));
    messages.chain(checked.notes.iter().cloned()).collect()
}

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let breaks = text.chars().filter(|c| "\n\r\u{85}\u{2028}\u{2029}\u{fffd}\0".contains(*c)).count();
    let first = checked(data);
    for message in &first.messages {
        let Some(place) = &message.location else { continue };
        assert!((1..=breaks + 1).contains(&place.line) && place.column >= 1, "{place:?}: {}", message.text());
    }
    for operator in &first.operators {
        assert!(!operator.document_text().is_empty());
    }
    assert_eq!(told(&first), told(&checked(data)));
});

//! Test Anything Protocol, version 13: a test a message, and one for each file without any.

use std::collections::BTreeSet;

use super::{Report, file_of, is_failure, line_of, resource_of};

pub(super) fn write(report: &Report<'_>) -> String {
    let with_messages: BTreeSet<&str> = report.messages.iter().map(file_of).collect();
    let fine: Vec<&String> = report
        .inputs
        .iter()
        .filter(|input| !with_messages.contains(input.as_str()))
        .collect();
    let mut text = format!("TAP version 13\n1..{}\n", fine.len() + report.messages.len());
    for (index, input) in fine.iter().enumerate() {
        text.push_str(&format!("ok {} - {}\n", index + 1, plain(input)));
    }
    for (index, message) in report.messages.iter().enumerate() {
        let verdict = if is_failure(message.level()) { "not ok" } else { "ok" };
        let said = plain(&format!(
            "{} {}: {}",
            message.code.id,
            resource_of(message),
            message.text()
        ));
        text.push_str(&format!("{verdict} {} - {said}\n", fine.len() + index + 1));
        let mut file = String::new();
        kubeyaml::json::write_string(&mut file, file_of(message), false);
        let severity = message.level().name().to_lowercase();
        text.push_str(&format!(
            "  ---\n  severity: {severity}\n  file: {file}\n  line: {}\n  ...\n",
            line_of(message)
        ));
    }
    text
}

/// Text on one line, without the mark that starts a directive.
fn plain(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn the_plan_counts_all_tests() {
        let text = written(Format::Tap);
        assert!(
            text.starts_with("TAP version 13\n1..3\nok 1 - fine.yaml\nnot ok 2 - IST0101 "),
            "{text}"
        );
        assert_eq!(text.lines().filter(|line| line.contains("ok ")).count(), 3);
    }
}

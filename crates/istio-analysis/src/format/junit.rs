//! JUnit XML: a suite a file, a case a message, and one case that passes for a file without any.

use std::collections::BTreeMap;

use super::{Report, file_of, is_failure, line_of, resource_of};
use crate::message::Message;

pub(super) fn write(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<&str, Vec<&Message>> = BTreeMap::new();
    for input in report.inputs {
        suites.entry(input).or_default();
    }
    for message in report.messages {
        suites.entry(file_of(message)).or_default().push(message);
    }
    let tests: usize = suites.values().map(|messages| messages.len().max(1)).sum();
    let failures = report
        .messages
        .iter()
        .filter(|message| is_failure(message.level()))
        .count();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str(&format!(
        "<testsuites name=\"istioctl analyze\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    ));
    for (file, messages) in suites {
        let tests = messages.len().max(1);
        let failures = messages.iter().filter(|message| is_failure(message.level())).count();
        let name = escaped(file);
        text.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n"
        ));
        if messages.is_empty() {
            text.push_str(&format!(
                "    <testcase name=\"{name}\" classname=\"istioctl.analyze\"/>\n"
            ));
        }
        for message in messages {
            text.push_str(&case(message));
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn case(message: &Message) -> String {
    let (code, said) = (message.code.id, escaped(&message.text()));
    let name = escaped(&format!("{code} {}", resource_of(message)));
    let place = format!("{}:{}", escaped(file_of(message)), line_of(message));
    let inside = match is_failure(message.level()) {
        true => format!("<failure type=\"{code}\" message=\"{said}\">{place}: {said}</failure>"),
        false => format!("<system-out>{place}: {said}</system-out>"),
    };
    let (file, line) = (escaped(file_of(message)), line_of(message));
    format!(
        "    <testcase name=\"{name}\" classname=\"istioctl.analyze.{code}\" file=\"{file}\" line=\"{line}\">\n      {inside}\n    \
         </testcase>\n"
    )
}

/// Text as XML takes it, in attributes as well; characters that XML cannot hold are replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn suites_count_and_text_is_escaped() {
        let text = written(Format::Junit);
        assert!(text.contains("tests=\"3\" failures=\"2\""), "{text}");
        assert!(text.contains("&lt;web&gt; &amp; &apos;co&apos;"), "{text}");
        assert!(
            text.contains("<testcase name=\"fine.yaml\" classname=\"istioctl.analyze\"/>"),
            "{text}"
        );
    }
}

//! The code quality report of GitLab.

use serde_json::{Value, json};

use super::{Report, file_of, fingerprint, line_of, resource_of};
use crate::message::{Level, Message};

pub(super) fn write(report: &Report<'_>) -> String {
    let issues: Vec<Value> = report.messages.iter().map(issue).collect();
    format!("{:#}\n", Value::Array(issues))
}

fn issue(message: &Message) -> Value {
    let severity = match message.level() {
        Level::Error => "critical",
        Level::Warning => "minor",
        Level::Info => "info",
    };
    json!({
        "check_name": message.code.id,
        "description": format!("{}: {}", resource_of(message), message.text()),
        "fingerprint": fingerprint(message),
        "severity": severity,
        "location": {
            "path": file_of(message).trim_start_matches("./"),
            "lines": {"begin": line_of(message)},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn issues_have_what_gitlab_needs() {
        let issues: Vec<serde_json::Value> = serde_json::from_str(&written(Format::Gitlab)).expect("valid JSON");
        assert_eq!(issues[0]["severity"], "critical");
        assert_eq!(issues[0]["location"]["lines"]["begin"], 9);
        assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
    }
}

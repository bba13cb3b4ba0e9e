//! SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use super::{Report, fingerprint, resource_of};
use crate::message::{Code, Level, Message};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(report: &Report<'_>) -> String {
    let mut codes: Vec<&'static Code> = report.messages.iter().map(|message| message.code).collect();
    codes.sort_by_key(|code| code.id);
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, report)).collect();
    let results: Vec<Value> = report.messages.iter().map(|message| result(message, &codes)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "istioctl",
                "version": report.version,
                "informationUri": "https://istio.io/latest/docs/reference/config/analysis/",
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn rule(code: &'static Code, report: &Report<'_>) -> Value {
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": code.name},
        "helpUri": Message::about(code, None).documentation_url(report.reference),
        "defaultConfiguration": {"level": level(code.level)},
    })
}

fn result(message: &Message, codes: &[&'static Code]) -> Value {
    let resource = resource_of(message);
    let mut location = json!({});
    if let Some(place) = &message.location {
        location["physicalLocation"] = json!({
            "artifactLocation": {"uri": uri(&place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        });
    }
    if !resource.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": resource, "kind": "resource"}]);
    }
    json!({
        "ruleId": message.code.id,
        "ruleIndex": codes.binary_search_by_key(&message.code.id, |code| code.id).unwrap_or(0),
        "level": level(message.level()),
        "message": {"text": message.text()},
        "locations": [location],
        "partialFingerprints": {"istioctl/v1": fingerprint(message)},
    })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::written};

    #[test]
    fn results_refer_to_their_rules() {
        let log: serde_json::Value = serde_json::from_str(&written(Format::Sarif)).expect("valid JSON");
        let run = &log["runs"][0];
        for result in run["results"].as_array().expect("results") {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.yaml");
        assert_eq!(place["region"]["startLine"], 9);
    }
}
